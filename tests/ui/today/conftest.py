"""A context on a shop with a few weeks of figures and a small plan, and a way to show a page of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtWidgets import QApplication

from shopplanner.domain.changes import Place
from shopplanner.services import packs
from shopplanner.services.promotions.tasks import add_task
from shopplanner.services.workspace import Workspace
from shopplanner.ui.common.context import AppContext
from shopplanner.ui.common.page import Page
from tests.fixtures.pages import shown_pages
from tests.services.metrics.figures import november
from tests.services.promotions.planning import put, put_products
from tests.services.today.shop import put_days


@pytest.fixture
def shop(workspace: Workspace) -> Workspace:
    """Figures until yesterday, a product that loses money, a promotion that is not ready, a late task."""
    put_days(workspace, last_week={"visitors": 80})
    (soap,) = put_products(workspace, ("A", 1_000, 2_000, None))
    values = {"products": (soap,), "threshold": 10_000, "face": 500}
    coupon = put(workspace, "coupon", "2026-11-25 00:00:00", "2026-11-28 23:59:59", name="Coupon", **values)
    add_task(workspace, "Picture", november(20), "designer", coupon)
    return workspace


@pytest.fixture
def went(app_context: AppContext) -> list[Place]:
    """The places that pages want to go to."""
    places: list[Place] = []
    app_context.navigated.connect(places.append)
    return places


@pytest.fixture
def show(app_context: AppContext, qapp: QApplication) -> Iterator[Callable[[type[Page]], Page]]:
    """Build a page, show it, and wait until it has read its data."""
    yield from shown_pages(app_context, qapp)
    packs.forget()
