"""Everything that the calendar page shows of a span of days, read in one go."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from shopplanner.domain.promotions.plan import Promotion
from shopplanner.services.promotions import almanac, prices
from shopplanner.services.promotions.plans import promotions_in
from shopplanner.services.promotions.tasks import Task, tasks_in
from shopplanner.services.workspace import Workspace
from shopplanner.storage.tables.products import ProductRow

NOON = time(12)


@dataclass(frozen=True)
class ProductChoice:
    """A product as a scope list shows it."""

    id: int
    name: str
    role: str


@dataclass(frozen=True)
class MonthView:
    """A span of days with its promotions.

    Attributes:
        ghosts: last year's promotions, shifted to the same lunar or solar days of this year.
        tasks: number of open tasks by due day.
        below_cost: products that a promotion sells below cost at noon of its first day, by promotion.
    """

    days: tuple[almanac.DayInfo, ...]
    promotions: tuple[Promotion, ...]
    ghosts: tuple[Promotion, ...]
    tasks: Mapping[date, int]
    below_cost: Mapping[int, int]
    products: tuple[ProductChoice, ...]
    announced: bool


def month_view(workspace: Workspace, year: int, month: int, *, weeks: int = 0, ghosts: str = "") -> MonthView:
    """Return a month, or ``weeks`` weeks from its first one.

    Args:
        workspace: where from.
        year: the year.
        month: the month, 1 to 12.
        weeks: number of weeks; 0 for as many as the month touches.
        ghosts: ``solar`` or ``lunar`` to add last year's promotions by the same or the lunar day; empty for none.
    """
    days = almanac.month_grid(year, month, weeks=weeks)
    with workspace.read() as session:
        shop = workspace.shop_id
        promotions = promotions_in(session, shop, days[0], days[-1])
        tasks = tasks_in(session, shop, until=days[-1], open_only=True)
        rows = session.execute(
            select(ProductRow.id, ProductRow.short_name, ProductRow.title, ProductRow.role)
            .where(ProductRow.shop_id == shop)
            .order_by(ProductRow.id)
        )
        products = tuple(ProductChoice(row.id, row.short_name or row.title, row.role) for row in rows)
        past = _last_year(session, shop, days, ghosts) if ghosts else ()
    return MonthView(
        days=tuple(almanac.describe(days)),
        promotions=tuple(promotions),
        ghosts=past,
        tasks=dict(Counter(task.due for task in tasks if task.due >= days[0])),
        below_cost=_below_cost(workspace, promotions, workspace.clock.today()),
        products=products,
        announced=almanac.holidays_announced(year),
    )


def _last_year(session: Session, shop: int, days: list[date], kind: str) -> tuple[Promotion, ...]:
    """Return last year's promotions of these days, moved to this year."""
    shifted = []
    for each in promotions_in(session, shop, days[0] - timedelta(days=400), days[-1] - timedelta(days=330)):
        target = _this_year(each.starts.date(), kind)
        by = target - each.starts.date()
        moved = replace(each, id=-each.id, starts=each.starts + by, ends=each.ends + by)
        if moved.starts.date() <= days[-1] and moved.ends.date() >= days[0]:
            shifted.append(moved)
    return tuple(shifted)


def _this_year(day: date, kind: str) -> date:
    if kind == "lunar":
        return almanac.same_lunar_day(day, day.year + 1)
    return day.replace(year=day.year + 1) if (day.month, day.day) != (2, 29) else date(day.year + 1, 2, 28)


def _below_cost(workspace: Workspace, promotions: list[Promotion], today: date) -> dict[int, int]:
    """Count for each coming promotion the products that it sells below cost when it begins."""
    found: dict[int, int] = {}
    coming = [each for each in promotions if each.ends.date() >= today and each.status != "idea"]
    for start in {max(each.starts.date(), today) for each in coming}:
        moment = datetime.combine(start, NOON)
        if not any(each.starts <= moment <= each.ends for each in coming):
            continue
        losing = [
            priced for priced in prices.prices_at(workspace, moment) if priced.margin is not None and priced.margin < 0
        ]
        for each in coming:
            if max(each.starts.date(), today) == start and losing:
                scope = set(each.products)
                count = sum(
                    1
                    for priced in losing
                    if (each.whole_shop or priced.product_id in scope) and _touches(priced, each.id)
                )
                if count:
                    found[each.id] = count
    return found


def _touches(priced: prices.ProductPrices, promotion_id: int) -> bool:
    """Whether a promotion is among the reductions that lead to a product's lowest price."""
    cart = priced.prices.carts[priced.prices.lowest_quantity - 1]
    return any(step.offer.id == str(promotion_id) for step in cart.steps)


@dataclass(frozen=True)
class PromotionDetails:
    """What the inspector shows of a promotion."""

    promotion: Promotion
    tasks: tuple[Task, ...]
    price: prices.ProductPrices | None


def details(workspace: Workspace, promotion: Promotion, product_id: int | None = None) -> PromotionDetails:
    """Return a promotion's tasks and what a buyer pays for one of its products when it begins.

    Args:
        workspace: where from.
        promotion: the promotion, stored or being edited.
        product_id: the product to price; the first in scope by default.
    """
    with workspace.read() as session:
        shop = workspace.shop_id
        tasks = tuple(tasks_in(session, shop, promotion_id=promotion.id)) if promotion.id else ()
        wanted = product_id or (promotion.products[0] if promotion.products else None)
        if wanted is None:
            wanted = session.scalar(
                select(ProductRow.id)
                .where(ProductRow.shop_id == shop, ProductRow.tag_price.is_not(None))
                .order_by(ProductRow.id)
                .limit(1)
            )
        row = session.get(ProductRow, wanted) if wanted else None
        priceable = row is not None and (row.tag_price is not None or row.list_price is not None)
    if not priceable or wanted is None:
        return PromotionDetails(promotion, tasks, None)
    moment = max(promotion.starts, datetime.combine(promotion.starts.date(), NOON))
    moment = min(moment, promotion.ends)
    return PromotionDetails(promotion, tasks, prices.prices_of(workspace, wanted, moment, draft=promotion))
