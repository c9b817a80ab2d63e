"""The main window: menus, the open workspace or the welcome page, notices, status line."""

from __future__ import annotations

import base64
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QSize, Qt, QTimer
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QMainWindow, QWidget

from shopplanner.domain.changes import Place
from shopplanner.domain.errors import CancelledError, ShopPlannerError
from shopplanner.domain.messages import message
from shopplanner.foundation import i18n
from shopplanner.foundation.clock import Clock
from shopplanner.foundation.i18n import text
from shopplanner.foundation.settings import Settings
from shopplanner.services.wording import render
from shopplanner.ui.common import layout_memory
from shopplanner.ui.common.jobs import JobRunner
from shopplanner.ui.common.tab_order import focus_next
from shopplanner.ui.shell import preferences
from shopplanner.ui.shell.commands import window_actions
from shopplanner.ui.shell.dialogs import Dialogs
from shopplanner.ui.shell.menus import Menus
from shopplanner.ui.shell.session import Session
from shopplanner.ui.shell.status_line import StatusLine
from shopplanner.ui.shell.welcome import OpeningPage, WelcomePage
from shopplanner.ui.theme import theme

if TYPE_CHECKING:
    from shopplanner.domain.messages import Message
    from shopplanner.ui.common.action import Action
    from shopplanner.ui.common.context import AppContext
    from shopplanner.ui.common.notice import Notice, Severity
    from shopplanner.ui.shell.notices import NoticeBar
    from shopplanner.ui.shell.overview import Overview
    from shopplanner.ui.shell.undo_shelf import UndoShelf
    from shopplanner.ui.shell.wizard import NewShop
    from shopplanner.ui.shell.work_area import WorkArea

SUFFIX = ".shopplan"
CALENDAR = ".ics"


class MainWindow(QMainWindow):
    """One workspace at a time; everything in it is rebuilt when language or look change."""

    def __init__(self, settings: Settings, clock: Clock | None = None) -> None:
        super().__init__()
        self.settings = settings
        self.jobs = JobRunner(self)
        self.session = Session(settings, self.jobs, clock)
        self.dialogs = Dialogs(self)
        self.area: WorkArea | None = None
        self._shelf: UndoShelf | None = None
        self._overview: Overview | None = None
        self._opening: Path | None = None
        self._left = False
        self._notices: NoticeBar | None = None
        self.setObjectName("MainWindow")
        self.setAcceptDrops(True)
        self.setMinimumSize(theme.unit(50), theme.unit(30))
        self._restore_geometry()
        self._build()
        self.session.opening.connect(self._show_opening)
        self.session.opened.connect(self._take_workspace)
        self.session.closed.connect(self._forget_workspace)
        self.session.failed.connect(self._show_failure)
        theme.current().changed.connect(self._rebuild_soon)

    @property
    def context(self) -> AppContext | None:
        """What pages are given; None while no workspace is open."""
        return self.session.context

    def has_workspace(self) -> bool:
        """Whether a workspace is open."""
        return self.session.context is not None

    def can_undo(self) -> bool:
        """Whether there is a step to take back."""
        return self._shelf is not None and self._shelf.can_undo

    def can_redo(self) -> bool:
        """Whether there is a step to do again."""
        return self._shelf is not None and self._shelf.can_redo

    def undo(self) -> None:
        """Take the last step back."""
        if self.area is not None and self.context is not None:
            self.area.flush()
            self.context.undo()

    def redo(self) -> None:
        """Do the last undone step again."""
        if self.context is not None:
            self.context.redo()

    def all_actions(self) -> list[Action]:
        """Return the window's actions and those of the visible page."""
        page = self.area.page if self.area is not None else None
        return [*(page.actions_list() if page is not None else ()), *self.actions_data]

    def show_first(self, path: Path | None) -> None:
        """Show what the first picture needs: the way in, or that a workspace is about to be opened."""
        if path is None:
            self.show_welcome()
        else:
            self._show_opening(path)

    def take_over(self, paths: list[Path]) -> None:
        """Come to the front and open what a later start was given."""
        self.setWindowState(self.windowState() & ~Qt.WindowState.WindowMinimized)
        self.raise_()
        self.activateWindow()
        self.open_files(paths)

    def create_shop(self, shop: NewShop) -> None:
        """Make a workspace for a new shop, and show where its first export is dropped."""
        self._leave_workspace()
        self.session.create(shop.path, shop.name, shop.platform, lambda: self._welcome_shop(shop))

    def _welcome_shop(self, shop: NewShop) -> None:
        if self.context is None:
            return
        if shop.category:
            from shopplanner.ui.shell.wizard import keep_category

            keep_category(self.context, shop)
        self.go_to_import()
        self.notify(message("shell.wizard.done", shop=shop.name), "good", message("shell.wizard.done_hint"))

    def restore_backup(self, backup: Path) -> None:
        """Put a backup in the place of the open workspace and open it."""
        from shopplanner.ui.shell.restoring import restore

        if self.session.path is not None:
            path = self.session.path
            self._leave_workspace()
            restore(self, backup, path)

    def open_path(self, path: Path, *, read_only: bool = False) -> None:
        """Open a workspace file."""
        if self.session.path == path:
            return
        self._leave_workspace()
        self.session.open(path, read_only=read_only)

    def open_sample(self) -> None:
        """Open the sample shop; it is made if it is not there yet."""
        from shopplanner.ui.shell.wizard import default_folder

        path = default_folder() / f"{text('shell.sample.file_name')}{SUFFIX}"
        if path.is_file():
            self.open_path(path)
            return
        path.parent.mkdir(parents=True, exist_ok=True)
        self._leave_workspace()
        self.session.make_sample(path)

    def close_workspace(self) -> None:
        """Close the workspace and show the welcome page."""
        self._leave_workspace()
        self.session.close()
        self.show_welcome()

    def go(self, place: Place) -> None:
        """Show a place of the open workspace."""
        if self.area is not None:
            self.area.go(place)

    def open_tab(self, tab_id: str) -> None:
        """Show a tab's view that was shown last."""
        if self.area is not None:
            self.area.open_tab(tab_id)

    def go_to_import(self) -> None:
        """Show the import page."""
        self.go(Place("metrics", "importing"))

    def go_to_history(self) -> None:
        """Show what was changed."""
        self.go(Place("today", "history"))

    def refresh_page(self) -> None:
        """Read what the visible page shows again."""
        if self.area is not None and self.area.page is not None:
            self.area.page.refresh()

    def toggle_inspector(self) -> None:
        """Hide the inspector, or show it again."""
        if self.area is not None:
            self.area.toggle_inspector()

    def switch_theme(self) -> None:
        """Change between light and dark."""
        self.change_settings(theme="light" if theme.current().dark else "dark")

    def switch_language(self) -> None:
        """Change between Chinese and English."""
        self.change_settings(language="en" if i18n.language() == "zh_CN" else "zh_CN")

    def change_font(self, by: int) -> None:
        """Make the font larger or smaller by some points."""
        points = self.settings.get("font_points") or round(theme.DEFAULT_POINTS)
        self.change_settings(font_points=min(max(points + by, round(theme.MINIMUM_POINTS)), 24))

    def change_settings(self, **values: object) -> None:
        """Store settings and put them in force at once."""
        for key, value in values.items():
            self.settings.set(key, value)
        if self.area is not None and preferences.LOOK & values.keys():
            self.area.drop_hidden_pages()  # a new style sheet is reckoned for every widget there is
        before = i18n.language()
        look_changed = preferences.apply(self.settings)
        if i18n.language() != before and not look_changed:
            self.rebuild()

    def notify(self, said: Message, severity: Severity = "info", hint: Message | None = None) -> None:
        """Show a notice, with or without a workspace."""
        if self.context is not None:
            self.context.notify(said, severity, hint=hint)
        else:
            from shopplanner.ui.common.notice import Notice

            self._tell(Notice(said, severity, self.session.clock.now(), hint))

    def _tell(self, notice: Notice) -> None:
        """Show a notice in the bar, which is made for the first one."""
        from shopplanner.ui.shell.notices import NoticeBar

        if self._notices is None:
            self._notices = NoticeBar(self)
        self._notices.tell(notice)

    def open_files(self, paths: list[Path]) -> None:
        """Open a workspace, or hand files to the page that takes them: calendars, and everything else."""
        workspaces = [path for path in paths if path.suffix.lower() == SUFFIX]
        if workspaces:
            self.open_path(workspaces[0])
        elif self.area is None:
            self.notify(message("shell.drop.no_workspace"), "warn", message("shell.drop.no_workspace_hint"))
        else:
            calendars = bool(paths) and all(path.suffix.lower() == CALENDAR for path in paths)
            self.go(Place("promotions", "calendar") if calendars else Place("metrics", "importing"))
            take = getattr(self.area.page, "import_paths", None)
            if take is not None:
                take(paths)

    def flush(self) -> None:
        """Write all drafts now; called when the window loses the focus, on leaving, and by the crash hook."""
        if self.area is not None:
            self.area.flush()

    def rebuild(self) -> None:
        """Build everything anew in the language and look in force, at the same place."""
        place = self.area.place if self.area is not None else None
        self._leave_workspace()
        self._build()
        if self.has_workspace():
            self._show_workspace(place)
        elif self._opening is not None:
            self._show_opening(self._opening)
        else:
            self.show_welcome()

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Let the Tab key go as one reads; Qt would go as the controls were made."""
        return focus_next(self, self.focusWidget(), forward=forward)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Store drafts and layout, end all jobs, close the workspace."""
        if not self._left:
            self._left = True
            self._leave_workspace()
            self._remember()
            self.session.shut_down()
        event.accept()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take files from anywhere."""
        if any(url.isLocalFile() for url in event.mimeData().urls()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Bring dropped files in."""
        paths = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
        event.acceptProposedAction()
        QTimer.singleShot(0, self, lambda: self.open_files(paths))

    def _build(self) -> None:
        """Make menus, status line and notices."""
        self.actions_data = window_actions(self)
        self.menus = Menus(self.actions_data)
        self.setMenuBar(self.menus.bar)
        self.menus.recent.aboutToShow.connect(self._fill_recent)
        self.menus.shops.aboutToShow.connect(self.dialogs.fill_shops)
        self.status = StatusLine(self.jobs)
        self.setStatusBar(self.status)
        self.status.problems_wanted.connect(lambda: self.go(Place("today", "findings")))
        self.status.shop_wanted.connect(self.dialogs.edit_shop)
        self.status.language_wanted.connect(self.switch_language)
        self.status.theme_wanted.connect(self.switch_theme)
        self.status.notices_wanted.connect(self.dialogs.show_notices)
        former, self._notices = self._notices, None
        if former is not None:
            former.hide()
            former.deleteLater()
        self.setWindowTitle(text("shell.app_name"))

    def _rebuild_soon(self) -> None:
        QTimer.singleShot(0, self, self.rebuild)

    def _leave_workspace(self) -> None:
        """Write drafts and forget what only the pages of the open workspace need."""
        if self.area is not None:
            self.area.end_typing()
            self.area.flush()
            if self.session.path is not None:
                layout_memory.put("place", [self.area.place.tab, self.area.place.view])
            if self.context is not None:
                self.context.forget_reads()
            self.area = None
            self.menus.show_page_actions(())  # a page that is gone cannot be asked what it can do
        for part in (self._shelf, self._overview):
            if part is not None:
                part.deleteLater()
        self._shelf = self._overview = None

    def _show(self, widget: QWidget) -> None:
        self.setCentralWidget(widget)
        self.menus.update_enabled()

    def show_welcome(self) -> None:
        """Show the ways to begin."""
        self._opening = None
        page = WelcomePage(self.settings.get("recent_files"))
        ways: dict[str, Callable[[], object]] = {
            "sample": self.open_sample,
            "start": self.dialogs.start_shop,
            "open": self.dialogs.choose_workspace,
        }
        page.chosen.connect(lambda way: ways[way]())
        page.recent_chosen.connect(self.open_path)
        self.status.show_shop("", sample=False, read_only=False)
        self.menus.show_page_actions(())
        self.setWindowTitle(text("shell.app_name"))
        self._show(page)

    def _show_opening(self, path: Path) -> None:
        self._opening = path
        self._show(OpeningPage(text("shell.opening", name=path.stem)))

    def _take_workspace(self) -> None:
        """Listen to a workspace that was just opened, once however often the frame is built anew, and show it."""
        context = self.session.context
        if context is not None:
            context.noticed.connect(self._tell)
            context.files_opened.connect(self.open_files)
            context.saved.connect(self._mark_saved)
        self._show_workspace()

    def _show_workspace(self, place: Place | None = None) -> None:
        from shopplanner.ui.shell.overview import Overview
        from shopplanner.ui.shell.undo_shelf import UndoShelf
        from shopplanner.ui.shell.work_area import WorkArea

        context = self.session.context
        if context is None:
            return
        self._opening = None
        area = WorkArea(context)
        self.area = area
        area.tabs.palette_wanted.connect(self.dialogs.show_palette)
        area.moved.connect(self._moved)
        self._shelf = UndoShelf(context, self.menus)
        self._overview = Overview(context, self.status, area.views)
        self._overview.named.connect(self._name_window)
        self._show(area)
        area.go(place or self._last_place())
        area.views.setFocus()
        self._shelf.refresh()
        self._overview.refresh()

    def _last_place(self) -> Place:
        kept = layout_memory.get("place") or ["today", "overview"]
        return Place(str(kept[0]), str(kept[1]))

    def _forget_workspace(self) -> None:
        self._leave_workspace()
        self.status.show_shop("", sample=False, read_only=False)

    def _show_failure(self, path: Path, error: ShopPlannerError) -> None:
        self.show_welcome()
        if isinstance(error, CancelledError):
            self.notify(error.what)
        else:
            self.dialogs.explain_failure(path, error)

    def _name_window(self, shop: str) -> None:
        self.setWindowTitle(f"{shop} — {text('shell.app_name')}")

    def _mark_saved(self) -> None:
        if self.context is not None:
            self.status.mark_saved(self.context.workspace.clock.now())

    def _moved(self, _place: Place) -> None:
        page = self.area.page if self.area is not None else None
        self.menus.show_page_actions(page.actions_list() if page is not None else ())

    def _fill_recent(self) -> None:
        self.menus.recent.clear()
        for name in self.settings.get("recent_files"):
            path = Path(name)
            entry = self.menus.recent.addAction(f"{path.stem}  ({path.parent})")
            entry.setEnabled(path.is_file())
            entry.triggered.connect(lambda _checked=False, path=path: self.open_path(path))
        self.menus.recent.setEnabled(True)

    def _restore_geometry(self) -> None:
        kept = layout_memory.get("window")
        if not (isinstance(kept, str) and self.restoreGeometry(QByteArray(base64.b64decode(kept)))):
            wanted = QSize(theme.unit(96), theme.unit(60))
            self.resize(wanted.boundedTo(self.screen().availableGeometry().size()))

    def _remember(self) -> None:
        layout_memory.put("window", base64.b64encode(self.saveGeometry().data()).decode())
        layout_memory.save()

    def describe_failure(self, error: ShopPlannerError) -> tuple[str, str]:
        """Return what happened and what to do, in words."""
        return render(error.what), render(error.hint) if error.hint is not None else ""
