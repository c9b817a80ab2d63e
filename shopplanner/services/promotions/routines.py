"""The routine of the team: what is done every day, week and month, as tasks of the days on which it is due."""

from __future__ import annotations

import calendar
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from sqlalchemy import select

from shopplanner.domain.changes import Area, Outcome, Place
from shopplanner.domain.days import day_number
from shopplanner.domain.messages import message
from shopplanner.foundation import packs
from shopplanner.foundation.bilingual import Bilingual
from shopplanner.services.promotions import almanac
from shopplanner.services.promotions.almanac import Overrides
from shopplanner.services.promotions.team import Assigner
from shopplanner.services.promotions.workdays import overrides_in
from shopplanner.services.workspace import Workspace
from shopplanner.storage.tables.promotions import TaskRow


@dataclass(frozen=True)
class Routine:
    """Something that comes back: every working day, or from a weekday or a day of the month on, ``on``."""

    id: str
    title: Bilingual
    role: str
    every: Literal["day", "week", "month"]
    effort_minutes: int
    on: int = 1


def plan_week(workspace: Workspace, monday: date) -> Outcome[int]:
    """Add the routine of the week that begins on ``monday``, from today on; what is there already stays once.

    Returns the number of added tasks.
    """
    today = workspace.clock.today()
    label = message("team.undo.routine", day=monday)
    with workspace.edit(label, Area.TASKS, place=Place("promotions", "tasks")) as unit:
        shop = workspace.shop_id
        said = overrides_in(unit.session, shop)
        present = set(unit.session.scalars(select(TaskRow.template).where(TaskRow.shop_id == shop)))
        assigner = Assigner(unit.session, shop)
        added = 0
        for routine, day in _due(monday, said):
            key = f"routine:{routine.id}:{day}"
            if day >= today and key not in present:
                number = day_number(day)
                unit.session.add(
                    TaskRow(
                        shop_id=shop, title=str(routine.title), role=routine.role, due_day=number, template=key,
                        effort_minutes=routine.effort_minutes,
                        person_id=assigner.pick(routine.role, number, routine.effort_minutes),
                    )
                )  # fmt: skip
                added += 1
    return unit.outcome(added)


def _due(monday: date, said: Overrides) -> Iterator[tuple[Routine, date]]:
    """Yield what is due in a week, on its working days."""
    days = [monday + timedelta(days=number) for number in range(7)]
    for routine in packs.load("routines", "default", Routine).entries:
        for day in days:
            if _falls(routine, day, said):
                yield routine, day


def _falls(routine: Routine, day: date, said: Overrides) -> bool:
    """Return whether a routine is due on a day: the first working day from the one that it is meant for."""
    if not almanac.day_info(day, said).workday:
        return False
    if routine.every == "day":
        return True
    return any(
        meant <= day and not any(almanac.day_info(one, said).workday for one in _between(meant, day))
        for meant in _meant(routine, day)
    )


def _meant(routine: Routine, day: date) -> tuple[date, date]:
    """Return the days that a routine is meant for in the week or month of a day, and in the one before."""
    if routine.every == "week":
        this = day + timedelta(days=routine.on - 1 - day.weekday())
        return this - timedelta(days=7), this
    return _in_month(day.replace(day=1) - timedelta(days=1), routine.on), _in_month(day, routine.on)


def _in_month(day: date, number: int) -> date:
    """Return a day of a day's month by its number, the last one where there are fewer."""
    return day.replace(day=min(number, calendar.monthrange(day.year, day.month)[1]))


def _between(first: date, last: date) -> list[date]:
    """Return the days from one on, before another."""
    return [first + timedelta(days=number) for number in range((last - first).days)]
