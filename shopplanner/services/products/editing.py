"""Products created, changed and deleted; every call is one step of undo."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from shopplanner.domain.changes import Area, Outcome
from shopplanner.domain.errors import NotFoundError, RuleError
from shopplanner.domain.messages import Message, message
from shopplanner.domain.products.fields import PRODUCT_FIELDS, CellError, Field, Value, typed_value
from shopplanner.services.products import vocabulary
from shopplanner.services.products.catalogue import place
from shopplanner.services.promotions.propagation import product_changed, products_changed
from shopplanner.services.workspace import Workspace
from shopplanner.storage.tables.products import ProductRow

OWN_CODE = "P"
"""Begins the code of a product that was made here and has no platform id yet."""


def create(workspace: Workspace, values: Mapping[str, Value]) -> Outcome[int]:
    """Add a product and return its id; without a code it gets one of ours, ``P001``.

    Raises:
        RuleError: if there is no title, or the code is taken.
    """
    title = str(values.get("title") or "").strip()
    if not title:
        raise RuleError(message("products.reason.required"))
    with workspace.edit(message("products.undo.create", name=title), Area.PRODUCTS) as unit:
        row = new_row(unit.session, workspace.shop_id, {**values, "title": title})
        unit.session.flush()
        product_id = row.id
    return unit.outcome(product_id, place(product_id))


def new_row(session: Session, shop_id: int, values: Mapping[str, Value]) -> ProductRow:
    """Add a product's row inside a unit of work."""
    code = str(values.get("code") or "") or _free_code(session, shop_id)
    _refuse_taken(session, shop_id, code)
    row = ProductRow(shop_id=shop_id, **{**values, "code": code})
    session.add(row)
    return row


def set_field(workspace: Workspace, product_id: int, field: str, typed: str) -> Outcome[None]:
    """Store what was typed into a cell.

    Raises:
        RuleError: if it cannot be the field's value.
        NotFoundError: if the product is gone.
    """
    value = parsed(PRODUCT_FIELDS[field], typed)
    with workspace.read() as session:
        name = _row(session, product_id).title
    label = message("products.undo.field", name=name, field=message(f"products.column.{field}"))
    with workspace.edit(label, Area.PRODUCTS, place=place(product_id)) as unit:
        row = _row(unit.session, product_id)
        if field == "code" and value != row.code:
            _refuse_taken(unit.session, workspace.shop_id, str(value))
        before = getattr(row, field)
        setattr(row, field, value)
        product_changed(unit, workspace, product_id, field, before, value)
    return unit.outcome(None)


def set_for(workspace: Workspace, product_ids: Sequence[int], field: str, value: Value) -> Outcome[int]:
    """Give many products the same value in one step; return how many differed."""
    if field == "code" or value not in (PRODUCT_FIELDS[field].choices or (value,)):
        raise RuleError(message("products.reason.choice"))
    label = message("products.undo.bulk", n=len(product_ids), field=message(f"products.column.{field}"))
    edits: list[tuple[int, str, Value, Value]] = []
    at = place(product_ids[0]) if product_ids else None
    with workspace.edit(label, Area.PRODUCTS, place=at) as unit:
        for row in rows_of(unit.session, workspace.shop_id, product_ids):
            edits.append((row.id, field, getattr(row, field), value))
            setattr(row, field, value)
        products_changed(unit, workspace, edits)
    return unit.outcome(sum(1 for _id, _field, before, after in edits if before != after))


def delete(workspace: Workspace, product_ids: Sequence[int]) -> Outcome[int]:
    """Remove products with their variants and their places in promotions; imported figures stay.

    Raises:
        NotFoundError: if none of them is there.
    """
    with workspace.read() as session:
        found = rows_of(session, workspace.shop_id, product_ids)
        if not found:
            raise NotFoundError(message("products.error.gone"))
        label = _delete_label([row.short_name or row.title for row in found])
    with workspace.edit(label, Area.PRODUCTS, Area.PROMOTIONS) as unit:
        rows = rows_of(unit.session, workspace.shop_id, product_ids)
        for row in rows:
            unit.session.delete(row)
    return unit.outcome(len(rows), place(product_ids[0]))


def parsed(field: Field, typed: str) -> Value:
    """Return the value of a typed text.

    Raises:
        RuleError: saying why it cannot be.
    """
    try:
        return typed_value(field, typed, vocabulary.choice_words())
    except CellError as error:
        raise RuleError(reason(error.reason), message("products.error.typed", typed=typed)) from error


def reason(code: str) -> Message:
    """Return why a cell could not be used."""
    return message(f"products.reason.{code}")


def rows_of(session: Session, shop_id: int, product_ids: Sequence[int]) -> list[ProductRow]:
    """Return the rows of these products that exist, by id."""
    wanted = set(product_ids)
    rows = session.scalars(select(ProductRow).where(ProductRow.shop_id == shop_id).order_by(ProductRow.id))
    return [row for row in rows if row.id in wanted] if len(wanted) > 1 else _one(session, shop_id, wanted)


def _one(session: Session, shop_id: int, wanted: set[int]) -> list[ProductRow]:
    rows = [session.get(ProductRow, product_id) for product_id in wanted]
    return [row for row in rows if row is not None and row.shop_id == shop_id]


def _row(session: Session, product_id: int) -> ProductRow:
    row = session.get(ProductRow, product_id)
    if row is None:
        raise NotFoundError(message("products.error.gone"))
    return row


def _refuse_taken(session: Session, shop_id: int, code: str) -> None:
    taken = select(ProductRow.id).where(ProductRow.shop_id == shop_id, ProductRow.code == code)
    if session.scalar(taken) is not None:
        raise RuleError(message("products.error.code_taken", code=code))


def _free_code(session: Session, shop_id: int) -> str:
    taken = set(
        session.scalars(
            select(ProductRow.code).where(ProductRow.shop_id == shop_id, ProductRow.code.startswith(OWN_CODE))
        )
    )
    number = len(taken) + 1
    while f"{OWN_CODE}{number:03d}" in taken:
        number += 1
    return f"{OWN_CODE}{number:03d}"


def _delete_label(names: Sequence[str]) -> Message:
    if len(names) == 1:
        return message("products.undo.delete", name=names[0])
    return message("products.undo.delete_many", n=len(names))
