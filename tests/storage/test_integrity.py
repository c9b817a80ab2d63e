"""Checks find damaged pages, broken links, a strange schema and sums that have drifted, and nothing in a sound file."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import cast

import pytest

from shopplanner.services.workspace import Workspace
from shopplanner.storage import engine, integrity
from tests.fixtures.damage import fill, overwrite


@pytest.fixture
def path(workspace: Workspace) -> Path:
    workspace.close()
    return workspace.path


@pytest.fixture
def connection(path: Path) -> Iterator[sqlite3.Connection]:
    with closing(engine.connect(path)) as opened:
        yield opened


def test_a_fresh_workspace_is_sound_in_every_respect(connection: sqlite3.Connection) -> None:
    assert integrity.page_problems(connection, thorough=True) == []
    assert integrity.broken_links(connection) == {}
    assert integrity.schema_differences(connection) == []
    assert integrity.drifted_rollups(connection) == []


def test_the_sample_shop_is_sound_in_every_respect(sample_workspace: Workspace) -> None:
    with integrity.reading(sample_workspace.path) as connection:
        assert integrity.page_problems(connection) == []
        assert integrity.broken_links(connection) == {}
        assert integrity.drifted_rollups(connection) == []


def test_reading_leaves_nothing_beside_a_closed_file(path: Path) -> None:
    assert integrity.is_sound(path)
    assert [file.name for file in path.parent.iterdir()] == [path.name]


def test_reading_sees_what_lies_in_the_wal_of_an_open_file(workspace: Workspace) -> None:
    with workspace.database.write() as writer:
        writer.exec_driver_sql("UPDATE shop SET name = 'new'")
    with integrity.reading(workspace.path) as connection:
        assert connection.execute("SELECT name FROM shop").fetchone() == ("new",)


def test_a_file_whose_wal_cannot_be_joined_is_read_as_it_stands(path: Path) -> None:
    integrity.side_file(path, "-wal").touch()
    integrity.side_file(path, "-shm").mkdir()
    with integrity.reading(path) as connection:
        assert connection.execute("SELECT count(*) FROM shop").fetchone() == (1,)


def test_damaged_pages_are_found(path: Path) -> None:
    page = fill(path, 100)[0]
    overwrite(path, [page])
    with closing(engine.connect(path)) as connection:
        assert integrity.page_problems(connection)
        assert integrity.page_problems(connection, thorough=True)
    assert not integrity.is_sound(path)


def test_a_check_that_cannot_go_on_is_a_problem() -> None:
    class Broken:
        def execute(self, _statement: str) -> None:
            raise sqlite3.DatabaseError("malformed")

    assert integrity.page_problems(cast("sqlite3.Connection", Broken())) == ["malformed"]


@pytest.mark.parametrize("content", [None, b"text" * 100])
def test_what_cannot_be_opened_is_not_sound(tmp_path: Path, content: bytes | None) -> None:
    if content is not None:
        (tmp_path / "a").write_bytes(content)
    assert not integrity.is_sound(tmp_path / "a")
    assert (tmp_path / "a").exists() == (content is not None)


def test_a_torn_file_is_not_sound(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-10_000])
    assert not integrity.is_sound(path)


def test_links_to_missing_rows_are_counted(connection: sqlite3.Connection) -> None:
    connection.execute("PRAGMA foreign_keys=OFF")
    connection.executemany("INSERT INTO setting (shop_id, key, value) VALUES (?, 'a', '1')", [(7,), (8,), (1,)])
    assert integrity.broken_links(connection) == {"setting": 2}


def test_a_missing_index_column_or_table_is_named(connection: sqlite3.Connection) -> None:
    connection.execute("DROP TABLE journal_row")
    connection.execute("ALTER TABLE shop DROP COLUMN note")
    connection.execute("CREATE TABLE mine (id INTEGER)")
    assert integrity.schema_differences(connection) == [
        "index ix_journal_row_step", "table journal_row", "table shop",
    ]  # fmt: skip


def test_a_sum_that_is_not_what_its_rows_add_up_to_is_found(connection: sqlite3.Connection) -> None:
    connection.executemany(
        "INSERT INTO product_day (shop_id, day, product_code, source, paid_amount, page_views, batch_id) "
        "VALUES (1, ?, ?, '', ?, 10, 1)",
        [(20000, "a", 300), (20000, "b", 200), (20001, "a", None)],
    )
    sums = (
        "INSERT INTO shop_rollup_day (shop_id, fact, source, day, measure, total, rows) "
        "VALUES (1, 'product_day', '', ?, ?, ?, ?)"
    )
    connection.executemany(
        sums, [(20000, "paid_amount", 500, 2), (20000, "page_views", 20, 2), (20001, "page_views", 10, 1)]
    )
    assert integrity.drifted_rollups(connection) == []
    connection.execute("UPDATE shop_rollup_day SET total = 499 WHERE measure = 'paid_amount'")
    connection.execute("DELETE FROM shop_rollup_day WHERE measure = 'page_views'")
    connection.execute(sums, (20002, "paid_amount", 5, 1))
    assert integrity.drifted_rollups(connection) == [
        integrity.Drift("product_day", "page_views", 2),
        integrity.Drift("product_day", "paid_amount", 2),
    ]


def test_orders_are_counted_as_well_as_summed(connection: sqlite3.Connection) -> None:
    connection.execute(
        "INSERT INTO orders (shop_id, order_id, paid_day, paid_at, paid_amount, batch_id) "
        "VALUES (1, 'x', 20000, 1728000000, 990, 1)"
    )
    found = {drift.measure for drift in integrity.drifted_rollups(connection)}
    assert found == {"order_count", "paid_amount"}


def test_a_long_statement_can_be_stopped_and_a_fault_stays_a_fault(connection: sqlite3.Connection) -> None:
    endless = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n"

    def stop() -> None:
        raise TimeoutError

    with pytest.raises(TimeoutError), integrity.interruptible(connection, stop):
        connection.execute(endless).fetchone()
    with pytest.raises(sqlite3.OperationalError, match="no such table"), integrity.interruptible(connection, None):
        connection.execute("SELECT * FROM missing")
    with integrity.interruptible(connection, None):
        connection.execute("SELECT count(*) FROM (SELECT 1 FROM sqlite_master a, sqlite_master b, sqlite_master c)")
