"""Days and day numbers go both ways."""

from __future__ import annotations

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from shopplanner.domain.days import day_number, day_of, days_between


def test_the_epoch_is_day_zero() -> None:
    assert day_number(date(1970, 1, 1)) == 0
    assert day_number(date(2026, 11, 22)) == 20779


@given(st.dates())
def test_a_day_survives_the_way_there_and_back(day: date) -> None:
    assert day_of(day_number(day)) == day


def test_days_between_include_both_ends() -> None:
    assert days_between(date(2026, 2, 27), date(2026, 3, 1)) == [date(2026, 2, 27), date(2026, 2, 28), date(2026, 3, 1)]
    assert days_between(date(2026, 3, 1), date(2026, 2, 27)) == []
