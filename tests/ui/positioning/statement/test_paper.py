"""The positioning sheet on paper: one page, everything on it, no markup from what people typed."""

from __future__ import annotations

from pathlib import Path

import pytest

from shopplanner.foundation import i18n
from shopplanner.services.positioning import worksheets
from shopplanner.services.positioning.sheet import positioning_sheet
from shopplanner.services.workspace import Workspace
from shopplanner.ui.positioning.statement.paper import SIZES, preview_document, sheet_document, write_pdf


@pytest.mark.parametrize("language", i18n.LANGUAGES)
def test_the_sample_shop_is_one_page(sample_workspace: Workspace, themed: None, tmp_path: Path, language: str) -> None:
    i18n.set_language(language)
    assert write_pdf(tmp_path / "a.pdf", positioning_sheet(sample_workspace)) == 1


def test_all_parts_stand_on_it(sample_workspace: Workspace, themed: None) -> None:
    words = sheet_document(positioning_sheet(sample_workspace)).toPlainText()
    for part in (
        "天猫旗舰店",
        "Tmall flagship shop",
        "会员 8,600 人",
        "白茶身体护理",
        "¥40 – 60",
        "12 小时不香，拆封也退。",
    ):
        assert (part in words) == (part != "天猫旗舰店"), part


def test_an_empty_sheet_prints_too(workspace: Workspace, themed: None) -> None:
    made = sheet_document(positioning_sheet(workspace))
    assert made.defaultFont().pointSizeF() == SIZES[0]


def test_a_long_sheet_is_printed_smaller(workspace: Workspace, themed: None) -> None:
    worksheets.set_values(workspace, "statement", {"origin": "很长的故事。" * 400})
    assert sheet_document(positioning_sheet(workspace)).defaultFont().pointSizeF() < SIZES[0]


def test_what_was_typed_stays_text(workspace: Workspace, themed: None) -> None:
    worksheets.set_values(workspace, "statement", {"statement": "<b>最</b> & 香"})
    assert "<b>最</b> & 香" in preview_document(positioning_sheet(workspace)).toPlainText()
