"""Days and moments as integers: days and local seconds since 1970-01-01, as the fact tables keep them."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

EPOCH = date(1970, 1, 1)


def day_number(day: date) -> int:
    """Return the days from 1970-01-01 to ``day``."""
    return (day - EPOCH).days


def day_of(number: int) -> date:
    """Return the date ``number`` days after 1970-01-01."""
    return EPOCH + timedelta(days=number)


def moment_at(second: int) -> datetime:
    """Return the local moment so many seconds after the beginning of 1970-01-01."""
    return datetime.combine(EPOCH, time()) + timedelta(seconds=second)
