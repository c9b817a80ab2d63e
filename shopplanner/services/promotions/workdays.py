"""Which days a shop works: the announced ones, and what the shop itself has said of single days."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from shopplanner.domain.changes import Area, Outcome, Place
from shopplanner.domain.days import day_number, day_of
from shopplanner.domain.errors import RuleError
from shopplanner.domain.messages import message
from shopplanner.services.promotions import almanac
from shopplanner.services.promotions.almanac import Override, Overrides
from shopplanner.services.workspace import Workspace
from shopplanner.storage.tables.team import WorkdayOverrideRow

LONGEST = 31
"""Days that can be set at a time; more is a slip of the year."""


@dataclass(frozen=True, slots=True)
class SpecialDay:
    """A day off on account of a holiday, a weekend day that is worked, or a day that the shop has set.

    ``source`` is ``notice`` (announced), ``statutory`` (by law, the notice still to come) or ``shop``.
    """

    day: date
    working: bool
    name: str
    source: str


@dataclass(frozen=True, slots=True)
class WorkYear:
    """A year's days off and make-up workdays; ``announced`` tells whether its make-up workdays are known."""

    year: int
    announced: bool
    days: tuple[SpecialDay, ...]


def overrides_in(session: Session, shop_id: int) -> Overrides:
    """Return what a shop has said of single days, inside an open session."""
    rows = session.scalars(select(WorkdayOverrideRow).where(WorkdayOverrideRow.shop_id == shop_id))
    return {day_of(row.day): Override(row.working, row.name) for row in rows}


def overrides(workspace: Workspace) -> Overrides:
    """Return what the shop has said of single days."""
    with workspace.read() as session:
        return overrides_in(session, workspace.shop_id)


def work_year(workspace: Workspace, year: int) -> WorkYear:
    """Return a year's days off and make-up workdays by day."""
    said = overrides(workspace)
    announced = almanac.holidays_announced(year)
    found = {each.day: each for each in _by_packs(year, "notice" if announced else "statutory")}
    for day, override in said.items():
        if day.year == year:
            found[day] = SpecialDay(day, override.working, override.name, "shop")
    return WorkYear(year, almanac.holidays_announced(year, said), tuple(found[day] for day in sorted(found)))


def _by_packs(year: int, source: str) -> Iterator[SpecialDay]:
    for span in almanac.holiday_spans(year):
        for day in _days(date.fromisoformat(span.first), date.fromisoformat(span.last)):
            yield SpecialDay(day, span.workday, str(span.name), source)


def _days(first: date, last: date) -> list[date]:
    return [first + timedelta(days=number) for number in range((last - first).days + 1)]


def set_days(workspace: Workspace, first: date, last: date, *, working: bool, name: str = "") -> Outcome[None]:
    """Say that days are worked or off, whatever is announced; one step of undo.

    A day that is so without being said is not stored.

    Raises:
        RuleError: if the last day is before the first, or the span is longer than a month.
    """
    days = _days(first, last)
    if not 0 < len(days) <= LONGEST:
        raise RuleError(message("rhythm.workdays.rule", n=LONGEST))
    label = message("rhythm.undo.set_workdays", first=first, n=len(days))
    with workspace.edit(label, Area.PROMOTIONS, Area.TASKS, place=_place(first)) as unit:
        _clear(unit.session, workspace.shop_id, days)
        for day in days:
            if almanac.day_info(day).workday != working:
                unit.session.add(
                    WorkdayOverrideRow(
                        shop_id=workspace.shop_id, day=day_number(day), working=working, name=name.strip()
                    )
                )
    return unit.outcome(None)


def clear_days(workspace: Workspace, days: Sequence[date]) -> Outcome[None]:
    """Take back what was said of days, so that they are as announced again; one step of undo."""
    label = message("rhythm.undo.clear_workdays", n=len(days))
    with workspace.edit(label, Area.PROMOTIONS, Area.TASKS, place=_place(days[0]) if days else None) as unit:
        _clear(unit.session, workspace.shop_id, days)
    return unit.outcome(None)


def _clear(session: Session, shop_id: int, days: Iterable[date]) -> None:
    numbers = [day_number(day) for day in days]
    rows = session.scalars(
        select(WorkdayOverrideRow).where(WorkdayOverrideRow.shop_id == shop_id, WorkdayOverrideRow.day.in_(numbers))
    )
    for row in rows:
        session.delete(row)
    session.flush()


def _place(day: date) -> Place:
    return Place("promotions", "calendar", f"day:{day.isoformat()}")
