"""Figures that particular products have instead of an offer's own: a button that says how many, and their list."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtWidgets import QVBoxLayout, QWidget

from shopplanner.foundation.i18n import text
from shopplanner.services.promotions.month import ProductChoice
from shopplanner.ui.common.dialogs import Dialog
from shopplanner.ui.common.table import Column, DataTable, FilterBox, RowsModel
from shopplanner.ui.common.widgets import label, plain_button
from shopplanner.ui.promotions.calendar.figures import parsed, worded

Figures = dict[str, int]
"""A figure by product id as text."""


@dataclass
class _Row:
    product: ProductChoice
    value: int | None


class ByProductEditor(QWidget):
    """A button that opens the list; ``products`` gives those in scope, ``kind`` the unit in force."""

    def __init__(
        self,
        products: Callable[[], Sequence[ProductChoice]],
        kind: Callable[[], str],
        changed: Callable[[], None],
    ) -> None:
        super().__init__()
        self._products, self._kind, self._changed = products, kind, changed
        self.figures: Figures = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        self.button = plain_button("", self.open_list)
        column.addWidget(self.button)
        self.fill({})

    def fill(self, figures: Mapping[str, int] | None) -> None:
        """Show other figures."""
        self.figures = dict(figures or {})
        count = len(self.figures)
        self.button.setText(text("editor.by_product.some", n=count) if count else text("editor.by_product.none"))

    def open_list(self) -> None:
        """Show the products with their figures."""
        ByProductDialog(self, self._products(), self._kind(), self.figures, self._taken).open()

    def _taken(self, figures: Figures) -> None:
        self.fill(figures)
        self._changed()


class ByProductDialog(Dialog):
    """A list of products whose last column takes a figure; an empty one means the offer's own."""

    def __init__(
        self,
        parent: QWidget,
        products: Sequence[ProductChoice],
        kind: str,
        figures: Mapping[str, int],
        done: Callable[[Figures], object],
    ) -> None:
        super().__init__(text("editor.by_product.title"), parent, width=30, height=30)
        self._kind, self._done = kind, done
        self.body.addWidget(label(text("editor.by_product.hint"), "muted", wrap=True))
        self.model: RowsModel[_Row] = RowsModel(self._columns())
        self.table = DataTable(self.model, accessible_name=text("editor.by_product.title"))
        self.body.addWidget(FilterBox(self.table))
        self.body.addWidget(self.table, 1)
        self._rows = [_Row(each, figures.get(str(each.id))) for each in products]
        self.table.show_rows(self._rows, key=lambda one: one.product.id)
        self.add_close("common.cancel")
        self.add_button(text("common.ok"), self._apply, primary=True)

    def figures(self) -> Figures:
        """Return the figures of the products that have one."""
        return {str(one.product.id): one.value for one in self._rows if one.value}

    def _columns(self) -> list[Column[_Row]]:
        return [
            Column("product", "editor.by_product.product", lambda one: one.product.name, width=17),
            Column(
                "value",
                "editor.by_product.value",
                lambda one: worded(self._kind, one.value) if one.value else "",
                sort=lambda one: one.value,
                number=True,
                edit=self._edit,
                width=6,
            ),
        ]

    def _edit(self, one: _Row, typed: str) -> None:
        try:
            one.value = parsed(self._kind, typed)
        except ValueError:
            return
        self.table.viewport().update()

    def _apply(self) -> None:
        self._done(self.figures())
        self.accept()
