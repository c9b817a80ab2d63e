"""The ledger answers what campaigns will be held to, who is protected, and what may be compared in public."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest

from shopplanner.domain.errors import NotFoundError
from shopplanner.services.promotions.ledger import (
    EntryPrice,
    Gate,
    gates,
    ledger,
    line_days,
    products,
)
from shopplanner.services.promotions.price_rules import choose_rules
from shopplanner.services.workspace import Workspace
from tests.fixtures.exports import bring_one
from tests.fixtures.qianniu import campaign_row, write_campaign
from tests.services.promotions.orders import order, put_orders
from tests.services.promotions.planning import put, put_products

FIRST, LAST = date(2026, 11, 1), date(2026, 12, 31)


def day(number: int, month: int = 11) -> date:
    return date(2026, month, number)


@pytest.fixture
def soap(workspace: Workspace) -> int:
    return put_products(workspace, ("A", 10_000, 4_000, None))[0]


def test_a_discount_of_whole_cycles_lowers_the_line_until_it_has_left_the_window(
    workspace: Workspace, soap: int
) -> None:
    put(workspace, "item_discount", "2026-11-06 00:00", "2026-11-10 23:59:59", products=(soap,), rate=1_000)
    line = line_days(workspace, soap, FIRST, LAST)
    assert [line[day(number)] for number in (6, 7, 25, 26)] == [10_000, 9_000, 9_000, 10_000]


def test_the_shop_s_rules_decide_how_far_the_line_looks_back(workspace: Workspace, soap: int) -> None:
    put_orders(workspace, order(1, "A", "2026-11-05 10:00", 9_000), order(2, "A", "2026-11-05 11:00", 9_000))
    choose_rules(workspace, "taobao_30")
    line = line_days(workspace, soap, FIRST, LAST)
    assert (line[day(5)], line[day(6)], line[day(5, 12)], line[day(6, 12)]) == (None, 9_000, 9_000, None)


def test_a_big_campaign_does_not_lower_the_line_of_the_marketing_platform(workspace: Workspace, soap: int) -> None:
    put(workspace, "platform_event", "2026-11-09 20:00", "2026-11-11 23:59:59", products=(soap,), rate=1_500)
    assert set(line_days(workspace, soap, FIRST, LAST).values()) == {10_000}
    choose_rules(workspace, "cautious_30")
    assert line_days(workspace, soap, FIRST, LAST)[day(12)] == 8_500


def test_a_campaign_s_start_is_a_gate_at_its_line(workspace: Workspace, soap: int) -> None:
    put(workspace, "item_discount", "2026-11-06 00:00", "2026-11-10 23:59:59", products=(soap,), rate=1_000)
    event = put(
        workspace, "platform_event", "2026-11-20 20:00", "2026-11-30 23:59:59",
        products=(soap,), rate=1_500, name="双12", status="idea",
    )  # fmt: skip
    assert gates(workspace, soap, FIRST, LAST) == [Gate(day(20), event, "双12", 9_000)]
    assert gates(workspace, soap, day(21), LAST) == []


def test_the_ledger_counts_paid_and_planned_prices_with_their_reasons(workspace: Workspace, soap: int) -> None:
    put(
        workspace, "coupon", "2026-11-01 00:00", "2026-11-30 23:59:59",
        products=(soap,), threshold=10_000, face=1_500, audience="member",
    )  # fmt: skip
    put_orders(workspace, order(1, "A", "2026-11-05 10:00", 8_500), order(2, "A", "2026-11-06 10:00", 10_000))
    found = ledger(workspace, soap, day(1), day(30))
    assert sorted((one.event.price, one.counts, one.reason) for one in found.verdicts if not one.event.planned) == [
        (8_500, False, "crowd_price"),
        (10_000, True, "counted"),
    ]
    assert (found.paid[day(5)], found.lows[day(5)], found.shown[day(5)]) == (8_500, 10_000, 10_000)


def test_other_rules_and_windows_can_be_tried_without_choosing_them(workspace: Workspace, soap: int) -> None:
    put_orders(workspace, order(1, "A", "2026-11-05 10:00", 9_000), order(2, "A", "2026-11-05 10:00", 9_000))
    found = ledger(workspace, soap, day(1), day(30), rules_name="deals_7", window=15)
    assert (found.pack.name, found.rules.window, found.line[day(20)], found.line[day(21)]) == (
        "deals_7", 15, 9_000, None,
    )  # fmt: skip


def test_the_first_day_to_enter_is_looked_for_from_today_on(workspace: Workspace, soap: int) -> None:
    today = workspace.clock.today()
    put_orders(
        workspace, order(1, "A", f"{today - timedelta(days=5)} 10:00", 8_000),
        order(2, "A", f"{today - timedelta(days=5)} 11:00", 8_000),
    )  # fmt: skip
    found = ledger(workspace, soap, today - timedelta(days=30), today + timedelta(days=60))
    assert found.line_today == 8_000
    assert found.first_day(8_000) == today
    assert found.first_day(9_000) == today + timedelta(days=11)
    assert found.first_day(10_001) is None


def test_the_largest_entry_price_is_within_the_line_unrounded_and_within_the_tag_price(
    workspace: Workspace, soap: int, tmp_path: Path
) -> None:
    put(workspace, "item_discount", "2026-11-06 00:00", "2026-11-10 23:59:59", products=(soap,), rate=5_000)
    found = ledger(workspace, soap, day(1), day(30))
    assert found.entry_price(day(20), 1_200) == EntryPrice(5_600, 5_000, capped=False)
    assert found.entry_price(day(28), 1_200) == EntryPrice(10_000, 10_000, capped=True)
    assert found.entry_price(day(1, 1), 1_200) == EntryPrice(None, None, capped=False)
    assert found.entry_price(day(20), 10_000).price is None
    bring_one(
        workspace, write_campaign(tmp_path / "活动商品.xlsx", [campaign_row("A", "1", "9", "9", "9", tag="80.00")])
    )
    assert ledger(workspace, soap, day(1), day(30)).entry_price(day(28), 1_200).price == 8_000
    assert ledger(workspace, soap, day(1), day(30), sku="小瓶").lowest_tag == 10_000


def test_a_promotion_is_compared_with_the_lowest_deal_of_the_week_before(workspace: Workspace, soap: int) -> None:
    put_orders(
        workspace, order(1, "A", "2026-11-12 10:00", 7_000), order(2, "A", "2026-11-16 10:00", 9_000, sku="大"),
        order(3, "A", "2026-11-17 10:00", 9_500, sku="小"), order(4, "A", "2026-11-02 10:00", 8_000, sku="中"),
    )  # fmt: skip
    found = {sku: ledger(workspace, soap, FIRST, LAST, sku=sku).baseline for sku in ("", "小", "中", "无")}
    assert (found[""].price, found["小"].price, found["无"].price) == (9_000, 9_500, None)
    late = found["中"]
    assert (late.price, late.last_deal, late.evidence[0].reference) == (8_000, True, "4")


def test_products_with_a_price_or_sales_have_a_ledger(workspace: Workspace) -> None:
    put_products(workspace, ("A", 10_000, None, None), ("B", None, None, None), ("C", None, None, None))
    put_orders(workspace, order(1, "C", "2026-11-05 10:00", 9_000))
    assert [each.code for each in products(workspace)] == ["A", "C"]


def test_a_product_that_is_gone_has_no_ledger(workspace: Workspace) -> None:
    for ask in (ledger, line_days, gates):
        with pytest.raises(NotFoundError):
            ask(workspace, 99, FIRST, LAST)
