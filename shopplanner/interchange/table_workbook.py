"""A table as an Excel workbook with typed cells: amounts stay numbers, texts can never act as formulas."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from shopplanner.foundation import files
from shopplanner.interchange.plain import plain


@dataclass(frozen=True, slots=True)
class Formula:
    """A cell that Excel works out, made only of what the program itself writes.

    ``words`` may name the sheet's rows: ``{row}`` its own, ``{first}`` and ``{last}`` of the table's rows.
    ``value`` is what it comes to, for readers that do not calculate; None where it comes to nothing.
    """

    words: str
    value: float | None


Cell = str | int | float | date | Formula | None
OPTIONS = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
"""Nothing that a person typed may act as a formula, a link or a number."""
FORMATS = {
    "money": "#,##0.00",
    "count": "#,##0",
    "percent": "0.00%",
    "decimal": "0.00",
    "date": "yyyy-mm-dd",
    "moment": "yyyy-mm-dd hh:mm",
}
WIDEST = 48


@dataclass(frozen=True, slots=True)
class TableColumn:
    """A column: its heading and how its numbers are shown, one of ``FORMATS`` or empty for text."""

    title: str
    kind: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """A sheet: remarks above, headings, rows, and lines that are set apart at the end, such as a total."""

    title: str
    columns: tuple[TableColumn, ...]
    rows: Sequence[Sequence[Cell]]
    foot: Sequence[Sequence[Cell]] = ()
    notes: Sequence[str] = ()


def write_workbook(path: Path, tables: Sequence[Table]) -> None:
    """Write the tables as sheets of a workbook, whole or not at all.

    Raises:
        OSError: if the file cannot be written.
    """
    import xlsxwriter

    with files.atomic_path(path) as beside, xlsxwriter.Workbook(str(beside), OPTIONS) as book:
        for table in tables:
            write_table(book, table)


def write_table(book: Any, table: Table) -> None:
    """Add a table to an open workbook as its next sheet."""
    _Sheet(book, table).write()


class _Sheet:
    """Writes one table."""

    def __init__(self, book: Any, table: Table) -> None:
        self._table = table
        self._sheet = book.add_worksheet(sheet_name(table.title))
        self._heading = book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"})
        self._note = book.add_format({"font_color": "#687386"})
        self._kinds = {kind: book.add_format({"num_format": code}) for kind, code in FORMATS.items()}
        self._foot = {
            kind: book.add_format({"num_format": code, "bold": True, "top": 1}) for kind, code in FORMATS.items()
        }
        self._foot[""] = book.add_format({"bold": True, "top": 1})
        self._first = self._last = 0

    def write(self) -> None:
        """Write notes, headings, rows and foot; freeze the headings and offer a filter."""
        for line, note in enumerate(self._table.notes):
            self._sheet.write_string(line, 0, plain(note), self._note)
        head = len(self._table.notes) + bool(self._table.notes)
        for at, column in enumerate(self._table.columns):
            self._sheet.write_string(head, at, plain(column.title), self._heading)
            self._sheet.set_column(at, at, self._width(at))
        last = head + len(self._table.rows)
        self._first, self._last = head + 2, last + 1
        for number, row in enumerate(self._table.rows, head + 1):
            self._row(number, row, self._kinds)
        for number, row in enumerate(self._table.foot, last + 1):
            self._row(number, row, self._foot)
        self._sheet.freeze_panes(head + 1, 1)
        if self._table.rows:
            self._sheet.autofilter(head, 0, last, len(self._table.columns) - 1)

    def _row(self, number: int, row: Sequence[Cell], formats: dict[str, Any]) -> None:
        """Write one row with every cell in its own type."""
        for at, (cell, column) in enumerate(zip(row, self._table.columns, strict=True)):
            form = formats.get(column.kind)
            if cell is None:
                self._sheet.write_blank(number, at, None, form)
            elif isinstance(cell, str):
                self._sheet.write_string(number, at, plain(cell), formats.get(""))
            elif isinstance(cell, Formula):
                words = cell.words.format(row=number + 1, first=self._first, last=self._last)
                self._sheet.write_formula(number, at, words, form, "" if cell.value is None else cell.value)
            elif isinstance(cell, date):
                self._sheet.write_datetime(
                    number, at, cell, self._kinds["moment" if isinstance(cell, datetime) else "date"]
                )
            else:
                self._sheet.write_number(number, at, cell, form)

    def _width(self, at: int) -> float:
        """Return a width that fits heading and cells; a Chinese character takes two."""
        cells = (_shown(row[at]) for row in self._table.rows)
        texts = [self._table.columns[at].title, *(str(cell) for cell in cells if cell is not None)]
        return min(WIDEST, max(10, 2 + max(sum(2 if ord(letter) > 255 else 1 for letter in text) for text in texts)))


def _shown(cell: Cell) -> Cell:
    return cell.value if isinstance(cell, Formula) else cell


def sheet_name(title: str) -> str:
    """Return a title without the characters that a sheet's name may not have, 31 at most."""
    allowed = "".join(" " if letter in "[]:*?/\\" else letter for letter in plain(title))
    return allowed.strip("' ")[:31].rstrip("' ") or "1"
