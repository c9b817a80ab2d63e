"""What counts in a product's lowest price: price events, and what a set of rules says of each.

Sources conflict on what the platform counts, so the rules are data, and every event keeps the reason for its verdict.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum

from shopplanner.domain.promotions.offers import Layer, Offer, Tool
from shopplanner.domain.promotions.sharing import share

RAISED_DAYS = 30
"""Days in which a SKU's lowest paid price is looked for to tell whether its list price was raised."""


class Trait(StrEnum):
    """What a price rests on; rules say for each whether such a price counts."""

    COUPON = "shop_coupon"
    PUBLIC = "public_discount"
    CROWD = "crowd_price"
    MEGA = "mega_festival"
    PIECES = "pieces_offer"
    PLATFORM = "platform_offer"
    ASSET = "consumer_asset"
    PARTIAL = "partial_cycle"
    CHANGED = "changed_order"


@dataclass(frozen=True, slots=True)
class Rules:
    """What counts in the lowest price.

    Attributes:
        window: days before a day that its line looks at.
        orders: whether prices that were paid count.
        planned: whether prices of the plan count.
        counted: traits that do not keep a price from counting.
        worst_case: whether a change of an unpaid order's total is taken as one on a single piece.
        raised_multiple: a list price more than so many times the SKU's lowest paid price takes its sales out; 0 never.
        raised_from: fen from which a SKU's lowest paid price is compared so.
        daily_protection: days after payment in which buyers of the daily campaign may claim a difference.
        campaign_protection: likewise for other campaigns that do not name their own.
    """

    window: int = 15
    orders: bool = True
    planned: bool = True
    counted: frozenset[Trait] = frozenset()
    worst_case: bool = False
    raised_multiple: int = 0
    raised_from: int = 0
    daily_protection: int = 7
    campaign_protection: int = 7


@dataclass(frozen=True, slots=True)
class PriceEvent:
    """A price of one piece from one day to another.

    Attributes:
        price: fen for one piece; of several pieces in an order the cheapest.
        planned: whether it comes from the plan rather than from orders.
        traits: what it rests on, as far as that is known.
        explained: whether live offers of the plan account for the price.
        names: promotions that it rests on.
        orders: orders that paid it.
    """

    first: date
    last: date
    price: int
    planned: bool
    traits: frozenset[Trait] = frozenset()
    explained: bool = True
    sku: str = ""
    units: int = 0
    list_price: int | None = None
    names: tuple[str, ...] = ()
    orders: tuple[str, ...] = field(default=(), hash=False)


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether an event counts; ``reason`` is ``counted``, a trait, ``orders``, ``planned`` or ``raised``."""

    event: PriceEvent
    counts: bool
    reason: str


def traits_of(offer: Offer) -> frozenset[Trait]:
    """Return what a price rests on that an offer made."""
    found = {Trait.CROWD} if offer.audience != "all" else set()
    if not offer.whole_cycle:
        found.add(Trait.PARTIAL)
    if offer.tool is Tool.COUPON:
        found.add(Trait.COUPON)
    elif offer.tool in {Tool.OFFICIAL_REDUCTION, Tool.FLASH_SALE}:
        found.add(Trait.MEGA)
    else:
        by_layer = {Layer.ITEM: Trait.PUBLIC, Layer.SHOP: Trait.PIECES, Layer.PLATFORM: Trait.PLATFORM}
        by_layer[Layer.ASSET] = Trait.ASSET
        found |= {by_layer[offer.layer]} if offer.layer in by_layer else set()
    return frozenset(found)


def offer_counts(offer: Offer, rules: Rules) -> bool:
    """Return whether what an offer takes off counts in the lowest price."""
    return traits_of(offer) <= rules.counted


def judge(events: Sequence[PriceEvent], rules: Rules) -> list[Verdict]:
    """Return for each event whether it counts, and why."""
    raised = set(_raised(events, rules))
    return [_judged(event, rules, raised=number in raised) for number, event in enumerate(events)]


def _judged(event: PriceEvent, rules: Rules, *, raised: bool) -> Verdict:
    if event.planned and not rules.planned:
        return Verdict(event, counts=False, reason="planned")
    if not event.planned and not rules.orders:
        return Verdict(event, counts=False, reason="orders")
    if raised:
        return Verdict(event, counts=False, reason="raised")
    kept_out = sorted(event.traits - rules.counted, key=list(Trait).index)
    return Verdict(event, counts=not kept_out, reason=str(kept_out[0]) if kept_out else "counted")


def _raised(events: Sequence[PriceEvent], rules: Rules) -> Iterator[int]:
    """Yield the numbers of sales at a list price far above the SKU's lowest paid price of the days before."""
    if not rules.raised_multiple:
        return
    by_sku: dict[str, list[PriceEvent]] = {}
    for event in events:
        if not event.planned:
            by_sku.setdefault(event.sku, []).append(event)
    for number, event in enumerate(events):
        if event.planned or event.list_price is None:
            continue
        since = event.first - timedelta(days=RAISED_DAYS)
        paid = [one.price for one in by_sku[event.sku] if since <= one.first <= event.first]
        lowest = min(paid)
        if lowest >= rules.raised_from and event.list_price > rules.raised_multiple * lowest:
            yield number


def cheapest_piece(total: int, prices: Sequence[int], *, worst_case: bool) -> int:
    """Return the least price that one piece of an order is recorded at, after its total was changed.

    Two pieces at 60 changed to 100 are 50 each if the change is shared; if it is taken as one on a single piece they
    are 60 and 40. Which of the two the platform records is not confirmed.

    Args:
        total: what was paid for the pieces.
        prices: price of each piece before the change.
        worst_case: whether the whole change is on one piece, as far as its price bears it.
    """
    cut = sum(prices) - total
    if cut <= 0:
        return total // len(prices)
    if not worst_case:
        return min(price - part for price, part in zip(prices, share(cut, prices), strict=True))
    return max(0, min(prices) - cut)


def counted_lows(verdicts: Iterable[Verdict]) -> dict[date, int]:
    """Return the lowest counted price of each day that has one."""
    lows: dict[date, int] = {}
    for verdict in verdicts:
        if verdict.counts:
            _take_lower(lows, verdict.event)
    return lows


def _take_lower(lows: dict[date, int], event: PriceEvent) -> None:
    for number in range((event.last - event.first).days + 1):
        day = event.first + timedelta(days=number)
        lows[day] = min(event.price, lows.get(day, event.price))
