"""The catalogue's widgets: what narrows the table down, the table, and what stands there without products."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QLineEdit, QStackedWidget, QVBoxLayout, QWidget

from shopplanner.foundation.i18n import text
from shopplanner.services.products.catalogue import Catalogue, Product, matcher
from shopplanner.ui.common.action import Action
from shopplanner.ui.common.form import choice
from shopplanner.ui.common.table import RowsModel
from shopplanner.ui.common.widgets import Card, EmptyState, button, label, row
from shopplanner.ui.products import marks
from shopplanner.ui.products.catalogue.model import CatalogueTable, Edit, columns
from shopplanner.ui.theme import theme

ANY = "*"


class SearchBox(QLineEdit):
    """The line that narrows the table down."""

    def __init__(self) -> None:
        super().__init__()
        self.setPlaceholderText(text("products.catalogue.search"))
        self.setAccessibleName(text("products.catalogue.search"))
        self.setClearButtonEnabled(True)
        self.setMinimumWidth(theme.current().unit(13))
        self.setMaximumWidth(theme.current().unit(20))


class CatalogueView(QStackedWidget):
    """All widgets of the page below its first line."""

    def __init__(
        self,
        edit: Edit,
        row_actions: Sequence[Action],
        empty_actions: Sequence[Action],
        found_actions: Sequence[Action] = (),
    ) -> None:
        """Make an empty table.

        Args:
            edit: gets product, field and what was typed.
            row_actions: what can be done with the selected products.
            empty_actions: what can be done without products.
            found_actions: what can be done where only imports know products.
        """
        super().__init__()
        self.model: RowsModel[Product] = RowsModel(columns(edit))
        self.table = CatalogueTable(self.model)
        self.search = SearchBox()
        any_role, any_status = (ANY, text("products.catalogue.any_role")), (ANY, text("products.catalogue.any_status"))
        self.role = choice([any_role, *marks.role_choices()], ANY)
        self.role.setAccessibleName(text("products.column.role"))
        self.status = choice([any_status, *marks.status_choices()], ANY)
        self.status.setAccessibleName(text("products.column.status"))
        self.remark = label("", "muted")
        self.row_buttons = [(action, button(action)) for action in row_actions]
        self._total = 0
        self._period = ""
        self._connect()
        self.addWidget(self._filled())
        empty, found = "products.catalogue.empty", "products.catalogue.found"
        self.addWidget(EmptyState(empty, "products.catalogue.empty_hint", empty_actions, "products"))
        self.addWidget(EmptyState(found, "products.catalogue.found_hint", found_actions, "import"))

    def show_catalogue(self, found: Catalogue) -> None:
        """Show the products; without any, how to come by them."""
        self.setCurrentIndex(0 if found.products else 2 if found.unlisted else 1)
        self._total = len(found.products)
        self._period = marks.period_words(found.period)
        self.table.show_rows(found.products, lambda one: one.id)
        if self.table.current_row() is None and self.model.rows:
            self.table.selectRow(0)
        self.update_count()

    def clear_filters(self) -> None:
        """Show all products."""
        self.search.clear()
        self.role.setCurrentIndex(0)
        self.status.setCurrentIndex(0)

    def update_count(self) -> None:
        """Say how many products are shown and selected, and which days the figures speak of."""
        shown, chosen = len(self.model.rows), len(self.table.selected_rows())
        words = text("products.catalogue.count", n=shown)
        if shown != self._total:
            words = text("products.catalogue.count_of", shown=shown, total=self._total)
        if chosen > 1:
            words = " · ".join([words, text("products.catalogue.selected", n=chosen)])
        self.remark.setText(" · ".join(part for part in (words, self._period) if part))
        for action, made in self.row_buttons:
            made.setEnabled(action.can_run())

    def _connect(self) -> None:
        self.search.textChanged.connect(lambda _words: self._filter())
        self.search.returnPressed.connect(self.table.setFocus)
        self.role.currentIndexChanged.connect(lambda _place: self._filter())
        self.status.currentIndexChanged.connect(lambda _place: self._filter())
        self.table.selectionModel().selectionChanged.connect(lambda *_ranges: self.update_count())

    def _filter(self) -> None:
        role, status = self.role.currentData(), self.status.currentData()
        narrowed = bool(self.search.text().strip()) or role != ANY or status != ANY
        keep = matcher(self.search.text(), None if role == ANY else role, "" if status == ANY else status)
        self.model.set_filter(keep if narrowed else None)
        if self.model.rows:
            self.table.selectRow(0)
        self.update_count()

    def _filled(self) -> QWidget:
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.current().space(12))
        buttons = [made for _, made in self.row_buttons]
        line = row(self.search, self.role, self.status, None, *buttons)
        line.setStretch(0, 10)
        column.addLayout(line)
        card = Card()
        edge = theme.current().space(4)
        card.body.setContentsMargins(edge, edge, edge, edge)
        card.body.addWidget(self.table, 1)
        column.addWidget(card, 1)
        column.addWidget(self.remark)
        return page
