"""Undo, redo and the audit: what was done in the shop, by whom, when, and how to take it back."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from sqlalchemy import Connection, Row, select

from shopplanner.domain.changes import Area, Outcome, Place
from shopplanner.domain.errors import NotFoundError
from shopplanner.domain.messages import Message, message
from shopplanner.services import step_codec
from shopplanner.services.workspace import Workspace
from shopplanner.storage import journal
from shopplanner.storage.tables.core import JournalRowRow, JournalStepRow


@dataclass(frozen=True, slots=True)
class Step:
    """A step of the journal."""

    id: int
    at: datetime
    actor: str
    kind: str
    label: Message
    areas: frozenset[Area]
    place: Place | None
    state: str
    batch_id: int | None


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One column of one row that a step changed; a side is None where the row or value did not exist."""

    table: str
    row_id: int
    field: str
    before: object
    after: object


def next_undo(workspace: Workspace) -> Step | None:
    """Return the step that undo would take back."""
    return _edge(workspace, "done")


def next_redo(workspace: Workspace) -> Step | None:
    """Return the step that redo would do again."""
    return _edge(workspace, "undone")


def undo(workspace: Workspace) -> Outcome[Step]:
    """Take the last step back.

    Raises:
        NotFoundError: if there is nothing to undo.
    """
    step = next_undo(workspace)
    if step is None:
        raise NotFoundError(message("errors.nothing_to_undo"))
    _turn(workspace, step, "before")
    return Outcome(step, message("common.undone", label=step.label), step.areas, step.id, step.place)


def redo(workspace: Workspace) -> Outcome[Step]:
    """Do the step again that was undone last.

    Raises:
        NotFoundError: if there is nothing to redo.
    """
    step = next_redo(workspace)
    if step is None:
        raise NotFoundError(message("errors.nothing_to_redo"))
    _turn(workspace, step, "after")
    return Outcome(step, message("common.redone", label=step.label), step.areas, step.id, step.place)


def steps(workspace: Workspace, limit: int = 200) -> list[Step]:
    """Return the shop's last steps, newest first, undone and dropped ones included."""
    query = (
        select(JournalStepRow)
        .where(JournalStepRow.shop_id == workspace.shop_id)
        .order_by(JournalStepRow.id.desc())
        .limit(limit)
    )
    with workspace.read() as session:
        return [_step(row) for row in session.scalars(query)]


def step_changes(workspace: Workspace, step_id: int) -> list[FieldChange]:
    """Return every field that a step changed, in the order of its rows."""
    query = select(JournalRowRow).where(JournalRowRow.step_id == step_id).order_by(JournalRowRow.id)
    with workspace.read() as session:
        return [change for row in session.scalars(query) for change in _field_changes(row)]


def _field_changes(row: JournalRowRow) -> list[FieldChange]:
    before = json.loads(row.before) if row.before else {}
    after = json.loads(row.after) if row.after else {}
    return [
        FieldChange(row.table_name, row.row_id, name, before.get(name), after.get(name))
        for name in dict.fromkeys([*before, *after])
        if before.get(name) != after.get(name) and name != "version"
    ]


def _edge(workspace: Workspace, state: Literal["done", "undone"]) -> Step | None:
    """Return the newest done step, or the oldest undone one."""
    order = JournalStepRow.id.desc() if state == "done" else JournalStepRow.id.asc()
    query = (
        select(JournalStepRow)
        .where(JournalStepRow.shop_id == workspace.shop_id, JournalStepRow.state == state)
        .order_by(order)
        .limit(1)
    )
    with workspace.read() as session:
        row = session.scalar(query)
        return _step(row) if row else None


def _turn(workspace: Workspace, step: Step, side: Literal["before", "after"]) -> None:
    """Put the step's rows, and its import batch if it has one, into their state before or after it."""
    with workspace.database.write_without_keys() as connection:
        journal.replay(connection, journal.step_images(connection, step.id), side)
        if step.batch_id is not None:
            _turn_batch(connection, step.batch_id, side)
        state = "undone" if side == "before" else "done"
        connection.exec_driver_sql("UPDATE journal_step SET state = ?, merge_key = NULL WHERE id = ?", (state, step.id))


def _turn_batch(connection: Connection, batch_id: int, side: Literal["before", "after"]) -> None:
    from shopplanner.storage import batches

    hook: journal.BatchHook = batches.revert_batch if side == "before" else batches.reapply_batch
    hook(connection, batch_id)


def _step(row: JournalStepRow | Row[tuple[JournalStepRow]]) -> Step:
    return Step(
        id=row.id,
        at=datetime.strptime(row.at, journal.STAMP),  # noqa: DTZ007 - written and shown in local time
        actor=row.actor,
        kind=row.kind,
        label=step_codec.decode_message(row.label),
        areas=step_codec.decode_areas(row.areas),
        place=step_codec.decode_place(row.place),
        state=row.state,
        batch_id=row.batch_id,
    )
