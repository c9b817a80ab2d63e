"""What reports say about each product over the last days with data. People are never added over products."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Final

from sqlalchemy import and_, case, func, select
from sqlalchemy.orm import Session

from shopplanner.domain.days import day_number, day_of
from shopplanner.domain.metrics.periods import Period
from shopplanner.domain.products.economics import share
from shopplanner.services.metrics.definitions import source_rank
from shopplanner.storage.tables.facts import PRODUCT_DAY

DAYS: Final = 28


@dataclass(frozen=True, slots=True)
class Figures:
    """A product's figures of a period, from the best source that knows it; None where nothing is known.

    Attributes:
        paid_amount: in minor units.
        units: pieces paid.
        visitors: mean number of people a day, since people of several days cannot be added.
        conversion: paid buyers over visitors of the days on which both are known, in basis points.
    """

    paid_amount: int | None = None
    units: int | None = None
    visitors: int | None = None
    conversion: int | None = None


NONE: Final = Figures()


def last_period(session: Session, shop_id: int, days: int = DAYS) -> Period | None:
    """Return the last ``days`` days up to the last one with product figures; None without any."""
    last = session.scalar(select(func.max(PRODUCT_DAY.c.day)).where(PRODUCT_DAY.c.shop_id == shop_id))
    return None if last is None else Period(day_of(last) - timedelta(days=days - 1), day_of(last))


def product_figures(session: Session, shop_id: int, period: Period) -> dict[str, Figures]:
    """Return the figures by product code."""
    table = PRODUCT_DAY.c
    both = and_(table.visitors.is_not(None), table.paid_buyers.is_not(None))
    query = (
        select(
            table.product_code,
            table.source,
            func.sum(table.paid_amount),
            func.sum(table.paid_units),
            func.sum(table.visitors),
            func.count(table.visitors),
            func.sum(case((both, table.paid_buyers))),
            func.sum(case((both, table.visitors))),
        )
        .where(table.shop_id == shop_id, table.day.between(day_number(period.first), day_number(period.last)))
        .group_by(table.product_code, table.source)
    )
    found: dict[str, tuple[tuple[int, str], Figures]] = {}
    for code, source, *sums in session.execute(query):
        rank = source_rank(source)
        if code not in found or rank < found[code][0]:
            found[code] = (rank, _figures(*sums))
    return {code: figures for code, (_, figures) in found.items()}


def _figures(paid: Any, units: Any, visits: Any, days: int, buyers: Any, visitors: Any) -> Figures:
    mean = None if visits is None else (2 * visits + days) // (2 * days)
    return Figures(paid, units, mean, None if buyers is None else share(buyers, visitors))


def daily_series(session: Session, shop_id: int, code: str, period: Period) -> tuple[tuple[int | None, ...], ...]:
    """Return paid amount and visitors of one product for each day of a period, from its best source."""
    table = (
        PRODUCT_DAY.c
    )  # days are named one by one, so that the clustered key finds each without reading its products
    query = select(table.day, table.source, table.paid_amount, table.visitors).where(
        table.shop_id == shop_id,
        table.day.in_([day_number(day) for day in period.days()]),
        table.product_code == code,
    )
    by_source: dict[str, dict[int, tuple[int | None, int | None]]] = {}
    for day, source, paid, visitors in session.execute(query):
        by_source.setdefault(source, {})[day] = (paid, visitors)
    best = by_source[min(by_source, key=source_rank)] if by_source else {}
    days = [best.get(day_number(day), (None, None)) for day in period.days()]
    return tuple(paid for paid, _ in days), tuple(visitors for _, visitors in days)
