"""Actions as data: menus, buttons, the command palette and the list of shortcuts all come from these."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QWidget

from shopplanner.foundation.i18n import text
from shopplanner.ui.theme import theme


@dataclass(frozen=True)
class Action:
    """Something a person can do.

    Attributes:
        id: unique name, such as ``promotions.new``.
        text_id: its wording.
        handler: what it does.
        shortcut: key sequence in Qt's portable text; empty for none.
        group: heading in the palette and the shortcut list, as a text id; empty for the page's own.
        icon: name of a line icon; empty for none.
        enabled: says whether it can be done now; None for always.
    """

    id: str
    text_id: str
    handler: Callable[[], object]
    shortcut: str = ""
    group: str = ""
    icon: str = ""
    enabled: Callable[[], bool] | None = None

    @property
    def text(self) -> str:
        """Its wording in the language in force."""
        return text(self.text_id)

    def can_run(self) -> bool:
        """Whether it can be done now."""
        return self.enabled is None or self.enabled()

    def run(self) -> None:
        """Do it if it can be done."""
        if self.can_run():
            self.handler()

    def to_qt(self, parent: QWidget, *, bare: bool = False) -> QAction:
        """Return it as a menu entry or shortcut of ``parent``; a bare one gets its icon when it is first seen."""
        made = QAction(self.text, parent)
        made.setObjectName(self.id)
        if self.icon and not bare:
            made.setIcon(theme.current().icon(self.icon))
        if self.shortcut:
            made.setShortcut(QKeySequence(self.shortcut))
        made.triggered.connect(lambda _checked=False: self.run())
        return made
