"""What an import would do, shown before anything is stored."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from shopplanner.domain.days import day_of
from shopplanner.domain.errors import ShopPlannerError
from shopplanner.domain.messages import Message, message
from shopplanner.foundation.bilingual import Bilingual
from shopplanner.interchange import cells, raw_tables
from shopplanner.interchange.plans import Plan
from shopplanner.interchange.text_blocks import Row
from shopplanner.services.metrics.dialects import ColumnMapping, Dialect, plan_warnings
from shopplanner.services.workspace import Workspace

PREVIEW_ROWS = 12


@dataclass(frozen=True, slots=True)
class MappedColumn:
    """A column of a file and what becomes of it: a fact column with its type, kept as it is, or dropped."""

    name: str
    to: str
    kind: str
    state: str


@dataclass(frozen=True, slots=True)
class Preview:
    """What an import would make of one table; ``format`` is None where no known format fits."""

    file: str
    path: Path | None
    sheet: str
    format: str | None
    title: Bilingual | None
    fact: str
    header_row: int
    header: tuple[str, ...]
    columns: tuple[MappedColumn, ...]
    personal: tuple[str, ...]
    day: date | None
    rows: tuple[tuple[str, ...], ...]
    others: tuple[tuple[str, Bilingual], ...]
    warnings: tuple[Message, ...]
    error: ShopPlannerError | None = None


def preview(
    workspace: Workspace, paths: Sequence[Path], *, as_format: str = "", mapping: ColumnMapping | None = None
) -> list[Preview]:
    """Say what importing the files would do, without changing anything; files that cannot be used carry their error."""
    with workspace.read() as session:
        dialect = Dialect(session, workspace.shop_id, workspace.clock.today())
    shown: list[Preview] = []
    for path in paths:
        try:
            shown += [_preview(dialect, table, path, as_format, mapping) for table in raw_tables.open_tables(path)]
        except ShopPlannerError as error:
            shown.append(_failed_preview(path, error))
    return shown


def preview_text(workspace: Workspace, content: str, *, mapping: ColumnMapping | None = None) -> Preview:
    """Say what importing a pasted table would do.

    Raises:
        InputError: if nothing was pasted.
    """
    with workspace.read() as session:
        dialect = Dialect(session, workspace.shop_id, workspace.clock.today())
    return _preview(dialect, raw_tables.pasted_table(content), None, "", mapping)


def _preview(
    dialect: Dialect, table: raw_tables.RawTable, path: Path | None, as_format: str, mapping: ColumnMapping | None
) -> Preview:
    file = path.name if path else table.file
    try:
        plan = dialect.plan(table, file, as_format, mapping)
    except ShopPlannerError as error:
        return replace(_failed_preview(path or Path(file), error), sheet=table.sheet)
    number, header, first = dialect.header(table)
    if plan is None:
        columns = tuple(MappedColumn(name.strip(), "", "", "unknown") for name in header if name.strip())
        return Preview(
            table.file or file, path, table.sheet, None, None, "", number, header, columns, (), None,
            _shown_rows(first, number, frozenset()), (), (message("imports.warning.unknown_format"),),
        )  # fmt: skip
    return Preview(
        file=table.file or file,
        path=path,
        sheet=table.sheet,
        format=plan.format.id,
        title=plan.format.title,
        fact=plan.format.fact,
        header_row=plan.header_row,
        header=plan.header,
        columns=_mapped(plan),
        personal=plan.personal,
        day=None if plan.day is None else day_of(plan.day),
        rows=_shown_rows(first, plan.header_row, plan.hidden),
        others=tuple((each.id, each.title) for each in plan.others),
        warnings=plan_warnings(plan),
    )


def _mapped(plan: Plan) -> tuple[MappedColumn, ...]:
    by_position: dict[int, MappedColumn] = {}
    for column in plan.used:
        by_position.setdefault(column.position, MappedColumn(column.name.strip(), column.to, column.kind, "used"))
    by_position.update({position: MappedColumn(name.strip(), "", "", "kept") for position, name in plan.kept_as_is})
    for position, name in enumerate(plan.header):
        if position in plan.hidden and position not in by_position:
            by_position[position] = MappedColumn(name.strip(), "", "", "personal")
        elif name.strip():
            by_position.setdefault(position, MappedColumn(name.strip(), "", "", "computed"))
    return tuple(by_position[position] for position in sorted(by_position))


def _shown_rows(
    first: Sequence[tuple[int, Row]], header_row: int, hidden: frozenset[int]
) -> tuple[tuple[str, ...], ...]:
    below = [row for number, row in first if number > header_row and any(cell not in ("", None) for cell in row)]
    return tuple(
        tuple("" if position in hidden else cells.clean(cell) for position, cell in enumerate(row))
        for row in below[:PREVIEW_ROWS]
    )


def _failed_preview(path: Path, error: ShopPlannerError) -> Preview:
    return Preview(path.name, path, "", None, None, "", 0, (), (), (), None, (), (), (), error)
