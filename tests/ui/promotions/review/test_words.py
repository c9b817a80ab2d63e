"""How the review's figures are worded."""

from __future__ import annotations

from datetime import date

from shopplanner.analytics.uplift import Estimate
from shopplanner.domain.messages import message
from shopplanner.domain.metrics.definitions import Unit
from shopplanner.services.metrics.reading import Origin
from shopplanner.services.promotions.review.figures import Figure
from shopplanner.services.promotions.review.tables import Quality
from shopplanner.ui.promotions.review import words
from shopplanner.ui.promotions.review.tables import quality_facts

HOW = message("review.how.sum")


def test_figures_in_their_units() -> None:
    assert words.value_words(Unit.MONEY, 12_345) == "¥123.45"
    assert words.value_words(Unit.RATIO, 1_234) == "12.3%"
    assert words.value_words(Unit.TIMES, 31_250) == "3.12"
    assert words.value_words(Unit.COUNT, 1_234) == "1,234"
    assert words.value_words(Unit.PEOPLE, None) == "–"


def test_a_range_stands_for_what_cannot_be_put_together() -> None:
    assert words.figure_words(Unit.PEOPLE, Figure(None, HOW, low=50, high=200)) == "50 – 200"
    assert words.figure_words(Unit.PEOPLE, Figure(None, HOW, low=50, high=50)) == "50"
    assert words.figure_words(Unit.PEOPLE, None) == "–"


def test_estimates_have_signs_and_no_false_precision() -> None:
    assert words.signed(Unit.MONEY, 123_456) == "+¥1,235"
    assert words.signed(Unit.MONEY, -123_456) == "−¥1,235"
    assert words.signed(Unit.COUNT, 0.2) == "0"
    assert words.interval(Unit.COUNT, Estimate(2, -1, 5)) == "90%: −1 to +5"


def test_days() -> None:
    assert words.days_words(date(2026, 1, 2), date(2026, 1, 2)) == "2026-01-02"
    assert words.days_words(date(2026, 1, 2), date(2026, 2, 3)) == "2026-01-02 – 02-03"
    assert words.days_words(date(2025, 12, 31), date(2026, 1, 2)) == "2025-12-31 – 2026-01-02"


def test_how_a_figure_came_about() -> None:
    figure = Figure(5, HOW, 3, sources=(Origin("shop_day", "sycm"), Origin("order_line", "")))
    assert words.how_words(figure, 4) == (
        "Sum of the days. · 3 of 4 days known · from shop by day (Business Advisor), order lines"
    )
    assert words.how_words(Figure(None, HOW), 1) == "Sum of the days."


def test_quality_with_and_without_figures() -> None:
    known = Quality(500, 300, 10, 1, (47_800, None, 48_000), (-200, None, 0), 333, 90)
    facts = {each.key: (each.figure, each.note) for each in quality_facts(known)}
    assert facts["refund_rate"] == ("5.0%", "usual days 3.0%")
    assert facts["reviews"] == ("10", "1 bad (10.0%)")
    assert facts["description"] == ("4.78", "−0.02 over the promotion")
    assert facts["service"] == ("–", "score before is not known")
    assert facts["logistics"] == ("4.80", "±0.00 over the promotion")
    assert facts["again"] == ("3.3%", "90 of 90 days seen")
    nothing = quality_facts(Quality(None, None, None, None, (None,) * 3, (None,) * 3, None, 0))
    assert nothing[1].note == "no reviews imported"
