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
KINDS: dict[int, tuple[type[WorkspaceError], str]] = {
    sqlite3.SQLITE_FULL: (StorageFullError, "errors.disk_full"),
    sqlite3.SQLITE_READONLY: (ReadOnlyWorkspaceError, "errors.read_only"),
    sqlite3.SQLITE_BUSY: (WorkspaceLockedError, "errors.busy"),
    sqlite3.SQLITE_LOCKED: (WorkspaceLockedError, "errors.busy"),
    sqlite3.SQLITE_CORRUPT: (DamagedWorkspaceError, "errors.damaged"),
    sqlite3.SQLITE_NOTADB: (DamagedWorkspaceError, "errors.not_a_workspace"),
    sqlite3.SQLITE_CANTOPEN: (WorkspaceError, "errors.cannot_open"),
    sqlite3.SQLITE_IOERR: (WorkspaceError, "errors.disk_fault"),
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
    kind, text_id = KINDS[code & PRIMARY_CODE]
    return kind(message(text_id, path=str(path)), message(f"{text_id}_hint"), Location(file=str(path)))


def _from_system(error: OSError, path: Path) -> WorkspaceError:
    kind: type[WorkspaceError]
    if error.errno in {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}:
        kind, text_id = StorageFullError, "errors.disk_full"
    elif error.errno in {errno.EACCES, errno.EPERM, errno.EROFS}:
        kind, text_id = ReadOnlyWorkspaceError, "errors.read_only"
    else:
        kind, text_id = WorkspaceError, "errors.cannot_open"
    return kind(message(text_id, path=str(path)), message(f"{text_id}_hint"), Location(file=str(path)))


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
