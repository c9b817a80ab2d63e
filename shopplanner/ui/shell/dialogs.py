"""Opens the window's dialogs; each is imported when it is first asked for."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from shopplanner.domain.errors import (
    DamagedWorkspaceError,
    NewerWorkspaceError,
    ShopPlannerError,
    WorkspaceLockedError,
)
from shopplanner.domain.messages import message
from shopplanner.foundation.i18n import text

if TYPE_CHECKING:
    from PySide6.QtWidgets import QDialog

    from shopplanner.ui.shell.main_window import MainWindow
    from shopplanner.ui.shell.wizard import NewShop


class Dialogs:
    """The dialogs of one window; none of them blocks."""

    def __init__(self, window: MainWindow) -> None:
        self._window = window
        self.shown: QDialog | None = None

    def show(self, dialog: QDialog) -> None:
        """Show a dialog over the window."""
        self.shown = dialog
        dialog.open()

    def choose_workspace(self) -> None:
        """Ask for a workspace file and open it."""
        from PySide6.QtWidgets import QFileDialog

        from shopplanner.ui.shell.wizard import default_folder

        chosen, _ = QFileDialog.getOpenFileName(
            self._window, text("shell.action.open"), str(default_folder()), f"{text('shell.file.kind')} (*.shopplan)"
        )
        if chosen:
            self._window.open_path(Path(chosen))

    def start_shop(self) -> None:
        """Ask a few questions, make a workspace, and offer to drop the first export."""
        from shopplanner.ui.shell.wizard import StartWizard

        wizard = StartWizard(self._window)
        wizard.finished_with.connect(self._make_shop)
        self.show(wizard)

    def show_palette(self) -> None:
        """Show the command palette."""
        from shopplanner.ui.shell.palette import Palette, action_entries, view_entries

        window = self._window
        entries = action_entries(window.all_actions())
        if window.has_workspace():
            entries = [*view_entries(window.go), *entries]
        palette = Palette(entries, window.context, window)
        self.shown = palette
        palette.show()
        palette.field.setFocus()

    def show_settings(self) -> None:
        """Show the settings."""
        from shopplanner.ui.shell.settings_dialog import SettingsDialog

        self.show(SettingsDialog(self._window.settings, self._window.change_settings, self._window))

    def show_shortcuts(self) -> None:
        """Show all shortcuts."""
        from shopplanner.ui.shell.shortcuts import ShortcutsDialog

        self.show(ShortcutsDialog(self._window.all_actions(), self._window))

    def show_about(self) -> None:
        """Show versions and folders."""
        from shopplanner.ui.shell.about import AboutDialog

        self.show(AboutDialog(self._window))

    def show_log(self) -> None:
        """Show the log of this session."""
        from shopplanner.ui.shell.log_viewer import LogViewer

        self.show(LogViewer(self._window))

    def show_notices(self) -> None:
        """Show the notices of this session."""
        from shopplanner.ui.shell.notices import NoticesDialog

        context = self._window.context
        self.show(NoticesDialog(context.notices if context is not None else [], self._window))

    def show_help(self) -> None:
        """Show the manual's page on the visible view."""
        from shopplanner.ui.shell.help import HelpDialog

        area = self._window.area
        self.show(HelpDialog(area.place if area is not None else None, self._window))

    def show_backups(self) -> None:
        """Show the workspace's backups."""
        context = self._window.context
        if context is not None:
            from shopplanner.ui.shell.backups_dialog import BackupsDialog

            self.show(BackupsDialog(context, self._window.restore_backup, self._window))

    def edit_shop(self) -> None:
        """Show the shop's name, platform and currency."""
        context = self._window.context
        if context is not None:
            from shopplanner.ui.shell.shop_dialog import ShopDialog

            self.show(ShopDialog(context, self._window))

    def fill_shops(self) -> None:
        """List the workspace's shops in the file menu."""
        from shopplanner.ui.shell.shop_dialog import fill_menu

        fill_menu(self._window.menus.shops, self._window.context, self._window)

    def print_page(self) -> None:
        """Print the visible page."""
        from shopplanner.ui.shell.printing import print_page

        if self._window.area is not None and self._window.area.page is not None:
            print_page(self._window.area.page)

    def save_page_as_pdf(self) -> None:
        """Write the visible page to a PDF file."""
        from shopplanner.ui.shell.printing import save_as_pdf

        if self._window.area is not None and self._window.area.page is not None:
            save_as_pdf(self._window.area.page)

    def explain_failure(self, path: Path, error: ShopPlannerError) -> None:
        """Say why a workspace cannot be opened and offer what can be done about it."""
        from shopplanner.ui.common.dialogs import Question

        window = self._window
        if isinstance(error, DamagedWorkspaceError) and path.is_file():
            from shopplanner.ui.shell.recovery_dialog import RecoveryDialog

            self.show(RecoveryDialog(path, error, window))
            return
        said, hint = window.describe_failure(error)
        read_only = (text("shell.failure.read_only"), lambda: window.open_path(path, read_only=True))
        offers = [read_only] if isinstance(error, WorkspaceLockedError | NewerWorkspaceError) else []
        self.show(Question(window, text("shell.failure.title"), said, offers, hint=hint, icon="warning", role="warn"))

    def open_folder(self, folder: Path) -> None:
        """Show a folder in the system's file manager."""
        from PySide6.QtCore import QUrl
        from PySide6.QtGui import QDesktopServices

        if not QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder))):
            self._window.notify(message("shell.folder_not_shown", path=str(folder)), "warn")

    def _make_shop(self, shop: NewShop) -> None:
        self._window.create_shop(shop)
