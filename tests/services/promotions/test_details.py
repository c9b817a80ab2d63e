"""What the inspector shows of a promotion: tasks, prices of a product, bundles, the usual basket."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy import insert

from shopplanner.domain.days import day_number
from shopplanner.domain.promotions.plan import Promotion
from shopplanner.services.promotions import plans, series, tasks
from shopplanner.services.promotions.details import details
from shopplanner.services.promotions.series import Wish
from shopplanner.services.workspace import Workspace
from shopplanner.storage.tables.facts import ORDER_LINE
from tests.services.promotions.shop import BRUSH, CREAM, SOAP, at, double_11, put, put_products, tenth_off, till


@pytest.fixture
def shop(workspace: Workspace) -> Workspace:
    """A shop with three products."""
    put_products(workspace)
    return workspace


def test_details_price_the_first_product_that_has_a_price(shop: Workspace) -> None:
    promotion = plans.promotion(shop, put(shop, tenth_off(products=(BRUSH, SOAP, CREAM))))
    tasks.add_task(shop, "画主图", date(2026, 11, 18), promotion_id=promotion.id)
    shown = details(shop, promotion)
    assert [choice.id for choice in shown.choices] == [SOAP, CREAM]
    assert shown.price is not None
    assert (shown.price.product_id, shown.price.prices.lowest, shown.price.moment) == (
        SOAP,
        9000,
        at("11-20", "12:00:00"),
    )
    assert [task.title for task in shown.tasks] == ["画主图"]
    assert (shown.series, shown.bundle) == (0, None)


def test_details_price_another_product_of_the_scope_if_asked(shop: Workspace) -> None:
    promotion = plans.promotion(shop, put(shop, tenth_off(products=(SOAP, CREAM))))
    for asked, got in ((CREAM, CREAM), (BRUSH, SOAP)):
        price = details(shop, promotion, asked).price
        assert price is not None
        assert price.product_id == got


def test_a_draft_is_priced_as_it_would_be(shop: Workspace) -> None:
    draft = tenth_off(status="idea", starts=at("11-20", "20:00:00"), parameters={"kind": "amount", "amount": 2500})
    shown = details(shop, draft)
    assert shown.tasks == ()
    assert shown.price is not None
    assert (shown.price.prices.lowest, shown.price.moment) == (7500, at("11-20", "20:00:00"))


def test_details_without_any_price_say_so(shop: Workspace) -> None:
    assert details(shop, tenth_off(products=(BRUSH,))).price is None


def test_a_promotion_on_the_whole_shop_offers_all_priced_products(shop: Workspace) -> None:
    assert [each.id for each in details(shop, double_11()).choices] == [SOAP, CREAM]


def test_a_bundle_is_priced_with_one_of_each(shop: Workspace) -> None:
    bundle = Promotion(
        name="套餐", mechanic="bundle", starts=at("11-20"), ends=till("11-29"), products=(SOAP, CREAM),
        parameters={"price": 12_000},
    )  # fmt: skip
    cart = details(shop, bundle).bundle
    assert cart is not None
    assert (cart.tag_total, cart.payable) == (15_000, 12_000)
    assert details(shop, replace(bundle, products=(SOAP,))).bundle is None
    assert details(shop, replace(bundle, products=(SOAP, BRUSH))).bundle is None


def test_the_size_of_a_series_is_told(shop: Workspace) -> None:
    first = tenth_off(starts=at("11-24"), ends=till("11-24"))
    ids = series.create(shop, first, Wish("FREQ=WEEKLY;COUNT=4", first.starts.date())).value
    shown = details(shop, plans.promotion(shop, ids[0]))
    assert shown.series == 4
    assert plans.promotion(shop, ids[3]).starts == first.starts + timedelta(days=21)


def test_the_usual_basket_is_priced_under_the_promotion(shop: Workspace) -> None:
    promotion = tenth_off()
    assert details(shop, promotion).usual is None
    with shop.database.write() as connection:
        for order in range(4):
            for code in "AB":
                line = {"order_id": str(order), "line_id": f"{order}{code}", "product_code": code}
                day = day_number(shop.clock.today())
                connection.execute(insert(ORDER_LINE).values(shop_id=shop.shop_id, batch_id=1, day=day, **line))
    usual = details(shop, promotion).usual
    assert usual is not None
    assert (usual.names, usual.habit.orders, usual.habit.of) == (("沐浴露", "香膏"), 4, 4)
    assert (usual.cart.tag_total, usual.cart.payable) == (15_000, 14_000)
