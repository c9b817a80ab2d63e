"""A table as a file of the kind that its name asks for: Excel with typed cells, or CSV."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from shopplanner.domain.errors import CannotWriteError
from shopplanner.interchange.csv_export import write_csv
from shopplanner.interchange.table_workbook import Table, write_workbook

SUFFIXES: Final = (".xlsx", ".csv")


def write_table(path: Path, table: Table) -> Path:
    """Write a table; the kind of file goes by its suffix, and is Excel where there is none. Return the file written.

    Raises:
        CannotWriteError: if the system refuses.
    """
    target = path if path.suffix.lower() in SUFFIXES else path.with_name(f"{path.name}.xlsx")
    try:
        if target.suffix.lower() == ".csv":
            write_csv(target, table)
        else:
            write_workbook(target, [table])
    except OSError as error:
        raise CannotWriteError(target, error) from error
    return target
