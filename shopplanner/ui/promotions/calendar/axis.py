"""The timeline's axis: which moment lies where across, for any zoom; arithmetic only."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from typing import Final

from shopplanner.ui.promotions.calendar.grid import share

LEAST_DAYS: Final = 7.0
MOST_DAYS: Final = 750.0
ZOOMS: Final = {"year": 366, "quarter": 92, "weeks": 42}
"""Days across the page by name of the zoom."""


@dataclass(frozen=True)
class Axis:
    """Days along a line.

    Attributes:
        start: the moment at the left end, as days since year 1 with a fraction.
        days: how many days the line shows.
        left: where the line begins, in pixels.
        width: how long it is.
    """

    start: float
    days: float
    left: float
    width: float

    @property
    def scale(self) -> float:
        """Pixels of a day."""
        return self.width / self.days

    @property
    def right(self) -> float:
        """Where the line ends."""
        return self.left + self.width

    @property
    def first(self) -> date:
        """First day that is seen."""
        return date.fromordinal(int(self.start))

    @property
    def last(self) -> date:
        """Last day that is seen."""
        return date.fromordinal(max(int(self.start), math.ceil(self.start + self.days) - 1))

    @property
    def middle(self) -> date:
        """The day in the middle."""
        return date.fromordinal(int(self.start + self.days / 2))

    def place(self, days: float) -> float:
        """Return where a number of days since year 1 lies."""
        return self.left + (days - self.start) * self.width / self.days

    def x(self, moment: datetime) -> float:
        """Return where a moment lies; left or right of the line if it is not seen."""
        return self.place(number(moment))

    def day_x(self, day: date) -> float:
        """Return where a day begins."""
        return self.place(day.toordinal())

    def moment(self, x: float) -> datetime:
        """Return the moment at a place, to the second."""
        days = self.start + (x - self.left) * self.days / self.width
        whole = int(days)
        return datetime.combine(date.fromordinal(whole), time()) + timedelta(seconds=round((days - whole) * 86_400))

    def day(self, x: float) -> date:
        """Return the day at a place."""
        return date.fromordinal(int(self.start + (x - self.left) * self.days / self.width))

    def seen(self, begin: float, end: float) -> bool:
        """Whether any part of a span is seen."""
        return end > self.start and begin < self.start + self.days

    def scrolled(self, pixels: float) -> Axis:
        """Return the axis moved on by pixels."""
        return replace(self, start=self.start + pixels / self.scale)

    def zoomed(self, factor: float, x: float) -> Axis:
        """Return the axis with days ``factor`` times as wide; the moment at ``x`` stays where it is."""
        days = min(MOST_DAYS, max(LEAST_DAYS, self.days / factor))
        held = self.start + (x - self.left) / self.scale
        return replace(self, days=days, start=held - (x - self.left) * days / self.width)

    def within(self, first: date, last: date) -> Axis:
        """Return the axis moved so that it shows nothing outside a span of days, if it is not longer than that."""
        low, high = float(first.toordinal()), float(last.toordinal() + 1)
        days = min(self.days, high - low)
        return replace(self, days=days, start=min(max(self.start, low), high - days))

    def showing(self, day: date) -> Axis:
        """Return the axis moved just so far that a day is seen, with some room around it."""
        edge = min(self.days / 8, 7.0)
        begin, end = day.toordinal() - edge, day.toordinal() + 1 + edge
        if begin < self.start:
            return replace(self, start=begin)
        return replace(self, start=end - self.days) if end > self.start + self.days else self

    def around(self, day: date, days: float) -> Axis:
        """Return the axis with a day a third from its left end, showing so many days."""
        return replace(self, days=days, start=day.toordinal() - days / 3)

    def sized(self, left: float, width: float) -> Axis:
        """Return the same days on another place."""
        return replace(self, left=left, width=max(1.0, width))


def number(moment: datetime) -> float:
    """Return a moment as days since year 1 with a fraction."""
    return moment.toordinal() + share(moment)
