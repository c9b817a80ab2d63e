"""Figures put straight into the tables, with their roll-ups, for tests of what reads them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy import func, insert, select

from shopplanner.domain.days import day_number
from shopplanner.services.workspace import Workspace
from shopplanner.storage.tables.facts import ADDITIVE_ROLLUP, FACTS

ROLLED = {
    "product_day": (
        "list_amount",
        "paid_amount",
        "paid_units",
        "paid_orders",
        "page_views",
        "impressions",
        "clicks",
        "refund_amount",
    ),
    "ad_day": ("ad_cost", "impressions", "clicks", "deal_amount", "deal_count", "direct_deal_amount"),
    "order_line": ("paid_amount", "units"),
}
Value = int | str | date | None


def put(workspace: Workspace, fact: str, rows: Sequence[Mapping[str, Any]], source: str = "sycm") -> None:
    """Store rows of a fact; ``day`` may be a date."""
    table = FACTS[fact]
    stored = [
        {
            "shop_id": workspace.shop_id,
            "batch_id": 1,
            "source": source,
            **{key: _plain(value) for key, value in row.items()},
        }
        for row in rows
    ]
    with workspace.database.write() as connection:
        for row in stored:
            connection.execute(insert(table).values(**row))
        connection.execute(ADDITIVE_ROLLUP.delete().where(ADDITIVE_ROLLUP.c.fact == fact))
        for measure in ROLLED.get(fact, ()):
            column = table.c[measure]
            sums = select(
                table.c.shop_id,
                func.coalesce(fact, fact),
                table.c.source,
                table.c.day,
                func.coalesce(measure, measure),
                func.sum(column),
                func.count(),
            ).where(column.is_not(None))
            connection.execute(
                insert(ADDITIVE_ROLLUP).from_select(
                    ["shop_id", "fact", "source", "day", "measure", "total", "rows"],
                    sums.group_by(table.c.shop_id, table.c.source, table.c.day),
                )
            )


def november(day: int) -> date:
    """Return a day of November 2026."""
    return date(2026, 11, day)


def _plain(value: Value) -> int | str | None:
    """Return a date as its day number."""
    return day_number(value) if isinstance(value, date) else value
