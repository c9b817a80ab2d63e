"""The tasks page: what has to be done, by whom, until when."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any, ClassVar

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QComboBox, QMenu, QPushButton, QStackedWidget

from shopplanner.domain.changes import Area, Place
from shopplanner.domain.messages import message
from shopplanner.domain.promotions.plan import ROLES
from shopplanner.foundation.i18n import text
from shopplanner.services.promotions import task_board, tasks
from shopplanner.services.promotions.task_board import Board, TaskFilter
from shopplanner.services.promotions.tasks import Task
from shopplanner.ui.common.action import Action
from shopplanner.ui.common.context import AppContext
from shopplanner.ui.common.form import choice
from shopplanner.ui.common.page import Page
from shopplanner.ui.common.widgets import Card, EmptyState, Segments, label
from shopplanner.ui.promotions.tasks.editor import TaskEditor
from shopplanner.ui.promotions.tasks.table import Line, TaskModel, TaskTable, lines_of, role_words, task_columns

DAY, ROLE = "day", "role"
OPEN, ALL = "open", "all"


class TasksPage(Page):
    """Lists tasks in groups; ticks, adds, edits and deletes them."""

    AREAS: ClassVar[frozenset[Area]] = frozenset({Area.TASKS, Area.PROMOTIONS, Area.PACKS})

    def __init__(self, context: AppContext) -> None:
        super().__init__(context, text("tasks.title"))
        self.board: Board | None = None
        self.wanted = TaskFilter()
        self._by = DAY
        self._select = 0
        self._typing = False
        self.model = TaskModel(task_columns())
        self.table = TaskTable(self.model)
        self._make_actions()
        actions = (self.done_action, self.promotion_action, self.delete_action)
        self.editor = TaskEditor(self._store, actions, self)
        self.editor.hide()
        self._make_header()
        self.stack = QStackedWidget()
        self.stack.addWidget(self._make_card())
        first_steps = (self.add_action, self.plan_action, self.calendar_action)
        self.empty = EmptyState("tasks.empty", "tasks.empty_hint", first_steps, "task")
        self.stack.addWidget(self.empty)
        self.body.addWidget(self.stack, 1)
        self.table.row_changed.connect(self._show_line)
        self.table.selectionModel().selectionChanged.connect(lambda *_changes: self._update_enabled())
        self.table.row_activated.connect(lambda _line: self.promotion_action.run())
        self.table.delete_pressed.connect(self._delete)
        self.table.space_pressed.connect(self._toggle)
        self.model.ticked.connect(lambda task, done: self._set_done([task], done))

    def _make_actions(self) -> None:
        some = self._selected
        self.add_action = Action("tasks.add", "tasks.action.add", self._add, "Ctrl+N", icon="plus")
        self.plan_action = Action(
            "tasks.plan", "tasks.action.plan", self._open_plan, icon="task", enabled=self._can_plan
        )
        self.done_action = Action(
            "tasks.done", "tasks.action.done", self._toggle, icon="check", enabled=lambda: bool(some())
        )
        self.delete_action = Action(
            "tasks.delete", "tasks.action.delete", self._delete, icon="delete", enabled=lambda: bool(some())
        )
        self.promotion_action = Action(
            "tasks.promotion",
            "tasks.action.promotion",
            self._go_to_promotion,
            icon="calendar",
            enabled=self._has_promotion,
        )
        self.calendar_action = Action(
            "tasks.calendar",
            "tasks.action.calendar",
            lambda: self.context.navigate(Place("promotions", "calendar")),
            icon="calendar",
        )

    def _make_header(self) -> None:
        self.header.add_action(self.plan_action)
        self.header.add_action(self.add_action, primary=True)

    def _make_card(self) -> Card:
        card = Card(text("tasks.list"))
        self.count = label("", "muted")
        card.head.insertWidget(2, self.count)
        self.roles = choice([("", text("tasks.filter.role")), *((role, role_words(role)) for role in ROLES)])
        self.roles.setAccessibleName(text("tasks.filter.role"))
        self.roles.currentIndexChanged.connect(self._filter)
        self.promotions = choice([("", text("tasks.filter.promotion"))])
        self.promotions.setAccessibleName(text("tasks.filter.promotion"))
        self.promotions.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.promotions.setMinimumContentsLength(12)
        self.promotions.currentIndexChanged.connect(self._filter)
        kinds = [(DAY, text("tasks.by.day")), (ROLE, text("tasks.by.role"))]
        self.grouping = Segments(kinds, DAY, self._group)
        states = [(OPEN, text("tasks.filter.open")), (ALL, text("tasks.filter.all"))]
        self.states = Segments(states, OPEN, self._choose_state)
        for widget in (self.roles, self.promotions, self.grouping, self.states):
            card.head.addWidget(widget)
        card.body.addWidget(self.table, 1)
        self.nothing = label("", "muted", wrap=True)
        self.nothing.hide()
        card.body.addWidget(self.nothing)
        return card

    def actions_list(self) -> Sequence[Action]:
        """Return the page's actions."""
        return (
            self.add_action,
            self.plan_action,
            self.done_action,
            self.promotion_action,
            self.delete_action,
            self.calendar_action,
        )

    def flush(self) -> None:
        """Store what is being typed."""
        self.editor.flush()

    # what is shown

    def refresh(self) -> None:
        """Read the tasks again."""
        self.context.read("promotions.tasks", task_board.board, self._show)

    def show_record(self, record: str) -> None:
        """Choose a task by its id, even if a filter hides it; ``promotion:7`` shows a promotion's tasks."""
        kind, _, promotion = record.partition(":")
        if promotion:
            self._set_filter(TaskFilter(open_only=False, promotion_id=int(promotion)))
        else:
            self._select = int(kind)
        if self.board is not None:
            self._show(self.board)

    def _show(self, board: Board) -> None:
        self.board = board
        self.stack.setCurrentIndex(0 if board.tasks else 1)
        self._fill_promotions(board)
        states = ((each, board.count(each), kind) for each, kind in (("overdue", "bad"), ("today", "warn")))
        self.header.set_chips(*((text(f"tasks.chip.{each}", n=count), kind) for each, count, kind in states if count))
        self._fill_table(board)
        wanted = next((task for task in board.tasks if task.id == self._select), None)
        if wanted is not None and not self.wanted.keeps(wanted):
            self._set_filter(TaskFilter(open_only=False))
            self._fill_table(board)
        self._choose()
        self._update_enabled()

    def _fill_table(self, board: Board) -> None:
        shown = [task for task in board.tasks if self.wanted.keeps(task)]
        groups = task_board.by_day(shown, board.today) if self._by == DAY else task_board.by_role(shown)
        self.table.show_lines(lines_of(groups, board.today))
        self.count.setText(text("tasks.count", n=len(shown)))
        self.table.setVisible(bool(shown))
        self.nothing.setVisible(not shown)
        self.nothing.setText(text("tasks.all_done" if self.wanted == TaskFilter() else "tasks.nothing"))

    def _choose(self) -> None:
        """Choose the wanted task, else stay, else the first one."""
        if self._select and self.table.select_task(self._select):
            self._select = 0
        line = self.table.current_row()
        if line is None or line.task is None:
            self.table.select_first()
        self._show_line(self.table.current_row())
        if self._typing and not self._select:
            self._typing = False
            self.editor.start_typing()

    def _show_line(self, line: Line | None) -> None:
        if line is None or line.task is None:
            self.set_inspector(None)
            return
        self.editor.show_line(line)
        if self.inspector is not self.editor:
            self.set_inspector(self.editor)

    def _update_enabled(self) -> None:
        self.header.update_enabled()
        self.editor.update_enabled()
        for made in self.empty.findChildren(QPushButton, self.plan_action.id):
            made.setEnabled(self.plan_action.can_run())

    def _fill_promotions(self, board: Board) -> None:
        """Offer the promotions that have tasks."""
        used = {task.promotion_id for task in board.tasks}
        self.promotions.blockSignals(True)
        self.promotions.clear()
        self.promotions.addItem(text("tasks.filter.promotion"), "")
        for each in board.promotions:
            if each.id in used or each.id == self.wanted.promotion_id:
                self.promotions.addItem(f"{each.starts:%m-%d} {each.name}", str(each.id))
        wanted = "" if self.wanted.promotion_id is None else str(self.wanted.promotion_id)
        self.promotions.setCurrentIndex(max(0, self.promotions.findData(wanted)))
        self.promotions.blockSignals(False)

    def _filter(self, _index: int) -> None:
        promotion = str(self.promotions.currentData())
        role = str(self.roles.currentData())
        self.wanted = TaskFilter(self.wanted.open_only, role, int(promotion) if promotion else None)
        self._show_again()

    def _choose_state(self, state: str) -> None:
        self.wanted = TaskFilter(state == OPEN, self.wanted.role, self.wanted.promotion_id)
        self._show_again()

    def _set_filter(self, wanted: TaskFilter) -> None:
        """Show another filter in the controls, too."""
        self.wanted = wanted
        self.states.choose(OPEN if wanted.open_only else ALL)
        self.roles.blockSignals(True)
        self.roles.setCurrentIndex(max(0, self.roles.findData(wanted.role)))
        self.roles.blockSignals(False)
        if self.board is not None:
            self._fill_promotions(self.board)

    def _group(self, by: str) -> None:
        self._by = by
        self._show_again()

    def _show_again(self) -> None:
        if self.board is not None:
            self._show(self.board)

    # edits

    def _selected(self) -> list[Task]:
        return self.table.selected_tasks()

    def _has_promotion(self) -> bool:
        line = self.table.current_row()
        return line is not None and line.task is not None and line.task.promotion_id is not None

    def _can_plan(self) -> bool:
        return self.board is not None and any(each.coming for each in self.board.promotions)

    def _store(self, task_id: int, values: dict[str, Any]) -> None:
        self.context.perform(lambda workspace: tasks.edit_task(workspace, task_id, **values))

    def _toggle(self) -> None:
        """Mark the selected tasks as done, or as open again if all of them are done."""
        chosen = self._selected()
        if chosen:
            self._set_done(chosen, not all(task.done for task in chosen))

    def _set_done(self, chosen: Sequence[Task], done: bool) -> None:
        ids = [task.id for task in chosen]
        self.context.perform(lambda workspace: tasks.set_done(workspace, ids, done=done))

    def _delete(self) -> None:
        ids = [task.id for task in self._selected()]
        if ids:
            self.context.perform(lambda workspace: tasks.remove_tasks(workspace, ids))

    def _add(self) -> None:
        """Add a task for today with the filter's role and promotion, and let its title be typed."""
        today = self.context.workspace.clock.today()
        role, promotion_id = self.wanted.role or ROLES[0], self.wanted.promotion_id
        title = text("tasks.new")
        self.context.perform(lambda workspace: tasks.add_task(workspace, title, today, role, promotion_id), self._added)

    def _added(self, task_id: int) -> None:
        self._select, self._typing = task_id, True
        self.refresh()

    def plan_menu(self) -> QMenu:
        """Return the menu of promotions that can get their usual tasks."""
        menu = QMenu(self)
        for each in self.board.promotions if self.board else ():
            if each.coming:
                words = f"{each.starts:%m-%d}  {each.name}".replace("&", "&&")
                menu.addAction(words, partial(self._plan, each.id))
        menu.aboutToHide.connect(menu.deleteLater)
        return menu

    def _open_plan(self) -> None:
        self.plan_menu().popup(self.header.mapToGlobal(QPoint(self.header.width() // 2, self.header.height())))

    def _plan(self, promotion_id: int) -> None:
        self.context.perform(lambda workspace: tasks.plan_tasks(workspace, promotion_id), self._planned)

    def _planned(self, added: int) -> None:
        if added:
            self.context.notify(message("tasks.planned", n=added), "good")
        else:
            self.context.notify(message("tasks.planned_none"))

    def _go_to_promotion(self) -> None:
        line = self.table.current_row()
        if line is not None and line.task is not None and line.task.promotion_id is not None:
            self.context.navigate(Place("promotions", "calendar", str(line.task.promotion_id)))
