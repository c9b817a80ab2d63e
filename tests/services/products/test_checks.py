"""Each check of the products finds what it must and lets pass what it must."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest
from sqlalchemy import insert

from shopplanner.domain.checks import Hit, Settings
from shopplanner.domain.messages import Money, Percent
from shopplanner.services.products import checks
from shopplanner.services.products.checks import ProductFacts, RangeFacts
from shopplanner.services.workspace import Workspace
from shopplanner.storage.tables.products import ProductRow, RoleTargetRow, SkuRow
from tests.services.metrics.figures import november, put

SOAP = ProductFacts(1, "Soap", "hero_product", 10_000, 4_000, 5_000, 140, 1_000)
SETTINGS = {"least": 20, "days": 7}
Function = Callable[[RangeFacts, Settings], Iterator[Hit]]


def found(function: Function, *products: ProductFacts) -> list[Hit]:
    return list(function(RangeFacts(products), SETTINGS))


@pytest.mark.parametrize(
    ("function", "wrong"),
    [
        (checks.price_missing, replace(SOAP, price=None)),
        (checks.cost_missing, replace(SOAP, cost=None)),
        (checks.price_below_cost, replace(SOAP, price=3_999)),
        (checks.price_under_floor, replace(SOAP, price=4_999)),
        (checks.margin_low, replace(SOAP, cost=8_001)),
        (checks.role_missing, replace(SOAP, role="")),
        (checks.stock_low, replace(SOAP, stock=69)),
    ],
)
def test_a_fault_is_found_and_a_sound_product_passes(function: Function, wrong: ProductFacts) -> None:
    assert found(function, SOAP) == []
    (hit,) = found(function, wrong, replace(SOAP, id=2))
    assert (hit.subject, hit.place.view, hit.place.record) == ("Soap", "catalogue", "1")


def test_a_price_at_cost_and_a_price_at_the_floor_pass() -> None:
    assert found(checks.price_below_cost, replace(SOAP, price=4_000)) == []
    assert found(checks.price_under_floor, replace(SOAP, price=5_000)) == []


def test_the_loss_is_told_to_the_cent() -> None:
    (hit,) = found(checks.price_below_cost, replace(SOAP, price=3_150))
    assert hit.values["gap"] == Money(850)


def test_a_margin_of_just_the_least_share_passes_and_a_loss_is_not_called_low() -> None:
    assert found(checks.margin_low, replace(SOAP, cost=8_000)) == []
    assert found(checks.margin_low, replace(SOAP, cost=10_001)) == []
    (hit,) = found(checks.margin_low, replace(SOAP, cost=9_000))
    assert hit.values["margin"] == Percent(1_000)


def test_stock_is_judged_by_pace_and_passes_where_the_pace_is_not_known() -> None:
    assert found(checks.stock_low, replace(SOAP, stock=70)) == []
    assert found(checks.stock_low, replace(SOAP, stock=0, daily_units=None)) == []
    assert found(checks.stock_low, replace(SOAP, stock=0, daily_units=0)) == []
    (hit,) = found(checks.stock_low, replace(SOAP, stock=25))
    assert hit.values["n"] == 2


def test_a_planned_role_without_products_is_found() -> None:
    facts = RangeFacts((SOAP,), roles=(("hero_product", 500), ("image_product", 1_000), ("trial_product", 0)))
    (hit,) = checks.role_unfilled(facts, {})
    assert hit.values["share"] == Percent(1_000)
    (odd,) = checks.role_unfilled(RangeFacts((), roles=(("own_role", 100),)), {})
    assert odd.values["role"] == "own_role"


def test_every_sku_without_a_picture_is_found() -> None:
    facts = RangeFacts((SOAP,), pictureless=((1, "Soap", "Red"),))
    (hit,) = checks.picture_missing(facts, {})
    assert hit.values["sku"] == "Red"
    assert list(checks.picture_missing(RangeFacts((SOAP,)), {})) == []


def test_facts_are_read_from_the_shop(workspace: Workspace) -> None:
    shop = workspace.shop_id
    product = {"shop_id": shop, "list_price": 10_000, "cost": 4_000, "stock": 30, "role": "hero_product"}
    with workspace.database.write() as connection:
        connection.execute(insert(ProductRow).values(**product, id=1, code="A", title="Soap", tag_price=9_000))
        connection.execute(insert(ProductRow).values(**product, id=2, code="B", title="Long", short_name="Oil"))
        connection.execute(insert(ProductRow).values(**product, id=3, code="C", title="Gone", status="ended"))
        connection.execute(insert(SkuRow).values(shop_id=shop, product_id=2, code="B1", name="Red", has_image=False))
        connection.execute(insert(RoleTargetRow).values(shop_id=shop, role="image_product", share=1_000))
    put(workspace, "product_day", [{"day": november(20), "product_code": "A", "paid_units": 28}])
    facts = checks.gather(workspace)
    assert facts.products == (
        ProductFacts(1, "Soap", "hero_product", 9_000, 4_000, None, 30, 200),
        ProductFacts(2, "Oil", "hero_product", 10_000, 4_000, None, 30, None),
    )
    assert facts.pictureless == ((2, "Oil", "Red"),)
    assert facts.roles == (("image_product", 1_000),)
