"""When tasks are due: backward from a promotion's start, on working days, and along with it when it moves."""

from __future__ import annotations

from datetime import date, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from shopplanner.domain.days import day_number, day_of
from shopplanner.services.promotions import almanac
from shopplanner.storage.tables.promotions import TaskRow


def due_before(start: date, lead_days: int) -> date:
    """Return the last working day that is at least so many days before a start."""
    return almanac.workdays_before(start, lead_days)


def follow(session: Session, promotion_id: int, before: date, after: date) -> None:
    """Let a promotion's open tasks follow its start; what is done stays, and so do confirmations of changes.

    Tasks where the template put them are planned anew; others keep their distance, back to a working day.
    """
    if before == after:
        return
    query = select(TaskRow).where(TaskRow.promotion_id == promotion_id, TaskRow.done_at.is_(None))
    for row in session.scalars(query.where(TaskRow.change_id.is_(None))):
        row.due_day = day_number(_followed(day_of(row.due_day), row.lead_days, before, after))


def _followed(due: date, lead_days: int | None, before: date, after: date) -> date:
    if lead_days is not None and due in (due_before(before, lead_days), before - timedelta(days=lead_days)):
        return due_before(after, lead_days)
    return due_before(due + (after - before), 0)
