"""The layers after the shop's: platform offers, the buyer's assets, presale deposits, freight and gifts."""

from __future__ import annotations

from collections.abc import Sequence

from shopplanner.domain.promotions.cart import Cart, Entry, Taken
from shopplanner.domain.promotions.offers import Offer, Presale
from shopplanner.domain.promotions.shop_tools import capped, times
from shopplanner.domain.promotions.tools import Base, Tool


def platform_reached(cart: Cart, offer: Offer, members: Sequence[int], left: Sequence[int]) -> int:
    """Return the amount that counts towards a platform offer's threshold."""
    base = cart.base(offer.threshold_base or cart.profile.platform_threshold_base, left)
    return sum(base[number] for number in members)


def take_platform(cart: Cart, entry: Entry, members: Sequence[int], left: Sequence[int]) -> Taken | None:
    """Return what a platform offer takes off its member lines; None for nothing."""
    offer = entry.offer
    amount = platform_reached(cart, offer, members, left)
    tier = offer.tier(amount)
    if tier is None or not members:
        return None
    given = times(offer, amount // tier.threshold if tier.threshold else 1)
    benefit = capped(offer, tier.benefit * given)
    parts = cart.spread(benefit, members, cart.after_item, left)
    return cart.made(entry, parts, amount, tier.threshold, given, tier.benefit)


def most_platform(cart: Cart, entry: Entry, left: Sequence[int]) -> tuple[int, Sequence[int]]:
    """Return what a platform offer can take off at most, in all and off each line."""
    bearable = [cart.bearable(number, left) if number in entry.members else 0 for number in range(len(left))]
    return sum(bearable), bearable


def left_reached(cart: Cart, entry: Entry) -> int:
    """Return the amount of an offer's lines on its own base, or on what is left."""
    base = cart.base(entry.offer.threshold_base or Base.LEFT, cart.left)
    return sum(base[number] for number in entry.members)


def take_asset(cart: Cart, entry: Entry, members: Sequence[int], left: Sequence[int]) -> Taken | None:
    """Return what a red packet or gold coins take off; None for nothing."""
    offer = entry.offer
    base = cart.base(offer.threshold_base or Base.LEFT, left)
    amount = sum(base[number] for number in members)
    if amount < offer.threshold:
        return None
    whole = sum(left[number] for number in members)
    benefit = whole * offer.benefit // 10_000 if offer.tool is Tool.GOLD_COINS else offer.benefit
    parts = cart.spread(capped(offer, benefit), members, left, left)
    return cart.made(entry, parts, amount, offer.threshold, 1, offer.benefit)


def take_presale(cart: Cart, entries: Sequence[Entry]) -> Presale | None:
    """Let deposits count for more than they are; return what is paid when, or None without a presale."""
    deposits = [0] * len(cart.lines)
    counted = 0
    chosen: set[int] = set()
    parts_of = {entry.position: [0] * len(cart.lines) for entry in entries}
    for number, line in enumerate(cart.lines):
        offers = [entry for entry in entries if number in entry.members]
        if not offers:
            continue
        best = max(offers, key=lambda entry: (_expansion(cart, entry, number), -entry.position))
        chosen.add(best.position)
        parts_of[best.position][number] = _expansion(cart, best, number)
        deposits[number] = min(best.offer.deposit * line.quantity, cart.left[number])
        counted += best.offer.benefit * line.quantity
    for entry in entries:
        parts, offer = parts_of[entry.position], entry.offer
        taken = Taken(entry, parts, sum(parts), offer.deposit, 0, 1, offer.benefit)
        if taken.total:
            cart.take(taken)
        elif entry.position in chosen:
            cart.note(taken, parts)
    deposit = sum(deposits)
    return Presale(deposit, counted, sum(cart.left) - deposit) if entries else None


def _expansion(cart: Cart, entry: Entry, number: int) -> int:
    """Return what a line costs less because its deposit counts for more."""
    offer, quantity = entry.offer, cart.lines[number].quantity
    more = (offer.benefit - offer.deposit) * quantity
    room = cart.left[number] - max(offer.deposit * quantity, cart.least[number])
    return max(0, min(more, room))


def freight(cart: Cart, entries: Sequence[Entry], charged: int) -> int:
    """Return the freight that the buyer pays."""
    for entry in entries:
        amount = left_reached(cart, entry)
        if amount >= entry.offer.threshold:
            cart.note(Taken(entry, (), 0, amount, entry.offer.threshold, 1, charged), (0,) * len(cart.lines))
            return 0
    return charged


def gifts(cart: Cart, entries: Sequence[Entry]) -> int:
    """Add the gifts that come with the cart and return what they cost the shop."""
    cost = 0
    for entry in entries:
        offer = entry.offer
        given, amount = _gifts(cart, entry)
        if given:
            cost += given * offer.gift_cost
            threshold = offer.buy or offer.threshold
            cart.note(Taken(entry, (), 0, amount, threshold, given, given), (0,) * len(cart.lines))
    return cost


def _gifts(cart: Cart, entry: Entry) -> tuple[int, int]:
    """Return how many gifts come with the cart, and the pieces or the amount that they are given for."""
    offer = entry.offer
    if offer.buy:
        count = sum(cart.lines[number].quantity for number in entry.members)
        return times(offer, count // offer.buy), count
    amount = left_reached(cart, entry)
    if amount < offer.threshold:
        return 0, amount
    return times(offer, amount // offer.threshold if offer.threshold else 1), amount
