"""Work off the window's thread: a small pool for reading and pure work, one serial lane for the writer.

A job is a plain callable that gets a ``JobHandle``; its result comes back on the window's thread. A failure that is
expected goes to ``failed``; anything else goes to the crash hook, as if it had happened in the window.
"""

from __future__ import annotations

import sys
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any, TypeVar

from PySide6.QtCore import QEventLoop, QObject, Qt, QTimer, Signal, Slot

from shopplanner.domain.errors import CancelledError, ShopPlannerError
from shopplanner.domain.messages import Message, message

T = TypeVar("T")
READERS = 2


class JobHandle:
    """What a running job uses to report progress and to learn that it should stop."""

    def __init__(self, report: Callable[[int, int], None] | None = None) -> None:
        self._cancelled = threading.Event()
        self._report = report

    def progress(self, done: int, total: int) -> None:
        """Report ``done`` of ``total`` units; a total of 0 means unknown."""
        if self._report is not None:
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


class JobRunner(QObject):
    """Runs jobs and delivers their results on the thread it lives in."""

    started = Signal(object, object)
    """Handle and title of a visible job."""
    progressed = Signal(object, int, int)
    """Handle, units done, units in all."""
    finished = Signal(object)
    """Handle of a visible job that ended in any way."""
    _delivered = Signal(object, object)
    _became_idle = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._pool = ThreadPoolExecutor(READERS, thread_name_prefix="reader")
        self._lane = ThreadPoolExecutor(1, thread_name_prefix="writer")
        self._running = 0
        self._count_lock = threading.Lock()
        self._closed = False
        self._delivered.connect(self._deliver, Qt.ConnectionType.QueuedConnection)

    @property
    def idle(self) -> bool:
        """Whether nothing runs and every result has been delivered."""
        return self._running == 0

    def submit(
        self,
        work: Callable[[JobHandle], T],
        then: Callable[[T], None] | None = None,
        failed: Callable[[ShopPlannerError], None] | None = None,
        *,
        writes: bool = False,
        title: Message | None = None,
    ) -> JobHandle:
        """Run ``work`` and return its handle; jobs with a title are shown with progress and can be cancelled."""
        handle = JobHandle()
        if title is not None:
            handle = JobHandle(lambda done, total: self.progressed.emit(handle, done, total))
            self.started.emit(handle, title)
        with self._count_lock:
            self._running += 1
        executor = self._lane if writes else self._pool
        executor.submit(self._run, handle, work, then, failed, title is not None)
        return handle

    def _run(
        self,
        handle: JobHandle,
        work: Callable[[JobHandle], T],
        then: Callable[[T], None] | None,
        failed: Callable[[ShopPlannerError], None] | None,
        visible: bool,
    ) -> None:
        callback: Callable[[], None] | None = None
        try:
            result = work(handle)
            if then is not None:
                callback = lambda: then(result)  # noqa: E731 - a name would say no more
        except ShopPlannerError as error:
            known = error
            if failed is not None:
                callback = lambda: failed(known)  # noqa: E731 - a name would say no more
        except BaseException:  # noqa: BLE001 - every other failure belongs to the crash hook
            details = sys.exc_info()
            callback = lambda: sys.excepthook(*details)  # noqa: E731 - a name would say no more
        self._delivered.emit(callback, handle if visible else None)

    @Slot(object, object)
    def _deliver(self, callback: Callable[[], None] | None, handle: Any) -> None:
        with self._count_lock:
            self._running -= 1
        if handle is not None:
            self.finished.emit(handle)
        if callback is not None and not self._closed:
            callback()
        if self.idle:
            self._became_idle.emit()

    def wait_idle(self, timeout_ms: int = 30000) -> bool:
        """Turn the event loop until nothing runs; return whether that came true in time. For headless use and tests."""
        if not self.idle:
            loop = QEventLoop()
            self._became_idle.connect(loop.quit)
            QTimer.singleShot(timeout_ms, loop, loop.quit)
            loop.exec()
            self._became_idle.disconnect(loop.quit)
        return self.idle

    def close(self) -> None:
        """Let running jobs end and take no more; their results are dropped."""
        self._closed = True
        self._pool.shutdown(wait=True, cancel_futures=True)
        self._lane.shutdown(wait=True)
