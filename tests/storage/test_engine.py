"""Connections keep what they promise: durable commits, checked keys, no writing reader, locks taken at the start."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy.exc import OperationalError

from shopplanner.storage import engine


@pytest.fixture
def path(tmp_path: Path) -> Path:
    made = tmp_path / "工作 区#1?.shopplan"
    with closing(engine.connect(made, "mode=rwc")) as connection:
        connection.execute("CREATE TABLE a (id INTEGER PRIMARY KEY, b INTEGER REFERENCES a)")
    return made


def test_the_writer_keeps_commits_through_a_power_cut(path: Path) -> None:
    writer = engine.writer_engine(path)
    with writer.connect() as connection:
        pragmas = [connection.exec_driver_sql(f"PRAGMA {name}").scalar() for name in ("journal_mode", "synchronous")]
        assert pragmas == ["wal", 2]
        assert connection.exec_driver_sql("PRAGMA foreign_keys").scalar() == 1
    writer.dispose()


def test_a_reader_may_not_write(path: Path) -> None:
    readers = engine.reader_engine(path)
    with readers.connect() as connection, pytest.raises(OperationalError, match="readonly"):
        connection.exec_driver_sql("DELETE FROM a")
    readers.dispose()


def test_a_transaction_takes_the_write_lock_at_its_start(path: Path) -> None:
    writer = engine.writer_engine(path)
    with writer.connect() as connection, connection.begin(), closing(engine.connect(path)) as other:
        other.execute("PRAGMA busy_timeout=0")
        with pytest.raises(Exception, match="locked"):
            other.execute("BEGIN IMMEDIATE")
    writer.dispose()


def test_a_missing_file_is_not_made_by_opening(tmp_path: Path) -> None:
    writer = engine.writer_engine(tmp_path / "none")
    with pytest.raises(OperationalError):
        writer.connect()
    assert not (tmp_path / "none").exists()


def test_a_writer_that_cannot_set_its_mode_is_closed_again(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engine, "BUSY_MS", 0)
    with closing(engine.connect(path)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(OperationalError, match="locked"):
            engine.writer_engine(path).connect()


def test_what_is_no_database_is_not_opened(tmp_path: Path) -> None:
    (tmp_path / "text").write_text("not a database, but long enough to be taken for one" * 20)
    with pytest.raises(Exception, match="not a database"):
        engine.writer_engine(tmp_path / "text").connect()


def test_the_bare_connection_is_the_one_below(path: Path) -> None:
    made = engine.blank_engine(path)
    with made.connect() as connection:
        assert engine.bare(connection).execute("PRAGMA foreign_keys").fetchone() == (1,)
    made.dispose()
