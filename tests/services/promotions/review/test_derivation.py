"""Every figure leads to the days and rows that it was made from."""

from __future__ import annotations

from datetime import date

import pytest

from shopplanner.analytics.uplift import Effect
from shopplanner.domain.days import day_number
from shopplanner.domain.messages import message
from shopplanner.domain.metrics.periods import Period
from shopplanner.services.promotions.review import derivation, report
from shopplanner.services.promotions.review.derivation import Row
from shopplanner.services.promotions.review.report import Review
from shopplanner.services.workspace import Workspace
from tests.services.promotions.review import shop
from tests.services.promotions.review.shop import END, START

DURING = Period(START, END)


@pytest.fixture
def review(reviewed: Workspace) -> Review:
    """The soap's review."""
    return report.review(reviewed, shop.plan(reviewed))


def test_the_days_add_up_to_the_uplift(review: Review) -> None:
    found = review.impact.units
    assert isinstance(found, Effect)
    days = derivation.days(found, review.impact.own.units, review.scope.span)
    kinds = {kind: [each for each in days if each.kind == kind] for kind in ("clean", "promotion", "after", "left_out")}
    assert [len(each) for each in kinds.values()] == [len(found.clean), 10, 14, 2]
    gained = sum(each.actual - each.expected for each in (*kinds["promotion"], *kinds["after"]))
    assert gained == pytest.approx(found.net.value)
    assert days[0].day == date.fromordinal(START.toordinal() - 84)
    assert all((each.low is None) == (each.kind in ("clean", "left_out")) for each in days)
    near = derivation.days(found, review.impact.own.units, review.scope.span, 7)
    assert near[0].day == date.fromordinal(START.toordinal() - 7)


def rows(workspace: Workspace, review: Review, metric: str) -> tuple[Row, ...]:
    return derivation.rows(workspace, review.scope, DURING, metric)


def test_a_reported_figure_leads_to_its_days(reviewed: Workspace, review: Review) -> None:
    found = rows(reviewed, review, "paid_amount")
    assert [(row.name, row.value) for row in found[:2]] == [(START, 160_000), (date(2026, 10, 13), 160_000)]
    assert len(found) == 10


def test_people_of_several_products_stand_by_day_and_product(reviewed: Workspace) -> None:
    both = report.review(reviewed, shop.plan(reviewed, products=(shop.SOAP, shop.BAR)))
    found = rows(reviewed, both, "visitors")
    assert len(found) == 20
    assert {(row.name, row.value) for row in found} >= {("2026-10-12 沐浴露", 200), ("2026-10-12 香皂", 50)}


def test_a_margin_leads_to_what_pieces_brought_and_cost(reviewed: Workspace) -> None:
    whole = report.review(reviewed, shop.plan(reviewed, products=(), whole_shop=True))
    found = rows(reviewed, whole, "gross_margin")
    assert [row.value for row in found] == [1_600_000, 800_000, 200_000, 120_000, 60_000, None]
    assert found[1].name == message("review.row.cost", name="沐浴露", n=200)


def test_shares_lead_to_what_was_counted(reviewed: Workspace, review: Review) -> None:
    counts = [row.value for row in rows(reviewed, review, "new_share")]
    assert counts == [4, 3, 2, 1, 32_000, 8_000, 3, day_number(START) - day_number(date(2026, 7, 5))]
