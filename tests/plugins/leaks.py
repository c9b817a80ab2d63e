"""What no test may leave behind or do: threads, jobs, timers, windows, Qt warnings, unexpected log records, sockets."""

from __future__ import annotations

import gc
import logging
import os
import socket
import sys
import threading
from collections.abc import Iterator
from typing import Any

import pytest

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

HARMLESS = (
    "This plugin does not support propagateSizeHints",  # the offscreen platform says so whenever a window is shown
    "This plugin does not support raise()",
    "This plugin does not support grabbing the keyboard",  # said when a pop-up is shown
)
THREAD_PREFIXES = ("reader", "writer")


class _Records(logging.Handler):
    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.records: list[logging.LogRecord] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.records.append(record)


class Warnings:
    """Qt's messages and log records of a test; what is expected is named, anything else fails the test."""

    def __init__(self) -> None:
        self._handler = _Records()
        self._qt: list[str] = []
        self._expected: list[str] = []

    def expect(self, part: str) -> None:
        """Allow messages and records that contain ``part``."""
        self._expected.append(part)

    def unexpected(self) -> list[str]:
        """Return what came and was not expected."""
        said = [f"{record.name}: {record.getMessage()}" for record in self._handler.records] + self._qt
        return [line for line in said if not any(part in line for part in (*HARMLESS, *self._expected))]

    def start(self) -> None:
        """Begin to listen."""
        logging.getLogger("shopplanner").addHandler(self._handler)
        if "PySide6.QtCore" in sys.modules:
            from PySide6.QtCore import qInstallMessageHandler

            qInstallMessageHandler(lambda _kind, _context, words: self._qt.append(f"Qt: {words}"))

    def stop(self) -> None:
        """Listen no more."""
        logging.getLogger("shopplanner").removeHandler(self._handler)
        if "PySide6.QtCore" in sys.modules:
            from PySide6.QtCore import qInstallMessageHandler

            qInstallMessageHandler(None)


def pytest_collection_finish() -> None:
    """Leave what was loaded for all tests out of the searches for cycles that follow each of them."""
    gc.collect()
    gc.freeze()


@pytest.fixture(autouse=True)
def warnings_seen() -> Iterator[Warnings]:
    """Fail a test in which Qt warned or the program logged a warning that nobody expected."""
    seen = Warnings()
    seen.start()
    yield seen
    seen.stop()
    left = seen.unexpected()
    assert not left, f"unexpected: {left}"


@pytest.fixture(autouse=True)
def no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    """Fail a test that opens a network socket; sockets inside the computer stay allowed."""
    open_socket = socket.socket.__init__

    def guarded(self: socket.socket, family: int = -1, *args: Any, **kwargs: Any) -> None:
        if family in (-1, socket.AF_INET, socket.AF_INET6):
            raise AssertionError("a test tried to use the network")
        open_socket(self, family, *args, **kwargs)

    monkeypatch.setattr(socket.socket, "__init__", guarded)


@pytest.fixture(autouse=True)
def nothing_left(request: pytest.FixtureRequest) -> Iterator[None]:
    """Fail a test that leaves a worker thread and, where it has a window, a running timer or a widget."""
    before = {thread.ident for thread in threading.enumerate()}
    draws = "qapp" in request.fixturenames or "qtbot" in request.fixturenames
    known = _top_levels() if draws else {}
    yield
    threads = [
        thread.name
        for thread in threading.enumerate()
        if thread.ident not in before and thread.name.startswith(THREAD_PREFIXES)
    ]
    assert not threads, f"threads left: {threads}"
    if draws:
        _delete_later()
        windows = [name for address, name in _top_levels().items() if address not in known]
        timers = _timers()
        assert not windows, f"windows left: {windows}"
        assert not timers, f"timers left: {timers}"


def _delete_later() -> None:
    """Carry out what was marked for deletion; cycles that hold widgets are collected."""
    from PySide6.QtCore import QCoreApplication, QEvent

    for _turn in range(2):
        gc.collect()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def _top_levels() -> dict[int, str]:
    """Return address and name of every window of ours; Qt keeps helpers of its own, such as tool tips."""
    import shiboken6
    from PySide6.QtWidgets import QApplication

    return {
        shiboken6.getCppPointer(window)[0]: f"{type(window).__name__} {window.objectName()}"
        for window in QApplication.topLevelWidgets()
        if shiboken6.isValid(window) and window.parent() is None and type(window).__name__ != "QLabel"
    }


def _timers() -> list[str]:
    import shiboken6
    from PySide6.QtCore import QTimer

    return [
        f"QTimer of {type(found.parent()).__name__}"
        for found in gc.get_objects()
        if isinstance(found, QTimer) and shiboken6.isValid(found) and found.isActive()
    ]
