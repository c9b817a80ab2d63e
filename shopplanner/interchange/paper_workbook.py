"""A paper as an Excel workbook: the paper itself on the first sheet, each of its tables on a sheet of its own."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import Any

from shopplanner.domain.messages import Money, Percent
from shopplanner.domain.papers import Block, Cell, Checklist, Facts, Grid, Heading, Paper, Script, Words
from shopplanner.foundation import files
from shopplanner.interchange import table_workbook
from shopplanner.interchange.plain import plain
from shopplanner.interchange.table_workbook import OPTIONS, Table, TableColumn, write_table

WIDTH = 100
"""Of the first sheet, in characters."""
LABEL = 24
BOX, TICKED = "☐", "☑"
HUNDRED = 100
WHOLE = 10_000


def write_paper(path: Path, paper: Paper, worded: Callable[[Cell], str]) -> None:
    """Write a paper as a workbook, whole or not at all; ``worded`` gives a cell as text.

    Raises:
        OSError: if the file cannot be written.
    """
    import xlsxwriter

    with files.atomic_path(path) as beside, xlsxwriter.Workbook(str(beside), OPTIONS) as book:
        _FirstSheet(book, worded).write(paper)
        for block in paper.blocks:
            if isinstance(block, Grid) and block.rows:
                write_table(book, _table(block))


class _FirstSheet:
    """Writes the paper as it would be read."""

    def __init__(self, book: Any, worded: Callable[[Cell], str]) -> None:
        self._worded = worded
        self._book = book
        self._at = 0
        wrap = {"text_wrap": True, "valign": "top"}
        self._formats = {
            "title": book.add_format({"bold": True, "font_size": 18}),
            "1": book.add_format({"bold": True, "font_size": 13}),
            "2": book.add_format({"bold": True}),
            "": book.add_format(wrap),
            "muted": book.add_format({**wrap, "font_color": "#606B7E"}),
            "warn": book.add_format({**wrap, "font_color": "#8A5A00"}),
            "bad": book.add_format({**wrap, "font_color": "#B3261E"}),
            "label": book.add_format({**wrap, "bold": True}),
            "script": book.add_format({**wrap, "bg_color": "#F4F5F7", "border": 1, "border_color": "#D5DAE1"}),
        }

    def write(self, paper: Paper) -> None:
        """Write title and blocks, and set the page up for printing."""
        self._sheet = self._book.add_worksheet(table_workbook.sheet_name(paper.title))
        self._sheet.set_column(0, 0, LABEL)
        self._sheet.set_column(1, 1, WIDTH - LABEL)
        self._sheet.hide_gridlines(2)
        self._sheet.set_paper(9)
        self._sheet.fit_to_pages(1, 0)
        if paper.landscape:
            self._sheet.set_landscape()
        self._line(paper.title, "title")
        if paper.subtitle:
            self._line(paper.subtitle, "muted")
        for block in paper.blocks:
            self._block(block)

    def _block(self, block: Block) -> None:
        match block:
            case Heading(words, level):
                self._at += 1
                self._line(words, str(level))
            case Words(words, tone):
                self._wide(words, tone)
            case Facts(rows):
                for words, cell in rows:
                    self._pair(words, self._worded(cell), "")
            case Checklist(boxes):
                for words, done in boxes:
                    self._wide(f"{TICKED if done else BOX} {words}", "")
            case Script(title, words):
                self._pair(title, words, "script")
            case Grid(title, columns, rows):
                self._grid(title, columns, rows)

    def _grid(self, title: str, columns: tuple[Any, ...], rows: tuple[tuple[Cell, ...], ...]) -> None:
        """Write a table's rows as lines of words; its figures stand on its own sheet."""
        if title:
            self._at += 1
            self._line(title, "2")
        for row in rows:
            said = (f"{column.title} {self._worded(cell)}" for column, cell in zip(columns[1:], row[1:], strict=True))
            self._pair(self._worded(row[0]), " · ".join(said), "")

    def _line(self, words: str, form: str) -> None:
        self._sheet.write_string(self._at, 0, plain(words), self._formats[form])
        self._at += 1

    def _wide(self, words: str, form: str) -> None:
        self._sheet.merge_range(self._at, 0, self._at, 1, "", self._formats[form])
        self._sheet.write_string(self._at, 0, plain(words), self._formats[form])
        self._high(words, WIDTH)

    def _pair(self, words: str, more: str, form: str) -> None:
        self._sheet.write_string(self._at, 0, plain(words), self._formats["label"])
        self._sheet.write_string(self._at, 1, plain(more), self._formats[form])
        self._high(more, WIDTH - LABEL)

    def _high(self, words: str, width: int) -> None:
        """Make the row as high as its words need, since merged cells do not grow by themselves."""
        lines = sum(max(1, -(-_length(line) // width)) for line in words.split("\n"))
        self._sheet.set_row(self._at, 15 * lines)
        self._at += 1


def _length(words: str) -> int:
    """Return how many characters wide a text is; a Chinese one takes two."""
    return sum(2 if ord(letter) > 255 else 1 for letter in words)


def _table(grid: Grid) -> Table:
    kinds = [next((_kind(row[at]) for row in grid.rows if row[at] is not None), "") for at in range(len(grid.columns))]
    columns = tuple(TableColumn(each.title, kind) for each, kind in zip(grid.columns, kinds, strict=True))
    return Table(grid.title or grid.columns[0].title, columns, [tuple(map(_typed, row)) for row in grid.rows])


def _kind(cell: Cell) -> str:
    match cell:
        case Money():
            return "money"
        case Percent():
            return "percent"
        case datetime():
            return "moment"
        case date():
            return "date"
        case int():
            return "count"
        case _:
            return ""


def _typed(cell: Cell) -> table_workbook.Cell:
    match cell:
        case Money(minor):
            return minor / HUNDRED
        case Percent(basis_points):
            return basis_points / WHOLE
        case _:
            return cell
