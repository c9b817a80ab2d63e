"""Choosing the products of a promotion."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtWidgets import QLineEdit, QListView, QWidget

from shopplanner.foundation.i18n import text
from shopplanner.services.promotions.month import ProductChoice
from shopplanner.ui.common.dialogs import Dialog
from shopplanner.ui.common.widgets import label, plain_button, row

Index = QModelIndex | QPersistentModelIndex


def choose_words(count: int) -> str:
    """Return the wording of a button that opens the list."""
    return text("promotions.scope.choose", n=count) if count else text("promotions.scope.pick")


class ScopeModel(QAbstractListModel):
    """Products with check marks, those that a search leaves; made for lists of many thousands."""

    def __init__(self, products: Sequence[ProductChoice], chosen: Sequence[int]) -> None:
        super().__init__()
        self._products = products
        self.shown = list(products)
        self.chosen = set(chosen)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        """Return how many products are shown."""
        return 0 if parent.isValid() else len(self.shown)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return a product's name or check mark."""
        product = self.shown[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return product.name
        if role == Qt.ItemDataRole.CheckStateRole:
            return Qt.CheckState.Checked if product.id in self.chosen else Qt.CheckState.Unchecked
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Return that every product can be ticked."""
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsUserCheckable

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Tick a product or take the tick away."""
        if role != Qt.ItemDataRole.CheckStateRole:
            return False
        self._tick({self.shown[index.row()].id}, on=Qt.CheckState(value) == Qt.CheckState.Checked)
        self.dataChanged.emit(index, index)
        return True

    def tick_shown(self, *, on: bool) -> None:
        """Tick everything that is shown, or take the ticks away."""
        self._tick({product.id for product in self.shown}, on=on)
        self.dataChanged.emit(self.index(0), self.index(len(self.shown) - 1))

    def _tick(self, ids: set[int], *, on: bool) -> None:
        self.chosen = self.chosen | ids if on else self.chosen - ids

    def search(self, wanted: str) -> None:
        """Show the products whose names contain what is wanted."""
        plain = wanted.strip().lower()
        self.beginResetModel()
        self.shown = [product for product in self._products if plain in product.name.lower()]
        self.endResetModel()

    def in_order(self) -> tuple[int, ...]:
        """Return the chosen products in the list's order."""
        return tuple(product.id for product in self._products if product.id in self.chosen)


class ScopeDialog(Dialog):
    """A searchable list of products with check marks."""

    def __init__(
        self,
        parent: QWidget,
        products: Sequence[ProductChoice],
        chosen: Sequence[int],
        done: Callable[[tuple[int, ...]], None],
    ) -> None:
        super().__init__(text("promotions.scope.title"), parent, width=26, height=30)
        self._done = done
        self.search = QLineEdit()
        self.search.setPlaceholderText(text("promotions.scope.search"))
        self.search.setAccessibleName(text("promotions.scope.search"))
        self.body.addWidget(self.search)
        if not products:
            self.body.addWidget(label(text("promotions.scope.empty"), "muted", wrap=True))
        self.model = ScopeModel(products, chosen)
        self.model.setParent(self)
        self.search.textChanged.connect(self.model.search)
        self.list = QListView()
        self.list.setUniformItemSizes(True)
        self.list.setModel(self.model)
        self.list.setAccessibleName(text("promotions.scope.title"))
        self.body.addWidget(self.list, 1)
        self.count = label("", "muted")
        ticks = [
            plain_button(text(f"promotions.scope.{name}"), partial(self.model.tick_shown, on=on), link=True)
            for name, on in (("all_shown", True), ("none_shown", False))
        ]
        self.body.addLayout(row(self.count, None, *ticks))
        self.model.dataChanged.connect(lambda *_range: self._show_count())
        self._show_count()
        self.add_close("common.cancel")
        self.add_button(text("common.ok"), self._apply, primary=True)

    def _show_count(self) -> None:
        self.count.setText(text("promotions.scope.count", n=len(self.model.chosen)))

    def _apply(self) -> None:
        self._done(self.model.in_order())
        self.accept()
