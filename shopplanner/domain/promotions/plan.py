"""A planned promotion: what it offers, to whom, on what, from when to when."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from shopplanner.domain.errors import RuleError
from shopplanner.domain.messages import Money, message
from shopplanner.domain.promotions.offers import Offer, Tier, Tool

MECHANICS = (
    "item_discount",
    "threshold_reduction",
    "coupon",
    "bundle",
    "gift",
    "member_day",
    "platform_event",
)
STATUSES = ("idea", "checked", "scheduled", "running", "ended", "reviewed")
AUDIENCES = ("all", "member", "new", "returning", "88vip")
LANES = ("platform", "own", "member", "hero", "ads")
PURPOSES = ("", "new_arrival", "hero", "basket", "clearance", "loyalty", "association", "brand")
PHASES = ("saving", "warm_up", "opening", "peak", "encore")
ROLES = ("operator", "designer", "promoter", "presales", "aftersales", "warehouse", "buyer")
MOMENT = "%Y-%m-%d %H:%M:%S"


@dataclass(frozen=True)
class Phase:
    """A segment of a promotion; ``name`` is what it is called if not by its kind, such as "second wave"."""

    kind: str
    starts: datetime
    ends: datetime
    name: str = ""


@dataclass(frozen=True)
class Promotion:
    """A planned promotion; moments are local, both ends included to the second.

    ``parameters`` by mechanic, amounts in fen and rates in basis points off: item_discount kind percent/amount/fixed
    with rate, amount or price; threshold_reduction threshold, reduction, repeat; coupon threshold, face, quantity,
    per_person; bundle price; gift threshold, gift, gift_cost, quantity; member_day buy, free; platform_event rate.
    """

    name: str
    mechanic: str
    starts: datetime
    ends: datetime
    id: int = 0
    lane: str = "own"
    status: str = "idea"
    purpose: str = ""
    audience: str = "all"
    whole_shop: bool = False
    products: tuple[int, ...] = ()
    parameters: Mapping[str, Any] = field(default_factory=dict)
    budget: int | None = None
    series: str = ""
    note: str = ""
    phases: tuple[Phase, ...] = ()
    tasks_done: int = 0
    tasks: int = 0

    @property
    def counts(self) -> bool:
        """Whether it changes what buyers pay: ideas do not, nor does one whose products were all removed."""
        return self.status != "idea" and (self.whole_shop or bool(self.products))

    def get(self, name: str) -> int:
        """Return a whole-number parameter; 0 if it was not given."""
        return int(self.parameters.get(name) or 0)


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
    _check_parameters(promotion)


def _check_parameters(promotion: Promotion) -> None:
    match promotion.mechanic:
        case "item_discount":
            _check_discount(promotion)
        case "threshold_reduction":
            _below(promotion.get("reduction"), promotion.get("threshold"))
            for tier in promotion.parameters.get("tiers", ()):
                _below(tier["benefit"], tier["threshold"])
        case "coupon":
            if promotion.get("threshold"):
                _below(promotion.get("face"), promotion.get("threshold"))
            _positive(promotion.get("face"))
        case "bundle":
            _positive(promotion.get("price"))
        case "gift":
            if not str(promotion.parameters.get("gift", "")).strip():
                raise RuleError(message("promotions.rule.gift"))
        case "member_day":
            _positive(promotion.get("buy"))
            _positive(promotion.get("free"))
        case _:
            _rate(promotion.get("rate"))


def _check_discount(promotion: Promotion) -> None:
    match promotion.parameters.get("kind", "percent"):
        case "percent":
            _rate(promotion.get("rate"))
        case "amount":
            _positive(promotion.get("amount"))
        case _:
            _positive(promotion.get("price"))


def _positive(amount: int) -> None:
    if amount <= 0:
        raise RuleError(message("promotions.rule.positive"))


def _rate(rate: int) -> None:
    if not 0 < rate < 10_000:
        raise RuleError(message("promotions.rule.rate"))


def _below(benefit: int, threshold: int) -> None:
    """A reduction as large as its threshold gives goods away."""
    _positive(benefit)
    if benefit >= threshold:
        raise RuleError(
            message("promotions.rule.threshold", benefit=Money(benefit), threshold=Money(threshold)),
            message("promotions.rule.threshold_hint"),
        )


def offer_of(promotion: Promotion, codes: Mapping[int, str]) -> Offer:
    """Return the promotion as the price engine's offer; ``codes`` gives the products' codes by id."""
    scope = (
        frozenset() if promotion.whole_shop else frozenset(codes[each] for each in promotion.products if each in codes)
    )
    tool, benefit, threshold = _tool(promotion)
    return Offer(
        id=str(promotion.id),
        tool=tool,
        benefit=benefit,
        threshold=threshold,
        tiers=tuple(Tier(tier["threshold"], tier["benefit"]) for tier in promotion.parameters.get("tiers", ())),
        scope=scope,
        repeat=0 if promotion.parameters.get("repeat") == "each" else 1,
        limit=promotion.get("per_person"),
        audience=promotion.audience,
        buy=promotion.get("buy"),
        gift_cost=promotion.get("gift_cost"),
        name=promotion.name,
    )


def _tool(promotion: Promotion) -> tuple[Tool, int, int]:
    """Return the tool, the benefit and the threshold of a promotion's mechanic."""
    get = promotion.get
    match promotion.mechanic:
        case "item_discount":
            kinds = {
                "percent": (Tool.ITEM_PERCENT, get("rate")),
                "amount": (Tool.ITEM_AMOUNT, get("amount")),
                "fixed": (Tool.ITEM_FIXED, get("price")),
            }
            tool, benefit = kinds[promotion.parameters.get("kind", "percent")]
            return tool, benefit, 0
        case "threshold_reduction":
            return Tool.AMOUNT_REDUCTION, get("reduction"), get("threshold")
        case "coupon":
            return Tool.COUPON, get("face"), get("threshold")
        case "bundle":
            return Tool.BUNDLE, get("price"), 0
        case "gift":
            return Tool.GIFT, 0, get("threshold")
        case "member_day":
            return Tool.FREE_PIECES, get("free"), 0
        case _:
            return Tool.OFFICIAL_REDUCTION, get("rate"), 0
