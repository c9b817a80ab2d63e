"""What holds on every page with the sample shop: controls have names, no button is cut, no key is given twice."""

from __future__ import annotations

from collections import Counter

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QPushButton, QScrollArea, QWidget

from shopplanner.domain.changes import Place
from shopplanner.services.workspace import Workspace
from shopplanner.ui.common.page import Page
from shopplanner.ui.common.widgets import Segments
from shopplanner.ui.shell.main_window import MainWindow
from shopplanner.ui.shell.registry import TABS


@pytest.fixture
def window(main_window: MainWindow, sample_workspace: Workspace) -> MainWindow:
    """The main window on the sample shop."""
    path = sample_workspace.path
    sample_workspace.close()
    main_window.open_path(path)
    main_window.jobs.wait_idle()
    return main_window


def settle(window: MainWindow, qapp: QApplication) -> Page:
    """Wait for reads and what they set going, and return the page."""
    for _ in range(5):
        window.jobs.wait_idle()
        qapp.processEvents()
    assert window.area is not None
    page = window.area.page
    assert page is not None
    return page


def controls(window: MainWindow) -> list[QWidget]:
    """Return what the Tab key reaches, apart from plain texts and areas that only scroll."""
    reached = []
    for widget in window.findChildren(QWidget):
        takes = bool(widget.focusPolicy().value & Qt.FocusPolicy.TabFocus.value) and widget.focusProxy() is None
        inner = widget.objectName().startswith("qt_") or type(widget) in (QLabel, QScrollArea)
        if takes and not inner and widget.isVisible() and widget.isEnabled():
            reached.append(widget)
    return reached


def named(widget: QWidget) -> bool:
    """Whether a screen reader has something to say."""
    words = widget.accessibleName() or (widget.text() if isinstance(widget, QAbstractButton) else "")
    return bool(words.strip())


def check(window: MainWindow, where: str) -> list[str]:
    """Return what is wrong with what is shown."""
    wrong = [f"{where}: {type(each).__name__} without a name" for each in controls(window) if not named(each)]
    shown = (each for each in window.findChildren(QPushButton) if each.isVisible())
    cut = (each.text() for each in shown if each.width() < each.minimumSizeHint().width() - 1)
    return wrong + [f"{where}: “{words}” is cut" for words in cut]


@pytest.mark.parametrize("tab", [tab.id for tab in TABS])
def test_every_control_of_a_tab_has_a_name_and_no_button_is_cut(
    tab: str, window: MainWindow, qapp: QApplication
) -> None:
    wrong: list[str] = []
    for view in next(each for each in TABS if each.id == tab).views:
        window.go(Place(tab, view.id))
        page = settle(window, qapp)
        wrong += check(window, f"{tab}/{view.id}")
        keys = Counter(action.shortcut for action in page.actions_list() if action.shortcut)
        wrong += [f"{tab}/{view.id}: {key} stands for {count} actions" for key, count in keys.items() if count > 1]
        for segments in page.header.findChildren(Segments):
            for value, made in segments.buttons.items():
                made.click()
                settle(window, qapp)
                wrong += check(window, f"{tab}/{view.id}/{value}")
    assert wrong == []
