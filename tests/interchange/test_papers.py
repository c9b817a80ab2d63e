"""A paper becomes a Word document and a workbook that other programs read."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

import docx
import openpyxl
import pytest

from shopplanner.domain.messages import Money, Percent
from shopplanner.domain.papers import Checklist, Facts, Grid, Heading, Paper, PaperColumn, Script, Words
from shopplanner.interchange import paper_workbook, word_document
from shopplanner.services.paper_words import cell_words, is_figure

PAPER = Paper(
    "pack",
    "发货清单",
    "双11 · 2026-11-11",
    (
        Heading("目的"),
        Words("一句话说明", "warn"),
        Words("=1+1"),
        Facts((("预算", Money(120_000)), ("起", date(2026, 11, 1)))),
        Checklist((("赠品已点数", True), ("纸箱", False))),
        Script("售前", "您好\n今天买2送1"),
        Grid(
            "商品",
            (PaperColumn("名称", 3), PaperColumn("件数"), PaperColumn("价"), PaperColumn("折"), PaperColumn("时")),
            (
                ("沐浴露", 1200, Money(8429), Percent(1200), datetime(2026, 11, 11, 20, 0)),
                ("=身体乳", None, None, None, None),
            ),
        ),
        Grid("空", (PaperColumn("名称"),), ()),
    ),
)


def test_what_people_paste_does_not_break_a_document(tmp_path: Path) -> None:
    """A break by hand comes along as a vertical tab, other controls from terminals and scanners."""
    odd = "a\vb\x00\x1b\ufffe"
    columns = (PaperColumn(odd),)
    blocks = (
        Heading(odd), Words(odd), Facts(((odd, odd),)), Checklist(((odd, True),)), Script(odd, odd),
        Grid("t", columns, ((odd,),)),
    )  # fmt: skip
    paper = Paper("a", odd * 100, odd, blocks)
    word_document.write_document(tmp_path / "a.docx", paper, cell_words, is_figure)
    made = docx.Document(str(tmp_path / "a.docx"))
    assert [table.rows[0].cells[0].text for table in made.tables][::2] == ["a\nb", "a\nb"]
    paper_workbook.write_paper(tmp_path / "a.xlsx", paper, cell_words)
    assert openpyxl.load_workbook(tmp_path / "a.xlsx")["t"]["A2"].value


@pytest.mark.parametrize("landscape", [False, True])
def test_a_word_document_holds_everything_in_order(tmp_path: Path, *, landscape: bool) -> None:
    path = tmp_path / "a.docx"
    paper = Paper(PAPER.name, PAPER.title, PAPER.subtitle if landscape else "", PAPER.blocks, landscape)
    word_document.write_document(path, paper, cell_words, is_figure)
    made = docx.Document(str(path))
    said = [each.text for each in made.paragraphs if each.text]
    assert said[0] == "发货清单"
    assert ("双11 · 2026-11-11" in said) is landscape
    assert "☑ 赠品已点数" in said
    assert "☐ 纸箱" in said
    facts, script, grid, empty = made.tables
    assert facts.rows[0].cells[1].text == "¥1,200.00"
    assert script.rows[0].cells[0].text == "售前\n您好\n今天买2送1"
    assert [cell.text for cell in grid.rows[1].cells] == ["沐浴露", "1,200", "¥84.29", "12.0%", "2026-11-11 20:00"]
    assert [cell.text for cell in grid.rows[2].cells] == ["=身体乳", "–", "–", "–", "–"]
    assert len(empty.rows) == 1
    width, height = made.sections[0].page_width, made.sections[0].page_height
    assert width is not None
    assert height is not None
    assert (width > height) is landscape


def test_a_workbook_holds_the_paper_and_its_tables_with_typed_cells(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    paper_workbook.write_paper(path, Paper(PAPER.name, PAPER.title, PAPER.subtitle, PAPER.blocks, True), cell_words)
    book = openpyxl.load_workbook(path)
    assert book.sheetnames == ["发货清单", "商品"]
    first = [str(cell.value) for row in book["发货清单"].iter_rows() for cell in row if cell.value is not None]
    assert first[:2] == ["发货清单", "双11 · 2026-11-11"]
    assert "=1+1" in first
    assert "件数 1,200 · 价 ¥84.29 · 折 12.0% · 时 2026-11-11 20:00" in first
    assert all(cell.data_type != "f" for sheet in book for row in sheet.iter_rows() for cell in row)
    values = [[cell.value for cell in row] for row in book["商品"].iter_rows(min_row=2)]
    assert values[0] == ["沐浴露", 1200, 84.29, 0.12, datetime(2026, 11, 11, 20, 0)]
    assert values[1] == ["=身体乳", None, None, None, None]


def test_a_table_without_figures_keeps_its_texts(tmp_path: Path) -> None:
    path = tmp_path / "b.xlsx"
    grid = Grid("", (PaperColumn("日"), PaperColumn("空")), ((date(2026, 1, 2), None),))
    paper_workbook.write_paper(path, Paper("b", "b", "", (grid,)), cell_words)
    sheet = openpyxl.load_workbook(path)["日"]
    assert sheet["A2"].value == datetime(2026, 1, 2)
    assert sheet["B2"].value is None
