"""The radar as a table: what each SKU comes to on each day of the month, in yuan or as a share."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from shopplanner.foundation.i18n import text
from shopplanner.interchange.table_workbook import Cell, Table, TableColumn
from shopplanner.services.promotions.radar import Radar, RadarCell, RadarRow
from shopplanner.services.table_files import write_table

TO_YUAN = 100
WHOLE = 10_000


def figure(cell: RadarCell, mode: str) -> float | None:
    """Return a cell's ``price`` or gap to the ``line`` in yuan, or its margin as a share; None if unknown."""
    if mode == "profit":
        return None if cell.margin is None else cell.margin / WHOLE
    amount = cell.gap if mode == "line" else cell.price
    return None if amount is None else amount / TO_YUAN


def export_radar(shown: Radar, rows: Sequence[RadarRow], mode: str, path: Path) -> Path:
    """Write rows of the radar by day; the kind of file goes by its suffix. Return the file written.

    Raises:
        CannotWriteError: if the system refuses.
    """
    kind = "percent" if mode == "profit" else "money"
    columns = (
        TableColumn(text("radar.column.product")),
        TableColumn(text("radar.column.code")),
        *(TableColumn(day.isoformat(), kind) for day in shown.days),
    )
    lines: list[list[Cell]] = [
        [row.product.name, row.product.sku, *(figure(cell, mode) for cell in row.cells)] for row in rows
    ]
    buyer = text(f"prices.buyer.{shown.audience}") if shown.audience else text("radar.filter.audience")
    notes = (text("radar.export.note", what=text(f"radar.mode.{mode}"), buyer=buyer), text("radar.space"))
    return write_table(path, Table(text("radar.title"), columns, lines, (), notes))
