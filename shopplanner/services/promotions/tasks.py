"""Tasks that prepare promotions: made from a template backward from the start, done, overdue, by role."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from shopplanner.domain.changes import Area, Outcome, Place
from shopplanner.domain.days import day_number, day_of
from shopplanner.domain.errors import NotFoundError, RuleError
from shopplanner.domain.messages import message
from shopplanner.foundation import packs
from shopplanner.foundation.bilingual import Bilingual
from shopplanner.services.promotions import almanac
from shopplanner.services.workspace import Workspace
from shopplanner.storage.tables.promotions import PromotionRow, TaskRow


@dataclass(frozen=True)
class TaskTemplate:
    """A usual task: who does it and how many days before the start, for which mechanics."""

    id: str
    title: Bilingual
    role: str
    lead_days: int
    mechanics: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Task:
    """A task; ``promotion`` is the name of the promotion that it prepares, if any."""

    id: int
    title: str
    role: str
    due: date
    done: bool
    promotion_id: int | None
    promotion: str
    note: str
    lead_days: int | None

    def state(self, today: date) -> str:
        """Return ``done``, ``overdue``, ``today`` or ``open``."""
        if self.done:
            return "done"
        if self.due < today:
            return "overdue"
        return "today" if self.due == today else "open"


def tasks(
    workspace: Workspace, *, promotion_id: int | None = None, until: date | None = None, open_only: bool = False
) -> list[Task]:
    """Return tasks by due day; of one promotion, up to a day, or only the open ones if asked."""
    with workspace.read() as session:
        return tasks_in(session, workspace.shop_id, promotion_id=promotion_id, until=until, open_only=open_only)


def tasks_in(
    session: Session,
    shop_id: int,
    *,
    promotion_id: int | None = None,
    until: date | None = None,
    open_only: bool = False,
) -> list[Task]:
    """Return tasks inside an open session."""
    query = (
        select(TaskRow, PromotionRow.name)
        .outerjoin(PromotionRow, PromotionRow.id == TaskRow.promotion_id)
        .where(TaskRow.shop_id == shop_id)
        .order_by(TaskRow.due_day, TaskRow.id)
    )
    if promotion_id is not None:
        query = query.where(TaskRow.promotion_id == promotion_id)
    if until is not None:
        query = query.where(TaskRow.due_day <= day_number(until))
    if open_only:
        query = query.where(TaskRow.done_at.is_(None))
    return [
        Task(
            row.id, row.title, row.role, day_of(row.due_day), row.done_at is not None, row.promotion_id, name or "",
            row.note, row.lead_days,
        )
        for row, name in session.execute(query)
    ]  # fmt: skip


def _place(task_id: int) -> Place:
    return Place("promotions", "tasks", str(task_id))


def plan_tasks(workspace: Workspace, promotion_id: int) -> Outcome[int]:
    """Add the template's tasks that a promotion lacks, backward from its start and never on a day off.

    Returns the number of added tasks. Lead times are proposals.
    """
    with workspace.edit(message("promotions.undo.plan_tasks"), Area.TASKS, Area.PROMOTIONS) as unit:
        found = unit.session.get(PromotionRow, promotion_id)
        if found is None:
            raise NotFoundError(message("promotions.error.gone"))
        start = date.fromisoformat(found.starts_at[:10])
        present = set(unit.session.scalars(select(TaskRow.template).where(TaskRow.promotion_id == promotion_id)))
        added = 0
        for template in packs.load("task_templates", "default", TaskTemplate).entries:
            if found.mechanic in template.mechanics and template.id not in present:
                due = almanac.workdays_before(start, template.lead_days)
                unit.session.add(
                    TaskRow(
                        shop_id=workspace.shop_id, promotion_id=promotion_id, title=str(template.title),
                        role=template.role, due_day=day_number(due), lead_days=template.lead_days,
                        template=template.id,
                    )
                )  # fmt: skip
                added += 1
    return unit.outcome(added, Place("promotions", "calendar", str(promotion_id)))


def add_task(
    workspace: Workspace, title: str, due: date, role: str = "operator", promotion_id: int | None = None
) -> Outcome[int]:
    """Add a task and return its id."""
    if not title.strip():
        raise RuleError(message("promotions.rule.task_title"))
    with workspace.edit(message("promotions.undo.add_task", name=title), Area.TASKS, Area.PROMOTIONS) as unit:
        row = TaskRow(
            shop_id=workspace.shop_id,
            promotion_id=promotion_id,
            title=title.strip(),
            role=role,
            due_day=day_number(due),
        )
        unit.session.add(row)
        unit.session.flush()
        task_id = row.id
    return unit.outcome(task_id, _place(task_id))


def edit_task(
    workspace: Workspace,
    task_id: int,
    *,
    title: str | None = None,
    due: date | None = None,
    role: str | None = None,
    note: str | None = None,
) -> Outcome[None]:
    """Change a task's title, day, role or note; an empty title leaves the one it had."""
    with workspace.edit(
        message("promotions.undo.edit_task"), Area.TASKS, Area.PROMOTIONS, place=_place(task_id)
    ) as unit:
        row = _row(unit.session, task_id)
        if title is not None:
            row.title = title.strip() or row.title
        if due is not None:
            row.due_day = day_number(due)
        if role is not None:
            row.role = role
        if note is not None:
            row.note = note.strip()
    return unit.outcome(None)


def set_done(workspace: Workspace, task_ids: Sequence[int], *, done: bool) -> Outcome[None]:
    """Mark tasks as done or open again."""
    label = message("promotions.undo.done_task" if done else "promotions.undo.reopen_task", n=len(task_ids))
    with workspace.edit(label, Area.TASKS, Area.PROMOTIONS) as unit:
        for task_id in task_ids:
            _row(unit.session, task_id).done_at = workspace.clock.now().strftime("%Y-%m-%d %H:%M:%S") if done else None
    return unit.outcome(None)


def remove_tasks(workspace: Workspace, task_ids: Sequence[int]) -> Outcome[None]:
    """Delete tasks."""
    with workspace.edit(message("promotions.undo.remove_task", n=len(task_ids)), Area.TASKS, Area.PROMOTIONS) as unit:
        for task_id in task_ids:
            unit.session.delete(_row(unit.session, task_id))
    return unit.outcome(None)


def _row(session: Session, task_id: int) -> TaskRow:
    row = session.get(TaskRow, task_id)
    if row is None:
        raise NotFoundError(message("promotions.error.task_gone"))
    return row
