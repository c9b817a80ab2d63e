"""What a promotion brought: sales against a baseline from clean days, over the promotion and the days after it.

Net uplift is the sum over the promotion and the window after it of what was sold less what would have been sold, so
that sales which were only pulled forward are taken back by the dip that follows. Siblings (goods that a buyer takes
instead) are measured the same way: what they lost is cannibalisation. Where the figures cannot tell the promotion from
the weekday, the season or a festival, that is said instead of a number.

Sources: clean days leave out all promotions with two days on either side, and factors need eight clean samples at
least (practice of shop planning); net uplift as the sum over promotion and post window after Cohen et al., "The Impact
of Linear Optimization on Promotion Planning" (doi 10.1287/opre.2016.1573).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from math import sqrt
from typing import Final

from shopplanner.analytics import baseline, student

LOOK_BACK: Final = 84
"""Days before the promotion from which clean days are taken."""
LOOK_AHEAD: Final = 56
"""Days after its end from which clean days are taken."""
AFTER: Final = 14
"""Days after the end in which pulled-forward sales are looked for."""
MARGIN: Final = 2
"""Days on either side of a promotion that are not clean."""
FLOOR: Final = 8
"""Fewest clean days on the promotion's weekdays."""
ENOUGH: Final = 5
"""Clean days of every weekday with which one can afford to leave out the dips after other promotions."""
FEWEST_WEEKDAY: Final = 2
"""Fewest clean days of each weekday of the promotion."""
FARTHEST: Final = 35
"""How many days a day of the promotion may lie away from the nearest clean day."""
MISSING_SHARE: Final = 0.2
"""Share of the promotion's days that may be without figures."""
FESTIVAL_SHARE: Final = 0.5
"""Share of the promotion's days that may fall on festivals without a clean counterpart."""
CONFIDENCE: Final = 0.9
PLACEBOS: Final = 5
"""Stretches of clean days that are predicted from the others, to see whether intervals are wide enough."""


class Reason(StrEnum):
    """Why nothing can be told."""

    TOO_FEW = "too_few"
    WEEKDAY = "weekday"
    SEASON = "season"
    FESTIVAL = "festival"
    GAPS = "gaps"
    NO_SALES = "no_sales"


@dataclass(frozen=True, slots=True)
class CannotTell:
    """No number would be honest; ``have`` of ``need`` says how far it is from one."""

    reason: Reason
    have: int
    need: int
    clean: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Span:
    """Where a promotion lies in time, in day numbers; both ends included.

    Attributes:
        first: its first day.
        last: its last day.
        others: days of other promotions of the same goods.
        dirty: further days that must not serve, such as stock-outs; without a margin.
        festivals: days of each festival.
        after: how many days after the end belong to the window after; cut where another promotion begins.
    """

    first: int
    last: int
    others: frozenset[int] = frozenset()
    dirty: frozenset[int] = frozenset()
    festivals: Mapping[str, frozenset[int]] = field(default_factory=dict)
    after: int = AFTER

    @property
    def days(self) -> tuple[int, ...]:
        """The promotion's days."""
        return tuple(range(self.first, self.last + 1))

    @property
    def after_days(self) -> tuple[int, ...]:
        """The days after it up to the next promotion."""
        end = next((day for day in range(self.last + 1, self.last + self.after + 1) if day in self.others), None)
        return tuple(range(self.last + 1, end if end is not None else self.last + self.after + 1))

    def clean(self, known: Iterable[int]) -> tuple[int, ...]:
        """Return the days among ``known`` that no promotion, nor anything else, has touched.

        Days in the dip after other promotions are left out, too, where enough remain without them.
        """
        days = set(known)
        calm = self._untouched(days, AFTER)
        if min(sum(day % 7 == weekday for day in calm) for weekday in range(7)) >= ENOUGH:
            return calm
        return self._untouched(days, MARGIN)

    def _untouched(self, known: set[int], later: int) -> tuple[int, ...]:
        """Return the days outside of all promotions with ``later`` days after each."""
        near = {day + step for day in self.others for step in range(-MARGIN, later + 1)}
        own = set(range(self.first - MARGIN, self.last + max(MARGIN, self.after) + 1))
        span = set(range(self.first - LOOK_BACK, self.last + LOOK_AHEAD + 1))
        return tuple(sorted(known & span - near - own - self.dirty))


@dataclass(frozen=True, slots=True)
class Estimate:
    """A figure with its 90 % interval."""

    value: float
    low: float
    high: float

    @property
    def sign(self) -> int:
        """1 or -1 where the interval lies on one side of zero, else 0."""
        return 1 if self.low > 0 else -1 if self.high < 0 else 0


@dataclass(frozen=True)
class Effect:
    """A line of sales against its baseline.

    Attributes:
        days: the days of promotion and window after with figures, in order.
        during: those of the promotion.
        actual: what was sold on them.
        expected: what would have been sold.
        low: lower edge of a day's 90 % interval.
        high: upper edge.
        promotion: what the promotion's days brought.
        after: what the days after brought; a dip is below zero.
        net: both together.
        clean: the days that the baseline rests on.
        model: the fitted baseline.
    """

    days: tuple[int, ...]
    during: tuple[int, ...]
    actual: tuple[float, ...]
    expected: tuple[float, ...]
    low: tuple[float, ...]
    high: tuple[float, ...]
    promotion: Estimate
    after: Estimate
    net: Estimate
    clean: tuple[int, ...]
    model: baseline.Baseline

    def sums(self, first: int, last: int) -> tuple[float, float]:
        """Return what was sold and what would have been sold from one day to another."""
        inside = [place for place, day in enumerate(self.days) if first <= day <= last]
        return sum(self.actual[place] for place in inside), sum(self.expected[place] for place in inside)


def effect(sales: Mapping[int, float], span: Span) -> Effect | CannotTell:
    """Return what a promotion did to a line of sales, or why that cannot be told.

    Args:
        sales: units or amounts by day number; a day without a figure is left out, never zero.
        span: where the promotion lies and which days cannot serve as a baseline.
    """
    clean = span.clean(sales)
    doubt = _doubt(sales, span, clean)
    if doubt is not None:
        return doubt
    festivals = {name: days for name, days in span.festivals.items() if days & {*clean, *span.days, *span.after_days}}
    middle = (span.first + span.last + len(span.after_days)) // 2
    model = baseline.fit({day: sales[day] for day in clean}, middle, festivals)
    during = tuple(day for day in span.days if day in sales)
    later = tuple(day for day in span.after_days if day in sales)
    days = during + later
    expected = tuple(float(value) for value in model.expected(days, festivals))
    wide = student.quantile((1 + CONFIDENCE) / 2, model.degrees) * _widening(sales, clean, festivals)
    half = [wide * model.deviation([day], festivals) for day in days]
    return Effect(
        days,
        during,
        tuple(sales[day] for day in days),
        expected,
        tuple(max(0.0, mean - one) for mean, one in zip(expected, half, strict=True)),
        tuple(mean + one for mean, one in zip(expected, half, strict=True)),
        _gain(model, sales, during, festivals, wide),
        _gain(model, sales, later, festivals, wide),
        _gain(model, sales, days, festivals, wide),
        clean,
        model,
    )


def together(own: Effect, siblings: Effect, own_sales: Mapping[int, float], other: Mapping[int, float]) -> Estimate:
    """Return the net uplift of goods and what siblings lost during the promotion as one figure.

    Their deviations go together as far as those of the clean days do, so that a good week of the whole shop is not
    counted as two accidents.
    """
    shared = [day for day in own.clean if day in siblings.clean]
    alike = _alike(own, siblings, shared, own_sales, other)
    first, second = _half(own.net), _half(siblings.promotion)
    half = sqrt(max(0.0, first**2 + second**2 + 2 * alike * first * second))
    value = own.net.value + siblings.promotion.value
    return Estimate(value, value - half, value + half)


def _doubt(sales: Mapping[int, float], span: Span, clean: tuple[int, ...]) -> CannotTell | None:
    """Return why the days do not carry a baseline; None where they do."""
    weekdays = {day % 7 for day in span.days}
    of_weekday = {weekday: sum(day % 7 == weekday for day in clean) for weekday in weekdays}
    gaps = sum(day not in sales for day in span.days)
    if gaps > MISSING_SHARE * len(span.days):
        return CannotTell(Reason.GAPS, len(span.days) - gaps, len(span.days), clean)
    if len(clean) >= FLOOR and min(of_weekday.values()) < FEWEST_WEEKDAY:
        return CannotTell(Reason.WEEKDAY, min(of_weekday.values()), FEWEST_WEEKDAY, clean)
    if sum(of_weekday.values()) < FLOOR:
        return CannotTell(Reason.TOO_FEW, sum(of_weekday.values()), FLOOR, clean)
    lonely = max(min(abs(day - other) for other in clean) for day in span.days)
    if lonely > FARTHEST:
        return CannotTell(Reason.SEASON, lonely, FARTHEST, clean)
    alone = _unmatched(span, clean)
    if alone > FESTIVAL_SHARE * len(span.days):
        return CannotTell(Reason.FESTIVAL, alone, len(span.days), clean)
    if sum(sales[day] for day in clean) <= 0:
        return CannotTell(Reason.NO_SALES, 0, 1, clean)
    return None


def _unmatched(span: Span, clean: tuple[int, ...]) -> int:
    """Return how many of the promotion's days fall on festivals that no clean day shares."""
    alone = {day for days in span.festivals.values() if not days & set(clean) for day in days}
    return len(alone & set(span.days))


def _gain(
    model: baseline.Baseline,
    sales: Mapping[int, float],
    days: tuple[int, ...],
    festivals: Mapping[str, frozenset[int]],
    wide: float,
) -> Estimate:
    """Return sales less baseline over days, with its interval."""
    if not days:
        return Estimate(0.0, 0.0, 0.0)
    value = sum(sales[day] for day in days) - float(model.expected(days, festivals).sum())
    half = wide * model.deviation(days, festivals)
    return Estimate(value, value - half, value + half)


def _widening(sales: Mapping[int, float], clean: tuple[int, ...], festivals: Mapping[str, frozenset[int]]) -> float:
    """Return by how much intervals must be wider than the model says, one at least.

    Each stretch of clean days is predicted as if it were the promotion; where nothing happened, the errors show what
    the model leaves out.
    """
    size = len(clean) // PLACEBOS
    if size < FLOOR:
        return 1.0
    squares = []
    for number in range(PLACEBOS):
        held = clean[number * size : (number + 1) * size]
        rest = {day: sales[day] for day in clean if day not in held}
        if sum(rest.values()) <= 0:
            return 1.0
        model = baseline.fit(rest, (held[0] + held[-1]) // 2, festivals)
        error = sum(sales[day] for day in held) - float(model.expected(held, festivals).sum())
        squares.append((error / model.deviation(held, festivals)) ** 2)
    return sqrt(max(1.0, sum(squares) / PLACEBOS))


def _half(estimate: Estimate) -> float:
    return (estimate.high - estimate.low) / 2


def _alike(
    own: Effect, siblings: Effect, shared: list[int], own_sales: Mapping[int, float], other: Mapping[int, float]
) -> float:
    """Return the correlation of both lines' deviations on clean days."""
    import numpy as np

    if len(shared) < FLOOR:
        return 0.0
    deviations = [
        np.log((np.asarray([sales[day] for day in shared]) + 0.5) / (one.model.expected(shared, {}) + 0.5))
        for one, sales in ((own, own_sales), (siblings, other))
    ]
    if min(float(each.std()) for each in deviations) < 1e-9:
        return 0.0
    return float(np.corrcoef(deviations[0], deviations[1])[0, 1])
