"""The journal: which changes are noted, how they are merged into steps, and that replaying them is exact."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import Connection

from shopplanner.storage import journal
from shopplanner.storage.database import Database
from shopplanner.storage.journal import Image, StepHead

NOW = datetime(2026, 11, 22, 2, 0, tzinfo=UTC)
SHOP = "INSERT INTO shop (id, name, platform, currency, note, sample, version) VALUES (?, ?, 'taobao', 'CNY', '', 0, 1)"


@pytest.fixture
def connection(tmp_path: Path) -> Iterator[Connection]:
    database = Database.create(tmp_path / "a.shopplan", NOW)
    with database.write() as writer:
        writer.exec_driver_sql(SHOP, (1, "one"))
        journal.record(writer, on=True)
        yield writer
    database.close()


def head(merge_key: str | None = None, at: datetime = NOW, batch_id: int | None = None) -> StepHead:
    return StepHead(1, at, "me", "label", "shop", "", merge_key, batch_id)


def rename(connection: Connection, name: str) -> None:
    connection.exec_driver_sql("UPDATE shop SET name = ? WHERE id = 1", (name,))


def write(connection: Connection, merge_key: str | None = None, at: datetime = NOW) -> int | None:
    images = journal.collect(connection)
    journal.record(connection, on=False)
    step = journal.write_step(connection, head(merge_key, at), images)
    journal.record(connection, on=True)
    return step


def sides(image: Image) -> tuple[str | None, str | None]:
    before, after = (json.loads(side)["name"] if side else None for side in (image.before, image.after))
    return before, after


def test_the_first_and_the_last_state_of_a_row_are_kept(connection: Connection) -> None:
    for name in ("two", "three", "four"):
        rename(connection, name)
    assert [sides(image) for image in journal.collect(connection)] == [("one", "four")]


def test_a_row_that_ends_as_it_began_is_no_change(connection: Connection) -> None:
    rename(connection, "two")
    rename(connection, "one")
    connection.exec_driver_sql(SHOP, (2, "gone"))
    connection.exec_driver_sql("DELETE FROM shop WHERE id = 2")
    assert journal.collect(connection) == []
    assert write(connection) is None


def test_new_and_deleted_rows_have_one_side(connection: Connection) -> None:
    connection.exec_driver_sql(SHOP, (2, "new"))
    connection.exec_driver_sql("DELETE FROM shop WHERE id = 1")
    assert {sides(image) for image in journal.collect(connection)} == {(None, "new"), ("one", None)}


def test_rows_that_go_with_their_parent_are_noted_too(connection: Connection) -> None:
    connection.exec_driver_sql("INSERT INTO setting (shop_id, key, value) VALUES (1, 'a', '1')")
    journal.record(connection, on=True)
    connection.exec_driver_sql("DELETE FROM shop WHERE id = 1")
    images = journal.collect(connection)
    assert {image.table for image in images} == {"shop", "setting"}
    connection.exec_driver_sql("PRAGMA defer_foreign_keys=ON")
    journal.record(connection, on=False)
    journal.replay(connection, images, "before")
    assert connection.exec_driver_sql("SELECT name FROM shop").scalars().all() == ["one"]
    assert connection.exec_driver_sql("SELECT value FROM setting").scalars().all() == ["1"]
    journal.replay(connection, images, "after")
    assert connection.exec_driver_sql("SELECT count(*) FROM shop").scalar() == 0


def test_nothing_is_noted_while_noting_is_off_and_earlier_notes_survive_a_pause(connection: Connection) -> None:
    rename(connection, "two")
    journal.resume(connection, on=False)
    connection.exec_driver_sql(SHOP, (2, "unseen"))
    journal.resume(connection, on=True)
    assert [sides(image) for image in journal.collect(connection)] == [("one", "two")]


def test_typing_becomes_one_step(connection: Connection) -> None:
    steps = []
    for number, name in enumerate(("t", "tw", "two")):
        rename(connection, name)
        steps.append(write(connection, "name", NOW + timedelta(seconds=10 * number)))
    assert len(set(steps)) == 1
    assert [sides(image) for image in journal.step_images(connection, steps[0] or 0)] == [("one", "two")]


@pytest.mark.parametrize(
    ("key", "later"), [(None, timedelta()), ("other", timedelta()), ("name", timedelta(seconds=31))]
)
def test_other_edits_and_late_ones_are_steps_of_their_own(
    connection: Connection, key: str | None, later: timedelta
) -> None:
    rename(connection, "two")
    first = write(connection, "name")
    rename(connection, "three")
    assert write(connection, key, NOW + later) != first


def test_the_first_step_of_all_merges_with_nothing(connection: Connection) -> None:
    rename(connection, "two")
    assert write(connection, "name") is not None


def test_typing_back_what_was_there_leaves_an_empty_step(connection: Connection) -> None:
    rename(connection, "two")
    step = write(connection, "name")
    connection.exec_driver_sql(SHOP, (2, "with it"))
    rename(connection, "one")
    assert write(connection, "name") == step
    assert [sides(image) for image in journal.step_images(connection, step or 0)] == [(None, "with it")]


def test_a_new_edit_drops_what_was_undone_but_keeps_it_for_the_audit(connection: Connection) -> None:
    rename(connection, "two")
    step = write(connection)
    connection.exec_driver_sql("UPDATE journal_step SET state = 'undone'")
    rename(connection, "three")
    write(connection)
    states = connection.exec_driver_sql("SELECT id, state FROM journal_step ORDER BY id").all()
    assert [tuple(state) for state in states] == [(step, "dropped"), ((step or 0) + 1, "done")]


def test_an_import_is_a_step_even_without_changed_rows(connection: Connection) -> None:
    step = journal.write_step(connection, head(batch_id=5), [])
    kind = connection.exec_driver_sql("SELECT kind, batch_id FROM journal_step WHERE id = ?", (step,)).one()
    assert tuple(kind) == ("import", 5)


def test_swapped_unique_values_are_replayed(connection: Connection) -> None:
    connection.exec_driver_sql(
        "INSERT INTO setting (id, shop_id, key, value) VALUES (1, 1, 'a', 'x'), (2, 1, 'b', 'y')"
    )
    journal.record(connection, on=True)
    for row, key in ((1, "spare"), (2, "a"), (1, "b")):
        connection.exec_driver_sql("UPDATE setting SET key = ? WHERE id = ?", (key, row))
    images = journal.collect(connection)
    journal.record(connection, on=False)
    journal.replay(connection, images, "before")
    rows = connection.exec_driver_sql("SELECT key FROM setting ORDER BY id").scalars().all()
    assert rows == ["a", "b"]


def test_every_table_that_a_person_edits_is_journaled() -> None:
    names = {table.name for table in journal.journaled_tables()}
    assert {"shop", "setting", "product", "promotion", "task"} <= names
    assert not {"journal_step", "import_batch", "product_day"} & names
    assert all("id" in table.columns for table in journal.journaled_tables())
