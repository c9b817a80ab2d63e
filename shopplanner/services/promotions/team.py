"""The people of the team: their roles and weekly time, and who gets a task if nobody says so."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from shopplanner.domain.changes import Area, Outcome, Place
from shopplanner.domain.errors import NotFoundError, RuleError
from shopplanner.domain.messages import message
from shopplanner.services.workspace import Workspace
from shopplanner.storage.tables.promotions import TaskRow
from shopplanner.storage.tables.team import PersonRow

UNSAID_MINUTES: Final = 30
"""What a task counts that does not say how long it takes."""

FULL_WEEK: Final = 2400
"""Minutes of a full working week; what a person is compared by who does not say how much time there is."""

MOST_MINUTES: Final = 7 * 24 * 60


@dataclass(frozen=True, slots=True)
class Person:
    """Someone of the team.

    Attributes:
        weekly_minutes: time for tasks in a week of five working days; None if not said.
        open_tasks: tasks that are not done.
        open_minutes: how long they take.
    """

    id: int
    name: str
    role: str
    weekly_minutes: int | None
    active: bool
    note: str = ""
    open_tasks: int = 0
    open_minutes: int = 0


def place(person_id: int) -> Place:
    """Return where a person is seen."""
    return Place("promotions", "team", str(person_id))


def people(workspace: Workspace) -> list[Person]:
    """Return the team, those who left included, in the order in which they came."""
    with workspace.read() as session:
        return people_in(session, workspace.shop_id)


def people_in(session: Session, shop_id: int) -> list[Person]:
    """Return the team inside an open session."""
    minutes = func.sum(func.coalesce(TaskRow.effort_minutes, UNSAID_MINUTES))
    work = {
        person_id: (count, total)
        for person_id, count, total in session.execute(
            select(TaskRow.person_id, func.count(), minutes)
            .where(TaskRow.shop_id == shop_id, TaskRow.done_at.is_(None), TaskRow.person_id.is_not(None))
            .group_by(TaskRow.person_id)
        )
    }
    rows = session.scalars(select(PersonRow).where(PersonRow.shop_id == shop_id).order_by(PersonRow.id))
    return [
        Person(row.id, row.name, row.role, row.weekly_minutes, row.active, row.note, *work.get(row.id, (0, 0)))
        for row in rows
    ]


def add_person(workspace: Workspace, name: str, role: str, weekly_minutes: int | None = None) -> Outcome[int]:
    """Add someone and return the id; the only one of a role gets its open tasks that nobody has.

    Raises:
        RuleError: if the name is blank or the time impossible.
    """
    wanted = _name(name)
    _check_minutes(weekly_minutes)
    with workspace.edit(message("team.undo.add", name=wanted), Area.TASKS) as unit:
        row = PersonRow(shop_id=workspace.shop_id, name=wanted, role=role, weekly_minutes=weekly_minutes)
        unit.session.add(row)
        unit.session.flush()
        _take_over(unit.session, workspace.shop_id, role)
        person_id = row.id
        unit.place = place(person_id)
    return unit.outcome(person_id)


def _take_over(session: Session, shop_id: int, role: str) -> None:
    """Give a role's only person the open tasks that nobody has."""
    assigner = Assigner(session, shop_id)
    if len(assigner.of_role(role)) == 1:
        _share_out(assigner, _unassigned(session, shop_id, role))


def edit_person(workspace: Workspace, person_id: int, **changes: Any) -> Outcome[None]:
    """Change a person's ``name``, ``role``, ``weekly_minutes`` or ``note``.

    Raises:
        RuleError: if the name is blank or the time impossible.
        NotFoundError: if the person was deleted.
    """
    if "name" in changes:
        changes["name"] = _name(changes["name"])
    _check_minutes(changes.get("weekly_minutes"))
    with workspace.edit(message("team.undo.edit"), Area.TASKS, place=place(person_id)) as unit:
        row = _row(unit.session, person_id)
        for field, value in changes.items():
            setattr(row, field, value)
    return unit.outcome(None)


def set_field(workspace: Workspace, person_id: int, field: str, typed: str) -> Outcome[None]:
    """Store what was typed into a person's cell; ``hours`` is the weekly time in hours, empty if not said.

    Raises:
        RuleError: if it cannot be the field's value.
        NotFoundError: if the person was deleted.
    """
    if field == "hours":
        return edit_person(workspace, person_id, weekly_minutes=_minutes(typed))
    return edit_person(workspace, person_id, **{field: typed.strip()})


def _minutes(typed: str) -> int | None:
    """Return typed hours as minutes."""
    wanted = typed.strip().replace("，", ".").replace(",", ".")
    if not wanted:
        return None
    try:
        return round(float(wanted) * 60)
    except (ValueError, OverflowError) as error:
        raise RuleError(message("team.rule.hours", typed=typed)) from error


def set_active(workspace: Workspace, person_ids: Sequence[int], *, active: bool) -> Outcome[int]:
    """Let people leave or come back; the open tasks of those who leave go to others of their role.

    Returns the number of tasks that found somebody else.
    """
    label = message("team.undo.return" if active else "team.undo.leave", n=len(person_ids))
    with workspace.edit(label, Area.TASKS) as unit:
        for person_id in person_ids:
            _row(unit.session, person_id).active = active
        unit.session.flush()
        moved = 0 if active else _hand_over(unit.session, workspace.shop_id, person_ids)
    return unit.outcome(moved)


def remove_people(workspace: Workspace, person_ids: Sequence[int]) -> Outcome[int]:
    """Delete people; their open tasks go to others of their role. Returns the number that found somebody else."""
    with workspace.edit(message("team.undo.remove", n=len(person_ids)), Area.TASKS) as unit:
        rows = [_row(unit.session, person_id) for person_id in person_ids]
        for row in rows:
            row.active = False
        unit.session.flush()
        moved = _hand_over(unit.session, workspace.shop_id, person_ids)
        for row in rows:
            unit.session.delete(row)
    return unit.outcome(moved)


def _hand_over(session: Session, shop_id: int, person_ids: Sequence[int]) -> int:
    """Give people's open tasks to others."""
    query = select(TaskRow).where(TaskRow.person_id.in_(person_ids), TaskRow.done_at.is_(None))
    rows = session.scalars(query.order_by(TaskRow.due_day, TaskRow.id)).all()
    for row in rows:
        row.person_id = None
    session.flush()
    return _share_out(Assigner(session, shop_id), rows)


def assign(workspace: Workspace, task_ids: Sequence[int], person_id: int | None) -> Outcome[None]:
    """Give tasks to a person, or to nobody.

    Raises:
        NotFoundError: if the person or a task was deleted.
    """
    with workspace.edit(message("team.undo.assign", n=len(task_ids)), Area.TASKS, Area.PROMOTIONS) as unit:
        if person_id is not None:
            _row(unit.session, person_id)
        for task_id in task_ids:
            row = unit.session.get(TaskRow, task_id)
            if row is None:
                raise NotFoundError(message("promotions.error.task_gone"))
            row.person_id = person_id
    return unit.outcome(None)


def share_out(workspace: Workspace) -> Outcome[int]:
    """Give every open task that nobody has to the least loaded person of its role; return how many found one."""
    with workspace.edit(message("team.undo.share_out"), Area.TASKS, Area.PROMOTIONS) as unit:
        tasks = _unassigned(unit.session, workspace.shop_id)
        shared = _share_out(Assigner(unit.session, workspace.shop_id), tasks)
    return unit.outcome(shared)


def _unassigned(session: Session, shop_id: int, role: str = "") -> Sequence[TaskRow]:
    query = select(TaskRow).where(TaskRow.shop_id == shop_id, TaskRow.person_id.is_(None), TaskRow.done_at.is_(None))
    if role:
        query = query.where(TaskRow.role == role)
    return session.scalars(query.order_by(TaskRow.due_day, TaskRow.id)).all()


def _share_out(assigner: Assigner, rows: Iterable[TaskRow]) -> int:
    shared = 0
    for row in rows:
        row.person_id = assigner.pick(row.role, row.due_day, minutes_of(row.effort_minutes))
        shared += row.person_id is not None
    return shared


class Assigner:
    """Chooses who gets a task: the role's only person, else whoever has the least to do.

    Compared is the share of their time that is planned in the week of the task, then all that is open, then who came
    first. What it gives out counts at once.
    """

    def __init__(self, session: Session, shop_id: int) -> None:
        query = select(PersonRow).where(PersonRow.shop_id == shop_id, PersonRow.active.is_(True))
        self._people = session.scalars(query.order_by(PersonRow.id)).all()
        self._week: dict[tuple[int, int], int] = {}
        self._all: dict[int, int] = {}
        if len(self._people) > 1:
            rows = session.execute(
                select(TaskRow.person_id, TaskRow.due_day, TaskRow.effort_minutes).where(
                    TaskRow.shop_id == shop_id, TaskRow.done_at.is_(None), TaskRow.person_id.is_not(None)
                )
            )
            for person_id, due_day, effort in rows:
                self._book(int(person_id or 0), due_day, minutes_of(effort))

    def of_role(self, role: str) -> list[PersonRow]:
        """Return the people of a role."""
        return [row for row in self._people if row.role == role]

    def pick(self, role: str, due_day: int, minutes: int) -> int | None:
        """Return who gets a task, and count it; None if the role has nobody."""
        found = self.of_role(role)
        if not found:
            return None
        least = min(found, key=lambda row: (self._share(row, due_day), self._all.get(row.id, 0), row.id))
        self._book(least.id, due_day, minutes)
        return least.id

    def _share(self, row: PersonRow, due_day: int) -> float:
        return self._week.get((row.id, _week(due_day)), 0) / max(1, row.weekly_minutes or FULL_WEEK)

    def _book(self, person_id: int, due_day: int, minutes: int) -> None:
        key = (person_id, _week(due_day))
        self._week[key] = self._week.get(key, 0) + minutes
        self._all[person_id] = self._all.get(person_id, 0) + minutes


def minutes_of(effort: int | None) -> int:
    """Return how long a task takes in minutes; a usual time where that is not said."""
    return UNSAID_MINUTES if effort is None else effort


def _week(day: int) -> int:
    """Return the number of a day's week, Monday first; day 0 was a Thursday."""
    return (day + 3) // 7


def _name(name: str) -> str:
    wanted = name.strip()
    if not wanted:
        raise RuleError(message("team.rule.name"))
    return wanted


def _check_minutes(minutes: object) -> None:
    if isinstance(minutes, int) and not 0 <= minutes <= MOST_MINUTES:
        raise RuleError(message("team.rule.minutes"))


def _row(session: Session, person_id: int) -> PersonRow:
    row = session.get(PersonRow, person_id)
    if row is None:
        raise NotFoundError(message("team.error.person_gone"))
    return row
