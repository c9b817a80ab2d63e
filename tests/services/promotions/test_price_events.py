"""Prices of the plan and paid prices become events that say what they rest on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from sqlalchemy import insert

from shopplanner.domain.promotions.ledger import PriceEvent, Rules, Trait
from shopplanner.services.promotions.price_events import paid_events, paid_lines, planned_events, skus_of, watch
from shopplanner.services.workspace import Workspace
from shopplanner.storage.tables.products import ProductRow, SkuRow
from tests.services.promotions.orders import order, put_orders
from tests.services.promotions.planning import put, put_products

FIRST, LAST = date(2026, 11, 1), date(2026, 11, 30)
GENERAL = Rules(counted=frozenset({Trait.PUBLIC, Trait.COUPON, Trait.CHANGED}))


def shop(workspace: Workspace) -> int:
    return put_products(workspace, ("A", 10_000, 4_000, None))[0]


def plan_of(workspace: Workspace, rules: Rules = GENERAL, sku: str = "") -> list[PriceEvent]:
    with workspace.read() as session:
        row = session.get_one(ProductRow, 1)
        return planned_events(watch(session, workspace.shop_id, row, FIRST, LAST, sku), rules)


def paid_of(workspace: Workspace, rules: Rules = GENERAL, sku: str = "") -> list[PriceEvent]:
    with workspace.read() as session:
        row = session.get_one(ProductRow, 1)
        watched = watch(session, workspace.shop_id, row, FIRST, LAST, sku)
        return paid_events(watched, paid_lines(session, workspace.shop_id, "A", FIRST, LAST, sku), rules)


def said(events: Sequence[PriceEvent]) -> list[tuple[int, int, int, set[Trait]]]:
    return [(event.first.day, event.last.day, event.price, set(event.traits)) for event in events]


def test_without_an_offer_the_everyday_price_is_what_the_plan_shows(workspace: Workspace) -> None:
    shop(workspace)
    assert said(plan_of(workspace)) == [(1, 30, 10_000, set())]


def test_an_item_discount_changes_the_price_on_every_day_that_it_touches(workspace: Workspace) -> None:
    soap = shop(workspace)
    put(workspace, "item_discount", "2026-11-06 20:00", "2026-11-20 23:59:59", products=(soap,), rate=1_000)
    rules = replace(GENERAL, counted=GENERAL.counted | {Trait.PARTIAL})
    assert said(plan_of(workspace, rules)) == [
        (1, 6, 10_000, set()),
        (6, 10, 9_000, {Trait.PUBLIC, Trait.PARTIAL}),
        (11, 20, 9_000, {Trait.PUBLIC}),
        (21, 30, 10_000, set()),
    ]


def test_an_offer_that_covers_a_part_of_its_cycle_is_shown_beside_what_counts(workspace: Workspace) -> None:
    soap = shop(workspace)
    put(workspace, "item_discount", "2026-11-07 00:00", "2026-11-08 23:59:59", products=(soap,), rate=1_000)
    assert said(plan_of(workspace)) == [(1, 30, 10_000, set()), (7, 8, 9_000, {Trait.PUBLIC, Trait.PARTIAL})]


def test_a_price_for_members_is_an_event_of_its_own(workspace: Workspace) -> None:
    soap = shop(workspace)
    put(
        workspace, "coupon", "2026-11-01 00:00", "2026-11-30 23:59:59",
        products=(soap,), threshold=10_000, face=1_500, audience="member", name="会员券",
    )  # fmt: skip
    members, counted = plan_of(workspace)
    assert said([counted, members]) == [(1, 30, 10_000, set()), (1, 30, 8_500, {Trait.COUPON, Trait.CROWD})]
    assert members.names == ("会员券",)


def test_a_clearance_goes_down_rung_by_rung(workspace: Workspace) -> None:
    soap = shop(workspace)
    tiers = [{"threshold": 1, "benefit": 1_000}, {"threshold": 8, "benefit": 3_000}]
    put(workspace, "clearance", "2026-11-10 00:00", "2026-11-20 23:59:59", products=(soap,), tiers=tiers)
    rules = replace(GENERAL, counted=GENERAL.counted | {Trait.PARTIAL})
    assert [event[:3] for event in said(plan_of(workspace, rules))] == [
        (1, 9, 10_000), (10, 16, 9_000), (17, 20, 7_000), (21, 30, 10_000),
    ]  # fmt: skip


def test_a_product_without_a_price_has_no_plan_and_its_orders_are_unexplained(workspace: Workspace) -> None:
    put_products(workspace, ("A", None, None, None))
    put_orders(workspace, order(1, "A", "2026-11-05 10:00", 9_000))
    assert plan_of(workspace) == []
    (event,) = paid_of(workspace)
    assert (event.price, event.explained, event.traits) == (9_000, False, frozenset())


def test_orders_of_one_price_and_day_are_one_event(workspace: Workspace) -> None:
    shop(workspace)
    rows = [order(number, "A", f"2026-11-05 1{number}:00", 20_000, 2, listed=12_000) for number in range(3)]
    put_orders(workspace, *rows, order(9, "B", "2026-11-05 10:00", 1))
    (event,) = paid_of(workspace)
    assert (event.price, event.units, event.orders, event.list_price) == (10_000, 6, ("0", "1", "2"), 12_000)
    assert event.explained


def test_unpaid_orders_are_no_deals(workspace: Workspace) -> None:
    shop(workspace)
    put_orders(workspace, order(1, "A", "2026-11-05 10:00", 0))
    assert paid_of(workspace) == []


def test_a_payment_between_what_counts_and_what_all_offers_make_rests_on_those_that_do_not(
    workspace: Workspace,
) -> None:
    soap = shop(workspace)
    put(
        workspace, "coupon", "2026-11-01 00:00", "2026-11-30 23:59:59",
        products=(soap,), threshold=10_000, face=1_500, audience="member",
    )  # fmt: skip
    put_orders(
        workspace, order(1, "A", "2026-11-05 10:00", 8_500), order(2, "A", "2026-11-05 11:00", 10_000),
        order(3, "A", "2026-11-05 12:00", 10_000),
    )  # fmt: skip
    assert said(paid_of(workspace)) == [(5, 5, 8_500, {Trait.COUPON, Trait.CROWD}), (5, 5, 10_000, set())]


def test_a_payment_that_differs_by_a_rounding_rests_on_the_nearest_offers(workspace: Workspace) -> None:
    soap = shop(workspace)
    put(workspace, "platform_event", "2026-11-01 00:00", "2026-11-30 23:59:59", products=(soap,), rate=1_200)
    put_orders(
        workspace, order(1, "A", "2026-11-05 10:00", 8_790), order(2, "A", "2026-11-06 11:00", 9_990),
        order(3, "A", "2026-11-07 12:00", 8_600),
    )  # fmt: skip
    found = paid_of(workspace)
    assert said(found) == [(5, 5, 8_790, {Trait.MEGA}), (6, 6, 9_990, set()), (7, 7, 8_600, set())]
    assert [event.explained for event in found] == [True, True, False]


def test_a_lonely_price_that_no_offer_explains_is_taken_as_a_changed_order(workspace: Workspace) -> None:
    shop(workspace)
    put_orders(
        workspace, order(1, "A", "2026-11-05 10:00", 16_000, 2), order(2, "A", "2026-11-05 11:00", 10_000),
        order(3, "A", "2026-11-05 12:00", 10_000),
    )  # fmt: skip
    assert said(paid_of(workspace)) == [(5, 5, 8_000, {Trait.CHANGED}), (5, 5, 10_000, set())]
    worst = replace(GENERAL, worst_case=True)
    assert paid_of(workspace, worst)[0].price == 6_000


def test_a_price_that_several_buyers_paid_was_not_changed_by_hand(workspace: Workspace) -> None:
    shop(workspace)
    put_orders(
        workspace, order(1, "A", "2026-11-05 10:00", 8_000), order(2, "A", "2026-11-05 11:00", 8_000),
        order(3, "A", "2026-11-05 12:00", 10_000),
    )  # fmt: skip
    cheap, _ = paid_of(workspace)
    assert (cheap.price, cheap.traits, cheap.explained) == (8_000, frozenset(), False)


def test_a_sku_has_its_own_price_and_orders(workspace: Workspace) -> None:
    soap = shop(workspace)
    with workspace.database.write() as connection:
        common = {"shop_id": workspace.shop_id, "product_id": soap}
        connection.execute(insert(SkuRow).values(code="s1", name="大瓶", list_price=15_000, **common))
        connection.execute(insert(SkuRow).values(code="s2", name="小瓶", list_price=10_000, **common))
    put_orders(
        workspace, order(1, "A", "2026-11-05 10:00", 15_000, sku="大瓶"),
        order(2, "A", "2026-11-05 11:00", 10_000, sku="小瓶"), order(3, "A", "2026-11-05 11:00", 9_000, sku="试用"),
    )  # fmt: skip
    assert said(plan_of(workspace, sku="大瓶")) == [(1, 30, 15_000, set())]
    assert said(plan_of(workspace, sku="小瓶")) == [(1, 30, 10_000, set())]
    assert [event.price for event in paid_of(workspace, sku="大瓶")] == [15_000]
    with workspace.read() as session:
        assert skus_of(session, workspace.shop_id, session.get_one(ProductRow, soap)) == ["大瓶", "小瓶", "试用"]
    with workspace.database.write() as connection:
        connection.exec_driver_sql("UPDATE product SET list_price = 12000 WHERE code = 'A'")
    assert said(plan_of(workspace, sku="大瓶")) == [(1, 30, 13_000, set())]
