"""Each reverse answer holds in the price engine, and the next step does not; official and computed cases to the fen."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shopplanner.domain.promotions import solvers
from shopplanner.domain.promotions.offers import CartLine, Offer, Profile, Tool
from shopplanner.domain.promotions.pricing import price_cart
from shopplanner.domain.promotions.rounding import WHOLE, YUAN
from shopplanner.domain.promotions.solvers import RATE_STEP, Figure, Unit

PROFILE = Profile("taobao-2026-03-10")
prices = st.integers(2_00, 9_999_99)
rates = st.integers(1, 60).map(lambda percent: percent * 100)


def paid(tag: int, pieces: int, *offers: Offer) -> int:
    return price_cart([CartLine("A", pieces, tag)], offers, PROFILE).payable


@pytest.mark.parametrize(("rate", "official", "amount"), [(1_200, 455_00, 648_83), (1_500, 569_00, 534_83)])
def test_the_item_reduction_for_a_target_price(rate: int, official: int, amount: int) -> None:
    found = solvers.reduction_for_target(3787_50, 2683_67, rate)
    assert found.value == amount
    assert found.figures[1] == Figure("official", -official)
    assert sum(figure.amount for figure in found.figures[:3]) == amount


@given(tag=prices, rate=rates, share=st.integers(1, 9_999))
def test_the_item_reduction_reaches_the_target_and_a_fen_less_does_not(tag: int, rate: int, share: int) -> None:
    target = max(1, tag * share // WHOLE)
    official = Offer("1", Tool.OFFICIAL_REDUCTION, rate)
    found = solvers.reduction_for_target(tag, target, rate)
    if found.value is None:
        assert found.obstacle == "above"
        assert paid(tag, 1, official) < target
    else:
        assert paid(tag, 1, official, Offer("2", Tool.ITEM_AMOUNT, found.value)) == target
        assert found.value == 0 or paid(tag, 1, official, Offer("2", Tool.ITEM_AMOUNT, found.value - 1)) == target + 1


def test_the_largest_entry_price_is_compared_unrounded() -> None:
    assert solvers.largest_entry_price(50_00, 1_200).value == 56_00
    in_fen = solvers.largest_entry_price(50_00, 1_200, 1)
    assert in_fen.value == 56_81
    assert solvers.largest_entry_price(80, 1_200).obstacle == "too_low"


@given(line=prices, rate=rates, step=st.sampled_from([1, YUAN]))
def test_the_largest_entry_price_passes_and_the_next_one_is_refused(line: int, rate: int, step: int) -> None:
    price = solvers.largest_entry_price(line, rate, step).value
    assert price is not None
    assert price * (WHOLE - rate) <= line * WHOLE < (price + step) * (WHOLE - rate)


def test_the_coupon_or_the_percentage_that_keeps_a_price_after_the_stacking_change() -> None:
    assert solvers.coupon_for_total(100_00, 2, 170_00).value == 30_00
    assert solvers.rate_for_total(100_00, 2, 170_00).value == 1_500


@given(price=prices, pieces=st.integers(1, 5), share=st.integers(1, 10_500))
def test_the_coupon_reaches_the_target_and_one_yuan_less_does_not(price: int, pieces: int, share: int) -> None:
    target = price * pieces * share // WHOLE
    found = solvers.coupon_for_total(price, pieces, target)
    threshold = price * pieces // YUAN * YUAN
    if found.value is None:
        assert found.obstacle == ("reached" if price * pieces <= target else "gives_all")
        return
    assert paid(price, pieces, Offer("1", Tool.COUPON, found.value, threshold)) <= target
    less = found.value - YUAN
    assert not less or paid(price, pieces, Offer("1", Tool.COUPON, less, threshold)) > target


@given(price=prices, pieces=st.integers(1, 5), share=st.integers(1, 10_500))
def test_the_percentage_reaches_the_target_and_the_next_smaller_one_does_not(
    price: int, pieces: int, share: int
) -> None:
    target = price * pieces * share // WHOLE
    found = solvers.rate_for_total(price, pieces, target)
    if found.value is None:
        assert found.obstacle in {"reached", "gives_all"}
        return
    assert paid(price, pieces, Offer("1", Tool.PIECES_PERCENT, found.value, pieces)) <= max(1, target)
    less = found.value - RATE_STEP
    assert less == 0 or paid(price, pieces, Offer("1", Tool.PIECES_PERCENT, less, pieces)) > target


def test_settings_that_would_give_everything_away_are_no_answer() -> None:
    assert solvers.coupon_for_total(50, 1, 0).obstacle == "gives_all"
    assert solvers.rate_for_total(100_00, 1, 0).obstacle == "gives_all"
    assert solvers.rate_for_total(100_00, 2, 200_00).obstacle == "reached"


def test_the_uplift_that_a_lower_price_needs() -> None:
    found = solvers.break_even_uplift(288_00, 259_00, 126_00)
    assert found.value == 2_181
    assert found.figures[:2] == (Figure("margin_before", 162_00), Figure("margin_after", 133_00))
    assert solvers.break_even_uplift(288_00, 126_00, 126_00).obstacle == "below_cost"


@given(before=prices, after=prices, cost=prices)
def test_the_uplift_earns_as_much_as_before_and_a_hundredth_of_a_percent_less_does_not(
    before: int, after: int, cost: int
) -> None:
    found = solvers.break_even_uplift(before, after, cost)
    if found.value is None:
        assert after <= cost
        return
    assert (after - cost) * (WHOLE + found.value) >= (before - cost) * WHOLE
    assert found.value == 0 or (after - cost) * (WHOLE + found.value - 1) < (before - cost) * WHOLE


def test_the_return_that_advertising_needs() -> None:
    found = solvers.break_even_roi(259_00, 126_00)
    assert (found.value, found.unit) == (19_474, Unit.RATIO)
    assert solvers.break_even_roi(100_00, 100_00).obstacle == "below_cost"


def test_the_deepest_discount_keeps_the_margin_and_the_next_campaigns_line() -> None:
    assert solvers.deepest_discount(100_00, 60_00, 2_000).value == 25_00
    assert solvers.deepest_discount(100_00, 60_00, 2_000, fees=500).value == 20_00
    assert solvers.deepest_discount(100_00, 60_00, 2_000, line=88_00).value == 12_00
    assert solvers.deepest_discount(100_00, 60_00, 2_000, line=70_00).value == 25_00


def test_there_is_no_discount_where_the_margin_is_gone_already() -> None:
    assert solvers.deepest_discount(100_00, 90_00, 2_000).obstacle == "no_room"
    assert solvers.deepest_discount(100_00, 60_00, 9_000, fees=1_000).obstacle == "margin_too_high"


@given(price=prices, cost=prices, margin=rates, fees=st.integers(0, 1_000), line=st.none() | prices)
def test_the_deepest_discount_holds_and_a_fen_more_breaks_a_limit(
    price: int, cost: int, margin: int, fees: int, line: int | None
) -> None:
    found = solvers.deepest_discount(price, cost, margin, fees=fees, line=line)

    def holds(left: int) -> bool:
        return left * (WHOLE - fees) - cost * WHOLE >= margin * left and left >= (line or 0)

    if found.value is None:
        assert not holds(price)
        return
    reduced = paid(price, 1, Offer("1", Tool.ITEM_AMOUNT, found.value)) if found.value else price
    assert holds(reduced)
    assert not holds(reduced - 1)


def test_one_registered_price_serves_two_campaigns_from_a_ratio_on() -> None:
    assert solvers.entry_price_ratio(1_000, 1_200).value == 10_227
