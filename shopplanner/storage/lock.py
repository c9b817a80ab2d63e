"""One program at a time may write a workspace: a system lock that dies with its owner and says who that is."""

from __future__ import annotations

import contextlib
import getpass
import json
import os
import socket
import sys
from datetime import datetime
from pathlib import Path
from typing import BinaryIO

from shopplanner.domain.errors import Location, WorkspaceLockedError
from shopplanner.domain.messages import message

LOCK_BYTE = 1 << 30
"""Where the locked byte lies: far behind the owner's text, which others must be able to read on Windows too."""


class WorkspaceLock:
    """Held from opening to closing a workspace for writing."""

    def __init__(self, workspace: Path) -> None:
        self.path = workspace.with_name(f".{workspace.name}.lock")
        self._file: BinaryIO | None = None

    def acquire(self, since: datetime) -> None:
        """Take the lock and write down its owner.

        Raises:
            WorkspaceLockedError: if another program holds it; names that program's user, computer and start.
        """
        file = self._locked()
        while not _is_still_at(file, self.path):
            file.close()
            file = self._locked()
        file.truncate(0)
        file.write(json.dumps(_this_process(since)).encode())
        file.flush()
        self._file = file

    def _locked(self) -> BinaryIO:
        file = self.path.open("a+b")
        if not _try_lock(file):
            owner = _owner(file)
            file.close()
            raise WorkspaceLockedError(
                message("errors.locked", **owner), message("errors.locked_hint"), Location(file=str(self.path))
            )
        return file

    def release(self) -> None:
        """Give the lock back and take its file away."""
        if self._file is None:
            return
        with contextlib.suppress(OSError):
            self.path.unlink()
        self._file.close()
        self._file = None


def _is_still_at(file: BinaryIO, path: Path) -> bool:
    """Return whether the locked file is the one that others find; its last owner may just have taken it away."""
    try:
        return os.path.samestat(os.fstat(file.fileno()), path.stat())
    except FileNotFoundError:
        return False


def _this_process(since: datetime) -> dict[str, str]:
    try:
        user = getpass.getuser()
    except (KeyError, OSError):
        user = "?"
    return {
        "user": user,
        "host": socket.gethostname(),
        "pid": str(os.getpid()),
        "since": since.strftime("%Y-%m-%d %H:%M"),
    }


def _owner(file: BinaryIO) -> dict[str, str]:
    file.seek(0)
    unknown = {"user": "?", "host": "?", "pid": "?", "since": "?"}
    try:
        written = json.loads(file.read(4096))
    except (ValueError, OSError):
        return unknown
    return {name: str(written.get(name, "?")) for name in unknown} if isinstance(written, dict) else unknown


if sys.platform == "win32":
    import msvcrt

    def _try_lock(file: BinaryIO) -> bool:
        file.seek(LOCK_BYTE)
        try:
            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True

else:
    import fcntl

    def _try_lock(file: BinaryIO) -> bool:
        try:
            fcntl.flock(file.fileno(), fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True
