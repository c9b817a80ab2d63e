"""Days and day numbers go both ways."""

from __future__ import annotations

from datetime import date, datetime

from hypothesis import given
from hypothesis import strategies as st

from shopplanner.domain.days import day_number, day_of, moment_at


def test_the_epoch_is_day_zero() -> None:
    assert day_number(date(1970, 1, 1)) == 0
    assert day_number(date(2026, 11, 22)) == 20779


@given(st.dates())
def test_a_day_survives_the_way_there_and_back(day: date) -> None:
    assert day_of(day_number(day)) == day


def test_seconds_are_counted_from_the_first_midnight() -> None:
    assert moment_at(0) == datetime(1970, 1, 1)
    assert moment_at(20779 * 86_400 + 1) == datetime(2026, 11, 22, 0, 0, 1)
