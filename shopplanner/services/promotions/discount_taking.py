"""Taking an item discount of the platform's export into the plan."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, time
from typing import Any

from sqlalchemy import select

from shopplanner.domain.changes import Outcome
from shopplanner.domain.errors import RuleError
from shopplanner.domain.messages import message
from shopplanner.domain.promotions.plan import Promotion
from shopplanner.services.promotions import plans
from shopplanner.services.promotions.platform_tools import amount_in, rate_in
from shopplanner.services.promotions.reconcile_lists import OfferRow
from shopplanner.services.workspace import Workspace
from shopplanner.storage.tables.facts import ITEM_OFFER
from shopplanner.storage.tables.products import ProductRow


def can_take_discount(row: OfferRow) -> bool:
    """Return whether a discount is missing in the plan and says all that a promotion needs."""
    return row.state == "missing" and _benefit(row.benefit) is not None and row.ends is not None


def take_discount(workspace: Workspace, row: OfferRow) -> Outcome[int]:
    """Add a discount to the plan as a scheduled promotion for every known product in it; return its id.

    Of a product's SKUs the largest reduction is taken, so that the plan is not better than what is paid out.

    Raises:
        RuleError: if its words do not say what it takes off, or until when.
    """
    said = _benefit(row.benefit)
    if said is None or row.ends is None:
        raise RuleError(message("reconcile.error.cannot_take", tool=row.benefit or row.offer))
    kind = said[0]
    benefits = _benefits(workspace, row, kind)
    starts = row.starts or datetime.combine(workspace.clock.today(), time(0))
    wanted = Promotion(
        name=row.offer,
        mechanic="item_discount",
        starts=starts,
        ends=row.ends,
        status="scheduled",
        products=tuple(benefits),
        parameters=_parameters(kind, benefits),
    )
    return plans.create(workspace, wanted)


def _benefit(words: str) -> tuple[str, int] | None:
    """Return the kind of a benefit and how much it is; None if the words do not say it."""
    rate = rate_in(words)
    if rate is not None:
        return "percent", rate
    amount = amount_in(words)
    return None if amount is None else ("amount", amount)


def _benefits(workspace: Workspace, row: OfferRow, kind: str) -> dict[int, int]:
    """Return the largest benefit of each known product in a discount."""
    table = ITEM_OFFER.c
    query = (
        select(ProductRow.id, table.benefit)
        .join(ITEM_OFFER, (table.product_code == ProductRow.code) & (table.shop_id == ProductRow.shop_id))
        .where(ProductRow.shop_id == workspace.shop_id, table.offer_id == row.offer_id)
        .order_by(ProductRow.id, table.sku_id)
    )
    found: dict[int, int] = {}
    with workspace.read() as session:
        for product, words in session.execute(query):
            said = _benefit(words or "")
            if said is not None and said[0] == kind:
                found[product] = max(said[1], found.get(product, 0))
    return found


def _parameters(kind: str, benefits: Mapping[int, int]) -> dict[str, Any]:
    name = "rate" if kind == "percent" else "amount"
    usual = max(set(benefits.values()), key=list(benefits.values()).count, default=0)
    others = {str(product): benefit for product, benefit in benefits.items() if benefit != usual}
    return {"kind": kind, name: usual, **({"by_product": others} if others else {})}
