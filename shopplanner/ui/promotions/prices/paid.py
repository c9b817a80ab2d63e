"""What a buyer pays for a basket, why, and what it leaves the shop."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from shopplanner.foundation.i18n import text
from shopplanner.services.promotions.basket_words import extra_words, lost_lines, receipt_lines
from shopplanner.services.promotions.baskets import Basket
from shopplanner.services.promotions.price_compare import compare_carts
from shopplanner.services.promotions.price_words import presale_lines, price_lines, rule_lines
from shopplanner.services.promotions.selling_costs import SellingCosts
from shopplanner.services.wording import money
from shopplanner.ui.common.widgets import Card, clear, label, scrolled
from shopplanner.ui.promotions.prices.explanation import receipt_role
from shopplanner.ui.promotions.prices.grids import compare_grid, lost_grid, plain_grid, section, steps_grid
from shopplanner.ui.theme import theme


class PaidCard(Card):
    """Explains the price of a basket."""

    def __init__(self) -> None:
        super().__init__(text("prices.paid"))
        self.head.addStrut(theme.current().unit(1.3))  # as high as the heads beside it, which have a button
        self.total = label("", "heading")
        self.head.addWidget(self.total)
        content = QWidget()
        self._column = QVBoxLayout(content)
        self._column.setContentsMargins(0, 0, theme.current().space(8), 0)
        self._column.setSpacing(theme.current().space(8))
        self.body.addWidget(scrolled(content), 1)
        self.show_nothing()

    def show_nothing(self) -> None:
        """Say that there is no basket yet."""
        self._say(text("prices.paid.empty"), "muted")

    def show_failure(self, words: str) -> None:
        """Say why there is no price."""
        self._say(words, "bad")

    def show_basket(self, basket: Basket, other: Basket | None, costs: SellingCosts) -> None:
        """Show what is paid, how it differs under other rules, what lost, and what it leaves."""
        column = self._column
        clear(column)
        cart = basket.cart
        self.total.setText(text("prices.total", words=text("prices.step.payable"), amount=money(cart.total)))
        column.addLayout(steps_grid(price_lines(cart, basket.names)))
        if presale := presale_lines(cart):
            column.addLayout(plain_grid(presale))
        if other is not None:
            self._compared(basket, other)
        if extra := extra_words(cart):
            column.addWidget(section("prices.section.extra"))
            for words in extra:
                column.addWidget(label(words, wrap=True))
        if lost := lost_lines(cart):
            column.addWidget(section("prices.section.lost"))
            column.addLayout(lost_grid(lost))
        found = basket.economics(costs.fee_rate, costs.freight)
        column.addWidget(section("prices.section.receipt"))
        column.addLayout(steps_grid(receipt_lines(found, costs), role=receipt_role(found.contribution)))
        column.addWidget(section("prices.section.rules"))
        for words in rule_lines(basket.profile):
            column.addWidget(label(words, "small", wrap=True))
        column.addStretch(1)

    def _compared(self, basket: Basket, other: Basket) -> None:
        column = self._column
        column.addWidget(section("prices.section.compared"))
        words = text("prices.compare.titles", here=str(basket.profile.title), there=str(other.profile.title))
        column.addWidget(label(words, "small", wrap=True))
        lines = compare_carts(basket.cart, other.cart)
        if any(line.differs for line in lines):
            column.addLayout(compare_grid(lines, (text("prices.rules.here"), text("prices.rules.there"))))
        else:
            column.addWidget(label(text("prices.compare.same"), "good", wrap=True))

    def _say(self, words: str, role: str) -> None:
        clear(self._column)
        self.total.clear()
        self._column.addWidget(label(words, role, wrap=True))
        self._column.addStretch(1)
