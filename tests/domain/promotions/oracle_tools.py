"""What an offer takes off if some lines take it: the tools of the second calculator after the item layer."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from fractions import Fraction
from math import ceil

from shopplanner.domain.promotions.offers import Base, Layer, Offer, Stacking, Tool
from shopplanner.domain.promotions.rounding import Rounding
from shopplanner.domain.promotions.tools import BY_PIECES
from tests.domain.promotions.oracle_sheet import NO_BOUND, Parts, Sheet, rounded, shared

PERCENT_TOOLS = {Tool.AMOUNT_PERCENT, Tool.PIECES_PERCENT}
COUNTED_TOOLS = {Tool.AMOUNT_REDUCTION, Tool.AMOUNT_PERCENT, Tool.PIECES_AMOUNT, Tool.PIECES_PERCENT}


def tiers(offer: Offer) -> list[tuple[int, int]]:
    """Return all thresholds of an offer with their benefits, later ones after earlier ones."""
    return [(offer.threshold, offer.benefit), *((tier.threshold, tier.benefit) for tier in offer.tiers)]


def bound(offer: Offer, times: int) -> int:
    """Return how often a benefit may be given."""
    return min(times, offer.repeat or times, offer.limit or times)


def reached_tier(offer: Offer, reached: int) -> tuple[int, int]:
    """Return the benefit that counts and how often it is given; (0, 0) if no threshold is reached."""
    highest = max((threshold for threshold, _ in tiers(offer) if threshold <= reached), default=None)
    if highest is None:
        return 0, 0
    benefit = [benefit for threshold, benefit in tiers(offer) if threshold == highest][-1]
    return benefit, bound(offer, reached // highest if highest else 1)


def reach(sheet: Sheet, number: int, members: Iterable[int], left: Parts, default: Base) -> int:
    """Return the pieces or the amount that a threshold is tested on."""
    offer = sheet.offers[number]
    if offer.tool in BY_PIECES:
        return sum(sheet.lines[line].quantity for line in members)
    return sum(sheet.base(offer.threshold_base or default, left, line) for line in members)


def prices(sheet: Sheet, line: int, left: Parts) -> list[int]:
    """Return the price of each piece that percentages and sets of the shop layer start from."""
    if sheet.profile.shop_reductions is Stacking.SEQUENTIAL:
        return [left[line] // sheet.lines[line].quantity] * sheet.lines[line].quantity
    return sheet.pieces[line]


def coupons(sheet: Sheet, number: int, members: Parts, left: Parts, tested: Parts) -> list[int]:
    """Return what coupons take off each line: as many as a line reaches by itself, and one for the others together."""
    offer, bears, parts = sheet.offers[number], sheet.bears(left), [0] * len(sheet.lines)
    threshold = offer.threshold or offer.benefit + 1
    kind = offer.threshold_base or sheet.profile.shop_threshold_base
    base = {line: sheet.base(kind, tested, line) for line in members}
    need = {}
    for line in members:
        unit = base[line] // sheet.lines[line].quantity
        need[line] = ceil(Fraction(threshold, unit)) if unit else NO_BOUND
    single = [line for line in members if sheet.lines[line].quantity >= need[line]]
    single.sort(key=lambda line: (-min(offer.benefit, bears[line] * need[line] // sheet.lines[line].quantity), line))
    stock = offer.limit or NO_BOUND
    for line in single:
        count = min(sheet.lines[line].quantity // need[line], stock)
        stock -= count
        parts[line] = min(count * offer.benefit, bears[line])
    pooled = [line for line in members if line not in single]
    if stock and pooled and sum(base[line] for line in pooled) >= threshold:
        weights = [sheet.after_item[line] if line in pooled else 0 for line in range(len(sheet.lines))]
        parts = [a + b for a, b in zip(parts, shared(offer.benefit, weights, bears, sheet.profile), strict=True)]
    return parts


def nth_piece(sheet: Sheet, offer: Offer, pieces: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Yield (line, off) for the pieces that the nth piece of each set makes cheaper."""
    steps = dict(tiers(offer))
    if max(steps) <= 0:
        return
    times = bound(offer, len(pieces) // max(steps))
    row = iter(pieces)
    for position in sorted(steps, reverse=True):
        for _ in range(times):
            price, line = next(row)
            if offer.in_money:
                yield line, max(0, price - steps[position])
            else:
                yield line, rounded(sheet.profile.percent_rounding, price, steps[position])


def priced_sets(offer: Offer, pieces: list[tuple[int, int]]) -> Iterator[tuple[int, list[tuple[int, int]]]]:
    """Yield (what it saves, its pieces) for the sets of so many pieces for a price, from the dearest piece on."""
    row = sorted(pieces, key=lambda piece: (-piece[0], piece[1]))
    most = bound(offer, len(row))
    while row and most:
        fitting = [(count, price) for count, price in tiers(offer) if 0 < count <= len(row)]
        if not fitting:
            return
        size = max(count for count, _ in fitting)
        price = [price for count, price in fitting if count == size][-1]
        chosen, row = row[:size], row[size:]
        saved = sum(cost for cost, _ in chosen) - price
        if saved <= 0:
            return
        most -= 1
        yield saved, chosen


def bundles(sheet: Sheet, offer: Offer, pieces: list[tuple[int, int]]) -> Iterator[tuple[int, list[tuple[int, int]]]]:
    """Yield (what it saves, its pieces) for the bundles with one piece of each key of the scope."""
    keys = sorted(offer.scope)
    rows: dict[str, list[tuple[int, int]]] = {key: [] for key in keys}
    for price, line in sorted(pieces, key=lambda piece: (-piece[0], piece[1])):
        key = next(key for key in keys if key in sheet.lines[line].keys)
        rows[key].append((price, line))
    count = bound(offer, min((len(row) for row in rows.values()), default=0))
    for number in range(count):
        chosen = [rows[key][number] for key in keys]
        saved = sum(price for price, _ in chosen) - offer.benefit
        if saved <= 0:
            return
        yield saved, chosen


def sets_parts(sheet: Sheet, found: Iterable[tuple[int, list[tuple[int, int]]]], left: Parts, cap: int) -> list[int]:
    """Return what sets save, shared with the prices of their pieces as weights."""
    saved, weights = 0, [0] * len(sheet.lines)
    for amount, chosen in found:
        saved += amount
        for price, line in chosen:
            weights[line] += price
    return shared(min(saved, cap or saved), weights, sheet.bears(left), sheet.profile)


def percent_off(sheet: Sheet, line: int, rate: int, left: Parts) -> int:
    """Return what a rate takes off a line: rounded half up once for all its pieces, by other rules piece by piece."""
    rule = sheet.profile.percent_rounding
    if rule is Rounding.HALF_UP_FEN:
        whole = left[line] if sheet.profile.shop_reductions is Stacking.SEQUENTIAL else sum(sheet.pieces[line])
        return rounded(rule, whole, rate)
    return sum(rounded(rule, price, rate) for price in prices(sheet, line, left))


def reached_by(sheet: Sheet, number: int, members: Parts, tested: Parts) -> tuple[int, int]:
    """Return the benefit that an offer gives and how often, with the threshold that its lines reach."""
    offer, profile = sheet.offers[number], sheet.profile
    default = {Layer.SHOP: profile.shop_threshold_base, Layer.PLATFORM: profile.platform_threshold_base}
    counting: Iterable[int] = members
    if profile.count_lines_taken_by_other_offer and offer.tool in COUNTED_TOOLS:
        counting = sheet.live[number]
    return reached_tier(offer, reach(sheet, number, counting, tested, default.get(offer.layer, Base.LEFT)))


def shared_amount(sheet: Sheet, number: int, members: Parts, left: Parts, tested: Parts) -> list[int]:
    """Return the parts of an amount that is shared: by prices after the item layer, of assets by what is left."""
    offer, every = sheet.offers[number], range(len(sheet.lines))
    benefit, times = reached_by(sheet, number, members, tested)
    amount, by = benefit * times, sheet.after_item
    if offer.layer is Layer.ASSET:
        amount, by = offer.benefit if times else 0, left
        if offer.tool is Tool.GOLD_COINS:
            amount = sum(left[line] for line in members) * amount // 10_000
    weights = [by[line] if line in members else 0 for line in every]
    return shared(min(amount, offer.cap or amount), weights, sheet.bears(left), sheet.profile)


def counted_pieces(sheet: Sheet, offer: Offer, pieces: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Yield (line, off) for free pieces and nth pieces."""
    if offer.tool is Tool.NTH_PIECE:
        yield from nth_piece(sheet, offer, pieces)
        return
    times = bound(offer, len(pieces) // (offer.buy + offer.benefit))
    for price, line in pieces[: times * offer.benefit]:
        yield line, price


def shop_parts(sheet: Sheet, number: int, members: Parts, left: Parts, tested: Parts) -> Parts:
    """Return what an offer takes off each line if these lines take it; its threshold looks at ``tested``."""
    offer, parts = sheet.offers[number], [0] * len(sheet.lines)
    pieces = sorted((price, line) for line in members for price in prices(sheet, line, left))
    if offer.tool is Tool.COUPON:
        parts = coupons(sheet, number, members, left, tested)
    elif offer.tool in PERCENT_TOOLS:
        rate, times = reached_by(sheet, number, members, tested)
        for line in members if times else ():
            parts[line] = percent_off(sheet, line, rate, left)
    elif offer.tool in (Tool.NTH_PIECE, Tool.FREE_PIECES):
        for line, off in counted_pieces(sheet, offer, pieces):
            parts[line] += off
    elif offer.tool in (Tool.N_FOR_PRICE, Tool.BUNDLE):
        found = priced_sets(offer, pieces) if offer.tool is Tool.N_FOR_PRICE else bundles(sheet, offer, pieces)
        parts = sets_parts(sheet, found, left, offer.cap)
    else:
        parts = shared_amount(sheet, number, members, left, tested)
    parts = [min(part, room) for part, room in zip(parts, sheet.bears(left), strict=True)]
    if offer.cap and sum(parts) > offer.cap:
        parts = shared(offer.cap, parts, parts, sheet.profile)
    return tuple(parts)
