"""How fast products sell: pieces a day over the last days."""

from __future__ import annotations

from typing import Final

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from shopplanner.storage.tables.facts import PRODUCT_DAY

PACE_DAYS: Final = 14
"""Days whose pieces make the pace."""


def pace(session: Session, shop_id: int, today: int) -> dict[str, int]:
    """Return hundredths of pieces sold a day by product code, over the last fortnight before the day ``today``.

    Days on which a product is not in the report count as days without sales; sources of a product are not added, the
    greater one counts.
    """
    table = PRODUCT_DAY.c
    rows = session.execute(
        select(table.product_code, func.sum(table.paid_units))
        .where(table.shop_id == shop_id, table.day.between(today - PACE_DAYS, today - 1))
        .group_by(table.product_code, table.source)
    )
    found: dict[str, int] = {}
    for code, units in rows:
        if units is not None:
            found[code] = max(found.get(code, 0), int(units) * 100 // PACE_DAYS)
    return found
