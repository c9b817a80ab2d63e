"""Checks of the figures: what is missing, what cannot be right, and where the month stands."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from statistics import median
from typing import Final

from shopplanner.domain.changes import Place
from shopplanner.domain.checks import Check, Hit, Settings, Values
from shopplanner.domain.days import day_number
from shopplanner.domain.messages import Money, Percent
from shopplanner.domain.metrics.aggregation import divide
from shopplanner.domain.metrics.periods import month_of
from shopplanner.domain.metrics.plausibility import RULES
from shopplanner.services.metrics.freshness import last_day
from shopplanner.services.metrics.health import Issue, issues
from shopplanner.services.metrics.query import query
from shopplanner.services.metrics.targets import Progress, progress
from shopplanner.services.workspace import Workspace

LOOK_BACK: Final = 60
"""Days of figures that are looked at; the data health page looks further back."""

WEEKS: Final = 4
HEALTH: Final = Place("metrics", "health")
DASHBOARD: Final = Place("metrics", "dashboard")
CONTRADICTIONS: Final = frozenset({"negative", *(rule.id for rule in RULES)})


@dataclass(frozen=True, slots=True)
class FigureFacts:
    """The figures as the checks see them.

    Attributes:
        last_day: the last day with figures; None in an empty shop.
        progress: of the month's paid amount; None without a target.
        visitors: of the last day, and of the same weekday in the weeks before.
        amounts: likewise, the paid amount.
    """

    today: date
    last_day: date | None
    issues: tuple[Issue, ...] = ()
    progress: Progress | None = None
    visitors: tuple[int | None, ...] = ()
    amounts: tuple[int | None, ...] = ()


def gather(workspace: Workspace) -> FigureFacts:
    """Return the facts of the shop's figures."""
    today, last = workspace.clock.today(), last_day(workspace)
    if last is None:
        return FigureFacts(today, None)
    visitors, amounts = _weekdays(workspace, ("visitors", "paid_amount"), last)
    found = issues(workspace, LOOK_BACK)
    return FigureFacts(today, last, found, progress(workspace, "paid_amount", last), visitors, amounts)


def _weekdays(workspace: Workspace, metrics: Sequence[str], last: date) -> list[tuple[int | None, ...]]:
    """Return each metric's figure of the last day and of the same weekday in the weeks before, newest first."""
    result = query(workspace, metrics, last - timedelta(days=7 * WEEKS), last)
    return [tuple(reversed(result.column(metric)[::7])) for metric in metrics]


def _of_kinds(kinds: Iterable[str]) -> Callable[[FigureFacts, Settings], Iterator[Hit]]:
    """Return a check that passes on what the data health page says of these kinds."""
    wanted = frozenset(kinds)

    def function(facts: FigureFacts, settings: Settings) -> Iterator[Hit]:
        del settings
        return (_hit(issue) for issue in facts.issues if issue.kind in wanted)

    return function


def _hit(issue: Issue) -> Hit:
    place = Place(HEALTH.tab, HEALTH.view, issue.kind)
    return Hit(issue.source, place, severity=issue.severity, text=issue.text, explanation=issue.explanation)


def stale(facts: FigureFacts, settings: Settings) -> Iterator[Hit]:
    """Yield sources that are later than the given days."""
    return (_hit(issue) for issue in facts.issues if issue.kind == "stale" and issue.count >= settings["days"])


def gaps(facts: FigureFacts, settings: Settings) -> Iterator[Hit]:
    """Yield holes that reach into the last days."""
    since = day_number(facts.today) - settings["days"]
    for issue in facts.issues:
        if issue.kind == "gap" and day_number(issue.period.last) >= since:
            yield _hit(issue)


def no_target(facts: FigureFacts, settings: Settings) -> Iterator[Hit]:
    """Yield the month if figures come in and nothing was planned for it."""
    del settings
    if facts.last_day is not None and facts.progress is None:
        month = month_of(facts.today)
        yield Hit(month, DASHBOARD, {"month": month})


def behind_plan(facts: FigureFacts, settings: Settings) -> Iterator[Hit]:
    """Yield the month if its paid amount is behind an even pace by more than the given share."""
    found = facts.progress
    if found is None or found.actual is None or found.gap is None or found.through is None:
        return
    if -found.gap > settings["share"] * 100:
        values: Values = {"gap": Percent(-found.gap), "actual": Money(found.actual), "expected": Money(found.expected)}
        yield Hit(month_of(found.through), DASHBOARD, values | {"day": found.through, "target": Money(found.target)})


def _fell(figures: tuple[int | None, ...], share: int) -> tuple[int, int, int] | None:
    """Return the last day's figure, the usual one and the fall in basis points, if it fell by more than ``share``."""
    now, *before = figures or (None,)
    known = [value for value in before if value is not None]
    if now is None or len(known) < WEEKS - 1:
        return None
    usual = round(median(known))
    fall = divide((usual - now) * 10_000, usual) or 0
    return (now, usual, fall) if fall > share else None


def visitors_fell(facts: FigureFacts, settings: Settings) -> Iterator[Hit]:
    """Yield the last day if its visitors are far below the same weekday's median of the four weeks before."""
    found = _fell(facts.visitors, settings["share"] * 100)
    if found is not None and facts.last_day is not None:
        now, usual, fall = found
        values: Values = {"day": facts.last_day, "now": f"{now:,}", "usual": f"{usual:,}", "fall": Percent(fall)}
        yield Hit(str(facts.last_day), Place("metrics", "dashboard", "metric:visitors"), values)


def amount_fell(facts: FigureFacts, settings: Settings) -> Iterator[Hit]:
    """Yield the last day if its paid amount is far below the same weekday's median of the four weeks before."""
    found = _fell(facts.amounts, settings["share"] * 100)
    if found is not None and facts.last_day is not None:
        now, usual, fall = found
        values: Values = {"day": facts.last_day, "now": Money(now), "usual": Money(usual), "fall": Percent(fall)}
        yield Hit(str(facts.last_day), Place("metrics", "dashboard", "metric:paid_amount"), values)


CHECKS: Final = (
    Check("metrics.stale", stale),
    Check("metrics.gap", gaps),
    Check("metrics.contradiction", _of_kinds(CONTRADICTIONS)),
    Check("metrics.unit_jump", _of_kinds({"unit_jump"})),
    Check("metrics.disagreement", _of_kinds({"disagreement"})),
    Check("metrics.untied", _of_kinds({"untied"})),
    Check("metrics.visitors_fell", visitors_fell),
    Check("metrics.amount_fell", amount_fell),
    Check("metrics.behind_plan", behind_plan),
    Check("metrics.no_target", no_target),
)
