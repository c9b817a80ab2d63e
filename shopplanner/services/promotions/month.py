"""Everything that the calendar page shows of a span of days, read in one go; risks and prices are read apart."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from shopplanner.domain.promotions.offers import CartLine, PricedCart
from shopplanner.domain.promotions.plan import Promotion
from shopplanner.domain.promotions.pricing import price_cart
from shopplanner.services.promotions import almanac, plans, prices
from shopplanner.services.promotions.plans import promotions_in
from shopplanner.services.promotions.tasks import Task, tasks_in
from shopplanner.services.promotions.workdays import overrides_in
from shopplanner.services.workspace import Workspace
from shopplanner.storage.tables.core import ShopRow
from shopplanner.storage.tables.products import ProductRow
from shopplanner.storage.tables.promotions import PromotionRow

NOON = time(12)
MOST_CHOICES = 100
"""Products among which the price preview of a promotion on the whole shop can choose."""


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
        promotions = promotions_in(session, shop, days[0], days[-1])
        tasks = tasks_in(session, shop, until=days[-1], open_only=True)
        products = _products(session, shop)
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


def _products(session: Session, shop: int) -> tuple[ProductChoice, ...]:
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
        by_moment.setdefault(_moment(each, today), []).append(each)
    found: dict[int, tuple[int, ...]] = {}
    for moment, beginning in by_moment.items():
        losing = [each for each in prices.prices_at(workspace, moment) if (each.margin or 0) < 0]
        losing.sort(key=lambda priced: priced.margin or 0)
        for promotion in beginning:
            products = tuple(priced.product_id for priced in losing if _takes_part(priced, promotion.id))
            if products:
                found[promotion.id] = products
    return found


def _moment(promotion: Promotion, today: date = date.min) -> datetime:
    """Return when a promotion is looked at: noon of its first day from today on, inside its span."""
    noon = datetime.combine(max(promotion.starts.date(), today), NOON)
    return min(max(promotion.starts, noon), promotion.ends)


def _takes_part(priced: prices.ProductPrices, promotion_id: int) -> bool:
    """Whether a promotion is among the reductions that lead to a product's lowest price."""
    cart = priced.prices.carts[priced.prices.lowest_quantity - 1]
    return any(step.offer.id == str(promotion_id) for step in cart.steps)


@dataclass(frozen=True)
class PromotionDetails:
    """What the inspector shows of a promotion.

    Attributes:
        price: what a buyer pays for one of its products when it begins; None where none has a price.
        choices: products with a price among which the preview can choose.
        bundle: for bundles of two or more priced products, a cart with one of each, in the order of ``choices``.
        series: number of promotions in its series; 0 if it is in none.
    """

    promotion: Promotion
    tasks: tuple[Task, ...]
    price: prices.ProductPrices | None
    choices: tuple[ProductChoice, ...] = ()
    bundle: PricedCart | None = None
    series: int = 0


def details(workspace: Workspace, promotion: Promotion, product_id: int | None = None) -> PromotionDetails:
    """Return a promotion's tasks and what a buyer pays for one of its products when it begins.

    Args:
        workspace: where from.
        promotion: the promotion, stored or being edited.
        product_id: the product to price; the first in scope with a price by default.
    """
    moment = _moment(promotion)
    with workspace.read() as session:
        shop = workspace.shop_id
        tasks = tuple(tasks_in(session, shop, promotion_id=promotion.id)) if promotion.id else ()
        choices = _choices(_products(session, shop), promotion)
        series = _series_size(session, shop, promotion.series)
        bundle = _bundle(session, workspace, promotion, moment)
    wanted = next((each.id for each in choices if each.id == product_id), choices[0].id if choices else None)
    price = prices.prices_of(workspace, wanted, moment, draft=promotion) if wanted is not None else None
    return PromotionDetails(promotion, tasks, price, choices, bundle, series)


def _choices(products: Sequence[ProductChoice], promotion: Promotion) -> tuple[ProductChoice, ...]:
    """Return the priced products in scope, in the order of the scope; all where nothing is in scope yet."""
    known = {each.id: each for each in products if each.priced}
    chosen = [known[each] for each in promotion.products if each in known]
    if promotion.whole_shop or not promotion.products:
        chosen = list(known.values())
    return tuple(chosen[:MOST_CHOICES])


def _series_size(session: Session, shop: int, series: str) -> int:
    if not series:
        return 0
    query = select(func.count()).where(PromotionRow.shop_id == shop, PromotionRow.series == series)
    return session.scalar(query) or 0


def _bundle(session: Session, workspace: Workspace, promotion: Promotion, moment: datetime) -> PricedCart | None:
    """Price a cart with one of each product of a bundle under everything that is live then."""
    if promotion.mechanic != "bundle":
        return None
    stored = session.scalars(select(ProductRow).where(ProductRow.id.in_(promotion.products)))
    rows = {row.id: row for row in stored}
    lines = [
        CartLine(row.code, 1, tag, row.list_price, row.cost, row.code)
        for row in (rows[each] for each in promotion.products if each in rows)
        if (tag := row.tag_price if row.tag_price is not None else row.list_price) is not None
    ]
    if len(lines) < len(promotion.products) or len(lines) < 2:
        return None
    live = [each for each in prices.live_promotions(session, workspace.shop_id, moment) if each.id != promotion.id]
    offers = prices.offers_in(session, workspace.shop_id, [*live, promotion])
    covering = [offer for offer in offers if any(offer.covers(line) for line in lines)]
    shop = session.get_one(ShopRow, workspace.shop_id)
    return price_cart(lines, covering, prices.profile_at(moment, shop.platform).as_profile())
