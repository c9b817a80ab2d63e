"""How much of a range rests on few products: ABC classes and the concentration of sales."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from shopplanner.domain.products.economics import WHOLE, share

A_UP_TO: Final = 8_000
B_UP_TO: Final = 9_500
TOP_THREE_RISKY: Final = 7_000
"""A shop whose three largest products bring more than this leans on them. Source: one trade page; a rule of thumb."""


@dataclass(frozen=True, slots=True)
class Ranked:
    """A product's place in the range.

    Attributes:
        share: its part of the sum, in basis points.
        running: the part of all products up to and including it.
        grade: ``A``, ``B`` or ``C``.
    """

    key: str
    value: int
    share: int
    running: int
    grade: str


@dataclass(frozen=True, slots=True)
class Concentration:
    """How strongly sales rest on few products.

    Attributes:
        hhi: Herfindahl-Hirschman index, the sum of squared shares times 10,000: 10,000 is one product alone, and n
            equal products give 10,000 / n.
        top_one: share of the largest product in basis points.
        top_three: share of the three largest.
        selling: products with sales above zero.
    """

    hhi: int
    top_one: int
    top_three: int
    selling: int

    @property
    def risky(self) -> bool:
        """Whether the three largest products bring more than seven tenths."""
        return self.top_three > TOP_THREE_RISKY


def abc(values: Mapping[str, int], a_up_to: int = A_UP_TO, b_up_to: int = B_UP_TO) -> list[Ranked]:
    """Return the products with sales in falling order with their classes.

    A product belongs to A while the running share *before* it is under ``a_up_to``, to B while it is under ``b_up_to``,
    so that the product that crosses the line still belongs to the better class and a single product is an A. Products
    without sales belong to no class. Source: Pareto analysis, A to 80 %, B to 95 %, C the rest.
    """
    selling = sorted(((value, key) for key, value in values.items() if value > 0), key=lambda one: (-one[0], one[1]))
    whole = sum(value for value, _ in selling)
    ranked, before = [], 0
    for value, key in selling:
        running = before + value
        ranked.append(
            Ranked(
                key,
                value,
                share(value, whole) or 0,
                share(running, whole) or 0,
                _grade(before, whole, a_up_to, b_up_to),
            )
        )
        before = running
    return ranked


def concentration(values: Iterable[int]) -> Concentration | None:
    """Return how concentrated sales are: HHI = sum of (value / sum)², top-1 and top-3 share; None without sales.

    The index is worked out exactly and rounded once. Source: Herfindahl-Hirschman index.
    """
    selling = sorted((value for value in values if value > 0), reverse=True)
    whole = sum(selling)
    if not whole:
        return None
    hhi = share(sum(value * value for value in selling), whole * whole) or 0
    return Concentration(hhi, share(selling[0], whole) or 0, share(sum(selling[:3]), whole) or 0, len(selling))


def _grade(before: int, whole: int, a_up_to: int, b_up_to: int) -> str:
    if before * WHOLE < a_up_to * whole:
        return "A"
    return "B" if before * WHOLE < b_up_to * whole else "C"
