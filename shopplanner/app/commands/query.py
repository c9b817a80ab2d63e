"""``query``: figures by metric, period and cut."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING, Any, Final, Literal, cast

from shopplanner.app.commands.answer import Answer, UsageError, day, opened
from shopplanner.domain.messages import message
from shopplanner.domain.metrics.periods import Comparison, TimeGrain
from shopplanner.foundation.i18n import text

if TYPE_CHECKING:
    from shopplanner.services.metrics.query import Dimension, QueryResult, Row

DIMENSIONS: Final = ("product", "channel", "campaign")
GRAINS: Final = ("day", "week", "month")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("--metric", required=True, metavar="M[,M]", help=text("cli.query.metric"))
    parser.add_argument("--from", dest="first", type=day, required=True, metavar="DATE", help=text("cli.query.from"))
    parser.add_argument("--to", dest="last", type=day, required=True, metavar="DATE", help=text("cli.query.to"))
    parser.add_argument(
        "--by", default="", metavar="CUT[,CUT]", help=text("cli.query.by", cuts=", ".join((*GRAINS, *DIMENSIONS)))
    )
    parser.add_argument(
        "--compare", choices=[each.value for each in Comparison], default=None, help=text("cli.query.compare")
    )
    parser.add_argument("--people", choices=("refuse", "mean"), default="refuse", help=text("cli.query.people"))


def run(given: argparse.Namespace) -> Answer:
    """Ask for the figures."""
    from shopplanner.services.metrics.query import query

    if given.last < given.first:
        raise UsageError(message("cli.query.order", first=given.first, last=given.last))
    grain, dimension = cut(given.by)
    with opened(given, read_only=True) as workspace:
        result = query(
            workspace,
            [name.strip() for name in given.metric.split(",") if name.strip()],
            given.first,
            given.last,
            by=dimension,
            grain=grain,
            compare=Comparison(given.compare) if given.compare else None,
            people=cast("Literal['refuse', 'mean']", given.people),
        )
    return Answer(_as_data(result), tuple(_table(result)))


def cut(words: str) -> tuple[TimeGrain, tuple[Dimension, ...]]:
    """Return the step of time and the dimension that ``--by`` asks for.

    Raises:
        UsageError: if a word is none of them, or two of a kind are named.
    """
    asked = [word.strip() for word in words.split(",") if word.strip()]
    grains = [word for word in asked if word in GRAINS]
    dimensions = [word for word in asked if word in DIMENSIONS]
    unknown = [word for word in asked if word not in (*GRAINS, *DIMENSIONS)]
    if unknown or len(grains) > 1 or len(dimensions) > 1:
        raise UsageError(message("cli.query.bad_cut", value=words, cuts=", ".join((*GRAINS, *DIMENSIONS))))
    grain = TimeGrain(grains[0]) if grains else TimeGrain.TOTAL
    return grain, cast("tuple[Dimension, ...]", tuple(dimensions))


def _as_data(result: QueryResult) -> dict[str, Any]:
    from shopplanner.services.wording import render

    data: dict[str, Any] = {
        "metrics": [{"id": metric.id, "name": str(metric.name), "unit": metric.unit} for metric in result.metrics],
        "rows": [_row(result, row) for row in result.rows],
        "notes": [render(note) for note in result.notes],
    }
    if result.compared is not None:
        period = result.compared.period
        rows = [_row(result.compared, row) for row in result.compared.rows]
        data["compared"] = {"first": period.first, "last": period.last, "rows": rows}
    return data


def _row(result: QueryResult, row: Row) -> dict[str, Any]:
    """Return a row with figures in the units that a person reads: yuan, fractions, seconds."""
    from shopplanner.services.metrics.export import number

    head: dict[str, Any] = {"first": row.period.first, "last": row.period.last}
    if row.entity:
        head |= {"entity": row.entity, "title": row.title}
    figures = zip(result.metrics, row.values, strict=True)
    return head | {metric.id: number(metric, value) for metric, value in figures}


def _table(result: QueryResult) -> list[str]:
    """Return the rows as a table with tabs between the cells; a missing figure is a dash."""
    from shopplanner.services.metrics.definitions import format_value

    entity = any(row.entity for row in result.rows)
    head = [text("cli.query.first"), text("cli.query.last"), *([text("cli.query.entity")] if entity else [])]
    lines = ["\t".join([*head, *(str(metric.name) for metric in result.metrics)])]
    for row in result.rows:
        cells = [row.period.first.isoformat(), row.period.last.isoformat(), *([row.title] if entity else [])]
        cells += [format_value(metric, value) for metric, value in zip(result.metrics, row.values, strict=True)]
        lines.append("\t".join(cells))
    return lines
