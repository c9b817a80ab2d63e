"""Month targets of metrics: set, cleared, spread over days, and how far the month has come."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from shopplanner.domain.changes import Area, Outcome, Place
from shopplanner.domain.errors import RuleError
from shopplanner.domain.messages import message
from shopplanner.domain.metrics.aggregation import divide
from shopplanner.domain.metrics.definitions import Additivity
from shopplanner.domain.metrics.periods import Period, TimeGrain, month_of, month_period, months_in
from shopplanner.services.metrics import definitions
from shopplanner.services.metrics.query import query
from shopplanner.services.workspace import Workspace
from shopplanner.storage.tables.metrics import TargetRow


@dataclass(frozen=True, slots=True)
class Target:
    """A month's target in the metric's own steps."""

    metric: str
    month: str
    value: int


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a month has come against its target.

    Attributes:
        actual: what the known days come to; None if none is known.
        expected: what an even pace asks for up to ``through``.
        share: actual over target in basis points.
        through: the last day with a figure.
    """

    target: int
    actual: int | None
    expected: int
    share: int | None
    through: date | None

    @property
    def gap(self) -> int | None:
        """How far it is ahead of an even pace, in basis points of what that asks for; negative where it is behind."""
        return None if self.actual is None else divide((self.actual - self.expected) * 10_000, self.expected)


def targets(workspace: Workspace, metric_id: str = "") -> tuple[Target, ...]:
    """Return the shop's targets by month; of one metric where it is given."""
    with workspace.read() as session:
        rows = session.scalars(
            select(TargetRow).where(TargetRow.shop_id == workspace.shop_id).order_by(TargetRow.month, TargetRow.metric)
        )
        found = tuple(Target(row.metric, row.month, row.value) for row in rows)
    return tuple(target for target in found if metric_id in ("", target.metric))


def set_target(workspace: Workspace, metric_id: str, month: str, value: int | None) -> Outcome[None]:
    """Set a month's target in the metric's own steps, or clear it with None.

    Raises:
        RuleError: for a negative target or a text that is no month.
    """
    metric = definitions.metric(metric_id)
    _check(month, value)
    label = message("metrics.undo.target", metric=str(metric.name), month=month)
    with workspace.edit(label, Area.TARGETS, place=Place("metrics", "dashboard")) as unit:
        row = unit.session.scalar(
            select(TargetRow).where(
                TargetRow.shop_id == workspace.shop_id, TargetRow.metric == metric_id, TargetRow.month == month
            )
        )
        if value is None:
            if row is not None:
                unit.session.delete(row)
        elif row is None:
            unit.session.add(TargetRow(shop_id=workspace.shop_id, metric=metric_id, month=month, value=value))
        else:
            row.value = value
    return unit.outcome(None)


def daily_targets(workspace: Workspace, metric_id: str, period: Period) -> list[int | None]:
    """Return the target line: a sum's month target spread evenly over its days, any other as it stands."""
    by_month = {target.month: target.value for target in targets(workspace, metric_id)}
    summed = definitions.metric(metric_id).additivity is Additivity.SUM
    return [_of_day(by_month.get(month_of(day)), month_of(day), summed=summed) for day in period.days()]


def progress(workspace: Workspace, metric_id: str, day: date) -> Progress | None:
    """Return how far the month of ``day`` has come by that day; None without a target."""
    month = month_of(day)
    target = next((target.value for target in targets(workspace, metric_id) if target.month == month), None)
    if target is None:
        return None
    whole = month_period(month)
    result = query(workspace, [metric_id], whole.first, day, people="mean", grain=TimeGrain.DAY)
    known = [row.period.first for row in result.rows if row.values[0] is not None]
    actual = result.totals[0].typical
    summed = result.metrics[0].additivity is Additivity.SUM
    expected = divide(target * (day - whole.first).days + target, len(whole)) if summed else target
    share = None if actual is None else divide(actual * 10_000, target) if target else None
    return Progress(target, actual, expected or 0, share, max(known, default=None))


def target_of(workspace: Workspace, metric_id: str, period: Period) -> int | None:
    """Return the target of a period of whole months: the sum for sums; None unless each month has one."""
    by_month = {target.month: target.value for target in targets(workspace, metric_id)}
    months = months_in(period)
    if not period.whole_months() or any(month not in by_month for month in months):
        return None
    values = [by_month[month] for month in months]
    if definitions.metric(metric_id).additivity is Additivity.SUM:
        return sum(values)
    return values[0] if len(values) == 1 else None


def _of_day(target: int | None, month: str, *, summed: bool) -> int | None:
    """Return a day's share of its month's target."""
    if target is None or not summed:
        return target
    return divide(target, len(month_period(month)))


def _check(month: str, value: int | None) -> None:
    """Raise for what cannot be a target."""
    try:
        month_period(month)
    except ValueError as error:
        raise RuleError(message("metrics.error.month", month=month)) from error
    if value is not None and value < 0:
        raise RuleError(message("metrics.error.negative_target"))
