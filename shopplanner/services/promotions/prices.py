"""What a buyer pays: the engine on the workspace's products and live promotions."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from shopplanner.domain.days import day_number
from shopplanner.domain.errors import NotFoundError
from shopplanner.domain.messages import message
from shopplanner.domain.promotions.campaign_rules import covers_cycle
from shopplanner.domain.promotions.offers import CartLine, Layer, Offer
from shopplanner.domain.promotions.plan import Promotion, offer_of
from shopplanner.domain.promotions.price_days import PriceTable
from shopplanner.domain.promotions.three_prices import Known, ThreePrices, three_prices
from shopplanner.services.metrics.pace import pace
from shopplanner.services.promotions.plans import promotions_in
from shopplanner.services.promotions.stacking import ProfileEntry, profile_at, profile_header, profile_in, profiles
from shopplanner.services.workspace import Workspace
from shopplanner.storage.tables.facts import PRODUCT_DAY
from shopplanner.storage.tables.products import ProductRow

__all__ = [
    "ProductPrices",
    "ProfileEntry",
    "checked_at",
    "line_of",
    "live_promotions",
    "losing_at",
    "offers_at",
    "offers_in",
    "prices_at",
    "prices_of",
    "profile_at",
    "profile_header",
    "profile_in",
    "profiles",
]


@dataclass(frozen=True)
class ProductPrices:
    """The three prices of a product at a moment, its costs, and the rules used; amounts in fen."""

    product_id: int
    name: str
    tag_price: int
    cost: int | None
    floor_price: int | None
    prices: ThreePrices
    profile: ProfileEntry
    moment: datetime

    @property
    def margin(self) -> int | None:
        """What the lowest price leaves over the cost and the gifts; None if the cost is not known."""
        return None if self.cost is None else self.prices.lowest - self.cost - self.gift

    @property
    def gift(self) -> int:
        """What the gifts that come with the lowest price cost by the piece, rounded up."""
        count = self.prices.lowest_quantity
        return -(-self.prices.carts[count - 1].gifts_cost // count)

    @property
    def risk(self) -> str:
        """``cost`` if the lowest price is below the cost, ``floor`` if below the floor price, empty if neither."""
        if self.margin is not None and self.margin < 0:
            return "cost"
        return "floor" if self.floor_price is not None and self.prices.lowest < self.floor_price else ""


def live_promotions(session: Session, shop_id: int, moment: datetime) -> list[Promotion]:
    """Return the promotions that are live at a moment, without ideas and those that have no product left."""
    found = promotions_in(session, shop_id, moment.date(), moment.date())
    return [each for each in found if each.starts <= moment <= each.ends and each.counts]


def offers_in(
    session: Session, shop_id: int, promotions: list[Promotion], moment: datetime | None = None
) -> list[Offer]:
    """Return promotions as offers, clearances as they stand at a moment of sale (by default at their start)."""
    codes = {
        row.id: row.code
        for row in session.execute(select(ProductRow.id, ProductRow.code).where(ProductRow.shop_id == shop_id))
    }
    by_cover = [each for each in promotions if each.mechanic == "clearance" and each.choice("measure") == "cover"]
    cover = _cover(session, shop_id, moment or min(each.starts for each in by_cover)) if by_cover else {}
    return [offer_of(each, codes, moment, cover) for each in promotions]


def _cover(session: Session, shop_id: int, moment: datetime) -> dict[int, int]:
    """Return the days that the stock of products lasts at the pace of the last fortnight, by product.

    For days to come that is the last fortnight of which sales are known.
    """
    newest = session.scalar(select(func.max(PRODUCT_DAY.c.day)).where(PRODUCT_DAY.c.shop_id == shop_id))
    if newest is None:
        return {}
    sold = pace(session, shop_id, min(day_number(moment.date()), newest + 1))
    rows = session.execute(
        select(ProductRow.id, ProductRow.code, ProductRow.stock).where(
            ProductRow.shop_id == shop_id, ProductRow.stock.is_not(None)
        )
    )
    return {row.id: max(0, row.stock) * 100 // sold[row.code] for row in rows if sold.get(row.code)}


ALWAYS_CHECKED = frozenset({"platform_event", "daily_reduction"})
"""The platform's own reductions, which always count in its low-price check."""
NEVER_CHECKED = frozenset({"flash_sale", "red_packet", "gold_coins"})
"""Exclusive campaign prices and buyers' own assets, which never do."""


def offers_at(session: Session, shop_id: int, promotions: list[Promotion], moment: datetime) -> list[Offer]:
    """Return live promotions as offers at a moment of sale.

    An offer of the shop that covers only a part of the moment's check cycle reaches buyers but does not count in the
    platform's low-price check; the platform's own reduction always counts. Source: campaign whitepaper, 2026-05-19.
    """
    found = zip(promotions, offers_in(session, shop_id, promotions, moment), strict=True)
    return [replace(offer, whole_cycle=checked_at(each, moment)) for each, offer in found]


def checked_at(promotion: Promotion, moment: datetime) -> bool:
    """Whether a promotion counts in the platform's low-price check of a moment."""
    if promotion.mechanic in ALWAYS_CHECKED | NEVER_CHECKED:
        return promotion.mechanic in ALWAYS_CHECKED
    return covers_cycle(promotion.starts, promotion.ends, moment.date())


def prices_of(
    workspace: Workspace, product_id: int, moment: datetime, *, draft: Promotion | None = None
) -> ProductPrices:
    """Return a product's three prices at a moment, with every live promotion.

    Args:
        workspace: where from.
        product_id: the product.
        moment: moment of the sale.
        draft: a promotion that is being edited: it stands in for its stored state, or joins as if it were live.

    Raises:
        NotFoundError: if the product is gone or has no price.
    """
    with workspace.read() as session:
        row = session.get(ProductRow, product_id)
        if row is None:
            raise NotFoundError(message("promotions.error.product_gone"))
        live = live_promotions(session, workspace.shop_id, moment)
        if draft is not None:
            live = [each for each in live if each.id != draft.id] + [draft]
        return _priced(session, row, live, moment, workspace.shop_id)


def prices_at(workspace: Workspace, moment: datetime, *, rules: str = "") -> list[ProductPrices]:
    """Return the three prices of every product that has a price, at a moment; ``rules`` tries another profile."""
    with workspace.read() as session:
        live = live_promotions(session, workspace.shop_id, moment)
        return prices_with(session, workspace.shop_id, live, moment, rules)


def prices_with(
    session: Session, shop_id: int, promotions: list[Promotion], moment: datetime, rules: str = ""
) -> list[ProductPrices]:
    """Return the same as if just these promotions were live, inside an open session."""
    offers = offers_at(session, shop_id, promotions, moment)
    profile = profile_in(session, shop_id, moment, rules)
    known: Known = {}
    return [_three(row, offers, profile, moment, known) for row in _on_sale(session, shop_id)]


def losing_at(workspace: Workspace, moment: datetime) -> list[ProductPrices]:
    """Return the products that sell below cost at a moment, the greatest loss first.

    Only those are priced with all their steps; the others, most of a shop, are looked through in bulk.
    """
    with workspace.read() as session:
        offers = offers_at(session, workspace.shop_id, live_promotions(session, workspace.shop_id, moment), moment)
        profile = profile_in(session, workspace.shop_id, moment)
        rows = [row for row in _on_sale(session, workspace.shop_id) if row.cost is not None]
        table = PriceTable([line_of(row) for row in rows], offers, profile)
        gifts = table.book.of_layer[Layer.GIFT]
        known: Known = {}
        found = [
            _three(row, offers, profile, moment, known)
            for number, row in enumerate(rows)
            if table.covering[number] & gifts or table.lowest(number, -1)[0] < (row.cost or 0)
        ]
    return sorted((each for each in found if (each.margin or 0) < 0), key=lambda each: each.margin or 0)


def _on_sale(session: Session, shop_id: int) -> list[ProductRow]:
    """Return the products that have a price."""
    rows = session.scalars(select(ProductRow).where(ProductRow.shop_id == shop_id).order_by(ProductRow.id))
    return [row for row in rows if row.tag_price is not None or row.list_price is not None]


def _priced(session: Session, row: ProductRow, live: list[Promotion], moment: datetime, shop_id: int) -> ProductPrices:
    if row.tag_price is None and row.list_price is None:
        raise NotFoundError(message("promotions.error.no_price", name=row.short_name or row.title))
    return _three(row, offers_at(session, shop_id, live, moment), profile_in(session, shop_id, moment), moment)


def _three(
    row: ProductRow, offers: list[Offer], profile: ProfileEntry, moment: datetime, known: Known | None = None
) -> ProductPrices:
    line = line_of(row)
    covering = [offer for offer in offers if offer.covers(line)]
    prices = three_prices(line, covering, profile, known)
    return ProductPrices(
        row.id, row.short_name or row.title, line.tag_price, row.cost, row.floor_price, prices, profile, moment
    )


def line_of(row: ProductRow) -> CartLine:
    """Return one piece of a product."""
    tag = row.tag_price if row.tag_price is not None else row.list_price
    return CartLine(row.code, 1, tag or 0, row.list_price, row.cost, row.code, row.category)
