"""Every expected failure of disk and database becomes a typed error with a bilingual text and a way out."""

from __future__ import annotations

import errno
import sqlite3
from pathlib import Path

import pytest
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm.exc import StaleDataError

from shopplanner.domain.errors import (
    ConflictError,
    DamagedWorkspaceError,
    ReadOnlyWorkspaceError,
    ShopPlannerError,
    StorageFullError,
    WorkspaceError,
    WorkspaceLockedError,
)
from shopplanner.foundation import i18n
from shopplanner.services.wording import render
from shopplanner.storage.failures import expected_failures, translated

PATH = Path("/shops/店铺.shopplan")


def sqlite_error(code: int) -> sqlite3.OperationalError:
    error = sqlite3.OperationalError("from the disk")
    error.sqlite_errorcode = code
    return error


@pytest.mark.parametrize(
    ("error", "kind"),
    [
        (sqlite_error(sqlite3.SQLITE_FULL), StorageFullError),
        (sqlite_error(sqlite3.SQLITE_READONLY_DBMOVED), ReadOnlyWorkspaceError),
        (sqlite_error(sqlite3.SQLITE_BUSY), WorkspaceLockedError),
        (sqlite_error(sqlite3.SQLITE_LOCKED), WorkspaceLockedError),
        (sqlite_error(sqlite3.SQLITE_CORRUPT_INDEX), DamagedWorkspaceError),
        (sqlite_error(sqlite3.SQLITE_NOTADB), DamagedWorkspaceError),
        (sqlite_error(sqlite3.SQLITE_CANTOPEN), WorkspaceError),
        (sqlite_error(sqlite3.SQLITE_IOERR_READ), WorkspaceError),
        (OSError(errno.ENOSPC, ""), StorageFullError),
        (OSError(errno.EROFS, ""), ReadOnlyWorkspaceError),
        (PermissionError(errno.EACCES, ""), ReadOnlyWorkspaceError),
        (FileNotFoundError(errno.ENOENT, ""), WorkspaceError),
        (StaleDataError(), ConflictError),
        (OperationalError("", {}, sqlite_error(sqlite3.SQLITE_FULL)), StorageFullError),
    ],
)
def test_a_failure_says_what_happened_and_what_to_do(error: Exception, kind: type[ShopPlannerError]) -> None:
    with pytest.raises(ShopPlannerError) as raised, expected_failures(PATH):
        raise error
    assert type(raised.value) is kind
    for language in i18n.LANGUAGES:
        i18n.set_language(language)
        assert render(raised.value.what)
        assert raised.value.hint is not None
        assert render(raised.value.hint)


@pytest.mark.parametrize("error", [sqlite_error(sqlite3.SQLITE_ERROR), sqlite3.ProgrammingError("closed")])
def test_a_fault_of_the_program_stays_what_it_is(error: sqlite3.Error) -> None:
    with pytest.raises(sqlite3.Error) as raised, expected_failures(PATH):
        raise error
    assert raised.value is error


def test_other_errors_are_not_touched() -> None:
    assert translated(ValueError(), PATH) is None
