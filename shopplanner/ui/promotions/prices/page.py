"""The prices page: three prices of every product at a moment, explained, and a basket to try."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import ClassVar

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from shopplanner.domain.changes import Area, Place
from shopplanner.domain.errors import ShopPlannerError
from shopplanner.domain.messages import message
from shopplanner.foundation.i18n import text
from shopplanner.services.promotions.basket_words import basket_text, refund_text
from shopplanner.services.promotions.ledger import LaterPrices, later_prices
from shopplanner.services.promotions.price_words import explanation
from shopplanner.services.promotions.prices import ProductPrices
from shopplanner.services.promotions.selling_costs import SellingCosts, set_selling_costs
from shopplanner.services.promotions.stacking import choose_profile
from shopplanner.services.stacking_copies import copy_for_editing
from shopplanner.services.wording import render
from shopplanner.services.workspace import Workspace
from shopplanner.ui.common.action import Action
from shopplanner.ui.common.context import AppContext
from shopplanner.ui.common.page import Page
from shopplanner.ui.common.table import DataTable, FilterBox, RowsModel
from shopplanner.ui.common.widgets import Card, EmptyState, Segments, label
from shopplanner.ui.promotions.prices.basket import BasketShown, BasketView
from shopplanner.ui.promotions.prices.columns import COMPARED, GIVING_WAY, price_columns
from shopplanner.ui.promotions.prices.explanation import ExplanationPanel
from shopplanner.ui.promotions.prices.moment_bar import MomentBar
from shopplanner.ui.promotions.prices.reading import Asked, PricesShown, read_basket, read_prices
from shopplanner.ui.promotions.prices.refund_card import Refunds
from shopplanner.ui.promotions.prices.rules_bar import BASKET, PRODUCTS, RulesBar

ALL, RISKY = "all", "risky"


class PricesPage(Page):
    """Says what buyers pay, why, what it leaves, and what is paid back when pieces return."""

    AREAS: ClassVar[frozenset[Area]] = frozenset(
        {Area.PROMOTIONS, Area.PRODUCTS, Area.FACTS, Area.SHOP, Area.SETTINGS, Area.PACKS}
    )

    def __init__(self, context: AppContext) -> None:
        super().__init__(context, text("prices.title"))
        self.shown: PricesShown | None = None
        self._which, self._view, self._compare, self._wanted = ALL, PRODUCTS, "", ""
        self._make_actions()
        self.moment = MomentBar(self._now(), self._now, lambda _moment: self.refresh())
        self.header.add_left(self.moment)
        self.bar = RulesBar(self.choose_view, self._choose_rules, self._choose_compare, (self.rules_action,))
        self.body.addWidget(self.bar)
        self.panel = ExplanationPanel((self.copy_rules_action,), self)
        self.panel.hide()
        self.basket = BasketView(self._price_basket, self._choose_costs, self._ask_refunds)
        self.basket.inputs.add_action(self.clear_action)
        self.basket.refund.add_action(self.copy_refund_action)
        self.stack = QStackedWidget()
        self.stack.addWidget(self._products())
        empty = EmptyState("prices.empty", "prices.empty_hint", (self.products_action,), "promotions")
        self.stack.addWidget(empty)
        self.stack.addWidget(self.basket)
        self.body.addWidget(self.stack, 1)
        self.header.add_action(self.copy_action)
        self.header.add_action(self.add_action, primary=True)

    def _make_actions(self) -> None:
        self.add_action = Action(
            "prices.add", "prices.action.add", self._add, "Ctrl+B", icon="plus", enabled=self._can_add
        )
        self.copy_action = Action(
            "prices.copy", "prices.action.copy", self._copy, "Ctrl+Shift+C", icon="copy", enabled=self._can_copy
        )
        self.view_action = Action("prices.view", "prices.action.view", self._turn, "Ctrl+Shift+B", icon="shop")
        self.copy_refund_action = Action(
            "prices.copy_refund",
            "prices.action.copy_refund",
            self._copy_refund,
            icon="copy",
            enabled=lambda: self.basket.refund.complete,
        )
        self.clear_action = Action(
            "prices.clear", "prices.action.clear", self._clear_basket, icon="close",
            enabled=lambda: bool(self.basket.inputs.pieces),
        )  # fmt: skip
        self.rules_action = Action("prices.rules", "prices.action.rules", self._go_rules, icon="settings")
        self.copy_rules_action = Action("prices.copy_rules", "prices.action.copy_rules", self._copy_rules, icon="edit")
        self.products_action = Action("prices.products", "prices.action.products", self._go_products, icon="products")

    def _products(self) -> QWidget:
        self.model = RowsModel(price_columns(self._other))
        self.table = DataTable(self.model, name="promotions.prices", accessible_name=text("prices.title"))
        self.table.row_changed.connect(self._explain)
        self.table.row_activated.connect(lambda _row: self._add())
        self.table.setColumnHidden(COMPARED, True)
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
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(card, 1)
        return page

    def _now(self) -> datetime:
        return self.context.workspace.clock.now().replace(tzinfo=None)

    def actions_list(self) -> Sequence[Action]:
        """Return the page's actions."""
        return (
            self.add_action, self.copy_action, self.view_action, self.clear_action, self.copy_refund_action,
            self.rules_action, self.copy_rules_action, self.products_action,
        )  # fmt: skip

    def refresh(self) -> None:
        """Price every product at the chosen moment."""
        moment, now, compare = self.moment.moment, self._now(), self._compare

        def read(workspace: Workspace) -> PricesShown:
            return read_prices(workspace, moment, now, compare)

        self.context.read("promotions.prices", read, self._show)
        self._price_basket()

    def show_record(self, record: str) -> None:
        """Choose a product by its id; ``id@2026-11-11T20:00`` also goes to that moment.

        ``basket`` and ``basket:12x2,13x1`` show the basket, with these pieces of products put in.
        """
        wanted, _, moment = record.partition("@")
        name, _, pieces = wanted.partition(":")
        self._wanted = "" if name == BASKET else wanted
        if moment:
            self.moment.choose(datetime.fromisoformat(moment))
        if name == BASKET:
            self._fill_basket(pieces)
        elif self.shown is not None and not moment:
            self.choose_view(PRODUCTS)
            self._select_wanted()

    def choose_view(self, view: str) -> None:
        """Show the products or the basket."""
        self._view = view
        self.bar.views.choose(view)
        self._show_view()

    def _show_view(self) -> None:
        """Show the products or the basket, or that there is nothing to price."""
        empty = self.shown is not None and not self.shown.rows
        self.bar.setVisible(not empty)
        self.stack.setCurrentIndex(1 if empty else 2 if self._view == BASKET else 0)
        self._explain(self.table.current_row())

    def _show(self, shown: PricesShown) -> None:
        self.shown = shown
        self.moment.show_starts(shown.starts)
        self.bar.show_rules(shown.known, shown.chosen, self._compare)
        self.basket.inputs.show_products(shown.rows, shown.costs)
        self.table.setColumnHidden(COMPARED, not shown.others)
        for place in GIVING_WAY:
            self.table.setColumnHidden(place, bool(shown.others))
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
        self._show_view()

    def _select_wanted(self) -> None:
        if self._wanted and self.table.select_where(lambda row: str(row.product_id) == self._wanted):
            self._wanted = ""

    def _choose_rows(self, which: str) -> None:
        self._which = which
        if self.shown is not None:
            self._show(self.shown)

    def _can_add(self) -> bool:
        return self._view == PRODUCTS and self.table.current_row() is not None

    def _other(self, row: ProductPrices) -> ProductPrices | None:
        return self.shown.others.get(row.product_id) if self.shown is not None else None

    def _explain(self, priced: ProductPrices | None) -> None:
        self.header.update_enabled()
        if priced is None or self._view == BASKET or self.shown is None:
            self.set_inspector(None)
            return
        self.panel.show_price(priced, self._other(priced), self.shown.costs)
        if self.inspector is not self.panel:
            self.set_inspector(self.panel)
        product, moment = priced.product_id, priced.moment

        def read(workspace: Workspace) -> LaterPrices:
            return later_prices(workspace, product, moment)

        self.context.read("promotions.prices.later", read, self.panel.show_later)

    # the rules

    def _choose_rules(self, profile: str) -> None:
        self.context.perform(lambda workspace: choose_profile(workspace, profile))

    def _choose_compare(self, profile: str) -> None:
        self._compare = profile
        self.refresh()

    def _profile(self) -> str:
        """Return the rules that a person looks at: those compared with, else those in force."""
        if self._compare or self.shown is None or not self.shown.rows:
            return self._compare
        return self.shown.rows[0].profile.id

    def _go_rules(self) -> None:
        self.context.navigate(Place("today", "packs", f"profiles/{self._profile()}"))

    def _copy_rules(self) -> None:
        source = self._profile()

        def made(name: str) -> None:
            self._compare = name
            self.context.changed(Area.PACKS)
            self.context.notify(message("prices.rules.copied"), "good")
            self.context.navigate(Place("today", "packs", f"profiles/{name}"))

        if source:
            self.context.read("promotions.prices.copy", lambda _workspace: copy_for_editing(source), made)

    # copying

    def _can_copy(self) -> bool:
        return self.basket.shown is not None if self._view == BASKET else self._can_add()

    def _copy(self) -> None:
        if self._view == BASKET and self.basket.shown is not None:
            self._put_on_clipboard(basket_text(self.basket.shown, self.basket.inputs.costs))
        elif self._view == PRODUCTS and self.panel.priced is not None:
            self._put_on_clipboard(explanation(self.panel.priced, self.panel.quantity))

    def _copy_refund(self) -> None:
        refund, basket = self.basket.refund.refund, self.basket.shown
        if refund is not None and basket is not None:
            self._put_on_clipboard(refund_text(basket, refund))

    def _put_on_clipboard(self, words: str) -> None:
        QGuiApplication.clipboard().setText(words)
        self.context.notify(message("prices.copied"), "good")

    # the basket

    def _turn(self) -> None:
        self.choose_view(PRODUCTS if self._view == BASKET else BASKET)

    def _add(self) -> None:
        priced = self.table.current_row()
        if isinstance(priced, ProductPrices):
            self.basket.inputs.add(priced.product_id, priced.name)
            show = Action("prices.show_basket", "prices.action.show_basket", lambda: self.choose_view(BASKET))
            self.context.notify(message("prices.added", name=priced.name), action=show)

    def _fill_basket(self, pieces: str) -> None:
        """Show the basket, with these pieces put in if there are any: ``12x2,13x1``."""
        self.choose_view(BASKET)
        wanted = [part.partition("x") for part in pieces.split(",") if part]
        if not wanted:
            return
        names = {row.product_id: row.name for row in self.shown.rows} if self.shown else {}
        self.basket.inputs.fill([(int(product), int(count or 1)) for product, _, count in wanted], names)

    def _clear_basket(self) -> None:
        self.basket.inputs.empty_out()

    def _price_basket(self) -> None:
        inputs = self.basket.inputs
        self.bar.show_count(len(inputs.pieces))
        asked = Asked(
            list(inputs.pieces.items()), inputs.buyer, inputs.freight.value or 0, self.moment.moment, self._compare
        )
        if not asked.pieces:
            self.basket.show_nothing()
            self.header.update_enabled()
            return

        def read(workspace: Workspace) -> BasketShown:
            return read_basket(workspace, asked)

        self.context.read("promotions.prices.basket", read, self._show_basket, self._basket_failed)

    def _show_basket(self, shown: BasketShown) -> None:
        if not self.basket.inputs.pieces:
            return
        self.basket.show_basket(shown, self.basket.inputs.costs)
        self.header.update_enabled()

    def _basket_failed(self, error: ShopPlannerError) -> None:
        self.basket.show_failure(render(error.what))
        self.header.update_enabled()

    def _choose_costs(self, costs: SellingCosts) -> None:
        self.context.perform(lambda workspace: set_selling_costs(workspace, costs))

    def _ask_refunds(self) -> None:
        """Work out what is paid back, both ways, off the window's thread."""
        basket, returned = self.basket.shown, self.basket.refund.returned
        if basket is None:
            return

        def read(_workspace: Workspace) -> Refunds:
            return basket.refund(returned), basket.refund(returned, others_lose=True)

        self.context.read("promotions.prices.refund", read, self.basket.show_refunds)

    def _go_products(self) -> None:
        self.context.navigate(Place("products", "catalogue"))
