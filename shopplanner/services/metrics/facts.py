"""Facts that do not come from a file: the sample shop, and tests."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import insert

from shopplanner.domain.changes import Area, Outcome
from shopplanner.domain.messages import message
from shopplanner.services.workspace import Unit, Workspace
from shopplanner.storage import facts
from shopplanner.storage.facts import Merge
from shopplanner.storage.tables.core import ImportBatchRow


@dataclass(frozen=True, slots=True)
class BatchSource:
    """What is written down about where facts came from."""

    file_name: str
    format_id: str
    digest: str = ""


def store_facts(
    workspace: Workspace, fact: str, columns: Sequence[str], rows: Iterable[Sequence[Any]], *, source: BatchSource
) -> Outcome[Merge]:
    """Upsert rows of a fact table as one import batch that undo takes back.

    Args:
        workspace: where to.
        fact: name of the fact table.
        columns: the rows' columns, without shop and batch.
        rows: values in the units of the fact tables.
        source: what the batch is called.
    """
    with workspace.load(message("imports.undo.one", file=source.file_name), Area.FACTS) as unit:
        batch, merge = store_in(unit, workspace, fact, columns, rows, source)
        unit.set_batch(batch)
    return unit.outcome(merge)


def store_in(
    unit: Unit,
    workspace: Workspace,
    fact: str,
    columns: Sequence[str],
    rows: Iterable[Sequence[Any]],
    source: BatchSource,
) -> tuple[int, Merge]:
    """Upsert rows as part of a larger unit of work; return the batch's id and what became of the rows."""
    values = {
        "shop_id": workspace.shop_id,
        "file_name": source.file_name,
        "digest": source.digest,
        "format_id": source.format_id,
        "fact": fact,
        "imported_at": workspace.clock.now().strftime("%Y-%m-%d %H:%M:%S"),
    }
    batch = int(
        unit.connection.execute(insert(ImportBatchRow).values(**values).returning(ImportBatchRow.id)).scalar_one()
    )
    merge = facts.merge_rows(unit.connection, fact, workspace.shop_id, batch, columns, rows)
    unit.connection.exec_driver_sql(
        "UPDATE import_batch SET group_id = id, rows_read = ?, rows_stored = ?, rows_unchanged = ?, first_day = ?, "
        "last_day = ? WHERE id = ?",
        (merge.staged, merge.stored, merge.unchanged + merge.repeated, merge.first_day, merge.last_day, batch),
    )
    return batch, merge
