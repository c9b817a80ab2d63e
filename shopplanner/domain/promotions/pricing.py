"""The price engine: what a buyer pays for a cart, step by step and to the fen, under a dated set of stacking rules.

Order of layers, as the platform's notice of 2026-03-10 names them: item, shop, platform, the buyer's own assets; then
presale deposits, freight and gifts. Amounts are whole fen; nothing is ever a float. The exact rules stand in
``offers``.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence

from shopplanner.domain.promotions.explaining import explained
from shopplanner.domain.promotions.offers import CartLine, Offer, PricedCart, Profile
from shopplanner.domain.promotions.pricer import Core


def price_cart(
    lines: Sequence[CartLine],
    offers: Sequence[Offer],
    profile: Profile,
    buyer: Collection[str] | None = None,
    freight: int = 0,
) -> PricedCart:
    """Return what the cart costs, with every reduction and every offer that did not apply.

    Args:
        lines: sub-orders, each of one SKU.
        offers: offers that are live at the moment of the sale.
        profile: stacking rules in force at that moment.
        buyer: audiences that the buyer belongs to; None if all offers given are meant for the buyer.
        freight: fen that the shop charges for sending the order.
    """
    return Pricer(offers, profile, buyer).price(lines, freight)


class Pricer(Core):
    """Offers and rules made ready once, to price many carts."""

    def price(self, lines: Sequence[CartLine], freight: int = 0) -> PricedCart:
        """Return what a cart costs, with every reduction; the offers that did not apply are explained when asked."""
        ran = self.run(lines, freight)
        cart = ran.cart
        return PricedCart(
            lines=tuple(lines),
            tag_total=sum(line.tag_price * line.quantity for line in lines),
            payable=cart.rest,
            line_payable=tuple(cart.left),
            steps=tuple(cart.steps),
            gifts_cost=ran.gifts,
            profile=self.profile.id,
            freight=ran.freight,
            presale=ran.presale,
            explain=lambda: explained(self, cart, ran.live),
        )
