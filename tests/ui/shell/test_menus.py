"""Menus are made from the list of actions; the visible page's own stand at the head of the tools."""

from __future__ import annotations

from PySide6.QtGui import QKeySequence

from shopplanner.ui.common.action import Action
from shopplanner.ui.shell.commands import MENUS
from shopplanner.ui.shell.main_window import MainWindow


def test_every_menu_has_its_actions_and_no_two_share_a_shortcut(main_window: MainWindow) -> None:
    menus = main_window.menus
    assert list(menus.menus) == list(MENUS)
    keys = [action.shortcut for action in main_window.actions_data if action.shortcut]
    assert len(keys) == len(set(keys))
    ids = [action.id for action in main_window.actions_data]
    assert len(ids) == len(set(ids))


def test_a_pages_actions_come_and_go_and_taken_shortcuts_stay_with_the_window(main_window: MainWindow) -> None:
    menus = main_window.menus
    ready = [False]
    actions = [
        Action("page.new", "shell.action.new", lambda: None, "N", enabled=lambda: ready[0]),
        Action("page.clash", "shell.action.open", lambda: None, "Ctrl+O"),
    ]
    before = len(menus.menus["tools"].actions())
    menus.show_page_actions(actions)
    shown = menus.menus["tools"].actions()
    assert [entry.objectName() for entry in shown[:2]] == ["page.new", "page.clash"]
    assert shown[2].isSeparator()
    assert shown[1].shortcut() == QKeySequence()
    assert not shown[0].isEnabled()
    ready[0] = True
    menus.menus["tools"].aboutToShow.emit()
    assert shown[0].isEnabled()
    menus.show_page_actions(())
    assert len(menus.menus["tools"].actions()) == before


def test_an_entry_can_be_reworded(main_window: MainWindow) -> None:
    main_window.menus.set_words("edit.undo", "Undo: Move 618")
    assert main_window.menus.qt_action("edit.undo").text() == "Undo: Move 618"
