"""Checks of the products: what is missing, what loses money, what runs out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from shopplanner.domain.changes import Place
from shopplanner.domain.checks import Check, Hit, Settings, Values
from shopplanner.domain.days import day_number
from shopplanner.domain.messages import Money, Percent, message
from shopplanner.domain.products.roles import ROLES
from shopplanner.services.metrics.pace import pace
from shopplanner.services.workspace import Workspace
from shopplanner.storage.tables.products import ProductRow, RoleTargetRow, SkuRow


@dataclass(frozen=True, slots=True)
class ProductFacts:
    """A product as the checks see it; ``daily_units`` is hundredths of a piece a day, None without figures."""

    id: int
    name: str
    role: str
    price: int | None
    cost: int | None
    floor_price: int | None
    stock: int | None
    daily_units: int | None


@dataclass(frozen=True, slots=True)
class RangeFacts:
    """The range: products on sale, SKUs without a picture, planned roles in basis points."""

    products: tuple[ProductFacts, ...]
    pictureless: tuple[tuple[int, str, str], ...] = ()
    roles: tuple[tuple[str, int], ...] = ()


def gather(workspace: Workspace) -> RangeFacts:
    """Return the facts of the shop's range."""
    with workspace.read() as session:
        shop = workspace.shop_id
        sold = pace(session, shop, day_number(workspace.clock.today()))
        rows = session.scalars(
            select(ProductRow).where(ProductRow.shop_id == shop, ProductRow.status == "on_sale").order_by(ProductRow.id)
        )
        products = tuple(_facts(row, sold.get(row.code)) for row in rows)
        roles = session.execute(select(RoleTargetRow.role, RoleTargetRow.share).where(RoleTargetRow.shop_id == shop))
        return RangeFacts(products, _pictureless(session, shop), tuple((role, share) for role, share in roles))


def _facts(row: ProductRow, daily_units: int | None) -> ProductFacts:
    price = row.tag_price if row.tag_price is not None else row.list_price
    name = row.short_name or row.title
    return ProductFacts(row.id, name, row.role, price, row.cost, row.floor_price, row.stock, daily_units)


def _pictureless(session: Session, shop_id: int) -> tuple[tuple[int, str, str], ...]:
    """Return product id, product and SKU of the SKUs without a picture of their own."""
    rows = session.execute(
        select(ProductRow.id, ProductRow.short_name, ProductRow.title, SkuRow.name)
        .join(SkuRow, SkuRow.product_id == ProductRow.id)
        .where(ProductRow.shop_id == shop_id, ProductRow.status == "on_sale", SkuRow.has_image.is_(False))
        .order_by(SkuRow.id)
    )
    return tuple((product, short or title, sku) for product, short, title, sku in rows)


def _place(product_id: int) -> Place:
    return Place("products", "catalogue", str(product_id))


def price_missing(facts: RangeFacts, settings: Settings) -> Iterator[Hit]:
    """Yield products that have neither a list price nor an everyday price."""
    del settings
    return (Hit(one.name, _place(one.id), {"name": one.name}) for one in facts.products if one.price is None)


def cost_missing(facts: RangeFacts, settings: Settings) -> Iterator[Hit]:
    """Yield products whose cost is not known."""
    del settings
    return (Hit(one.name, _place(one.id), {"name": one.name}) for one in facts.products if one.cost is None)


def price_below_cost(facts: RangeFacts, settings: Settings) -> Iterator[Hit]:
    """Yield products that lose money at their everyday price."""
    del settings
    for one in facts.products:
        if one.price is not None and one.cost is not None and one.price < one.cost:
            values: Values = {"name": one.name, "price": Money(one.price), "cost": Money(one.cost)}
            yield Hit(one.name, _place(one.id), values | {"gap": Money(one.cost - one.price)})


def price_under_floor(facts: RangeFacts, settings: Settings) -> Iterator[Hit]:
    """Yield products whose everyday price is under the floor that was set for them."""
    del settings
    for one in facts.products:
        if one.price is not None and one.floor_price is not None and one.price < one.floor_price:
            values: Values = {"name": one.name, "price": Money(one.price), "floor": Money(one.floor_price)}
            yield Hit(one.name, _place(one.id), values)


def margin_low(facts: RangeFacts, settings: Settings) -> Iterator[Hit]:
    """Yield products that keep less of their price than the least share, ``(price - cost) / price``."""
    least = settings["least"]
    for one in facts.products:
        if one.price and one.cost is not None and one.price >= one.cost:
            margin = (one.price - one.cost) * 10_000 // one.price
            if margin < least * 100:
                values: Values = {"name": one.name, "margin": Percent(margin), "least": Percent(least * 100)}
                yield Hit(one.name, _place(one.id), values | {"price": Money(one.price), "cost": Money(one.cost)})


def role_missing(facts: RangeFacts, settings: Settings) -> Iterator[Hit]:
    """Yield products to which no role was given."""
    del settings
    return (Hit(one.name, _place(one.id), {"name": one.name}) for one in facts.products if not one.role)


def role_unfilled(facts: RangeFacts, settings: Settings) -> Iterator[Hit]:
    """Yield roles that have a planned share and no product."""
    del settings
    taken = {one.role for one in facts.products}
    for role, share in facts.roles:
        if share > 0 and role not in taken:
            title = message(f"products.role.{role}") if role in ROLES else role
            yield Hit("", Place("products", "layout"), {"role": title, "share": Percent(share)})


def stock_low(facts: RangeFacts, settings: Settings) -> Iterator[Hit]:
    """Yield products whose stock lasts less than the given days at the pace of the last fortnight."""
    for one in facts.products:
        if one.stock is None or not one.daily_units:
            continue
        days = one.stock * 100 // one.daily_units
        if days < settings["days"]:
            values: Values = {"name": one.name, "n": days, "stock": one.stock, "pace": f"{one.daily_units / 100:.1f}"}
            yield Hit(one.name, _place(one.id), values)


def picture_missing(facts: RangeFacts, settings: Settings) -> Iterator[Hit]:
    """Yield SKUs without a picture of their own."""
    del settings
    return (Hit(name, _place(product), {"name": name, "sku": sku}) for product, name, sku in facts.pictureless)


CHECKS: Final = (
    Check("products.price_missing", price_missing),
    Check("products.price_below_cost", price_below_cost),
    Check("products.price_under_floor", price_under_floor),
    Check("products.margin_low", margin_low),
    Check("products.cost_missing", cost_missing),
    Check("products.stock_low", stock_low),
    Check("products.role_missing", role_missing),
    Check("products.role_unfilled", role_unfilled),
    Check("products.picture_missing", picture_missing),
)
