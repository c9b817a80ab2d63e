"""A drag on the calendar: which moments it stands for, snapped to whole days and to 20:00."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from shopplanner.domain.promotions.plan import Promotion
from shopplanner.ui.promotions.calendar.grid import share

DAY_END = time(23, 59, 59)
EVENING = time(20)
"""The hour at which platform events open."""
EVENING_END = time(19, 59, 59)
FREE_STEP = 15 * 60
"""Seconds between the moments that a drag with Alt can stop at."""
DAY = timedelta(days=1)
SECOND = timedelta(seconds=1)


@dataclass(frozen=True)
class Hit:
    """A bar under the mouse: which part of it, and the line that it stands on."""

    promotion: Promotion
    grip: str
    line: int = 0


@dataclass(frozen=True)
class Drag:
    """A drag under way.

    Attributes:
        kind: ``move``, ``start`` or ``end`` of a promotion, ``new`` over empty days, ``band`` to choose by a frame.
        origin: the moment where it began.
        current: the moment where it is.
        promotions: the promotions dragged, the one under the mouse first.
        lane: the lane of a new promotion; empty for that of its kind.
        line: line of the bar that was taken.
        fine: whether hours can be told apart on the picture; else only whole days count.
        free: whether it stops at any quarter of an hour.
        moved: whether the mouse has gone far enough to mean it.
    """

    kind: str
    origin: datetime
    current: datetime
    promotions: tuple[Promotion, ...] = ()
    lane: str = ""
    line: int = 0
    fine: bool = False
    free: bool = False
    moved: bool = False

    @property
    def promotion(self) -> Promotion | None:
        """The promotion under the mouse."""
        return self.promotions[0] if self.promotions else None

    @property
    def span(self) -> tuple[datetime, datetime]:
        """First and last moment that the drag would give to its promotion, or to a new one."""
        promotion = self.promotion
        if promotion is None:
            return self._new_span()
        if self.kind == "move":
            return promotion.starts + self.by, promotion.ends + self.by
        if self.kind == "start":
            return min(self._start(self.current), self._latest_start(promotion)), promotion.ends
        return promotion.starts, max(self._end(self.current), self._earliest_end(promotion))

    @property
    def by(self) -> timedelta:
        """How far it moves."""
        promotion, way = self.promotion, self.current - self.origin
        if promotion is None:
            return timedelta(0)
        if self.free:
            return _quarter(promotion.starts + way) - promotion.starts
        if not self.fine:
            return self.current.date() - self.origin.date()
        return nearest_start(promotion.starts + way, promotion.starts.time()) - promotion.starts

    def _new_span(self) -> tuple[datetime, datetime]:
        first, last = sorted((self.origin, self.current))
        if self.free:
            return _quarter(first), max(_quarter(last), _quarter(first) + timedelta(seconds=FREE_STEP)) - SECOND
        if not self.fine:
            return datetime.combine(first.date(), time()), datetime.combine(last.date(), DAY_END)
        return _opening(first), datetime.combine(last.date(), DAY_END)

    def _start(self, moment: datetime) -> datetime:
        if self.free:
            return _quarter(moment)
        return start_at(moment) if self.fine else datetime.combine(moment.date(), time())

    def _end(self, moment: datetime) -> datetime:
        if self.free:
            return _quarter(moment) - SECOND
        return end_at(moment) if self.fine else datetime.combine(moment.date(), DAY_END)

    def _latest_start(self, promotion: Promotion) -> datetime:
        if self.free:
            return promotion.ends + SECOND - timedelta(seconds=FREE_STEP)
        return datetime.combine(promotion.ends.date(), time())

    def _earliest_end(self, promotion: Promotion) -> datetime:
        if self.free:
            return promotion.starts + timedelta(seconds=FREE_STEP) - SECOND
        return datetime.combine(promotion.starts.date(), DAY_END)


def start_at(moment: datetime) -> datetime:
    """Return the nearest usual start: midnight, or 20:00 in the second half of a day."""
    return datetime.combine(moment.date(), time() if share(moment) < 0.5 else EVENING)


def end_at(moment: datetime) -> datetime:
    """Return the nearest usual end: the day before, 20:00 around the middle of a day, or its end."""
    passed = share(moment)
    if passed < 0.25:
        return datetime.combine(moment.date() - DAY, DAY_END)
    return datetime.combine(moment.date(), EVENING_END if passed < 0.7 else DAY_END)


def nearest_start(moment: datetime, kept: time) -> datetime:
    """Return the nearest start of a promotion that is moved: midnight, 20:00, or the hour that it had."""
    return min(_starts_around(moment.date(), kept), key=lambda each: (abs(each - moment), each.time() != kept))


def _starts_around(day: date, kept: time) -> Iterator[datetime]:
    for near in (day - DAY, day, day + DAY):
        for hour in (kept, time(), EVENING):
            yield datetime.combine(near, hour)


def _opening(moment: datetime) -> datetime:
    """Return where a new promotion begins: at midnight, or at 20:00 if it is drawn from the evening on."""
    return datetime.combine(moment.date(), EVENING if share(moment) >= 0.75 else time())


def _quarter(moment: datetime) -> datetime:
    """Return the nearest quarter of an hour."""
    midnight = datetime.combine(moment.date(), time())
    return midnight + timedelta(seconds=round((moment - midnight).total_seconds() / FREE_STEP) * FREE_STEP)


def clamped(day: date, first: date, last: date) -> date:
    """Return a day inside a span."""
    return min(max(day, first), last)
