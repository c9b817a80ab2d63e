"""Measures how long the window's event loop does not answer; a person notices more than a few frames."""

from __future__ import annotations

import sys
import threading
import time
import traceback
from dataclasses import dataclass
from types import FrameType
from typing import Final

from PySide6.QtCore import QObject, Qt, QTimer

LIMIT_SECONDS: Final = 0.05
BEAT_MS: Final = 5


@dataclass(frozen=True, slots=True)
class Stall:
    """The loop did not turn for ``seconds``; ``where`` is what the window's thread was doing meanwhile.

    Attributes:
        seconds: wall time, in which other programs may have had the processor.
        busy: processor time of the window's own thread within it: the part that is the program's own doing.
        where: the last lines of its stack.
    """

    seconds: float
    busy: float
    where: str


class Watchdog(QObject):
    """Beats in the event loop; a second thread notes what the loop is stuck in when a beat is late."""

    def __init__(self, limit: float = LIMIT_SECONDS) -> None:
        super().__init__()
        self.limit = limit
        self.stalls: list[Stall] = []
        self._last, self._worked = time.perf_counter(), time.thread_time()
        self._where = ""
        self._held: list[FrameType] = []
        self._thread_id = threading.get_ident()
        self._ended = threading.Event()
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.setInterval(BEAT_MS)
        self._timer.timeout.connect(self._beat)
        self._watcher = threading.Thread(target=self._watch, name="watchdog", daemon=True)

    @property
    def longest(self) -> float:
        """The longest stall in seconds; 0 if there was none."""
        return max((stall.seconds for stall in self.stalls), default=0.0)

    def start(self) -> None:
        """Begin to measure."""
        self._last, self._worked = time.perf_counter(), time.thread_time()
        self._timer.start()
        self._watcher.start()

    def stop(self) -> None:
        """End measuring; a stall that is going on is counted."""
        self._beat()
        self._timer.stop()
        self._ended.set()
        self._watcher.join()

    def _beat(self) -> None:
        now, worked = time.perf_counter(), time.thread_time()
        late = now - self._last
        if late > self.limit:
            self.stalls.append(Stall(late, worked - self._worked, self._where))
        if self._where:  # the other thread is done with what it held
            self._held.clear()
        self._last, self._worked, self._where = now, worked, ""

    def _watch(self) -> None:
        while not self._ended.wait(self.limit / 4):
            if time.perf_counter() - self._last > self.limit * 0.8 and not self._where:
                self._where = self._stack()

    def _stack(self) -> str:
        """Return what the window's thread is doing.

        Its frame is held until the next beat: were this thread the last to let go of it, the widgets that the frame
        names would be destroyed here, which can stop both threads for good.
        """
        frame = sys._current_frames().get(self._thread_id)  # noqa: SLF001 - the only way to see another thread
        if frame is None:
            return ""
        self._held.append(frame)
        return "".join(traceback.format_stack(frame)[-6:])
