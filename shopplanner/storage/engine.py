"""Connections to a workspace file: one writer, any number of read-only readers, and the pragmas that make both safe.

WAL with ``synchronous=FULL`` keeps every acknowledged commit through a power cut. Readers are opened read-only, so that
they can neither write nor checkpoint, which keeps clear of the WAL-reset fault of SQLite before 3.51.3.
"""

from __future__ import annotations

import sqlite3
from pathlib import Path
from typing import cast
from urllib.parse import quote

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.pool import ConnectionPoolEntry, QueuePool, StaticPool

APPLICATION_ID = 0x53504C4E
"""``SPLN``: marks the file as a workspace in its SQLite header."""

SCHEMA_VERSION = 1001
"""Major times 1000 plus minor, kept as ``user_version``; files of a newer major are refused."""

STILL = "mode=ro&immutable=1"
"""How a file is opened that nobody changes meanwhile: without locks and without anything beside it."""

BUSY_MS = 5000
CACHE_KIB = 16384


def _uri(path: Path, mode: str) -> str:
    return f"file:{quote(str(path.absolute()))}?{mode}"


def connect(path: Path, mode: str = "mode=rw") -> sqlite3.Connection:
    """Return a bare connection in autocommit; transactions are begun explicitly."""
    connection = sqlite3.connect(
        _uri(path, mode), uri=True, check_same_thread=False, isolation_level=None, timeout=BUSY_MS / 1000
    )
    try:
        connection.execute(f"PRAGMA cache_size=-{CACHE_KIB}")
        connection.execute("PRAGMA foreign_keys=ON")
    except sqlite3.Error:
        connection.close()
        raise
    return connection


def bare(connection: Connection) -> sqlite3.Connection:
    """Return the driver's own connection below one of SQLAlchemy's."""
    return cast("sqlite3.Connection", connection.connection.dbapi_connection)


def blank_engine(path: Path) -> Engine:
    """Return an engine that makes a new file, in SQLite's plain journal mode."""
    engine = create_engine("sqlite://", creator=lambda: connect(path, "mode=rwc"), poolclass=StaticPool)
    _begin_with(engine, "BEGIN IMMEDIATE")
    return engine


def writer_engine(path: Path) -> Engine:
    """Return the engine of the one writer connection; every transaction takes the write lock at its start."""

    def open_writer() -> sqlite3.Connection:
        connection = connect(path)
        try:
            connection.execute("PRAGMA journal_mode=WAL")
            connection.execute("PRAGMA synchronous=FULL")
        except sqlite3.Error:
            connection.close()
            raise
        return connection

    engine = create_engine("sqlite://", creator=open_writer, poolclass=StaticPool)
    _begin_with(engine, "BEGIN IMMEDIATE")
    return engine


def reader_engine(path: Path, *, immutable: bool = False) -> Engine:
    """Return the engine of read-only connections, each for one thread at a time.

    ``immutable`` is for a file in a folder that cannot be written, where SQLite could not keep its WAL index.
    """
    mode = STILL if immutable else "mode=ro"

    def open_reader() -> sqlite3.Connection:
        connection = connect(path, mode)
        connection.execute("PRAGMA query_only=ON")
        return connection

    engine = create_engine("sqlite://", creator=open_reader, poolclass=QueuePool, pool_size=4, max_overflow=4)
    _begin_with(engine, "BEGIN")
    return engine


def _begin_with(engine: Engine, statement: str) -> None:
    """Begin transactions with ``statement``; Python's own driver would begin them at the first change only."""

    @event.listens_for(engine, "connect")
    def _autocommit(connection: DBAPIConnection, _: ConnectionPoolEntry) -> None:
        connection.isolation_level = None

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        connection.exec_driver_sql(statement)
