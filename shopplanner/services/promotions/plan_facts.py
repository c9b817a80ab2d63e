"""What the checks of the plan look at: promotions around now, products with stock and sales, tasks, prices, goals."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Final

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from shopplanner.domain.days import day_number
from shopplanner.domain.promotions.offers import Tool
from shopplanner.domain.promotions.plan import Promotion, offer_of
from shopplanner.services.metrics.pace import pace
from shopplanner.services.promotions import price_checks
from shopplanner.services.promotions.plan_lines import NO_LINES, FoundLines, find_lines
from shopplanner.services.promotions.plans import promotions_in
from shopplanner.services.promotions.price_checks import Priced
from shopplanner.services.promotions.prices import profile_in
from shopplanner.services.promotions.tasks import Task, tasks_in
from shopplanner.services.workspace import Workspace
from shopplanner.storage.tables.facts import CAMPAIGN_ITEM, PRODUCT_DAY
from shopplanner.storage.tables.products import ProductRow, SkuRow
from shopplanner.storage.tables.promotions import PromotionTargetRow

BACK: Final = 30
AHEAD: Final = 45
"""Days behind and ahead that the plan is looked at."""

LATER: Final = 400
"""Days after them in which only what must not be prepared too early is looked for."""

LATELY: Final = 60
"""Days in which a product must have sold to be entered into a campaign."""


@dataclass(frozen=True, slots=True)
class Stocked:
    """A product as the plan sees it.

    ``daily_units`` is hundredths of a piece a day, None without figures; ``sold_lately`` is false only where the
    figures of the last sixty days name the product and no piece was sold.
    """

    id: int
    name: str
    price: int | None
    stock: int | None = None
    daily_units: int | None = None
    role: str = ""
    sold_lately: bool = True


@dataclass(frozen=True, slots=True)
class Unregistered:
    """A product in a campaign's registration file that lacks some of its SKUs."""

    product_id: int
    product: str
    campaign: str
    skus: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PlanFacts:
    """The plan around a moment.

    ``tasks`` are the open ones, ``goals`` the pieces that promotions are to sell, ``later`` what begins after the days
    that are looked at in detail, ``lines`` what prices over time come to, ``exclusions`` tools that the rules in force
    do not let work together, ``unregistered`` products whose registration lacks SKUs.
    """

    now: datetime
    promotions: tuple[Promotion, ...]
    products: Mapping[int, Stocked]
    tasks: tuple[Task, ...] = ()
    priced: tuple[Priced, ...] = ()
    goals: Mapping[int, int] = field(default_factory=dict)
    later: tuple[Promotion, ...] = ()
    lines: FoundLines = NO_LINES
    exclusions: frozenset[frozenset[Tool]] = frozenset()
    unregistered: tuple[Unregistered, ...] = ()

    @property
    def today(self) -> date:
        """The day of the moment."""
        return self.now.date()

    def coming(self, days: int = AHEAD) -> list[Promotion]:
        """Return what is running or begins within the given days."""
        limit = self.now + timedelta(days=days)
        return [each for each in self.promotions if each.ends >= self.now and each.starts <= limit]


def tool_of(promotion: Promotion) -> Tool:
    """Return the price engine's tool that a promotion is."""
    return offer_of(promotion, {}).tool


def gather(workspace: Workspace) -> PlanFacts:
    """Return the facts of the shop's plan."""
    now = workspace.clock.now().replace(tzinfo=None)
    today = now.date()
    with workspace.read() as session:
        shop = workspace.shop_id
        ahead = today + timedelta(days=AHEAD)
        found = tuple(promotions_in(session, shop, today - timedelta(days=BACK), ahead, now))
        tasks = tuple(tasks_in(session, shop, until=ahead, open_only=True))
        products = _products(session, shop, today)
        priced = price_checks.priced(session, shop, [each for each in found if each.ends >= now], now)
        goals = _goals(session, shop)
        beyond = promotions_in(session, shop, ahead + timedelta(days=1), ahead + timedelta(days=LATER))
        later = tuple(each for each in beyond if each.starts.date() > ahead)
        coming = [each for each in found if each.ends >= now and each.counts]
        lines = find_lines(session, shop, today, ahead, coming)
        exclusions = _exclusions(session, shop, now)
        unregistered = _unregistered(session, shop)
    return PlanFacts(now, found, products, tasks, priced, goals, later, lines, exclusions, unregistered)


def _exclusions(session: Session, shop_id: int, now: datetime) -> frozenset[frozenset[Tool]]:
    """Return the pairs of tools that do not work together under the rules in force on the shop's platform."""
    rules = profile_in(session, shop_id, now)
    return frozenset(frozenset({each.winner, each.loser}) for each in rules.exclusions)


def _unregistered(session: Session, shop_id: int) -> tuple[Unregistered, ...]:
    """Return products of the last registration files that lack SKUs of the catalogue.

    Every SKU on sale must be in one file; one that is missing makes the platform refuse the product. Source: a seller's
    live registrations, July to October 2026.
    """
    table = CAMPAIGN_ITEM.c
    entered: dict[tuple[str, str], set[str]] = {}
    query = select(table.campaign_id, table.product_code, table.sku_id, table.sku).where(table.shop_id == shop_id)
    for row in session.execute(query):
        entered.setdefault((row.campaign_id, row.product_code), set()).update({row.sku_id, row.sku or ""})
    if not entered:
        return ()
    products = {row.code: row for row in session.scalars(select(ProductRow).where(ProductRow.shop_id == shop_id))}
    skus: dict[int, list[SkuRow]] = {}
    for sku in session.scalars(select(SkuRow).where(SkuRow.shop_id == shop_id).order_by(SkuRow.id)):
        skus.setdefault(sku.product_id, []).append(sku)
    found = []
    for (campaign, code), known in entered.items():
        product = products.get(code)
        own = skus.get(product.id, []) if product else []
        lacking = tuple(sku.name for sku in own if not {sku.code, sku.name} & known)
        if product is not None and lacking:
            found.append(Unregistered(product.id, product.short_name or product.title, campaign, lacking))
    return tuple(found)


def _products(session: Session, shop_id: int, today: date) -> dict[int, Stocked]:
    """Return all products by id, with their pace of the last fortnight."""
    sold = pace(session, shop_id, day_number(today))
    lately = _sold_lately(session, shop_id, today)
    rows = session.scalars(select(ProductRow).where(ProductRow.shop_id == shop_id))
    return {
        row.id: Stocked(
            row.id,
            row.short_name or row.title,
            row.tag_price if row.tag_price is not None else row.list_price,
            row.stock,
            sold.get(row.code),
            row.role,
            lately.get(row.code, 1) > 0,
        )
        for row in rows
    }


def _sold_lately(session: Session, shop_id: int, today: date) -> dict[str, int]:
    """Return the pieces sold in the last sixty days by product code; nothing unless figures go back that far."""
    table = PRODUCT_DAY.c
    first = day_number(today) - LATELY
    oldest = session.scalar(select(func.min(table.day)).where(table.shop_id == shop_id))
    if oldest is None or oldest > first:
        return {}
    rows = session.execute(
        select(table.product_code, func.coalesce(func.sum(table.paid_units), 0))
        .where(table.shop_id == shop_id, table.day >= first)
        .group_by(table.product_code)
    )
    return {code: int(units) for code, units in rows}


def _goals(session: Session, shop_id: int) -> dict[int, int]:
    """Return the pieces that promotions are to sell in all, by promotion."""
    rows = session.execute(
        select(PromotionTargetRow.promotion_id, PromotionTargetRow.value).where(
            PromotionTargetRow.shop_id == shop_id,
            PromotionTargetRow.metric == "paid_units",
            PromotionTargetRow.phase == "",
        )
    )
    return {row.promotion_id: row.value for row in rows}
