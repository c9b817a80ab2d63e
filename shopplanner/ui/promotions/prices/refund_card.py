"""The refund calculator: which pieces come back, what is paid back for them, and how that comes about."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtWidgets import QCheckBox, QGridLayout, QLabel, QPushButton, QSpinBox, QVBoxLayout, QWidget

from shopplanner.domain.promotions.refunds import Refund
from shopplanner.foundation.i18n import text
from shopplanner.services.promotions.basket_words import difference_words, piece_words
from shopplanner.services.promotions.baskets import Basket
from shopplanner.services.promotions.price_words import refund_lines
from shopplanner.services.wording import money
from shopplanner.ui.common.action import Action
from shopplanner.ui.common.form import indented
from shopplanner.ui.common.widgets import Card, clear, label, scrolled
from shopplanner.ui.promotions.prices.grids import steps_grid
from shopplanner.ui.theme import theme

Refunds = tuple[Refund, Refund]
"""What is paid back by what was paid for the pieces, and with what stays priced anew."""


class RefundCard(Card):
    """Asks for the pieces that come back; tells when they change."""

    def __init__(self, changed: Callable[[], object]) -> None:
        super().__init__(text("prices.refund"))
        self._changed = changed
        self.basket: Basket | None = None
        self.refunds: Refunds | None = None
        self.spins: list[QSpinBox] = []
        self._paid: list[QLabel] = []
        self._buttons: list[QPushButton] = []
        self.total = label("", "heading")
        self.head.addWidget(self.total)
        content = QWidget()
        column = QVBoxLayout(content)
        column.setContentsMargins(0, 0, theme.current().space(8), 0)
        column.setSpacing(theme.current().space(8))
        self.hint = label(text("prices.refund.empty"), "muted", wrap=True)
        column.addWidget(self.hint)
        self._lines = QGridLayout()
        self._lines.setHorizontalSpacing(theme.current().space(8))
        self._lines.setVerticalSpacing(theme.current().space(4))
        self._lines.setColumnStretch(0, 1)
        column.addLayout(self._lines)
        self.strict = QCheckBox(text("prices.refund.strict"))
        self.strict.setToolTip(text("prices.refund.strict_hint"))
        self.strict.toggled.connect(lambda _checked: self._show_result())
        column.addWidget(self.strict)
        self._result = QVBoxLayout()
        self._result.setSpacing(theme.current().space(8))
        column.addLayout(self._result)
        column.addStretch(1)
        self.body.addWidget(scrolled(content), 1)
        self.show_basket(None)

    def add_action(self, action: Action) -> QPushButton:
        """Put a button at the end of the heading's line; it can be pressed while there is something to do."""
        made = super().add_action(action)
        self._buttons.append(made)
        return made

    @property
    def returned(self) -> dict[int, int]:
        """Pieces that come back, by the number of the line."""
        return {number: spin.value() for number, spin in enumerate(self.spins) if spin.value()}

    @property
    def refund(self) -> Refund | None:
        """The refund that is shown."""
        return None if self.refunds is None else self.refunds[self.strict.isChecked()]

    @property
    def complete(self) -> bool:
        """Whether there is a refund to be told."""
        return self.refund is not None and bool(self.refund.lines)

    def show_basket(self, basket: Basket | None) -> None:
        """Ask about the lines of a basket; numbers already chosen stay as far as they fit."""
        before = _chosen(self.basket, self.spins)
        same = _asked(self.basket) == _asked(basket)
        self.basket, self.refunds = basket, None
        self.strict.setVisible(basket is not None)
        self.hint.setText(text("prices.refund.empty" if basket is None else "prices.refund.hint"))
        if not same:
            self._make_lines(basket, before)
        for words, amounts in zip(self._paid, basket.cart.unit_payable if basket else (), strict=True):
            words.setText(text("prices.refund.paid_each", pieces=piece_words(amounts)))
        self._show_result()
        if self.returned:
            self._changed()

    def _make_lines(self, basket: Basket | None, before: Mapping[str, int]) -> None:
        """Make a field for each line; made anew only for other lines, so that nobody is thrown out of a field."""
        clear(self._lines)
        self.spins, self._paid = [], []
        for number, line in enumerate(basket.cart.lines if basket else ()):
            name = basket.names.get(line.item, line.item) if basket else line.item
            self._lines.addWidget(label(name, wrap=True), 2 * number, 0)
            spin = indented(QSpinBox())
            spin.setRange(0, line.quantity)
            spin.setValue(min(before.get(line.sku, 0), line.quantity))
            spin.setSuffix(f" / {line.quantity}")
            spin.setAccessibleName(text("prices.refund.pieces_of", name=name))
            spin.valueChanged.connect(lambda _value: self._changed())
            self._lines.addWidget(spin, 2 * number, 1)
            words = label("", "small", wrap=True)
            self._lines.addWidget(words, 2 * number + 1, 0, 1, 2)
            self.spins.append(spin)
            self._paid.append(words)

    def show_refunds(self, refunds: Refunds) -> None:
        """Show what is paid back."""
        self.refunds = refunds
        self._show_result()

    def _show_result(self) -> None:
        clear(self._result)
        refund, basket = self.refund, self.basket
        for made in self._buttons:
            made.setEnabled(self.complete)
        self.total.clear()
        if refund is None or basket is None or self.refunds is None or not self.complete:
            return
        words = text("prices.total", words=text("prices.refund.amount"), amount=money(refund.amount))
        self.total.setText(words)
        self._result.addLayout(steps_grid(refund_lines(refund, basket.cart, basket.names)))
        after = text("prices.refund.after", amount=money(refund.paid_after))
        self._result.addWidget(label(after, "muted", wrap=True))
        differs = self.refunds[0].amount != self.refunds[1].amount
        self._result.addWidget(label(difference_words(*self.refunds), "warn" if differs else "good", wrap=True))
        self._result.addWidget(label(text("prices.refund.rule"), "small", wrap=True))


def _chosen(basket: Basket | None, spins: Sequence[QSpinBox]) -> dict[str, int]:
    """Return the pieces chosen so far, by SKU."""
    if basket is None:
        return {}
    return {line.sku: spin.value() for line, spin in zip(basket.cart.lines, spins, strict=True)}


def _asked(basket: Basket | None) -> list[tuple[str, int]]:
    """Return what the fields depend on: the SKUs and their pieces."""
    return [(line.sku, line.quantity) for line in basket.cart.lines] if basket else []
