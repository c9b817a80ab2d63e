"""The dashboard's table: rows by time, product, channel or campaign, with a total line where there may be one."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from shopplanner.domain.metrics.aggregation import Change, change
from shopplanner.domain.metrics.definitions import Metric
from shopplanner.domain.metrics.periods import Period, TimeGrain
from shopplanner.foundation.i18n import text
from shopplanner.services import wording
from shopplanner.services.metrics import definitions
from shopplanner.services.metrics.dashboard import Dashboard, mostly_known
from shopplanner.services.metrics.query import QueryResult, Row
from shopplanner.ui.common.table import Column


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the table.

    Attributes:
        order: what the first column sorts by; None for the total, which stays last.
        notes: a remark a metric, such as why there is no total.
    """

    title: str
    entity: str
    order: Any
    values: tuple[int | None, ...]
    changes: tuple[Change | None, ...]
    notes: tuple[str, ...]
    total: bool = False


def lines(shown: Dashboard) -> list[Line]:
    """Return the table's lines: the total, then the newest days or the greatest parts first."""
    result = shown.table
    if result is None or not result.rows:
        return []
    earlier = _earlier(result)
    made = [_line(shown, result, row, earlier(number, row)) for number, row in enumerate(result.rows)]
    ordered = made if shown.view.cut else made[::-1]
    return [_total(result), *ordered] if len(made) > 1 else ordered


def columns(shown: Dashboard) -> list[Column[Line]]:
    """Return the columns: what the line is about, then each metric, with its change where one is asked for."""
    made: list[Column[Line]] = [
        Column(
            "title",
            f"metrics.table.{shown.view.cut or shown.view.grain}",
            lambda line: line.title,
            sort=lambda line: line.order,
            width=14 if shown.view.cut else 9,
            tooltip=lambda line: line.title,
        )
    ]
    for at, metric in enumerate(shown.table.metrics if shown.table else ()):
        made.append(_value_column(at, metric, focused=metric == shown.focus))
        if shown.before is not None and (shown.view.cut or shown.focus == metric):
            made.append(_change_column(at, metric))
    return made


def period_title(period: Period, grain: TimeGrain) -> str:
    """Return a bucket's name: a day with its weekday, a week by its ends, a month."""
    if grain is TimeGrain.MONTH:
        return f"{period.first:%Y-%m}"
    if len(period) == 1:
        return f"{period.first:%Y-%m-%d} {text(f'metrics.weekday.{period.first.weekday()}')}"
    return f"{period.first:%Y-%m-%d} – {period.last:%m-%d}"


def _value_column(at: int, metric: Metric, *, focused: bool) -> Column[Line]:
    """Return a metric's column."""
    return Column(
        metric.id,
        "",
        lambda line: definitions.format_value(metric, line.values[at]),
        sort=lambda line: None if line.total else line.values[at],
        number=True,
        tooltip=lambda line: line.notes[at],
        role=lambda line: "" if line.values[at] is not None else "muted",
        title=str(metric.name),
        width=7,
        bold=focused,
    )


def _change_column(at: int, metric: Metric) -> Column[Line]:
    """Return the column of a metric's change."""
    return Column(
        f"{metric.id}.change",
        "metrics.table.change",
        lambda line: definitions.format_change(metric, line.changes[at]),
        sort=lambda line: None if line.total else _size(line.changes[at]),
        number=True,
        role=lambda line: _role(line.changes[at]),
        width=6,
    )


def _earlier(result: QueryResult) -> Callable[[int, Row], Row | None]:
    """Return how to find the row that another is compared with: by entity, or by place in time."""
    other = result.compared
    if other is None:
        return lambda _number, _row: None
    by_entity = {row.entity: row for row in other.rows}
    if any(by_entity) or any(row.entity for row in result.rows):
        return lambda _number, row: by_entity.get(row.entity)
    return lambda number, _row: other.rows[number] if number < len(other.rows) else None


def _line(shown: Dashboard, result: QueryResult, row: Row, earlier: Row | None) -> Line:
    """Return a row with its changes and remarks."""
    before = _comparable(earlier) if earlier else [None] * len(row.values)
    pairs = zip(result.metrics, row.values, before, strict=True)
    days = len(row.period)
    return Line(
        row.title if shown.view.cut else period_title(row.period, shown.view.grain),
        row.entity,
        row.title if shown.view.cut else row.period.first,
        row.values,
        tuple(change(metric, now, then) for metric, now, then in pairs),
        tuple(text("metrics.table.known", known=known, days=days) if 0 < known < days else "" for known in row.known),
    )


def _total(result: QueryResult) -> Line:
    """Return the total line: a dash with the reason where there is no total."""
    other = result.compared
    before = (
        [total.value if mostly_known(total.known, len(other.period)) else None for total in other.totals]
        if other
        else [None] * len(result.metrics)
    )
    changes = [
        change(metric, total.value, then)
        for metric, total, then in zip(result.metrics, result.totals, before, strict=True)
    ]
    return Line(
        text("metrics.table.total"),
        "",
        None,
        tuple(total.value for total in result.totals),
        tuple(changes),
        tuple(
            wording.render(total.reason) if total.reason else text(f"metrics.method.{total.method}")
            for total in result.totals
        ),
        total=True,
    )


def _comparable(row: Row) -> list[int | None]:
    """Return a row's values, without those that most days are missing from."""
    days = len(row.period)
    return [value if mostly_known(known, days) else None for value, known in zip(row.values, row.known, strict=True)]


def _size(found: Change | None) -> int | None:
    """Return what a change sorts by."""
    if found is None:
        return None
    return found.relative if found.relative is not None else found.difference


def _role(found: Change | None) -> str:
    """Return the colour role of a change."""
    if found is None or found.good is None:
        return "muted"
    return "good" if found.good else "bad"
