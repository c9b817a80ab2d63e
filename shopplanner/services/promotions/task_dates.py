"""When tasks are due: backward from a promotion's start, on working days, and along with it when it moves."""

from __future__ import annotations

from datetime import date, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from shopplanner.domain.days import day_number, day_of
from shopplanner.services.promotions import almanac
from shopplanner.services.promotions.almanac import NO_OVERRIDES, Overrides
from shopplanner.services.promotions.workdays import overrides_in
from shopplanner.storage.tables.promotions import TaskRow


def due_before(start: date, lead_days: int, overrides: Overrides = NO_OVERRIDES) -> date:
    """Return the last working day that is at least so many days before a start."""
    return almanac.workdays_before(start, lead_days, overrides)


def follow(session: Session, promotion_id: int, before: date, after: date) -> None:
    """Let a promotion's open tasks follow its start; what is done stays, and so do confirmations of changes.

    Tasks where the template put them are planned anew; others keep their distance, back to a working day.
    """
    if before == after:
        return
    query = select(TaskRow).where(TaskRow.promotion_id == promotion_id, TaskRow.done_at.is_(None))
    rows = session.scalars(query.where(TaskRow.change_id.is_(None))).all()
    said = overrides_in(session, rows[0].shop_id) if rows else NO_OVERRIDES
    for row in rows:
        row.due_day = day_number(_followed(day_of(row.due_day), row.lead_days, before, after, said))


def _followed(due: date, lead_days: int | None, before: date, after: date, said: Overrides) -> date:
    if lead_days is not None and due in (due_before(before, lead_days, said), before - timedelta(days=lead_days)):
        return due_before(after, lead_days, said)
    return due_before(due + (after - before), 0, said)
