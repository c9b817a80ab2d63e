"""Traffic sources and advertising of the sample shop; sources share out the shop's paid amount exactly."""

from __future__ import annotations

import random
from collections.abc import Sequence
from typing import Any

from shopplanner.domain.days import day_number, day_of
from shopplanner.services.sample_shop.catalogue import Stocked
from shopplanner.services.sample_shop.story import Story
from shopplanner.services.sample_shop.trade import SHOP_DAY_COLUMNS, Trade

CHANNELS = (
    ("免费流量 / 手淘搜索", 0.30, 1.15),
    ("免费流量 / 手淘推荐", 0.24, 0.62),
    ("免费流量 / 我的淘宝", 0.09, 1.60),
    ("免费流量 / 购物车", 0.08, 2.10),
    ("付费流量 / 关键词推广", 0.14, 1.05),
    ("付费流量 / 人群推广", 0.09, 0.72),
    ("付费流量 / 淘宝客", 0.05, 1.25),
    ("平台活动 / 聚划算", 0.04, 1.40),
)
"""Path, share of visits, and conversion against the shop's."""

PLANS = (
    ("31100200301", "关键词-留香", "关键词推广", 18000, 0),
    ("31100200302", "关键词-身体乳", "关键词推广", 12500, 1),
    ("31100200303", "人群-新客", "人群推广", 9000, 2),
    ("31100200304", "货品全站推广-沐浴露", "货品全站推广", 22000, 0),
)
"""Campaign id, name, scene, usual daily cost in minor units, and the advertised product's position."""

CHANNEL_COLUMNS = (
    "day", "channel", "source", "visitors", "new_visitors", "page_views", "favourite_buyers", "cart_buyers",
    "bounce_ppm",
    "order_buyers", "order_amount", "paid_buyers", "paid_amount",
)  # fmt: skip
AD_COLUMNS = (
    "day", "campaign_id", "product_code", "source", "campaign", "scene", "title", "impressions", "clicks", "ad_cost",
    "deal_amount", "deal_count", "direct_deal_amount", "direct_deal_count", "cart_units", "favourites", "deal_buyers",
    "new_deal_buyers",
)  # fmt: skip
GAP_DAYS = (5, 6)
"""How many days before today the source report is missing."""


def channel_days(trade: Trade, story: Story, seed: int) -> list[tuple[Any, ...]]:
    """Return the days of all traffic sources; two days are missing on purpose."""
    luck = random.Random(f"{seed}/channels")  # noqa: S311 - made-up figures, repeatable by seed
    at = {name: number for number, name in enumerate(SHOP_DAY_COLUMNS)}
    rows: list[tuple[Any, ...]] = []
    for shop in trade.shop_days:
        day = day_of(shop[at["day"]])
        if (story.today - day).days in GAP_DAYS:
            continue
        weights = [_weight(name, share, story.ads(day), luck) for name, share, _ in CHANNELS]
        pulls = [weight * pull for weight, (_, _, pull) in zip(weights, CHANNELS, strict=True)]
        amounts = shared(shop[at["paid_amount"]], pulls)
        buyers = shared(shop[at["paid_buyers"]], pulls)
        for (name, _, _), weight, amount, bought in zip(CHANNELS, weights, amounts, buyers, strict=True):
            seen = max(bought, round(shop[at["visitors"]] * 1.08 * weight / sum(weights)))
            rows.append(
                (
                    shop[at["day"]], name, "sycm", seen, round(seen * 0.8), round(seen * 2.6), round(seen * 0.05),
                    round(seen * 0.1), luck.randint(460_000, 640_000), bought, amount, bought, amount,
                )
            )  # fmt: skip
    return rows


def _weight(name: str, share: float, ads: float, luck: random.Random) -> float:
    paid = name.startswith("付费流量") and "淘宝客" not in name
    return share * (ads if paid else 1.0) * luck.lognormvariate(0, 0.05)


def shared(total: int, weights: Sequence[float]) -> list[int]:
    """Return ``total`` split by weights into whole parts by largest remainder; the parts sum to it."""
    whole = sum(weights)
    exact = [total * weight / whole for weight in weights]
    parts = [int(value) for value in exact]
    by_remainder = sorted(range(len(parts)), key=lambda number: (parts[number] - exact[number], number))
    for number in by_remainder[: total - sum(parts)]:
        parts[number] += 1
    return parts


def ad_days(stocked: list[Stocked], story: Story, seed: int) -> list[tuple[Any, ...]]:
    """Return the campaign report and, for the same spend, the item report."""
    luck = random.Random(f"{seed}/ads")  # noqa: S311 - made-up figures, repeatable by seed
    rows: list[tuple[Any, ...]] = []
    for day in story.days:
        for campaign, name, scene, usual, place in PLANS:
            product = stocked[place]
            cost = round(usual * story.ads(day) * luck.lognormvariate(0, 0.08))
            clicks = max(1, round(cost / luck.uniform(85, 125)))
            deals = max(0, round(clicks * luck.uniform(0.030, 0.052) * story.conversion(day, place)))
            amount = deals * product.tag_price
            figures = (
                round(clicks / luck.uniform(0.035, 0.06)), clicks, cost, amount, deals, amount * 7 // 10,
                deals * 7 // 10, round(clicks * 0.11), round(clicks * 0.06), deals, deals * 8 // 10,
            )  # fmt: skip
            number = day_number(day)
            rows.append((number, campaign, "", "wx_plan", name, scene, None, *figures))
            rows.append((number, campaign, product.code, "wx_product", name, scene, product.item.title, *figures))
    return rows
