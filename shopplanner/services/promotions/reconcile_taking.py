"""Taking an offer of the platform's export into the plan."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import Any, Final

from sqlalchemy import select

from shopplanner.domain.changes import Outcome
from shopplanner.domain.errors import RuleError
from shopplanner.domain.messages import message
from shopplanner.domain.promotions.plan import Promotion
from shopplanner.domain.promotions.rounding import WHOLE, Rounding, reduction
from shopplanner.services.promotions import plans
from shopplanner.services.promotions.platform_tools import families, family_named, rate_in, threshold_in
from shopplanner.services.promotions.reconcile import Compared, PlatformOffer
from shopplanner.services.workspace import Workspace
from shopplanner.storage.tables.facts import PRICE_QUERY
from shopplanner.storage.tables.products import ProductRow

USUAL_RATES: Final = (1000, 1200, 1500)
"""Rates of the platform's campaigns of 2026, by what sellers observed."""


def can_take(offer: PlatformOffer) -> bool:
    """Return whether an offer can become a promotion of the plan."""
    family = family_named(families(), offer.tool, offer.name)
    return family is not None and bool(family.mechanic) and bool(offer.cut)


def take_offer(workspace: Workspace, row: Compared, offer: PlatformOffer) -> Outcome[int]:
    """Add an offer to the plan as a scheduled promotion for every known product that has it; return its id.

    Raises:
        RuleError: if offers of this kind cannot be planned, or the offer lacks what is needed.
    """
    family = family_named(families(), offer.tool, offer.name)
    if family is None or not family.mechanic or not offer.cut:
        raise RuleError(message("reconcile.error.cannot_take", tool=offer.tool or offer.name))
    tag = row.platform_tag or row.our_tag or row.platform + offer.cut
    starts = offer.starts or datetime.combine(row.moment.date(), time(0))
    ends = offer.ends or datetime.combine(starts.date() + timedelta(days=1), time(0)) - timedelta(seconds=1)
    wanted = Promotion(
        name=offer.name or offer.tool,
        mechanic=family.mechanic,
        starts=starts,
        ends=ends,
        status="scheduled",
        lane="platform" if family.mechanic == "platform_event" else "own",
        products=tuple(_products(workspace, row, offer)),
        parameters=_parameters(family.id, offer, tag),
    )
    return plans.create(workspace, wanted)


def _products(workspace: Workspace, row: Compared, offer: PlatformOffer) -> list[int]:
    """Return the products whose newest rows name the same offer; the row's own at least."""
    if not offer.offer_id:
        return [row.product_id] if row.product_id is not None else []
    table = PRICE_QUERY.c
    query = (
        select(ProductRow.id)
        .join(PRICE_QUERY, (table.product_code == ProductRow.code) & (table.shop_id == ProductRow.shop_id))
        .where(ProductRow.shop_id == workspace.shop_id, table.offer_id == offer.offer_id, table.tool == offer.tool)
        .distinct()
        .order_by(ProductRow.id)
    )
    with workspace.read() as session:
        return list(session.scalars(query))


def _parameters(family: str, offer: PlatformOffer, tag: int) -> dict[str, Any]:
    """Return what a promotion needs, from the offer's words where they say it, else from the amount that it took."""
    cut = offer.cut or 0
    if family in {"daily", "official"}:
        return {"rate": rate_in(offer.detail) or _rate(tag, cut)}
    if family == "fixed":
        return {"kind": "fixed", "price": tag - cut}
    said = threshold_in(offer.detail) or threshold_in(offer.name)
    if family == "coupon":
        return {"threshold": said[0], "face": said[1]} if said else {"threshold": 0, "face": cut}
    if family == "pieces":
        return {"threshold": said[0], "reduction": said[1]} if said else {"threshold": tag, "reduction": cut}
    rate = rate_in(offer.detail)
    return {"kind": "percent", "rate": rate} if rate else {"kind": "amount", "amount": cut}


def _rate(tag: int, cut: int) -> int:
    """Return the rate that took an amount off: a usual one if rounding up explains the amount, else the exact one."""
    for rate in USUAL_RATES:
        if cut in {reduction(tag, rate, rounding) for rounding in (Rounding.CEIL_YUAN, Rounding.CEIL_BY_PRICE_BAND)}:
            return rate
    return max(1, min(WHOLE - 1, cut * WHOLE // tag)) if tag else 1
