"""The calendar inside the window: its inspector, and what a change of look or language does."""

from __future__ import annotations

from PySide6.QtWidgets import QApplication

from shopplanner.domain.changes import Place
from shopplanner.services.workspace import Workspace
from shopplanner.ui.promotions.calendar.page import CalendarPage
from shopplanner.ui.shell.main_window import MainWindow
from tests.services.promotions.shop import put, put_products, tenth_off


def test_the_calendar_opens_in_the_window_with_its_inspector(
    workspace: Workspace, main_window: MainWindow, qapp: QApplication
) -> None:
    put_products(workspace)
    promotion_id = put(workspace, tenth_off())
    path = workspace.path
    workspace.close()
    main_window.open_path(path)
    main_window.jobs.wait_idle()
    main_window.go(Place("promotions", "calendar", str(promotion_id)))
    for _turn in range(4):
        main_window.jobs.wait_idle()
        qapp.processEvents()
    page = main_window.area.stack.currentWidget()  # type: ignore[union-attr]  # a workspace is open
    assert isinstance(page, CalendarPage)
    assert page.editor.isVisible()
    assert page.canvas.selected == promotion_id
    assert page.editor.width() < page.width()
    buttons = [made.isEnabled() for _action, made in page.editor._buttons]
    assert buttons == [False, True, True, True]
