"""Where a figure of the review comes from: the days and rows behind it, to be read or copied."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from shopplanner.analytics.uplift import LOOK_BACK, Effect, Span
from shopplanner.domain.days import day_number, day_of
from shopplanner.domain.messages import Message, message
from shopplanner.domain.metrics.definitions import Unit
from shopplanner.domain.metrics.periods import Period
from shopplanner.services.metrics import definitions
from shopplanner.services.metrics.query import query
from shopplanner.services.promotions.review.buyers import buyers
from shopplanner.services.promotions.review.figures import FROM_REPORTS
from shopplanner.services.promotions.review.lines import daily
from shopplanner.services.promotions.review.scope import Scope
from shopplanner.services.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Day:
    """A day behind an uplift: what it served for, what was sold, what would have been.

    ``kind`` is clean (the baseline rests on it), promotion, after, or left_out (near another promotion, stock-out).
    """

    day: date
    kind: str
    actual: float
    expected: float
    low: float | None
    high: float | None


@dataclass(frozen=True, slots=True)
class Row:
    """One row behind a figure; ``name`` is a day, a product or a count."""

    name: Message | str | date
    unit: Unit
    value: int | None


def days(found: Effect, sales: Mapping[int, float], span: Span, back: int = LOOK_BACK) -> tuple[Day, ...]:
    """Return the days from ``back`` days before the promotion to the end of what is known, with their part in it."""
    ends = max([*found.days, *found.clean])
    known = [day for day in sorted(sales) if span.first - back <= day <= ends]
    expected = found.model.expected(known, span.festivals)
    places = {day: place for place, day in enumerate(found.days)}
    clean, during = set(found.clean), set(found.during)
    made = []
    for day, mean in zip(known, expected, strict=True):
        place = places.get(day)
        kind = "clean" if day in clean else "left_out"
        if place is not None:
            kind = "promotion" if day in during else "after"
        low, high = (None, None) if place is None else (found.low[place], found.high[place])
        made.append(Day(day_of(day), kind, sales[day], float(mean), low, high))
    return tuple(made)


def rows(workspace: Workspace, scope: Scope, period: Period, metric: str) -> tuple[Row, ...]:
    """Return what a figure of a phase was made from: days, products, or counts of orders and buyers."""
    if metric in FROM_REPORTS:
        return _reported(workspace, scope, period, metric)
    if metric.endswith("margin"):
        return _margin(workspace, scope, period)
    return _counts(workspace, scope, period)


def _reported(workspace: Workspace, scope: Scope, period: Period, metric: str) -> tuple[Row, ...]:
    """Return the daily figures of the shop or of one product, of several products one line each and day."""
    known = definitions.metric(metric)
    if len(scope.codes) <= 1:
        found = query(workspace, [metric], period.first, period.last, products=scope.codes)
        return tuple(Row(row.period.first, known.unit, row.values[0]) for row in found.rows)
    by = query(workspace, [metric], period.first, period.last, by=["product"], products=scope.codes)
    return tuple(
        Row(f"{row.period.first} {row.title}", known.unit, row.values[0])
        for row in by.rows
        if row.values[0] is not None
    )


def _margin(workspace: Workspace, scope: Scope, period: Period) -> tuple[Row, ...]:
    """Return what every product earned: amount paid, and what the pieces had cost."""
    first, last = day_number(period.first), day_number(period.last)
    with workspace.read() as session:
        found = daily(session, workspace.shop_id, first, last)
    made = []
    for each in scope.goods:
        figures = found.of(each.code)
        units, paid = (sum(figures.get(name, {}).values()) for name in ("paid_units", "paid_amount"))
        if paid:
            cost = None if each.cost is None else units * each.cost
            made.append(Row(message("review.row.paid", name=each.name, n=units), Unit.MONEY, paid))
            made.append(Row(message("review.row.cost", name=each.name, n=units), Unit.MONEY, cost))
    return tuple(made)


def _counts(workspace: Workspace, scope: Scope, period: Period) -> tuple[Row, ...]:
    """Return what the order lines were counted to."""
    with workspace.read() as session:
        found = buyers(session, workspace.shop_id, scope.codes, period)
    counts = (
        ("orders", Unit.COUNT, found.orders),
        ("buyers", Unit.PEOPLE, found.buyers),
        ("new", Unit.PEOPLE, found.new),
        ("repeated", Unit.PEOPLE, found.repeated),
        ("paid_amount", Unit.MONEY, found.paid),
        ("refunded", Unit.MONEY, found.refunded),
        ("days", Unit.COUNT, found.days),
        ("history", Unit.COUNT, found.history),
    )
    return tuple(Row(message(f"review.row.{name}"), unit, value) for name, unit, value in counts)
