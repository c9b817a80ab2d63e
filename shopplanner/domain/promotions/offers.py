"""What the price engine works on, and its exact rules: enough to write the engine anew from this text alone.

Money is whole fen, rates are whole basis points off (8.5 折 is 1500), nothing is a float. A line is a sub-order: pieces
of one SKU to one address. ``base`` words are those of ``Base``. Division is whole-number division downwards.

Before anything is computed
    An offer is live for a line if the line is in its scope, its audience is the buyer's, and no exclusion shuts it
    out. Exclusions are looked at in the profile's order; an offer that an earlier exclusion shut out on a line
    excludes nothing there. Layers follow each other: item, shop, platform, asset, presale, freight, gift; within a
    layer the profile's groups follow each other.

Item layer, piece by piece
    Each piece starts at the tag price. Price-setting tools (ITEM_FIXED, FLASH_SALE) lower it to ``benefit``; a
    higher one takes nothing off. The others take off ``rounding(base x benefit)`` of each piece, ITEM_AMOUNT and
    offers ``in_money`` take ``benefit``. The base is, by ``item_reductions``, the tag price or the set price
    (parallel), or what is left of the piece (sequential). Roundings: ``daily_rounding`` for DAILY_REDUCTION,
    ``official_rounding`` for OFFICIAL_REDUCTION, ``item_rounding`` otherwise. An offer takes at most ``cap`` off a
    piece, and never brings it below ``floor``, the line's ``min_price`` or 0. ``limit`` is the number of pieces in
    the cart that it reduces: lines in order, of each line the first pieces off which it takes something. In a BEST
    group each line takes the offer that takes most off all its pieces together (with what is left of its limit).

Thresholds (shop and platform layer)
    ``reached`` is the number of pieces (tools in BY_PIECES) or the amount of the member lines on the base: the
    offer's own ``threshold_base``, else the profile's for that layer. TAG: tag price x quantity. AFTER_ITEM: what
    the line costs after the item layer. BEFORE_OFFICIAL: the same with what OFFICIAL_REDUCTION took added back.
    AFTER_SHOP: after the shop layer. LEFT: what is left at that moment; where offers of a group compete, before the
    group. A threshold is reached exactly at it. Of ``(threshold, benefit)`` and ``tiers`` the one with the highest
    reached threshold counts (between equal thresholds the later). ``times`` is 1 if that threshold is 0, else
    ``reached // threshold``; then at most ``repeat`` (0: no bound) and at most ``limit`` (0: no bound).

Shop tools; M are the lines that take the offer, "can bear" is what is left of a line above ``min_price x quantity``
    AMOUNT_REDUCTION, PIECES_AMOUNT: ``benefit x times``, shared over M.
    AMOUNT_PERCENT, PIECES_PERCENT: ``price x benefit`` off every piece of M, where price is the piece's price after
    the item layer (parallel) or what is left of the line ``// quantity`` (sequential). ``percent_rounding``
    HALF_UP_FEN rounds once for all pieces of a line (sequential: of what is left of it), every other rounding piece
    by piece.
    NTH_PIECE: thresholds of tiers are positions, 2 for the second piece; with size the largest position, ``times``
    is ``pieces // size`` bounded by repeat and limit. All pieces of M from the cheapest (equal: earlier line): the
    first ``times`` get the benefit of the largest position, the next ``times`` that of the next largest, and so on.
    The benefit is a rate (rounded by ``percent_rounding``, piece by piece), or ``in_money`` the price that such a
    piece costs. Prices here and for the next three tools are those of percentages.
    FREE_PIECES: of every ``buy + benefit`` pieces ``benefit`` are free: the ``times x benefit`` cheapest ones.
    N_FOR_PRICE: ``threshold`` pieces for ``benefit`` fen, further tiers likewise. Pieces from the dearest: as long
    as ``repeat`` and ``limit`` allow, take the largest tier that the remaining pieces fill; stop at the first set
    that saves nothing.
    BUNDLE: one piece of each key of ``scope`` for ``benefit``; set k takes the k-th dearest piece of each key, up
    to repeat and limit, stopping at the first that saves nothing. (A line stands for the first of the sorted scope
    keys that it has.) What all sets save together is shared with the prices of the pieces in them as weights.
    COUPON: threshold is ``threshold``, or ``benefit + 1`` if that is 0. A line needs ``need = ceil(threshold /
    (base amount // quantity))`` pieces for a coupon. Lines of M with ``quantity >= need`` redeem ``quantity //
    need`` each, those first where one coupon takes off most (``min(benefit, can bear x need // quantity)``; equal:
    earlier line), until ``limit`` coupons are used; a line loses ``min(coupons x benefit, can bear)``. The other
    lines of M together redeem one more if a coupon is left and their base amounts reach the threshold; it is shared
    over them. ``repeat`` and tiers mean nothing for coupons.
    ``cap`` is the most that an offer takes off the cart: a shared amount is cut to it before it is shared; parts
    that were not shared (rates, nth and free pieces, coupons) are shared anew up to it by ``allocation``, with the
    parts as weights.
    No part is larger than its line can bear.

Groups, for shop and platform tools
    BEST, SUBORDER: each line takes at most one offer of the group. LOWEST_TOTAL: of all ways to give lines to
    offers, the one that takes off most in the whole layer (all groups together, computed in their order). Equal:
    fewer offers that take something off; then the smaller sorted list of their positions in ``offers``; then more
    lines given to them; then the smaller list of the lines' offers' positions (a line without one: as after the
    last). This is decided group by group; with more than nine lines, or where only two groups together find the
    most, the total is fixed and the rest merely the same on every run. PER_SUBORDER: each line takes the offer that
    would take most off that line if all lines live for it took it (equal: earlier offer; none if nothing), and only
    then are thresholds tested on the lines that took it. PER_SUBORDER: each line takes the offer that would take
    most off that line if all lines live for it took it (equal: earlier offer; none if nothing), and only then are
    thresholds tested on the lines that took it.
    BEST, ORDER: the offer that takes off most when all its lines take it. STACK: every offer on all its lines, by
    priority, then position. FIRST: offers by priority, then position; each on its lines that no earlier one of the
    group took something off; with ORDER only the first that takes something off. EXCLUSIVE: as BEST, and the lines
    (ORDER: all lines) on which it took something off are closed to the later groups of the layer.
    ``count_lines_taken_by_other_offer``: ``reached`` of AMOUNT_REDUCTION, AMOUNT_PERCENT, PIECES_AMOUNT and
    PIECES_PERCENT is counted over all lines live for the offer, what they take off still only over M.

Platform, assets, presale, freight, gifts
    CROSS_SHOP, CATEGORY_COUPON, CONSUMER_COUPON, VIP_COUPON: ``benefit x times``, at most ``cap``, shared over M.
    RED_PACKET: ``benefit`` if M reaches the threshold (base LEFT unless it has its own; no tiers, no times).
    GOLD_COINS: ``left of M x benefit // 10000``, at most ``cap``, likewise. Both are shared with what is left as
    weights; all red packets come before all coins.
    PRESALE: ``deposit`` a piece counts as ``benefit`` a piece: a line loses ``(benefit - deposit) x quantity``, at
    most what is left above its deposit and its ``min_price``. A deposit counts at most what is left of its line.
    Each line takes the offer that takes off most (equal: earlier). The balance is what is payable less the
    deposits, which count even if they are not expanded.
    FREE_FREIGHT: no freight if its lines reach the threshold (base LEFT by default). GIFT: given if its lines reach
    the threshold (base LEFT by default) or, with ``buy``, that many pieces; as many as ``times``; changes no price.

Sharing
    In proportion to what the lines cost after the item layer (assets: what is left) into whole fen by
    ``allocation``; a part above what its line can bear is cut to it and, by ``overflow``, moves to the others in
    proportion or is lost. Lines without weight get nothing.
    LARGEST_REMAINDER: odd fen to the largest remainders, equal: earlier line. HALF_DOWN_FIRST: parts rounded half
    down, the difference goes to the lines from the first on, a fen each. FLOOR_LAST: the last line takes the rest.
    A step that would leave less than ``min_payable`` for all lines together is cut by what is missing: its largest
    part (equal: the earlier) first. Pieces of a line share its payable amount evenly, larger parts first.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from shopplanner.domain.messages import Message, Money, Percent, message
from shopplanner.domain.promotions.profile import Exclusion, Group, Profile
from shopplanner.domain.promotions.sharing import pieces
from shopplanner.domain.promotions.tools import (
    BY_PIECES,
    LAYER_OF,
    Base,
    Layer,
    Mode,
    Objective,
    Reach,
    Stacking,
    Tool,
)

__all__ = [
    "LAYER_OF",
    "Base",
    "CartLine",
    "Exclusion",
    "Group",
    "Layer",
    "Mode",
    "Objective",
    "Offer",
    "Presale",
    "PricedCart",
    "Profile",
    "Reach",
    "Rejection",
    "Stacking",
    "Step",
    "Tier",
    "Tool",
]


@dataclass(frozen=True, slots=True)
class CartLine:
    """A sub-order: pieces of one SKU to one address; two lines of the same SKU and address are to be made one.

    Attributes:
        quantity: pieces, at least 1.
        tag_price: fen for a piece before reductions (标价).
        list_price: fen for a piece as the page prints it (一口价); only explained, never computed with.
        cost: fen that a piece costs the shop.
        product: product that the SKU belongs to; the SKU itself if empty.
        category: its category; in scopes written ``category:<name>``.
        min_price: fen below which the seller's system lets no offer bring a piece. Not the shop's own risk line.
    """

    sku: str
    quantity: int
    tag_price: int
    list_price: int | None = None
    cost: int | None = None
    product: str = ""
    category: str = ""
    min_price: int = 0

    @property
    def item(self) -> str:
        """The product that the SKU belongs to."""
        return self.product or self.sku

    @property
    def keys(self) -> tuple[str, ...]:
        """What scopes may call it, the most particular first."""
        found = (self.sku, self.product) if self.product and self.product != self.sku else (self.sku,)
        return (*found, f"category:{self.category}") if self.category else found


@dataclass(frozen=True, slots=True)
class Tier:
    """From a threshold on (pieces or fen), what is taken off: fen, or basis points."""

    threshold: int
    benefit: int


@dataclass(frozen=True, slots=True)
class Offer:
    """An offer that is live at the moment of the sale. What each field does for each tool stands above.

    Attributes:
        id: unlike that of every other offer of the cart.
        benefit: fen off, a price in fen, basis points off, or a number of pieces, by tool.
        threshold: fen or pieces that must be reached; 0 for none.
        tiers: further thresholds with their benefits.
        scope: SKUs, products or ``category:<name>`` in it; empty for the whole shop.
        repeat: times the benefit may be given: 1 once, 0 as often as the threshold is reached, n at most n times.
        limit: most for one buyer: pieces (item layer), coupons (COUPON), times (others); 0 for no limit.
        audience: ``all``, or who gets it: member, new, returning, 88vip, app, channel.
        whole_cycle: covers a whole check cycle and so counts in the platform's low-price check.
        buy: for free pieces, how many must be paid; for a gift, how many pieces must be bought.
        gift_cost: fen that one gift costs the shop.
        excluded: keys that are not in it, although the scope has them.
        in_money: a reduction of the item layer takes fen instead of a rate; an nth piece costs a price.
        cap: most that it takes off, in fen: off a piece in the item layer, off the cart elsewhere; 0 for no cap.
        floor: fen below which an offer of the item layer brings no piece.
        deposit: for a presale, fen paid for a piece in advance.
        benefits: other benefits for some SKUs or products of the item layer, by key.
        threshold_base: amount on which its threshold is tested, instead of the profile's.
        priority: for groups that take the first or stack: lower numbers come first.
        seller_share: part of what it takes off that the shop bears, in basis points.
    """

    id: str
    tool: Tool
    benefit: int = 0
    threshold: int = 0
    tiers: tuple[Tier, ...] = ()
    scope: frozenset[str] = frozenset()
    repeat: int = 1
    limit: int = 0
    audience: str = "all"
    whole_cycle: bool = True
    buy: int = 0
    gift_cost: int = 0
    name: str = ""
    excluded: frozenset[str] = frozenset()
    in_money: bool = False
    cap: int = 0
    floor: int = 0
    deposit: int = 0
    benefits: Mapping[str, int] = field(default_factory=dict, hash=False)
    threshold_base: Base | None = None
    priority: int = 0
    seller_share: int = 10_000

    @property
    def layer(self) -> Layer:
        """The layer that its tool belongs to."""
        return LAYER_OF[self.tool]

    def covers(self, line: CartLine) -> bool:
        """Whether a line is in its scope."""
        if not self.scope and not self.excluded:
            return True
        keys = line.keys
        return (not self.scope or not self.scope.isdisjoint(keys)) and self.excluded.isdisjoint(keys)

    def benefit_for(self, line: CartLine) -> int:
        """Return its benefit for a line: that of its SKU, else of its product, else the usual one."""
        if not self.benefits:
            return self.benefit
        return next((self.benefits[key] for key in line.keys if key in self.benefits), self.benefit)

    def tier(self, reached: int) -> Tier | None:
        """Return the tier with the highest threshold that is reached."""
        best = Tier(self.threshold, self.benefit) if reached >= self.threshold else None
        for tier in self.tiers:
            if reached >= tier.threshold and (best is None or tier.threshold >= best.threshold):
                best = tier
        return best


@dataclass(frozen=True, slots=True)
class Step:
    """One reduction: which offer, how much off each line, and the figures that it rests on.

    Attributes:
        taken: fen off each line.
        base: what its threshold or its rate was computed on: fen, or pieces.
        threshold: threshold that was reached, in the same unit.
        times: how often the benefit was given.
        benefit: benefit that was used (of the tier, or of the product).
    """

    offer: Offer
    layer: Layer
    taken: tuple[int, ...]
    base: int = 0
    threshold: int = 0
    times: int = 1
    benefit: int = 0

    @property
    def total(self) -> int:
        """What it took off the whole cart, in fen."""
        return sum(self.taken)

    @property
    def seller_part(self) -> int:
        """What the shop bears of it, in fen, the odd fen included."""
        return -(-self.total * self.offer.seller_share // 10_000)

    @property
    def text(self) -> Message:
        """What it is, with its figures."""
        offer = self.offer
        in_pieces = offer.tool in BY_PIECES or bool(offer.tool is Tool.GIFT and offer.buy)
        rate = offer.tool in RATED and not offer.in_money
        return message(
            f"promotions.step.{offer.tool}",
            name=offer.name,
            base=self.base if in_pieces else Money(self.base),
            threshold=self.threshold if in_pieces else Money(self.threshold),
            times=self.times,
            benefit=self.benefit if offer.tool is Tool.FREE_PIECES else _benefit(self.benefit, rate=rate),
            cost=Money(offer.gift_cost * self.times),
        )


def _benefit(benefit: int, *, rate: bool) -> Percent | Money:
    return Percent(benefit) if rate else Money(benefit)


RATED = frozenset(
    {
        Tool.DAILY_REDUCTION,
        Tool.OFFICIAL_REDUCTION,
        Tool.ITEM_PERCENT,
        Tool.CLEARANCE,
        Tool.MEMBER_REDUCTION,
        Tool.RETURNING_REDUCTION,
        Tool.AMOUNT_PERCENT,
        Tool.PIECES_PERCENT,
        Tool.NTH_PIECE,
        Tool.GOLD_COINS,
    }
)
"""Tools whose benefit is a rate, unless an offer says that it is money."""


@dataclass(frozen=True, slots=True)
class Rejection:
    """An offer that did not apply, why, and what it would have taken off alone, in fen (0 where that says nothing)."""

    offer: Offer
    reason: Message
    saved: int = 0


@dataclass(frozen=True, slots=True)
class Presale:
    """What is paid in advance and later, in fen; ``counted`` is what the deposits count for."""

    deposit: int
    counted: int
    balance: int


def _nothing_to_explain() -> tuple[Rejection, ...]:
    return ()


@dataclass(frozen=True)
class PricedCart:
    """A priced cart; ``tag_total - sum of steps == payable``, line by line too.

    Attributes:
        tag_total: fen before reductions.
        payable: fen for the goods, deposits included, freight not.
        line_payable: the same for each line.
        steps: reductions in the order in which they were computed, then freight and gifts, which take nothing off.
        gifts_cost: fen that the gifts cost the shop.
        profile: id of the rules.
        freight: fen that the buyer pays for freight.
        presale: deposit and balance, if a presale covers a line.
        explain: works out why the other offers did not apply; called once, when somebody asks.
    """

    lines: tuple[CartLine, ...]
    tag_total: int
    payable: int
    line_payable: tuple[int, ...]
    steps: tuple[Step, ...]
    gifts_cost: int = 0
    profile: str = ""
    freight: int = 0
    presale: Presale | None = None
    explain: Callable[[], Sequence[Rejection]] = field(default=_nothing_to_explain, repr=False, compare=False)

    @cached_property
    def rejected(self) -> tuple[Rejection, ...]:
        """Every offer that did not apply, and why, in the order of the offers."""
        return tuple(self.explain())

    @cached_property
    def unit_payable(self) -> tuple[tuple[int, ...], ...]:
        """What each piece of each line costs; a line is split evenly, the larger parts first."""
        return tuple(
            tuple(pieces(rest, line.quantity)) for rest, line in zip(self.line_payable, self.lines, strict=True)
        )

    @property
    def list_total(self) -> int:
        """What the lines cost at list price, in fen; the tag price where there is no list price."""
        return sum(
            (line.tag_price if line.list_price is None else line.list_price) * line.quantity for line in self.lines
        )

    @property
    def total(self) -> int:
        """What the buyer pays in all, freight included."""
        return self.payable + self.freight

    @property
    def seller_receipt(self) -> int:
        """What the shop receives for the goods: what is paid for them and what others bear of the reductions."""
        return self.payable + sum(step.total - step.seller_part for step in self.steps)
