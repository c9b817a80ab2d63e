"""Cells from a spreadsheet into the catalogue: one step of undo, good cells kept, bad ones listed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from shopplanner.domain.changes import Area, Outcome, Place
from shopplanner.domain.messages import message
from shopplanner.domain.products.fields import PRODUCT_FIELDS, Value
from shopplanner.domain.products.pasting import BadCell, PastedRow, understand
from shopplanner.services.products import vocabulary
from shopplanner.services.products.editing import new_row
from shopplanner.services.promotions.propagation import products_changed
from shopplanner.services.workspace import Workspace
from shopplanner.storage.tables.products import ProductRow


@dataclass(frozen=True, slots=True)
class PasteReport:
    """What a paste did.

    Attributes:
        cells: cells whose value changed.
        changed: products that were changed.
        created: products that were added.
        bad: cells that were left out.
    """

    cells: int
    changed: int
    created: int
    bad: tuple[BadCell, ...]


def paste_products(
    workspace: Workspace, cells: Sequence[Sequence[str]], columns: Sequence[str], product_ids: Sequence[int]
) -> Outcome[PasteReport]:
    """Write a pasted block.

    Rows with a product code go to the product of that code, which is added if there is none and the row has a title.
    Rows under headings that name a title but no code go to the product of that title, which is added if there is none.
    Other rows go to ``product_ids`` in order.

    Args:
        workspace: where to.
        cells: the block.
        columns: field names of the table's columns from the current cell on; empty for columns that are worked out.
        product_ids: the products from the current row on, as the table shows them.
    """
    pasted = understand(cells, PRODUCT_FIELDS, vocabulary.headings(), columns, vocabulary.choice_words())
    with workspace.edit(
        message("products.undo.paste", n=len(pasted.rows)),
        Area.PRODUCTS,
        place=Place("products", "catalogue"),
    ) as unit:
        rows = list(unit.session.scalars(select(ProductRow).where(ProductRow.shop_id == workspace.shop_id)))
        target = _Target(unit.session, workspace.shop_id, rows, product_ids)
        keyed = "code" in pasted.fields
        named = pasted.headed and "title" in pasted.fields and not keyed
        for row in pasted.rows:
            target.write(row, keyed=keyed, named=named)
        unit.session.add_all(target.created)
        products_changed(unit, workspace, target.edits)
    bad = tuple(sorted((*pasted.bad, *target.bad), key=lambda one: (one.row, one.column)))
    return unit.outcome(PasteReport(target.cells, len(target.changed), len(target.created), bad))


class _Target:
    """The catalogue's rows while a block is written into them."""

    def __init__(self, session: Session, shop_id: int, rows: Sequence[ProductRow], product_ids: Sequence[int]) -> None:
        self._session, self._shop_id = session, shop_id
        self._by_code = {row.code: row for row in rows}
        self._by_title = {row.title: row for row in rows}
        by_id = {row.id: row for row in rows}
        self._in_order = [by_id[product_id] for product_id in product_ids if product_id in by_id]
        self._place = 0
        self.cells = 0
        self.changed: set[int] = set()
        self.created: list[ProductRow] = []
        self.edits: list[tuple[int, str, Value, Value]] = []
        self.bad: list[BadCell] = []

    def write(self, row: PastedRow, *, keyed: bool, named: bool) -> None:
        """Write one pasted row."""
        if keyed or named:
            (self._write_keyed if keyed else self._write_named)(row)
            return
        self._place += 1
        if self._place > len(self._in_order):
            self._leave_out(row, "no_row")
        else:
            self._store(self._in_order[self._place - 1], row.values)

    def _write_keyed(self, row: PastedRow) -> None:
        code = str(row.values.get("code") or "")
        found = self._by_code.get(code)
        if found is not None:
            self._store(found, row.values)
        elif code and row.values.get("title"):
            made = ProductRow(shop_id=self._shop_id, **row.values)
            self._by_code[code] = made
            self.created.append(made)
        elif code:
            self._leave_out(row, "unknown_code")

    def _write_named(self, row: PastedRow) -> None:
        title = str(row.values.get("title") or "")
        found = self._by_title.get(title)
        if found is not None:
            self._store(found, row.values)
        elif title:
            made = new_row(self._session, self._shop_id, row.values)
            self._by_title[title] = made
            self.created.append(made)

    def _store(self, target: ProductRow, values: Mapping[str, Value]) -> None:
        for field, value in values.items():
            before = getattr(target, field)
            if before != value:
                setattr(target, field, value)
                if target.id is not None:
                    self.edits.append((target.id, field, before, value))
                self.cells += 1
                self.changed.add(id(target))

    def _leave_out(self, row: PastedRow, reason: str) -> None:
        first = next(iter(row.values.items()), ("", None))
        self.bad.append(BadCell(row.number, 1, first[0], "" if first[1] is None else str(first[1]), reason))
