"""The variants of a product: read, added, changed, deleted."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from shopplanner.domain.changes import Area, Outcome
from shopplanner.domain.errors import NotFoundError, RuleError
from shopplanner.domain.messages import message
from shopplanner.domain.products.economics import margin_rate
from shopplanner.domain.products.fields import SKU_FIELDS
from shopplanner.services.products.catalogue import place
from shopplanner.services.products.editing import parsed
from shopplanner.services.promotions.propagation import variant_changed
from shopplanner.services.workspace import Workspace
from shopplanner.storage.tables.products import ProductRow, SkuRow


@dataclass(frozen=True, slots=True)
class Sku:
    """A variant; ``margin`` in basis points of its list price."""

    id: int
    product_id: int
    code: str
    merchant_code: str
    name: str
    list_price: int | None
    cost: int | None
    stock: int | None
    has_image: bool
    margin: int | None


def skus_in(session: Session, product_id: int) -> tuple[Sku, ...]:
    """Return a product's variants inside an open session."""
    rows = session.scalars(select(SkuRow).where(SkuRow.product_id == product_id).order_by(SkuRow.id))
    return tuple(_sku(row) for row in rows)


def skus(workspace: Workspace, product_id: int) -> tuple[Sku, ...]:
    """Return a product's variants."""
    with workspace.read() as session:
        return skus_in(session, product_id)


def add_sku(workspace: Workspace, product_id: int, name: str) -> Outcome[int]:
    """Add a variant with the product's price and cost; return its id.

    Raises:
        RuleError: if the name is blank.
        NotFoundError: if the product is gone.
    """
    wanted = name.strip()
    if not wanted:
        raise RuleError(message("products.reason.required"))
    label = message("products.undo.sku_add", name=wanted)
    with workspace.edit(label, Area.PRODUCTS, place=place(product_id)) as unit:
        product = unit.session.get(ProductRow, product_id)
        if product is None:
            raise NotFoundError(message("products.error.gone"))
        taken = set(unit.session.scalars(select(SkuRow.code).where(SkuRow.product_id == product_id)))
        row = SkuRow(
            shop_id=workspace.shop_id,
            product_id=product_id,
            code=_free_code(product.code, taken),
            name=wanted,
            list_price=product.list_price,
            cost=product.cost,
        )
        unit.session.add(row)
        unit.session.flush()
        sku_id = row.id
        variant_changed(unit, workspace, product_id, wanted, "sku", "", wanted)
    return unit.outcome(sku_id)


def set_sku_field(workspace: Workspace, sku_id: int, field: str, typed: str) -> Outcome[None]:
    """Store what was typed into a variant's cell.

    Raises:
        RuleError: if it cannot be the field's value, or the code is taken.
        NotFoundError: if the variant is gone.
    """
    value = parsed(SKU_FIELDS[field], typed)
    with workspace.read() as session:
        found = _row(session, sku_id)
        name, product_id = found.name, found.product_id
    label = message("products.undo.field", name=name, field=message(f"products.column.{_heading(field)}"))
    with workspace.edit(label, Area.PRODUCTS, place=place(product_id)) as unit:
        row = _row(unit.session, sku_id)
        if field == "code":
            _refuse_taken(unit.session, row, str(value))
        before = getattr(row, field)
        setattr(row, field, value == "yes" if field == "has_image" else value)
        variant_changed(unit, workspace, product_id, name, field, before, value)
    return unit.outcome(None)


def delete_sku(workspace: Workspace, sku_id: int) -> Outcome[None]:
    """Remove a variant.

    Raises:
        NotFoundError: if it is gone.
    """
    with workspace.read() as session:
        found = _row(session, sku_id)
        name, product_id = found.name, found.product_id
    label = message("products.undo.sku_delete", name=name)
    with workspace.edit(label, Area.PRODUCTS, place=place(product_id)) as unit:
        unit.session.delete(_row(unit.session, sku_id))
        variant_changed(unit, workspace, product_id, name, "sku", name, "")
    return unit.outcome(None)


def _sku(row: SkuRow) -> Sku:
    return Sku(
        row.id,
        row.product_id,
        row.code,
        row.merchant_code,
        row.name,
        row.list_price,
        row.cost,
        row.stock,
        row.has_image,
        margin_rate(row.list_price, row.cost),
    )


def _row(session: Session, sku_id: int) -> SkuRow:
    row = session.get(SkuRow, sku_id)
    if row is None:
        raise NotFoundError(message("products.error.sku_gone"))
    return row


def _refuse_taken(session: Session, row: SkuRow, code: str) -> None:
    query = select(SkuRow.id).where(SkuRow.product_id == row.product_id, SkuRow.code == code, SkuRow.id != row.id)
    if session.scalar(query) is not None:
        raise RuleError(message("products.error.code_taken", code=code))


def _free_code(product_code: str, taken: set[str]) -> str:
    number = len(taken) + 1
    while f"{product_code}{number:02d}" in taken:
        number += 1
    return f"{product_code}{number:02d}"


def _heading(field: str) -> str:
    return {"name": "sku_name", "code": "sku_code"}.get(field, field)
