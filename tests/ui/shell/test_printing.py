"""The visible page on paper: its document where it has one, else its picture."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from pypdf import PdfReader
from PySide6.QtGui import QTextDocument
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QFileDialog

from shopplanner.ui.common import pdf
from shopplanner.ui.common.context import AppContext
from shopplanner.ui.common.page import Page
from shopplanner.ui.shell import printing


class Printed(Page):
    """A page with a document of its own, if wanted."""

    def __init__(self, context: AppContext) -> None:
        super().__init__(context, "Plan")
        self.words = ""

    def print_document(self) -> QTextDocument | None:
        return pdf.document(self.words) if self.words else None


@pytest.fixture
def page(app_context: AppContext) -> Iterator[Printed]:
    made = Printed(app_context)
    made.resize(600, 400)
    made.show()
    yield made
    made.close()
    made.deleteLater()


def test_a_page_with_a_document_is_written_as_text(
    page: Printed, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page.words = "<h1>November</h1>"
    target = tmp_path / "plan.pdf"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", staticmethod(lambda *_args: (str(target), "")))
    printing.save_as_pdf(page)
    assert "November" in PdfReader(target).pages[0].extract_text()
    assert page.context.notices[-1].severity == "good"


def test_a_page_without_one_is_written_as_its_picture(page: Printed, tmp_path: Path) -> None:
    printing.write_pdf(page, tmp_path / "plan.pdf")
    assert len(PdfReader(tmp_path / "plan.pdf").pages[0].images) == 1


def test_a_file_that_cannot_be_written_is_said(page: Printed, tmp_path: Path) -> None:
    printing.write_pdf(page, tmp_path / "missing" / "plan.pdf")
    assert page.context.notices[-1].severity == "bad"


def test_closing_the_file_dialog_writes_nothing(page: Printed, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(QFileDialog, "getSaveFileName", staticmethod(lambda *_args: ("", "")))
    printing.save_as_pdf(page)
    assert page.context.notices == []


@pytest.mark.parametrize("words", ["", "<p>text</p>"])
def test_a_page_is_put_on_a_printer(page: Printed, tmp_path: Path, words: str) -> None:
    page.words = words
    printer = QPrinter()
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "printed.pdf"))
    printing.render_page(page, printer)
    assert len(PdfReader(tmp_path / "printed.pdf").pages) == 1
    printing.render_page(page, object())


def test_nothing_is_printed_when_the_dialog_is_closed(page: Printed, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(QPrintDialog, "exec", lambda _dialog: QPrintDialog.DialogCode.Rejected)
    rendered: list[Page] = []
    monkeypatch.setattr(printing, "render_page", lambda shown, _printer: rendered.append(shown))
    printing.print_page(page)
    assert rendered == []
    monkeypatch.setattr(QPrintDialog, "exec", lambda _dialog: QPrintDialog.DialogCode.Accepted)
    printing.print_page(page)
    assert rendered == [page]
