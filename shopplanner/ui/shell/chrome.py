"""The frame around pages: the row of tabs and the list of views."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import (
    QButtonGroup,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QToolButton,
    QWidget,
)

from shopplanner.foundation.i18n import text
from shopplanner.ui.common.table import AnyIndex
from shopplanner.ui.common.widgets import native_keys
from shopplanner.ui.shell.registry import TABS, tab
from shopplanner.ui.theme import theme

VIEW = Qt.ItemDataRole.UserRole
BADGE = Qt.ItemDataRole.UserRole + 1
SECTION = Qt.ItemDataRole.UserRole + 2


class TabRow(QWidget):
    """The five tabs, and at the right the field that opens the command palette."""

    chosen = Signal(str)
    palette_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("TabRow")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        line = QHBoxLayout(self)
        look = theme.current()
        line.setContentsMargins(look.space(12), 0, look.space(12), 0)
        line.setSpacing(2)
        group = QButtonGroup(self)
        self.buttons: dict[str, QToolButton] = {}
        for number, spec in enumerate(TABS, start=1):
            made = QToolButton()
            made.setText(text(f"shell.tab.{spec.id}"))
            made.setAccessibleName(made.text())
            made.setProperty("tab", True)
            made.setCheckable(True)
            made.setToolTip(native_keys(f"Ctrl+{number}"))
            made.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            made.clicked.connect(lambda _checked=False, tab_id=spec.id: self.chosen.emit(tab_id))
            group.addButton(made)
            line.addWidget(made)
            self.buttons[spec.id] = made
        line.addStretch(1)
        self.search = QPushButton(text("shell.search"))
        self.search.setObjectName("PaletteField")
        self.search.setIcon(look.icon("search", "muted"))
        self.search.setMinimumWidth(look.unit(16))
        self.search.clicked.connect(self.palette_wanted.emit)
        keys = QLabel(native_keys("Ctrl+K"), self.search)
        keys.setProperty("role", "muted")
        keys.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        inside = QHBoxLayout(self.search)
        inside.setContentsMargins(0, 0, look.space(8), 0)
        inside.addStretch(1)
        inside.addWidget(keys)
        line.addWidget(self.search)

    def choose(self, tab_id: str) -> None:
        """Show a tab as chosen."""
        self.buttons[tab_id].setChecked(True)


class ViewDelegate(QStyledItemDelegate):
    """Draws section headings and views with their badges."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: AnyIndex) -> None:
        """Draw one line."""
        data = index.data
        current = theme.current()
        rect = option.rect
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if data(SECTION):
            painter.setFont(current.font("small"))
            painter.setPen(current.color("muted"))
            low = Qt.AlignmentFlag.AlignBottom
            painter.drawText(rect.adjusted(current.space(8), 0, -6, -current.space(4)), low, data(0))
            painter.restore()
            return
        chosen = bool(option.state & option.state.State_Selected)
        if chosen:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(current.color("accent_soft"))
            painter.drawRoundedRect(rect.adjusted(0, 1, 0, -1), 6, 6)
        if option.state & option.state.State_HasFocus and option.state & option.state.State_KeyboardFocusChange:
            painter.setPen(current.color("accent"))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(rect.adjusted(1, 2, -1, -2), 6, 6)
        painter.setFont(current.font(bold=chosen))
        painter.setPen(current.color("accent_ink" if chosen else "text"))
        room = rect.adjusted(current.space(8), 0, -current.unit(2 if data(BADGE) else 0.4), 0)
        words = painter.fontMetrics().elidedText(data(0), Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, words)
        if data(BADGE):
            self._badge(painter, option, str(data(BADGE)), current.color("bad"), current.color("bad_soft"))
        painter.restore()

    def _badge(self, painter: QPainter, option: QStyleOptionViewItem, count: str, ink: QColor, ground: QColor) -> None:
        painter.setFont(theme.current().font("small", bold=True))
        height = theme.current().unit(1.2)
        width = max(height, painter.fontMetrics().horizontalAdvance(count) + theme.current().space(12))
        rect = option.rect.adjusted(option.rect.width() - width - 8, 0, -8, 0)
        rect.setTop(option.rect.center().y() - height // 2)
        rect.setHeight(height)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(ground)
        painter.drawRoundedRect(rect, height / 2, height / 2)
        painter.setPen(ink)
        painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, count)

    def sizeHint(self, option: QStyleOptionViewItem, index: AnyIndex) -> QSize:
        """Return a line's height; headings are a little higher."""
        section = index.data(SECTION)
        return QSize(theme.current().unit(6), theme.current().unit(2.2 if section else 2.1))


class ViewList(QListWidget):
    """The views of the chosen tab, under section headings, with the number of open problems."""

    chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("ViewList")
        self.setItemDelegate(ViewDelegate(self))
        self.setFixedWidth(theme.current().unit(10.5))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self.currentItemChanged.connect(self._moved)
        self._badges: dict[tuple[str, str], int] = {}
        self._tab = ""

    def show_tab(self, tab_id: str, view_id: str) -> None:
        """List a tab's views and mark one."""
        self.blockSignals(True)
        self._tab = tab_id
        self.clear()
        self.setAccessibleName(text(f"shell.tab.{tab_id}"))
        section = ""
        for spec in tab(tab_id).views:
            if spec.section != section:
                section = spec.section
                heading = QListWidgetItem(text(f"shell.section.{tab_id}.{section}"))
                heading.setData(SECTION, True)
                heading.setFlags(Qt.ItemFlag.NoItemFlags)
                self.addItem(heading)
            item = QListWidgetItem(text(f"shell.view.{tab_id}.{spec.id}"))
            item.setData(VIEW, spec.id)
            item.setData(BADGE, _count(self._badges.get((tab_id, spec.id), 0)))
            self.addItem(item)
            if spec.id == view_id:
                self.setCurrentItem(item)
        self.blockSignals(False)

    def set_badges(self, badges: dict[tuple[str, str], int]) -> None:
        """Show how many problems each view has."""
        self._badges = badges
        for number in range(self.count()):
            item = self.item(number)
            if item.data(VIEW):
                item.setData(BADGE, _count(badges.get((self._tab, item.data(VIEW)), 0)))

    def _moved(self, item: QListWidgetItem | None, _before: QListWidgetItem | None) -> None:
        if item is not None and item.data(VIEW):
            self.chosen.emit(item.data(VIEW))


def _count(number: int) -> str:
    """Return a badge's words; none for zero."""
    return "" if number == 0 else str(number) if number < 100 else "99+"
