"""The timeline's axis keeps moments where they are while it scrolls and zooms."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shopplanner.ui.promotions.calendar.axis import LEAST_DAYS, MOST_DAYS, Axis, number
from tests.services.promotions.shop import at

NOVEMBER = Axis(float(date(2026, 11, 1).toordinal()), 30.0, 100.0, 600.0)
"""Thirty days of 20 pixels each, from 100 on."""


def test_a_day_is_as_wide_as_the_scale_says() -> None:
    assert (NOVEMBER.scale, NOVEMBER.right) == (20.0, 700.0)
    assert NOVEMBER.day_x(date(2026, 11, 3)) == 140.0
    assert NOVEMBER.x(at("11-03", "12:00:00")) == 150.0
    assert NOVEMBER.moment(150.0) == at("11-03", "12:00:00")
    assert NOVEMBER.day(159.9) == date(2026, 11, 3)


def test_first_last_and_middle_are_the_days_that_are_seen() -> None:
    assert (NOVEMBER.first, NOVEMBER.last, NOVEMBER.middle) == (
        date(2026, 11, 1),
        date(2026, 11, 30),
        date(2026, 11, 16),
    )
    half = NOVEMBER.scrolled(10)
    assert (half.first, half.last) == (date(2026, 11, 1), date(2026, 12, 1))


def test_spans_are_seen_in_part() -> None:
    start = float(date(2026, 11, 1).toordinal())
    assert NOVEMBER.seen(start - 1, start + 0.1)
    assert not NOVEMBER.seen(start - 1, start)
    assert not NOVEMBER.seen(start + 30, start + 31)


def test_an_axis_stays_within_what_was_read() -> None:
    kept = NOVEMBER.scrolled(-4000).within(date(2026, 10, 20), date(2026, 12, 31))
    assert kept.first == date(2026, 10, 20)
    kept = NOVEMBER.scrolled(4000).within(date(2026, 10, 20), date(2026, 12, 31))
    assert kept.last == date(2026, 12, 31)
    short = NOVEMBER.within(date(2026, 11, 5), date(2026, 11, 9))
    assert (short.first, short.last, short.days) == (date(2026, 11, 5), date(2026, 11, 9), 5.0)


@pytest.mark.parametrize(("day", "first"), [(date(2026, 11, 15), 1), (date(2026, 12, 5), 9), (date(2026, 10, 30), 26)])
def test_a_day_is_brought_into_view_with_room_around_it(day: date, first: int) -> None:
    shown = NOVEMBER.showing(day)
    assert shown.first.day == first
    assert shown.seen(day.toordinal(), day.toordinal() + 1)


def test_a_day_can_be_shown_with_a_third_before_it() -> None:
    shown = NOVEMBER.around(date(2026, 11, 22), 42)
    assert (shown.days, shown.first) == (42, date(2026, 11, 8))
    assert NOVEMBER.sized(0.0, -5.0).width == 1.0


@given(factor=st.floats(0.01, 100), x=st.floats(100, 700))
def test_zooming_keeps_the_moment_under_the_mouse(factor: float, x: float) -> None:
    zoomed = NOVEMBER.zoomed(factor, x)
    assert LEAST_DAYS <= zoomed.days <= MOST_DAYS
    assert abs(zoomed.moment(x) - NOVEMBER.moment(x)) <= timedelta(seconds=2)


@given(minutes=st.integers(0, 30 * 1440 - 1))
def test_places_and_moments_lead_to_each_other(minutes: int) -> None:
    moment = at("11-01") + timedelta(minutes=minutes)
    assert NOVEMBER.moment(NOVEMBER.x(moment)) == moment
    assert int(number(moment)) == moment.toordinal()
