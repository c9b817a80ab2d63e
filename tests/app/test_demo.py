"""The main job headless: done without a network, every row accounted for, every file there, pages drawn."""

from __future__ import annotations

import socket
from pathlib import Path

import pytest
from PySide6.QtGui import QImage
from pytestqt.qtbot import QtBot

from shopplanner.app import demo
from shopplanner.app.demo import SIZE, Demo
from shopplanner.domain.changes import Place
from shopplanner.foundation.clock import FixedClock
from shopplanner.ui.shell import preferences


@pytest.fixture(autouse=True)
def _own_look(qtbot: QtBot) -> None:
    """Start without a look in force."""
    preferences.forget()


def test_the_main_job_is_done_twice_in_the_same_folder_without_a_network(
    tmp_path: Path, clock: FixedClock, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def refuse(*_args: object, **_kwargs: object) -> None:
        raise AssertionError("the program opened a socket")

    monkeypatch.setattr(socket, "socket", refuse)
    monkeypatch.setattr(socket, "create_connection", refuse)
    Demo(tmp_path / "demo", clock).work()
    job = Demo(tmp_path / "demo", clock)
    job.work()
    job.draw(["zh_CN"], only=[Place("metrics", "dashboard")])
    preferences.forget()
    assert all(file.is_file() for file in job.made)
    assert {file.suffix for file in job.made} == {".shopplan", ".xlsx", ".csv", ".ics", ".pdf", ".png"}
    picture = QImage(str(tmp_path / "demo" / "pages" / "zh_CN-dark" / "metrics-dashboard.png"))
    assert (picture.width(), picture.height()) == SIZE
    assert picture.pixelColor(5, SIZE[1] - 5).lightness() < 100
    assert "431" not in capsys.readouterr().err


def test_what_is_not_as_it_should_be_ends_the_job(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def fail(_job: Demo) -> None:
        raise demo.DemoError("a row is missing")

    monkeypatch.setattr(Demo, "work", fail)
    assert demo.main([str(tmp_path / "demo")]) == 1
    assert "a row is missing" in capsys.readouterr().err


def test_an_expected_failure_is_told_with_what_to_do(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    target = tmp_path / "demo"
    (target / "exports").mkdir(parents=True)
    (target / "demo.shopplan").mkdir()
    with pytest.raises(OSError, match="demo"):
        Demo(target).work()
    assert capsys.readouterr().out == ""
