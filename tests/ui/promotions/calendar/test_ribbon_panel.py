"""The ribbon reads a product's prices for the days that are shown, once, and only while it is open."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date

import pytest
from PySide6.QtTest import QTest

from shopplanner.domain.changes import Place
from shopplanner.services.promotions.month import month_view
from shopplanner.services.workspace import Workspace
from shopplanner.ui.common.context import AppContext
from shopplanner.ui.promotions.calendar.axis import Axis
from shopplanner.ui.promotions.calendar.ribbon_panel import PAUSE_MS, RibbonPanel
from tests.services.promotions.shop import BRUSH, CREAM, SOAP, at, put_products
from tests.ui.promotions.calendar.conftest import Planned

Wait = Callable[[], None]
NOVEMBER = Axis(float(date(2026, 11, 1).toordinal()), 30.0, 60.0, 600.0)


@pytest.fixture
def panel(planned: Planned, app_context: AppContext, workspace: Workspace, wait: Wait) -> Iterator[RibbonPanel]:
    """The ribbon over November, with soap."""
    made = RibbonPanel(app_context)
    made.resize(700, 220)
    made.show_products(month_view(workspace, 2026, 11).products)
    made.show()
    made.show_axis(NOVEMBER)
    read(wait)
    yield made
    made.close()
    made.deleteLater()
    wait()


def read(wait: Wait) -> None:
    QTest.qWait(PAUSE_MS + 60)
    wait()


def test_products_with_a_price_are_offered_and_the_first_is_read(panel: RibbonPanel) -> None:
    assert [panel.product.itemData(at) for at in range(panel.product.count())] == [SOAP, CREAM]
    band = panel.canvas.band
    assert band is not None
    assert (band.product, band.first, band.last) == (SOAP, date(2026, 10, 17), date(2026, 12, 15))
    assert panel.legend.head == "11-22"
    assert panel.legend.amounts["general"] == 9_000


def test_scrolling_a_little_reads_nothing_new(panel: RibbonPanel, wait: Wait) -> None:
    kept = panel.canvas.band
    panel.show_axis(NOVEMBER.scrolled(40))
    read(wait)
    assert panel.canvas.band is kept
    panel.show_axis(NOVEMBER.scrolled(4000))
    read(wait)
    assert panel.canvas.band is not kept
    assert panel.legend.head == f"{panel.canvas.axis.middle:%m-%d}"


def test_another_product_is_read(panel: RibbonPanel, wait: Wait) -> None:
    panel.choose_product(CREAM)
    panel.choose_product(BRUSH)
    wait()
    assert panel.canvas.band is not None
    assert panel.canvas.band.product == CREAM
    panel.show_days(date(2026, 11, 2), 42)
    panel.reread()
    read(wait)
    assert panel.canvas.band.product == CREAM


def test_the_moment_that_is_pointed_at_is_told_and_opened(panel: RibbonPanel, app_context: AppContext) -> None:
    places: list[Place] = []
    app_context.navigated.connect(places.append)
    panel.canvas.pointed.emit(at("11-05", "20:00:00"))
    assert (panel.legend.head, panel.legend.amounts["general"]) == ("11-05 20:00", 8_800)
    panel.canvas.pointed.emit(None)
    panel.show_day(date(2026, 11, 25))
    assert (panel.legend.head, panel.legend.amounts["general"]) == ("11-25", 9_000)
    panel.show_day(date(2027, 11, 25))
    assert panel.legend.head == "11-22"
    panel.canvas.opened.emit(at("11-05", "20:00:00"))
    assert places == [Place("promotions", "prices", f"{SOAP}@2026-11-05T20:00")]


def test_a_closed_ribbon_reads_nothing_and_stays_closed(panel: RibbonPanel, wait: Wait) -> None:
    kept = panel.canvas.band
    panel.toggle()
    panel.reread()
    read(wait)
    assert panel.canvas.band is kept
    panel.show_opened(usual=True)
    assert not panel.canvas.isVisible()
    panel.toggle()
    wait()
    assert panel.canvas.isVisible()


def test_without_prices_it_says_so(workspace: Workspace, app_context: AppContext, wait: Wait) -> None:
    made = RibbonPanel(app_context)
    made.show()
    made.show_axis(NOVEMBER)
    read(wait)
    assert made.empty.isVisible()
    assert not made.canvas.isVisible()
    put_products(workspace)
    made.show_products(month_view(workspace, 2026, 11).products)
    assert not made.empty.isVisible()
    made.close()
    made.deleteLater()
    wait()
