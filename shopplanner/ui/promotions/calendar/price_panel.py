"""What a buyer pays under a promotion: the three prices for one, two and three pieces, and why."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from shopplanner.domain.promotions.offers import PricedCart
from shopplanner.domain.promotions.three_prices import QUANTITIES
from shopplanner.foundation.i18n import text
from shopplanner.services.promotions.details import PromotionDetails, UsualBasket
from shopplanner.services.promotions.month import ProductChoice
from shopplanner.services.promotions.price_words import presale_lines, price_lines
from shopplanner.services.promotions.prices import ProductPrices
from shopplanner.services.wording import money, render
from shopplanner.ui.common.form import choice
from shopplanner.ui.common.widgets import Card, clear, hline, label, row, set_property
from shopplanner.ui.promotions.amounts import amount_grid, amount_label
from shopplanner.ui.theme import theme


class PricePanel(QWidget):
    """Shows a priced product; every figure stands with its derivation. ``chosen`` gets another product to price."""

    def __init__(self, chosen: Callable[[int], object]) -> None:
        super().__init__()
        self._chosen = chosen
        self._shown: tuple[object, ...] = ()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(theme.current().space(8))

    def show_details(self, shown: PromotionDetails) -> None:
        """Show the prices of a promotion, or what is missing to compute them."""
        facts = (shown.price, shown.choices, shown.bundle, shown.promotion.mechanic, shown.usual)
        if facts == self._shown:
            return
        self._shown = facts
        clear(self._column)
        priced = shown.price
        if priced is None:
            self._column.addWidget(label(text("promotions.price.none"), "muted", wrap=True))
            return
        heading = text("promotions.price.heading", moment=f"{priced.moment:%m-%d %H:%M}")
        self._column.addWidget(label(heading, "heading", wrap=True))
        self._column.addWidget(self._products(shown.choices, priced))
        self._column.addLayout(self._table(priced))
        self._column.addWidget(_verdict(priced))
        if shown.promotion.mechanic == "bundle":
            self._bundle(shown)
        elif shown.usual is not None:
            self._usual(shown.usual)
        best = priced.prices.carts[priced.prices.lowest_quantity - 1]
        why = text("promotions.price.why", amount=money(priced.prices.lowest), n=priced.prices.lowest_quantity)
        self._column.addWidget(label(why, "heading", wrap=True))
        self._column.addLayout(_steps(best))
        for lost in best.rejected:
            self._column.addWidget(label(render(lost.reason), "small", wrap=True))
        self._rules(priced)

    def _rules(self, priced: ProductPrices) -> None:
        rules = text("promotions.price.rules", profile=str(priced.profile.title))
        self._column.addWidget(label(rules, "small", wrap=True))
        if priced.profile.inferred:
            self._column.addWidget(label(text("promotions.price.unconfirmed"), "small", wrap=True))

    def _products(self, choices: Sequence[ProductChoice], priced: ProductPrices) -> QWidget:
        """Return the choice of the product to price; only its name where there is no choice."""
        if len(choices) < 2:
            return label(priced.name, "muted", wrap=True)
        box = choice([(str(each.id), each.name) for each in choices], str(priced.product_id))
        box.setAccessibleName(text("promotions.price.product"))
        box.setMinimumContentsLength(8)
        box.setSizeAdjustPolicy(box.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        box.activated.connect(lambda _index: self._chosen(int(box.currentData())))
        return box

    def _table(self, priced: ProductPrices) -> QGridLayout:
        grid = amount_grid()
        for column, count in enumerate(QUANTITIES, start=1):
            grid.addWidget(amount_label(text("promotions.price.pieces", n=count), "muted"), 0, column)
        each = [-(-cart.payable // count) for cart, count in zip(priced.prices.carts, QUANTITIES, strict=True)]
        rows: tuple[tuple[str, list[int | None]], ...] = (
            ("promotions.price.general", [priced.prices.general, None, None]),
            ("promotions.price.lowest", list(each)),
            ("promotions.price.check", [priced.prices.check_value, None, None]),
        )
        for line, (text_id, amounts) in enumerate(rows, start=1):
            grid.addWidget(label(text(text_id)), line, 0)
            for column, amount in enumerate(amounts, start=1):
                loss = amount is not None and priced.cost is not None and amount < priced.cost
                grid.addWidget(amount_label(money(amount), "bad" if loss else "" if amount else "muted"), line, column)
        return grid

    def _bundle(self, shown: PromotionDetails) -> None:
        self._column.addWidget(label(text("promotions.bundle.heading"), "heading", wrap=True))
        if shown.bundle is None:
            self._column.addWidget(label(text("promotions.bundle.few"), "muted", wrap=True))
            return
        self._column.addLayout(_steps(shown.bundle, [each.name for each in shown.choices]))

    def _usual(self, usual: UsualBasket) -> None:
        """Show what buyers pay for the product with the one that they usually buy along."""
        self._column.addWidget(label(text("editor.typical.heading"), "heading", wrap=True))
        said = text("editor.typical.orders", n=usual.habit.orders, of=usual.habit.of)
        self._column.addWidget(label(said, "small", wrap=True))
        self._column.addLayout(_steps(usual.cart, usual.names))


def _verdict(priced: ProductPrices) -> QWidget:
    """Return what the lowest price leaves: a loss stands out, a good margin stays quiet."""
    margin, floor = priced.margin, priced.floor_price
    if margin is None:
        return _said("warn", text("promotions.price.no_cost"))
    if margin < 0:
        lowest = text(
            "promotions.price.loss_hint",
            n=priced.prices.lowest_quantity,
            lowest=money(priced.prices.lowest),
            cost=money(priced.cost),
        )
        return _said("bad", text("promotions.price.loss", amount=money(-margin)), lowest)
    if floor is not None and priced.prices.lowest < floor:
        return _said("warn", text("promotions.price.below_floor", floor=money(floor)))
    return _said("good", text("promotions.price.margin", amount=money(margin)))


def _said(tone: str, words: str, more: str = "") -> QWidget:
    card = Card(tone=tone)
    edge = theme.current().space(8)
    card.body.setContentsMargins(edge, edge // 2, edge, edge // 2)
    heading = label(words, tone, wrap=True)
    if more:
        set_property(heading, "role", "heading")
    card.body.addWidget(heading)
    if more:
        card.body.addWidget(label(more, wrap=True))
    return card


def _steps(cart: PricedCart, names: Sequence[str] = ()) -> QGridLayout:
    """Return the way from list prices to what is paid, one reduction a line; lines of several products by name."""
    grid = amount_grid()
    called = {line.item: name for line, name in zip(cart.lines, names, strict=False)}
    *lines, paid = price_lines(cart, called)
    for line, each in enumerate(lines):
        grid.addWidget(label(each.words, wrap=True), line, 0)
        grid.addWidget(amount_label(money(each.amount)), line, 1)
    grid.addWidget(hline(), len(lines), 0, 1, 2)
    quantity = sum(each.quantity for each in cart.lines)
    same = len(cart.lines) == 1 and quantity > 1
    heading = text("promotions.price.payable_each" if same else "promotions.price.payable")
    each_piece = f" / {money(-(-cart.payable // quantity))}" if same else ""
    total = row(label(heading, "heading"), None, label(f"{money(paid.amount)}{each_piece}", "heading"))
    grid.addLayout(total, len(lines) + 1, 0, 1, 2)
    below = [text("editor.presale.line", words=each.words, amount=money(each.amount)) for each in presale_lines(cart)]
    if cart.gifts_cost:
        below.append(text("promotions.price.gift", amount=money(cart.gifts_cost)))
    for line, words in enumerate(below, start=len(lines) + 2):
        grid.addWidget(label(words, "small", wrap=True), line, 0, 1, 2)
    return grid
