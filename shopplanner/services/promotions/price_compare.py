"""The same cart under two sets of stacking rules, side by side."""

from __future__ import annotations

from dataclasses import dataclass

from shopplanner.domain.promotions.offers import PricedCart
from shopplanner.foundation.i18n import text


@dataclass(frozen=True, slots=True)
class CompareLine:
    """An amount in fen under the rules in force and under others."""

    words: str
    here: int
    there: int

    @property
    def differs(self) -> bool:
        """Whether the rules make a difference to it."""
        return self.here != self.there


def compare_carts(here: PricedCart, there: PricedCart) -> list[CompareLine]:
    """Return what each offer takes off under either rules, then freight, then what is paid in all."""
    taken = [{step.offer.id: step.total for step in cart.steps if step.total} for cart in (here, there)]
    names = {step.offer.id: step.offer.name or step.offer.id for cart in (here, there) for step in cart.steps}
    lines = [
        CompareLine(name, -taken[0].get(offer, 0), -taken[1].get(offer, 0))
        for offer, name in names.items()
        if offer in taken[0] or offer in taken[1]
    ]
    if here.freight or there.freight:
        lines.append(CompareLine(text("prices.step.freight"), here.freight, there.freight))
    return [*lines, CompareLine(text("prices.step.payable"), here.total, there.total)]
