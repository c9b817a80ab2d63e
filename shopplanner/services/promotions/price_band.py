"""Everything the price ribbon draws of a product over a span of days, read in one go."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from shopplanner.domain.promotions.protection import Protection
from shopplanner.services.promotions import ledger
from shopplanner.services.promotions.ledger import Gate
from shopplanner.services.promotions.ribbon import RibbonSegment, ribbon
from shopplanner.services.workspace import Workspace

SERIES = ("list_price", "general", "lowest", "check_value", "line", "cost")
"""The amounts of a moment, in the order in which they are told."""


@dataclass(frozen=True)
class PriceBand:
    """A product's prices over a span of days, both ends included.

    Attributes:
        segments: stretches in which prices stay, in order and without gaps.
        line: the lowest price of the days before that counts, for each day; None where nothing is known.
        protections: days on which a campaign's buyers are protected.
        gates: starts of campaigns and what a buyer may pay at most then.
    """

    product: int
    first: date
    last: date
    segments: tuple[RibbonSegment, ...] = ()
    line: Mapping[date, int | None] = field(default_factory=dict)
    protections: tuple[Protection, ...] = ()
    gates: tuple[Gate, ...] = ()

    def segment(self, moment: datetime) -> RibbonSegment | None:
        """Return the stretch of a moment; None outside the span."""
        return next((each for each in self.segments if each.starts <= moment <= each.ends), None)

    def amounts(self, moment: datetime) -> dict[str, int | None]:
        """Return the amounts of a moment by the names of ``SERIES``."""
        found = self.segment(moment)
        line = self.line.get(moment.date())
        return {name: line if name == "line" else getattr(found, name, None) for name in SERIES}


def price_band(workspace: Workspace, product_id: int, first: date, last: date) -> PriceBand:
    """Return a product's prices, line, protections and registration gates over a span of days.

    Raises:
        NotFoundError: if the product is gone.
    """
    return PriceBand(
        product_id,
        first,
        last,
        ribbon(workspace, product_id, first, last).segments,
        ledger.line_days(workspace, product_id, first, last),
        tuple(ledger.protections(workspace, product_id, first, last)),
        tuple(ledger.gates(workspace, product_id, first, last)),
    )
