"""Personas: one card at a time with facts, price memory and what moves the buyer."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from shopplanner.domain.positioning.worksheets import Section, entries, text_of
from shopplanner.foundation.i18n import text
from shopplanner.services.positioning import worksheets
from shopplanner.services.positioning.worksheets import Sheet, Spot
from shopplanner.ui.common.action import Action
from shopplanner.ui.common.context import AppContext
from shopplanner.ui.common.widgets import Card, Segments, clear, label
from shopplanner.ui.positioning.forms.sections import Cell, labelled
from shopplanner.ui.theme import theme

FACTS: Final = ("name", "crowd", "age", "city", "spend", "occasion")
PRICES: Final = ("cheap", "fair", "dear")
VOICE: Final = ("words", "channels")
MIND: Final = ("pains", "gains", "objections")
NAME_LENGTH: Final = 12


class PersonaCard(Card):
    """The personas of the audience worksheet; the head switches between them."""

    def __init__(self, context: AppContext, kind: str, section: Section) -> None:
        super().__init__(str(section.title), str(section.note or ""))
        self._context, self._kind = context, kind
        self.item = 0
        self._sheet: Sheet | None = None
        group = section.fields[0]
        self.cells = {field.id: Cell(context, kind, field, group.id) for field in group.fields}
        self.names = QHBoxLayout()
        self.head.insertLayout(2, self.names)
        self.add_action(Action("positioning.audience.personas.add", "positioning.form.add", self.add, icon="plus"))
        self.remove_button = self.add_action(
            Action("positioning.audience.personas.remove", "positioning.form.remove", self.remove, icon="delete")
        )
        self.empty = label(text("positioning.audience.no_persona"), "muted", wrap=True)
        self.body.addWidget(self.empty)
        self.form = self._form()
        self.body.addWidget(self.form)
        self.body.addStretch(1)

    def show_sheet(self, sheet: Sheet) -> None:
        """Show the personas of a worksheet."""
        self._sheet = sheet
        count = entries(sheet.values, "personas")
        self.item = max(0, min(self.item, count - 1))
        self.empty.setVisible(count == 0)
        self.form.setVisible(count > 0)
        self.remove_button.setEnabled(count > 0)
        self._show_names(sheet, count)
        for cell in self.cells.values():
            cell.show_sheet(sheet, self.item)

    def flush(self) -> None:
        """Store what was typed."""
        for cell in self.cells.values():
            cell.flush()

    def choose(self, item: int) -> None:
        """Show another persona."""
        self.flush()
        self.item = item
        if self._sheet is not None:
            self.show_sheet(self._sheet)

    def add(self) -> None:
        """Add a persona and show it."""
        spot = Spot(self._kind, "personas", 0, self._sheet.id if self._sheet else 0)
        values = {"name": text("positioning.audience.new_persona")}
        self._context.perform(lambda workspace: worksheets.add_entry(workspace, spot, values), self._added)

    def remove(self) -> None:
        """Take the persona that is shown out; undo brings it back."""
        spot = Spot(self._kind, "personas", self.item, self._sheet.id if self._sheet else 0)
        self._context.perform(lambda workspace: worksheets.remove_entry(workspace, spot))

    def _added(self, item: int) -> None:
        """Turn to a new persona, which the page is reading."""
        self.item = item

    def _show_names(self, sheet: Sheet, count: int) -> None:
        clear(self.names)
        if count > 1:
            choices = [(str(item), _short(text_of(sheet.values, "personas.name", item), item)) for item in range(count)]
            self.names.addWidget(Segments(choices, str(self.item), lambda item: self.choose(int(item))))

    def _form(self) -> QWidget:
        look = theme.current()
        whole = QWidget()
        line = QHBoxLayout(whole)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(look.space(16))
        middle = QVBoxLayout()
        middle.setSpacing(look.space(8))
        middle.addWidget(label(text("positioning.audience.memory"), "heading"))
        middle.addLayout(self._lines(PRICES))
        middle.addSpacing(look.space(4))
        for name in VOICE:
            middle.addWidget(labelled(self.cells[name]))
        middle.addStretch(1)
        left = self._lines(FACTS)
        left.setRowStretch(len(FACTS), 1)
        right = QVBoxLayout()
        right.setSpacing(look.space(8))
        for name in MIND:
            right.addWidget(labelled(self.cells[name]))
        right.addStretch(1)
        for column, share in ((left, 5), (middle, 4), (right, 5)):
            line.addLayout(column, share)
        return whole

    def _lines(self, names: Sequence[str]) -> QGridLayout:
        look = theme.current()
        grid = QGridLayout()
        grid.setHorizontalSpacing(look.space(8))
        grid.setVerticalSpacing(look.space(4))
        for place, name in enumerate(names):
            cell = self.cells[name]
            grid.addWidget(_caption(cell), place, 0)
            grid.addWidget(cell.editor, place, 1)
            if cell.mark is not None:
                grid.addWidget(cell.mark, place, 2)
        for place, name in enumerate(names):
            grid.addWidget(self.cells[name].error, len(names) + 1 + place, 0, 1, 3)
        grid.setColumnStretch(1, 1)
        return grid


def _caption(cell: Cell) -> QLabel:
    made = label(str(cell.field.name), "muted")
    made.setBuddy(cell.editor)
    return made


def _short(name: str, item: int) -> str:
    """Return what stands before the first comma, as a name on a button."""
    words = name.replace(",", "，").split("，")[0].strip() or str(item + 1)
    return words if len(words) <= NAME_LENGTH else words[:NAME_LENGTH] + "…"
