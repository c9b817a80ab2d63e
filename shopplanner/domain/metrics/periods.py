"""Periods, their presets, the buckets of a time axis, and the period that another is compared with."""

from __future__ import annotations

import calendar
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

DAY = timedelta(days=1)


class TimeGrain(StrEnum):
    """The length of a bucket on the time axis; ``total`` is the whole period in one."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    TOTAL = "total"


class Preset(StrEnum):
    """A period named by its relation to the last day with data."""

    LAST_7 = "last_7"
    LAST_14 = "last_14"
    LAST_28 = "last_28"
    LAST_90 = "last_90"
    THIS_MONTH = "this_month"
    LAST_MONTH = "last_month"
    LAST_365 = "last_365"
    THIS_YEAR = "this_year"
    CUSTOM = "custom"


class Comparison(StrEnum):
    """What a period is compared with."""

    PREVIOUS = "previous"
    SAME_WEEKDAYS = "same_weekdays"
    LAST_YEAR = "last_year"
    LAST_YEAR_WEEKDAYS = "last_year_weekdays"


LENGTHS = {Preset.LAST_7: 7, Preset.LAST_14: 14, Preset.LAST_28: 28, Preset.LAST_90: 90, Preset.LAST_365: 365}


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """Days from ``first`` to ``last``, both included."""

    first: date
    last: date

    def __post_init__(self) -> None:
        if self.last < self.first:
            raise ValueError(f"{self.first} to {self.last}")

    def __len__(self) -> int:
        """Return the number of days."""
        return (self.last - self.first).days + 1

    def __contains__(self, day: date) -> bool:
        """Whether the day lies in the period."""
        return self.first <= day <= self.last

    def days(self) -> list[date]:
        """Return every day in order."""
        return [self.first + timedelta(days=offset) for offset in range(len(self))]

    def whole_months(self) -> bool:
        """Whether the period runs from the first of a month to the last of a month."""
        return self.first.day == 1 and (self.last + DAY).day == 1


def preset_period(preset: Preset, anchor: date) -> Period:
    """Return the period that a preset means when ``anchor`` is its last possible day.

    Raises:
        ValueError: for ``custom``, which has no meaning of its own.
    """
    if preset in LENGTHS:
        return Period(anchor - timedelta(days=LENGTHS[preset] - 1), anchor)
    if preset is Preset.THIS_MONTH:
        return Period(anchor.replace(day=1), anchor)
    if preset is Preset.LAST_MONTH:
        last = anchor.replace(day=1) - DAY
        return Period(last.replace(day=1), last)
    if preset is Preset.THIS_YEAR:
        return Period(anchor.replace(month=1, day=1), anchor)
    raise ValueError(preset)


def compared(period: Period, comparison: Comparison) -> Period:
    """Return the period to compare with.

    The period before whole months is as many whole months; before anything else as many days. "Same weekdays" goes back
    by whole weeks, so that Mondays meet Mondays. February 29 meets February 28 a year earlier.
    """
    match comparison:
        case Comparison.PREVIOUS:
            return _previous(period)
        case Comparison.SAME_WEEKDAYS:
            return _shifted(period, -(-len(period) // 7) * 7)
        case Comparison.LAST_YEAR:
            return Period(years_before(period.first), years_before(period.last))
        case Comparison.LAST_YEAR_WEEKDAYS:
            return _shifted(period, 364)


def buckets(period: Period, grain: TimeGrain) -> list[Period]:
    """Return the period cut at Mondays, at firsts of months, into days, or not at all; ends may be shorter."""
    if grain is TimeGrain.TOTAL:
        return [period]
    if grain is TimeGrain.DAY:
        return [Period(day, day) for day in period.days()]
    found: list[Period] = []
    first = period.first
    while first <= period.last:
        last = min(_bucket_end(first, grain), period.last)
        found.append(Period(first, last))
        first = last + DAY
    return found


def years_before(day: date, years: int = 1) -> date:
    """Return the same date some years earlier; February 28 for a February 29 that does not exist."""
    year = day.year - years
    return date(year, day.month, min(day.day, calendar.monthrange(year, day.month)[1]))


def month_of(day: date) -> str:
    """Return the day's month as ``2026-11``."""
    return f"{day.year:04d}-{day.month:02d}"


def month_period(month: str) -> Period:
    """Return all days of a month written as ``2026-11``.

    Raises:
        ValueError: if the text is no month.
    """
    year, _, number = month.partition("-")
    first = date(int(year), int(number), 1)
    return Period(first, first.replace(day=calendar.monthrange(first.year, first.month)[1]))


def months_in(period: Period) -> list[str]:
    """Return every month that the period touches, in order."""
    return [month_of(bucket.first) for bucket in buckets(period, TimeGrain.MONTH)]


def _previous(period: Period) -> Period:
    """Return the period just before, in whole months where the period is whole months."""
    last = period.first - DAY
    if not period.whole_months():
        return Period(last - timedelta(days=len(period) - 1), last)
    first = period.first
    for _ in months_in(period):
        first = (first - DAY).replace(day=1)
    return Period(first, last)


def _shifted(period: Period, days: int) -> Period:
    """Return the period moved back by a number of days."""
    return Period(period.first - timedelta(days=days), period.last - timedelta(days=days))


def _bucket_end(first: date, grain: TimeGrain) -> date:
    """Return the last day of the calendar week or month that ``first`` lies in."""
    if grain is TimeGrain.WEEK:
        return first + timedelta(days=6 - first.weekday())
    return first.replace(day=calendar.monthrange(first.year, first.month)[1])
