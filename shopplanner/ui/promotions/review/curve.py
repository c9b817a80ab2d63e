"""The chart of what was sold against what would have been sold, with phases and the window after as bands."""

from __future__ import annotations

from datetime import timedelta

from shopplanner.analytics.uplift import CannotTell
from shopplanner.domain.days import day_of
from shopplanner.foundation.i18n import text
from shopplanner.services.promotions.review.derivation import days
from shopplanner.services.promotions.review.report import Review
from shopplanner.ui.common.chart import TimeChart
from shopplanner.ui.common.chart_data import Band, Series, compact, compact_money
from shopplanner.ui.common.context import AppContext
from shopplanner.ui.common.widgets import Card, Segments, label
from shopplanner.ui.theme import theme

BEFORE = 28
HEIGHT = 15.0
"""Height of the chart in font heights."""


class CurveCard(Card):
    """Pieces or amounts by day."""

    def __init__(self, context: AppContext) -> None:
        super().__init__(text("review.curve.title"), text("review.curve.note"))
        self.review: Review | None = None
        self.measure = "units"
        kinds = [(each, text(f"review.curve.{each}")) for each in ("units", "paid")]
        self.kinds = Segments(kinds, self.measure, self._choose)
        self.charts: dict[str, TimeChart] = {}
        for each, words in (("units", compact), ("paid", compact_money)):
            chart = TimeChart(text("review.curve.title"), context, words=words, from_zero=True)
            chart.setFixedHeight(theme.current().unit(HEIGHT))
            self.charts[each] = chart
            chart.tools_into(self.head)
            self.body.addWidget(chart)
        self.head.addWidget(self.kinds)
        self.doubt = label("", "muted", wrap=True)
        self.body.addWidget(self.doubt)

    def show_review(self, review: Review) -> None:
        """Draw a review's days."""
        self.review = review
        self._draw()

    def _choose(self, measure: str) -> None:
        self.measure = measure
        self._draw()

    def _draw(self) -> None:
        if self.review is None:
            return
        effect = self.review.impact.units if self.measure == "units" else self.review.impact.paid
        told = not isinstance(effect, CannotTell)
        for each, chart in self.charts.items():
            for part in (chart, chart.tools):
                part.setVisible(told and each == self.measure)
        self.doubt.setVisible(not told)
        if isinstance(effect, CannotTell):
            words = text(f"review.doubt.{effect.reason}", have=effect.have, need=effect.need)
            self.doubt.setText(text("review.curve.none", why=words))
            return
        own, share = self.review.impact.own, 1 if self.measure == "units" else 100
        found = days(effect, own.units if share == 1 else own.paid, self.review.scope.span, BEFORE)
        last = self.review.scope.span.last + len(self.review.scope.span.after_days) + 7
        shown = [each for each in found if each.day <= day_of(last)]
        self.charts[self.measure].show_data(
            [each.day for each in shown],
            [
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
            ],
            bands=self._bands(),
        )

    def _bands(self) -> list[Band]:
        """Return the phases, or the promotion as a whole, and the window after."""
        if self.review is None:
            return []
        promotion, span = self.review.promotion, self.review.scope.span
        bands = [Band(text("review.curve.promotion"), promotion.starts.date(), promotion.ends.date())]
        bands += [
            Band(text(f"promotions.phase.{each.kind}"), each.starts.date(), each.ends.date())
            for each in promotion.phases
        ]
        after = span.after_days
        if after:
            first = promotion.ends.date() + timedelta(days=1)
            bands.append(Band(text("review.curve.after"), first, day_of(after[-1]), "warn"))
        return bands
