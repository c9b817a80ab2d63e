"""The platform's own price lists of the sample shop, as its exports would bring them; they are made up like the rest.

They agree with the plan but for a few differences that are there on purpose: an offer that the plan lacks, a SKU that
was left out when an offer was set up, a reduction that is rounded otherwise, and a price that the platform finds high.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any, Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from shopplanner.domain.days import EPOCH, day_number
from shopplanner.domain.promotions.offers import CartLine, Offer
from shopplanner.domain.promotions.plan import Promotion
from shopplanner.domain.promotions.pricing import price_cart
from shopplanner.domain.promotions.profile import Profile
from shopplanner.domain.promotions.rounding import Rounding, reduction
from shopplanner.services.promotions.plans import promotions_in
from shopplanner.services.promotions.platform_tools import families, family_of
from shopplanner.services.promotions.prices import offers_in, profile_in
from shopplanner.services.sample_shop.catalogue import Stocked
from shopplanner.storage.tables.products import ProductRow, SkuRow

NOON: Final = time(12)
MOST: Final = 48
"""Products in the lists: those of one catalogue."""

NOT_PLANNED: Final = 20
"""Position of the product with an offer on the platform that the plan lacks."""
NOT_PLANNED_CUT: Final = 1_000
LEFT_OUT: Final = (12, 1)
"""Position of the product and number of its SKU that an offer of the plan was not set up for."""
ROUNDED: Final = (2, 0)
"""Position and SKU number whose reduction the platform rounds otherwise."""
HIGH_PRICE: Final = 6
"""Position of the product whose price the platform asks to cut."""
HIGH_PRICE_CUT: Final = 500

QUERY_COLUMNS = (
    "day", "product_code", "sku_id", "tool", "offer_id", "offer", "title", "sku", "level", "detail", "source",
    "lowest_price", "list_price", "tag_price", "cut", "starts_at", "ends_at",
)  # fmt: skip
CAMPAIGN_COLUMNS = (
    "campaign_id", "product_code", "sku_id", "day", "title", "sku", "status", "suggestion", "default_rate",
    "official_rate", "ship_time", "source", "list_price", "lowest_tag", "required_price", "campaign_price",
    "entry_price", "online_stock", "stock",
)  # fmt: skip
OFFER_COLUMNS = (
    "offer_id", "product_code", "sku_id", "day", "starts_at", "ends_at", "list_price", "offer", "level", "state",
    "title", "sku", "benefit", "source",
)  # fmt: skip
STRENGTH_COLUMNS = (
    "product_code", "rival_id", "day", "price", "suggested_price", "sales", "rival_price", "title", "stars", "limited",
    "required_cut", "rival", "source",
)  # fmt: skip

CAMPAIGN: Final = "双12好价节"
CAMPAIGN_RATE: Final = 1200
IN_CAMPAIGN: Final = range(12)
RATED: Final = range(10)


@dataclass(frozen=True)
class Shelf:
    """What the platform sells: products with their SKUs, and the plan that is live at a moment."""

    day: date
    items: tuple[tuple[Stocked, ProductRow, tuple[SkuRow, ...]], ...]
    planned: tuple[tuple[Promotion, Offer], ...]
    rules: Profile

    @property
    def moment(self) -> datetime:
        """Noon of the day that the lists are of."""
        return datetime.combine(self.day, NOON)

    def live(self, code: str) -> list[tuple[Promotion, Offer]]:
        """Return what is live for a product."""
        return [
            (each, offer)
            for each, offer in self.planned
            if each.starts <= self.moment <= each.ends and (not offer.scope or code in offer.scope)
        ]


def shelf(session: Session, shop_id: int, stocked: Sequence[Stocked], day: date) -> Shelf:
    """Read what stands on the platform's shelf on a day."""
    rows = {row.code: row for row in session.scalars(select(ProductRow).where(ProductRow.shop_id == shop_id))}
    skus: dict[int, list[SkuRow]] = {}
    for sku in session.scalars(select(SkuRow).where(SkuRow.shop_id == shop_id).order_by(SkuRow.id)):
        skus.setdefault(sku.product_id, []).append(sku)
    planned = [each for each in promotions_in(session, shop_id, day, day) if each.counts]
    moment = datetime.combine(day, NOON)
    return Shelf(
        day,
        tuple((each, rows[each.code], tuple(skus.get(rows[each.code].id, ()))) for each in stocked[:MOST]),
        tuple(zip(planned, offers_in(session, shop_id, planned, moment), strict=True)),
        profile_in(session, shop_id, moment),
    )


def tag_of(product: ProductRow, sku: SkuRow) -> int:
    """Return a SKU's price before offers: as far below its list price as its product is below its own."""
    listed = product.list_price or 0
    return (sku.list_price or listed) - listed + (product.tag_price or listed)


def query_rows(shown: Shelf) -> Iterator[tuple[Any, ...]]:
    """Yield what the platform says that each SKU costs, one row for each offer."""
    for each, product, skus in shown.items:
        for number, sku in enumerate(skus):
            tag = tag_of(product, sku)
            offers = _offers(shown, each.position, number, product, tag)
            lowest = tag - sum(cut for *_, cut, _span in offers)
            head = (day_number(shown.day), product.code, sku.code)
            middle = (product.title, sku.name)
            prices = (lowest, sku.list_price, tag)
            for tool, offer_id, name, cut, (starts, ends) in offers:
                words = f"减{cut / 100:.2f}元"
                yield (*head, tool, offer_id, name, *middle, "单品级", words, "sample", *prices, cut, starts, ends)
            if not offers:
                yield (*head, "", "", "", *middle, None, None, "sample", *prices, None, None, None)


PlatformOffer = tuple[str, str, str, int, tuple[int, int]]
"""Tool, id, name, what it takes off, and its first and last second."""


def _offers(shown: Shelf, place: int, number: int, product: ProductRow, tag: int) -> list[PlatformOffer]:
    """Return the offers on a SKU: those of the plan, less and more what differs on purpose."""
    live = shown.live(product.code)
    line = CartLine(product.code, 1, tag, product.list_price, product.cost, product.code, product.category)
    known, spans = families(), {str(each.id): _span(each) for each, _ in live}
    found: list[PlatformOffer] = []
    for step in price_cart([line], [offer for _, offer in live], shown.rules).steps:
        family = family_of(known, step.offer.tool)
        if not step.total or family is None or ((place, number) == LEFT_OUT and family.id == "item"):
            continue
        cut = step.total
        if (place, number) == ROUNDED and family.id == "item":
            cut = reduction(tag, step.offer.benefit, Rounding.FLOOR_JIAO_PER_UNIT)
        found.append((family.names[0], f"72{step.offer.id:0>8}", step.offer.name, cut, spans[step.offer.id]))
    if place == NOT_PLANNED:
        found.append(("单品立减", "7299000001", "颈霜立减10元", NOT_PLANNED_CUT, _window(shown.day, -4, 6)))
    return found


def _span(promotion: Promotion) -> tuple[int, int]:
    return _seconds(promotion.starts), _seconds(promotion.ends)


def _seconds(moment: datetime) -> int:
    return int((moment - datetime.combine(EPOCH, time(0))).total_seconds())


def _window(day: date, first: int, last: int) -> tuple[int, int]:
    return _seconds(datetime.combine(day + timedelta(days=first), time(0))), _seconds(
        datetime.combine(day + timedelta(days=last), time(23, 59, 59))
    )


def offer_rows(shown: Shelf) -> Iterator[tuple[Any, ...]]:
    """Yield the item discounts of the platform, SKU by SKU."""
    for each, product, skus in shown.items:
        for number, sku in enumerate(skus):
            for offer_id, name, benefit, span in _item_offers(shown, each.position, number, product.code):
                yield (
                    offer_id, product.code, sku.code, day_number(shown.day), *span, tag_of(product, sku), name,
                    "SKU级", "进行中", product.title, sku.name, benefit, "sample",
                )  # fmt: skip


def _item_offers(shown: Shelf, place: int, number: int, code: str) -> Iterator[tuple[str, str, str, tuple[int, int]]]:
    for promotion, offer in shown.live(code):
        if promotion.mechanic == "item_discount" and (place, number) != LEFT_OUT:
            kept = f"{(10_000 - offer.benefit) / 1000:g}折"
            yield f"72{promotion.id:08}", promotion.name, kept, _span(promotion)
    if place == NOT_PLANNED:
        yield "7299000001", "颈霜立减10元", "减10元", _window(shown.day, -4, 6)


def campaign_rows(shown: Shelf) -> Iterator[tuple[Any, ...]]:
    """Yield the items that are registered for the next big campaign; all of them are within what is asked."""
    for each, product, skus in shown.items:
        if each.position not in IN_CAMPAIGN:
            continue
        for sku in skus:
            tag = tag_of(product, sku)
            paid = tag - reduction(tag, CAMPAIGN_RATE, Rounding.CEIL_YUAN)
            yield (
                CAMPAIGN, product.code, sku.code, day_number(shown.day), product.title, sku.name, "已报名", "", "12%",
                "12%", "48小时", "sample", sku.list_price, tag, tag * 9 // 10, paid, tag, sku.stock, sku.stock,
            )  # fmt: skip


def strength_rows(shown: Shelf) -> Iterator[tuple[Any, ...]]:
    """Yield how the platform rates prices: one is high, the others are where they should be."""
    for each, product, _skus in shown.items:
        if each.position not in RATED:
            continue
        price = (product.tag_price or 0) - _reduced(shown, product)
        high = each.position == HIGH_PRICE
        suggested = price - HIGH_PRICE_CUT if high else price
        yield (
            product.code, f"R{each.position:03}", day_number(shown.day), price, suggested, 40 * each.item.weight,
            suggested if high else price + 300, product.title, "2星" if high else "5星", "限流" if high else "未限流",
            f"{HIGH_PRICE_CUT / 100:g}元" if high else "", f"同款{each.item.short_name}", "sample",
        )  # fmt: skip


def _reduced(shown: Shelf, product: ProductRow) -> int:
    """Return what everybody gets off one piece of a product."""
    tag = product.tag_price or 0
    line = CartLine(product.code, 1, tag, product.list_price, product.cost, product.code, product.category)
    everybody = [offer for _, offer in shown.live(product.code) if offer.audience == "all"]
    return tag - price_cart([line], everybody, shown.rules).payable


def lists(shown: Shelf) -> Mapping[str, tuple[tuple[str, ...], Iterable[tuple[Any, ...]], str]]:
    """Return columns, rows and format of each list by its fact table."""
    return {
        "price_query": (QUERY_COLUMNS, query_rows(shown), "qn_price_query"),
        "campaign_item": (CAMPAIGN_COLUMNS, campaign_rows(shown), "qn_campaign_items"),
        "item_offer": (OFFER_COLUMNS, offer_rows(shown), "qn_item_offers"),
        "price_strength": (STRENGTH_COLUMNS, strength_rows(shown), "qn_price_strength"),
    }


def causes(stocked: Sequence[Stocked], day: date) -> list[dict[str, Any]]:
    """Return the differences that are there on purpose, as known causes."""
    found = (
        ("offer_not_planned", NOT_PLANNED),
        ("offer_not_there", LEFT_OUT[0]),
        ("rounding", ROUNDED[0]),
        ("price_strength", HIGH_PRICE),
    )
    return [
        {"kind": kind, "first": day.isoformat(), "last": day.isoformat(), "product": stocked[place].code,
         "direction": ""}
        for kind, place in found
    ]  # fmt: skip
