"""The platform's tools by the names in its exports, and what its words about an offer say in figures."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from shopplanner.domain.promotions.rounding import WHOLE
from shopplanner.domain.promotions.tools import Tool
from shopplanner.foundation import packs
from shopplanner.foundation.bilingual import Bilingual

KIND: Final = "tool_names"
FIGURE: Final = r"(\d+(?:\.\d+)?)"
THRESHOLD: Final = re.compile(rf"满\s*{FIGURE}\s*元?\s*(?:立减|减|-)\s*{FIGURE}")
KEPT: Final = re.compile(rf"{FIGURE}\s*折")
PERCENT: Final = re.compile(rf"{FIGURE}\s*%")
OFF: Final = re.compile(rf"减\s*{FIGURE}")
BARE: Final = re.compile(FIGURE)


@dataclass(frozen=True)
class ToolFamily:
    """Tools that are one thing to the platform: its names, the engine's tools, and what it becomes in the plan."""

    id: str
    title: Bilingual
    names: tuple[str, ...]
    tools: tuple[Tool, ...]
    mechanic: str = ""


def families() -> list[ToolFamily]:
    """Return all families of tools."""
    return [entry for name in packs.names(KIND) for entry in packs.load(KIND, name, ToolFamily).entries]


def family_named(known: list[ToolFamily], *texts: str | None) -> ToolFamily | None:
    """Return the family that the first telling text names, by the longest name in it; None if none does."""
    for words in texts:
        found = [(len(name), family) for family in known for name in family.names if words and name in words]
        if found:
            return max(found, key=lambda pair: pair[0])[1]
    return None


def family_of(known: list[ToolFamily], tool: Tool) -> ToolFamily | None:
    """Return the family that one of the engine's tools belongs to."""
    return next((family for family in known if tool in family.tools), None)


def threshold_in(words: str | None) -> tuple[int, int] | None:
    """Return threshold and reduction in fen of words like ``满200减20``; None if there are none."""
    match = THRESHOLD.search(words or "")
    return (_fen(match[1]), _fen(match[2])) if match else None


def rate_in(words: str | None) -> int | None:
    """Return what ``8.8折``, ``88折``, ``12%`` or ``0.12`` takes off, in basis points; None if the words say no rate.

    A bare number below one is taken as the share that is taken off, or, from one half on, as what is left to pay.
    """
    content = words or ""
    if match := KEPT.search(content):
        kept = Decimal(match[1])
        return WHOLE - int(kept * (1000 if kept < 10 else 100))
    if match := PERCENT.search(content):
        return int(Decimal(match[1]) * 100)
    match = BARE.fullmatch(content.strip())
    share = Decimal(match[1]) if match else Decimal(0)
    if not 0 < share < 1:
        return None
    return int((1 - share if share >= Decimal("0.5") else share) * WHOLE)


def amount_in(words: str | None) -> int | None:
    """Return the amount in fen of words like ``减10元`` or a bare number from one on; None if none is said."""
    content = words or ""
    if match := OFF.search(content):
        return _fen(match[1])
    match = BARE.fullmatch(content.strip().removesuffix("元"))
    return _fen(match[1]) if match and Decimal(match[1]) >= 1 else None


def _fen(figure: str) -> int:
    return int(Decimal(figure) * 100)
