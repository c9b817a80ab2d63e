"""Bars take the first free line and keep it over weeks."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from shopplanner.ui.promotions.calendar.layout import Bar, lay_out
from tests.services.promotions.shop import at, tenth_off, till

MONDAY = date(2026, 11, 2)


def days(bar: Bar) -> set[tuple[int, int]]:
    return {(bar.week, column) for column in range(bar.first, bar.last + 1)}


def test_a_promotion_over_two_weeks_has_two_bars_on_one_line() -> None:
    short = tenth_off(id=1, starts=at("11-09"), ends=till("11-10"))
    long = tenth_off(id=2, starts=at("11-06"), ends=till("11-11"))
    bars = lay_out([short, long], MONDAY, 2)
    assert [(bar.promotion.id, bar.week, bar.first, bar.last, bar.slot) for bar in bars] == [
        (2, 0, 4, 6, 0),
        (2, 1, 0, 2, 0),
        (1, 1, 0, 1, 1),
    ]
    assert [(bar.begins, bar.ends) for bar in bars] == [(True, False), (False, True), (True, True)]


def test_a_bar_moves_up_where_its_line_is_taken_or_free() -> None:
    first = tenth_off(id=1, starts=at("11-02"), ends=till("11-03"))
    second = tenth_off(id=2, starts=at("11-03"), ends=till("11-04"))
    third = tenth_off(id=3, starts=at("11-04"), ends=till("11-05"))
    assert [bar.slot for bar in lay_out([first, second, third], MONDAY, 1)] == [0, 1, 0]


def test_last_year_stands_below() -> None:
    ghost = tenth_off(id=-1, starts=at("11-01"), ends=till("11-30"))
    now = tenth_off(id=1, starts=at("11-03"), ends=till("11-04"))
    assert [bar.promotion.id for bar in lay_out([ghost, now], MONDAY, 1)] == [1, -1]


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(st.integers(-5, 40), st.integers(0, 20)), max_size=25))
def test_no_two_bars_ever_overlap(spans: list[tuple[int, int]]) -> None:
    promotions = [
        tenth_off(
            id=number, starts=at("11-02") + timedelta(days=start), ends=till("11-02") + timedelta(days=start + length)
        )
        for number, (start, length) in enumerate(spans, start=1)
    ]
    bars = lay_out(promotions, MONDAY, 5)
    places = [(bar.slot, *place) for bar in bars for place in days(bar)]
    assert len(places) == len(set(places))
    shown = {(bar.promotion.id, week * 7 + column) for bar in bars for week, column in days(bar)}
    wanted = {
        (number, day)
        for number, (start, length) in enumerate(spans, start=1)
        for day in range(max(0, start), min(35, start + length + 1))
    }
    assert shown == wanted
