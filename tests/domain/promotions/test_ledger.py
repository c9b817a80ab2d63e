"""Rules decide which prices count, each with its reason; changed orders are recorded shared or at their worst."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shopplanner.domain.promotions.ledger import (
    PriceEvent,
    Rules,
    Trait,
    Verdict,
    cheapest_piece,
    counted_lows,
    judge,
    offer_counts,
    traits_of,
)
from shopplanner.domain.promotions.offers import Offer, Tool

DAY = date(2026, 11, 1)
EVERYTHING = Rules(counted=frozenset(Trait))


def paid(price: int, *traits: Trait, days: int = 0, list_price: int | None = None, sku: str = "") -> PriceEvent:
    day = DAY + timedelta(days=days)
    return PriceEvent(day, day, price, planned=False, traits=frozenset(traits), list_price=list_price, sku=sku)


def planned(price: int, *traits: Trait, last: date = DAY) -> PriceEvent:
    return PriceEvent(DAY, last, price, planned=True, traits=frozenset(traits))


def reasons(verdicts: list[Verdict]) -> list[tuple[bool, str]]:
    return [(verdict.counts, verdict.reason) for verdict in verdicts]


def test_a_price_counts_if_all_that_it_rests_on_counts() -> None:
    rules = Rules(counted=frozenset({Trait.PUBLIC, Trait.COUPON}))
    events = [paid(90), paid(80, Trait.PUBLIC), paid(70, Trait.PUBLIC, Trait.CROWD), planned(60, Trait.MEGA)]
    assert reasons(judge(events, rules)) == [
        (True, "counted"), (True, "counted"), (False, "crowd_price"), (False, "mega_festival"),
    ]  # fmt: skip


def test_rules_may_leave_out_orders_or_the_plan_altogether() -> None:
    events = [paid(90), planned(80)]
    assert reasons(judge(events, replace(EVERYTHING, orders=False))) == [(False, "orders"), (True, "counted")]
    assert reasons(judge(events, replace(EVERYTHING, planned=False))) == [(True, "counted"), (False, "planned")]


def test_sales_at_ten_times_the_lowest_paid_price_are_taken_out() -> None:
    rules = replace(EVERYTHING, raised_multiple=10, raised_from=1_000)
    events = [paid(1_000, list_price=2_000), paid(9_000, days=5, list_price=10_100), paid(900, days=9, sku="b")]
    assert reasons(judge(events, rules)) == [(True, "counted"), (False, "raised"), (True, "counted")]
    exactly = [events[0], paid(9_000, days=5, list_price=10_000)]
    assert reasons(judge(exactly, rules))[1] == (True, "counted")
    long_ago = [events[0], paid(9_000, days=31, list_price=10_100)]
    assert reasons(judge(long_ago, rules))[1] == (True, "counted")
    cheap = [paid(999, list_price=2_000), paid(9_000, days=5, list_price=99_999)]
    assert reasons(judge(cheap, rules))[1] == (True, "counted")


@pytest.mark.parametrize(
    ("offer", "expected"),
    [
        (Offer("1", Tool.COUPON), {Trait.COUPON}),
        (Offer("1", Tool.ITEM_PERCENT, audience="member"), {Trait.PUBLIC, Trait.CROWD}),
        (Offer("1", Tool.DAILY_REDUCTION), {Trait.PUBLIC}),
        (Offer("1", Tool.OFFICIAL_REDUCTION), {Trait.MEGA}),
        (Offer("1", Tool.FLASH_SALE), {Trait.MEGA}),
        (Offer("1", Tool.PIECES_PERCENT, whole_cycle=False), {Trait.PIECES, Trait.PARTIAL}),
        (Offer("1", Tool.CROSS_SHOP), {Trait.PLATFORM}),
        (Offer("1", Tool.RED_PACKET), {Trait.ASSET}),
        (Offer("1", Tool.GIFT), set()),
    ],
)
def test_an_offer_gives_its_price_what_rules_speak_of(offer: Offer, expected: set[Trait]) -> None:
    assert traits_of(offer) == expected
    assert offer_counts(offer, EVERYTHING)
    assert offer_counts(offer, Rules()) == (not expected)


def test_two_pieces_at_60_changed_to_100_are_50_each_or_60_and_40() -> None:
    assert cheapest_piece(10_000, [6_000, 6_000], worst_case=False) == 5_000
    assert cheapest_piece(10_000, [6_000, 6_000], worst_case=True) == 4_000


def test_an_order_that_was_not_changed_costs_its_share() -> None:
    assert cheapest_piece(12_000, [6_000, 6_000], worst_case=True) == 6_000
    assert cheapest_piece(13_001, [6_000, 6_000], worst_case=False) == 6_500


@given(st.lists(st.integers(1, 10_000), min_size=1, max_size=6), st.integers(0, 100))
def test_the_worst_case_is_never_above_the_shared_one_and_neither_is_negative(prices: list[int], kept: int) -> None:
    total = sum(prices) * kept // 100
    worst = cheapest_piece(total, prices, worst_case=True)
    assert 0 <= worst <= cheapest_piece(total, prices, worst_case=False) <= max(prices)


def test_the_lowest_counted_price_of_each_day_is_kept() -> None:
    verdicts = judge([planned(90, last=DAY + timedelta(days=1)), paid(80), paid(70, Trait.CROWD)], Rules())
    assert counted_lows(verdicts) == {DAY: 80, DAY + timedelta(days=1): 90}
