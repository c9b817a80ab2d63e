"""What a promotion brought, against figures worked by hand."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from shopplanner.analytics.uplift import CannotTell, Effect, Reason
from shopplanner.domain.days import day_number
from shopplanner.domain.messages import message
from shopplanner.services.promotions import plans
from shopplanner.services.promotions.review.impact import Impact, impact
from shopplanner.services.promotions.review.scope import scope_of
from shopplanner.services.workspace import Workspace
from tests.services.promotions.review import shop
from tests.services.promotions.review.shop import END, START


def found(workspace: Workspace, promotion_id: int, fixed: int | None = None) -> Impact:
    with workspace.read() as session:
        scope = scope_of(session, workspace.shop_id, plans.promotion(workspace, promotion_id))
        return impact(session, workspace.shop_id, scope, fixed)


def parts(of: Impact) -> dict[str, int | None]:
    assert of.profit is not None
    return {part.key: part.value for part in of.profit.parts}


def test_pieces_dip_and_siblings_by_hand(reviewed: Workspace) -> None:
    """10 days × 10 extra pieces, 14 days × 2 fewer after: 100 − 28 = 72; the bar loses 10 × 1."""
    of = found(reviewed, shop.plan(reviewed))
    assert isinstance(of.units, Effect)
    assert of.units.promotion.value == pytest.approx(100, abs=0.5)
    assert of.units.after.value == pytest.approx(-28, abs=0.5)
    assert of.units.net.value == pytest.approx(72, abs=1)
    assert isinstance(of.siblings, Effect)
    assert of.siblings.promotion.value == pytest.approx(-10, abs=0.3)
    assert of.total is not None
    assert of.total.value == pytest.approx(62, abs=1)
    assert of.pulled == pytest.approx(2800, abs=60)
    assert isinstance(of.halo, Effect)
    assert of.halo.promotion.value == pytest.approx(0, abs=100)


def test_profit_by_hand(reviewed: Workspace) -> None:
    """100 extra × 40.00; 100 sold anyway × 20.00 given up; 28 fewer × 60.00; bar 10 × 20.00; 100.00 of other costs."""
    of = found(reviewed, shop.plan(reviewed), fixed=10_000)
    values = parts(of)
    assert values["extra"] == pytest.approx(400_000, rel=0.01)
    assert values["given_up"] == pytest.approx(-200_000, rel=0.01)
    assert values["after"] == pytest.approx(-168_000, rel=0.02)
    assert values["siblings"] == pytest.approx(-20_000, rel=0.05)
    assert (values["fixed"], values["ads"]) == (-10_000, None)
    assert of.profit is not None
    assert of.profit.parts[-1].note == message("review.profit.no_ads")
    assert of.profit.value.value == pytest.approx(2_000, abs=6_000)
    assert of.profit.spent == pytest.approx(200 * 2_000 + 10_000, rel=0.01)


def test_extra_advertising_is_what_was_spent_above_clean_days(reviewed: Workspace) -> None:
    """The whole shop spends 30.00 instead of 10.00 on ten days."""
    of = found(reviewed, shop.plan(reviewed, products=(), whole_shop=True))
    assert of.profit is not None
    assert parts(of)["ads"] == -20_000
    assert (of.siblings, of.halo) == (None, None)
    assert of.total == (of.units.net if isinstance(of.units, Effect) else None)


def test_a_missing_cost_leaves_profit_open(reviewed: Workspace) -> None:
    of = found(reviewed, shop.plan(reviewed, products=(shop.BRUSH,)))
    assert of.profit is None
    assert of.no_profit is not None
    assert of.no_profit.id == "review.profit.no_cost"


def test_a_promotion_without_products_cannot_be_told(reviewed: Workspace) -> None:
    of = found(reviewed, shop.plan(reviewed, products=(), status="idea"))
    assert isinstance(of.units, CannotTell)
    assert of.units.reason is Reason.NO_SALES
    assert (of.profit, of.no_profit, of.total, of.pulled) == (None, None, None, None)


def test_without_reports_there_is_nothing(workspace: Workspace) -> None:
    of = found(workspace, shop.plan(workspace, products=(), whole_shop=True))
    assert isinstance(of.units, CannotTell)
    assert of.units.reason is Reason.GAPS


def test_siblings_that_cannot_be_told_leave_the_total_open(reviewed: Workspace) -> None:
    """The bar has promotions on all Mondays, so none of its Mondays is clean."""
    monday = datetime(2026, 7, 6)
    for week in range(20):
        day = monday + timedelta(weeks=week)
        if not START <= day.date() <= END:
            shop.plan(reviewed, products=(shop.BAR,), starts=day, ends=day.replace(hour=23), phases=())
    of = found(reviewed, shop.plan(reviewed))
    assert isinstance(of.siblings, CannotTell)
    assert of.siblings.reason is Reason.WEEKDAY
    assert of.total is None
    assert parts(of)["siblings"] is None


def test_advertising_of_the_products_counts_by_product(reviewed: Workspace) -> None:
    """Campaigns for soap spend 5.00 a day in August, 25.00 in the promotion; those for the bar do not count."""
    columns = ("day", "campaign_id", "product_code", "source", "ad_cost")
    august, october = day_number(datetime(2026, 8, 3).date()), day_number(START)
    rows = [(august + day, "1", "A", "wx_product", 500) for day in range(10)]
    rows += [(october + day, "1", "A", "wx_product", 1_500) for day in range(10)]
    rows += [(october + day, "2", "A", "wx_product", 1_000) for day in range(10)]
    rows += [(october + day, "2", "B", "wx_product", 9_000) for day in range(10)]
    shop.put(reviewed, "ad_day", columns, rows)
    assert parts(found(reviewed, shop.plan(reviewed)))["ads"] == -20_000


def test_siblings_without_costs_are_not_deducted(reviewed: Workspace) -> None:
    with reviewed.database.write() as connection:
        connection.exec_driver_sql("UPDATE product SET cost = NULL WHERE id = ?", (shop.BAR,))
    assert parts(found(reviewed, shop.plan(reviewed)))["siblings"] is None
