"""What a priced cart leaves the shop: receipt, costs and contribution."""

from __future__ import annotations

from dataclasses import dataclass

from shopplanner.domain.promotions.offers import PricedCart
from shopplanner.domain.promotions.rounding import WHOLE, half_up


@dataclass(frozen=True, slots=True)
class Economics:
    """Amounts in fen; ``goods`` and ``contribution`` are None where the cost of a line is not known.

    Attributes:
        receipt: what the shop gets: what buyers pay for goods and freight, and what others bear of the reductions.
        funded: the part of the reductions that others bear, which is in the receipt.
        goods: what the goods cost.
        fee: the platform's share of the receipt.
        gifts: what the gifts cost.
        freight: what sending costs.
    """

    receipt: int
    funded: int
    goods: int | None
    fee: int
    gifts: int
    freight: int

    @property
    def contribution(self) -> int | None:
        """Return ``receipt - goods - fee - gifts - freight``."""
        return None if self.goods is None else self.receipt - self.goods - self.fee - self.gifts - self.freight


def economics(cart: PricedCart, fee_rate: int = 0, freight_cost: int = 0) -> Economics:
    """Return what a cart leaves the shop.

    Paid 259, cost 120, freight 6, fees 2.6 %: contribution 126.27. Source: definition of contribution margin.

    Args:
        cart: a priced cart.
        fee_rate: the platform's fee in basis points of the receipt, rounded half up to the fen.
        freight_cost: fen that sending the order costs the shop.
    """
    funded = cart.seller_receipt - cart.payable
    receipt = cart.seller_receipt + cart.freight
    costs = [line.cost for line in cart.lines]
    known = [cost * line.quantity for cost, line in zip(costs, cart.lines, strict=True) if cost is not None]
    return Economics(
        receipt=receipt,
        funded=funded,
        goods=sum(known) if len(known) == len(costs) else None,
        fee=half_up(receipt * fee_rate, WHOLE),
        gifts=cart.gifts_cost,
        freight=freight_cost,
    )
