"""Where days and bars lie on the month's picture: arithmetic of rectangles, no painting."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cached_property
from itertools import accumulate, pairwise

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
        tops: upper edges of the weeks, and the lower edge of the last one.
        head: height of the line with weekday names.
        line: height of a day's first line, with its date.
        bar: height of a bar.
        gap: room between two bars.
    """

    width: float
    first: date
    tops: tuple[float, ...]
    head: float
    line: float
    bar: float
    gap: float

    @cached_property
    def _cells(self) -> list[QRectF]:
        return [self._rect(number) for number in range(7 * (len(self.tops) - 1))]

    @cached_property
    def _rooms(self) -> list[int]:
        heights = (below - top for top, below in pairwise(self.tops))
        return [max(1, int((height - self.line) // (self.bar + self.gap))) for height in heights]

    def cell(self, number: int) -> QRectF:
        """Return the rectangle of a day by its number on the grid."""
        return self._cells[number]

    def _rect(self, number: int) -> QRectF:
        week, column = divmod(number, 7)
        left, right = (round(edge * self.width / 7) for edge in (column, column + 1))
        top, bottom = round(self.tops[week]), round(self.tops[week + 1])
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
        return round(self.tops[week]) + self.line + slot * (self.bar + self.gap)

    def spot(self, point: QPointF) -> Spot | None:
        """Return the day under a point; None above the days or outside."""
        if not (self.tops[0] <= point.y() < self.tops[-1] and 0 <= point.x() < self.width):
            return None
        week = bisect_right(self.tops, point.y()) - 1
        across = point.x() / (self.width / 7)
        column = min(6, int(across))
        return Spot(self.first + timedelta(days=week * 7 + column), across - column)

    def shows(self, bar: Bar) -> bool:
        """Whether a bar has room."""
        return bar.slot < self._rooms[bar.week]

    def room(self, week: int) -> int:
        """Return how many lines of bars a week shows, one at least."""
        return self._rooms[week]


def edges(height: float, head: float, needed: Sequence[float], least: float) -> tuple[float, ...]:
    """Return upper edges of weeks in a height, and the last one's lower edge.

    Weeks are equally high while each has what it needs; else those with room to spare give it to the crowded ones, but
    keep the least height.
    """
    room = max(0.0, height - head)
    heights = [room / len(needed)] * len(needed)
    if max(needed) > heights[0]:
        least = min(least, heights[0])
        wanted = [max(least, each) for each in needed]
        heights = [least + (each - least) * _share_of(room, wanted, least) for each in wanted]
        spare = (room - sum(heights)) / len(heights)
        heights = [each + spare for each in heights]
    return tuple(accumulate(heights, initial=head))


def _share_of(room: float, wanted: Sequence[float], least: float) -> float:
    """Return how much of what weeks want above the least can be given, 0 to 1."""
    above = sum(each - least for each in wanted)
    return min(1.0, (room - least * len(wanted)) / above) if above else 0.0


def share(moment: datetime) -> float:
    """Return how far a day has gone, 0 to 1."""
    return (moment.hour * 3600 + moment.minute * 60 + moment.second) / 86_400


def hidden(bars: Sequence[Bar], grid: Grid) -> Mapping[int, int]:
    """Return by day number how many bars have no room."""
    counts: dict[int, int] = {}
    for bar in bars:
        if not grid.shows(bar):
            for number in range(bar.week * 7 + bar.first, bar.week * 7 + bar.last + 1):
                counts[number] = counts.get(number, 0) + 1
    return counts


def taken(bars: Sequence[Bar]) -> Mapping[int, int]:
    """Return by day number how many lines its bars take, gaps among them included."""
    lines: dict[int, int] = {}
    for bar in bars:
        for number in range(bar.week * 7 + bar.first, bar.week * 7 + bar.last + 1):
            lines[number] = max(lines.get(number, 0), bar.slot + 1)
    return lines
