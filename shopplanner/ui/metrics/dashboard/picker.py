"""A searchable list of ticks in a pop-up: metrics by group, products, channels, campaigns."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QPoint, QSignalBlocker, Qt
from PySide6.QtGui import QHideEvent, QKeyEvent
from PySide6.QtWidgets import QFrame, QLineEdit, QTreeWidget, QTreeWidgetItem, QVBoxLayout, QWidget

from shopplanner.foundation.i18n import text
from shopplanner.ui.common.widgets import label, plain_button, row
from shopplanner.ui.theme import theme

ID = Qt.ItemDataRole.UserRole
MOST_SHOWN = 400
"""Choices that are listed at once; a shop may have ten thousand products."""


@dataclass(frozen=True, slots=True)
class Choice:
    """Something to tick: its id, its name, and further words it is found by."""

    id: str
    title: str
    words: str = ""
    hint: str = ""

    @property
    def searched(self) -> str:
        """What typed words are looked for in."""
        return f"{self.title} {self.id} {self.words}".casefold()


@dataclass(frozen=True, slots=True)
class Choices:
    """A group of choices under a heading; no heading where there is only one group."""

    title: str
    choices: tuple[Choice, ...]


class Picker(QFrame):
    """Lets a person tick some of many; tells the outcome once, when it closes."""

    def __init__(
        self,
        parent: QWidget,
        groups: Sequence[Choices],
        ticked: Sequence[str],
        chosen: Callable[[tuple[str, ...]], None],
        *,
        limit: int = 0,
    ) -> None:
        super().__init__(parent, Qt.WindowType.Tool | Qt.WindowType.FramelessWindowHint)
        self.setProperty("card", True)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._before = tuple(ticked)
        self._order = list(ticked)
        self._chosen = chosen
        self._limit = limit
        self._groups = groups
        self.search = QLineEdit()
        self.search.setPlaceholderText(text("metrics.picker.search"))
        self.search.setClearButtonEnabled(True)
        self.tree = QTreeWidget()
        self.tree.setHeaderHidden(True)
        self.tree.setRootIsDecorated(False)
        self.tree.setUniformRowHeights(True)
        self.tree.setIndentation(theme.unit(0.8))
        self.count, self.more = label("", "muted"), label("", "muted")
        clear = plain_button(text("metrics.picker.clear"), self.clear, link=True)
        done = plain_button(text("metrics.picker.done"), self.close, primary=True)
        column = QVBoxLayout(self)
        column.addWidget(self.search)
        column.addWidget(self.tree, 1)
        column.addWidget(self.more)
        column.addLayout(row(self.count, None, clear, done))
        self._fill()
        self.search.textChanged.connect(self._fill)
        self.tree.itemChanged.connect(self._ticked)
        self._count()
        self.resize(theme.unit(20), theme.unit(26))

    def open_below(self, anchor: QWidget) -> None:
        """Show below a button, inside the screen."""
        corner = anchor.mapToGlobal(QPoint(0, anchor.height() + 2))
        room = anchor.screen().availableGeometry()
        self.resize(self.width(), min(self.height(), max(theme.unit(12), room.bottom() - corner.y() - 8)))
        corner.setX(max(room.left(), min(corner.x(), room.right() - self.width())))
        self.move(corner)
        self.show()
        self.activateWindow()
        self.search.setFocus()

    def ticked(self) -> tuple[str, ...]:
        """Return what is ticked, in the order in which it was."""
        return tuple(self._order)

    def tick(self, wanted: str, *, on: bool) -> None:
        """Tick or untick one choice."""
        for item in self._items():
            if item.data(0, ID) == wanted:
                item.setCheckState(0, Qt.CheckState.Checked if on else Qt.CheckState.Unchecked)

    def clear(self) -> None:
        """Untick everything, what is not listed at the moment too."""
        self._order.clear()
        self._fill(self.search.text())
        self._count()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Return closes with the choice; Escape closes without it."""
        if event.key() == Qt.Key.Key_Escape:
            self._order = list(self._before)
            self.close()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.close()
        else:
            super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        """A click elsewhere closes with the choice."""
        if event.type() == QEvent.Type.WindowDeactivate:
            self.close()
        return super().event(event)

    def hideEvent(self, event: QHideEvent) -> None:
        """Tell what was chosen, if it changed."""
        super().hideEvent(event)
        if self.ticked() != self._before:
            self._before = self.ticked()
            self._chosen(self._before)

    def _fill(self, wanted: str = "") -> None:
        """List the choices that hold every word, the first few hundred of them."""
        words = wanted.casefold().split()
        with QSignalBlocker(self.tree):
            self.tree.clear()
            room, more = MOST_SHOWN, 0
            for group in self._groups:
                found = [choice for choice in group.choices if all(word in choice.searched for word in words)]
                self._add_group(group.title, found[:room])
                more += len(found[room:])
                room -= len(found[:room])
        self.tree.expandAll()
        self.more.setText(text("metrics.picker.more", n=more))
        self.more.setVisible(bool(more))
        if len(self._groups) == 1 and not self._groups[0].title and self._headings():
            self.tree.setRootIndex(self.tree.indexFromItem(self._headings()[0]))

    def _add_group(self, title: str, choices: Sequence[Choice]) -> None:
        """Add a heading with its choices; none without choices."""
        if not choices:
            return
        heading = QTreeWidgetItem([title])
        heading.setFlags(Qt.ItemFlag.ItemIsEnabled)
        heading.setForeground(0, theme.color("muted"))
        heading.addChildren([self._item(choice) for choice in choices])
        self.tree.addTopLevelItem(heading)

    def _item(self, choice: Choice) -> QTreeWidgetItem:
        """Return the line of a choice."""
        item = QTreeWidgetItem([choice.title])
        item.setData(0, ID, choice.id)
        item.setToolTip(0, choice.hint)
        item.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsUserCheckable)
        item.setCheckState(0, Qt.CheckState.Checked if choice.id in self._order else Qt.CheckState.Unchecked)
        return item

    def _items(self) -> list[QTreeWidgetItem]:
        """Return all choices."""
        return [item for heading in self._headings() for item in _children(heading)]

    def _headings(self) -> list[QTreeWidgetItem]:
        """Return the groups."""
        found = (self.tree.topLevelItem(at) for at in range(self.tree.topLevelItemCount()))
        return [item for item in found if item is not None]

    def _ticked(self, item: QTreeWidgetItem) -> None:
        """Note a tick; beyond the limit it is taken back."""
        wanted, on = str(item.data(0, ID)), item.checkState(0) == Qt.CheckState.Checked
        if on and wanted not in self._order:
            if self._limit and len(self._order) >= self._limit:
                item.setCheckState(0, Qt.CheckState.Unchecked)
                return
            self._order.append(wanted)
        elif not on and wanted in self._order:
            self._order.remove(wanted)
        self._count()

    def _count(self) -> None:
        """Say how many are ticked."""
        if self._limit:
            self.count.setText(text("metrics.picker.count_of", n=len(self._order), limit=self._limit))
        else:
            self.count.setText(text("metrics.picker.count", n=len(self._order)))


def _children(heading: QTreeWidgetItem) -> list[QTreeWidgetItem]:
    """Return the choices of a group."""
    found = (heading.child(at) for at in range(heading.childCount()))
    return [item for item in found if item is not None]
