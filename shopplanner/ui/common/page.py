"""The base of all pages: first line with title and actions, body, inspector, refresh when its areas change."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from PySide6.QtGui import QShowEvent, QTextDocument
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from shopplanner.domain.changes import Area
from shopplanner.ui.common.action import Action
from shopplanner.ui.common.context import AppContext
from shopplanner.ui.common.widgets import GAP, SMALL_GAP, button, chip, label


class PageHeader(QWidget):
    """The page's first line: title, chips, and at the right its actions."""

    def __init__(self, title: str) -> None:
        super().__init__()
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(SMALL_GAP)
        self.title = label(title, "title")
        line.addWidget(self.title)
        self.left = QHBoxLayout()
        self.left.setSpacing(SMALL_GAP)
        line.addLayout(self.left)
        line.addStretch(1)
        self.right = QHBoxLayout()
        self.right.setSpacing(SMALL_GAP)
        line.addLayout(self.right)

    def add_chip(self, content: str, kind: str = "neutral") -> QWidget:
        """Add a chip beside the title."""
        made = chip(content, kind)
        self.left.addWidget(made)
        return made

    def add_left(self, widget: QWidget) -> None:
        """Add a control beside the title."""
        self.left.addWidget(widget)

    def add_right(self, widget: QWidget) -> None:
        """Add a control at the right."""
        self.right.addWidget(widget)

    def add_action(self, action: Action, *, primary: bool = False) -> QPushButton:
        """Add an action's button at the right."""
        made = button(action, primary=primary)
        self.right.addWidget(made)
        return made


class Page(QWidget):
    """A view of a tab. Subclasses build their widgets in ``__init__`` and ask for data in ``refresh``."""

    AREAS: ClassVar[frozenset[Area]] = frozenset()
    """Changes in these areas make the page refresh, at once or when it is next shown."""

    def __init__(self, context: AppContext, title: str) -> None:
        super().__init__()
        self.context = context
        self.setObjectName("Page")
        self.inspector: QWidget | None = None
        self._stale = True
        outer = QVBoxLayout(self)
        outer.setContentsMargins(16, 14, 16, 14)
        outer.setSpacing(GAP)
        self.header = PageHeader(title)
        outer.addWidget(self.header)
        self.body = QVBoxLayout()
        self.body.setSpacing(GAP)
        outer.addLayout(self.body, 1)
        context.bus.changed.connect(self._areas_changed)

    def refresh(self) -> None:
        """Ask for the page's data and show it."""

    def show_record(self, record: str) -> None:
        """Bring a record into view; ``record`` is what a ``Place`` of this page carries."""

    def actions_list(self) -> Sequence[Action]:
        """Return the page's actions, for menus and palette."""
        return ()

    def flush(self) -> None:
        """Write drafts now."""

    def print_document(self) -> QTextDocument | None:
        """Return what printing gives; None where the page cannot be printed."""
        return None

    def refresh_if_stale(self) -> None:
        """Refresh if something changed since the last time."""
        if self._stale:
            self._stale = False
            self.refresh()

    def showEvent(self, event: QShowEvent) -> None:
        """Catch up with changes that happened while the page was hidden."""
        super().showEvent(event)
        self.refresh_if_stale()

    def _areas_changed(self, areas: frozenset[Area]) -> None:
        if areas & self.AREAS:
            self._stale = True
            if self.isVisible():
                self.refresh_if_stale()
