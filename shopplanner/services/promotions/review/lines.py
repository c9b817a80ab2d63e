"""Daily sales of goods as plain numbers: pieces, amounts and margins by day, from one system a product and day."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from sqlalchemy.orm import Session

from shopplanner.domain.metrics.aggregation import divide
from shopplanner.domain.metrics.definitions import Scope as Cut
from shopplanner.services.metrics import definitions, reading
from shopplanner.services.metrics.reading import Origin
from shopplanner.services.promotions.review.scope import Goods

BASES = ("paid_units", "paid_amount", "refund_amount")
MOST_UNKNOWN = 500
"""Share of the amount, in basis points, that may come from goods without a cost while a margin is still given."""


@dataclass(frozen=True)
class Lines:
    """Sales of some goods together.

    Attributes:
        units: pieces by day number.
        paid: paid amount by day.
        refunded: refunded amount by day.
        cost: what the goods sold had cost, by day, as far as costs are known.
        costed: paid amount of goods with a known cost, by day.
        origins: where the figures come from.
    """

    units: Mapping[int, int] = field(default_factory=dict)
    paid: Mapping[int, int] = field(default_factory=dict)
    refunded: Mapping[int, int] = field(default_factory=dict)
    cost: Mapping[int, int] = field(default_factory=dict)
    costed: Mapping[int, int] = field(default_factory=dict)
    origins: frozenset[Origin] = frozenset()

    def total(self, name: str, days: Sequence[int]) -> int | None:
        """Return one of the lines summed over days; None where no day is known."""
        line: Mapping[int, int] = getattr(self, name)
        known = [line[day] for day in days if day in line]
        return sum(known) if known else None

    def gross(self, days: Sequence[int]) -> int | None:
        """Return paid amount less cost of the goods over days; None where too much of it has no cost.

        Goods without a cost, 5 % of the amount at most, are taken to earn as the others do.
        """
        paid, costed, cost = (self.total(name, days) for name in ("paid", "costed", "cost"))
        if not paid or costed is None or cost is None or costed * 10_000 < paid * (10_000 - MOST_UNKNOWN):
            return None
        return divide((costed - cost) * paid, costed)

    def unit_margin(self, days: Sequence[int]) -> float | None:
        """Return what a piece earned before advertising over days, in minor units."""
        both = [day for day in days if day in self.units and day in self.paid]
        gross, units = self.gross(both), self.total("units", both)
        return None if gross is None or not units else gross / units

    def unit_price(self, days: Sequence[int]) -> float | None:
        """Return what was paid for a piece over days, in minor units."""
        both = [day for day in days if day in self.units and day in self.paid]
        paid, units = self.total("paid", both), self.total("units", both)
        return None if paid is None or not units else paid / units


@dataclass(frozen=True)
class Daily:
    """Figures of every product by code, base metric and day, and by base metric the days of which any is known."""

    by_code: reading.EntityDaily
    reported: Mapping[str, frozenset[int]]
    origins: frozenset[Origin]

    def lines(self, goods: Sequence[Goods]) -> Lines:
        """Return the lines of goods together.

        On a day that has a product report, a product that is not in it sold nothing; other days stay unknown.
        """
        sums: dict[str, dict[int, int]] = {name: dict.fromkeys(self.reported[name], 0) for name in BASES}
        both = self.reported["paid_units"] & self.reported["paid_amount"]
        cost, costed = dict.fromkeys(both, 0), dict.fromkeys(both, 0)
        for each in goods:
            found = self.by_code.get(each.code, {})
            for name in BASES:
                for day, value in found.get(name, {}).items():
                    sums[name][day] += value
            if each.cost is not None:
                _add_cost(each.cost, found, cost, costed)
        return Lines(sums["paid_units"], sums["paid_amount"], sums["refund_amount"], cost, costed, self.origins)

    def of(self, code: str) -> Mapping[str, Mapping[int, int]]:
        """Return one product's figures by base metric and day."""
        return self.by_code.get(code, {})


def daily(session: Session, shop_id: int, first: int, last: int) -> Daily:
    """Return the product reports of a span of days."""
    bases = [definitions.metric(name) for name in BASES]
    found, origins = reading.entity_daily(session, shop_id, Cut.PRODUCT, bases, first, last)
    reported = {
        name: frozenset(day for by_base in found.values() for day in by_base.get(name, {})) for name in BASES
    }  # fmt: skip
    return Daily(found, reported, frozenset().union(*origins.values()))


def shop_lines(session: Session, shop_id: int, first: int, last: int, products: Lines) -> Lines:
    """Return the whole shop's sales as its own report has them; costs come from the products."""
    bases = [definitions.metric(name) for name in BASES]
    candidates = reading.keeping_holes(reading.shop_candidates(session, shop_id, bases, first, last))
    found, origins = {}, set(products.origins)
    for name in BASES:
        by_day, used = reading.chosen(candidates, [name])
        found[name] = by_day[name]
        origins |= used
    units, paid, refunded = (found[name] for name in BASES)
    return Lines(units, paid, refunded, products.cost, products.costed, frozenset(origins))


def _add_cost(
    unit_cost: int, found: Mapping[str, Mapping[int, int]], cost: dict[int, int], costed: dict[int, int]
) -> None:  # fmt: skip
    """Add what a product's pieces had cost, and the amount that they brought."""
    paid = found.get("paid_amount", {})
    for day, units in found.get("paid_units", {}).items():
        if day in paid:
            cost[day] += units * unit_cost
            costed[day] += paid[day]


def stretches(days: Sequence[int]) -> list[tuple[int, int]]:
    """Return ascending day numbers as unbroken stretches, by their first and last day."""
    found: list[tuple[int, int]] = []
    for day in days:
        if found and day == found[-1][1] + 1:
            found[-1] = (found[-1][0], day)
        else:
            found.append((day, day))
    return found
