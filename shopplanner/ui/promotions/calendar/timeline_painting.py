"""Paints the timeline: lanes with their bars, last year's outlines, tasks, the past, today."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from shopplanner.domain.promotions.plan import Promotion
from shopplanner.foundation.i18n import text
from shopplanner.ui.promotions.calendar.axis import Axis, number
from shopplanner.ui.promotions.calendar.bands import RED_TINT, Band, faded, mixed, paint_bands
from shopplanner.ui.promotions.calendar.head import DayMarks, HeadPainter, head_height, months
from shopplanner.ui.promotions.calendar.ink import WHITE, Ink
from shopplanner.ui.promotions.calendar.lanes import SECOND, TASKS, Lane, Measures, Note, Strip
from shopplanner.ui.promotions.calendar.painting import OVER, RADIUS, Scene
from shopplanner.ui.promotions.calendar.words import phase_words

LEAST = 4.0
"""Pixels that a bar takes at least."""
NARROW = 14.0
"""Pixels below which a bar has no round corners."""
SHORT = 12.0
"""Pixels below which no word is tried."""
THIN = 5.0
"""Height of a bar in a collapsed lane."""


@dataclass(frozen=True)
class View:
    """What a picture of the timeline shows of everything.

    Attributes:
        axis: which days, and where across.
        lanes: all lanes from top to bottom.
        measures: heights.
        height: of the whole picture.
        scroll: how far the lanes are scrolled down.
    """

    axis: Axis
    lanes: Sequence[Lane]
    measures: Measures
    height: float
    scroll: float = 0.0


def measures_of(ink: Ink) -> Measures:
    """Return the heights of lines for a theme."""
    return Measures(ink.look.unit(1.25), ink.look.unit(0.2), ink.look.unit(0.3))


class TimelinePainter:
    """Paints one view of one scene."""

    def __init__(self, ink: Ink, scene: Scene, marks: DayMarks, view: View, *, paper: bool = False) -> None:
        """Take what to paint; ``paper`` shows names in full, nothing to fold, and no state, which will change."""
        self.ink, self.scene, self.marks, self.view = ink, scene, marks, view
        self.axis, self.measures = view.axis, view.measures
        self.head = head_height(ink)
        self._today_number = scene.today.toordinal()
        self._three = float(ink.look.unit(3))
        self._paper = paper
        self._tones: dict[tuple[str, bool], QColor] = {}

    def paint(self, painter: QPainter, chosen: Collection[int] = ()) -> None:
        """Paint head, lanes and the names of lanes."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        HeadPainter(self.ink, self.scene, self.marks, self.axis).paint(painter)
        painter.save()
        painter.setClipRect(QRectF(self.axis.left, self.head, self.axis.width, self.view.height - self.head))
        self._ground(painter)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for lane in self.view.lanes:
            if self._in_sight(lane):
                self._lane(painter, lane, chosen)
        self._flags(painter)
        self._today(painter)
        painter.restore()
        self._names(painter)

    def top(self, lane: Lane) -> float:
        """Return where a lane begins in the picture."""
        return self.head + lane.top - self.view.scroll

    def rect(self, lane: Lane, strip: Strip) -> QRectF:
        """Return the rectangle of a bar, cut a little beyond the picture's edges."""
        left = max(self.axis.place(strip.begin), self.axis.left - 8)
        right = min(self.axis.place(strip.end), self.axis.right + 8)
        if lane.collapsed:
            top = self.top(lane) + (lane.height - THIN) / 2
            return QRectF(left, top, max(2.0, right - left), THIN)
        top = self.head - self.view.scroll + self.measures.line_top(lane, strip.line)
        return QRectF(left, top, max(LEAST, right - left - 1), self.measures.bar)

    def _in_sight(self, lane: Lane) -> bool:
        top = self.top(lane)
        return top + lane.height > self.head and top < self.view.height

    # behind the bars

    def _ground(self, painter: QPainter) -> None:
        """Tint days off, red days, weekends where they can be told apart, and the past."""
        ink, axis = self.ink, self.axis
        if axis.scale >= ink.look.unit(0.3):
            first = axis.first.toordinal()
            saturday = first + (5 - axis.first.weekday()) % 7 - 7
            spans = [(float(each), each + 2.0) for each in range(saturday, axis.last.toordinal() + 1, 7)]
            self._tint(painter, spans, ink.color("weekend"))
            self._tint(painter, self.marks.work, ink.color("surface"))
        self._tint(painter, self.marks.off, ink.color("holiday"))
        red = [(float(day.toordinal()), day.toordinal() + 1.0) for day in self.scene.red]
        self._tint(painter, red, ink.color("bad", RED_TINT))
        painter.setPen(QPen(ink.color("border"), 1))
        bottom = self.view.height
        painter.drawLines([QLineF(x, self.head, x, bottom) for x in (axis.day_x(day) for day, _end in months(axis))])
        self._past(painter)
        lines = [self.top(lane) + lane.height for lane in self.view.lanes]
        painter.setPen(QPen(ink.color("border"), 1))
        painter.drawLines([QLineF(axis.left, round(y) + 0.5, axis.right, round(y) + 0.5) for y in lines])

    def _tint(self, painter: QPainter, spans: Sequence[tuple[float, float]], color: QColor) -> None:
        axis, height = self.axis, self.view.height - self.head
        for begin, end in spans:
            if axis.seen(begin, end):
                left = axis.place(begin)
                painter.fillRect(QRectF(left, self.head, axis.place(end) - left, height), color)

    def _past(self, painter: QPainter) -> None:
        """Lay a veil over the past, which the calendar no longer moves."""
        end = min(self.axis.day_x(self.scene.today), self.axis.right)
        if end > self.axis.left:
            place = QRectF(self.axis.left, self.head, end - self.axis.left, self.view.height - self.head)
            painter.fillRect(place, self.ink.color("muted", 16))

    def _flags(self, painter: QPainter) -> None:
        """Point at days whose prices break a floor."""
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self.ink.color("bad"))
        for day in self.scene.red:
            x = self.axis.day_x(day) + self.axis.scale / 2
            if self.axis.left <= x <= self.axis.right:
                top = self.head + 1
                painter.drawPolygon([QPointF(x - 3.5, top), QPointF(x + 3.5, top), QPointF(x, top + 6)])

    def _today(self, painter: QPainter) -> None:
        x = self.axis.day_x(self.scene.today)
        if self.axis.left <= x <= self.axis.right:
            painter.setPen(QPen(self.ink.color("accent"), 2))
            painter.drawLine(QLineF(x, self.head, x, self.view.height))
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self.ink.color("accent"))
            painter.drawPolygon([QPointF(x - 5, self.head), QPointF(x + 5, self.head), QPointF(x, self.head + 6)])

    # lanes

    def _lane(self, painter: QPainter, lane: Lane, chosen: Collection[int]) -> None:
        if lane.name == TASKS:
            self._tasks(painter, lane)
            return
        seen = lane.seen(self.axis)
        after: dict[int, float] = {}
        rooms = []
        for strip in reversed(seen):
            rooms.append(after.get(strip.line, self.axis.right + 4))
            after[strip.line] = self.axis.place(strip.begin)
        for strip, room in zip(seen, reversed(rooms), strict=True):
            rect = self.rect(lane, strip)
            if rect.bottom() > self.head and rect.top() < self.view.height:
                self._bar(painter, lane, strip, rect, room, strip.promotion.id in chosen)

    def _bar(self, painter: QPainter, lane: Lane, strip: Strip, rect: QRectF, room: float, chosen: bool) -> None:
        each = strip.promotion
        over = strip.end <= self._today_number
        hollow = each.id < 0 or each.status == "idea"
        if hollow:
            self._outline(painter, rect, self._tone(each.lane, over=False), filled=each.id >= 0)
        elif rect.width() < NARROW:
            painter.fillRect(rect, self._tone(each.lane, over=over))
        else:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self._tone(each.lane, over=over))
            painter.drawRoundedRect(rect, RADIUS, RADIUS)
        if chosen:
            painter.setPen(QPen(self.ink.color("text"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(rect.adjusted(-1, -1, 1, 1), RADIUS + 1, RADIUS + 1)
        if lane.collapsed:
            return
        bands = self._bands(each, rect) if each.phases else []
        if bands and not hollow:
            paint_bands(painter, rect, bands, self._tone(each.lane, over=False) if over else WHITE)
        role = "muted" if each.id < 0 else "text" if hollow or over else ""
        self._words(painter, each, rect, bands, room, self.ink.color(role) if role else WHITE)

    def _tone(self, lane: str, *, over: bool) -> QColor:
        """Return a lane's colour, thinned for what is over."""
        found = self._tones.get((lane, over))
        if found is None:
            found = self.ink.color(f"lane_{lane}")
            found = mixed(found, self.ink.color("surface"), OVER) if over else found
            self._tones[lane, over] = found
        return found

    def _outline(self, painter: QPainter, rect: QRectF, color: QColor, *, filled: bool) -> None:
        """Draw what is only an idea, or was last year."""
        painter.setPen(QPen(color, 1.3, Qt.PenStyle.DashLine))
        painter.setBrush(faded(color, 26) if filled else Qt.BrushStyle.NoBrush)
        if rect.width() < NARROW:
            painter.drawRect(rect.adjusted(0.5, 0.5, -0.5, -0.5))
        else:
            painter.drawRoundedRect(rect.adjusted(0.5, 0.5, -0.5, -0.5), RADIUS, RADIUS)

    def _bands(self, promotion: Promotion, rect: QRectF) -> list[Band]:
        """Return the phases that are seen on a bar."""
        found = []
        for phase in promotion.phases:
            left = max(rect.left(), self.axis.x(phase.starts))
            right = min(rect.right(), self.axis.place(number(phase.ends) + SECOND))
            if right - left >= 1:
                found.append(Band(phase.kind, left, right, phase_words(phase)))
        return found

    def _words(
        self, painter: QPainter, each: Promotion, rect: QRectF, bands: Sequence[Band], room: float, shade: QColor
    ) -> None:
        """Write the name into the bar, or beside a short one; then its state, and its phases where room is left."""
        ink = self.ink
        left, right = max(rect.left(), self.axis.left) + 6, min(rect.right(), self.axis.right) - 4
        right -= self._state(painter, each, rect, left, right)
        enough = ink.width(each.name) if self._paper else self._three
        if right - left < enough:
            self._beside(painter, each, rect, room, left, right, shade)
            return
        name = self._named(each)
        ink.write(painter, QRectF(left, rect.top(), right - left, rect.height()), name, shade)
        if bands:
            self._phases(painter, rect, bands, left + ink.width(name) + 10, right, shade)

    def _named(self, each: Promotion) -> str:
        return text("promotions.calendar.last_year", name=each.name) if each.id < 0 else each.name

    def _beside(
        self, painter: QPainter, each: Promotion, rect: QRectF, room: float, left: float, right: float, shade: QColor
    ) -> None:
        """Write the name of a short bar into it if it fits, else beside it if enough of it does."""
        ink, free = self.ink, room - rect.right() - 8
        if right - left < SHORT and free < SHORT:
            return
        name = self._named(each)
        width = ink.width(name)
        if width <= right - left:
            ink.write(painter, QRectF(left, rect.top(), right - left, rect.height()), name, shade)
        elif free >= min(width, self._three):
            over = each.id < 0 or each.ends.date() < self.scene.today
            place = QRectF(rect.right() + 4, rect.top(), free, rect.height())
            ink.write(painter, place, name, ink.color("muted" if over else "text"))

    def _phases(
        self, painter: QPainter, rect: QRectF, bands: Sequence[Band], free: float, right: float, shade: QColor
    ) -> None:
        for band in bands:
            width = self.ink.width(band.name)
            left, end = max(band.left + 6, free), min(band.right - 2, right)
            if end - left >= width:
                self.ink.write(painter, QRectF(left, rect.top(), width + 2, rect.height()), band.name, shade)
                free = left + width + 10

    def _state(self, painter: QPainter, each: Promotion, rect: QRectF, left: float, right: float) -> float:
        """Paint risk and readiness at the end of a bar and return how much room they take."""
        if self._paper or each.id < 0 or each.ends.date() < self.scene.today:
            return 0.0
        warning = self.scene.risky.get(each.id, "")
        used = self._risk(painter, rect, warning, left, right) if warning else 0.0
        if each.tasks and right - left > self._three:
            used += self._readiness(painter, each, QRectF(left, rect.top(), right - used - left + 4, rect.height()))
        return used

    def _risk(self, painter: QPainter, rect: QRectF, warning: str, left: float, right: float) -> float:
        """Paint a warning in words where they leave room for the name, else as a dot at the corner."""
        ink = self.ink
        width = ink.width(warning, bold=True) + 12
        if width <= (right - left) * 0.6:
            chip = QRectF(right + 1 - width, rect.top() + 2, width, rect.height() - 4)
            _pill(painter, chip, ink.color("bad_soft"))
            ink.write(painter, chip.adjusted(6, 0, 0, 0), warning, ink.color("bad"), bold=True)
            return width + 6
        painter.setPen(QPen(ink.color("surface"), 1.5))
        painter.setBrush(ink.color("bad"))
        painter.drawEllipse(QRectF(rect.right() - 5, rect.top() - 3, 8, 8))
        return 0.0

    def _readiness(self, painter: QPainter, each: Promotion, rect: QRectF) -> float:
        """Paint how much of the preparation is done, as a share of a pill."""
        said = f"{each.tasks_done}/{each.tasks}"
        width = self.ink.width(said) + 12
        if width > rect.width() * 0.4:
            return 0.0
        pill = QRectF(rect.right() - width - 3, rect.top() + 2, width, rect.height() - 4)
        ready = each.tasks_done >= each.tasks
        _pill(painter, pill, self.ink.color("good_soft" if ready else "neutral_soft"))
        self.ink.write(painter, pill.adjusted(6, 0, 0, 0), said, self.ink.color("good" if ready else "text"))
        return width + 6

    # tasks

    def _tasks(self, painter: QPainter, lane: Lane) -> None:
        """Name tasks where days are wide; else a column for each day, as high as it has tasks."""
        notes = lane.notes_seen(self.axis)
        counts: dict[float, int] = {}
        for note in notes:
            if note.line is None:
                counts[note.begin] = counts.get(note.begin, 0) + 1
            else:
                self._note(painter, lane, note)
        if any(note.line is not None for note in lane.notes):
            self._more(painter, lane, counts)
            return
        self._columns(painter, lane, counts)

    def _more(self, painter: QPainter, lane: Lane, counts: Mapping[float, int]) -> None:
        """Say how many tasks found no line; those near each other are counted together."""
        room = self.ink.look.unit(2.4) / self.axis.scale
        groups: dict[float, int] = {}
        at = 0.0
        for begin, count in counts.items():
            at = at if groups and begin < at + room else begin
            groups[at] = groups.get(at, 0) + count
        top = self.top(lane) + lane.height - self.measures.pad - self.measures.bar
        for begin, count in groups.items():
            place = QRectF(self.axis.place(begin) + 2, top, self.note_room(), self.measures.bar)
            self.ink.write(painter, place, text("promotions.calendar.more", n=count), self.ink.color("muted"))

    def _note(self, painter: QPainter, lane: Lane, note: Note) -> None:
        late = note.task.due < self.scene.today
        said, color = f"☐ {note.task.title}", self.ink.color("warn" if late else "text")
        self.ink.write(painter, self.note_rect(lane, note), said, color)

    def note_rect(self, lane: Lane, note: Note) -> QRectF:
        """Return where the words of a task stand."""
        top = self.head - self.view.scroll + self.measures.line_top(lane, note.line or 0)
        left = self.axis.place(note.begin) + 2
        return QRectF(left, top, min(self.note_room(), self.axis.right - left), self.measures.bar)

    def note_room(self) -> float:
        """Return how wide the words of a task may be."""
        return self.ink.look.unit(8.0)

    def _columns(self, painter: QPainter, lane: Lane, counts: Mapping[float, int]) -> None:
        """Draw a column for each day, as high as it has tasks; late ones in another colour."""
        late: list[QRectF] = []
        open_ones: list[QRectF] = []
        for begin, count in counts.items():
            (late if begin < self._today_number else open_ones).append(self.column_rect(lane, begin, count))
        painter.setPen(Qt.PenStyle.NoPen)
        for rects, role in ((late, "warn"), (open_ones, "neutral_fill")):
            if rects:
                painter.setBrush(self.ink.color(role))
                painter.drawRects(rects)

    def column_rect(self, lane: Lane, begin: float, count: int) -> QRectF:
        """Return the column of a day with so many tasks."""
        bottom, most = self.top(lane) + lane.height - self.measures.pad, lane.height - 2 * self.measures.pad
        height = min(most, 4 + 3.0 * count)
        return QRectF(self.axis.place(begin), bottom - height, max(2.0, min(self.axis.scale - 1, 8.0)), height)

    # names of lanes

    def _names(self, painter: QPainter) -> None:
        ink, right = self.ink, self.axis.left
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        painter.save()
        painter.setClipRect(QRectF(0, self.head, right, self.view.height - self.head))
        painter.fillRect(QRectF(0, self.head, right, self.view.height - self.head), ink.color("surface"))
        for lane in self.view.lanes:
            if self._in_sight(lane):
                self._name(painter, lane)
        painter.restore()
        painter.setPen(QPen(ink.color("border"), 1))
        painter.drawLine(QLineF(right - 0.5, 0, right - 0.5, self.view.height))
        painter.drawLine(QLineF(0, self.head - 0.5, right, self.head - 0.5))

    def _name(self, painter: QPainter, lane: Lane) -> None:
        ink, right, top = self.ink, self.axis.left, self.top(lane)
        painter.setPen(QPen(ink.color("border"), 1))
        painter.drawLine(QLineF(0, round(top + lane.height) + 0.5, right, round(top + lane.height) + 0.5))
        line = QRectF(10, max(top, self.head) + self.measures.pad, right - 18, self.measures.bar)
        count = sum(1 for strip in lane.strips if self.axis.seen(strip.begin, strip.end) and strip.promotion.id > 0)
        count += sum(1 for note in lane.notes if self.axis.seen(note.begin, note.begin + 1))
        if not self._paper:
            ink.write(painter, line, "▸" if lane.collapsed else "▾", ink.color("muted"))
        if lane.name != TASKS:
            painter.fillRect(QRectF(26, line.center().y() - 4, 8, 8), ink.color(f"lane_{lane.name}"))
        said = str(count)
        ink.write(painter, line, said, ink.color("muted"), right=True)
        room = QRectF(40, line.top(), line.right() - 40 - ink.width(said) - 6, line.height())
        ink.write(painter, room, lane_name(lane.name), ink.color("text"), bold=True)


def lane_name(name: str) -> str:
    """Return a lane's name in words."""
    return text("timeline.lane.tasks") if name == TASKS else text(f"promotions.lane.{name}")


def _pill(painter: QPainter, rect: QRectF, color: QColor) -> None:
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(color)
    painter.drawRoundedRect(rect, rect.height() / 2, rect.height() / 2)
