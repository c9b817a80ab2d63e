"""A dashboard's table as a file: Excel with typed cells, or CSV."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from shopplanner.domain.errors import InputError
from shopplanner.domain.messages import message
from shopplanner.domain.metrics.definitions import Metric, Unit
from shopplanner.domain.metrics.periods import Period
from shopplanner.foundation.i18n import text
from shopplanner.interchange.table_workbook import Cell, Table, TableColumn
from shopplanner.services import wording
from shopplanner.services.metrics import definitions
from shopplanner.services.metrics.dashboard import Dashboard
from shopplanner.services.metrics.query import QueryResult, Row
from shopplanner.services.table_files import write_table

KINDS = {
    Unit.COUNT: "count",
    Unit.PEOPLE: "count",
    Unit.MONEY: "money",
    Unit.RATIO: "percent",
    Unit.TIMES: "decimal",
    Unit.SECONDS: "decimal",
    Unit.SCORE: "decimal",
}


def export_dashboard(shown: Dashboard, path: Path) -> Path:
    """Write the table of a dashboard; the kind of file goes by its suffix. Return the file written.

    Raises:
        InputError: if there is nothing to write, or the system refuses.
    """
    if shown.table is None or not shown.table.rows:
        raise InputError(message("metrics.error.nothing_to_export"))
    return write_table(path, as_table(shown, shown.table))


def as_table(shown: Dashboard, result: QueryResult) -> Table:
    """Return the rows with their comparison and, where there may be one, the total; metrics keep their units."""
    entity = bool(shown.view.cut)
    head = [text(f"metrics.table.{shown.view.cut}"), text("metrics.export.code")] if entity else []
    first = [TableColumn(title) for title in head] or _day_columns(result)
    columns = [*first, *(column for metric in result.metrics for column in _columns(metric, shown.before))]
    earlier = {row.entity: row for row in result.compared.rows} if entity and result.compared else {}
    rows: list[list[Cell]] = []
    for number, row in enumerate(result.rows):
        other = earlier.get(row.entity) if entity else _at(result.compared, number)
        rows.append(
            [*_head(row, entity=entity, split=len(first) == 2), *_cells(result.metrics, row, other, shown.before)]
        )
    return Table(
        text("metrics.dashboard.title"), tuple(columns), rows, [_foot(shown, result, len(first))], _notes(shown)
    )


def _day_columns(result: QueryResult) -> list[TableColumn]:
    """Return one column for days, two for longer buckets."""
    if all(len(row.period) == 1 for row in result.rows):
        return [TableColumn(text("metrics.table.day"), "date")]
    return [TableColumn(text("metrics.export.from"), "date"), TableColumn(text("metrics.export.to"), "date")]


def _columns(metric: Metric, before: Period | None) -> list[TableColumn]:
    """Return a metric's column and, where there is a comparison, that of the earlier period."""
    name, kind = str(metric.name), KINDS[metric.unit]
    earlier = [TableColumn(text("metrics.export.before", metric=name), kind)] if before else []
    return [TableColumn(name, kind), *earlier]


def _head(row: Row, *, entity: bool, split: bool) -> list[Cell]:
    """Return a row's first cells."""
    if entity:
        return [row.title, row.entity]
    return [row.period.first, row.period.last] if split else [row.period.first]


def _cells(metrics: Sequence[Metric], row: Row, other: Row | None, before: Period | None) -> list[Cell]:
    """Return a row's figures."""
    cells: list[Cell] = []
    for at, metric in enumerate(metrics):
        cells.append(number(metric, row.values[at]))
        if before is not None:
            cells.append(number(metric, other.values[at] if other else None))
    return cells


def number(metric: Metric, value: int | None) -> float | int | None:
    """Return a figure in the unit of its column: yuan, fraction, seconds."""
    found = definitions.as_number(metric, value)
    if found is None or value is None:
        return None
    return found / 100 if metric.unit is Unit.RATIO else value if KINDS[metric.unit] == "count" else found


def _foot(shown: Dashboard, result: QueryResult, width: int) -> list[Cell]:
    """Return the total line; a figure that has no total stays empty."""
    before = result.compared.totals if result.compared else ()
    cells: list[Cell] = [text("metrics.table.total"), *([None] * (width - 1))]
    for at, (metric, total) in enumerate(zip(result.metrics, result.totals, strict=True)):
        cells.append(number(metric, total.value))
        if shown.before is not None:
            cells.append(number(metric, before[at].value) if before else None)
    return cells


def _notes(shown: Dashboard) -> list[str]:
    """Return the remarks above the table: the periods, and that people are not summed."""
    lines = [text("metrics.export.period", first=shown.period.first, last=shown.period.last)]
    if shown.before is not None:
        lines.append(text("metrics.export.against", first=shown.before.first, last=shown.before.last))
    lines.extend(wording.render(note) for note in shown.notes)
    return lines


def _at(result: QueryResult | None, number: int) -> Row | None:
    """Return a result's row by its place in time."""
    return result.rows[number] if result is not None and number < len(result.rows) else None
