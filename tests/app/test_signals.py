"""A version of the binding lost a reference on every emitted signal until the interpreter died; this one must not."""

from __future__ import annotations

import sys

from PySide6.QtCore import QObject, Signal
from pytestqt.qtbot import QtBot

EMITS = 2000
NOISE = 50


class Sender(QObject):
    """Sends one of each kind of value that pages send."""

    flag = Signal(bool)
    thing = Signal(object)
    words = Signal(str)


def test_emitting_keeps_the_counts_of_references(qtbot: QtBot) -> None:
    sender = Sender()
    got: list[int] = [0]

    def take(_value: object) -> None:
        got[0] += 1

    for signal in (sender.flag, sender.thing, sender.words):
        signal.connect(take)
    shared = (True, False, None, "words")
    before = [sys.getrefcount(value) for value in shared]
    for _ in range(EMITS):
        sender.flag.emit(True)
        sender.flag.emit(False)
        sender.thing.emit(None)
        sender.words.emit("words")
    after = [sys.getrefcount(value) for value in shared]
    assert got == [4 * EMITS]
    assert all(abs(now - then) < NOISE for then, now in zip(before, after, strict=True)), (before, after)
