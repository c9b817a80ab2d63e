"""Starting the window: what must come before Qt, what before the first paint, and what can wait until after it."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, Qt, QTimer
from PySide6.QtGui import QGuiApplication, QIcon
from PySide6.QtWidgets import QApplication

from shopplanner import __version__
from shopplanner.app import desktop
from shopplanner.app.crash import CrashGuard
from shopplanner.app.garbage import GarbageTimer
from shopplanner.foundation import logs, paths
from shopplanner.foundation.settings import Settings
from shopplanner.ui.shell import preferences
from shopplanner.ui.theme import theme

if TYPE_CHECKING:
    from shopplanner.app.single_instance import SingleInstance
    from shopplanner.ui.shell.main_window import MainWindow


def run(files: Sequence[Path], *, sample: bool = False) -> int:
    """Open the window, on the first of ``files`` or the sample shop if asked; return the exit code."""
    logs.start()
    guard = CrashGuard()
    former_crash = guard.install()
    settings = Settings()
    application = make_application(settings)
    from shopplanner.app.single_instance import SingleInstance

    instance = SingleInstance()
    if not instance.acquire() and instance.hand_over(files):
        guard.remove()
        return 0
    window = show_window(settings, None if sample else first_file(settings, files))
    _guard_window(guard, window)
    open_first = window.open_sample if sample else lambda: _open_first(window, files)
    # a timer of zero would fire before the window is drawn
    QTimer.singleShot(20, window, lambda: _after_first_paint(window, instance, open_first, former_crash))
    code = application.exec()
    instance.release()
    guard.remove()
    logs.stop()
    return code


def make_application(settings: Settings) -> QApplication:
    """Return the application with everything that Qt wants to know before its first window."""
    existing = QApplication.instance()
    application = existing if isinstance(existing, QApplication) else _new_application()
    application.setWindowIcon(QIcon(str(paths.resources() / "icons" / "app.svg")))
    theme.load_bundled_fonts()
    preferences.apply_first(settings)
    return application


def _new_application() -> QApplication:
    desktop.prepare()
    QGuiApplication.setHighDpiScaleFactorRoundingPolicy(Qt.HighDpiScaleFactorRoundingPolicy.PassThrough)
    QCoreApplication.setApplicationName(paths.APP_NAME)
    QCoreApplication.setApplicationVersion(__version__)
    QGuiApplication.setDesktopFileName("shopplanner")
    application = QApplication([*sys.argv[:1], "-style", theme.STYLE])
    application.setProperty(theme.STYLED, True)
    return application


def show_window(settings: Settings, first: Path | None) -> MainWindow:
    """Make the window and show it, still without a workspace but with the name of the one to come."""
    from shopplanner.ui.shell.main_window import MainWindow

    window = MainWindow(settings)
    window.show_first(first)
    window.show()
    return window


def _guard_window(guard: CrashGuard, window: MainWindow) -> None:
    def show(words: str) -> None:
        from shopplanner.ui.shell.crash_dialog import show_report

        show_report(words, window)

    guard.rescue_with(window.flush)
    guard.show_with(show)


def _after_first_paint(
    window: MainWindow, instance: SingleInstance, open_first: Callable[[], object], former_crash: str
) -> None:
    """Do what the first picture did not need: open the workspace, listen for later starts, tell of a crash."""
    from shopplanner.app import warm_up

    GarbageTimer(window).start()
    preferences.apply_locale()
    warm_up.start_when_opened(window)
    open_first()
    instance.files_handed.connect(window.take_over)
    instance.listen()
    if former_crash:
        from shopplanner.ui.shell.crash_dialog import show_report

        show_report(former_crash, window, former=True)


def _open_first(window: MainWindow, files: Sequence[Path]) -> None:
    first = first_file(window.settings, files)
    if first is not None:
        window.open_path(first)


def first_file(settings: Settings, files: Sequence[Path]) -> Path | None:
    """Return the workspace to open: the named one, else the last one if it is still there."""
    if files:
        return files[0].resolve()
    if not settings.get("reopen_last"):
        return None
    recent = [Path(name) for name in settings.get("recent_files")[:1]]
    return next((path for path in recent if path.is_file()), None)
