"""Small baskets priced without words, for work on thousands of products: one SKU, or a SKU and one companion.

The price engine stays the judge: what is not understood here is left to it (``None``), and tests hold both to the fen
on random offers. Offers are compiled once for all SKUs that they cover alike, and a SKU's price after the item layer is
computed once for all numbers of pieces.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from shopplanner.domain.promotions.offers import CartLine, Offer
from shopplanner.domain.promotions.profile import Profile
from shopplanner.domain.promotions.rounding import WHOLE, Rounding, reduction
from shopplanner.domain.promotions.tools import (
    BY_PIECES,
    PRICE_SETTING,
    Allocation,
    Base,
    Layer,
    Mode,
    Objective,
    Overflow,
    Reach,
    Stacking,
    Tool,
)

BASES = frozenset({Base.TAG, Base.BEFORE_OFFICIAL, Base.AFTER_ITEM})
POOLED = frozenset(
    {
        Tool.AMOUNT_REDUCTION,
        Tool.AMOUNT_PERCENT,
        Tool.PIECES_PERCENT,
        Tool.PIECES_AMOUNT,
        Tool.COUPON,
    }
)
"""Shop tools that are understood over two lines."""


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

    def offs(self, compiled: Compiled, item: Item, most: int) -> list[int]:
        """Return what the best offer takes off each number of pieces from 0 to ``most``, not more than they cost."""
        base = compiled.book.shop_base(item)
        off = self.fixed[: most + 1]
        if self.rated:
            self._add_rates(off, item.unit, compiled.profile.percent_rounding)
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
                best = max(best, compiled.shop_off(offer, item, count, room))
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


class Book:
    """All offers of a plan under a profile; a set of them is a whole number with a bit for each, in their order.

    Sets of one layer are prepared once, whatever the rest of the set is, so that products with other offers share
    what they have in common.
    """

    def __init__(self, offers: Sequence[Offer], profile: Profile) -> None:
        self.offers = tuple(offers)
        self.profile = profile
        self.bit = {offer.id: 1 << number for number, offer in enumerate(offers)}
        self.position = {offer.id: number for number, offer in enumerate(offers)}
        self.shop_base = _base(profile.shop_threshold_base)
        self.platform_base = _base(profile.platform_threshold_base)
        self.roundings = {
            Tool.DAILY_REDUCTION: profile.daily_rounding,
            Tool.OFFICIAL_REDUCTION: profile.official_rounding,
        }
        self.of_layer = {layer: self.bits(offer for offer in offers if offer.layer is layer) for layer in Layer}
        self._tools = {tool: self.bits(offer for offer in offers if offer.tool is tool) for tool in Tool}
        self._rules = [
            (self._tools[rule.winner], self._tools[rule.loser], rule.scope is Reach.ORDER)
            for rule in profile.exclusions
            if self._tools[rule.winner] and self._tools[rule.loser]
        ]
        self.item_marks = self.of_layer[Layer.ITEM] | sum({winner for winner, _loser, _all in self._rules})
        """What the price of a piece after the item layer depends on."""
        self._stages: dict[int, Stages] = {}
        self._compiled: dict[int, Compiled] = {}

    def bits(self, offers: Iterable[Offer]) -> int:
        """Return offers as a set."""
        return sum(self.bit[offer.id] for offer in offers)

    def covering(self, line: CartLine) -> int:
        """Return the offers whose scope has a line."""
        return self.bits(offer for offer in self.offers if offer.covers(line))

    def chosen(self, marks: int) -> list[Offer]:
        """Return the offers of a set."""
        return [offer for number, offer in enumerate(self.offers) if marks >> number & 1]

    def live(self, *covering: int) -> tuple[int, ...]:
        """Return for each line of a cart the offers that no exclusion shuts out."""
        found = list(covering)
        for winner, loser, everywhere in self._rules:
            if everywhere:
                if any(marks & winner for marks in found):
                    found = [marks & ~loser for marks in found]
            else:
                found = [marks & ~loser if marks & winner else marks for marks in found]
        return tuple(found)

    def compiled(self, live: int) -> Compiled:
        """Return a set of live offers, ready to price with."""
        known = self._compiled.get(live)
        if known is None:
            known = self._compiled[live] = Compiled(self, live)
        return known

    def stages(self, live: int, layer: Layer) -> Stages:
        """Return the offers of a layer in a set, as they are settled."""
        marks = live & self.of_layer[layer]
        known = self._stages.get(marks)
        if known is None:
            known = self._stages[marks] = _stages(self.chosen(marks), self.profile, layer)
        return known


class Compiled:
    """Offers that are live on a line, ready to price any SKU under them.

    ``plain`` tells whether single lines can be priced here; ``pooled`` whether pairs can.
    """

    def __init__(self, book: Book, live: int) -> None:
        self.book = book
        self.live = live
        self.profile = book.profile
        item, shop = book.stages(live, Layer.ITEM), book.stages(live, Layer.SHOP)
        platform = book.stages(live, Layer.PLATFORM)
        assets = book.stages(live, Layer.ASSET)
        gift = book.stages(live, Layer.GIFT)
        self.item_marks = live & book.of_layer[Layer.ITEM]
        self.item_groups, self.shop, self.platform = item.groups, shop.groups, platform.groups
        self.assets = tuple(each for group in assets.groups for each in group)
        self.gifts = tuple(each for group in gift.groups for each in group)
        self.table = shop.table
        profile = book.profile
        bases = profile.shop_threshold_base in BASES and profile.platform_threshold_base in BASES
        percent = profile.shop_reductions is Stacking.PARALLEL or len(self.shop) <= 1
        parts = (item, shop, platform, assets, gift)
        presale = bool(live & book.of_layer[Layer.PRESALE])
        self.plain = bases and percent and not presale and all(part.plain for part in parts)
        self.quick = self.plain and len(self.shop) <= 1 and shop.own and platform.own
        self.pooled = (
            self.plain
            and len(self.shop) <= 1
            and not self.assets
            and profile.best_of_objective is Objective.LOWEST_TOTAL
            and not profile.count_lines_taken_by_other_offer
            and profile.allocation is Allocation.LARGEST_REMAINDER
            and profile.overflow is Overflow.TO_OTHERS
            and shop.own
            and all(each.tool in POOLED for group in self.shop for each in group)
        )

    # one piece

    def item(self, line: CartLine) -> Item:
        """Return a piece of a line after the item layer."""
        tag = unit = base = line.tag_price
        official = 0
        funded: tuple[tuple[int, int], ...] = ()
        parallel = self.profile.item_reductions is Stacking.PARALLEL
        for number, group in enumerate(self.item_groups):
            best, chosen = 0, group[0]
            for offer in group:
                off = self._off(offer, line, unit, base if parallel else unit)
                if off > best:
                    best, chosen = off, offer
            unit -= best
            if number == 0 and chosen.tool in PRICE_SETTING:
                base = unit
            if chosen.tool is Tool.OFFICIAL_REDUCTION:
                official += best
            if chosen.seller_share != WHOLE:
                funded = (*funded, (best, chosen.seller_share))
        return Item(tag, unit, unit + official, funded, line.min_price)

    def _off(self, offer: Offer, line: CartLine, unit: int, base: int) -> int:
        """Return what an offer of the item layer takes off a piece that costs ``unit`` by now."""
        benefit = offer.benefit_for(line) if offer.benefits else offer.benefit
        if offer.tool in PRICE_SETTING:
            off = unit - benefit
        elif offer.in_money or offer.tool is Tool.ITEM_AMOUNT:
            off = benefit
        else:
            off = reduction(base, benefit, self.book.roundings.get(offer.tool, self.profile.item_rounding))
        if offer.cap and off > offer.cap:
            off = offer.cap
        return min(off, unit - max(offer.floor, line.min_price))

    # one line

    def shop_off(self, offer: Offer, item: Item, pieces: int, bear: int) -> int:
        """Return what an offer of the shop layer takes off so many pieces that can bear ``bear``."""
        if offer.tool is Tool.COUPON:
            base = self.book.shop_base(item)
            need = -(-(offer.threshold or offer.benefit + 1) // base)
            times = pieces // need
            off = (min(times, offer.limit) if offer.limit else times) * offer.benefit
        elif offer.tool in (Tool.AMOUNT_PERCENT, Tool.PIECES_PERCENT):
            tier = offer.tier(pieces if offer.tool in BY_PIECES else self.book.shop_base(item) * pieces)
            if tier is None:
                return 0
            off = reduction(item.unit, tier.benefit, self.profile.percent_rounding) * pieces
        elif offer.tool in (Tool.AMOUNT_REDUCTION, Tool.PIECES_AMOUNT):
            off = benefit_at(offer, pieces if offer.tool in BY_PIECES else self.book.shop_base(item) * pieces)
        else:
            off = _SETS[offer.tool](offer, item, pieces, self.profile.percent_rounding)
        if offer.cap and off > offer.cap:
            off = offer.cap
        return min(off, bear)

    def line(self, item: Item, pieces: int) -> Paid | None:
        """Return what so many pieces cost alone; None where only the price engine can tell."""
        left = item.unit * pieces
        least = item.least * pieces
        minimum = self.profile.min_payable
        if item.unit < 1 or left < minimum or not self.plain:
            return None
        funded = item.funded_for(pieces) if item.funded else 0
        for stage, group in enumerate(self.shop):
            best, chosen = 0, group[0]
            for offer in group:
                off = self.shop_off(offer, item, pieces, left - least)
                if off > best:
                    best, chosen = off, offer
            if stage and best and best >= left - least:
                return None
            left, funded = _taken(left, best, chosen, funded, minimum)
        for group in self.platform:
            best, chosen = 0, group[0]
            for offer in group:
                off = capped(offer, benefit_at(offer, self.book.platform_base(item) * pieces))
                if min(off, left - least) > best:
                    best, chosen = min(off, left - least), offer
            left, funded = _taken(left, best, chosen, funded, minimum)
        if not (self.assets or self.gifts):
            return Paid((left,), funded)
        return self._after(pieces, left, least, funded)

    def lines(self, item: Item, most: int) -> list[Paid] | None:
        """Return what 1 to ``most`` pieces cost alone; None where only the price engine can tell."""
        if item.unit <= item.least or item.unit < self.profile.min_payable or not self.plain:
            return None
        if not self.quick or item.funded:
            found = [self.line(item, count) for count in range(1, most + 1)]
            return None if None in found else [paid for paid in found if paid is not None]
        lefts = self.lefts(item, most)
        if self.assets or self.gifts:
            return [self._after(count, left, item.least * count, 0) for count, left in enumerate(lefts, start=1)]
        return [Paid((left,)) for left in lefts]

    def lefts(self, item: Item, most: int) -> list[int]:
        """Return what is left of 1 to ``most`` pieces after the platform layer, for offers that the shop bears."""
        minimum = self.profile.min_payable
        off = self.table.offs(self, item, most) if self.table else [0] * (most + 1)
        base = self.book.platform_base(item) if self.platform else 0
        found = []
        for count in range(1, most + 1):
            left = item.unit * count - off[count]
            if left < minimum:
                left = minimum
            for group in self.platform:
                best = 0
                for offer in group:
                    best = max(best, capped(offer, benefit_at(offer, base * count)))
                left = max(left - min(best, left - item.least * count), minimum)
            found.append(left)
        return found

    def _after(self, pieces: int, left: int, least: int, funded: int) -> Paid:
        """Assets and gifts of a single line."""
        minimum = self.profile.min_payable
        for offer in self.assets:
            if left >= offer.threshold:
                off = left * offer.benefit // WHOLE if offer.tool is Tool.GOLD_COINS else offer.benefit
                left, funded = _taken(left, min(capped(offer, off), left - least), offer, funded, minimum)
        gifts = sum(gifts_for(offer, left, pieces) for offer in self.gifts)
        return Paid((left,), funded, gifts)


def _stages(offers: Sequence[Offer], profile: Profile, layer: Layer) -> Stages:
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


def _base(base: Base) -> Callable[[Item], int]:
    if base is Base.TAG:
        return lambda item: item.tag
    return (lambda item: item.before_official) if base is Base.BEFORE_OFFICIAL else (lambda item: item.unit)


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


def _taken(left: int, off: int, offer: Offer, funded: int, minimum: int) -> tuple[int, int]:
    """Return what is left after a reduction that leaves the least that must be paid, and what others bear by now."""
    if off <= 0:
        return left, funded
    off = min(off, left - minimum)
    if offer.seller_share != WHOLE:
        funded += borne(off, offer.seller_share)
    return left - off, funded


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


_SETS: dict[Tool, Callable[[Offer, Item, int, Rounding], int]] = {
    Tool.FREE_PIECES: _free_pieces,
    Tool.NTH_PIECE: _nth_piece,
    Tool.N_FOR_PRICE: _n_for_price,
    Tool.BUNDLE: _bundle,
}
