"""What was imported so far, what was set aside, and taking an import back."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from shopplanner.domain.changes import Area, Outcome, Place
from shopplanner.domain.days import day_of
from shopplanner.domain.errors import NotFoundError, RuleError
from shopplanner.domain.messages import Message, message
from shopplanner.services import history, step_codec
from shopplanner.services.workspace import Workspace
from shopplanner.storage.batches import revert_batch
from shopplanner.storage.tables.core import ImportBatchRow, ImportRejectRow

PLACE = Place("metrics", "importing")


@dataclass(frozen=True, slots=True)
class Batch:
    """One imported table; ``state`` is ``done`` or ``undone``."""

    id: int
    group: int
    file: str
    format: str
    fact: str
    imported_at: datetime
    rows_read: int
    rows_stored: int
    rows_rejected: int
    rows_unchanged: int
    first_day: date | None
    last_day: date | None
    warnings: tuple[Message, ...]
    state: str


@dataclass(frozen=True, slots=True)
class RejectedRow:
    """A row that was set aside: place, reason id, and its cells."""

    sheet: str
    row: int
    column: str
    reason: str
    cells: Mapping[str, str]


def batches(workspace: Workspace, limit: int = 200) -> list[Batch]:
    """Return the shop's imports, newest first."""
    query = (
        select(ImportBatchRow)
        .where(ImportBatchRow.shop_id == workspace.shop_id, ImportBatchRow.undoes.is_(None))
        .order_by(ImportBatchRow.id.desc())
        .limit(limit)
    )
    with workspace.read() as session:
        return [_batch(row) for row in session.scalars(query)]


def rejected_rows(workspace: Workspace, batch_id: int, limit: int = 1000) -> list[RejectedRow]:
    """Return the rows that an import set aside, in the file's order."""
    query = (
        select(ImportRejectRow).where(ImportRejectRow.batch_id == batch_id).order_by(ImportRejectRow.id).limit(limit)
    )
    with workspace.read() as session:
        return [
            RejectedRow(row.sheet, row.row, row.column, row.reason, json.loads(row.cells))
            for row in session.scalars(query)
        ]


def undo_import(workspace: Workspace, group: int) -> Outcome[int]:
    """Take one import out of force, whatever was done after it; figures that it had overlaid come back.

    It is a step of its own, so that it can be undone, too. Products that the import added to the catalogue stay, as
    later work may rest on them; only undoing the import as the last step takes them back.

    Raises:
        NotFoundError: if there is no such import.
        RuleError: if it was taken back already.
    """
    last = history.next_undo(workspace)
    if last is not None and last.batch_id == group:
        outcome = history.undo(workspace)
        return Outcome(group, outcome.label, outcome.areas, outcome.step_id, outcome.place)
    with workspace.load(_undo_label(workspace, group), Area.FACTS, Area.LISTINGS, place=PLACE) as unit:
        first = _first_of(unit.session, group)
        values = {
            "shop_id": first.shop_id,
            "file_name": first.file_name,
            "digest": "",
            "format_id": first.format_id,
            "fact": first.fact,
            "imported_at": workspace.clock.now().strftime("%Y-%m-%d %H:%M:%S"),
            "undoes": group,
        }
        undoing = insert(ImportBatchRow).values(**values).returning(ImportBatchRow.id)
        batch = int(unit.connection.execute(undoing).scalar_one())
        revert_batch(unit.connection, group)
        unit.set_batch(batch)
    return unit.outcome(group)


def _undo_label(workspace: Workspace, group: int) -> Message:
    """Return what taking an import back is called.

    Raises:
        NotFoundError: if there is no such import.
        RuleError: if it was taken back already.
    """
    with workspace.read() as session:
        found = _first_of(session, group)
        if found.shop_id != workspace.shop_id:
            raise NotFoundError(message("imports.error.no_such_import"))
        if found.state != "done":
            raise RuleError(message("imports.error.already_undone"), message("imports.error.already_undone_hint"))
        return message("imports.undo.taken_back", file=found.file_name)


def _first_of(session: Session, group: int) -> ImportBatchRow:
    """Return the first table of an import.

    Raises:
        NotFoundError: if there is no such import.
    """
    found = session.scalar(
        select(ImportBatchRow)
        .where(ImportBatchRow.group_id == group, ImportBatchRow.undoes.is_(None))
        .order_by(ImportBatchRow.id)
        .limit(1)
    )
    if found is None:
        raise NotFoundError(message("imports.error.no_such_import"))
    return found


def _batch(row: ImportBatchRow) -> Batch:
    return Batch(
        id=row.id,
        group=row.group_id or row.id,
        file=row.file_name,
        format=row.format_id,
        fact=row.fact,
        imported_at=datetime.fromisoformat(row.imported_at),
        rows_read=row.rows_read,
        rows_stored=row.rows_stored,
        rows_rejected=row.rows_rejected,
        rows_unchanged=row.rows_unchanged,
        first_day=None if row.first_day is None else day_of(row.first_day),
        last_day=None if row.last_day is None else day_of(row.last_day),
        warnings=tuple(step_codec.decode_message(said) for said in json.loads(row.warnings)),
        state=row.state,
    )
