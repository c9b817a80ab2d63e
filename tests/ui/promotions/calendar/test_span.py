"""Months and weeks are turned, and lead back to each other."""

from __future__ import annotations

from datetime import date

from shopplanner.foundation import i18n
from shopplanner.ui.promotions.calendar.span import Span, span_words

SUNDAY = date(2026, 11, 22)


def test_months_are_turned_over_the_year() -> None:
    assert Span(2026, 11).turned(2) == Span(2027, 1)
    assert Span(2026, 1).turned(-1) == Span(2025, 12)
    assert Span(2026, 11).at(date(2027, 3, 5)) == Span(2027, 3)


def test_weeks_begin_with_the_last_one_and_are_turned_by_six() -> None:
    weeks = Span(2026, 11).as_view("weeks", SUNDAY)
    assert weeks == Span(2026, 11, date(2026, 11, 9))
    assert weeks.turned(1).monday == date(2026, 12, 21)
    assert weeks.turned(1).turned(-1) == Span(2026, 11, date(2026, 11, 9))
    assert weeks.turned(1).as_view("month", SUNDAY) == Span(2026, 12)


def test_spans_are_named_in_both_languages() -> None:
    assert Span(2026, 11).heading == "November 2026"
    assert Span(2026, 11, date(2026, 11, 9)).heading == "2026-11-09 → 12-20"
    i18n.set_language("zh_CN")
    assert Span(2026, 11).heading == "2026 年 11 月"


def test_a_year_is_read_with_its_neighbours_and_leads_back_to_its_month() -> None:
    year = Span(2026, 11).as_view("year", SUNDAY)
    assert (year.view, year.turned(1).year, year.at(date(2028, 2, 1)).year) == ("year", 2027, 2028)
    assert year.as_view("month", SUNDAY) == Span(2026, 11)
    assert year.heading == "2026"


def test_a_long_span_is_named_by_its_months() -> None:
    assert span_words(date(2026, 10, 5), date(2027, 2, 1)) == "2026-10 → 2027-02"
    assert span_words(date(2026, 12, 5), date(2027, 2, 1)) == "2026-12-05 → 02-01"
