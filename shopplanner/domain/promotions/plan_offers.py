"""A planned promotion as the price engine's offer."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from shopplanner.domain.promotions.mechanics import ITEM_TOOLS
from shopplanner.domain.promotions.offers import Offer, Tier, Tool
from shopplanner.domain.promotions.promotion import Promotion

AUDIENCE_OF = {"member_reduction": "member", "returning_reduction": "returning"}
"""Whom a mechanic is for that names its buyers itself."""
COUPONS = {"category": Tool.CATEGORY_COUPON, "consumer": Tool.CONSUMER_COUPON, "vip": Tool.VIP_COUPON}
DISCOUNTS = {"percent": Tool.ITEM_PERCENT, "amount": Tool.ITEM_AMOUNT, "fixed": Tool.ITEM_FIXED}
BENEFIT_OF = {"percent": "rate", "amount": "amount", "fixed": "price"}
"""The parameter that a kind of discount takes its benefit from."""


def offer_of(
    promotion: Promotion,
    codes: Mapping[int, str],
    moment: datetime | None = None,
    cover: Mapping[int, int] | None = None,
) -> Offer:
    """Return a promotion as the price engine's offer; those that add up do so in the order in which they were planned.

    Args:
        promotion: what is planned.
        codes: products' codes by id.
        moment: moment of the sale, by which the rung of a clearance is looked up; its start by default.
        cover: days that the stock of products lasts, by id, for a clearance by cover; a product without gets nothing
            off.
    """
    scope = (
        frozenset() if promotion.whole_shop else frozenset(codes[each] for each in promotion.products if each in codes)
    )
    return Offer(
        id=str(promotion.id),
        name=promotion.name,
        scope=scope,
        audience=_audience(promotion),
        seller_share=_seller_share(promotion),
        priority=promotion.id,
        **_fields(promotion, codes, moment or promotion.starts, cover or {}),
    )


def _audience(promotion: Promotion) -> str:
    if promotion.audience != "all":
        return promotion.audience
    if promotion.mechanic == "category_coupon" and promotion.choice("coupon") == "vip":
        return "88vip"
    return AUDIENCE_OF.get(promotion.mechanic, "all")


def _seller_share(promotion: Promotion) -> int:
    given = promotion.parameters.get("seller_share")
    return 10_000 if given is None else int(given)


def _fields(
    promotion: Promotion, codes: Mapping[int, str], moment: datetime, cover: Mapping[int, int]
) -> dict[str, Any]:
    """Return the fields of the offer that its mechanic fills."""
    match promotion.mechanic:
        case "item_discount":
            return _discount(promotion, codes)
        case "flash_sale" | "platform_event" | "daily_reduction" | "member_reduction" | "returning_reduction":
            return _item_tool(promotion, codes)
        case "clearance":
            return _clearance(promotion, codes, moment, cover)
        case "threshold_reduction" | "quantity_reduction":
            return _reduction(promotion)
        case "any_n_for_price" | "nth_piece" | "buy_x_get_y" | "member_day" | "bundle":
            return _pieces(promotion)
        case "gift" | "free_freight" | "presale":
            return _beside_the_price(promotion)
        case _:
            return _voucher(promotion)


def _discount(promotion: Promotion, codes: Mapping[int, str]) -> dict[str, Any]:
    kind = promotion.choice("kind")
    return {
        "tool": DISCOUNTS[kind],
        "benefit": promotion.get(BENEFIT_OF[kind]),
        "benefits": _by_product(promotion, codes),
        "limit": promotion.get("per_person"),
    }


def _item_tool(promotion: Promotion, codes: Mapping[int, str]) -> dict[str, Any]:
    in_money = promotion.parameters.get("kind") == "amount"
    price = promotion.mechanic == "flash_sale"
    return {
        "tool": ITEM_TOOLS[promotion.mechanic],
        "benefit": promotion.get("price" if price else "amount" if in_money else "rate"),
        "benefits": _by_product(promotion, codes),
        "in_money": in_money,
        "limit": promotion.get("per_person"),
    }


def _by_product(promotion: Promotion, codes: Mapping[int, str]) -> dict[str, int]:
    """Return benefits of particular products by their codes."""
    given: Mapping[str, Any] = promotion.parameters.get("by_product") or {}
    return {codes[int(key)]: int(value) for key, value in given.items() if value and int(key) in codes}


def _clearance(
    promotion: Promotion, codes: Mapping[int, str], moment: datetime, cover: Mapping[int, int]
) -> dict[str, Any]:
    """Look up the rung of a clearance: by its day (the first is 1), or for each product by how long its stock lasts."""
    ladder = tiers(promotion, "tiers")
    found: dict[str, Any] = {"tool": Tool.CLEARANCE, "floor": promotion.get("floor")}
    if promotion.choice("measure") == "day":
        return {**found, "benefit": rung(ladder, (moment.date() - promotion.starts.date()).days + 1)}
    return {**found, "benefits": {codes[key]: rung(ladder, days) for key, days in cover.items() if key in codes}}


def rung(ladder: Sequence[Tier], reached: int) -> int:
    """Return the rate of the highest rung that is reached, 0 below the first.

    ``reached`` is a day of the clearance, or the days that a stock lasts: the longer it lasts, the more is taken off.
    """
    fitting = [tier for tier in ladder if reached >= tier.threshold]
    return max(fitting, key=lambda tier: tier.threshold).benefit if fitting else 0


def tiers(promotion: Promotion, name: str) -> tuple[Tier, ...]:
    """Return the tiers of a parameter."""
    return tuple(Tier(int(tier["threshold"]), int(tier["benefit"])) for tier in promotion.parameters.get(name) or ())


def _repeat(promotion: Promotion) -> int:
    """Return how often a benefit is given: 0 for as often as its threshold is reached."""
    match promotion.parameters.get("repeat"):
        case "each":
            return 0
        case "up_to":
            return max(1, promotion.get("times"))
        case _:
            return 1


def _reduction(promotion: Promotion) -> dict[str, Any]:
    pieces, percent = promotion.mechanic == "quantity_reduction", promotion.choice("kind") == "percent"
    if percent:
        tool = Tool.PIECES_PERCENT if pieces else Tool.AMOUNT_PERCENT
    else:
        tool = Tool.PIECES_AMOUNT if pieces else Tool.AMOUNT_REDUCTION
    return {
        "tool": tool,
        "benefit": promotion.get("rate" if percent else "reduction"),
        "threshold": promotion.get("pieces" if pieces else "threshold"),
        "tiers": tiers(promotion, "rate_tiers" if percent else "tiers"),
        "repeat": 1 if percent else _repeat(promotion),
        "cap": promotion.get("cap"),
    }


def _pieces(promotion: Promotion) -> dict[str, Any]:
    get, repeat = promotion.get, _repeat(promotion)
    match promotion.mechanic:
        case "any_n_for_price":
            more = tiers(promotion, "tiers")
            return {
                "tool": Tool.N_FOR_PRICE, "benefit": get("price"), "threshold": get("pieces"), "tiers": more,
                "repeat": repeat,
            }  # fmt: skip
        case "nth_piece":
            fixed = promotion.choice("kind") == "fixed"
            return {
                "tool": Tool.NTH_PIECE, "benefit": get("price" if fixed else "rate"), "threshold": get("pieces"),
                "in_money": fixed, "repeat": repeat,
            }  # fmt: skip
        case "bundle":
            return {"tool": Tool.BUNDLE, "benefit": get("price"), "repeat": repeat, "limit": get("per_person")}
        case _:
            return {"tool": Tool.FREE_PIECES, "benefit": get("free"), "buy": get("buy"), "repeat": repeat}


def _beside_the_price(promotion: Promotion) -> dict[str, Any]:
    get = promotion.get
    match promotion.mechanic:
        case "gift":
            by_pieces = promotion.choice("kind") == "pieces"
            return {
                "tool": Tool.GIFT, "threshold": 0 if by_pieces else get("threshold"),
                "buy": get("pieces") if by_pieces else 0, "gift_cost": get("gift_cost"), "repeat": _repeat(promotion),
                "limit": get("per_person"),
            }  # fmt: skip
        case "presale":
            return {"tool": Tool.PRESALE, "benefit": get("counts_as"), "deposit": get("deposit")}
        case _:
            return {"tool": Tool.FREE_FREIGHT, "threshold": get("threshold")}


def _voucher(promotion: Promotion) -> dict[str, Any]:
    get = promotion.get
    match promotion.mechanic:
        case "coupon":
            return {
                "tool": Tool.COUPON, "benefit": get("face"), "threshold": get("threshold"), "limit": get("per_person"),
            }  # fmt: skip
        case "cross_shop":
            return {
                "tool": Tool.CROSS_SHOP, "benefit": get("reduction"), "threshold": get("threshold"),
                "repeat": _repeat(promotion), "cap": get("cap"),
            }  # fmt: skip
        case "category_coupon":
            return {
                "tool": COUPONS[promotion.choice("coupon")], "benefit": get("face"), "threshold": get("threshold"),
                "tiers": tiers(promotion, "tiers"),
            }  # fmt: skip
        case "red_packet":
            return {"tool": Tool.RED_PACKET, "benefit": get("amount"), "threshold": get("threshold")}
        case _:
            return {"tool": Tool.GOLD_COINS, "benefit": get("rate"), "cap": get("cap")}
