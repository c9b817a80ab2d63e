"""People and orders of a promotion, counted from order lines: each buyer and each order once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from shopplanner.domain.days import day_number
from shopplanner.domain.metrics.aggregation import divide
from shopplanner.domain.metrics.definitions import BASIS
from shopplanner.domain.metrics.periods import Period
from shopplanner.storage.tables.facts import ORDER_LINE, ORDERS

HISTORY: Final = 90
"""Days of orders before a promotion without which nobody can be called new."""
AGAIN: Final = 90
"""Days after a promotion in which buyers come back."""


@dataclass(frozen=True, slots=True)
class Buyers:
    """What the order lines of a period say; None where they do not.

    Attributes:
        orders: paid orders.
        paid: paid amount of their lines.
        refunded: what has been paid back of it so far.
        buyers: distinct buyers.
        bought: paid amount of the lines that name their buyer.
        new: those who never bought before, as far as the orders reach back.
        repeated: those with more than one order in the period.
        returned: those who bought again within 90 days after it.
        watched: how many of those 90 days the orders cover.
        history: days of orders before the period.
        days: days of the period with order lines.
    """

    orders: int | None = None
    paid: int | None = None
    refunded: int | None = None
    buyers: int | None = None
    new: int | None = None
    repeated: int | None = None
    returned: int | None = None
    watched: int = 0
    history: int = 0
    days: int = 0
    bought: int | None = None


NOBODY: Final = Buyers()


def buyers(session: Session, shop_id: int, codes: Sequence[str], period: Period) -> Buyers:
    """Return what order lines say of products, or of all without ``codes``, in a period."""
    first, last = day_number(period.first), day_number(period.last)
    line = ORDER_LINE.c
    chosen = [line.shop_id == shop_id, line.day.between(first, last), line.paid_at.is_not(None)]
    if codes:
        chosen.append(line.product_code.in_(list(codes)))
    found = session.execute(
        select(
            func.count(line.order_id.distinct()),
            func.sum(line.paid_amount),
            func.sum(line.refund_amount),
            func.count(line.buyer_hash.distinct()),
            func.count(line.day.distinct()),
            func.sum(line.paid_amount).filter(line.buyer_hash.is_not(None)),
        ).where(*chosen)
    ).one()
    orders, paid, refunded, people, days, bought = found
    if not orders:
        return NOBODY
    begin, end = session.execute(
        select(func.min(ORDERS.c.day), func.max(ORDERS.c.day)).where(ORDERS.c.shop_id == shop_id)
    ).one()
    reach = first - begin if begin is not None else 0
    known = Buyers(orders, paid, refunded, people or None, history=reach, days=days, bought=bought)
    return _people(session, shop_id, chosen, (first, last, end), known) if people else known


def _people(session: Session, shop_id: int, chosen: Any, days: tuple[int, int, int | None], known: Buyers) -> Buyers:
    """Return the counts of distinct buyers added to what is known."""
    first, last, end = days
    line, order = ORDER_LINE.c, ORDERS.c
    per_buyer = (
        select(line.buyer_hash, func.count(line.order_id.distinct()).label("n"))
        .where(*chosen, line.buyer_hash.is_not(None))
        .group_by(line.buyer_hash)
        .subquery()
    )
    repeated = session.scalar(select(func.count()).select_from(per_buyer).where(per_buyer.c.n > 1))
    paid = order.shop_id == shop_id, order.paid_day.is_not(None)
    inside = order.buyer_hash.in_(select(per_buyer.c.buyer_hash))
    before = session.scalar(
        select(func.count(order.buyer_hash.distinct())).where(*paid, order.paid_day < first, inside)
    )
    after = session.scalar(
        select(func.count(order.buyer_hash.distinct())).where(
            *paid, order.paid_day.between(last + 1, last + AGAIN), inside
        )
    )
    watched = max(0, min(AGAIN, (end or last) - last))
    return Buyers(
        known.orders, known.paid, known.refunded, known.buyers,
        (known.buyers or 0) - (before or 0) if known.history >= HISTORY else None,
        repeated, after if watched else None, watched, known.history, known.days, known.bought,
    )  # fmt: skip


def refund_rate(
    session: Session, shop_id: int, codes: Sequence[str], stretches: Sequence[tuple[int, int]]
) -> int | None:  # fmt: skip
    """Return what was paid back so far of what was paid on stretches of days, in basis points; None if not known."""
    line = ORDER_LINE.c
    chosen = [line.shop_id == shop_id, line.paid_at.is_not(None), or_(*(line.day.between(*each) for each in stretches))]
    if codes:
        chosen.append(line.product_code.in_(list(codes)))
    sums = select(func.sum(line.paid_amount), func.sum(line.refund_amount)).where(*chosen)
    paid, refunded = session.execute(sums).one()
    return divide(refunded * BASIS, paid) if paid and refunded is not None else None
