"""What a buyer pays under a promotion: the three prices for one, two and three pieces, and why."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QVBoxLayout, QWidget

from shopplanner.domain.promotions.offers import PricedCart
from shopplanner.domain.promotions.three_prices import QUANTITIES
from shopplanner.foundation.i18n import text
from shopplanner.services.promotions.prices import ProductPrices
from shopplanner.services.wording import money, render
from shopplanner.ui.common.widgets import SMALL_GAP, chip, clear, hline, label


class PricePanel(QWidget):
    """Shows a priced product; every figure stands with its derivation."""

    def __init__(self) -> None:
        super().__init__()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(SMALL_GAP)

    def show_price(self, priced: ProductPrices | None) -> None:
        """Show a product's prices, or what is missing to compute them."""
        clear(self._column)
        if priced is None:
            self._column.addWidget(label(text("promotions.price.none"), "muted", wrap=True))
            return
        heading = text("promotions.price.heading", name=priced.name, moment=f"{priced.moment:%m-%d %H:%M}")
        self._column.addWidget(label(heading, "heading", wrap=True))
        self._column.addLayout(self._table(priced))
        self._verdict(priced)
        best = priced.prices.carts[priced.prices.lowest_quantity - 1]
        why = text("promotions.price.why", amount=money(priced.prices.lowest), n=priced.prices.lowest_quantity)
        self._column.addWidget(label(why, "heading", wrap=True))
        self._column.addLayout(self._steps(best))
        for lost in best.rejected:
            self._column.addWidget(label(render(lost.reason), "small", wrap=True))
        rules = text("promotions.price.rules", profile=str(priced.profile.title))
        self._column.addWidget(label(rules, "small", wrap=True))
        if priced.profile.inferred:
            self._column.addWidget(label(text("promotions.price.unconfirmed"), "small", wrap=True))

    def _table(self, priced: ProductPrices) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(4)
        for column, count in enumerate(QUANTITIES, start=1):
            grid.addWidget(_right(label(text("promotions.price.pieces", n=count), "muted")), 0, column)
        lowest = [-(-cart.payable // count) for cart, count in zip(priced.prices.carts, QUANTITIES, strict=True)]
        rows: tuple[tuple[str, list[int | None]], ...] = (
            ("promotions.price.general", [priced.prices.general, None, None]),
            ("promotions.price.lowest", list(lowest)),
            ("promotions.price.check", [priced.prices.check_value, None, None]),
        )
        for line, (text_id, amounts) in enumerate(rows, start=1):
            grid.addWidget(label(text(text_id)), line, 0)
            for column, amount in enumerate(amounts, start=1):
                shown = _right(label(money(amount)))
                if amount is not None and priced.cost is not None and amount < priced.cost:
                    shown.setProperty("role", "bad")
                grid.addWidget(shown, line, column)
        return grid

    def _verdict(self, priced: ProductPrices) -> None:
        if priced.margin is None:
            self._column.addWidget(chip(text("promotions.price.no_cost"), "warn"))
        elif priced.margin < 0:
            self._column.addWidget(chip(text("promotions.price.loss", amount=money(-priced.margin)), "bad"))
        elif priced.floor_price is not None and priced.prices.lowest < priced.floor_price:
            words = text("promotions.price.below_floor", floor=money(priced.floor_price))
            self._column.addWidget(chip(words, "warn"))
        else:
            self._column.addWidget(chip(text("promotions.price.margin", amount=money(priced.margin)), "good"))

    def _steps(self, cart: PricedCart) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(4)
        grid.setColumnStretch(0, 1)
        quantity = cart.lines[0].quantity
        tag = text("promotions.price.tag", price=money(cart.lines[0].tag_price), n=quantity)
        lines = [(tag, cart.tag_total), *((render(step.text), -step.total) for step in cart.steps)]
        for line, (words, amount) in enumerate(lines):
            grid.addWidget(label(words, wrap=True), line, 0)
            grid.addWidget(_right(label(money(amount))), line, 1)
        grid.addWidget(hline(), len(lines), 0, 1, 2)
        total = text("promotions.price.payable", n=quantity)
        grid.addWidget(label(total, "heading"), len(lines) + 1, 0)
        each = -(-cart.payable // quantity)
        shown = money(cart.payable) if quantity == 1 else f"{money(cart.payable)} / {money(each)}"
        grid.addWidget(_right(label(shown, "heading")), len(lines) + 1, 1)
        return grid


def _right(made: QLabel) -> QLabel:
    made.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
    return made
