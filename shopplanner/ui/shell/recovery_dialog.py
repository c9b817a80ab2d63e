"""What can be done about a damaged workspace: the newest good backup, what is readable, a look without changes."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QGridLayout, QLabel, QPushButton, QVBoxLayout

from shopplanner.domain.errors import ShopPlannerError
from shopplanner.foundation.i18n import text
from shopplanner.ui.common.dialogs import Dialog
from shopplanner.ui.common.lifetime import is_alive
from shopplanner.ui.common.widgets import hline, label, plain_button, row, set_property
from shopplanner.ui.shell import restoring
from shopplanner.ui.shell.backup_words import reason_of, size, time_of
from shopplanner.ui.theme import theme

if TYPE_CHECKING:
    from shopplanner.services.safety import Prospects
    from shopplanner.ui.common.jobs import JobHandle
    from shopplanner.ui.shell.main_window import MainWindow


class RecoveryDialog(Dialog):
    """Says what happened to the file at ``path`` and offers what is possible; closing it changes nothing."""

    def __init__(self, path: Path, error: ShopPlannerError, window: MainWindow) -> None:
        super().__init__(text("shell.recovery.title"), window, width=40)
        self._path = path
        self._window = window
        self._prospects: Prospects | None = None
        self._explain(error)
        self.body.addWidget(hline())
        self.state = label(text("shell.recovery.looking"), "muted")
        self.body.addWidget(self.state)
        self._grid = QGridLayout()
        self._grid.setSpacing(theme.current().space(12))
        self._grid.setColumnStretch(0, 1)
        self.body.addLayout(self._grid)
        self.backup_hint, self.backup_button = self._offer("backup", self.restore)
        self.salvage_hint, self.salvage_button = self._offer("salvage", self.salvage)
        self.read_only_hint, self.read_only_button = self._offer("read_only", self.open_read_only)
        self.body.addStretch(1)
        self.add_button(text("shell.recovery.choose"), self.choose)
        self.folder_button = self.add_button(
            text("shell.backups.folder"), lambda: window.dialogs.open_folder(path.parent)
        )
        self.add_close()
        self._look()

    def restore(self) -> None:
        """Put the newest sound backup in the file's place."""
        backup = self._prospects.backup if self._prospects is not None else None
        if backup is not None:
            self.accept()
            restoring.restore(self._window, backup.path, self._path)

    def salvage(self) -> None:
        """Save what is readable."""
        self.accept()
        restoring.recover(self._window, self._path)

    def open_read_only(self) -> None:
        """Open the file as it is, without changing it."""
        self.accept()
        self._window.open_path(self._path, read_only=True)

    def choose(self) -> None:
        """Ask for a backup that lies elsewhere."""
        chosen, _ = QFileDialog.getOpenFileName(
            self, text("shell.recovery.choose"), str(self._path.parent), f"{text('shell.file.kind')} (*.shopplan)"
        )
        if chosen:
            self.accept()
            restoring.restore(self._window, Path(chosen), self._path)

    def _explain(self, error: ShopPlannerError) -> None:
        look = theme.current()
        picture = QLabel()
        picture.setPixmap(look.pixmap("warning", look.unit(2), "warn"))
        said, hint = self._window.describe_failure(error)
        words = QVBoxLayout()
        words.setSpacing(look.space(8))
        words.addWidget(label(said, "heading", wrap=True))
        if hint:
            words.addWidget(label(hint, wrap=True))
        words.addWidget(label(text("shell.recovery.promise"), "muted", wrap=True))
        line = row(stretch=False)
        line.setSpacing(look.space(12))
        line.addWidget(picture, 0, Qt.AlignmentFlag.AlignTop)
        line.addLayout(words, 1)
        self.body.addLayout(line)

    def _offer(self, way: str, do: Callable[[], object]) -> tuple[QLabel, QPushButton]:
        """Add a way out: its name, what it means, and its button; not to be chosen until it is known to be possible."""
        place = self._grid.rowCount()
        words = QVBoxLayout()
        words.setSpacing(0)
        name = text(f"shell.recovery.{way}")
        words.addWidget(label(name, "heading"))
        hint = label("", "muted", wrap=True)
        words.addWidget(hint)
        chosen = plain_button(text(f"shell.recovery.{way}_do"), do)
        chosen.setAccessibleName(name)
        chosen.setEnabled(False)
        self._grid.addLayout(words, place, 0)
        self._grid.addWidget(chosen, place, 1, Qt.AlignmentFlag.AlignVCenter)
        return hint, chosen

    def _look(self) -> None:
        path = self._path

        def work(_handle: JobHandle) -> Prospects:
            from shopplanner.services import safety

            return safety.prospects(path)

        def show(found: Prospects) -> None:
            if is_alive(self._show):
                self._show(found)

        # on the writer's lane, after the file that was found to be damaged has been closed
        self._window.jobs.submit(work, show, writes=True)

    def _show(self, found: Prospects) -> None:
        self._prospects = found
        self.state.hide()
        backup = found.backup
        if backup is None:
            self.backup_hint.setText(text("shell.recovery.backup_none"))
        else:
            facts = {"time": time_of(backup), "size": size(backup.size), "reason": reason_of(backup)}
            self.backup_hint.setText(text("shell.recovery.backup_found", **facts))
        salvage = "shell.recovery.salvage_hint" if found.salvageable else "shell.recovery.salvage_none"
        self.salvage_hint.setText(text(salvage))
        self.read_only_hint.setText(text("shell.recovery.read_only_hint"))
        self.backup_button.setEnabled(backup is not None)
        self.salvage_button.setEnabled(found.salvageable)
        self.read_only_button.setEnabled(found.readable)
        set_property(self.backup_button, "primary", backup is not None)
        self.fit()
