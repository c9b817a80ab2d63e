"""Pages drawn off screen: for the command line, for the demonstration and for the tests of pictures.

A studio works on a copy of the workspace and in settings of its own, so that drawing changes nothing.
"""

from __future__ import annotations

import os
import sqlite3
import tempfile
from contextlib import closing
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Final, Self

from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtGui import QPixmap

from shopplanner.app import startup
from shopplanner.domain.changes import Place
from shopplanner.foundation import files, i18n, paths
from shopplanner.foundation.settings import Settings

if TYPE_CHECKING:
    from shopplanner.domain.errors import ShopPlannerError
    from shopplanner.foundation.clock import Clock
    from shopplanner.ui.shell.main_window import MainWindow

SETTLE_MS: Final = 60
"""How long the window must have had nothing to do before it is drawn; a page's late timers are shorter."""


class Studio:
    """A window on a copy of a workspace; to be used as a context manager."""

    def __init__(
        self,
        workspace: Path,
        *,
        language: str,
        theme: str,
        size: tuple[int, int],
        clock: Clock | None = None,
        first: Place | None = None,
    ) -> None:
        """Prepare a window of ``size`` that opens at the page ``first``."""
        self._source = workspace
        self._first = first
        self._language = language
        self._theme = theme
        self._size = size
        self._clock = clock
        self._folder = tempfile.TemporaryDirectory(prefix="shopplanner-", ignore_cleanup_errors=True)
        self._home = os.environ.get(paths.HOME_VARIABLE)
        self._spoken = i18n.language()
        self._failure: ShopPlannerError | None = None
        self._window: MainWindow | None = None

    def __enter__(self) -> Self:
        """Open the window.

        Raises:
            ShopPlannerError: if the workspace cannot be opened.
        """
        try:
            self._open()
        except BaseException:
            self._close()
            raise
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close the window and forget the copy."""
        self._close()

    @property
    def window(self) -> MainWindow:
        """The open window."""
        assert self._window is not None, "the studio is not open"  # noqa: S101 - misuse by the programmer
        return self._window

    def dress(self, *, language: str, theme: str) -> None:
        """Change language and look, live, as a person would."""
        self.window.change_settings(language=language, theme=theme)
        self.settle()

    def show(self, place: Place) -> None:
        """Go to a page and wait until it has drawn what it read."""
        self.window.go(place)
        self.settle()

    def draw(self, place: Place) -> QPixmap:
        """Return the window's picture with a page in it."""
        self.show(place)
        return self.window.grab()

    def save(self, place: Place, target: Path) -> None:
        """Draw a page into a PNG file, whole or not at all.

        Raises:
            OSError: if the file cannot be written.
        """
        picture = self.draw(place)
        with files.atomic_path(target) as beside:
            if not picture.save(str(beside), "PNG"):
                raise OSError(0, str(target))

    def settle(self) -> None:
        """Turn the event loop until jobs and late timers have done their work."""
        for _turn in range(2):
            self.window.jobs.wait_idle()
            loop = QEventLoop()
            QTimer.singleShot(SETTLE_MS, loop, loop.quit)
            loop.exec()
        self.window.jobs.wait_idle()

    def _open(self) -> None:
        from shopplanner.storage.database import examine
        from shopplanner.ui.common import layout_memory
        from shopplanner.ui.shell import preferences
        from shopplanner.ui.shell.main_window import MainWindow

        examine(self._source)
        home = Path(self._folder.name)
        copy = home / self._source.name
        source = sqlite3.connect(f"{self._source.as_uri()}?mode=ro", uri=True)
        with closing(source), closing(sqlite3.connect(copy)) as target:
            source.backup(target)
        os.environ[paths.HOME_VARIABLE] = self._folder.name
        layout_memory.forget()
        if self._first is not None:
            layout_memory.put("place", [self._first.tab, self._first.view])
        settings = Settings()
        settings.set("language", self._language)
        settings.set("theme", self._theme)
        startup.make_application(settings)
        preferences.apply(settings)
        window = self._window = MainWindow(settings, self._clock)
        window.session.failed.connect(self._keep_failure)
        window.resize(*self._size)
        window.show_first(copy)
        window.show()
        window.open_path(copy)
        self.settle()
        if self._failure is not None:
            raise self._failure

    def _keep_failure(self, _path: Path, error: ShopPlannerError) -> None:
        self._failure = error

    def _close(self) -> None:
        from shopplanner.ui.common import layout_memory

        if self._window is not None:
            self._window.jobs.wait_idle()
            self._window.close()
            self._window.deleteLater()
            self._window = None
        if self._home is None:
            os.environ.pop(paths.HOME_VARIABLE, None)
        else:
            os.environ[paths.HOME_VARIABLE] = self._home
        layout_memory.forget()
        i18n.set_language(self._spoken)
        self._folder.cleanup()
