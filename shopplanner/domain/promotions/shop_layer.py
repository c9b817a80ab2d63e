"""The shop layer: which shop offers each line takes, so that the buyer pays least, and what each takes off.

Since 2026-03-10 a sub-order takes a coupon or a multi-piece offer, whichever takes off more; before, both. The search
is exact for small carts and otherwise takes each line's best choice by itself.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import product as every_combination

from shopplanner.domain.promotions import rounding
from shopplanner.domain.promotions.offers import Base, CartLine, Offer, Profile, Tool
from shopplanner.domain.promotions.sharing import share

EXACT_COMBINATIONS = 20_000
Choice = tuple[Offer | None, Offer | None]
"""A line's coupon and its multi-piece offer."""


@dataclass(frozen=True, slots=True)
class Taken:
    """What one offer takes off each line, and the figures of its threshold test."""

    offer: Offer
    parts: tuple[int, ...]
    base: int
    threshold: int
    times: int


def best_offers(
    lines: Sequence[CartLine], after_item: Sequence[int], offers: Sequence[Offer], profile: Profile
) -> list[Taken]:
    """Return the shop offers that together take off most; on a tie fewer offers, then the earlier one.

    Args:
        lines: the cart.
        after_item: price of one piece of each line after item reductions, in fen.
        offers: live offers of the shop layer.
        profile: the stacking rules.
    """
    choices = [_choices(line, offers, profile) for line in lines]
    size = 1
    for options in choices:
        size *= len(options)
    if size > EXACT_COMBINATIONS:
        choices = [[_best_alone(lines, after_item, number, options, profile)] for number, options in enumerate(choices)]
    ranked = {offer.id: position for position, offer in enumerate(offers)}

    def merit(taken: list[Taken]) -> tuple[int, int, tuple[int, ...]]:
        return (
            -sum(sum(each.parts) for each in taken),
            len(taken),
            tuple(sorted(ranked[each.offer.id] for each in taken)),
        )

    evaluated = (evaluate(lines, after_item, assignment, profile) for assignment in every_combination(*choices))
    return min(evaluated, key=merit)


def _choices(line: CartLine, offers: Sequence[Offer], profile: Profile) -> list[Choice]:
    coupons: list[Offer | None] = [offer for offer in offers if offer.tool is Tool.COUPON and offer.covers(line)]
    multiples: list[Offer | None] = [offer for offer in offers if offer.tool is not Tool.COUPON and offer.covers(line)]
    if any(Tool.COUPON in group.members and len(group.members) > 1 for group in profile.groups):
        return [(None, None), *((coupon, None) for coupon in coupons), *((None, offer) for offer in multiples)]
    return [(coupon, offer) for coupon in [None, *coupons] for offer in [None, *multiples]]


def _best_alone(
    lines: Sequence[CartLine], after_item: Sequence[int], number: int, options: Sequence[Choice], profile: Profile
) -> Choice:
    def saved(choice: Choice) -> int:
        taken = evaluate([lines[number]], [after_item[number]], [choice], profile)
        return sum(sum(each.parts) for each in taken)

    return max(options, key=saved)


def evaluate(
    lines: Sequence[CartLine], after_item: Sequence[int], assignment: Sequence[Choice], profile: Profile
) -> list[Taken]:
    """Return what the assigned offers take off; offers whose threshold is not reached take nothing."""
    left = [price * line.quantity for price, line in zip(after_item, lines, strict=True)]
    taken: list[Taken] = []
    for side in (1, 0):
        chosen = {choice[side].id: choice[side] for choice in assignment if choice[side] is not None}  # type: ignore[union-attr]
        for offer_id, offer in chosen.items():
            members = [
                n for n, choice in enumerate(assignment) if choice[side] is not None and _is(choice[side], offer_id)
            ]
            if offer is None:
                continue
            found = _take(offer, members, lines, after_item, left, profile)
            if found is not None and sum(found.parts) > 0:
                left = [rest - part for rest, part in zip(left, found.parts, strict=True)]
                taken.append(found)
    return taken


def _is(offer: Offer | None, offer_id: str) -> bool:
    return offer is not None and offer.id == offer_id


def _take(
    offer: Offer,
    members: Sequence[int],
    lines: Sequence[CartLine],
    after_item: Sequence[int],
    left: Sequence[int],
    profile: Profile,
) -> Taken | None:
    base_price = [
        line.tag_price if profile.shop_threshold_base is Base.TAG else price
        for line, price in zip(lines, after_item, strict=True)
    ]
    count = sum(lines[number].quantity for number in members)
    amount = sum(base_price[number] * lines[number].quantity for number in members)
    match offer.tool:
        case Tool.PIECES_PERCENT:
            return _pieces_percent(offer, members, lines, after_item, count, profile)
        case Tool.PIECES_AMOUNT:
            tier = offer.tier(count)
            return None if tier is None else _spread(offer, tier.benefit, members, left, count, tier.threshold, 1)
        case Tool.AMOUNT_REDUCTION:
            tier = offer.tier(amount)
            if tier is None:
                return None
            times = _times(offer, amount // tier.threshold if tier.threshold else 1)
            return _spread(offer, tier.benefit * times, members, left, amount, tier.threshold, times)
        case Tool.FREE_PIECES:
            return _free_pieces(offer, members, lines, after_item, count)
        case Tool.BUNDLE:
            return _bundle(offer, members, lines, after_item)
        case _:
            return _coupon(offer, members, lines, base_price, left)


def _times(offer: Offer, reached: int) -> int:
    times = reached if offer.repeat == 0 else min(reached, offer.repeat)
    return min(times, offer.limit) if offer.limit else times


def _spread(
    offer: Offer, benefit: int, members: Sequence[int], left: Sequence[int], base: int, threshold: int, times: int
) -> Taken:
    """Share an amount over the member lines in proportion to what they still cost."""
    weights = [left[number] if number in members else 0 for number in range(len(left))]
    return Taken(offer, tuple(share(benefit, weights, weights)), base, threshold, times)


def _pieces_percent(
    offer: Offer,
    members: Sequence[int],
    lines: Sequence[CartLine],
    after_item: Sequence[int],
    count: int,
    profile: Profile,
) -> Taken | None:
    tier = offer.tier(count)
    if tier is None:
        return None
    parts = [0] * len(lines)
    for number in members:
        each = rounding.reduction(after_item[number], tier.benefit, profile.percent_rounding)
        parts[number] = each * lines[number].quantity
    return Taken(offer, tuple(parts), count, tier.threshold, 1)


def _free_pieces(
    offer: Offer, members: Sequence[int], lines: Sequence[CartLine], after_item: Sequence[int], count: int
) -> Taken | None:
    """Give the cheapest pieces: of every ``buy + benefit`` pieces ``benefit`` are free."""
    group = offer.buy + offer.benefit
    times = _times(offer, count // group) if group else 0
    if times == 0:
        return None
    single = sorted((after_item[number], number) for number in members for _ in range(lines[number].quantity))
    parts = [0] * len(lines)
    for price, number in single[: times * offer.benefit]:
        parts[number] += price
    return Taken(offer, tuple(parts), count, group, times)


def _bundle(offer: Offer, members: Sequence[int], lines: Sequence[CartLine], after_item: Sequence[int]) -> Taken | None:
    """Sell one piece of every product in scope together for the bundle's price."""
    present = {lines[number].item for number in members}
    if not offer.scope or not offer.scope <= present:
        return None
    sets = min(sum(lines[number].quantity for number in members if lines[number].item == item) for item in offer.scope)
    times = _times(offer, sets)
    firsts = [next(number for number in members if lines[number].item == item) for item in sorted(offer.scope)]
    alone = sum(after_item[number] for number in firsts)
    weights = [after_item[number] if number in firsts else 0 for number in range(len(lines))]
    saved = max(0, alone - offer.benefit) * times
    return Taken(offer, tuple(share(saved, weights)), alone, offer.benefit, times)


def _coupon(
    offer: Offer, members: Sequence[int], lines: Sequence[CartLine], base_price: Sequence[int], left: Sequence[int]
) -> Taken | None:
    """Redeem a coupon: one for each group of pieces that reaches the threshold, the rest pooled for one more.

    A coupon without a threshold needs its face value and one fen. A piece never gets more than the face value.
    Source: coupon page of 2026-06-02; how many coupons several cheap pieces redeem is inferred from it.
    """
    threshold = offer.threshold or offer.benefit + 1
    most = offer.limit or sum(lines[number].quantity for number in members)
    parts = [0] * len(lines)
    times, rest = 0, []
    for number in members:
        line = lines[number]
        need = -(-threshold // base_price[number]) if base_price[number] else line.quantity + 1
        own = min(line.quantity // need, most - times)
        if own > 0:
            parts[number] += min(own * offer.benefit, left[number], line.quantity * offer.benefit)
            times += own
        else:
            rest.append(number)
    pooled = sum(base_price[number] * lines[number].quantity for number in rest)
    if rest and times < most and pooled >= threshold:
        weights = [left[number] if number in rest else 0 for number in range(len(lines))]
        for number, part in enumerate(share(offer.benefit, weights, weights)):
            parts[number] += part
        times += 1
    base = sum(base_price[number] * lines[number].quantity for number in members)
    return Taken(offer, tuple(parts), base, threshold, times) if times else None
