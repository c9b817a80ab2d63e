"""What of a calendar file is planned already, found by the ids of its entries."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from shopplanner.domain.days import day_number
from shopplanner.domain.promotions.plan import MOMENT, Promotion
from shopplanner.services.promotions.calendar_entries import Coming, Key
from shopplanner.services.promotions.plan_rows import views
from shopplanner.services.promotions.series import series_in
from shopplanner.storage.tables.products import ProductRow
from shopplanner.storage.tables.promotions import PromotionRow, PromotionSeriesRow, TaskRow


class Known:
    """A shop's promotions, series and tasks by their calendar ids, read once."""

    def __init__(self, session: Session, shop_id: int) -> None:
        self._session, self._shop_id = session, shop_id
        rows = session.scalars(select(PromotionRow).where(PromotionRow.shop_id == shop_id)).all()
        self._promotions = {row.uid: each for row, each in zip(rows, views(session, rows), strict=True)}
        self._looks = {(row.name, row.starts_at, row.ends_at) for row in rows}
        series = session.scalars(select(PromotionSeriesRow).where(PromotionSeriesRow.shop_id == shop_id))
        self._series = {row.uid: row.key for row in series}
        self._held: dict[str, dict[str, Promotion]] = {}
        tasks = session.scalars(select(TaskRow).where(TaskRow.shop_id == shop_id)).all()
        self._tasks = {row.uid: row for row in tasks}
        self._task_looks = {(row.title, row.due_day) for row in tasks}
        found = session.execute(select(ProductRow.code, ProductRow.id).where(ProductRow.shop_id == shop_id)).all()
        self.products: Mapping[str, int] = {row.code: row.id for row in found}

    def promotion(self, key: Key) -> Promotion | None:
        """Return the promotion of an entry, or of its occurrence on a day."""
        if not key.day:
            return self._promotions.get(key.uid)
        return self._occurrences(key.uid).get(key.day)

    def promotion_id(self, key: Key) -> int | None:
        """Return the id of an entry's promotion; None if it is not planned."""
        found = self.promotion(key)
        return found.id if found is not None else None

    def _occurrences(self, uid: str) -> dict[str, Promotion]:
        if uid not in self._held:
            key = self._series.get(uid)
            listed = series_in(self._session, self._shop_id, key).occurrences if key else ()
            self._held[uid] = {each.day.isoformat(): each.promotion for each in listed if each.day and each.promotion}
        return self._held[uid]

    def looks_the_same(self, name: str, starts: datetime, ends: datetime) -> bool:
        """Return whether something of this name is planned for just this time."""
        return (name, starts.strftime(MOMENT), ends.strftime(MOMENT)) in self._looks

    def task(self, uid: str) -> TaskRow | None:
        """Return the task of a to-do."""
        return self._tasks.get(uid)

    def same_task(self, title: str, due_day: int) -> bool:
        """Return whether a task of this title is due on a day."""
        return (title, due_day) in self._task_looks


def put_series(session: Session, shop_id: int, coming: Coming) -> str:
    """Keep the rule that an occurrence comes from, and return its series."""
    uid = coming.key.uid
    row = session.scalar(
        select(PromotionSeriesRow).where(PromotionSeriesRow.shop_id == shop_id, PromotionSeriesRow.uid == uid)
    )
    if row is None:
        key = f"calendar-{hashlib.sha256(uid.encode()).hexdigest()[:24]}"
        row = PromotionSeriesRow(shop_id=shop_id, key=key, uid=uid, exceptions="[]")
        session.add(row)
    row.rule, row.first_day = coming.rule, day_number(coming.first)
    left_out = {*json.loads(row.exceptions), *(day.isoformat() for day in coming.left_out)}
    row.exceptions = json.dumps(sorted(left_out))
    session.flush()
    return row.key
