"""A planned promotion, what is refused in one, and the offer that it stands for.

Mechanics and their parameters (``mechanics.parameters(mechanic)`` lists them with kind, default and when they are
shown; amounts in fen, rates in basis points off, ``?`` for parameters that may be missing):

    item_discount        kind percent/amount/fixed, rate | amount | price, by_product?, per_person? (pieces)
    threshold_reduction  kind amount/percent, threshold, reduction | rate, tiers? | rate_tiers?, repeat, times?, cap?
    quantity_reduction   kind percent/amount, pieces, rate | reduction, rate_tiers? | tiers?, repeat, times?, cap?
    any_n_for_price      pieces, price, tiers?, repeat, times?
    nth_piece            pieces (the N), kind percent/fixed, rate | price, repeat, times?
    buy_x_get_y          buy, free, repeat, times?
    member_day           buy, free, repeat, times?
    bundle               price, repeat, times?, per_person? (sets)
    coupon               threshold (0: none), face, quantity?, per_person?, seller_share?
    gift                 gift, kind amount/pieces, threshold | pieces, gift_cost, quantity?, per_person?, repeat, times?
    platform_event       rate, by_product?, seller_share?, protection_days?
    daily_reduction      kind percent/amount, rate | amount, by_product?, protection_days?
    flash_sale           price, by_product?, per_person?, stock?, slot_fee?, commission?, protection_days?
    member_reduction     kind percent/amount, rate | amount, by_product?, per_person?; returning_reduction likewise
    cross_shop           threshold, reduction, repeat, times?, cap?, seller_share?
    category_coupon      coupon category/consumer/vip, threshold, face, tiers?, seller_share?
    red_packet           amount, threshold?, quantity?, seller_share?
    gold_coins           rate (most that they may pay), cap? (coins a buyer has), seller_share?
    presale              deposit, counts_as, balance_days?
    free_freight         threshold, freight_cost?
    clearance            measure day/cover, tiers (day or days of cover, rate), floor?

A choice that is missing has its first value; so promotions that were stored before it existed mean what they did.
``seller_share`` is the part that the shop bears, all of it if missing. The budget of a promotion is its own field.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from shopplanner.domain.errors import RuleError
from shopplanner.domain.messages import Money, message
from shopplanner.domain.promotions.campaign_rules import LONGEST_PROTECTION
from shopplanner.domain.promotions.mechanics import MECHANICS, Parameter, defaults, parameters, shown
from shopplanner.domain.promotions.plan_offers import offer_of
from shopplanner.domain.promotions.promotion import (
    AUDIENCES,
    LANES,
    MOMENT,
    PHASES,
    PURPOSES,
    ROLES,
    STATUSES,
    Phase,
    Promotion,
)
from shopplanner.domain.promotions.rounding import WHOLE

__all__ = [
    "AUDIENCES",
    "LANES",
    "MECHANICS",
    "MOMENT",
    "PHASES",
    "PURPOSES",
    "ROLES",
    "STATUSES",
    "Parameter",
    "Phase",
    "Promotion",
    "check",
    "defaults",
    "offer_of",
    "parameters",
    "shown",
]

DAILY_RATES = range(1000, 5000)
"""Rates that the daily campaign takes: at least 10 % and less than 50 % (whitepaper, 2026-05-19)."""


def check(promotion: Promotion) -> None:
    """Refuse a promotion that cannot be meant.

    Raises:
        RuleError: naming what is wrong.
    """
    if not promotion.name.strip():
        raise RuleError(message("promotions.rule.name"))
    if promotion.ends <= promotion.starts:
        raise RuleError(message("promotions.rule.order"), message("promotions.rule.order_hint"))
    if not promotion.whole_shop and not promotion.products and promotion.status != "idea":
        raise RuleError(message("promotions.rule.scope"), message("promotions.rule.scope_hint"))
    for parameter in shown(promotion.mechanic, promotion.parameters):
        _check(parameter, promotion.parameters.get(parameter.name))
    _check_together(promotion)


def _check(parameter: Parameter, value: Any) -> None:
    """Refuse a value that its kind does not allow."""
    if parameter.kind == "rate":
        _rate(_number(value))
    elif parameter.kind in {"money", "count"}:
        if parameter.required or _number(value) < 0:
            _positive(_number(value))
    elif parameter.kind == "tiers":
        _tiers(parameter, value or ())
    elif parameter.kind == "by_product":
        for key, each in (value or {}).items():
            if not str(key).isdecimal():
                raise RuleError(message("promotions.error.product_gone"))
            _positive(_number(each))
    else:
        _check_word(parameter, value)


def _check_word(parameter: Parameter, value: Any) -> None:
    """Refuse a share that is none, a text that is missing, or a choice that there is not."""
    if parameter.kind == "share" and not 0 <= _number(value) <= WHOLE:
        raise RuleError(message("prices.rule.share"))
    if parameter.kind == "text" and parameter.required and not str(value or "").strip():
        raise RuleError(message("promotions.rule.gift"))
    if parameter.kind == "choice" and value and value not in parameter.choices:
        raise RuleError(message("prices.rule.choice", value=str(value), choices=", ".join(parameter.choices)))


def _number(value: Any) -> int:
    return int(value or 0)


def _tiers(parameter: Parameter, given: Sequence[Mapping[str, int]]) -> None:
    """Refuse tiers without a threshold or benefit, and two with the same threshold."""
    if parameter.required and not given:
        raise RuleError(message("prices.rule.tiers"))
    for tier in given:
        _positive(_number(tier["threshold"]))
        if parameter.units[1] == "rate":
            _rate(_number(tier["benefit"]))
        else:
            _positive(_number(tier["benefit"]))
        if parameter.units == ("money", "money"):
            _below(tier["benefit"], tier["threshold"])
    if len({tier["threshold"] for tier in given}) < len(given):
        raise RuleError(message("prices.rule.tiers"))


BELOW = {
    "threshold_reduction": "reduction",
    "cross_shop": "reduction",
    "coupon": "face",
    "category_coupon": "face",
    "red_packet": "amount",
}
"""The parameter of a mechanic that must stay below its threshold, if it has one."""


def _check_together(promotion: Promotion) -> None:
    """Refuse values that do not fit each other."""
    get, mechanic = promotion.get, promotion.mechanic
    percent = "kind" in {each.name for each in parameters(mechanic)} and promotion.choice("kind") == "percent"
    if mechanic in BELOW and get("threshold") and not percent:
        _below(get(BELOW[mechanic]), get("threshold"))
    if mechanic in {"any_n_for_price", "nth_piece"} and get("pieces") < 2:
        raise RuleError(message("prices.rule.pieces"))
    if mechanic == "presale" and get("counts_as") < get("deposit"):
        raise RuleError(message("prices.rule.deposit"))
    if get("protection_days") > LONGEST_PROTECTION:
        raise RuleError(message("prices.rule.protection", n=LONGEST_PROTECTION))
    if mechanic == "daily_reduction" and percent and get("rate") not in DAILY_RATES:
        raise RuleError(message("prices.rule.daily"))


def _positive(amount: int) -> None:
    if amount <= 0:
        raise RuleError(message("promotions.rule.positive"))


def _rate(rate: int) -> None:
    if not 0 < rate < WHOLE:
        raise RuleError(message("promotions.rule.rate"))


def _below(benefit: int, threshold: int) -> None:
    """A reduction as large as its threshold gives goods away."""
    _positive(benefit)
    if benefit >= threshold:
        raise RuleError(
            message("promotions.rule.threshold", benefit=Money(benefit), threshold=Money(threshold)),
            message("promotions.rule.threshold_hint"),
        )
