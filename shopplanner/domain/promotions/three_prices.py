"""The three prices that operators confuse at their cost, always shown together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from shopplanner.domain.promotions.offers import CartLine, Offer, PricedCart, Profile
from shopplanner.domain.promotions.pricing import Pricer
from shopplanner.domain.promotions.tools import Layer

QUANTITIES = (1, 2, 3)


@dataclass(frozen=True)
class ThreePrices:
    """Prices of one SKU in fen.

    Attributes:
        general: what one piece costs without offers for particular buyers and without buyers' own red packets and
            coins: the platform's general price.
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


Known = dict[tuple[int, ...], Pricer]
"""Offers made ready for products that are covered alike, by the offers' identities."""


def is_general(offer: Offer) -> bool:
    """Whether an offer counts in the general price: for everyone, and not a buyer's own red packet or coins.

    Source: the daily campaign's whitepaper (2026-05-19), by which red packets are no part of an item's price.
    """
    return offer.audience == "all" and offer.layer is not Layer.ASSET


def three_prices(line: CartLine, offers: Sequence[Offer], profile: Profile, known: Known | None = None) -> ThreePrices:
    """Return the three prices of a SKU under the live offers.

    Args:
        line: one piece of it.
        offers: the offers that cover it.
        profile: the stacking rules.
        known: kept between calls for many SKUs under the same offers and rules, so that offers are made ready once.
    """
    ready = {} if known is None else known
    public = [offer for offer in offers if is_general(offer)]
    checked = [offer for offer in public if offer.whole_cycle]
    pricer = _ready(offers, profile, ready)
    carts = tuple(pricer.price([replace(line, quantity=count)]) for count in QUANTITIES)
    one = carts[0].lines
    general = carts[0].payable if len(public) == len(offers) else _ready(public, profile, ready).payable(one)
    check = general if len(checked) == len(public) else _ready(checked, profile, ready).payable(one)
    each = [-(-cart.payable // count) for cart, count in zip(carts, QUANTITIES, strict=True)]
    lowest = min(each)
    return ThreePrices(general, lowest, QUANTITIES[each.index(lowest)], check, carts)


def _ready(offers: Sequence[Offer], profile: Profile, known: Known) -> Pricer:
    key = tuple([id(offer) for offer in offers])
    found = known.get(key)
    if found is None:
        found = known[key] = Pricer(offers, profile)
    return found
