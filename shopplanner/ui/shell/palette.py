"""The command palette: every action, every view and every record, found by a few letters."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, QObject, QPoint, QSize, Qt, QTimer
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QDialog,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from shopplanner.domain.changes import Place
from shopplanner.foundation.i18n import text
from shopplanner.ui.common.action import Action
from shopplanner.ui.common.context import AppContext
from shopplanner.ui.common.table import AnyIndex
from shopplanner.ui.common.widgets import native_keys
from shopplanner.ui.shell.fuzzy import best
from shopplanner.ui.shell.registry import TABS
from shopplanner.ui.theme import theme

if TYPE_CHECKING:
    from shopplanner.services.search import Hit

SEARCH_MS: Final = 120
MOST: Final = 40
MOST_ROWS: Final = 12
ENTRY: Final = Qt.ItemDataRole.UserRole


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the palette; ``kind`` is its worded sort, ``keys`` its shortcut."""

    name: str
    kind: str
    run: Callable[[], object]
    keys: str = ""


def action_entries(actions: Sequence[Action]) -> list[Entry]:
    """Return the actions that can be done now."""
    kind = text("shell.palette.kind.action")
    return [
        Entry(action.text, kind, action.run, native_keys(action.shortcut)) for action in actions if action.can_run()
    ]


def view_entries(navigate: Callable[[Place], object]) -> list[Entry]:
    """Return all views of all tabs."""
    entries: list[Entry] = []
    for number, tab in enumerate(TABS, start=1):
        for place, view in enumerate(tab.views):
            name = f"{text(f'shell.tab.{tab.id}')} · {text(f'shell.view.{tab.id}.{view.id}')}"
            target = Place(tab.id, view.id)
            keys = native_keys(f"Ctrl+{number}") if place == 0 else ""
            entries.append(Entry(name, text("shell.palette.kind.view"), partial(navigate, target), keys))
    return entries


class _Line(QStyledItemDelegate):
    """Name at the left, shortcut or sort at the right."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: AnyIndex) -> None:
        entry: Entry = index.data(ENTRY)
        look = theme.current()
        painter.save()
        if option.state & option.state.State_Selected:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(look.color("accent_soft"))
            painter.drawRoundedRect(option.rect, 4, 4)
        rect = option.rect.adjusted(look.space(8), 0, -look.space(8), 0)
        painter.setFont(look.font("small"))
        painter.setPen(look.color("muted"))
        remark = f"{entry.keys}   {entry.kind}" if entry.keys else entry.kind
        painter.drawText(rect, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, remark)
        room = rect.width() - painter.fontMetrics().horizontalAdvance(remark) - look.space(12)
        painter.setFont(look.font())
        painter.setPen(look.color("text"))
        name = painter.fontMetrics().elidedText(entry.name, Qt.TextElideMode.ElideRight, room)
        painter.drawText(rect, Qt.AlignmentFlag.AlignVCenter, name)
        painter.restore()

    def sizeHint(self, option: QStyleOptionViewItem, index: AnyIndex) -> QSize:
        return QSize(0, theme.current().unit(2))


class Palette(QDialog):
    """A search field over a list; Enter runs the chosen line."""

    def __init__(self, entries: Sequence[Entry], context: AppContext | None, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup | Qt.WindowType.FramelessWindowHint)
        look = theme.current()
        self.setObjectName("Palette")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setAccessibleName(text("shell.palette.name"))
        self._entries = list(entries)
        self._context = context
        self._records: list[Entry] = []
        column = QVBoxLayout(self)
        column.setContentsMargins(look.space(4), look.space(4), look.space(4), look.space(4))
        column.setSpacing(look.space(4))
        self.field = QLineEdit()
        self.field.setPlaceholderText(text("shell.search"))
        self.field.setAccessibleName(text("shell.search"))
        self.field.installEventFilter(self)
        self.list = QListWidget()
        self.list.setItemDelegate(_Line(self.list))
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        column.addWidget(self.field)
        column.addWidget(self.list, 1)
        self._late = QTimer(self)
        self._late.setSingleShot(True)
        self._late.setInterval(SEARCH_MS)
        self._late.timeout.connect(self._search)
        self.field.textChanged.connect(self._typed)
        self.list.itemClicked.connect(lambda _item: self._run())
        self._fill()
        self._place(parent)
        self.field.setFocus()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Move in the list while typing in the field."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            steps = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_PageDown: 8, Qt.Key.Key_PageUp: -8}
            if event.key() in steps:
                place = self.list.currentRow() + steps[Qt.Key(event.key())]
                self.list.setCurrentRow(max(0, min(place, self.list.count() - 1)))
                return True
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self._run()
                return True
        return super().eventFilter(watched, event)

    def _typed(self, words: str) -> None:
        self._fill()
        if self._context is not None and words.strip():
            self._late.start()
        else:
            self._records = []

    def _search(self) -> None:
        from shopplanner.services.search import find_records

        words = self.field.text()
        if self._context is not None:
            self._context.read("shell.palette", lambda workspace: find_records(workspace, words), self._found)

    def _found(self, hits: Sequence[Hit]) -> None:
        self._records = [
            Entry(hit.name, text(f"shell.palette.kind.{hit.kind}"), partial(self._go, hit.place)) for hit in hits
        ]
        self._fill()

    def _go(self, place: Place) -> None:
        if self._context is not None:
            self._context.navigate(place)

    def _fill(self) -> None:
        words = self.field.text()
        found = best(words, [*self._entries, *self._records], lambda entry: entry.name, MOST)
        known = [entry for entry in self._records if entry not in found]
        self.list.clear()
        for entry in [*found, *(known if words.strip() else [])][:MOST]:
            item = QListWidgetItem(entry.name)
            item.setData(ENTRY, entry)
            self.list.addItem(item)
        self.list.setCurrentRow(0)
        rows = max(1, min(self.list.count(), MOST_ROWS))
        self.list.setFixedHeight(rows * theme.current().unit(2) + theme.current().space(4))
        self.adjustSize()

    def _run(self) -> None:
        item = self.list.currentItem()
        if item is not None:
            entry: Entry = item.data(ENTRY)
            self.close()
            entry.run()

    def _place(self, parent: QWidget) -> None:
        look = theme.current()
        width = min(look.unit(36), parent.width() - look.space(24))
        self.setFixedWidth(width)
        self.move(parent.mapToGlobal(QPoint((parent.width() - width) // 2, look.unit(3))))
