"""A context on a shop with a few weeks of figures and a small plan, and a way to show a page of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TypeVar

import pytest
from PySide6.QtWidgets import QApplication

from shopplanner.domain.changes import Place
from shopplanner.services import packs
from shopplanner.services.promotions.tasks import add_task
from shopplanner.services.workspace import Workspace
from shopplanner.ui.common.context import AppContext
from shopplanner.ui.common.page import Page
from tests.services.metrics.figures import november
from tests.services.promotions.planning import put, put_products
from tests.services.today.shop import put_days

P = TypeVar("P", bound=Page)
Show = Callable[[type[P]], P]


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
    made: list[Page] = []

    def build(page_type: type[P]) -> P:
        page = page_type(app_context)  # type: ignore[call-arg]  # pages take the context alone
        made.append(page)
        page.resize(1200, 780)
        page.show()
        settle(app_context, qapp)
        return page

    yield build
    for page in made:
        page.flush()
        page.close()
        page.deleteLater()
    settle(app_context, qapp)
    packs.forget()


def settle(context: AppContext, qapp: QApplication) -> None:
    """Wait for reads and for what their results set going."""
    for _ in range(4):
        assert context.jobs.wait_idle()
        qapp.processEvents()
