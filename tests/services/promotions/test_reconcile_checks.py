"""A price that the platform gives otherwise than we do is found, once for each product."""

from __future__ import annotations

from pathlib import Path

from shopplanner.domain.changes import Place
from shopplanner.domain.checks import Hit
from shopplanner.domain.messages import Money
from shopplanner.services.checks import run_checks
from shopplanner.services.promotions.reconcile_checks import gather, platform_price
from shopplanner.services.wording import render
from shopplanner.services.workspace import Workspace
from tests.fixtures.exports import bring_one
from tests.fixtures.qianniu import query_row, write_query
from tests.services.promotions.planning import put_products


def hits(workspace: Workspace, folder: Path, share: int = 0) -> list[Hit]:
    put_products(workspace, ("A", 10_000, None, None), ("B", 10_000, None, None))
    rows = [
        query_row("A", "1", "99.00"), query_row("A", "2", "95.00", "店铺优惠券", "5.00"), query_row("B", "3", "100.00"),
        query_row("Z", "4", "100.00"),
    ]  # fmt: skip
    bring_one(workspace, write_query(folder / "价格查询_2026-11-22.xlsx", rows))
    return list(platform_price(gather(workspace), {"share": share}))


def test_the_largest_difference_of_a_product_is_found(workspace: Workspace, tmp_path: Path) -> None:
    (hit,) = hits(workspace, tmp_path)
    assert (hit.subject, hit.place) == ("A", Place("promotions", "reconcile", "A/2"))
    assert (hit.values["platform"], hit.values["ours"]) == (Money(9_500), Money(10_000))


def test_small_differences_may_be_passed_over(workspace: Workspace, tmp_path: Path) -> None:
    assert hits(workspace, tmp_path, share=6) == []


def test_it_is_among_the_shop_s_findings(workspace: Workspace, tmp_path: Path) -> None:
    hits(workspace, tmp_path)
    (found,) = [each for each in run_checks(workspace) if each.check_id == "promotions.platform_price"]
    assert render(found.text) == "The platform sells “A” at ¥95.00, we compute ¥100.00."
    assert "Offer missing in the plan" in render(found.explanation)
