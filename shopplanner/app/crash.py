"""When something unexpected happens: rescue drafts, log it, show a report; hard crashes are told at the next start."""

from __future__ import annotations

import faulthandler
import logging
import re
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import IO, Final

from shopplanner import __version__
from shopplanner.foundation import paths
from shopplanner.foundation.versions import libraries

log = logging.getLogger(__name__)
CRASH_FILE: Final = "crash.txt"
FORMER_FILE: Final = "crash-former.txt"
_SECRETS: Final = (
    (r"[\w.+-]+@[\w-]+\.[\w.]+", "<mail>"),
    (r"(?<!\d)1[3-9]\d{9}(?!\d)", "<phone>"),
    (r"(?<![\w.])\d{12,}(?!\w)", "<number>"),
    (r"[^\\/\s'\"]+\.shopplan", "<workspace>.shopplan"),
)
"""What a report must not carry: mail addresses, mobile phone numbers, long ids, names of workspaces."""


class CrashGuard:
    """Owns the exception hooks and the file that the interpreter writes when it dies."""

    def __init__(self, folder: Path | None = None) -> None:
        self._folder = folder or paths.log_folder()
        self._file: IO[str] | None = None
        self._rescuers: list[Callable[[], object]] = []
        self._show: Callable[[str], object] | None = None
        self._handling = False
        self._former_hooks = (sys.excepthook, threading.excepthook)

    def install(self) -> str:
        """Take the hooks over and return what a hard crash of the last run left behind; empty if it ended well."""
        former = self._take_former()
        try:
            self._file = (self._folder / CRASH_FILE).open("w", encoding="utf-8")
            faulthandler.enable(self._file, all_threads=True)
        except OSError as error:
            log.warning("no crash file: %s", error)
        sys.excepthook = self.handle
        threading.excepthook = self._handle_thread
        return former

    def remove(self) -> None:
        """Give the hooks back; the program ended well, so no crash file stays."""
        sys.excepthook, threading.excepthook = self._former_hooks
        if self._file is not None:
            faulthandler.disable()
            self._file.close()
            self._file = None
            (self._folder / CRASH_FILE).unlink(missing_ok=True)

    def rescue_with(self, rescuer: Callable[[], object]) -> None:
        """Call this on a crash, to store what was typed."""
        self._rescuers.append(rescuer)

    def show_with(self, show: Callable[[str], object]) -> None:
        """Show reports with this, on the window's thread."""
        self._show = show

    def handle(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        """Deal with an exception that nobody expected."""
        if issubclass(kind, KeyboardInterrupt):
            self._former_hooks[0](kind, error, trace)
            return
        log.critical("unexpected: %s", kind.__name__, exc_info=(kind, error, trace))
        if self._handling:
            return
        self._handling = True
        try:
            self._rescue()
            if self._show is not None:
                self._show(report(error))
        finally:
            self._handling = False

    def _handle_thread(self, what: threading.ExceptHookArgs) -> None:
        if what.exc_value is not None:
            log.critical("unexpected in a thread: %s", what.exc_type.__name__, exc_info=what.exc_value)

    def _rescue(self) -> None:
        for rescuer in self._rescuers:
            try:
                rescuer()
            except Exception:
                log.exception("a draft could not be stored")

    def _take_former(self) -> str:
        file = self._folder / CRASH_FILE
        try:
            words = file.read_text(encoding="utf-8", errors="replace")
            if not words.strip():
                return ""
            file.replace(self._folder / FORMER_FILE)
        except OSError:
            return ""
        return redact(words)


def report(error: BaseException) -> str:
    """Return what happened and where, with versions, without anything personal."""
    import traceback

    trace = "".join(traceback.format_exception(error))
    return "\n".join([*versions(), "", redact(trace)])


def versions() -> list[str]:
    """Return the versions that matter, one a line."""
    import platform

    from PySide6 import __version__ as binding
    from PySide6.QtCore import qVersion

    return [
        f"ShopPlanner {__version__}",
        *(f"{name} {version}" for name, version in libraries()),
        f"Qt {qVersion()} · PySide6 {binding}",
        platform.platform(terse=True),
    ]


def redact(words: str) -> str:
    """Return a text without home folder, user name, mail addresses, phone numbers, ids and names of workspaces."""
    import getpass

    clean = words.replace(str(Path.home()), "~")
    try:
        user = getpass.getuser()
    except (KeyError, OSError):
        user = ""
    if len(user) > 2:
        clean = re.sub(rf"\b{re.escape(user)}\b", "<user>", clean)
    for pattern, instead in _SECRETS:
        clean = re.sub(pattern, instead, clean)
    return clean
