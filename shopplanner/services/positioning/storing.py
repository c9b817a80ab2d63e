"""How worksheets lie in the workspace: rows read into values, and values written back as the rows that differ."""

from __future__ import annotations

import json
from collections.abc import Mapping

from sqlalchemy import select
from sqlalchemy.orm import Session

from shopplanner.domain.days import day_number, day_of
from shopplanner.domain.positioning.worksheets import Confidence, Filled, Key, Values, is_empty
from shopplanner.storage.tables.positioning import WorksheetRow, WorksheetValueRow


def sheets_of(session: Session, shop_id: int, kind: str) -> list[WorksheetRow]:
    """Return the alternatives of a kind, oldest first."""
    found = select(WorksheetRow).where(WorksheetRow.shop_id == shop_id, WorksheetRow.kind == kind)
    return list(session.scalars(found.order_by(WorksheetRow.id)))


def chosen_of(rows: list[WorksheetRow]) -> WorksheetRow | None:
    """Return the chosen alternative, else the oldest; None where there is none."""
    return next((row for row in rows if row.chosen), rows[0] if rows else None)


def values_of(session: Session, sheet_id: int) -> dict[Key, Filled]:
    """Return everything filled into a worksheet."""
    rows = session.scalars(select(WorksheetValueRow).where(WorksheetValueRow.worksheet_id == sheet_id))
    return {(row.field, row.item): _filled(row) for row in rows}


def put(session: Session, sheet: WorksheetRow, changes: Mapping[Key, Filled | None]) -> None:
    """Write values; None and empty values are taken out."""
    stored = select(WorksheetValueRow).where(WorksheetValueRow.worksheet_id == sheet.id)
    rows = {(row.field, row.item): row for row in session.scalars(stored)}
    for key, filled in changes.items():
        row = rows.get(key)
        if filled is None or is_empty(filled.value):
            if row is not None:
                session.delete(row)
            continue
        if row is None:
            row = WorksheetValueRow(shop_id=sheet.shop_id, worksheet_id=sheet.id, field=key[0], item=key[1])
            session.add(row)
        _fill(row, filled)


def shifted(values: Values, group: str, removed: int) -> dict[Key, Filled | None]:
    """Return the changes that take one entry out of a group and move the later ones up.

    Contents move, rows stay: their keys are unique at every moment, also while a step is taken back.
    """
    keys = [(path, item) for path, item in values if path.startswith(f"{group}.") and item >= removed]
    touched = {(path, item) for path, item in keys} | {(path, item - 1) for path, item in keys if item > removed}
    return {(path, item): values.get((path, item + 1)) for path, item in sorted(touched)}


def _fill(row: WorksheetValueRow, filled: Filled) -> None:
    row.value = json.dumps(filled.value, ensure_ascii=False)
    row.source = filled.source
    row.as_of = None if filled.as_of is None else day_number(filled.as_of)
    row.confidence = filled.confidence.value


def _filled(row: WorksheetValueRow) -> Filled:
    as_of = None if row.as_of is None else day_of(row.as_of)
    confidence = Confidence(row.confidence) if row.confidence in set(Confidence) else Confidence.UNKNOWN
    return Filled(json.loads(row.value), row.source, as_of, confidence)
