"""What each mechanic of a planned promotion asks for, as data: forms, checks and exports are made from it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from shopplanner.domain.promotions.tools import Tool


@dataclass(frozen=True, slots=True)
class Parameter:
    """A parameter of a mechanic.

    Attributes:
        name: key in ``Promotion.parameters``.
        kind: ``money`` (fen), ``rate`` (basis points off), ``share`` (basis points, 0 to 10000), ``count``, ``text``,
            ``choice`` (one of ``choices``), ``tiers`` (list of ``{"threshold", "benefit"}``) or ``by_product``
            (``{product id as text: value}`` in the unit of the parameter ``of``).
        default: what a new promotion begins with; None for nothing.
        required: must be given and above 0 (a text: not blank) when it is shown.
        choices: values of a choice; the first counts when nothing is given.
        when: parameter and the values of it with which this one is shown; empty for always.
        units: kinds of threshold and benefit of tiers.
        of: parameter that products may have another value of; with a choice in between, the first that is shown.
    """

    name: str
    kind: str
    default: Any = None
    required: bool = False
    choices: tuple[str, ...] = ()
    when: tuple[str, tuple[str, ...]] | None = None
    units: tuple[str, str] = ("money", "money")
    of: tuple[str, ...] = ()

    def shown(self, values: Mapping[str, Any], siblings: tuple[Parameter, ...]) -> bool:
        """Whether it means something beside the other values."""
        if self.when is None:
            return True
        name, wanted = self.when
        other = next(each for each in siblings if each.name == name)
        return str(values.get(name) or other.choices[0]) in wanted


REPEAT: Final = ("once", "each", "up_to")


def _kind(*choices: str, default: str = "") -> Parameter:
    return Parameter("kind", "choice", default or choices[0], choices=choices)


def _with_kind(name: str, kind: str, *wanted: str, default: Any = None) -> Parameter:
    return Parameter(name, kind, default, required=True, when=("kind", wanted))


def _repeat(default: str = "once", *, only: tuple[str, ...] = ()) -> tuple[Parameter, ...]:
    """Return how often a benefit is given, and how many times at most."""
    shown = ("kind", only) if only else None
    return (
        Parameter("repeat", "choice", default, choices=REPEAT, when=shown),
        Parameter("times", "count", 2, required=True, when=("repeat", ("up_to",))),
    )


CAP: Final = Parameter("cap", "money")
PER_PERSON: Final = Parameter("per_person", "count")
PROTECTION: Final = Parameter("protection_days", "count")
"""Days of price protection that a campaign names; where it names none, those of the rule pack hold."""
SELLER_SHARE: Final = Parameter("seller_share", "share")
_OFF: Final = (
    _kind("percent", "amount"),
    _with_kind("rate", "rate", "percent", default=1000),
    _with_kind("amount", "money", "amount"),
    Parameter("by_product", "by_product", of=("rate", "amount")),
)

PARAMETERS: Final[Mapping[str, tuple[Parameter, ...]]] = {
    "item_discount": (
        _kind("percent", "amount", "fixed"),
        _with_kind("rate", "rate", "percent", default=1000),
        _with_kind("amount", "money", "amount"),
        _with_kind("price", "money", "fixed"),
        Parameter("by_product", "by_product", of=("rate", "amount", "price")),
        PER_PERSON,
    ),
    "flash_sale": (
        Parameter("price", "money", 9900, required=True),
        Parameter("by_product", "by_product", of=("price",)),
        PER_PERSON,
        Parameter("stock", "count"),
        Parameter("slot_fee", "money"),
        Parameter("commission", "share"),
        PROTECTION,
    ),
    "daily_reduction": (*_OFF, PROTECTION),
    "platform_event": (
        Parameter("rate", "rate", 1200, required=True),
        Parameter("by_product", "by_product", of=("rate",)),
        SELLER_SHARE,
        PROTECTION,
    ),
    "member_reduction": (*_OFF, PER_PERSON),
    "returning_reduction": (*_OFF, PER_PERSON),
    "clearance": (
        Parameter("measure", "choice", "day", choices=("day", "cover")),
        Parameter(
            "tiers",
            "tiers",
            [{"threshold": 1, "benefit": 1000}, {"threshold": 8, "benefit": 3000}],
            required=True,
            units=("count", "rate"),
        ),
        Parameter("floor", "money"),
    ),
    "threshold_reduction": (
        _kind("amount", "percent"),
        Parameter("threshold", "money", 19_900, required=True),
        _with_kind("reduction", "money", "amount", default=2000),
        _with_kind("rate", "rate", "percent", default=1000),
        Parameter("tiers", "tiers", when=("kind", ("amount",))),
        Parameter("rate_tiers", "tiers", when=("kind", ("percent",)), units=("money", "rate")),
        *_repeat(only=("amount",)),
        CAP,
    ),
    "quantity_reduction": (
        _kind("percent", "amount"),
        Parameter("pieces", "count", 2, required=True),
        _with_kind("rate", "rate", "percent", default=1000),
        _with_kind("reduction", "money", "amount", default=1000),
        Parameter("rate_tiers", "tiers", when=("kind", ("percent",)), units=("count", "rate")),
        Parameter("tiers", "tiers", when=("kind", ("amount",)), units=("count", "money")),
        *_repeat(only=("amount",)),
        CAP,
    ),
    "any_n_for_price": (
        Parameter("pieces", "count", 3, required=True),
        Parameter("price", "money", 9900, required=True),
        Parameter("tiers", "tiers", units=("count", "money")),
        *_repeat("each"),
    ),
    "nth_piece": (
        Parameter("pieces", "count", 2, required=True),
        _kind("percent", "fixed"),
        _with_kind("rate", "rate", "percent", default=5000),
        _with_kind("price", "money", "fixed"),
        *_repeat("each"),
    ),
    "buy_x_get_y": (
        Parameter("buy", "count", 2, required=True),
        Parameter("free", "count", 1, required=True),
        *_repeat("each"),
    ),
    "bundle": (
        Parameter("price", "money", 9900, required=True),
        *_repeat(),
        PER_PERSON,
    ),
    "coupon": (
        Parameter("threshold", "money", 9900),
        Parameter("face", "money", 1000, required=True),
        Parameter("quantity", "count", 1000),
        Parameter("per_person", "count", 1),
        SELLER_SHARE,
    ),
    "cross_shop": (
        Parameter("threshold", "money", 30_000, required=True),
        Parameter("reduction", "money", 5000, required=True),
        *_repeat("each"),
        CAP,
        SELLER_SHARE,
    ),
    "category_coupon": (
        Parameter("coupon", "choice", "category", choices=("category", "consumer", "vip")),
        Parameter("threshold", "money", 20_000, required=True),
        Parameter("face", "money", 2000, required=True),
        Parameter("tiers", "tiers"),
        SELLER_SHARE,
    ),
    "red_packet": (
        Parameter("amount", "money", 500, required=True),
        Parameter("threshold", "money"),
        Parameter("quantity", "count", 100),
        SELLER_SHARE,
    ),
    "gold_coins": (Parameter("rate", "rate", 300, required=True), CAP, SELLER_SHARE),
    "presale": (
        Parameter("deposit", "money", 5000, required=True),
        Parameter("counts_as", "money", 10_000, required=True),
        Parameter("balance_days", "count", 3),
    ),
    "free_freight": (Parameter("threshold", "money", 8800), Parameter("freight_cost", "money")),
    "gift": (
        Parameter("gift", "text", "", required=True),
        Parameter("kind", "choice", "amount", choices=("amount", "pieces")),
        Parameter("threshold", "money", 19_900, when=("kind", ("amount",))),
        _with_kind("pieces", "count", "pieces", default=2),
        Parameter("gift_cost", "money", 0),
        Parameter("quantity", "count", 100),
        PER_PERSON,
        *_repeat(),
    ),
    "member_day": (
        Parameter("buy", "count", 2, required=True),
        Parameter("free", "count", 1, required=True),
        *_repeat(),
    ),
}
"""The parameters of each mechanic in the order they are asked for."""

MECHANICS: Final = (
    "item_discount",
    "threshold_reduction",
    "coupon",
    "bundle",
    "gift",
    "member_day",
    "platform_event",
    "quantity_reduction",
    "any_n_for_price",
    "nth_piece",
    "buy_x_get_y",
    "flash_sale",
    "daily_reduction",
    "member_reduction",
    "returning_reduction",
    "cross_shop",
    "category_coupon",
    "red_packet",
    "gold_coins",
    "presale",
    "free_freight",
    "clearance",
)
"""All mechanics; the first seven are those of the first version and keep their places."""

GROUPS: Final[Mapping[str, tuple[str, ...]]] = {
    "item": (
        "item_discount",
        "flash_sale",
        "daily_reduction",
        "platform_event",
        "member_reduction",
        "returning_reduction",
        "clearance",
    ),
    "shop": (
        "threshold_reduction",
        "quantity_reduction",
        "any_n_for_price",
        "nth_piece",
        "buy_x_get_y",
        "member_day",
        "bundle",
        "coupon",
    ),
    "platform": ("cross_shop", "category_coupon", "red_packet", "gold_coins"),
    "beside": ("presale", "gift", "free_freight"),
}
"""All mechanics by where they work, for menus and choices."""

ITEM_TOOLS: Final[Mapping[str, Tool]] = {
    "flash_sale": Tool.FLASH_SALE,
    "daily_reduction": Tool.DAILY_REDUCTION,
    "platform_event": Tool.OFFICIAL_REDUCTION,
    "member_reduction": Tool.MEMBER_REDUCTION,
    "returning_reduction": Tool.RETURNING_REDUCTION,
}
"""Mechanics of single items that stand for one tool."""


def parameters(mechanic: str) -> tuple[Parameter, ...]:
    """Return the parameters of a mechanic in the order they are asked for."""
    return PARAMETERS[mechanic]


def shown(mechanic: str, values: Mapping[str, Any]) -> tuple[Parameter, ...]:
    """Return the parameters that mean something beside the values of the others."""
    every = parameters(mechanic)
    return tuple(each for each in every if each.shown(values, every))


def defaults(mechanic: str) -> dict[str, Any]:
    """Return what a new promotion of a mechanic begins with; parameters without a default are left out."""
    found = {each.name: each.default for each in parameters(mechanic) if each.default is not None}
    return {name: [dict(tier) for tier in value] if isinstance(value, list) else value for name, value in found.items()}
