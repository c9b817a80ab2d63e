"""A basket to try: what goes into it, what is paid for it, and what is paid back when pieces return."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtWidgets import QHBoxLayout, QWidget

from shopplanner.services.promotions.baskets import Basket
from shopplanner.services.promotions.selling_costs import SellingCosts
from shopplanner.ui.promotions.prices.inputs import BasketInputs
from shopplanner.ui.promotions.prices.paid import PaidCard
from shopplanner.ui.promotions.prices.refund_card import RefundCard, Refunds
from shopplanner.ui.theme import theme


@dataclass(frozen=True)
class BasketShown:
    """A priced basket, the same under the rules that are compared with, and what is paid back of it."""

    basket: Basket
    other: Basket | None


class BasketView(QWidget):
    """Three cards side by side: what goes in, what is paid, what is paid back."""

    def __init__(
        self,
        changed: Callable[[], object],
        costs_changed: Callable[[SellingCosts], object],
        refund_changed: Callable[[], object],
    ) -> None:
        super().__init__()
        self.inputs = BasketInputs(changed, costs_changed)
        self.paid = PaidCard()
        self.refund = RefundCard(refund_changed)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(theme.current().space(12))
        for card, share in ((self.inputs, 4), (self.paid, 5), (self.refund, 4)):
            line.addWidget(card, share)
        for card in (self.paid, self.refund):
            card.setMinimumWidth(theme.current().unit(12))

    @property
    def shown(self) -> Basket | None:
        """The priced basket that is shown."""
        return self.refund.basket

    def show_basket(self, shown: BasketShown, costs: SellingCosts) -> None:
        """Show a priced basket."""
        self.paid.show_basket(shown.basket, shown.other, costs)
        self.refund.show_basket(shown.basket)

    def show_refunds(self, refunds: Refunds) -> None:
        """Show what is paid back of the basket."""
        self.refund.show_refunds(refunds)

    def show_nothing(self) -> None:
        """Show that nothing is in the basket."""
        self.paid.show_nothing()
        self.refund.show_basket(None)

    def show_failure(self, words: str) -> None:
        """Say why there is no price."""
        self.paid.show_failure(words)
        self.refund.show_basket(None)
