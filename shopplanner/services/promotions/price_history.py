"""What products cost before offers on past days, from the steps that changed it."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Mapping
from datetime import date

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from shopplanner.storage.tables.core import JournalRowRow, JournalStepRow

Changes = Mapping[date, int]
"""The days on which a price changed, with what it was before."""
FIELDS = ("tag_price", "list_price")


def tag_changes(session: Session, shop_id: int, first: date) -> dict[int, dict[date, int]]:
    """Return by product the days from ``first`` on that changed its price before offers, with the price before.

    Of several changes on a day the price before the first counts: what a day ends with was its price, so that a slip
    that is put right at once leaves no trace. Steps that were undone do not count.
    """
    before, after = JournalRowRow.before, JournalRowRow.after
    moved = (func.json_extract(before, f"$.{name}").is_not(func.json_extract(after, f"$.{name}")) for name in FIELDS)
    query = (
        select(JournalStepRow.at, JournalRowRow.row_id, before)
        .join(JournalRowRow, JournalRowRow.step_id == JournalStepRow.id)
        .where(
            JournalStepRow.shop_id == shop_id, JournalStepRow.state == "done", JournalStepRow.at >= f"{first} 00:00:00",
            JournalRowRow.table_name == "product", before.is_not(None), after.is_not(None), or_(*moved),
        )
        .order_by(JournalStepRow.id)
    )  # fmt: skip
    found: dict[int, dict[date, int]] = defaultdict(dict)
    for at, product_id, image in session.execute(query):
        tag = _tag(image)
        if tag is not None:
            found[product_id].setdefault(date.fromisoformat(at[:10]), tag)
    return found


def _tag(image: str | None) -> int | None:
    """Return the price before offers in a row's image."""
    values = json.loads(image or "{}")
    found = values.get("tag_price")
    found = values.get("list_price") if found is None else found
    return None if found is None else int(found)


def tag_on(day: date, changes: Changes, today: int | None) -> int | None:
    """Return the price at the end of a day: what the next change found, or today's."""
    later = [one for one in changes if one > day]
    return changes[min(later)] if later else today
