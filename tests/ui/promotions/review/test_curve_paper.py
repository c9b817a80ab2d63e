"""The review on paper shows its curve in light colours, whatever the theme, or says why there is none."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from pypdf import PdfReader
from PySide6.QtCore import QUrl
from PySide6.QtGui import QImage, QTextDocument

from shopplanner.analytics.uplift import CannotTell, Reason
from shopplanner.ui.common.chart_data import Band, Series, compact, compact_money
from shopplanner.ui.promotions.review.curve_data import Curve, curve_of
from shopplanner.ui.promotions.review.curve_paper import HEIGHT, SHARPNESS, WIDTH, curve_picture
from shopplanner.ui.promotions.review.page import ReviewPage
from shopplanner.ui.promotions.review.paper import CURVE, document, write_review
from shopplanner.ui.theme import theme
from shopplanner.ui.theme.roles import load_roles
from tests.fixtures.pages import Show

FIRST = date(2026, 11, 1)
DAYS = tuple(FIRST + timedelta(days=number) for number in range(20))


@pytest.fixture
def page(promotion: int, show_page: Show[ReviewPage]) -> ReviewPage:
    """The page with the soap's review."""
    return show_page(ReviewPage)


def colours(picture: QImage) -> set[str]:
    return {picture.pixelColor(x, y).name() for x in range(picture.width()) for y in range(0, picture.height(), 4)}


def curve(values: list[float | None]) -> Curve:
    return Curve(
        DAYS,
        (Series("actual", "Actual", values, "chart1"), Series("expected", "Expected", [10.0] * 20, "chart2", True)),
        (
            Band("Promotion", DAYS[5], DAYS[9]),
            Band("Peak", DAYS[6], DAYS[7]),
            Band("Gone", DAYS[0] - timedelta(9), DAYS[0] - timedelta(4)),
        ),
    )


def test_lines_are_drawn_in_the_light_colours_of_the_theme(themed: None) -> None:
    theme.install(theme.Theme("dark"))
    picture = curve_picture(curve([float(number) for number in range(20)]), compact)
    assert (picture.width(), picture.height()) == (WIDTH * SHARPNESS, HEIGHT * SHARPNESS)
    roles = load_roles("light").colors
    assert {roles["chart1"].lower(), roles["chart2"].lower(), "#ffffff"} <= colours(picture)


def test_gaps_and_days_without_a_figure_break_the_line(themed: None) -> None:
    whole = curve_picture(curve([20.0] * 20), compact)
    broken = curve_picture(curve([20.0] * 8 + [None] * 4 + [20.0] * 8), compact)
    assert whole != broken
    assert not curve_picture(Curve((), (), ()), compact_money).isNull()


def test_the_paper_carries_the_curve_of_the_measure_that_is_shown(page: ReviewPage, tmp_path: Path) -> None:
    review = page.review
    assert review is not None
    kind = QTextDocument.ResourceType.ImageResource
    pictures = []
    for measure in ("units", "paid"):
        made = document(review, measure)
        pictures.append(made.resource(kind, QUrl(CURVE)))
        assert "\ufffc" in made.toPlainText()
    assert pictures[0] != pictures[1]
    path = write_review(review, "units", tmp_path / "r.pdf")
    assert len(PdfReader(path).pages[0].images) + len(PdfReader(path).pages[-1].images) >= 1


def test_without_a_baseline_the_paper_says_why_there_is_no_curve(page: ReviewPage) -> None:
    assert page.review is not None
    doubt = CannotTell(Reason.TOO_FEW, 3, 14)
    review = replace(page.review, impact=replace(page.review.impact, units=doubt))
    assert curve_of(review, "units") == doubt
    assert "\ufffc" not in document(review).toPlainText()
