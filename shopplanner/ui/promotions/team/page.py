"""The team page: who there is, how much everybody has to do, and how ready the coming promotions are."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from PySide6.QtWidgets import QAbstractItemView, QStackedWidget, QVBoxLayout, QWidget

from shopplanner.domain.changes import Area, Place
from shopplanner.domain.messages import message
from shopplanner.domain.promotions.plan import ROLES
from shopplanner.foundation.i18n import text
from shopplanner.services.promotions import load, readiness, tasks, team
from shopplanner.services.promotions.load import Load, Relief
from shopplanner.services.promotions.readiness import ReadinessLine
from shopplanner.services.promotions.team import Person
from shopplanner.services.workspace import Workspace
from shopplanner.ui.common.action import Action
from shopplanner.ui.common.context import AppContext
from shopplanner.ui.common.page import Page
from shopplanner.ui.common.table import DataTable, RowsModel
from shopplanner.ui.common.widgets import Card, EmptyState, Segments, label, scrolled_column
from shopplanner.ui.promotions.readiness_card import ReadinessCard
from shopplanner.ui.promotions.team.detail import FULL_DAYS, Found, LoadDetail, overloads
from shopplanner.ui.promotions.team.gates import gate_columns
from shopplanner.ui.promotions.team.heat import LoadModel, LoadTable
from shopplanner.ui.promotions.team.people import people_columns
from shopplanner.ui.theme import theme

PEOPLE, GATES = "people", "gates"
DAY, WEEK = "day", "week"


@dataclass(frozen=True)
class Shown:
    """What the page reads."""

    people: tuple[Person, ...]
    by_day: Load
    by_week: Load
    reliefs: dict[tuple[str, object], Relief]
    lines: tuple[ReadinessLine, ...]


def read(workspace: Workspace) -> Shown:
    """Return everything that the page shows."""
    with workspace.read() as session:
        work = load.work_in(session, workspace.shop_id, workspace.clock.today())
        people = tuple(team.people_in(session, workspace.shop_id))
    by_day = load.load_of(work, load.days_of(work, load.DAYS))
    by_week = load.load_of(work, load.weeks_of(work))
    full = overloads(by_day)[:FULL_DAYS]
    reliefs: dict[tuple[str, object], Relief] = {
        (line.key, span.first): load.relief(work, line.person, span.first) for line, span, _cell in full if line.person
    }
    return Shown(people, by_day, by_week, reliefs, readiness.lines(workspace))


class TeamPage(Page):
    """Edits people in their cells, shows load and readiness, and moves what is too much to an earlier day."""

    AREAS: ClassVar[frozenset[Area]] = frozenset({Area.TASKS, Area.PROMOTIONS, Area.PRODUCTS, Area.PACKS})

    def __init__(self, context: AppContext) -> None:
        super().__init__(context, text("team.title"))
        self.shown: Shown | None = None
        self._typing = 0
        self._wanted = ""
        self._cell: Found | None = None
        self._make_actions()
        self.people_model: RowsModel[Person] = RowsModel(people_columns(self._store))
        self.people = DataTable(self.people_model, name="promotions.team", accessible_name=text("team.people"))
        self.people.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.people.delete_pressed.connect(self._remove)
        self.people.selectionModel().selectionChanged.connect(lambda *_changes: self._update_enabled())
        self.gate_model: RowsModel[ReadinessLine] = RowsModel(gate_columns())
        self.gates = DataTable(self.gate_model, name="promotions.gates", accessible_name=text("team.gates"))
        self.gates.row_changed.connect(self._show_line)
        self.gates.row_activated.connect(self._go_to_promotion)
        self.detail = LoadDetail(self._relieve, self._assign, context.navigate, self)
        self.detail.hide()
        self.card = ReadinessCard(context)
        self.side = self._make_side()
        self._make_header()
        self._make_body()

    def _make_actions(self) -> None:
        some = self._selected
        self.add_action = Action("team.add", "team.action.add", self._add, "Ctrl+N", icon="plus")
        self.share_action = Action(
            "team.share", "team.action.share", self._share_out, icon="task", enabled=self._has_loose
        )
        self.leave_action = Action(
            "team.leave", "team.action.leave", self._leave, icon="close", enabled=lambda: bool(some())
        )
        self.remove_action = Action(
            "team.remove", "team.action.remove", self._remove, icon="delete", enabled=lambda: bool(some())
        )
        self.tasks_action = Action(
            "team.tasks", "team.action.tasks", lambda: self.context.navigate(Place("promotions", "tasks")), icon="task"
        )

    def _make_header(self) -> None:
        self.views = Segments(
            [(PEOPLE, text("team.view.people")), (GATES, text("team.view.gates"))], PEOPLE, self._turn
        )
        self.header.add_left(self.views)
        self.header.add_action(self.share_action)
        self.header.add_action(self.add_action, primary=True)

    def _make_body(self) -> None:
        self.stack = QStackedWidget()
        self.stack.addWidget(self._make_people())
        card = Card(text("team.gates"), text("team.gates_hint"))
        card.body.addWidget(self.gates, 1)
        self.no_gates = label(text("team.gate.none"), "muted", wrap=True)
        card.body.addWidget(self.no_gates)
        self.stack.addWidget(card)
        self.empty = EmptyState("team.empty", "team.empty_hint", (self.add_action, self.tasks_action), "task")
        self.stack.addWidget(self.empty)
        self.body.addWidget(self.stack, 1)

    def _make_people(self) -> QWidget:
        """Return the people above and their load below."""
        made = QWidget()
        column = QVBoxLayout(made)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.current().space(12))
        people = Card(text("team.people"), text("team.people_hint"))
        self._person_buttons = [
            (action, people.add_action(action)) for action in (self.leave_action, self.remove_action)
        ]
        self.nobody = label(text("team.empty_hint"), "muted", wrap=True)
        people.body.addWidget(self.nobody)
        people.body.addWidget(self.people, 1)
        column.addWidget(people, 2)
        column.addWidget(self._make_load(), 3)
        return made

    def _make_load(self) -> Card:
        card = Card(text("team.load.title"), text("team.load.hint"))
        kinds = [(DAY, text("team.load.by_day")), (WEEK, text("team.load.by_week"))]
        self.grouping = Segments(kinds, DAY, self._group)
        card.head.addWidget(self.grouping)
        self.loads = QStackedWidget()
        self.tables: dict[str, LoadTable] = {}
        card.body.addWidget(self.loads, 1)
        return card

    def _make_side(self) -> QWidget:
        """Return the inspector of a promotion's readiness."""
        made = QWidget(self)
        made.hide()
        column = scrolled_column(made, gap=12)
        self.side_title = label("", "heading", wrap=True)
        column.addWidget(self.side_title)
        column.addWidget(self.card)
        column.addStretch(1)
        return made

    def actions_list(self) -> Sequence[Action]:
        """Return the page's actions."""
        return (self.add_action, self.share_action, self.leave_action, self.remove_action, self.tasks_action)

    # what is shown

    def refresh(self) -> None:
        """Read the team again."""
        self.context.read("promotions.team", read, self._show)

    def show_record(self, record: str) -> None:
        """Choose a person or role, or ``person@day``; ``promotion:7`` shows a promotion's readiness."""
        self._wanted = record
        if self.shown is not None:
            self._choose()

    def _show(self, shown: Shown) -> None:
        self.shown = shown
        self.people.show_rows(shown.people, key=lambda each: each.id)
        self._show_loads(shown)
        self.gates.show_rows(shown.lines, key=lambda each: each.promotion.id)
        self.gates.setVisible(bool(shown.lines))
        self.no_gates.setVisible(not shown.lines)
        self.detail.show_load(shown.by_day, shown.reliefs)
        full = len(overloads(shown.by_day))
        unready = sum(1 for each in shown.lines if not each.green and each.promotion.status != "idea")
        chips = ((text("team.chip.full", n=full), "bad", full), (text("team.chip.unready", n=unready), "warn", unready))
        self.header.set_chips(*((words, kind) for words, kind, count in chips if count))
        self._turn_to_view()
        self._choose()
        self._update_enabled()
        if self.views.buttons[GATES].isChecked():
            self.card.refresh()

    def _update_enabled(self) -> None:
        self.header.update_enabled()
        for action, made in self._person_buttons:
            made.setEnabled(action.can_run())

    def _show_loads(self, shown: Shown) -> None:
        """Fill both tables; their columns are made anew when the days have moved on."""
        for name, found in ((DAY, shown.by_day), (WEEK, shown.by_week)):
            table = self.tables.get(name)
            if table is None or table.load_model.spans != found.spans:
                table = self._make_table(name, found, table)
            table.show_load(found)

    def _make_table(self, name: str, found: Load, old: LoadTable | None) -> LoadTable:
        made = LoadTable(LoadModel(found.spans), f"promotions.load.{name}")
        made.cell_changed.connect(self._cell_chosen)
        if old is not None:
            self.loads.removeWidget(old)
            old.deleteLater()
        self.loads.insertWidget(0 if name == DAY else 1, made)
        self.tables[name] = made
        self.loads.setCurrentIndex(1 if self.grouping.buttons[WEEK].isChecked() else 0)
        return made

    def _turn(self, _view: str) -> None:
        self._turn_to_view()
        if self.views.buttons[GATES].isChecked():
            if self.gates.current_row() is None:
                self.gates.select_where(lambda _line: True)
            self._show_line(self.gates.current_row())

    def _turn_to_view(self) -> None:
        """Show people or readiness with its inspector, or what the page is for."""
        gates = self.views.buttons[GATES].isChecked()
        empty = self.shown is not None and not self.shown.people and not self.shown.by_day.rows and not gates
        self.stack.setCurrentIndex(2 if empty else 1 if gates else 0)
        self.nobody.setVisible(self.shown is not None and not self.shown.people)
        wanted = None if empty else self.side if gates else self.detail
        if gates and self.gates.current_row() is None:
            wanted = None
        if self.inspector is not wanted:
            self.set_inspector(wanted)

    def _group(self, by: str) -> None:
        self.loads.setCurrentIndex(0 if by == DAY else 1)

    def _cell_chosen(self, found: Found | None) -> None:
        self._cell = found
        self.detail.show_cell(found)

    def _show_line(self, line: ReadinessLine | None) -> None:
        """Show a promotion's readiness beside the table."""
        if line is not None:
            self.side_title.setText(line.promotion.name)
            if self.card.promotion_id != line.promotion.id:
                self.card.show_promotion(line.promotion.id)
        self._turn_to_view()

    def _choose(self) -> None:
        """Choose what was asked for, and begin to type a new person's name."""
        if self._typing and self.people.select_where(lambda each: each.id == self._typing):
            self._typing = 0
            self.people.edit(self.people_model.index(self.people.currentIndex().row(), 0))
        record, self._wanted = self._wanted, ""
        kind, _, promotion = record.partition(":")
        if promotion:
            self.views.choose(GATES)
            self.gates.select_where(lambda each: each.promotion.id == int(promotion))
            self._turn(GATES)
        elif kind:
            self.views.choose(PEOPLE)
            self._turn_to_view()
            key, _, day = kind.partition("@")
            self.tables[DAY].choose(key, day)
            self.people.select_where(lambda each: str(each.id) == key)

    # edits

    def _selected(self) -> list[Person]:
        return self.people.selected_rows()

    def _has_loose(self) -> bool:
        """Whether there are open tasks that somebody could have and nobody has."""
        if self.shown is None:
            return False
        roles = {each.role for each in self.shown.people if each.active}
        return any(line.person is None and line.role in roles for line in self.shown.by_week.rows)

    def _store(self, person_id: int, field: str, typed: str) -> None:
        self.context.perform(lambda workspace: team.set_field(workspace, person_id, field, typed))

    def _add(self) -> None:
        """Add somebody for the first role that has nobody, and let the name be typed."""
        taken = {each.role for each in self.shown.people if each.active} if self.shown else set()
        role = next((each for each in ROLES if each not in taken), ROLES[0])
        name = text("team.new")
        self.context.perform(lambda workspace: team.add_person(workspace, name, role), self._added)

    def _added(self, person_id: int) -> None:
        self._typing = person_id
        self.refresh()

    def _leave(self) -> None:
        """Let the selected people leave, or come back if all of them have left."""
        chosen = self._selected()
        back = all(not each.active for each in chosen)
        ids = [each.id for each in chosen]
        if ids:
            self.context.perform(lambda workspace: team.set_active(workspace, ids, active=back), self._handed_over)

    def _remove(self) -> None:
        ids = [each.id for each in self._selected()]
        if ids:
            self.context.perform(lambda workspace: team.remove_people(workspace, ids), self._handed_over)

    def _handed_over(self, count: int) -> None:
        if count:
            self.context.notify(message("team.notice.handed_over", n=count), "good")

    def _share_out(self) -> None:
        self.context.perform(team.share_out, self._shared)

    def _shared(self, count: int) -> None:
        self.context.notify(message("team.notice.shared", n=count), "good" if count else "info")

    def _assign(self, task_id: int, person_id: int | None) -> None:
        self.context.perform(lambda workspace: team.assign(workspace, [task_id], person_id))

    def _relieve(self, found: Relief) -> None:
        days: dict[int, date] = dict(load.days_by_task(found))
        self.context.perform(lambda workspace: tasks.reschedule(workspace, days), self._relieved)

    def _relieved(self, count: int) -> None:
        undo = Action("edit.undo", "shell.action.undo", self.context.undo)
        self.context.notify(message("team.notice.earlier", n=count), "good", undo)

    def _go_to_promotion(self, line: ReadinessLine) -> None:
        self.context.navigate(Place("promotions", "calendar", str(line.promotion.id)))
