"""A context on a shop with three weeks of figures, and a way to show a page of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtWidgets import QApplication
from sqlalchemy import insert

from shopplanner.domain.days import day_number
from shopplanner.services.workspace import Workspace
from shopplanner.storage.tables.products import ShopEventRow
from shopplanner.storage.tables.promotions import PromotionRow
from shopplanner.ui.common.context import AppContext
from shopplanner.ui.common.page import Page
from tests.fixtures.pages import shown_pages
from tests.services.metrics.figures import november, put


@pytest.fixture
def shop(workspace: Workspace) -> Workspace:
    """Three weeks with a hole, two products, two campaigns, a promotion and an event."""
    days = [day for day in range(1, 21) if day != 7]
    put(
        workspace,
        "shop_day",
        [
            {
                "day": november(day),
                "visitors": 100 + day,
                "page_views": 300,
                "paid_buyers": 5,
                "paid_orders": 6,
                "paid_units": 7,
                "paid_amount": 10_000 + 500 * day,
            }
            for day in days
        ],
    )
    put(
        workspace,
        "product_day",
        [
            {
                "day": november(day),
                "product_code": code,
                "title": f"商品{code}",
                "visitors": 10,
                "paid_amount": 5_000 + 250 * day,
            }
            for day in days
            for code in "AB"
        ],
    )
    put(
        workspace,
        "ad_day",
        [
            {"day": november(day), "campaign_id": code, "product_code": "", "campaign": f"计划{code}", "ad_cost": 70}
            for day in days
            for code in "xy"
        ],
        "wx_plan",
    )
    with workspace.database.write() as connection:
        moments = {"starts_at": "2026-11-10 00:00:00", "ends_at": "2026-11-11 23:59:59", "mechanic": "coupon"}
        connection.execute(
            insert(PromotionRow).values(shop_id=workspace.shop_id, name="双11", status="done", **moments)
        )
        event = {"shop_id": workspace.shop_id, "kind": "image", "text": "主图更换"}
        connection.execute(insert(ShopEventRow).values(day=day_number(november(14)), **event))
    return workspace


@pytest.fixture
def show(app_context: AppContext, qapp: QApplication) -> Iterator[Callable[[type[Page]], Page]]:
    """Build a page, show it, and wait until it has read its data."""
    yield from shown_pages(app_context, qapp)
