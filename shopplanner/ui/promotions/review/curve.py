"""The chart of what was sold against what would have been sold, with phases and the window after as bands."""

from __future__ import annotations

from shopplanner.analytics.uplift import CannotTell
from shopplanner.foundation.i18n import text
from shopplanner.services.promotions.review.report import Review
from shopplanner.ui.common.chart import TimeChart
from shopplanner.ui.common.context import AppContext
from shopplanner.ui.common.widgets import Card, Segments, label
from shopplanner.ui.promotions.review.curve_data import WORDS, curve_of, doubt_words
from shopplanner.ui.theme import theme

HEIGHT = 15.0
"""Height of the chart in font heights."""


class CurveCard(Card):
    """Pieces or amounts by day."""

    def __init__(self, context: AppContext) -> None:
        super().__init__(text("review.curve.title"), text("review.curve.note"))
        self.review: Review | None = None
        self.measure = "units"
        self.kinds = Segments([(each, text(f"review.curve.{each}")) for each in WORDS], self.measure, self._choose)
        self.charts: dict[str, TimeChart] = {}
        for each, words in WORDS.items():
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
        found = curve_of(self.review, self.measure)
        told = not isinstance(found, CannotTell)
        for each, chart in self.charts.items():
            for part in (chart, chart.tools):
                part.setVisible(told and each == self.measure)
        self.doubt.setVisible(not told)
        if isinstance(found, CannotTell):
            self.doubt.setText(doubt_words(found))
        else:
            self.charts[self.measure].show_data(found.days, found.series, bands=found.bands)
