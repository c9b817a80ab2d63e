"""Buyers of a campaign may claim the largest later difference, for as many days as the campaign protects them."""

from __future__ import annotations

from datetime import date, datetime

from shopplanner.domain.promotions.protection import Claim, Paid, Priced, claims, protection

PAID_AT = datetime(2026, 12, 1, 10)


def paid(days: int = 7, units: int = 1) -> Paid:
    return Paid("1", PAID_AT, 25_900, units, days)


def later(day: int, price: int, until: int = 20) -> Priced:
    return Priced(datetime(2026, 12, day), datetime(2026, 12, until, 23, 59, 59), price)


def test_20_yuan_may_be_claimed_on_the_sixth_and_nothing_on_the_ninth() -> None:
    (claim,) = claims([paid()], [later(6, 23_900)])
    assert (claim.difference, claim.seen_at, claim.price) == (2_000, datetime(2026, 12, 6), 23_900)
    assert claims([paid()], [later(9, 23_900)]) == []
    assert claims([paid()], [later(6, 25_900)]) == []


def test_a_campaign_may_protect_longer() -> None:
    assert claims([paid(days=19)], [later(15, 23_900)])[0].difference == 2_000


def test_the_largest_difference_is_claimed_for_every_piece() -> None:
    (claim,) = claims([paid(units=3)], [later(2, 25_000), later(4, 20_000), later(5, 24_000)])
    assert claim == Claim(paid(units=3), 20_000, datetime(2026, 12, 4), 5_900)
    assert claim.total == 17_700


def test_a_price_that_began_before_the_payment_was_open_to_the_buyer() -> None:
    assert claims([paid()], [Priced(datetime(2026, 11, 1), datetime(2026, 11, 30), 1_000)]) == []
    assert claims([paid()], [Priced(datetime(2026, 11, 1), datetime(2026, 12, 2), 20_000)]) == []


def test_a_price_that_only_goes_on_is_no_fall() -> None:
    before = Priced(datetime(2026, 11, 1), datetime(2026, 12, 3, 23, 59, 59), 20_000)
    assert claims([paid()], [before, later(4, 20_000)]) == []
    (claim,) = claims([paid()], [before, later(4, 19_000)])
    assert claim.difference == 6_900


def test_protection_lasts_from_the_start_until_the_days_after_the_last_payment() -> None:
    found = protection(4, "超级立减", datetime(2026, 12, 1), datetime(2026, 12, 5, 23, 59, 59), 25_900, 7)
    assert (found.first, found.last) == (date(2026, 12, 1), date(2026, 12, 12))
