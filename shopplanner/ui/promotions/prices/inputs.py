"""What goes into a basket: products and pieces, who buys, freight, and what selling costs the shop."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QCheckBox, QGridLayout, QPushButton, QSpinBox, QStyle, QToolButton, QVBoxLayout, QWidget

from shopplanner.domain.promotions.plan import AUDIENCES
from shopplanner.foundation.i18n import text
from shopplanner.services.promotions.baskets import EVERYONE
from shopplanner.services.promotions.prices import ProductPrices
from shopplanner.services.promotions.selling_costs import SellingCosts
from shopplanner.ui.common.action import Action
from shopplanner.ui.common.form import Field, choice, indented
from shopplanner.ui.common.money_field import MoneyEdit, PercentEdit
from shopplanner.ui.common.widgets import Card, clear, label, scrolled
from shopplanner.ui.promotions.prices.grids import section
from shopplanner.ui.theme import theme

MOST_PRODUCTS = 50
MOST_PIECES = 99
APART = {"new": "returning", "returning": "new"}
"""Nobody buys for the first time and again."""


class BasketInputs(Card):
    """Holds products with numbers of pieces, the buyer and costs; tells whenever something changes."""

    def __init__(self, changed: Callable[[], object], costs_changed: Callable[[SellingCosts], object]) -> None:
        super().__init__(text("prices.basket"))
        self._changed = changed
        self.pieces: dict[int, int] = {}
        self._names: dict[int, str] = {}
        self._buttons: list[QPushButton] = []
        self._content = content = QWidget()
        self._column = QVBoxLayout(content)
        self._column.setContentsMargins(0, 0, theme.current().space(8), 0)
        self._column.setSpacing(theme.current().space(8))
        self.body.addWidget(scrolled(content), 1)
        self._make_lines()
        self._make_buyers()
        self._make_costs(costs_changed)
        self._column.addStretch(1)
        self._show_lines()

    def add_action(self, action: Action) -> QPushButton:
        """Put a button at the end of the heading's line; it can be pressed while there is something to do."""
        made = super().add_action(action)
        self._buttons.append(made)
        return made

    def minimumSizeHint(self) -> QSize:
        """Return room for the widest line, which would be cut because the card scrolls only up and down."""
        edges = self.body.contentsMargins()
        bar = self.style().pixelMetric(QStyle.PixelMetric.PM_ScrollBarExtent)
        width = self._content.minimumSizeHint().width() + edges.left() + edges.right() + bar
        return QSize(max(width, theme.current().unit(15)), super().minimumSizeHint().height())

    def _make_lines(self) -> None:
        self.adder = choice([("", text("prices.basket.add"))])
        self.adder.setAccessibleName(text("prices.basket.add"))
        self.adder.activated.connect(lambda _place: self._add_chosen())
        self._column.addWidget(self.adder)
        self.empty = label(text("prices.basket.empty"), "muted", wrap=True)
        self._column.addWidget(self.empty)
        self._lines = QGridLayout()
        self._lines.setHorizontalSpacing(theme.current().space(8))
        self._lines.setVerticalSpacing(theme.current().space(4))
        self._lines.setColumnStretch(0, 1)
        self._column.addLayout(self._lines)

    def _make_buyers(self) -> None:
        self._column.addWidget(section("prices.buyer"))
        self._column.addWidget(label(text("prices.buyer.hint"), "small", wrap=True))
        grid = QGridLayout()
        grid.setVerticalSpacing(theme.current().space(4))
        special = [each for each in AUDIENCES if each != EVERYONE]
        self.boxes = {each: QCheckBox(text(f"prices.buyer.{each}")) for each in special}
        for number, (audience, box) in enumerate(self.boxes.items()):
            box.toggled.connect(partial(self._buyer_changed, audience))
            grid.addWidget(box, number // 2, number % 2)
        self._column.addLayout(grid)

    def _make_costs(self, costs_changed: Callable[[SellingCosts], object]) -> None:
        self._column.addWidget(section("prices.costs"))
        self.freight = MoneyEdit()
        self.freight.value_changed.connect(lambda _value: self._changed())
        self.fee_rate, self.freight_cost = PercentEdit(), MoneyEdit()
        for edit in (self.fee_rate, self.freight_cost):
            edit.value_changed.connect(lambda _value: costs_changed(self.costs))
        fields = (("freight", self.freight), ("fee", self.fee_rate), ("freight_cost", self.freight_cost))
        for name, edit in fields:
            self._column.addWidget(Field(text(f"prices.costs.{name}"), edit, text(f"prices.costs.{name}_hint")))

    @property
    def buyer(self) -> frozenset[str]:
        """The audiences that the buyer belongs to."""
        return frozenset(each for each, box in self.boxes.items() if box.isChecked())

    @property
    def costs(self) -> SellingCosts:
        """What selling costs the shop, as entered."""
        return SellingCosts(self.fee_rate.value or 0, self.freight_cost.value or 0)

    @property
    def full(self) -> bool:
        """Whether no further product fits in."""
        return len(self.pieces) >= MOST_PRODUCTS

    def show_products(self, rows: Sequence[ProductPrices], costs: SellingCosts) -> None:
        """Offer products to put in, and show what selling costs."""
        entries = [("", text("prices.basket.add")), *((str(each.product_id), each.name) for each in rows)]
        if [(self.adder.itemData(at), self.adder.itemText(at)) for at in range(self.adder.count())] != entries:
            self.adder.clear()
            for value, words in entries:
                self.adder.addItem(words, value)
            self._names |= {each.product_id: each.name for each in rows}
            self._show_lines()
        for edit, cost in ((self.fee_rate, costs.fee_rate), (self.freight_cost, costs.freight)):
            if not edit.hasFocus():
                edit.set_value(cost or None)

    def add(self, product_id: int, name: str, pieces: int = 1) -> None:
        """Put pieces of a product in; a product that is in already gets so many more."""
        if product_id not in self.pieces and self.full:
            return
        self._names[product_id] = name
        self.pieces[product_id] = min(MOST_PIECES, self.pieces.get(product_id, 0) + pieces)
        self._show_lines()
        self._changed()

    def fill(self, pieces: Sequence[tuple[int, int]], names: Mapping[int, str]) -> None:
        """Hold these pieces of products and nothing else; names not known yet come with the products."""
        self.pieces = {product: min(MOST_PIECES, max(1, count)) for product, count in pieces[:MOST_PRODUCTS]}
        self._names |= names
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
        self._changed()

    def _add_chosen(self) -> None:
        chosen, name = str(self.adder.currentData()), self.adder.currentText()
        self.adder.setCurrentIndex(0)
        if chosen:
            self.add(int(chosen), name)

    def _buyer_changed(self, audience: str, checked: bool) -> None:
        if checked and audience in APART:
            self.boxes[APART[audience]].setChecked(False)
        self._changed()

    def _show_lines(self) -> None:
        clear(self._lines)
        self.empty.setVisible(not self.pieces)
        for made in self._buttons:
            made.setEnabled(bool(self.pieces))
        for number, (product_id, count) in enumerate(self.pieces.items()):
            name = self._names.get(product_id, str(product_id))
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
