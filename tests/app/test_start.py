"""What the first picture must not wait for, watched in a process of its own."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from shopplanner.foundation.paths import HOME_VARIABLE

LATER = frozenset(
    "sqlalchemy sqlite3 pandas numpy scipy pyqtgraph alembic openpyxl xlsxwriter borax python_calamine tomlkit msgspec "
    "lxml asyncio http email shopplanner.storage shopplanner.interchange shopplanner.analytics "
    "shopplanner.services.workspace shopplanner.services.metrics shopplanner.ui.common.table "
    "shopplanner.ui.common.context shopplanner.ui.shell.work_area PySide6.QtNetwork PySide6.QtPrintSupport".split()
)
"""Modules that are loaded after the first picture at the earliest."""

PROGRAM = """
import os, sys
from PySide6.QtCore import QEvent, QObject
from shopplanner.app import startup
from shopplanner.app.main import main

class Watch(QObject):
    def eventFilter(self, target, event):
        if event.type() == QEvent.Type.Paint:
            print("\\n".join(sorted(sys.modules)), flush=True)
            os._exit(0)
        return False

watch = Watch()
show_window = startup.show_window

def watched(*given):
    window = show_window(*given)
    window.centralWidget().installEventFilter(watch)
    return window

startup.show_window = watched
main(sys.argv[1:])
"""


def loaded(home: Path, *arguments: str) -> set[str]:
    """Return the modules that are loaded when the window is painted for the first time."""
    environment = {**os.environ, HOME_VARIABLE: str(home), "QT_QPA_PLATFORM": "offscreen"}
    made = subprocess.run(
        [sys.executable, "-c", PROGRAM, *arguments],
        capture_output=True,
        text=True,
        env=environment,
        timeout=60,
        check=True,
    )
    return set(made.stdout.split())


def test_the_first_picture_of_the_welcome_page_waits_for_nothing_large(tmp_path: Path) -> None:
    modules = loaded(tmp_path)
    assert "shopplanner.ui.shell.welcome" in modules
    assert sorted(modules & LATER) == []


def test_neither_does_the_first_picture_of_a_workspace(tmp_path: Path) -> None:
    assert sorted(loaded(tmp_path, str(tmp_path / "mine.shopplan")) & LATER) == []


def test_nor_that_of_the_sample_shop(tmp_path: Path) -> None:
    assert sorted(loaded(tmp_path, "--sample") & LATER) == []
