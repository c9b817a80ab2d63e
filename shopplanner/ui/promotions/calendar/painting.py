"""Paints a span of weeks: days with their small words, promotions as bars, due tasks, and what has no room."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen

from shopplanner.domain.promotions.plan import Promotion
from shopplanner.foundation.i18n import text
from shopplanner.services.promotions.almanac import DayInfo
from shopplanner.services.promotions.tasks import Task
from shopplanner.ui.promotions.calendar import words
from shopplanner.ui.promotions.calendar.bands import RED_TINT, Band, faded, mixed, paint_bands
from shopplanner.ui.promotions.calendar.grid import Grid, edges, hidden, taken
from shopplanner.ui.promotions.calendar.ink import WHITE, Ink
from shopplanner.ui.promotions.calendar.layout import Bar, lay_out

RADIUS = 4
OVER = 0.3
"""How much of its colour a promotion keeps that is over."""


@dataclass(frozen=True)
class Scene:
    """What a picture of the calendar shows.

    Attributes:
        days: whole weeks, from a Monday on.
        month: days of other months are quieter; 0 for none.
        today: the day to outline.
        ghosts: last year's promotions on these days; their ids are negative.
        tasks: open tasks by due day.
        risky: short warnings by promotion.
        red: what is wrong with the prices of a day, by day.
        findings: what the checks find about a promotion, in sentences.
    """

    days: Sequence[DayInfo] = ()
    month: int = 0
    today: date = date.min
    promotions: Sequence[Promotion] = ()
    ghosts: Sequence[Promotion] = ()
    tasks: Mapping[date, Sequence[Task]] = field(default_factory=dict)
    risky: Mapping[int, str] = field(default_factory=dict)
    red: Mapping[date, Sequence[str]] = field(default_factory=dict)
    findings: Mapping[int, Sequence[str]] = field(default_factory=dict)

    @property
    def weeks(self) -> int:
        """Number of weeks, one at least."""
        return max(1, len(self.days) // 7)

    def bars(self) -> list[Bar]:
        """Return the bars of all promotions."""
        return lay_out([*self.promotions, *self.ghosts], self.days[0].day, self.weeks) if self.days else []


def measure(ink: Ink, scene: Scene, bars: Sequence[Bar], width: float, height: float) -> Grid:
    """Return the measures of a scene's picture in a size."""
    unit = ink.look.unit
    head, line, bar, gap = unit(1.7), unit(1.45), unit(1.2), unit(0.16)
    lines = [0] * scene.weeks
    for each in bars:
        lines[each.week] = max(lines[each.week], each.slot + 1)
    needed = [line + max(2, count) * (bar + gap) + gap for count in lines]
    tops = edges(height, head, needed, line + 2 * (bar + gap) + gap)
    return Grid(width, scene.days[0].day if scene.days else date.min, tops, head, line, bar, gap)


class MonthPainter:
    """Paints one scene on one grid."""

    def __init__(self, ink: Ink, scene: Scene, bars: Sequence[Bar], grid: Grid) -> None:
        self.ink, self.scene, self.bars, self.grid = ink, scene, bars, grid
        self._hidden = hidden(bars, grid)
        self._taken = taken(bars)

    def paint(self, painter: QPainter, chosen: Collection[int] = ()) -> None:
        """Paint everything that does not follow the mouse."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._head(painter)
        for number, info in enumerate(self.scene.days):
            self._day(painter, number, info)
        for bar in self.bars:
            if self.grid.shows(bar):
                self.bar(painter, bar, self.grid.bar_rect(bar), selected=bar.promotion.id in chosen)
        self._tasks(painter)

    # days

    def _head(self, painter: QPainter) -> None:
        for column, name in enumerate(words.WEEKDAYS):
            cell = self.grid.cell(column)
            rect = QRectF(cell.left() + 8, 0, cell.width() - 8, self.grid.head)
            self.ink.write(painter, rect, text(f"promotions.weekday.{name}"), self.ink.color("muted"))

    def _day(self, painter: QPainter, number: int, info: DayInfo) -> None:
        cell = self.grid.cell(number)
        painter.fillRect(cell, self.ink.color(_ground(info)))
        if info.day in self.scene.red:
            painter.fillRect(cell, self.ink.color("bad", RED_TINT))
        painter.setPen(QPen(self.ink.color("border"), 1))
        painter.drawLine(cell.topLeft(), cell.topRight())
        painter.drawLine(cell.topLeft(), cell.bottomLeft())
        if info.day == self.scene.today:
            painter.setPen(QPen(self.ink.color("accent"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(cell.adjusted(1, 1, -1, -1))
        self._date(painter, cell, info, self._marks(number, info))

    def _marks(self, number: int, info: DayInfo) -> list[tuple[str, str]]:
        """Return the marks at the end of a day's first line, from the right: rest or work, tasks, hidden bars."""
        over = info.day < self.scene.today
        badge, role = words.badge(info)
        marks = [(badge, "muted" if over else role)] if badge else []
        due = len(self.scene.tasks.get(info.day, ()))
        if due and self._taken.get(number, 0) >= self.grid.room(number // 7):
            marks.append((f"☐{due}", "warn" if over else "muted"))
        if info.day in self.scene.red:
            marks.append(("▼", "bad"))
        if number in self._hidden:
            marks.append((text("promotions.calendar.more", n=self._hidden[number]), "muted"))
        return marks

    def _date(self, painter: QPainter, cell: QRectF, info: DayInfo, marks: Sequence[tuple[str, str]]) -> None:
        ink = self.ink
        other = bool(self.scene.month) and info.day.month != self.scene.month
        over = info.day < self.scene.today
        line = QRectF(cell.left() + 8, cell.top() + 2, cell.width() - 14, self.grid.line - 2)
        number = str(info.day.day) if not other or info.day.day > 1 else f"{info.day.month}-{info.day.day:02d}"
        shade = "accent_ink" if info.day == self.scene.today else "muted" if other or over else "text"
        ink.write(painter, line, number, ink.color(shade), size="body", bold=not other)
        line.setLeft(line.left() + ink.width(number, "body", bold=not other) + 6)
        for mark, role in marks:
            ink.write(painter, line, mark, ink.color(role), bold=True, right=True)
            line.setRight(line.right() - ink.width(mark, bold=True) - 6)
        beside, important = words.day_words(info)
        strong = important and not over and not other
        if important or ink.width(beside) <= line.width():  # half a lunar day says nothing
            ink.write(painter, line, beside, ink.color("text" if strong else "muted"))

    # bars

    def bar(self, painter: QPainter, bar: Bar, rect: QRectF, *, selected: bool = False) -> None:
        """Paint one bar."""
        each = bar.promotion
        color = self.ink.color(f"lane_{each.lane}")
        hollow = each.id < 0 or each.status == "idea"
        over = each.ends.date() < self.scene.today
        if hollow:
            painter.setPen(QPen(color, 1.3, Qt.PenStyle.DashLine))
            painter.setBrush(faded(color, 26) if each.id >= 0 else Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(rect.adjusted(0.5, 0.5, -0.5, -0.5), RADIUS, RADIUS)
        else:
            path = _shape(rect, bar)
            painter.fillPath(path, mixed(color, self.ink.color("surface"), OVER) if over else color)
            paint_bands(painter, rect, self._bands(bar, rect), color if over else WHITE, path)
        if selected:
            painter.setPen(QPen(self.ink.color("text"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(rect.adjusted(-1, -1, 1, 1), RADIUS + 1, RADIUS + 1)
        shade = self.ink.color("muted") if each.id < 0 else self.ink.color("text") if hollow or over else WHITE
        self._name(painter, bar, rect, shade)

    def _bands(self, bar: Bar, rect: QRectF) -> list[Band]:
        """Return the phases on a bar."""
        return [Band(kind, *self._reach(bar, rect, number)) for number, kind in self._phases(bar)]

    def _phases(self, bar: Bar) -> list[tuple[int, str]]:
        """Return number and kind of the phases that touch a bar's days."""
        first = self.scene.days[bar.week * 7 + bar.first].day
        last = self.scene.days[bar.week * 7 + bar.last].day
        phases = enumerate(bar.promotion.phases)
        return [(n, each.kind) for n, each in phases if each.starts.date() <= last and each.ends.date() >= first]

    def _reach(self, bar: Bar, rect: QRectF, number: int) -> tuple[float, float]:
        """Return from where to where a phase goes on a bar."""
        phase, week = bar.promotion.phases[number], bar.week * 7
        monday = self.scene.days[week].day
        first = max(bar.first, (phase.starts.date() - monday).days)
        last = min(bar.last, (phase.ends.date() - monday).days)
        left, right = self.grid.cell(week + first).left(), self.grid.cell(week + last).right()
        return max(rect.left(), left), min(rect.right(), right)

    def _name(self, painter: QPainter, bar: Bar, rect: QRectF, shade: QColor) -> None:
        ink, each = self.ink, bar.promotion
        room = rect.adjusted(7, 0, -5, 0)
        warning = self.scene.risky.get(each.id, "") if bar.ends else ""
        if warning:
            self._chip(painter, rect, warning)
            room.setRight(room.right() - ink.width(warning, bold=True) - 14)
        name = text("promotions.calendar.last_year", name=each.name) if each.id < 0 else each.name
        apart: list[tuple[float, str]] = []
        for number, _kind in self._phases(bar):
            left, _right = self._reach(bar, rect, number)
            phase = words.phase_words(bar.promotion.phases[number])
            if left <= room.left():
                name = f"{name} · {phase}"
            else:
                apart.append((left + 6, phase))
        if bar.begins and not apart and ":" in (said := words.moments(each.starts, each.ends)):
            name = f"{name}  {said}"
        end = min([left - 8 for left, _phase in apart] + [room.right()])
        ink.write(painter, QRectF(room.left(), room.top(), max(0.0, end - room.left()), room.height()), name, shade)
        for left, phase in apart:
            ink.write(painter, QRectF(left, room.top(), max(0.0, room.right() - left), room.height()), phase, shade)

    def _chip(self, painter: QPainter, rect: QRectF, warning: str) -> None:
        width = self.ink.width(warning, bold=True) + 12
        chip = QRectF(rect.right() - width - 3, rect.top() + 2, width, rect.height() - 4)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self.ink.color("bad_soft"))
        painter.drawRoundedRect(chip, chip.height() / 2, chip.height() / 2)
        self.ink.write(painter, chip.adjusted(6, 0, 0, 0), warning, self.ink.color("bad"), bold=True)

    # below the bars

    def _tasks(self, painter: QPainter) -> None:
        """Name the first task of a day below its bars, where a line is free."""
        for number, info in enumerate(self.scene.days):
            slot, due = self._taken.get(number, 0), self.scene.tasks.get(info.day, ())
            if due and slot < self.grid.room(number // 7):
                color = self.ink.color("warn" if info.day < self.scene.today else "muted")
                cell = self.grid.cell(number)
                top = self.grid.slot_top(number // 7, slot)
                rect = QRectF(cell.left() + 8, top, max(0.0, cell.width() - 14), self.grid.bar)
                more = f" +{len(due) - 1}" if len(due) > 1 else ""
                said = self.ink.elided(f"☐ {due[0].title}", rect.width() - self.ink.width(more))
                self.ink.write(painter, rect, said + more, color)


def _ground(info: DayInfo) -> str:
    if info.make_up:
        return "surface"
    if info.holiday is not None:
        return "holiday"
    return "weekend" if info.day.weekday() >= 5 else "surface"


def _shape(rect: QRectF, bar: Bar) -> QPainterPath:
    """Return a bar's outline: round where the promotion begins or ends, straight where it goes on."""
    path = QPainterPath()
    path.setFillRule(Qt.FillRule.WindingFill)
    path.addRoundedRect(rect, RADIUS, RADIUS)
    if not bar.begins:
        path.addRect(QRectF(rect.left(), rect.top(), RADIUS * 2, rect.height()))
    if not bar.ends:
        path.addRect(QRectF(rect.right() - RADIUS * 2, rect.top(), RADIUS * 2, rect.height()))
    return path.simplified()
