"""Promotions to begin with: a campaign with its phases, its warm-up and all tasks, from a template at a day."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta

from shopplanner.domain.changes import Area, Outcome
from shopplanner.domain.days import day_number
from shopplanner.domain.errors import NotFoundError
from shopplanner.domain.messages import message
from shopplanner.domain.promotions import plan
from shopplanner.domain.promotions.mechanics import defaults
from shopplanner.domain.promotions.plan import Phase, Promotion
from shopplanner.foundation import packs
from shopplanner.foundation.bilingual import Bilingual
from shopplanner.services.promotions import almanac, festivals
from shopplanner.services.promotions.almanac import Overrides
from shopplanner.services.promotions.plan_rows import store
from shopplanner.services.promotions.plans import place
from shopplanner.services.promotions.task_dates import due_before
from shopplanner.services.promotions.team import Assigner, minutes_of
from shopplanner.services.promotions.workdays import overrides, overrides_in
from shopplanner.services.workspace import Unit, Workspace
from shopplanner.storage.tables.promotions import PromotionRow, TaskRow

DAY_END = time(23, 59, 59)
ONE_DAY = timedelta(days=1)


@dataclass(frozen=True)
class PhasePlan:
    """A phase from one day of its promotion to another, the first being 0; named if not by its kind."""

    kind: str
    first: int
    last: int
    name: Bilingual | None = None


@dataclass(frozen=True)
class Part:
    """A promotion of a template; ``offset`` is the distance of its first day from the sale's start."""

    name: Bilingual
    mechanic: str
    days: int
    lane: str = "own"
    audience: str = "all"
    purpose: str = ""
    offset: int = 0
    opens: str = "00:00"
    whole_shop: bool = False
    parameters: Mapping[str, int | str] = field(default_factory=dict)
    phases: tuple[PhasePlan, ...] = ()


@dataclass(frozen=True)
class TaskPlan:
    """A task: so many days before the sale's start, or after the promotion's end."""

    id: str
    title: Bilingual
    role: str
    lead_days: int = 0
    after_end: int = 0
    effort_minutes: int | None = None


@dataclass(frozen=True)
class Template:
    """A promotion to begin with; its first part is the sale, which all tasks belong to.

    Attributes:
        festival: the festival that it is made for; it begins ``begins`` days after it, mostly a number below zero.
        tasks_like: the template whose tasks it shares.
    """

    id: str
    name: Bilingual
    parts: tuple[Part, ...]
    tasks: tuple[TaskPlan, ...] = ()
    festival: str = ""
    begins: int = 0
    tasks_like: str = ""


@dataclass(frozen=True, slots=True)
class PlannedTask:
    """A task on the day that it would be due."""

    task: TaskPlan
    due: date


@dataclass(frozen=True, slots=True)
class Proposal:
    """What a template would make at a day: promotions, the sale first, and tasks by day; ``late`` lie behind today."""

    promotions: tuple[Promotion, ...]
    tasks: tuple[PlannedTask, ...]
    late: int


def templates() -> tuple[Template, ...]:
    """Return all templates, those with shared tasks complete."""
    loaded = (packs.load("promotion_templates", name, Template).entries for name in packs.names("promotion_templates"))
    found = [template for entries in loaded for template in entries]
    by_id = {template.id: template for template in found}
    return tuple(
        replace(each, tasks=by_id[each.tasks_like].tasks) if each.tasks_like in by_id else each for each in found
    )


def template(template_id: str) -> Template:
    """Return a template.

    Raises:
        NotFoundError: if its pack was changed meanwhile.
    """
    found = next((each for each in templates() if each.id == template_id), None)
    if found is None:
        raise NotFoundError(message("rhythm.templates.gone"))
    return found


def usual_start(wanted: Template, today: date) -> date:
    """Return the next day that a template usually begins on; in two weeks for one that has no season."""
    days = sorted(_seasons(wanted, today.year))
    return next((day for day in days if day > today), today + timedelta(days=14))


def _seasons(wanted: Template, year: int) -> Iterator[date]:
    for festival in festivals.festivals():
        if festival.id == wanted.festival:
            for each in (year, year + 1, year + 2):
                day = festivals.festival_day(festival, each)
                if day is not None:
                    yield day + timedelta(days=wanted.begins)


def propose(workspace: Workspace, template_id: str, start: date, name: str = "") -> Proposal:
    """Return what a template would make; ``name`` is what the sale is to be called."""
    wanted, today = template(template_id), workspace.clock.today()
    return _proposal(wanted, start, name, overrides(workspace), today)


def _proposal(wanted: Template, start: date, name: str, said: Overrides, today: date) -> Proposal:
    promotions = [_promotion(part, start) for part in wanted.parts]
    promotions[0] = replace(promotions[0], name=name.strip() or promotions[0].name)
    end = promotions[0].ends.date()
    tasks = sorted((PlannedTask(each, _due(each, start, end, said)) for each in wanted.tasks), key=lambda one: one.due)
    return Proposal(tuple(promotions), tuple(tasks), sum(each.due < today for each in tasks))


def _promotion(part: Part, start: date) -> Promotion:
    first = start + timedelta(days=part.offset)
    last = first + timedelta(days=part.days - 1)
    starts = datetime.combine(first, time.fromisoformat(part.opens))
    phases = tuple(
        Phase(
            each.kind,
            max(starts, datetime.combine(first + timedelta(days=each.first), time())),
            datetime.combine(first + timedelta(days=each.last), DAY_END),
            str(each.name) if each.name else "",
        )
        for each in part.phases
    )
    return Promotion(
        name=str(part.name), mechanic=part.mechanic, starts=starts, ends=datetime.combine(last, DAY_END),
        lane=part.lane, audience=part.audience, purpose=part.purpose, whole_shop=part.whole_shop,
        parameters={**defaults(part.mechanic), **part.parameters}, phases=phases,
    )  # fmt: skip


def _due(task: TaskPlan, start: date, end: date, said: Overrides) -> date:
    """Return a workday: the last one so many days ahead, or the first one so many days after the end."""
    if not task.after_end:
        return due_before(start, task.lead_days, said)
    day = end + timedelta(days=task.after_end)
    while not almanac.day_info(day, said).workday:
        day += ONE_DAY
    return day


def create(workspace: Workspace, template_id: str, start: date, name: str = "") -> Outcome[list[int]]:
    """Plan what a template proposes as ideas with tasks, in one step; return the promotions' ids, the sale first.

    Raises:
        NotFoundError: if there is no such template any more.
        RuleError: if a changed template makes a promotion that cannot be meant.
    """
    wanted, today = template(template_id), workspace.clock.today()
    label = message("rhythm.undo.template", name=name.strip() or str(wanted.name))
    with workspace.edit(label, Area.PROMOTIONS, Area.TASKS) as unit:
        said = overrides_in(unit.session, workspace.shop_id)
        proposal = _proposal(wanted, start, name, said, today)
        ids = []
        for promotion in proposal.promotions:
            plan.check(promotion)
            ids.append(store(unit.session, workspace.shop_id, PromotionRow(shop_id=workspace.shop_id), promotion))
        _add_tasks(unit, workspace.shop_id, ids[0], proposal.tasks)
        unit.place = place(ids[0])
    return unit.outcome(ids)


def _add_tasks(unit: Unit, shop_id: int, promotion_id: int, tasks: tuple[PlannedTask, ...]) -> None:
    """Add tasks to the sale; each goes to whoever of its role has the least to do."""
    assigner = Assigner(unit.session, shop_id)
    for planned in tasks:
        task, due = planned.task, day_number(planned.due)
        unit.session.add(
            TaskRow(
                shop_id=shop_id, promotion_id=promotion_id, title=str(task.title), role=task.role, due_day=due,
                lead_days=None if task.after_end else task.lead_days, template=task.id,
                effort_minutes=task.effort_minutes,
                person_id=assigner.pick(task.role, due, minutes_of(task.effort_minutes)),
            )
        )  # fmt: skip
