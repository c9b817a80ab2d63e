"""Recurrence rules of RFC 5545 by days, followed over a limited span.

Every loop goes over the days of that span, so that a rule that never happens ends as soon as any other. Rules by hours
and less, by week numbers and by days of the year are not for promotions and are refused.
"""

from __future__ import annotations

import calendar
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
FREQUENCIES = ("DAILY", "WEEKLY", "MONTHLY", "YEARLY")
KNOWN = frozenset({"FREQ", "INTERVAL", "COUNT", "UNTIL", "WKST", "BYDAY", "BYMONTHDAY", "BYMONTH", "BYSETPOS"})
LONGEST = 400
"""Letters of a rule at most."""
ONE_DAY = timedelta(days=1)
DAY_END = time(23, 59, 59)
AHEAD_OF_UTC = timedelta(hours=8)
"""China Standard Time."""


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule as it was written.

    Attributes:
        frequency: one of ``FREQUENCIES``.
        interval: every so many of them.
        count: number of occurrences; 0 if it does not end by it.
        until: the last possible moment, local.
        week_start: the weekday that weeks begin with, Monday 0.
        weekdays: weekdays by their number in the month or year, counted from the end if below zero, 0 for all.
        month_days: days of the month, from its end if below zero.
        months: months of the year.
        positions: which of a period's days, from the end if below zero.
    """

    frequency: str
    interval: int = 1
    count: int = 0
    until: datetime | None = None
    week_start: int = 0
    weekdays: tuple[tuple[int, int], ...] = ()
    month_days: tuple[int, ...] = ()
    months: tuple[int, ...] = ()
    positions: tuple[int, ...] = ()


def parts_of(text: str) -> dict[str, str]:
    """Return the parts of a rule's text by name."""
    pairs = (part.partition("=") for part in text.upper().removeprefix("RRULE:").split(";") if part)
    return {name.strip(): value.strip() for name, _, value in pairs}


def parse(text: str) -> Rule:
    """Return a rule from its text.

    Raises:
        ValueError: if it is none, or of a kind that is not for promotions.
    """
    parts = parts_of(text)
    if len(text) > LONGEST or not set(parts) <= KNOWN or parts.get("FREQ") not in FREQUENCIES:
        raise ValueError(text)
    rule = Rule(
        frequency=parts["FREQ"],
        interval=_number(parts.get("INTERVAL", "1"), 1, 1000),
        count=_number(parts["COUNT"], 1, 1_000_000) if "COUNT" in parts else 0,
        until=until_of(parts["UNTIL"]) if "UNTIL" in parts else None,
        week_start=WEEKDAYS.index(parts.get("WKST", "MO")),
        weekdays=tuple(_weekday(each) for each in _listed(parts, "BYDAY")),
        month_days=tuple(_signed(each, 31) for each in _listed(parts, "BYMONTHDAY")),
        months=tuple(_number(each, 1, 12) for each in _listed(parts, "BYMONTH")),
        positions=tuple(_signed(each, 366) for each in _listed(parts, "BYSETPOS")),
    )
    by_week = rule.frequency in {"DAILY", "WEEKLY"}
    if by_week and (any(nth for nth, _day in rule.weekdays) or (rule.frequency == "WEEKLY" and rule.month_days)):
        raise ValueError(text)
    if rule.positions and not (rule.weekdays or rule.month_days or rule.months):
        raise ValueError(text)
    return rule


def _listed(parts: dict[str, str], name: str) -> list[str]:
    return parts[name].split(",") if name in parts else []


def _number(text: str, least: int, most: int) -> int:
    found = int(text)
    if not least <= found <= most:
        raise ValueError(text)
    return found


def _signed(text: str, most: int) -> int:
    """Return a number from 1, or from the end from -1."""
    found = _number(text, -most, most)
    if not found:
        raise ValueError(text)
    return found


def _weekday(text: str) -> tuple[int, int]:
    """Return the number before a weekday and the weekday: ``2TU``, ``-1SU``, ``MO``."""
    number = text[:-2]
    return _signed(number, 53) if number else 0, WEEKDAYS.index(text[-2:])


def until_of(text: str) -> datetime:
    """Return the last possible moment in local time; a day counts to its end.

    Raises:
        ValueError: if it is no moment.
    """
    if "T" not in text:
        return datetime.combine(datetime.strptime(text, "%Y%m%d"), DAY_END)  # noqa: DTZ007 - local by definition
    moment = datetime.strptime(text.removesuffix("Z"), "%Y%m%dT%H%M%S")  # noqa: DTZ007 - made local below
    return moment + AHEAD_OF_UTC if text.endswith("Z") else moment


def occurrences(rule: Rule, first: datetime, end: datetime, most: int) -> list[date]:
    """Return the days that a rule gives from a moment to another, ``most`` of them at most.

    The day of ``first`` is among them only if the rule gives it.
    """
    last = min(end, rule.until) if rule.until else end
    limit = min(rule.count or most, most)
    found: list[date] = []
    for period in _periods(rule, first.date(), last.date()):
        for day in _chosen(rule, period, first.date()):
            if day < first.date():
                continue
            if datetime.combine(day, first.time()) > last or len(found) == limit:
                return found
            found.append(day)
    return found


def _periods(rule: Rule, first: date, last: date) -> Iterator[list[date]]:
    """Yield the days of each period in which the rule holds: days, weeks, months or years, every so many of them."""
    match rule.frequency:
        case "DAILY" | "WEEKLY":
            length = 1 if rule.frequency == "DAILY" else 7
            start = first if length == 1 else first - timedelta(days=(first.weekday() - rule.week_start) % 7)
            while start <= last:
                yield [start + number * ONE_DAY for number in range(length)]
                start += timedelta(days=length * rule.interval)
        case "MONTHLY":
            number = first.year * 12 + first.month - 1
            while number <= last.year * 12 + last.month - 1:
                yield _month(number // 12, number % 12 + 1)
                number += rule.interval
        case _:
            for year in range(first.year, last.year + 1, rule.interval):
                yield [day for month in range(1, 13) for day in _month(year, month)]


def _month(year: int, month: int) -> list[date]:
    return [date(year, month, day) for day in range(1, calendar.monthrange(year, month)[1] + 1)]


def _chosen(rule: Rule, period: list[date], first: date) -> list[date]:
    """Return the days of a period that the rule gives."""
    days = [day for day in period if _fits(rule, day, first)]
    if not rule.positions:
        return days
    count = len(days)
    places = {each - 1 if each > 0 else count + each for each in rule.positions}
    return [day for place, day in enumerate(days) if place in places]


def _fits(rule: Rule, day: date, first: date) -> bool:
    """Return whether a day of a period is one of the rule's; what the rule does not say is as on the first day."""
    if rule.months and day.month not in rule.months:
        return False
    length = calendar.monthrange(day.year, day.month)[1]
    if rule.month_days and not {day.day, day.day - length - 1} & set(rule.month_days):
        return False
    if rule.weekdays:
        return any(weekday == day.weekday() and _is_nth(rule, day, nth) for nth, weekday in rule.weekdays)
    match rule.frequency:
        case "WEEKLY":
            return day.weekday() == first.weekday()
        case "MONTHLY":
            return bool(rule.month_days) or day.day == first.day
        case "YEARLY":
            same_month = bool(rule.months) or day.month == first.month
            return bool(rule.month_days) or (same_month and day.day == first.day)
        case _:
            return True


def _is_nth(rule: Rule, day: date, nth: int) -> bool:
    """Return whether a day is the n-th of its weekday in its month; in its year if the rule goes by years alone."""
    if not nth:
        return True
    begin, length = day.day, calendar.monthrange(day.year, day.month)[1]
    if rule.frequency == "YEARLY" and not rule.months:
        begin, length = day.timetuple().tm_yday, 366 if calendar.isleap(day.year) else 365
    return nth == ((begin - 1) // 7 + 1 if nth > 0 else -((length - begin) // 7 + 1))
