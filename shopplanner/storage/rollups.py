"""Sums over entities by day, kept beside the facts so that charts stay quick.

Only what may be added is summed; people (visitors, buyers) never are.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection

RUN_GAP = 3
"""Untouched days between touched ones up to which both are summed in one go."""


@dataclass(frozen=True, slots=True)
class Rollup:
    """What is summed of a fact: measures, by which day, of which rows, and under what name rows are counted."""

    measures: tuple[str, ...]
    day: str = "day"
    where: str = ""
    count_as: str = ""


ROLLUPS: dict[str, Rollup] = {
    "product_day": Rollup((
        "page_views", "cart_units", "order_units", "order_amount", "paid_units", "paid_amount", "paid_orders",
        "old_paid_amount", "refund_amount", "impressions", "clicks", "list_amount", "stock",
    )),
    "ad_day": Rollup((
        "impressions", "clicks", "ad_cost", "deal_amount", "deal_count", "direct_deal_amount", "direct_deal_count",
        "cart_units", "favourites", "presale_amount",
    )),
    "orders": Rollup(("paid_amount", "units", "refund_amount"), "paid_day", "paid_at IS NOT NULL", "order_count"),
    "order_line": Rollup(("units", "paid_amount", "refund_amount"), where="paid_at IS NOT NULL"),
}  # fmt: skip
"""Additive measures that are summed by day; orders and their lines count on the day of their payment."""


def day_column(fact: str) -> str:
    """Return the column of the day that a fact's roll-up goes by."""
    rollup = ROLLUPS.get(fact)
    return rollup.day if rollup else "day"


def refresh(connection: Connection, fact: str, shop_id: int, days: Iterable[int], *, whole: bool = False) -> None:
    """Sum a fact's additive measures anew for the given days.

    With ``whole`` the table is read from end to end, which for most of its rows is quicker than by an index.
    """
    rollup = ROLLUPS.get(fact)
    if rollup is None:
        return
    for low, high in _runs(days, whole=whole):
        rows = _sums(connection, fact, rollup, (shop_id, low, high), whole=whole)
        connection.exec_driver_sql(
            "DELETE FROM shop_rollup_day WHERE shop_id = ? AND fact = ? AND day BETWEEN ? AND ?",
            (shop_id, fact, low, high),
        )
        if rows:
            connection.exec_driver_sql(
                "INSERT INTO shop_rollup_day (shop_id, fact, source, day, measure, total, rows) "
                "VALUES (?, ?, ?, ?, ?, ?, ?)",
                rows,
            )


def _sums(
    connection: Connection, fact: str, rollup: Rollup, span: tuple[int, int, int], *, whole: bool
) -> list[tuple[Any, ...]]:
    """Return the roll-up's rows for a shop from one day to another."""
    sums = ", ".join(f"SUM({name}), COUNT({name})" for name in rollup.measures)
    no_index = "+" if whole else ""
    found = connection.exec_driver_sql(
        f"SELECT {rollup.day}, COALESCE(source, ''), COUNT(*), {sums} FROM {fact} "
        f"WHERE {no_index}shop_id = ? AND {no_index}{rollup.day} BETWEEN ? AND ? "
        f"{'AND ' + rollup.where if rollup.where else ''} GROUP BY 1, 2",
        span,
    )
    rows: list[tuple[Any, ...]] = []
    for day, source, count, *figures in found:
        head = (span[0], fact, source, day)
        totals = zip(rollup.measures, figures[::2], figures[1::2], strict=True)
        rows += [(*head, name, total, known) for name, total, known in totals if total is not None]
        if rollup.count_as:
            rows.append((*head, rollup.count_as, count, count))
    return rows


def _runs(days: Iterable[int], *, whole: bool) -> list[tuple[int, int]]:
    """Return the days as spans of days near each other, or as one span."""
    ordered = sorted(set(days))
    if not ordered:
        return []
    if whole:
        return [(ordered[0], ordered[-1])]
    runs = [(ordered[0], ordered[0])]
    for day in ordered[1:]:
        if day - runs[-1][1] <= RUN_GAP:
            runs[-1] = (runs[-1][0], day)
        else:
            runs.append((day, day))
    return runs
