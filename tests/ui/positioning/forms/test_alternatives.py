"""Alternatives from the page: copied, compared, chosen, renamed, deleted with a way back."""

from __future__ import annotations

from PySide6.QtWidgets import QApplication

from shopplanner.services.positioning import worksheets
from shopplanner.services.positioning.worksheets import Spot
from shopplanner.ui.common.context import AppContext
from shopplanner.ui.positioning.forms.alternatives import CompareDialog, RenameDialog
from shopplanner.ui.positioning.start.page import StartPage
from tests.fixtures.pages import Show, settle


def started(show: Show[StartPage], context: AppContext) -> StartPage:
    """Return the start page with one question answered."""
    worksheets.set_value(context.workspace, Spot("start", "product"), "沐浴露")
    return show(StartPage)


def labels(page: StartPage) -> list[str]:
    """Return the menu's entries that can be used."""
    page.alternatives.fill_menu()
    return [entry.text() for entry in page.alternatives.menu.actions() if entry.text() and entry.isEnabled()]


def test_an_untouched_worksheet_has_nothing_to_do(show: Show[StartPage]) -> None:
    page = show(StartPage)
    assert labels(page) == []
    assert page.alternatives.button.text() == "Alternative A"


def test_a_copy_is_shown_and_does_not_count_until_chosen(
    show: Show[StartPage], app_context: AppContext, qapp: QApplication
) -> None:
    page = started(show, app_context)
    page.alternatives.duplicate()
    settle(app_context, qapp)
    assert page.alternatives.button.text() == "Alternative B (not in the plan)"
    assert "Use this one in the plan" in labels(page)
    page.alternatives.choose()
    settle(app_context, qapp)
    assert page.alternatives.button.text() == "Alternative B"
    first = page.alternatives.menu.actions()[0]
    page.alternatives.fill_menu()
    first = page.alternatives.menu.actions()[0]
    first.trigger()
    settle(app_context, qapp)
    assert page.alternatives.button.text() == "Alternative A (not in the plan)"


def test_typing_goes_to_the_alternative_that_is_shown(
    show: Show[StartPage], app_context: AppContext, qapp: QApplication
) -> None:
    page = started(show, app_context)
    page.alternatives.start_blank()
    settle(app_context, qapp)
    assert page.by_section["questions"].cells["product"].editor.value() == ""
    page.by_section["questions"].cells["product"].store("身体乳")
    settle(app_context, qapp)
    both = [
        worksheets.sheet(app_context.workspace, "start", one.id).values["product", 0].value
        for one in worksheets.sheet(app_context.workspace, "start").alternatives
    ]
    assert both == ["沐浴露", "身体乳"]


def test_deleting_offers_the_way_back(show: Show[StartPage], app_context: AppContext, qapp: QApplication) -> None:
    page = started(show, app_context)
    page.alternatives.duplicate()
    settle(app_context, qapp)
    page.alternatives.delete()
    settle(app_context, qapp)
    assert len(worksheets.sheet(app_context.workspace, "start").alternatives) == 1
    notice = app_context.notices[-1]
    assert notice.action is not None
    notice.action.run()
    settle(app_context, qapp)
    assert len(worksheets.sheet(app_context.workspace, "start").alternatives) == 2


def test_two_are_set_side_by_side(show: Show[StartPage], app_context: AppContext, qapp: QApplication) -> None:
    page = started(show, app_context)
    page.alternatives.duplicate()
    settle(app_context, qapp)
    page.by_section["questions"].cells["buyer"].store("学生")
    settle(app_context, qapp)
    page.alternatives.compare()
    settle(app_context, qapp)
    (dialog,) = page.findChildren(CompareDialog)
    rows = dialog.table.copy_text().splitlines()
    assert rows[0].startswith("Field\tAlternative A")
    assert rows[1] == "To whom?\t\t学生"
    assert rows[2] == "What do we sell?\t沐浴露\t沐浴露"
    dialog.close()


def test_a_name_that_is_taken_is_explained_beside_the_field(
    show: Show[StartPage], app_context: AppContext, qapp: QApplication
) -> None:
    page = started(show, app_context)
    page.alternatives.duplicate()
    settle(app_context, qapp)
    page.alternatives.rename()
    (dialog,) = page.findChildren(RenameDialog)
    dialog.line.setText("A")
    dialog.store()
    settle(app_context, qapp)
    assert "already" in dialog.field.error
    dialog.line.setText("学生优先")
    dialog.store()
    settle(app_context, qapp)
    assert page.alternatives.button.text() == "Alternative 学生优先 (not in the plan)"
