"""The tasks page: what has to be done, by whom, until when."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, ClassVar

from PySide6.QtCore import QPoint
from PySide6.QtGui import QTextDocument
from PySide6.QtWidgets import QComboBox, QMenu, QStackedWidget

from shopplanner.domain.changes import Area, Outcome, Place
from shopplanner.domain.messages import message
from shopplanner.domain.promotions.plan import ROLES
from shopplanner.foundation.i18n import text
from shopplanner.services.promotions import propagation, task_board, tasks, team
from shopplanner.services.promotions.day_sheet import PriceLine, day_sheet, sheet_prices
from shopplanner.services.promotions.task_board import Board, Group, TaskFilter
from shopplanner.services.promotions.tasks import Task
from shopplanner.services.workspace import Workspace
from shopplanner.ui.common.action import Action
from shopplanner.ui.common.context import AppContext
from shopplanner.ui.common.folding import FoldingLine
from shopplanner.ui.common.form import choice
from shopplanner.ui.common.page import Page
from shopplanner.ui.common.widgets import Card, EmptyState, Segments, label
from shopplanner.ui.promotions.tasks.board import TaskBoard
from shopplanner.ui.promotions.tasks.editor import TaskEditor
from shopplanner.ui.promotions.tasks.planning import Planning
from shopplanner.ui.promotions.tasks.report import Report, ReportDialog
from shopplanner.ui.promotions.tasks.sheet import ask_file, sheet_document, write_sheet
from shopplanner.ui.promotions.tasks.table import Line, TaskModel, TaskTable, lines_of, role_words, task_columns

DAY, ROLE, PERSON = "day", "role", "person"
OPEN, CHANGES, ALL = "open", "changes", "all"
LIST, BOARD = "list", "board"


class TasksPage(Page):
    """Shows tasks as a list in groups or as a board of lanes; ticks, adds, edits, moves and deletes them."""

    AREAS: ClassVar[frozenset[Area]] = frozenset({Area.TASKS, Area.PROMOTIONS, Area.PACKS})

    def __init__(self, context: AppContext) -> None:
        super().__init__(context, text("tasks.title"))
        self.board: Board | None = None
        self._prices: tuple[PriceLine, ...] = ()
        self.wanted = TaskFilter()
        self._by = DAY
        self._form = LIST
        self._select = 0
        self._typing = False
        self.model = TaskModel(task_columns())
        self.table = TaskTable(self.model)
        self.lanes = TaskBoard()
        self._planning = Planning(context, self)
        self._make_actions()
        actions = (self.done_action, self.promotion_action, self.delete_action)
        self.editor = TaskEditor(self._store, self._assign, actions, self)
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
        self._wire_board()

    def _wire_board(self) -> None:
        self.lanes.chosen.connect(self._show_task)
        self.lanes.selection_changed.connect(self._update_enabled)
        self.lanes.put.connect(self._put)
        self.lanes.tick_pressed.connect(self._toggle)
        self.lanes.delete_pressed.connect(self._delete)
        self.lanes.opened.connect(lambda _task: self.promotion_action.run())

    def _make_actions(self) -> None:
        some = self._selected
        self.add_action = Action("tasks.add", "tasks.action.add", self._add, "Ctrl+N", icon="plus")
        self.plan_action = Action("tasks.plan", "tasks.action.plan", self._open_plan, icon="task")
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
        self.report_action = Action("tasks.report", "tasks.action.report", self._report, icon="edit")
        self.sheet_action = Action("tasks.sheet", "tasks.action.sheet", self._save_sheet, icon="print")
        self.calendar_action = Action(
            "tasks.calendar",
            "tasks.action.calendar",
            lambda: self.context.navigate(Place("promotions", "calendar")),
            icon="calendar",
        )

    def _make_header(self) -> None:
        self.forms = Segments([(LIST, text("tasks.form.list")), (BOARD, text("tasks.form.board"))], LIST, self._turn)
        self.header.add_left(self.forms)
        for action in (self.sheet_action, self.report_action, self.plan_action):
            self.header.add_action(action)
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
        kinds = [(by, text(f"tasks.by.{by}")) for by in (DAY, ROLE, PERSON)]
        self.grouping = Segments(kinds, DAY, self._group)
        states = [(state, text(f"tasks.filter.{state}")) for state in (OPEN, CHANGES, ALL)]
        self.states = Segments(states, OPEN, self._choose_state)
        controls = FoldingLine()
        controls.first.addStretch(1)
        for widget in (self.roles, self.promotions):
            controls.first.addWidget(widget)
        for segments in (self.grouping, self.states):
            controls.second.addWidget(segments)
        card.head.addWidget(controls)
        self.shapes = QStackedWidget()
        self.shapes.addWidget(self.table)
        self.shapes.addWidget(self.lanes)
        card.body.addWidget(self.shapes, 1)
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
            self.report_action,
            self.sheet_action,
            self.calendar_action,
        )

    def flush(self) -> None:
        """Store what is being typed."""
        self.editor.flush()

    def print_document(self) -> QTextDocument | None:
        """Return the sheet of the day."""
        if self.board is None:
            return None
        return sheet_document(day_sheet(self.board, self._shown(self.board)), self._prices, self.board.today)

    # what is shown

    def refresh(self) -> None:
        """Read the tasks again."""
        self.context.read("promotions.tasks", task_board.board, self._arrived)

    def show_record(self, record: str) -> None:
        """Choose a task by its id, even if a filter hides it.

        ``promotion:7`` shows a promotion's tasks, ``changes:`` those that confirm a change.
        """
        kind, _, promotion = record.partition(":")
        if kind == "changes":
            self._set_filter(TaskFilter(changes_only=True))
        elif promotion:
            self._set_filter(TaskFilter(open_only=False, promotion_id=int(promotion)))
        else:
            self._select = int(kind)
        if self.board is not None:
            self._show(self.board)

    def _arrived(self, board: Board) -> None:
        self._read_prices(board)
        self._show(board)

    def _show(self, board: Board) -> None:
        if self.board is None or self.board.people != board.people:
            self.editor.show_people(board.people)
        self.board = board
        self.stack.setCurrentIndex(0 if board.tasks else 1)
        self._fill_promotions(board)
        states = ((each, board.count(each), kind) for each, kind in (("overdue", "bad"), ("today", "warn")))
        self.header.set_chips(*((text(f"tasks.chip.{each}", n=count), kind) for each, count, kind in states if count))
        self._fill_table(board)
        wanted = next((task for task in board.tasks if task.id == self._select), None)
        if wanted is not None and wanted not in board.shown(self.wanted):
            self._set_filter(TaskFilter(open_only=False))
            self._fill_table(board)
        self._choose()
        self._update_enabled()

    def _read_prices(self, board: Board) -> None:
        """Read the prices of the day's sheet beside the window's work."""
        if any(each.products for each in board.live):
            self.context.read(
                "promotions.tasks.prices", lambda workspace: sheet_prices(workspace, board), self._keep_prices
            )
        else:
            self._prices = ()

    def _keep_prices(self, prices: tuple[PriceLine, ...]) -> None:
        self._prices = prices

    def _shown(self, board: Board) -> list[Task]:
        return board.shown(self.wanted)

    def _fill_table(self, board: Board) -> None:
        shown = self._shown(board)
        if self._form == BOARD:
            self.lanes.show_lanes(task_board.lanes(shown, self._by, board.today, board.people), board.today)
        else:
            self.table.show_lines(lines_of(self._groups(shown, board), board.today))
        self.shapes.setCurrentIndex(1 if self._form == BOARD else 0)
        self.count.setText(text("tasks.count", n=len(shown)))
        there = bool(shown) or self._form == BOARD
        self.shapes.setVisible(there)
        self.nothing.setVisible(not there)
        self.nothing.setText(text("tasks.all_done" if self.wanted == TaskFilter() else "tasks.nothing"))

    def _groups(self, shown: Sequence[Task], board: Board) -> list[Group]:
        if self._by == DAY:
            return task_board.by_day(shown, board.today)
        return task_board.by_role(shown) if self._by == ROLE else task_board.by_person(shown, board.people)

    def _turn(self, form: str) -> None:
        """Show the same tasks as a list or as a board; the chosen one stays chosen."""
        chosen = self._current()
        self._form = form
        self._select = chosen.id if chosen else 0
        self._show_again()

    def _current(self) -> Task | None:
        """Return the task under the cursor."""
        if self._form == BOARD:
            return self.lanes.current_task()
        line = self.table.current_row()
        return line.task if line is not None else None

    def _show_task(self, task: Task | None) -> None:
        if task is None or self.board is None:
            self.set_inspector(None)
        else:
            self._show_line(Line(self.board.today, task))

    def _choose(self) -> None:
        """Choose the wanted task, else stay, else the first one."""
        if self._form == BOARD:
            self._choose_card()
            return
        if self._select and self.table.select_task(self._select):
            self._select = 0
        line = self.table.current_row()
        if line is None or line.task is None:
            self.table.select_first()
        self._show_line(self.table.current_row())
        self._begin_typing()

    def _choose_card(self) -> None:
        if self._select and self.lanes.select_task(self._select):
            self._select = 0
        self._show_task(self.lanes.current_task())
        self._begin_typing()

    def _begin_typing(self) -> None:
        if self._typing and not self._select:
            self._typing = False
            self.editor.start_typing()

    def _show_line(self, line: Line | None) -> None:
        if line is None or line.task is None:
            self.set_inspector(None)
            return
        self.editor.show_line(line, self.board.waiting(line.task) if self.board else ())
        if self.inspector is not self.editor:
            self.set_inspector(self.editor)

    def _update_enabled(self) -> None:
        self.header.update_enabled()
        self.editor.update_enabled()

    def _fill_promotions(self, board: Board) -> None:
        """Offer the promotions that have tasks."""
        used = {task.promotion_id for task in board.tasks}.union(*board.touched.values())
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
        self.wanted = replace(self.wanted, role=role, promotion_id=int(promotion) if promotion else None)
        self._show_again()

    def _choose_state(self, state: str) -> None:
        self.wanted = replace(self.wanted, open_only=state != ALL, changes_only=state == CHANGES)
        self._show_again()

    def _set_filter(self, wanted: TaskFilter) -> None:
        """Show another filter in the controls, too."""
        self.wanted = wanted
        self.states.choose(CHANGES if wanted.changes_only else OPEN if wanted.open_only else ALL)
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
        return self.lanes.selected_tasks() if self._form == BOARD else self.table.selected_tasks()

    def _has_promotion(self) -> bool:
        task = self._current()
        return task is not None and task.promotion_id is not None

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
        """Return the menu of what can get its usual tasks."""
        return self._planning.menu(self.board.promotions if self.board else ())

    def _open_plan(self) -> None:
        self.plan_menu().popup(self.header.mapToGlobal(QPoint(self.header.width() // 2, self.header.height())))

    def _go_to_promotion(self) -> None:
        task = self._current()
        if task is not None and task.promotion_id is not None:
            self.context.navigate(Place("promotions", "calendar", str(task.promotion_id)))

    def _assign(self, task_id: int, person_id: int | None) -> None:
        self.context.perform(lambda workspace: team.assign(workspace, [task_id], person_id))

    def _put(self, ids: Sequence[int], lane: Group) -> None:
        self.context.perform(lambda workspace: task_board.put(workspace, ids, lane))

    def _report(self) -> None:
        if self.board is not None:
            ReportDialog(self, self.board.products, self.board.promotions, self._tell).open()

    def _tell(self, said: Report) -> None:
        def tell(workspace: Workspace) -> Outcome[int]:
            return propagation.report(
                workspace, said.kind, said.after, before=said.before, product_id=said.product_id,
                promotion_id=said.promotion_id,
            )  # fmt: skip

        self.context.perform(tell, self._told)

    def _told(self, _notice: int) -> None:
        self.states.choose(CHANGES)
        self._choose_state(CHANGES)
        self.context.notify(message("tasks.notice.told"), "good")

    def _save_sheet(self) -> None:
        target = ask_file(self, self.board.today) if self.board is not None else None
        if target is not None:
            self.write_sheet(target)

    def write_sheet(self, path: Path) -> None:
        """Write the day's sheet as PDF and say where it is."""
        made = self.print_document()
        if made is not None:
            write_sheet(self.context, made, path)
