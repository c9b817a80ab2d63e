"""The platform's other price lists beside the plan: campaign items, item discounts, and price strength."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from sqlalchemy import Row, select
from sqlalchemy.orm import Session

from shopplanner.domain.days import day_of, moment_at
from shopplanner.domain.promotions.plan import Promotion
from shopplanner.domain.promotions.price_line import fits
from shopplanner.domain.promotions.rounding import WHOLE, Rounding, reduction
from shopplanner.domain.promotions.solvers import largest_entry_price
from shopplanner.services.promotions.ledger import lines_in
from shopplanner.services.promotions.plans import promotions_in
from shopplanner.services.promotions.platform_tools import amount_in, rate_in
from shopplanner.services.promotions.prices import prices_at
from shopplanner.services.workspace import Workspace
from shopplanner.storage.tables.facts import CAMPAIGN_ITEM, ITEM_OFFER, PRICE_STRENGTH
from shopplanner.storage.tables.products import ProductRow

ENDED: Final = ("结束", "失效", "删除", "撤销")
NOT_LIMITED: Final = ("未", "无", "否", "不")
"""How the platform's words for a product that it does not hold back begin."""
"""What the state of an item discount that no longer counts says."""


@dataclass(frozen=True, slots=True)
class CampaignRow:
    """A SKU of a campaign: what is asked of its price, the platform's figure and ours; amounts in fen.

    Attributes:
        required: the highest general price after coupons that is accepted.
        platform: the campaign's general price after coupons by the platform.
        ours: the entry price less the official reduction.
        line: the product's line of today by the shop's own ledger.
        accepted: whether ours, unrounded, is within what is asked; None if nothing is asked, or no reduction is known.
        highest: the highest entry price, in whole yuan, that is within what is asked and the lowest tag price.
    """

    product_id: int | None
    campaign: str
    name: str
    code: str
    sku_id: str
    sku: str
    entry_price: int | None
    required: int | None
    platform: int | None
    ours: int | None
    line: int | None
    accepted: bool | None
    status: str
    stock: int | None
    highest: int | None

    @property
    def difference(self) -> int | None:
        """The platform's figure less ours."""
        return None if self.platform is None or self.ours is None else self.platform - self.ours


@dataclass(frozen=True, slots=True)
class OfferRow:
    """An item discount of the platform and the plan's; ``state`` is same, benefit, window, missing or no_product."""

    product_id: int | None
    offer_id: str
    offer: str
    name: str
    code: str
    sku: str
    benefit: str
    starts: datetime | None
    ends: datetime | None
    promotion_id: int | None
    promotion: str
    state: str


@dataclass(frozen=True, slots=True)
class StrengthRow:
    """A product's price strength; amounts in fen.

    Attributes:
        cut: what the price must fall by to reach the suggested one; 0 if it is there.
        said: the cut in the platform's words.
        ours: our general price of one piece now.
        left: what the suggested price leaves over the cost.
    """

    product_id: int | None
    name: str
    code: str
    stars: str
    limited: str
    price: int | None
    suggested: int | None
    cut: int | None
    said: str
    ours: int | None
    left: int | None
    rival: str
    rival_price: int | None
    sales: int | None
    day: date | None

    @property
    def is_limited(self) -> bool:
        """Whether the platform holds the product back; its words for the opposite begin with a negation."""
        return bool(self.limited) and not self.limited.startswith(NOT_LIMITED)


def campaign_rows(workspace: Workspace) -> list[CampaignRow]:
    """Return the campaign items beside our check value, by campaign, product and SKU."""
    today = workspace.clock.today()
    with workspace.read() as session:
        rows = _rows(session, workspace.shop_id, CAMPAIGN_ITEM)
        products = _products(session, workspace.shop_id)
        known = [products[code] for code in sorted({row.product_code for row in rows} & set(products))]
        found = lines_in(session, workspace.shop_id, known, today, today)
    lines = {product: line[today] for product, line in found.items()}
    return [_campaign(row, products.get(row.product_code), lines) for row in rows]


def _campaign(row: Row[Any], product: ProductRow | None, lines: Mapping[int, int | None]) -> CampaignRow:
    rate = rate_in(row.official_rate) or rate_in(row.default_rate)
    return CampaignRow(
        product.id if product else None, row.campaign_id, _name(row, product), row.product_code, row.sku_id,
        row.sku or "", row.entry_price, row.required_price, row.campaign_price, _check_value(row, rate),
        lines.get(product.id) if product else None, _accepted(row, rate), row.status or "", row.stock,
        _highest(row, rate),
    )  # fmt: skip


def _check_value(row: Row[Any], rate: int | None) -> int | None:
    """Return the entry price less the official reduction; None if either is not said."""
    entry, cut = row.entry_price, row.official_cut
    if entry is not None and cut is None and rate is not None:
        cut = reduction(entry, rate, Rounding.CEIL_YUAN)
    return None if entry is None or cut is None else entry - cut


def _accepted(row: Row[Any], rate: int | None) -> bool | None:
    """Return whether the entry price, unrounded, is within what is asked; None if that cannot be said."""
    entry, asked = row.entry_price, row.required_price
    if entry is None or asked is None:
        return None
    if row.official_cut is not None:
        return bool(entry - row.official_cut <= asked)
    return None if rate is None else fits(entry, asked, rate)


def _highest(row: Row[Any], rate: int | None) -> int | None:
    """Return the highest entry price that the campaign accepts; None if that cannot be said or none would do."""
    if row.required_price is None or rate is None or rate >= WHOLE:
        return None
    price = largest_entry_price(row.required_price, rate).value
    if price is None or row.lowest_tag is None:
        return price
    return min(price, int(row.lowest_tag))


def offer_rows(workspace: Workspace) -> list[OfferRow]:
    """Return the platform's item discounts that have not ended beside those of the plan."""
    now = workspace.clock.now().replace(tzinfo=None)
    with workspace.read() as session:
        rows = [row for row in _rows(session, workspace.shop_id, ITEM_OFFER) if not _has_ended(row, now)]
        products = _products(session, workspace.shop_id)
        windows = [_window(row) for row in rows]
        known = [each for window in windows for each in window if each is not None]
        planned: list[Promotion] = []
        if known:
            planned = promotions_in(session, workspace.shop_id, min(known).date(), max(known).date())
    discounts = [each for each in planned if each.mechanic == "item_discount" and each.counts]
    return [_offer(row, products.get(row.product_code), discounts) for row in rows]


def _has_ended(row: Row[Any], now: datetime) -> bool:
    """Whether a discount is over, by its state or by now: the state is that of the day of the export."""
    ends = _second(row.ends_at)
    return any(word in (row.state or "") for word in ENDED) or (ends is not None and ends < now)


def _window(row: Row[Any]) -> tuple[datetime | None, datetime | None]:
    return _second(row.starts_at), _second(row.ends_at)


def _offer(row: Row[Any], product: ProductRow | None, discounts: Sequence[Promotion]) -> OfferRow:
    starts, ends = _window(row)
    mine = [
        each
        for each in discounts
        if product is not None
        and (each.whole_shop or product.id in each.products)
        and (starts is None or each.ends >= starts)
        and (ends is None or each.starts <= ends)
    ]
    best = min(mine, key=lambda each: _misfit(each, row, product), default=None)
    state = "no_product" if product is None else "missing"
    if best is not None:
        state = ("same", "window", "benefit", "benefit")[_misfit(best, row, product)]
    return OfferRow(
        product.id if product else None, row.offer_id, row.offer or row.offer_id, _name(row, product),
        row.product_code, row.sku or "", row.benefit or "", starts, ends, best.id if best else None,
        best.name if best else "", state,
    )  # fmt: skip


def _misfit(planned: Promotion, row: Row[Any], product: ProductRow | None) -> int:
    """Return 0 if a planned discount is the platform's, 1 if its days differ, 2 its benefit, 3 both."""
    starts, ends = _window(row)
    days = (starts is None or planned.starts == starts) and (ends is None or planned.ends == ends)
    return (0 if days else 1) + (0 if _benefit_fits(planned, row, product) else 2)


def _benefit_fits(planned: Promotion, row: Row[Any], product: ProductRow | None) -> bool:
    """Return whether the platform's words say what a planned discount takes off; words that say nothing fit."""
    said = _own_benefit(planned, product)
    amount, rate = amount_in(row.benefit), rate_in(row.benefit)
    if rate is not None:
        return planned.parameters.get("kind", "percent") == "percent" and said("rate") == rate
    if amount is None:
        return True
    if planned.parameters.get("kind") == "fixed":
        return said("price") == (row.list_price or 0) - amount
    return planned.parameters.get("kind") == "amount" and said("amount") == amount


def _own_benefit(planned: Promotion, product: ProductRow | None) -> Callable[[str], int]:
    """Return what gives a discount's figure for a product: its own where it has one, else everybody's."""
    own = (planned.parameters.get("by_product") or {}).get(str(product.id)) if product else None
    return planned.get if own is None else lambda _name: int(own)


def strength_rows(workspace: Workspace) -> list[StrengthRow]:
    """Return the products' price strength, the largest cut asked for first."""
    now = workspace.clock.now().replace(tzinfo=None)
    ours = {each.product_id: each.prices.general for each in prices_at(workspace, now)}
    with workspace.read() as session:
        rows = _rows(session, workspace.shop_id, PRICE_STRENGTH)
        products = _products(session, workspace.shop_id)
    found = [_strength(row, products.get(row.product_code), ours) for row in rows]
    return sorted(found, key=lambda row: (-(row.cut or 0), row.name))


def _strength(row: Row[Any], product: ProductRow | None, ours: Mapping[int, int]) -> StrengthRow:
    cost = product.cost if product else None
    known = row.price is not None and row.suggested_price is not None
    return StrengthRow(
        product.id if product else None, _name(row, product), row.product_code, row.stars or "", row.limited or "",
        row.price, row.suggested_price, max(0, row.price - row.suggested_price) if known else None,
        row.required_cut or "", ours.get(product.id) if product else None,
        None if cost is None or row.suggested_price is None else row.suggested_price - cost,
        row.rival or "", row.rival_price, row.sales, None if row.day is None else day_of(row.day),
    )  # fmt: skip


def _rows(session: Session, shop_id: int, table: Any) -> list[Row[Any]]:
    query = select(table).where(table.c.shop_id == shop_id).order_by(*table.primary_key)
    return list(session.execute(query))


def _products(session: Session, shop_id: int) -> dict[str, ProductRow]:
    return {row.code: row for row in session.scalars(select(ProductRow).where(ProductRow.shop_id == shop_id))}


def _name(row: Row[Any], product: ProductRow | None) -> str:
    name: str = (product.short_name or product.title) if product else (row.title or row.product_code)
    return name


def _second(number: int | None) -> datetime | None:
    return None if number is None else moment_at(number)
