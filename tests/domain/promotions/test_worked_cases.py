"""The worked cases come out to the fen."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from shopplanner.domain.promotions import campaign_rules, ledger, price_days, price_line, rounding, solvers
from shopplanner.domain.promotions.economics import economics
from shopplanner.domain.promotions.offers import CartLine, Offer, Tool
from shopplanner.domain.promotions.pricing import price_cart
from shopplanner.domain.promotions.sharing import share
from shopplanner.domain.promotions.three_prices import three_prices
from tests.domain.promotions import cases_worked as worked
from tests.domain.promotions.cases import NOW, Case, cart, coupon, fen, item_off, profile


def title(case: object) -> str:
    """Name a case by its id."""
    return str(getattr(case, "id", case))


@pytest.mark.parametrize("case", worked.CARTS, ids=title)
def test_a_buyer_pays_what_the_source_says(case: Case) -> None:
    priced = price_cart(case.lines, case.offers, profile(case.profile))
    assert priced.payable == fen(case.pays)
    if case.each:
        assert [*priced.line_payable] == [fen(amount) for amount in case.each]


@pytest.mark.parametrize("case", worked.ROUNDED, ids=title)
def test_a_campaign_rounds_its_reduction(case: worked.Reduced) -> None:
    price, rate = fen(case.price), round(case.rate * 100)
    assert rounding.reduction(price, rate, case.rounding) == fen(case.off)
    tool = Tool.DAILY_REDUCTION if case.rounding is worked.DAILY else Tool.OFFICIAL_REDUCTION
    assert price_cart([CartLine("A", 1, price)], [Offer("campaign", tool, rate)], profile(NOW)).payable == fen(
        case.left
    )


@pytest.mark.parametrize("case", worked.SHARED, ids=title)
def test_an_amount_is_shared_over_lines_that_can_bear_it(case: worked.Shared) -> None:
    caps = [fen(cap) for cap in case.caps] or None
    shares = share(fen(case.total), [fen(weight) for weight in case.weights], caps)
    assert shares == [fen(amount) for amount in case.shares]


@pytest.mark.parametrize("case", worked.TARGETS, ids=title)
def test_an_item_reduction_brings_a_price_to_its_target_beside_an_official_one(case: worked.Target) -> None:
    rate = round(case.rate * 100)
    assert solvers.reduction_for_target(fen(case.everyday), fen(case.target), rate).value == fen(case.item)
    both = (Offer("official", Tool.OFFICIAL_REDUCTION, rate), item_off(case.item))
    assert price_cart(cart(f"A {case.everyday}"), both, profile(NOW)).payable == fen(case.target)


def test_s4_the_platform_compares_the_unrounded_price() -> None:
    assert fen("56.93") * 8800 > fen("50") * 10_000
    assert solvers.largest_entry_price(fen("50"), 1200).value == fen("56")
    assert fen("56") * 8800 == fen("49.28") * 10_000


@pytest.mark.parametrize("case", worked.CYCLES, ids=title)
def test_a_day_lies_in_its_check_cycle(case: worked.Cycle) -> None:
    assert campaign_rules.check_cycle(case.day) == (case.first, case.last)


@pytest.mark.parametrize("case", worked.GIVE_AWAYS, ids=title)
def test_a_coupon_may_give_away_only_so_much(case: worked.GiveAway) -> None:
    assert campaign_rules.give_away(fen(case.face), case.number) == (fen(case.gives), case.accepted)


@pytest.mark.parametrize("case", worked.CLAIMS, ids=title)
def test_a_lower_price_within_seven_days_is_paid_back(case: worked.Claim) -> None:
    paid = campaign_rules.protected_difference(fen("259"), worked.PAID_AT, fen(case.price), case.seen)
    assert paid == fen(case.back)


@pytest.mark.parametrize("case", worked.CHECKS, ids=title)
def test_the_low_price_check_sees_only_offers_of_the_whole_cycle(case: worked.Check) -> None:
    offers = (Offer("daily", Tool.DAILY_REDUCTION, 1000), replace(coupon("100", "10"), whole_cycle=case.whole_cycle))
    seen = three_prices(cart("A 200")[0], offers, profile(NOW)).check_value
    assert seen == fen(case.seen)
    assert (seen <= fen("172")) is case.accepted


@pytest.mark.parametrize("case", worked.MOMENTS, ids=title)
def test_a_sale_is_live_from_its_first_to_its_last_second(case: worked.Moment) -> None:
    sale = price_days.TimedOffer(item_off("10"), *worked.SALE)
    day = case.moment.date()
    live = [part for part in price_days.segments([sale], day, day) if part.starts <= case.moment <= part.ends]
    assert [bool(part.offers) for part in live] == [case.live]


def test_g21_a_percentage_of_the_sum_is_another_figure_than_that_of_each_line() -> None:
    prices = [fen(price) for price in ("1.06", "2.06", "3.06", "4.06")]
    assert [rounding.reduction(price, 1000, rounding.Rounding.HALF_UP_FEN) for price in prices] == [11, 21, 31, 41]
    assert rounding.reduction(sum(prices), 1000, rounding.Rounding.HALF_UP_FEN) == fen("1.02")


def test_g24_a_gift_costs_the_shop_and_not_the_buyer() -> None:
    line = CartLine("A", 1, fen("210"), cost=fen("100"))
    bare, with_gift = (price_cart([line], offers, profile(NOW)) for offers in ((), (worked.GIFT,)))
    assert (with_gift.payable, with_gift.gifts_cost) == (fen("210"), fen("8"))
    left = [economics(priced).contribution for priced in (bare, with_gift)]
    assert left == [fen("110"), fen("102")]


def test_g32_a_lower_price_needs_a_fifth_more_pieces() -> None:
    assert (
        solvers.break_even_uplift(fen("288"), fen("259"), fen("126")).value == 2181
    )  # 162 / 133 - 1 = 21.80 % and a little


def test_g34_a_piece_leaves_what_is_paid_less_cost_freight_and_fees() -> None:
    line = CartLine("A", 1, fen("288"), cost=fen("120"))
    paid = price_cart([line], [Offer("daily", Tool.DAILY_REDUCTION, 1000)], profile(NOW))
    assert paid.payable == fen("259")
    assert economics(paid, fee_rate=260, freight_cost=fen("6")).contribution == fen("126.27")


def test_g35_two_campaigns_share_a_registered_price_only_so_far_apart() -> None:
    assert solvers.entry_price_ratio(1000, 1200).value == 10_227


def test_g36_the_line_looks_at_the_fifteen_days_before_the_sale() -> None:
    assert price_line.window(date(2026, 10, 20), 15) == (date(2026, 10, 5), date(2026, 10, 19))


@pytest.mark.parametrize(("goods", "total"), [("88", "88"), ("87.99", "95.99")])
def test_g25_freight_is_free_from_its_threshold_on(goods: str, total: str) -> None:
    free = Offer("free freight", Tool.FREE_FREIGHT, threshold=fen("88"))
    assert price_cart(cart(f"A {goods}"), [free], profile(NOW), freight=fen("8")).total == fen(total)


def test_g26_the_balance_is_what_the_deposit_does_not_count_for() -> None:
    case = next(case for case in worked.CARTS if case.id == "G26")
    presale = price_cart(case.lines, case.offers, profile(NOW)).presale
    assert presale is not None
    assert (presale.deposit, presale.counted, presale.balance) == (fen("50"), fen("100"), fen("1199"))


@pytest.mark.parametrize(("worst_case", "lowest"), [(False, "50"), (True, "40")])
def test_s10_and_d3_a_reduction_of_20_on_two_pieces_at_60_may_be_recorded_on_one(worst_case: bool, lowest: str) -> None:
    assert ledger.cheapest_piece(fen("100"), [fen("60")] * 2, worst_case=worst_case) == fen(lowest)


def test_o19_an_offer_covers_a_cycle_only_from_its_first_to_its_last_second() -> None:
    cycle = datetime(2026, 7, 11), datetime(2026, 7, 15, 23, 59, 59)
    second = timedelta(seconds=1)
    assert campaign_rules.covers_cycle(*cycle, date(2026, 7, 12))
    assert not campaign_rules.covers_cycle(cycle[0] + second, cycle[1], date(2026, 7, 12))
    assert not campaign_rules.covers_cycle(cycle[0], cycle[1] - second, date(2026, 7, 12))


def test_every_case_has_a_row_or_a_test_of_its_name() -> None:
    rows: tuple[tuple[object, ...], ...] = (worked.CARTS, worked.ROUNDED, worked.SHARED, worked.TARGETS, worked.CYCLES)
    rows = (*rows, worked.GIVE_AWAYS, worked.CLAIMS, worked.CHECKS, worked.MOMENTS)
    named = {title(case).split(",")[0] for table in rows for case in table}
    named |= {word.upper() for name in globals() if name.startswith("test_") for word in name.split("_")}
    assert named >= worked.IDS, worked.IDS - named
