"""Tasks as the tasks page shows them: all of a shop's, filtered, in groups or lanes by day, role or person."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from shopplanner.domain.changes import Outcome
from shopplanner.domain.promotions.plan import ROLES, Promotion
from shopplanner.services.promotions import gate
from shopplanner.services.promotions.plans import promotions_in
from shopplanner.services.promotions.tasks import Task, reschedule, set_role, tasks_in
from shopplanner.services.promotions.team import Person, assign, minutes_of, people_in
from shopplanner.services.workspace import Workspace
from shopplanner.storage.tables.products import ProductRow
from shopplanner.storage.tables.promotions import PromotionRow

OVERDUE, TODAY, DAY, WEEK, DONE, ROLE = "overdue", "today", "day", "week", "done", "role"
PERSON, LATER = "person", "later"
NEAR_DAYS = 7
"""Days from today on that have groups of their own; what is due later goes by weeks."""


@dataclass(frozen=True, slots=True)
class PromotionChoice:
    """A promotion as a list shows it; ``coming`` unless it has ended."""

    id: int
    name: str
    starts: date
    coming: bool


@dataclass(frozen=True)
class TaskFilter:
    """What to show; empty values show everything."""

    open_only: bool = True
    role: str = ""
    promotion_id: int | None = None
    changes_only: bool = False

    def keeps(self, task: Task, touched: frozenset[int] = frozenset()) -> bool:
        """Return whether a task is shown; ``touched`` are further promotions that it is for."""
        if (self.open_only and task.done) or (self.changes_only and task.change_id is None):
            return False
        if self.role and task.role != self.role:
            return False
        return self.promotion_id is None or self.promotion_id in (task.promotion_id, *touched)


@dataclass(frozen=True)
class Board:
    """All tasks of a shop, the promotions that have some or may get some, and the people who can do them.

    Attributes:
        live: promotions that buyers get today.
        products: those of the shop by id, for reporting a change of one.
        touched: by task that confirms a change of a product, the promotions that wait for it.
    """

    today: date
    tasks: tuple[Task, ...]
    promotions: tuple[PromotionChoice, ...]
    people: tuple[Person, ...] = ()
    live: tuple[Promotion, ...] = ()
    products: Mapping[int, str] = field(default_factory=dict)
    touched: Mapping[int, frozenset[int]] = field(default_factory=dict)

    def shown(self, wanted: TaskFilter) -> list[Task]:
        """Return the tasks that a filter keeps; a promotion's are also the changes that it waits for."""
        return [task for task in self.tasks if wanted.keeps(task, self.touched.get(task.id, frozenset()))]

    def waiting(self, task: Task) -> list[str]:
        """Return the names of the promotions that wait for a change of a product to be confirmed."""
        ids = self.touched.get(task.id, frozenset())
        return [each.name for each in self.promotions if each.id in ids]

    def count(self, state: str) -> int:
        """Return the number of tasks in a state, such as ``overdue``."""
        return sum(1 for task in self.tasks if task.state(self.today) == state)


@dataclass(frozen=True)
class Group:
    """Tasks that stand together; ``kind`` says why, ``day`` (of a week its first day), ``role`` or ``person`` which."""

    kind: str
    tasks: tuple[Task, ...]
    day: date | None = None
    role: str = ""
    person: Person | None = None

    @property
    def key(self) -> str:
        """What stays the same when its tasks change."""
        return f"{self.kind}:{self.day or self.role or (self.person.id if self.person else '')}"

    @property
    def takes(self) -> bool:
        """Whether tasks can be put here: not among what is late, and not later without a day."""
        return self.kind not in {OVERDUE, LATER, DONE}

    @property
    def minutes(self) -> int:
        """How long its open tasks take."""
        return sum(minutes_of(task.effort) for task in self.tasks if not task.done)


def board(workspace: Workspace) -> Board:
    """Return all tasks of the shop with the promotions that they can belong to."""
    now = workspace.clock.now().replace(tzinfo=None)
    today = now.date()
    with workspace.read() as session:
        shop = workspace.shop_id
        tasks = tuple(tasks_in(session, shop))
        people = tuple(people_in(session, shop))
        live = tuple(each for each in promotions_in(session, shop, today, today, now) if each.status != "idea")
        products = session.execute(
            select(ProductRow.id, ProductRow.short_name, ProductRow.title)
            .where(ProductRow.shop_id == shop)
            .order_by(ProductRow.id)
        ).all()
        rows = session.execute(
            select(PromotionRow.id, PromotionRow.name, PromotionRow.starts_at, PromotionRow.ends_at)
            .where(PromotionRow.shop_id == workspace.shop_id)
            .order_by(PromotionRow.starts_at, PromotionRow.id)
        ).all()
        touched = _touched(session, [row.id for row in rows if row.ends_at >= today.isoformat()])
    used = {task.promotion_id for task in tasks}
    promotions = (
        PromotionChoice(row.id, row.name, date.fromisoformat(row.starts_at[:10]), row.ends_at[:10] >= today.isoformat())
        for row in rows
    )
    return Board(
        today,
        tasks,
        tuple(each for each in promotions if each.coming or each.id in used),
        people,
        live,
        {row.id: row.short_name or row.title for row in products},
        touched,
    )


def _touched(session: Session, promotion_ids: Sequence[int]) -> dict[int, frozenset[int]]:
    """Return by open task of a change the promotions that wait for it."""
    found: dict[int, set[int]] = {}
    for promotion_id, changes in gate.confirmations(session, gate.affected(session, promotion_ids)).items():
        for change in changes:
            found.setdefault(change.task_id, set()).add(promotion_id)
    return {task_id: frozenset(ids) for task_id, ids in found.items()}


def by_day(tasks: Iterable[Task], today: date) -> list[Group]:
    """Return tasks in groups: overdue, today, the next days, later weeks, and at the end what was done before."""
    overdue: list[Task] = []
    done: list[Task] = []
    days: dict[tuple[str, date], list[Task]] = {}
    for task in sorted(tasks, key=lambda task: (task.due, task.id)):
        if task.due >= today:
            days.setdefault(_span(task.due, today), []).append(task)
        elif task.done:
            done.insert(0, task)
        else:
            overdue.append(task)
    groups = [Group(OVERDUE, tuple(overdue))] if overdue else []
    groups += [Group(kind, tuple(found), day) for (kind, day), found in days.items()]
    return [*groups, Group(DONE, tuple(done))] if done else groups


def _span(day: date, today: date) -> tuple[str, date]:
    """Return the kind of group that a day from today on belongs to, and its day."""
    if day == today:
        return TODAY, day
    if (day - today).days < NEAR_DAYS:
        return DAY, day
    return WEEK, max(day - timedelta(days=day.weekday()), today + timedelta(days=NEAR_DAYS))


def by_role(tasks: Sequence[Task]) -> list[Group]:
    """Return tasks in groups by role, in the usual order of roles; others follow."""
    present = {task.role for task in tasks}
    order = [*(role for role in ROLES if role in present), *sorted(present - set(ROLES))]
    return [Group(ROLE, tuple(task for task in tasks if task.role == role), role=role) for role in order]


def by_person(tasks: Sequence[Task], people: Sequence[Person]) -> list[Group]:
    """Return tasks in groups by person, people in the order of their roles; first what nobody has."""
    mine: dict[int | None, list[Task]] = {}
    for task in tasks:
        mine.setdefault(task.person_id, []).append(task)
    loose = [Group(PERSON, tuple(mine[None]))] if None in mine else []
    return loose + [
        Group(PERSON, tuple(mine[person.id]), person=person) for person in _in_order(people) if person.id in mine
    ]


def _in_order(people: Sequence[Person]) -> list[Person]:
    order = {role: place for place, role in enumerate(ROLES)}
    return sorted(people, key=lambda each: (order.get(each.role, len(order)), each.id))


def lanes(tasks: Sequence[Task], by: str, today: date, people: Sequence[Person] = ()) -> list[Group]:
    """Return tasks in lanes that stay when they are empty, so that something can be put there.

    Args:
        tasks: what to show.
        by: ``role``, ``person`` or ``day``; by day there are the late ones, the next seven days and all later ones.
        today: the day of today.
        people: the team; who left has a lane only with tasks.
    """
    if by == ROLE:
        found = {group.role: group for group in by_role(tasks)}
        order = [*ROLES, *(role for role in found if role not in ROLES)]
        return [found.get(role, Group(ROLE, (), role=role)) for role in order]
    if by == PERSON:
        return _person_lanes(tasks, people)
    return _day_lanes(tasks, today)


def _person_lanes(tasks: Sequence[Task], people: Sequence[Person]) -> list[Group]:
    found = {group.person.id if group.person else None: group for group in by_person(tasks, people)}
    shown = [each for each in _in_order(people) if each.active or each.id in found]
    return [
        found.get(None, Group(PERSON, ())),
        *(found.get(person.id, Group(PERSON, (), person=person)) for person in shown),
    ]


def _day_lanes(tasks: Sequence[Task], today: date) -> list[Group]:
    ordered = sorted(tasks, key=lambda task: (task.due, task.id))
    last = today + timedelta(days=NEAR_DAYS)
    made = [Group(OVERDUE, tuple(task for task in ordered if task.due < today))]
    for number in range(NEAR_DAYS):
        day = today + timedelta(days=number)
        made.append(Group(TODAY if number == 0 else DAY, tuple(task for task in ordered if task.due == day), day))
    return [*made, Group(LATER, tuple(task for task in ordered if task.due >= last))]


def put(workspace: Workspace, task_ids: Sequence[int], lane: Group) -> Outcome[Any]:
    """Put tasks into a lane: give them its role, its person or its day."""
    if lane.kind == ROLE:
        return set_role(workspace, task_ids, lane.role)
    if lane.kind == PERSON:
        return assign(workspace, task_ids, lane.person.id if lane.person else None)
    day = lane.day or workspace.clock.today()
    return reschedule(workspace, dict.fromkeys(task_ids, day))
