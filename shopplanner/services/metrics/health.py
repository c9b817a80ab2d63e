"""Data health: where figures are late, missing, or contradict themselves or each other."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from sqlalchemy import Table, case, func, select
from sqlalchemy.orm import Session

from shopplanner.domain.days import day_number, day_of
from shopplanner.domain.findings import Severity
from shopplanner.domain.messages import Message, Money, Percent, message
from shopplanner.domain.metrics.aggregation import divide
from shopplanner.domain.metrics.periods import Period, month_period
from shopplanner.domain.metrics.plausibility import RULES, Rule, spread, unit_jumps
from shopplanner.services.metrics import definitions
from shopplanner.services.metrics.coverage import DAILY, Coverage, coverage
from shopplanner.services.metrics.freshness import SourceFreshness, fact_title, freshness
from shopplanner.services.metrics.reconciliation import Reconciliation, reconcile
from shopplanner.services.workspace import Workspace
from shopplanner.storage.tables.facts import FACTS

LOOK_BACK: Final = 400
"""Days before the last day that contradictions are looked for in."""

STALE_AFTER: Final = 3
TOLERANCE: Final = 500
"""Basis points that shop and products may differ by before it is worth saying (goods that were deleted, postage)."""

DISAGREEMENT: Final = 100


@dataclass(frozen=True, slots=True)
class Issue:
    """Something wrong with the figures.

    Attributes:
        kind: what it is; the same kind has the same explanation.
        period: the days concerned.
        count: rows or days concerned.
    """

    kind: str
    severity: Severity
    fact: str
    source: str
    period: Period
    count: int
    text: Message
    explanation: Message


@dataclass(frozen=True, slots=True)
class Health:
    """Everything the page shows."""

    period: Period
    coverage: tuple[Coverage, ...]
    freshness: tuple[SourceFreshness, ...]
    issues: tuple[Issue, ...]
    reconciliation: tuple[Reconciliation, ...]


def health(workspace: Workspace, first: date, last: date) -> Health:
    """Return the state of the shop's data, with coverage from ``first`` to ``last``."""
    period = Period(first, last)
    fresh = freshness(workspace)
    with workspace.read() as session:
        covered = coverage(session, workspace.shop_id, period)
        months = reconcile(session, workspace.shop_id, period)
    return Health(period, covered, fresh, issues(workspace), months)


def issues(workspace: Workspace, days: int = LOOK_BACK) -> tuple[Issue, ...]:
    """Return what is wrong with the figures of the last ``days`` days, worst first."""
    today = workspace.clock.today()
    period = Period(day_of(day_number(today) - days), today)
    found = [*_stale(freshness(workspace))]
    with workspace.read() as session:
        shop = workspace.shop_id
        found += _gap_issues(coverage(session, shop, period))
        for fact in DAILY:
            found += _contradictions(session, shop, FACTS[fact], period)
        found += _unit_jumps(session, shop, period)
        found += _disagreements(session, shop, period)
        found += _untied(reconcile(session, shop, period))
    return tuple(sorted(found, key=lambda issue: (-issue.severity, issue.kind, issue.fact, issue.period.first)))


def _stale(states: Iterable[SourceFreshness]) -> list[Issue]:
    """Return an issue for every daily source that is days behind."""
    return [
        Issue(
            "stale",
            Severity.WARNING,
            state.fact,
            state.source,
            Period(state.last_day, state.last_day),
            state.days_late,
            message("metrics.issue.stale", source=state.title, n=state.days_late, day=state.last_day),
            message("metrics.explain.stale"),
        )
        for state in states
        if state.fact in DAILY and state.days_late >= STALE_AFTER
    ]


def _gap_issues(covered: Iterable[Coverage]) -> list[Issue]:
    """Return an issue for every hole in a daily source."""
    return [
        Issue(
            "gap",
            Severity.WARNING,
            found.fact,
            found.source,
            hole,
            len(hole),
            message("metrics.issue.gap", source=found.title, n=len(hole), first=hole.first, last=hole.last),
            message("metrics.explain.gap"),
        )
        for found in covered
        for hole in found.gaps
    ]


def _contradictions(session: Session, shop_id: int, table: Table, period: Period) -> list[Issue]:
    """Return an issue for every rule that rows of a table break, by source, in one pass over the table."""
    rules = [rule for rule in RULES if rule.smaller in table.c and rule.greater in table.c]
    columns = [part for rule in rules for part in _broken(table, rule)] + list(_negative(table))
    rows = session.execute(
        select(table.c.source, *columns)
        .where(
            table.c.shop_id == shop_id,
            table.c.day.between(day_number(period.first), day_number(period.last)),
        )
        .group_by(table.c.source)
    )
    found: list[Issue] = []
    for source, *values in rows:
        triples = [values[at : at + 3] for at in range(0, len(values), 3)]
        for name, (count, first, last) in zip([*(rule.id for rule in rules), "negative"], triples, strict=True):
            if count:
                found.append(_contradiction(name, table.name, source, int(count), (first, last)))
    return found


def _broken(table: Table, rule: Rule) -> tuple[object, object, object]:
    """Return count, first and last day of the rows that break a rule."""
    return _counted(table, table.c[rule.smaller] > table.c[rule.greater])


def _negative(table: Table) -> tuple[object, object, object]:
    """Return count, first and last day of rows with an amount or count below zero."""
    measures = [table.c[name] for name in table.info["measures"]]
    condition = measures[0] < 0
    for measure in measures[1:]:
        condition = condition | (func.coalesce(measure, 0) < 0)
    return _counted(table, condition)


def _counted(table: Table, condition: object) -> tuple[object, object, object]:
    """Return the three aggregates over rows that meet a condition."""
    return (
        func.sum(case((condition, 1), else_=0)),  # type: ignore[arg-type]  # any column condition
        func.min(case((condition, table.c.day))),  # type: ignore[arg-type]  # any column condition
        func.max(case((condition, table.c.day))),  # type: ignore[arg-type]  # any column condition
    )


def _contradiction(name: str, fact: str, source: str, count: int, days: tuple[int, int]) -> Issue:
    """Return the issue of a broken rule."""
    return Issue(
        name,
        Severity.ERROR if name == "negative" else Severity.WARNING,
        fact,
        source,
        Period(day_of(days[0]), day_of(days[1])),
        count,
        message(f"metrics.issue.{name}", source=fact_title(fact, source), n=count),
        message(f"metrics.explain.{name}"),
    )


def _unit_jumps(session: Session, shop_id: int, period: Period) -> list[Issue]:
    """Return an issue for every run of days on which the amounts look like another unit."""
    table = FACTS["shop_day"]
    rows = session.execute(
        select(table.c.source, table.c.day, table.c.paid_amount, table.c.paid_buyers).where(
            table.c.shop_id == shop_id,
            table.c.day.between(day_number(period.first), day_number(period.last)),
            table.c.paid_amount > 0,
            table.c.paid_buyers > 0,
        )
    )
    by_source: dict[str, dict[int, int]] = defaultdict(dict)
    for source, day, amount, buyers in rows:
        by_source[source][day] = divide(amount, buyers) or 1
    return [
        Issue(
            "unit_jump",
            Severity.ERROR,
            "shop_day",
            source,
            Period(day_of(first), day_of(last)),
            last - first + 1,
            message("metrics.issue.unit_jump", source=fact_title("shop_day", source), day=day_of(first)),
            message("metrics.explain.unit_jump", amount=Money(values[first])),
        )
        for source, values in by_source.items()
        for first, last in spread(unit_jumps(values))
    ]


def _disagreements(session: Session, shop_id: int, period: Period) -> list[Issue]:
    """Return an issue for every pair of sources that report other paid amounts for the same days."""
    table = FACTS["shop_day"]
    rows = session.execute(
        select(table.c.day, table.c.source, table.c.paid_amount).where(
            table.c.shop_id == shop_id,
            table.c.day.between(day_number(period.first), day_number(period.last)),
            table.c.paid_amount.is_not(None),
        )
    )
    by_day: dict[int, dict[str, int]] = defaultdict(dict)
    for day, source, amount in rows:
        by_day[day][source] = amount
    differing: dict[tuple[str, str], list[int]] = defaultdict(list)
    for day, amounts in by_day.items():
        best, *others = sorted(amounts, key=definitions.source_rank)
        for other in others:
            if abs(amounts[other] - amounts[best]) * 10_000 > DISAGREEMENT * abs(amounts[best]):
                differing[(best, other)].append(day)
    return [_disagreement(pair, days) for pair, days in differing.items()]


def _disagreement(pair: tuple[str, str], days: Sequence[int]) -> Issue:
    """Return the issue of two sources that differ."""
    best, other = (definitions.source_title(source) for source in pair)
    return Issue(
        "disagreement",
        Severity.WARNING,
        "shop_day",
        pair[1],
        Period(day_of(min(days)), day_of(max(days))),
        len(days),
        message("metrics.issue.disagreement", best=best, other=other, n=len(days)),
        message("metrics.explain.disagreement", best=best),
    )


def _untied(months: Iterable[Reconciliation]) -> list[Issue]:
    """Return an issue for every month in which the products' sum is far from the shop's figure."""
    return [
        Issue(
            "untied",
            Severity.HINT,
            "product_day",
            "",
            month_period(month.month),
            1,
            message("metrics.issue.untied", month=month.month, gap=Percent(month.products_gap or 0)),
            message("metrics.explain.untied"),
        )
        for month in months
        if month.products_gap is not None and abs(month.products_gap) > TOLERANCE
    ]
