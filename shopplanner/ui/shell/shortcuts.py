"""All shortcuts, from the same list of actions as menus and palette."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QGridLayout, QWidget

from shopplanner.foundation.i18n import text
from shopplanner.ui.common.action import Action
from shopplanner.ui.common.dialogs import Dialog
from shopplanner.ui.common.widgets import label, native_keys, scrolled
from shopplanner.ui.shell.commands import MENUS
from shopplanner.ui.theme import theme

TABLE_KEYS = (
    ("Ctrl+C", "shell.keys.copy"),
    ("Ctrl+V", "shell.keys.paste"),
    ("F2", "shell.keys.edit"),
    ("Del", "shell.keys.delete"),
    ("Tab", "shell.keys.tab"),
)


class ShortcutsDialog(Dialog):
    """Two columns: what, and which keys; in groups."""

    def __init__(self, actions: Sequence[Action], parent: QWidget | None) -> None:
        super().__init__(text("shell.action.shortcuts"), parent, width=30, height=34)
        content = QWidget()
        self._grid = QGridLayout(content)
        self._grid.setVerticalSpacing(theme.current().space(4))
        self._grid.setColumnStretch(0, 1)
        keyed = [action for action in actions if action.shortcut]
        page = [action for action in keyed if action.group not in MENUS]
        self._group(text("shell.keys.page"), [(action.text, action.shortcut) for action in page])
        for menu in MENUS:
            lines = [(action.text, action.shortcut) for action in keyed if action.group == menu]
            self._group(text(f"shell.menu.{menu}"), lines)
        self._group(text("shell.keys.table"), [(text(text_id), keys) for keys, text_id in TABLE_KEYS])
        self._grid.setRowStretch(self._grid.rowCount(), 1)
        self.body.addWidget(scrolled(content), 1)
        self.add_close()

    def _group(self, heading: str, lines: Sequence[tuple[str, str]]) -> None:
        if not lines:
            return
        if self._grid.count():
            self._grid.setRowMinimumHeight(self._grid.rowCount(), theme.current().space(8))
        self._grid.addWidget(label(heading, "heading"), self._grid.rowCount(), 0, 1, 2)
        for words, keys in lines:
            row = self._grid.rowCount()
            self._grid.addWidget(label(words), row, 0)
            self._grid.addWidget(label(native_keys(keys), "muted"), row, 1)
