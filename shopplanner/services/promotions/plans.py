"""Promotions in the workspace: reading a span, creating, editing, moving, copying, deleting, recurring."""

from __future__ import annotations

import calendar
import json
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from shopplanner.domain.changes import Area, Outcome, Place
from shopplanner.domain.errors import NotFoundError, RuleError
from shopplanner.domain.messages import Message, message
from shopplanner.domain.promotions import plan
from shopplanner.domain.promotions.plan import MOMENT, Phase, Promotion
from shopplanner.services.workspace import Workspace
from shopplanner.storage.tables.promotions import PromotionPhaseRow, PromotionProductRow, PromotionRow, TaskRow

DAY_END = timedelta(hours=23, minutes=59, seconds=59)


def place(promotion_id: int) -> Place:
    """Return where a promotion is seen."""
    return Place("promotions", "calendar", str(promotion_id))


def promotions_between(workspace: Workspace, first: date, last: date) -> list[Promotion]:
    """Return the promotions that are live on any day of a span, by start, longest first."""
    with workspace.read() as session:
        return promotions_in(session, workspace.shop_id, first, last)


def promotions_in(session: Session, shop_id: int, first: date, last: date) -> list[Promotion]:
    """Return a shop's promotions of a span inside an open session."""
    query = (
        select(PromotionRow)
        .where(
            PromotionRow.shop_id == shop_id,
            PromotionRow.starts_at <= f"{last} 23:59:59",
            PromotionRow.ends_at >= f"{first} 00:00:00",
        )
        .order_by(PromotionRow.starts_at, PromotionRow.ends_at.desc(), PromotionRow.id)
    )
    return _views(session, session.scalars(query).all())


def promotion(workspace: Workspace, promotion_id: int) -> Promotion:
    """Return one promotion.

    Raises:
        NotFoundError: if it was deleted.
    """
    with workspace.read() as session:
        return _views(session, [_row(session, promotion_id)])[0]


def _row(session: Session, promotion_id: int) -> PromotionRow:
    row = session.get(PromotionRow, promotion_id)
    if row is None:
        raise NotFoundError(message("promotions.error.gone"))
    return row


def _views(session: Session, rows: Sequence[PromotionRow]) -> list[Promotion]:
    ids = [row.id for row in rows]
    products: dict[int, list[int]] = {}
    for found in session.scalars(
        select(PromotionProductRow).where(PromotionProductRow.promotion_id.in_(ids)).order_by(PromotionProductRow.id)
    ):
        products.setdefault(found.promotion_id, []).append(found.product_id)
    phases: dict[int, list[Phase]] = {}
    for phase in session.scalars(
        select(PromotionPhaseRow).where(PromotionPhaseRow.promotion_id.in_(ids)).order_by(PromotionPhaseRow.starts_at)
    ):
        phases.setdefault(phase.promotion_id, []).append(
            Phase(phase.kind, _moment(phase.starts_at), _moment(phase.ends_at))
        )
    counts = {
        row.promotion_id: (row.done, row.total)
        for row in session.execute(
            select(TaskRow.promotion_id, func.count(TaskRow.done_at).label("done"), func.count().label("total"))
            .where(TaskRow.promotion_id.in_(ids))
            .group_by(TaskRow.promotion_id)
        )
    }
    return [
        Promotion(
            id=row.id,
            name=row.name,
            mechanic=row.mechanic,
            starts=_moment(row.starts_at),
            ends=_moment(row.ends_at),
            lane=row.lane,
            status=row.status,
            purpose=row.purpose,
            audience=row.audience,
            whole_shop=row.whole_shop,
            products=tuple(products.get(row.id, ())),
            parameters=json.loads(row.parameters),
            budget=row.budget,
            series=row.series,
            note=row.note,
            phases=tuple(phases.get(row.id, ())),
            tasks_done=counts.get(row.id, (0, 0))[0],
            tasks=counts.get(row.id, (0, 0))[1],
        )
        for row in rows
    ]


def _moment(text: str) -> datetime:
    return datetime.strptime(text, MOMENT)  # noqa: DTZ007 - local by definition


def create(workspace: Workspace, wanted: Promotion) -> Outcome[int]:
    """Add a promotion and return its id.

    Raises:
        RuleError: if it cannot be meant.
    """
    plan.check(wanted)
    with workspace.edit(message("promotions.undo.create", name=wanted.name), Area.PROMOTIONS) as unit:
        promotion_id = _store(unit.session, workspace.shop_id, PromotionRow(shop_id=workspace.shop_id), wanted)
        unit.place = place(promotion_id)
    return unit.outcome(promotion_id)


def update(workspace: Workspace, wanted: Promotion, *, merge_key: str | None = None) -> Outcome[None]:
    """Change a promotion to what is wanted, scope and phases included.

    Raises:
        RuleError, NotFoundError.
    """
    plan.check(wanted)
    label = message("promotions.undo.update", name=wanted.name)
    with workspace.edit(label, Area.PROMOTIONS, place=place(wanted.id), merge_key=merge_key) as unit:
        _store(unit.session, workspace.shop_id, _row(unit.session, wanted.id), wanted)
    return unit.outcome(None)


def _store(session: Session, shop_id: int, row: PromotionRow, wanted: Promotion) -> int:
    row.name, row.mechanic, row.lane, row.status = wanted.name.strip(), wanted.mechanic, wanted.lane, wanted.status
    row.purpose, row.audience, row.whole_shop = wanted.purpose, wanted.audience, wanted.whole_shop
    row.starts_at, row.ends_at = wanted.starts.strftime(MOMENT), wanted.ends.strftime(MOMENT)
    row.parameters = json.dumps(dict(wanted.parameters), ensure_ascii=False)
    row.budget, row.series, row.note = wanted.budget, wanted.series, wanted.note
    session.add(row)
    session.flush()
    _store_scope(session, shop_id, row.id, wanted.products)
    _store_phases(session, shop_id, row.id, wanted.phases)
    return row.id


def _store_scope(session: Session, shop_id: int, promotion_id: int, products: Iterable[int]) -> None:
    wanted = list(dict.fromkeys(products))
    present = {
        row.product_id: row
        for row in session.scalars(select(PromotionProductRow).where(PromotionProductRow.promotion_id == promotion_id))
    }
    for product_id, row in present.items():
        if product_id not in wanted:
            session.delete(row)
    for product_id in wanted:
        if product_id not in present:
            session.add(PromotionProductRow(shop_id=shop_id, promotion_id=promotion_id, product_id=product_id))


def _store_phases(session: Session, shop_id: int, promotion_id: int, phases: Iterable[Phase]) -> None:
    rows = session.scalars(select(PromotionPhaseRow).where(PromotionPhaseRow.promotion_id == promotion_id)).all()
    wanted = [(phase.kind, phase.starts.strftime(MOMENT), phase.ends.strftime(MOMENT)) for phase in phases]
    if [(row.kind, row.starts_at, row.ends_at) for row in rows] == wanted:
        return
    for row in rows:
        session.delete(row)
    for kind, starts, ends in wanted:
        session.add(
            PromotionPhaseRow(shop_id=shop_id, promotion_id=promotion_id, kind=kind, starts_at=starts, ends_at=ends)
        )


def move(workspace: Workspace, promotion_id: int, by: timedelta) -> Outcome[None]:
    """Move a promotion in time with its phases and open tasks."""
    return move_many(workspace, [promotion_id], by)


def move_many(workspace: Workspace, promotion_ids: Sequence[int], by: timedelta) -> Outcome[None]:
    """Move promotions in time with their phases and open tasks; one step of undo."""
    with workspace.read() as session:
        before = _views(session, [_row(session, promotion_id) for promotion_id in promotion_ids])
    label = (
        message("promotions.undo.move", name=before[0].name, day=(before[0].starts + by).date())
        if len(before) == 1
        else message("timeline.undo.move_many", n=len(before))
    )
    with workspace.edit(label, Area.PROMOTIONS, Area.TASKS, place=place(promotion_ids[0])) as unit:
        for promotion_id in promotion_ids:
            _move(unit.session, _row(unit.session, promotion_id), by)
    return unit.outcome(None)


def _move(session: Session, row: PromotionRow, by: timedelta) -> None:
    """Move one promotion; its tasks move by as many days as its first day does."""
    days = (_moment(row.starts_at) + by).date() - _moment(row.starts_at).date()
    row.starts_at, row.ends_at = _shifted(row.starts_at, by), _shifted(row.ends_at, by)
    for phase in session.scalars(select(PromotionPhaseRow).where(PromotionPhaseRow.promotion_id == row.id)):
        phase.starts_at, phase.ends_at = _shifted(phase.starts_at, by), _shifted(phase.ends_at, by)
    for task in session.scalars(select(TaskRow).where(TaskRow.promotion_id == row.id, TaskRow.done_at.is_(None))):
        task.due_day += days.days


def _shifted(text: str, by: timedelta) -> str:
    return (_moment(text) + by).strftime(MOMENT)


def resize(workspace: Workspace, promotion_id: int, starts: datetime, ends: datetime) -> Outcome[None]:
    """Give a promotion another start and end; phases are cut to fit.

    Raises:
        RuleError: if the end is not after the start.
    """
    if ends <= starts:
        raise RuleError(message("promotions.rule.order"), message("promotions.rule.order_hint"))
    with workspace.read() as session:
        before = _views(session, [_row(session, promotion_id)])[0]
    label = message("promotions.undo.resize", name=before.name, first=starts.date(), last=ends.date())
    kept = tuple(
        replace(phase, starts=max(phase.starts, starts), ends=min(phase.ends, ends))
        for phase in before.phases
        if phase.starts < ends and phase.ends > starts
    )
    with workspace.edit(label, Area.PROMOTIONS, place=place(promotion_id)) as unit:
        _store(
            unit.session,
            workspace.shop_id,
            _row(unit.session, promotion_id),
            replace(before, starts=starts, ends=ends, phases=kept),
        )
    return unit.outcome(None)


def duplicate(workspace: Workspace, promotion_id: int, by: timedelta) -> Outcome[int]:
    """Copy a promotion to another time as an idea, and return the copy's id."""
    made = duplicate_many(workspace, [promotion_id], by)
    return Outcome(made.value[0], made.label, made.areas, made.step_id, made.place)


def duplicate_many(workspace: Workspace, promotion_ids: Sequence[int], by: timedelta) -> Outcome[list[int]]:
    """Copy promotions to another time as ideas and return the copies' ids; one step of undo."""
    with workspace.read() as session:
        originals = _views(session, [_row(session, promotion_id) for promotion_id in promotion_ids])
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
        made = [_store(unit.session, shop_id, PromotionRow(shop_id=shop_id), each) for each in copies]
        unit.place = place(made[0])
    return unit.outcome(made)


def _copy(original: Promotion, by: timedelta) -> Promotion:
    """Return a promotion's copy at another time: an idea outside any series."""
    phases = tuple(replace(phase, starts=phase.starts + by, ends=phase.ends + by) for phase in original.phases)
    return replace(
        original,
        id=0,
        status="idea",
        series="",
        starts=original.starts + by,
        ends=original.ends + by,
        phases=phases,
    )


def remove(workspace: Workspace, promotion_ids: Sequence[int]) -> Outcome[None]:
    """Delete promotions with their scope, phases and tasks; one step of undo."""
    with workspace.read() as session:
        names = [_row(session, promotion_id).name for promotion_id in promotion_ids]
    label: Message = (
        message("promotions.undo.remove", name=names[0])
        if len(names) == 1
        else message("promotions.undo.remove_many", n=len(names))
    )
    with workspace.edit(label, Area.PROMOTIONS, Area.TASKS) as unit:
        unit.session.execute(delete(PromotionRow).where(PromotionRow.id.in_(promotion_ids)))
    return unit.outcome(None)


def create_series(
    workspace: Workspace,
    first: Promotion,
    *,
    times: int = 0,
    every_days: int = 7,
    rotation: Sequence[int] = (),
    days: Sequence[date] = (),
) -> Outcome[list[int]]:
    """Add a recurring promotion, such as a weekly member day, as one step; its product goes by turns.

    Args:
        workspace: where to.
        first: the first occurrence.
        times: number of occurrences; not looked at if the days are given.
        every_days: distance between two of them.
        rotation: products by turns; all occurrences have the first one's products if it is empty.
        days: the days of the occurrences, for other rhythms and where some are left out.
    """
    plan.check(first)
    starts = list(days) or [first.starts.date() + timedelta(days=every_days * number) for number in range(times)]
    times = len(starts)
    if times < 1:
        raise RuleError(message("promotions.rule.times"))
    series = first.series or f"{first.mechanic}-{first.starts:%Y%m%d%H%M}-{workspace.clock.now():%Y%m%d%H%M%S}"
    with workspace.edit(message("promotions.undo.series", name=first.name, n=times), Area.PROMOTIONS) as unit:
        ids = []
        for number, day in enumerate(starts):
            by = day - first.starts.date()
            products = (rotation[number % len(rotation)],) if rotation else first.products
            each = replace(first, starts=first.starts + by, ends=first.ends + by, products=products, series=series)
            ids.append(_store(unit.session, workspace.shop_id, PromotionRow(shop_id=workspace.shop_id), each))
        unit.place = place(ids[0])
    return unit.outcome(ids)


def series_days(first: date, rhythm: str, times: int) -> list[date]:
    """Return the days of a series by its rhythm: ``week``, ``two_weeks``, or ``month`` on the same date.

    A date that a month lacks falls on the month's last day.
    """
    if rhythm != "month":
        return [first + timedelta(weeks=number * (2 if rhythm == "two_weeks" else 1)) for number in range(times)]
    found = []
    for number in range(times):
        year, month = divmod(first.year * 12 + first.month - 1 + number, 12)
        last = calendar.monthrange(year, month + 1)[1]
        found.append(date(year, month + 1, min(first.day, last)))
    return found


def remove_series(workspace: Workspace, series: str, *, from_day: date) -> Outcome[int]:
    """Delete a recurring promotion's occurrences from a day on and return their number."""
    with workspace.edit(message("promotions.undo.remove_series"), Area.PROMOTIONS, Area.TASKS) as unit:
        found = unit.session.execute(
            delete(PromotionRow).where(
                PromotionRow.shop_id == workspace.shop_id,
                PromotionRow.series == series,
                PromotionRow.starts_at >= f"{from_day} 00:00:00",
            )
        )
        count = int(found.rowcount)  # type: ignore[attr-defined]  # a cursor result
    return unit.outcome(count)
