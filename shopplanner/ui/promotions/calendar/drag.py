"""A drag on the calendar: which moments it stands for, snapped to whole days and to 20:00."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from shopplanner.domain.promotions.plan import Promotion
from shopplanner.ui.promotions.calendar.grid import Spot

DAY_END = time(23, 59, 59)
EVENING = time(20)
"""The hour at which platform events open."""
EVENING_END = time(19, 59, 59)


@dataclass(frozen=True)
class Drag:
    """A drag under way.

    Attributes:
        kind: ``move``, ``start`` or ``end`` of a promotion, or ``new`` over empty days.
        slot: line of the bar that was taken.
        moved: whether the mouse has gone far enough to mean it.
    """

    kind: str
    origin: Spot
    current: Spot
    promotion: Promotion | None = None
    slot: int = 0
    moved: bool = False

    @property
    def span(self) -> tuple[datetime, datetime]:
        """First and last moment that the drag would give."""
        promotion = self.promotion
        if promotion is None:
            first, last = sorted((self.origin.day, self.current.day))
            return datetime.combine(first, time()), datetime.combine(last, DAY_END)
        if self.kind == "move":
            by = self.current.day - self.origin.day
            return promotion.starts + by, promotion.ends + by
        if self.kind == "start":
            return min(start_at(self.current), datetime.combine(promotion.ends.date(), time())), promotion.ends
        return promotion.starts, max(end_at(self.current), datetime.combine(promotion.starts.date(), DAY_END))

    @property
    def days(self) -> int:
        """Days that it moves by."""
        return (self.current.day - self.origin.day).days


def start_at(spot: Spot) -> datetime:
    """Return the nearest usual start: midnight, or 20:00 in the second half of a day."""
    return datetime.combine(spot.day, time() if spot.share < 0.5 else EVENING)


def end_at(spot: Spot) -> datetime:
    """Return the nearest usual end: the day before, 20:00 around the middle of a day, or its end."""
    if spot.share < 0.25:
        return datetime.combine(spot.day - timedelta(days=1), DAY_END)
    return datetime.combine(spot.day, EVENING_END if spot.share < 0.7 else DAY_END)


def clamped(day: date, first: date, last: date) -> date:
    """Return a day inside a span."""
    return min(max(day, first), last)
