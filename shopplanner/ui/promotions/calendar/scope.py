"""Choosing the products of a promotion."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QListWidget, QListWidgetItem, QWidget

from shopplanner.foundation.i18n import text
from shopplanner.services.promotions.month import ProductChoice
from shopplanner.ui.common.dialogs import Dialog

PRODUCT = Qt.ItemDataRole.UserRole


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
        self.search.textChanged.connect(self._filter)
        self.body.addWidget(self.search)
        self.list = QListWidget()
        for product in products:
            item = QListWidgetItem(product.name)
            item.setData(PRODUCT, product.id)
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(Qt.CheckState.Checked if product.id in chosen else Qt.CheckState.Unchecked)
            self.list.addItem(item)
        self.body.addWidget(self.list, 1)
        self.add_close("common.cancel")
        self.add_button(text("common.apply"), self._apply, primary=True)

    def _filter(self, wanted: str) -> None:
        for number in range(self.list.count()):
            item = self.list.item(number)
            item.setHidden(wanted.strip().lower() not in item.text().lower())

    def _apply(self) -> None:
        items = [self.list.item(number) for number in range(self.list.count())]
        self._done(tuple(item.data(PRODUCT) for item in items if item.checkState() == Qt.CheckState.Checked))
        self.accept()
