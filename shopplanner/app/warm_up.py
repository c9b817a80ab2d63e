"""Loads in the background what the first visits of pages need, so that none of them waits for its modules.

One module a job, each asked for when the one before has come: a page's own reading goes in between, and leaving the
program waits for one module at most.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from importlib import import_module
from typing import Final

from PySide6.QtCore import QTimer

from shopplanner.ui.common.jobs import JobRunner
from shopplanner.ui.shell.main_window import MainWindow
from shopplanner.ui.shell.registry import TABS

LARGE: Final = ("numpy", "pyqtgraph", "shopplanner.ui.common.plotting")
"""What charts need; slower to load than all pages together."""
PAUSE_MS: Final = 300
"""The first page reads and paints before anything is loaded for others."""


def modules() -> list[str]:
    """Return what is to be loaded: what pages need most first, then all pages."""
    return [*LARGE, *(view.factory.partition(":")[0] for tab in TABS for view in tab.views)]


def start_when_opened(window: MainWindow) -> None:
    """Load everything soon after the window shows its first workspace."""
    timer = QTimer(window, singleShot=True, interval=PAUSE_MS)
    timer.timeout.connect(lambda: load(window.jobs, modules()))
    timer.timeout.connect(timer.deleteLater)
    window.session.opened.connect(timer.start)


def load(jobs: JobRunner, names: Sequence[str]) -> None:
    """Import modules one after the other in a reader's thread."""
    _load_next(jobs, iter(names))


def _load_next(jobs: JobRunner, names: Iterator[str]) -> None:
    name = next(names, None)
    if name is not None:
        jobs.submit(lambda _handle: import_module(name), lambda _module: _load_next(jobs, names))
