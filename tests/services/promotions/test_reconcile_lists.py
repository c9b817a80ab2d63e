"""Campaign items, item discounts and price strength stand beside what the plan and the ledger say."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import update

from shopplanner.foundation.clock import FixedClock
from shopplanner.services.promotions.discount_taking import take_discount
from shopplanner.services.promotions.reconcile_lists import campaign_rows, offer_rows, strength_rows
from shopplanner.services.workspace import Workspace
from shopplanner.storage.tables.facts import CAMPAIGN_ITEM
from tests.fixtures.exports import bring_one
from tests.fixtures.qianniu import campaign_row, offer_row, write_campaign, write_offers, write_strength
from tests.services.promotions.planning import put, put_products

SPAN = ("2026-11-20 00:00:00", "2026-11-30 23:59:59")


def test_a_campaign_item_is_accepted_by_its_unrounded_price(workspace: Workspace, tmp_path: Path) -> None:
    (soap,) = put_products(workspace, ("601", 10_000, None, None))
    put(workspace, "item_discount", "2026-11-11 00:00", "2026-11-15 23:59:59", products=(soap,), rate=2_000)
    rows = [
        campaign_row("601", "11", "50.00", "50.10", "56.93"),
        campaign_row("", "12", "50.00", "49.28", "56.00"),
        campaign_row("602", "21", "90.00", "88.00", "100.00", official="12.00"),
    ]
    bring_one(workspace, write_campaign(tmp_path / "活动商品.xlsx", rows))
    found = campaign_rows(workspace)
    assert [(row.sku_id, row.ours, row.difference, row.accepted) for row in found] == [
        ("11", 5_010, 0, False), ("12", 4_928, 0, True), ("21", 8_800, 0, True),
    ]  # fmt: skip
    assert [row.highest for row in found] == [5_600, 5_600, 10_000]
    assert [(row.product_id, row.line, row.name) for row in found] == [
        (soap, 8_000, "601"), (soap, 8_000, "601"), (None, None, "商品602"),
    ]  # fmt: skip


def test_a_campaign_item_without_an_entry_price_or_requirement_has_no_verdict(
    workspace: Workspace, tmp_path: Path
) -> None:
    rows = [campaign_row("601", "11", "50.00", "", ""), campaign_row("601", "12", "", "88.00", "100.00")]
    bring_one(workspace, write_campaign(tmp_path / "活动商品.xlsx", rows))
    assert [(row.ours, row.difference, row.accepted) for row in campaign_rows(workspace)] == [
        (None, None, None), (8_800, 0, None),
    ]  # fmt: skip
    assert [row.highest for row in campaign_rows(workspace)] == [5_600, None]


def test_a_campaign_whose_reduction_is_not_said_has_no_check_value(workspace: Workspace, tmp_path: Path) -> None:
    bring_one(workspace, write_campaign(tmp_path / "活动商品.xlsx", [campaign_row("601", "11", "50.00", "", "56.00")]))
    with workspace.database.write() as connection:
        connection.execute(update(CAMPAIGN_ITEM).values(official_rate=None, default_rate=None, official_cut=None))
    (row,) = campaign_rows(workspace)
    assert (row.entry_price, row.ours, row.accepted, row.highest) == (5_600, None, None, None)


def test_a_discount_of_particular_products_is_held_against_their_own_benefit(
    workspace: Workspace, tmp_path: Path
) -> None:
    put_products(workspace, ("A", 10_000, None, None), ("B", 10_000, None, None))
    rows = [offer_row("1", "A", "", "减10元"), offer_row("1", "B", "", "减20元")]
    bring_one(workspace, write_offers(tmp_path / "单品立减.xlsx", rows))
    take_discount(workspace, offer_rows(workspace)[0])
    assert [row.state for row in offer_rows(workspace)] == ["same", "same"]


def test_a_discount_that_has_ended_since_the_export_is_not_compared(workspace: Workspace, tmp_path: Path) -> None:
    bring_one(workspace, write_offers(tmp_path / "单品立减.xlsx", [offer_row("1", "A", "", "减10元")]))
    assert len(offer_rows(workspace)) == 1
    later = Workspace(workspace.database, FixedClock(datetime(2026, 12, 1, tzinfo=UTC)))
    assert offer_rows(later) == []


def test_item_discounts_are_found_in_the_plan_by_benefit_and_days(workspace: Workspace, tmp_path: Path) -> None:
    ids = put_products(workspace, *((code, 10_000, None, None) for code in "ABCDEF"))
    a, b, c, d, _, f = ids
    put(workspace, "item_discount", *SPAN, products=(a,), kind="amount", amount=1_000, name="一样")
    put(workspace, "item_discount", "2026-11-20 00:00", "2026-11-25 23:59:59", products=(b,), rate=1_000)
    put(workspace, "item_discount", *SPAN, products=(c,), kind="amount", amount=500)
    put(workspace, "item_discount", *SPAN, products=(d,), kind="fixed", price=9_000)
    put(workspace, "item_discount", *SPAN, products=(f,), rate=500)
    rows = [
        offer_row("1", "A", "", "减10元"), offer_row("2", "B", "", "9折"), offer_row("3", "C", "", "减10元"),
        offer_row("4", "D", "", "减10元"), offer_row("5", "E", "", "减10元"), offer_row("6", "Z", "", "减10元"),
        offer_row("7", "A", "", "减10元", state="已结束"), offer_row("8", "F", "", "见详情"),
    ]  # fmt: skip
    bring_one(workspace, write_offers(tmp_path / "单品立减.xlsx", rows))
    found = offer_rows(workspace)
    assert [(row.offer_id, row.state) for row in found] == [
        ("1", "same"), ("2", "window"), ("3", "benefit"), ("4", "same"), ("5", "missing"), ("6", "no_product"),
        ("8", "same"),
    ]  # fmt: skip
    assert (found[0].promotion, found[4].promotion_id) == ("一样", None)


def test_without_discounts_there_is_nothing_to_compare(workspace: Workspace) -> None:
    assert offer_rows(workspace) == []
    assert campaign_rows(workspace) == []


def test_price_strength_says_how_far_to_cut_and_what_that_leaves(workspace: Workspace, tmp_path: Path) -> None:
    put_products(workspace, ("A", 10_000, 7_500, None))
    rows = [
        ("Z", "别的", "5星", "", "50.00", "", "", "", "", "", ""),
        ("A", "皂", "3星", "限流", "88.00", "80.00", "9.09%", "120", "同款", "9", "79.90"),
    ]
    bring_one(workspace, write_strength(tmp_path / "价格力.xlsx", rows))
    first, second = strength_rows(workspace)
    assert (first.name, first.cut, first.said, first.ours, first.left) == ("A", 800, "9.09%", 10_000, 500)
    assert (first.rival, first.rival_price, first.stars, first.limited) == ("同款", 7_990, "3星", "限流")
    assert first.is_limited
    assert not replace(first, limited="未限流").is_limited
    assert not replace(first, limited="").is_limited
    assert (second.name, second.product_id, second.cut, second.left) == ("别的", None, None, None)
