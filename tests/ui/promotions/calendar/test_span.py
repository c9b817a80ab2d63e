"""Months and weeks are turned, and lead back to each other."""

from __future__ import annotations

from datetime import date

from shopplanner.foundation import i18n
from shopplanner.ui.promotions.calendar.span import Span

SUNDAY = date(2026, 11, 22)


def test_months_are_turned_over_the_year() -> None:
    assert Span(2026, 11).turned(2) == Span(2027, 1)
    assert Span(2026, 1).turned(-1) == Span(2025, 12)
    assert Span(2026, 11).at(date(2027, 3, 5)) == Span(2027, 3)


def test_weeks_begin_with_the_last_one_and_are_turned_by_six() -> None:
    weeks = Span(2026, 11).as_weeks(SUNDAY)
    assert weeks == Span(2026, 11, date(2026, 11, 9))
    assert weeks.turned(1).monday == date(2026, 12, 21)
    assert weeks.turned(1).turned(-1) == Span(2026, 11, date(2026, 11, 9))
    assert weeks.turned(1).as_month() == Span(2026, 12)


def test_spans_are_named_in_both_languages() -> None:
    assert Span(2026, 11).heading == "November 2026"
    assert Span(2026, 11, date(2026, 11, 9)).heading == "2026-11-09 → 12-20"
    i18n.set_language("zh_CN")
    assert Span(2026, 11).heading == "2026 年 11 月"
