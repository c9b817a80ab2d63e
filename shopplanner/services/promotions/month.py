"""Everything that the calendar page shows of a span of days, read in one go; risks and prices are read apart."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from shopplanner.domain.promotions.plan import Promotion
from shopplanner.services.promotions import almanac, plans, prices
from shopplanner.services.promotions.plans import promotions_in
from shopplanner.services.promotions.tasks import Task, tasks_in
from shopplanner.services.promotions.workdays import overrides_in
from shopplanner.services.workspace import Workspace
from shopplanner.storage.tables.products import ProductRow

NOON = time(12)


@dataclass(frozen=True)
class ProductChoice:
    """A product as a scope list shows it; ``priced`` where it has a price to reckon with."""

    id: int
    name: str
    role: str
    priced: bool


@dataclass(frozen=True)
class MonthView:
    """A span of days with its promotions.

    Attributes:
        ghosts: last year's promotions at their places of this year; their ids are negative.
        tasks: open tasks by due day.
        announced: whether the year's exchanged workdays are known.
    """

    days: tuple[almanac.DayInfo, ...]
    promotions: tuple[Promotion, ...]
    ghosts: tuple[Promotion, ...]
    tasks: Mapping[date, tuple[Task, ...]]
    products: tuple[ProductChoice, ...]
    announced: bool


def month_view(workspace: Workspace, year: int, month: int, *, ghosts: str = "") -> MonthView:
    """Return the weeks that a month touches.

    Args:
        workspace: where from.
        year: the year.
        month: the month, 1 to 12.
        ghosts: ``festival``, ``date`` or ``weekday`` to add last year's promotions by what they keep; empty for none.
    """
    return _view(workspace, almanac.month_grid(year, month), year, ghosts)


def weeks_view(workspace: Workspace, monday: date, weeks: int, *, ghosts: str = "") -> MonthView:
    """Return a number of weeks from a Monday on; ``ghosts`` as for a month."""
    days = [monday + timedelta(days=number) for number in range(7 * weeks)]
    return _view(workspace, days, monday.year, ghosts)


def span_view(workspace: Workspace, first: date, last: date, year: int, *, ghosts: str = "") -> MonthView:
    """Return any span of days; ``year`` is the one whose holidays must be known, ``ghosts`` as for a month."""
    days = [first + timedelta(days=number) for number in range((last - first).days + 1)]
    return _view(workspace, days, year, ghosts)


def _view(workspace: Workspace, days: list[date], year: int, ghosts: str) -> MonthView:
    with workspace.read() as session:
        shop = workspace.shop_id
        promotions = promotions_in(session, shop, days[0], days[-1], workspace.clock.now().replace(tzinfo=None))
        tasks = tasks_in(session, shop, until=days[-1], open_only=True)
        products = product_choices(session, shop)
        said = overrides_in(session, shop)
    return MonthView(
        days=tuple(almanac.describe(days, said)),
        promotions=tuple(promotions),
        ghosts=tuple(plans.last_year(workspace, days[0], days[-1], ghosts)) if ghosts else (),
        tasks=_by_day(task for task in tasks if task.due >= days[0]),
        products=products,
        announced=almanac.holidays_announced(year, said),
    )


def _by_day(tasks: Iterable[Task]) -> Mapping[date, tuple[Task, ...]]:
    found: dict[date, tuple[Task, ...]] = {}
    for task in tasks:
        found[task.due] = (*found.get(task.due, ()), task)
    return found


def product_choices(session: Session, shop: int) -> tuple[ProductChoice, ...]:
    """Return the shop's products in their order, inside an open session."""
    rows = session.execute(
        select(
            ProductRow.id,
            ProductRow.short_name,
            ProductRow.title,
            ProductRow.role,
            func.coalesce(ProductRow.tag_price, ProductRow.list_price).label("price"),
        )
        .where(ProductRow.shop_id == shop)
        .order_by(ProductRow.id)
    )
    return tuple(ProductChoice(row.id, row.short_name or row.title, row.role, row.price is not None) for row in rows)


def below_cost(workspace: Workspace, promotions: Sequence[Promotion]) -> Mapping[int, tuple[int, ...]]:
    """Return by promotion the products that it sells below cost when it begins, the greatest loss first.

    Looked at is noon of the first day, or of today where the promotion already runs. Ideas, which do not count as
    live, and promotions that are over are left out.
    """
    today = workspace.clock.today()
    coming = [each for each in promotions if each.ends.date() >= today and each.status != "idea" and each.id > 0]
    by_moment: dict[datetime, list[Promotion]] = {}
    for each in coming:
        by_moment.setdefault(moment_of(each, today), []).append(each)
    found: dict[int, tuple[int, ...]] = {}
    for moment, beginning in by_moment.items():
        losing = prices.losing_at(workspace, moment)
        for promotion in beginning:
            products = tuple(priced.product_id for priced in losing if _takes_part(priced, promotion.id))
            if products:
                found[promotion.id] = products
    return found


def moment_of(promotion: Promotion, today: date = date.min) -> datetime:
    """Return when a promotion is looked at: noon of its first day from today on, inside its span."""
    noon = datetime.combine(max(promotion.starts.date(), today), NOON)
    return min(max(promotion.starts, noon), promotion.ends)


def _takes_part(priced: prices.ProductPrices, promotion_id: int) -> bool:
    """Whether a promotion is among the reductions that lead to a product's lowest price."""
    cart = priced.prices.carts[priced.prices.lowest_quantity - 1]
    return any(step.offer.id == str(promotion_id) for step in cart.steps)
