"""Chooses whose ledger is shown, and by which rules."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QComboBox, QHBoxLayout, QWidget

from shopplanner.foundation.i18n import text
from shopplanner.services.promotions.ledger import Ledger, LedgerProduct
from shopplanner.services.promotions.price_rules import WINDOWS, RulePack
from shopplanner.ui.common.form import choice, fill
from shopplanner.ui.common.widgets import Segments
from shopplanner.ui.theme import theme


class LedgerBar(QWidget):
    """Product, SKU, rules and window; each tells when a person chooses another one."""

    def __init__(
        self,
        product: Callable[[], object],
        sku: Callable[[], object],
        rules: Callable[[str], object],
        window: Callable[[int], None],
    ) -> None:
        super().__init__()
        self.product = _combo("ledger.product", 10)
        self.product.activated.connect(lambda _place: product())
        self.sku = _combo("ledger.sku", 8)
        self.sku.activated.connect(lambda _place: sku())
        self.rules = _combo("ledger.rules", 16)
        self.rules.activated.connect(lambda _place: rules(str(self.rules.currentData())))
        choices = [(str(days), text("ledger.window", n=days)) for days in WINDOWS]
        self.window_days = Segments(choices, str(WINDOWS[1]), lambda days: window(int(days)))
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(theme.current().space(8))
        for part in (self.product, self.sku, self.rules, self.window_days):
            line.addWidget(part)
        line.addStretch(1)

    def show_products(self, products: Sequence[LedgerProduct], chosen: int) -> None:
        """Offer products and show which one is chosen."""
        fill(self.product, [(str(each.id), each.name) for each in products], str(chosen))

    def show_ledger(self, shown: Ledger, packs: Sequence[RulePack]) -> None:
        """Offer the product's SKUs and all rules, and show what is in force."""
        skus = [("", text("ledger.sku.all")), *((name, name) for name in shown.skus)]
        fill(self.sku, skus, shown.sku)
        self.sku.setEnabled(bool(shown.skus))
        fill(self.rules, [(pack.name, str(pack.title)) for pack in packs], shown.pack.name)
        if str(shown.rules.window) in self.window_days.buttons:
            self.window_days.choose(str(shown.rules.window))


def _combo(name_id: str, width: float) -> QComboBox:
    made = choice([])
    made.setAccessibleName(text(name_id))
    made.setToolTip(text(name_id))
    made.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    made.setMinimumContentsLength(5)
    made.setFixedWidth(theme.current().unit(width))
    return made
