"""How daily figures become the figure of a period: the arithmetic behind every total on the screen.

Missing is not zero: a day without a figure takes no part, and a period without any is missing itself. Ratios are
recomputed from sums over the days on which both parts are known, never averaged. Distinct people are never summed: a
period's figure is their mean a day, and is named so.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from shopplanner.domain.metrics.definitions import BASIS, Additivity, Metric, Unit, rests_on_people

Daily = Mapping[str, Mapping[int, int]]
"""Values by base metric and day number."""


class Method(StrEnum):
    """How a figure came about, for its caption and tooltip."""

    REPORTED = "reported"
    SUM = "sum"
    DAY_MEAN = "day_mean"
    RATIO_OF_SUMS = "ratio_of_sums"
    DAY_WEIGHTED = "day_weighted"
    WEIGHTED_MEAN = "weighted_mean"
    LAST = "last"


@dataclass(frozen=True, slots=True)
class Change:
    """How a figure differs from an earlier one.

    Attributes:
        difference: now minus before, in the metric's own steps.
        relative: difference over before, in basis points; None if before is zero.
        good: whether that is good news; None if it is neither.
    """

    difference: int
    relative: int | None
    good: bool | None


def method_of(metrics: Mapping[str, Metric], metric: Metric, days: int) -> Method:
    """Return how ``metric`` is put together over ``days`` days."""
    if metric.additivity is Additivity.RATIO:
        by_day = days > 1 and rests_on_people(metrics, metric)
        return Method.DAY_WEIGHTED if by_day else Method.RATIO_OF_SUMS
    if days == 1:
        return Method.REPORTED
    return {
        Additivity.SUM: Method.SUM,
        Additivity.PEOPLE: Method.DAY_MEAN,
        Additivity.AVERAGE: Method.WEIGHTED_MEAN,
        Additivity.INDEX: Method.LAST,
    }[metric.additivity]


def aggregate(metrics: Mapping[str, Metric], metric: Metric, daily: Daily, days: Sequence[int]) -> int | None:
    """Return the figure of ``metric`` over ``days``; None where nothing is known.

    ``daily`` holds the base metrics behind it by day number, ``days`` the period's day numbers in order.
    """
    match metric.additivity:
        case Additivity.RATIO:
            return _ratio(metrics, metric, daily, days)
        case Additivity.AVERAGE:
            return _average(metric, daily, days)
        case Additivity.INDEX:
            return next((daily[metric.id][day] for day in reversed(days) if day in daily.get(metric.id, {})), None)
        case Additivity.PEOPLE:
            return mean(_values(metrics, metric, daily, days).values())
        case Additivity.SUM:
            return total(_values(metrics, metric, daily, days).values())


def known_days(metrics: Mapping[str, Metric], metric: Metric, daily: Daily, days: Sequence[int]) -> int:
    """Return on how many of the days the figure is known."""
    if metric.additivity is Additivity.RATIO:
        return len(_both(metrics, metric, daily, days))
    return len(_values(metrics, metric, daily, days))


def divide(numerator: int, denominator: int) -> int | None:
    """Return the quotient rounded half away from zero; None for a division by zero."""
    if denominator == 0:
        return None
    sign = -1 if (numerator < 0) != (denominator < 0) else 1
    return sign * ((2 * abs(numerator) + abs(denominator)) // (2 * abs(denominator)))


def total(values: Iterable[int]) -> int | None:
    """Return the sum; None of nothing."""
    known = list(values)
    return sum(known) if known else None


def mean(values: Iterable[int]) -> int | None:
    """Return the rounded mean; None of nothing."""
    known = list(values)
    return divide(sum(known), len(known)) if known else None


def change(metric: Metric, now: int | None, before: int | None) -> Change | None:
    """Return how ``now`` differs from ``before``; None if either is missing."""
    if now is None or before is None:
        return None
    difference = now - before
    relative = divide(difference * BASIS, abs(before)) if before else None
    good = None if difference == 0 or metric.better == "neutral" else (difference > 0) == (metric.better == "up")
    return Change(difference, relative, good)


def ratio_steps(metric: Metric, numerator: int, denominator: int) -> int | None:
    """Return a ratio in the metric's steps: minor units for money by count, basis points otherwise."""
    scale = 1 if metric.unit is Unit.MONEY else BASIS
    return divide(numerator * metric.factor * scale, denominator)


def _values(metrics: Mapping[str, Metric], metric: Metric, daily: Daily, days: Sequence[int]) -> dict[int, int]:
    """Return the known values of a summed, counted, averaged or derived metric by day."""
    if not metric.terms:
        own = daily.get(metric.id, {})
        return {day: own[day] for day in days if day in own}
    signed = [(-1 if term.startswith("-") else 1, metrics[term.lstrip("-")]) for term in metric.terms]
    parts = [(sign, _values(metrics, part, daily, days)) for sign, part in signed]
    return {
        day: sum(sign * values[day] for sign, values in parts)
        for day in days
        if all(day in values for _, values in parts)
    }


def _both(
    metrics: Mapping[str, Metric], metric: Metric, daily: Daily, days: Sequence[int]
) -> dict[int, tuple[int, int]]:
    """Return numerator and denominator on the days on which both are known."""
    upper = _values(metrics, metrics[metric.numerator], daily, days)
    lower = _values(metrics, metrics[metric.denominator], daily, days)
    return {day: (upper[day], lower[day]) for day in days if day in upper and day in lower}


def _ratio(metrics: Mapping[str, Metric], metric: Metric, daily: Daily, days: Sequence[int]) -> int | None:
    """Return sum of numerators over sum of denominators."""
    pairs = _both(metrics, metric, daily, days).values()
    if not pairs:
        return None
    return ratio_steps(metric, sum(upper for upper, _ in pairs), sum(lower for _, lower in pairs))


def _average(metric: Metric, daily: Daily, days: Sequence[int]) -> int | None:
    """Return the mean weighted by another metric; unweighted where the weights are unknown."""
    values = daily.get(metric.id, {})
    weights = daily.get(metric.weight, {})
    weighed = [(values[day], weights[day]) for day in days if day in values and day in weights]
    if weighed and sum(weight for _, weight in weighed):
        return divide(sum(value * weight for value, weight in weighed), sum(weight for _, weight in weighed))
    return mean(values[day] for day in days if day in values)
