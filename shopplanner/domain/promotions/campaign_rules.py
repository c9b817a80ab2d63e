"""Rules of the platform's campaigns that are arithmetic: check cycles, the limit of give-aways, price protection."""

from __future__ import annotations

import calendar
from datetime import date, datetime, timedelta

GIVE_AWAY_LIMIT = 100_000_00
"""Most that a coupon may give away in all, in fen (100,000 yuan; coupon page, 2026-06-02)."""

FREE_GIVE_AWAY_LIMIT = 500_000_00
"""The same for a coupon without a threshold, as that page states it."""

PROTECTION_DAYS = 7
"""Days after payment in which a buyer may claim a price difference (daily campaign whitepaper)."""

LONGEST_PROTECTION = 60
"""Most days for which a campaign may name such a protection; prices are watched as far."""


def check_cycle(day: date) -> tuple[date, date]:
    """Return the check cycle that a day lies in: days 1-5, 6-10, ... and 26 to the month's end (whitepaper)."""
    start = min((day.day - 1) // 5 * 5 + 1, 26)
    last = calendar.monthrange(day.year, day.month)[1] if start == 26 else start + 4
    return day.replace(day=start), day.replace(day=last)


def covers_cycle(starts: datetime, ends: datetime, day: date) -> bool:
    """Return whether an offer covers the whole check cycle of a day, both ends included to the second."""
    first, last = check_cycle(day)
    return starts <= datetime.combine(first, datetime.min.time()) and ends >= datetime.combine(
        last, datetime.max.time().replace(microsecond=0)
    )


def give_away(face: int, quantity: int, *, free: bool = False) -> tuple[int, bool]:
    """Return what a coupon gives away in all, in fen, and whether the platform accepts it; ``free`` of a threshold."""
    total = face * quantity
    return total, total <= (FREE_GIVE_AWAY_LIMIT if free else GIVE_AWAY_LIMIT)


def protected_difference(
    paid: int, paid_at: datetime, later_price: int, seen_at: datetime, days: int = PROTECTION_DAYS
) -> int:
    """Return what a buyer may claim back when the price falls after payment, in fen; red packets do not count."""
    within = paid_at <= seen_at <= paid_at + timedelta(days=days)
    return max(0, paid - later_price) if within else 0
