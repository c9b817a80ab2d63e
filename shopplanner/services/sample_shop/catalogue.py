"""The sample shop's products and SKUs, as rows to store."""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import timedelta
from itertools import pairwise
from typing import Any

from shopplanner.domain.days import day_number
from shopplanner.foundation import packs
from shopplanner.services.sample_shop.story import MONTHS, Story

FIRST_CODE = 680_000_000_001
SHORT_STOCK = 9
MISSING_COST = 27
BELOW_COST = 33
MISSING_IMAGE = 14
FLOORS = {1: 4_500}
"""Floor prices in fen of products that are not to become as cheap as their cost would allow."""


@dataclass(frozen=True)
class Item:
    """An entry of the sample catalogue; prices in minor units, conversion in basis points."""

    category: str
    title: str
    short_name: str
    list_price: int
    cost: int
    role: str
    weight: int
    conversion: int
    skus: tuple[str, ...]
    launched_month: int


@dataclass(frozen=True, slots=True)
class Stocked:
    """A product of the sample shop: its position, its code, and what it sells for."""

    position: int
    code: str
    item: Item
    tag_price: int


def stock_up(scale: int) -> list[Stocked]:
    """Return the products; with a scale above 1 the catalogue is repeated under other codes."""
    items = packs.load("sample", "catalogue", Item).entries
    return [
        Stocked(
            position,
            str(FIRST_CODE + position * 7919),
            items[position % len(items)],
            _tag(items[position % len(items)]),
        )
        for position in range(len(items) * scale)
    ]


def _tag(item: Item) -> int:
    """Return the everyday price: the list price less about a seventh, ending in 9 yuan or jiao."""
    return item.list_price * 86 // 100 // 100 * 100 + 90 if item.list_price > 3000 else item.list_price * 9 // 10


def product_rows(stocked: list[Stocked], story: Story, shop_id: int, seed: int) -> list[dict[str, Any]]:
    """Return product rows; a few are left imperfect on purpose, for the checks to find."""
    luck = random.Random(f"{seed}/stock")  # noqa: S311 - made-up figures, repeatable by seed
    rows = []
    for product in stocked:
        item, place = product.item, product.position
        daily = max(1, item.weight // 4)
        rows.append(
            {
                "shop_id": shop_id,
                "code": product.code,
                "title": item.title if place < 48 else f"{item.title} {place // 48 + 1}",
                "short_name": item.short_name,
                "category": item.category,
                "role": item.role if place % 48 != MISSING_COST + 2 else "",
                "list_price": item.list_price,
                "tag_price": product.tag_price,
                "cost": _cost(item, place % 48),
                "floor_price": FLOORS.get(place, item.cost * 135 // 100 // 10 * 10),
                "stock": 12 if place % 48 == SHORT_STOCK else daily * luck.randint(18, 75),
                "launch_day": day_number(story.first + timedelta(days=30 * item.launched_month - 90)),
                "life_stage": _stage(item),
            }
        )
    return rows


def _cost(item: Item, place: int) -> int | None:
    if place == MISSING_COST:
        return None
    return item.list_price + 150 if place == BELOW_COST else item.cost


def _stage(item: Item) -> str:
    if item.launched_month >= MONTHS - 4:
        return "introduction"
    return "growth" if item.launched_month >= 5 else "maturity"


def sku_rows(
    stocked: list[Stocked], products: list[dict[str, Any]], product_ids: dict[str, int]
) -> list[dict[str, Any]]:
    """Return SKU rows of stored products; their stock adds up to the product's."""
    rows = []
    for product, stored in zip(stocked, products, strict=True):
        stocks = _shared(stored["stock"], len(product.item.skus))
        for number, name in enumerate(product.item.skus):
            step = 100 + 18 * number
            rows.append(
                {
                    "shop_id": stored["shop_id"],
                    "product_id": product_ids[product.code],
                    "code": f"{product.code}{number + 1:02d}",
                    "merchant_code": f"LX{product.position:03d}-{number + 1}",
                    "name": name,
                    "list_price": product.item.list_price * step // 100 // 10 * 10,
                    "cost": product.item.cost * step // 100,
                    "stock": stocks[number],
                    "has_image": not (product.position % 48 == MISSING_IMAGE and number == 1),
                }
            )
    return rows


def _shared(stock: int, parts: int) -> list[int]:
    """Share a stock among variants, the first ones having the most; nothing is lost to rounding."""
    weights = [max(1, 5 - number) for number in range(parts)]
    ends = [stock * sum(weights[:number]) // sum(weights) for number in range(parts + 1)]
    return [end - start for start, end in pairwise(ends)]
