"""A promotion is compared with the lowest deal of the seven days before it, or else with the last deal."""

from __future__ import annotations

from datetime import date

from shopplanner.domain.promotions.baseline import Deal, baseline

START = date(2026, 11, 11)


def test_the_lowest_deal_of_the_seven_days_before_counts_and_the_day_itself_does_not() -> None:
    deals = [
        Deal(date(2026, 11, 3), 5_000),
        Deal(date(2026, 11, 4), 9_900),
        Deal(date(2026, 11, 10), 9_500),
        Deal(START, 4_000),
    ]
    found = baseline(deals, START)
    assert (found.first, found.price, found.last_deal) == (date(2026, 11, 4), 9_500, False)
    assert found.evidence == (deals[2], deals[1])


def test_without_a_deal_in_seven_days_the_last_one_counts() -> None:
    deals = [Deal(date(2026, 9, 1), 8_000), Deal(date(2026, 10, 1), 9_000), Deal(date(2026, 10, 1), 8_800)]
    found = baseline(deals, START)
    assert (found.price, found.last_deal) == (8_800, True)
    assert {deal.day for deal in found.evidence} == {date(2026, 10, 1)}


def test_without_any_deal_there_is_nothing_to_compare_with() -> None:
    found = baseline([], START)
    assert (found.price, found.last_deal, found.evidence) == (None, False, ())
