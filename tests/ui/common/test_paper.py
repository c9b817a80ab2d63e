"""A paper looks like a page: every block is on it, and it becomes a PDF."""

from __future__ import annotations

from pathlib import Path

import pytest
from pypdf import PdfReader

from shopplanner.ui.common import paper
from tests.interchange.test_papers import PAPER


@pytest.mark.usefixtures("qapp")
def test_a_document_holds_every_block() -> None:
    said = paper.paper_document(PAPER).toPlainText()
    for words in ("发货清单", "目的", "一句话说明", "¥1,200.00", "☑", "赠品已点数", "今天买2送1", "=身体乳", "84.29"):
        assert words in said


@pytest.mark.usefixtures("qapp")
def test_a_pdf_has_its_pages(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    assert paper.write_pdf(PAPER, path) == 1
    assert len(PdfReader(path).pages) == 1
