"""The window and what pages are given, made for a test and taken down after it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from shopplanner.foundation import i18n
from shopplanner.foundation.paths import HOME_VARIABLE
from shopplanner.services.workspace import Workspace

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication, QWidget
    from pytestqt.qtbot import QtBot

    from shopplanner.foundation.clock import FixedClock
    from shopplanner.foundation.settings import Settings
    from shopplanner.ui.common.context import AppContext
    from shopplanner.ui.common.watchdog import Watchdog
    from shopplanner.ui.shell.main_window import MainWindow


@pytest.fixture(autouse=True)
def own_folders(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Give a test folders of its own for settings, data and logs, and English as its language."""
    from shopplanner.ui.common import layout_memory

    home = tmp_path_factory.mktemp("home")
    monkeypatch.setenv(HOME_VARIABLE, str(home))
    layout_memory.forget()
    i18n.set_language("en")
    yield home
    layout_memory.forget()
    i18n.set_language("en")


@pytest.fixture
def settings(own_folders: Path) -> Settings:
    """Settings that nobody has changed yet."""
    from shopplanner.foundation.settings import Settings

    return Settings()


@pytest.fixture
def themed(qapp: QApplication) -> Iterator[None]:
    """The light theme on the application."""
    from shopplanner.ui.theme import theme

    theme.install(theme.Theme("light"))
    yield
    theme.install(None)


@pytest.fixture
def host(themed: None) -> Iterator[QWidget]:
    """A shown, empty window to put parts into and dialogs over."""
    from PySide6.QtWidgets import QVBoxLayout, QWidget

    made = QWidget()
    made.resize(900, 600)
    QVBoxLayout(made)
    made.show()
    yield made
    made.close()
    made.deleteLater()


@pytest.fixture
def app_context(workspace: Workspace, settings: Settings, themed: None) -> Iterator[AppContext]:
    """What pages are given, on a fresh workspace; its jobs have ended when the test is over."""
    from shopplanner.ui.common.context import AppContext

    context = AppContext(workspace, settings)
    yield context
    context.jobs.wait_idle()
    context.jobs.close()


@pytest.fixture
def no_stalls(qapp: QApplication) -> Iterator[Watchdog]:
    """Fail a test in which the window's thread worked for longer than 50 ms without answering.

    Its own processor time counts, so that a machine that is busy with other tests fails none.
    """
    from shopplanner.ui.common.watchdog import Watchdog

    watchdog = Watchdog()
    watchdog.start()
    yield watchdog
    watchdog.stop()
    worst = max(watchdog.stalls, key=lambda stall: stall.busy, default=None)
    assert worst is None or worst.busy <= watchdog.limit, f"stalled {worst.busy * 1000:.0f} ms in\n{worst.where}"


@pytest.fixture
def main_window(settings: Settings, qapp: QApplication, qtbot: QtBot, clock: FixedClock) -> Iterator[MainWindow]:
    """The main window without a workspace; ``open_window`` shows one."""
    from shopplanner.ui.shell import preferences
    from shopplanner.ui.shell.main_window import MainWindow

    settings.set("language", "en")
    settings.set("theme", "light")
    preferences.forget()
    preferences.apply(settings)
    window = MainWindow(settings, clock)
    window.resize(1366, 768)
    window.show_welcome()
    window.show()
    qtbot.waitExposed(window)
    yield window
    window.jobs.wait_idle()
    window.close()
    window.deleteLater()
    preferences.forget()


@pytest.fixture
def open_window(main_window: MainWindow, workspace: Workspace) -> MainWindow:
    """The main window on a fresh workspace, at rest."""
    path = workspace.path
    workspace.close()
    main_window.open_path(path)
    main_window.jobs.wait_idle()
    return main_window
