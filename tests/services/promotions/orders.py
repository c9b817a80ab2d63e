"""Paid order lines in one line each, for tests of prices that were paid."""

from __future__ import annotations

from datetime import datetime

from shopplanner.domain.days import EPOCH, day_number
from shopplanner.services.metrics.facts import BatchSource, store_facts
from shopplanner.services.workspace import Workspace

COLUMNS = ("order_id", "line_id", "day", "paid_at", "units", "list_price", "paid_amount", "product_code", "sku")


def order(
    number: int, code: str, paid_at: str, paid: int, units: int = 1, sku: str = "", listed: int = 0
) -> tuple[object, ...]:
    """Return a paid line as a row; ``paid_at`` is a moment, amounts in fen."""
    moment = datetime.fromisoformat(paid_at)
    seconds = int((moment - datetime(EPOCH.year, 1, 1)).total_seconds())
    return (str(number), "1", day_number(moment.date()), seconds, units, listed or None, paid, code, sku or None)


def put_orders(workspace: Workspace, *rows: tuple[object, ...]) -> None:
    """Store paid lines."""
    store_facts(workspace, "order_line", COLUMNS, rows, source=BatchSource("orders.csv", "tb_order_items"))
