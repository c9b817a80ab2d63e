"""One unconfirmed rule is named if changing it explains every difference and spoils no agreement."""

from __future__ import annotations

from pathlib import Path

from shopplanner.services.promotions.reconcile import reconcile
from shopplanner.services.promotions.reconcile_flags import FlagHint, flag_hints
from shopplanner.services.workspace import Workspace
from tests.fixtures.exports import bring_one
from tests.fixtures.qianniu import query_row, write_query
from tests.services.promotions.planning import put, put_products

SPAN = ("2026-11-20 00:00:00", "2026-11-30 23:59:59")


def hints(workspace: Workspace, folder: Path, *rows: tuple[str, ...]) -> list[FlagHint]:
    bring_one(workspace, write_query(folder / "价格查询_2026-11-24.xlsx", rows))
    return flag_hints(reconcile(workspace))


def two_products(workspace: Workspace) -> None:
    ids = put_products(workspace, ("A", 28_275, None, None), ("B", 17_340, None, None))
    put(workspace, "platform_event", *SPAN, products=ids, rate=1_200)


def test_a_rounding_that_explains_all_differences_is_named(workspace: Workspace, tmp_path: Path) -> None:
    two_products(workspace)
    found = hints(
        workspace, tmp_path,
        query_row("A", "1", "248.82", "官方立减", "33.93", tag="282.75"),
        query_row("B", "2", "152.59", "官方立减", "20.81", tag="173.40"),
    )  # fmt: skip
    assert [(hint.flag, hint.value, hint.prices) for hint in found] == [("official_rounding", "half_up_fen", 2)]
    assert found[0].profile_id == "taobao-2026-03-10"


def test_a_change_that_would_spoil_a_price_that_agrees_is_not_named(workspace: Workspace, tmp_path: Path) -> None:
    two_products(workspace)
    found = hints(
        workspace, tmp_path,
        query_row("A", "1", "248.82", "官方立减", "33.93", tag="282.75"),
        query_row("B", "2", "152.40", "官方立减", "21.00", tag="173.40"),
    )  # fmt: skip
    assert found == []


def test_missing_offers_and_agreeing_prices_say_nothing_of_rules(workspace: Workspace, tmp_path: Path) -> None:
    put_products(workspace, ("A", 10_000, None, None), ("B", 10_000, None, None))
    rows = [query_row("A", "1", "88.00", "官方立减", "12.00"), query_row("B", "2", "100.00")]
    assert hints(workspace, tmp_path, *rows) == []


def test_without_a_query_there_is_no_hint(workspace: Workspace) -> None:
    assert flag_hints(reconcile(workspace)) == []
