"""The basket that buyers usually put together around a product, taken from the orders of the last months."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from shopplanner.domain.days import day_number
from shopplanner.storage.tables.facts import ORDER_LINE
from shopplanner.storage.tables.products import ProductRow

DAYS = 90
LEAST_ORDERS = 3
"""Fewer joint orders than these are chance rather than habit."""


@dataclass(frozen=True, slots=True)
class TypicalBasket:
    """A product with the one most often bought along: pieces by product id.

    Attributes:
        pieces: product and number of its pieces.
        orders: orders of the last days that held both.
        of: orders that held the product.
    """

    pieces: tuple[tuple[int, int], ...]
    orders: int
    of: int


def typical_basket(session: Session, shop_id: int, product_id: int, today: date) -> TypicalBasket | None:
    """Return the usual basket around a product; None where too few orders show one.

    Both products stand in it once: what is bought along is what an offer on several pieces meets first.
    """
    code = session.scalar(select(ProductRow.code).where(ProductRow.id == product_id))
    line, other = ORDER_LINE.alias("line"), ORDER_LINE.alias("other")
    since = day_number(today) - DAYS
    held = (line.c.shop_id == shop_id, line.c.day >= since, line.c.product_code == code)
    joint = (
        select(ProductRow.id, func.count(line.c.order_id.distinct()).label("orders"))
        .select_from(line)
        .join(other, (other.c.shop_id == line.c.shop_id) & (other.c.order_id == line.c.order_id))
        .join(ProductRow, (ProductRow.shop_id == shop_id) & (ProductRow.code == other.c.product_code))
        .where(*held, other.c.product_code != code)
        .group_by(ProductRow.id)
        .order_by(func.count(line.c.order_id.distinct()).desc(), ProductRow.id)
        .limit(1)
    )
    found = session.execute(joint).first()
    if found is None or found.orders < LEAST_ORDERS:
        return None
    of = session.scalar(select(func.count(line.c.order_id.distinct())).where(*held)) or 0
    return TypicalBasket(((product_id, 1), (found.id, 1)), found.orders, of)
