"""The table of load: a line for each person, a column for each day or week, the fuller the deeper its colour."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QItemSelectionModel, QModelIndex, Qt, Signal
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QAbstractItemView, QStyledItemDelegate, QStyleOptionViewItem

from shopplanner.foundation.i18n import text
from shopplanner.services.promotions.load import Cell, Load, Row, Span
from shopplanner.ui.common.table import AnyIndex, Column, DataTable, RowsModel
from shopplanner.ui.promotions.team.words import amount_words, cell_words, row_words, span_words, who_words
from shopplanner.ui.theme import theme

BACKGROUND = int(Qt.ItemDataRole.BackgroundRole)
FULL = 110
"""Opacity of a day that is planned to its end."""

LEAST = 24
TOO_FULL = 70


class HeatDelegate(QStyledItemDelegate):
    """Paints a cell's ground, which the style sheet would leave out, below what every table paints."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: AnyIndex) -> None:
        """Paint ground and content."""
        colour = index.data(Qt.ItemDataRole.BackgroundRole)
        if colour is not None:
            painter.fillRect(option.rect.adjusted(0, 0, -1, -1), colour)
        super().paint(painter, option, index)


class LoadModel(RowsModel[Row]):
    """Rows of the load; each cell's ground says how full it is."""

    def __init__(self, spans: Sequence[Span]) -> None:
        self.spans = tuple(spans)
        super().__init__([*_names(), *(_column(number, span) for number, span in enumerate(self.spans))])

    def cell_at(self, index: AnyIndex) -> tuple[Row, Span, Cell] | None:
        """Return the line, span and cell at an index; None for a name."""
        number = index.column() - 1
        if not index.isValid() or number < 0 or index.row() >= len(self.rows):
            return None
        row = self.rows[index.row()]
        return row, self.spans[number], row.cells[number]

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return what a cell shows, and the colour of its ground."""
        if role != BACKGROUND:
            return super().data(index, role)
        found = self.cell_at(index)
        return None if found is None else ground(found[1], found[2])


def ground(span: Span, cell: Cell) -> QColor | None:
    """Return a cell's ground: deeper the fuller, another colour where it is too full, grey on days off."""
    if cell.over:
        return theme.color("bad", TOO_FULL)
    if not cell.minutes:
        return theme.color("border", 90) if not span.workdays else None
    share = min(1.0, cell.minutes / cell.capacity) if cell.capacity else 0.5
    return theme.color("accent", round(LEAST + (FULL - LEAST) * share))


def _names() -> list[Column[Row]]:
    return [
        Column("who", "team.load.who", who_words, width=8.6, bold=True),
    ]


def _column(number: int, span: Span) -> Column[Row]:
    return Column(
        f"{span.first}",
        "",
        lambda row: _marked(row.cells[number]),
        title=span_words(span),
        number=True,
        width=5.6 if span.first == span.last else 6.4,
        tooltip=lambda row: _tip(row, span, row.cells[number]),
    )


def _marked(cell: Cell) -> str:
    """Return a cell's hours; a sign says that they are too many, so that the colour does not say it alone."""
    return f"▲ {cell_words(cell)}" if cell.over else cell_words(cell)


def _tip(row: Row, span: Span, cell: Cell) -> str:
    lines = [f"{row_words(row)} · {span_words(span)}", amount_words(cell)]
    if not span.workdays:
        lines.append(text("team.load.off"))
    return "\n".join([*lines, *(f"· {task.title}" for task in cell.tasks[:10])])


class LoadTable(DataTable):
    """Shows the load; the cell under the cursor is what the page explains."""

    cell_changed = Signal(object)
    """Line, span and cell under the cursor; None on a name."""

    def __init__(self, model: LoadModel, name: str) -> None:
        super().__init__(model, name=name, sortable=False, accessible_name=text("team.load.title"))
        self.load_model = model
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectItems)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.horizontalHeader().setStretchLastSection(False)
        self.setItemDelegate(HeatDelegate(self))
        self.selectionModel().currentChanged.connect(self._moved)

    def show_load(self, shown: Load) -> None:
        """Show another load of the same spans; the cursor stays."""
        self.show_rows(shown.rows, key=lambda row: row.key)
        self._moved(self.currentIndex())

    def choose(self, key: str, day: str = "") -> bool:
        """Put the cursor on a line, and if given on a day; return whether it is shown."""
        for place, row in enumerate(self.load_model.rows):
            if row.key == key:
                columns = [
                    n for n, span in enumerate(self.load_model.spans) if str(span.first) <= day <= str(span.last)
                ]
                index = self.load_model.index(place, columns[0] + 1 if columns else 0)
                self.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.ClearAndSelect)
                self.scrollTo(index)
                return True
        return False

    def _moved(self, index: QModelIndex, *_before: QModelIndex) -> None:
        self.cell_changed.emit(self.load_model.cell_at(index))
