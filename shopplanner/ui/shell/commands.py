"""The window's own actions, as data: menus, palette and the list of shortcuts are made from this list."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

from shopplanner.domain.changes import Place
from shopplanner.ui.common.action import Action
from shopplanner.ui.shell.registry import TABS

if TYPE_CHECKING:
    from shopplanner.ui.shell.main_window import MainWindow

MENUS: Final = ("file", "edit", "view", "tools", "help")
SEPARATED: Final = frozenset(
    {
        "file.import",
        "file.print",
        "file.backups",
        "file.close",
        "edit.shop",
        "view.refresh",
        "view.theme",
        "help.log",
        "help.about",
    }
)
"""Actions with a line above them in their menu."""


def window_actions(window: MainWindow) -> list[Action]:
    """Return the window's actions in the order of its menus; an action's group is its menu."""
    return [
        *_file_actions(window),
        *_edit_actions(window),
        *_view_actions(window),
        *_tool_actions(window),
        *_help_actions(window),
    ]


def _file_actions(window: MainWindow) -> list[Action]:
    is_open = window.has_workspace
    return [
        Action("file.new", "shell.action.new", window.dialogs.start_shop, "Ctrl+Shift+N", "file", "shop"),
        Action("file.open", "shell.action.open", window.dialogs.choose_workspace, "Ctrl+O", "file", "folder"),
        Action("file.sample", "shell.action.sample", window.open_sample, "", "file", "star"),
        Action("file.import", "shell.action.import", window.go_to_import, "Ctrl+I", "file", "import", is_open),
        Action("file.print", "shell.action.print", window.dialogs.print_page, "Ctrl+P", "file", "print", is_open),
        Action(
            "file.pdf", "shell.action.pdf", window.dialogs.save_page_as_pdf, "Ctrl+Shift+P", "file", "export", is_open
        ),
        Action("file.backups", "shell.action.backups", window.dialogs.show_backups, "", "file", "backup", is_open),
        Action("file.close", "shell.action.close", window.close_workspace, "Ctrl+W", "file", "close", is_open),
        Action("file.quit", "shell.action.quit", window.close, "Ctrl+Q", "file"),
    ]


def _edit_actions(window: MainWindow) -> list[Action]:
    return [
        Action("edit.undo", "shell.action.undo", window.undo, "Ctrl+Z", "edit", "undo", window.can_undo),
        Action("edit.redo", "shell.action.redo", window.redo, "Ctrl+Shift+Z", "edit", "redo", window.can_redo),
        Action(
            "edit.history", "shell.action.history", window.go_to_history, "", "edit", "history", window.has_workspace
        ),
        Action("edit.shop", "shell.action.shop", window.dialogs.edit_shop, "", "edit", "shop", window.has_workspace),
    ]


def _view_actions(window: MainWindow) -> list[Action]:
    tabs = [
        Action(
            f"view.{tab.id}",
            f"shell.tab.{tab.id}",
            partial(window.open_tab, tab.id),
            f"Ctrl+{number}",
            "view",
            tab.icon,
            window.has_workspace,
        )
        for number, tab in enumerate(TABS, start=1)
    ]
    return [
        *tabs,
        Action(
            "view.refresh", "shell.action.refresh", window.refresh_page, "F5", "view", "refresh", window.has_workspace
        ),
        Action(
            "view.inspector", "shell.action.inspector", window.toggle_inspector, "F4", "view", "", window.has_workspace
        ),
        Action("view.theme", "shell.action.theme", window.switch_theme, "", "view", "dark"),
        Action("view.language", "shell.action.language", window.switch_language, "", "view", "language"),
        Action("view.larger", "shell.action.larger", lambda: window.change_font(1), "Ctrl++", "view"),
        Action("view.smaller", "shell.action.smaller", lambda: window.change_font(-1), "Ctrl+-", "view"),
        Action("view.notices", "shell.action.notices", window.dialogs.show_notices, "", "view", "info"),
    ]


def _tool_actions(window: MainWindow) -> list[Action]:
    packs = Place("today", "packs")
    return [
        Action("tools.palette", "shell.action.palette", window.dialogs.show_palette, "Ctrl+K", "tools", "search"),
        Action(
            "tools.packs", "shell.action.packs", lambda: window.go(packs), "", "tools", "file", window.has_workspace
        ),
        Action("tools.settings", "shell.action.settings", window.dialogs.show_settings, "Ctrl+,", "tools", "settings"),
    ]


def _help_actions(window: MainWindow) -> list[Action]:
    return [
        Action("help.view", "shell.action.help", window.dialogs.show_help, "F1", "help", "help"),
        Action("help.shortcuts", "shell.action.shortcuts", window.dialogs.show_shortcuts, "Ctrl+/", "help"),
        Action("help.log", "shell.action.log", window.dialogs.show_log, "", "help", "file"),
        Action("help.about", "shell.action.about", window.dialogs.show_about, "", "help", "info"),
    ]
