"""Tasks as cards in a list: how they are drawn, dragged, and chosen by keys."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date
from typing import Any

from PySide6.QtCore import QAbstractListModel, QMimeData, QModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDragMoveEvent, QDropEvent, QKeyEvent, QPainter, QPen
from PySide6.QtWidgets import QAbstractItemView, QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from shopplanner.services.promotions.tasks import Task
from shopplanner.ui.common.table import AnyIndex
from shopplanner.ui.promotions.tasks.table import STATE_ROLES, Line, role_words, state_words
from shopplanner.ui.theme import theme

MIME = "application/x-shopplanner-tasks"
TASK = int(Qt.ItemDataRole.UserRole)


class CardModel(QAbstractListModel):
    """The tasks of a lane."""

    def __init__(self) -> None:
        super().__init__()
        self.tasks: tuple[Task, ...] = ()
        self.today = date.min

    def show_tasks(self, tasks: Sequence[Task], today: date) -> None:
        """Show other tasks."""
        self.beginResetModel()
        self.tasks, self.today = tuple(tasks), today
        self.endResetModel()

    def rowCount(self, parent: AnyIndex | None = None) -> int:
        """Return the number of tasks."""
        return 0 if parent is not None and parent.isValid() else len(self.tasks)

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return a task, its title, and everything about it for tool tip and screen reader."""
        if not index.isValid() or index.row() >= len(self.tasks):
            return None
        task = self.tasks[index.row()]
        if role == TASK:
            return task
        if role == Qt.ItemDataRole.DisplayRole:
            return task.title
        if role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole):
            return f"{task.title}\n{about(task, self.today)}"
        return None

    def flags(self, index: AnyIndex) -> Qt.ItemFlag:
        """Cards can be chosen and dragged."""
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsDragEnabled

    def mimeTypes(self) -> list[str]:
        """Return what a drag carries."""
        return [MIME]

    def mimeData(self, indexes: Sequence[QModelIndex]) -> QMimeData:
        """Return the ids of dragged tasks."""
        carried = QMimeData()
        ids = sorted({self.tasks[index.row()].id for index in indexes})
        carried.setData(MIME, json.dumps(ids).encode())
        return carried


def about(task: Task, today: date) -> str:
    """Return who does a task, how far it is, and for which promotion."""
    parts = (task.person or role_words(task.role), state_words(Line(today, task)), task.promotion)
    return " · ".join(part for part in parts if part)


class CardDelegate(QStyledItemDelegate):
    """Draws a task in two lines, with a bar of its state's colour at the left."""

    def sizeHint(self, option: QStyleOptionViewItem, index: AnyIndex) -> QSize:
        """Return the room of a card."""
        return QSize(theme.unit(8), theme.unit(3.4))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: AnyIndex) -> None:
        """Draw one card."""
        task: Task = index.data(TASK)
        model = index.model()
        today = model.today if isinstance(model, CardModel) else date.min
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        focused = bool(option.state & QStyle.StateFlag.State_HasFocus)
        room = option.rect.adjusted(2, 2, -3, -3)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(theme.color("accent" if focused else "border"), 1))
        painter.setBrush(theme.color("accent_soft" if chosen else "surface"))
        painter.drawRoundedRect(room, 4, 4)
        state = task.state(today)
        painter.fillRect(QRect(room.left() + 3, room.top() + 5, 3, room.height() - 9), theme.color(BARS[state]))
        self._write(painter, room, task, today, state)
        painter.restore()

    def _write(self, painter: QPainter, room: QRect, task: Task, today: date, state: str) -> None:
        gap = theme.current().space(12)
        line = room.adjusted(gap, 0, -6, 0)
        upper = QRect(line.left(), line.top() + 3, line.width(), line.height() // 2 - 2)
        lower = QRect(line.left(), upper.bottom(), line.width(), line.bottom() - upper.bottom() - 2)
        mark = "✓ " if task.done else "◆ " if task.change_id is not None else ""
        painter.setFont(theme.current().font())
        painter.setPen(theme.color("muted" if task.done else "text"))
        self._elided(painter, upper, mark + task.title)
        painter.setFont(theme.current().font("small"))
        painter.setPen(theme.color(STATE_ROLES[state] or "muted"))
        self._elided(painter, lower, about(task, today))

    def _elided(self, painter: QPainter, room: QRect, words: str) -> None:
        shown = painter.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter), shown)


BARS = {"overdue": "bad", "today": "warn", "done": "good", "open": "accent"}


class CardList(QListView):
    """A lane's cards; tasks of other lanes can be dropped on it."""

    dropped = Signal(object)
    """Ids of tasks that were dropped here."""
    key_pressed = Signal(str)
    """A key that means something to the board: tick, delete, left, right, put_left, put_right."""
    opened = Signal(object)
    """A task was double-clicked, or Enter pressed on it."""

    def __init__(self, model: CardModel, name: str, *, takes: bool) -> None:
        super().__init__()
        self.card_model = model
        self.takes = takes
        self.setModel(model)
        self.setItemDelegate(CardDelegate(self))
        self.setAccessibleName(name)
        self.setUniformItemSizes(True)
        self.setMouseTracking(False)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setDragEnabled(True)
        self.setAcceptDrops(takes)
        self.setDragDropMode(
            QAbstractItemView.DragDropMode.DragDrop if takes else QAbstractItemView.DragDropMode.DragOnly
        )
        self.setDefaultDropAction(Qt.DropAction.MoveAction)
        self.doubleClicked.connect(lambda index: self.opened.emit(index.data(TASK)))

    def selected_tasks(self) -> list[Task]:
        """Return the selected tasks from top to bottom."""
        return [index.data(TASK) for index in sorted(self.selectedIndexes())]

    def select_task(self, task_id: int) -> bool:
        """Choose a task and go to it; return whether it is here."""
        for place, task in enumerate(self.card_model.tasks):
            if task.id == task_id:
                self.setCurrentIndex(self.card_model.index(place))
                return True
        return False

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take tasks only."""
        self._take(event)

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        """Take tasks only."""
        self._take(event)

    def _take(self, event: QDragMoveEvent) -> None:
        if self.takes and event.mimeData().hasFormat(MIME) and event.source() is not self:
            event.acceptProposedAction()
        else:
            event.ignore()

    def dropEvent(self, event: QDropEvent) -> None:
        """Tell which tasks were dropped; they come here when that has been stored."""
        if self.takes and event.mimeData().hasFormat(MIME):
            event.setDropAction(Qt.DropAction.CopyAction)  # the list they came from removes nothing itself
            event.accept()
            self.dropped.emit(tuple(json.loads(bytes(event.mimeData().data(MIME).data()).decode())))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Hand the board's keys on."""
        control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        meant = {
            Qt.Key.Key_Left: "put_left" if control else "left",
            Qt.Key.Key_Right: "put_right" if control else "right",
            Qt.Key.Key_Space: "tick",
            Qt.Key.Key_Delete: "delete",
        }.get(Qt.Key(event.key()), "")
        if meant:
            self.key_pressed.emit(meant)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            self.opened.emit(self.currentIndex().data(TASK))
        else:
            super().keyPressEvent(event)
