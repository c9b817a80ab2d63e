"""The papers page shows a paper as it will be printed, takes what people write, and gives it out."""

from __future__ import annotations

from pathlib import Path

import pytest
from pypdf import PdfReader
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog, QInputDialog, QLabel

from shopplanner.domain.changes import Place
from shopplanner.services.promotions.papers import building
from shopplanner.services.workspace import Workspace
from shopplanner.ui.common.context import AppContext
from shopplanner.ui.promotions.papers.page import PapersPage
from tests.fixtures.pages import Show
from tests.services.promotions import shop
from tests.ui.promotions.conftest import Settle


@pytest.fixture
def tenth(workspace: Workspace) -> int:
    """10 % off soap, running."""
    shop.put_products(workspace)
    shop.put(workspace, shop.tenth_off(name="later", starts=shop.at("12-01"), ends=shop.till("12-02")))
    return shop.put(workspace, shop.tenth_off(name="Tenth"))


def words(page: PapersPage) -> str:
    assert page.inspector is not None
    return "\n".join(each.text() for each in page.inspector.findChildren(QLabel))


def test_without_promotions_the_page_says_what_it_is_for(show_page: Show[PapersPage], app_context: AppContext) -> None:
    went: list[Place] = []
    app_context.navigated.connect(went.append)
    page = show_page(PapersPage)
    assert page.stack.currentIndex() == 1
    assert page.inspector is None
    assert page.print_document() is None
    page.copy()
    page.save("docx", Path("never"))
    page.open_action.run()
    assert went == [Place("promotions", "calendar")]


@pytest.mark.usefixtures("tenth")
def test_every_kind_of_paper_is_shown_for_the_next_promotion(show_page: Show[PapersPage], settle: Settle) -> None:
    page = show_page(PapersPage)
    assert [row.name for row in page.model.rows] == ["Tenth", "later"]
    for kind, title in (
        ("promotion_plan", "Promotion plan: Tenth"),
        ("design_brief", "Design brief: Tenth"),
        ("ads_brief", "Advertising brief: Tenth"),
        ("service_script", "Service script: Tenth"),
        ("pack_list", "Warehouse pack list: Tenth"),
        ("month_plan", "Plan of 2026-11"),
    ):
        page.choose_kind(kind)
        settle()
        assert page.preview.toPlainText().startswith(title)
    assert "nothing to fill in" in words(page)
    assert not page.hand_out_action.can_run()


def test_what_is_typed_is_stored_and_stands_on_the_paper(
    tenth: int, show_page: Show[PapersPage], settle: Settle, workspace: Workspace
) -> None:
    page = show_page(PapersPage)
    page.show_record(f"{tenth}/design_brief")
    settle()
    page.form.editors["headline"].setPlainText("Scent that stays until evening")
    assert "30 of 12" in words(page)
    page.flush()
    settle()
    assert "Scent that stays" in page.preview.toPlainText()
    assert building.paper(workspace, tenth, "design_brief").states[7].value == "Scent that stays until evening"


def test_what_was_typed_goes_to_the_promotion_it_was_typed_for(
    tenth: int, show_page: Show[PapersPage], settle: Settle, workspace: Workspace
) -> None:
    page = show_page(PapersPage)
    page.form.editors["goal"].setPlainText("clear stock")
    page.table.selectRow(1)
    settle()
    states = building.paper(workspace, tenth, "promotion_plan").states
    assert states[0].value == "clear stock"
    assert page.form.editors["goal"].toPlainText() == ""


def test_a_field_with_the_cursor_is_left_alone(
    tenth: int, show_page: Show[PapersPage], settle: Settle, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = show_page(PapersPage)
    page.show_record(f"{tenth}/design_brief")
    settle()
    editor = page.form.editors["size"]
    monkeypatch.setattr(editor, "hasFocus", lambda: True)
    editor.insertPlainText("a")
    page.refresh()
    settle()
    assert editor.toPlainText() == "a"


def test_doubtful_words_stand_out(tenth: int, show_page: Show[PapersPage], settle: Settle) -> None:
    page = show_page(PapersPage)
    page.show_record(f"{tenth}/design_brief")
    settle()
    page.form.editors["headline"].setPlainText("顶级留香")
    page.flush()
    settle()
    assert "1 word to look at" in words(page)
    page.form.editors["headline"].setPlainText("独家留香")
    page.flush()
    settle()
    assert "First or only" in words(page)


def test_a_version_is_handed_out_and_signed(
    tenth: int, show_page: Show[PapersPage], settle: Settle, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = show_page(PapersPage)
    page.show_record(f"{tenth}/pack_list")
    settle()
    assert not page.sign_action.can_run()
    page.hand_out_action.run()
    settle()
    assert "Version 1 is current" in words(page)
    monkeypatch.setattr(QInputDialog, "getText", lambda *_args: ("Mei", True))
    page.sign_action.run()
    settle()
    assert "signed by Mei" in words(page)
    page.form.editors["shifts"].setPlainText("three")
    page.flush()
    settle()
    assert "Changed since version 1" in words(page)
    monkeypatch.setattr(QInputDialog, "getText", lambda *_args: ("", False))
    page.sign_action.run()


def test_papers_become_files_and_text(
    tenth: int, show_page: Show[PapersPage], settle: Settle, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = show_page(PapersPage)
    for ending, action in (("pdf", page.pdf_action), ("docx", page.word_action), ("xlsx", page.excel_action)):
        path = tmp_path / f"a.{ending}"
        monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_args, path=path: (str(path), ""))
        action.run()
        settle()
        assert path.stat().st_size > 1000
    assert "Promotion plan: Tenth" in PdfReader(tmp_path / "a.pdf").pages[0].extract_text().replace("\t", " ")
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_args: ("", ""))
    page.pdf_action.run()
    page.copy_action.run()
    assert "Promotion plan: Tenth" in QGuiApplication.clipboard().text()
    document = page.print_document()
    assert document is not None
    assert "Tenth" in document.toPlainText()
    assert tenth


@pytest.mark.usefixtures("tenth")
def test_a_pdf_that_cannot_be_written_is_said(
    show_page: Show[PapersPage], app_context: AppContext, settle: Settle, tmp_path: Path
) -> None:
    said: list[object] = []
    app_context.noticed.connect(said.append)
    show_page(PapersPage).save("pdf", tmp_path / "none" / "a.pdf")
    settle()
    assert len(said) == 1


def test_a_double_click_opens_the_promotion(tenth: int, show_page: Show[PapersPage], app_context: AppContext) -> None:
    went: list[Place] = []
    app_context.navigated.connect(went.append)
    page = show_page(PapersPage)
    page.table.row_activated.emit(page.table.current_row())
    assert went == [Place("promotions", "calendar", str(tenth))]
    assert len(page.actions_list()) == 7
