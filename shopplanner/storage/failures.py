"""What SQLite and the file system report, turned into the program's own typed errors."""

from __future__ import annotations

import errno
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm.exc import StaleDataError

from shopplanner.domain.errors import (
    ConflictError,
    DamagedWorkspaceError,
    Location,
    ReadOnlyWorkspaceError,
    ShopPlannerError,
    StorageFullError,
    WorkspaceError,
    WorkspaceLockedError,
)
from shopplanner.domain.messages import message

PRIMARY_CODE = 0xFF
KINDS: dict[int, tuple[type[WorkspaceError], str, str]] = {
    sqlite3.SQLITE_FULL: (StorageFullError, "errors.disk_full", "errors.disk_full_hint"),
    sqlite3.SQLITE_READONLY: (ReadOnlyWorkspaceError, "errors.read_only", "errors.read_only_hint"),
    sqlite3.SQLITE_BUSY: (WorkspaceLockedError, "errors.busy", "errors.busy_hint"),
    sqlite3.SQLITE_LOCKED: (WorkspaceLockedError, "errors.busy", "errors.busy_hint"),
    sqlite3.SQLITE_CORRUPT: (DamagedWorkspaceError, "errors.damaged", "errors.damaged_hint"),
    sqlite3.SQLITE_NOTADB: (DamagedWorkspaceError, "errors.not_a_workspace", "errors.not_a_workspace_hint"),
    sqlite3.SQLITE_CANTOPEN: (WorkspaceError, "errors.cannot_open", "errors.cannot_open_hint"),
    sqlite3.SQLITE_IOERR: (WorkspaceError, "errors.disk_fault", "errors.disk_fault_hint"),
}


def translated(error: Exception, path: Path) -> ShopPlannerError | None:
    """Return the typed error for a database or file-system failure, or None if it is none of the expected ones."""
    if isinstance(error, StaleDataError):
        return ConflictError(message("errors.conflict"), message("errors.conflict_hint"))
    original = error.orig if isinstance(error, DBAPIError) else error
    if isinstance(original, sqlite3.Error):
        return _from_sqlite(original, path)
    if isinstance(original, OSError):
        return _from_system(original, path)
    return None


def _from_sqlite(error: sqlite3.Error, path: Path) -> WorkspaceError | None:
    code = getattr(error, "sqlite_errorcode", None)
    if code is None or (code & PRIMARY_CODE) not in KINDS:
        return None
    return _worded(code & PRIMARY_CODE, path)


def _from_system(error: OSError, path: Path) -> WorkspaceError:
    if error.errno in {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}:
        return _worded(sqlite3.SQLITE_FULL, path)
    if error.errno in {errno.EACCES, errno.EPERM, errno.EROFS}:
        return _worded(sqlite3.SQLITE_READONLY, path)
    return _worded(sqlite3.SQLITE_CANTOPEN, path)


def _worded(code: int, path: Path) -> WorkspaceError:
    kind, what, hint = KINDS[code]
    return kind(message(what, path=str(path)), message(hint), Location(file=str(path)))


@contextmanager
def expected_failures(path: Path) -> Iterator[None]:
    """Raise the typed error instead of what SQLite, SQLAlchemy or the file system raised inside."""
    try:
        yield
    except (DBAPIError, sqlite3.Error, OSError, StaleDataError) as error:
        known = translated(error, path)
        if known is None:
            raise
        raise known from error
