"""The line of random plans and orders equals one that is searched for hour by hour, without stretches."""

from __future__ import annotations

import random
from datetime import date, datetime, time, timedelta

import pytest

from shopplanner.domain.promotions.offers import CartLine
from shopplanner.domain.promotions.pricing import price_cart
from shopplanner.services.promotions.ledger import line_days
from shopplanner.services.promotions.plans import promotions_between
from shopplanner.services.promotions.prices import offers_at, profile_in
from shopplanner.services.workspace import Workspace
from tests.services.promotions.orders import order, put_orders
from tests.services.promotions.planning import put, put_products

FIRST, LAST = date(2026, 11, 20), date(2026, 11, 30)
COUNTED = {"item_percent", "item_amount", "coupon"}
"""Tools that the shop's usual rules count, if they are for everybody and cover a whole cycle."""


def plan_at_random(workspace: Workspace, luck: random.Random, product: int) -> None:
    """Plan a handful of offers that begin and end at odd hours."""
    for _ in range(luck.randint(2, 7)):
        day = FIRST - timedelta(days=luck.randint(-8, 25))
        starts = datetime.combine(day, time(luck.choice((0, 0, 10, 20))))
        ends = datetime.combine(day + timedelta(days=luck.randint(0, 14)), time(23, 59, 59))
        mechanic, values = luck.choice(
            (
                ("item_discount", {"kind": "percent", "rate": luck.choice((500, 1_500))}),
                ("item_discount", {"kind": "amount", "amount": luck.choice((300, 700))}),
                ("coupon", {"threshold": luck.choice((0, 5_000, 20_000)), "face": luck.choice((400, 900))}),
                ("platform_event", {"rate": 1_200}),
                ("threshold_reduction", {"threshold": 5_000, "reduction": 1_100}),
            )
        )
        audience = luck.choice(("all", "all", "member"))
        put(workspace, mechanic, str(starts), str(ends), products=(product,), audience=audience, **values)


def counted_price(workspace: Workspace, moment: datetime) -> int:
    """Price one piece at a moment with what the usual rules count."""
    with workspace.read() as session:
        live = [
            each
            for each in promotions_between(workspace, moment.date(), moment.date())
            if each.starts <= moment <= each.ends and each.counts
        ]
        offers = offers_at(session, workspace.shop_id, live, moment)
        counted = [offer for offer in offers if offer.tool in COUNTED and offer.audience == "all" and offer.whole_cycle]
        profile = profile_in(session, workspace.shop_id, moment)
    return price_cart([CartLine("A", 1, 10_000, 10_000, None, "A")], counted, profile).payable


@pytest.mark.parametrize("seed", range(6))
def test_the_line_is_the_lowest_price_of_any_hour_of_the_days_before(workspace: Workspace, seed: int) -> None:
    luck = random.Random(seed)
    (product,) = put_products(workspace, ("A", 10_000, None, None))
    plan_at_random(workspace, luck, product)
    low_day = FIRST - timedelta(days=luck.randint(1, 14))
    put_orders(workspace, *(order(number, "A", f"{low_day} 1{number}:00", 2_000) for number in range(2)))
    lows: dict[date, int] = {}
    for back in range(-10, 16):
        day = FIRST - timedelta(days=back)
        lows[day] = min(counted_price(workspace, datetime.combine(day, time(hour, 30))) for hour in (0, 10, 20))
    lows[low_day] = 2_000
    line = line_days(workspace, product, FIRST, LAST)
    assert line == {
        FIRST + timedelta(days=ahead): min(lows[FIRST + timedelta(days=ahead - back)] for back in range(1, 16))
        for ahead in range((LAST - FIRST).days + 1)
    }
