"""How the review's figures are worded."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from shopplanner.analytics.uplift import Estimate
from shopplanner.domain.metrics.definitions import STEPS, Unit
from shopplanner.domain.metrics.periods import Period
from shopplanner.foundation.i18n import text
from shopplanner.services import wording
from shopplanner.services.metrics.definitions import source_title
from shopplanner.services.metrics.reading import Origin
from shopplanner.services.promotions.review.amounts import whole
from shopplanner.services.promotions.review.figures import Figure


def value_words(unit: Unit, value: int | None) -> str:
    """Return a figure in its unit; a missing one as a dash."""
    if unit is Unit.MONEY:
        return wording.money(value)
    if unit is Unit.RATIO:
        return wording.percent(value)
    if value is None:
        return wording.MISSING
    return wording.number(value / STEPS[unit], 2 if unit is Unit.TIMES else 0)


def figure_words(unit: Unit, figure: Figure | None) -> str:
    """Return a figure, or its range over products where it may not be put together."""
    if figure is None:
        return wording.MISSING
    if figure.low is not None and figure.high is not None:
        return span_words(unit, figure.low, figure.high)
    return value_words(unit, figure.value)


def span_words(unit: Unit, low: int, high: int) -> str:
    """Return a range; one figure where both ends are the same."""
    if low == high:
        return value_words(unit, low)
    return text("review.span", low=value_words(unit, low), high=value_words(unit, high))


def signed(unit: Unit, value: float) -> str:
    """Return an estimated change with its sign; amounts in whole yuan."""
    if unit is Unit.MONEY:
        return ("+" if round(value / 100) > 0 else "") + whole(value)
    return ("+" if round(value) > 0 else "") + value_words(unit, round(value))


def interval(unit: Unit, estimate: Estimate) -> str:
    """Return a 90 % interval."""
    return text("review.interval", low=signed(unit, estimate.low), high=signed(unit, estimate.high))


def sign_role(estimate: Estimate) -> str:
    """Return the colour role of an effect: none where it may as well be chance."""
    return {1: "good", -1: "bad", 0: ""}[estimate.sign]


def days_words(first: date, last: date) -> str:
    """Return a span of days; the year once."""
    if first == last:
        return first.isoformat()
    end = last.strftime("%m-%d") if first.year == last.year else last.isoformat()
    return f"{first.isoformat()} – {end}"


def period_words(period: Period) -> str:
    """Return a period's days and how many they are."""
    return text("review.period", days=days_words(period.first, period.last), n=len(period))


def source_words(sources: Sequence[Origin]) -> str:
    """Return where a figure comes from, as people name the reports."""
    named = []
    for each in sources:
        fact = text(f"metrics.fact.{each.fact}")
        named.append(f"{fact} ({source_title(each.source)})" if each.source else fact)
    return wording.listed(dict.fromkeys(named))


def how_words(figure: Figure, days: int) -> str:
    """Return how a figure came about: the rule, days known, reports."""
    parts = [wording.render(figure.how)]
    if figure.known and days > 1:
        parts.append(text("review.how.days", known=figure.known, days=days))
    if figure.sources:
        parts.append(text("review.how.from", sources=source_words(figure.sources)))
    return " · ".join(parts)
