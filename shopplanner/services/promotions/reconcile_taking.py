"""Taking an offer of the platform's export into the plan."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Any, Final

from sqlalchemy import select

from shopplanner.domain.changes import Outcome
from shopplanner.domain.errors import RuleError
from shopplanner.domain.messages import message
from shopplanner.domain.promotions.plan import Promotion
from shopplanner.domain.promotions.rounding import WHOLE, Rounding, reduction
from shopplanner.services.promotions import plans
from shopplanner.services.promotions.platform_tools import ToolFamily, families, family_named, rate_in, threshold_in
from shopplanner.services.promotions.reconcile import Compared, PlatformOffer
from shopplanner.services.workspace import Workspace
from shopplanner.storage.tables.facts import PRICE_QUERY
from shopplanner.storage.tables.products import ProductRow

USUAL_RATES: Final = (1000, 1200, 1500)
"""Rates of the platform's campaigns of 2026, by what sellers observed."""

THRESHOLDED: Final = frozenset({"cross_shop", "platform_coupon"})
"""Kinds that cannot be planned unless the export says their threshold."""

LANE_PLATFORM: Final = frozenset({"platform_event", "daily_reduction", "flash_sale", "cross_shop", "category_coupon"})


@dataclass(frozen=True)
class _Part:
    """What an offer takes off a product, and from which price; in fen."""

    cut: int
    tag: int


def can_take(offer: PlatformOffer) -> bool:
    """Return whether an offer can become a promotion of the plan."""
    family = family_named(families(), offer.tool, offer.name)
    if family is None or not family.mechanic or not offer.cut:
        return False
    return family.id not in THRESHOLDED or _threshold(offer) is not None


def take_offer(workspace: Workspace, row: Compared, offer: PlatformOffer) -> Outcome[int]:
    """Add an offer to the plan as a scheduled promotion for every known product that has it; return its id.

    Raises:
        RuleError: if offers of this kind cannot be planned, or the offer lacks what is needed.
    """
    family = family_named(families(), offer.tool, offer.name)
    if family is None or not can_take(offer):
        raise RuleError(message("reconcile.error.cannot_take", tool=offer.tool or offer.name))
    starts = offer.starts or datetime.combine(row.moment.date(), time(0))
    ends = offer.ends or datetime.combine(starts.date() + timedelta(days=1), time(0)) - timedelta(seconds=1)
    parts = _parts(workspace, row, offer)
    wanted = Promotion(
        name=offer.name or offer.tool,
        mechanic=family.mechanic,
        starts=starts,
        ends=ends,
        status="scheduled",
        lane="platform" if family.mechanic in LANE_PLATFORM else "own",
        products=tuple(parts),
        parameters=_parameters(family, offer, parts),
    )
    return plans.create(workspace, wanted)


def _parts(workspace: Workspace, row: Compared, offer: PlatformOffer) -> dict[int, _Part]:
    """Return what the offer takes off each product that has it in its newest query; the row's own at least."""
    tag = row.platform_tag or row.our_tag or row.platform
    found = {} if row.product_id is None else {row.product_id: _Part(offer.cut or 0, tag)}
    if not offer.offer_id:
        return found
    table = PRICE_QUERY.c
    query = (
        select(ProductRow.id, table.cut, table.tag_price)
        .join(PRICE_QUERY, (table.product_code == ProductRow.code) & (table.shop_id == ProductRow.shop_id))
        .where(ProductRow.shop_id == workspace.shop_id, table.offer_id == offer.offer_id, table.tool == offer.tool)
        .order_by(table.day.desc(), ProductRow.id, table.sku_id)
    )
    with workspace.read() as session:
        for product, cut, tagged in session.execute(query):
            found.setdefault(product, _Part(cut or offer.cut or 0, tagged or tag))
    return found


def _parameters(family: ToolFamily, offer: PlatformOffer, parts: Mapping[int, _Part]) -> dict[str, Any]:
    """Return what a promotion needs, from the offer's words where they say it, else from the amounts that it took."""
    said = _threshold(offer)
    first = next(iter(parts.values()), _Part(offer.cut or 0, offer.cut or 0))
    match family.id:
        case "official":
            return {"rate": rate_in(offer.detail) or _rate(first) or _exact_rate(first)}
        case "fixed":
            return _each("price", {product: part.tag - part.cut for product, part in parts.items()})
        case "coupon":
            return {"threshold": said[0], "face": said[1]} if said else {"threshold": 0, "face": first.cut}
        case "pieces":
            given = said or (first.tag, first.cut)
            return {"kind": "amount", "threshold": given[0], "reduction": given[1]}
        case "cross_shop" if said:
            return {"threshold": said[0], "reduction": said[1]}
        case "platform_coupon" if said:
            return {"coupon": _coupon(offer), "threshold": said[0], "face": said[1]}
    rate = rate_in(offer.detail) or (_rate(first) if family.id == "daily" else None)
    if rate:
        return {"kind": "percent", "rate": rate}
    return {"kind": "amount", **_each("amount", {product: part.cut for product, part in parts.items()})}


def _each(name: str, amounts: Mapping[int, int]) -> dict[str, Any]:
    """Return an amount for all products, and those of particular products where they differ from it."""
    usual = next(iter(amounts.values()), 0)
    others = {str(product): amount for product, amount in amounts.items() if amount != usual}
    return {name: usual, "by_product": others} if others else {name: usual}


def _threshold(offer: PlatformOffer) -> tuple[int, int] | None:
    return threshold_in(offer.detail) or threshold_in(offer.name)


def _coupon(offer: PlatformOffer) -> str:
    words = f"{offer.tool}{offer.name}"
    if "88VIP" in words:
        return "vip"
    return "consumer" if "消费" in words else "category"


def _rate(part: _Part) -> int | None:
    """Return the usual rate that, rounded up as the platform does, takes an amount off; None if none does."""
    roundings = (Rounding.CEIL_YUAN, Rounding.CEIL_BY_PRICE_BAND)
    fits = (rate for rate in USUAL_RATES if part.cut in {reduction(part.tag, rate, each) for each in roundings})
    return next(fits, None)


def _exact_rate(part: _Part) -> int:
    return max(1, min(WHOLE - 1, part.cut * WHOLE // max(1, part.tag)))
