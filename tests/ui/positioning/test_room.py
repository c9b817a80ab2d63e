"""The room in the window: what is typed survives leaving the page, and undo comes back to it."""

from __future__ import annotations

from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from shopplanner.domain.changes import Place
from shopplanner.ui.positioning.forms.editors import LineEditor
from shopplanner.ui.positioning.price_tier.page import PriceTierPage
from shopplanner.ui.positioning.start.page import StartPage
from shopplanner.ui.shell.main_window import MainWindow


def rest(window: MainWindow, qapp: QApplication) -> None:
    """Wait for reads and edits, and for what their results set going."""
    for _ in range(4):
        window.jobs.wait_idle()
        qapp.processEvents()


def test_leaving_a_page_stores_what_was_typed_and_undo_returns_to_it(
    open_window: MainWindow, qapp: QApplication
) -> None:
    open_window.go(Place("positioning", "start"))
    rest(open_window, qapp)
    (page,) = open_window.findChildren(StartPage)
    editor = page.by_section["questions"].cells["product"].editor
    assert isinstance(editor, LineEditor)
    QTest.keyClicks(editor.line, "soap")
    open_window.go(Place("positioning", "price_tier"))
    rest(open_window, qapp)
    (tier,) = open_window.findChildren(PriceTierPage)
    assert tier.stack.currentIndex() == 1
    page.context.undo()
    rest(open_window, qapp)
    assert page.isVisible()
    assert editor.value() == ""
    page.context.redo()
    rest(open_window, qapp)
    assert editor.value() == "soap"
