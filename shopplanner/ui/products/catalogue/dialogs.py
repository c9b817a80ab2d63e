"""What a paste left out, and which products of the imports are to be taken in."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QHeaderView, QWidget

from shopplanner.domain.products.pasting import BadCell
from shopplanner.foundation.i18n import text
from shopplanner.services import wording
from shopplanner.services.products.paste import PasteReport
from shopplanner.services.products.unlisted import Unlisted
from shopplanner.ui.common.dialogs import Dialog
from shopplanner.ui.common.table import Column, DataTable, RowsModel
from shopplanner.ui.common.widgets import label


def bad_columns() -> list[Column[BadCell]]:
    """Return the columns of what was left out."""
    return [
        Column(
            "row", "products.paste.row", lambda cell: str(cell.row), sort=lambda cell: cell.row, number=True, width=4
        ),
        Column("column", "products.paste.column", _column_words, width=9),
        Column("typed", "products.paste.typed", lambda cell: cell.typed, width=9),
        Column("reason", "products.paste.reason", lambda cell: text(f"products.reason.{cell.reason}"), width=18),
    ]


class PasteDialog(Dialog):
    """Lists the cells that could not be used; the others are already stored."""

    def __init__(self, report: PasteReport, parent: QWidget) -> None:
        super().__init__(text("products.paste.title"), parent, width=46, height=24)
        said = text("products.paste.summary", cells=report.cells, changed=report.changed, created=report.created)
        self.body.addWidget(label(said, "heading", wrap=True))
        self.body.addWidget(label(text("products.paste.left_out", n=len(report.bad)), "muted", wrap=True))
        self.model: RowsModel[BadCell] = RowsModel(bad_columns())
        self.model.set_rows(report.bad)
        self.body.addWidget(DataTable(self.model, accessible_name=text("products.paste.title")), 1)
        self.add_close()


def unlisted_columns() -> list[Column[Unlisted]]:
    """Return the columns of what imports know."""
    return [
        Column("title", "products.column.title", lambda one: one.title, width=18, bold=True),
        Column("code", "products.column.code", lambda one: one.code, width=9),
        Column("list_price", "products.column.list_price", lambda one: wording.money(one.list_price), number=True,
               sort=lambda one: one.list_price),
        Column("tag_price", "products.adopt.mean_price", lambda one: wording.money(one.tag_price), number=True,
               sort=lambda one: one.tag_price),
        Column("paid", "products.adopt.paid", lambda one: wording.money(one.paid_amount), number=True,
               sort=lambda one: one.paid_amount, width=7),
    ]  # fmt: skip


class AdoptDialog(Dialog):
    """Offers the products that imports know and the catalogue does not."""

    def __init__(self, found: Sequence[Unlisted], parent: QWidget, adopt: Callable[[Sequence[str]], object]) -> None:
        super().__init__(text("products.adopt.title"), parent, width=46, height=28)
        self._adopt = adopt
        self.body.addWidget(label(text("products.adopt.hint"), "muted", wrap=True))
        self.model: RowsModel[Unlisted] = RowsModel(unlisted_columns())
        self.model.set_rows(found)
        self.table = DataTable(self.model, accessible_name=text("products.adopt.title"))
        header = self.table.horizontalHeader()
        header.setStretchLastSection(False)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        self.table.selectAll()
        self.table.selectionModel().selectionChanged.connect(lambda *_: self._count())
        self.body.addWidget(self.table, 1)
        self.add_close("common.cancel")
        self.go = self.add_button("", self._take, primary=True)
        self._count()

    def _count(self) -> None:
        count = len(self.table.selected_rows())
        self.go.setText(text("products.adopt.take", n=count))
        self.go.setEnabled(count > 0)

    def _take(self) -> None:
        codes = [one.code for one in self.table.selected_rows()]
        self.accept()
        self._adopt(codes)


def _column_words(cell: BadCell) -> str:
    """Return the field's name, and the column as a spreadsheet counts it."""
    name = text(f"products.column.{cell.field}") if cell.field else ""
    return " · ".join(part for part in (_letters(cell.column), name) if part)


def _letters(column: int) -> str:
    """Return a column's letters: 1 is A, 27 is AA."""
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters
