"""Work off the window's thread: a small pool for reading and pure work, one serial lane for the writer.

A job is a plain callable that gets a ``JobHandle``; its result comes back on the window's thread. A failure that is
expected goes to ``failed``; anything else goes to the crash hook, as if it had happened in the window.
"""

from __future__ import annotations

import sys
import threading
import time
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any, Final, TypeVar

from PySide6.QtCore import QEventLoop, QObject, Qt, QTimer, Signal, Slot

from shopplanner.domain.errors import CancelledError, ShopPlannerError
from shopplanner.domain.messages import Message, message

T = TypeVar("T")
READERS: Final = 2
REPORT_SECONDS: Final = 0.05
"""Progress is passed on at most this often, so that a job cannot flood the window."""


class JobHandle:
    """What a running job uses to report progress and to learn that it should stop; safe from any thread."""

    def __init__(self, report: Callable[[int, int], None] | None = None) -> None:
        self._cancelled = threading.Event()
        self._report = report
        self._reported = 0.0

    def progress(self, done: int, total: int) -> None:
        """Report ``done`` of ``total`` units; a total of 0 means unknown. May be called as often as wanted."""
        now = time.monotonic()
        if self._report is not None and (now - self._reported >= REPORT_SECONDS or done == total):
            self._reported = now
            self._report(done, total)

    def cancel(self) -> None:
        """Ask the job to stop."""
        self._cancelled.set()

    @property
    def cancelled(self) -> bool:
        """Whether the job was asked to stop."""
        return self._cancelled.is_set()

    def check_cancelled(self) -> None:
        """Stop here if asked to.

        Raises:
            CancelledError: if the job was asked to stop.
        """
        if self.cancelled:
            raise CancelledError(message("common.cancelled"))


@dataclass(slots=True)
class _Job:
    """A job on its way through a lane and back."""

    handle: JobHandle
    work: Callable[[JobHandle], Any]
    then: Callable[[Any], object] | None
    failed: Callable[[ShopPlannerError], object] | None
    crashed: Callable[[], object] | None
    visible: bool
    result: Any = None
    error: BaseException | None = None


class JobRunner(QObject):
    """Runs jobs and delivers their results on the thread it lives in."""

    started = Signal(object, object)
    """Handle and title of a visible job."""
    progressed = Signal(object, int, int)
    """Handle, units done, units in all."""
    finished = Signal(object)
    """Handle of a visible job that ended in any way."""
    _delivered = Signal(object)
    _became_idle = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._pool = ThreadPoolExecutor(READERS, thread_name_prefix="reader")
        self._lane = ThreadPoolExecutor(1, thread_name_prefix="writer")
        self._jobs: dict[int, _Job] = {}
        self._closed = False
        self._delivered.connect(self._deliver, Qt.ConnectionType.QueuedConnection)

    @property
    def idle(self) -> bool:
        """Whether nothing runs and every result has been delivered."""
        return not self._jobs

    @property
    def visible_jobs(self) -> list[JobHandle]:
        """The running jobs that a person can see and cancel."""
        return [job.handle for job in self._jobs.values() if job.visible]

    def submit(
        self,
        work: Callable[[JobHandle], T],
        then: Callable[[T], object] | None = None,
        failed: Callable[[ShopPlannerError], object] | None = None,
        *,
        writes: bool = False,
        title: Message | None = None,
        crashed: Callable[[], object] | None = None,
    ) -> JobHandle:
        """Run ``work`` and return its handle; jobs with a title are shown with progress and can be cancelled.

        Args:
            work: runs in a thread.
            then: gets its result on the window's thread.
            failed: gets an expected failure on the window's thread.
            writes: whether to run on the writer's lane.
            title: what a visible job is called.
            crashed: called before an unexpected failure goes to the crash hook.
        """
        handle = JobHandle()
        if self._closed:
            handle.cancel()
            return handle
        if title is not None:
            handle = JobHandle(lambda done, total: self.progressed.emit(handle, done, total))
        job = _Job(handle, work, then, failed, crashed, title is not None)
        self._jobs[id(job)] = job
        if title is not None:
            self.started.emit(handle, title)
        (self._lane if writes else self._pool).submit(self._run, job).add_done_callback(_report_broken)
        return handle

    def wait_idle(self, timeout_ms: int = 30000) -> bool:
        """Turn the event loop until nothing runs; return whether that came true in time. For headless use and tests."""
        deadline = time.monotonic() + timeout_ms / 1000
        while not self.idle and (left := deadline - time.monotonic()) > 0:
            self._turn_until_idle(round(left * 1000) + 1)  # results may ask for more, so once may not be enough
        return self.idle

    def _turn_until_idle(self, most_ms: int) -> None:
        """Turn the event loop until jobs have ended, or for so long."""
        loop = QEventLoop()
        self._became_idle.connect(loop.quit)
        timer = QTimer(loop)
        timer.setSingleShot(True)
        timer.timeout.connect(loop.quit)
        timer.start(most_ms)
        loop.exec()
        self._became_idle.disconnect(loop.quit)
        timer.stop()

    def close(self) -> None:
        """Stop visible jobs, let writes that were asked for end, and take no more; results are dropped."""
        self._closed = True
        for handle in self.visible_jobs:
            handle.cancel()
        self._pool.shutdown(wait=True, cancel_futures=True)
        self._lane.shutdown(wait=True)
        self._jobs.clear()

    def _run(self, job: _Job) -> None:
        try:
            job.handle.check_cancelled()
            job.result = job.work(job.handle)
        except BaseException as error:  # noqa: BLE001 - handed to the window's thread, which decides
            job.error = error
        self._delivered.emit(job)

    @Slot(object)
    def _deliver(self, job: _Job) -> None:
        if self._closed:
            return
        if job.visible:
            self.finished.emit(job.handle)
        try:
            self._hand_over(job)
        finally:
            self._jobs.pop(id(job), None)
            if self.idle:
                self._became_idle.emit()

    def _hand_over(self, job: _Job) -> None:
        if job.error is None:
            if job.then is not None:
                job.then(job.result)
        elif isinstance(job.error, ShopPlannerError):
            if job.failed is not None:
                job.failed(job.error)
        else:
            if job.crashed is not None:
                job.crashed()
            hand_to_crash_hook(job.error)


def hand_to_crash_hook(error: BaseException) -> None:
    """Treat an unexpected failure as if it had happened in the window."""
    sys.excepthook(type(error), error, error.__traceback__)


def _report_broken(future: Future[None]) -> None:
    """Let no failure of the runner itself go unseen."""
    if not future.cancelled() and (error := future.exception()) is not None:
        hand_to_crash_hook(error)
