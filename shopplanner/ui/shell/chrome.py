"""The frame around pages: tab row, list of views, status line."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import (
    QButtonGroup,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QProgressBar,
    QPushButton,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QToolButton,
    QWidget,
)

from shopplanner.domain.changes import Place
from shopplanner.foundation.i18n import text
from shopplanner.services.wording import render
from shopplanner.ui.common.jobs import JobHandle, JobRunner
from shopplanner.ui.common.table import AnyIndex
from shopplanner.ui.common.widgets import plain_button
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
        line.setContentsMargins(12, 0, 12, 0)
        line.setSpacing(2)
        group = QButtonGroup(self)
        self.buttons: dict[str, QToolButton] = {}
        for number, spec in enumerate(TABS, start=1):
            made = QToolButton()
            made.setText(text(f"shell.tab.{spec.id}"))
            made.setAccessibleName(made.text())
            made.setProperty("tab", True)
            made.setCheckable(True)
            made.setToolTip(f"Ctrl+{number}")
            made.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            made.clicked.connect(lambda _checked=False, tab_id=spec.id: self.chosen.emit(tab_id))
            group.addButton(made)
            line.addWidget(made)
            self.buttons[spec.id] = made
        line.addStretch(1)
        self.search = QPushButton(f"{text('shell.search')}          Ctrl+K")
        self.search.setObjectName("PaletteField")
        self.search.setIcon(theme.current().icon("search", "muted"))
        self.search.setMinimumWidth(theme.current().unit(13))
        self.search.clicked.connect(self.palette_wanted.emit)
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
            font = painter.font()
            font.setPointSizeF(font.pointSizeF() * 0.88)
            painter.setFont(font)
            painter.setPen(current.color("muted"))
            painter.drawText(rect.adjusted(10, 6, -6, 0), Qt.AlignmentFlag.AlignVCenter, data(0))
            painter.restore()
            return
        chosen = bool(option.state & option.state.State_Selected)
        if chosen:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(current.color("accent_soft"))
            painter.drawRoundedRect(rect.adjusted(0, 1, 0, -1), 6, 6)
        font = painter.font()
        font.setBold(chosen)
        painter.setFont(font)
        painter.setPen(current.color("accent" if chosen else "text"))
        painter.drawText(rect.adjusted(10, 0, -34, 0), Qt.AlignmentFlag.AlignVCenter, data(0))
        if data(BADGE):
            self._badge(painter, option, str(data(BADGE)), current.color("bad"), current.color("bad_soft"))
        painter.restore()

    def _badge(self, painter: QPainter, option: QStyleOptionViewItem, count: str, ink: QColor, ground: QColor) -> None:
        height = theme.current().unit(1.05)
        width = max(height, painter.fontMetrics().horizontalAdvance(count) + 12)
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
        return QSize(theme.current().unit(6), theme.current().unit(1.9 if section else 1.75))


class ViewList(QListWidget):
    """The views of the chosen tab, under section headings, with the number of open problems."""

    chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("ViewList")
        self.setItemDelegate(ViewDelegate(self))
        self.setFixedWidth(theme.current().unit(9))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
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
            item.setData(BADGE, self._badges.get((tab_id, spec.id), 0))
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
                item.setData(BADGE, badges.get((self._tab, item.data(VIEW)), 0))

    def _moved(self, item: QListWidgetItem | None, _before: QListWidgetItem | None) -> None:
        if item is not None and item.data(VIEW):
            self.chosen.emit(item.data(VIEW))


class StatusLine(QWidget):
    """Shop, when the last edit was saved, how far the data reach, running jobs, problems, language and theme."""

    wanted = Signal(object)

    def __init__(self, jobs: JobRunner, switch: Callable[[str], None]) -> None:
        super().__init__()
        line = QHBoxLayout(self)
        line.setContentsMargins(12, 2, 12, 2)
        line.setSpacing(18)
        self.shop = QLabel()
        self.saved = QLabel(text("shell.status.all_saved"))
        self.data_until = QLabel()
        self.problems = plain_button("", lambda: self.wanted.emit(Place("today", "findings")), link=True)
        self.job_title = QLabel()
        self.job_bar = QProgressBar()
        self.job_bar.setFixedWidth(theme.current().unit(6))
        self.job_bar.setTextVisible(False)
        self.job_cancel = plain_button(text("common.cancel"), self._cancel, link=True)
        for part in (self.shop, self.saved, self.data_until, self.problems):
            line.addWidget(part)
        line.addStretch(1)
        for shown in self._job_parts():
            line.addWidget(shown)
            shown.hide()
        line.addWidget(plain_button(text("shell.status.language"), lambda: switch("language"), link=True))
        line.addWidget(plain_button(text("shell.status.theme"), lambda: switch("theme"), link=True))
        self.problems.hide()
        self._handle: JobHandle | None = None
        jobs.started.connect(self._started)
        jobs.progressed.connect(self._progressed)
        jobs.finished.connect(self._finished)

    def mark_saved(self, moment: datetime) -> None:
        """Say when the last edit was stored."""
        self.saved.setText(text("shell.status.saved_at", time=moment.strftime("%H:%M:%S")))

    def set_problems(self, count: int) -> None:
        """Say how many problems are open."""
        self.problems.setText(text("shell.status.problems", n=count))
        self.problems.setVisible(count > 0)

    def _job_parts(self) -> tuple[QWidget, ...]:
        return (self.job_title, self.job_bar, self.job_cancel)

    def _started(self, handle: JobHandle, title: object) -> None:
        self._handle = handle
        self.job_title.setText(render(title))  # type: ignore[arg-type]  # the signal carries a Message
        self.job_bar.setRange(0, 0)
        for part in self._job_parts():
            part.show()

    def _progressed(self, handle: JobHandle, done: int, total: int) -> None:
        if handle is self._handle:
            self.job_bar.setRange(0, total)
            self.job_bar.setValue(done)

    def _finished(self, handle: JobHandle) -> None:
        if handle is self._handle:
            self._handle = None
            for part in self._job_parts():
                part.hide()

    def _cancel(self) -> None:
        if self._handle is not None:
            self._handle.cancel()
