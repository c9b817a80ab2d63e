"""The positioning sheet: the sentence, what stands on the page, and the workbook."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest

from shopplanner.domain.errors import CannotWriteError
from shopplanner.domain.positioning.worksheets import check
from shopplanner.foundation import i18n
from shopplanner.services import wording
from shopplanner.services.positioning import sheet, worksheets
from shopplanner.services.positioning.definitions import KINDS
from shopplanner.services.positioning.worksheets import Spot
from shopplanner.services.workspace import Workspace


def test_an_empty_sheet_has_a_sentence_with_blanks(workspace: Workspace) -> None:
    found = sheet.positioning_sheet(workspace)
    assert (found.shop, found.completeness) == ("留香研究所", 0)
    assert found.statement.count("＿＿") == 4
    assert (found.facets, found.blocks) == ((), ())


def test_the_sentence_borrows_from_the_other_worksheets(workspace: Workspace) -> None:
    worksheets.set_values(workspace, "start", {"product": "沐浴露。", "buyer": "女生", "advantage": "有检测"})
    worksheets.set_values(workspace, "statement", {"benefit": "香 12 小时"})
    plain = wording.render(sheet.statement(workspace).suggestion)
    assert plain == "For 女生, we offer 沐浴露: 香 12 小时. Because 有检测."
    worksheets.set_values(workspace, "audience", {"chosen": "通勤女生"})
    worksheets.add_entries(workspace, Spot("statement", "rivals"), [{"name": "白茶"}, {"name": "浴见"}])
    worksheets.set_values(workspace, "statement", {"reason": "缓释微囊"})
    found = sheet.statement(workspace)
    assert wording.render(found.suggestion) == (
        "For 通勤女生, we offer 沐浴露: 香 12 小时. Because 缓释微囊. Unlike 白茶, 浴见."
    )
    assert found.borrowed["reason"] == "有检测"


def test_own_words_come_first(workspace: Workspace) -> None:
    worksheets.set_values(workspace, "statement", {"statement": "早上洗，香到下班。"})
    found = sheet.positioning_sheet(workspace)
    assert found.statement == "早上洗，香到下班。"


def test_an_alternative_can_be_suggested_for(workspace: Workspace) -> None:
    worksheets.set_values(workspace, "statement", {"benefit": "香"})
    other = worksheets.duplicate(workspace, "statement", blank=True).value
    worksheets.set_values(workspace, "statement", {"benefit": "白"}, other)
    assert "白" in wording.render(sheet.statement(workspace, other).suggestion)


def test_the_sample_shop_fills_the_page(sample_workspace: Workspace) -> None:
    i18n.set_language("zh_CN")
    found = sheet.positioning_sheet(sample_workspace)
    assert found.completeness == 10_000
    assert [facet.value for facet in found.facets] == ["天猫旗舰店", "通勤白领：下班后还想香着", "¥40 – 60"]
    assert "供需比" in found.facets[2].note
    blocks = {block.id: block for block in found.blocks}
    assert [line.label for line in blocks["rivals"].lines] == ["浴见香氛旗舰店", "白茶身体护理", "每日一沐专营店"]
    money = blocks["resources"].lines[0]
    assert (money.label, money.value, money.source) == ("资金", "3 / 5", "财务表")
    assert money.note.startswith("半年可投")
    assert not any(line.label == "规模" for line in blocks["segments"].lines)


def test_the_sample_shop_has_an_alternative_audience(sample_workspace: Workspace) -> None:
    found = worksheets.sheet(sample_workspace, "audience")
    assert [(one.name, one.chosen) for one in found.alternatives] == [("A", True), ("学生优先", False)]


@pytest.mark.parametrize("kind", KINDS)
def test_the_sample_shop_holds_only_values_that_fit(sample_workspace: Workspace, kind: str) -> None:
    found = worksheets.sheet(sample_workspace, kind)
    assert found.completeness == 10_000
    for (path, _), filled in found.values.items():
        field = found.definition.field(path)
        assert field is not None, path
        assert check(field, filled.value), (path, filled.value)


def test_the_workbook_has_page_sources_and_bands(sample_workspace: Workspace, tmp_path: Path) -> None:
    path = tmp_path / "定位.xlsx"
    sheet.export_workbook(sample_workspace, path)
    book = openpyxl.load_workbook(path)
    assert book.sheetnames == ["Positioning sheet", "Figures and sources", "Price bands"]
    cells = [cell for line in book["Price bands"].iter_rows(min_row=4, values_only=True) for cell in line[2:3]]
    assert sum(int(str(cell)) for cell in cells) == 600
    contents = {str(line[1]): line[2] for line in book["Positioning sheet"].iter_rows(min_row=3, values_only=True)}
    assert contents["Shop type"] == "Tmall flagship shop"


def test_a_workbook_of_an_empty_shop_is_written_too(workspace: Workspace, tmp_path: Path) -> None:
    sheet.export_workbook(workspace, tmp_path / "leer.xlsx")
    assert len(openpyxl.load_workbook(tmp_path / "leer.xlsx").sheetnames) == 2


def test_a_workbook_that_cannot_be_written_says_so(workspace: Workspace, tmp_path: Path) -> None:
    with pytest.raises(CannotWriteError, match="gone"):
        sheet.export_workbook(workspace, tmp_path / "gone" / "x.xlsx")


def test_spans_have_no_idle_decimals() -> None:
    assert sheet.span(4000, 12_050) == "¥40 – 120.50"
