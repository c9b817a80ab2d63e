"""Two SKUs priced together without words: what they cost where one unlocks a threshold for the other."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence

from shopplanner.domain.promotions.offers import Offer
from shopplanner.domain.promotions.quick import Compiled, Offs
from shopplanner.domain.promotions.quick_groups import Item, Paid, benefit_at, borne, capped, gifts_for
from shopplanner.domain.promotions.rounding import reduction
from shopplanner.domain.promotions.tools import BY_PIECES, Layer, Tool


def pair(
    first: Compiled, second: Compiled, items: tuple[Item, Item], pieces: tuple[int, int], alone: tuple[Offs, Offs]
) -> Paid | None:
    """Return what pieces of two SKUs cost together; None where only the price engine can tell.

    Args:
        first: offers live on the first line.
        second: offers live on the second line.
        items: a piece of each line after the item layer.
        pieces: pieces of each line.
        alone: what each shop offer takes off each line alone.
    """
    if not (first.pooled and second.pooled) or any(item.unit <= item.least for item in items):
        return None
    funded = items[0].funded_for(pieces[0])
    cost = (items[0].unit * pieces[0], items[1].unit * pieces[1])
    least = (items[0].least * pieces[0], items[1].least * pieces[1])
    off = _best_for_two(first, second, items, pieces, alone)
    left = (cost[0] - off[0], cost[1] - off[1])
    for group in _platform_groups(first, second):
        chosen, parts = _platform_two((first, second), group, items, pieces, (left[0] - least[0], left[1] - least[1]))
        left = (left[0] - parts[0], left[1] - parts[1])
        funded += borne(parts[0], chosen.seller_share)
    if sum(left) < first.profile.min_payable:
        return None
    gifts = 0
    for offer in dict.fromkeys((*first.gifts, *second.gifts)):
        inside = [number for number, each in enumerate((first, second)) if offer in each.gifts]
        gifts += gifts_for(offer, sum(left[number] for number in inside), sum(pieces[number] for number in inside))
    return Paid(left, funded, gifts)


def _platform_groups(first: Compiled, second: Compiled) -> list[list[Offer]]:
    """Return the platform offers of both lines in the groups and the order of the profile."""
    book = first.book
    return [list(group) for group in book.stages(first.live | second.live, Layer.PLATFORM).groups]


def _platform_two(
    compiled: tuple[Compiled, Compiled],
    group: Sequence[Offer],
    items: tuple[Item, Item],
    pieces: tuple[int, int],
    bear: tuple[int, int],
) -> tuple[Offer, tuple[int, int]]:
    """Return the platform offer of a group that takes off most of both lines together, and what."""
    parts, chosen = (0, 0), group[0]
    book = compiled[0].book
    for offer in group:
        inside = [bool(each.live & book.bit[offer.id]) for each in compiled]
        reached = sum(book.platform_base(items[n]) * pieces[n] for n in (0, 1) if inside[n])
        off = capped(offer, benefit_at(offer, reached))
        weights = [items[n].unit * pieces[n] if inside[n] else 0 for n in (0, 1)]
        taken = _split(off, weights[0], weights[1], *bear)
        if sum(taken) > sum(parts):
            parts, chosen = taken, offer
    return chosen, parts


Choice = tuple[int, int, tuple[int, int]]
"""What a way to give two lines to offers takes off each, and the position of each line's offer."""

NO_OFFER = sys.maxsize
"""Position of the offer of a line that has none: after the last."""


def _best_for_two(
    first: Compiled, second: Compiled, items: tuple[Item, Item], pieces: tuple[int, int], alone: tuple[Offs, Offs]
) -> tuple[int, int]:
    """Return what the shop layer takes off two lines, given to offers so that the buyer pays least.

    Equal totals: fewer offers, then their smaller positions, then more lines, then the smaller position line by line.
    """
    best: Choice = (0, 0, (NO_OFFER, NO_OFFER))
    for choice in _choices(first, second, items, pieces, alone):
        total, former = choice[0] + choice[1], best[0] + best[1]
        if total > former or (total == former and total and _rank(choice) < _rank(best)):
            best = choice
    return best[0], best[1]


def _rank(choice: Choice) -> tuple[int, list[int], int, tuple[int, int]]:
    given = [place for place in choice[2] if place != NO_OFFER]
    places = sorted(set(given))
    return len(places), places, -len(given), choice[2]


def _choices(
    first: Compiled, second: Compiled, items: tuple[Item, Item], pieces: tuple[int, int], alone: tuple[Offs, Offs]
) -> Iterator[Choice]:
    """Yield every way to give two lines to offers that takes something off."""
    position = first.book.position
    bear = (
        (items[0].unit - items[0].least) * pieces[0],
        (items[1].unit - items[1].least) * pieces[1],
    )
    for off, place in alone[0]:
        yield off, 0, (place, NO_OFFER)
        for other, two in alone[1]:
            if two != place:
                yield off, other, (place, two)
    for off, place in alone[1]:
        yield 0, off, (NO_OFFER, place)
    for group in first.shop:
        for offer in group:
            if second.live & first.book.bit[offer.id]:
                place = position[offer.id]
                yield *_together(first, offer, items, pieces, bear), (place, place)


def _together(
    first: Compiled,
    offer: Offer,
    items: tuple[Item, Item],
    pieces: tuple[int, int],
    bear: tuple[int, int],
) -> tuple[int, int]:
    """Return what one offer takes off two lines that both take it."""
    base = first.book.shop_base(items[0]) * pieces[0], first.book.shop_base(items[1]) * pieces[1]
    if offer.tool is Tool.COUPON:
        return _coupons(offer, items, pieces, base, bear)
    reached = sum(pieces) if offer.tool in BY_PIECES else sum(base)
    if offer.tool in (Tool.AMOUNT_PERCENT, Tool.PIECES_PERCENT):
        tier = offer.tier(reached)
        if tier is None:
            return 0, 0
        rounding = first.profile.percent_rounding
        parts = [
            min(reduction(item.unit, tier.benefit, rounding) * count, room)
            for item, count, room in zip(items, pieces, bear, strict=True)
        ]
        return _within_cap(offer, parts[0], parts[1])
    off = capped(offer, benefit_at(offer, reached))
    return _split(off, items[0].unit * pieces[0], items[1].unit * pieces[1], *bear)


def _coupons(
    offer: Offer, items: tuple[Item, Item], pieces: tuple[int, int], base: tuple[int, int], bear: tuple[int, int]
) -> tuple[int, int]:
    """Redeem one coupon for each group of a line's pieces that reaches the threshold, the rest pooled for one more."""
    threshold = offer.threshold or offer.benefit + 1
    rest, used = [], 0
    parts = [0, 0]
    own = []
    for number in (0, 1):
        need = -(-threshold // (base[number] // pieces[number]))
        if pieces[number] >= need:
            gain = min(offer.benefit, bear[number] * need // pieces[number])
            own.append((-gain, number, pieces[number] // need))
        else:
            rest.append(number)
    for _gain, number, possible in sorted(own):
        times = min(possible, offer.limit - used) if offer.limit else possible
        parts[number] = min(times * offer.benefit, bear[number])
        used += times
    if rest and (not offer.limit or used < offer.limit) and sum(base[number] for number in rest) >= threshold:
        weights = [items[number].unit * pieces[number] if number in rest else 0 for number in (0, 1)]
        pooled = _split(offer.benefit, weights[0], weights[1], *bear)
        parts = [parts[0] + pooled[0], parts[1] + pooled[1]]
    return _within_cap(offer, parts[0], parts[1])


def _within_cap(offer: Offer, one: int, two: int) -> tuple[int, int]:
    return _split(offer.cap, one, two, one, two) if offer.cap and one + two > offer.cap else (one, two)


def _split(total: int, one: int, two: int, room_one: int, room_two: int) -> tuple[int, int]:
    """Share an amount over two parts by largest remainder; what one cannot bear moves to the other."""
    whole = one + two
    if not whole or total <= 0:
        return 0, 0
    first = total * one // whole
    if total * one % whole and total * one % whole >= total * two % whole:
        first += 1
    if first > room_one or total - first > room_two:
        first = min(first, room_one) if first > room_one else total - room_two
    return min(first, room_one) if one else 0, min(total - first, room_two) if two else 0
