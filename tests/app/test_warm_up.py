"""What pages need is loaded in the background once a workspace is open, one module after the other."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from importlib.util import find_spec

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from shopplanner.app import warm_up
from shopplanner.services.workspace import Workspace
from shopplanner.ui.common.jobs import JobRunner
from shopplanner.ui.shell.main_window import MainWindow

Loads = list[tuple[str, bool]]


@pytest.fixture
def loads(monkeypatch: pytest.MonkeyPatch) -> Loads:
    """Names of modules asked for, and whether the window's thread had to load them."""
    found: Loads = []
    main = threading.main_thread()
    monkeypatch.setattr(warm_up, "import_module", lambda name: found.append((name, threading.current_thread() is main)))
    return found


@pytest.fixture
def jobs(qapp: QApplication) -> Iterator[JobRunner]:
    made = JobRunner()
    yield made
    made.close()


def test_every_name_is_a_module_and_charts_come_first() -> None:
    names = warm_up.modules()
    assert names[:2] == ["numpy", "pyqtgraph"]
    assert "shopplanner.ui.products.matrix.page" in names
    assert all(find_spec(name) for name in names)


def test_modules_are_loaded_in_order_off_the_windows_thread(jobs: JobRunner, loads: Loads) -> None:
    warm_up.load(jobs, ["one", "two", "three"])
    jobs.wait_idle()
    assert loads == [("one", False), ("two", False), ("three", False)]


def test_leaving_the_program_loads_nothing_more(jobs: JobRunner, loads: Loads) -> None:
    warm_up.load(jobs, ["one", "two"])
    jobs.close()
    assert ("two", False) not in loads


def test_loading_begins_a_little_after_a_workspace_was_opened(
    main_window: MainWindow, workspace: Workspace, loads: Loads, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    monkeypatch.setattr(warm_up, "PAUSE_MS", 1)
    warm_up.start_when_opened(main_window)
    qtbot.wait(20)
    assert loads == []
    assert workspace.path is not None
    workspace.close()
    main_window.open_path(workspace.path)
    qtbot.waitUntil(lambda: [name for name, _own in loads] == warm_up.modules())
    assert not any(own for _name, own in loads)
