"""What buyers of a moment may claim when the price falls, by the plan."""

from __future__ import annotations

from datetime import datetime

import pytest

from shopplanner.domain.errors import NotFoundError
from shopplanner.domain.promotions.protection import Priced
from shopplanner.services.promotions.ledger import later_prices
from shopplanner.services.workspace import Workspace
from tests.services.promotions.planning import put, put_products

PAID = datetime(2026, 11, 10, 12)


@pytest.fixture
def soap(workspace: Workspace) -> int:
    """A at 100.00 in a campaign of 10 % off on 9 to 11 November that protects its buyers for 3 days."""
    (product,) = put_products(workspace, ("A", 10_000, None, None))
    put(
        workspace, "platform_event", "2026-11-09 00:00:00", "2026-11-11 23:59:59",
        rate=1000, protection_days=3, products=(product,),
    )  # fmt: skip
    return product


def discount(workspace: Workspace, product: int, starts: str, ends: str, rate: int) -> None:
    """Plan a discount that comes on top."""
    put(workspace, "item_discount", starts, ends, kind="percent", rate=rate, products=(product,))


def test_every_lower_price_within_the_protection_may_be_claimed(workspace: Workspace, soap: int) -> None:
    """90.00 is paid; 80.00 from the 11th on, 100.00 on the 12th, 70.00 on the 13th until noon; 60.00 comes too late."""
    discount(workspace, soap, "2026-11-11 00:00:00", "2026-11-11 23:59:59", 1000)
    discount(workspace, soap, "2026-11-13 00:00:00", "2026-11-13 23:59:59", 3000)
    discount(workspace, soap, "2026-11-13 12:00:01", "2026-11-14 23:59:59", 4000)
    found = later_prices(workspace, soap, PAID)
    assert (found.price, found.days) == (9000, 3)
    assert [(one.starts, one.price, found.difference(one)) for one in found.falls] == [
        (datetime(2026, 11, 11), 8000, 1000),
        (datetime(2026, 11, 13), 7000, 2000),
    ]


def test_a_price_that_goes_on_is_told_once(workspace: Workspace, soap: int) -> None:
    discount(workspace, soap, "2026-11-11 00:00:00", "2026-11-12 23:59:59", 2000)
    put(
        workspace, "coupon", "2026-11-11 12:00:00", "2026-11-12 23:59:59",
        threshold=90_000, face=100, products=(soap,),
    )  # fmt: skip
    found = later_prices(workspace, soap, PAID)
    assert [(one.starts, one.price) for one in found.falls] == [
        (datetime(2026, 11, 11), 7000),
        (datetime(2026, 11, 12), 8000),
    ]


def test_without_a_campaign_nothing_is_protected(workspace: Workspace, soap: int) -> None:
    discount(workspace, soap, "2026-11-13 00:00:00", "2026-11-13 23:59:59", 1000)
    found = later_prices(workspace, soap, datetime(2026, 11, 12, 12))
    assert (found.price, found.days, found.falls) == (10_000, 0, ())
    fall = Priced(datetime(2026, 11, 13), datetime(2026, 11, 13, 23), 9000)
    assert found.difference(fall) == 0


def test_a_product_without_a_price_has_none_later_and_one_that_is_gone_is_said(workspace: Workspace) -> None:
    (product,) = put_products(workspace, ("A", None, None, None))
    assert later_prices(workspace, product, PAID).falls == ()
    with pytest.raises(NotFoundError):
        later_prices(workspace, 99, PAID)
