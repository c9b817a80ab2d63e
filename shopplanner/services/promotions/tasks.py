"""Tasks that prepare promotions: made from a template backward from the start, done, overdue, by role."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
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
from shopplanner.services.promotions.task_dates import due_before
from shopplanner.services.promotions.team import Assigner, minutes_of
from shopplanner.services.promotions.workdays import overrides_in
from shopplanner.services.workspace import Workspace
from shopplanner.storage.tables.promotions import PromotionRow, TaskRow
from shopplanner.storage.tables.team import PersonRow


@dataclass(frozen=True)
class TaskTemplate:
    """A usual task: who does it, how many days before the start, for which mechanics, and how long it takes."""

    id: str
    title: Bilingual
    role: str
    lead_days: int
    mechanics: tuple[str, ...]
    effort_minutes: int | None = None


@dataclass(frozen=True, slots=True)
class Task:
    """A task.

    Attributes:
        promotion: name of the promotion that it prepares, if any.
        person: name of who does it; empty if nobody was chosen.
        effort: how long it takes in minutes; None if not said.
        change_id: the change that is confirmed by doing it.
        script: what is to be said or done, ready to be copied.
    """

    id: int
    title: str
    role: str
    due: date
    done: bool
    promotion_id: int | None
    promotion: str
    note: str
    lead_days: int | None
    person_id: int | None = None
    person: str = ""
    effort: int | None = None
    change_id: int | None = None
    script: str = ""

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
        select(TaskRow, PromotionRow.name, PersonRow.name)
        .outerjoin(PromotionRow, PromotionRow.id == TaskRow.promotion_id)
        .outerjoin(PersonRow, PersonRow.id == TaskRow.person_id)
        .where(TaskRow.shop_id == shop_id)
        .order_by(TaskRow.due_day, TaskRow.id)
    )
    if promotion_id is not None:
        query = query.where(TaskRow.promotion_id == promotion_id)
    if until is not None:
        query = query.where(TaskRow.due_day <= day_number(until))
    if open_only:
        query = query.where(TaskRow.done_at.is_(None))
    return [_task(row, name or "", person or "") for row, name, person in session.execute(query)]


def _task(row: TaskRow, promotion: str, person: str) -> Task:
    return Task(
        row.id, row.title, row.role, day_of(row.due_day), row.done_at is not None, row.promotion_id, promotion,
        row.note, row.lead_days, row.person_id, person, row.effort_minutes, row.change_id, row.script,
    )  # fmt: skip


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
        assigner, said = Assigner(unit.session, workspace.shop_id), overrides_in(unit.session, workspace.shop_id)
        added = 0
        for template in packs.load("task_templates", "default", TaskTemplate).entries:
            if found.mechanic in template.mechanics and template.id not in present:
                unit.session.add(_from_template(template, found, due_before(start, template.lead_days, said), assigner))
                added += 1
    return unit.outcome(added, Place("promotions", "calendar", str(promotion_id)))


def _from_template(template: TaskTemplate, promotion: PromotionRow, day: date, assigner: Assigner) -> TaskRow:
    due = day_number(day)
    return TaskRow(
        shop_id=promotion.shop_id, promotion_id=promotion.id, title=str(template.title), role=template.role,
        due_day=due, lead_days=template.lead_days, template=template.id, effort_minutes=template.effort_minutes,
        person_id=assigner.pick(template.role, due, minutes_of(template.effort_minutes)),
    )  # fmt: skip


def add_task(
    workspace: Workspace, title: str, due: date, role: str = "operator", promotion_id: int | None = None
) -> Outcome[int]:
    """Add a task and return its id; whoever has the least to do of its role gets it."""
    if not title.strip():
        raise RuleError(message("promotions.rule.task_title"))
    with workspace.edit(message("promotions.undo.add_task", name=title), Area.TASKS, Area.PROMOTIONS) as unit:
        row = TaskRow(
            shop_id=workspace.shop_id,
            promotion_id=promotion_id,
            title=title.strip(),
            role=role,
            due_day=day_number(due),
            person_id=Assigner(unit.session, workspace.shop_id).pick(role, day_number(due), minutes_of(None)),
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
    effort: int | None = None,
) -> Outcome[None]:
    """Change a task's title, day, role, note or minutes; an empty title leaves the one it had.

    Another role gives it to somebody of that role. Less than no minutes takes its time back.
    """
    with workspace.edit(
        message("promotions.undo.edit_task"), Area.TASKS, Area.PROMOTIONS, place=_place(task_id)
    ) as unit:
        row = _row(unit.session, task_id)
        if title is not None:
            row.title = title.strip() or row.title
        if due is not None:
            row.due_day = day_number(due)
        if note is not None:
            row.note = note.strip()
        if effort is not None:
            row.effort_minutes = effort if effort >= 0 else None
        if role is not None:
            _give_role(unit.session, row, role)
    return unit.outcome(None)


def set_role(workspace: Workspace, task_ids: Sequence[int], role: str) -> Outcome[None]:
    """Give tasks to a role, and there to whoever has the least to do."""
    with workspace.edit(message("promotions.undo.edit_task"), Area.TASKS, Area.PROMOTIONS) as unit:
        for task_id in task_ids:
            _give_role(unit.session, _row(unit.session, task_id), role)
            unit.session.flush()
    return unit.outcome(None)


def _give_role(session: Session, row: TaskRow, role: str) -> None:
    if row.role != role:
        row.role = role
        row.person_id = Assigner(session, row.shop_id).pick(role, row.due_day, minutes_of(row.effort_minutes))


def reschedule(workspace: Workspace, days: Mapping[int, date]) -> Outcome[int]:
    """Give tasks, by their ids, other days; one step of undo. Returns how many there were."""
    with workspace.edit(message("team.undo.reschedule", n=len(days)), Area.TASKS, Area.PROMOTIONS) as unit:
        for task_id, due in days.items():
            _row(unit.session, task_id).due_day = day_number(due)
    return unit.outcome(len(days))


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
