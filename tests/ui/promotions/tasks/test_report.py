"""A change outside the program is reported for a product, a promotion or the shop; the sheet of the day is printed."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog, QLabel, QPushButton

from shopplanner.services.promotions import propagation, tasks, team
from shopplanner.services.workspace import Workspace
from shopplanner.ui.common.context import AppContext
from shopplanner.ui.promotions.tasks.page import TasksPage
from shopplanner.ui.promotions.tasks.report import ReportDialog
from tests.fixtures.pages import Show
from tests.services.promotions.planning import put, put_products
from tests.ui.promotions.conftest import Settle

TODAY = date(2026, 11, 22)


def opened(page: TasksPage) -> ReportDialog:
    page.report_action.run()
    return page.findChildren(ReportDialog)[-1]


def press(dialog: ReportDialog, words: str) -> None:
    next(each for each in dialog.findChildren(QPushButton) if each.text() == words).click()


def test_a_report_says_who_will_be_told_and_gives_them_tasks(
    workspace: Workspace, show_page: Show[TasksPage], settle: Settle, app_context: AppContext
) -> None:
    put_products(workspace, ("Soap", 5_000, 1_000, None))
    tasks.add_task(workspace, "other", TODAY)
    page = show_page(TasksPage)
    dialog = opened(page)
    assert "Gets a task with a script: Design, Ads, Pre-sales" in [each.text() for each in dialog.findChildren(QLabel)]
    press(dialog, "Tell them")
    assert dialog.what.error == "What is it now? Please say it"
    dialog.kind.setCurrentIndex(dialog.kind.findData("detail_page"))
    assert dialog.told.text() == "Gets a task with a script: Design, Pre-sales, After-sales"
    dialog.about.setEditText("no such thing")
    dialog.after.setPlainText("new size table")
    press(dialog, "Tell them")
    assert tasks.tasks(workspace) == tasks.tasks(workspace, until=TODAY)
    dialog.about.setEditText("Soap")
    dialog.before.setPlainText("old one")
    press(dialog, "Tell them")
    settle()
    assert page.wanted.changes_only
    assert page.count.text() == "3 tasks"
    assert app_context.notices[-1].said.id == "tasks.notice.told"
    assert "old one" in page.editor.script.text()


@pytest.mark.parametrize(("about", "title"), [("the shop", "the shop"), ("Gift", "Gift")])
def test_a_promotion_or_the_shop_can_have_changed(
    workspace: Workspace, show_page: Show[TasksPage], settle: Settle, about: str, title: str
) -> None:
    put(workspace, "gift", "2026-12-01 00:00:00", "2026-12-02 23:59:59", name="Gift", gift="g", whole_shop=True)
    page = show_page(TasksPage)
    dialog = opened(page)
    dialog.about.setEditText(about)
    dialog.after.setPlainText("x")
    press(dialog, "Tell them")
    settle()
    assert all(title in task.title for task in tasks.tasks(workspace))
    assert len(tasks.tasks(workspace)) == 3


def test_the_sheet_of_the_day_has_tasks_scripts_and_what_is_live(
    workspace: Workspace, show_page: Show[TasksPage], settle: Settle, tmp_path: Path, app_context: AppContext,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    team.add_person(workspace, "Lin", "designer", 600)
    made = tasks.add_task(workspace, "late <one>", date(2026, 11, 20), "designer").value
    tasks.edit_task(workspace, made, note="mind the size")
    propagation.report(workspace, "title", "new title")
    tasks.reschedule(workspace, {task.id: TODAY for task in tasks.tasks(workspace) if task.change_id})
    put(workspace, "gift", "2026-11-20 00:00:00", "2026-12-02 23:59:59", name="Gift", gift="Pen", whole_shop=True)
    (soap,) = put_products(workspace, ("Soap", 5_000, 1_000, None))
    given = {"name": "Member", "products": (soap,), "buy": 2, "free": 1, "audience": "member"}
    put(workspace, "member_day", "2026-11-20 00:00:00", "2026-11-25 23:59:59", **given)
    page = show_page(TasksPage)
    document = page.print_document()
    assert document is not None
    words = document.toPlainText()
    assert "¥50.00" in words
    assert "each for 3" in words
    for part in ("Tasks of 2026-11-22 Sun", "One of them is late.", "Lin · Design", "late <one>", "2 days late",
                 "mind the size", "Change: new title", "Gift", "Whole shop"):  # fmt: skip
        assert part in words, part
    target = tmp_path / "sheet.pdf"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_given: (str(target), ""))
    page.sheet_action.run()
    assert target.read_bytes().startswith(b"%PDF")
    assert app_context.notices[-1].said.id == "common.pdf.saved"
    page.write_sheet(tmp_path / "no" / "such" / "folder" / "x.pdf")
    assert app_context.notices[-1].severity == "bad"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_given: ("", ""))
    page.sheet_action.run()


def test_a_day_without_tasks_or_promotions_says_so(show_page: Show[TasksPage]) -> None:
    document = show_page(TasksPage).print_document()
    assert document is not None
    assert "Nothing is due today." in document.toPlainText()
    assert "No promotion is live today." in document.toPlainText()
