"""What should I change: the factors' shares add up, and traffic, ads and products are named by what they cost."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shopplanner.services.today.levers import lines, shares
from shopplanner.services.wording import render
from shopplanner.services.workspace import Workspace
from tests.services.metrics.figures import november, put
from tests.services.promotions.planning import put_products
from tests.services.today.shop import put_days

FACTOR = st.floats(0.01, 1e6)


@given(st.tuples(FACTOR, FACTOR, FACTOR), st.tuples(FACTOR, FACTOR, FACTOR))
def test_the_shares_of_the_factors_add_up_to_the_change(now: tuple[float, ...], before: tuple[float, ...]) -> None:
    found = shares(now, before, 1_000_000)
    assert found is not None
    assert sum(found) == pytest.approx(1_000_000, abs=2) or found == (0, 0, 0)


def test_a_factor_that_alone_moved_has_the_whole_share() -> None:
    assert shares((50.0, 0.05, 100.0), (100.0, 0.05, 100.0), -250) == (-250, 0, 0)
    assert shares((0.0, 1.0), (1.0, 1.0), 5) is None
    assert shares((1.0, 1.0), (1.0, 1.0), 0) == (0, 0)


def said(workspace: Workspace) -> dict[str, str]:
    return {line.text.id: render(line.text) for line in lines(workspace)}


def test_the_factor_that_pulls_is_named_with_what_it_costs(workspace: Workspace) -> None:
    put_days(workspace, last_week={"visitors": 50, "paid_buyers": 5, "paid_amount": 12_500})
    found = said(workspace)
    assert set(found) == {"today.change.pulled"}
    pulled = [render(line.text) for line in lines(workspace)]
    assert sorted(pulled) == ["Order value: about ¥875.00 lost a week", "Visitors: about ¥875.00 lost a week"]


def test_where_nothing_pulls_the_carrying_factor_is_named(workspace: Workspace) -> None:
    put_days(workspace, last_week={"visitors": 200, "paid_buyers": 10, "paid_amount": 50_000})
    assert said(workspace)["today.change.carried"] == "Visitors carries it: about ¥1,750.00 more a week. Keep to it."


@pytest.mark.parametrize("last_week", [{"visitors": None}, {"paid_buyers": 0, "paid_amount": 0}])
def test_it_cannot_be_told_without_all_factors(workspace: Workspace, last_week: dict[str, Any]) -> None:
    put_days(workspace, last_week=last_week)
    assert "today.change.unknown" in said(workspace)


def test_a_single_week_cannot_be_told(workspace: Workspace) -> None:
    put_days(workspace, count=7)
    assert "today.change.unknown" in said(workspace)


def test_the_source_that_lost_most_visitors_is_named(workspace: Workspace) -> None:
    put_days(workspace)
    rows = [
        {"day": november(day), "channel": channel, "visitors": now if day >= 15 else 60}
        for day in range(8, 22)
        for channel, now in (("Paid", 30), ("Paid / Words", 20), ("Free", 55))
    ]
    put(workspace, "channel_day", rows)
    assert said(workspace)["today.change.channel"] == "Paid / Words brings 40 fewer visitors a day"


def test_cut_ads_are_named_where_visitors_fell_with_them(workspace: Workspace) -> None:
    put_days(workspace, last_week={"visitors": 80, "ad_cost": 500})
    assert said(workspace)["today.change.ads"] == "Ad spend was cut by 50.0%, and visitors fell with it"


def test_cut_ads_are_not_blamed_while_visitors_rise(workspace: Workspace) -> None:
    put_days(workspace, last_week={"visitors": 120, "ad_cost": 500})
    assert "today.change.ads" not in said(workspace)


def test_the_campaign_that_loses_most_is_named(workspace: Workspace) -> None:
    put_days(workspace)
    rows = [
        {"day": november(day), "campaign_id": code, "campaign": code, "product_code": "", "ad_cost": 3_000}
        | {"deal_amount": deals}
        for day in range(15, 22)
        for code, deals in (("good", 9_000), ("bad", 1_000), ("worse", None))
    ]
    put(workspace, "ad_day", rows, "wx_plan")
    assert said(workspace)["today.change.campaign"] == "“worse” spends ¥210.00 more than it brings"


def test_a_busy_product_that_converts_little_is_named(workspace: Workspace) -> None:
    put_days(workspace)
    put_products(workspace, ("A", 10_000, None, None))
    rows = [
        {"day": november(day), "product_code": code, "visitors": people, "paid_buyers": buyers}
        | {"paid_amount": buyers * 5_000}
        for day in range(8, 22)
        for code, people, buyers in (("A", 100, 1), ("B", 20, 0), ("C", 50, 3))
    ]
    put(workspace, "product_day", rows)
    line = next(one for one in lines(workspace) if one.text.id == "today.change.converts_little")
    assert render(line.text) == "A has visitors and converts only 1.00%"
    assert line.weight == 100 * 400 * 5_000 * 7 // 10_000
    assert line.place is not None
    assert line.place.record == "1"
