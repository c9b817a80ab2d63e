"""The year on the screen: lanes of promotions on an axis that scrolls and zooms."""

from __future__ import annotations

import math
from collections.abc import Collection
from dataclasses import replace
from datetime import date, datetime, timedelta

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPen, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QScrollBar

from shopplanner.foundation.i18n import text
from shopplanner.ui.common.widgets import Segments
from shopplanner.ui.promotions.calendar.axis import ZOOMS, Axis
from shopplanner.ui.promotions.calendar.drag import SECOND, Drag, Hit, clamped
from shopplanner.ui.promotions.calendar.head import DayMarks, head_height, read_days
from shopplanner.ui.promotions.calendar.lanes import LANES, TASKS, Lane, lay_lanes, live_on, stretched
from shopplanner.ui.promotions.calendar.painting import Scene
from shopplanner.ui.promotions.calendar.surface import CONTROL, EDGE, SHIFT, CalendarSurface
from shopplanner.ui.promotions.calendar.task_marks import TaskMarks
from shopplanner.ui.promotions.calendar.timeline_painting import LEAST, TimelinePainter, View, lane_name, measures_of
from shopplanner.ui.theme import theme

GUTTER = 9.5
"""Width of the column with the names of lanes, in font heights."""
FINE = 12
"""Pixels of a day from which hours can be told apart."""
SPARE = 1.6
"""How much higher than needed a lane may get, in font heights."""
WHEEL = 120
ZOOM_STEP = 1.2
NEAR = 24
"""Pixels from the edge at which a drag takes the axis along."""


class TimelineCanvas(CalendarSurface):
    """Shows lanes of promotions from a day on, for weeks or for years."""

    moved = Signal(object)
    """The axis that is shown now."""
    year_wanted = Signal(int)
    """The year in the middle, once it is another one than before."""

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleDescription(text("timeline.keys"))
        self.axis = Axis(1.0, float(ZOOMS["year"]), 0.0, 1.0)
        self.shown: Collection[str] = (*LANES, TASKS)
        self.collapsed: set[str] = set()
        self.lane = ""
        self._marks = DayMarks()
        self._lanes: list[Lane] | None = None
        self._step = 0.0
        self._laid_with = self.ink
        self._measures = measures_of(self.ink)
        self._grabbed: tuple[QPointF, Axis, int] | None = None
        self._across = QScrollBar(Qt.Orientation.Horizontal, self)
        self._across.valueChanged.connect(self._scrolled_across)
        self._down = QScrollBar(Qt.Orientation.Vertical, self)
        self._down.valueChanged.connect(lambda _value: self.forget())
        self.tasks = TaskMarks(self)
        choices = [(name, text(f"timeline.zoom.{name}")) for name in ZOOMS]
        self.zooms = Segments(choices, "year", self.zoom_to)
        self.zooms.setParent(self)
        for name, made in self.zooms.buttons.items():
            made.setProperty("compact", True)
            made.setAccessibleName(text(f"timeline.zoom.{name}_long"))
            made.setToolTip(text(f"timeline.zoom.{name}_long"))

    # what is shown

    def show_scene(self, scene: Scene) -> None:
        """Show another scene; the axis stays where it is."""
        self._marks = read_days(scene.days)
        self._lanes = None
        super().show_scene(scene)
        self._keep_axis(self.axis)

    def fold(self, lane: str) -> None:
        """Collapse a lane to one thin line, or open it again."""
        self.collapsed ^= {lane}
        self._lanes = None
        self._arrange()

    def show_day(self, day: date, zoom: str = "") -> None:
        """Bring a day into view, in a zoom if one is named."""
        axis = self.axis.around(day, ZOOMS[zoom]) if zoom else self.axis.showing(day)
        self._set_axis(axis)

    def day_in_view(self, day: date) -> date:
        """Return a day if it is seen, else the one in the middle."""
        return day if self.axis.first <= day <= self.axis.last else self.axis.middle

    def begin_at(self, year: int) -> None:
        """Show a year whose days are about to be given."""
        self.axis = replace(self.axis, start=float(date(year, 1, 1).toordinal()), days=float(ZOOMS["year"]))

    def show_year(self, year: int) -> None:
        """Show a year from its first day on."""
        self._set_axis(replace(self.axis, start=float(date(year, 1, 1).toordinal()), days=float(ZOOMS["year"])))

    def zoom_to(self, zoom: str) -> None:
        """Show a year, a quarter or six weeks, around the chosen day or today."""
        day = self.day or self.scene.today
        if zoom == "year":
            self.show_year(day.year)
        else:
            self.show_day(day, zoom)

    def turn(self, step: int) -> None:
        """Scroll on by most of what is seen; today for 0."""
        if step:
            self._set_axis(self.axis.scrolled(step * self.axis.width * 0.8))
        else:
            self._set_axis(replace(self.axis, start=self.scene.today.toordinal() - self.axis.days / 3))

    def _set_axis(self, axis: Axis) -> None:
        """Show another part of time, within the days that were read."""
        before = self.axis.middle.year
        self._keep_axis(axis)
        if self.scene.days and self.axis.middle.year != before:
            self.year_wanted.emit(self.axis.middle.year)

    def _keep_axis(self, axis: Axis) -> None:
        days = self.scene.days
        self.axis = axis.within(days[0].day, days[-1].day) if days else axis
        self._arrange()
        for name, made in self.zooms.buttons.items():
            made.setChecked(abs(self.axis.days - ZOOMS[name]) < 1)
        self.moved.emit(self.axis)

    def sizeHint(self) -> QSize:
        """Return a size at which lanes have room."""
        unit = theme.current().unit
        return QSize(unit(44), unit(24))

    def minimumSizeHint(self) -> QSize:
        """Return a size at which a few lanes can be read."""
        unit = theme.current().unit
        return QSize(unit(24), unit(12))

    # geometry

    @property
    def head(self) -> float:
        """How high the head is."""
        return head_height(self.ink)

    @property
    def lanes(self) -> list[Lane]:
        """The lanes as they are laid out for this zoom and height."""
        step = 2.0 ** math.floor(math.log2(max(0.1, self.axis.scale)))
        if self._lanes is None or step != self._step or self._laid_with is not self.ink:
            self._step, self._laid_with = step, self.ink
            laid = lay_lanes(
                [*self.scene.promotions, *self.scene.ghosts],
                self.scene.tasks,
                self.shown,
                self.collapsed,
                measures_of(self.ink),
                (LEAST + 1) / step,
                self._note_days(step),
            )
            room = self.height() - self._across.sizeHint().height() - self.head
            most = theme.current().unit(SPARE)
            self._lanes, self._measures = stretched(laid, measures_of(self.ink), room, most)
        return self._lanes

    def _note_days(self, step: float) -> float:
        """Return how many days the words of a task take; 0 where days are too narrow for any."""
        unit = theme.current().unit
        return unit(8) / step if step >= unit(0.9) else 0.0

    @property
    def view(self) -> View:
        """What is seen of everything."""
        height = self._across.y() if self._across.isVisibleTo(self) else self.height()
        return View(self.axis, self.lanes, self._measures, float(height), float(self._down.value()))

    def painter(self) -> TimelinePainter:
        """Return what paints the view as it is now."""
        return TimelinePainter(self.ink, self.scene, self._marks, self.view)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the days that are shown on another width."""
        self._lanes = None
        super().resizeEvent(event)
        self._keep_axis(self.axis)

    def _arrange(self) -> None:
        """Put scroll bars and zoom in their places."""
        unit, thick = theme.current().unit, self._across.sizeHint().height()
        gutter = float(unit(GUTTER))
        room = self.height() - thick - self.head
        total = sum(lane.height for lane in self.lanes)
        tall = total > room
        self.axis = self.axis.sized(gutter, self.width() - gutter - (thick if tall else 0))
        self._across.setGeometry(round(gutter), self.height() - thick, round(self.axis.width), thick)
        self._down.setGeometry(self.width() - thick, round(self.head), thick, round(max(1.0, room)))
        self._down.setVisible(tall)
        self._down.setRange(0, round(max(0.0, total - room)))
        self._down.setPageStep(round(max(1.0, room)))
        self._down.setSingleStep(unit(1.5))
        self._show_across()
        size = self.zooms.sizeHint()
        self.zooms.setGeometry(4, round((self.head - size.height()) / 2), round(gutter) - 8, size.height())
        self.forget()

    def _show_across(self) -> None:
        """Let the scroll bar tell where in time the view is, in tenths of days."""
        days = self.scene.days
        self._across.blockSignals(True)
        if days:
            low, high = days[0].day.toordinal(), days[-1].day.toordinal() + 1
            self._across.setRange(0, round((high - low - self.axis.days) * 10))
            self._across.setPageStep(round(self.axis.days * 10))
            self._across.setSingleStep(max(1, round(self.axis.days / 2)))
            self._across.setValue(round((self.axis.start - low) * 10))
        self._across.blockSignals(False)

    def _scrolled_across(self, value: int) -> None:
        if self.scene.days:
            self._set_axis(replace(self.axis, start=self.scene.days[0].day.toordinal() + value / 10))

    def moment_at(self, point: QPointF) -> datetime | None:
        """Return the moment under a point; None on head and names."""
        return self.axis.moment(point.x()) if self._on_lanes(point) else None

    def _on_lanes(self, point: QPointF) -> bool:
        inside = self.axis.left <= point.x() < self.axis.right
        return bool(self.scene.days) and inside and self.head <= point.y() < self.view.height

    def _lane_under(self, y: float) -> Lane | None:
        down = y - self.head + self.view.scroll
        return next((lane for lane in self.lanes if lane.top <= down < lane.top + lane.height), None)

    def lane_at(self, point: QPointF) -> str:
        """Return the lane under a point; empty for tasks and below the last."""
        lane = self._lane_under(point.y())
        return lane.name if lane is not None and lane.name != TASKS else ""

    def hit(self, point: QPointF) -> Hit | None:
        """Return the bar under a point and the part of it."""
        lane = self._lane_under(point.y()) if self._on_lanes(point) else None
        if lane is None:
            return None
        painter = self.painter()
        for strip in reversed(lane.seen(self.axis)):
            rect = painter.rect(lane, strip)
            if rect.adjusted(-1, 0, 1, 0).contains(point):
                return Hit(strip.promotion, self._grip(rect, point), strip.line)
        return None

    def _grip(self, rect: QRectF, point: QPointF) -> str:
        """Return the part of a bar; one that is too short for three parts is moved only."""
        if rect.width() < 3 * EDGE:
            return "move"
        if rect.right() - point.x() <= EDGE:
            return "end"
        return "start" if point.x() - rect.left() <= EDGE else "move"

    def bars_in(self, rect: QRectF) -> list[int]:
        """Return the promotions whose bars a frame touches."""
        painter = self.painter()
        return [
            strip.promotion.id
            for lane in self.lanes
            for strip in lane.seen(self.axis)
            if strip.promotion.id > 0 and painter.rect(lane, strip).intersects(rect)
        ]

    def day_rect(self, day: date) -> QRectF:
        """Return the rectangle of a day in the lane where the keys work."""
        lane = next((each for each in self.lanes if each.name == self.lane), None)
        left, width = self.axis.day_x(day), max(3.0, self.axis.scale)
        if lane is None:
            return QRectF(left, self.head, width, self.view.height - self.head)
        return QRectF(left, self.painter().top(lane), width, lane.height)

    def fine(self) -> bool:
        """Whether hours can be told apart."""
        return self.axis.scale >= FINE

    # painting

    def paint_picture(self, painter: QPainter) -> None:
        """Paint head and lanes."""
        self.painter().paint(painter, self.selection.ids)

    def paint_cursor(self, painter: QPainter) -> None:
        """Frame the day that the keys work on, in its lane."""
        day = self.cursor_day()
        painter.setClipRect(QRectF(self.axis.left, self.head, self.axis.width, self.view.height - self.head))
        painter.setPen(QPen(theme.current().color("accent"), 1, Qt.PenStyle.DashLine))
        painter.setBrush(theme.current().color("accent", 24))
        painter.drawRect(self.day_rect(day).adjusted(0.5, 1.5, -0.5, -1.5))
        painter.setClipping(False)

    def paint_drag(self, painter: QPainter, drag: Drag) -> None:
        """Show the bars as they would become, and say the moments."""
        look = theme.current()
        painter.setClipRect(QRectF(self.axis.left, self.head, self.axis.width, self.view.height - self.head))
        painter.setPen(QPen(look.color("accent"), 1.5))
        painter.setBrush(look.color("accent", 60))
        place = self._place_of(drag.promotion.id) if drag.promotion is not None else None
        rect = self._moved(place, *drag.span) if place is not None else self._new_rect(drag)
        for promotion in drag.promotions[1:]:
            place = self._place_of(promotion.id)
            if place is not None:
                painter.drawRoundedRect(self._moved(place, promotion.starts + drag.by, promotion.ends + drag.by), 4, 4)
        painter.drawRoundedRect(rect, 4, 4)
        painter.setClipping(False)
        top = rect.top() - look.unit(1.7)
        centre = min(max(rect.center().x(), self.axis.left), self.axis.right)
        self.paint_label(painter, self.drag_words(drag), centre, top if top > self.head else rect.bottom() + 4)

    def _new_rect(self, drag: Drag) -> QRectF:
        """Return where a new promotion would lie: the line of its lane under the mouse."""
        starts, ends = drag.span
        lane = self._lane_under(self._pressed.y())
        measures = self._measures
        top = self._pressed.y() - measures.bar / 2
        if lane is not None:
            line = int((self._pressed.y() - self.painter().top(lane) - measures.pad) // (measures.bar + measures.gap))
            top = self.painter().top(lane) + measures.pad + max(0, line) * (measures.bar + measures.gap)
        return self._moved(QRectF(0, top, 0, measures.bar), starts, ends)

    def _moved(self, place: QRectF, starts: datetime, ends: datetime) -> QRectF:
        left, right = self.axis.x(starts), self.axis.x(ends + SECOND)
        return QRectF(left, place.top(), max(LEAST, right - left), place.height())

    def _place_of(self, promotion_id: int) -> QRectF | None:
        """Return a promotion's rectangle, seen or not."""
        painter = self.painter()
        for lane in self.lanes:
            for strip in lane.strips:
                if strip.promotion.id == promotion_id:
                    return painter.rect(lane, strip)
        return None

    # mouse

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Collapse a lane by its name, take hold of the axis in the head, else as on the month."""
        point = event.position()
        if event.button() == Qt.MouseButton.MiddleButton or (point.y() < self.head and point.x() >= self.axis.left):
            self._grabbed = (point, self.axis, self._down.value())
            self.setCursor(Qt.CursorShape.ClosedHandCursor)
            return
        if point.x() < self.axis.left:
            lane = self._lane_under(point.y()) if point.y() >= self.head else None
            if lane is not None:
                self.fold(lane.name)
            return
        self.lane = self._lane_name(point)
        super().mousePressEvent(event)

    def _lane_name(self, point: QPointF) -> str:
        lane = self._lane_under(point.y())
        return lane.name if lane is not None else ""

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Pull the axis, or drag as on the month; near the edge the axis comes along."""
        if self._grabbed is not None:
            origin, axis, down = self._grabbed
            way = event.position() - origin
            self._down.setValue(round(down - way.y()))
            self._set_axis(replace(self.axis, start=axis.scrolled(-way.x()).start))
            return
        if self._drag is not None and self._drag.moved:
            self.pull_along(event.position().x())
        super().mouseMoveEvent(event)

    def pull_along(self, x: float) -> None:
        """Scroll on while something is dragged to the edge."""
        if x > self.axis.right - NEAR:
            self._set_axis(self.axis.scrolled(NEAR / 2))
        elif x < self.axis.left + NEAR:
            self._set_axis(self.axis.scrolled(-NEAR / 2))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Let go of the axis, or end a drag; a click in the head chooses the day."""
        if self._grabbed is not None:
            origin, _axis, _down = self._grabbed
            self._grabbed = None
            self.unsetCursor()
            if (event.position() - origin).manhattanLength() < EDGE and self.scene.days:
                self.go_to(self.axis.day(origin.x()))
            return
        super().mouseReleaseEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Scroll lanes; with Shift or across, time; with Ctrl, zoom about the mouse."""
        turned = event.angleDelta()
        if event.modifiers() & CONTROL:
            self._set_axis(self.axis.zoomed(ZOOM_STEP ** (turned.y() / WHEEL), event.position().x()))
        elif turned.x() or event.modifiers() & SHIFT or not self._down.isVisibleTo(self):
            self._set_axis(self.axis.scrolled(-(turned.x() or turned.y()) * 0.75))
        else:
            self._down.setValue(self._down.value() - round(turned.y() / WHEEL * self._down.singleStep() * 2))
        event.accept()

    # keyboard

    def step(self, across: int, down: int) -> None:
        """Go on by days, or to the next lane, and choose what is there."""
        if down:
            self._next_lane(down)
        wanted = self.cursor_day() + timedelta(days=across)
        self.go_to(clamped(wanted, self.scene.days[0].day, self.scene.days[-1].day))
        self.follow()

    def _next_lane(self, down: int) -> None:
        names = [lane.name for lane in self.lanes]
        if names:
            at = names.index(self.lane) + down if self.lane in names else 0
            self.lane = names[min(max(at, 0), len(names) - 1)]
            self.update()

    def go_to(self, day: date) -> None:
        """Put the cursor on a day and bring it into view."""
        if self.scene.days and not self.axis.seen(day.toordinal(), day.toordinal() + 1):
            self._set_axis(self.axis.showing(day))
        super().go_to(day)

    def choose(self, promotion_id: int) -> None:
        """Choose one promotion; the keys go on in its lane."""
        lane = next((each.lane for each in self.scene.promotions if each.id == promotion_id), "")
        self.lane = lane or self.lane
        super().choose(promotion_id)

    def live(self) -> list[int]:
        """Return the promotions of the day in the chosen lane, from top to bottom."""
        if self.day is None:
            return []
        return live_on(self.lanes, self.lane, self.day)

    # reading

    def tip(self, point: QPointF) -> str:
        """Return what is to be read about a point: a bar, a day's tasks, a day of the head, or a lane's name."""
        if point.x() < self.axis.left and point.y() >= self.head:
            lane = self._lane_under(point.y())
            return text("timeline.fold.tip", lane=lane_name(lane.name)) if lane is not None else ""
        if point.y() < self.head and self.scene.days and self.axis.left <= point.x() < self.axis.right:
            return self.day_tip(self.axis.day(point.x()))
        return super().tip(point)
