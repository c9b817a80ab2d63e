"""A table as CSV that spreadsheets open in any language: UTF-8 with its mark, and no text that acts as a formula."""

from __future__ import annotations

import csv
import io
from pathlib import Path

from shopplanner.foundation import files
from shopplanner.foundation.spreadsheet_cells import guarded
from shopplanner.interchange.table_workbook import Cell, Formula, Table


def write_csv(path: Path, table: Table) -> None:
    """Write headings, rows and foot, whole or not at all.

    Raises:
        OSError: if the file cannot be written.
    """
    with files.atomic_path(path) as beside:
        beside.write_bytes(("\ufeff" + as_csv(table)).encode())


def as_csv(table: Table) -> str:
    """Return the table as CSV text."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow([guarded(column.title) for column in table.columns])
    kinds = [column.kind for column in table.columns]
    for row in (*table.rows, *table.foot):
        writer.writerow([_cell(cell, kind) for cell, kind in zip(row, kinds, strict=True)])
    return out.getvalue()


def _cell(cell: Cell, kind: str) -> Cell:
    """Return a cell as CSV has it: shares as fractions with four digits, missing as nothing."""
    if isinstance(cell, Formula):
        cell = cell.value
    if cell is None:
        return ""
    if isinstance(cell, str):
        return guarded(cell)
    if isinstance(cell, float):
        return f"{cell:.4f}" if kind == "percent" else f"{cell:.2f}"
    return cell
