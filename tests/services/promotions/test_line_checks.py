"""Planned prices over time are held against the next campaign's line and the last one's protection."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import pytest
from sqlalchemy import insert

from shopplanner.domain.checks import Hit
from shopplanner.domain.messages import Money, message
from shopplanner.domain.promotions.offers import Tool
from shopplanner.services.promotions import campaign_checks, checks, line_checks, price_checks
from shopplanner.services.promotions.plan_facts import PlanFacts
from shopplanner.services.promotions.price_checks import Priced
from shopplanner.services.workspace import Workspace
from shopplanner.storage.tables.products import SkuRow
from tests.services.metrics.figures import put as put_figures
from tests.services.promotions.orders import order, put_orders
from tests.services.promotions.planning import put, put_products


@pytest.fixture
def shop(workspace: Workspace) -> Workspace:
    """A for 200.00 and B for 100.00, and a campaign of 12 % on both from 8 to 12 December, 20:00."""
    put_products(workspace, ("A", 200_00, 20_00, None), ("B", 100_00, 20_00, None))
    put(
        workspace, "platform_event", "2026-12-08 20:00:00", "2026-12-12 23:59:59",
        name="E", whole_shop=True, rate=1_200, protection_days=7,
    )  # fmt: skip
    return workspace


def discount(workspace: Workspace, first: str, last: str, rate: int, **values: Any) -> int:
    given = {"kind": "percent", "rate": rate, "whole_shop": True, "name": "D", **values}
    return put(workspace, "item_discount", f"2026-{first} 00:00:00", f"2026-{last} 23:59:59", **given)


def found(workspace: Workspace, check: str) -> list[Hit]:
    facts = checks.gather(workspace)
    return [hit for each in checks.CHECKS if each.id == f"promotions.{check}" for hit in each.function(facts, {})]


def test_a_deeper_price_in_the_fifteen_days_before_a_campaign_cuts_its_line(shop: Workspace) -> None:
    made = discount(shop, "11-20", "11-25", 1_500)
    (hit,) = found(shop, "cuts_line")
    assert (hit.place.record, hit.values["campaign"], hit.values["n"]) == (str(made), "E", 2)
    assert (hit.values["product"], hit.values["price"], hit.values["limit"]) == ("A", Money(170_00), Money(176_00))
    assert hit.values["last"] == date(2026, 12, 8)


def test_only_what_lowers_the_price_of_a_piece_is_blamed(shop: Workspace) -> None:
    made = discount(shop, "11-24", "11-28", 1_500)
    put(
        shop, "gift", "2026-11-25 00:00:00", "2026-11-28 23:59:59",
        name="G", whole_shop=True, threshold=100_00, gift="g", gift_cost=5_00,
    )  # fmt: skip
    put(
        shop, "threshold_reduction", "2026-11-25 00:00:00", "2026-11-28 23:59:59",
        name="R", whole_shop=True, threshold=900_00, reduction=50_00,
    )  # fmt: skip
    (hit,) = found(shop, "cuts_line")
    assert hit.place.record == str(made)


def test_the_daily_campaigns_check_does_not_see_a_big_campaigns_reduction(workspace: Workspace) -> None:
    put_products(workspace, ("A", 200_00, None, None))
    put(
        workspace, "platform_event", "2026-11-24 00:00:00", "2026-11-26 23:59:59",
        name="E", whole_shop=True, rate=2_000,
    )  # fmt: skip
    put(
        workspace, "daily_reduction", "2026-12-01 00:00:00", "2026-12-05 23:59:59",
        name="D", whole_shop=True, rate=1_000,
    )  # fmt: skip
    discount(workspace, "11-24", "11-26", 500, name="Five")
    assert found(workspace, "cuts_line") == []


def test_a_price_that_is_over_fifteen_days_before_or_no_deeper_passes(shop: Workspace) -> None:
    discount(shop, "11-20", "11-22", 1_500)
    discount(shop, "11-24", "11-30", 1_200)
    discount(shop, "11-25", "11-30", 3_000, audience="member")
    assert found(shop, "cuts_line") == []


def test_a_lower_price_within_the_protection_of_a_campaign_is_found(shop: Workspace) -> None:
    discount(shop, "12-20", "12-22", 3_000)
    assert found(shop, "inside_protection") == []
    late = discount(shop, "12-19", "12-19", 2_000, name="Late")
    (hit,) = found(shop, "inside_protection")
    assert (hit.place.record, hit.values["day"], hit.values["price"]) == (str(late), date(2026, 12, 19), Money(160_00))
    assert (hit.values["last"], hit.values["limit"]) == (date(2026, 12, 19), Money(176_00))


def test_a_price_paid_in_the_fifteen_days_before_keeps_a_campaign_out_already(workspace: Workspace) -> None:
    """12 % off leave 176.00 for A and 88.00 for B; the window of 3 December begins on 18 November."""
    put_products(workspace, ("A", 200_00, 20_00, None), ("B", 100_00, 20_00, None))
    campaign = put(
        workspace, "platform_event", "2026-12-03 00:00:00", "2026-12-05 23:59:59",
        name="E", whole_shop=True, rate=1_200,
    )  # fmt: skip
    put_orders(workspace, order(1, "A", "2026-11-17 10:00:00", 150_00), order(2, "B", "2026-11-19 10:00:00", 88_00))
    assert found(workspace, "paid_below_price") == []
    put_orders(
        workspace,
        order(3, "A", "2026-11-18 10:00:00", 340_00, units=2),
        order(4, "B", "2026-11-20 10:00:00", 85_00),
        order(5, "A", "2026-11-19 10:00:00", 175_00),
    )
    (hit,) = found(workspace, "paid_below_price")
    assert (hit.place.record, hit.values["n"], hit.values["product"]) == (str(campaign), 2, "A")
    assert (hit.values["price"], hit.values["limit"]) == (Money(170_00), Money(176_00))
    assert (hit.values["day"], hit.values["last"]) == (date(2026, 11, 18), date(2026, 12, 3))


def test_a_sku_with_its_own_price_is_held_against_its_own_orders(workspace: Workspace) -> None:
    """Red costs 200.00, blue 80.00: what blue was paid says nothing of red."""
    (product,) = put_products(workspace, ("A", 200_00, None, None))
    with workspace.database.write() as connection:
        for code, name, price in (("11", "red", 200_00), ("12", "blue", 80_00)):
            row = {"product_id": product, "code": code, "name": name, "list_price": price}
            connection.execute(insert(SkuRow).values(shop_id=workspace.shop_id, **row))
    put(
        workspace, "platform_event", "2026-12-03 00:00:00", "2026-12-05 23:59:59",
        name="E", whole_shop=True, rate=1_200,
    )  # fmt: skip
    put_orders(
        workspace,
        order(1, "A", "2026-11-20 10:00:00", 80_00, sku="blue"),
        order(2, "A", "2026-11-20 11:00:00", 180_00, sku="red"),
    )
    assert found(workspace, "paid_below_price") == []
    put_orders(workspace, order(3, "A", "2026-11-21 11:00:00", 160_00, sku="red"))
    (hit,) = found(workspace, "paid_below_price")
    assert (hit.values["product"], hit.values["price"], hit.values["n"]) == ("A red", Money(160_00), 1)


def test_after_a_campaign_protection_goes_by_what_its_buyers_paid(workspace: Workspace) -> None:
    """A and B cost 176.00 and 88.00 until 15 November and are protected for fifteen days after payment.

    A was last bought on 13 November for 170.00, so 28 November is its last protected day; nobody's order of B is known,
    so that all of the campaign counts.
    """
    put_products(workspace, ("A", 200_00, None, None), ("B", 100_00, None, None))
    put(
        workspace, "platform_event", "2026-11-10 00:00:00", "2026-11-15 23:59:59",
        name="E", whole_shop=True, rate=1_200, protection_days=15,
    )  # fmt: skip
    discount(workspace, "11-27", "11-28", 1_400, name="Near")
    (hit,) = found(workspace, "inside_protection")
    assert (hit.values["product"], hit.values["n"], hit.values["limit"]) == ("A", 2, Money(176_00))
    put_orders(
        workspace,
        order(1, "A", "2026-11-11 10:00:00", 176_00),
        order(2, "A", "2026-11-13 10:00:00", 170_00),
        order(3, "A", "2026-11-09 10:00:00", 200_00),
    )
    (hit,) = found(workspace, "inside_protection")
    assert (hit.values["product"], hit.values["n"], hit.values["limit"]) == ("B", 1, Money(88_00))
    discount(workspace, "11-24", "11-25", 1_300, name="Early")
    hits = {hit.values["name"]: hit for hit in found(workspace, "inside_protection")}
    assert (hits["Early"].values["product"], hits["Early"].values["limit"]) == ("A", Money(176_00))
    assert (hits["Early"].values["price"], hits["Early"].values["n"]) == (Money(174_00), 2)
    assert hits["Early"].values["last"] == date(2026, 11, 28)


def test_which_of_coupon_and_discount_wins_is_told_for_one_to_three_pieces(shop: Workspace) -> None:
    coupon = put(
        shop, "coupon", "2026-11-25 00:00:00", "2026-11-27 23:59:59",
        name="C", whole_shop=True, threshold=200_00, face=30_00, per_person=1,
    )  # fmt: skip
    put(
        shop, "threshold_reduction", "2026-11-26 00:00:00", "2026-11-28 23:59:59",
        name="R", whole_shop=True, threshold=400_00, reduction=50_00,
    )  # fmt: skip
    (hit,) = found(shop, "coupon_or_multiple")
    assert (hit.place.record, hit.values["day"]) == (str(coupon), date(2026, 11, 26))
    assert [hit.values[f"for_{count}"] for count in (1, 2, 3)] == ["C", "R", "R"]
    put(
        shop, "threshold_reduction", "2026-11-27 00:00:00", "2026-11-28 23:59:59",
        name="S", whole_shop=True, threshold=900_00, reduction=95_00,
    )  # fmt: skip
    assert len(found(shop, "coupon_or_multiple")) == 2


def test_with_rules_that_let_both_work_nothing_competes(workspace: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    from shopplanner.services.promotions import plan_lines

    put_products(workspace, ("A", 200_00, None, None))
    window = ("2026-11-25 00:00:00", "2026-11-27 23:59:59")
    put(workspace, "coupon", *window, name="C", whole_shop=True, threshold=300_00, face=30_00)
    put(workspace, "threshold_reduction", *window, name="R", whole_shop=True, threshold=500_00, reduction=50_00)
    (hit,) = found(workspace, "coupon_or_multiple")
    assert hit.values["for_1"] == message("radar.words.neither")
    monkeypatch.setattr(plan_lines, "_winners", lambda *_given: ())
    assert found(workspace, "coupon_or_multiple") == []


def test_the_red_line_is_a_share_of_the_everyday_price() -> None:
    soap = Priced(1, "618", datetime(2026, 11, 22), "Soap", 100_00, 49_99, 2)
    (hit,) = price_checks.under_red_line((soap,), 5_000)
    assert (hit.values["limit"], hit.values["n"]) == (Money(50_00), 1)
    assert list(price_checks.under_red_line((soap,), 4_999)) == []
    facts = PlanFacts(datetime(2026, 11, 22), (), {}, priced=(soap,))
    assert len(list(checks.under_red_line(facts, {"share": 50}))) == 1


def test_a_registration_must_have_every_sku(shop: Workspace) -> None:
    with shop.database.write() as connection:
        for code, name in (("11", "red"), ("12", "blue"), ("13", "green")):
            row = {"product_id": 1, "code": code, "name": name}
            connection.execute(insert(SkuRow).values(shop_id=shop.shop_id, **row))
    assert found(shop, "sku_missing") == []
    rows = [
        {"campaign_id": "E1", "product_code": code, "sku_id": sku, "sku": name, "day": date(2026, 11, 20)}
        for code, sku, name in (("A", "11", "red"), ("A", "99", "blue"), ("gone", "1", "x"))
    ]
    put_figures(shop, "campaign_item", rows, source="qianniu")
    (hit,) = found(shop, "sku_missing")
    assert (hit.values["skus"], hit.values["campaign"], hit.place.view) == ("green", "E1", "catalogue")


def test_pairs_that_exclude_each_other_follow_the_rules_of_the_shops_platform(shop: Workspace) -> None:
    facts = checks.gather(shop)
    assert frozenset({Tool.DAILY_REDUCTION, Tool.OFFICIAL_REDUCTION}) in facts.exclusions
    assert frozenset({Tool.OFFICIAL_REDUCTION, Tool.AMOUNT_REDUCTION}) not in facts.exclusions
    assert list(campaign_checks.excluded_pair(facts, {})) == []
    assert [each.id for each in line_checks.CHECKS] == [
        "promotions.cuts_line",
        "promotions.paid_below_price",
        "promotions.inside_protection",
        "promotions.coupon_or_multiple",
    ]


def test_products_that_did_not_sell_lately_are_known_only_from_figures_that_go_back(workspace: Workspace) -> None:
    soap, oil = put_products(workspace, ("A", 10_000, None, None), ("B", 5_000, None, None))
    recent = [{"day": date(2026, 11, 20), "product_code": "A", "paid_units": 0}]
    put_figures(workspace, "product_day", recent)
    assert checks.gather(workspace).products[soap].sold_lately
    put_figures(workspace, "product_day", [{"day": date(2026, 8, 1), "product_code": "A", "paid_units": 3}])
    known = checks.gather(workspace).products
    assert (known[soap].sold_lately, known[oil].sold_lately) == (False, True)
