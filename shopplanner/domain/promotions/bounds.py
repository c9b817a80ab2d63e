"""What a shop offer can take off at most: in all, and spread evenly over what its threshold needs.

The parts of any lines together are never below what the offer takes off those lines, whichever they are. A single part
may be below what its line loses: what another line cannot bear moves to it.
"""

from __future__ import annotations

from collections.abc import Sequence

from shopplanner.domain.promotions import shop_tools
from shopplanner.domain.promotions.cart import Cart, Entry
from shopplanner.domain.promotions.offers import Offer, Tier
from shopplanner.domain.promotions.rounding import WHOLE
from shopplanner.domain.promotions.tools import BY_PIECES, Tool

Bounds = tuple[int, Sequence[int]]
ROUNDED = 10
"""Most fen that rounding adds to what a rate takes off a piece."""


def most(cart: Cart, entry: Entry, left: Sequence[int]) -> Bounds:
    """Return what an offer takes off at most, in all and off each line."""
    offer = entry.offer
    bearable = [cart.bearable(number, left) if number in entry.members else 0 for number in range(len(left))]
    if offer.tool in {Tool.AMOUNT_PERCENT, Tool.PIECES_PERCENT}:
        whole, parts = _rates(cart, offer, bearable, left)
    elif offer.tool in {Tool.AMOUNT_REDUCTION, Tool.PIECES_AMOUNT}:
        whole, parts = _amounts(cart, entry, bearable, left)
    elif offer.tool is Tool.COUPON:
        whole, parts = _coupons(cart, entry, bearable, left)
    elif offer.tool in {Tool.NTH_PIECE, Tool.FREE_PIECES, Tool.N_FOR_PRICE}:
        parts = [_pieces(cart, offer, number, left) if number in entry.members else 0 for number in range(len(left))]
        whole = sum(parts)
    else:
        taken = shop_tools.take(cart, entry, entry.members, left)
        whole, parts = taken.total if taken else 0, bearable
    if sum(bearable) < sum(parts):
        parts = bearable
    return min(whole, sum(parts), offer.cap or whole), parts


def _rates(cart: Cart, offer: Offer, bearable: Sequence[int], left: Sequence[int]) -> Bounds:
    rate = max(offer.benefit, *(tier.benefit for tier in offer.tiers), 0)
    parts = [
        min(can, shop_tools.percent_off(cart, number, rate, left)) if can else 0 for number, can in enumerate(bearable)
    ]
    return sum(parts), parts


def _amounts(cart: Cart, entry: Entry, bearable: Sequence[int], left: Sequence[int]) -> Bounds:
    """Bound an amount: below its threshold it takes nothing, above less than in proportion."""
    offer = entry.offer
    tiers = (Tier(offer.threshold, offer.benefit), *offer.tiers)
    amounts = _reach(cart, offer, left)
    whole = _most_amount(offer, tiers, sum(amounts[number] for number in entry.members))
    if cart.profile.count_lines_taken_by_other_offer or any(tier.threshold == 0 for tier in tiers):
        return whole, bearable
    parts = [0] * len(amounts)
    for number in entry.members:
        parts[number] = max(-(-tier.benefit * amounts[number] // tier.threshold) for tier in tiers)
    return whole, parts


def _reach(cart: Cart, offer: Offer, left: Sequence[int]) -> Sequence[int]:
    """Return what each line counts towards a threshold."""
    if offer.tool in BY_PIECES:
        return [line.quantity for line in cart.lines]
    return shop_tools.shop_base(cart, offer, left)


def _most_amount(offer: Offer, tiers: Sequence[Tier], amount: int) -> int:
    """Return the largest benefit that any tier gives up to a reached amount."""
    given = (
        tier.benefit * shop_tools.times(offer, amount // tier.threshold if tier.threshold else 1)
        for tier in tiers
        if amount >= tier.threshold
    )
    return max(given, default=0)


def _coupons(cart: Cart, entry: Entry, bearable: Sequence[int], left: Sequence[int]) -> Bounds:
    """Bound a coupon: whole coupons for lines that redeem alone, a share of one for the others."""
    offer, threshold = entry.offer, shop_tools.coupon_threshold(entry.offer)
    base = shop_tools.shop_base(cart, offer, left)
    alone, pooled = shop_tools.needs(cart, entry.members, base, threshold)
    parts = [0] * len(bearable)
    count = 0
    for number, need in alone:
        own = cart.lines[number].quantity // need
        parts[number] = min(own * offer.benefit, bearable[number])
        count += own
    for number in pooled:
        parts[number] = -(-offer.benefit * base[number] // threshold)
    count += int(sum(base[number] for number in pooled) >= threshold)
    return min(count, offer.limit or count) * offer.benefit, parts


def _pieces(cart: Cart, offer: Offer, number: int, left: Sequence[int]) -> int:
    """Bound sets and cheap pieces: the cheapest n of m pieces cost no more than n/m of them all."""
    prices = shop_tools.prices(cart, number, left)
    whole = sum(count * price for count, price in prices)
    tiers = (Tier(offer.threshold, offer.benefit), *offer.tiers)
    if offer.tool is Tool.N_FOR_PRICE:
        each = min((tier.benefit // tier.threshold for tier in tiers if tier.threshold), default=0)
        return sum(count * max(0, price - each) for count, price in prices)
    if offer.tool is Tool.FREE_PIECES:
        return -(-whole * offer.benefit // max(1, offer.buy + offer.benefit))
    size = max(1, *(tier.threshold for tier in tiers))
    if not offer.in_money:
        rate = max(tier.benefit for tier in tiers)
        whole = -(-whole * rate // WHOLE) + ROUNDED * cart.lines[number].quantity
    return -(-whole * len(tiers) // size)
