"""What was imported so far, what was set aside, and taking an import back."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select

from shopplanner.domain.changes import Outcome
from shopplanner.domain.days import day_of
from shopplanner.domain.errors import RuleError
from shopplanner.domain.messages import Message, message
from shopplanner.services import history, step_codec
from shopplanner.services.workspace import Workspace
from shopplanner.storage.tables.core import ImportBatchRow, ImportRejectRow


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
        .where(ImportBatchRow.shop_id == workspace.shop_id)
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


def undo_import(workspace: Workspace, group: int) -> Outcome[history.Step]:
    """Take an import back through the journal.

    Raises:
        RuleError: if something was done after it; undo goes backward step by step.
    """
    step = history.next_undo(workspace)
    if step is None or step.batch_id != group:
        raise RuleError(message("imports.error.not_last"), message("imports.error.not_last_hint"))
    return history.undo(workspace)


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
