"""Tables as Excel and CSV: cells keep their types, and no text can act as a formula."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import openpyxl
import pytest

from shopplanner.interchange.csv_export import as_csv, write_csv
from shopplanner.interchange.table_workbook import Table, TableColumn, write_workbook

TABLE = Table(
    "看板/1",
    (
        TableColumn("日期", "date"),
        TableColumn("来源"),
        TableColumn("支付金额", "money"),
        TableColumn("转化率", "percent"),
    ),
    [[date(2026, 11, 1), "=1+1", 1234.5, 0.0231], [date(2026, 11, 2), "搜索", None, None]],
    [["合计", None, 1234.5, 0.0231]],
    ["周期", "+对比"],
)


@pytest.mark.parametrize("title", ["'" * 40, "a" * 30 + "'s day", "[]", "=1"])
def test_any_title_makes_a_sheet(tmp_path: Path, title: str) -> None:
    path = tmp_path / "a.xlsx"
    write_workbook(path, [replace(TABLE, title=title)])
    assert len(openpyxl.load_workbook(path).sheetnames) == 1


def test_a_workbook_keeps_numbers_dates_and_missing_cells(tmp_path: Path) -> None:
    path = tmp_path / "看板.xlsx"
    write_workbook(path, [TABLE])
    sheet = openpyxl.load_workbook(path).active
    assert sheet is not None
    rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    assert sheet.title == "看板 1"
    assert rows[3] == ["日期", "来源", "支付金额", "转化率"]
    assert [value.date() if hasattr(value, "date") else value for value in rows[4]] == [
        date(2026, 11, 1),
        "=1+1",
        1234.5,
        0.0231,
    ]
    assert rows[5][2:] == [None, None]
    assert rows[6] == ["合计", None, 1234.5, 0.0231]


def test_a_text_that_looks_like_a_formula_stays_a_text(tmp_path: Path) -> None:
    path = tmp_path / "t.xlsx"
    write_workbook(path, [TABLE])
    sheet = openpyxl.load_workbook(path).active
    assert sheet is not None
    assert sheet["B5"].data_type == "s"
    assert sheet["C5"].data_type == "n"
    assert sheet.freeze_panes == "B5"


def test_a_table_without_rows_or_a_usable_name_is_still_a_workbook(tmp_path: Path) -> None:
    path = tmp_path / "t.xlsx"
    write_workbook(path, [Table("[]", (TableColumn("A"),), [])])
    assert openpyxl.load_workbook(path).sheetnames == ["1"]


def test_nothing_is_left_where_a_workbook_cannot_be_written(tmp_path: Path) -> None:
    with pytest.raises(OSError, match="missing"):
        write_workbook(tmp_path / "missing" / "t.xlsx", [TABLE])
    assert list(tmp_path.iterdir()) == []


def test_csv_is_guarded_marked_and_leaves_missing_cells_empty(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    write_csv(path, TABLE)
    lines = path.read_bytes().decode("utf-8-sig").split("\r\n")
    assert lines == [
        "日期,来源,支付金额,转化率",
        "2026-11-01,'=1+1,1234.50,0.0231",
        "2026-11-02,搜索,,",
        "合计,,1234.50,0.0231",
        "",
    ]


@pytest.mark.parametrize("text", ["=1", "+1", "-1", "@x", "\tx", "＝1", "－1"])
def test_every_beginning_of_a_formula_is_guarded(text: str) -> None:
    assert as_csv(Table("t", (TableColumn(text),), [])).startswith(("'", "\"'")) is True
