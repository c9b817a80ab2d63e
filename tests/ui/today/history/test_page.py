"""The audit lists every step with its fields before and after, and takes the last one back."""

from __future__ import annotations

from PySide6.QtWidgets import QApplication, QPushButton

from shopplanner.domain.changes import Place
from shopplanner.services import history
from shopplanner.services.promotions.tasks import edit_task
from shopplanner.services.workspace import Workspace
from shopplanner.ui.common.context import AppContext
from shopplanner.ui.today.history.page import HistoryPage
from tests.fixtures.pages import Show, settle
from tests.services.metrics.figures import november


def test_an_untouched_shop_says_what_the_page_is_for(show: Show[HistoryPage], went: list[Place]) -> None:
    page = show(HistoryPage)
    assert page.view.currentIndex() == 1
    assert not page.undo_action.can_run()
    assert not page.redo_action.can_run()
    next(one for one in page.view.findChildren(QPushButton) if one.text() == "Go to Today").click()
    assert went == [Place("today", "overview")]


def test_a_step_shows_its_fields_before_and_after(shop: Workspace, show: Show[HistoryPage]) -> None:
    edit_task(shop, 1, due=november(24))
    page = show(HistoryPage)
    assert len(page.view.steps.rows) == 3
    (change,) = page.view.changes.rows
    assert (change.field, change.before, change.after) == ("Due", "2026-11-20", "2026-11-24")
    button = page.header.findChild(QPushButton, "today.history.undo")
    assert isinstance(button, QPushButton)
    assert button.toolTip()


def test_the_last_step_is_undone_and_done_again_from_here(
    shop: Workspace, show: Show[HistoryPage], app_context: AppContext, qapp: QApplication
) -> None:
    page = show(HistoryPage)
    page.undo_action.run()
    settle(app_context, qapp)
    assert page.view.steps.rows[0].state == "undone"
    assert page.redo_action.can_run()
    page.redo_action.run()
    settle(app_context, qapp)
    assert page.view.steps.rows[0].state == "done"
    assert len(page.actions_list()) == 3


def test_steps_are_filtered_by_place_and_words(shop: Workspace, show: Show[HistoryPage]) -> None:
    view = show(HistoryPage).view
    view.area.setCurrentIndex(view.area.findData("targets"))
    assert view.steps.rows == []
    view.area.setCurrentIndex(view.area.findData("tasks"))
    assert len(view.steps.rows) == 1
    view.area.setCurrentIndex(0)
    view.words.setText("coupon")
    assert len(view.steps.rows) == 1
    view.words.clear()
    assert len(view.steps.rows) == 2


def test_a_step_can_be_chosen_by_number_and_leads_to_its_place(
    shop: Workspace, show: Show[HistoryPage], app_context: AppContext, qapp: QApplication, went: list[Place]
) -> None:
    edit_task(shop, 1, due=november(24))
    page = show(HistoryPage)
    first = history.steps(shop)[-1]
    page.show_record("nonsense")
    page.show_record(str(first.id))
    settle(app_context, qapp)
    assert page.view.table.current_row().id == first.id
    page.show_record(str(history.steps(shop)[0].id))
    settle(app_context, qapp)
    page.go_action.run()
    assert went == [Place("promotions", "tasks", "1")]


def test_a_step_without_fields_says_why(shop: Workspace, show: Show[HistoryPage]) -> None:
    page = show(HistoryPage)
    step = page.view.steps.rows[0]
    page.view.show_changes(step, ())
    assert page.view.note.text() == "No field of a record was changed."
    page.view.show_changes(None, ())
    assert page.view.note.isHidden()
