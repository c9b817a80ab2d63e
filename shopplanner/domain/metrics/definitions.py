"""What a metric is: its unit, where its figures lie, and how they may be put together.

A value is always an integer in the unit's smallest step: money in minor units, people and counts as they are, ratios,
multiples and scores in basis points (ten-thousandths), durations in milliseconds.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final

from shopplanner.foundation.bilingual import Bilingual

BASIS: Final = 10_000
"""Basis points in a whole."""


class Unit(StrEnum):
    """What a metric counts."""

    COUNT = "count"
    PEOPLE = "people"
    MONEY = "money"
    RATIO = "ratio"
    TIMES = "times"
    SECONDS = "seconds"
    SCORE = "score"


STEPS: Final[Mapping[Unit, int]] = {
    Unit.COUNT: 1,
    Unit.PEOPLE: 1,
    Unit.MONEY: 100,
    Unit.RATIO: 100,
    Unit.TIMES: BASIS,
    Unit.SECONDS: 1000,
    Unit.SCORE: BASIS,
}
"""Smallest steps in the number that a person reads: 100 in a yuan, 100 in a per cent, 1000 in a second."""


class Additivity(StrEnum):
    """How values of several days or entities may be put together."""

    SUM = "sum"
    PEOPLE = "people"
    RATIO = "ratio"
    AVERAGE = "average"
    INDEX = "index"


class Direction(StrEnum):
    """Which way is good."""

    UP = "up"
    DOWN = "down"
    NEUTRAL = "neutral"


class Scope(StrEnum):
    """At what kind of thing a figure is looked at; orders and their lines only serve the shop where no report does."""

    SHOP = "shop"
    PRODUCT = "product"
    CHANNEL = "channel"
    CAMPAIGN = "campaign"
    ORDERS = "orders"
    LINES = "lines"


@dataclass(frozen=True, slots=True)
class Metric:
    """A metric as its pack defines it.

    Attributes:
        columns: for a measured metric, ``fact.column`` by scope.
        terms: for a sum of other metrics, their ids, a leading ``-`` to subtract.
        numerator: for a ratio, the id of the upper metric.
        denominator: for a ratio, the id of the lower metric.
        factor: what a ratio is multiplied by, such as 1000 for the cost of a thousand impressions.
        weight: for an average, the id of the metric that weighs the days; unweighted if empty.
        act: what to do when the figure moves.
    """

    id: str
    name: Bilingual
    definition: Bilingual
    unit: Unit
    additivity: Additivity
    better: Direction
    act: Bilingual
    columns: dict[Scope, str] = field(default_factory=dict, hash=False)
    terms: tuple[str, ...] = ()
    numerator: str = ""
    denominator: str = ""
    factor: int = 1
    weight: str = ""
    aliases: tuple[str, ...] = ()
    source: str = ""
    grade: str = ""

    @property
    def measured(self) -> bool:
        """Whether the figure is read from a table rather than computed from other metrics."""
        return bool(self.columns)

    @property
    def parts(self) -> tuple[str, ...]:
        """Return the ids of the metrics that this one is computed from."""
        named = (*(term.lstrip("-") for term in self.terms), self.numerator, self.denominator)
        return tuple(part for part in named if part)


def bases(metrics: Mapping[str, Metric], metric: Metric) -> tuple[Metric, ...]:
    """Return the measured metrics behind ``metric``, itself if it is measured, each once; weights included."""
    found: dict[str, Metric] = {}
    _collect(metrics, metric, found)
    return tuple(found.values())


def rests_on_people(metrics: Mapping[str, Metric], metric: Metric) -> bool:
    """Whether distinct people stand anywhere in the metric, so that periods can only be approximated from days."""
    return any(base.additivity is Additivity.PEOPLE for base in bases(metrics, metric))


def problems(metrics: Mapping[str, Metric]) -> list[str]:
    """Return what is wrong with a set of definitions, as short sentences for the pack's author."""
    return [f"{metric.id}: {problem}" for metric in metrics.values() for problem in _problems(metrics, metric)]


def _problems(metrics: Mapping[str, Metric], metric: Metric) -> list[str]:
    """Return what is wrong with one definition."""
    needed = [*metric.parts, *([metric.weight] if metric.weight else [])]
    found = [f"unknown metric {part}" for part in needed if part not in metrics]
    ways = [bool(metric.columns), bool(metric.terms), bool(metric.numerator or metric.denominator)]
    if sum(ways) != 1:
        found.append("needs exactly one of columns, terms, numerator with denominator")
    if bool(metric.numerator) != bool(metric.denominator):
        found.append("a ratio needs numerator and denominator")
    if (metric.additivity is Additivity.RATIO) != bool(metric.numerator):
        found.append("additivity ratio goes with numerator and denominator")
    found.extend(f"{spec} is not fact.column" for spec in metric.columns.values() if spec.count(".") != 1)
    return found


def _collect(metrics: Mapping[str, Metric], metric: Metric, found: dict[str, Metric]) -> None:
    """Add the measured metrics behind ``metric`` to ``found``."""
    if metric.measured:
        found[metric.id] = metric
    for part in (*metric.parts, *([metric.weight] if metric.weight else [])):
        _collect(metrics, metrics[part], found)
