"""The suggested verdict follows uplift, profit and doubts."""

from __future__ import annotations

from dataclasses import replace

import pytest

from shopplanner.analytics.uplift import CannotTell, Effect, Estimate, Reason
from shopplanner.services.promotions import plans
from shopplanner.services.promotions.review.impact import Impact, Profit, impact
from shopplanner.services.promotions.review.scope import Scope, scope_of
from shopplanner.services.promotions.review.tables import Quality
from shopplanner.services.promotions.review.verdict import Suggestion, suggest
from shopplanner.services.workspace import Workspace
from tests.services.promotions.review import shop

CALM = Quality(300, 300, None, None, (None,) * 3, (None,) * 3, None, 0)
UP, DOWN, EVEN = Estimate(100, 50, 150), Estimate(-100, -150, -50), Estimate(10, -40, 60)


@pytest.fixture
def measured(reviewed: Workspace) -> tuple[Scope, Impact]:
    """The scope and impact of the soap's promotion."""
    with reviewed.read() as session:
        scope = scope_of(session, reviewed.shop_id, shop.discount())
    with reviewed.read() as session:
        return scope, impact(session, reviewed.shop_id, scope, None)


def said(measured: tuple[Scope, Impact], net: Estimate, profit: Estimate | None, quality: Quality = CALM) -> Suggestion:
    """Return the suggestion for a net uplift and a profit; nothing was pulled forward, no sibling lost."""
    scope, found = measured
    assert isinstance(found.units, Effect)
    made = Profit(profit, (), 100, 100) if profit is not None else None
    units = replace(found.units, net=net, promotion=UP, after=Estimate(0, -1, 1))
    return suggest(scope, replace(found, units=units, profit=made, pulled=None, siblings=None), quality)


@pytest.mark.parametrize(
    ("net", "profit", "verdict"),
    [
        (UP, UP, "repeat"),
        (UP, EVEN, "change"),
        (UP, DOWN, "stop"),
        (UP, None, "change"),
        (DOWN, UP, "stop"),
        (EVEN, EVEN, "unknown"),
        (EVEN, None, "unknown"),
        (EVEN, UP, "change"),
    ],
)
def test_verdicts(
    measured: tuple[Scope, Impact], net: Estimate, profit: Estimate | None, verdict: str
) -> None:  # fmt: skip
    assert said(measured, net, profit).verdict == verdict


def test_reasons_carry_their_numbers(measured: tuple[Scope, Impact]) -> None:
    reasons = said(measured, UP, Estimate(250_050, 100, 500_000)).reasons
    assert [each.id for each in reasons] == ["review.reason.uplift_up", "review.reason.profit_gain"]
    assert reasons[0].params == {"net": "100", "low": "50", "high": "150"}
    assert reasons[1].params == {"value": "¥2,500", "low": "¥1", "high": "¥5,000"}


def test_many_refunds_ask_for_a_change(measured: tuple[Scope, Impact]) -> None:
    found = said(measured, UP, UP, replace(CALM, refund_rate=450))
    assert (found.verdict, found.reasons[-1].id) == ("change", "review.reason.refunds")
    assert said(measured, UP, UP, replace(CALM, refund_rate=None)).verdict == "repeat"
    assert said(measured, UP, UP, replace(CALM, usual_refund_rate=0)).verdict == "repeat"


def test_pulled_forward_sales_and_lost_siblings_are_doubts(measured: tuple[Scope, Impact]) -> None:
    scope, found = measured
    assert isinstance(found.units, Effect)
    assert isinstance(found.siblings, Effect)
    units = replace(found.units, net=UP, promotion=UP, after=DOWN)
    siblings = replace(found.siblings, promotion=Estimate(-60, -80, -40))
    of = replace(found, units=units, siblings=siblings, pulled=6_000, profit=Profit(UP, (), 0, None))
    reasons = [each.id for each in suggest(scope, of, CALM).reasons]
    assert reasons[-2:] == ["review.reason.pulled", "review.reason.siblings"]
    few = replace(siblings, promotion=Estimate(-10, -20, -1))
    assert suggest(scope, replace(of, siblings=few, pulled=100), CALM).verdict == "repeat"


def test_a_doubt_is_the_reason(measured: tuple[Scope, Impact]) -> None:
    scope, found = measured
    doubt = CannotTell(Reason.WEEKDAY, 0, 2)
    suggestion = suggest(scope, replace(found, units=doubt), CALM)
    assert suggestion.verdict == "unknown"
    assert [(each.id, dict(each.params)) for each in suggestion.reasons] == [
        ("review.doubt.weekday", {"have": 0, "need": 2})
    ]


def test_a_promotion_inside_another_cannot_be_told_apart(reviewed: Workspace, measured: tuple[Scope, Impact]) -> None:
    shop.plan(reviewed, name="双11", products=(), whole_shop=True, phases=())
    with reviewed.read() as session:
        scope = scope_of(session, reviewed.shop_id, plans.promotion(reviewed, shop.plan(reviewed)))
    suggestion = suggest(scope, measured[1], CALM)
    assert (suggestion.verdict, suggestion.reasons[0].id) == ("unknown", "review.reason.overlapped")
    assert suggestion.reasons[0].params == {"names": "双11"}
