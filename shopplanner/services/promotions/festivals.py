"""Festivals and platform events by rule, the days they fall on, and the factors around them that also count."""

from __future__ import annotations

import calendar
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from shopplanner.foundation import packs
from shopplanner.foundation.bilingual import Bilingual

Rule = tuple[str, int, int, int, int]


@dataclass(frozen=True)
class Festival:
    """A yearly day by rule: ``solar`` and ``lunar`` dates, ``lunar_eve``, or the n-th weekday of a month.

    With the rule ``date`` it is an event of one year from ``first`` to ``last``.

    Attributes:
        offset: distance in days from a lunar date or an n-th weekday.
        platform: whether the platform holds it; ``source`` then says where its days are from.
        reach: how many days around it promotions are still made for it; none are for those without.
    """

    id: str
    name: Bilingual
    rule: str
    month: int = 0
    day: int = 0
    weekday: int = 0
    offset: int = 0
    grade: str = ""
    verified: bool = True
    platform: bool = False
    reach: int = 0
    first: str = ""
    last: str = ""
    source: str = ""

    @property
    def calculation(self) -> Rule:
        """What its days depend on."""
        return self.rule, self.month, self.day, self.weekday, self.offset


@dataclass(frozen=True)
class FestivalDays:
    """The days of a festival or, with the rule ``term``, of a solar term over the years of the table."""

    id: str
    name: Bilingual
    rule: str
    days: tuple[str, ...]
    month: int = 0
    day: int = 0
    weekday: int = 0
    offset: int = 0


@dataclass(frozen=True)
class Factor:
    """Something outside the shop that sales depend on: pay days, school terms, couriers' rest, weather.

    It begins on a day of every month (``monthly``), on a date (``solar``) or on a lunar date (``lunar``), ``before``
    days earlier, and ends ``after`` days later.
    """

    id: str
    name: Bilingual
    kind: str
    rule: str
    month: int = 0
    day: int = 0
    before: int = 0
    after: int = 0


@lru_cache(maxsize=1)
def festivals() -> tuple[Festival, ...]:
    """Return all festivals and platform events."""
    loaded = (packs.load("festivals", name, Festival).entries for name in packs.names("festivals"))
    return tuple(festival for entries in loaded for festival in entries)


@lru_cache(maxsize=1)
def anchors() -> tuple[Festival, ...]:
    """Return the festivals that promotions are made for."""
    return tuple(festival for festival in festivals() if festival.reach)


@lru_cache(maxsize=32)
def of_year(year: int) -> Mapping[date, tuple[Festival, ...]]:
    """Return a year's festivals by day; events that last by their first day."""
    found: dict[date, tuple[Festival, ...]] = {}
    for festival in festivals():
        for day in days_of(festival, year):
            found[day] = (*found.get(day, ()), festival)
    return found


def running(day: date) -> tuple[Festival, ...]:
    """Return the events that began before a day and are not over on it."""
    now = day.isoformat()
    return tuple(festival for festival in festivals() if festival.first < now <= festival.last)


@lru_cache(maxsize=2000)
def festival_day(festival: Festival, year: int) -> date | None:
    """Return a festival's first day in a year; None if it has none then."""
    return next(iter(days_of(festival, year)), None)


def days_of(festival: Festival, year: int) -> list[date]:
    """Return a festival's days in a year, from the table where it has them."""
    known = _table().get(festival.calculation)
    if known and known[0].year <= year <= known[-1].year:
        return [day for day in known if day.year == year]
    return list(calculated(festival, year))


def calculated(festival: Festival, year: int) -> Iterator[date]:
    """Yield a festival's days in a year by calendar arithmetic."""
    match festival.rule:
        case "date":
            first = date.fromisoformat(festival.first)
            yield from [first] if first.year == year else []
        case "solar":
            yield date(year, festival.month, festival.day)
        case "weekday":
            first = date(year, festival.month, 1)
            ahead = (festival.weekday - first.weekday()) % 7
            yield first + timedelta(days=ahead + 7 * (festival.day - 1) + festival.offset)
        case _:
            offset = festival.offset - (festival.rule == "lunar_eve")
            found = (day + timedelta(days=offset) for day in _lunar_days(festival.month, festival.day, year))
            yield from (day for day in found if day.year == year)


def _lunar_days(month: int, day: int, year: int) -> Iterator[date]:
    """Yield when a lunar day falls in the lunar years around a solar one; leap months do not repeat a festival."""
    from borax.calendars.lunardate import LunarDate

    for lunar_year in (year - 1, year, year + 1):
        yield LunarDate(lunar_year, month, day).to_solar_date()


@lru_cache(maxsize=1)
def _table() -> Mapping[Rule, tuple[date, ...]]:
    """Return the days of the table by what they depend on; a person's changed rule is not found in it."""
    return {
        (entry.rule, entry.month, entry.day, entry.weekday, entry.offset): _dates(entry)
        for entry in packs.load("festival_days", "festivals", FestivalDays).entries
    }


@lru_cache(maxsize=1)
def terms() -> Mapping[date, str]:
    """Return the solar terms of the table's years by day, by their Chinese names."""
    entries = packs.load("festival_days", "terms", FestivalDays).entries
    return {day: entry.name.zh_CN for entry in entries for day in _dates(entry)}


def _dates(entry: FestivalDays) -> tuple[date, ...]:
    return tuple(date.fromisoformat(day) for day in entry.days)


@lru_cache(maxsize=32)
def factors_of(year: int) -> Mapping[date, tuple[Factor, ...]]:
    """Return what else counts by day, over a year."""
    found: dict[date, tuple[Factor, ...]] = {}
    for name in packs.names("factors"):
        for factor in packs.load("factors", name, Factor).entries:
            for day in _factor_days(factor, year):
                found[day] = (*found.get(day, ()), factor)
    return found


def _factor_days(factor: Factor, year: int) -> Iterator[date]:
    for begin in _factor_starts(factor, year):
        for offset in range(-factor.before, factor.after + 1):
            day = begin + timedelta(days=offset)
            if day.year == year:
                yield day


def _factor_starts(factor: Factor, year: int) -> Iterator[date]:
    match factor.rule:
        case "monthly":
            for month in range(1, 13):
                yield date(year, month, min(factor.day, calendar.monthrange(year, month)[1]))
        case "solar":
            yield date(year, factor.month, factor.day)
        case _:
            yield from _lunar_days(factor.month, factor.day, year)


def forget() -> None:
    """Read the packs anew when they are next asked for."""
    for kept in (festivals, anchors, of_year, festival_day, _table, terms, factors_of):
        kept.cache_clear()
