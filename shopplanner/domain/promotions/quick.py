"""Small baskets priced without words, for work on thousands of products: one SKU, or a SKU and one companion.

The price engine stays the judge: what is not understood here is left to it (``None``), and tests hold both to the fen
on random offers. Offers are compiled once for all SKUs that they cover alike, and a SKU's price after the item layer is
computed once for all numbers of pieces.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from shopplanner.domain.promotions.offers import CartLine, Offer
from shopplanner.domain.promotions.profile import Profile
from shopplanner.domain.promotions.quick_groups import (
    SET_OFFS,
    Item,
    Paid,
    Stages,
    benefit_at,
    borne,
    capped,
    gifts_for,
    stages_of,
)
from shopplanner.domain.promotions.rounding import WHOLE, reduction
from shopplanner.domain.promotions.tools import (
    BY_PIECES,
    PRICE_SETTING,
    Allocation,
    Base,
    Layer,
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


Offs = list[tuple[int, int]]
"""What offers take off, with their positions."""


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
            known = self._stages[marks] = stages_of(self.chosen(marks), self.profile, layer)
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
            off = SET_OFFS[offer.tool](offer, item, pieces, self.profile.percent_rounding)
        if offer.cap and off > offer.cap:
            off = offer.cap
        return min(off, bear)

    def shop_offs(self, item: Item, pieces: int) -> Offs:
        """Return what each shop offer takes off so many pieces, with its position; those that take nothing left out."""
        room = (item.unit - item.least) * pieces
        if room <= 0:
            return []
        return [
            (off, self.book.position[offer.id])
            for group in self.shop
            for offer in group
            if (off := self.shop_off(offer, item, pieces, room)) > 0
        ]

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

    def _offs(self, item: Item, most: int) -> list[int]:
        if self.table is None:
            return [0] * (most + 1)
        base = self.book.shop_base(item)
        return self.table.offs(item, base, most, self.profile.percent_rounding, self.shop_off)

    def lefts(self, item: Item, most: int) -> list[int]:
        """Return what is left of 1 to ``most`` pieces after the platform layer, for offers that the shop bears."""
        minimum = self.profile.min_payable
        off = self._offs(item, most)
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


def _base(base: Base) -> Callable[[Item], int]:
    if base is Base.TAG:
        return lambda item: item.tag
    return (lambda item: item.before_official) if base is Base.BEFORE_OFFICIAL else (lambda item: item.unit)


def _taken(left: int, off: int, offer: Offer, funded: int, minimum: int) -> tuple[int, int]:
    """Return what is left after a reduction that leaves the least that must be paid, and what others bear by now."""
    if off <= 0:
        return left, funded
    off = min(off, left - minimum)
    if offer.seller_share != WHOLE:
        funded += borne(off, offer.seller_share)
    return left - off, funded
