"""Bringing export files in: recognised, previewed, read, stored; undone by batch.

Parse long, write short: files are opened and checked before the writer is taken. One drop of files is one step of undo;
a file that cannot be used changes nothing and does not keep the others out.
"""

from __future__ import annotations

import hashlib
import json
import logging
import secrets
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from sqlalchemy import insert
from sqlalchemy.orm import Session

from shopplanner.domain.changes import Area, Outcome, Place
from shopplanner.domain.days import day_of
from shopplanner.domain.errors import CancelledError, InputError, ShopPlannerError
from shopplanner.domain.messages import Message, message
from shopplanner.interchange import raw_tables, reading
from shopplanner.interchange.plans import Plan
from shopplanner.interchange.reading import FactReader, Reject
from shopplanner.services import step_codec
from shopplanner.services.metrics import reject_files
from shopplanner.services.metrics.dialects import ColumnMapping, Dialect, plan_warnings, remember, signature
from shopplanner.services.workspace import Unit, Workspace, journaling
from shopplanner.services.workspace_settings import put_setting, setting_in
from shopplanner.storage import facts
from shopplanner.storage.failures import translated
from shopplanner.storage.tables.core import ImportBatchRow, ImportRejectRow
from shopplanner.storage.tables.products import ProductRow

Progress = Callable[[int, int], None]
KEPT_REJECTS = 5000
PLACE = Place("metrics", "importing")
log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class FileReport:
    """What became of one table: ``rows_stored + rows_rejected + rows_unchanged`` is ``rows_read``."""

    file: str
    sheet: str
    format: str
    fact: str
    rows_read: int = 0
    rows_stored: int = 0
    rows_rejected: int = 0
    rows_unchanged: int = 0
    first_day: date | None = None
    last_day: date | None = None
    warnings: tuple[Message, ...] = ()
    batch: int | None = None
    rejects_file: Path | None = None
    error: ShopPlannerError | None = None


def import_files(
    workspace: Workspace,
    paths: Sequence[Path],
    *,
    as_format: str = "",
    mapping: ColumnMapping | None = None,
    dry_run: bool = False,
    progress: Progress | None = None,
    check_cancelled: Callable[[], None] | None = None,
) -> Outcome[list[FileReport]]:
    """Import files as one step of undo and say what became of each; with ``dry_run`` nothing is kept.

    Raises:
        CancelledError: if stopped; nothing was changed.
    """
    opened: list[tuple[Path, raw_tables.RawTable | ShopPlannerError]] = []
    for path in paths:
        if check_cancelled:
            check_cancelled()
        try:
            opened += [(path, table) for table in raw_tables.open_tables(path)]
        except ShopPlannerError as error:
            opened.append((path, error))
    return _import(workspace, opened, as_format, mapping, dry_run, progress, check_cancelled)


def import_text(
    workspace: Workspace, content: str, *, mapping: ColumnMapping | None = None, name: str = ""
) -> Outcome[list[FileReport]]:
    """Import a pasted table.

    Raises:
        InputError: if nothing was pasted.
    """
    table = raw_tables.pasted_table(content)
    return _import(workspace, [(Path(name or "clipboard"), table)], "", mapping, False, None, None)


class _Rehearsal(Exception):  # noqa: N818 - no error: it rolls back what is not to be kept
    """Rolls back a dry run, or an import that brought nothing new."""


def _import(
    workspace: Workspace,
    opened: Sequence[tuple[Path, raw_tables.RawTable | ShopPlannerError]],
    as_format: str,
    mapping: ColumnMapping | None,
    dry_run: bool,
    progress: Progress | None,
    check_cancelled: Callable[[], None] | None,
) -> Outcome[list[FileReport]]:
    names = [path.name for path, _ in opened]
    label = (
        message("imports.undo.one", file=names[0])
        if len(set(names)) == 1
        else message("imports.undo.many", n=len(names))
    )
    run = _Run(workspace, as_format, mapping, progress, check_cancelled)
    try:
        with workspace.load(label, Area.FACTS, Area.PRODUCTS, Area.LISTINGS, place=PLACE) as unit:
            reports = [run.one(unit, path, table) for path, table in opened]
            if dry_run or not any(report.rows_stored for report in reports):
                raise _Rehearsal  # noqa: TRY301 - leaving the block by an exception is what rolls back
            if run.group is not None:
                unit.set_batch(run.group)
    except _Rehearsal:
        kept = [] if dry_run else [_with_rejects(workspace, run, report) for report in reports]
        unstored = [replace(report, batch=None) for report in kept or reports]
        return Outcome(unstored, label, frozenset(), None, PLACE)
    return unit.outcome([_with_rejects(workspace, run, report) for report in reports])


def _with_rejects(workspace: Workspace, run: _Run, report: FileReport) -> FileReport:
    """Return the report with the file in which its rejected rows were saved.

    They are in the workspace, too; where the file cannot be written, the import stands all the same.
    """
    try:
        saved = reject_files.save(workspace, report.batch, report.file, run.rejects_of(report))
    except OSError:
        log.warning("rejected rows of %s could not be saved beside the workspace", report.file)
        return report
    return replace(report, rejects_file=saved)


class _Run:
    """One drop of files being imported inside one transaction."""

    def __init__(
        self,
        workspace: Workspace,
        as_format: str,
        mapping: ColumnMapping | None,
        progress: Progress | None,
        check_cancelled: Callable[[], None] | None,
    ) -> None:
        self._workspace = workspace
        self._as_format = as_format
        self._mapping = mapping
        self._progress = progress
        self._check = check_cancelled or (lambda: None)
        self._dialect: Dialect | None = None
        self._salt = ""
        self.group: int | None = None
        self.rejects: dict[int, list[Reject]] = {}

    def rejects_of(self, report: FileReport) -> list[Reject]:
        """Return the rows that were set aside from a table."""
        return self.rejects.get(report.batch or 0, [])

    def one(self, unit: Unit, path: Path, table: raw_tables.RawTable | ShopPlannerError) -> FileReport:
        """Import one table; an expected failure takes back only this table."""
        if isinstance(table, ShopPlannerError):
            return FileReport(path.name, "", "", "", error=table)
        name = table.file or path.name
        savepoint = unit.session.begin_nested()
        try:
            report = self._store(unit, path, table)
        except CancelledError:
            raise
        except Exception as error:
            savepoint.rollback()
            known = error if isinstance(error, ShopPlannerError) else translated(error, path)
            if known is None:
                raise
            return FileReport(name, table.sheet, "", "", error=known)
        savepoint.commit()
        return report

    def _store(self, unit: Unit, path: Path, table: raw_tables.RawTable) -> FileReport:
        if self._dialect is None:
            self._dialect = Dialect(unit.session, self._workspace.shop_id, self._workspace.clock.today())
            self._salt = _salt(unit.session, self._workspace.shop_id)
        file = table.file or path.name
        plan = self._dialect.plan(table, file, self._as_format, self._mapping)
        if plan is None:
            raise InputError(message("imports.error.unknown", file=file), message("imports.error.unknown_hint"))
        if self._mapping is not None:
            known = signature(self._dialect.header(table))
            remember(unit.session, self._workspace.shop_id, self._mapping, known)
        batch = self._new_batch(unit, path, file, plan)
        rejects: list[Reject] = []
        counted = _Counter()
        reader = FactReader(plan, self._salt, counted.take(rejects))
        merge = facts.merge_blocks(
            unit.connection, plan.format.fact, self._workspace.shop_id, batch, plan.columns, reader.blocks(), self._step
        )
        self.rejects[batch] = rejects
        report = FileReport(
            file=file,
            sheet=table.sheet,
            format=plan.format.id,
            fact=plan.format.fact,
            rows_read=reader.rows_read,
            rows_stored=merge.stored,
            rows_rejected=counted.number,
            rows_unchanged=merge.unchanged + merge.repeated,
            first_day=None if merge.first_day is None else day_of(merge.first_day),
            last_day=None if merge.last_day is None else day_of(merge.last_day),
            warnings=(*plan_warnings(plan), *_row_warnings(reader.rows_read, merge, rejects)),
            batch=batch,
        )
        self._finish_batch(unit, batch, report, merge)
        if plan.format.fact == "product_day":
            _add_products(unit, self._workspace.shop_id, batch)
        return report

    def _step(self, rows: int) -> None:
        self._check()
        if self._progress is not None:
            self._progress(rows, 0)

    def _new_batch(self, unit: Unit, path: Path, file: str, plan: Plan) -> int:
        values = {
            "shop_id": self._workspace.shop_id,
            "file_name": file,
            "digest": _digest(path),
            "format_id": plan.format.id,
            "fact": plan.format.fact,
            "imported_at": self._workspace.clock.now().strftime("%Y-%m-%d %H:%M:%S"),
            "group_id": self.group,
        }
        batch = unit.connection.execute(
            insert(ImportBatchRow).values(**values).returning(ImportBatchRow.id)
        ).scalar_one()
        if self.group is None:
            self.group = batch
            unit.connection.exec_driver_sql("UPDATE import_batch SET group_id = id WHERE id = ?", (batch,))
        return int(batch)

    def _finish_batch(self, unit: Unit, batch: int, report: FileReport, merge: facts.Merge) -> None:
        unit.connection.exec_driver_sql(
            "UPDATE import_batch SET rows_read = ?, rows_stored = ?, rows_rejected = ?, rows_unchanged = ?, "
            "first_day = ?, last_day = ?, warnings = ? WHERE id = ?",
            (
                report.rows_read, report.rows_stored, report.rows_rejected, report.rows_unchanged, merge.first_day,
                merge.last_day, json.dumps([step_codec.encode_message(said) for said in report.warnings]), batch,
            ),
        )  # fmt: skip
        rejects = self.rejects[batch]
        if rejects:
            unit.connection.execute(
                insert(ImportRejectRow),
                [
                    {
                        "batch_id": batch,
                        "sheet": report.sheet,
                        "row": reject.row,
                        "column": reject.column,
                        "reason": reject.reason,
                        "cells": json.dumps(dict(reject.cells), ensure_ascii=False),
                    }
                    for reject in rejects
                ],
            )


class _Counter:
    """Counts rejects and keeps the first few thousand."""

    def __init__(self) -> None:
        self.number = 0

    def take(self, kept: list[Reject]) -> Callable[[Reject], None]:
        """Return a receiver of rejects."""

        def receive(reject: Reject) -> None:
            self.number += 1
            if len(kept) < KEPT_REJECTS:
                kept.append(reject)

        return receive


def _row_warnings(rows_read: int, merge: facts.Merge, rejects: Sequence[Reject]) -> Iterator[Message]:
    if rows_read == reading.SILENT_CUT_ROWS:
        yield message("imports.warning.silent_cut")
    if merge.repeated:
        yield message("imports.warning.repeated_rows", n=merge.repeated)
    if any(reject.reason == "digits_lost" for reject in rejects):
        yield message("imports.warning.digits_lost")


def _add_products(unit: Unit, shop_id: int, batch: int) -> None:
    """Add products that the import names and the catalogue lacks; part of the same step of undo."""
    found = unit.connection.exec_driver_sql(
        "SELECT product_code, MAX(title) AS title, MIN(day) AS first FROM product_day "
        "WHERE shop_id = ? AND batch_id = ? AND product_code NOT IN (SELECT code FROM product WHERE shop_id = ?) "
        "GROUP BY product_code ORDER BY product_code",
        (shop_id, batch, shop_id),
    ).all()
    if found:
        with journaling(unit):
            unit.session.add_all(
                ProductRow(shop_id=shop_id, code=row.product_code, title=row.title or row.product_code) for row in found
            )


def _salt(session: Session, shop_id: int) -> str:
    """Return the workspace's own salt for buyers' hashes, made on first use."""
    salt = setting_in(session, shop_id, "import_salt")
    if salt is None:
        salt = secrets.token_hex(16)
        put_setting(session, shop_id, "import_salt", salt)
        session.flush()
    return str(salt)


def _digest(path: Path) -> str:
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return ""
