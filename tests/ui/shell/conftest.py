"""Windows begin at a light page, so that each test shows what it is about."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtWidgets import QApplication

from shopplanner.ui.common import layout_memory
from shopplanner.ui.shell.main_window import MainWindow

Settle = Callable[[MainWindow], None]


@pytest.fixture(autouse=True)
def first_place(own_folders: object) -> None:
    """Let a workspace open at the dictionary."""
    layout_memory.put("place", ["metrics", "dictionary"])


@pytest.fixture
def settle(qapp: QApplication) -> Settle:
    """Wait for reads, edits and what their results set going."""

    def wait(window: MainWindow) -> None:
        for _ in range(4):
            assert window.jobs.wait_idle()
            qapp.processEvents()

    return wait
