"""What the inspector shows of one promotion: its tasks, and what buyers pay when it begins."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from shopplanner.domain.promotions.offers import CartLine, PricedCart
from shopplanner.domain.promotions.plan import Promotion
from shopplanner.domain.promotions.pricing import price_cart
from shopplanner.services.promotions import prices
from shopplanner.services.promotions.month import ProductChoice, moment_of, product_choices
from shopplanner.services.promotions.tasks import Task, tasks_in
from shopplanner.services.promotions.typical import TypicalBasket, typical_basket
from shopplanner.services.workspace import Workspace
from shopplanner.storage.tables.products import ProductRow
from shopplanner.storage.tables.promotions import PromotionRow

MOST_CHOICES = 100
"""Products among which the price preview of a promotion on the whole shop can choose."""


@dataclass(frozen=True)
class UsualBasket:
    """The basket that buyers usually put together, priced; ``names`` are its products in the cart's order."""

    habit: TypicalBasket
    cart: PricedCart
    names: tuple[str, ...]


@dataclass(frozen=True)
class PromotionDetails:
    """What the inspector shows of a promotion.

    Attributes:
        price: what a buyer pays for one of its products when it begins; None where none has a price.
        choices: products with a price among which the preview can choose.
        bundle: for bundles of two or more priced products, a cart with one of each, in the order of ``choices``.
        series: number of promotions in its series; 0 if it is in none.
        usual: the product with the one most often bought along; None where orders show no habit.
    """

    promotion: Promotion
    tasks: tuple[Task, ...]
    price: prices.ProductPrices | None
    choices: tuple[ProductChoice, ...] = ()
    bundle: PricedCart | None = None
    series: int = 0
    usual: UsualBasket | None = None


def details(workspace: Workspace, promotion: Promotion, product_id: int | None = None) -> PromotionDetails:
    """Return a promotion's tasks and what a buyer pays for one of its products when it begins.

    Args:
        workspace: where from.
        promotion: the promotion, stored or being edited.
        product_id: the product to price; the first in scope with a price by default.
    """
    moment = moment_of(promotion)
    with workspace.read() as session:
        shop = workspace.shop_id
        tasks = tuple(tasks_in(session, shop, promotion_id=promotion.id)) if promotion.id else ()
        every = product_choices(session, shop)
        choices = _choices(every, promotion)
        series = _series_size(session, shop, promotion.series)
        bundle = _bundle(session, shop, promotion, moment)
        wanted = next((each.id for each in choices if each.id == product_id), choices[0].id if choices else None)
        usual = _usual(session, workspace, promotion, moment, wanted) if wanted is not None else None
    price = prices.prices_of(workspace, wanted, moment, draft=promotion) if wanted is not None else None
    return PromotionDetails(promotion, tasks, price, choices, bundle, series, usual)


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


def _bundle(session: Session, shop: int, promotion: Promotion, moment: datetime) -> PricedCart | None:
    """Price a cart with one of each product of a bundle under everything that is live then."""
    if promotion.mechanic != "bundle" or len(promotion.products) < 2:
        return None
    return _cart(session, shop, [(each, 1) for each in promotion.products], promotion, moment)


def _usual(
    session: Session, workspace: Workspace, promotion: Promotion, moment: datetime, product_id: int
) -> UsualBasket | None:
    """Price the usual basket around a product, if orders show one."""
    habit = typical_basket(session, workspace.shop_id, product_id, workspace.clock.today())
    cart = _cart(session, workspace.shop_id, habit.pieces, promotion, moment) if habit else None
    if habit is None or cart is None:
        return None
    stored = session.scalars(select(ProductRow).where(ProductRow.id.in_([each for each, _ in habit.pieces])))
    names = {row.id: row.short_name or row.title for row in stored}
    return UsualBasket(habit, cart, tuple(names[each] for each, _ in habit.pieces))


def _cart(
    session: Session, shop: int, pieces: Sequence[tuple[int, int]], promotion: Promotion, moment: datetime
) -> PricedCart | None:
    """Price pieces of products under the promotion and everything else that is live; None if one has no price."""
    stored = session.scalars(select(ProductRow).where(ProductRow.id.in_([each for each, _ in pieces])))
    rows = {row.id: row for row in stored}
    lines = [
        CartLine(row.code, count, tag, row.list_price, row.cost, row.code, row.category)
        for row, count in ((rows[each], count) for each, count in pieces if each in rows)
        if (tag := row.tag_price if row.tag_price is not None else row.list_price) is not None
    ]
    if len(lines) < len(pieces):
        return None
    live = [each for each in prices.live_promotions(session, shop, moment) if each.id != promotion.id]
    offers = prices.offers_at(session, shop, [*live, promotion], moment)
    covering = [offer for offer in offers if any(offer.covers(line) for line in lines)]
    return price_cart(lines, covering, prices.profile_in(session, shop, moment).as_profile())
