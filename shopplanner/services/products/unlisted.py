"""Products that imports know and the catalogue does not, and their way into it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from shopplanner.domain.changes import Area, Outcome, Place
from shopplanner.domain.messages import message
from shopplanner.services.workspace import Workspace
from shopplanner.storage.tables.facts import ORDER_LINE, PRODUCT_DAY
from shopplanner.storage.tables.products import ProductRow

LOOK_BACK: Final = 90
"""Days before the last one with figures in which a product must have been seen."""


@dataclass(frozen=True, slots=True)
class Unlisted:
    """A product that only imports know.

    Attributes:
        title: as the reports name it; the code where they do not.
        list_price: highest price of a piece in its order lines; None without any.
        tag_price: what a piece brought on average, where no order line names a price.
        stock: as last reported.
        paid_amount: what it brought in the time that was looked at.
    """

    code: str
    title: str
    list_price: int | None
    tag_price: int | None
    stock: int | None
    paid_amount: int | None


def seen_codes(session: Session, shop_id: int) -> frozenset[str]:
    """Return the products that imports know, listed or not."""
    found: set[str] = set()
    for fact in (PRODUCT_DAY, ORDER_LINE):
        table = fact.c
        query = select(table.product_code).where(table.shop_id == shop_id, table.day > _since(session, fact, shop_id))
        found.update(code for code in session.scalars(query.distinct()) if code)
    return frozenset(found)


def unlisted(workspace: Workspace) -> tuple[Unlisted, ...]:
    """Return the products that imports know beside the catalogue, the best selling first."""
    with workspace.read() as session:
        return _found(session, workspace.shop_id)


def adopt(workspace: Workspace, codes: Sequence[str] | None = None) -> Outcome[int]:
    """Take products that imports know into the catalogue in one step; all of them, or those with these codes.

    Returns:
        how many were taken in.
    """
    found = [one for one in unlisted(workspace) if codes is None or one.code in set(codes)]
    label = message("products.undo.adopt", n=len(found))
    with workspace.edit(label, Area.PRODUCTS, place=Place("products", "catalogue")) as unit:
        unit.session.add_all(
            ProductRow(
                shop_id=workspace.shop_id,
                code=one.code,
                title=one.title,
                list_price=one.list_price,
                tag_price=one.tag_price,
                stock=one.stock,
            )
            for one in found
        )
    return unit.outcome(len(found))


def _found(session: Session, shop_id: int) -> tuple[Unlisted, ...]:
    reported, ordered = _reported(session, shop_id), _ordered(session, shop_id)
    stocks = _stocks(session, shop_id) if reported else {}
    found = []
    for code in reported.keys() | ordered.keys():
        title, paid, units = reported.get(code, (None, None, None))
        line_title, list_price, line_paid = ordered.get(code, (None, None, None))
        tag = (paid + units // 2) // units if list_price is None and paid and units else None
        amount = paid if paid is not None else line_paid
        found.append(Unlisted(code, title or line_title or code, list_price, tag, stocks.get(code), amount))
    return tuple(sorted(found, key=lambda one: (-(one.paid_amount or 0), one.code)))


def _reported(session: Session, shop_id: int) -> dict[str, Any]:
    """Return title, amount and pieces of unlisted products in product reports; the largest where several speak."""
    table = PRODUCT_DAY.c
    query = (
        select(table.product_code, func.max(table.title), func.sum(table.paid_amount), func.sum(table.paid_units))
        .where(table.shop_id == shop_id, table.day > _since(session, PRODUCT_DAY, shop_id))
        .where(table.product_code.not_in(_listed(shop_id)), table.product_code != "")
        .group_by(table.product_code, table.source)
        .order_by(func.coalesce(func.sum(table.paid_amount), 0), table.source)
    )
    return {code: (title, paid, units) for code, title, paid, units in session.execute(query)}


def _ordered(session: Session, shop_id: int) -> dict[str, Any]:
    """Return title, price and amount of unlisted products in order lines."""
    table = ORDER_LINE.c
    query = (
        select(table.product_code, func.max(table.title), func.max(table.list_price), func.sum(table.paid_amount))
        .where(table.shop_id == shop_id, table.day > _since(session, ORDER_LINE, shop_id))
        .where(table.product_code.not_in(_listed(shop_id)), table.product_code != "")
        .group_by(table.product_code)
    )
    return {code: (title, price, paid) for code, title, price, paid in session.execute(query)}


def _stocks(session: Session, shop_id: int) -> dict[str, int]:
    """Return the last reported stock of unlisted products."""
    table = PRODUCT_DAY.c
    query = (
        select(table.product_code, table.stock)
        .where(table.shop_id == shop_id, table.day > _since(session, PRODUCT_DAY, shop_id), table.stock.is_not(None))
        .where(table.product_code.not_in(_listed(shop_id)))
        .order_by(table.day)
    )
    return dict(session.execute(query).all())


def _listed(shop_id: int) -> Any:
    return select(ProductRow.code).where(ProductRow.shop_id == shop_id)


def _since(session: Session, fact: Any, shop_id: int) -> int:
    last = session.scalar(select(func.max(fact.c.day)).where(fact.c.shop_id == shop_id))
    return (last or 0) - LOOK_BACK
