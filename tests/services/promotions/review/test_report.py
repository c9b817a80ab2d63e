"""The list of promotions that have ended, and a whole review."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from shopplanner.domain.errors import NotFoundError
from shopplanner.domain.metrics.periods import Period
from shopplanner.services.promotions.review import report, store
from shopplanner.services.promotions.review.report import Line, Review
from shopplanner.services.workspace import Workspace
from tests.services.promotions.review import shop

EARLIER = {"starts": datetime(2026, 8, 10), "ends": datetime(2026, 8, 11, 23, 59, 59), "phases": ()}


def line(review: Review, metric: str, phase: int = 0) -> Line:
    return next(each for each in review.phases[phase].lines if each.metric == metric)


def test_the_list_holds_what_has_ended_latest_first(reviewed: Workspace) -> None:
    """Soap brought 16,000.00 of a target of 20,000.00."""
    early = shop.plan(reviewed, name="早", products=(), status="scheduled", whole_shop=True, **EARLIER)
    late = shop.plan(reviewed)
    shop.plan(reviewed, name="构想", status="idea")
    shop.plan(reviewed, name="以后", ends=datetime(2026, 12, 1), phases=())
    store.set_target(reviewed, late, "", "paid_amount", 2_000_000)
    store.finish(reviewed, late, reviewed=True, verdict="repeat")
    first, second = report.ended(reviewed)
    assert (first.id, first.paid, first.completion, first.verdict, first.reviewed) == (
        late, 1_600_000, 8_000, "repeat", True,
    )  # fmt: skip
    assert (second.id, second.paid, second.completion, second.reviewed) == (early, 2 * 131_000, None, False)


def test_a_promotion_whose_products_were_deleted_has_no_amount(reviewed: Workspace) -> None:
    promotion = shop.plan(reviewed, status="idea", products=())
    with reviewed.database.write() as connection:
        connection.exec_driver_sql("UPDATE promotion SET status = 'ended' WHERE id = ?", (promotion,))
    (row,) = report.ended(reviewed)
    assert row.paid is None


def test_a_review_by_phase_with_targets_and_the_last_of_its_kind(reviewed: Workspace) -> None:
    """Two days of warm-up at 1,600.00, eight of peak; the earlier one had 2,000.00 on two days."""
    shop.plan(reviewed, name="更早", **{**EARLIER, "starts": datetime(2026, 8, 1), "ends": datetime(2026, 8, 2, 23)})
    shop.plan(reviewed, **EARLIER)
    shop.plan(reviewed, name="别的", **{**EARLIER, "ends": datetime(2026, 9, 1, 23)})
    promotion = shop.plan(reviewed)
    store.set_target(reviewed, promotion, "warm_up", "paid_amount", 640_000)
    review = report.review(reviewed, promotion)
    assert [phase.kind for phase in review.phases] == ["", "warm_up", "peak"]
    assert review.phases[1].period == Period(date(2026, 10, 12), date(2026, 10, 13))
    assert [line(review, "paid_amount", phase).actual.value for phase in range(3)] == [1_600_000, 320_000, 1_280_000]
    warm_up = line(review, "paid_amount", 1)
    assert (warm_up.target, warm_up.completion, warm_up.last_kind) == (640_000, 5_000, None)
    assert review.last_kind is not None
    assert (review.last_kind.name, review.last_kind.starts) == ("沐浴露 8 折", datetime(2026, 8, 10))
    before = line(review, "paid_amount")
    assert before.last_kind is not None
    assert before.last_kind.value == 200_000
    assert before.last_year is not None
    assert before.last_year.value is None
    assert review.data_until == shop.LAST


def test_the_verdict_in_force_is_the_persons_own(reviewed: Workspace) -> None:
    promotion = shop.plan(reviewed)
    suggested = report.review(reviewed, promotion)
    assert suggested.verdict == suggested.suggestion.verdict
    store.set_verdict(reviewed, promotion, "stop")
    assert report.review(reviewed, promotion).verdict == "stop"


def test_occurrences_of_a_series_are_each_others_kind(reviewed: Workspace) -> None:
    shop.plan(reviewed, series="weekly", name="周二", **EARLIER)
    shop.plan(reviewed, **{**EARLIER, "starts": datetime(2026, 9, 1), "ends": datetime(2026, 9, 2)})
    review = report.review(reviewed, shop.plan(reviewed, series="weekly"))
    assert review.last_kind is not None
    assert review.last_kind.name == "周二"


def test_typed_costs_reach_the_profit(reviewed: Workspace) -> None:
    promotion = shop.plan(reviewed)
    store.set_coupons(reviewed, promotion, store.Coupons(fixed=12_300))
    profit = report.review(reviewed, promotion).impact.profit
    assert profit is not None
    assert {part.key: part.value for part in profit.parts}["fixed"] == -12_300


def test_a_review_without_any_report(workspace: Workspace) -> None:
    review = report.review(workspace, shop.plan(workspace, products=(), whole_shop=True))
    assert review.suggestion.verdict == "unknown"
    assert review.data_until is None
    assert (review.items, review.channels, review.reasons) == ((), (), ())


def test_a_deleted_promotion_is_not_found(reviewed: Workspace) -> None:
    with pytest.raises(NotFoundError):
        report.review(reviewed, 99)
