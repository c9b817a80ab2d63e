"""Which days each source of a fact covers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final

from sqlalchemy import Table, select
from sqlalchemy.orm import Session

from shopplanner.domain.days import day_number, day_of
from shopplanner.domain.metrics.periods import Period
from shopplanner.domain.metrics.plausibility import gaps
from shopplanner.services.metrics.freshness import DAY_COLUMNS, fact_title, sources_of
from shopplanner.storage.tables.facts import ADDITIVE_ROLLUP, FACTS

DAILY: Final = ("shop_day", "product_day", "channel_day", "ad_day")
"""Facts of which every day is expected."""

COVERED: Final = (*DAILY, "orders", "order_line", "refund")


@dataclass(frozen=True, slots=True)
class Coverage:
    """The days that a source of a fact has figures of, within a period, and the holes between its own ends."""

    source: str
    fact: str
    title: str
    period: Period
    days: frozenset[date]
    gaps: tuple[Period, ...]
    daily: bool


def coverage(session: Session, shop_id: int, period: Period) -> tuple[Coverage, ...]:
    """Return the days that each source covers."""
    return tuple(
        _coverage(session, shop_id, FACTS[fact], source, period)
        for fact in COVERED
        for source in sources_of(session, shop_id, FACTS[fact])
    )


def _coverage(session: Session, shop_id: int, table: Table, source: str, period: Period) -> Coverage:
    """Return one source's days."""
    days = _days(session, shop_id, table, source, period)
    holes = tuple(Period(day_of(first), day_of(last)) for first, last in gaps(days))
    daily = table.name in DAILY
    return Coverage(
        source,
        table.name,
        fact_title(table.name, source),
        period,
        frozenset(day_of(day) for day in days),
        holes if daily else (),
        daily,
    )


def _days(session: Session, shop_id: int, table: Table, source: str, period: Period) -> list[int]:
    """Return the day numbers that a source has rows for, from the roll-ups where they have it."""
    between = (day_number(period.first), day_number(period.last))
    rollup = ADDITIVE_ROLLUP.c
    rolled = session.scalars(
        select(rollup.day)
        .where(
            rollup.shop_id == shop_id,
            rollup.fact == table.name,
            rollup.source == source,
            rollup.day.between(*between),
        )
        .distinct()
    ).all()
    if rolled:
        return list(rolled)
    day = table.c[DAY_COLUMNS.get(table.name, "day")]
    query = select(day).where(table.c.shop_id == shop_id, table.c.source == source, day.between(*between)).distinct()
    return list(session.scalars(query))
