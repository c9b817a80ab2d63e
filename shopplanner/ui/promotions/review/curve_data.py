"""The days of a review as lines and bands: what was sold, what would have been, phases and the window after."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from shopplanner.analytics.uplift import CannotTell
from shopplanner.domain.days import day_of
from shopplanner.foundation.i18n import text
from shopplanner.services.promotions.review.derivation import days
from shopplanner.services.promotions.review.report import Review
from shopplanner.ui.common.chart_data import Band, Format, Series, compact, compact_money

BEFORE = 28
"""Days before the promotion that are shown."""
MORE = 7
"""Days after the window after that are shown."""
WORDS: dict[str, Format] = {"units": compact, "paid": compact_money}
"""How pieces and amounts are worded."""


@dataclass(frozen=True)
class Curve:
    """What is drawn of one measure."""

    days: tuple[date, ...]
    series: tuple[Series, ...]
    bands: tuple[Band, ...]


def curve_of(review: Review, measure: str) -> Curve | CannotTell:
    """Return the curve of ``units`` or ``paid``, or why there is none."""
    effect = review.impact.units if measure == "units" else review.impact.paid
    if isinstance(effect, CannotTell):
        return effect
    own, share = review.impact.own, 1 if measure == "units" else 100
    found = days(effect, own.units if measure == "units" else own.paid, review.scope.span, BEFORE)
    last = day_of(review.scope.span.last + len(review.scope.span.after_days) + MORE)
    shown = [each for each in found if each.day <= last]
    series = (
        Series("actual", text("review.curve.actual"), [each.actual / share for each in shown], "chart1"),
        Series(
            "expected",
            text("review.curve.expected"),
            [each.expected / share for each in shown],
            "chart2",
            dashed=True,
            low=[None if each.low is None else each.low / share for each in shown],
            high=[None if each.high is None else each.high / share for each in shown],
        ),
    )
    return Curve(tuple(each.day for each in shown), series, tuple(_bands(review)))


def doubt_words(doubt: CannotTell) -> str:
    """Return why there is no curve."""
    return text("review.curve.none", why=text(f"review.doubt.{doubt.reason}", have=doubt.have, need=doubt.need))


def _bands(review: Review) -> list[Band]:
    """Return the phases, or the promotion as a whole, and the window after."""
    promotion, after = review.promotion, review.scope.span.after_days
    bands = [Band(text("review.curve.promotion"), promotion.starts.date(), promotion.ends.date())]
    bands += [
        Band(text(f"promotions.phase.{each.kind}"), each.starts.date(), each.ends.date()) for each in promotion.phases
    ]
    if after:
        first = promotion.ends.date() + timedelta(days=1)
        bands.append(Band(text("review.curve.after"), first, day_of(after[-1]), "warn"))
    return bands
