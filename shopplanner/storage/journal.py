"""The journal: images of planner rows before and after each step, from which undo, redo and the audit are made.

Temporary triggers on the writer connection, generated from the table metadata, note each changed row; at the end of a
unit of work the notes are merged into one image pair a row. Replaying a pair does not depend on the code that made the
change. A step that imported facts is undone through its batch instead.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from sqlalchemy import Connection, Table

from shopplanner.storage.tables import Base

MERGE_WINDOW = timedelta(seconds=30)
STAMP = "%Y-%m-%d %H:%M:%S"


@dataclass(frozen=True, slots=True)
class Image:
    """A row before and after: JSON objects, None where the row did not exist."""

    table: str
    row_id: int
    before: str | None
    after: str | None


@dataclass(frozen=True, slots=True)
class StepHead:
    """What is written down about a step besides its images; texts are encoded by the caller."""

    shop_id: int | None
    at: datetime
    actor: str
    label: str
    areas: str
    place: str
    merge_key: str | None = None
    batch_id: int | None = None


def journaled_tables() -> list[Table]:
    """Return all journaled tables, parents before children."""
    return [table for table in Base.metadata.sorted_tables if table.info.get("journaled")]


def install(connection: Connection) -> None:
    """Put the triggers on the writer connection; they note changes only while ``recording`` is on."""
    connection.exec_driver_sql("CREATE TEMP TABLE journal_control (recording INTEGER NOT NULL)")
    connection.exec_driver_sql("INSERT INTO journal_control VALUES (0)")
    connection.exec_driver_sql(
        "CREATE TEMP TABLE journal_note (seq INTEGER PRIMARY KEY, name TEXT, row_id INTEGER, before TEXT, after TEXT)"
    )
    for table in journaled_tables():
        for statement in _triggers(table):
            connection.exec_driver_sql(statement)


def _triggers(table: Table) -> Iterable[str]:
    old, new = (
        "json_object(" + ", ".join(f"'{column.name}', {side}.\"{column.name}\"" for column in table.columns) + ")"
        for side in ("OLD", "NEW")
    )
    for verb, row, before, after in (
        ("INSERT", "NEW", "NULL", new),
        ("UPDATE", "NEW", old, new),
        ("DELETE", "OLD", old, "NULL"),
    ):
        yield (
            f'CREATE TEMP TRIGGER "journal_{table.name}_{verb.lower()}" AFTER {verb} ON main."{table.name}" '
            "WHEN (SELECT recording FROM journal_control) BEGIN "
            "INSERT INTO journal_note (name, row_id, before, after) "
            f"VALUES ('{table.name}', {row}.id, {before}, {after}); END"
        )


def record(connection: Connection, *, on: bool) -> None:
    """Switch noting on or off; switching forgets earlier notes."""
    connection.exec_driver_sql("DELETE FROM journal_note")
    connection.exec_driver_sql("UPDATE journal_control SET recording = ?", (int(on),))


def resume(connection: Connection, *, on: bool) -> None:
    """Switch noting on or off in the midst of a step; earlier notes are kept."""
    connection.exec_driver_sql("UPDATE journal_control SET recording = ?", (int(on),))


def collect(connection: Connection) -> list[Image]:
    """Return the noted changes, one image pair a row, without rows that ended as they began."""
    pairs: dict[tuple[str, int], Image] = {}
    notes = connection.exec_driver_sql("SELECT name, row_id, before, after FROM journal_note ORDER BY seq")
    for name, row_id, before, after in notes:
        first = pairs.get((name, row_id))
        pairs[name, row_id] = Image(name, row_id, first.before if first else before, after)
    return [image for image in pairs.values() if image.before != image.after]


def write_step(connection: Connection, head: StepHead, images: Sequence[Image]) -> int | None:
    """Write a step down and return its id; merges it into the last one where the merge key says so.

    Steps that were undone before are dropped from redo, but stay in the audit.
    """
    if not images and head.batch_id is None:
        return None
    connection.exec_driver_sql(
        "UPDATE journal_step SET state = 'dropped' WHERE state = 'undone' AND shop_id IS ?", (head.shop_id,)
    )
    merged = _mergeable(connection, head)
    if merged is not None:
        _merge(connection, merged, head, images)
        return merged
    step = connection.exec_driver_sql(
        "INSERT INTO journal_step (shop_id, at, actor, kind, label, areas, place, merge_key, state, batch_id) "
        "VALUES (?, ?, ?, ?, ?, ?, ?, ?, 'done', ?) RETURNING id",
        (
            head.shop_id, head.at.strftime(STAMP), head.actor, "rows" if head.batch_id is None else "import",
            head.label, head.areas, head.place, head.merge_key, head.batch_id,
        ),
    ).scalar_one()  # fmt: skip
    _write_images(connection, step, images)
    return int(step)


def _mergeable(connection: Connection, head: StepHead) -> int | None:
    if head.merge_key is None:
        return None
    last = connection.exec_driver_sql(
        "SELECT id, merge_key, at FROM journal_step WHERE shop_id IS ? AND state = 'done' ORDER BY id DESC LIMIT 1",
        (head.shop_id,),
    ).one_or_none()
    if last is None or last.merge_key != head.merge_key:
        return None
    age = head.at.replace(tzinfo=None) - datetime.strptime(last.at, STAMP)  # noqa: DTZ007 - written in local time
    return int(last.id) if age <= MERGE_WINDOW else None


def _merge(connection: Connection, step: int, head: StepHead, images: Sequence[Image]) -> None:
    """Join new images to an earlier step's; a row that is back where the step found it leaves the step."""
    joined = {(image.table, image.row_id): image for image in step_images(connection, step)}
    for image in images:
        first = joined.get((image.table, image.row_id))
        joined[image.table, image.row_id] = Image(
            image.table, image.row_id, first.before if first else image.before, image.after
        )
    connection.exec_driver_sql("DELETE FROM journal_row WHERE step_id = ?", (step,))
    _write_images(connection, step, [image for image in joined.values() if image.before != image.after])
    connection.exec_driver_sql(
        "UPDATE journal_step SET at = ?, label = ?, place = ? WHERE id = ?",
        (head.at.strftime(STAMP), head.label, head.place, step),
    )


def _write_images(connection: Connection, step: int, images: Sequence[Image]) -> None:
    if images:
        connection.exec_driver_sql(
            "INSERT INTO journal_row (step_id, table_name, row_id, before, after) VALUES (?, ?, ?, ?, ?)",
            [(step, image.table, image.row_id, image.before, image.after) for image in images],
        )


def step_images(connection: Connection, step: int) -> list[Image]:
    """Return a step's images."""
    rows = connection.exec_driver_sql(
        "SELECT table_name, row_id, before, after FROM journal_row WHERE step_id = ? ORDER BY id", (step,)
    )
    return [Image(row.table_name, row.row_id, row.before, row.after) for row in rows]


def replay(connection: Connection, images: Sequence[Image], side: Literal["before", "after"]) -> None:
    """Put every row of the images into its state before or after.

    Rows are taken away first and written anew afterwards, so that swapped unique values do not collide; foreign keys
    must be off on the connection, or children of a replaced row would go with it.
    """
    for table in reversed(journaled_tables()):
        ids = [(image.row_id,) for image in images if image.table == table.name]
        if ids:
            connection.exec_driver_sql(f'DELETE FROM "{table.name}" WHERE id = ?', ids)
    for table in journaled_tables():
        wanted = [getattr(image, side) for image in images if image.table == table.name]
        rows = [json.loads(row) for row in wanted if row is not None]
        if rows:
            names = [column.name for column in table.columns]
            columns = ", ".join(f'"{name}"' for name in names)
            marks = ", ".join("?" * len(names))
            connection.exec_driver_sql(
                f'INSERT INTO "{table.name}" ({columns}) VALUES ({marks})',
                [tuple(row.get(name) for name in names) for row in rows],
            )


BatchHook = Callable[[Connection, int], None]
"""Takes an import batch out of force, or puts it back; see ``storage.batches``."""
