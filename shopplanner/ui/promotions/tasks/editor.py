"""The inspector of a task: what, who, when, how long, for which promotion, and what is to be said."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from functools import partial
from typing import Any

from PySide6.QtCore import QDate, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDateEdit, QLineEdit, QSpinBox, QVBoxLayout, QWidget

from shopplanner.domain.promotions.plan import ROLES
from shopplanner.foundation.i18n import text
from shopplanner.services.promotions.tasks import Task
from shopplanner.services.promotions.team import Person
from shopplanner.services.wording import MISSING, listed
from shopplanner.ui.common.action import Action
from shopplanner.ui.common.form import Draft, Form, GrowingText, choice, indented
from shopplanner.ui.common.widgets import Card, button, chip, clear, label, plain_button, row, scrolled_column
from shopplanner.ui.promotions.tasks.table import STATE_ROLES, Line, role_words, state_words
from shopplanner.ui.theme import theme

CHIPS = {"bad": "bad", "warn": "warn", "muted": "good", "": "info"}


class TaskEditor(QWidget):
    """Edits one task; hands each changed field to ``store`` with the task's id, and another person to ``assign``."""

    def __init__(
        self,
        store: Callable[[int, dict[str, Any]], object],
        assign: Callable[[int, int | None], object],
        actions: Sequence[Action],
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self._store, self._assign = store, assign
        self.task: Task | None = None
        self._filling = False
        column = scrolled_column(self, gap=12)
        column.addWidget(label(text("tasks.editor"), "heading"))
        self._state = QVBoxLayout()
        column.addLayout(self._state)
        column.addWidget(self._make_script())
        column.addWidget(self._make_form())
        self.promotion = label("", "muted", wrap=True)
        column.addWidget(self.promotion)
        self.lead = label("", "small", wrap=True)
        column.addWidget(self.lead)
        self._actions = [(action, button(action)) for action in actions]
        for _, made in self._actions:
            column.addLayout(row(made))
        column.addStretch(1)

    def _make_script(self) -> Card:
        """Return what is to be said, ready to be copied; before the fields, since it is what one comes for."""
        self.script = label("", wrap=True)
        self.script.setAccessibleName(text("tasks.script"))
        self.card = Card(text("tasks.script"), tone="info")
        self.copy = plain_button(text("tasks.copy"), self._copy)
        self.copy.setIcon(theme.current().icon("copy"))
        self.card.body.addWidget(self.script)
        self.card.body.addLayout(row(self.copy))
        return self.card

    def _make_form(self) -> Form:
        form = Form()
        self.title = QLineEdit()
        self.due = QDateEdit()
        self.due.setDisplayFormat("yyyy-MM-dd")
        self.due.setCalendarPopup(True)
        self.due.setKeyboardTracking(False)
        self.role = choice([(role, role_words(role)) for role in ROLES])
        self.person = choice([("", text("team.nobody"))])
        self.effort = indented(QSpinBox())
        self.effort.setRange(-1, 10_000)
        self.effort.setSingleStep(15)
        self.effort.setSpecialValueText(MISSING)
        self.effort.setKeyboardTracking(False)
        self.note = GrowingText()
        form.add("title", "tasks.column.title", self.title, required=True)
        form.add("due", "tasks.column.due", self.due)
        form.add("role", "tasks.column.role", self.role)
        form.add("person", "tasks.column.person", self.person)
        form.add("effort", "tasks.effort", self.effort, "tasks.effort_hint")
        form.add("note", "tasks.column.note", self.note)
        self._drafts = (
            Draft(self.title, self.title.text, partial(self._typed, "title")),
            Draft(self.note, self.note.toPlainText, partial(self._typed, "note")),
        )
        self.due.dateChanged.connect(self._day_chosen)
        self.role.currentIndexChanged.connect(self._role_chosen)
        self.person.currentIndexChanged.connect(self._person_chosen)
        self.effort.valueChanged.connect(self._effort_typed)
        return form

    def show_people(self, people: Sequence[Person]) -> None:
        """Offer these people; who left is not offered."""
        self._filling = True
        self.person.clear()
        self.person.addItem(text("team.nobody"), "")
        for each in people:
            if each.active:
                self.person.addItem(text("team.load.person", name=each.name, role=role_words(each.role)), str(each.id))
        self._filling = False

    def show_line(self, line: Line, waiting: Sequence[str] = ()) -> None:
        """Show a task and the promotions that wait for it; what is being typed into the same task stays."""
        task = line.task
        if task is None:
            return
        if self.task is not None and self.task.id != task.id:
            self.flush()
        same = self.task is not None and self.task.id == task.id
        self.task = task
        self._filling = True
        for draft, (edit, words) in zip(
            self._drafts, ((self.title.setText, task.title), (self.note.setPlainText, task.note)), strict=True
        ):
            if not (same and draft.pending):
                edit(words)
                draft.stored()
        self.due.setDate(QDate(task.due.year, task.due.month, task.due.day))
        self.role.setCurrentIndex(self.role.findData(task.role))
        self.person.setCurrentIndex(max(0, self.person.findData(str(task.person_id or ""))))
        self.effort.setValue(-1 if task.effort is None else task.effort)
        self._filling = False
        self.card.setVisible(bool(task.script))
        self.script.setText(task.script)
        clear(self._state)
        self._state.addLayout(row(chip(state_words(line), CHIPS[STATE_ROLES[line.state]])))
        self.promotion.setText(_for_words(task, waiting))
        self.lead.setText("" if task.lead_days is None else text("tasks.lead", n=task.lead_days))
        self.lead.setVisible(task.lead_days is not None)
        self.update_enabled()

    def update_enabled(self) -> None:
        """Ask the actions again whether they can be done, and word them."""
        for action, made in self._actions:
            made.setEnabled(action.can_run())

    def start_typing(self) -> None:
        """Go to the title with its text selected."""
        self.title.setFocus(Qt.FocusReason.OtherFocusReason)
        self.title.selectAll()

    def flush(self) -> None:
        """Store what has been typed."""
        for draft in self._drafts:
            draft.flush()

    def _typed(self, name: str, words: str) -> None:
        if self.task is not None:
            self._store(self.task.id, {name: words})

    def _day_chosen(self, chosen: QDate) -> None:
        if self.task is not None and not self._filling:
            self._store(self.task.id, {"due": date(chosen.year(), chosen.month(), chosen.day())})

    def _person_chosen(self, _index: int) -> None:
        if self.task is not None and not self._filling:
            person = str(self.person.currentData())
            self._assign(self.task.id, int(person) if person else None)

    def _effort_typed(self, minutes: int) -> None:
        if self.task is not None and not self._filling:
            self._store(self.task.id, {"effort": minutes})

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self.script.text())

    def _role_chosen(self, _index: int) -> None:
        if self.task is not None and not self._filling:
            self._store(self.task.id, {"role": str(self.role.currentData())})


def _for_words(task: Task, waiting: Sequence[str]) -> str:
    """Return which promotion a task is for, or which ones wait for it."""
    if task.promotion:
        return text("tasks.for", name=task.promotion)
    return text("tasks.for_several", names=listed(waiting)) if waiting else text("tasks.for_none")
