"""The marks of tasks on the timeline are dragged to other days; what is asked for is one step of undo."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from itertools import groupby
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QHelpEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QToolTip, QWidget

from shopplanner.foundation.i18n import text
from shopplanner.services.promotions.tasks import Task
from shopplanner.ui.promotions.calendar.drag import clamped
from shopplanner.ui.promotions.calendar.lanes import TASKS, Lane
from shopplanner.ui.promotions.calendar.words import WEEKDAYS
from shopplanner.ui.theme import theme

if TYPE_CHECKING:
    from shopplanner.ui.promotions.calendar.timeline_canvas import TimelineCanvas

FAR = 5
"""Pixels that the mouse must go before a press becomes a drag."""
SLACK = 2.0
"""Pixels beside a mark that still belong to it: a day's column is thin in a year."""


@dataclass(frozen=True)
class TaskMark:
    """A mark with what it stands for: one task where days are wide, else all open ones of a day."""

    rect: QRectF
    tasks: tuple[Task, ...]

    @property
    def day(self) -> date:
        """The day that the tasks are due."""
        return self.tasks[0].due

    def tip(self) -> str:
        """Return what is to be read about it."""
        if len(self.tasks) == 1:
            return text("timeline.task.tip", title=self.tasks[0].title, day=self.day)
        return text("timeline.task.day", n=len(self.tasks), day=self.day)


@dataclass(frozen=True)
class TaskDrag:
    """A mark on its way: where it was taken, the day under the mouse then, and the day it would get now."""

    mark: TaskMark
    pressed: QPointF
    origin: date
    day: date
    moved: bool = False


class TaskMarks(QWidget):
    """Lies over the timeline: hears the mouse before it does, and shows the day that a dragged mark would get."""

    wanted = Signal(object)
    """New days by the ids of tasks."""

    def __init__(self, canvas: TimelineCanvas) -> None:
        super().__init__(canvas)
        self._canvas = canvas
        self.drag: TaskDrag | None = None
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.hide()
        canvas.installEventFilter(self)

    def mark_at(self, point: QPointF) -> TaskMark | None:
        """Return the mark under a point."""
        if self._canvas.moment_at(point) is None or not self._on_lane(point.y()):
            return None
        found = [each for each in self._marks() if _near(each.rect, point)]
        return min(found, key=lambda each: abs(each.rect.center().x() - point.x())) if found else None

    def _on_lane(self, y: float) -> bool:
        """Whether a height lies in the lane of tasks, so that the mouse elsewhere costs nothing."""
        lane, painter = self._lane(), self._canvas.painter()
        return lane is not None and painter.top(lane) <= y < painter.top(lane) + lane.height

    def _lane(self) -> Lane | None:
        return next((each for each in self._canvas.lanes if each.name == TASKS), None)

    def _marks(self) -> list[TaskMark]:
        """Return the marks that are seen; those that are only counted under the others are none."""
        lane = self._lane()
        if lane is None:
            return []
        painter, notes = self._canvas.painter(), lane.notes_seen(self._canvas.axis)
        if any(note.line is not None for note in lane.notes):
            named = [note for note in notes if note.line is not None]
            return [TaskMark(painter.note_rect(lane, note), (note.task,)) for note in named]
        days = [(begin, tuple(note.task for note in each)) for begin, each in groupby(notes, lambda note: note.begin)]
        return [TaskMark(painter.column_rect(lane, begin, len(tasks)), tasks) for begin, tasks in days]

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take the events that concern a mark; all others go on to the timeline."""
        if isinstance(event, QHelpEvent):
            return self._explain(event)
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            return event.key() == Qt.Key.Key_Escape and self._let_go() is not None
        if isinstance(event, QMouseEvent):
            return self._mouse(event)
        return super().eventFilter(watched, event)

    def _mouse(self, event: QMouseEvent) -> bool:
        kind = event.type()
        if kind == QEvent.Type.MouseButtonPress:
            return self._take(event)
        if kind == QEvent.Type.MouseMove:
            return self._pull(event) if self.drag is not None else self._hover(event)
        return kind == QEvent.Type.MouseButtonRelease and self._drop()

    def _take(self, event: QMouseEvent) -> bool:
        """Take hold of a mark and choose its day, as a click beside it would."""
        plain = event.modifiers() == Qt.KeyboardModifier.NoModifier
        mark = self.mark_at(event.position()) if plain and event.button() == Qt.MouseButton.LeftButton else None
        if mark is None:
            return False
        origin = self._canvas.axis.day(event.position().x())
        self.drag = TaskDrag(mark, event.position(), origin, mark.day)
        self._canvas.lane = TASKS
        self._canvas.go_to(mark.day)
        self._canvas.choose(0)
        return True

    def _pull(self, event: QMouseEvent) -> bool:
        drag = self.drag
        if drag is None or not (drag.moved or (event.position() - drag.pressed).manhattanLength() >= FAR):
            return True
        if drag.moved:
            self._canvas.pull_along(event.position().x())
        days = self._canvas.scene.days
        wanted = drag.mark.day + (self._canvas.axis.day(event.position().x()) - drag.origin)
        self.drag = replace(drag, day=clamped(wanted, days[0].day, days[-1].day), moved=True)
        self._canvas.setCursor(Qt.CursorShape.ClosedHandCursor)
        self.setGeometry(self._canvas.rect())
        self.show()
        self.update()
        return True

    def _drop(self) -> bool:
        """Ask for the day under the mouse."""
        drag = self._let_go()
        if drag is None:
            return False
        if drag.moved and drag.day != drag.mark.day:
            self._canvas.go_to(drag.day)
            self.wanted.emit({task.id: drag.day for task in drag.mark.tasks})
        return True

    def _let_go(self) -> TaskDrag | None:
        drag, self.drag = self.drag, None
        self.hide()
        if drag is not None:
            self._canvas.unsetCursor()
        return drag

    def _hover(self, event: QMouseEvent) -> bool:
        """Show by the cursor that a mark can be taken; a drag of the timeline goes on."""
        if event.buttons() or self.mark_at(event.position()) is None:
            return False
        self._canvas.setCursor(Qt.CursorShape.OpenHandCursor)
        return True

    def _explain(self, event: QHelpEvent) -> bool:
        mark = self.mark_at(QPointF(event.pos()))
        if mark is None:
            return False
        QToolTip.showText(event.globalPos(), mark.tip(), self._canvas)
        return True

    def words(self, drag: TaskDrag) -> str:
        """Return the day that a drag would give, with its weekday, and how many tasks it takes along."""
        weekday = text(f"promotions.weekday.{WEEKDAYS[drag.day.weekday()]}")
        said = f"{drag.day:%m-%d} {weekday}"
        return said if len(drag.mark.tasks) == 1 else text("timeline.task.drag", day=said, n=len(drag.mark.tasks))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Show the mark where it would go, and its day above it."""
        del event
        drag = self.drag
        if drag is None:
            return
        look, canvas = theme.current(), self._canvas
        by = canvas.axis.day_x(drag.day) - canvas.axis.day_x(drag.mark.day)
        at_first = next((each.rect for each in self._marks() if each.tasks == drag.mark.tasks), drag.mark.rect)
        rect = at_first.translated(by, 0)
        painter = QPainter(self)
        painter.setPen(QPen(look.color("accent"), 1.5))
        painter.setBrush(look.color("accent", 60))
        painter.drawRoundedRect(rect, 3, 3)
        centre = canvas.axis.day_x(drag.day) + canvas.axis.scale / 2
        canvas.paint_label(painter, self.words(drag), centre, rect.top() - look.unit(1.7))
        painter.end()


def _near(rect: QRectF, point: QPointF) -> bool:
    return rect.adjusted(-SLACK, 0, SLACK, 0).contains(point)
