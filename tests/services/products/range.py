"""A small range of products with figures put straight into the tables."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from sqlalchemy import insert

from shopplanner.services.workspace import Workspace
from shopplanner.storage.tables.products import ProductRow, SkuRow
from tests.services.metrics.figures import november, put


def add_product(workspace: Workspace, code: str, **values: Any) -> int:
    """Store a product and return its id."""
    given = {"shop_id": workspace.shop_id, "code": code, "title": f"Product {code}", "version": 1, **DEFAULTS, **values}
    with workspace.database.write() as connection:
        return int(connection.execute(insert(ProductRow).values(**given).returning(ProductRow.id)).scalar_one())


DEFAULTS = {"short_name": "", "category": "", "role": "", "status": "on_sale", "life_stage": "", "note": ""}


def add_sku(workspace: Workspace, product_id: int, code: str, **values: Any) -> int:
    """Store a variant and return its id."""
    given = {
        "shop_id": workspace.shop_id,
        "product_id": product_id,
        "code": code,
        "name": f"SKU {code}",
        "merchant_code": "",
        "has_image": True,
        "version": 1,
        **values,
    }
    with workspace.database.write() as connection:
        return int(connection.execute(insert(SkuRow).values(**given).returning(SkuRow.id)).scalar_one())


def put_days(workspace: Workspace, code: str, *, days: int = 2, source: str = "sycm", **figures: Any) -> None:
    """Store the same figures for a product on each of the ``days`` days up to 20 November 2026."""
    rows = [{"day": november(20) - timedelta(days=back), "product_code": code, **figures} for back in range(days)]
    put(workspace, "product_day", rows, source)
