"""The open workspace on the screen: tabs, views, the page, its inspector. Pages are built on their first visit."""

from __future__ import annotations

import logging
import traceback
from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QCoreApplication, QEvent, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QHBoxLayout,
    QPlainTextEdit,
    QProgressBar,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from shopplanner.domain.changes import Place
from shopplanner.foundation.i18n import text
from shopplanner.ui.common import layout_memory
from shopplanner.ui.common.context import AppContext
from shopplanner.ui.common.page import Page
from shopplanner.ui.common.widgets import label, plain_button, row
from shopplanner.ui.shell import registry
from shopplanner.ui.shell.chrome import TabRow, ViewList
from shopplanner.ui.theme import theme

log = logging.getLogger(__name__)
BUSY_AFTER_MS: Final = 200


class PageStack(QStackedWidget):
    """Pages of which only the one that is shown says how narrow it may become.

    By itself a stack counts the hidden ones, too: a wide page visited once would squeeze the inspector of all others.
    """

    def __init__(self) -> None:
        super().__init__()
        self.currentChanged.connect(lambda _position: self.updateGeometry())

    def minimumSizeHint(self) -> QSize:
        """Return what the shown page needs."""
        shown = self.currentWidget()
        return shown.minimumSizeHint() if shown is not None else super().minimumSizeHint()


class WorkArea(QWidget):
    """Shows one place of the workspace at a time."""

    moved = Signal(object)
    """The place that is shown now."""

    def __init__(self, context: AppContext) -> None:
        super().__init__()
        self.context = context
        self.place = Place(registry.TABS[0].id, registry.TABS[0].views[0].id)
        self._pages: dict[tuple[str, str], QWidget] = {}
        self._last_view: dict[str, str] = {}
        self._inspector_wanted = True
        self.tabs = TabRow()
        self.views = ViewList()
        self.stack = PageStack()
        self.inspectors = QStackedWidget()
        self.inspectors.setObjectName("Inspector")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.tabs)
        self.busy_line = BusyLine(context)
        column.addWidget(self.busy_line)
        line = QHBoxLayout()
        line.setSpacing(0)
        column.addLayout(line, 1)
        line.addWidget(self.views)
        self.splitter = QSplitter(Qt.Orientation.Horizontal)
        self.splitter.setHandleWidth(1)
        self.splitter.addWidget(self.stack)
        self.splitter.addWidget(self.inspectors)
        self.splitter.setStretchFactor(0, 1)
        self.splitter.setStretchFactor(1, 0)
        self.splitter.splitterMoved.connect(self._remember_width)
        self.splitter.setCollapsible(0, False)
        line.addWidget(self.splitter, 1)
        self.tabs.chosen.connect(self.open_tab)
        self.views.chosen.connect(lambda view_id: self.go(Place(self.place.tab, view_id)))
        context.navigated.connect(self.go)
        context.inspector_changed.connect(self._inspector_changed)
        self.setObjectName("WorkArea")

    @property
    def page(self) -> Page | None:
        """The page shown now; None where it failed to build."""
        shown = self.stack.currentWidget()
        return shown if isinstance(shown, Page) else None

    def built_pages(self) -> list[Page]:
        """Return all pages built so far."""
        return [page for page in self._pages.values() if isinstance(page, Page)]

    def open_tab(self, tab_id: str) -> None:
        """Go to a tab's view that was shown last."""
        view_id = self._last_view.get(tab_id, registry.tab(tab_id).views[0].id)
        self.go(Place(tab_id, view_id))

    def go(self, place: Place) -> None:
        """Show a page, and the record on it if one is named."""
        place = registry.known(place)
        if self.page is not None:
            self.page.flush()
        self.place = place
        self._last_view[place.tab] = place.view
        self.tabs.choose(place.tab)
        self.views.show_tab(place.tab, place.view)
        page = self._page(place)
        self.stack.setCurrentWidget(page)
        self._show_inspector(page)
        if isinstance(page, Page):
            page.refresh_if_stale()
            if place.record:
                page.show_record(place.record)
        self.moved.emit(place)

    def end_typing(self) -> None:
        """Let the field or cell that is being typed in take its text as it does on leaving it."""
        typed_in = self.window().focusWidget()
        if self.isAncestorOf(typed_in):  # never true of no widget
            typed_in.clearFocus()

    def flush(self) -> None:
        """Write every page's drafts."""
        for page in self.built_pages():
            page.flush()

    def drop_hidden_pages(self) -> None:
        """Write the drafts of all pages but the shown one and take them away; the next visit builds them anew."""
        shown = self.stack.currentWidget()
        hidden = [page for page in self._pages.values() if page is not shown]
        self._pages = {key: page for key, page in self._pages.items() if page is shown}
        for page in hidden:
            if isinstance(page, Page):
                page.flush()
                _delete_now(page.inspector)
            _delete_now(page)

    def _page(self, place: Place) -> QWidget:
        key = (place.tab, place.view)
        if key not in self._pages:
            self._pages[key] = self._build(place)
            self.stack.addWidget(self._pages[key])
        return self._pages[key]

    def _build(self, place: Place) -> QWidget:
        try:
            return registry.build(registry.view(place.tab, place.view), self.context)
        except Exception:
            log.exception("page %s/%s failed to build", place.tab, place.view)
            return ErrorPanel(traceback.format_exc(), lambda: self._retry(place))

    def _retry(self, place: Place) -> None:
        """Build a page that failed once more."""
        failed = self._pages.pop((place.tab, place.view))
        self.stack.removeWidget(failed)
        failed.deleteLater()
        self.go(place)

    def _inspector_changed(self) -> None:
        self._show_inspector(self.stack.currentWidget())

    def _show_inspector(self, page: QWidget | None) -> None:
        inspector = page.inspector if isinstance(page, Page) else None
        self.inspectors.setVisible(inspector is not None and self._inspector_wanted)
        if inspector is None:
            return
        if self.inspectors.indexOf(inspector) < 0:
            self.inspectors.addWidget(inspector)
        self.inspectors.setCurrentWidget(inspector)
        wide = layout_memory.get("inspector_width") or theme.current().unit(19)
        self.splitter.setSizes([max(1, self.splitter.width() - wide), wide])

    def toggle_inspector(self) -> None:
        """Hide the inspector, or show it again."""
        self._inspector_wanted = not self._inspector_wanted
        self._inspector_changed()

    def _remember_width(self, _position: int, _handle: int) -> None:
        layout_memory.put("inspector_width", self.splitter.sizes()[1])


def _delete_now(widget: QWidget | None) -> None:
    """Delete a widget that nobody sees, without waiting for the event loop."""
    if widget is not None:
        widget.deleteLater()
        QCoreApplication.sendPostedEvents(widget, QEvent.Type.DeferredDelete)


class BusyLine(QProgressBar):
    """A hair-line that moves while something is being read for longer than a moment."""

    def __init__(self, context: AppContext) -> None:
        super().__init__()
        self.setObjectName("BusyLine")
        self.setTextVisible(False)
        self.setRange(0, 1)
        self.setAccessibleName(text("common.loading"))
        self._late = QTimer(self)
        self._late.setSingleShot(True)
        self._late.setInterval(BUSY_AFTER_MS)
        self._late.timeout.connect(lambda: self.setRange(0, 0))
        context.busy.connect(self._show)

    def _show(self, busy: bool) -> None:
        if busy:
            self._late.start()
        else:
            self._late.stop()
            self.setRange(0, 1)
            self.reset()


class ErrorPanel(QWidget):
    """Stands in for a page that could not be built; the rest of the program goes on."""

    def __init__(self, details: str, retry: Callable[[], object]) -> None:
        super().__init__()
        look = theme.current()
        column = QVBoxLayout(self)
        column.setContentsMargins(look.space(24), look.space(24), look.space(24), look.space(24))
        column.setSpacing(look.space(12))
        column.addWidget(label(text("shell.page_failed"), "title"))
        column.addWidget(label(text("shell.page_failed_hint"), "muted", wrap=True))
        self.trace = QPlainTextEdit(details)
        self.trace.setReadOnly(True)
        column.addWidget(self.trace, 1)
        copy = plain_button(text("shell.copy_details"), lambda: QGuiApplication.clipboard().setText(details))
        column.addLayout(row(plain_button(text("shell.page_failed_retry"), retry, primary=True), copy))
