"""The table of tasks: group lines among task lines, each task with a box to tick."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from PySide6.QtCore import QItemSelectionModel, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView

from shopplanner.domain.promotions.plan import ROLES
from shopplanner.foundation.i18n import text
from shopplanner.services.promotions.task_board import PERSON, ROLE, WEEK, Group
from shopplanner.services.promotions.tasks import Task
from shopplanner.services.wording import MISSING
from shopplanner.ui.common.table import AnyIndex, Column, DataTable, RowsModel

STATE_ROLES = {"overdue": "bad", "today": "warn", "done": "muted", "open": ""}
GROUP_ROLES = {"overdue": "bad", "today": "warn"}
WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


@dataclass(frozen=True)
class Line:
    """A line of the table: a task, or the heading of a group."""

    today: date
    task: Task | None = None
    group: Group | None = None

    @property
    def key(self) -> object:
        """What stays the same when the table is filled anew."""
        if self.task is not None:
            return self.task.id
        return self.group.key if self.group else None

    @property
    def state(self) -> str:
        """The state of the task; empty for a heading."""
        return self.task.state(self.today) if self.task else ""


def lines_of(groups: Sequence[Group], today: date) -> list[Line]:
    """Return groups as lines, each heading before its tasks."""
    lines: list[Line] = []
    for group in groups:
        lines.append(Line(today, group=group))
        lines += [Line(today, task=task) for task in group.tasks]
    return lines


def role_words(role: str) -> str:
    """Return a role's name; one that is not ours as it is."""
    return text(f"promotions.role.{role}") if role in ROLES else role


def heading(group: Group, today: date) -> str:
    """Return a group's heading with the number of its tasks."""
    name = lane_words(group, today)
    late = sum(1 for task in group.tasks if task.state(today) == "overdue")
    counted = text("tasks.group.counted", name=name, n=len(group.tasks))
    return text("tasks.group.late", counted=counted, late=late) if group.kind in {ROLE, PERSON} and late else counted


def lane_words(group: Group, today: date) -> str:
    """Return a group's name: a role, a person, a day, a week, or what its tasks have in common."""
    if group.kind == ROLE:
        return role_words(group.role)
    if group.kind == PERSON:
        return group.person.name if group.person else text("team.nobody")
    if group.day is not None:
        return _week_words(group.day) if group.kind == WEEK else _day_words(group.day, today)
    return text(f"tasks.group.{group.kind}")


def _day_words(day: date, today: date) -> str:
    weekday = text(f"tasks.weekday.{WEEKDAYS[day.weekday()]}")
    ahead = (day - today).days
    near = text(f"tasks.day.{ahead}") if ahead in {0, 1} else text("tasks.day.ahead", n=ahead)
    return text("tasks.group.day", day=f"{day:%m-%d}", weekday=weekday, near=near)


def _week_words(first: date) -> str:
    last = first + timedelta(days=6 - first.weekday())
    return text("tasks.group.week", first=f"{first:%m-%d}", last=f"{last:%m-%d}")


def state_words(line: Line) -> str:
    """Return how far a task is: done, overdue by days, due today, or in some days."""
    if line.task is None:
        return ""
    if line.state in {"done", "today"}:
        return text(f"tasks.state.{line.state}")
    return text(f"tasks.state.{line.state}", n=abs((line.task.due - line.today).days))


def task_columns() -> list[Column[Line]]:
    """Return the columns of the table."""
    return [
        Column("done", "tasks.column.done", _first, role=_first_role, width=2.6, bold=True),
        Column(
            "title", "tasks.column.title", _of(_title), role=_title_role, width=17,
            tooltip=_of(lambda task: task.script),
        ),
        Column("role", "tasks.column.role", _of(lambda task: role_words(task.role)), width=6.6),
        Column("person", "tasks.column.person", _of(lambda task: task.person or MISSING), width=4.6),
        Column("due", "tasks.column.due", _of(lambda task: f"{task.due:%Y-%m-%d}"), width=5.8),
        Column("state", "tasks.column.state", state_words, role=lambda line: STATE_ROLES.get(line.state, ""), width=6),
        Column("promotion", "tasks.column.promotion", _of(lambda task: task.promotion or MISSING), width=9),
        Column("note", "tasks.column.note", _of(lambda task: task.note), width=5),
    ]  # fmt: skip


def _title(task: Task) -> str:
    """Return a task's title; a sign marks what confirms a change."""
    return f"◆ {task.title}" if task.change_id is not None else task.title


def _of(read: Callable[[Task], str]) -> Callable[[Line], str]:
    return lambda line: read(line.task) if line.task else ""


def _first(line: Line) -> str:
    return heading(line.group, line.today) if line.group else ""


def _first_role(line: Line) -> str:
    return GROUP_ROLES.get(line.group.kind, "text") if line.group else ""


def _title_role(line: Line) -> str:
    return "muted" if line.state == "done" else ""


class TaskModel(RowsModel[Line]):
    """Lines with a box to tick in the first column of each task."""

    ticked = Signal(object, bool)
    """A task, and whether it is done now."""

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return what a cell shows; boxes for tasks."""
        if role == Qt.ItemDataRole.CheckStateRole:
            return self._box(index)
        if role == Qt.ItemDataRole.AccessibleTextRole and index.isValid() and index.column() == 0:
            line = self.rows[index.row()]
            return line.task.title if line.task else _first(line)
        return super().data(index, role)

    def _box(self, index: AnyIndex) -> Any:
        line = self.rows[index.row()] if index.isValid() and index.column() == 0 else None
        if line is None or line.task is None:
            return None
        return Qt.CheckState.Checked if line.task.done else Qt.CheckState.Unchecked

    def setData(self, index: AnyIndex, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Tell that a box was ticked; the box itself changes when that has been stored."""
        if role != Qt.ItemDataRole.CheckStateRole:
            return super().setData(index, value, role)
        task = self.rows[index.row()].task
        if task is not None:
            self.ticked.emit(task, Qt.CheckState(value) == Qt.CheckState.Checked)
        return task is not None

    def flags(self, index: AnyIndex) -> Qt.ItemFlag:
        """Headings can be looked at but not chosen."""
        line = self.rows[index.row()] if index.isValid() else None
        if line is None or line.task is None:
            return Qt.ItemFlag.ItemIsEnabled
        base = super().flags(index)
        return base | Qt.ItemFlag.ItemIsUserCheckable if index.column() == 0 else base


class TaskTable(DataTable):
    """Shows task lines; Space ticks what is selected."""

    space_pressed = Signal()
    """Space was pressed on a selection."""

    def __init__(self, model: TaskModel) -> None:
        super().__init__(model, name="promotions.tasks", sortable=False, accessible_name=text("tasks.title"))
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        header = self.horizontalHeader()
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Fixed)

    def show_lines(self, lines: Sequence[Line]) -> None:
        """Show other lines; headings go across the whole table."""
        self.clearSpans()
        self.show_rows(lines, key=lambda line: line.key)
        for number, line in enumerate(lines):
            if line.group is not None:
                self.setSpan(number, 0, 1, self.rows_model.columnCount())

    def selected_tasks(self) -> list[Task]:
        """Return the selected tasks from top to bottom."""
        return [line.task for line in self.selected_rows() if line.task is not None]

    def select_task(self, task_id: int) -> bool:
        """Choose a task; return whether it is shown."""
        return self.select_where(lambda line: line.task is not None and line.task.id == task_id)

    def select_first(self) -> None:
        """Choose the first task."""
        self.select_where(lambda line: line.task is not None)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Space ticks; everything else as in every table, over headings to the next task."""
        if event.key() == Qt.Key.Key_Space and self.selected_tasks():
            self.space_pressed.emit()
            return
        super().keyPressEvent(event)
        if event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self._skip_heading(-1 if event.key() == Qt.Key.Key_Up else 1)

    def _skip_heading(self, step: int) -> None:
        index = self.currentIndex()
        line = self.current_row()
        beyond = index.row() + step
        if line is not None and line.task is None and 0 <= beyond < len(self.rows_model.rows):
            flags = QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows
            self.selectionModel().setCurrentIndex(self.rows_model.index(beyond, max(1, index.column())), flags)
