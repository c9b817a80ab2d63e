"""One window at a time: a later start hands its files over, and strange messages do no harm."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtNetwork import QLocalSocket
from pytestqt.qtbot import QtBot

from shopplanner.app.single_instance import MOST_BYTES, SingleInstance


@pytest.fixture
def first(tmp_path: Path, qtbot: QtBot) -> Iterator[SingleInstance]:
    """The running program."""
    made = SingleInstance(tmp_path)
    assert made.acquire()
    made.listen()
    yield made
    made.release()
    made.deleteLater()


def send(first: SingleInstance, content: bytes) -> None:
    """Say something to the running program."""
    socket = QLocalSocket()
    socket.connectToServer(first.name)
    assert socket.waitForConnected(1000)
    socket.write(content)
    socket.flush()
    socket.waitForBytesWritten(1000)
    socket.disconnectFromServer()


def test_the_second_is_not_the_only_one_and_hands_over(first: SingleInstance, tmp_path: Path, qtbot: QtBot) -> None:
    second = SingleInstance(tmp_path)
    assert not second.acquire()
    with qtbot.waitSignal(first.files_handed) as handed:
        assert second.hand_over([Path("a.shopplan")])
    assert handed.args == [[Path("a.shopplan").resolve()]]
    second.deleteLater()


def test_after_the_first_has_ended_the_next_is_the_only_one(tmp_path: Path, qtbot: QtBot) -> None:
    one, two = SingleInstance(tmp_path), SingleInstance(tmp_path)
    assert one.acquire()
    assert not two.acquire()
    one.release()
    assert two.acquire()
    two.release()
    for each in (one, two):
        each.deleteLater()


def test_nobody_answers_where_nobody_listens(tmp_path: Path, qtbot: QtBot) -> None:
    alone = SingleInstance(tmp_path)
    assert not alone.hand_over([])
    alone.deleteLater()


@pytest.mark.parametrize("content", [b"not json", b'{"a": 1}', json.dumps(["x", 7]).encode()])
def test_what_is_no_list_of_names_only_asks_for_the_window(content: bytes, first: SingleInstance, qtbot: QtBot) -> None:
    with qtbot.waitSignal(first.files_handed) as handed:
        send(first, content)
    assert handed.args is not None
    assert all(path == Path("x") for path in handed.args[0])


def test_an_endless_message_is_cut_off(first: SingleInstance, qtbot: QtBot) -> None:
    with qtbot.waitSignal(first.files_handed) as handed:
        send(first, b'["' + b"x" * (MOST_BYTES + 1))
    assert handed.args == [[]]
