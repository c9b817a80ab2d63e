"""``export``: a month's plan, its calendar, the positioning sheet, or all data, as files."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from shopplanner.app.commands.answer import Answer, month, opened, written
from shopplanner.domain.errors import InputError, Location
from shopplanner.domain.messages import message
from shopplanner.foundation.i18n import text

if TYPE_CHECKING:
    from shopplanner.services.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is to be written: the workspace, the month that it is about, and the file."""

    workspace: Workspace
    year: int
    month: int
    target: Path


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    kinds = "; ".join(f"{what} ({', '.join(forms)})" for what, forms in WRITERS.items())
    parser.add_argument("what", choices=list(WRITERS), help=text("cli.export.what", kinds=kinds))
    parser.add_argument("--month", type=month, default=None, metavar="YYYY-MM", help=text("cli.export.month"))
    parser.add_argument("-o", "--output", type=Path, required=True, metavar="FILE", help=text("cli.help.output"))


def run(given: argparse.Namespace) -> Answer:
    """Write the file; its kind goes by its ending."""
    target: Path = given.output.absolute()
    writer = WRITERS[given.what].get(target.suffix.lower())
    if writer is None:
        kinds = ", ".join(WRITERS[given.what])
        where = Location(file=str(target))
        raise InputError(message("cli.export.kind", kinds=kinds), message("cli.export.kind_hint"), where)
    with opened(given, read_only=True) as workspace, written(target):
        chosen = given.month or workspace.clock.today().strftime("%Y-%m")
        year, number = (int(part) for part in chosen.split("-"))
        counts = writer(Wanted(workspace, year, number, target))
    return Answer({"file": str(target), **counts}, (text("cli.done.file", path=target),))


def _plan_workbook(wanted: Wanted) -> Mapping[str, int]:
    from shopplanner.services.promotions.export import export_workbook

    export_workbook(wanted.workspace, wanted.year, wanted.month, wanted.target)
    return {}


def _plan_page(wanted: Wanted) -> Mapping[str, int]:
    from shopplanner.app.paper import write_month

    write_month(wanted.workspace, wanted.year, wanted.month, wanted.target)
    return {"pages": 1}


def _calendar(wanted: Wanted) -> Mapping[str, int]:
    from shopplanner.services.promotions.calendar_export import export_calendar

    export_calendar(wanted.workspace, wanted.year, wanted.month, wanted.target)
    return {}


def _positioning_workbook(wanted: Wanted) -> Mapping[str, int]:
    from shopplanner.services.positioning.sheet import export_workbook

    export_workbook(wanted.workspace, wanted.target)
    return {}


def _positioning_page(wanted: Wanted) -> Mapping[str, int]:
    from shopplanner.app.paper import write_positioning

    write_positioning(wanted.workspace, wanted.target)
    return {"pages": 1}


def _data(wanted: Wanted) -> Mapping[str, int]:
    from shopplanner.services.data_export import export_data

    done = export_data(wanted.workspace, wanted.target)
    return {"tables": done.tables, "rows": done.rows}


WRITERS: Final[Mapping[str, Mapping[str, Callable[[Wanted], Mapping[str, int]]]]] = {
    "plan": {".xlsx": _plan_workbook, ".pdf": _plan_page},
    "calendar": {".ics": _calendar},
    "positioning": {".pdf": _positioning_page, ".xlsx": _positioning_workbook},
    "data": {".xlsx": _data, ".zip": _data},
}
"""What can be written, and as which kinds of file."""
