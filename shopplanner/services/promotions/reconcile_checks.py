"""The check that the platform's own prices are ours."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from shopplanner.domain.changes import Place
from shopplanner.domain.checks import Check, Hit, Settings, Values
from shopplanner.domain.messages import Money, message
from shopplanner.services.promotions.reconcile import Compared, Reconciliation, reconcile
from shopplanner.services.workspace import Workspace


def gather(workspace: Workspace) -> Reconciliation:
    """Return the newest prices of the platform beside ours."""
    return reconcile(workspace)


def platform_price(facts: Reconciliation, settings: Settings) -> Iterator[Hit]:
    """Yield each product whose price by the platform differs from ours by more than a share; its largest difference."""
    worst: dict[str, Compared] = {}
    for row in facts.rows:
        known = worst.get(row.code)
        if row.difference is not None and (known is None or abs(row.difference) > abs(known.difference or 0)):
            worst[row.code] = row
    for row in worst.values():
        difference = row.difference or 0
        if abs(difference) * 100 > settings["share"] * row.platform:
            values: Values = {
                "name": row.name,
                "platform": Money(row.platform),
                "ours": Money(row.ours or 0),
                "difference": Money(abs(difference)),
                "reason": message(f"reconcile.reason.{row.reason}"),
                "day": row.moment.date(),
            }
            yield Hit(row.name, Place("promotions", "reconcile", f"{row.code}/{row.sku_id}"), values)


CHECKS: Final = (Check("promotions.platform_price", platform_price),)
