"""The start page: typing is stored and undone, remarks follow from what was said."""

from __future__ import annotations

from PySide6.QtCore import QEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from shopplanner.domain.positioning.worksheets import Filled, text_of
from shopplanner.services import history
from shopplanner.services.positioning import worksheets
from shopplanner.services.positioning.worksheets import Spot
from shopplanner.ui.common.context import AppContext
from shopplanner.ui.positioning.forms.editors import LineEditor
from shopplanner.ui.positioning.start.page import StartPage, advantage_remark
from shopplanner.ui.positioning.start.radar import Radar
from tests.fixtures.pages import Show, settle


def test_the_sample_shop_is_complete(show_sample: Show[StartPage]) -> None:
    page = show_sample(StartPage)
    assert page.done.value() == 10_000
    assert page.radar.axes[0] == ("Money", 3)
    assert page.remark.text() == "Advantages with proof: 3"
    assert page.lever_remark.text().startswith("Clearly better than rivals: Better product, ")
    assert page.print_document() is not None


def test_typing_is_stored_without_asking_and_undone(
    show: Show[StartPage], app_context: AppContext, qapp: QApplication
) -> None:
    page = show(StartPage)
    assert page.print_document() is not None
    editor = page.by_section["questions"].cells["product"].editor
    assert isinstance(editor, LineEditor)
    QTest.keyClicks(editor.line, "soap")
    page.flush()
    settle(app_context, qapp)
    assert text_of(worksheets.sheet(app_context.workspace, "start").values, "product") == "soap"
    assert page.done.value() > 0
    assert "To whom?" in page.done.toolTip()
    app_context.perform(history.undo)
    settle(app_context, qapp)
    assert editor.value() == ""


def test_a_rating_and_its_source_are_stored(show: Show[StartPage], app_context: AppContext, qapp: QApplication) -> None:
    page = show(StartPage)
    cell = page.by_section["resources"].cells["res_money"]
    assert cell.mark is not None
    cell.store(4)
    settle(app_context, qapp)
    panel = cell.mark.open_panel()
    assert panel is not None
    panel.source.setText("财务表")
    panel.close()
    settle(app_context, qapp)
    assert worksheets.sheet(app_context.workspace, "start").values["res_money", 0].source == "财务表"
    assert page.radar.axes[0] == ("Money", 4)


def test_a_value_that_cannot_be_is_explained_beside_the_field(
    show: Show[StartPage], app_context: AppContext, qapp: QApplication
) -> None:
    page = show(StartPage)
    cell = page.by_section["resources"].cells["res_money"]
    cell.store(9)
    settle(app_context, qapp)
    assert cell.error.isVisible()
    cell.store(3)
    settle(app_context, qapp)
    assert not cell.error.isVisible()


def test_a_record_puts_the_cursor_on_its_field(show: Show[StartPage]) -> None:
    page = show(StartPage)
    page.activateWindow()
    page.show_record("buyer/0")
    assert page.focusWidget() is page.by_section["questions"].cells["buyer"].editor.inner


def test_advantages_without_proof_are_pointed_out() -> None:
    assert advantage_remark({})[1] == "warn"
    held = {("funds", 0): Filled(True)}
    assert "without proof: 1" in advantage_remark(held)[0]
    assert advantage_remark({**held, ("funds_proof", 0): Filled("流水")}) == ("Advantages with proof: 1", "good")


def test_levers_are_judged(show: Show[StartPage], app_context: AppContext, qapp: QApplication) -> None:
    page = show(StartPage)
    assert page.lever_remark.text().startswith("Rate yourself")
    app_context.perform(lambda workspace: worksheets.set_value(workspace, Spot("start", "lever_price"), 2))
    settle(app_context, qapp)
    assert page.lever_remark.text().startswith("On no lever")


def test_the_radar_puts_ratings_on_its_axes(show: Show[StartPage]) -> None:
    radar = show(StartPage).radar
    assert radar.point(0, 0).x() == radar.width() / 2
    assert radar.point(0, 5).y() < radar.point(0, 2).y()
    radar.show_axes([])
    radar.grab()
    assert isinstance(radar, Radar)


def test_what_was_typed_is_stored_though_the_page_is_gone_by_then(
    app_context: AppContext, qapp: QApplication, qtbot: QtBot
) -> None:
    page = StartPage(app_context)
    page.show()
    settle(app_context, qapp)
    editor = page.by_section["questions"].cells["product"].editor
    assert isinstance(editor, LineEditor)
    QTest.keyClicks(editor.line, "soap")
    page.flush()
    page.close()
    with qtbot.waitSignal(page.destroyed):
        page.deleteLater()
        qapp.sendPostedEvents(page, QEvent.Type.DeferredDelete.value)
    settle(app_context, qapp)
    assert text_of(worksheets.sheet(app_context.workspace, "start").values, "product") == "soap"
