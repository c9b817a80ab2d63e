"""A planned month as a workbook: a calendar with bars, tables with typed cells, formulas only of our own."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from itertools import pairwise
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from shopplanner.interchange.csv_export import as_csv
from shopplanner.interchange.month_workbook import GridBar, GridDay, MonthGrid, lines_of_week, write_month
from shopplanner.interchange.table_workbook import Formula, Table, TableColumn

MONDAY = date(2026, 10, 26)
DAYS = tuple(
    GridDay(MONDAY + timedelta(days=number), "双11" if number == 16 else "", "outside" if number < 6 else "")
    for number in range(42)
)
BARS = (
    GridBar(date(2026, 10, 20), date(2026, 11, 13), "=双11 现货", "platform"),
    GridBar(date(2026, 11, 3), date(2026, 11, 3), "会员日", "member"),
    GridBar(date(2026, 11, 14), date(2026, 11, 15), "返场", "own"),
)
GRID = MonthGrid("月历", "2026-11", "说明", ("一", "二", "三", "四", "五", "六", "日"), DAYS, BARS)
TABLE = Table(
    "活动",
    (TableColumn("名称"), TableColumn("预算", "money"), TableColumn("开始", "moment"), TableColumn("毛利", "money")),
    [
        ["=HYPERLINK(1)", 3000.0, datetime(2026, 11, 10, 20), Formula("=B{row}-1", 2999.0)],
        ["+86", 500.5, datetime(2026, 11, 12), Formula("=B{row}-1", None)],
    ],
    [["合计", Formula("=SUM(B{first}:B{last})", 3500.5), None, None]],
    ["备注"],
)


@pytest.fixture
def written(tmp_path: Path) -> Path:
    """The workbook on disk."""
    path = tmp_path / "计划.xlsx"
    write_month(path, GRID, [TABLE])
    return path


def test_the_calendar_has_a_row_of_dates_and_lines_of_bars_for_each_week(written: Path) -> None:
    sheet = openpyxl.load_workbook(written)["月历"]
    assert [sheet.cell(3, column).value for column in range(1, 8)] == list(GRID.weekdays)
    dates = [row for row in range(4, sheet.max_row + 1) if str(sheet.cell(row, 1).value or "").isdigit()]
    assert [sheet.cell(row, 1).value for row in dates] == ["26", "2", "9", "16", "23", "30"]
    assert sheet.cell(dates[2], 3).value == "11\n双11"
    assert sheet.freeze_panes == "A4"
    assert sheet.page_setup.orientation == "landscape"
    assert sheet.sheet_properties.pageSetUpPr is not None
    assert sheet.sheet_properties.pageSetUpPr.fitToPage


def test_bars_go_over_their_days_and_are_cut_at_the_end_of_a_week(written: Path) -> None:
    sheet = openpyxl.load_workbook(written)["月历"]
    merged = {str(each) for each in sheet.merged_cells.ranges}
    assert merged == {"A5:G5", "A9:G9", "A13:E13", "F13:G13"}
    assert sheet["B10"].value == "会员日"
    assert sheet["F13"].value == "返场"


def test_nothing_typed_acts_as_a_formula_and_ours_do(written: Path) -> None:
    book = openpyxl.load_workbook(written)
    assert book["月历"]["A5"].data_type == "s"
    sheet = book["活动"]
    assert [cell.data_type for cell in sheet[4]] == ["s", "n", "d", "f"]
    assert [cell.value for cell in sheet[4]][:1] == ["=HYPERLINK(1)"]
    assert (sheet["D4"].value, sheet["B6"].value) == ("=B4-1", "=SUM(B4:B5)")
    assert sheet["C4"].number_format == "yyyy-mm-dd hh:mm"
    assert sheet.freeze_panes == "B4"


def test_readers_that_do_not_calculate_find_what_formulas_come_to(written: Path) -> None:
    sheet = openpyxl.load_workbook(written, data_only=True)["活动"]
    assert [sheet["D4"].value, sheet["B6"].value] == [2999, 3500.5]
    assert sheet["D5"].value in (None, "")


def test_csv_has_what_a_formula_comes_to() -> None:
    lines = as_csv(TABLE).splitlines()
    assert lines[1].endswith("2999.00")
    assert lines[3] == "合计,3500.50,,"


spans = st.lists(st.tuples(st.integers(-10, 10), st.integers(0, 12)), max_size=12)


@given(spans)
def test_lines_never_overlap_and_hold_every_bar_of_the_week(found: list[tuple[int, int]]) -> None:
    bars = [
        GridBar(MONDAY + timedelta(days=first), MONDAY + timedelta(days=first + length), str(number), "own")
        for number, (first, length) in enumerate(found)
    ]
    lines = lines_of_week(bars, MONDAY)
    for line in lines:
        assert all(before.last < after.first for before, after in pairwise(line))
    inside = [bar for bar in bars if bar.first <= MONDAY + timedelta(days=6) and bar.last >= MONDAY]
    assert sorted((bar for line in lines for bar in line), key=lambda bar: bar.words) == sorted(
        inside, key=lambda bar: bar.words
    )


def test_a_workbook_that_cannot_be_written_leaves_nothing(tmp_path: Path) -> None:
    with pytest.raises(OSError, match="nowhere"):
        write_month(tmp_path / "nowhere" / "x.xlsx", GRID, [])
    assert list(tmp_path.iterdir()) == []
