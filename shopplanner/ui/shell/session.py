"""The open workspace: opening, creating and closing one, off the window's thread."""

from __future__ import annotations

import logging
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from shopplanner.domain.errors import CancelledError, ShopPlannerError
from shopplanner.domain.messages import message
from shopplanner.foundation.clock import Clock, SystemClock
from shopplanner.foundation.settings import Settings
from shopplanner.ui.common.jobs import JobHandle, JobRunner

if TYPE_CHECKING:
    from shopplanner.services.workspace import Workspace
    from shopplanner.ui.common.context import AppContext
    from shopplanner.ui.shell.backup_schedule import BackupSchedule

log = logging.getLogger(__name__)


class Session(QObject):
    """Holds the context of the open workspace, if one is open."""

    opening = Signal(object)
    """A file is being opened; with its path."""
    opened = Signal()
    """A workspace is open now."""
    closed = Signal()
    """No workspace is open any more."""
    failed = Signal(object, object)
    """Opening failed; with path and error."""

    def __init__(self, settings: Settings, jobs: JobRunner, clock: Clock | None = None) -> None:
        super().__init__()
        self.settings = settings
        self.jobs = jobs
        self.clock: Clock = clock or SystemClock()
        self.context: AppContext | None = None
        self.schedule: BackupSchedule | None = None
        self._busy = False

    @property
    def path(self) -> Path | None:
        """The open workspace's file."""
        return self.context.workspace.path if self.context is not None else None

    @property
    def busy(self) -> bool:
        """Whether a workspace is being opened."""
        return self._busy

    def open(self, path: Path, *, read_only: bool = False) -> None:
        """Open a workspace file instead of the present one."""

        def work(_handle: JobHandle) -> Workspace:
            from shopplanner.services.workspace import open_workspace

            return open_workspace(path, read_only=read_only, clock=self.clock)

        self._start(path, work)

    def create(self, path: Path, shop_name: str, platform: str, then: Callable[[], object] | None = None) -> None:
        """Make a workspace with one shop and open it."""

        def work(_handle: JobHandle) -> Workspace:
            from shopplanner.services.workspace import create_workspace

            return create_workspace(path, shop_name, clock=self.clock, platform=platform)

        self._start(path, work, then)

    def make_sample(self, path: Path) -> None:
        """Make the sample shop's workspace and open it."""

        def work(handle: JobHandle) -> Workspace:
            from shopplanner.services import sample_shop
            from shopplanner.services.workspace import open_workspace

            def progress(done: int, total: int) -> None:
                handle.check_cancelled()
                handle.progress(done, total)

            sample_shop.create(path, today=self.clock.today(), clock=self.clock, progress=progress)
            return open_workspace(path, clock=self.clock)

        self._start(path, work, titled=True)

    def open_by(self, path: Path, work: Callable[[JobHandle], Workspace], then: Callable[[], object]) -> None:
        """Open what ``work`` makes of a file while no workspace is open; then do something more."""
        self._start(path, work, then)

    def adopt(self, workspace: Workspace) -> None:
        """Work on a workspace that is open already."""
        from shopplanner.ui.common.context import AppContext

        self.close()
        self.context = AppContext(workspace, self.settings, jobs=self.jobs)
        self._busy = False
        self._schedule_backups(self.context)
        self.opened.emit()

    def close(self) -> None:
        """Close the workspace after the edits that were asked for; nothing is lost."""
        if self.context is None:
            return
        context, self.context = self.context, None
        self.closed.emit()
        context.forget_reads()
        schedule, self.schedule = self.schedule, None

        def end(_handle: JobHandle) -> None:
            if schedule is not None:
                schedule.back_up_on_closing()
            context.workspace.close()

        if schedule is not None:
            schedule.stop()
        self.jobs.submit(end, writes=True)

    def shut_down(self) -> None:
        """End all jobs and close the workspace; for leaving the program."""
        schedule, self.schedule = self.schedule, None
        if schedule is not None:
            schedule.stop()
        self.jobs.close()
        if self.context is not None:
            context, self.context = self.context, None
            if schedule is not None:
                schedule.back_up_on_closing()
            context.close()

    def _schedule_backups(self, context: AppContext) -> None:
        from shopplanner.ui.shell.backup_schedule import BackupSchedule

        path = context.workspace.path
        schedule = BackupSchedule(context, self.settings)
        schedule.damaged.connect(lambda error: self._found_damaged(path, error))
        self.schedule = schedule
        schedule.start()

    def _found_damaged(self, path: Path, error: ShopPlannerError) -> None:
        """Write no more to a damaged file."""
        self.close()
        self.failed.emit(path, error)

    def _start(
        self,
        path: Path,
        work: Callable[[JobHandle], Workspace],
        then: Callable[[], object] | None = None,
        *,
        titled: bool = False,
    ) -> None:
        self._busy = True
        self.close()
        self.opening.emit(path)

        def done(workspace: Workspace) -> None:
            self.settings.remember_file(path)
            self.adopt(workspace)
            if then is not None:
                then()

        def failed(error: ShopPlannerError) -> None:
            self._busy = False
            if not isinstance(error, CancelledError):
                log.info("cannot open %s: %s", path, error.what.id)
            self.failed.emit(path, error)

        title = message("shell.job.sample") if titled else None
        self.jobs.submit(work, done, failed, title=title, writes=True)
