"""How fresh each source is: its last day with figures, and how late that is."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Final

from sqlalchemy import Table, func, select
from sqlalchemy.orm import Session

from shopplanner.domain.days import day_number, day_of
from shopplanner.domain.messages import message
from shopplanner.services import wording
from shopplanner.services.metrics.definitions import source_rank, source_title, sources
from shopplanner.services.workspace import Workspace
from shopplanner.storage.tables.facts import ADDITIVE_ROLLUP, FACTS

WATCHED: Final = ("shop_day", "product_day", "channel_day", "ad_day", "orders", "order_line", "refund")
"""Facts that arrive day by day, in the order in which they are shown."""

DAY_COLUMNS: Final = {"refund": "finished_day"}
RETIRED_AFTER: Final = 120
"""Days behind the newest source of the same fact after which a source counts as given up."""


@dataclass(frozen=True, slots=True)
class SourceFreshness:
    """A source's last day; ``days_late`` counts from the day it could have had by now, 0 if it is up to date."""

    source: str
    fact: str
    title: str
    last_day: date
    days_late: int


def freshness(workspace: Workspace) -> tuple[SourceFreshness, ...]:
    """Return each source in use with its last day, in the order of facts and sources."""
    today = workspace.clock.today()
    with workspace.read() as session:
        found = [
            (fact, source, last)
            for fact in WATCHED
            for source, last in _in_use(last_days(session, workspace.shop_id, fact))
        ]
    return tuple(_freshness(fact, source, day_of(last), today) for fact, source, last in found)


def last_day(workspace: Workspace) -> date | None:
    """Return the last day with figures of the shop or its products; None in an empty workspace."""
    with workspace.read() as session:
        days = [
            last
            for fact in ("shop_day", "product_day", "orders")
            for last in last_days(session, workspace.shop_id, fact).values()
        ]
    today = day_number(workspace.clock.today())
    past = [day for day in days if day <= today]
    return day_of(max(past)) if past else None


def last_days(session: Session, shop_id: int, fact: str) -> dict[str, int]:
    """Return the last day number of each source of a fact."""
    table = FACTS[fact]
    return {
        source: last
        for source in sources_of(session, shop_id, table)
        if (last := _last_of(session, shop_id, table, source)) is not None
    }


def sources_of(session: Session, shop_id: int, table: Table) -> list[str]:
    """Return the sources of a fact, best first."""
    rollup = ADDITIVE_ROLLUP.c
    rolled = select(rollup.source).where(rollup.shop_id == shop_id, rollup.fact == table.name).distinct()
    found = set(session.scalars(rolled))
    if not found:
        found = set(session.scalars(select(table.c.source).where(table.c.shop_id == shop_id).distinct()))
    return sorted((source or "" for source in found), key=source_rank)


def fact_title(fact: str, source: str) -> str:
    """Return what a source's table is called, as in "Business Advisor · products"."""
    return wording.render(
        message("metrics.health.source", source=source_title(source), fact=message(f"metrics.fact.{fact}"))
    )


def _last_of(session: Session, shop_id: int, table: Table, source: str) -> int | None:
    """Return the last day of one source, from the roll-ups where they have it."""
    rollup = ADDITIVE_ROLLUP.c
    last: int | None = session.scalar(
        select(func.max(rollup.day)).where(
            rollup.shop_id == shop_id, rollup.fact == table.name, rollup.source == source
        )
    )
    if last is not None:
        return last
    day = table.c[DAY_COLUMNS.get(table.name, "day")]
    found: int | None = session.scalar(
        select(func.max(day)).where(table.c.shop_id == shop_id, table.c.source == source)
    )
    return found


def _in_use(last_by_source: dict[str, int]) -> Iterable[tuple[str, int]]:
    """Yield the sources that are not given up."""
    newest = max(last_by_source.values(), default=0)
    return ((source, last) for source, last in last_by_source.items() if newest - last <= RETIRED_AFTER)


def _freshness(fact: str, source: str, last: date, today: date) -> SourceFreshness:
    """Return one source's state."""
    lag = next((known.lag_days for known in sources() if known.id == source), 1)
    late = max(0, (today - last).days - lag)
    return SourceFreshness(source, fact, fact_title(fact, source), last, late)
