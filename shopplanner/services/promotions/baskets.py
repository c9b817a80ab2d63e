"""What one buyer pays for a basket of several products at a moment, and the moments worth asking about."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from shopplanner.domain.errors import NotFoundError
from shopplanner.domain.messages import message
from shopplanner.domain.promotions.economics import Economics, economics
from shopplanner.domain.promotions.offers import CartLine, Offer, PricedCart
from shopplanner.domain.promotions.plan import MOMENT
from shopplanner.domain.promotions.pricing import Pricer, price_cart
from shopplanner.domain.promotions.refunds import Refund, refund
from shopplanner.services.promotions.prices import ProfileEntry, live_promotions, offers_at, profile_in
from shopplanner.services.workspace import Workspace
from shopplanner.storage.tables.products import ProductRow
from shopplanner.storage.tables.promotions import PromotionRow

EVERYONE = "all"


@dataclass(frozen=True)
class Basket:
    """A priced basket: what its products are called by code, and what they cost the shop, gifts included.

    ``cost`` is None if the cost of a product is not known; ``offers`` are those that cover a product, for any buyer.
    """

    cart: PricedCart
    names: Mapping[str, str]
    cost: int | None
    profile: ProfileEntry
    moment: datetime
    offers: tuple[Offer, ...] = ()
    buyer: frozenset[str] = frozenset()

    @property
    def margin(self) -> int | None:
        """What the basket leaves over its cost; None if the cost is not known."""
        return None if self.cost is None else self.cart.seller_receipt - self.cost

    def refund(self, returned: Mapping[int, int], *, others_lose: bool = False) -> Refund:
        """Return what is paid back for returned pieces, by the number of the line.

        ``others_lose`` prices anew what stays, so that thresholds that it no longer reaches are lost.
        """
        pricer = Pricer(self.offers, self.profile, self.buyer)
        return refund(self.cart, returned, pricer.price if others_lose else None)

    def economics(self, fee_rate: int = 0, freight_cost: int = 0) -> Economics:
        """Return what the basket leaves the shop; the fee is a rate in basis points."""
        return economics(self.cart, fee_rate, freight_cost)


@dataclass(frozen=True)
class Start:
    """A moment at which promotions begin."""

    moment: datetime
    names: tuple[str, ...]


def basket_at(
    workspace: Workspace,
    pieces: Sequence[tuple[int, int]],
    moment: datetime,
    *,
    audience: str | Collection[str] = EVERYONE,
    freight: int = 0,
    rules: str = "",
) -> Basket:
    """Return what a buyer pays for products together at a moment.

    Args:
        workspace: where from.
        pieces: product and number of its pieces.
        moment: moment of the sale.
        audience: who buys, one audience or several; everyone's offers count for any buyer, others only for the buyers
            they are made for.
        freight: fen that the shop charges for sending the order.
        rules: id of a profile to try instead of the one in force.

    Raises:
        NotFoundError: if a product is gone or has no price.
    """
    with workspace.read() as session:
        wanted = select(ProductRow).where(
            ProductRow.shop_id == workspace.shop_id, ProductRow.id.in_([product_id for product_id, _ in pieces])
        )
        found = {row.id: row for row in session.scalars(wanted)}
        rows = [(found.get(product_id), quantity) for product_id, quantity in pieces]
        lines = [_line(row, quantity) for row, quantity in rows]
        live = live_promotions(session, workspace.shop_id, moment)
        offers = offers_at(session, workspace.shop_id, live, moment)
        profile = profile_in(session, workspace.shop_id, moment, rules)
    fitting = [offer for offer in offers if any(offer.covers(line) for line in lines)]
    buyer = {audience} if isinstance(audience, str) else set(audience)
    cart = price_cart(lines, fitting, profile, buyer, freight)
    names = {row.code: row.short_name or row.title for row, _ in rows if row is not None}
    return Basket(cart, names, _cost(cart), profile, moment, tuple(fitting), frozenset(buyer))


def _line(row: ProductRow | None, quantity: int) -> CartLine:
    if row is None:
        raise NotFoundError(message("promotions.error.product_gone"))
    price = row.tag_price if row.tag_price is not None else row.list_price
    if price is None:
        raise NotFoundError(message("promotions.error.no_price", name=row.short_name or row.title))
    return CartLine(row.code, quantity, price, row.list_price, row.cost, row.code, row.category)


def _cost(cart: PricedCart) -> int | None:
    total = cart.gifts_cost
    for line in cart.lines:
        if line.cost is None:
            return None
        total += line.cost * line.quantity
    return total


def next_starts(workspace: Workspace, after: datetime, limit: int = 8) -> list[Start]:
    """Return the next moments after one at which promotions begin, ideas left out."""
    with workspace.read() as session:
        rows = session.execute(
            select(PromotionRow.starts_at, PromotionRow.name)
            .where(
                PromotionRow.shop_id == workspace.shop_id,
                PromotionRow.starts_at > after.strftime(MOMENT),
                PromotionRow.status != "idea",
            )
            .order_by(PromotionRow.starts_at, PromotionRow.id)
        ).all()
    found: dict[str, list[str]] = {}
    for row in rows:
        found.setdefault(row.starts_at, []).append(row.name)
    return [Start(datetime.fromisoformat(moment), tuple(names)) for moment, names in list(found.items())[:limit]]
