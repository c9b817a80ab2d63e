"""Garbage is looked for in the window's thread, whatever thread made it."""

from __future__ import annotations

import gc
import threading
import time
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication

from shopplanner.app.garbage import GarbageTimer, collect_due


@pytest.fixture
def timer(qapp: QApplication) -> Iterator[QObject]:
    """A running search, which is given back to Python at the end."""
    parent = QObject()
    GarbageTimer(parent).start()
    yield parent
    parent.deleteLater()
    qapp.processEvents()
    gc.unfreeze()
    gc.enable()


class Ring:
    """Garbage that only a search finds; notes in which thread it was found."""

    found_in: list[int]

    def __init__(self, found_in: list[int]) -> None:
        self.found_in, self.me = found_in, self

    def __del__(self) -> None:
        self.found_in.append(threading.get_ident())


def _make_rings(found_in: list[int]) -> None:
    for _number in range(5000):
        Ring(found_in)


def test_what_another_thread_leaves_is_destroyed_in_the_windows_thread(timer: QObject, qapp: QApplication) -> None:
    found_in: list[int] = []
    worker = threading.Thread(target=_make_rings, args=(found_in,))
    worker.start()
    worker.join()
    assert found_in == []
    end = time.monotonic() + 10
    while not found_in and time.monotonic() < end:
        qapp.processEvents()
    assert set(found_in) == {threading.get_ident()}


def test_nothing_is_searched_before_it_is_due(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(gc, "get_count", lambda: (700, 10, 10))
    assert collect_due() is None


def test_the_oldest_that_is_due_is_searched(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(gc, "get_threshold", lambda: (700, 10, 10))
    monkeypatch.setattr(gc, "get_count", lambda: (900, 11, 3))
    assert collect_due() == 1


def test_what_the_first_full_search_leaves_is_not_looked_at_again(
    timer: QObject, monkeypatch: pytest.MonkeyPatch, qapp: QApplication
) -> None:
    monkeypatch.setattr(gc, "get_count", lambda: (900, 11, 11))
    made = [[number] for number in range(1000)]
    before = gc.get_freeze_count()
    end = time.monotonic() + 10
    while gc.get_freeze_count() < before + len(made) and time.monotonic() < end:
        qapp.processEvents()
    assert gc.get_freeze_count() >= before + len(made)
