"""The worst that a plan can come to for a SKU: the lowest price that a buyer can pay, the least that a piece leaves.

Searched is every buyer and every basket of this space, exactly:

- Buyers: every set of the audiences that the SKU's live offers name, without new and returning buyers in one. A buyer
  uses every live offer that is open to him; coupons are claimed.
- Baskets of the SKU alone: 1 to N pieces. N reaches every threshold and tier of the live offers that cover the SKU, and
  is at least 3 and at most 20.
- Baskets with a companion: for every threshold of a live offer of the shop or platform layer or a gift, one piece of
  the SKU and the most pieces (up to 20) that do not reach it alone, each with one other SKU in the offer's scope: for
  an amount the one whose single piece fills the gap with the lowest price, for a number of pieces as many of the
  cheapest one as are missing. Prices are those that the threshold is tested on; for gifts those after item
  reductions. Pieces given free, an nth piece and N for a price are counted over the SKU alone.
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
from shopplanner.domain.promotions.quick_groups import MOST_PIECES, UNLIMITED, Item, Paid, benefit_at, borne
from shopplanner.domain.promotions.quick_pairs import pair
from shopplanner.domain.promotions.rounding import WHOLE, reduction
from shopplanner.domain.promotions.tools import BY_PIECES, Layer, Tool

EVERYONE = "all"
APART = frozenset({"new", "returning"})
"""Audiences that no buyer belongs to at once."""

LEAST_PIECES = 3
UNPOOLED = frozenset({Tool.FREE_PIECES, Tool.N_FOR_PRICE, Tool.NTH_PIECE, Tool.BUNDLE})
THRESHOLDS = frozenset({Layer.SHOP, Layer.PLATFORM, Layer.GIFT})


Basket = tuple[tuple[int, int], ...]
"""Numbers on the shelf and pieces, the SKU that is looked at first."""


@dataclass(frozen=True, slots=True)
class Case:
    """A basket and a buyer, and what comes of it for one SKU.

    Attributes:
        unit_price: what one piece of the SKU costs, in fen.
        contribution: what one piece leaves over its cost, in fen; None if the cost is not known.
        basket: numbers on the shelf and pieces, the SKU first.
        live: the offers that the buyer gets, as a set of the book.
    """

    unit_price: int
    contribution: int | None
    basket: Basket
    live: int


@dataclass(frozen=True, slots=True)
class Worst:
    """The case with the lowest price, and the one that leaves least; None if the cost is not known."""

    cheapest: Case
    poorest: Case | None


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


Gifts = tuple[int, int]
"""The most that gifts cost a line: fen, and millionths of what it costs, for gifts that a large total brings."""
MILLION = 1_000_000


class _Best:
    """The worst baskets seen so far, of equal ones the first; ``gifts`` is the most that gifts may cost."""

    def __init__(self, cost: int | None, gifts: Gifts) -> None:
        self.cost = cost
        self.gifts = gifts
        self.price = self.left = UNLIMITED
        self.cheapest: tuple[Paid, Basket, int] = (Paid((0,)), (), 0)
        self.poorest: tuple[Paid, Basket, int] | None = None

    def see(self, paid: Paid, basket: Basket, buyer: int) -> None:
        """Look at a basket."""
        pieces = basket[0][1]
        price = -(-paid.lines[0] // pieces)
        if price < self.price:
            self.price, self.cheapest = price, (paid, basket, buyer)
        if self.cost is not None:
            left = contribution(paid, self.cost, pieces)
            if left < self.left:
                self.left, self.poorest = left, (paid, basket, buyer)

    def may_beat(self, bound: int, pieces: int) -> bool:
        """Return whether a line that costs at least ``bound`` may be worse."""
        if -(-bound // pieces) < self.price:
            return True
        if self.cost is None:
            return False
        free, share = self.gifts
        gifts = free - (-bound * share // MILLION) if bound > 0 else free
        return (bound - gifts - 1 - self.cost * pieces) // pieces < self.left

    def worst(self) -> Worst:
        """Return what was found."""
        return Worst(self._case(self.cheapest), self._case(self.poorest) if self.poorest else None)

    def _case(self, found: tuple[Paid, Basket, int]) -> Case:
        paid, basket, buyer = found
        pieces = basket[0][1]
        left = None if self.cost is None else contribution(paid, self.cost, pieces)
        return Case(-(-paid.lines[0] // pieces), left, basket, buyer)


def contribution(paid: Paid, cost: int, pieces: int) -> int:
    """Return what a piece of a basket's first line leaves over its cost and its part of the basket's gifts."""
    line = paid.lines[0]
    gifts = -(-paid.gifts * line // paid.total) if paid.gifts and paid.total else paid.gifts
    return (line + paid.funded - cost * pieces - gifts) // pieces


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
        self._shelves: dict[int, list[Item]] = {}
        self._candidates: dict[tuple[int, int, int], list[Candidate]] = {}
        self._most_gifts: dict[int, Gifts] = {}
        self._found: dict[tuple[int, int], Worst] = {}

    def worst(self, sku: int, live: int) -> Worst:
        """Return the worst of a SKU on the shelf while a set of offers is live."""
        key = (sku, live)
        known = self._found.get(key)
        if known is None:
            known = self._found[key] = self._search(sku, live)
        return known

    def _search(self, sku: int, live: int) -> Worst:
        """Try every basket of one SKU; of those with a companion only what may be worse than what was found."""
        best = _Best(self.shelf[sku].cost, self._gifts(live))
        for buyer in self._buyers_of(live, self.covering[sku] & live):
            mine = self.covering[sku] & buyer
            alone = self._paid_alone(sku, mine)
            for pieces, paid in enumerate(alone, start=1):
                best.see(paid, ((sku, pieces),), buyer)
            for _unit, bound, pieces, other, count in self._companions(sku, mine, buyer):
                if best.may_beat(bound, pieces):
                    paid = self._paid_pair(sku, pieces, other, count, buyer)
                    best.see(paid, ((sku, pieces), (other, count)), buyer)
            for basket in self._bundles(sku, mine):
                best.see(self._priced(basket, buyer), basket, buyer)
        return best.worst()

    def cart(self, case: Case) -> PricedCart:
        """Return the priced cart of a case, with its explanation."""
        lines = [replace(self.shelf[number], quantity=count) for number, count in case.basket]
        return price_cart(lines, self.book.chosen(case.live), self.book.profile)

    def audiences(self, case: Case) -> tuple[str, ...]:
        """Return the audiences that the buyer of a case belongs to."""
        named = (self._audience[number] for number in range(len(self._audience)) if case.live >> number & 1)
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
                gap = 0 if limit.by_pieces else limit.threshold - pieces * each
                other = self._filler(sku, limit.offer, gap, buyer)
                if other is None:
                    continue
                count = limit.threshold - pieces if limit.by_pieces else 1
                if (pieces, other, count) not in seen:
                    seen.add((pieces, other, count))
                    if pieces not in alone:
                        alone[pieces] = self._off_alone(sku, item, mine, pieces)
                    bound = self._bound(limits, item, pieces, items[other], count, alone[pieces])
                    yield bound // pieces, bound, pieces, other, count

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

    def _filler(self, sku: int, offer: Offer, gap: int, buyer: int) -> int | None:
        """Return the other SKU in an offer's scope whose piece fills a gap with the lowest price."""
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
        return numbers[place] if place < len(numbers) else None

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
        covering = 0
        for number, _count in basket:
            covering |= self.covering[number]
        return paid_of(price_cart(lines, self.book.chosen(covering & buyer), self.book.profile))


def paid_of(cart: PricedCart) -> Paid:
    """Return what a priced cart comes to."""
    funded = sum(borne(step.taken[0], step.offer.seller_share) for step in cart.steps if step.taken)
    return Paid(cart.line_payable, funded, cart.gifts_cost)


def thresholds_of(offer: Offer) -> tuple[int, ...]:
    """Return the thresholds of an offer and its tiers, in fen or pieces; nothing where there is none."""
    if offer.tool is Tool.COUPON:
        return (offer.threshold or offer.benefit + 1,)
    if offer.tool is Tool.FREE_PIECES:
        return (offer.buy + offer.benefit,)
    if offer.tool is Tool.GIFT and offer.buy:
        return (offer.buy,)
    return tuple(each for each in (offer.threshold, *(tier.threshold for tier in offer.tiers)) if each > 0)
