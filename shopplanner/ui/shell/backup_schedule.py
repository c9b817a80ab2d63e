"""Backs up the open workspace without being asked: once a day, every so often while it is changed, and on closing."""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, QTimer, Signal

from shopplanner.domain.errors import CancelledError, DamagedWorkspaceError, ShopPlannerError
from shopplanner.domain.messages import message
from shopplanner.foundation.settings import Settings
from shopplanner.ui.common.context import AppContext
from shopplanner.ui.common.jobs import JobHandle

if TYPE_CHECKING:
    from shopplanner.services.safety import Backup
    from shopplanner.services.workspace import Workspace

log = logging.getLogger(__name__)
SETTLE_MS: Final = 5000
"""How long after opening the file is looked at, so that the first picture has the disk for itself."""
MINUTE_MS: Final = 60_000
DAY: Final = timedelta(days=1)
CLOSING: Final = timedelta(minutes=1)
"""A file is last written when it is closed, a moment after its backup on closing."""


class BackupSchedule(QObject):
    """Belongs to one open workspace; does nothing for one that is open for reading only."""

    damaged = Signal(object)
    """The file was found to be damaged; with the error."""

    def __init__(self, context: AppContext, settings: Settings) -> None:
        super().__init__()
        self._context = context
        self._settings = settings
        self._job: JobHandle | None = None
        self._saving = False
        self._told = False
        self.changed = False
        """Whether something was edited that no backup has."""
        self._first = self._timer(self.look)
        self._next = self._timer(self.back_up)
        context.saved.connect(self._edited)

    def start(self) -> None:
        """Look at the file once the window has come to rest."""
        if not self._context.workspace.read_only:
            self._first.start(SETTLE_MS)

    def stop(self) -> None:
        """Stop all timers and a backup under way."""
        self._first.stop()
        self._next.stop()
        if self._job is not None:
            self._job.cancel()
        self.changed = self.changed or self._saving

    def look(self) -> None:
        """Check the file, and back it up if it has changed and the last backup is older than a day."""
        self._job = self._context.jobs.submit(
            lambda handle: _look(self._context.workspace, handle), failed=self._failed
        )

    def back_up(self) -> None:
        """Back up now; edits meanwhile wait for nothing and are in the next one."""
        self.changed, self._saving = False, True
        self._job = self._context.jobs.submit(
            lambda handle: _keep(self._context.workspace, "schedule", handle), self._done, self._failed
        )

    def back_up_on_closing(self) -> None:
        """Back up what no backup has yet; on the thread that closes the workspace, before it does."""
        if not self.changed:
            return
        try:
            _keep(self._context.workspace, "closing")
        except ShopPlannerError as error:
            log.warning("no backup on closing: %s", error.what.id)

    def _timer(self, do: Callable[[], object]) -> QTimer:
        timer = QTimer(self)
        timer.setSingleShot(True)
        timer.timeout.connect(do)
        return timer

    def _edited(self) -> None:
        self.changed = True
        if not self._next.isActive():
            self._next.start(self._settings.get("backup_minutes") * MINUTE_MS)

    def _done(self, _backup: Backup) -> None:
        self._told = self._saving = False

    def _failed(self, error: ShopPlannerError) -> None:
        """Say once what keeps backups from being made; try again after the next edit."""
        self.changed, self._saving = self.changed or self._saving, False
        if isinstance(error, CancelledError):
            return
        log.info("no backup: %s", error.what.id)
        if isinstance(error, DamagedWorkspaceError):
            self.damaged.emit(error)
        elif not self._told:
            self._told = True
            self._context.notify(error.what, "warn", hint=message("shell.backups.failed_hint"))


def _keep(workspace: Workspace, reason: str, handle: JobHandle | None = None) -> Backup:
    from shopplanner.services import safety

    def progress(_done: int, _total: int) -> None:
        if handle is not None:
            handle.check_cancelled()

    return safety.back_up(workspace, reason=reason, progress=progress)


def _look(workspace: Workspace, handle: JobHandle) -> None:
    """Check the file, and keep a copy of it if there is none of its newest state that is a day old or less.

    Raises:
        DamagedWorkspaceError: if the file is not sound.
    """
    from shopplanner.services import safety

    safety.require_sound(workspace.path, handle.check_cancelled)
    newest = next(iter(safety.backups_of(workspace.path)), None)
    if newest is None or _is_due(newest, safety.changed_at(workspace.path), workspace.clock.now()):
        _keep(workspace, "daily", handle)


def _is_due(newest: Backup, changed: datetime, now: datetime) -> bool:
    return now - newest.at > DAY and changed > newest.at + CLOSING
