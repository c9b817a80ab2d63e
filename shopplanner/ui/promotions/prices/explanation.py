"""The inspector of a product's price: three prices, the way to what is paid, what lost, what is left, the rules."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from shopplanner.domain.promotions.economics import economics
from shopplanner.domain.promotions.offers import PricedCart
from shopplanner.domain.promotions.three_prices import QUANTITIES, ThreePrices
from shopplanner.foundation.i18n import text
from shopplanner.services.promotions.basket_words import extra_words, lost_lines, receipt_lines
from shopplanner.services.promotions.ledger import LaterPrices
from shopplanner.services.promotions.price_compare import compare_carts
from shopplanner.services.promotions.price_words import PriceLine, presale_lines, price_lines, risk_words, rule_lines
from shopplanner.services.promotions.prices import ProductPrices
from shopplanner.services.promotions.selling_costs import SellingCosts
from shopplanner.services.wording import money
from shopplanner.ui.common.action import Action
from shopplanner.ui.common.widgets import Segments, button, chip, clear, label, row, scrolled_column
from shopplanner.ui.promotions.amounts import amount_grid, amount_label
from shopplanner.ui.promotions.prices.grids import compare_grid, lost_grid, plain_grid, section, steps_grid

RISK_CHIPS = {"cost": "bad", "floor": "warn", "": "good"}
SHOWN_FALLS = 5


class ExplanationPanel(QWidget):
    """Explains one product's price for one, two or three pieces."""

    def __init__(self, actions: Sequence[Action], parent: QWidget) -> None:
        super().__init__(parent)
        self._actions = actions
        self.priced: ProductPrices | None = None
        self.other: ProductPrices | None = None
        self.later: LaterPrices | None = None
        self.costs = SellingCosts()
        self.quantity = 1
        self._column = scrolled_column(self)
        self._later = QVBoxLayout()

    def show_price(self, priced: ProductPrices, other: ProductPrices | None, costs: SellingCosts) -> None:
        """Show a product at the number of pieces at which it is cheapest; the same product keeps the chosen number.

        ``other`` is the same product under the rules that are compared with.
        """
        if self.priced is None or self.priced.product_id != priced.product_id:
            self.quantity = priced.prices.lowest_quantity
        if self.later is not None and (self.priced is None or self.priced.product_id != priced.product_id):
            self.later = None
        self.priced, self.other, self.costs = priced, other, costs
        self._fill(priced)

    def show_later(self, later: LaterPrices) -> None:
        """Show what buyers of this moment may claim when the price falls."""
        self.later = later
        self._fill_later()

    def choose_quantity(self, quantity: int) -> None:
        """Explain another number of pieces."""
        self.quantity = quantity
        if self.priced is not None:
            self._fill(self.priced)

    def _fill(self, priced: ProductPrices) -> None:
        column = self._column
        clear(column)
        column.addWidget(label(priced.name, "heading", wrap=True))
        column.addWidget(label(text("prices.at", moment=f"{priced.moment:%Y-%m-%d %H:%M}"), "small", wrap=True))
        kind = "warn" if priced.margin is None else RISK_CHIPS[priced.risk]
        column.addLayout(row(chip(risk_words(priced), kind)))
        column.addWidget(section("prices.section.three"))
        column.addLayout(_three(priced))
        cart = priced.prices.carts[self.quantity - 1]
        self._way(cart)
        self._compared(priced, cart)
        self._unused(cart)
        self._receipt(cart)
        self._later = QVBoxLayout()
        self._later.setSpacing(column.spacing())
        column.addLayout(self._later)
        self._fill_later()
        column.addWidget(section("prices.section.rules"))
        for words in rule_lines(priced.profile):
            column.addWidget(label(words, "small", wrap=True))
        column.addLayout(row(*(button(action) for action in self._actions)))
        column.addStretch(1)

    def _way(self, cart: PricedCart) -> None:
        """Show the way from the list price to what is paid, in advance and at the end if it is a presale."""
        column = self._column
        column.addWidget(section("prices.section.why"))
        choices = [(str(count), text("prices.pieces", n=count)) for count in QUANTITIES]
        column.addLayout(row(Segments(choices, str(self.quantity), lambda chosen: self.choose_quantity(int(chosen)))))
        column.addLayout(steps_grid(price_lines(cart), self.quantity))
        if presale := presale_lines(cart):
            column.addLayout(plain_grid(presale))

    def _compared(self, priced: ProductPrices, cart: PricedCart) -> None:
        """Show the same pieces under the rules that are compared with."""
        if self.other is None:
            return
        column = self._column
        column.addWidget(section("prices.section.compared"))
        column.addWidget(label(compared_words(priced, self.other), "small", wrap=True))
        lines = compare_carts(cart, self.other.prices.carts[self.quantity - 1])
        if any(line.differs for line in lines):
            column.addLayout(compare_grid(lines, (text("prices.rules.here"), text("prices.rules.there"))))
        else:
            column.addWidget(label(text("prices.compare.same"), "good", wrap=True))

    def _unused(self, cart: PricedCart) -> None:
        """Show what comes with the goods, and the offers that did not apply."""
        if extra := extra_words(cart):
            self._column.addWidget(section("prices.section.extra"))
            for words in extra:
                self._column.addWidget(label(words, wrap=True))
        if lost := lost_lines(cart):
            self._column.addWidget(section("prices.section.lost"))
            self._column.addLayout(lost_grid(lost))

    def _receipt(self, cart: PricedCart) -> None:
        """Show what the pieces leave the shop."""
        found = economics(cart, self.costs.fee_rate, self.costs.freight)
        self._column.addWidget(section("prices.section.receipt"))
        self._column.addLayout(steps_grid(receipt_lines(found, self.costs), role=receipt_role(found.contribution)))
        if self.costs == SellingCosts():
            self._column.addWidget(label(text("prices.receipt.enter"), "small", wrap=True))

    def _fill_later(self) -> None:
        clear(self._later)
        if self.later is None:
            return
        self._later.addWidget(section("prices.section.protection"))
        if not self.later.days:
            self._later.addWidget(label(text("prices.protection.none"), "small", wrap=True))
            return
        paid, days = money(self.later.price), self.later.days
        self._later.addWidget(label(text("prices.protection.paid", amount=paid, n=days), "small", wrap=True))
        falls = self.later.falls[:SHOWN_FALLS]
        if not falls:
            self._later.addWidget(label(text("prices.protection.no_fall"), "good", wrap=True))
            return
        lines = [
            PriceLine(
                text("prices.protection.fall", moment=f"{fall.starts:%m-%d %H:%M}", price=money(fall.price)),
                self.later.difference(fall),
            )
            for fall in falls
        ]
        self._later.addLayout(plain_grid(lines))


def receipt_role(contribution: int | None) -> str:
    """Return the role of what is left: bad where nothing is."""
    return "bad" if contribution is not None and contribution < 0 else "heading"


def compared_words(here: ProductPrices, there: ProductPrices) -> str:
    """Return which two sets of rules stand side by side."""
    return text("prices.compare.titles", here=str(here.profile.title), there=str(there.profile.title))


def _three(priced: ProductPrices) -> QGridLayout:
    three = priced.prices
    grid = amount_grid()
    for line, (name, amount) in enumerate(_amounts(three)):
        shown = amount_label(money(amount), "bad" if priced.cost is not None and amount < priced.cost else "")
        grid.addWidget(label(text(f"prices.three.{name}", n=three.lowest_quantity), wrap=True), 2 * line, 0)
        grid.addWidget(shown, 2 * line, 1)
        grid.addWidget(label(text(f"prices.three.{name}_hint"), "small", wrap=True), 2 * line + 1, 0, 1, 2)
    return grid


def _amounts(three: ThreePrices) -> tuple[tuple[str, int], ...]:
    return ("general", three.general), ("lowest", three.lowest), ("check", three.check_value)
