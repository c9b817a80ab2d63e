"""The planner's calendar: lunar days, solar terms, festivals, public holidays and exchanged workdays."""

from __future__ import annotations

import calendar
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from typing import cast

from shopplanner.foundation import packs
from shopplanner.foundation.bilingual import Bilingual

WEEK = timedelta(days=7)


@dataclass(frozen=True)
class Festival:
    """A yearly day by rule: ``solar`` and ``lunar`` dates, ``lunar_eve``, or the n-th weekday of a month.

    ``offset`` is the distance in days from a lunar date or an n-th weekday.
    ``reach`` is how many days around it promotions are still made for it; none are for those without.
    """

    id: str
    name: Bilingual
    rule: str
    month: int
    day: int
    weekday: int = 0
    offset: int = 0
    grade: str = ""
    verified: bool = True
    platform: bool = False
    reach: int = 0


@dataclass(frozen=True)
class HolidaySpan:
    """A public holiday, or with ``workday`` a weekend day that is worked for it; both days included."""

    name: Bilingual
    first: str
    last: str
    workday: bool = False
    verified: bool = True


@dataclass(frozen=True)
class DayInfo:
    """What the calendar shows of a day.

    Attributes:
        lunar: its lunar day in Chinese, or the lunar month on the first day of one.
        term: the solar term that begins on it.
        festivals: festivals and platform events; unverified ones are marked.
        holiday: name of the public holiday it belongs to.
        make_up: whether it is a weekend day that is worked.
    """

    day: date
    lunar: str
    term: str
    festivals: tuple[Festival, ...]
    holiday: Bilingual | None
    make_up: bool

    @property
    def workday(self) -> bool:
        """Whether offices work on it."""
        return self.make_up or (self.holiday is None and self.day.weekday() < 5)


def month_grid(year: int, month: int, *, weeks: int = 0) -> list[date]:
    """Return the days of the weeks that a month touches, Monday first; or ``weeks`` weeks from its first one."""
    first = date(year, month, 1)
    start = first - timedelta(days=first.weekday())
    last = date(year, month, calendar.monthrange(year, month)[1])
    count = weeks or ((last - start).days // 7 + 1)
    return [start + timedelta(days=offset) for offset in range(count * 7)]


def describe(days: list[date]) -> list[DayInfo]:
    """Return what the calendar shows of each day."""
    return [day_info(day) for day in days]


@lru_cache(maxsize=2000)
def day_info(day: date) -> DayInfo:
    """Return what the calendar shows of a day."""
    from borax.calendars.lunardate import LunarDate

    lunar = LunarDate.from_solar(day)
    shown = lunar.cn_month + "月" if lunar.day == 1 else lunar.cn_day
    span = _holidays(day.year).get(day)
    return DayInfo(
        day=day,
        lunar=shown,
        term=lunar.term or "",
        festivals=tuple(_festivals(day.year).get(day, ())),
        holiday=span.name if span and not span.workday else None,
        make_up=bool(span and span.workday),
    )


@lru_cache(maxsize=32)
def _holidays(year: int) -> dict[date, HolidaySpan]:
    if str(year) not in packs.names("holidays"):
        return {}
    found: dict[date, HolidaySpan] = {}
    for span in packs.load("holidays", str(year), HolidaySpan).entries:
        first, last = date.fromisoformat(span.first), date.fromisoformat(span.last)
        for offset in range((last - first).days + 1):
            found[first + timedelta(days=offset)] = span
    return found


def forget() -> None:
    """Read festivals and holidays anew when they are next asked for, after their packs changed."""
    for kept in (day_info, _holidays, _festivals, anchors, festival_day):
        kept.cache_clear()


def holidays_announced(year: int) -> bool:
    """Return whether a year's exchanged workdays are known."""
    return any(span.workday for span in _holidays(year).values())


@lru_cache(maxsize=32)
def _festivals(year: int) -> dict[date, list[Festival]]:
    found: dict[date, list[Festival]] = {}
    for name in packs.names("festivals"):
        for festival in packs.load("festivals", name, Festival).entries:
            for day in _days_of(festival, year):
                found.setdefault(day, []).append(festival)
    return found


@lru_cache(maxsize=1)
def anchors() -> tuple[Festival, ...]:
    """Return the festivals that promotions are made for."""
    loaded = (packs.load("festivals", name, Festival).entries for name in packs.names("festivals"))
    return tuple(festival for entries in loaded for festival in entries if festival.reach)


@lru_cache(maxsize=2000)
def festival_day(festival: Festival, year: int) -> date | None:
    """Return a festival's day of a year; None if it has none then."""
    return next(_days_of(festival, year), None)


def _days_of(festival: Festival, year: int) -> Iterator[date]:
    match festival.rule:
        case "solar":
            yield date(year, festival.month, festival.day)
        case "weekday":
            first = date(year, festival.month, 1)
            ahead = (festival.weekday - first.weekday()) % 7
            yield first + timedelta(days=ahead + 7 * (festival.day - 1) + festival.offset)
        case "lunar":
            days = (day + timedelta(days=festival.offset) for day in _lunar_days(festival.month, festival.day, year))
            yield from (day for day in days if day.year == year)
        case _:
            eve = timedelta(days=1)
            yield from (day - eve for day in _lunar_days(festival.month, festival.day, year) if day.year == year)


def _lunar_days(month: int, day: int, year: int) -> Iterator[date]:
    """Return when a lunar day falls in the lunar years around a solar one; leap months do not repeat a festival."""
    from borax.calendars.lunardate import LunarDate

    for lunar_year in (year - 1, year):
        yield LunarDate(lunar_year, month, day).to_solar_date()


def same_lunar_day(day: date, year: int) -> date:
    """Return the day of another solar year with the same lunar month and day; the nearest where there is none.

    Last year's Spring Festival weeks are compared with this year's by this shift.
    """
    from borax.calendars.lunardate import LunarDate

    lunar = LunarDate.from_solar(day)
    lunar_year = lunar.year + (year - day.year)
    try:
        found = LunarDate(lunar_year, lunar.month, lunar.day)
    except ValueError:  # that year's month has 29 days
        found = LunarDate(lunar_year, lunar.month, 29)
    return cast("date", found.to_solar_date())


def workdays_before(day: date, count: int) -> date:
    """Return the last workday that is at least ``count`` calendar days before ``day``."""
    found = day - timedelta(days=count)
    while not day_info(found).workday:
        found -= timedelta(days=1)
    return found
