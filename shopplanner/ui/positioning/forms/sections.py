"""Sections of a worksheet as cards of labelled editors, each bound to its stored value."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from shopplanner.domain.errors import ShopPlannerError
from shopplanner.domain.positioning.worksheets import FieldKind, Section, Value, WorksheetField
from shopplanner.foundation.i18n import text
from shopplanner.services.positioning import worksheets
from shopplanner.services.positioning.worksheets import Sheet, Spot
from shopplanner.services.wording import render
from shopplanner.ui.common.context import AppContext
from shopplanner.ui.common.widgets import Card, label
from shopplanner.ui.positioning.forms.editors import Editor, editor_for
from shopplanner.ui.positioning.forms.evidence import EvidenceMark
from shopplanner.ui.theme import theme


class Cell:
    """One field's editor, its evidence and its error, bound to the worksheet that is shown."""

    def __init__(self, context: AppContext, kind: str, field: WorksheetField, group: str = "") -> None:
        self._context = context
        self.field = field
        self.path = f"{group}.{field.id}" if group else field.id
        self._spot = Spot(kind, self.path)
        self._under_way = 0
        self.editor: Editor = editor_for(field)
        self.editor.edited.connect(self.store)
        self.error = label("", "bad", wrap=True)
        self.error.hide()
        self.mark: EvidenceMark | None = None
        if field.has_evidence:
            self.mark = EvidenceMark(str(field.name), self._store_evidence)

    def show_sheet(self, sheet: Sheet, item: int = 0) -> None:
        """Show the field's value in a worksheet; what is being stored or typed stays."""
        moved = (sheet.id, item) != (self._spot.sheet_id, self._spot.item) and self._spot.sheet_id != 0
        if moved:
            self.editor.flush()
        self._spot = Spot(self._spot.kind, self.path, item, sheet.id)
        filled = sheet.values.get((self.path, item))
        if not self._under_way:
            self.editor.show_value(None if filled is None else filled.value)
        if self.mark is not None:
            self.mark.show_filled(filled)

    def store(self, value: Value) -> None:
        """Store a value; a failure is shown beside the field."""
        spot = self._spot
        self._under_way += 1
        self._context.perform(
            lambda workspace: worksheets.set_value(workspace, spot, value),
            partial(self._stored, self.error),  # with the label, so that nobody is told once the page is gone
            partial(self._failed, self.error),
        )

    def flush(self) -> None:
        """Store now what is waiting."""
        self.editor.flush()

    def _store_evidence(self, *told: object) -> None:
        spot = self._spot
        self._context.perform(lambda workspace: worksheets.set_evidence(workspace, spot, *told))  # type: ignore[arg-type]  # the panel tells source, day and confidence

    def _stored(self, error: QLabel, _sheet_id: int) -> None:
        self._under_way -= 1
        error.hide()

    def _failed(self, error: QLabel, failure: ShopPlannerError) -> None:
        self._under_way -= 1
        error.setText(render(failure.what))
        error.show()


class SectionForm(QWidget):
    """The editors of one section: above each other, or as lines with remarks beside them."""

    def __init__(
        self, context: AppContext, kind: str, section: Section, only: Sequence[str] = (), *, layout: str = ""
    ) -> None:
        """Make editors for the section's fields outside groups; for those named in ``only`` if any are."""
        super().__init__()
        self._context, self._kind = context, kind
        fields = [one for one in section.fields if one.kind is not FieldKind.GROUP and (not only or one.id in only)]
        self.cells = {field.id: Cell(context, kind, field) for field in fields}
        if (layout or section.layout) == "lines":
            self._lay_lines(fields)
        else:
            self._lay_column(fields)

    def show_sheet(self, sheet: Sheet) -> None:
        """Show the values of a worksheet."""
        for cell in self.cells.values():
            cell.show_sheet(sheet)

    def flush(self) -> None:
        """Store now what is waiting."""
        for cell in self.cells.values():
            cell.flush()

    def _lay_lines(self, fields: list[WorksheetField]) -> None:
        look = theme.current()
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(look.space(8))
        grid.setVerticalSpacing(look.space(4))
        beside = {one.beside: one for one in fields if one.beside}
        for field in (one for one in fields if not one.beside):
            self._lay_line(grid, self.cells[field.id], beside.get(field.id))
        grid.setColumnStretch(3, 1)
        for cell in self.cells.values():
            grid.addWidget(cell.error, grid.rowCount(), 0, 1, 5)

    def _lay_line(self, grid: QGridLayout, cell: Cell, other: WorksheetField | None) -> None:
        """Lay a field out on a line: label, editor, evidence, and the remark beside it; a long text below its label."""
        line, kind = grid.rowCount(), cell.field.kind
        wide = other is None and kind is not FieldKind.RATING
        if kind in (FieldKind.LONG_TEXT, FieldKind.LIST):
            grid.addWidget(_title(cell.field, cell), line, 0, 1, 4)
            grid.addWidget(cell.editor, line + 1, 0, 1, 5)
        elif kind is FieldKind.CHECK:
            grid.addWidget(cell.editor, line, 0, 1, 3)
        else:
            grid.addWidget(_title(cell.field, cell), line, 0)
            grid.addWidget(cell.editor, line, 1, 1, 1 if not wide else 4 if cell.mark is None else 3)
        if cell.mark is not None:
            grid.addWidget(cell.mark, line, 4 if wide else 2)
        if other is not None:
            grid.addWidget(self.cells[other.id].editor, line, 3, 1, 2)

    def _lay_column(self, fields: list[WorksheetField]) -> None:
        look = theme.current()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(look.space(8))
        for field in fields:
            column.addWidget(labelled(self.cells[field.id]))
        column.addStretch(1)


def labelled(cell: Cell) -> QWidget:
    """Return a cell with its label above and help below."""
    look, field = theme.current(), cell.field
    whole = QWidget()
    column = QVBoxLayout(whole)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(look.space(4) // 2)
    line = QHBoxLayout()
    line.setSpacing(look.space(4))
    line.addWidget(_title(field, cell))
    if cell.mark is not None:
        line.addWidget(cell.mark)
    line.addStretch(1)
    column.addLayout(line)
    column.addWidget(cell.editor)
    if field.help is not None:
        column.addWidget(label(str(field.help), "small", wrap=True))
    column.addWidget(cell.error)
    return whole


def _title(field: WorksheetField, cell: Cell) -> QLabel:
    made = label(f"{field.name} *" if field.required else str(field.name), "muted")
    made.setBuddy(cell.editor)
    made.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)
    tips = [str(field.help)] if field.help else []
    if field.required:
        tips.append(text("positioning.form.required"))
    made.setToolTip("\n".join(tips))
    return made


def section_card(form: SectionForm, section: Section) -> Card:
    """Return a section's editors on a card with its title and note."""
    card = Card(str(section.title))
    if section.note is not None:
        card.body.addWidget(label(str(section.note), "small", wrap=True))
    card.body.addWidget(form)
    return card
