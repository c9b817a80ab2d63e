"""The six figures of the day: each with its change, four weeks as a line, and what it means."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from shopplanner.domain.changes import Place
from shopplanner.domain.messages import Message, Money, Percent, message
from shopplanner.domain.metrics.aggregation import Change, change
from shopplanner.domain.metrics.definitions import Metric
from shopplanner.domain.metrics.periods import Period, month_of
from shopplanner.services import wording
from shopplanner.services.metrics import definitions
from shopplanner.services.metrics.freshness import fact_title
from shopplanner.services.metrics.query import QueryResult, query
from shopplanner.services.metrics.targets import Progress, daily_targets, progress
from shopplanner.services.today.industry import Industry, industry
from shopplanner.services.workspace import Workspace

LINE: Final = 28
"""Days of a line."""

WINDOW: Final = 30
"""Days of the paid amount that the platform grades shops by."""

READ: Final = 2 * WINDOW + LINE
METRICS: Final = ("visitors", "paid_amount", "conversion")


@dataclass(frozen=True, slots=True)
class Figure:
    """One of the six figures.

    Attributes:
        id: visitors, paid_amount, conversion, level, industry or plan.
        value: as it is read; a dash where it cannot be told.
        change: with sign and arrow; empty where there is none.
        role: colour role of the change.
        caption: what it is compared with, or why it cannot be told.
        line: the last four weeks, None for a missing day.
        explanation: definition, source and comparison.
        place: where to see more.
    """

    id: str
    title: Message
    value: str
    change: str
    role: str
    caption: Message
    line: tuple[float | None, ...]
    explanation: tuple[Message, ...]
    place: Place | None


@dataclass(frozen=True, slots=True)
class Days:
    """The shop's daily figures up to the last day with data, oldest first."""

    last: date
    columns: dict[str, list[int | None]]
    sources: dict[str, str]

    def at(self, metric: str, back: int = 0) -> int | None:
        """Return the figure of the day ``back`` days before the last one."""
        return self.columns[metric][-1 - back]

    def line(self, metric: str) -> list[int | None]:
        """Return the last four weeks."""
        return self.columns[metric][-LINE:]


def read_days(workspace: Workspace, last: date) -> Days:
    """Return the daily figures that the six cards are made of."""
    result = query(workspace, METRICS, last - timedelta(days=READ - 1), last)
    return Days(last, {name: result.column(name) for name in METRICS}, _sources(result))


def figures(workspace: Workspace, last: date) -> tuple[Figure, ...]:
    """Return the six figures of the last day with data."""
    days = read_days(workspace, last)
    month = Period(last - timedelta(days=LINE - 1), last)
    goals = daily_targets(workspace, "paid_amount", month)
    return (
        _daily(days, "visitors"),
        _daily(days, "paid_amount", goals[-1]),
        _daily(days, "conversion"),
        _level(days),
        _industry(days, industry(workspace)),
        _plan(days, progress(workspace, "paid_amount", last), goals),
    )


def _sources(result: QueryResult) -> dict[str, str]:
    """Return in words where each metric's figures come from."""
    return {
        metric.id: wording.listed(fact_title(origin.fact, origin.source) for origin in origins)
        for metric, origins in zip(result.metrics, result.origins, strict=True)
    }


def _daily(days: Days, name: str, goal: int | None = None) -> Figure:
    """Return a figure of the last day against the same weekday a week before."""
    metric = definitions.metric(name)
    now, before = days.at(name), days.at(name, 7)
    caption = message("today.caption.week_before", value=definitions.format_value(metric, before))
    if goal and now is not None:
        caption = message("today.caption.goal", goal=Money(goal), share=Percent(now * 10_000 // goal))
    lines = [_definition(metric), _source(days, name)]
    compared = {"day": days.last, "before": days.last - timedelta(days=7)}
    lines.append(
        message(
            "today.why.week_before",
            now=definitions.format_value(metric, now),
            then=definitions.format_value(metric, before),
            **compared,
        )
    )
    if goal:
        lines.append(message("today.why.goal", goal=Money(goal), month=month_of(days.last)))
    lines.append(message("today.why.act", words=str(metric.act)))
    moved = change(metric, now, before)
    place = Place("metrics", "dashboard", f"metric:{name}")
    line = _floats(metric, days.line(name))
    words = definitions.format_value(metric, now)
    title = message(f"today.figure.{name}")
    return Figure(name, title, words, *_moved(metric, moved), caption, line, tuple(lines), place)


def _level(days: Days) -> Figure:
    """Return the paid amount of the last 30 days, by which the platform grades shops."""
    metric = definitions.metric("paid_amount")
    amounts = days.columns["paid_amount"]
    now, before = _window(amounts), _window(amounts[:-WINDOW])
    known = sum(1 for value in amounts[-WINDOW:] if value is not None)
    rolling = [_window(amounts[: len(amounts) - back]) for back in range(LINE - 1, -1, -1)]
    lines = (
        message("today.why.level", days=WINDOW),
        message("today.why.level_unknown"),
        message("today.why.level_known", known=known, days=WINDOW, value=wording.money(before)),
    )
    return Figure(
        "level",
        message("today.figure.level"),
        _whole(now),
        *_moved(metric, change(metric, now, before)),
        message("today.caption.level"),
        _floats(metric, rolling),
        lines,
        Place("metrics", "dashboard", "metric:paid_amount"),
    )


def _whole(minor: int | None) -> str:
    """Return a large amount without its cents."""
    return wording.money(None if minor is None else minor // 100 * 100).removesuffix(".00")


def _window(amounts: Sequence[int | None]) -> int | None:
    """Return the sum of the last 30 days; None while fewer than three quarters of them are known."""
    known = [value for value in amounts[-WINDOW:] if value is not None]
    return sum(known) if len(known) * 4 >= WINDOW * 3 else None


def _industry(days: Days, peers: Industry | None) -> Figure:
    """Return how far the conversion is from the industry's."""
    metric = definitions.metric("conversion")
    title, now = message("today.figure.industry"), days.at("conversion")
    line = _floats(metric, days.line("conversion"))
    if peers is None or now is None:
        how = (message("today.why.industry_missing"), message("today.why.industry_how"))
        return _untold("industry", title, how, None)
    against = definitions.format_value(metric, peers.conversion)
    moved = change(metric, now, peers.conversion)
    ahead = moved is not None and moved.difference >= 0
    lines = (
        message("today.why.industry", now=definitions.format_value(metric, now), peers=against, day=days.last),
        message("today.why.industry_source", day=peers.as_of),
        message("today.why.industry_how"),
    )
    words = message("today.value.ahead" if ahead else "today.value.behind")
    return Figure(
        "industry",
        title,
        wording.render(words),
        *_moved(metric, moved),
        message("today.caption.industry", value=against),
        line,
        lines,
        Place("metrics", "dashboard", "metric:conversion"),
    )


def _plan(days: Days, found: Progress | None, goals: Sequence[int | None]) -> Figure:
    """Return how much of the month's target is reached, against an even pace."""
    title, place = message("today.figure.plan"), Place("metrics", "dashboard", "metric:paid_amount")
    month = month_of(days.last)
    if found is None or found.actual is None or found.gap is None:
        return _untold("plan", title, (message("today.why.plan_missing", month=month),), place)
    due = found.expected * 10_000 // found.target
    words = message("today.value.ahead_by" if found.gap >= 0 else "today.value.behind_by", gap=Percent(abs(found.gap)))
    line = [
        None if goal is None or not goal or value is None else (value - goal) / goal * 100
        for goal, value in zip(goals, days.line("paid_amount"), strict=True)
    ]
    lines = (
        message("today.why.plan", actual=Money(found.actual), target=Money(found.target), month=month),
        message("today.why.plan_pace", expected=Money(found.expected), due=Percent(due), day=days.last),
        message("today.why.plan_line"),
    )
    return Figure(
        "plan",
        title,
        wording.percent(found.share or 0),
        wording.render(words),
        "good" if found.gap >= 0 else "bad",
        message("today.caption.plan", due=Percent(due), target=Money(found.target)),
        tuple(line),
        lines,
        place,
    )


def _untold(figure_id: str, title: Message, lines: tuple[Message, ...], place: Place | None) -> Figure:
    """Return a figure that cannot be told yet."""
    caption = message(f"today.caption.{figure_id}_missing")
    return Figure(figure_id, title, wording.MISSING, "", "muted", caption, (), lines, place)


def _definition(metric: Metric) -> Message:
    return message("today.why.definition", words=str(metric.definition))


def _source(days: Days, name: str) -> Message:
    return message("today.why.source", source=days.sources[name] or wording.MISSING, day=days.last)


def _moved(metric: Metric, moved: Change | None) -> tuple[str, str]:
    """Return a change in words and its colour role."""
    if moved is None:
        return "", "muted"
    role = "muted" if moved.good is None else "good" if moved.good else "bad"
    return definitions.format_change(metric, moved), role


def _floats(metric: Metric, values: Sequence[int | None]) -> tuple[float | None, ...]:
    return tuple(definitions.as_number(metric, value) for value in values)
