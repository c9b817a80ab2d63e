"""The usual basket is the one that orders show most often."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy import insert

from shopplanner.domain.days import day_number
from shopplanner.services.promotions.typical import TypicalBasket, typical_basket
from shopplanner.services.workspace import Workspace
from shopplanner.storage.tables.facts import ORDER_LINE
from tests.services.promotions import shop

TODAY = date(2026, 11, 22)


@pytest.fixture(autouse=True)
def products(workspace: Workspace) -> None:
    shop.put_products(workspace)


def buy(workspace: Workspace, order: str, codes: str, day: date = TODAY) -> None:
    """Store an order with one line for each product; a letter that comes twice is two variants of it."""
    with workspace.database.write() as connection:
        for number, code in enumerate(codes):
            values = {"order_id": order, "line_id": f"{order}-{number}", "product_code": code, "day": day_number(day)}
            connection.execute(insert(ORDER_LINE).values(shop_id=workspace.shop_id, batch_id=1, **values))


def typical(workspace: Workspace, product: int = shop.SOAP) -> TypicalBasket | None:
    with workspace.read() as session:
        return typical_basket(session, workspace.shop_id, product, TODAY)


def test_the_product_bought_along_most_often_joins(workspace: Workspace) -> None:
    for number, codes in enumerate(("AB", "AB", "ABC", "AC", "A", "AA", "B")):
        buy(workspace, str(number), codes)
    assert typical(workspace) == TypicalBasket(((shop.SOAP, 1), (shop.CREAM, 1)), orders=3, of=6)


def test_few_or_old_orders_show_no_habit(workspace: Workspace) -> None:
    assert typical(workspace) is None
    for number in range(2):
        buy(workspace, str(number), "AB")
    for number in range(2, 9):
        buy(workspace, str(number), "AB", date(2026, 8, 1))
    assert typical(workspace) is None


def test_goods_that_the_catalogue_does_not_have_are_left_out(workspace: Workspace) -> None:
    for number in range(4):
        buy(workspace, str(number), "AX")
    assert typical(workspace) is None
