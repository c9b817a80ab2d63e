"""The price that a promotion may be compared with in public.

Source: the rules against deceptive prices count as original price the lowest price of a deal in the seven days before
the promotion at the same place of sale, or the price of the last deal before it if there was none in these days.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

BASELINE_DAYS = 7


@dataclass(frozen=True, slots=True, order=True)
class Deal:
    """A paid price of one piece on a day."""

    day: date
    price: int
    units: int = 1
    sku: str = ""
    reference: str = ""


@dataclass(frozen=True, slots=True)
class Baseline:
    """The price to compare with and the deals that it rests on, newest first.

    Attributes:
        price: None if nothing was ever sold before.
        last_deal: whether it is the last deal before the seven days, as there was none in them.
        evidence: the deals of the days looked at; the last one alone where there was none.
    """

    start: date
    first: date
    price: int | None
    last_deal: bool
    evidence: tuple[Deal, ...]


def baseline(deals: Iterable[Deal], start: date, days: int = BASELINE_DAYS) -> Baseline:
    """Return the price that a promotion beginning on ``start`` may be compared with."""
    first = start - timedelta(days=days)
    before = sorted((deal for deal in deals if deal.day < start), reverse=True)
    inside = tuple(deal for deal in before if deal.day >= first)
    if inside:
        return Baseline(start, first, min(deal.price for deal in inside), last_deal=False, evidence=inside)
    latest = tuple(deal for deal in before if deal.day == before[0].day) if before else ()
    lowest = min((deal.price for deal in latest), default=None)
    return Baseline(start, first, lowest, last_deal=bool(latest), evidence=latest)
