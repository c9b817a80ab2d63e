"""A basket of a few products: what one buyer pays for them together."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QSpinBox, QToolButton, QVBoxLayout, QWidget

from shopplanner.domain.promotions.plan import AUDIENCES
from shopplanner.foundation.i18n import text
from shopplanner.services.promotions.baskets import EVERYONE, Basket
from shopplanner.services.promotions.price_words import price_lines, remarks
from shopplanner.services.wording import money
from shopplanner.ui.common.form import choice, indented
from shopplanner.ui.common.widgets import Card, clear, label, scrolled
from shopplanner.ui.promotions.prices.explanation import steps_grid
from shopplanner.ui.theme import theme

MOST_PRODUCTS = 5
MOST_PIECES = 99


class BasketCard(Card):
    """Holds products with numbers of pieces; asks for a price whenever something changes."""

    def __init__(self, changed: Callable[[], object]) -> None:
        super().__init__(text("prices.basket"), text("prices.basket.note"))
        self._changed = changed
        self.pieces: dict[int, int] = {}
        self._names: dict[int, str] = {}
        self.audience = choice([(each, text(f"prices.buyer.{each}")) for each in AUDIENCES], EVERYONE)
        self.audience.setAccessibleName(text("prices.buyer"))
        self.audience.currentIndexChanged.connect(lambda _index: self._changed())
        self.head.addWidget(self.audience)
        self.empty = label(text("prices.basket.empty"), "muted", wrap=True)
        self.body.addWidget(self.empty)
        content = QWidget()
        line = QHBoxLayout(content)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(theme.current().space(24))
        self._lines = QGridLayout()
        self._lines.setHorizontalSpacing(theme.current().space(8))
        self._lines.setVerticalSpacing(theme.current().space(4))
        self._lines.setColumnStretch(0, 1)
        self._result = QVBoxLayout()
        self._result.setSpacing(theme.current().space(4))
        for part, share in ((self._lines, 4), (self._result, 5)):
            column = QVBoxLayout()
            column.addLayout(part)
            column.addStretch(1)
            line.addLayout(column, share)
        self._area = scrolled(content)
        self._area.setFixedHeight(theme.current().unit(11))
        self._area.hide()
        self.body.addWidget(self._area)

    @property
    def buyer(self) -> str:
        """Who buys, one of the audiences."""
        return str(self.audience.currentData())

    @property
    def full(self) -> bool:
        """Whether no further product fits in."""
        return len(self.pieces) >= MOST_PRODUCTS

    def add(self, product_id: int, name: str) -> None:
        """Put a piece of a product in; a product that is in already gets one piece more."""
        if product_id not in self.pieces and self.full:
            return
        self._names[product_id] = name
        self.pieces[product_id] = min(MOST_PIECES, self.pieces.get(product_id, 0) + 1)
        self._show_lines()
        self._changed()

    def take_out(self, product_id: int) -> None:
        """Take a product out."""
        self.pieces.pop(product_id, None)
        self._show_lines()
        self._changed()

    def empty_out(self) -> None:
        """Take everything out."""
        self.pieces.clear()
        self._show_lines()

    def show_basket(self, basket: Basket) -> None:
        """Show what is paid, what that leaves, and which offers did not apply."""
        clear(self._result)
        lines = price_lines(basket.cart, basket.names)
        self._result.addLayout(steps_grid(lines, 1))
        if basket.margin is not None:
            role = "bad" if basket.margin < 0 else "muted"
            self._result.addWidget(label(text("prices.basket.margin", amount=money(basket.margin)), role))
        for words in remarks(basket.cart):
            self._result.addWidget(label(words, "small", wrap=True))

    def show_failure(self, words: str) -> None:
        """Say why there is no price."""
        clear(self._result)
        self._result.addWidget(label(words, "bad", wrap=True))

    def _show_lines(self) -> None:
        clear(self._lines)
        if not self.pieces:
            clear(self._result)
        self.empty.setVisible(not self.pieces)
        self._area.setVisible(bool(self.pieces))
        for number, (product_id, count) in enumerate(self.pieces.items()):
            name = self._names[product_id]
            self._lines.addWidget(label(name, wrap=True), number, 0)
            spin = indented(QSpinBox())
            spin.setRange(1, MOST_PIECES)
            spin.setValue(count)
            spin.setAccessibleName(text("prices.basket.pieces_of", name=name))
            spin.valueChanged.connect(partial(self._counted, product_id))
            self._lines.addWidget(spin, number, 1)
            out = QToolButton()
            out.setIcon(theme.current().icon("close"))
            out.setAutoRaise(True)
            out.setToolTip(text("prices.basket.take_out", name=name))
            out.setAccessibleName(text("prices.basket.take_out", name=name))
            out.clicked.connect(partial(self._clicked_out, product_id))
            self._lines.addWidget(out, number, 2, Qt.AlignmentFlag.AlignRight)

    def _clicked_out(self, product_id: int, _checked: bool = False) -> None:
        self.take_out(product_id)

    def _counted(self, product_id: int, count: int) -> None:
        self.pieces[product_id] = count
        self._changed()
