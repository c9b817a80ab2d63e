"""Price protection: how long buyers of a campaign may claim a difference, and what they could claim."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from shopplanner.domain.promotions.campaign_rules import protected_difference


@dataclass(frozen=True, slots=True)
class Protection:
    """The days on which a campaign's buyers are protected, and the price that must not be undercut, in fen."""

    first: date
    last: date
    price: int
    promotion_id: int
    name: str


@dataclass(frozen=True, slots=True)
class Paid:
    """A protected payment: the price of one piece and how many were bought."""

    reference: str
    paid_at: datetime
    price: int
    units: int
    days: int


@dataclass(frozen=True, slots=True)
class Priced:
    """A stretch of time with one price; both ends included."""

    starts: datetime
    ends: datetime
    price: int


@dataclass(frozen=True, slots=True)
class Claim:
    """What the buyer of a protected payment could claim: the largest difference, and since when."""

    paid: Paid
    price: int
    seen_at: datetime
    difference: int

    @property
    def total(self) -> int:
        """The difference for all pieces, in fen."""
        return self.difference * self.paid.units


def protection(promotion_id: int, name: str, starts: datetime, ends: datetime, price: int, days: int) -> Protection:
    """Return a campaign's protection: from its start until so many days after its last payment."""
    return Protection(starts.date(), (ends + timedelta(days=days)).date(), price, promotion_id, name)


def claims(paid: Sequence[Paid], prices: Sequence[Priced]) -> list[Claim]:
    """Return what buyers could claim, the largest total first; red packets and freight must not be in the prices.

    Only a price counts that begins after the payment and is lower than the one then: another was open to the buyer.
    """
    found = [claim for one in paid if (claim := _largest(one, prices)) is not None]
    return sorted(found, key=lambda claim: (-claim.total, claim.paid.paid_at, claim.paid.reference))


def _largest(paid: Paid, prices: Sequence[Priced]) -> Claim | None:
    """Return the largest difference that one payment could claim."""
    best: Claim | None = None
    then = next((one.price for one in prices if one.starts <= paid.paid_at <= one.ends), None)
    for one in prices:
        if one.starts <= paid.paid_at or (then is not None and one.price >= then):
            continue
        difference = protected_difference(paid.price, paid.paid_at, one.price, one.starts, paid.days)
        if difference > (best.difference if best else 0):
            best = Claim(paid, one.price, one.starts, difference)
    return best
