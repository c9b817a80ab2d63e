"""The three prices that operators confuse at their cost, always shown together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from shopplanner.domain.promotions.offers import CartLine, Offer, PricedCart, Profile
from shopplanner.domain.promotions.pricing import price_cart

QUANTITIES = (1, 2, 3)


@dataclass(frozen=True)
class ThreePrices:
    """Prices of one SKU in fen.

    Attributes:
        general: what one piece costs without offers for particular buyers: the platform's general price.
        lowest: the least that a piece can cost, over one to three pieces and every audience.
        lowest_quantity: the number of pieces that gives it.
        check_value: what the platform's low-price check takes: offers that cover only a part of its cycle do not count.
        carts: the priced carts of one, two and three pieces, with all offers.
    """

    general: int
    lowest: int
    lowest_quantity: int
    check_value: int
    carts: tuple[PricedCart, ...]


def three_prices(line: CartLine, offers: Sequence[Offer], profile: Profile) -> ThreePrices:
    """Return the three prices of a SKU under the live offers."""
    public = [offer for offer in offers if offer.audience == "all"]
    checked = [offer for offer in public if offer.whole_cycle]
    carts = tuple(price_cart([replace(line, quantity=count)], offers, profile) for count in QUANTITIES)
    one = carts[0].lines
    general = carts[0].payable if len(public) == len(offers) else price_cart(one, public, profile).payable
    check = general if len(checked) == len(public) else price_cart(one, checked, profile).payable
    each = [-(-cart.payable // count) for cart, count in zip(carts, QUANTITIES, strict=True)]
    lowest = min(each)
    return ThreePrices(general, lowest, QUANTITIES[each.index(lowest)], check, carts)
