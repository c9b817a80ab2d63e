"""Promotions in the workspace: reading a span, creating, editing, moving, copying, deleting."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from shopplanner.domain.changes import Area, Outcome, Place
from shopplanner.domain.days import day_number, day_of
from shopplanner.domain.errors import RuleError
from shopplanner.domain.messages import Message, message
from shopplanner.domain.promotions import plan, states
from shopplanner.domain.promotions.plan import MOMENT, Promotion
from shopplanner.services.promotions import gate, propagation, shifts, task_dates
from shopplanner.services.promotions.almanac import Overrides
from shopplanner.services.promotions.plan_rows import moment, row_of, store, views
from shopplanner.services.promotions.workdays import overrides_in
from shopplanner.services.workspace import Unit, Workspace
from shopplanner.storage.tables.promotions import PromotionPhaseRow, PromotionRow, TaskRow


def place(promotion_id: int) -> Place:
    """Return where a promotion is seen."""
    return Place("promotions", "calendar", str(promotion_id))


def promotions_between(workspace: Workspace, first: date, last: date) -> list[Promotion]:
    """Return the promotions that are live on any day of a span, by start, longest first."""
    with workspace.read() as session:
        return promotions_in(session, workspace.shop_id, first, last, workspace.clock.now().replace(tzinfo=None))


def promotions_in(
    session: Session, shop_id: int, first: date, last: date, now: datetime | None = None
) -> list[Promotion]:
    """Return a shop's promotions of a span inside an open session; with ``now`` in the states of that moment."""
    query = (
        select(PromotionRow)
        .where(
            PromotionRow.shop_id == shop_id,
            PromotionRow.starts_at <= f"{last} 23:59:59",
            PromotionRow.ends_at >= f"{first} 00:00:00",
        )
        .order_by(PromotionRow.starts_at, PromotionRow.ends_at.desc(), PromotionRow.id)
    )
    return views(session, session.scalars(query).all(), now)


def promotion(workspace: Workspace, promotion_id: int) -> Promotion:
    """Return one promotion.

    Raises:
        NotFoundError: if it was deleted.
    """
    now = workspace.clock.now().replace(tzinfo=None)
    with workspace.read() as session:
        return views(session, [row_of(session, promotion_id)], now)[0]


def create(workspace: Workspace, wanted: Promotion) -> Outcome[int]:
    """Add a promotion and return its id.

    Raises:
        RuleError: if it cannot be meant.
    """
    plan.check(wanted)
    with workspace.edit(message("promotions.undo.create", name=wanted.name), Area.PROMOTIONS) as unit:
        promotion_id = store(unit.session, workspace.shop_id, PromotionRow(shop_id=workspace.shop_id), wanted)
        unit.place = place(promotion_id)
    return unit.outcome(promotion_id)


def update(workspace: Workspace, wanted: Promotion, *, merge_key: str | None = None) -> Outcome[None]:
    """Change a promotion to what is wanted, scope and phases included; roles are told of what they must know.

    Raises:
        RuleError: if it cannot be meant, or if its state does not follow or is not ready for.
        NotFoundError: if it was deleted.
    """
    plan.check(wanted)
    label = message("promotions.undo.update", name=wanted.name)
    with workspace.edit(label, Area.PROMOTIONS, place=place(wanted.id), merge_key=merge_key) as unit:
        change(unit, workspace, wanted)
    return unit.outcome(None)


def change(unit: Unit, workspace: Workspace, wanted: Promotion) -> None:
    """Change a promotion as part of a larger unit of work; it must have been checked."""
    change_many(unit, workspace, [wanted])


def change_many(unit: Unit, workspace: Workspace, wanted: Sequence[Promotion]) -> None:
    """Change promotions as part of a larger unit of work; roles are told once of a series."""
    rows = [row_of(unit.session, each.id) for each in wanted]
    pairs = list(zip(views(unit.session, rows), wanted, strict=True))
    for row, (before, after) in zip(rows, pairs, strict=True):
        _step(unit, workspace, row, before, after)
        store(unit.session, workspace.shop_id, row, after)
        _follow(unit, before, after)
    propagation.promotions_changed(unit, workspace, pairs)


def _follow(unit: Unit, before: Promotion, after: Promotion) -> None:
    """Let tasks follow a first day that moved."""
    if before.starts.date() != after.starts.date():
        unit.areas |= {Area.TASKS}
        task_dates.follow(unit.session, after.id, before.starts.date(), after.starts.date())


def _step(unit: Unit, workspace: Workspace, row: PromotionRow, before: Promotion, wanted: Promotion) -> None:
    """Refuse a state that may not follow the one before, and tell the roles of a promotion that is agreed now."""
    now = workspace.clock.now().replace(tzinfo=None)
    old = states.by_clock(before.status, before.starts, before.ends, now)
    if old == wanted.status or {before.status, wanted.status} <= states.TIMED:
        return
    gate.check_step(unit.session, row, old, wanted.status)
    if (old, wanted.status) == (states.IDEA, states.CHECKED):
        propagation.promotion_agreed(unit, workspace, wanted)


def move(workspace: Workspace, promotion_id: int, by: timedelta) -> Outcome[None]:
    """Move a promotion in time with its phases and open tasks."""
    return move_many(workspace, [promotion_id], by)


def move_many(workspace: Workspace, promotion_ids: Sequence[int], by: timedelta) -> Outcome[None]:
    """Move promotions in time with their phases and open tasks; one step of undo."""
    with workspace.read() as session:
        before = views(session, [row_of(session, promotion_id) for promotion_id in promotion_ids])
    label = (
        message("promotions.undo.move", name=before[0].name, day=(before[0].starts + by).date())
        if len(before) == 1
        else message("timeline.undo.move_many", n=len(before))
    )
    with workspace.edit(label, Area.PROMOTIONS, Area.TASKS, place=place(promotion_ids[0])) as unit:
        rows = [row_of(unit.session, promotion_id) for promotion_id in promotion_ids]
        for row in rows:
            _move(unit.session, row, by)
        propagation.promotions_changed(unit, workspace, list(zip(before, views(unit.session, rows), strict=True)))
    return unit.outcome(None)


def _move(session: Session, row: PromotionRow, by: timedelta) -> None:
    """Move one promotion; its tasks follow its first day."""
    before = moment(row.starts_at).date()
    row.starts_at, row.ends_at = _shifted(row.starts_at, by), _shifted(row.ends_at, by)
    for phase in session.scalars(select(PromotionPhaseRow).where(PromotionPhaseRow.promotion_id == row.id)):
        phase.starts_at, phase.ends_at = _shifted(phase.starts_at, by), _shifted(phase.ends_at, by)
    task_dates.follow(session, row.id, before, moment(row.starts_at).date())


def _shifted(text: str, by: timedelta) -> str:
    return (moment(text) + by).strftime(MOMENT)


def resize(workspace: Workspace, promotion_id: int, starts: datetime, ends: datetime) -> Outcome[None]:
    """Give a promotion another start and end; phases are cut to fit.

    Raises:
        RuleError: if the end is not after the start.
    """
    return resize_many(workspace, {promotion_id: (starts, ends)})


def resize_many(workspace: Workspace, wanted: Mapping[int, tuple[datetime, datetime]]) -> Outcome[None]:
    """Give promotions, by their ids, other starts and ends; phases are cut to fit; one step of undo.

    Raises:
        RuleError: if an end is not after its start.
    """
    if any(ends <= starts for starts, ends in wanted.values()):
        raise RuleError(message("promotions.rule.order"), message("promotions.rule.order_hint"))
    with workspace.read() as session:
        before = views(session, [row_of(session, promotion_id) for promotion_id in wanted])
    pairs = [(each, _between(each, *wanted[each.id])) for each in before]
    first = pairs[0][1]
    label = (
        message("promotions.undo.resize", name=first.name, first=first.starts.date(), last=first.ends.date())
        if len(pairs) == 1
        else message("timeline.undo.resize_many", n=len(pairs))
    )
    with workspace.edit(label, Area.PROMOTIONS, Area.TASKS, place=place(first.id)) as unit:
        for old, new in pairs:
            store(unit.session, workspace.shop_id, row_of(unit.session, new.id), new)
            _follow(unit, old, new)
        propagation.promotions_changed(unit, workspace, pairs)
    return unit.outcome(None)


def _between(promotion: Promotion, starts: datetime, ends: datetime) -> Promotion:
    """Return a promotion with another start and end, its phases cut to fit."""
    kept = tuple(
        replace(phase, starts=max(phase.starts, starts), ends=min(phase.ends, ends))
        for phase in promotion.phases
        if phase.starts < ends and phase.ends > starts
    )
    return replace(promotion, starts=starts, ends=ends, phases=kept)


def duplicate_many(workspace: Workspace, promotion_ids: Sequence[int], by: timedelta) -> Outcome[list[int]]:
    """Copy promotions to another time as ideas and return the copies' ids; one step of undo."""
    with workspace.read() as session:
        originals = views(session, [row_of(session, promotion_id) for promotion_id in promotion_ids])
    copies = [_copy(each, by) for each in originals]
    for each in copies:
        plan.check(each)
    label = (
        message("promotions.undo.create", name=copies[0].name)
        if len(copies) == 1
        else message("timeline.undo.copy_many", n=len(copies))
    )
    with workspace.edit(label, Area.PROMOTIONS) as unit:
        shop_id = workspace.shop_id
        made = [store(unit.session, shop_id, PromotionRow(shop_id=shop_id), each) for each in copies]
        unit.place = place(made[0])
    return unit.outcome(made)


def _copy(original: Promotion, by: timedelta, **others: Any) -> Promotion:
    """Return a promotion's copy at another time: unless said otherwise, an idea outside any series."""
    phases = tuple(replace(phase, starts=phase.starts + by, ends=phase.ends + by) for phase in original.phases)
    starts, ends = original.starts + by, original.ends + by
    return replace(
        original, **{"id": 0, "status": "idea", "series": "", **others}, starts=starts, ends=ends, phases=phases
    )


def copy_to_year(
    workspace: Workspace, promotion_ids: Sequence[int], year: int, keep: str = "festival"
) -> Outcome[list[int]]:
    """Copy promotions into another year as ideas, with their tasks open again; one step of undo.

    Args:
        workspace: where in.
        promotion_ids: what to copy.
        year: the year of the copies; promotions that begin in the same year stay together.
        keep: what stays the same: ``festival`` the distance to the nearest festival, ``date``, or ``weekday``.
    """
    label = message("rhythm.undo.copy_to_year", n=len(promotion_ids), year=str(year))
    with workspace.edit(label, Area.PROMOTIONS, Area.TASKS) as unit:
        made, said = [], overrides_in(unit.session, workspace.shop_id)
        for original in views(unit.session, [row_of(unit.session, each) for each in promotion_ids]):
            by = shifts.shift(original, year - original.starts.year, keep).by
            copy = _copy(original, by)
            copy_id = store(unit.session, workspace.shop_id, PromotionRow(shop_id=workspace.shop_id), copy)
            unit.session.add_all(_tasks_again(unit.session, original.id, copy_id, copy.starts.date(), by, said))
            made.append(copy_id)
        unit.place = place(made[0]) if made else None
    return unit.outcome(made)


def _tasks_again(
    session: Session, original: int, copy: int, start: date, by: timedelta, said: Overrides
) -> Iterator[TaskRow]:
    """Yield a promotion's tasks for its copy: as many days ahead as planned, on a workday."""
    for row in session.scalars(select(TaskRow).where(TaskRow.promotion_id == original, TaskRow.change_id.is_(None))):
        due = day_of(row.due_day) + by
        if row.lead_days is not None:
            due = task_dates.due_before(start, row.lead_days, said)
        yield TaskRow(
            shop_id=row.shop_id, promotion_id=copy, title=row.title, role=row.role, due_day=day_number(due),
            lead_days=row.lead_days, template=row.template, note=row.note, person_id=row.person_id,
            effort_minutes=row.effort_minutes,
        )  # fmt: skip


def last_year(workspace: Workspace, first: date, last: date, keep: str = "festival") -> list[Promotion]:
    """Return last year's promotions at their places in a span of this year, their ids negative; nothing is stored."""
    with workspace.read() as session:
        past = promotions_in(session, workspace.shop_id, first - shifts.LONGEST, last - shifts.SHORTEST)
    moved = [_copy(each, shifts.shift(each, 1, keep).by, id=-each.id, status=each.status) for each in past]
    return [each for each in moved if each.starts.date() <= last and each.ends.date() >= first]


def remove(workspace: Workspace, promotion_ids: Sequence[int]) -> Outcome[None]:
    """Delete promotions with their scope, phases and tasks; one step of undo."""
    with workspace.read() as session:
        names = [row_of(session, promotion_id).name for promotion_id in promotion_ids]
    label: Message = (
        message("promotions.undo.remove", name=names[0])
        if len(names) == 1
        else message("promotions.undo.remove_many", n=len(names))
    )
    with workspace.edit(label, Area.PROMOTIONS, Area.TASKS) as unit:
        unit.session.execute(delete(PromotionRow).where(PromotionRow.id.in_(promotion_ids)))
    return unit.outcome(None)
