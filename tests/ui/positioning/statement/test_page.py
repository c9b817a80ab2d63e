"""The statement page: the suggested sentence, the paper, and the files it leaves with."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QFileDialog, QLineEdit

from shopplanner.services.positioning import worksheets
from shopplanner.services.positioning.worksheets import Spot
from shopplanner.ui.common.context import AppContext
from shopplanner.ui.positioning.statement.page import StatementPage
from tests.fixtures.pages import Show, settle


def test_the_page_shows_what_other_worksheets_lend(show_sample: Show[StatementPage]) -> None:
    page = show_sample(StatementPage)
    line = page.by_section["parts"].cells["for_whom"].editor.inner
    assert isinstance(line, QLineEdit)
    assert (line.text(), line.placeholderText()) == ("", "通勤白领：下班后还想香着")
    assert "不同" not in page.suggestion.text()
    assert page.suggestion.text().startswith("For 通勤白领")
    assert "浴见香氛旗舰店" in page.preview.toPlainText()
    assert [colour.name() for colour in page.swatches.colours] == ["#f3e9df", "#c98b6b", "#5b6b5a", "#ffffff"]
    page.grab()


def test_the_suggestion_is_taken_over(show: Show[StatementPage], app_context: AppContext, qapp: QApplication) -> None:
    page = show(StatementPage)
    app_context.perform(lambda workspace: worksheets.set_value(workspace, Spot("statement", "benefit"), "香"))
    settle(app_context, qapp)
    page.use.click()
    settle(app_context, qapp)
    stored = worksheets.sheet(app_context.workspace, "statement").values["statement", 0].value
    assert stored == "For ＿＿, we offer ＿＿: 香. Because ＿＿."


def test_the_statement_is_copied(show_sample: Show[StatementPage]) -> None:
    page = show_sample(StatementPage)
    page.copy_action.run()
    assert QGuiApplication.clipboard().text().startswith("为通勤到晚上的年轻女生")


def test_pdf_and_workbook_are_written(
    show_sample: Show[StatementPage],
    sample_context: AppContext,
    qapp: QApplication,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    page = show_sample(StatementPage)
    targets = {"pdf": tmp_path / "定位.pdf", "xlsx": tmp_path / "定位.xlsx"}
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *args: (str(targets[args[2].rsplit(".")[-1]]), ""))
    page.pdf_action.run()
    page.excel_action.run()
    settle(sample_context, qapp)
    assert targets["pdf"].read_bytes().startswith(b"%PDF")
    assert len(openpyxl.load_workbook(targets["xlsx"]).sheetnames) == 3
    assert [notice.severity for notice in sample_context.notices] == ["good", "good"]
    assert page.print_document() is not None
    assert page.actions_list()[0] is page.pdf_action


def test_what_cannot_be_written_is_explained(
    show: Show[StatementPage], app_context: AppContext, qapp: QApplication, tmp_path: Path
) -> None:
    page = show(StatementPage)
    page.write_pdf(tmp_path / "gone" / "a.pdf")
    page.write_excel(tmp_path / "gone" / "a.xlsx")
    settle(app_context, qapp)
    assert [notice.severity for notice in app_context.notices] == ["bad", "bad"]


def test_a_dialog_that_is_closed_writes_nothing(
    show: Show[StatementPage], app_context: AppContext, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = show(StatementPage)
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_args: ("", ""))
    page.pdf_action.run()
    assert app_context.notices == []
