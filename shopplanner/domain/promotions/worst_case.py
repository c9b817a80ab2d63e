"""The worst that a plan can come to for a SKU: the lowest price that a buyer can pay, the least that a piece leaves.

Searched is every buyer and every basket of this space, exactly:

- Buyers: every set of the audiences that the SKU's live offers name, without new and returning buyers in one. A buyer
  uses every live offer that is open to him; coupons are claimed.
- Baskets of the SKU alone: 1 to N pieces. N reaches every threshold and tier of the live offers that cover the SKU, and
  is at least 3 and at most 20.
- Baskets with a companion: for every threshold of a live offer of the shop or platform layer or a gift, one piece of
  the SKU and the most pieces (up to 20) that do not reach it alone, each with one other SKU in the offer's scope: for
  an amount the one whose single piece fills the gap with the lowest price, and the one of which several pieces (up to
  20) fill it with the least; for a number of pieces as many of the cheapest one as are missing. Prices are those that
  the threshold is tested on; for gifts those after item reductions. For pieces given free, an nth piece and N for a
  price no companion is added.
- A bundle of several products: one piece of each.

The price of a piece is what its line costs by the number of pieces, rounded up. What it leaves is that line with what
others bear of its reductions, less the cost of its pieces and its part of the basket's gifts, by the number of pieces,
rounded down.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import combinations

from shopplanner.domain.promotions.offers import CartLine, Offer, PricedCart
from shopplanner.domain.promotions.pricing import price_cart
from shopplanner.domain.promotions.profile import Profile
from shopplanner.domain.promotions.quick import Book, Compiled, Offs
from shopplanner.domain.promotions.quick_groups import MOST_PIECES, UNLIMITED, Item, Paid, benefit_at
from shopplanner.domain.promotions.quick_pairs import pair
from shopplanner.domain.promotions.rounding import WHOLE, reduction
from shopplanner.domain.promotions.tools import BY_PIECES, Layer, Tool
from shopplanner.domain.promotions.worst_found import MILLION, Basket, Best, Case, Gifts, Worst, paid_of

EVERYONE = "all"
APART = frozenset({"new", "returning"})
"""Audiences that no buyer belongs to at once."""

LEAST_PIECES = 3
UNPOOLED = frozenset({Tool.FREE_PIECES, Tool.N_FOR_PRICE, Tool.NTH_PIECE, Tool.BUNDLE})
THRESHOLDS = frozenset({Layer.SHOP, Layer.PLATFORM, Layer.GIFT})


Candidate = tuple[int, int, int, int, int]
"""What a piece and the SKU's line cost at least, its pieces, the companion and the companion's pieces."""


@dataclass(frozen=True, slots=True)
class Limit:
    """A threshold or tier of an offer, in fen or in pieces; ``once`` if reaching it again brings no more."""

    offer: Offer
    threshold: int
    by_pieces: bool
    layer: Layer
    once: bool
    percent: bool


class WorstCases:
    """Searches a shelf of SKUs under sets of offers; what was found is kept for sets that come again."""

    def __init__(self, shelf: Sequence[CartLine], offers: Sequence[Offer], profile: Profile) -> None:
        self.shelf = tuple(replace(line, quantity=1) for line in shelf)
        self.book = Book(offers, profile)
        self.covering = [self.book.covering(line) for line in self.shelf]
        self._audience = [offer.audience for offer in self.book.offers]
        named = sorted({*self._audience, EVERYONE})
        self._of = {each: self.book.bits(o for o in self.book.offers if o.audience == each) for each in named}
        self._items: dict[tuple[int, int], Item] = {}
        self._alone: dict[tuple[int, int], list[Paid]] = {}
        self._pairs: dict[tuple[int, int, int, int, int, int], Paid] = {}
        self._fillers: dict[tuple[int, int], tuple[list[int], list[int]]] = {}
        self._buyers: dict[tuple[int, int], tuple[int, ...]] = {}
        self._thresholds: dict[int, tuple[tuple[Offer, int], ...]] = {}
        shop = self.book.of_layer[Layer.SHOP]
        self._shop_marks = shop | self.book.of_layer[Layer.ITEM]
        self._offs: dict[tuple[int, int, int], Offs] = {}
        self._one_group = len(self.book.stages(shop, Layer.SHOP).groups) <= 1
        """Whether a line takes one offer of the shop layer at most."""
        self._limited: dict[int, tuple[Limit, ...]] = {}
        self._sets: dict[int, int] = {}
        self._shelves: dict[int, list[Item]] = {}
        self._candidates: dict[tuple[int, int, int], list[Candidate]] = {}
        self._most_gifts: dict[int, Gifts] = {}
        self._found: dict[tuple[int, int, int], list[tuple[int, int, Worst]]] = {}

    def worst(self, sku: int, live: int) -> Worst:
        """Return the worst of a SKU on the shelf while a set of offers is live.

        What was found under another set holds as long as both have the same offers on the SKU, on pieces after item
        reductions, and on every companion that was looked at.
        """
        key = (sku, live & self.covering[sku], live & self.book.item_marks)
        kept = self._found.setdefault(key, [])
        for matters, marks, found in kept:
            if live & matters == marks:
                return found
        found, matters = self._search(sku, live)
        kept.append((matters, live & matters, found))
        return found

    def _search(self, sku: int, live: int) -> tuple[Worst, int]:
        """Try every basket of one SKU, of those with a companion only what may be worse than what was found.

        Return the worst and the offers that it depends on.
        """
        best = Best(self.shelf[sku].cost, self._gifts(live))
        matters = self.covering[sku]
        for buyer in self._buyers_of(live, self.covering[sku] & live):
            mine = self.covering[sku] & buyer
            alone = self._paid_alone(sku, mine)
            for pieces, paid in enumerate(alone, start=1):
                best.see(paid, ((sku, pieces),), buyer)
            for _unit, bound, pieces, other, count in self._companions(sku, mine, buyer):
                matters |= self.covering[other]
                if best.may_beat(bound, pieces):
                    paid = self._paid_pair(sku, pieces, other, count, buyer)
                    best.see(paid, ((sku, pieces), (other, count)), buyer)
            for basket in self._bundles(sku, mine):
                matters |= self._of_basket(basket)
                best.see(self._priced(basket, buyer), basket, buyer)
        return best.worst(self._of_basket), matters

    def _of_basket(self, basket: Basket) -> int:
        """Return the offers that cover anything in a basket."""
        found = 0
        for number, _count in basket:
            found |= self.covering[number]
        return found

    def cart(self, case: Case) -> PricedCart:
        """Return the priced cart of a case, with its explanation."""
        lines = [replace(self.shelf[number], quantity=count) for number, count in case.basket]
        return price_cart(lines, self.book.chosen(case.live), self.book.profile)

    def audiences(self, case: Case) -> tuple[str, ...]:
        """Return the audiences that the buyer of a case belongs to."""
        marks = case.live & self.covering[case.basket[0][0]]
        named = (self._audience[number] for number in range(len(self._audience)) if marks >> number & 1)
        return tuple(sorted(set(named) - {EVERYONE}))

    def _gifts(self, live: int) -> Gifts:
        """Return the most that gifts can cost a line.

        A gift from an amount on is given if the lines cost that much together, so a line's part of it is at most its
        own share of that amount.
        """
        marks = live & self.book.of_layer[Layer.GIFT]
        if marks not in self._most_gifts:
            free = share = 0
            for each in self.book.chosen(marks):
                if each.threshold and not each.buy:
                    share -= -each.gift_cost * MILLION // each.threshold
                else:
                    free += each.gift_cost * (each.limit or each.repeat or 2 * MOST_PIECES)
            self._most_gifts[marks] = free, share
        return self._most_gifts[marks]

    # buyers

    def _buyers_of(self, live: int, mine: int) -> tuple[int, ...]:
        """Return the sets of offers that different buyers get; only audiences of the SKU's own offers matter."""
        key = live, mine & ~self._of[EVERYONE]
        if key in self._buyers:
            return self._buyers[key]
        named = [each for each, marks in self._of.items() if marks & mine and each != EVERYONE]
        found = [
            self._for(live, chosen)
            for size in range(len(named) + 1)
            for chosen in combinations(named, size)
            if not set(chosen) >= APART
        ]
        self._buyers[key] = tuple(dict.fromkeys(found))
        return self._buyers[key]

    def _for(self, live: int, audiences: Sequence[str]) -> int:
        marks = self._of[EVERYONE]
        for each in audiences:
            marks |= self._of[each]
        return live & marks

    # baskets

    def _pieces(self, sku: int, mine: int) -> int:
        """Return how many pieces reach every threshold."""
        tag = max(1, self.shelf[sku].tag_price)
        needed = [
            threshold if offer.tool in BY_PIECES else -(-threshold // tag)
            for offer, threshold in self._all_thresholds(mine)
        ]
        return min(MOST_PIECES, max(LEAST_PIECES, *needed)) if needed else LEAST_PIECES

    def _all_thresholds(self, mine: int) -> tuple[tuple[Offer, int], ...]:
        """Return every threshold and tier of a set of offers."""
        if mine not in self._thresholds:
            self._thresholds[mine] = tuple(
                (offer, threshold)
                for offer in self.book.chosen(mine)
                if offer.layer in THRESHOLDS
                for threshold in thresholds_of(offer)
            )
        return self._thresholds[mine]

    def _companions(self, sku: int, mine: int, buyer: int) -> list[Candidate]:
        """Return the baskets with a companion, the one that may be cheapest first.

        There is one for every threshold that both reach together.
        """
        key = (sku, mine, buyer & self.book.item_marks)
        known = self._candidates.get(key)
        if known is None:
            known = self._candidates[key] = sorted(self._find_companions(sku, mine, buyer))
        return known

    def _find_companions(self, sku: int, mine: int, buyer: int) -> Iterator[Candidate]:
        items = self._shelf_items(buyer)
        item = items[sku]
        limits = self._limits(mine)
        alone: dict[int, tuple[int, int]] = {}
        seen = set()
        for limit in limits:
            each = 1 if limit.by_pieces else self._base(limit.offer, item)
            most = min(MOST_PIECES, (limit.threshold - 1) // each) if each else 0
            for pieces in {1, most} if most else ():
                for other, count in self._fillings(sku, limit, pieces, each, buyer):
                    if (pieces, other, count) in seen:
                        continue
                    seen.add((pieces, other, count))
                    if pieces not in alone:
                        alone[pieces] = self._off_alone(sku, item, mine, pieces)
                    bound = 0
                    if pieces + count < self._set_pieces(mine):
                        bound = self._bound(limits, item, pieces, items[other], count, alone[pieces])
                    yield bound // pieces, bound, pieces, other, count

    def _set_pieces(self, mine: int) -> int:
        """Return the pieces from which an offer on sets of pieces may give the SKU away beside a companion."""
        if mine not in self._sets:
            needed = [
                len(offer.scope) if offer.tool is Tool.BUNDLE else min(thresholds_of(offer), default=1)
                for offer in self.book.chosen(mine)
                if offer.tool in UNPOOLED
            ]
            self._sets[mine] = min(needed, default=UNLIMITED)
        return self._sets[mine]

    def _bound(
        self, limits: Sequence[Limit], item: Item, pieces: int, second: Item, count: int, alone: tuple[int, int]
    ) -> int:
        """Return what the SKU's line costs at least beside a companion.

        Of an offer that only both together reach the line gets no more than its share; of one that it reaches alone no
        more than alone.
        """
        cost, beside = item.unit * pieces, second.unit * count
        shop_base, platform_base = self.book.shop_base, self.book.platform_base
        shop_own, platform_own = shop_base(item) * pieces, platform_base(item) * pieces
        shop_total = shop_own + shop_base(second) * count
        platform_total = platform_own + platform_base(second) * count
        shop, platform = alone
        for limit in limits:
            in_shop = limit.layer is Layer.SHOP
            if limit.by_pieces:
                own, total = pieces, pieces + count
            elif in_shop:
                own, total = shop_own, shop_total
            else:
                own, total = platform_own, platform_total
            if total < limit.threshold or (limit.once and own >= limit.threshold) or limit.layer is Layer.GIFT:
                continue
            share = self._share(limit, item, pieces, total, cost, beside)
            if not in_shop or not self._one_group:
                platform += share
            elif share > shop:
                shop = share
        return cost - shop - platform

    def _share(self, limit: Limit, item: Item, pieces: int, total: int, cost: int, beside: int) -> int:
        """Return the most that an offer takes off the SKU's line where both lines take it."""
        offer = limit.offer
        if limit.percent:
            tier = offer.tier(total)
            rate = tier.benefit if tier else 0
            return reduction(item.unit, rate, self.book.profile.percent_rounding) * pieces
        off = offer.benefit if offer.tool is Tool.COUPON else benefit_at(offer, total)
        return off * cost // (cost + beside) + 1 if cost else 0

    def _off_alone(self, sku: int, item: Item, mine: int, pieces: int) -> tuple[int, int]:
        """Return at most what the shop layer, and all layers after it, take off so many pieces alone."""
        live = self.book.live(mine)[0]
        compiled = self.book.compiled(live)
        offs = [off for off, _place in self._shop_offs(sku, pieces, live, item)]
        shop = max(offs, default=0) if self._one_group else sum(offs)
        base = self.book.platform_base(item) * pieces
        platform = sum(max(benefit_at(offer, base) for offer in group) for group in compiled.platform)
        return shop, platform + self._late(mine, item, pieces)

    def _late(self, mine: int, item: Item, pieces: int) -> int:
        """Return at most what the buyer's assets and presales take off so many pieces."""
        off = 0
        for offer in self.book.chosen(mine & (self.book.of_layer[Layer.ASSET] | self.book.of_layer[Layer.PRESALE])):
            if offer.tool is Tool.GOLD_COINS:
                off += item.unit * pieces * offer.benefit // WHOLE + 1
            else:
                off += offer.benefit * (pieces if offer.tool is Tool.PRESALE else 1)
        return off

    def _limits(self, mine: int) -> tuple[Limit, ...]:
        """Return every threshold and tier of a set of offers at which a companion may help."""
        if mine not in self._limited:
            self._limited[mine] = tuple(
                Limit(
                    offer,
                    threshold,
                    offer.tool in BY_PIECES or (offer.tool is Tool.GIFT and offer.buy > 0),
                    offer.layer,
                    offer.repeat == 1,
                    offer.tool in (Tool.PIECES_PERCENT, Tool.AMOUNT_PERCENT),
                )
                for offer, threshold in self._all_thresholds(mine)
                if offer.tool not in UNPOOLED
            )
        return self._limited[mine]

    def _shelf_items(self, buyer: int) -> list[Item]:
        """Return a piece of every SKU on the shelf after the item layer."""
        key = buyer & self.book.item_marks
        if key not in self._shelves:
            self._shelves[key] = [
                self._item(number, self.book.live(marks & buyer)[0]) for number, marks in enumerate(self.covering)
            ]
        return self._shelves[key]

    def _base(self, offer: Offer, item: Item) -> int:
        if offer.layer is Layer.SHOP:
            return self.book.shop_base(item)
        return self.book.platform_base(item) if offer.layer is Layer.PLATFORM else item.unit

    def _fillings(self, sku: int, limit: Limit, pieces: int, each: int, buyer: int) -> Iterator[tuple[int, int]]:
        """Yield other SKUs with the pieces of them that reach a threshold beside so many pieces of the SKU."""
        cheapest = self._filler(sku, limit.offer, 0, buyer)
        if cheapest is None:
            return
        if limit.by_pieces:
            yield cheapest[1], limit.threshold - pieces
            return
        gap = limit.threshold - pieces * each
        fits: list[tuple[int, int, int]] = []
        for count in range(1, MOST_PIECES + 1):
            found = self._filler(sku, limit.offer, -(-gap // count), buyer)
            if found is not None:
                fits.append((found[0] * count, count, found[1]))
            if found == cheapest:  # more pieces of it only come to more
                break
        least = min(fits, default=None)
        for fit in fits[:1]:
            if fit[1] == 1 and fit != least:
                yield fit[2], 1
        if least is not None:
            yield least[2], least[1]

    def _filler(self, sku: int, offer: Offer, gap: int, buyer: int) -> tuple[int, int] | None:
        """Return the other SKU in an offer's scope whose piece fills a gap with the lowest price, after that price."""
        bit = self.book.bit[offer.id]
        key = (bit, buyer & self.book.item_marks)
        if key not in self._fillers:
            items = self._shelf_items(buyer)
            priced = sorted(
                (self._base(offer, items[number]), number) for number, marks in enumerate(self.covering) if marks & bit
            )
            self._fillers[key] = ([base for base, _number in priced], [number for _base, number in priced])
        bases, numbers = self._fillers[key]
        place = bisect_left(bases, max(1, gap))
        if place < len(numbers) and numbers[place] == sku:
            place += 1
        return (bases[place], numbers[place]) if place < len(numbers) else None

    def _bundles(self, sku: int, mine: int) -> Iterator[Basket]:
        """Yield one piece of each product of a bundle, the SKU first."""
        own = set(self.shelf[sku].keys)
        for offer in self.book.chosen(mine):
            if offer.tool is not Tool.BUNDLE or len(offer.scope) < 2:
                continue
            others = [self._standing_for(key) for key in sorted(offer.scope - own)]
            if None not in others:
                yield ((sku, 1), *((other, 1) for other in others if other is not None))

    def _standing_for(self, key: str) -> int | None:
        """Return the cheapest SKU that goes by a key."""
        found = [(line.tag_price, number) for number, line in enumerate(self.shelf) if key in line.keys]
        return min(found)[1] if found else None

    # prices

    def _item(self, sku: int, live: int) -> Item:
        key = (sku, live & self.book.of_layer[Layer.ITEM])
        if key not in self._items:
            self._items[key] = self.book.compiled(live).item(self.shelf[sku])
        return self._items[key]

    def _paid_alone(self, sku: int, mine: int) -> list[Paid]:
        """Return what 1 to N pieces cost."""
        key = (sku, mine)
        if key not in self._alone:
            live = self.book.live(mine)[0]
            compiled, item = self.book.compiled(live), self._item(sku, live)
            counts = range(1, self._pieces(sku, mine) + 1)
            self._alone[key] = [compiled.line(item, count) or self._priced(((sku, count),), mine) for count in counts]
        return self._alone[key]

    def _paid_pair(self, sku: int, pieces: int, other: int, count: int, buyer: int) -> Paid:
        mine, others = self.covering[sku] & buyer, self.covering[other] & buyer
        key = (sku, pieces, other, count, mine, others)
        if key not in self._pairs:
            live = self.book.live(mine, others)
            compiled: tuple[Compiled, Compiled] = (self.book.compiled(live[0]), self.book.compiled(live[1]))
            items = (self._item(sku, live[0]), self._item(other, live[1]))
            alone = self._shop_offs(sku, pieces, live[0], items[0]), self._shop_offs(other, count, live[1], items[1])
            self._pairs[key] = pair(*compiled, items, (pieces, count), alone) or self._priced(
                ((sku, pieces), (other, count)), buyer
            )
        return self._pairs[key]

    def _shop_offs(self, sku: int, pieces: int, live: int, item: Item) -> Offs:
        """Return what each shop offer takes off so many pieces of a SKU alone."""
        key = (sku, pieces, live & self._shop_marks)
        if key not in self._offs:
            self._offs[key] = self.book.compiled(live).shop_offs(item, pieces)
        return self._offs[key]

    def _priced(self, basket: Basket, buyer: int) -> Paid:
        """Return what the price engine says of a basket."""
        lines = [replace(self.shelf[number], quantity=count) for number, count in basket]
        return paid_of(price_cart(lines, self.book.chosen(self._of_basket(basket) & buyer), self.book.profile))


def thresholds_of(offer: Offer) -> tuple[int, ...]:
    """Return the thresholds of an offer and its tiers, in fen or pieces; nothing where there is none."""
    if offer.tool is Tool.COUPON:
        return (offer.threshold or offer.benefit + 1,)
    if offer.tool is Tool.FREE_PIECES:
        return (offer.buy + offer.benefit,)
    if offer.tool is Tool.GIFT and offer.buy:
        return (offer.buy,)
    return tuple(each for each in (offer.threshold, *(tier.threshold for tier in offer.tiers)) if each > 0)
