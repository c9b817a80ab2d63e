"""Rejected rows beside the workspace, as a table that can be opened, mended and imported again."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from pathlib import Path

from shopplanner.foundation import files
from shopplanner.foundation.i18n import text
from shopplanner.foundation.spreadsheet_cells import guarded
from shopplanner.interchange.reading import Reject
from shopplanner.services.workspace import Workspace


def folder(workspace: Workspace) -> Path:
    """Return the folder of rejected rows, beside the workspace."""
    return workspace.path.with_name(f"{workspace.path.stem}.rejects")


def save(workspace: Workspace, batch: int | None, file_name: str, rejects: Sequence[Reject]) -> Path | None:
    """Write a file's rejected rows as CSV and return where; nothing to reject writes nothing."""
    if not rejects:
        return None
    target = folder(workspace) / f"{batch}-{Path(file_name).stem}.csv"
    target.parent.mkdir(exist_ok=True)
    names = list(dict.fromkeys(name for reject in rejects for name in reject.cells))
    with files.atomic_path(target) as beside, beside.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerow([text("imports.reject.row"), text("imports.reject.column"), text("imports.reject.why"), *names])
        for reject in rejects:
            why = text(f"imports.reason.{reject.reason}")
            cells = [reject.cells.get(name, "") for name in names]
            writer.writerow([reject.row, *map(guarded, [reject.column, why, *cells])])
    return target
