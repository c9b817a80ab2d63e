"""The audit page: every step that was done, and undo."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from PySide6.QtWidgets import QPushButton

from shopplanner.domain.changes import Area, Place
from shopplanner.foundation.i18n import text
from shopplanner.services.history import Step
from shopplanner.services.today.audit import Audit, audit, changes
from shopplanner.services.wording import render
from shopplanner.ui.common.action import Action
from shopplanner.ui.common.context import AppContext
from shopplanner.ui.common.page import Page
from shopplanner.ui.today.history.view import HistoryView


class HistoryPage(Page):
    """Who changed what and when; the last step can be taken back from here, too."""

    AREAS: ClassVar[frozenset[Area]] = frozenset(Area)

    def __init__(self, context: AppContext) -> None:
        super().__init__(context, text("today.history.title"))
        self.shown: Audit | None = None
        self._wanted = 0
        self.undo_action = Action(
            "today.history.undo", "today.history.undo", context.undo, icon="undo", enabled=self._can_undo
        )
        self.redo_action = Action(
            "today.history.redo", "today.history.redo", context.redo, icon="redo", enabled=self._can_redo
        )
        begin = Action("today.history.begin", "today.history.begin", self._begin, icon="today")
        self.view = HistoryView(self._chosen, (begin,))
        self.go_action = Action("today.history.go", "today.history.go", self._go, icon="link", enabled=self._can_go)
        for action in (self.undo_action, self.redo_action, self.go_action):
            self.header.add_action(action)
        self.view.table.row_activated.connect(lambda _step: self._go())
        self.body.addWidget(self.view, 1)

    def refresh(self) -> None:
        """Read the journal again."""
        self.context.read("today/history", audit, self._show)

    def show_record(self, record: str) -> None:
        """Choose a step by its number."""
        self._wanted = int(record) if record.isdigit() else 0
        self._choose()

    def actions_list(self) -> Sequence[Action]:
        """Return the page's actions."""
        return (self.undo_action, self.redo_action, self.go_action)

    def _show(self, found: Audit) -> None:
        self.shown = found
        self.header.set_subtitle(text("today.history.count", n=len(found.steps)) if found.steps else "")
        self.view.show_steps(found.steps)
        self._choose()
        self._chosen(self.view.table.current_row())
        self._name_buttons(found)

    def _name_buttons(self, found: Audit) -> None:
        """Say on the buttons which step they would take back or do again."""
        self.header.update_enabled()
        for action, step in ((self.undo_action, found.undo), (self.redo_action, found.redo)):
            button = self.header.findChild(QPushButton, action.id)
            if button is not None:
                button.setToolTip(render(step.label) if step else "")

    def _choose(self) -> None:
        if self._wanted and self.view.table.select_where(lambda step: step.id == self._wanted):
            self._wanted = 0

    def _chosen(self, step: Step | None) -> None:
        self.header.update_enabled()
        if step is None:
            self.view.show_changes(None, ())
            return
        self.context.read(
            "today/history/step",
            lambda workspace: changes(workspace, step.id),
            lambda found: self.view.show_changes(step, found),
        )

    def _can_undo(self) -> bool:
        return self.shown is not None and self.shown.undo is not None and not self.context.workspace.read_only

    def _can_redo(self) -> bool:
        return self.shown is not None and self.shown.redo is not None and not self.context.workspace.read_only

    def _can_go(self) -> bool:
        step = self.view.table.current_row()
        return isinstance(step, Step) and step.place is not None

    def _go(self) -> None:
        step = self.view.table.current_row()
        if isinstance(step, Step) and step.place is not None:
            self.context.navigate(step.place)

    def _begin(self) -> None:
        self.context.navigate(Place("today", "overview"))
