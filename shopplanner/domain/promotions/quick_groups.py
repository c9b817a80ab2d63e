"""Offers in the groups in which they are settled, prepared for pricing small baskets quickly; see ``quick``."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from shopplanner.domain.promotions.offers import Offer
from shopplanner.domain.promotions.profile import Profile
from shopplanner.domain.promotions.rounding import WHOLE, Rounding, reduction
from shopplanner.domain.promotions.tools import PRICE_SETTING, Layer, Mode, Reach, Tool


@dataclass(frozen=True, slots=True)
class Paid:
    """What a basket costs: fen for each line, what others bear of the first one's reductions, what its gifts cost."""

    lines: tuple[int, ...]
    funded: int = 0
    gifts: int = 0

    @property
    def total(self) -> int:
        """Fen for all lines."""
        return sum(self.lines)


@dataclass(frozen=True, slots=True)
class Item:
    """A piece after the item layer.

    Attributes:
        tag: its price before.
        unit: its price after.
        before_official: the same with the official reduction added back.
        funded: reductions of which others bear a part, each with the shop's share.
        least: price below which no offer brings it.
    """

    tag: int
    unit: int
    before_official: int
    funded: tuple[tuple[int, int], ...]
    least: int

    def funded_for(self, pieces: int) -> int:
        """Return what others bear of the reductions of so many pieces."""
        return sum(borne(off * pieces, share) for off, share in self.funded)


def borne(off: int, seller_share: int) -> int:
    """Return what others than the shop bear of a reduction, in whole fen."""
    return off - -(-off * seller_share // WHOLE)


MOST_PIECES = 20
"""Pieces of one SKU in a basket at most."""
UNLIMITED = 1 << 30


@dataclass(frozen=True, slots=True)
class Stages:
    """Offers of a layer by the groups that are settled one after the other.

    ``plain`` if they can be priced here, ``own`` if the shop bears all of them.
    """

    groups: tuple[tuple[Offer, ...], ...]
    plain: bool
    own: bool
    table: ShopTable | None = None


OffOf = Callable[[Offer, Item, int, int], int]
"""What an offer takes off pieces of an item that can bear so much."""


class ShopTable:
    """A group of shop offers prepared to find the best one for every number of pieces of a SKU at once."""

    def __init__(self, group: Sequence[Offer]) -> None:
        self.coupons = _undominated(
            [
                (each.threshold or each.benefit + 1, each.benefit, each.limit or UNLIMITED)
                for each in group
                if each.tool is Tool.COUPON and not each.cap
            ]
        )
        self.amounts = _undominated(
            [
                (each.threshold, each.benefit, min(each.repeat or UNLIMITED, each.limit or UNLIMITED))
                for each in group
                if each.tool is Tool.AMOUNT_REDUCTION and each.threshold and not (each.cap or each.tiers)
            ]
        )
        counts = range(MOST_PIECES + 1)
        rated = [each for each in group if each.tool is Tool.PIECES_PERCENT and not each.cap]
        self.rates = [max((_rate_at(each, count) for each in rated), default=0) for count in counts]
        fixed = [each for each in group if each.tool is Tool.PIECES_AMOUNT and not each.cap]
        self.fixed = [max((benefit_at(each, count) for each in fixed), default=0) for count in counts]
        self.rated = any(self.rates)
        self.others = [each for each in group if each.cap or not self._prepared(each)]

    def _prepared(self, offer: Offer) -> bool:
        if offer.tool is Tool.AMOUNT_REDUCTION:
            return bool(offer.threshold) and not offer.tiers
        return offer.tool in (Tool.COUPON, Tool.PIECES_PERCENT, Tool.PIECES_AMOUNT)

    def offs(self, item: Item, base: int, most: int, rounding: Rounding, off_of: OffOf) -> list[int]:
        """Return what the best offer takes off each number of pieces from 0 to ``most``, not more than they cost.

        Args:
            item: a piece after the item layer.
            base: what thresholds are tested on, of a piece.
            most: pieces at most.
            rounding: of percentages.
            off_of: what an offer that is not prepared takes off.
        """
        off = self.fixed[: most + 1]
        if self.rated:
            self._add_rates(off, item.unit, rounding)
        for threshold, benefit, limit in self.coupons:
            need = -(-threshold // base)
            for count in range(need, most + 1):
                times = count // need
                taken = benefit * (min(limit, times))
                if taken > off[count]:
                    off[count] = taken
        for threshold, benefit, limit in self.amounts:
            for count in range(-(-threshold // base), most + 1):
                times = base * count // threshold
                taken = benefit * (min(limit, times))
                if taken > off[count]:
                    off[count] = taken
        bear = item.unit - item.least
        for count in range(1, most + 1):
            room = bear * count
            best = off[count]
            for offer in self.others:
                best = max(best, off_of(offer, item, count, room))
            off[count] = min(room, best)
        return off

    def _add_rates(self, off: list[int], unit: int, rounding: Rounding) -> None:
        former = each = 0
        for count in range(1, len(off)):
            rate = self.rates[count]
            if rate != former:
                former, each = rate, reduction(unit, rate, rounding)
            if each * count > off[count]:
                off[count] = each * count


def _rate_at(offer: Offer, count: int) -> int:
    tier = offer.tier(count)
    return tier.benefit if tier else 0


Prepared = tuple[int, int, int]
"""Threshold, benefit, times at most."""


def _undominated(offers: list[Prepared]) -> list[Prepared]:
    """Leave out offers that another one beats for every basket of one SKU."""
    kept: list[Prepared] = []
    for offer in sorted(set(offers), key=lambda each: (-each[1], each[0], -each[2])):
        if not any(other[0] <= offer[0] and other[1] >= offer[1] and other[2] >= offer[2] for other in kept):
            kept.append(offer)
    return kept


def stages_of(offers: Sequence[Offer], profile: Profile, layer: Layer) -> Stages:
    """Return the groups of a layer that have offers; plain if each only takes its best or the only one that it has."""
    found: list[list[Offer]] = []
    wanted = {Reach.ORDER} if layer is Layer.PLATFORM else {Reach.SUBORDER, Reach.UNIT}
    for group in profile.layered[layer]:
        live = [offer for offer in offers if offer.tool in group.members]
        if not live:
            continue
        if group.mode is Mode.STACK:
            found += [[offer] for offer in sorted(live, key=lambda offer: offer.priority)]
        elif group.mode is Mode.BEST and group.scope in wanted:
            found.append(_pruned(live) if layer is Layer.ITEM else live)
        else:
            return Stages((), plain=False, own=False)
    groups = tuple(tuple(group) for group in found)
    own = all(offer.seller_share == WHOLE for offer in offers)
    table = ShopTable(groups[0]) if layer is Layer.SHOP and len(groups) == 1 else None
    return Stages(groups, _plain(found, layer), own, table)


def _plain(groups: Sequence[Sequence[Offer]], layer: Layer) -> bool:
    """Return whether no offer has anything that makes pieces of a line differ or bases move."""
    offers = [offer for group in groups for offer in group]
    if any(offer.threshold_base is not None for offer in offers):
        return False
    if layer is Layer.ITEM:
        setting_later = any(offer.tool in PRICE_SETTING for group in groups[1:] for offer in group)
        return not setting_later and not any(offer.limit for offer in offers)
    if layer is Layer.SHOP:
        return not any(offer.tiers for offer in offers if offer.tool is Tool.NTH_PIECE)
    return layer is Layer.PLATFORM or not any(offer.tiers for offer in offers)


def _pruned(group: list[Offer]) -> list[Offer]:
    """Leave out reductions that another of the same kind always exceeds."""
    best: dict[Tool, Offer] = {}
    for offer in group:
        if _simple(offer) and (offer.tool not in best or offer.benefit > best[offer.tool].benefit):
            best[offer.tool] = offer
    return [offer for offer in group if not _simple(offer) or best[offer.tool] is offer]


def _simple(offer: Offer) -> bool:
    plain = not (offer.cap or offer.floor or offer.limit or offer.benefits or offer.in_money)
    return plain and offer.seller_share == WHOLE and offer.tool not in PRICE_SETTING


def benefit_at(offer: Offer, reached: int) -> int:
    """Return the benefit of the tier that is reached, as often as it is given."""
    tier = offer.tier(reached) if offer.tiers else offer
    if tier is None or reached < tier.threshold:
        return 0
    times = reached // tier.threshold if tier.threshold else 1
    if offer.repeat:
        times = min(times, offer.repeat)
    return tier.benefit * (min(times, offer.limit) if offer.limit else times)


def capped(offer: Offer, off: int) -> int:
    """Return a reduction, not more than the offer's cap."""
    return min(off, offer.cap) if offer.cap else off


def gifts_for(offer: Offer, left: int, pieces: int) -> int:
    """Return what the gifts of an offer cost for what is left of its lines."""
    if offer.buy:
        reached, threshold = pieces, offer.buy
    else:
        reached, threshold = left, offer.threshold
    if reached < threshold:
        return 0
    times = reached // threshold if threshold else 1
    if offer.repeat:
        times = min(times, offer.repeat)
    return offer.gift_cost * (min(times, offer.limit) if offer.limit else times)


def _times(offer: Offer, possible: int) -> int:
    times = min(possible, offer.repeat) if offer.repeat else possible
    return min(times, offer.limit) if offer.limit else times


def _free_pieces(offer: Offer, item: Item, pieces: int, rounding: Rounding) -> int:
    del rounding
    size = offer.buy + offer.benefit
    return _times(offer, pieces // size) * offer.benefit * item.unit if size else 0


def _nth_piece(offer: Offer, item: Item, pieces: int, rounding: Rounding) -> int:
    times = _times(offer, pieces // offer.threshold) if offer.threshold else 0
    each = item.unit - offer.benefit if offer.in_money else reduction(item.unit, offer.benefit, rounding)
    return times * max(0, each)


def _n_for_price(offer: Offer, item: Item, pieces: int, rounding: Rounding) -> int:
    del rounding
    most = _times(offer, pieces)
    saved = 0
    while most and (tier := offer.tier(pieces)) is not None and tier.threshold:
        gain = tier.threshold * item.unit - tier.benefit
        if gain <= 0:
            break
        saved += gain
        pieces -= tier.threshold
        most -= 1
    return saved


def _bundle(offer: Offer, item: Item, pieces: int, rounding: Rounding) -> int:
    del rounding
    if len(offer.scope) != 1:
        return 0
    return _times(offer, pieces) * max(0, item.unit - offer.benefit)


SET_OFFS: dict[Tool, Callable[[Offer, Item, int, Rounding], int]] = {
    Tool.FREE_PIECES: _free_pieces,
    Tool.NTH_PIECE: _nth_piece,
    Tool.N_FOR_PRICE: _n_for_price,
    Tool.BUNDLE: _bundle,
}
