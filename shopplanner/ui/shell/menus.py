"""The menu bar, made from the list of actions; what can be done is asked when a menu opens."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu, QMenuBar

from shopplanner.foundation.i18n import text
from shopplanner.ui.common.action import Action
from shopplanner.ui.shell.commands import MENUS, SEPARATED
from shopplanner.ui.theme import theme


class Menus:
    """The window's menus and the shortcuts that go with them."""

    def __init__(self, actions: Sequence[Action]) -> None:
        self._actions = {action.id: action for action in actions}
        self._made: dict[str, QAction] = {}
        self._page: list[tuple[Action, QAction]] = []
        self.bar = QMenuBar()
        self.menus: dict[str, QMenu] = {}
        for name in MENUS:
            menu = self.bar.addMenu(text(f"shell.menu.{name}"))
            menu.aboutToShow.connect(self.update_enabled)
            menu.aboutToShow.connect(self._dress)
            self.menus[name] = menu
        for action in actions:
            self._add(action)
        self._page_top = self.menus["tools"].actions()[0]
        self.recent = QMenu(text("shell.menu.recent"), self.menus["file"])
        self.menus["file"].insertMenu(self._made["file.sample"], self.recent)
        self.shops = QMenu(text("shell.menu.shops"), self.menus["file"])
        self.menus["file"].insertMenu(self._made["file.close"], self.shops)
        self.update_enabled()

    def qt_action(self, action_id: str) -> QAction:
        """Return the menu entry of an action."""
        return self._made[action_id]

    def set_words(self, action_id: str, words: str) -> None:
        """Show other words on an entry, such as the name of the step that undo takes back."""
        self._made[action_id].setText(words)

    def show_page_actions(self, actions: Sequence[Action]) -> None:
        """Put the visible page's own actions at the head of the tools menu, with their shortcuts."""
        for _, made in self._page:
            self.menus["tools"].removeAction(made)
            made.deleteLater()
        taken = {QKeySequence(action.shortcut) for action in self._actions.values() if action.shortcut}
        self._page = []
        for action in actions:
            made = action.to_qt(self.bar)
            if QKeySequence(action.shortcut) in taken:
                made.setShortcut(QKeySequence())
            self.menus["tools"].insertAction(self._page_top, made)
            self._page.append((action, made))
        if actions:
            line = QAction(self.bar)
            line.setSeparator(True)
            self.menus["tools"].insertAction(self._page_top, line)
            self._page.append((actions[0], line))
        self.update_enabled()

    def update_enabled(self) -> None:
        """Ask every action whether it can be done now."""
        for action_id, made in self._made.items():
            made.setEnabled(self._actions[action_id].can_run())
        for action, made in self._page:
            made.setEnabled(action.can_run())

    def _dress(self) -> None:
        """Give the entries their icons; drawing them all would hold up the first picture of the window."""
        for action_id, made in self._made.items():
            icon = self._actions[action_id].icon
            if icon and made.icon().isNull():
                made.setIcon(theme.current().icon(icon))

    def _add(self, action: Action) -> None:
        menu = self.menus[action.group]
        if action.id in SEPARATED:
            menu.addSeparator()
        made = action.to_qt(self.bar, bare=True)
        if action.id == "file.quit":
            made.setMenuRole(QAction.MenuRole.QuitRole)
        menu.addAction(made)
        self._made[action.id] = made
