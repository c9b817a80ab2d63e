"""The inspector of a task: what, who, when, for which promotion."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from functools import partial
from typing import Any

from PySide6.QtCore import QDate, Qt
from PySide6.QtWidgets import QDateEdit, QLineEdit, QVBoxLayout, QWidget

from shopplanner.domain.promotions.plan import ROLES
from shopplanner.foundation.i18n import text
from shopplanner.services.promotions.tasks import Task
from shopplanner.ui.common.action import Action
from shopplanner.ui.common.form import Draft, Form, GrowingText, choice
from shopplanner.ui.common.widgets import button, chip, clear, label, row, scrolled_column
from shopplanner.ui.promotions.tasks.table import STATE_ROLES, Line, role_words, state_words

CHIPS = {"bad": "bad", "warn": "warn", "muted": "good", "": "info"}


class TaskEditor(QWidget):
    """Edits one task; hands each changed field to ``store`` with the task's id."""

    def __init__(
        self, store: Callable[[int, dict[str, Any]], object], actions: Sequence[Action], parent: QWidget
    ) -> None:
        super().__init__(parent)
        self._store = store
        self.task: Task | None = None
        self._filling = False
        column = scrolled_column(self, gap=12)
        column.addWidget(label(text("tasks.editor"), "heading"))
        self._state = QVBoxLayout()
        column.addLayout(self._state)
        column.addWidget(self._make_form())
        self.promotion = label("", "muted", wrap=True)
        column.addWidget(self.promotion)
        self.lead = label("", "small", wrap=True)
        column.addWidget(self.lead)
        self._actions = [(action, button(action)) for action in actions]
        for _, made in self._actions:
            column.addLayout(row(made))
        column.addStretch(1)

    def _make_form(self) -> Form:
        form = Form()
        self.title = QLineEdit()
        self.due = QDateEdit()
        self.due.setDisplayFormat("yyyy-MM-dd")
        self.due.setCalendarPopup(True)
        self.due.setKeyboardTracking(False)
        self.role = choice([(role, role_words(role)) for role in ROLES])
        self.note = GrowingText()
        form.add("title", "tasks.column.title", self.title, required=True)
        form.add("due", "tasks.column.due", self.due)
        form.add("role", "tasks.column.role", self.role)
        form.add("note", "tasks.column.note", self.note)
        self._drafts = (
            Draft(self.title, self.title.text, partial(self._typed, "title")),
            Draft(self.note, self.note.toPlainText, partial(self._typed, "note")),
        )
        self.due.dateChanged.connect(self._day_chosen)
        self.role.currentIndexChanged.connect(self._role_chosen)
        return form

    def show_line(self, line: Line) -> None:
        """Show a task; what is being typed into the same task stays."""
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
        self._filling = False
        clear(self._state)
        self._state.addLayout(row(chip(state_words(line), CHIPS[STATE_ROLES[line.state]])))
        self.promotion.setText(text("tasks.for", name=task.promotion) if task.promotion else text("tasks.for_none"))
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

    def _role_chosen(self, _index: int) -> None:
        if self.task is not None and not self._filling:
            self._store(self.task.id, {"role": str(self.role.currentData())})
