"""What every page is given: the workspace, jobs, changes, navigation and notices."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QObject, Signal

from shopplanner.domain.changes import Area, Outcome, Place
from shopplanner.domain.errors import CancelledError, ShopPlannerError
from shopplanner.domain.messages import Message
from shopplanner.foundation.settings import Settings
from shopplanner.ui.common.jobs import JobHandle, JobRunner

if TYPE_CHECKING:
    from shopplanner.services.workspace import Workspace
    from shopplanner.ui.common.action import Action

T = TypeVar("T")


class ChangeBus(QObject):
    """Tells every page which areas of the workspace changed."""

    changed = Signal(frozenset)


class AppContext(QObject):
    """One open workspace and everything that pages share."""

    navigated = Signal(object)
    """A place to go to."""
    noticed = Signal(object, str, object)
    """Message, severity and an action or None."""
    saved = Signal()
    """An edit was committed."""
    busy = Signal(bool)
    """Reading started or everything read has arrived."""

    def __init__(self, workspace: Workspace, settings: Settings, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.workspace = workspace
        self.settings = settings
        self.jobs = JobRunner(self)
        self.bus = ChangeBus(self)
        self._latest: dict[str, int] = {}
        self._reading = 0

    def perform(
        self,
        operation: Callable[[Workspace], Outcome[T]],
        then: Callable[[T], None] | None = None,
        failed: Callable[[ShopPlannerError], None] | None = None,
    ) -> None:
        """Do an edit on the writer's lane; tell the pages what changed, then hand its value to ``then``."""

        def done(outcome: Outcome[T]) -> None:
            self.announce(outcome)
            if then is not None:
                then(outcome.value)

        self.jobs.submit(lambda _handle: operation(self.workspace), done, failed or self.report, writes=True)

    def announce(self, outcome: Outcome[T]) -> None:
        """Tell the pages what an outcome changed."""
        if outcome.step_id is not None:
            self.saved.emit()
        if outcome.areas:
            self.bus.changed.emit(outcome.areas)

    def read(self, key: str, query: Callable[[Workspace], T], then: Callable[[T], None]) -> None:
        """Read off the window's thread; of several reads with the same key only the newest is delivered."""
        ticket = self._latest.get(key, 0) + 1
        self._latest[key] = ticket
        self._count(1)

        def done(result: T) -> None:
            self._count(-1)
            if self._latest.get(key) == ticket:
                then(result)

        def failed(error: ShopPlannerError) -> None:
            self._count(-1)
            self.report(error)

        self.jobs.submit(lambda _handle: query(self.workspace), done, failed)

    def run_job(
        self,
        title: Message,
        work: Callable[[Workspace, JobHandle], T],
        then: Callable[[T], None] | None = None,
        *,
        writes: bool,
        failed: Callable[[ShopPlannerError], None] | None = None,
    ) -> JobHandle:
        """Run a long job that is shown in the status bar with progress and cancel."""
        return self.jobs.submit(
            lambda handle: work(self.workspace, handle), then, failed or self.report, writes=writes, title=title
        )

    def changed(self, *areas: Area) -> None:
        """Tell the pages that areas changed, after a job that made several steps."""
        self.saved.emit()
        self.bus.changed.emit(frozenset(areas))

    def navigate(self, place: Place) -> None:
        """Go to a page, and to a record on it."""
        self.navigated.emit(place)

    def notify(self, said: Message, severity: str = "info", action: Action | None = None) -> None:
        """Show a notice; ``severity`` is info, good, warn or bad."""
        self.noticed.emit(said, severity, action)

    def report(self, error: ShopPlannerError) -> None:
        """Show an expected failure: what happened and what to do."""
        if not isinstance(error, CancelledError):
            self.noticed.emit(error.what, "bad", None)
            if error.hint is not None:
                self.noticed.emit(error.hint, "info", None)

    def close(self) -> None:
        """End all jobs and close the workspace."""
        self.jobs.close()
        self.workspace.close()

    def _count(self, change: int) -> None:
        before, self._reading = self._reading, self._reading + change
        if (before == 0) != (self._reading == 0):
            self.busy.emit(self._reading > 0)
