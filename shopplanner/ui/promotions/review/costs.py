"""Coupons as typed from the platform's page, and other costs that no report holds."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtWidgets import QGridLayout

from shopplanner.domain.errors import ShopPlannerError
from shopplanner.domain.metrics.aggregation import divide
from shopplanner.foundation.i18n import text
from shopplanner.services import wording
from shopplanner.services.promotions.review.store import Coupons
from shopplanner.ui.common.form import Field
from shopplanner.ui.common.money_field import CountEdit, MoneyEdit
from shopplanner.ui.common.widgets import Card, label
from shopplanner.ui.theme import theme

COUNTS = ("issued", "claimed", "used")
AMOUNTS = ("cost", "fixed")


class CostsCard(Card):
    """The form of coupons and costs."""

    def __init__(self, changed: Callable[[Coupons], object]) -> None:
        super().__init__(text("review.costs.title"))
        self._changed = changed
        self.coupons = Coupons()
        grid = QGridLayout()
        grid.setSpacing(theme.current().space(8))
        self.fields: dict[str, Field] = {}
        self.editors: dict[str, CountEdit | MoneyEdit] = {}
        for place, name in enumerate((*COUNTS, *AMOUNTS)):
            editor = CountEdit() if name in COUNTS else MoneyEdit()
            editor.value_changed.connect(lambda value, name=name: self._store(name, value))
            self.editors[name] = editor
            self.fields[name] = Field(text(f"review.costs.{name}"), editor)
            grid.addWidget(self.fields[name], place // 3, place % 3)
        self.body.addLayout(grid)
        self.rates = label("", "muted", wrap=True)
        self.body.addWidget(self.rates)
        self.body.addWidget(label(text("review.costs.note"), "small", wrap=True))
        self.body.addStretch(1)

    def show_coupons(self, coupons: Coupons) -> None:
        """Show what was typed before."""
        self.coupons = coupons
        for name in self.fields:
            self.fields[name].show_error("")
            self.editors[name].set_value(getattr(coupons, name))
        self.rates.setText(_rates(coupons))

    def show_failure(self, error: ShopPlannerError) -> None:
        """Show why the figures cannot be meant."""
        self.fields["used"].show_failure(error)

    def _store(self, name: str, value: int | None) -> None:
        """Keep a figure at once, so that the next one typed does not bring back what stood here before."""
        self.coupons = replace(self.coupons, **{name: value})
        self._changed(self.coupons)


def _rates(coupons: Coupons) -> str:
    """Return how many were claimed and used, and what a used one cost."""
    claimed = (
        divide(coupons.claimed * 10_000, coupons.issued) if coupons.claimed is not None and coupons.issued else None
    )
    used = divide(coupons.used * 10_000, coupons.claimed) if coupons.used is not None and coupons.claimed else None
    each = divide(coupons.cost, coupons.used) if coupons.cost is not None and coupons.used else None
    return text(
        "review.costs.rates",
        claimed=wording.percent(claimed),
        used=wording.percent(used),
        each=wording.money(each),
    )
