"""Opening a workspace file: what is checked first, one writer, many readers, all or nothing."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import text

from shopplanner.domain.errors import (
    DamagedWorkspaceError,
    NewerWorkspaceError,
    ReadOnlyWorkspaceError,
    ShopPlannerError,
    WorkspaceError,
    WorkspaceLockedError,
)
from shopplanner.storage import engine
from shopplanner.storage.database import Database, examine

NOW = datetime(2026, 11, 22, 2, 0, tzinfo=UTC)


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    made = Database.create(tmp_path / "店铺.shopplan", NOW)
    yield made
    made.close()


def add_shop(database: Database, name: str) -> None:
    with database.write() as connection:
        connection.exec_driver_sql(
            "INSERT INTO shop (name, platform, currency, note, sample, version) VALUES (?, 'taobao', 'CNY', '', 0, 1)",
            (name,),
        )


def names(database: Database) -> list[str]:
    with database.read() as session:
        return list(session.scalars(text("SELECT name FROM shop ORDER BY id")))


def mark_version(path: Path, version: int) -> None:
    with closing(engine.connect(path)) as connection:
        connection.execute(f"PRAGMA user_version={version}")
        connection.execute("PRAGMA journal_mode=DELETE")


def test_a_new_file_bears_the_marks_of_a_workspace_and_reopens(database: Database) -> None:
    add_shop(database, "one")
    database.close()
    assert examine(database.path) == engine.SCHEMA_VERSION
    again = Database.open(database.path, NOW)
    assert names(again) == ["one"]
    again.close()


def test_an_existing_file_is_never_overwritten(database: Database) -> None:
    before = database.path.read_bytes()
    with pytest.raises(WorkspaceError) as refused:
        Database.create(database.path, NOW)
    assert refused.value.what.id == "errors.exists"
    assert database.path.read_bytes() == before


def test_a_file_that_cannot_be_made_leaves_no_lock(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_path: Path) -> None:
        raise OSError(28, "no space left")

    monkeypatch.setattr("shopplanner.storage.database._write_schema", full)
    with pytest.raises(WorkspaceError) as refused:
        Database.create(tmp_path / "a.shopplan", NOW)
    assert refused.value.what.id == "errors.disk_full"
    assert list(tmp_path.iterdir()) == []


def add_shop_and_fail(database: Database) -> None:
    with database.write() as connection:
        connection.exec_driver_sql(
            "INSERT INTO shop (name, platform, currency, note, sample, version) VALUES ('x', '', '', '', 0, 1)"
        )
        raise RuntimeError("in the midst")


def test_a_transaction_is_stored_whole_or_not_at_all(database: Database) -> None:
    with pytest.raises(RuntimeError, match="midst"):
        add_shop_and_fail(database)
    assert names(database) == []
    add_shop(database, "two")
    assert names(database) == ["two"]


def test_a_reader_sees_one_state_while_the_writer_goes_on(database: Database) -> None:
    add_shop(database, "one")
    with database.read() as session:
        count = text("SELECT count(*) FROM shop")
        assert session.scalar(count) == 1
        add_shop(database, "two")
        assert session.scalar(count) == 1
    assert names(database) == ["one", "two"]


def test_readers_cannot_write(database: Database) -> None:
    with pytest.raises(ReadOnlyWorkspaceError), database.read() as session:
        session.execute(text("DELETE FROM shop"))


def test_writers_of_several_threads_follow_each_other(database: Database) -> None:
    threads = [threading.Thread(target=add_shop, args=(database, str(number))) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(names(database)) == [str(number) for number in range(8)]


def test_foreign_keys_are_checked_at_the_end_of_a_replay(database: Database) -> None:
    orphan = "INSERT INTO setting (shop_id, key, value) VALUES (77, 'a', '1')"
    with pytest.raises(DamagedWorkspaceError), database.write_without_keys() as connection:
        connection.exec_driver_sql(orphan)
    with database.write_without_keys() as connection:
        connection.exec_driver_sql(orphan)
        connection.exec_driver_sql(
            "INSERT INTO shop (id, name, platform, currency, note, sample, version) VALUES (77, 'x', '', '', '', 0, 1)"
        )
    with pytest.raises(Exception, match="FOREIGN KEY"), database.write() as connection:
        connection.exec_driver_sql("INSERT INTO setting (shop_id, key, value) VALUES (78, 'a', '1')")


def test_a_second_writer_is_told_who_has_the_file(database: Database) -> None:
    with pytest.raises(WorkspaceLockedError) as refused:
        Database.open(database.path, NOW)
    assert refused.value.what.params["since"] == "2026-11-22 02:00"
    looking = Database.open(database.path, NOW, read_only=True)
    assert names(looking) == []
    looking.close()


@pytest.mark.parametrize("way", ["write", "write_without_keys"])
def test_a_file_opened_for_reading_refuses_to_be_written(database: Database, way: str) -> None:
    looking = Database.open(database.path, NOW, read_only=True)
    assert looking.read_only
    with pytest.raises(ReadOnlyWorkspaceError), getattr(looking, way)():
        pass
    looking.close()


def test_a_file_of_a_newer_program_is_refused_but_can_be_looked_at(database: Database) -> None:
    add_shop(database, "one")
    database.close()
    mark_version(database.path, engine.SCHEMA_VERSION + 1000)
    with pytest.raises(NewerWorkspaceError):
        Database.open(database.path, NOW)
    looking = Database.open(database.path, NOW, read_only=True)
    assert names(looking) == ["one"]
    looking.close()


def test_a_file_of_an_older_program_that_cannot_be_upgraded_stays_unlocked(database: Database) -> None:
    database.close()
    mark_version(database.path, 7)
    with pytest.raises(LookupError):
        Database.open(database.path, NOW)
    mark_version(database.path, engine.SCHEMA_VERSION)
    Database.open(database.path, NOW).close()


@pytest.mark.parametrize(
    ("content", "kind", "said"),
    [
        (None, WorkspaceError, "errors.not_found"),
        (b"", DamagedWorkspaceError, "errors.not_a_workspace"),
        (b"hello, world", DamagedWorkspaceError, "errors.not_a_workspace"),
        (b"SQLite format 3\x00" + bytes(100), DamagedWorkspaceError, "errors.not_a_workspace"),
    ],
)
def test_what_is_no_workspace_is_named_as_such(
    tmp_path: Path, content: bytes | None, kind: type[ShopPlannerError], said: str
) -> None:
    path = tmp_path / "a.shopplan"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(kind) as refused:
        Database.open(path, NOW)
    assert refused.value.what.id == said
    assert refused.value.hint is not None
    assert content is None or path.read_bytes() == content


def test_a_file_in_a_folder_that_cannot_be_written_is_read_as_one_that_stands_still(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    add_shop(database, "one")
    database.close()
    bare = engine.connect

    def no_index(path: Path, mode: str = "mode=rw") -> object:
        return bare(path.with_name("missing"), "mode=ro") if mode == "mode=ro" else bare(path, mode)

    monkeypatch.setattr(engine, "connect", no_index)
    looking = Database.open(database.path, NOW, read_only=True)
    assert names(looking) == ["one"]
    looking.close()
