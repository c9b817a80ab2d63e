"""How much the team has to do by day or week, where that is too much, and what can be done earlier."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Final

from sqlalchemy.orm import Session

from shopplanner.domain.promotions.plan import ROLES
from shopplanner.services.promotions import almanac
from shopplanner.services.promotions.almanac import Overrides
from shopplanner.services.promotions.tasks import Task, tasks_in
from shopplanner.services.promotions.team import Person, minutes_of, people_in
from shopplanner.services.promotions.workdays import overrides_in
from shopplanner.services.workspace import Workspace

DAYS: Final = 14
WEEKS: Final = 12
WORKDAYS: Final = 5
"""Working days of a usual week, over which a person's weekly time is spread."""

WEEK: Final = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Span:
    """A column of the table: a day, or a week by its first day; ``workdays`` is how many of its days are worked."""

    first: date
    last: date
    workdays: int


@dataclass(frozen=True)
class Cell:
    """What somebody has to do in a span, in minutes; ``capacity`` is None where no time was said."""

    minutes: int
    capacity: int | None
    tasks: tuple[Task, ...] = ()

    @property
    def over(self) -> int:
        """Minutes beyond the time there is; none on days off, when whoever works has chosen to."""
        return max(0, self.minutes - self.capacity) if self.capacity else 0


@dataclass(frozen=True)
class Row:
    """A person, or a role's tasks that nobody has."""

    role: str
    person: Person | None
    cells: tuple[Cell, ...]

    @property
    def key(self) -> str:
        """What it is called in a place: the person's id, or the role."""
        return str(self.person.id) if self.person else self.role


@dataclass(frozen=True)
class Load:
    """The team's load from today on."""

    today: date
    spans: tuple[Span, ...]
    rows: tuple[Row, ...]


@dataclass(frozen=True)
class Move:
    """A task that can be done earlier."""

    task: Task
    to: date


@dataclass(frozen=True)
class Relief:
    """What takes the load off a day; ``left`` is how many minutes remain too many."""

    moves: tuple[Move, ...]
    left: int


@dataclass(frozen=True)
class Work:
    """Everything that load is reckoned from."""

    today: date
    people: tuple[Person, ...]
    tasks: tuple[Task, ...]
    said: Overrides

    def worked(self, day: date) -> bool:
        """Return whether a day is worked."""
        return almanac.day_info(day, self.said).workday


def work_in(session: Session, shop_id: int, today: date) -> Work:
    """Return the team with its tasks inside an open session; those who left count no more."""
    people = tuple(each for each in people_in(session, shop_id) if each.active)
    return Work(today, people, tuple(tasks_in(session, shop_id)), overrides_in(session, shop_id))


def load(workspace: Workspace, *, weekly: bool = False) -> Load:
    """Return the load of the next two weeks by day, or of the next twelve by week."""
    with workspace.read() as session:
        work = work_in(session, workspace.shop_id, workspace.clock.today())
    return load_of(work, weeks_of(work) if weekly else days_of(work, DAYS))


def days_of(work: Work, count: int) -> tuple[Span, ...]:
    """Return days from today on as spans."""
    days = [work.today + timedelta(days=number) for number in range(count)]
    return tuple(Span(day, day, int(work.worked(day))) for day in days)


def weeks_of(work: Work) -> tuple[Span, ...]:
    """Return weeks from this one on as spans; of this one, the days that are left."""
    monday = work.today - timedelta(days=work.today.weekday())
    spans = []
    for number in range(WEEKS):
        first = max(work.today, monday + number * WEEK)
        last = monday + number * WEEK + timedelta(days=6)
        days = [first + timedelta(days=ahead) for ahead in range((last - first).days + 1)]
        spans.append(Span(first, last, sum(work.worked(day) for day in days)))
    return tuple(spans)


def load_of(work: Work, spans: Sequence[Span]) -> Load:
    """Return the load of these spans: people by role, then what nobody has, by role."""
    order = {role: place for place, role in enumerate(ROLES)}
    people = sorted(work.people, key=lambda each: (order.get(each.role, len(order)), each.id))
    known = {each.id for each in people}
    rows = [_row(work, spans, each.role, each, [t for t in work.tasks if t.person_id == each.id]) for each in people]
    loose = [task for task in work.tasks if task.person_id not in known and not task.done]
    for role in sorted({task.role for task in loose}, key=lambda role: (order.get(role, len(order)), role)):
        row = _row(work, spans, role, None, [task for task in loose if task.role == role])
        if any(cell.minutes for cell in row.cells):
            rows.append(row)
    return Load(work.today, tuple(spans), tuple(rows))


def _row(work: Work, spans: Sequence[Span], role: str, person: Person | None, tasks: Iterable[Task]) -> Row:
    weekly = person.weekly_minutes if person else None
    booked = _book(work, weekly, tasks)
    cells = []
    for span in spans:
        inside = [entries for day, entries in booked.items() if span.first <= day <= span.last]
        minutes = sum(part for entries in inside for _task, part in entries)
        shown = dict.fromkeys(task for entries in inside for task, _part in entries)
        cells.append(Cell(minutes, None if weekly is None else weekly * span.workdays // WORKDAYS, tuple(shown)))
    return Row(role, person, tuple(cells))


def _book(work: Work, weekly: int | None, tasks: Iterable[Task]) -> dict[date, list[tuple[Task, int]]]:
    """Return which tasks take how many minutes on each day; what is late is done today."""
    found: dict[date, list[tuple[Task, int]]] = {}
    for task in tasks:
        if not task.done:
            for day, part in shares(work, weekly, minutes_of(task.effort), task.due):
                found.setdefault(day, []).append((task, part))
    return found


def shares(work: Work, weekly: int | None, minutes: int, due: date) -> list[tuple[date, int]]:
    """Return on which days a task is worked on: as many as it needs, the last one when it is due, none before today.

    A task that takes more than a day's time is spread evenly over working days; what finds no day falls on the first.
    """
    last = max(due, work.today)
    daily = weekly // WORKDAYS if weekly else 0
    count = max(1, -(-minutes // daily)) if daily else 1
    days = [last]
    while len(days) < count:
        day = _workday_before(work, days[-1])
        if day < work.today:
            break
        days.append(day)
    part = minutes // count
    return [(day, part) for day in days[:-1]] + [(days[-1], minutes - part * (len(days) - 1))]


def _workday_before(work: Work, day: date) -> date:
    return almanac.workdays_before(day, 1, work.said)


def relief(work: Work, person: Person, day: date) -> Relief:
    """Return which tasks of an overloaded day can be done earlier: each on the earliest working day that has room.

    A task never comes before one of the same promotion that has to be done before it, and never before today.
    """
    daily = (person.weekly_minutes or 0) // WORKDAYS
    mine = [task for task in work.tasks if task.person_id == person.id and not task.done]
    moves: list[Move] = []
    while daily:
        over = _minutes(work, person, mine, day) - daily
        if over <= 0:
            return Relief(tuple(moves), 0)
        found = _first_move(work, person, mine, day, over)
        if found is None:
            return Relief(tuple(moves), over)
        moves.append(found)
        mine = [_moved(task, found) for task in mine]
    return Relief((), 0)


def _minutes(work: Work, person: Person, tasks: Iterable[Task], day: date) -> int:
    return sum(part for _task, part in _book(work, person.weekly_minutes, tasks).get(day, ()))


def _first_move(work: Work, person: Person, mine: Sequence[Task], day: date, over: int) -> Move | None:
    """Return the move that helps best: the smallest task that is enough, else the largest."""
    here = [task for task in mine if max(task.due, work.today) == day]
    enough = sorted((task for task in here if minutes_of(task.effort) >= over), key=lambda t: minutes_of(t.effort))
    small = sorted((task for task in here if minutes_of(task.effort) < over), key=lambda t: -minutes_of(t.effort))
    for task in (*enough, *small):
        others = [each for each in mine if each.id != task.id]
        to = _earliest(work, person, others, task, day)
        if to is not None:
            return Move(task, to)
    return None


def _earliest(work: Work, person: Person, others: Sequence[Task], task: Task, day: date) -> date | None:
    """Return the earliest working day before ``day`` with room for a task."""
    daily = (person.weekly_minutes or 0) // WORKDAYS
    taken = _book(work, person.weekly_minutes, others)
    booked = {each: sum(part for _task, part in entries) for each, entries in taken.items()}
    found = max([work.today, *(each.due for each in _before(work.tasks, task))])
    while found < day:
        parts = shares(work, person.weekly_minutes, minutes_of(task.effort), found)
        if work.worked(found) and all(booked.get(each, 0) + part <= daily for each, part in parts):
            return found
        found += timedelta(days=1)
    return None


def _before(tasks: Iterable[Task], wanted: Task) -> list[Task]:
    """Return what must be done before a task: tasks of its promotion with a longer lead time."""
    if wanted.promotion_id is None or wanted.lead_days is None:
        return []
    return [
        task
        for task in tasks
        if task.promotion_id == wanted.promotion_id and (task.lead_days or 0) > wanted.lead_days and not task.done
    ]


def _moved(task: Task, move: Move) -> Task:
    return replace(task, due=move.to) if task.id == move.task.id else task


def days_by_task(found: Relief) -> Mapping[int, date]:
    """Return the new days of a relief's tasks, as ``tasks.reschedule`` takes them."""
    return {move.task.id: move.to for move in found.moves}
