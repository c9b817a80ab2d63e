"""Where days and bars lie on the month's picture: arithmetic of rectangles, no painting."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from PySide6.QtCore import QPointF, QRectF

from shopplanner.ui.promotions.calendar.layout import Bar

INSET = 4
HALF = 0.5
"""Bars that start or end within a day are drawn to its middle at least, so that a short one can be read and held."""


@dataclass(frozen=True)
class Spot:
    """A place on the grid: a day, and how far the day has gone, 0 to 1."""

    day: date
    share: float


@dataclass(frozen=True)
class Grid:
    """Measures of a month's picture in logical pixels.

    Attributes:
        head: height of the line with weekday names.
        line: height of a day's first line, with its date.
        bar: height of a bar.
        gap: room between two bars.
        room: by week, how many lines of bars are shown; weeks with more end with a line that counts the rest.
    """

    width: float
    height: float
    first: date
    weeks: int
    head: float
    line: float
    bar: float
    gap: float
    room: tuple[int, ...] = ()

    def cell(self, number: int) -> QRectF:
        """Return the rectangle of a day by its number on the grid."""
        week, column = divmod(number, 7)
        width, height = self.width / 7, (self.height - self.head) / self.weeks
        left, top = round(column * width), round(self.head + week * height)
        right, bottom = round((column + 1) * width), round(self.head + (week + 1) * height)
        return QRectF(left, top, right - left, bottom - top)

    def bar_rect(self, bar: Bar) -> QRectF:
        """Return the rectangle of a bar; a start or end within a day is drawn within its cell."""
        first, last = self.cell(bar.week * 7 + bar.first), self.cell(bar.week * 7 + bar.last)
        left, right = first.left(), last.right()
        begin = min(HALF, share(bar.promotion.starts)) if bar.begins else 0.0
        end = max(HALF, share(bar.promotion.ends + timedelta(seconds=1)) or 1.0) if bar.ends else 1.0
        if bar.first == bar.last:
            end = max(end, begin + HALF)
        left += begin * first.width() + (INSET if bar.begins else 0)
        right -= (1.0 - end) * last.width() + (INSET if bar.ends else 0)
        return QRectF(left, self.slot_top(bar.week, bar.slot), right - left, self.bar)

    def slot_top(self, week: int, slot: int) -> float:
        """Return the upper edge of a line of bars."""
        return self.cell(week * 7).top() + self.line + slot * (self.bar + self.gap)

    def spot(self, point: QPointF) -> Spot | None:
        """Return the day under a point; None above the days or outside."""
        height = (self.height - self.head) / self.weeks
        if point.y() < self.head or not 0 <= point.x() < self.width or point.y() >= self.height:
            return None
        week = min(self.weeks - 1, int((point.y() - self.head) / height))
        across = point.x() / (self.width / 7)
        column = min(6, int(across))
        return Spot(self.first + timedelta(days=week * 7 + column), across - column)

    def shows(self, bar: Bar) -> bool:
        """Whether a bar has room."""
        return bar.slot < self.room[bar.week]


def share(moment: datetime) -> float:
    """Return how far a day has gone, 0 to 1."""
    return (moment.hour * 3600 + moment.minute * 60 + moment.second) / 86_400


def rooms(bars: Sequence[Bar], weeks: int, height: float, bar: float, gap: float) -> tuple[int, ...]:
    """Return how many lines of bars each week shows in a height; where not all fit, one line is left for the count."""
    fitting = max(1, int((height + gap) // (bar + gap)))
    found = []
    for week in range(weeks):
        needed = max((each.slot + 1 for each in bars if each.week == week), default=0)
        found.append(fitting if needed <= fitting else max(1, fitting - 1))
    return tuple(found)


def hidden(bars: Sequence[Bar], grid: Grid) -> Mapping[int, int]:
    """Return by day number how many bars have no room."""
    counts: dict[int, int] = {}
    for bar in bars:
        if not grid.shows(bar):
            for number in range(bar.week * 7 + bar.first, bar.week * 7 + bar.last + 1):
                counts[number] = counts.get(number, 0) + 1
    return counts
