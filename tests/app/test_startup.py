"""Starting the window: what is opened, what a second start does, what a crash of the last run leads to."""

from __future__ import annotations

import gc
import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from shopplanner.app import startup
from shopplanner.app.crash import CRASH_FILE
from shopplanner.app.single_instance import SingleInstance
from shopplanner.foundation import logs, paths
from shopplanner.foundation.settings import Settings
from shopplanner.ui.shell import preferences
from shopplanner.ui.shell.main_window import MainWindow

Watch = Callable[[MainWindow], None]
WAIT_MS = 50


@pytest.fixture(autouse=True)
def _clean(qtbot: QtBot) -> Iterator[None]:
    """Start and end without a look in force, a running log and a paused collector."""
    preferences.forget()
    yield
    preferences.forget()
    logs.stop()
    gc.unfreeze()
    gc.enable()


@pytest.fixture
def when_shown(monkeypatch: pytest.MonkeyPatch) -> Callable[[Watch], list[MainWindow]]:
    """Do something with the window once it is idle, then close it; returns the list of windows shown."""

    def prepare(watch: Watch) -> list[MainWindow]:
        shown: list[MainWindow] = []
        show = startup.show_window

        def watched(settings: Settings, first: Path | None) -> MainWindow:
            window = show(settings, first)
            shown.append(window)
            QTimer.singleShot(3 * WAIT_MS, window, lambda: finish(window))
            return window

        def finish(window: MainWindow) -> None:
            window.jobs.wait_idle()
            watch(window)
            window.jobs.wait_idle()
            window.close()
            window.deleteLater()

        monkeypatch.setattr(startup, "show_window", watched)
        return shown

    return prepare


def test_a_first_start_shows_the_ways_to_begin(when_shown: Callable[[Watch], list[MainWindow]]) -> None:
    seen: list[bool] = []
    shown = when_shown(lambda window: seen.append(window.has_workspace()))
    assert startup.run([]) == 0
    assert (len(shown), seen) == (1, [False])


def test_a_named_file_is_opened_and_reopened_at_the_next_start(
    sample_file: Path, when_shown: Callable[[Watch], list[MainWindow]]
) -> None:
    seen: list[Path | None] = []
    when_shown(lambda window: seen.append(window.session.path))
    startup.run([sample_file])
    startup.run([])
    assert seen == [sample_file, sample_file]


def test_the_sample_shop_is_made_on_first_use_and_then_opened(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, when_shown: Callable[[Watch], list[MainWindow]]
) -> None:
    monkeypatch.setattr("shopplanner.ui.shell.wizard.default_folder", lambda: tmp_path)
    seen: list[Path | None] = []
    when_shown(lambda window: seen.append(window.session.path))
    startup.run([], sample=True)
    assert seen[0] is not None
    made = seen[0].stat().st_ctime_ns
    startup.run([], sample=True)
    assert seen[1] == seen[0]
    assert seen[0].stat().st_ctime_ns >= made
    assert [path.suffix for path in tmp_path.glob("*.shopplan")] == [".shopplan"]


def test_a_second_start_hands_its_files_over(
    sample_file: Path, when_shown: Callable[[Watch], list[MainWindow]], qtbot: QtBot
) -> None:
    handed: list[list[Path]] = []
    shown = when_shown(lambda _window: None)
    first = SingleInstance()
    assert first.acquire()
    first.files_handed.connect(handed.append)
    first.listen()
    assert startup.run([sample_file]) == 0
    qtbot.waitUntil(lambda: bool(handed))
    first.release()
    assert (handed, shown) == ([[sample_file]], [])


def test_a_crash_of_the_last_run_is_told(when_shown: Callable[[Watch], list[MainWindow]]) -> None:
    (paths.log_folder() / CRASH_FILE).write_text("Fatal Python error: Segmentation fault", encoding="utf-8")
    told: list[str] = []

    def look(_window: MainWindow) -> None:
        dialogs = [each for each in QApplication.topLevelWidgets() if "Crash" in type(each).__name__]
        told.extend(type(each).__name__ for each in dialogs)
        for each in dialogs:
            each.close()
            each.deleteLater()

    when_shown(look)
    startup.run([])
    assert told
    assert not (paths.log_folder() / CRASH_FILE).exists()


def test_the_last_file_is_reopened_only_if_wanted_and_there(tmp_path: Path, settings: Settings) -> None:
    there, gone = tmp_path / "there.shopplan", tmp_path / "gone.shopplan"
    there.touch()
    settings.set("recent_files", [str(there)])
    assert startup.first_file(settings, ()) == there
    assert startup.first_file(settings, [gone]) == gone
    settings.set("reopen_last", False)
    assert startup.first_file(settings, ()) is None
    settings.set("reopen_last", True)
    settings.set("recent_files", [str(gone)])
    assert startup.first_file(settings, ()) is None


def test_settings_that_are_broken_do_not_keep_the_window_from_opening(
    when_shown: Callable[[Watch], list[MainWindow]],
) -> None:
    (paths.config_folder() / "settings.json").write_text(
        json.dumps({"theme": 7, "recent_files": "x"}), encoding="utf-8"
    )
    shown = when_shown(lambda _window: None)
    assert startup.run([]) == 0
    assert len(shown) == 1
