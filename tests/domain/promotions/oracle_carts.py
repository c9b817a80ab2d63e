"""Seeded random carts with offers of every kind, in sizes for which every way to give lines to offers can be tried."""

from __future__ import annotations

from dataclasses import replace
from random import Random

from shopplanner.domain.promotions.offers import (
    Base,
    CartLine,
    Layer,
    Mode,
    Objective,
    Offer,
    Profile,
    Reach,
    Stacking,
    Tier,
    Tool,
)
from shopplanner.domain.promotions.rounding import Rounding
from shopplanner.domain.promotions.tools import LAYER_OF, Allocation, Overflow

SKUS = "ABCDEF"
SCOPES = ("", "", "A", "AB", "BC", "ABC", "ACD", "BDEF")
ITEM_RATES = (
    Tool.ITEM_PERCENT,
    Tool.CLEARANCE,
    Tool.MEMBER_REDUCTION,
    Tool.RETURNING_REDUCTION,
    Tool.DAILY_REDUCTION,
    Tool.OFFICIAL_REDUCTION,
)
PLATFORM = (Tool.CROSS_SHOP, Tool.CATEGORY_COUPON, Tool.CONSUMER_COUPON, Tool.VIP_COUPON)
TOOLS = (*Tool, *(tool for tool in Tool if LAYER_OF[tool] is Layer.SHOP), Tool.COUPON, Tool.COUPON)
"""Shop tools come twice, coupons four times as often as others."""


def cart(luck: Random) -> tuple[CartLine, ...]:
    """Return one to six lines, mostly few."""
    made = []
    for sku in luck.sample(SKUS, luck.choice((1, 1, 2, 2, 2, 3, 3, 4, luck.randint(1, 6)))):
        price = luck.choice((luck.randint(1, 300) * 100, luck.randint(10, 3000) * 10, luck.randint(1, 30_000)))
        price = luck.choice((price, price, price, 10_000, 99))
        made.append(
            CartLine(
                sku,
                luck.choice((1, 1, 1, 2, 2, 3, 4, 7)),
                price,
                product=luck.choice(("", "", "P")),
                category=luck.choice(("", "", "shoes")),
                min_price=price * luck.randint(50, 95) // 100 if luck.random() < 0.1 else 0,
            )
        )
    return tuple(made)


def amount(luck: Random, low: int, high: int) -> int:
    """Return an amount in fen, mostly whole yuan."""
    return luck.choice((luck.randint(low, high), luck.randint(low // 100 + 1, high // 100 + 1) * 100))


def offer(luck: Random, tool: Tool, number: int, lines: tuple[CartLine, ...]) -> Offer:
    """Return an offer of a kind whose thresholds are near what the cart reaches."""
    total = sum(line.tag_price * line.quantity for line in lines)
    near = luck.choice((total, total // 2, lines[0].tag_price, lines[0].tag_price * lines[0].quantity, 10_000, 0))
    scope = frozenset(luck.choice((*SCOPES, "P"))) if luck.random() < 0.95 else frozenset({"category:shoes"})
    if tool is Tool.BUNDLE and luck.random() < 0.7:
        scope = frozenset(line.sku for line in lines[:2])
    made = Offer(
        f"{number} {tool}",
        tool,
        scope=scope,
        excluded=frozenset(luck.choice(SKUS)) if luck.random() < 0.05 else frozenset(),
        repeat=luck.choice((1, 1, 0, 2)),
        limit=luck.choice((0, 0, 0, 1, 2, 3)),
        cap=amount(luck, 50, 5000) if luck.random() < 0.1 else 0,
        priority=luck.choice((0, 0, 1)),
        audience=luck.choice(("all", "all", "all", "all", "member", "new")),
    )
    if made.layer is Layer.ITEM:
        return item_offer(luck, made)
    if made.layer is Layer.SHOP:
        return shop_offer(luck, made, near)
    benefit = 0 if tool is Tool.GIFT else amount(luck, 100, 6000)
    if tool is Tool.GOLD_COINS:
        benefit = luck.randint(50, 1000)
    deposit = luck.randint(0, 3000) if tool is Tool.PRESALE else 0
    return replace(
        made,
        benefit=benefit + deposit,
        threshold=luck.choice((near, near, near + 1)),
        tiers=tiers(luck, near, benefit) if tool in PLATFORM and luck.random() < 0.3 else (),
        deposit=deposit,
        buy=luck.choice((0, 0, 2)) if tool is Tool.GIFT else 0,
        gift_cost=800 if tool is Tool.GIFT else 0,
    )


def item_offer(luck: Random, made: Offer) -> Offer:
    """Return an offer of the item layer."""
    if made.tool in ITEM_RATES:
        in_money = luck.random() < 0.2
        benefit = amount(luck, 10, 4000) if in_money else luck.choice((luck.randint(1, 5000), 1000, 1200, 500))
        made = replace(made, benefit=benefit, in_money=in_money)
    else:
        made = replace(made, benefit=amount(luck, 10, 20_000 if made.tool is not Tool.ITEM_AMOUNT else 4000))
    return replace(
        made,
        floor=amount(luck, 100, 10_000) if luck.random() < 0.1 else 0,
        benefits={luck.choice(SKUS): luck.randint(100, 3000)} if luck.random() < 0.15 else {},
    )


def tiers(luck: Random, threshold: int, benefit: int) -> tuple[Tier, ...]:
    """Return one or two further thresholds with larger benefits."""
    steps = range(1, luck.randint(1, 2) + 1)
    return tuple(Tier(threshold + luck.randint(1, 2) * step * 1000, benefit * (step + 2)) for step in steps)


def shop_offer(luck: Random, made: Offer, near: int) -> Offer:
    """Return an offer of the shop layer."""
    count = luck.randint(1, 4)
    base = luck.choice((None, None, None, None, Base.TAG, Base.AFTER_ITEM, Base.LEFT, Base.BEFORE_OFFICIAL))
    made = replace(made, threshold_base=base)
    rate = luck.choice((luck.randint(100, 5000), 1000, 2000, 400))
    more = luck.random() < 0.4
    match made.tool:
        case Tool.AMOUNT_REDUCTION:
            benefit = amount(luck, 50, 5000)
            return replace(made, benefit=benefit, threshold=near, tiers=tiers(luck, near, benefit) if more else ())
        case Tool.AMOUNT_PERCENT:
            return replace(made, benefit=rate, threshold=near, tiers=(Tier(near + 3000, rate + 500),) if more else ())
        case Tool.PIECES_PERCENT:
            return replace(made, benefit=rate, threshold=count, tiers=(Tier(count + 1, rate + 500),) if more else ())
        case Tool.PIECES_AMOUNT:
            benefit = amount(luck, 50, 5000)
            larger = (Tier(count + 2, 2 * benefit),) if more else ()
            return replace(made, benefit=benefit, threshold=count, tiers=larger)
        case Tool.NTH_PIECE:
            money = luck.random() < 0.3
            benefit = amount(luck, 10, 5000) if money else rate
            third = (Tier(3, benefit // 2 if money else min(10_000, 2 * rate)),) if more else ()
            return replace(made, benefit=benefit, threshold=2, tiers=third, in_money=money)
        case Tool.FREE_PIECES:
            return replace(made, benefit=luck.choice((1, 1, 2)), buy=luck.randint(1, 3))
        case Tool.N_FOR_PRICE:
            price = amount(luck, 500, 20_000)
            larger = (Tier(count + 1, price * (count + 1) // max(count, 1)),) if more else ()
            return replace(made, benefit=price, threshold=count, tiers=larger)
        case Tool.BUNDLE:
            return replace(made, benefit=amount(luck, 500, 20_000), scope=made.scope or frozenset("AB"))
        case _:
            return replace(made, benefit=amount(luck, 50, 4000), threshold=luck.choice((near, near, near // 2)))


def offers(luck: Random, lines: tuple[CartLine, ...]) -> tuple[Offer, ...]:
    """Return up to nine offers, of which so few of the shop that every way to give lines to them can be tried."""
    found, in_shop = [], 0
    for number in range(luck.randint(1, 9)):
        made = offer(luck, luck.choice(TOOLS), number, lines)
        in_shop += made.layer is Layer.SHOP
        if made.layer is not Layer.SHOP or in_shop <= (6, 5, 4, 3, 2, 2)[len(lines) - 1]:
            found.append(made)
    return tuple(found)


def buyer(luck: Random) -> frozenset[str] | None:
    """Return the audiences that a buyer belongs to; None for all."""
    return luck.choice((None, frozenset(), frozenset({"member"}), frozenset({"member", "new"})))


def edited(luck: Random, profile: Profile) -> Profile:
    """Return a copy of a profile as somebody might edit it."""
    groups = tuple(
        replace(group, mode=luck.choice(tuple(Mode)), scope=luck.choice((Reach.SUBORDER, Reach.ORDER)))
        if luck.random() < 0.3
        else group
        for group in profile.groups
    )
    return replace(
        profile,
        groups=groups,
        item_reductions=luck.choice(tuple(Stacking)),
        shop_reductions=luck.choice(tuple(Stacking)),
        shop_threshold_base=luck.choice((Base.TAG, Base.BEFORE_OFFICIAL, Base.AFTER_ITEM, Base.LEFT)),
        platform_threshold_base=luck.choice(tuple(Base)),
        percent_rounding=luck.choice(tuple(Rounding)),
        item_rounding=luck.choice(tuple(Rounding)),
        best_of_objective=luck.choice(tuple(Objective)),
        count_lines_taken_by_other_offer=luck.random() < 0.5,
        overflow=luck.choice(tuple(Overflow)),
        allocation=luck.choice(tuple(Allocation)),
        min_payable=luck.choice((0, 1, 100)),
    )
