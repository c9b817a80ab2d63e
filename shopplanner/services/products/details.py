"""One product in full, as the inspector shows it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from sqlalchemy import select

from shopplanner.domain.days import day_of
from shopplanner.domain.metrics.periods import Period
from shopplanner.domain.promotions.plan import Promotion
from shopplanner.services.products import figures
from shopplanner.services.products.catalogue import Product
from shopplanner.services.products.skus import Sku, skus_in
from shopplanner.services.promotions.plans import promotions_in
from shopplanner.services.workspace import Workspace
from shopplanner.storage.tables.products import ShopEventRow

AHEAD: Final = 90
EVENTS: Final = 5


@dataclass(frozen=True, slots=True)
class Happening:
    """Something that was noted about the product on a day."""

    day: date
    text: str


@dataclass(frozen=True, slots=True)
class Details:
    """A product's variants, its days, and the promotions that it is in now or soon.

    Attributes:
        period: the days of the two lines; None without figures.
        paid_amount: for each day, in minor units.
        visitors: for each day.
        promotions: running, and beginning in the next 90 days, by start.
        events: what was noted about it last, newest first.
    """

    product: Product
    skus: tuple[Sku, ...]
    period: Period | None
    paid_amount: tuple[int | None, ...]
    visitors: tuple[int | None, ...]
    promotions: tuple[Promotion, ...]
    events: tuple[Happening, ...]


def details(workspace: Workspace, product: Product, period: Period | None) -> Details:
    """Return a product in full; the lines cover ``period``."""
    with workspace.read() as session:
        today = workspace.clock.today()
        lines = figures.daily_series(session, workspace.shop_id, product.code, period) if period else ((), ())
        planned = promotions_in(session, workspace.shop_id, today, today + timedelta(days=AHEAD))
        events = session.scalars(
            select(ShopEventRow)
            .where(ShopEventRow.shop_id == workspace.shop_id, ShopEventRow.product_id == product.id)
            .order_by(ShopEventRow.day.desc(), ShopEventRow.id.desc())
            .limit(EVENTS)
        )
        return Details(
            product,
            skus_in(session, product.id),
            period,
            lines[0],
            lines[1],
            tuple(one for one in planned if one.whole_shop or product.id in one.products),
            tuple(Happening(day_of(event.day), event.text) for event in events),
        )
