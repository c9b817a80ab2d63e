"""What every page is given: the workspace, jobs, changes, navigation and notices."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from PySide6.QtCore import QObject, Signal

from shopplanner.domain.changes import Area, Outcome, Place
from shopplanner.domain.errors import CancelledError, ShopPlannerError
from shopplanner.domain.messages import Message, message
from shopplanner.foundation.settings import Settings
from shopplanner.ui.common.action import Action
from shopplanner.ui.common.jobs import JobHandle, JobRunner
from shopplanner.ui.common.lifetime import is_alive
from shopplanner.ui.common.notice import Notice, Severity
from shopplanner.ui.theme import theme

if TYPE_CHECKING:
    from shopplanner.services.workspace import Workspace

T = TypeVar("T")
KEPT_NOTICES = 200
CHANGES = Place("promotions", "tasks", "changes:")
"""Where those who were told of a change have their tasks."""


class ChangeBus(QObject):
    """Tells every page which areas of the workspace changed."""

    changed = Signal(object)
    """A frozenset of ``Area``."""


class AppContext(QObject):
    """One open workspace and everything that pages share."""

    navigated = Signal(object)
    """A place to go to."""
    noticed = Signal(object)
    """A ``Notice`` to show."""
    saved = Signal()
    """An edit was committed."""
    busy = Signal(bool)
    """Reading started or everything read has arrived."""
    files_opened = Signal(object)
    """Paths that the person wants to bring in."""
    shop_changed = Signal()
    """Another shop of the workspace is being worked on."""
    inspector_changed = Signal()
    """The visible page shows something else in its inspector."""

    def __init__(
        self,
        workspace: Workspace,
        settings: Settings,
        parent: QObject | None = None,
        *,
        jobs: JobRunner | None = None,
    ) -> None:
        """Share ``workspace`` among pages; without ``jobs`` the context has a runner of its own."""
        super().__init__(parent)
        self.workspace = workspace
        self.settings = settings
        self.jobs = jobs or JobRunner(self)
        self.bus = ChangeBus(self)
        self.notices: list[Notice] = []
        self._owns_jobs = jobs is None
        self._latest: dict[str, int] = {}
        self._ticket = 0
        self._reading = 0
        self._closed = False

    @property
    def theme(self) -> theme.Theme:
        """The look in force."""
        return theme.current()

    def perform(
        self,
        operation: Callable[[Workspace], Outcome[T]],
        then: Callable[[T], object] | None = None,
        failed: Callable[[ShopPlannerError], object] | None = None,
    ) -> None:
        """Do an edit on the writer's lane; tell the pages what changed, then hand its value to ``then``.

        Args:
            operation: calls one service function.
            then: gets the outcome's value on the window's thread.
            failed: gets an expected failure instead of the notice row, to show it beside a field.
        """

        def done(outcome: Outcome[T]) -> None:
            self.announce(outcome)
            if then is not None and is_alive(then):
                then(outcome.value)

        self.jobs.submit(lambda _handle: operation(self.workspace), done, self._failer(failed), writes=True)

    def announce(self, outcome: Outcome[Any]) -> None:
        """Tell the pages what an outcome changed."""
        if self._closed:
            return
        if outcome.step_id is not None:
            self.saved.emit()
        if outcome.areas:
            self.bus.changed.emit(outcome.areas)
        if outcome.told is not None:
            show = Action("tasks.show_changes", "team.told.show", lambda: self.navigate(CHANGES))
            self.notify(outcome.told, action=show)

    def read(
        self,
        key: str,
        query: Callable[[Workspace], T],
        then: Callable[[T], object],
        failed: Callable[[ShopPlannerError], object] | None = None,
    ) -> None:
        """Read off the window's thread; of several reads with the same key only the newest is delivered."""
        self._ticket += 1
        ticket = self._latest[key] = self._ticket
        self._count(1)

        def done(result: T) -> None:
            self._count(-1)
            if self._latest.get(key) == ticket and is_alive(then):
                then(result)

        def broken(error: ShopPlannerError) -> None:
            self._count(-1)
            if self._latest.get(key) == ticket:
                self._failer(failed)(error)

        self.jobs.submit(lambda _handle: query(self.workspace), done, broken, crashed=lambda: self._count(-1))

    def run_job(
        self,
        title: Message,
        work: Callable[[Workspace, JobHandle], T],
        then: Callable[[T], object] | None = None,
        *,
        writes: bool,
        failed: Callable[[ShopPlannerError], object] | None = None,
    ) -> JobHandle:
        """Run a long job that is shown in the status bar with progress and cancel.

        Work that returns an ``Outcome`` has its changes announced; ``then`` gets the outcome itself.
        """

        def done(result: T) -> None:
            if isinstance(result, Outcome):
                self.announce(result)
            if then is not None and is_alive(then):
                then(result)

        return self.jobs.submit(
            lambda handle: work(self.workspace, handle), done, self._failer(failed), writes=writes, title=title
        )

    def undo(self) -> None:
        """Take the last step back, go to where it was and say so."""
        from shopplanner.services import history

        redo = Action("edit.redo", "shell.action.redo", self.redo)
        self.perform(history.undo, lambda step: self._turned(message("common.undone", label=step.label), step, redo))

    def redo(self) -> None:
        """Do the last undone step again, go to where it is and say so."""
        from shopplanner.services import history

        undo = Action("edit.undo", "shell.action.undo", self.undo)
        self.perform(history.redo, lambda step: self._turned(message("common.redone", label=step.label), step, undo))

    def changed(self, *areas: Area) -> None:
        """Tell the pages that areas changed, after a job that made several steps."""
        self.saved.emit()
        self.bus.changed.emit(frozenset(areas))

    def navigate(self, place: Place) -> None:
        """Go to a page, and to a record on it."""
        self.navigated.emit(place)

    def notify(
        self,
        said: Message,
        severity: Severity = "info",
        action: Action | None = None,
        hint: Message | None = None,
    ) -> None:
        """Show a notice for a while and keep it in the list; ``hint`` says what to do."""
        notice = Notice(said, severity, self.workspace.clock.now(), hint, action)
        self.notices = [*self.notices, notice][-KEPT_NOTICES:]
        self.noticed.emit(notice)

    def report(self, error: ShopPlannerError) -> None:
        """Show an expected failure: what happened and what to do."""
        if isinstance(error, CancelledError):
            self.notify(error.what)
        else:
            self.notify(error.what, "bad", hint=error.hint)

    def open_files(self, paths: Sequence[Path]) -> None:
        """Bring files in: a workspace is opened, anything else goes to the import page."""
        if paths:
            self.files_opened.emit(list(paths))

    def select_shop(self, shop_id: int) -> None:
        """Work on another shop of the workspace; every page looks again."""

        def select(workspace: Workspace) -> None:
            workspace.select_shop(shop_id)

        def selected(_nothing: None) -> None:
            self.forget_reads()
            self.shop_changed.emit()

        self.jobs.submit(lambda _handle: select(self.workspace), selected, self.report, writes=True)

    def forget_reads(self) -> None:
        """Void the results of all reads under way: whoever asked is about to go."""
        self._latest.clear()

    def close(self) -> None:
        """End the context's own jobs and close the workspace."""
        self._closed = True
        self.forget_reads()
        if self._owns_jobs:
            self.jobs.close()
        self.workspace.close()

    def _turned(self, said: Message, step: Any, back: Action) -> None:
        if step.place is not None:
            self.navigate(step.place)
        self.notify(said, action=back)

    def _failer(self, failed: Callable[[ShopPlannerError], object] | None) -> Callable[[ShopPlannerError], object]:
        def deliver(error: ShopPlannerError) -> None:
            if failed is None or isinstance(error, CancelledError):
                self.report(error)
            elif is_alive(failed):
                failed(error)

        return deliver

    def _count(self, change: int) -> None:
        before, self._reading = self._reading, self._reading + change
        if (before == 0) != (self._reading == 0):
            self.busy.emit(self._reading > 0)
