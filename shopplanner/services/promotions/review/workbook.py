"""The review as a workbook: figures by phase, uplift by day, profit, items, channels, refunds, lessons."""

from __future__ import annotations

from pathlib import Path

from shopplanner.analytics.uplift import CannotTell
from shopplanner.domain.errors import CannotWriteError
from shopplanner.domain.metrics.definitions import STEPS, Unit
from shopplanner.foundation.i18n import text
from shopplanner.interchange.table_workbook import Cell, Table, TableColumn, write_workbook
from shopplanner.services import wording
from shopplanner.services.promotions.review.amounts import pieces
from shopplanner.services.promotions.review.derivation import days
from shopplanner.services.promotions.review.figures import Figure
from shopplanner.services.promotions.review.report import Line, Phase, Review
from shopplanner.services.promotions.review.store import owner_words


def write_review(review: Review, path: Path) -> Path:
    """Write a review as an Excel workbook and return the file written.

    Raises:
        CannotWriteError: if the system refuses.
    """
    target = path if path.suffix.lower() == ".xlsx" else path.with_name(f"{path.name}.xlsx")
    sheets = [
        _figures(review), _days(review), _profit(review), _items(review), _channels(review), _reasons(review),
        _lessons(review),
    ]  # fmt: skip
    try:
        write_workbook(target, sheets)
    except OSError as error:
        raise CannotWriteError(target, error) from error
    return target


def _figures(review: Review) -> Table:
    """Return every phase's figures; units differ by line, so numbers carry them in a column of their own."""
    columns = (
        _text("phase"), _text("metric"), _text("unit"), _text("target", "decimal"), _text("actual", "decimal"),
        _text("completion", "percent"), _text("last_kind", "decimal"), _text("last_year", "decimal"), _text("how"),
    )  # fmt: skip
    rows = [_figure_row(phase, line) for phase in review.phases for line in phase.lines]
    notes = [
        review.promotion.name,
        text(f"review.verdict.{review.verdict}"),
        *(wording.render(each) for each in review.suggestion.reasons),
    ]
    return Table(text("review.figures.title"), columns, rows, notes=notes)


def _figure_row(phase: Phase, line: Line) -> list[Cell]:
    name = text(f"promotions.phase.{phase.kind}") if phase.kind else text("review.phase.all")
    done = None if line.completion is None else line.completion / 10_000
    return [
        name, text(f"review.figure.{line.metric}"), text(f"review.unit.{line.unit}"),
        _number(line.unit, line.target), _of(line.unit, line.actual), done, _of(line.unit, line.last_kind),
        _of(line.unit, line.last_year), wording.render(line.actual.how),
    ]  # fmt: skip


def _days(review: Review) -> Table:
    """Return pieces by day against the baseline, or why there is none."""
    columns = (
        _text("day", "date"), _text("day_kind"), _text("sold", "count"), _text("expected", "decimal"),
        _text("low", "decimal"), _text("high", "decimal"),
    )  # fmt: skip
    effect = review.impact.units
    title = text("review.curve.title")
    if isinstance(effect, CannotTell):
        why = text(f"review.doubt.{effect.reason}", have=effect.have, need=effect.need)
        return Table(title, columns, [], notes=[why])
    found = days(effect, review.impact.own.units, review.scope.span)
    rows: list[list[Cell]] = [
        [each.day, text(f"review.day.{each.kind}"), each.actual, each.expected, each.low, each.high] for each in found
    ]
    net = effect.net
    note = text("review.derived.net", net=pieces(net.value), low=pieces(net.low), high=pieces(net.high))
    return Table(title, columns, rows, notes=[note])


def _profit(review: Review) -> Table:
    profit = review.impact.profit
    rows: list[list[Cell]] = []
    if profit is not None:
        rows = [
            [text(f"review.part.{part.key}"), _yuan(part.value), wording.render(part.note)] for part in profit.parts
        ]
        rows.append([text("review.tile.profit"), _yuan(round(profit.value.value)), text("review.tile_hint.profit")])
    coupons = review.written.coupons
    for name in ("issued", "claimed", "used"):
        rows.append([text(f"review.costs.{name}"), getattr(coupons, name), None])
    rows += [[text(f"review.costs.{name}"), _yuan(getattr(coupons, name)), None] for name in ("cost", "fixed")]
    return Table(text("review.profit.title"), (_text("part"), _text("amount", "decimal"), _text("how")), rows)


def _items(review: Review) -> Table:
    columns = (
        _text("code"), _text("item"), _text("role"), _text("price", "money"), _text("paid_price", "money"),
        _text("stock_in", "count"), _text("sold", "count"), _text("sell_through", "percent"), _text("paid", "money"),
        _text("margin", "percent"), _text("stock_left", "count"), _text("flag"),
    )  # fmt: skip
    rows: list[list[Cell]] = [
        [
            row.code, row.name, text(f"products.role.{row.role}") if row.role else None, _yuan(row.price),
            _yuan(row.paid_price), row.stock_in, row.sold, _share(row.sell_through), _yuan(row.paid),
            _share(row.margin), row.stock_left, text(f"review.flag.{row.flag}") if row.flag else None,
        ]
        for row in review.items
    ]  # fmt: skip
    return Table(text("review.items.title"), columns, rows)


def _channels(review: Review) -> Table:
    columns = (
        _text("channel"), _text("kind"), _text("visitors_day", "count"), _text("conversion", "percent"),
        _text("paid", "money"), _text("spend", "money"), _text("roas", "decimal"),
    )  # fmt: skip
    rows: list[list[Cell]] = [
        [
            row.name, text("review.channel.campaign" if row.campaign else "review.channel.source"), row.visitors,
            _share(row.conversion), _yuan(row.paid), _yuan(row.spend), _share(row.roas),
        ]
        for row in review.channels
    ]  # fmt: skip
    return Table(text("review.channels.title"), columns, rows)


def _reasons(review: Review) -> Table:
    columns = (_text("reason"), _text("cases", "count"), _text("share", "percent"), _text("amount", "money"))
    rows: list[list[Cell]] = [
        [row.reason, row.cases, _share(row.share), _yuan(row.amount)] for row in review.reasons
    ]  # fmt: skip
    return Table(text("review.reasons.title"), columns, rows)


def _lessons(review: Review) -> Table:
    columns = (_text("lesson_kind"), _text("lesson"), _text("owner"), _text("due", "date"))
    rows: list[list[Cell]] = [
        [
            text(f"review.lessons.{each.kind}"), each.text, owner_words(each.owner) or None, each.due,
        ]
        for each in review.written.lessons
    ]  # fmt: skip
    return Table(text("review.lessons.title"), columns, rows)


def _text(name: str, kind: str = "") -> TableColumn:
    return TableColumn(text(f"review.column.{name}"), kind)


def _of(unit: Unit, figure: Figure | None) -> float | None:
    return None if figure is None else _number(unit, figure.value)


def _number(unit: Unit, value: int | None) -> float | None:
    """Return a figure in the unit that people read: yuan, per cent, times."""
    return None if value is None else value / STEPS[unit]


def _yuan(value: int | None) -> float | None:
    return None if value is None else value / 100


def _share(value: int | None) -> float | None:
    return None if value is None else value / 10_000
