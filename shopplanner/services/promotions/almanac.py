"""The planner's calendar: lunar days, solar terms, festivals, public holidays and exchanged workdays."""

from __future__ import annotations

import calendar
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import lru_cache
from types import MappingProxyType
from typing import cast

from shopplanner.foundation import packs
from shopplanner.foundation.bilingual import Bilingual
from shopplanner.services.promotions import festivals
from shopplanner.services.promotions.festivals import Factor, Festival

WEEK = timedelta(days=7)
WEEKEND = 5


@dataclass(frozen=True)
class HolidaySpan:
    """A public holiday, or with ``workday`` a weekend day that is worked for it; both days included."""

    name: Bilingual
    first: str
    last: str
    workday: bool = False
    verified: bool = True


@dataclass(frozen=True, slots=True)
class Override:
    """A day that the shop works or has off against the packs; ``name`` is why."""

    working: bool
    name: str = ""


Overrides = Mapping[date, Override]
NO_OVERRIDES: Overrides = MappingProxyType({})


@dataclass(frozen=True)
class DayInfo:
    """What the calendar shows of a day.

    Attributes:
        lunar: its lunar day in Chinese, or the lunar month on the first day of one.
        term: the solar term that begins on it.
        festivals: festivals and platform events that begin on it; unverified ones are marked.
        holiday: name of the public holiday it belongs to.
        make_up: whether it is a weekend day that is worked.
        running: platform events that began before it and are not over.
        factors: what else counts on it: pay days, school terms, couriers' rest.
        override: what the shop itself has said of it.
    """

    day: date
    lunar: str
    term: str
    festivals: tuple[Festival, ...]
    holiday: Bilingual | None
    make_up: bool
    running: tuple[Festival, ...] = ()
    factors: tuple[Factor, ...] = ()
    override: Override | None = None

    @property
    def workday(self) -> bool:
        """Whether offices work on it."""
        return self.make_up or (self.holiday is None and self.day.weekday() < WEEKEND)


def month_grid(year: int, month: int, *, weeks: int = 0) -> list[date]:
    """Return the days of the weeks that a month touches, Monday first; or ``weeks`` weeks from its first one."""
    first = date(year, month, 1)
    start = first - timedelta(days=first.weekday())
    last = date(year, month, calendar.monthrange(year, month)[1])
    count = weeks or ((last - start).days // 7 + 1)
    return [start + timedelta(days=offset) for offset in range(count * 7)]


def describe(days: Iterable[date], overrides: Overrides = NO_OVERRIDES) -> list[DayInfo]:
    """Return what the calendar shows of each day, with what the shop has said of it."""
    return [day_info(day, overrides) for day in days]


def day_info(day: date, overrides: Overrides = NO_OVERRIDES) -> DayInfo:
    """Return what the calendar shows of a day, with what the shop has said of it."""
    info = _by_packs(day)
    override = overrides.get(day)
    if override is None:
        return info
    named = Bilingual(override.name, override.name) if override.name else _UNNAMED
    return replace(
        info,
        holiday=None if override.working else info.holiday or named,
        make_up=override.working and (info.holiday is not None or day.weekday() >= WEEKEND),
        override=override,
    )


_UNNAMED = Bilingual("Day off", "休息")


@lru_cache(maxsize=2000)
def _by_packs(day: date) -> DayInfo:
    """Return what the packs say of a day."""
    from borax.calendars.lunardate import LunarDate

    lunar = LunarDate.from_solar(day)
    span = _holidays(day.year).get(day)
    return DayInfo(
        day=day,
        lunar=lunar.cn_month + "月" if lunar.day == 1 else lunar.cn_day,
        term=_term(day) or "",
        festivals=festivals.of_year(day.year).get(day, ()),
        holiday=span.name if span and not span.workday else None,
        make_up=bool(span and span.workday),
        running=festivals.running(day),
        factors=festivals.factors_of(day.year).get(day, ()),
    )


def _term(day: date) -> str | None:
    """Return the solar term that begins on a day: from the table, outside of its years by calendar arithmetic."""
    from borax.calendars.lunardate import LunarDate

    table = festivals.terms()
    if min(table).year <= day.year <= max(table).year:
        return table.get(day)
    return cast("str | None", LunarDate.from_solar(day).term)


@lru_cache(maxsize=32)
def _holidays(year: int) -> dict[date, HolidaySpan]:
    found: dict[date, HolidaySpan] = {}
    for span in holiday_spans(year):
        first, last = date.fromisoformat(span.first), date.fromisoformat(span.last)
        for offset in range((last - first).days + 1):
            found[first + timedelta(days=offset)] = span
    return found


def holiday_spans(year: int) -> tuple[HolidaySpan, ...]:
    """Return a year's public holidays and make-up workdays as its pack has them; none without a pack."""
    if str(year) not in packs.names("holidays"):
        return ()
    return packs.load("holidays", str(year), HolidaySpan).entries


def forget() -> None:
    """Read festivals and holidays anew when they are next asked for, after their packs changed."""
    festivals.forget()
    for kept in (_by_packs, _holidays):
        kept.cache_clear()


def holidays_announced(year: int, overrides: Overrides = NO_OVERRIDES) -> bool:
    """Return whether a year's exchanged workdays are known: announced, or set by the shop."""
    said = (day.year == year and each.working and day.weekday() >= WEEKEND for day, each in overrides.items())
    return any(span.workday for span in holiday_spans(year)) or any(said)


def workdays_before(day: date, count: int, overrides: Overrides = NO_OVERRIDES) -> date:
    """Return the last workday that is at least ``count`` calendar days before ``day``."""
    found = day - timedelta(days=count)
    while not day_info(found, overrides).workday:
        found -= timedelta(days=1)
    return found
