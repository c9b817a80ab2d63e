"""An open workspace file: its lock, its writer, its readers, and what is checked before any of them is trusted."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import datetime
from pathlib import Path

from sqlalchemy import Connection, Engine
from sqlalchemy.orm import Session

from shopplanner.domain.errors import (
    DamagedWorkspaceError,
    Location,
    NewerWorkspaceError,
    ReadOnlyWorkspaceError,
    WorkspaceError,
)
from shopplanner.domain.messages import message
from shopplanner.storage import engine, journal
from shopplanner.storage.failures import expected_failures
from shopplanner.storage.lock import WorkspaceLock
from shopplanner.storage.tables import Base

SQLITE_HEADER = b"SQLite format 3\x00"


class Database:
    """One workspace file, open. Use ``create`` or ``open`` to get one, and ``close`` it."""

    def __init__(self, path: Path, writer: Engine | None, readers: Engine, lock: WorkspaceLock | None) -> None:
        self.path = path
        self._writer = writer
        self._readers = readers
        self._lock = lock
        self._write_lock = threading.RLock()
        self._connection: Connection | None = writer.connect() if writer else None
        if self._connection is not None:
            with self._connection.begin():
                journal.install(self._connection)

    @property
    def read_only(self) -> bool:
        """Whether the file was opened for reading only."""
        return self._connection is None

    @classmethod
    def create(cls, path: Path, now: datetime) -> Database:
        """Make a new workspace file with the present schema and open it.

        Raises:
            WorkspaceError: if the file exists or cannot be written.
        """
        if path.exists():
            raise WorkspaceError(
                message("errors.exists", path=str(path)), message("errors.exists_hint"), Location(file=str(path))
            )
        lock = WorkspaceLock(path)
        with expected_failures(path):
            path.parent.mkdir(parents=True, exist_ok=True)
            lock.acquire(now)
            try:
                _write_schema(path)
                return cls(path, engine.writer_engine(path), engine.reader_engine(path), lock)
            except BaseException:
                lock.release()
                raise

    @classmethod
    def open(cls, path: Path, now: datetime, *, read_only: bool = False) -> Database:
        """Open an existing workspace after checking that it is one and that this program understands it.

        Raises:
            WorkspaceLockedError, NewerWorkspaceError, DamagedWorkspaceError, ReadOnlyWorkspaceError, WorkspaceError.
        """
        with expected_failures(path):
            version = examine(path)
            if read_only:
                return cls(path, None, _readable_engine(path), None)
            if version // 1000 > engine.SCHEMA_VERSION // 1000:
                raise NewerWorkspaceError(
                    message("errors.newer", path=str(path)), message("errors.newer_hint"), Location(file=str(path))
                )
            lock = WorkspaceLock(path)
            lock.acquire(now)
            try:
                if version < engine.SCHEMA_VERSION:
                    from shopplanner.storage.migrations import upgrade

                    upgrade(path, version)
                return cls(path, engine.writer_engine(path), engine.reader_engine(path), lock)
            except BaseException:
                lock.release()
                raise

    @contextmanager
    def read(self) -> Iterator[Session]:
        """A session on a read-only connection: one consistent picture of the data, from any thread."""
        with expected_failures(self.path), Session(self._readers, autoflush=False, expire_on_commit=False) as session:
            yield session

    @contextmanager
    def write(self) -> Iterator[Connection]:
        """The writer connection inside one transaction; commits at the end, rolls back on any exception."""
        if self._connection is None:
            raise ReadOnlyWorkspaceError(
                message("errors.read_only", path=str(self.path)),
                message("errors.read_only_hint"),
                Location(file=str(self.path)),
            )
        with self._write_lock, expected_failures(self.path), self._connection.begin():
            yield self._connection

    @contextmanager
    def write_without_keys(self) -> Iterator[Connection]:
        """Like ``write``, with foreign keys unchecked inside and checked as a whole before the commit."""
        if self._connection is None:
            raise ReadOnlyWorkspaceError(message("errors.read_only", path=str(self.path)))
        with self._write_lock:
            raw = self._connection.connection.dbapi_connection
            raw.execute("PRAGMA foreign_keys=OFF")  # type: ignore[union-attr]  # sqlite3's own shortcut
            try:
                with self.write() as connection:
                    yield connection
                    if connection.exec_driver_sql("PRAGMA foreign_key_check").first() is not None:
                        raise DamagedWorkspaceError(message("errors.damaged", path=str(self.path)))
            finally:
                raw.execute("PRAGMA foreign_keys=ON")  # type: ignore[union-attr]  # sqlite3's own shortcut

    def close(self) -> None:
        """Close every connection and give the lock back; the WAL is folded into the file."""
        self._readers.dispose()
        if self._connection is not None and self._writer is not None:
            self._connection.close()
            self._writer.dispose()
            self._connection = None
        if self._lock is not None:
            self._lock.release()


def examine(path: Path) -> int:
    """Return the schema version of a workspace file, read without changing anything.

    Raises:
        WorkspaceError: if there is no such file.
        DamagedWorkspaceError: if it is no SQLite file, or one of another program.
    """
    where = Location(file=str(path))
    if not path.is_file():
        raise WorkspaceError(message("errors.not_found", path=str(path)), message("errors.not_found_hint"), where)
    with path.open("rb") as file:
        if file.read(len(SQLITE_HEADER)) != SQLITE_HEADER:
            raise DamagedWorkspaceError(
                message("errors.not_a_workspace", path=str(path)), message("errors.not_a_workspace_hint"), where
            )
        file.seek(60)
        version = int.from_bytes(file.read(4), "big")
        file.seek(68)
        application = int.from_bytes(file.read(4), "big")
    if application != engine.APPLICATION_ID:
        raise DamagedWorkspaceError(
            message("errors.not_a_workspace", path=str(path)), message("errors.not_a_workspace_hint"), where
        )
    return version


def _write_schema(path: Path) -> None:
    """Write an empty workspace; not yet in WAL mode, so that the marks in the file's header are there for certain."""
    blank = engine.blank_engine(path)
    with blank.connect() as connection, connection.begin():
        Base.metadata.create_all(connection)
        connection.exec_driver_sql(f"PRAGMA application_id={engine.APPLICATION_ID}")
        connection.exec_driver_sql(f"PRAGMA user_version={engine.SCHEMA_VERSION}")
    blank.dispose()


def _readable_engine(path: Path) -> Engine:
    """Return a reader engine, immutable where the folder does not let SQLite keep its WAL index."""
    try:
        with closing(engine.connect(path, "mode=ro")) as probe:
            probe.execute("SELECT count(*) FROM sqlite_master").fetchone()
    except sqlite3.OperationalError:
        return engine.reader_engine(path, immutable=True)
    return engine.reader_engine(path)
