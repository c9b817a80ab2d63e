"""What the radar looks at: the SKUs of a shop, the promotions of a span, and the stretches between their changes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from shopplanner.domain.promotions.offers import CartLine, Offer
from shopplanner.domain.promotions.plan import Promotion
from shopplanner.domain.promotions.price_days import Segment, segments
from shopplanner.services.promotions.plans import promotions_in
from shopplanner.services.promotions.prices import ProfileEntry
from shopplanner.services.promotions.ribbon import rule_changes, rules_of, timed_offers
from shopplanner.storage.tables.products import ProductRow, SkuRow

LINE_DAYS: Final = 15
"""Days before a campaign whose lowest general price is its line. Source: campaign whitepaper, 2026-05-19."""


@dataclass(frozen=True, slots=True)
class RadarProduct:
    """A row of the radar: a SKU, or a product whose SKUs have no prices of their own; amounts in fen.

    ``variant`` is the name of the SKU within its product; empty for a product.
    """

    product_id: int
    sku: str
    name: str
    role: str
    tag_price: int
    cost: int | None
    floor: int | None
    variant: str = ""

    @property
    def key(self) -> str:
        """What it goes by."""
        return f"{self.product_id}:{self.sku}"


@dataclass(frozen=True)
class RadarPlan:
    """What the radar was computed from: SKUs, promotions and the stretches between changes with their rules."""

    products: tuple[RadarProduct, ...]
    lines: tuple[CartLine, ...]
    promotions: tuple[Promotion, ...]
    offers: tuple[Offer, ...]
    stretches: tuple[Segment, ...]
    rules: tuple[ProfileEntry, ...]


def offers_for(plan: RadarPlan, audience: str) -> int:
    """Return the set of offers that are open to buyers of an audience alone; all of them if it is empty."""
    return sum(
        1 << number for number, offer in enumerate(plan.offers) if not audience or offer.audience in ("all", audience)
    )


def read_plan(session: Session, shop_id: int, first: date, last: date) -> RadarPlan:
    """Read SKUs and promotions; those of the fortnight after the span, too, for the lines that they need."""
    products, lines = _shelf(session, shop_id)
    ahead = last + timedelta(days=LINE_DAYS)
    planned = sorted(
        (one for one in promotions_in(session, shop_id, first, ahead) if one.counts), key=lambda one: one.id
    )
    timed = timed_offers(session, shop_id, planned, first, ahead)
    stretches = tuple(segments(timed, first, ahead, rule_changes(first, ahead)))
    rules = rules_of(session, shop_id, stretches, rule_changes(first, ahead))
    offers = tuple(each.offer for each in timed)
    return RadarPlan(products, lines, tuple(planned), offers, stretches, rules)


def _shelf(session: Session, shop_id: int) -> tuple[tuple[RadarProduct, ...], tuple[CartLine, ...]]:
    """Return what is sold: a SKU where it has a price or cost of its own, else its product."""
    skus: dict[int, list[SkuRow]] = {}
    for sku in session.scalars(select(SkuRow).where(SkuRow.shop_id == shop_id).order_by(SkuRow.id)):
        skus.setdefault(sku.product_id, []).append(sku)
    products, lines = [], []
    rows = session.scalars(select(ProductRow).where(ProductRow.shop_id == shop_id).order_by(ProductRow.id))
    for row in rows:
        tag = row.tag_price if row.tag_price is not None else row.list_price
        if not tag:
            continue
        name = row.short_name or row.title
        for code, label, listed, price, cost in _variants(row, tag, skus.get(row.id, ())):
            shown = f"{name} {label}" if label else name
            products.append(RadarProduct(row.id, code, shown, row.role, price, cost, row.floor_price, label))
            lines.append(CartLine(code, 1, price, listed, cost, row.code, row.category))
    return tuple(products), tuple(lines)


def _variants(row: ProductRow, tag: int, skus: Sequence[SkuRow]) -> list[tuple[str, str, int | None, int, int | None]]:
    """Return code, name, list price, tag price and cost of a product's SKUs that differ from it, else the product's.

    A SKU with its own list price is as far below it as the product is below its own.
    """
    reduced = (row.list_price - tag) if row.list_price is not None else 0
    own = [
        (
            f"{row.code}/{sku.code}",
            sku.name,
            sku.list_price if sku.list_price is not None else row.list_price,
            max(1, sku.list_price - reduced) if sku.list_price is not None else tag,
            sku.cost if sku.cost is not None else row.cost,
        )
        for sku in skus
    ]
    differing = {(price, cost) for _code, _name, _listed, price, cost in own} - {(tag, row.cost)}
    return own if differing else [(row.code, "", row.list_price, tag, row.cost)]
