"""What stands above the timeline: months, days, festivals, solar terms, days off and make-up workdays."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from PySide6.QtCore import QLineF, QRectF, Qt
from PySide6.QtGui import QPainter, QPen

from shopplanner.foundation.i18n import text
from shopplanner.services.promotions.almanac import DayInfo
from shopplanner.ui.promotions.calendar import words
from shopplanner.ui.promotions.calendar.axis import Axis
from shopplanner.ui.promotions.calendar.ink import Ink
from shopplanner.ui.promotions.calendar.painting import Scene

ROWS = 3
BOLD = 4
"""Weight from which words are bold: what the platform or the state says."""
FESTIVAL = 3
"""Weight from which words are as dark as text; outside factors and solar terms are quieter."""
STRIP = 4
"""Height of the strip for days off and make-up workdays."""


@dataclass(frozen=True)
class Mark:
    """Words about a day, and how much they matter."""

    day: date
    words: str
    weight: int


@dataclass(frozen=True)
class Placed:
    """Words that found a place: row, left end, room."""

    mark: Mark
    row: int
    left: float
    width: float


@dataclass(frozen=True)
class DayMarks:
    """What is special about days, read once for a scene.

    Attributes:
        words: what is to be said, by day.
        off: runs of days off, as begin and end in days since year 1.
        work: make-up workdays, likewise.
    """

    words: Sequence[Mark] = ()
    off: Sequence[tuple[float, float]] = ()
    work: Sequence[tuple[float, float]] = ()


def read_days(days: Sequence[DayInfo]) -> DayMarks:
    """Return what is special about days."""
    off = [info.day.toordinal() for info in days if info.holiday is not None and not info.make_up]
    work = [info.day.toordinal() for info in days if info.make_up]
    return DayMarks(sorted(_marks(days), key=lambda mark: mark.day), _runs(off), _runs(work))


def _runs(ordinals: Sequence[int]) -> list[tuple[float, float]]:
    """Join days that follow each other."""
    found: list[tuple[float, float]] = []
    for each in ordinals:
        if found and found[-1][1] == each:
            found[-1] = (found[-1][0], each + 1.0)
        else:
            found.append((float(each), each + 1.0))
    return found


def _marks(days: Sequence[DayInfo]) -> Iterator[Mark]:
    """Yield what is to be said of days: platform events, holidays, festivals, outside factors, solar terms."""
    before: object = None
    factors: frozenset[str] = frozenset()
    for info in days:
        if info.holiday is not None and info.holiday != before:
            yield Mark(info.day, str(info.holiday), 4)
        before = info.holiday
        for each in info.festivals:
            name = str(each.name) + ("" if each.verified else "?")
            if info.holiday is None or name != str(info.holiday):
                yield Mark(info.day, name, 5 if each.platform else 3)
        for factor in info.factors:
            if factor.id not in factors:
                yield Mark(info.day, str(factor.name), 0 if factor.rule == "monthly" else 2)
        factors = frozenset(factor.id for factor in info.factors)
        if info.term:
            yield Mark(info.day, words.term(info.term), 1)


def place_marks(marks: Sequence[Mark], axis: Axis, ink: Ink, rows: int, gap: float) -> list[Placed]:
    """Return the words that find room above their days, the weightiest first; two never overlap.

    Args:
        marks: what is to be said, by day.
        axis: where the days lie.
        ink: how wide words are.
        rows: how many rows there are.
        gap: room between two words.
    """
    taken: list[list[tuple[float, float]]] = [[] for _row in range(rows)]
    placed = []
    low = bisect_left(marks, axis.first, key=_day)
    seen = marks[low : bisect_right(marks, axis.last, key=_day)]
    for mark in sorted(seen, key=lambda each: (-each.weight, each.day)):
        left = axis.day_x(mark.day) + 3
        width = ink.width(mark.words, bold=mark.weight >= BOLD)
        if left < axis.left or left + width > axis.right:
            continue
        for row, spans in enumerate(taken):
            if all(left >= end + gap or left + width + gap <= begin for begin, end in spans):
                spans.append((left, left + width))
                placed.append(Placed(mark, row, left, width))
                break
    return placed


def _day(mark: Mark) -> date:
    return mark.day


class HeadPainter:
    """Paints the head of a timeline: a row of months, one of days if they have room, words about days."""

    def __init__(self, ink: Ink, scene: Scene, marks: DayMarks, axis: Axis, top: float = 0.0) -> None:
        self.ink, self.scene, self.marks, self.axis, self.top = ink, scene, marks, axis, top
        self.row = float(ink.look.unit(1.4))
        self.days = axis.scale >= ink.look.unit(0.95)
        self.weeks = not self.days and axis.scale >= ink.look.unit(0.3)

    @property
    def height(self) -> float:
        """How high it is."""
        return head_height(self.ink)

    def paint(self, painter: QPainter) -> None:
        """Paint months, days, words and the strip of days off."""
        painter.save()
        painter.setClipRect(QRectF(self.axis.left, self.top, self.axis.width, self.height))
        self._months(painter)
        if self.days or self.weeks:
            self._numbers(painter)
        self._words(painter)
        self._strip(painter)
        painter.restore()

    def _line(self, row: int) -> tuple[float, float]:
        return self.top + row * self.row, self.row

    def _months(self, painter: QPainter) -> None:
        """Name the months: in full if all names fit, else briefly; the first and each January with the year."""
        ink, axis, top = self.ink, self.axis, self.top
        full = max(ink.width(text(f"promotions.month.{each}"), bold=True) for each in range(1, 13))
        brief = full + 10 > axis.scale * 28
        for first, after in months(axis):
            left, right = axis.day_x(first), axis.day_x(after)
            painter.setPen(QPen(ink.color("border"), 1))
            painter.drawLine(QLineF(left, top, left, top + self.height))
            begin = max(left, axis.left) + 6
            room = QRectF(begin, top, max(0.0, min(right, axis.right) - begin - 4), self.row)
            name = text(f"timeline.month.{first.month}") if brief else text(f"promotions.month.{first.month}")
            whole = text("promotions.calendar.heading", year=first.year, month_name=name)
            said = whole if first.month == 1 or left <= axis.left else name
            said = said if ink.width(said, bold=True) <= room.width() else name
            if ink.width(said, bold=True) <= room.width():
                ink.write(painter, room, said, ink.color("text"), bold=True)

    def _numbers(self, painter: QPainter) -> None:
        """Write the numbers of days, or those of Mondays where days are narrow."""
        ink, (top, height), today = self.ink, self._line(1), self.scene.today
        colors = {role: ink.color(role) for role in ("text", "muted", "bad", "warn", "accent", "accent_text")}
        painter.setFont(ink.font("small"))
        room = ink.width("00") + 6
        narrow = self.days and self.axis.scale < ink.look.unit(1.6)
        edge, side = (0, Qt.AlignmentFlag.AlignHCenter) if narrow else (4, Qt.AlignmentFlag.AlignLeft)
        for info in self._infos():
            left = self.axis.day_x(info.day)
            if self.weeks and (info.day.weekday() or left + room > self.axis.right):
                continue
            place = QRectF(left, top, self.axis.scale if self.days else self.axis.scale * 7, height)
            if info.day == today and self.days:
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(colors["accent"])
                width = place.width() - 1 if narrow else min(place.width() - 2, height - 2)
                painter.drawRoundedRect(QRectF(left + 0.5, top + 1, width, height - 3), 4, 4)
            role = "accent_text" if info.day == today and self.days else self._role(info)
            painter.setPen(colors[role])
            painter.drawText(place.adjusted(edge, 0, 0, 0), side | Qt.AlignmentFlag.AlignVCenter, str(info.day.day))
            self._badge(painter, info, place)

    def _badge(self, painter: QPainter, info: DayInfo, place: QRectF) -> None:
        """Write rest or work beside a day's number where there is room."""
        badge, role = words.badge(info)
        if badge and self.days and place.width() >= self.ink.width("28") + self.ink.width(badge) + 10:
            self.ink.write(painter, place.adjusted(0, 0, -4, 0), badge, self.ink.color(role), right=True)

    def _role(self, info: DayInfo) -> str:
        if info.day < self.scene.today:
            return "muted"
        return "warn" if info.make_up else "bad" if info.holiday is not None else "text"

    def _infos(self) -> Sequence[DayInfo]:
        if not self.scene.days:
            return ()
        first = self.scene.days[0].day
        low = max(0, (self.axis.first - first).days)
        return self.scene.days[low : max(low, (self.axis.last - first).days + 1)]

    def _words(self, painter: QPainter) -> None:
        """Write what is special about days in the rows that numbers leave free."""
        above = 2 if self.days or self.weeks else 1
        for each in place_marks(self.marks.words, self.axis, self.ink, ROWS - above, 8):
            top, height = self._line(above + each.row)
            over, weight = each.mark.day < self.scene.today, each.mark.weight
            role = "muted" if over or weight < FESTIVAL else "text"
            painter.setPen(QPen(self.ink.color("border_strong"), 1))
            painter.drawLine(QLineF(each.left - 3, top + 3, each.left - 3, self.top + self.height))
            place = QRectF(each.left, top, each.width + 2, height)
            self.ink.write(painter, place, each.mark.words, self.ink.color(role), bold=weight >= BOLD)

    def _strip(self, painter: QPainter) -> None:
        """Mark days off and make-up workdays in a strip at the lower edge."""
        ink, axis, bottom = self.ink, self.axis, self.top + self.height
        for runs, color in ((self.marks.off, ink.color("bad", 150)), (self.marks.work, ink.color("warn", 220))):
            for begin, end in runs:
                if axis.seen(begin, end):
                    left = axis.place(begin)
                    painter.fillRect(QRectF(left, bottom - STRIP, axis.place(end) - left, STRIP), color)
        painter.setPen(QPen(ink.color("border"), 1))
        painter.drawLine(QLineF(axis.left, bottom - 0.5, axis.right, bottom - 0.5))


def head_height(ink: Ink) -> float:
    """Return how high the head of a timeline is."""
    return ROWS * ink.look.unit(1.4) + STRIP + 1


def months(axis: Axis) -> list[tuple[date, date]]:
    """Return the months that are seen as first day and first day of the next."""
    found = []
    first = axis.first.replace(day=1)
    while first <= axis.last:
        after = (first + timedelta(days=32)).replace(day=1)
        found.append((first, after))
        first = after
    return found
