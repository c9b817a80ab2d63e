"""Presets, buckets of the time axis, and the periods that others are compared with."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shopplanner.domain.metrics.periods import (
    Comparison,
    Period,
    Preset,
    TimeGrain,
    buckets,
    compared,
    month_of,
    month_period,
    months_in,
    preset_period,
    years_before,
)

SUNDAY = date(2026, 11, 22)
PERIODS = st.builds(
    lambda first, length: Period(first, date.fromordinal(first.toordinal() + length)),
    st.dates(date(2020, 1, 1), date(2030, 1, 1)),
    st.integers(0, 800),
)


def days(first: str, last: str) -> Period:
    return Period(date.fromisoformat(first), date.fromisoformat(last))


@pytest.mark.parametrize(
    ("preset", "expected"),
    [
        (Preset.LAST_7, days("2026-11-16", "2026-11-22")),
        (Preset.LAST_28, days("2026-10-26", "2026-11-22")),
        (Preset.THIS_MONTH, days("2026-11-01", "2026-11-22")),
        (Preset.LAST_MONTH, days("2026-10-01", "2026-10-31")),
        (Preset.THIS_YEAR, days("2026-01-01", "2026-11-22")),
        (Preset.LAST_365, days("2025-11-23", "2026-11-22")),
    ],
)
def test_presets_end_on_the_last_day_with_data(preset: Preset, expected: Period) -> None:
    assert preset_period(preset, SUNDAY) == expected


def test_a_custom_period_has_no_meaning_of_its_own() -> None:
    with pytest.raises(ValueError, match="custom"):
        preset_period(Preset.CUSTOM, SUNDAY)


def test_a_period_cannot_end_before_it_starts() -> None:
    with pytest.raises(ValueError, match="2026"):
        days("2026-11-02", "2026-11-01")


def test_a_period_knows_its_days() -> None:
    period = days("2026-02-27", "2026-03-01")
    assert len(period) == 3
    assert date(2026, 2, 28) in period
    assert date(2026, 3, 2) not in period


@pytest.mark.parametrize(
    ("comparison", "expected"),
    [
        (Comparison.PREVIOUS, days("2026-11-06", "2026-11-15")),
        (Comparison.SAME_WEEKDAYS, days("2026-11-02", "2026-11-11")),
        (Comparison.LAST_YEAR, days("2025-11-16", "2025-11-25")),
        (Comparison.LAST_YEAR_WEEKDAYS, days("2025-11-17", "2025-11-26")),
    ],
)
def test_ten_days_are_compared_with(comparison: Comparison, expected: Period) -> None:
    assert compared(days("2026-11-16", "2026-11-25"), comparison) == expected


def test_before_a_whole_month_comes_a_whole_month() -> None:
    assert compared(days("2026-03-01", "2026-03-31"), Comparison.PREVIOUS) == days("2026-02-01", "2026-02-28")
    assert compared(days("2026-04-01", "2026-06-30"), Comparison.PREVIOUS) == days("2026-01-01", "2026-03-31")


def test_a_leap_day_meets_the_last_of_february() -> None:
    assert years_before(date(2024, 2, 29)) == date(2023, 2, 28)
    assert years_before(date(2024, 2, 29), 4) == date(2020, 2, 29)


def test_weeks_begin_on_monday_and_may_be_short_at_the_ends() -> None:
    found = buckets(days("2026-11-20", "2026-12-01"), TimeGrain.WEEK)
    assert found == [
        days("2026-11-20", "2026-11-22"),
        days("2026-11-23", "2026-11-29"),
        days("2026-11-30", "2026-12-01"),
    ]


def test_months_and_totals() -> None:
    period = days("2026-11-20", "2027-01-05")
    assert months_in(period) == ["2026-11", "2026-12", "2027-01"]
    assert buckets(period, TimeGrain.TOTAL) == [period]


def test_months_by_name() -> None:
    assert month_period("2028-02") == days("2028-02-01", "2028-02-29")
    assert month_of(date(2026, 11, 22)) == "2026-11"
    with pytest.raises(ValueError, match="month"):
        month_period("2026-13")


@given(PERIODS, st.sampled_from(TimeGrain))
def test_buckets_cover_every_day_once(period: Period, grain: TimeGrain) -> None:
    assert [day for bucket in buckets(period, grain) for day in bucket.days()] == period.days()


@given(PERIODS)
def test_the_previous_period_ends_the_day_before(period: Period) -> None:
    assert compared(period, Comparison.PREVIOUS).last.toordinal() == period.first.toordinal() - 1


@given(PERIODS, st.sampled_from([Comparison.SAME_WEEKDAYS, Comparison.LAST_YEAR_WEEKDAYS]))
def test_weekdays_meet_and_lengths_agree(period: Period, comparison: Comparison) -> None:
    other = compared(period, comparison)
    assert other.first.weekday() == period.first.weekday()
    assert len(other) == len(period)
