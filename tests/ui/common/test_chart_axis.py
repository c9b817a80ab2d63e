"""Round ticks on both axes, and figures short enough for them."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shopplanner.domain.days import day_number, day_of
from shopplanner.foundation import i18n
from shopplanner.ui.common.chart_axis import day_ticks, day_words, long_day, value_ticks
from shopplanner.ui.common.chart_data import compact, compact_money, compact_percent
from shopplanner.ui.common.chart_overlay import spread


def span(first: date, last: date) -> tuple[int, int]:
    return day_number(first), day_number(last)


def test_a_short_span_ticks_every_day() -> None:
    assert day_ticks(*span(date(2026, 11, 1), date(2026, 11, 5)), 8) == list(range(20758, 20763))


def test_a_month_ticks_on_mondays() -> None:
    ticks = day_ticks(*span(date(2026, 11, 1), date(2026, 11, 30)), 6)
    assert {day_of(tick).weekday() for tick in ticks} == {0}
    assert len(ticks) == 5


def test_years_tick_on_the_first_of_months() -> None:
    ticks = day_ticks(*span(date(2025, 8, 1), date(2026, 11, 30)), 8)
    assert {day_of(tick).day for tick in ticks} == {1}
    assert [day_of(tick).month for tick in ticks] == [9, 11, 1, 3, 5, 7, 9, 11]


def test_the_year_is_named_where_it_changes() -> None:
    days = [day_number(date(2025, 12, 29)), day_number(date(2026, 1, 5))]
    assert day_words(days) == ["12-29", "2026-01-05"]
    months = [day_number(date(2025, 12, 1)), day_number(date(2026, 1, 1)), day_number(date(2026, 2, 1))]
    assert day_words(months) == ["Dec 2025", "Jan 2026", "Feb"]
    i18n.set_language("zh_CN")
    assert day_words(months) == ["2025年12月", "2026年1月", "2月"]


def test_a_read_out_names_the_weekday() -> None:
    assert long_day(date(2026, 11, 11)) == "Wed, 11 Nov 2026"
    i18n.set_language("zh_CN")
    assert long_day(date(2026, 11, 11)) == "2026年11月11日 周三"


@pytest.mark.parametrize(
    ("low", "high", "ticks"),
    [(0, 10, [0, 2, 4, 6, 8, 10]), (0, 1, [0, 0.2, 0.4, 0.6, 0.8, 1.0]), (3, 3, [3])],
)
def test_values_tick_on_round_figures(low: float, high: float, ticks: list[float]) -> None:
    assert value_ticks(low, high, 5) == pytest.approx(ticks)


@given(st.floats(-1e9, 1e9), st.floats(0.001, 1e9), st.integers(2, 10))
def test_ticks_lie_in_the_span_and_are_few(low: float, size: float, most: int) -> None:
    ticks = value_ticks(low, low + size, most)
    assert len(ticks) <= most + 1
    assert all(low - size * 1e-6 <= tick <= low + size * (1 + 1e-6) for tick in ticks)


def test_figures_are_short_in_both_languages() -> None:
    assert [compact(value) for value in (None, 0.0, 12.345, 1500, 2_500_000, 3e9)] == [
        "–", "0", "12.3", "1.5k", "2.5M", "3B",
    ]  # fmt: skip
    assert compact_money(-15_000) == "−¥15k"
    assert compact_percent(0.1234) == "12.3%"
    assert compact_money(None) == compact_percent(None) == "–"
    i18n.set_language("zh_CN")
    assert [compact(value) for value in (1500, 25_000, 3e8)] == ["1,500", "2.5万", "3亿"]


@given(st.lists(st.floats(0, 100), max_size=5))
def test_labels_keep_their_distance_and_order(wanted: list[float]) -> None:
    places = spread(wanted, 12, 0, 100)
    ordered = sorted(places)
    assert all(after - before >= 12 - 1e-6 for before, after in pairwise(ordered))
    assert all(place <= 100 + 1e-6 for place in places)
