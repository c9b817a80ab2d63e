"""A shop of four weeks: 100 visitors, 5 buyers and 250.00 a day, with what a test changes."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from shopplanner.services.workspace import Workspace
from tests.services.metrics.figures import put

LAST = date(2026, 11, 21)


def put_days(workspace: Workspace, count: int = 88, last_week: dict[str, Any] | None = None) -> None:
    """Store ``count`` days up to the last one; those of the last week with other figures."""
    rows = []
    for back in range(count):
        row: dict[str, Any] = {
            "day": LAST - timedelta(days=back),
            "visitors": 100,
            "page_views": 300,
            "paid_buyers": 5,
            "paid_orders": 5,
            "paid_units": 5,
            "paid_amount": 25_000,
            "ad_cost": 1_000,
        }
        rows.append(row | (last_week or {}) if back < 7 else row)
    put(workspace, "shop_day", rows)
