"""Whether the paid amounts of shop, product and order tables tie out, month by month."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from sqlalchemy.orm import Session

from shopplanner.domain.days import day_number
from shopplanner.domain.metrics.periods import Period, TimeGrain, buckets, month_of
from shopplanner.domain.metrics.plausibility import difference
from shopplanner.services.metrics import definitions, reading


@dataclass(frozen=True, slots=True)
class Reconciliation:
    """A month's paid amount as three tables have it, on the days that each pair shares.

    Attributes:
        products_gap: products less shop in basis points of shop, over common days; None where they share no day.
        orders_gap: orders less shop, likewise.
    """

    month: str
    shop: int | None
    products: int | None
    orders: int | None
    products_gap: int | None
    orders_gap: int | None


def reconcile(session: Session, shop_id: int, period: Period) -> tuple[Reconciliation, ...]:
    """Return the paid amount by month as shop, product and order tables have it."""
    first, last = day_number(period.first), day_number(period.last)
    metric = definitions.metric("paid_amount")
    candidates = reading.shop_candidates(session, shop_id, [metric], first, last)[metric.id]
    by_fact: dict[str, dict[int, int]] = defaultdict(dict)
    for day, found in candidates.items():
        for candidate in sorted(found, reverse=True):
            by_fact[candidate.origin.fact][day] = candidate.value
    months = [_month(bucket, by_fact) for bucket in buckets(period, TimeGrain.MONTH)]
    return tuple(month for month in months if (month.shop, month.products, month.orders) != (None, None, None))


def _month(bucket: Period, by_fact: dict[str, dict[int, int]]) -> Reconciliation:
    """Return one month of the three tables."""
    days = range(day_number(bucket.first), day_number(bucket.last) + 1)
    shop, products, orders = (
        {day: by_fact[fact][day] for day in days if fact in by_fact and day in by_fact[fact]}
        for fact in ("shop_day", "product_day", "orders")
    )
    return Reconciliation(
        month_of(bucket.first),
        sum(shop.values()) if shop else None,
        sum(products.values()) if products else None,
        sum(orders.values()) if orders else None,
        difference(shop, products)[2],
        difference(shop, orders)[2],
    )
