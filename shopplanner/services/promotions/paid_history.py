"""What was paid for SKUs, read in bulk: the counted lows of past days, and payments of campaigns with their prices."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import accumulate

from sqlalchemy import select
from sqlalchemy.orm import Session

from shopplanner.domain.days import day_number, moment_at
from shopplanner.services.promotions.ledger import paid_lows_in
from shopplanner.services.promotions.radar_plan import RadarProduct
from shopplanner.storage.tables.facts import ORDER_LINE
from shopplanner.storage.tables.products import ProductRow

Payment = tuple[datetime, int]
"""When a piece was paid, and what it cost in fen."""


def paid_lows(
    session: Session, shop_id: int, products: Sequence[RadarProduct], first: date, last: date
) -> dict[str, dict[date, int]]:
    """Return by SKU the lowest paid price that counts on each day of a span; days without one are left out."""
    wanted = {each.product_id for each in products}
    rows = {row.id: row for row in session.scalars(select(ProductRow).where(ProductRow.id.in_(wanted)))}
    chosen = [(rows[each.product_id], each.variant) for each in products]
    found = paid_lows_in(session, shop_id, chosen, first, last)
    return {each.key: found[each.product_id, each.variant] for each in products}


class Payments:
    """The payments of a shop over a span of days, read once for all its SKUs."""

    def __init__(self, session: Session, shop_id: int, first: date, last: date) -> None:
        table = ORDER_LINE.c
        query = select(table.product_code, table.sku, table.paid_at, table.units, table.paid_amount).where(
            table.shop_id == shop_id, table.day.between(day_number(first), day_number(last)),
            table.paid_at.is_not(None), table.paid_amount > 0, table.units > 0,
        )  # fmt: skip
        self._found: dict[tuple[str, str], list[Payment]] = {}
        for code, sku, paid_at, units, paid in session.execute(query):
            payment = moment_at(paid_at), paid // units
            self._found.setdefault((code, ""), []).append(payment)
            if sku:
                self._found.setdefault((code, sku), []).append(payment)

    def of(self, code: str, variant: str, starts: datetime, ends: datetime) -> list[Payment]:
        """Return the payments for a SKU, or for a product if ``variant`` is empty, between two moments."""
        return [each for each in self._found.get((code, variant), ()) if starts <= each[0] <= ends]


@dataclass(frozen=True)
class Protected:
    """Until when payments are protected, in order, and the highest price of those that are protected so long."""

    until: tuple[datetime, ...]
    highest: tuple[int, ...]

    def limit(self, moment: datetime) -> int:
        """Return what a price may not be below at a moment; 0 if no payment is protected any more."""
        place = bisect_left(self.until, moment)
        return self.highest[place] if place < len(self.until) else 0


def protected(payments: Iterable[Payment], days: int) -> Protected:
    """Return the protection of payments for so many days."""
    ordered = sorted((moment + timedelta(days=days), price) for moment, price in payments)
    highest = list(accumulate((price for _until, price in reversed(ordered)), max))
    return Protected(tuple(until for until, _price in ordered), tuple(reversed(highest)))
