"""Campaigns protect their buyers, and a lower price while they do is a difference that can be claimed."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest

from shopplanner.domain.errors import NotFoundError
from shopplanner.services.promotions.ledger import ledger
from shopplanner.services.promotions.price_protection import later_prices, protections
from shopplanner.services.workspace import Workspace
from tests.services.promotions.orders import order, put_orders
from tests.services.promotions.planning import put, put_products

FIRST, LAST = date(2026, 11, 1), date(2026, 12, 31)


def day(number: int) -> date:
    return date(2026, 11, number)


@pytest.fixture
def soap(workspace: Workspace) -> int:
    return put_products(workspace, ("A", 10_000, 4_000, None))[0]


def test_a_campaign_protects_its_buyers_for_the_days_that_it_names_or_those_of_the_rules(
    workspace: Workspace, soap: int
) -> None:
    one = put(
        workspace, "platform_event", "2026-11-01 20:00", "2026-11-03 23:59:59",
        products=(soap,), rate=1_000, protection_days=15, name="上半场",
    )  # fmt: skip
    other = put(workspace, "platform_event", "2026-11-09 00:00", "2026-11-11 23:59:59", whole_shop=True, rate=1_500)
    found = protections(workspace, soap, FIRST, LAST)
    assert [(each.promotion_id, each.first, each.last, each.price) for each in found] == [
        (one, day(1), day(18), 9_000),
        (other, day(9), day(30), 8_500),
    ]
    assert [each.promotion_id for each in protections(workspace, soap, day(19), LAST)] == [other]


def test_ideas_protect_nobody_and_a_product_without_a_price_neither(workspace: Workspace) -> None:
    one, other = put_products(workspace, ("A", 10_000, None, None), ("B", None, None, None))
    span = ("2026-11-01 20:00", "2026-11-03 23:59:59")
    put(workspace, "platform_event", *span, products=(one,), rate=1_000, status="idea")
    put(workspace, "platform_event", *span, products=(other,), rate=1_000)
    assert protections(workspace, one, FIRST, LAST) == []
    assert protections(workspace, other, FIRST, LAST) == []


def test_buyers_of_a_campaign_may_claim_what_a_later_offer_takes_off(workspace: Workspace, soap: int) -> None:
    today = workspace.clock.today()
    start, later = today - timedelta(days=3), today + timedelta(days=2)
    put(workspace, "platform_event", f"{start} 00:00", f"{start} 23:59:59", products=(soap,), rate=1_000)
    put(workspace, "item_discount", f"{later} 00:00", f"{later} 23:59:59", products=(soap,), rate=2_000)
    put_orders(workspace, order(1, "A", f"{start} 10:00", 18_000, 2), order(2, "A", f"{today} 00:00", 10_000))
    (claim,) = ledger(workspace, soap, today, later).claims
    assert (claim.paid.reference, claim.price, claim.difference, claim.total) == ("1", 8_000, 1_000, 2_000)
    assert claim.seen_at.date() == later


def test_somebody_who_pays_in_a_campaign_may_claim_each_later_fall(workspace: Workspace, soap: int) -> None:
    put(workspace, "platform_event", "2026-11-09 00:00", "2026-11-11 23:59:59", products=(soap,), rate=1_000)
    put(workspace, "item_discount", "2026-11-14 00:00", "2026-11-15 23:59:59", products=(soap,), rate=2_000)
    found = later_prices(workspace, soap, datetime(2026, 11, 10, 12))
    assert (found.price, found.days) == (9_000, 19)
    assert [(fall.starts.day, found.difference(fall)) for fall in found.falls] == [(14, 1_000)]
    assert later_prices(workspace, soap, datetime(2026, 11, 13)).days == 0


def test_the_daily_campaign_protects_for_seven_days(workspace: Workspace, soap: int) -> None:
    span = ("2026-11-01 00:00", "2026-11-05 23:59:59")
    put(workspace, "daily_reduction", *span, products=(soap,), kind="percent", rate=1_000)
    (found,) = protections(workspace, soap, FIRST, LAST)
    assert (found.last, found.price) == (day(12), 9_000)


def test_a_product_that_is_gone_is_not_protected(workspace: Workspace) -> None:
    with pytest.raises(NotFoundError):
        protections(workspace, 99, FIRST, LAST)
    with pytest.raises(NotFoundError):
        later_prices(workspace, 99, datetime(2026, 11, 1))
