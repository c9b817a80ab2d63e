"""The base of all pages: first line with title and actions, body, inspector, refresh when its areas change."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QShowEvent, QTextDocument
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from shopplanner.domain.changes import Area
from shopplanner.ui.common.action import Action
from shopplanner.ui.common.context import AppContext
from shopplanner.ui.common.folding import FoldingLine
from shopplanner.ui.common.widgets import button, chip, clear, label
from shopplanner.ui.theme import theme


class PageHeader(FoldingLine):
    """The page's first line: title, chips, and at the right its actions."""

    def __init__(self, title: str) -> None:
        super().__init__()
        line, gap = self.first, theme.current().space(8)
        self.title = label(title, "title")
        line.addWidget(self.title)
        self._subtitle = label("", "muted")
        self._subtitle.hide()
        line.addWidget(self._subtitle)
        self._chips = QHBoxLayout()
        self._chips.setSpacing(gap)
        line.addLayout(self._chips)
        self.left = QHBoxLayout()
        self.left.setSpacing(gap)
        line.addLayout(self.left)
        line.addStretch(1)
        self.right = self.second
        self._buttons: list[tuple[Action, QPushButton]] = []

    def set_title(self, words: str) -> None:
        """Show another title."""
        self.title.setText(words)

    def set_subtitle(self, words: str) -> None:
        """Show a muted remark after the title; an empty one takes no room."""
        self._subtitle.setText(words)
        self._subtitle.setVisible(bool(words))

    def set_chips(self, *chips: tuple[str, str]) -> None:
        """Show these states, as words and kind, instead of the former ones."""
        clear(self._chips)
        for words, kind in chips:
            self._chips.addWidget(chip(words, kind))

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
        self._buttons.append((action, made))
        return made

    def update_enabled(self) -> None:
        """Ask every action again whether it can be done now."""
        for action, made in self._buttons:
            made.setEnabled(action.can_run())


class Page(QWidget):
    """A view of a tab. Subclasses build their widgets in ``__init__`` and ask for data in ``refresh``."""

    AREAS: ClassVar[frozenset[Area]] = frozenset()
    """Changes in these areas make the page refresh, at once or when it is next shown."""

    def __init__(self, context: AppContext, title: str) -> None:
        super().__init__()
        self.context = context
        self.setObjectName("Page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.inspector: QWidget | None = None
        self._stale = True
        outer = QVBoxLayout(self)
        gap, edge = theme.current().space(12), theme.current().space(16)
        outer.setContentsMargins(edge, gap, edge, edge)
        outer.setSpacing(gap)
        self.header = PageHeader(title)
        outer.addWidget(self.header)
        self.body = QVBoxLayout()
        self.body.setSpacing(gap)
        outer.addLayout(self.body, 1)
        context.bus.changed.connect(self._areas_changed)
        context.shop_changed.connect(self._shop_changed)

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

    def set_inspector(self, widget: QWidget | None) -> None:
        """Show ``widget`` at the right of the window, or nothing."""
        self.inspector = widget
        self.context.inspector_changed.emit()

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
            self._shop_changed()

    def _shop_changed(self) -> None:
        self._stale = True
        if self.isVisible():
            self.refresh_if_stale()
