"""Price bands of a market: how prices are cut into bands, and what each band says of supply and demand.

Prices are in minor units. A band holds the prices from its lower edge up to, not including, its upper edge; the last
band includes its upper edge.
"""

from __future__ import annotations

import math
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from typing import Final

from shopplanner.domain.positioning.natural_breaks import natural_breaks

BASIS: Final = 10_000
MOST_BANDS: Final = 12
TOP_SHOPS: Final = 3
ROUND_TENTHS: Final = (10, 15, 20, 30, 40, 50, 60, 80)
WINSOR: Final = Fraction(99, 100)
"""Prices above this share of the listings count as the price at it, so that a few do not stretch the bands."""


class Method(StrEnum):
    """How prices are cut into bands."""

    ROUND = "round"
    WIDTH = "width"
    QUANTILE = "quantile"
    NATURAL = "natural"
    HAND = "hand"


class Tier(StrEnum):
    """Where a price stands in the market."""

    ENTRY = "entry"
    VALUE = "value"
    QUALITY = "quality"
    PREMIUM = "premium"
    LUXURY = "luxury"


TIER_LIMITS: Final = ((Tier.ENTRY, 20), (Tier.VALUE, 50), (Tier.QUALITY, 80), (Tier.PREMIUM, 95))
"""Upper limit of each tier in per cent of the units sold, cheapest first; what lies above is luxury. Own default."""


@dataclass(frozen=True, slots=True)
class Listing:
    """One offer in the market; ``units`` is None where the table does not say how many were sold."""

    key: str
    title: str
    shop: str
    price: int
    units: int | None = None


@dataclass(frozen=True, slots=True)
class Cleaned:
    """Listings fit for banding, and what was done to them."""

    listings: tuple[Listing, ...]
    dropped: int
    capped: int


@dataclass(frozen=True, slots=True)
class Banding:
    """Edges from the lowest to the highest, at least two of them."""

    edges: tuple[int, ...]

    def __len__(self) -> int:
        """Return the number of bands."""
        return len(self.edges) - 1

    def place(self, price: int) -> int:
        """Return the band of a price; what lies outside belongs to the band at that end."""
        return bisect_right(self.edges[1:-1], price)

    def span(self, band: int) -> tuple[int, int]:
        """Return a band's edges."""
        return self.edges[band], self.edges[band + 1]


@dataclass(frozen=True, slots=True)
class Band:
    """What one band says; shares are in basis points, None where their whole is nothing or unknown.

    Attributes:
        low: lower edge, part of the band.
        high: upper edge, part of the last band only.
        listings: number of offers.
        units: units sold by the offers that say so.
        amount: price times units over those offers.
        shops: number of shops.
        supply_demand: share of units over share of listings; above 1 it sells more than its share of the shelf.
        top_share: share of the band's units that its three largest shops sell.
        margin_fit: share of the band's listings at or above the own floor price; None where no floor is known.
        opportunity: ``supply_demand × (1 − top_share) × margin_fit``; the last factor is left out where unknown.
        tier: where the band stands in the market; None where no units are known.
    """

    low: int
    high: int
    listings: int
    units: int
    amount: int
    shops: int
    listing_share: int
    unit_share: int | None
    amount_share: int | None
    supply_demand: Fraction | None
    top_share: int | None
    margin_fit: int | None
    opportunity: Fraction | None
    tier: Tier | None

    def holds(self, price: int, *, last: bool) -> bool:
        """Whether a price belongs to the band; ``last`` says that it is the highest one."""
        return self.low <= price < self.high or (last and price == self.high)


def clean(listings: Iterable[Listing]) -> Cleaned:
    """Drop offers without a price and cap the dearest hundredth at the price below it."""
    given = list(listings)
    priced = sorted((one for one in given if one.price > 0), key=lambda one: (one.price, one.key))
    if not priced:
        return Cleaned((), len(given), 0)
    cap = priced[min(len(priced) - 1, math.ceil(WINSOR * len(priced)) - 1)].price
    capped = sum(one.price > cap for one in priced)
    kept = tuple(one if one.price <= cap else Listing(one.key, one.title, one.shop, cap, one.units) for one in priced)
    return Cleaned(kept, len(given) - len(priced), capped)


def make_bands(prices: Sequence[int], method: Method, count: int, by_hand: Sequence[int] = ()) -> Banding:
    """Cut prices into bands.

    Args:
        prices: at least one price; in any order.
        method: how to cut.
        count: how many bands are wanted; there may be fewer where prices repeat.
        by_hand: inner edges for ``HAND``.

    Raises:
        ValueError: if there are no prices.
    """
    if not prices:
        raise ValueError("no prices")
    ordered = sorted(prices)
    count = max(1, min(count, MOST_BANDS))
    match method:
        case Method.ROUND:
            return _round_bands(ordered, count)
        case Method.WIDTH:
            return _closed(ordered, equal_width(ordered[0], ordered[-1], count))
        case Method.QUANTILE:
            return _closed(ordered, quantiles(ordered, count))
        case Method.NATURAL:
            return _closed(ordered, natural_breaks(ordered, count))
        case Method.HAND:
            return _by_hand(ordered, by_hand)


def equal_width(low: int, high: int, count: int) -> list[int]:
    """Return the inner edges of ``count`` bands of the same width."""
    return [low + round(Fraction((high - low) * step, count)) for step in range(1, count)]


def quantiles(ordered: Sequence[int], count: int) -> list[int]:
    """Return the inner edges of bands with as equal a number of prices as repeated prices allow."""
    return [ordered[(len(ordered) * step) // count] for step in range(1, count)]


def _round_bands(ordered: Sequence[int], count: int) -> Banding:
    """Return bands between round amounts, the commonest way in practice: 0-20, 20-50, 50-100, 100-200.

    All round amounts inside the prices are edges at first; the two neighbours that hold fewest prices together become
    one band until no more than ``count`` are left.
    """
    amounts = _round_amounts(ordered[-1])
    low = max((amount for amount in amounts if amount <= ordered[0]), default=0)
    lower = [low, *(amount for amount in amounts if ordered[0] < amount <= ordered[-1])]
    places = [bisect_left(ordered, edge) for edge in lower]
    while len(lower) > count:
        ends = [*places[2:], len(ordered)]
        weakest = min(range(1, len(lower)), key=lambda inner: ends[inner - 1] - places[inner - 1])
        del lower[weakest], places[weakest]
    return _upto(ordered[-1], lower)


def _round_amounts(high: int) -> list[int]:
    """Return the round amounts up to ``high``, from one yuan on: 1, 1.5, 2, 3, 4, 5, 6, 8 and tens of them."""
    found, power = [], 100
    while power <= high:
        found += [amount for factor in ROUND_TENTHS if (amount := power * factor // 10) <= high]
        power *= 10
    return found


def _closed(ordered: Sequence[int], inner: Iterable[int]) -> Banding:
    """Return bands from the lowest to the highest price."""
    low, high = ordered[0], ordered[-1]
    return _upto(high, [low, *(edge for edge in sorted(set(inner)) if low < edge <= high)])


def _by_hand(ordered: Sequence[int], inner: Iterable[int]) -> Banding:
    """Return bands with the inner edges given, opened at both ends so that every price has one."""
    edges = {edge for edge in inner if edge > 0}
    return _upto(ordered[-1], sorted({min([ordered[0], *edges]), *edges}))


def _upto(high: int, lower: Sequence[int]) -> Banding:
    """Return bands with these lower edges up to the highest price."""
    return Banding((*lower, max(high, lower[-1] + 1)))


def analyse(listings: Sequence[Listing], banding: Banding, floor: int | None = None) -> tuple[Band, ...]:
    """Return what each band says; ``floor`` is the own lowest price that still earns."""
    groups: list[list[Listing]] = [[] for _ in range(len(banding))]
    for one in listings:
        groups[banding.place(one.price)].append(one)
    units = [sum(one.units or 0 for one in group) for group in groups]
    amounts = [sum(one.price * (one.units or 0) for one in group) for group in groups]
    tiers = _tiers(units)
    return tuple(
        _band(
            banding.span(place),
            group,
            len(listings),
            (units[place], sum(units)),
            (amounts[place], sum(amounts)),
            tiers[place],
            floor,
        )
        for place, group in enumerate(groups)
    )


def _band(
    span: tuple[int, int],
    group: Sequence[Listing],
    listings: int,
    units: tuple[int, int],
    amounts: tuple[int, int],
    tier: Tier | None,
    floor: int | None,
) -> Band:
    listing_share = Fraction(len(group), listings) if listings else Fraction(0)
    unit_share = _part(*units)
    ratio = unit_share / listing_share if unit_share is not None and listing_share else None
    top, fit = _top_share(group), _margin_fit(group, floor)
    return Band(
        low=span[0],
        high=span[1],
        listings=len(group),
        units=units[0],
        amount=amounts[0],
        shops=len({one.shop for one in group if one.shop}),
        listing_share=_basis(listing_share) or 0,
        unit_share=_basis(unit_share),
        amount_share=_basis(_part(*amounts)),
        supply_demand=ratio,
        top_share=_basis(top),
        margin_fit=_basis(fit),
        opportunity=None if ratio is None or top is None else ratio * (1 - top) * (1 if fit is None else fit),
        tier=tier,
    )


def _top_share(group: Sequence[Listing]) -> Fraction | None:
    """Return the share of units that the three largest shops sell; an offer without a shop counts as one."""
    sold: Counter[str] = Counter()
    for one in group:
        sold[one.shop or f"\0{one.key}"] += one.units or 0
    return _part(sum(units for _, units in sold.most_common(TOP_SHOPS)), sold.total())


def _margin_fit(group: Sequence[Listing], floor: int | None) -> Fraction | None:
    if floor is None or not group:
        return None
    return Fraction(sum(one.price >= floor for one in group), len(group))


def _tiers(units: Sequence[int]) -> list[Tier | None]:
    """Return each band's tier by where its middle lies among the units sold, cheapest first."""
    total, below, found = sum(units), 0, list[Tier | None]()
    for sold in units:
        found.append(_tier(Fraction(100 * (2 * below + sold), 2 * total)) if total else None)
        below += sold
    return found


def _tier(per_cent: Fraction) -> Tier:
    return next((tier for tier, limit in TIER_LIMITS if per_cent <= limit), Tier.LUXURY)


def _part(part: int, whole: int) -> Fraction | None:
    return Fraction(part, whole) if whole else None


def _basis(share: Fraction | None) -> int | None:
    return None if share is None else round(share * BASIS)


def median_price(listings: Sequence[Listing]) -> int | None:
    """Return the price at or below which half of the units were sold; None without units."""
    sold = sorted((one.price, one.units or 0) for one in listings)
    total, below = sum(units for _, units in sold), 0
    for price, units in sold:
        below += units
        if total and 2 * below >= total:
            return price
    return None


def price_index(price: int, median: int | None) -> Fraction | None:
    """Return own price over the market's unit-weighted median price; above 1 is dearer than the market."""
    return Fraction(price, median) if median else None
