"""The inspector of a product's price: three prices, the way from the tag price to what is paid, the rules used."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from shopplanner.domain.promotions.three_prices import QUANTITIES
from shopplanner.foundation.i18n import text
from shopplanner.services.promotions.price_words import PriceLine, price_lines, remarks, risk_words, rule_lines
from shopplanner.services.promotions.prices import ProductPrices
from shopplanner.services.wording import money
from shopplanner.ui.common.action import Action
from shopplanner.ui.common.widgets import Segments, button, chip, clear, hline, label, row, scrolled_column
from shopplanner.ui.promotions.amounts import amount_grid, amount_label
from shopplanner.ui.theme import theme

RISK_CHIPS = {"cost": "bad", "floor": "warn", "": "good"}


class ExplanationPanel(QWidget):
    """Explains one product's price for one, two or three pieces."""

    def __init__(self, actions: Sequence[Action], parent: QWidget) -> None:
        super().__init__(parent)
        self._actions = actions
        self.priced: ProductPrices | None = None
        self.quantity = 1
        self._column = scrolled_column(self)

    def show_price(self, priced: ProductPrices) -> None:
        """Show a product at the number of pieces at which it is cheapest; the same product keeps the chosen number."""
        if self.priced is None or self.priced.product_id != priced.product_id:
            self.quantity = priced.prices.lowest_quantity
        self.priced = priced
        self._fill(priced)

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
        column.addWidget(_section("prices.section.three"))
        column.addLayout(_three(priced))
        column.addWidget(_section("prices.section.why"))
        column.addLayout(row(self._segments()))
        cart = priced.prices.carts[self.quantity - 1]
        column.addLayout(steps_grid(price_lines(cart), self.quantity))
        if lost := remarks(cart):
            column.addWidget(_section("prices.section.lost"))
            for words in lost:
                column.addWidget(label(words, "muted", wrap=True))
        column.addWidget(_section("prices.section.rules"))
        for words in rule_lines(priced.profile):
            column.addWidget(label(words, "small", wrap=True))
        column.addLayout(row(*(button(action) for action in self._actions)))
        column.addStretch(1)

    def _segments(self) -> Segments:
        choices = [(str(count), text("prices.pieces", n=count)) for count in QUANTITIES]
        return Segments(choices, str(self.quantity), lambda chosen: self.choose_quantity(int(chosen)))


def _section(text_id: str) -> QLabel:
    made = label(text(text_id), "heading")
    made.setContentsMargins(0, theme.current().space(8), 0, 0)
    return made


def _three(priced: ProductPrices) -> QGridLayout:
    three = priced.prices
    grid = amount_grid()
    rows = (("general", three.general), ("lowest", three.lowest), ("check", three.check_value))
    for line, (name, amount) in enumerate(rows):
        shown = amount_label(money(amount), "bad" if priced.cost is not None and amount < priced.cost else "")
        words = label(text(f"prices.three.{name}", n=three.lowest_quantity), wrap=True)
        words.setToolTip(text(f"prices.three.{name}_hint"))
        grid.addWidget(words, line, 0)
        grid.addWidget(shown, line, 1)
    return grid


def steps_grid(lines: Sequence[PriceLine], pieces: int) -> QGridLayout:
    """Return the way to what is paid as lines with amounts, the last one set apart; and the price of one piece."""
    grid = amount_grid()
    for number, line in enumerate(lines[:-1]):
        grid.addWidget(label(line.words, wrap=True), number, 0)
        grid.addWidget(amount_label(money(line.amount)), number, 1)
    last = len(lines)
    grid.addWidget(hline(), last, 0, 1, 2)
    grid.addWidget(label(lines[-1].words, "heading"), last + 1, 0)
    grid.addWidget(amount_label(money(lines[-1].amount), "heading"), last + 1, 1)
    if pieces > 1:
        grid.addWidget(label(text("prices.step.each"), "muted"), last + 2, 0)
        grid.addWidget(amount_label(money(-(-lines[-1].amount // pieces)), "muted"), last + 2, 1)
    return grid
