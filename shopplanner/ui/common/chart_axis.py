"""Tick marks: round days, weeks, months and years on the time axis, round figures on the others."""

from __future__ import annotations

import math
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Final

from shopplanner.domain.days import day_number, day_of
from shopplanner.foundation import i18n

DAY_STEPS: Final = (1, 2, 7, 14)
MONTH_STEPS: Final = (1, 2, 3, 6, 12, 24, 60)
MONDAY: Final = 4
"""1970-01-05, day 4, was a Monday: weeks are counted from there."""


def day_ticks(low: float, high: float, most: int) -> list[int]:
    """Return at most ``most`` tick days between two day numbers: days, Mondays, or firsts of months."""
    span = max(high - low, 1.0)
    for step in DAY_STEPS:
        if span / step <= most:
            first = math.ceil((low - MONDAY) / step) * step + MONDAY
            return list(range(first, math.floor(high) + 1, step))
    for step in MONTH_STEPS:
        if span / (30.44 * step) <= most:
            break
    return [day_number(day) for day in _months(day_of(math.floor(low)), day_of(math.floor(high)), step)]


def day_words(days: list[int]) -> list[str]:
    """Return short words for tick days, with the year where it changes or nothing finer is shown."""
    words: list[str] = []
    former: date | None = None
    firsts = len(days) > 1 and all(day_of(day).day == 1 for day in days)
    for number in days:
        day = day_of(number)
        new_year = former is not None and former.year != day.year
        words.append(_month_words(day, new_year or former is None) if firsts else _day_words(day, new_year))
        former = day
    return words


def long_day(day: date) -> str:
    """Return a day with its weekday, as a read-out shows it."""
    from PySide6.QtCore import QDate, QLocale

    chinese = i18n.language() == "zh_CN"
    locale = QLocale(QLocale.Language.Chinese if chinese else QLocale.Language.English)
    return locale.toString(QDate(day.year, day.month, day.day), "yyyy年M月d日 ddd" if chinese else "ddd, d MMM yyyy")


def value_ticks(low: float, high: float, most: int) -> list[float]:
    """Return round figures between two values, at most ``most`` and a few."""
    if not high > low:
        return [low]
    raw = (high - low) / max(1, most)
    size = 10 ** math.floor(math.log10(raw))
    step = next(size * factor for factor in (1, 2, 2.5, 5, 10) if size * factor >= raw * 0.999)
    first = math.ceil(low / step - 1e-9)
    last = math.floor(high / step + 1e-9)
    return [number * step for number in range(first, last + 1)]


def _months(low: date, high: date, step: int) -> Iterator[date]:
    day = low.replace(day=1)
    while day <= high:
        if day >= low and (day.month - 1 + 12 * day.year) % step == 0:
            yield day
        day = (day + timedelta(days=32)).replace(day=1)


def _day_words(day: date, with_year: bool) -> str:
    return day.isoformat() if with_year else f"{day.month:02d}-{day.day:02d}"


def _month_words(day: date, with_year: bool) -> str:
    if i18n.language() == "zh_CN":
        return f"{day.year}年{day.month}月" if with_year else f"{day.month}月"
    from PySide6.QtCore import QLocale

    name = QLocale(QLocale.Language.English).standaloneMonthName(day.month, QLocale.FormatType.ShortFormat)
    return f"{name} {day.year}" if with_year else name
