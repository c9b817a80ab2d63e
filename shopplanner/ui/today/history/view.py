"""The audit's widgets: the steps in a table, and what one of them changed, field by field."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHeaderView, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from shopplanner.domain.changes import Area
from shopplanner.foundation.i18n import text
from shopplanner.services.history import Step
from shopplanner.services.today.audit import Change
from shopplanner.services.wording import MISSING, listed, render
from shopplanner.ui.common.action import Action
from shopplanner.ui.common.form import choice
from shopplanner.ui.common.table import Column, DataTable, FilterBox, RowsModel
from shopplanner.ui.common.widgets import Card, EmptyState, chip, clear, label, row
from shopplanner.ui.theme import theme

STATE_CHIPS = {"done": "good", "undone": "warn", "dropped": "neutral"}


def step_columns() -> list[Column[Step]]:
    """Return the columns of the steps."""
    return [
        Column("when", "today.history.when", lambda step: f"{step.at:%Y-%m-%d %H:%M:%S}", width=9.5),
        Column("label", "today.history.what", lambda step: render(step.label), role=_role, width=22),
        Column("areas", "today.history.where", areas_words, role=_role, width=9),
        Column("actor", "today.history.who", lambda step: step.actor or MISSING, width=6),
        Column("state", "today.history.state", lambda step: text(f"today.state.{step.state}"), role=_role, width=5),
    ]


def change_columns() -> list[Column[Change]]:
    """Return the columns of what a step changed."""
    return [
        Column("record", "today.history.record", lambda one: f"{one.table} · {one.record}", tooltip=_both, width=11),
        Column("field", "today.history.field", lambda one: one.field, width=6),
        Column("before", "today.history.before", lambda one: one.before, role=_old, tooltip=_both, width=8),
        Column("after", "today.history.after", lambda one: one.after, tooltip=_both, width=8),
    ]


class HistoryView(QStackedWidget):
    """All widgets of the page below its first line."""

    def __init__(self, chosen: Callable[[Step | None], object], actions: Sequence[Action]) -> None:
        super().__init__()
        self.steps = RowsModel(step_columns())
        self.table = DataTable(self.steps, name="today/history", accessible_name=text("today.history.title"))
        header = self.table.horizontalHeader()
        header.setStretchLastSection(False)
        header.setSectionResizeMode(1, QHeaderView.ResizeMode.Stretch)
        self.table.row_changed.connect(chosen)
        self.area = choice(
            [("", text("today.history.everywhere"))] + [(area.value, text(f"today.area.{area}")) for area in Area]
        )
        self.area.setAccessibleName(text("today.history.where"))
        self.area.currentIndexChanged.connect(lambda _index: self.apply_filter())
        self.words = FilterBox(self.table)
        self.words.textChanged.disconnect()
        self.words.textChanged.connect(lambda _typed: self.apply_filter())
        self.changes = RowsModel(change_columns())
        self.changes_table = DataTable(
            self.changes, name="today/history/changes", accessible_name=text("today.history.fields")
        )
        self.changes_table.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        self.changes_table.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.head = QVBoxLayout()
        self.note = label("", "muted", wrap=True)
        self.addWidget(self._filled())
        self.addWidget(EmptyState("today.history.none", "today.history.none_hint", actions, "history"))

    def show_steps(self, steps: Sequence[Step]) -> None:
        """Show the journal; the chosen step stays chosen."""
        self.setCurrentIndex(0 if steps else 1)
        self.table.show_rows(list(steps), lambda step: step.id)
        if self.table.current_row() is None and self.steps.rows:
            self.table.selectRow(0)

    def show_changes(self, step: Step | None, changes: Sequence[Change]) -> None:
        """Show what a step changed."""
        clear(self.head)
        self.changes.set_rows(list(changes))
        self.changes_table.setVisible(bool(changes))
        self.note.setVisible(step is not None and not changes)
        if step is not None:
            self.note.setText(text("today.history.import_step" if step.batch_id else "today.history.no_fields"))
            state = chip(text(f"today.state.{step.state}"), STATE_CHIPS[step.state])
            self.head.addLayout(row(state, label(f"{step.at:%Y-%m-%d %H:%M:%S}  {step.actor}", "muted")))
            self.head.addWidget(label(render(step.label), "heading", wrap=True))

    def apply_filter(self) -> None:
        """Show only steps of the chosen part of the shop that have all of the words."""
        area = self.area.currentData()
        words = self.words.text().casefold().split()

        def keeps(step: Step) -> bool:
            said = f"{render(step.label)}\n{step.actor}\n{step.at:%Y-%m-%d}".casefold()
            return (not area or Area(area) in step.areas) and all(word in said for word in words)

        self.steps.set_filter(keeps if area or words else None)
        if self.steps.rows:
            self.table.selectRow(0)

    def _filled(self) -> QWidget:
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, theme.current().space(12), 0)
        column.addLayout(row(self.area, self.words))
        column.addWidget(self.table, 1)
        card = Card(text("today.history.fields"))
        card.body.addLayout(self.head)
        card.body.addWidget(self.note)
        card.body.addWidget(self.changes_table, 1)
        card.body.addStretch(0)
        split = QSplitter()
        split.setChildrenCollapsible(False)
        split.addWidget(left)
        split.addWidget(card)
        split.setSizes([theme.unit(43), theme.unit(25)])
        return split


def areas_words(step: Step) -> str:
    """Return in words which parts of the shop a step changed."""
    return listed(text(f"today.area.{area}") for area in sorted(step.areas)) or MISSING


def _role(step: Step) -> str:
    return "" if step.state == "done" else "muted"


def _old(one: Change) -> str:
    del one
    return "muted"


def _both(one: Change) -> str:
    return f"{one.table} · {one.record}\n{one.field}: {one.before} → {one.after}"
