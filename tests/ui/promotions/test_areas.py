"""Pages that show prices follow whatever prices rest on."""

from __future__ import annotations

import pytest

from shopplanner.domain.changes import Area
from shopplanner.ui.common.page import Page
from shopplanner.ui.promotions.calendar.page import CalendarPage
from shopplanner.ui.promotions.ledger.page import LedgerPage
from shopplanner.ui.promotions.papers.page import PapersPage
from shopplanner.ui.promotions.prices.page import PricesPage
from shopplanner.ui.promotions.radar.page import RadarPage
from shopplanner.ui.promotions.reconcile.page import ReconcilePage
from shopplanner.ui.promotions.solving.page import SolvingPage


@pytest.mark.parametrize(
    "page", [CalendarPage, LedgerPage, PapersPage, PricesPage, RadarPage, ReconcilePage, SolvingPage]
)
def test_prices_rest_on_plan_products_sales_platform_and_rules(page: type[Page]) -> None:
    """Sales and stock tell how far a clearance has gone, the shop its platform, settings and packs the rules."""
    rests_on = {Area.PROMOTIONS, Area.PRODUCTS, Area.FACTS, Area.SHOP, Area.SETTINGS, Area.PACKS}
    assert rests_on <= page.AREAS
