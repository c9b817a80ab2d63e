"""When something comes back: rules as RFC 5545 writes them, their days, and their wording."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from shopplanner.domain.errors import RuleError
from shopplanner.domain.messages import message
from shopplanner.domain.promotions import recurrence as rules
from shopplanner.domain.promotions.recurrence import WEEKDAYS, Rule
from shopplanner.foundation.i18n import text
from shopplanner.services import wording

MOST = 120
"""Occurrences that a series may have."""
HORIZON = timedelta(days=3 * 366)
"""How far a rule without an end, or with a distant one, is followed."""
LAST = -1
NTH = range(1, 6)
"""Weekdays of a month that are counted from its beginning."""
EVERY_MONTH = range(1, 29)
"""Days that every month has; a rule by a later one leaves out months, which no planner means."""


@dataclass(frozen=True, slots=True)
class Rhythm:
    """A rule that a planner thinks in.

    Attributes:
        every: ``week`` or ``month``.
        interval: every so many of them.
        weekdays: the weekdays of a week, Monday 0; empty for that of the first day; of a month only one.
        month_day: the day of the month, or ``LAST``; the month's last where it has no such day.
        nth: the how manieth such weekday of the month, or ``LAST``; 0 if the month goes by its days.
        count: number of occurrences; 0 if it ends otherwise.
        until: the last possible day.
    """

    every: str = "week"
    interval: int = 1
    weekdays: tuple[int, ...] = ()
    month_day: int = 0
    nth: int = 0
    count: int = 0
    until: date | None = None

    def rule(self) -> str:
        """Return it as an RFC 5545 recurrence rule."""
        parts = ["FREQ=WEEKLY" if self.every == "week" else "FREQ=MONTHLY"]
        parts += [f"INTERVAL={self.interval}"] if self.interval > 1 else []
        parts += [self._by()] if self._by() else []
        parts += [f"COUNT={self.count}"] if self.count else []
        parts += [f"UNTIL={self.until:%Y%m%d}T155959Z"] if self.until and not self.count else []
        return ";".join(parts)

    def _by(self) -> str:
        if self.every == "week":
            return f"BYDAY={','.join(WEEKDAYS[each] for each in sorted(self.weekdays))}" if self.weekdays else ""
        if self.nth:
            return f"BYDAY={self.nth}{WEEKDAYS[self.weekdays[0]]}"
        if self.month_day in {29, 30}:
            days = ",".join(str(day) for day in range(28, self.month_day + 1))
            return f"BYMONTHDAY={days};BYSETPOS=-1"
        return f"BYMONTHDAY={LAST if self.month_day == 31 else self.month_day}" if self.month_day else ""


def rhythm_of(rule: str) -> Rhythm | None:
    """Return a rule as a planner thinks of it; None if it is of another kind, or no rule."""
    try:
        found = rules.parse(rule)
    except (ValueError, OverflowError):
        return None
    by = _read_week(found) if found.frequency == "WEEKLY" else _read_month(found)
    if by is None or found.months or found.frequency not in {"WEEKLY", "MONTHLY"}:
        return None
    return Rhythm(
        every="week" if found.frequency == "WEEKLY" else "month",
        interval=found.interval,
        count=found.count,
        until=found.until.date() if found.until else None,
        **by,
    )


def _read_week(found: Rule) -> dict[str, Any] | None:
    """Return the fields of a rhythm that say on which days of a week; None if the rule says more."""
    return None if found.positions else {"weekdays": tuple(day for _nth, day in found.weekdays)}


def _read_month(found: Rule) -> dict[str, Any] | None:
    """Return the fields of a rhythm that say on which day of a month; None if the rule says more than it can."""
    match found.weekdays, found.month_days, found.positions:
        case (), (), ():
            return {}
        case ((nth, weekday),), (), () if nth == LAST or nth in NTH:
            return {"weekdays": (weekday,), "nth": nth}
        case (), (day,), () if day == LAST or day in EVERY_MONTH:
            return {"month_day": day}
        case (), (28, 29), (-1,):
            return {"month_day": 29}
        case (), (28, 29, 30), (-1,):
            return {"month_day": 30}
        case _:
            return None


def days(rule: str, first: date, left_out: Collection[date] = (), *, at: time = time(), most: int = MOST) -> list[date]:
    """Return the days of a rule from a first one on, without those left out (EXDATE).

    As in RFC 5545 the first day counts as an occurrence whether or not the rule gives it.

    Args:
        rule: the rule; moments in it are local, or UTC if they say so.
        first: the first day.
        left_out: days that do not take place.
        at: when on a day it begins, which a last moment may fall before.
        most: number of days at most.

    Raises:
        RuleError: if it is no rule, or one by hours and less.
    """
    found = _expanded(rule, datetime.combine(first, at), most)
    found = found if first in found else [first, *found][:most]
    return [day for day in found if day not in left_out]


def begin(rule: str, day: date) -> date:
    """Return the first day of a rule on or after a day; that day itself if the rule gives none.

    Raises:
        RuleError: if it is no rule.
    """
    return next(iter(_expanded(rule, datetime.combine(day, time()), 1)), day)


def _expanded(rule: str, first: datetime, most: int) -> list[date]:
    try:
        return rules.occurrences(rules.parse(rule), first, first + HORIZON, most)
    except (ValueError, OverflowError) as error:
        raise RuleError(message("rhythm.rule.unknown")) from error


def ended(rule: str, last: date) -> str:
    """Return a rule that ends with a day."""
    kept = (f"{name}={value}" for name, value in rules.parts_of(rule).items() if name not in {"COUNT", "UNTIL"})
    return ";".join([*kept, f"UNTIL={last:%Y%m%d}T155959Z"])


def describe(rule: str) -> str:
    """Return a rule in words; one of a kind that nobody plans by as it is written."""
    rhythm = rhythm_of(rule)
    if rhythm is None:
        return rule
    words = _week_words(rhythm) if rhythm.every == "week" else _month_words(rhythm)
    if rhythm.count:
        return text("rhythm.words.count", words=words, n=rhythm.count)
    return text("rhythm.words.until", words=words, day=rhythm.until) if rhythm.until else words


def _week_words(rhythm: Rhythm) -> str:
    named = listed_weekdays(rhythm.weekdays)
    key = "week" if rhythm.interval == 1 else "weeks"
    if not named:
        return text(f"rhythm.words.{key}", n=rhythm.interval)
    return text(f"rhythm.words.{key}_on", n=rhythm.interval, weekdays=named)


def _month_words(rhythm: Rhythm) -> str:
    if rhythm.nth:
        which = "last" if rhythm.nth == LAST else str(rhythm.nth)
        on = text(f"rhythm.words.nth_{which}", weekday=listed_weekdays(rhythm.weekdays))
    elif rhythm.month_day in {LAST, 31}:
        on = text("rhythm.words.last_day")
    elif rhythm.month_day:
        on = text("rhythm.words.month_day", day=str(rhythm.month_day))
    else:
        on = text("rhythm.words.same_day")
    if rhythm.interval == 1:
        return text("rhythm.words.month", on=on)
    return text("rhythm.words.months", n=rhythm.interval, on=on)


def listed_weekdays(weekdays: Sequence[int]) -> str:
    """Return weekdays by name, one after the other."""
    names = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
    return wording.listed(text(f"rhythm.weekday.{names[each]}") for each in sorted(weekdays))
