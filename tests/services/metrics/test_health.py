"""Gaps, stale sources, contradictions and sums that do not tie are found and explained."""

from __future__ import annotations

from datetime import date

import pytest

from shopplanner.domain.metrics.periods import Period
from shopplanner.services import wording
from shopplanner.services.metrics.freshness import freshness, last_day
from shopplanner.services.metrics.health import health, issues
from shopplanner.services.workspace import Workspace
from tests.services.metrics.figures import november, put


def kinds(workspace: Workspace) -> set[str]:
    return {issue.kind for issue in issues(workspace)}


def good_days(first: int, last: int) -> list[dict[str, int | date]]:
    """Return days of a shop in which everything fits."""
    return [
        {
            "day": november(day),
            "visitors": 100,
            "page_views": 300,
            "paid_buyers": 5,
            "paid_orders": 6,
            "paid_units": 7,
            "paid_amount": 30_000,
        }
        for day in range(first, last + 1)
    ]


def test_an_empty_workspace_has_neither_days_nor_issues(workspace: Workspace) -> None:
    assert freshness(workspace) == ()
    assert last_day(workspace) is None
    found = health(workspace, november(1), november(22))
    assert (found.coverage, found.issues, found.reconciliation) == ((), (), ())


def test_sound_figures_up_to_yesterday_are_no_issue(workspace: Workspace) -> None:
    put(workspace, "shop_day", good_days(1, 21))
    assert issues(workspace) == ()
    (state,) = freshness(workspace)
    assert (state.source, state.fact, state.last_day, state.days_late) == ("sycm", "shop_day", november(21), 0)
    assert last_day(workspace) == november(21)


def test_a_source_that_is_behind_is_said_to_be(workspace: Workspace) -> None:
    put(workspace, "shop_day", good_days(1, 15))
    assert freshness(workspace)[0].days_late == 6
    assert kinds(workspace) == {"stale"}


def test_a_source_that_was_given_up_is_not_called_late(workspace: Workspace) -> None:
    put(workspace, "shop_day", good_days(1, 21))
    put(workspace, "shop_day", [{"day": date(2026, 3, 1), "paid_amount": 1}], source="jd")
    assert [state.source for state in freshness(workspace)] == ["sycm"]


def test_days_missing_in_between_are_found(workspace: Workspace) -> None:
    put(workspace, "shop_day", [*good_days(1, 9), *good_days(12, 21)])
    (issue,) = issues(workspace)
    assert (issue.kind, issue.period, issue.count) == ("gap", Period(november(10), november(11)), 2)
    covered = health(workspace, november(1), november(22)).coverage[0]
    assert november(9) in covered.days
    assert november(10) not in covered.days
    assert covered.gaps == (Period(november(10), november(11)),)


@pytest.mark.parametrize(
    ("wrong", "kind"),
    [
        ({"visitors": 400}, "visitors_over_views"),
        ({"paid_buyers": 101, "paid_orders": 200, "paid_units": 200, "paid_amount": 600_000}, "buyers_over_visitors"),
        ({"paid_buyers": 7}, "buyers_over_orders"),
        ({"paid_orders": 9}, "orders_over_units"),
        ({"old_paid_amount": 40_000}, "old_over_all"),
        ({"reviews": 3, "positive_reviews": 4}, "good_over_all"),
        ({"refund_amount": -1}, "negative"),
        ({"paid_amount": 300}, "unit_jump"),
    ],
)
def test_figures_that_contradict_each_other_are_found(workspace: Workspace, wrong: dict[str, int], kind: str) -> None:
    put(workspace, "shop_day", [*good_days(1, 20), {**good_days(21, 21)[0], **wrong}])
    (issue,) = issues(workspace)
    assert (issue.kind, issue.period.first) == (kind, november(21))
    assert wording.render(issue.text)
    assert wording.render(issue.explanation)


def test_two_sources_that_disagree_are_named(workspace: Workspace) -> None:
    put(workspace, "shop_day", good_days(1, 21))
    put(
        workspace,
        "shop_day",
        [{"day": november(day), "paid_amount": 29_900 if day < 6 else 20_000} for day in (4, 5, 6)],
        "generic",
    )
    (issue,) = (issue for issue in issues(workspace) if issue.kind == "disagreement")
    assert (issue.count, issue.period.first) == (1, november(6))


def test_products_are_reconciled_with_the_shop_on_common_days(workspace: Workspace) -> None:
    put(workspace, "shop_day", good_days(1, 21))
    put(
        workspace,
        "product_day",
        [{"day": november(day), "product_code": "A", "paid_amount": 27_000} for day in range(12, 22)],
    )
    (month,) = health(workspace, november(1), november(22)).reconciliation
    assert (month.shop, month.products, month.orders) == (630_000, 270_000, None)
    assert (month.products_gap, month.orders_gap) == (-1000, None)
    assert kinds(workspace) == {"untied"}


def test_orders_are_covered_without_being_expected_daily(workspace: Workspace) -> None:
    put(
        workspace,
        "orders",
        [{"day": november(day), "order_id": str(day), "paid_amount": 5} for day in (1, 5)],
        "taobao",
    )
    put(workspace, "refund", [{"finished_day": november(3), "refund_id": "1", "refund_amount": 5}], "taobao")
    found = health(workspace, november(1), november(22))
    assert [(covered.fact, len(covered.days), covered.gaps) for covered in found.coverage] == [
        ("orders", 2, ()),
        ("refund", 1, ()),
    ]
