"""The prices page: three prices of every product at a moment, explained, and a basket to try."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from shopplanner.domain.changes import Area, Place
from shopplanner.domain.errors import ShopPlannerError
from shopplanner.domain.messages import message
from shopplanner.foundation.i18n import text
from shopplanner.services.promotions.baskets import Basket, Start, basket_at, next_starts
from shopplanner.services.promotions.price_words import explanation
from shopplanner.services.promotions.prices import ProductPrices, prices_at
from shopplanner.services.wording import render
from shopplanner.services.workspace import Workspace
from shopplanner.ui.common.action import Action
from shopplanner.ui.common.context import AppContext
from shopplanner.ui.common.page import Page
from shopplanner.ui.common.table import DataTable, FilterBox, RowsModel
from shopplanner.ui.common.widgets import Card, EmptyState, Segments, label
from shopplanner.ui.promotions.prices.basket import BasketCard
from shopplanner.ui.promotions.prices.columns import price_columns
from shopplanner.ui.promotions.prices.explanation import ExplanationPanel
from shopplanner.ui.promotions.prices.moment_bar import MomentBar

ALL, RISKY = "all", "risky"


@dataclass(frozen=True)
class PricesShown:
    """What the page shows of a moment."""

    rows: tuple[ProductPrices, ...]
    starts: tuple[Start, ...]


class PricesPage(Page):
    """Says what buyers pay, why, and what it leaves."""

    AREAS: ClassVar[frozenset[Area]] = frozenset({Area.PROMOTIONS, Area.PRODUCTS, Area.PACKS})

    def __init__(self, context: AppContext) -> None:
        super().__init__(context, text("prices.title"))
        self.shown: PricesShown | None = None
        self._which = ALL
        self._wanted = ""
        self._make_actions()
        self.moment = MomentBar(self._now(), self._now, lambda _moment: self.refresh())
        self.header.add_left(self.moment)
        self.model = RowsModel(price_columns())
        self.table = DataTable(self.model, name="promotions.prices", accessible_name=text("prices.title"))
        self.table.row_changed.connect(self._explain)
        self.table.row_activated.connect(lambda _row: self._add_to_basket())
        self.header.add_action(self.actions_made[1])
        self.header.add_action(self.actions_made[0], primary=True)
        self.panel = ExplanationPanel(self.actions_made[1:2], self)
        self.panel.hide()
        self.basket = BasketCard(self._price_basket)
        self.stack = QStackedWidget()
        self.stack.addWidget(self._filled())
        self.stack.addWidget(EmptyState("prices.empty", "prices.empty_hint", (self.actions_made[3],), "promotions"))
        self.body.addWidget(self.stack, 1)

    def _make_actions(self) -> None:
        chosen = self._has_row
        self.actions_made = (
            Action("prices.add", "prices.action.add", self._add_to_basket, "Ctrl+B", icon="plus", enabled=chosen),
            Action("prices.copy", "prices.action.copy", self._copy, "Ctrl+Shift+C", icon="copy", enabled=chosen),
            Action("prices.clear", "prices.action.clear", self._clear_basket, icon="close"),
            Action("prices.products", "prices.action.products", self._go_products, icon="products"),
        )

    def _filled(self) -> QWidget:
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(self.body.spacing())
        card = Card(text("prices.table"))
        self.count = label("", "muted")
        card.head.insertWidget(2, self.count)
        choices = [(ALL, text("prices.filter.all")), (RISKY, text("prices.filter.risky"))]
        self.segments = Segments(choices, ALL, self._choose_rows)
        card.head.addWidget(self.segments)
        card.head.addWidget(FilterBox(self.table))
        card.body.addWidget(self.table, 1)
        self.all_well = label(text("prices.all_well"), "good", wrap=True)
        self.all_well.hide()
        card.body.addWidget(self.all_well)
        column.addWidget(card, 1)
        column.addWidget(self.basket)
        return page

    def _now(self) -> datetime:
        return self.context.workspace.clock.now().replace(tzinfo=None)

    def actions_list(self) -> Sequence[Action]:
        """Return the page's actions."""
        return self.actions_made

    def refresh(self) -> None:
        """Price every product at the chosen moment."""
        moment, now = self.moment.moment, self._now()

        def read(workspace: Workspace) -> PricesShown:
            return PricesShown(tuple(prices_at(workspace, moment)), tuple(next_starts(workspace, now)))

        self.context.read("promotions.prices", read, self._show)
        self._price_basket()

    def show_record(self, record: str) -> None:
        """Choose a product by its id; ``id@2026-11-11T20:00`` also goes to that moment."""
        self._wanted, _, moment = record.partition("@")
        if moment:
            self.moment.choose(datetime.fromisoformat(moment))
        elif self.shown is not None:
            self._select_wanted()

    def _show(self, shown: PricesShown) -> None:
        self.shown = shown
        self.stack.setCurrentIndex(0 if shown.rows else 1)
        self.moment.show_starts(shown.starts)
        risky = [row for row in shown.rows if row.risk]
        self.header.set_chips(*([(text("prices.risky", n=len(risky)), "bad")] if risky else []))
        rows = risky if self._which == RISKY else shown.rows
        self.count.setText(text("prices.count", n=len(rows)))
        self.table.show_rows(rows, key=lambda row: row.product_id)
        self.table.setVisible(bool(rows))
        self.all_well.setVisible(not rows)
        if self.table.current_row() is None and rows:
            self.table.selectRow(0)
        self._select_wanted()
        self._explain(self.table.current_row())

    def _select_wanted(self) -> None:
        if self._wanted and self.table.select_where(lambda row: str(row.product_id) == self._wanted):
            self._wanted = ""

    def _choose_rows(self, which: str) -> None:
        self._which = which
        if self.shown is not None:
            self._show(self.shown)

    def _has_row(self) -> bool:
        return self.table.current_row() is not None

    def _explain(self, priced: ProductPrices | None) -> None:
        self.header.update_enabled()
        if priced is None:
            self.set_inspector(None)
            return
        self.panel.show_price(priced)
        if self.inspector is not self.panel:
            self.set_inspector(self.panel)

    def _copy(self) -> None:
        if self.panel.priced is not None:
            QGuiApplication.clipboard().setText(explanation(self.panel.priced, self.panel.quantity))
            self.context.notify(message("prices.copied"), "good")

    # the basket

    def _add_to_basket(self) -> None:
        priced = self.table.current_row()
        if isinstance(priced, ProductPrices):
            self.basket.add(priced.product_id, priced.name)

    def _clear_basket(self) -> None:
        self.basket.empty_out()

    def _price_basket(self) -> None:
        pieces, moment, buyer = list(self.basket.pieces.items()), self.moment.moment, self.basket.buyer
        if not pieces:
            return

        def read(workspace: Workspace) -> Basket:
            return basket_at(workspace, pieces, moment, audience=buyer)

        self.context.read("promotions.prices.basket", read, self.basket.show_basket, self._basket_failed)

    def _basket_failed(self, error: ShopPlannerError) -> None:
        self.basket.show_failure(render(error.what))

    def _go_products(self) -> None:
        self.context.navigate(Place("products", "catalogue"))
