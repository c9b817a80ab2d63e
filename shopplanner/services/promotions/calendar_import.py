"""Calendar entries taken into the plan: new, changed and same ones are shown first, then taken over in one step."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path
from typing import NamedTuple

from sqlalchemy.orm import Session

from shopplanner.domain.changes import Area, Outcome
from shopplanner.domain.days import day_number
from shopplanner.domain.errors import InputError
from shopplanner.domain.messages import message
from shopplanner.domain.promotions.plan import MOMENT, Promotion
from shopplanner.interchange.calendar_file import Content, ToDo, read_calendar
from shopplanner.services.promotions import plans
from shopplanner.services.promotions.calendar_entries import (
    MOST_OCCURRENCES,
    Coming,
    Key,
    Planned,
    WantedTask,
    occurrences,
    wanted_promotion,
    wanted_task,
)
from shopplanner.services.promotions.calendar_known import Known, put_series
from shopplanner.services.promotions.plan_rows import store
from shopplanner.services.promotions.plans import place
from shopplanner.services.promotions.team import Assigner, minutes_of
from shopplanner.services.workspace import Unit, Workspace
from shopplanner.storage.tables.promotions import PromotionRow, TaskRow


@dataclass(frozen=True, slots=True)
class Line:
    """What would become of an entry.

    Attributes:
        key: the entry, or its occurrence.
        kind: ``promotion`` or ``task``.
        state: ``new``, ``changed``, ``same`` or ``skipped``.
        reason: why it is skipped or only partly understood; empty if there is nothing to say.
        changes: what is different: ``name``, ``time``, ``offer``, ``note``, ``done``.
    """

    key: Key
    kind: str
    state: str
    title: str
    first: date
    last: date
    reason: str = ""
    changes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Preview:
    """A calendar file beside the plan, before anything is taken over."""

    file: str
    own: bool
    lines: tuple[Line, ...]
    content: Content

    def count(self, state: str) -> int:
        """Return how many entries are in a state."""
        return sum(line.state == state for line in self.lines)


class Taken(NamedTuple):
    """How many entries were added and changed."""

    new: int
    changed: int


class _Step(NamedTuple):
    """A line with what would be stored for it."""

    line: Line
    coming: Coming | None = None
    promotion: Promotion | None = None
    todo: ToDo | None = None
    task: WantedTask | None = None


def look(workspace: Workspace, path: Path) -> Preview:
    """Return what a calendar file would bring.

    Raises:
        InputError: if it is no calendar file, or larger than any that people make.
    """
    content = read_calendar(path)
    with workspace.read() as session:
        steps = _steps(session, workspace.shop_id, content, path.name)
    broken = tuple(
        Line(Key("", f"{number}"), "entry", "skipped", title, date.min, date.min, reason)
        for number, (title, reason) in enumerate(content.broken)
    )
    return Preview(path.name, content.own, (*(step.line for step in steps), *broken), content)


def take(workspace: Workspace, preview: Preview, chosen: Collection[Key]) -> Outcome[Taken]:
    """Take the chosen entries over that are new or changed; one step of undo. Nothing is ever deleted.

    Entries with the id of one that is planned change it, others become ideas, and to-dos tasks.
    """
    with workspace.edit(
        message("rhythm.undo.import", file=preview.file, n=len(chosen)), Area.PROMOTIONS, Area.TASKS
    ) as unit:
        shop_id = workspace.shop_id
        steps = _steps(unit.session, shop_id, preview.content, preview.file)
        wanted = [each for each in steps if each.line.key in chosen and each.line.state in {"new", "changed"}]
        made = _take_promotions(unit, workspace, wanted)
        _take_tasks(unit, shop_id, wanted, made)
        unit.place = place(next(iter(made.values()))) if made else None
    new = sum(step.line.state == "new" for step in wanted)
    return unit.outcome(Taken(new, len(wanted) - new))


def _steps(session: Session, shop_id: int, content: Content, file: str) -> list[_Step]:
    """Return every entry with what would become of it."""
    known = Known(session, shop_id)
    found: list[_Step] = []
    seen: set[Key] = set()
    for coming in occurrences(content):
        if len(found) > MOST_OCCURRENCES:
            raise InputError(message("rhythm.file.too_many", file=file, n=MOST_OCCURRENCES))
        step = _promotion_step(coming, known)
        found.append(_once(step, seen))
    found += [_once(_task_step(todo, known), seen) for todo in content.todos]
    return found


def _once(step: _Step, seen: set[Key]) -> _Step:
    """Return a step; a second one for the same entry is skipped."""
    if step.line.key in seen:
        return _Step(replace(step.line, state="skipped", reason="twice"))
    seen.add(step.line.key)
    return step


def _promotion_step(coming: Coming, known: Known) -> _Step:
    event = coming.event
    last = (event.ends - datetime.resolution).date()
    line = Line(coming.key, "promotion", "new", event.title, event.starts.date(), last)
    if coming.problem:
        return _Step(replace(line, state="skipped", reason=coming.problem))
    before = known.promotion(coming.key)
    planned: Planned = wanted_promotion(event, before, known.products)
    if before is not None:
        changes = tuple(_changes(before, planned.promotion))
        state = "changed" if changes else "same"
        return _Step(replace(line, state=state, changes=changes, reason=planned.reason), coming, planned.promotion)
    if known.looks_the_same(event.title, planned.promotion.starts, planned.promotion.ends):
        return _Step(replace(line, state="same", reason="looks_same"))
    return _Step(replace(line, reason=planned.reason), coming, planned.promotion)


def _changes(before: Promotion, after: Promotion) -> Iterator[str]:
    if before.name != after.name:
        yield "name"
    if (before.starts, before.ends) != (after.starts, after.ends):
        yield "time"
    offers = [
        (each.mechanic, dict(each.parameters), each.audience, each.whole_shop, each.products, each.lane, each.purpose)
        for each in (before, after)
    ]
    if offers[0] != offers[1]:
        yield "offer"
    if (before.note, before.budget, before.phases) != (after.note, after.budget, after.phases):
        yield "note"


def _take_promotions(unit: Unit, workspace: Workspace, wanted: Sequence[_Step]) -> dict[Key, int]:
    """Add and change promotions, and return their ids by entry."""
    made: dict[Key, int] = {}
    changed: list[Promotion] = []
    for step in wanted:
        if step.promotion is None or step.coming is None:
            continue
        found, coming = step.promotion, step.coming
        if coming.rule:
            found = replace(found, series=put_series(unit.session, workspace.shop_id, coming))
        if found.id:
            changed.append(found)
        made[step.line.key] = found.id or _add(unit.session, workspace.shop_id, coming, found)
    plans.change_many(unit, workspace, changed)
    return made


def _add(session: Session, shop_id: int, coming: Coming, wanted: Promotion) -> int:
    row = PromotionRow(shop_id=shop_id)
    if not coming.rule:
        row.uid = coming.key.uid
    return store(session, shop_id, row, wanted)


def _task_step(todo: ToDo, known: Known) -> _Step:
    line = Line(Key(todo.uid, "task"), "task", "new", todo.title, todo.due, todo.due)
    wanted = wanted_task(todo)
    row = known.task(todo.uid)
    if row is not None:
        changes = tuple(_task_changes(row, wanted))
        return _Step(replace(line, state="changed" if changes else "same", changes=changes), todo=todo, task=wanted)
    if known.same_task(wanted.title, day_number(wanted.due)):
        return _Step(replace(line, state="same", reason="looks_same"))
    return _Step(line, todo=todo, task=wanted)


def _task_changes(row: TaskRow, wanted: WantedTask) -> Iterator[str]:
    if row.title != wanted.title:
        yield "name"
    if row.due_day != day_number(wanted.due):
        yield "time"
    if (row.done_at is None) != (wanted.done is None):
        yield "done"
    if row.note != wanted.note:
        yield "note"


def _take_tasks(unit: Unit, shop_id: int, wanted: list[_Step], made: dict[Key, int]) -> None:
    """Add and change tasks; new ones belong to the promotion that they name, planned before or just now."""
    known, assigner = Known(unit.session, shop_id), Assigner(unit.session, shop_id)
    for step in wanted:
        if step.task is None:
            continue
        task = step.task
        row = known.task(step.line.key.uid)
        if row is None:
            parent = made.get(task.parent) or known.promotion_id(task.parent)
            due = day_number(task.due)
            row = TaskRow(
                shop_id=shop_id, uid=step.line.key.uid, promotion_id=parent, role=task.role, lead_days=task.lead_days,
                template=task.template, effort_minutes=task.effort,
                person_id=assigner.pick(task.role, due, minutes_of(task.effort)),
            )  # fmt: skip
            unit.session.add(row)
        row.title, row.due_day, row.note = task.title, day_number(task.due), task.note
        if (row.done_at is None) != (task.done is None):
            row.done_at = task.done.strftime(MOMENT) if task.done else None
