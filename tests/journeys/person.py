"""A person at the window: goes to pages, drops files, types, waits until everything is done."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QEventLoop, QMimeData, QPointF, Qt, QTimer, QUrl
from PySide6.QtGui import QDropEvent

from shopplanner.domain.changes import Place
from shopplanner.services.workspace import Workspace
from shopplanner.ui.common.page import Page
from shopplanner.ui.shell.main_window import MainWindow

P = TypeVar("P", bound=Page)
PAUSE_MS = 30


class Person:
    """Works at a window."""

    def __init__(self, window: MainWindow) -> None:
        self.window = window

    @property
    def workspace(self) -> Workspace:
        """The open workspace."""
        assert self.window.context is not None
        return self.window.context.workspace

    @property
    def place(self) -> tuple[str, str]:
        """Tab and view in sight."""
        assert self.window.area is not None
        return self.window.area.place.tab, self.window.area.place.view

    def wait(self) -> None:
        """Wait until the window is at rest, late timers included."""
        for _turn in range(2):
            self.window.jobs.wait_idle()
            loop = QEventLoop()
            QTimer.singleShot(PAUSE_MS, loop, loop.quit)
            loop.exec()
        self.window.jobs.wait_idle()

    def visit(self, tab: str, view: str, kind: type[P]) -> P:
        """Go to a page and return it."""
        self.window.go(Place(tab, view))
        self.wait()
        return self.page(kind)

    def page(self, kind: type[P]) -> P:
        """Return the page in sight."""
        assert self.window.area is not None
        assert isinstance(self.window.area.page, kind)
        return self.window.area.page

    def drop(self, files: Sequence[Path]) -> None:
        """Drop files on the window."""
        content = QMimeData()
        content.setUrls([QUrl.fromLocalFile(str(file)) for file in files])
        button, key = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
        self.window.dropEvent(QDropEvent(QPointF(300, 300), Qt.DropAction.CopyAction, content, button, key))
        self.wait()

    def undo(self) -> None:
        """Take the last step back."""
        self.window.undo()
        self.wait()

    def redo(self) -> None:
        """Do the last undone step again."""
        self.window.redo()
        self.wait()
