"""The workspace's backups: making one, going back to one, checking the workspace."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QWidget

from shopplanner.domain.errors import ShopPlannerError
from shopplanner.domain.messages import message
from shopplanner.foundation.i18n import text
from shopplanner.services.wording import render
from shopplanner.ui.common.context import AppContext
from shopplanner.ui.common.dialogs import Dialog, Question
from shopplanner.ui.common.table import Column, DataTable, RowsModel
from shopplanner.ui.common.widgets import label, plain_button, row, set_property
from shopplanner.ui.shell.backup_words import reason_of, size, time_of

if TYPE_CHECKING:
    from shopplanner.services.safety import Backup, Verified
    from shopplanner.services.workspace import Workspace
    from shopplanner.ui.common.jobs import JobHandle

MOST_SHOWN = 6
"""Problems that are listed; a damaged file may have any number."""


class BackupsDialog(Dialog):
    """Lists the backups, newest first; ``restore`` is called with the file of the one to go back to."""

    def __init__(self, context: AppContext, restore: Callable[[Path], object], parent: QWidget | None) -> None:
        super().__init__(text("shell.backups.title"), parent, width=40, height=32)
        self._context = context
        self._restore = restore
        self._folder: Path | None = None
        self._job: JobHandle | None = None
        context.jobs.finished.connect(self._ended)
        minutes = context.settings.get("backup_minutes")
        self.body.addWidget(label(text("shell.backups.explain", minutes=minutes), wrap=True))
        self.body.addWidget(label(text("shell.backups.thinning"), "muted", wrap=True))
        self.now_button = plain_button(text("shell.backups.now"), self.back_up, primary=True)
        self.verify_button = plain_button(text("shell.backups.verify"), self.verify)
        self.folder_button = plain_button(text("shell.backups.folder"), self.open_folder)
        self.body.addLayout(row(self.now_button, self.verify_button, None, self.folder_button))
        self.answer = label("", wrap=True)
        self.answer.hide()
        self.body.addWidget(self.answer)
        self.model: RowsModel[Backup] = RowsModel(_columns())
        self.table = DataTable(self.model, name="backups", accessible_name=text("shell.backups.table"))
        self.table.row_changed.connect(lambda _row: self._update_buttons())
        self.table.row_activated.connect(lambda _row: self.ask_restore())
        self.body.addWidget(self.table, 1)
        self.place = label("", "small", wrap=True)
        self.body.addWidget(self.place)
        self.restore_button = self.add_button(text("shell.backups.restore"), self.ask_restore)
        self.add_close()
        self._update_buttons()
        self.refresh()

    def refresh(self) -> None:
        """Read the list of backups again."""
        self._context.read("shell.backups", _backups, self._show)

    def back_up(self) -> None:
        """Make a backup now."""
        self._begin("shell.backups.job")
        self._job = self._context.run_job(
            message("shell.backups.job"), _back_up, self._backed_up, writes=False, failed=self._failed
        )

    def verify(self) -> None:
        """Check the workspace and say what was found."""
        self._begin("shell.backups.verify_job")
        self._job = self._context.run_job(
            message("shell.backups.verify_job"), _verify, self._verified, writes=False, failed=self._failed
        )

    def open_folder(self) -> None:
        """Show the backups in the system's file manager."""
        if self._folder is not None:
            self._folder.mkdir(parents=True, exist_ok=True)
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._folder)))

    def ask_restore(self) -> None:
        """Ask whether to go back to the chosen backup."""
        backup = self.table.current_row()
        if backup is None:
            return

        def go_back() -> None:
            self.accept()
            self._restore(backup.path)

        question = Question(
            self,
            text("shell.backups.restore_title"),
            text("shell.backups.restore_ask", time=time_of(backup)),
            [(text("shell.backups.restore_do"), go_back)],
            hint=text("shell.backups.restore_hint"),
            icon="backup",
        )
        question.open()

    def _show(self, found: tuple[Path, Sequence[Backup]]) -> None:
        self._folder, backups = found
        self.place.setText(str(self._folder))
        self.table.show_rows(backups, lambda backup: backup.path)
        if not backups:
            self._say(text("shell.backups.none"), "muted")
        elif self.table.current_row() is None:
            self.table.selectRow(0)
        self._update_buttons()

    def _backed_up(self, backup: Backup) -> None:
        self._say(text("shell.backups.done", size=size(backup.size)), "good")
        self.refresh()

    def _verified(self, found: Verified) -> None:
        if found.sound:
            checked = " · ".join(render(one) for one in found.checked)
            self._say(text("shell.backups.verified", checked=checked), "good")
            return
        lines = [text("shell.backups.unsound", n=len(found.problems))]
        lines += [render(problem) for problem in found.problems[:MOST_SHOWN]]
        self._say("\n".join([*lines, text("shell.backups.unsound_hint")]), "bad")

    def _failed(self, error: ShopPlannerError) -> None:
        self._say(" ".join(render(said) for said in (error.what, error.hint) if said is not None), "bad")

    def _begin(self, text_id: str) -> None:
        self.table.setFocus()
        for part in (self.now_button, self.verify_button):
            part.setEnabled(False)
        self._say(f"{text(text_id)}…", "muted")

    def _ended(self, job: JobHandle) -> None:
        """Offer everything again, whether the job came to its end or was cancelled."""
        if job is self._job:
            for part in (self.now_button, self.verify_button):
                part.setEnabled(True)
            self.answer.hide()

    def _say(self, words: str, role: str) -> None:
        self.answer.setText(words)
        set_property(self.answer, "role", role)
        self.answer.show()

    def _update_buttons(self) -> None:
        self.restore_button.setEnabled(self.table.current_row() is not None and not self._context.workspace.read_only)


def _columns() -> list[Column[Backup]]:
    return [
        Column("time", "shell.backups.time", time_of, sort=lambda backup: backup.at, width=12, bold=True),
        Column(
            "size", "shell.backups.size", lambda backup: size(backup.size), lambda backup: backup.size, True, width=8
        ),
        Column("reason", "shell.backups.reason", reason_of, width=12),
    ]


def _backups(workspace: Workspace) -> tuple[Path, Sequence[Backup]]:
    from shopplanner.services import safety

    return safety.backup_folder(workspace.path), safety.backups_of(workspace.path)


def _back_up(workspace: Workspace, handle: JobHandle) -> Backup:
    from shopplanner.services import safety

    def progress(done: int, total: int) -> None:
        handle.check_cancelled()
        handle.progress(done, total)

    return safety.back_up(workspace, progress=progress)


def _verify(workspace: Workspace, handle: JobHandle) -> Verified:
    from shopplanner.services import safety

    return safety.verify(workspace.path, handle.check_cancelled)
