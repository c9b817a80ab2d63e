"""A context on a small range, and a way to show a page of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtWidgets import QApplication

from shopplanner.services.workspace import Workspace
from shopplanner.ui.common.context import AppContext
from shopplanner.ui.common.page import Page
from tests.fixtures.pages import shown_pages
from tests.services.products.range import add_product, add_sku, put_days


@pytest.fixture
def shop(workspace: Workspace) -> Workspace:
    """Four products: a hero with a variant and sales, a profit product, one without cost, one that ended."""
    hero = add_product(
        workspace, "A", title="Rose soap", short_name="Soap", role="hero_product", tag_price=10_000, cost=4_000,
        stock=70, category="soap", life_stage="growth",
    )  # fmt: skip
    add_product(workspace, "B", title="Lemon oil", role="profit_product", tag_price=5_000, cost=6_000, category="oil")
    add_product(workspace, "C", title="Mint balm", list_price=3_000)
    add_product(workspace, "D", title="Old wax", status="ended", tag_price=900, cost=100)
    add_sku(workspace, hero, "A1", list_price=9_000, cost=3_000, stock=4)
    add_sku(workspace, hero, "A2", has_image=False)
    put_days(workspace, "A", days=20, paid_amount=1_000, paid_units=7, visitors=50, paid_buyers=5)
    put_days(workspace, "B", days=20, paid_amount=400, paid_units=1, visitors=30, paid_buyers=1)
    return workspace


@pytest.fixture
def show(app_context: AppContext, qapp: QApplication) -> Iterator[Callable[[type[Page]], Page]]:
    """Build a page, show it, and wait until it has read its data."""
    yield from shown_pages(app_context, qapp)
