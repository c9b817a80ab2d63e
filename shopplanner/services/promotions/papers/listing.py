"""The promotions that papers can be made for."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import select

from shopplanner.services.workspace import Workspace
from shopplanner.storage.tables.promotions import PromotionRow

PAST = timedelta(days=60)
"""How long after its end a promotion stays in the list."""


@dataclass(frozen=True, slots=True)
class PaperChoice:
    """A promotion as the list shows it."""

    id: int
    name: str
    starts: datetime
    ends: datetime
    status: str


def choices(workspace: Workspace) -> tuple[PaperChoice, ...]:
    """Return the promotions that are not long over, the next one first, then later ones, then those that ended."""
    today = workspace.clock.today()
    query = (
        select(PromotionRow)
        .where(PromotionRow.shop_id == workspace.shop_id, PromotionRow.ends_at >= f"{today - PAST} 00:00:00")
        .order_by(PromotionRow.starts_at, PromotionRow.id)
    )
    with workspace.read() as session:
        found = [
            PaperChoice(
                row.id, row.name, datetime.fromisoformat(row.starts_at), datetime.fromisoformat(row.ends_at),
                row.status,
            )
            for row in session.scalars(query)
        ]  # fmt: skip
    return tuple(sorted(found, key=lambda each: _nearness(each, today)))


def _nearness(each: PaperChoice, today: date) -> tuple[int, datetime, int]:
    return int(each.ends.date() < today), each.starts, each.id
