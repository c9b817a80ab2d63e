"""Documents and pictures become whole PDF files, or none."""

from __future__ import annotations

from pathlib import Path

import pytest
from pypdf import PdfReader
from PySide6.QtCore import Qt
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QApplication

from shopplanner.ui.common import pdf


def test_a_document_is_written_with_its_title_and_chinese(qapp: QApplication, tmp_path: Path) -> None:
    made = pdf.document("<h1>双11 方案</h1><p>持久留香沐浴露</p>")
    target = tmp_path / "plan.pdf"
    assert pdf.write_document(made, target, title="方案") == 1
    read = PdfReader(target)
    assert read.metadata is not None
    assert read.metadata.title == "方案"
    words = read.pages[0].extract_text().split()
    assert {"双11", "方案", "持久留香沐浴露"} <= set(words)


def test_a_long_document_breaks_into_pages(qapp: QApplication, tmp_path: Path) -> None:
    made = pdf.document("".join(f"<p>line {number}</p>" for number in range(200)))
    assert pdf.write_document(made, tmp_path / "long.pdf", landscape=True) == len(
        PdfReader(tmp_path / "long.pdf").pages
    )
    width, height = PdfReader(tmp_path / "long.pdf").pages[0].mediabox[2:]
    assert width > height


def test_a_picture_fills_a_page(qapp: QApplication, tmp_path: Path) -> None:
    picture = QPixmap(800, 400)
    picture.fill(Qt.GlobalColor.red)
    pdf.write_picture(picture, tmp_path / "picture.pdf")
    assert len(PdfReader(tmp_path / "picture.pdf").pages) == 1


def test_nothing_is_left_where_the_file_cannot_be_written(qapp: QApplication, tmp_path: Path) -> None:
    with pytest.raises(OSError, match=r".+"):
        pdf.write_document(pdf.document("<p>x</p>"), tmp_path / "missing" / "plan.pdf")
    assert list(tmp_path.iterdir()) == []
