"""Words to write carts and offers in: amounts in yuan as text, reductions in percent."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache
from typing import Any

from shopplanner.domain.promotions.offers import Base, CartLine, Objective, Offer, Profile, Tier, Tool
from shopplanner.domain.promotions.rounding import Rounding
from shopplanner.services.promotions import prices

NOW = "taobao-2026-03-10"
BEFORE = "taobao-before-2026-03-10"
PARALLEL = "generic-parallel"
SEQUENTIAL = "generic-sequential"
HALF_UP = "today, rounded half up"
REDUCED = "today, thresholds on reduced prices"
GREEDY = "today, each sub-order by itself"
LOOSE = "today, counting all pieces in scope"
CHANGED: dict[str, dict[str, Any]] = {
    HALF_UP: {"percent_rounding": Rounding.HALF_UP_FEN},
    REDUCED: {"shop_threshold_base": Base.AFTER_ITEM},
    GREEDY: {"best_of_objective": Objective.PER_SUBORDER},
    LOOSE: {"count_lines_taken_by_other_offer": True},
}
"""Flags that the platform leaves open, the other way round."""


@cache
def profile(name: str) -> Profile:
    """Return the stacking rules of a shipped pack, or those of today with one flag changed."""
    if name in CHANGED:
        return replace(profile(NOW), **CHANGED[name])
    return next(entry for entry in prices.profiles() if entry.id == name).as_profile()


def fen(yuan: str) -> int:
    """Return the fen of an amount in yuan."""
    return int(Decimal(yuan) * 100)


def cart(*lines: str) -> tuple[CartLine, ...]:
    """Return cart lines written as ``A 59.90 x3``."""
    made = []
    for text in lines:
        sku, price, *more = text.split()
        made.append(CartLine(sku, int(more[0][1:]) if more else 1, fen(price)))
    return tuple(made)


def made(tool: Tool, benefit: int, scope: str, threshold: int = 0, **more: int | tuple[Tier, ...]) -> Offer:
    """Return an offer named by what it does; ``scope`` lists SKUs, empty for the whole shop."""
    name = " ".join([tool.value, str(benefit), "from", str(threshold), *scope.split(), *map(str, more.values())])
    return Offer(name, tool, benefit, threshold, scope=frozenset(scope.split()), **more)  # type: ignore[arg-type]  # by name


def item_percent(percent: float, scope: str = "") -> Offer:
    """A percentage off every piece."""
    return made(Tool.ITEM_PERCENT, round(percent * 100), scope)


def item_off(yuan: str, scope: str = "") -> Offer:
    """An amount off every piece."""
    return made(Tool.ITEM_AMOUNT, fen(yuan), scope)


def pieces_percent(count: int, percent: float, scope: str = "", more: tuple[tuple[int, float], ...] = ()) -> Offer:
    """A percentage off from so many pieces on."""
    tiers = tuple(Tier(number, round(rate * 100)) for number, rate in more)
    return made(Tool.PIECES_PERCENT, round(percent * 100), scope, count, tiers=tiers)


def order_percent(percent: float, scope: str = "") -> Offer:
    """A percentage off the whole order."""
    return pieces_percent(1, percent, scope)


def pieces_off(count: int, yuan: str, scope: str = "", repeat: int = 1) -> Offer:
    """An amount off from so many pieces on."""
    return made(Tool.PIECES_AMOUNT, fen(yuan), scope, count, repeat=repeat)


def order_off(
    yuan: str, reach: str = "0", scope: str = "", repeat: int = 1, more: tuple[tuple[str, str], ...] = ()
) -> Offer:
    """An amount off the order that reaches a sum."""
    tiers = tuple(Tier(fen(sum_), fen(off)) for sum_, off in more)
    return made(Tool.AMOUNT_REDUCTION, fen(yuan), scope, fen(reach), repeat=repeat, tiers=tiers)


def coupon(reach: str, face: str, scope: str = "", limit: int = 0) -> Offer:
    """A coupon."""
    return made(Tool.COUPON, fen(face), scope, fen(reach), limit=limit)


def cross_shop(reach: str, off: str, repeat: int = 1) -> Offer:
    """A reduction over all shops."""
    return made(Tool.CROSS_SHOP, fen(off), "", fen(reach), repeat=repeat)


def free_pieces(buy: int, free: int = 1, scope: str = "", repeat: int = 0) -> Offer:
    """Buy so many, get so many free, as often as the pieces suffice."""
    return made(Tool.FREE_PIECES, free, scope, buy=buy, repeat=repeat)


@dataclass(frozen=True)
class Case:
    """A cart, its offers, and what must be paid in yuan: in all, and line by line where the source says so.

    Attributes:
        theirs: what the source prints where its rule is another one than ours; the remark says which.
    """

    id: str
    source: str
    lines: tuple[CartLine, ...]
    offers: tuple[Offer, ...]
    pays: str
    each: tuple[str, ...] = ()
    profile: str = PARALLEL
    theirs: str = ""
    remark: str = ""
