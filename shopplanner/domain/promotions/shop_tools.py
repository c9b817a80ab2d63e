"""What each tool of the shop layer takes off the lines that take it. The rules stand in ``offers``."""

from __future__ import annotations

from collections.abc import Sequence

from shopplanner.domain.promotions import rounding
from shopplanner.domain.promotions.cart import Cart, Entry, Taken
from shopplanner.domain.promotions.offers import Offer, Tier
from shopplanner.domain.promotions.rounding import Rounding
from shopplanner.domain.promotions.tools import BY_PIECES, Stacking, Tool

Piece = tuple[int, int]
"""Price of a piece, and its line."""


def take(cart: Cart, entry: Entry, members: Sequence[int], left: Sequence[int]) -> Taken | None:
    """Return what an offer takes off its member lines when so much is left of all lines; None for nothing."""
    match entry.offer.tool:
        case Tool.COUPON:
            return _coupon(cart, entry, members, left)
        case Tool.NTH_PIECE:
            return _nth_piece(cart, entry, members, left)
        case Tool.FREE_PIECES:
            return _free_pieces(cart, entry, members, left)
        case Tool.N_FOR_PRICE:
            return _n_for_price(cart, entry, members, left)
        case Tool.BUNDLE:
            return _bundle(cart, entry, members, left)
        case _:
            return _tiered(cart, entry, members, left)


def times(offer: Offer, reached: int) -> int:
    """Return how often a benefit is given whose threshold is reached so often."""
    given = min(reached, offer.repeat) if offer.repeat else reached
    return min(given, offer.limit) if offer.limit else given


def capped(offer: Offer, amount: int) -> int:
    """Return an amount that is to be shared, cut to the offer's cap."""
    return min(amount, offer.cap) if offer.cap else amount


def shop_base(cart: Cart, offer: Offer, left: Sequence[int]) -> Sequence[int]:
    """Return the amounts of all lines that an offer's threshold is tested on."""
    return cart.base(offer.threshold_base or cart.profile.shop_threshold_base, left)


def reached(cart: Cart, offer: Offer, members: Sequence[int], left: Sequence[int]) -> int:
    """Return the pieces or the amount that count towards a threshold."""
    if offer.tool in BY_PIECES:
        return sum(cart.lines[number].quantity for number in members)
    base = shop_base(cart, offer, left)
    return sum(base[number] for number in members)


def _tiered(cart: Cart, entry: Entry, members: Sequence[int], left: Sequence[int]) -> Taken | None:
    """Take a rate or an amount off from a threshold on."""
    offer = entry.offer
    counted = entry.members if cart.profile.count_lines_taken_by_other_offer else members
    amount = reached(cart, offer, counted, left)
    tier = offer.tier(amount)
    if tier is None or not members:
        return None
    if offer.tool in {Tool.AMOUNT_PERCENT, Tool.PIECES_PERCENT}:
        parts = [0] * len(cart.lines)
        for number in members:
            parts[number] = min(percent_off(cart, number, tier.benefit, left), cart.bearable(number, left))
        return cart.made(entry, parts, amount, tier.threshold, 1, tier.benefit)
    given = times(offer, amount // tier.threshold if tier.threshold else 1)
    parts = cart.spread(capped(offer, tier.benefit * given), members, cart.after_item, left)
    return cart.made(entry, parts, amount, tier.threshold, given, tier.benefit)


def prices(cart: Cart, number: int, left: Sequence[int]) -> list[tuple[int, int]]:
    """Return the pieces of a line that cost the same: how many, and the price that the shop layer computes with."""
    if cart.profile.shop_reductions is Stacking.SEQUENTIAL:
        quantity = cart.lines[number].quantity
        return [(quantity, left[number] // quantity)]
    return [(count, now) for count, _, now in cart.runs[number]]


def percent_off(cart: Cart, number: int, rate: int, left: Sequence[int]) -> int:
    """Return what a rate takes off all pieces of a line: rounded once if half up to the fen, else piece by piece."""
    how = cart.profile.percent_rounding
    if how is not Rounding.HALF_UP_FEN:
        return sum(rounding.reduction(price, rate, how) * count for count, price in prices(cart, number, left))
    if cart.profile.shop_reductions is Stacking.SEQUENTIAL:
        return rounding.reduction(left[number], rate, how)
    return rounding.reduction(sum(count * price for count, price in prices(cart, number, left)), rate, how)


def _singles(cart: Cart, members: Sequence[int], left: Sequence[int], *, dearest: bool = False) -> list[Piece]:
    """Return all pieces of some lines with their prices, the cheapest or the dearest first."""
    found = [
        (-price if dearest else price, number)
        for number in members
        for count, price in prices(cart, number, left)
        for _ in range(count)
    ]
    found.sort()
    return [(abs(price), number) for price, number in found]


def _nth_piece(cart: Cart, entry: Entry, members: Sequence[int], left: Sequence[int]) -> Taken | None:
    offer = entry.offer
    positions = sorted((Tier(offer.threshold, offer.benefit), *offer.tiers), key=lambda tier: -tier.threshold)
    count = reached(cart, offer, members, left)
    size = max(1, positions[0].threshold)
    given = times(offer, count // size)
    singles = _singles(cart, members, left) if given else []
    parts = [0] * len(cart.lines)
    for place, (price, number) in enumerate(singles[: given * len(positions)]):
        benefit = positions[place // given].benefit
        if offer.in_money:
            parts[number] += max(0, price - benefit)
        else:
            parts[number] += rounding.reduction(price, benefit, cart.profile.percent_rounding)
    return cart.made(entry, _bounded(cart, parts, left), count, size, given, offer.benefit)


def _free_pieces(cart: Cart, entry: Entry, members: Sequence[int], left: Sequence[int]) -> Taken | None:
    offer = entry.offer
    count = reached(cart, offer, members, left)
    group = offer.buy + offer.benefit
    given = times(offer, count // group) if group else 0
    parts = [0] * len(cart.lines)
    for price, number in _singles(cart, members, left)[: given * offer.benefit]:
        parts[number] += price
    return cart.made(entry, _bounded(cart, parts, left), count, group, given, offer.benefit)


def _bounded(cart: Cart, parts: Sequence[int], left: Sequence[int]) -> list[int]:
    return [min(part, cart.bearable(number, left)) for number, part in enumerate(parts)]


def _n_for_price(cart: Cart, entry: Entry, members: Sequence[int], left: Sequence[int]) -> Taken | None:
    offer = entry.offer
    singles = _singles(cart, members, left, dearest=True)
    weights = [0] * len(cart.lines)
    saved = given = start = 0
    last: Tier | None = None
    while times(offer, given + 1) > given:
        tier = offer.tier(len(singles) - start)
        if tier is None or tier.threshold < 1:
            break
        chosen = singles[start : start + tier.threshold]
        off = sum(price for price, _ in chosen) - tier.benefit
        if off <= 0:
            break
        for price, number in chosen:
            weights[number] += price
        saved, given, start, last = saved + off, given + 1, start + tier.threshold, tier
    if last is None:
        return None
    parts = cart.spread(capped(offer, saved), members, weights, left)
    return cart.made(entry, parts, len(singles), last.threshold, given, last.benefit)


def _bundle(cart: Cart, entry: Entry, members: Sequence[int], left: Sequence[int]) -> Taken | None:
    offer = entry.offer
    keys = sorted(offer.scope)
    by_key: dict[str, list[int]] = {key: [] for key in keys}
    for number in members:
        key = next((key for key in keys if key in cart.lines[number].keys), None)
        if key is not None:
            by_key[key].append(number)
    if not keys or not all(by_key.values()):
        return None
    stacks = [_singles(cart, by_key[key], left, dearest=True) for key in keys]
    sets = min(len(stack) for stack in stacks)
    weights = [0] * len(cart.lines)
    saved = given = 0
    for number in range(times(offer, sets)):
        chosen = [stack[number] for stack in stacks]
        off = sum(price for price, _ in chosen) - offer.benefit
        if off <= 0:
            break
        for price, line in chosen:
            weights[line] += price
        saved, given = saved + off, given + 1
    parts = cart.spread(capped(offer, saved), members, weights, left)
    return cart.made(entry, parts, sum(stack[0][0] for stack in stacks), offer.benefit, given, offer.benefit)


def coupon_threshold(offer: Offer) -> int:
    """Return the amount from which a coupon is redeemed: without a threshold its face value and one fen."""
    return offer.threshold or offer.benefit + 1


def _coupon(cart: Cart, entry: Entry, members: Sequence[int], left: Sequence[int]) -> Taken | None:
    """Redeem a coupon: one for each group of pieces that reaches the threshold, the rest pooled for one more.

    A piece never gets more than the face value. Source: coupon page of 2026-06-02; how many coupons several cheap
    pieces redeem is inferred from it.
    """
    offer = entry.offer
    face, threshold = offer.benefit, coupon_threshold(offer)
    base = shop_base(cart, offer, left)
    most = offer.limit or sum(cart.lines[number].quantity for number in members)
    alone, pooled = needs(cart, members, base, threshold)
    parts = [0] * len(cart.lines)
    used = 0
    for number, need in sorted(alone, key=lambda each: -_gain(cart, each, face, left)):
        own = min(cart.lines[number].quantity // need, most - used)
        parts[number] = min(own * face, cart.bearable(number, left))
        used += own
    if pooled and used < most and sum(base[number] for number in pooled) >= threshold:
        shared = cart.spread(face, pooled, cart.after_item, left)
        parts = [part + more for part, more in zip(parts, shared, strict=True)]
        used += 1
    return cart.made(entry, parts, sum(base[number] for number in members), threshold, used, face)


def needs(
    cart: Cart, members: Sequence[int], base: Sequence[int], threshold: int
) -> tuple[list[tuple[int, int]], list[int]]:
    """Return the lines that redeem coupons by themselves with the pieces needed for each, and the others."""
    alone: list[tuple[int, int]] = []
    pooled: list[int] = []
    for number in members:
        quantity = cart.lines[number].quantity
        unit = base[number] // quantity
        need = -(-threshold // unit) if unit else quantity + 1
        if need <= quantity:
            alone.append((number, need))
        else:
            pooled.append(number)
    return alone, pooled


def _gain(cart: Cart, each: tuple[int, int], face: int, left: Sequence[int]) -> int:
    number, need = each
    return min(face, cart.bearable(number, left) * need // cart.lines[number].quantity)
