"""Promotions that come back: made by a rule, single ones left out or moved, changed from one on, products by turns."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from shopplanner.domain.changes import Area, Outcome
from shopplanner.domain.days import day_number, day_of
from shopplanner.domain.errors import RuleError
from shopplanner.domain.messages import message
from shopplanner.domain.promotions import plan, states
from shopplanner.domain.promotions.plan import MOMENT, Promotion
from shopplanner.services.promotions import propagation, recurrence
from shopplanner.services.promotions.plan_rows import row_of, store, views
from shopplanner.services.promotions.plans import place
from shopplanner.services.workspace import Unit, Workspace
from shopplanner.storage.tables.promotions import PromotionRow, PromotionSeriesRow

Turns = Sequence[int]


@dataclass(frozen=True, slots=True)
class Occurrence:
    """A time that a series comes: ``day`` by its rule, ``promotion`` as it is planned.

    Without a promotion it was left out; without a day it was added beside the rule.
    """

    day: date | None
    promotion: Promotion | None

    @property
    def state(self) -> str:
        """Return ``regular``, ``moved``, ``left_out`` or ``extra``."""
        if self.promotion is None:
            return "left_out"
        if self.day is None:
            return "extra"
        return "regular" if self.promotion.starts.date() == self.day else "moved"


@dataclass(frozen=True, slots=True)
class Series:
    """A recurring promotion; ``rule`` is empty for one whose days were chosen one by one."""

    key: str
    rule: str
    rotation: tuple[int, ...]
    occurrences: tuple[Occurrence, ...]


@dataclass(frozen=True, slots=True)
class Wish:
    """What a series is to be: its rule from a first day on, days left out, days moved elsewhere, products by turns."""

    rule: str
    first: date
    left_out: frozenset[date] = frozenset()
    moved: Mapping[date, date] | None = None
    rotation: tuple[int, ...] = ()

    def days(self, at: time = time()) -> list[date]:
        """Return the days that it takes place, where they were moved to; it begins at a time of the day."""
        regular = recurrence.days(self.rule, self.first, self.left_out, at=at)
        return [(self.moved or {}).get(day, day) for day in regular]


def create(workspace: Workspace, first: Promotion, wish: Wish) -> Outcome[list[int]]:
    """Plan a recurring promotion as one step, and return the ids of its occurrences.

    Raises:
        RuleError: if the promotion cannot be meant, or the rule gives no day.
    """
    plan.check(first)
    days = wish.days(first.starts.time())
    if not days:
        raise RuleError(message("promotions.rule.times"))
    key = first.series or _new_key(workspace, first)
    with workspace.edit(message("promotions.undo.series", name=first.name, n=len(days)), Area.PROMOTIONS) as unit:
        _put_rule(unit.session, workspace.shop_id, key, wish)
        planned = [_at(replace(first, series=key), day, wish.rotation, turn) for turn, day in enumerate(days)]
        ids = [
            store(unit.session, workspace.shop_id, PromotionRow(shop_id=workspace.shop_id), each) for each in planned
        ]
        unit.place = place(ids[0])
    return unit.outcome(ids)


def _new_key(workspace: Workspace, first: Promotion) -> str:
    return f"{first.mechanic}-{first.starts:%Y%m%d%H%M}-{workspace.clock.now():%Y%m%d%H%M%S%f}"


def _at(original: Promotion, day: date, rotation: Turns = (), turn: int = 0) -> Promotion:
    """Return a promotion on another day, with the product whose turn it is."""
    by = day - original.starts.date()
    phases = tuple(replace(phase, starts=phase.starts + by, ends=phase.ends + by) for phase in original.phases)
    products = (rotation[turn % len(rotation)],) if rotation else original.products
    return replace(
        original, starts=original.starts + by, ends=original.ends + by, phases=phases, products=products,
        whole_shop=original.whole_shop and not rotation,
    )  # fmt: skip


def _put_rule(session: Session, shop_id: int, key: str, wish: Wish) -> None:
    row = _rule_row(session, shop_id, key) or PromotionSeriesRow(shop_id=shop_id, key=key)
    row.rule, row.first_day = wish.rule, day_number(wish.first)
    row.exceptions = json.dumps([day.isoformat() for day in sorted(wish.left_out)])
    row.rotation = json.dumps(list(wish.rotation))
    session.add(row)
    session.flush()


def _rule_row(session: Session, shop_id: int, key: str) -> PromotionSeriesRow | None:
    return session.scalar(
        select(PromotionSeriesRow).where(PromotionSeriesRow.shop_id == shop_id, PromotionSeriesRow.key == key)
    )


def series(workspace: Workspace, key: str) -> Series:
    """Return a series with all its occurrences, held, moved and left out."""
    with workspace.read() as session:
        return series_in(session, workspace.shop_id, key)


def series_in(session: Session, shop_id: int, key: str) -> Series:
    """Return a series inside an open session."""
    promotions = _members(session, shop_id, key)
    row = _rule_row(session, shop_id, key)
    if row is None:
        return Series(key, "", (), tuple(Occurrence(None, each) for each in promotions))
    days = _rule_days(row, promotions)
    left_out = {date.fromisoformat(day) for day in json.loads(row.exceptions)}
    occurrences = pair(days, left_out, promotions)
    return Series(key, row.rule, tuple(json.loads(row.rotation)), tuple(occurrences))


def _rule_days(row: PromotionSeriesRow, promotions: Sequence[Promotion]) -> list[date]:
    at = promotions[0].starts.time() if promotions else time()
    return recurrence.days(row.rule, day_of(row.first_day), at=at)


def _members(session: Session, shop_id: int, key: str) -> list[Promotion]:
    if not key:
        return []
    rows = session.scalars(
        select(PromotionRow)
        .where(PromotionRow.shop_id == shop_id, PromotionRow.series == key)
        .order_by(PromotionRow.starts_at, PromotionRow.id)
    )
    return views(session, rows.all())


def pair(days: Sequence[date], left_out: Collection[date], promotions: Sequence[Promotion]) -> list[Occurrence]:
    """Return which promotion stands for which day of the rule.

    A promotion that is on none of its days was moved from the nearest one that nobody holds; days that stay without
    one were left out.
    """
    held: dict[date, Promotion] = {}
    loose: list[Promotion] = []
    for each in promotions:
        day = each.starts.date()
        if day in days and day not in held:
            held[day] = each
        else:
            loose.append(each)
    extra = []
    for each in loose:
        start = each.starts.date()
        free = [day for day in days if day not in held and day not in left_out]
        nearest = min(free, key=lambda day: abs(day - start), default=None)
        if nearest is None:
            extra.append(Occurrence(None, each))
        else:
            held[nearest] = each
    found = [Occurrence(day, held.get(day)) for day in days] + extra
    return sorted(found, key=_when)


def _when(occurrence: Occurrence) -> date:
    if occurrence.promotion is not None:
        return occurrence.promotion.starts.date()
    return occurrence.day or date.min


def skip(workspace: Workspace, promotion_id: int) -> Outcome[None]:
    """Leave one occurrence out: it is deleted with its tasks, and the rule remembers."""
    with workspace.edit(message("rhythm.undo.skip"), Area.PROMOTIONS, Area.TASKS) as unit:
        row = row_of(unit.session, promotion_id)
        found = series_in(unit.session, workspace.shop_id, row.series)
        day = next((each.day for each in found.occurrences if each.promotion and each.promotion.id == row.id), None)
        rule = _rule_row(unit.session, workspace.shop_id, row.series)
        if rule is not None and day is not None:
            rule.exceptions = json.dumps(sorted({*json.loads(rule.exceptions), day.isoformat()}))
        unit.session.execute(delete(PromotionRow).where(PromotionRow.id == promotion_id))
    return unit.outcome(None)


def spread(workspace: Workspace, promotion_id: int, scope: str) -> Outcome[int]:
    """Let other occurrences be as this one is, each on its own day; return how many were changed.

    Args:
        workspace: where in.
        promotion_id: the one whose offer, scope, hours and phases are taken over.
        scope: ``following`` or ``all``; those that are over stay as they were in any case.
    """
    with workspace.edit(message("rhythm.undo.spread"), Area.PROMOTIONS, place=place(promotion_id)) as unit:
        this = views(unit.session, [row_of(unit.session, promotion_id)])[0]
        rule = _rule_row(unit.session, workspace.shop_id, this.series)
        by_turns = rule is not None and rule.rotation != "[]"
        others = [
            each
            for each in _coming(unit.session, workspace, this.series)
            if each.id != this.id and (scope == "all" or each.starts > this.starts)
        ]
        pairs = []
        for each in others:
            products = each.products if by_turns else this.products
            own = replace(this, id=each.id, status=each.status, whole_shop=this.whole_shop and not by_turns)
            changed = replace(_at(own, each.starts.date()), products=products)
            store(unit.session, workspace.shop_id, row_of(unit.session, each.id), changed)
            pairs.append((each, changed))
        propagation.promotions_changed(unit, workspace, pairs)
    return unit.outcome(len(others))


def _coming(session: Session, workspace: Workspace, key: str) -> list[Promotion]:
    """Return the occurrences that are not over."""
    now = workspace.clock.now().replace(tzinfo=None)
    return [each for each in _members(session, workspace.shop_id, key) if each.ends >= now]


def replan(workspace: Workspace, promotion_id: int, wish: Wish) -> Outcome[list[int]]:
    """Give an occurrence and those that follow it another rule; return the ids of the occurrences.

    Those on a day of both rules stay with their tasks, others are deleted or added as copies of this one. What came
    before keeps the old rule, which ends there.

    Raises:
        RuleError: if the rule gives no day.
    """
    shop_id = workspace.shop_id
    with workspace.edit(message("rhythm.undo.replan"), Area.PROMOTIONS, Area.TASKS) as unit:
        session = unit.session
        this = views(session, [row_of(session, promotion_id)])[0]
        days = wish.days(this.starts.time())
        if not days:
            raise RuleError(message("promotions.rule.times"))
        members = _members(session, shop_id, this.series)
        left = [each for each in members if each.starts >= this.starts]
        key = this.series
        if len(left) < len(members):
            _end(session, shop_id, key, this.starts.date())
            key = _new_key(workspace, this)
        _put_rule(session, shop_id, key, wish)
        ids = _settle(unit, workspace, replace(this, series=key), left, days, wish.rotation)
        unit.place = place(ids[0])
    return unit.outcome(ids)


def _settle(
    unit: Unit, workspace: Workspace, this: Promotion, left: list[Promotion], days: Sequence[date], rotation: Turns
) -> list[int]:
    """Put a promotion on each day, one that is there or a copy, and delete those that are left; return the ids."""
    ids: list[int] = []
    changed: list[tuple[Promotion, Promotion]] = []
    for turn, day in enumerate(days):
        kept = next((each for each in left if each.starts.date() == day), None)
        left = [each for each in left if each is not kept]
        usual = replace(kept, series=this.series) if kept else replace(this, id=0, status=states.IDEA)
        wanted = _at(usual, day, rotation, turn)
        row = row_of(unit.session, kept.id) if kept else PromotionRow(shop_id=workspace.shop_id)
        ids.append(store(unit.session, workspace.shop_id, row, wanted))
        changed += [(kept, wanted)] if kept else []
    unit.session.execute(delete(PromotionRow).where(PromotionRow.id.in_([each.id for each in left])))
    propagation.promotions_changed(unit, workspace, changed)
    return ids


def _end(session: Session, shop_id: int, key: str, day: date) -> None:
    """Let a rule end before a day; one that would not begin any more is deleted."""
    row = _rule_row(session, shop_id, key)
    if row is None:
        return
    if day_of(row.first_day) >= day:
        session.delete(row)
    else:
        row.rule = recurrence.ended(row.rule, day - timedelta(days=1))
    session.flush()


def remove(workspace: Workspace, key: str, *, from_day: date) -> Outcome[int]:
    """Delete a series' occurrences from a day on with their tasks, end its rule, and return their number."""
    with workspace.edit(message("promotions.undo.remove_series"), Area.PROMOTIONS, Area.TASKS) as unit:
        since = datetime.combine(from_day, time()).strftime(MOMENT)
        found = unit.session.execute(
            delete(PromotionRow).where(
                PromotionRow.shop_id == workspace.shop_id,
                PromotionRow.series == key,
                PromotionRow.starts_at >= since,
            )
        )
        _end(unit.session, workspace.shop_id, key, from_day)
        count = int(found.rowcount)  # type: ignore[attr-defined]  # a cursor result
    return unit.outcome(count)
