"""Tasks as the tasks page shows them: all of a shop's, filtered, in groups by day or by role."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import select

from shopplanner.domain.promotions.plan import ROLES
from shopplanner.services.promotions.tasks import Task, tasks_in
from shopplanner.services.workspace import Workspace
from shopplanner.storage.tables.promotions import PromotionRow

OVERDUE, TODAY, DAY, WEEK, DONE, ROLE = "overdue", "today", "day", "week", "done", "role"
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
class Board:
    """All tasks of a shop, and the promotions that have some or may get some."""

    today: date
    tasks: tuple[Task, ...]
    promotions: tuple[PromotionChoice, ...]

    def count(self, state: str) -> int:
        """Return the number of tasks in a state, such as ``overdue``."""
        return sum(1 for task in self.tasks if task.state(self.today) == state)


@dataclass(frozen=True)
class TaskFilter:
    """What to show; empty values show everything."""

    open_only: bool = True
    role: str = ""
    promotion_id: int | None = None

    def keeps(self, task: Task) -> bool:
        """Return whether a task is shown."""
        if self.open_only and task.done:
            return False
        if self.role and task.role != self.role:
            return False
        return self.promotion_id is None or task.promotion_id == self.promotion_id


@dataclass(frozen=True)
class Group:
    """Tasks that stand together; ``kind`` says why, ``day`` (of a week its first day) or ``role`` which."""

    kind: str
    tasks: tuple[Task, ...]
    day: date | None = None
    role: str = ""


def board(workspace: Workspace) -> Board:
    """Return all tasks of the shop with the promotions that they can belong to."""
    today = workspace.clock.today()
    with workspace.read() as session:
        tasks = tuple(tasks_in(session, workspace.shop_id))
        rows = session.execute(
            select(PromotionRow.id, PromotionRow.name, PromotionRow.starts_at, PromotionRow.ends_at)
            .where(PromotionRow.shop_id == workspace.shop_id)
            .order_by(PromotionRow.starts_at, PromotionRow.id)
        ).all()
    used = {task.promotion_id for task in tasks}
    promotions = (
        PromotionChoice(row.id, row.name, date.fromisoformat(row.starts_at[:10]), row.ends_at[:10] >= today.isoformat())
        for row in rows
    )
    return Board(today, tasks, tuple(each for each in promotions if each.coming or each.id in used))


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
