"""What the price engine says of coming promotions: which products they sell below cost, under the floor, too deep."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta
from typing import Final, Literal

from sqlalchemy import select
from sqlalchemy.orm import Session

from shopplanner.domain.checks import Hit, Values
from shopplanner.domain.messages import Money, Percent
from shopplanner.domain.promotions.plan import Promotion
from shopplanner.domain.promotions.plan_offers import tiers
from shopplanner.domain.promotions.price_days import PriceTable
from shopplanner.domain.promotions.pricing import price_cart
from shopplanner.domain.promotions.tools import Layer
from shopplanner.services.promotions.plans import place
from shopplanner.services.promotions.prices import line_of, offers_in, profile_in
from shopplanner.storage.tables.products import ProductRow

NOON: Final = time(12)
CHANGES: Final = 20
"""Moments at which other offers are live that are priced at most, the nearest first."""


@dataclass(frozen=True, slots=True)
class Priced:
    """A product's lowest price while a promotion that takes part in it runs; amounts in minor units.

    ``gift`` is what the gifts that come with it cost by the piece.
    """

    promotion_id: int
    promotion: str
    starts: datetime
    product: str
    price: int
    lowest: int
    pieces: int
    cost: int | None = None
    floor: int | None = None
    gift: int = 0


def priced(session: Session, shop_id: int, promotions: Sequence[Promotion], now: datetime) -> tuple[Priced, ...]:
    """Return each product's lowest prices under each set of offers that will be live and count.

    A promotion is looked at when it begins, or now where it runs already, and a clearance at each of its rungs, too;
    ``promotions`` are those that have not ended.
    """
    planned = [each for each in promotions if each.counts]
    rows = [
        row
        for row in session.scalars(select(ProductRow).where(ProductRow.shop_id == shop_id).order_by(ProductRow.id))
        if row.tag_price is not None or row.list_price is not None
    ]
    found: dict[tuple[int, int], Priced] = {}
    for moment, live in _moments(planned, now):
        for one in _at(session, shop_id, rows, live, moment):
            key = (one[0], one[1].promotion_id)
            if key not in found or one[1].lowest < found[key].lowest:
                found[key] = one[1]
    return tuple(found.values())


def _moments(planned: Sequence[Promotion], now: datetime) -> Iterator[tuple[datetime, list[Promotion]]]:
    """Yield the moments at which other offers are live, each set of promotions and rungs once."""
    seen: set[frozenset[tuple[int, int]]] = set()
    for moment in sorted({moment for each in planned for moment in (_moment(each, now), *_rungs(each, now))}):
        live = [one for one in planned if one.starts <= moment <= one.ends]
        offers = frozenset((one.id, sum(rung <= moment for rung in _rungs(one, one.starts))) for one in live)
        if offers not in seen and len(seen) < CHANGES:
            seen.add(offers)
            yield moment, live


def _moment(promotion: Promotion, now: datetime) -> datetime:
    """Return noon of the promotion's first day, or now; always while it runs."""
    noon = datetime.combine(promotion.starts.date(), NOON)
    return min(max(promotion.starts + timedelta(minutes=1), noon, now), promotion.ends)


def _rungs(promotion: Promotion, after: datetime) -> list[datetime]:
    """Return the moments after ``after`` at which a clearance takes off more."""
    if promotion.mechanic != "clearance" or promotion.choice("measure") != "day":
        return []
    begin = datetime.combine(promotion.starts.date(), time())
    moments = [begin + timedelta(days=tier.threshold - 1) for tier in tiers(promotion, "tiers")]
    return [moment for moment in moments if max(promotion.starts, after) < moment <= promotion.ends]


def _at(
    session: Session, shop_id: int, rows: Sequence[ProductRow], live: list[Promotion], moment: datetime
) -> Iterator[tuple[int, Priced]]:
    """Yield product id and price for every promotion that takes part in a product's lowest price at a moment."""
    offers = offers_in(session, shop_id, live, moment)
    profile = profile_in(session, shop_id, moment)
    by_id = {str(each.id): each for each in live}
    lines = [line_of(row) for row in rows]
    table = PriceTable(lines, offers, profile)
    for number, (row, line) in enumerate(zip(rows, lines, strict=True)):
        lowest, pieces = table.lowest(number, (1 << len(offers)) - 1)
        if lowest >= line.tag_price and not table.covering[number] & table.book.of_layer[Layer.GIFT]:
            continue
        covering = [offer for offer in offers if offer.covers(line)]
        cart = price_cart([replace(line, quantity=pieces)], covering, profile)
        for offer_id in dict.fromkeys(step.offer.id for step in cart.steps if step.total or step.layer is Layer.GIFT):
            one = by_id[offer_id]
            yield (
                row.id,
                Priced(
                    one.id, one.name, one.starts, row.short_name or row.title, line.tag_price,
                    lowest, pieces, row.cost, row.floor_price, -(-cart.gifts_cost // pieces),
                ),
            )  # fmt: skip


def below(priced_products: Sequence[Priced], limit: Literal["cost", "floor"]) -> Iterator[Hit]:
    """Yield a hit for each promotion that takes products below a limit which their everyday price keeps."""
    for promotion in dict.fromkeys(one.promotion_id for one in priced_products):
        mine = [one for one in priced_products if one.promotion_id == promotion]
        gaps = [(gap, one) for one in mine if (gap := _gap(one, limit)) > 0]
        if gaps:
            gap, worst = max(gaps, key=lambda pair: pair[0])
            amount = ((worst.cost or 0) + worst.gift) if limit == "cost" else worst.floor or 0
            values = _values(worst, len(gaps)) | {"limit": Money(amount), "gap": Money(gap)}
            yield Hit(worst.promotion, place(promotion), values)


def _gap(one: Priced, limit: Literal["cost", "floor"]) -> int:
    """Return how far a price is below a limit; 0 where it is not, or where the everyday price is below it, too."""
    amount = one.cost if limit == "cost" else one.floor
    if amount is None or one.price < amount:
        return 0
    if limit == "cost":
        return max(0, amount + one.gift - one.lowest)
    return 0 if _gap(one, "cost") else max(0, amount - one.lowest)


def too_deep(priced_products: Sequence[Priced], depth: int) -> Iterator[Hit]:
    """Yield a hit for each promotion with products that are reduced by more than ``depth`` basis points."""
    for promotion in dict.fromkeys(one.promotion_id for one in priced_products):
        mine = [one for one in priced_products if one.promotion_id == promotion]
        deep = [(_depth(one), one) for one in mine if _depth(one) > depth]
        if deep:
            share, worst = max(deep, key=lambda pair: pair[0])
            values = _values(worst, len(deep)) | {"depth": Percent(share), "limit": Percent(depth)}
            yield Hit(worst.promotion, place(promotion), values)


def under_red_line(priced_products: Sequence[Priced], share: int) -> Iterator[Hit]:
    """Yield a hit for each promotion with products under a share of the everyday price, in basis points."""
    for promotion in dict.fromkeys(one.promotion_id for one in priced_products):
        low = [
            one for one in priced_products
            if one.promotion_id == promotion and one.lowest * 10_000 < one.price * share
        ]  # fmt: skip
        if low:
            worst = min(low, key=lambda one: one.lowest * 10_000 // one.price)
            limit = worst.price * share // 10_000
            yield Hit(worst.promotion, place(promotion), _values(worst, len(low)) | {"limit": Money(limit)})


def _depth(one: Priced) -> int:
    """Return the reduction in basis points of the everyday price."""
    return (one.price - one.lowest) * 10_000 // one.price if one.price else 0


def _values(worst: Priced, count: int) -> Values:
    """Return what the sentences say of the worst product."""
    return {
        "name": worst.promotion,
        "n": count,
        "product": worst.product,
        "price": Money(worst.price),
        "lowest": Money(worst.lowest),
        "pieces": worst.pieces,
    }
