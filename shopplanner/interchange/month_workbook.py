"""A planned month as an Excel workbook: the month drawn as a calendar on the first sheet, tables on the others."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from shopplanner.foundation import files
from shopplanner.interchange.table_workbook import OPTIONS, Table, write_table

WEEK = 7
LEAST_LINES = 3
"""Lines for promotions below each row of dates, so that free weeks leave room to write into."""
DAY_SHADES = {"": "#FFFFFF", "weekend": "#F4F5F7", "holiday": "#FBE7E5", "make_up": "#FDF1DC", "outside": "#FAFBFC"}
LANE_SHADES = {"platform": "#FDE3C0", "own": "#D6E4FD", "member": "#D3EFE2", "hero": "#F0DCEA", "ads": "#D8EDF9"}


@dataclass(frozen=True, slots=True)
class GridDay:
    """A day of the grid: what its cell says below the number, and its shade, one of ``DAY_SHADES``."""

    day: date
    words: str
    shade: str = ""


@dataclass(frozen=True, slots=True)
class GridBar:
    """A promotion on the grid from its first to its last day."""

    first: date
    last: date
    words: str
    lane: str


@dataclass(frozen=True)
class MonthGrid:
    """The calendar sheet: whole weeks from a Monday on."""

    title: str
    heading: str
    note: str
    weekdays: tuple[str, ...]
    days: tuple[GridDay, ...]
    bars: tuple[GridBar, ...]


def write_month(path: Path, grid: MonthGrid, tables: Sequence[Table]) -> None:
    """Write the calendar sheet and the tables as one workbook, whole or not at all.

    Raises:
        OSError: if the file cannot be written.
    """
    import xlsxwriter

    with files.atomic_path(path) as beside, xlsxwriter.Workbook(str(beside), OPTIONS) as book:
        _Grid(book, grid).write()
        for table in tables:
            write_table(book, table)


def lines_of_week(bars: Sequence[GridBar], monday: date) -> list[list[GridBar]]:
    """Return the bars that touch a week as lines without overlaps, earlier and longer bars first."""
    sunday = monday + timedelta(days=WEEK - 1)
    present = sorted(
        (bar for bar in bars if bar.first <= sunday and bar.last >= monday),
        key=lambda bar: (bar.first, -(bar.last - bar.first).days),
    )
    lines: list[list[GridBar]] = []
    for bar in present:
        free = next((line for line in lines if line[-1].last < bar.first), None)
        if free is None:
            lines.append([bar])
        else:
            free.append(bar)
    return lines


class _Grid:
    """Writes the calendar sheet."""

    def __init__(self, book: Any, grid: MonthGrid) -> None:
        self._grid = grid
        self._book = book
        self._sheet = book.add_worksheet(grid.title)
        self._days = {name: self._day_format(shade) for name, shade in DAY_SHADES.items()}
        self._lanes = {name: self._lane_format(shade) for name, shade in LANE_SHADES.items()}
        self._free = book.add_format({"left": 4, "right": 4, "border_color": "#E1E5EB"})

    def _day_format(self, shade: str) -> Any:
        look = {"bg_color": shade, "top": 1, "left": 4, "right": 4, "border_color": "#C5CBD5", "text_wrap": True}
        return self._book.add_format({**look, "valign": "top", "bold": shade != DAY_SHADES["outside"]})

    def _lane_format(self, shade: str) -> Any:
        look: Mapping[str, Any] = {"bg_color": shade, "border": 1, "border_color": "#FFFFFF", "font_size": 10}
        return self._book.add_format({**look, "text_wrap": True, "valign": "vcenter"})

    def write(self) -> None:
        """Write heading, weekdays and weeks; keep the weekdays in sight and fit the sheet on one page."""
        sheet, book = self._sheet, self._book
        sheet.write_string(0, 0, self._grid.heading, book.add_format({"bold": True, "font_size": 14}))
        sheet.write_string(1, 0, self._grid.note, book.add_format({"font_color": "#687386"}))
        head = book.add_format({"bold": True, "align": "center", "bg_color": "#E1E5EB"})
        for at, name in enumerate(self._grid.weekdays):
            sheet.write_string(2, at, name, head)
        sheet.set_column(0, WEEK - 1, 21)
        row = 3
        for start in range(0, len(self._grid.days), WEEK):
            row = self._week(row, self._grid.days[start : start + WEEK])
        sheet.freeze_panes(3, 0)
        sheet.hide_gridlines(2)
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 1)

    def _week(self, row: int, days: Sequence[GridDay]) -> int:
        """Write a week from a row on and return the row after it."""
        self._sheet.set_row(row, 32)
        for at, day in enumerate(days):
            words = f"{day.day.day}\n{day.words}" if day.words else str(day.day.day)
            self._sheet.write_string(row, at, words, self._days[day.shade])
        lines = lines_of_week(self._grid.bars, days[0].day)
        for line in range(max(LEAST_LINES, len(lines))):
            row += 1
            self._sheet.set_row(row, 30 if line < len(lines) else 15)
            for at in range(WEEK):
                self._sheet.write_blank(row, at, None, self._free)
            for bar in lines[line] if line < len(lines) else ():
                self._bar(row, bar, days[0].day)
        return row + 1

    def _bar(self, row: int, bar: GridBar, monday: date) -> None:
        first = max(0, (bar.first - monday).days)
        last = min(WEEK - 1, (bar.last - monday).days)
        look = self._lanes[bar.lane]
        if first == last:
            self._sheet.write_string(row, first, bar.words, look)
            return
        self._sheet.merge_range(row, first, row, last, "", look)
        self._sheet.write_string(row, first, bar.words, look)
