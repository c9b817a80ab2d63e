"""``import``: bring export files into a workspace, as one step of undo."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from shopplanner.app.commands.answer import Answer, UsageError, explain, opened, progress
from shopplanner.domain.errors import NotFoundError
from shopplanner.domain.messages import message
from shopplanner.foundation.i18n import text

if TYPE_CHECKING:
    from shopplanner.services.metrics.importing import FileReport
    from shopplanner.services.workspace import Workspace


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("files", nargs="+", type=Path, metavar="FILE", help=text("cli.import.files"))
    parser.add_argument("--dry-run", action="store_true", help=text("cli.import.dry_run"))
    parser.add_argument("--shop", default="", metavar="NAME", help=text("cli.import.shop"))
    parser.add_argument("--as", dest="as_format", default="", metavar="FORMAT", help=text("cli.import.as"))


def run(given: argparse.Namespace) -> Answer:
    """Import the files and account for every row."""
    from shopplanner.interchange.formats import known_formats
    from shopplanner.services.metrics.importing import import_files

    known = sorted(each.id for each in known_formats())
    if given.as_format and given.as_format not in known:
        raise UsageError(message("cli.import.unknown_format", format=given.as_format, known=", ".join(known)))
    with opened(given, read_only=False) as workspace:
        if given.shop:
            _select(workspace, given.shop)
        reports = import_files(
            workspace,
            given.files,
            as_format=given.as_format,
            dry_run=given.dry_run,
            progress=progress(text("cli.import.title")),
        ).value
    return _answer(reports)


def _answer(reports: Sequence[FileReport]) -> Answer:
    """Return what became of each file; if none could be used, the first one's failure.

    Raises:
        ShopPlannerError: the first failure, where nothing at all was taken in.
    """
    failed = [report.error for report in reports if report.error is not None]
    if failed and len(failed) == len(reports):
        raise failed[0]
    batches = [report.batch for report in reports if report.batch is not None]
    data = {"files": [_as_data(report) for report in reports], "batch": min(batches, default=None)}
    return Answer(data, tuple(line for report in reports for line in _lines(report)), ok=not failed)


def _as_data(report: FileReport) -> dict[str, Any]:
    from shopplanner.services.wording import render

    return {
        "file": report.file,
        "sheet": report.sheet,
        "format": report.format,
        "rows_read": report.rows_read,
        "rows_stored": report.rows_stored,
        "rows_rejected": report.rows_rejected,
        "rows_unchanged": report.rows_unchanged,
        "first_day": report.first_day,
        "last_day": report.last_day,
        "warnings": [render(said) for said in report.warnings],
        "rejects_file": report.rejects_file,
        "error": explain(report.error) if report.error else None,
    }


def _lines(report: FileReport) -> list[str]:
    """Return what became of a file, for people."""
    from shopplanner.services.wording import render

    if report.error is not None:
        told = explain(report.error)
        return [
            text("cli.import.failed", file=report.file, reason=" ".join(filter(None, (told["error"], told["hint"]))))
        ]
    counts = text(
        "cli.import.done",
        file=report.file,
        format=report.format,
        read=f"{report.rows_read:,}",
        stored=f"{report.rows_stored:,}",
        unchanged=f"{report.rows_unchanged:,}",
        rejected=f"{report.rows_rejected:,}",
    )
    lines = [counts, *(f"  {render(said)}" for said in report.warnings)]
    if report.rejects_file is not None:
        lines.append(f"  {text('cli.import.rejects', path=report.rejects_file)}")
    return lines


def _select(workspace: Workspace, name: str) -> None:
    """Work on the shop of that name.

    Raises:
        NotFoundError: if there is none; names those that there are.
    """
    from shopplanner.services.shops import shops

    found = shops(workspace)
    wanted = next((shop for shop in found if shop.name == name), None)
    if wanted is None:
        names = "、".join(shop.name for shop in found)
        raise NotFoundError(message("cli.import.no_shop", name=name), message("cli.import.no_shop_hint", names=names))
    workspace.select_shop(wanted.id)
