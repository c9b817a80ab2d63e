"""The watchdog notes a loop that does not turn, and where it was."""

from __future__ import annotations

import threading
import time

from PySide6.QtWidgets import QApplication

from shopplanner.ui.common.watchdog import Watchdog


def test_a_stall_is_noted_with_its_place(qapp: QApplication) -> None:
    watchdog = Watchdog(limit=0.04)
    watchdog.start()
    qapp.processEvents()
    time.sleep(0.15)
    qapp.processEvents()
    watchdog.stop()
    assert watchdog.longest >= 0.1
    assert any("test_a_stall_is_noted" in stall.where for stall in watchdog.stalls)


def test_only_the_windows_own_work_counts_as_busy(qapp: QApplication) -> None:
    watchdog = Watchdog(limit=0.04)
    watchdog.start()
    time.sleep(0.15)
    qapp.processEvents()
    end = time.thread_time() + 0.1
    while time.thread_time() < end:
        pass
    qapp.processEvents()
    watchdog.stop()
    waited, worked = watchdog.stalls[0], watchdog.stalls[-1]
    assert waited.seconds >= 0.15
    assert waited.busy < 0.1
    assert worked.busy >= 0.09


def test_a_loop_that_turns_has_no_stalls(qapp: QApplication) -> None:
    watchdog = Watchdog(limit=5)
    watchdog.start()
    qapp.processEvents()
    watchdog.stop()
    assert watchdog.stalls == []
    assert watchdog.longest == 0.0


def test_what_a_stall_names_is_let_go_of_in_the_windows_thread(qapp: QApplication) -> None:
    # a widget that is destroyed in another thread can stop the program for good
    ended_in = []

    class Named:
        def __del__(self) -> None:
            ended_in.append(threading.get_ident())

    def stall() -> str:
        named = Named()
        time.sleep(0.15)
        return repr(named)

    watchdog = Watchdog(limit=0.04)
    watchdog.start()
    qapp.processEvents()
    stall()
    end = time.monotonic() + 5
    while not ended_in and time.monotonic() < end:
        qapp.processEvents()
    watchdog.stop()
    assert ended_in == [threading.get_ident()]
