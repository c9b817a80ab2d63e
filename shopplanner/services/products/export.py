"""The catalogue as a file: Excel with typed cells, or CSV; either can be pasted back."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Final

from shopplanner.domain.metrics.periods import Period
from shopplanner.foundation.i18n import text
from shopplanner.interchange.table_workbook import Cell, Table, TableColumn
from shopplanner.services.products.catalogue import Product
from shopplanner.services.table_files import write_table

COLUMNS: Final[tuple[tuple[str, str, Callable[[Product], Cell]], ...]] = (
    ("code", "", lambda one: one.code),
    ("title", "", lambda one: one.title),
    ("short_name", "", lambda one: one.short_name),
    ("category", "", lambda one: one.category),
    ("role", "", lambda one: text(f"products.role.{one.role}") if one.role else ""),
    ("status", "", lambda one: text(f"products.status.{one.status}")),
    ("list_price", "money", lambda one: _yuan(one.list_price)),
    ("tag_price", "money", lambda one: _yuan(one.tag_price)),
    ("cost", "money", lambda one: _yuan(one.cost)),
    ("floor_price", "money", lambda one: _yuan(one.floor_price)),
    ("margin", "percent", lambda one: _share(one.margin)),
    ("stock", "count", lambda one: one.stock),
    ("cover", "count", lambda one: one.cover),
    ("paid_amount", "money", lambda one: _yuan(one.figures.paid_amount)),
    ("units", "count", lambda one: one.figures.units),
    ("visitors", "count", lambda one: one.figures.visitors),
    ("conversion", "percent", lambda one: _share(one.figures.conversion)),
    ("grade", "", lambda one: one.grade),
    ("life_stage", "", lambda one: text(f"products.stage.{one.life_stage}") if one.life_stage else ""),
    ("skus", "count", lambda one: one.skus),
    ("note", "", lambda one: one.note),
)


def export_catalogue(products: Sequence[Product], period: Period | None, path: Path) -> Path:
    """Write products in the given order; the kind of file goes by its suffix. Return the file written.

    Raises:
        CannotWriteError: if the system refuses.
    """
    return write_table(path, as_table(products, period))


def as_table(products: Sequence[Product], period: Period | None) -> Table:
    """Return products as a table with the days that its figures speak of."""
    columns = tuple(TableColumn(text(f"products.column.{key}"), kind) for key, kind, _ in COLUMNS)
    rows = [[cell(one) for _, _, cell in COLUMNS] for one in products]
    notes = [text("products.export.period", first=period.first, last=period.last)] if period else []
    return Table(text("products.catalogue.title"), columns, rows, notes=notes)


def _yuan(minor: int | None) -> float | None:
    return None if minor is None else minor / 100


def _share(basis_points: int | None) -> float | None:
    return None if basis_points is None else basis_points / 10_000
