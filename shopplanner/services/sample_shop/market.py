"""What the sample shop knows of its market: search words, a listing table, reviews."""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from shopplanner.domain.days import day_number
from shopplanner.foundation import packs
from shopplanner.services.sample_shop.catalogue import Stocked
from shopplanner.services.sample_shop.story import Story

KEYWORD_COLUMNS = (
    "day", "keyword", "source", "last_day", "popularity", "click_ppm", "conversion_ppm", "online_items", "paid_buyers",
)  # fmt: skip
LISTING_COLUMNS = ("item_key", "day", "title", "shop", "brand", "category", "price", "sales", "reviews")
REVIEW_COLUMNS = ("review_id", "day", "product_code", "text", "aspect", "polarity", "source", "score")
PERIODS = 3
PERIOD_DAYS = 30
LISTINGS = 600
TIERS = ((1990, 0.22), (3990, 0.30), (6900, 0.24), (9900, 0.14), (15900, 0.07), (28900, 0.03))
RIVALS = ("浴见香氛旗舰店", "白茶身体护理", "每日一沐专营店")
ASPECTS = {
    "scent": ("香味持久，早上洗晚上还有", "味道和描述的不一样"),
    "effect": ("坚持用了两周皮肤亮了一点", "没看出提亮效果"),
    "package": ("按压瓶很好用，包装严实", "泵头漏液，盒子都湿了"),
    "delivery": ("第二天就到了", "等了五天才发货"),
}


@dataclass(frozen=True)
class Word:
    """A search word; popularity is the platform's index."""

    word: str
    popularity: int
    click_ppm: int
    conversion_ppm: int
    online_items: int


def keyword_rows(story: Story, seed: int) -> list[tuple[Any, ...]]:
    """Return three monthly periods of search words."""
    luck = random.Random(f"{seed}/words")  # noqa: S311 - made-up figures, repeatable by seed
    words = packs.load("sample", "keywords", Word).entries
    rows: list[tuple[Any, ...]] = []
    for period in range(PERIODS):
        last = day_number(story.last) - period * PERIOD_DAYS
        for word in words:
            shift = luck.lognormvariate(0, 0.06)
            rows.append(
                (
                    last - PERIOD_DAYS + 1, word.word, "sycm", last, round(word.popularity * shift), word.click_ppm,
                    word.conversion_ppm, word.online_items,
                    round(word.popularity * shift * word.click_ppm * word.conversion_ppm / 1e12),
                )
            )  # fmt: skip
    return rows


def listing_rows(stocked: list[Stocked], story: Story, seed: int) -> list[tuple[Any, ...]]:
    """Return a market listing table of rivals' products, with price tiers that can be found again."""
    luck = random.Random(f"{seed}/listings")  # noqa: S311 - made-up figures, repeatable by seed
    rows: list[tuple[Any, ...]] = []
    centres, weights = zip(*TIERS, strict=True)
    for number in range(LISTINGS):
        product = stocked[luck.randrange(len(stocked))]
        centre = luck.choices(centres, weights)[0]
        price = max(590, round(centre * luck.lognormvariate(0, 0.10) / 100) * 100 - 10)
        sales = round(luck.lognormvariate(6.2, 1.3) * (4000 / price) ** 0.35)
        shop = RIVALS[number % 3] if number < 90 else f"店铺{luck.randrange(180):03d}"
        rows.append(
            (
                f"L{720_000_000_000 + number * 104_729}", day_number(story.last) - 3,
                f"{shop[:4]} {product.item.title}",
                shop, shop[:4], product.item.category, price, sales, round(sales * luck.uniform(0.05, 0.3)),
            )
        )  # fmt: skip
    return rows


def review_rows(stocked: list[Stocked], story: Story, seed: int) -> list[tuple[Any, ...]]:
    """Return reviews without their writers; one product gets a burst of bad ones."""
    luck = random.Random(f"{seed}/reviews")  # noqa: S311 - made-up figures, repeatable by seed
    burst = next(cause for cause in story.causes if cause.kind == "bad_reviews")
    rows: list[tuple[Any, ...]] = []
    for number in range(900):
        product = stocked[min(len(stocked) - 1, int(luck.expovariate(0.12)))]
        day = story.last - timedelta(days=luck.randrange(180))
        rows.append(_review(f"V{number:05d}", day_number(day), product.code, luck, 0.09))
    for number in range(40):
        day = burst.first + timedelta(days=luck.randrange(6))
        rows.append(_review(f"VB{number:04d}", day_number(day), stocked[burst.product].code, luck, 0.85))
    return rows


def _review(review: str, day: int, product: str, luck: random.Random, bad: float) -> tuple[Any, ...]:
    aspect = luck.choice(tuple(ASPECTS))
    negative = luck.random() < bad
    score = luck.choice((1, 2, 3)) if negative else luck.choice((4, 5, 5, 5))
    polarity = "negative" if negative else "positive"
    return (review, day, product, ASPECTS[aspect][negative], aspect, polarity, "taobao", score)
