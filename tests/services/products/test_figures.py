"""Figures of a product: the best source, people as a mean, gaps as gaps."""

from __future__ import annotations

from datetime import date

from shopplanner.domain.metrics.periods import Period
from shopplanner.services.products import figures
from shopplanner.services.products.figures import Figures
from shopplanner.services.workspace import Workspace
from tests.services.metrics.figures import november, put
from tests.services.products.range import put_days

TWO_DAYS = Period(november(19), november(20))


def of(workspace: Workspace, period: Period = TWO_DAYS) -> dict[str, Figures]:
    """Read figures by code."""
    with workspace.read() as session:
        return figures.product_figures(session, workspace.shop_id, period)


def test_the_last_days_end_where_figures_end(workspace: Workspace) -> None:
    with workspace.read() as session:
        assert figures.last_period(session, workspace.shop_id) is None
    put_days(workspace, "A", paid_amount=1)
    with workspace.read() as session:
        assert figures.last_period(session, workspace.shop_id) == Period(date(2026, 10, 24), november(20))
        assert figures.last_period(session, workspace.shop_id, 7) == Period(november(14), november(20))


def test_sums_are_added_and_people_are_a_mean_a_day(workspace: Workspace) -> None:
    put(
        workspace,
        "product_day",
        [
            {
                "day": november(19),
                "product_code": "A",
                "paid_amount": 500,
                "paid_units": 2,
                "visitors": 10,
                "paid_buyers": 1,
            },
            {
                "day": november(20),
                "product_code": "A",
                "paid_amount": 700,
                "paid_units": 3,
                "visitors": 13,
                "paid_buyers": 2,
            },
            {"day": november(18), "product_code": "A", "paid_amount": 9_999},
        ],
    )
    # conversion 3 / 23 = 13.04 %, visitors 23 / 2 = 11.5, rounded up
    assert of(workspace) == {"A": Figures(1_200, 5, 12, 1_304)}


def test_conversion_takes_only_days_on_which_both_are_known(workspace: Workspace) -> None:
    put(
        workspace,
        "product_day",
        [
            {"day": november(19), "product_code": "A", "visitors": 10, "paid_buyers": 1},
            {"day": november(20), "product_code": "A", "visitors": 90},
        ],
    )
    assert of(workspace)["A"] == Figures(None, None, 50, 1_000)


def test_of_two_sources_the_better_one_is_taken(workspace: Workspace) -> None:
    put_days(workspace, "A", paid_amount=100)
    put_days(workspace, "A", source="generic", paid_amount=900)
    assert of(workspace)["A"].paid_amount == 200


def test_the_line_of_a_product_has_gaps_where_nothing_is_known(workspace: Workspace) -> None:
    put(workspace, "product_day", [{"day": november(19), "product_code": "A", "paid_amount": 5, "visitors": 7}])
    put(workspace, "product_day", [{"day": november(20), "product_code": "A", "paid_amount": 9}], "zz")
    with workspace.read() as session:
        lines = figures.daily_series(session, workspace.shop_id, "A", Period(november(18), november(20)))
        assert lines == ((None, 5, None), (None, 7, None))
        assert figures.daily_series(session, workspace.shop_id, "B", TWO_DAYS) == ((None, None), (None, None))
