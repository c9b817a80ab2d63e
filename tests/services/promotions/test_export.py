"""A month leaves as a workbook that adds up and as calendar entries that keep their ids."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from shopplanner.domain.errors import InputError
from shopplanner.foundation import i18n
from shopplanner.services.promotions import almanac, export, tasks
from shopplanner.services.promotions.offer_words import offer_words
from shopplanner.services.promotions.plan_words import day_words, scope_words
from shopplanner.services.workspace import Workspace
from tests.services.promotions.planning import planned, put, put_products

LAST_YEAR = ("2025-11-01 00:00:00", "2025-11-30 23:59:59")


@pytest.fixture
def shop(workspace: Workspace) -> Workspace:
    """Two products and November's plan: a discount, a threshold, an idea, and two tasks."""
    ids = put_products(workspace, ("A", 10_000, 4000, 8500), ("B", 5000, 4600, None))
    discount = put(
        workspace, "item_discount", "2026-11-10 00:00:00", "2026-11-12 23:59:59",
        name="=双11 直降", kind="percent", rate=1000, products=tuple(ids), budget=300_000, note="第一行",
    )  # fmt: skip
    put(
        workspace, "threshold_reduction", "2026-11-12 00:00:00", "2026-12-02 23:59:59",
        name="满减", threshold=9_000, reduction=1000, whole_shop=True, budget=50_050,
    )  # fmt: skip
    put(
        workspace, "item_discount", "2026-11-20 00:00:00", "2026-11-21 23:59:59",
        name="想法", kind="fixed", price=100, products=tuple(ids), status="idea",
    )  # fmt: skip
    put(workspace, "gift", *LAST_YEAR, name="去年", gift="g", whole_shop=True)
    tasks.add_task(workspace, "锁定库存", date(2026, 11, 6), "warehouse", discount)
    done = tasks.add_task(workspace, "定主图", date(2026, 11, 3), "designer", discount).value
    tasks.set_done(workspace, [done], done=True)
    put(workspace, "gift", "2026-11-25 00:00:00", "2026-11-26 23:59:59", name="满赠", gift="g", whole_shop=True)
    tasks.add_task(workspace, "十二月的事", date(2026, 12, 20))
    return workspace


def rows(path: Path, sheet: str, *, values: bool = False) -> list[tuple[object, ...]]:
    """Return a sheet's rows; of formulas what they come to, if asked."""
    return [tuple(row) for row in openpyxl.load_workbook(path, data_only=values)[sheet].iter_rows(values_only=True)]


def test_the_workbook_has_calendar_promotions_prices_and_tasks(shop: Workspace, tmp_path: Path) -> None:
    target = tmp_path / "2026-11.xlsx"
    assert export.export_workbook(shop, 2026, 11, target) == target
    assert openpyxl.load_workbook(target).sheetnames == ["Month", "Promotions", "Prices", "Tasks"]
    grid = [cell for row in rows(target, "Month") for cell in row if cell]
    assert "=双11 直降 · 10% off (9 折)" in grid
    assert not any("去年" in str(cell) for cell in grid)
    names = [row[0] for row in rows(target, "Promotions")]
    assert names == ["Promotion", "=双11 直降", "满减", "想法", "满赠", "Total"]
    assert [row[1] for row in rows(target, "Tasks")[1:]] == ["定主图", "锁定库存"]
    assert [row[4] for row in rows(target, "Tasks")[1:]] == ["Done", "Overdue"]


def test_budgets_are_summed_by_a_formula(shop: Workspace, tmp_path: Path) -> None:
    export.export_workbook(shop, 2026, 11, tmp_path / "x.xlsx")
    assert rows(tmp_path / "x.xlsx", "Promotions")[-1][9] == "=SUM(J2:J5)"
    assert rows(tmp_path / "x.xlsx", "Promotions", values=True)[-1][9] == 3500.50
    assert rows(tmp_path / "x.xlsx", "Promotions")[1][5] == datetime(2026, 11, 10)


def test_each_product_is_priced_at_its_cheapest_moment_of_the_month(shop: Workspace, tmp_path: Path) -> None:
    """On the 12th A pays 100.00 less 10 % less 10.00 = 80.00, below its floor of 85.00; two B pay 2 × 45 less 10.00.

    Neither offer covers the whole check cycle of the 11th to 15th, so the check value stays at the tag price.
    """
    export.export_workbook(shop, 2026, 11, tmp_path / "x.xlsx")
    a, b = rows(tmp_path / "x.xlsx", "Prices", values=True)[3:5]
    assert a == ("A", 100, 80, 80, 1, 100, 40, 85, 40, 0.5, datetime(2026, 11, 12), "Below floor")
    assert b[:8] == ("B", 50, 45, 40, 2, 50, 46, None)
    assert (b[8], b[11]) == (-6, "Below cost")
    assert rows(tmp_path / "x.xlsx", "Prices")[3][8] == "=D4-G4"


def test_a_month_without_promotions_is_priced_at_noon_of_its_first_day(workspace: Workspace, tmp_path: Path) -> None:
    put_products(workspace, ("A", 10_000, None, None))
    export.export_workbook(workspace, 2027, 3, tmp_path / "x.xlsx")
    (row,) = rows(tmp_path / "x.xlsx", "Prices")[3:]
    assert row[:4] == ("A", 100, 100, 100)
    assert row[8:] == (None, None, datetime(2027, 3, 1, 12), None)
    assert len(rows(tmp_path / "x.xlsx", "Promotions")) == 1
    assert "not announced" in str(rows(tmp_path / "x.xlsx", "Month")[1][0])


def test_both_languages_have_their_own_words(shop: Workspace, tmp_path: Path) -> None:
    i18n.set_language("zh_CN")
    export.export_workbook(shop, 2026, 11, tmp_path / "x.xlsx")
    assert openpyxl.load_workbook(tmp_path / "x.xlsx").sheetnames == ["月历", "活动", "价格", "任务"]
    grid = [str(cell) for row in rows(tmp_path / "x.xlsx", "月历") for cell in row if cell]
    assert "11\n双11 初三" in grid
    assert "=双11 直降 · 9 折（减 10%）" in grid


def test_a_file_that_cannot_be_written_is_a_failure_with_advice(shop: Workspace, tmp_path: Path) -> None:
    with pytest.raises(InputError) as refused:
        export.export_workbook(shop, 2026, 11, tmp_path / "nowhere" / "x")
    assert refused.value.hint is not None


@pytest.mark.parametrize(
    ("mechanic", "values", "words"),
    [
        ("item_discount", {"kind": "percent", "rate": 1250}, "12.5% off (8.75 折)"),
        ("item_discount", {"kind": "amount", "amount": 500}, "¥5.00 off"),
        ("item_discount", {"kind": "fixed", "price": 1290}, "¥12.90 each"),
        ("threshold_reduction", {"threshold": 19_900, "reduction": 2000}, "¥20.00 off from ¥199.00"),
        (
            "threshold_reduction",
            {"threshold": 100, "reduction": 10, "repeat": "each", "tiers": [{"threshold": 300, "benefit": 40}]},
            "¥0.10 off from ¥1.00, ¥0.40 off from ¥3.00, for each time it is reached",
        ),
        ("coupon", {"threshold": 9900, "face": 1000}, "Coupon: ¥10.00 off from ¥99.00"),
        ("coupon", {"face": 1000}, "Coupon: ¥10.00 off"),
        ("bundle", {"price": 9900}, "¥99.00 for the set"),
        ("gift", {"threshold": 15_900, "gift": "sponge"}, "From ¥159.00: sponge"),
        ("member_day", {"buy": 2, "free": 1}, "Buy 2, get 1 free"),
        ("platform_event", {"rate": 1500}, "Platform reduction 15%"),
    ],
)
def test_every_offer_has_its_words(mechanic: str, values: dict[str, Any], words: str) -> None:
    assert offer_words(planned(mechanic, *LAST_YEAR, **values)) == words


def test_many_products_are_named_in_part() -> None:
    names = {number: f"P{number}" for number in range(1, 9)}
    wanted = planned("bundle", *LAST_YEAR, products=(1, 2, 99))
    assert scope_words(wanted, names) == "P1, P2"
    many = planned("bundle", *LAST_YEAR, products=tuple(names))
    assert scope_words(many, names) == "P1, P2, P3, P4, P5 and 3 more"
    assert scope_words(planned("bundle", *LAST_YEAR, whole_shop=True), names) == "Whole shop"


def test_a_day_says_what_it_is_and_its_lunar_day_in_chinese_only() -> None:
    days = [date(2026, 10, 1), date(2026, 10, 10), date(2026, 9, 9), date(2026, 11, 10)]
    assert [day_words(almanac.day_info(day)) for day in days] == [
        "National Day",
        "workday",
        "99 Festival (to be confirmed)",
        "",
    ]
    i18n.set_language("zh_CN")
    assert [day_words(almanac.day_info(day)) for day in (days[0], date(2026, 11, 7))] == ["国庆 廿一", "立冬"]
