"""Where a promotion falls in another year: as far from its festival, on the same date, or on the same weekday."""

from __future__ import annotations

import calendar
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from shopplanner.domain.promotions.plan import Promotion
from shopplanner.services.promotions import festivals
from shopplanner.services.promotions.festivals import Festival

KEEPS = ("festival", "date", "weekday")
SHORTEST, LONGEST = timedelta(days=320), timedelta(days=410)
"""No shift by one year is shorter or longer: lunar festivals move by 354 to 384 days."""


@dataclass(frozen=True, slots=True)
class Anchor:
    """The festival that a promotion belongs to, its day, and its day in the other year."""

    festival: Festival
    before: date
    after: date


@dataclass(frozen=True, slots=True)
class Shift:
    """How far a promotion moves; ``anchor`` is the festival whose distance it keeps, if it keeps one."""

    by: timedelta
    anchor: Anchor | None = None


def shift(promotion: Promotion, years: int, keep: str) -> Shift:
    """Return how far a promotion moves into a year so many years on.

    Args:
        promotion: what moves; its first day counts.
        years: how many years on; may be negative.
        keep: ``festival``: its distance to the festival that it belongs to, its date where it belongs to none;
            ``date``: its date, 29 February becoming the 28th; ``weekday``: the nearest day of the same weekday.
    """
    day = promotion.starts.date()
    same = _same_date(day, years)
    if keep == "weekday":
        ahead = (day.weekday() - same.weekday() + 3) % 7 - 3
        return Shift(same + timedelta(days=ahead) - day)
    anchor = _anchor(promotion, years) if keep == "festival" else None
    return Shift(anchor.after - anchor.before, anchor) if anchor else Shift(same - day)


def distance(promotion: Promotion, anchor: Anchor) -> int:
    """Return how many days a promotion begins after its festival; below zero if before it."""
    return (promotion.starts.date() - anchor.before).days


def _same_date(day: date, years: int) -> date:
    year = day.year + years
    return date(year, day.month, min(day.day, calendar.monthrange(year, day.month)[1]))


def _anchor(promotion: Promotion, years: int) -> Anchor | None:
    """Return the festival of a promotion: one that its name names, else the nearest; lunar ones before others.

    Nearness is measured by how far promotions for a festival reach, so that the weeks before Spring Festival are not
    taken for those before Valentine's Day.
    """
    first, last = promotion.starts.date(), promotion.ends.date()
    found = []
    for day, festival in _near(first, last):
        gap = max(day - last, first - day, timedelta(0)).days
        after = festivals.festival_day(festival, day.year + years)
        if gap <= festival.reach and after is not None:
            named = festival.name.zh_CN in promotion.name or festival.name.en in promotion.name
            far = gap / festival.reach
            found.append((not named, far, not festival.rule.startswith("lunar"), day, Anchor(festival, day, after)))
    return min(found, key=lambda each: each[:4])[-1] if found else None


def _near(first: date, last: date) -> Iterator[tuple[date, Festival]]:
    """Yield the festivals that promotions are made for, in and around a span."""
    for year in range(first.year - 1, last.year + 2):
        for festival in festivals.anchors():
            day = festivals.festival_day(festival, year)
            if day is not None:
                yield day, festival
