"""The line of the lowest price: what a campaign that begins on a day must not be above."""

from __future__ import annotations

from collections import deque
from collections.abc import Mapping
from datetime import date, timedelta

from shopplanner.domain.promotions.rounding import WHOLE

DAY = timedelta(days=1)


def window(day: date, days: int) -> tuple[date, date]:
    """Return the days that the line of a day looks at: those before it, the day itself not among them.

    A sale that begins on 20 October looks at 5 to 19 October. That the platform counts likewise is not confirmed.
    """
    return day - days * DAY, day - DAY


def line_days(lows: Mapping[date, int], first: date, last: date, days: int) -> dict[date, int | None]:
    """Return the lowest price of the window before each day of a span; None where the window has no price."""
    found: dict[date, int | None] = {}
    rising: deque[tuple[date, int]] = deque()
    day = first - days * DAY
    while day <= last:
        while rising and rising[0][0] < day - days * DAY:
            rising.popleft()
        if day >= first:
            found[day] = rising[0][1] if rising else None
        low = lows.get(day)
        if low is not None:
            while rising and rising[-1][1] >= low:
                rising.pop()
            rising.append((day, low))
        day += DAY
    return found


def fits(price: int, line: int | None, rate: int = 0) -> bool:
    """Return whether a registered price is at most the line after the campaign's rate, compared unrounded.

    The platform compares the unrounded value: 56.93 less 12 % is 50.0984, refused against a line of 50.00.
    """
    return line is None or price * (WHOLE - rate) <= line * WHOLE


def first_day_to_enter(line: Mapping[date, int | None], price: int, rate: int = 0) -> date | None:
    """Return the first day on which a registered price fits the line; None if none of the days does."""
    return next((day for day in sorted(line) if fits(price, line[day], rate)), None)
