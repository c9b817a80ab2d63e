"""Everything a shop has, as tables that other programs read: one workbook, or CSV files in a zip.

Columns keep their names in the workspace; days and moments are written as dates, amounts stay in minor units, so that
nothing is rounded. The journal stays in the workspace.
"""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, Final

from sqlalchemy import Table as SqlTable
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from shopplanner.domain.days import day_of
from shopplanner.domain.errors import CannotWriteError, InputError, Location
from shopplanner.domain.messages import message
from shopplanner.foundation import files
from shopplanner.foundation.spreadsheet_cells import guarded
from shopplanner.interchange.table_workbook import Cell, Table, TableColumn, write_workbook
from shopplanner.services.workspace import Workspace
from shopplanner.storage.tables import Base

KEPT_INSIDE: Final = frozenset(
    {"journal_step", "journal_row", "import_reject", "saved_mapping", "setting", "shop_rollup_day"}
)
"""Tables that mean something only to the program itself."""

MOST_SHEET_ROWS: Final = 1_048_000
"""Rows that fit a sheet of a workbook with its heading."""

MOMENTS: Final = frozenset({"created_at", "paid_at"})
"""Fact columns that hold local seconds since 1970-01-01."""


@dataclass(frozen=True, slots=True)
class DataExport:
    """What was written."""

    file: Path
    tables: int
    rows: int


def export_data(workspace: Workspace, path: Path) -> DataExport:
    """Write every table of the shop that holds something; ``.xlsx`` is one workbook, ``.zip`` one CSV file a table.

    Raises:
        InputError: if the file cannot be written, is of another kind, or a table is too long for a workbook.
    """
    writers: dict[str, Callable[[Session, list[_Source], Path], int]] = {".xlsx": _write_book, ".zip": _write_zip}
    writer = writers.get(path.suffix.lower())
    if writer is None:
        where = Location(file=str(path))
        raise InputError(message("cli.export.kind", kinds=".xlsx, .zip"), message("cli.export.kind_hint"), where)
    with workspace.read() as session:
        sources = _sources(session, workspace.shop_id)
        try:
            rows = writer(session, sources, path)
        except OSError as error:
            raise CannotWriteError(path, error) from error
    return DataExport(path, len(sources), rows)


@dataclass(frozen=True)
class _Source:
    """A table with something in it, and how its cells are read."""

    table: SqlTable
    shop_id: int
    rows: int

    @property
    def names(self) -> list[str]:
        return [column.name for column in self.table.columns if column.name != "shop_id"]

    def read(self, session: Session) -> Iterator[list[Cell]]:
        """Return the rows in the order of the key."""
        columns = [column for column in self.table.columns if column.name != "shop_id"]
        readers = [_reader(self.table, column.name) for column in columns]
        query = select(*columns).where(_own(self.table, self.shop_id)).order_by(*self.table.primary_key.columns)
        for row in session.execute(query.execution_options(yield_per=2000)):
            yield [None if value is None else read(value) for read, value in zip(readers, row, strict=True)]


def _sources(session: Session, shop_id: int) -> list[_Source]:
    found = []
    for name, table in sorted(Base.metadata.tables.items()):
        if name in KEPT_INSIDE or table.info.get("kept"):
            continue
        rows = session.scalar(select(func.count()).select_from(table).where(_own(table, shop_id))) or 0
        if rows:
            found.append(_Source(table, shop_id, rows))
    return found


def _own(table: SqlTable, shop_id: int) -> Any:
    """Return the condition that a row belongs to the shop."""
    return table.c.shop_id == shop_id if "shop_id" in table.c else table.c.id == shop_id


def _reader(table: SqlTable, column: str) -> Callable[[Any], Cell]:
    """Return how a column's values are written."""
    if column == "day" or column.endswith("_day"):
        return day_of
    if table.info.get("fact") and column in MOMENTS:
        return _moment
    return _plain


def _moment(seconds: int) -> str:
    return datetime.fromtimestamp(seconds, UTC).strftime("%Y-%m-%d %H:%M:%S")


def _plain(value: Cell) -> Cell:
    return int(value) if isinstance(value, bool) else value


def _write_book(session: Session, sources: Sequence[_Source], path: Path) -> int:
    for source in sources:
        if source.rows > MOST_SHEET_ROWS:
            raise InputError(
                message("cli.export.too_long", table=source.table.name, n=source.rows),
                message("cli.export.too_long_hint"),
                Location(file=str(path)),
            )
    tables = [
        Table(source.table.name, tuple(_column(source, name) for name in source.names), list(source.read(session)))
        for source in sources
    ]
    write_workbook(path, tables)
    return sum(source.rows for source in sources)


def _column(source: _Source, name: str) -> TableColumn:
    return TableColumn(name, "date" if _reader(source.table, name) is day_of else "")


def _write_zip(session: Session, sources: Sequence[_Source], path: Path) -> int:
    with files.atomic_path(path) as beside, zipfile.ZipFile(beside, "w", zipfile.ZIP_DEFLATED) as archive:
        for source in sources:
            raw = archive.open(f"{source.table.name}.csv", "w", force_zip64=True)
            with raw, io.TextIOWrapper(raw, encoding="utf-8-sig", newline="") as words:
                writer = csv.writer(words)
                writer.writerow(source.names)
                writer.writerows([_csv_cell(cell) for cell in row] for row in source.read(session))
    return sum(source.rows for source in sources)


def _csv_cell(cell: Cell) -> Cell:
    if isinstance(cell, date):
        return cell.isoformat()
    return guarded(cell) if isinstance(cell, str) else cell
