"""Checks of the team: days with too much, promotions that begin unready, changes not confirmed, tasks of nobody."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from shopplanner.domain.changes import Place
from shopplanner.domain.checks import Check, Hit, Settings, Values
from shopplanner.domain.messages import message
from shopplanner.domain.promotions.plan import Promotion
from shopplanner.services import wording
from shopplanner.services.promotions import gate, load
from shopplanner.services.promotions.load import Load
from shopplanner.services.promotions.plan_rows import moment
from shopplanner.services.promotions.plans import place, promotions_in
from shopplanner.services.promotions.tasks import Task
from shopplanner.services.workspace import Workspace
from shopplanner.storage.tables.team import ChangeNoticeRow

AHEAD: Final = 30
"""Days ahead in which promotions are asked for their readiness."""

NAMED: Final = 3


@dataclass(frozen=True)
class Unready:
    """A promotion that begins soon and is not ready, with what is missing."""

    promotion: Promotion
    done: int
    total: int
    missing: tuple[str, ...]


@dataclass(frozen=True)
class TeamFacts:
    """The team around a moment; ``unconfirmed`` are the tasks of changes with the moment of the change."""

    now: datetime
    load: Load
    unready: tuple[Unready, ...] = ()
    unconfirmed: tuple[tuple[Task, datetime], ...] = ()

    @property
    def today(self) -> date:
        """The day of the moment."""
        return self.now.date()


def gather(workspace: Workspace) -> TeamFacts:
    """Return the facts of the shop's team."""
    now = workspace.clock.now().replace(tzinfo=None)
    with workspace.read() as session:
        work = load.work_in(session, workspace.shop_id, now.date())
        notices = session.execute(select(ChangeNoticeRow.id, ChangeNoticeRow.made_at))
        made = {row.id: moment(row.made_at) for row in notices}
        unready = tuple(_unready(session, workspace.shop_id, now))
    unconfirmed = tuple((task, made[task.change_id]) for task in work.tasks if task.change_id in made and not task.done)
    return TeamFacts(now, load.load_of(work, load.days_of(work, load.DAYS)), unready, unconfirmed)


def _unready(session: Session, shop_id: int, now: datetime) -> Iterator[Unready]:
    """Yield agreed promotions that have not begun and lack something."""
    soon = [
        each
        for each in promotions_in(session, shop_id, now.date(), now.date() + timedelta(days=AHEAD), now)
        if each.starts > now and each.status != "idea"
    ]
    for each in soon:
        roles = gate.roles_in(session, each.id)
        missing = tuple(words for role in roles for words in role.blocked_by)
        if missing:
            yield Unready(each, sum(role.done for role in roles), sum(role.total for role in roles), missing)


def overloaded(facts: TeamFacts, settings: Settings) -> Iterator[Hit]:
    """Yield the days on which somebody has more to do than there is time for."""
    for row in facts.load.rows:
        for span, cell in zip(facts.load.spans, row.cells, strict=True):
            near = (span.first - facts.today).days <= settings["days"]
            if row.person is None or not near or not cell.capacity:
                continue
            if cell.over * 100 > cell.capacity * settings["share"]:
                values: Values = {
                    "name": row.person.name,
                    "day": span.first,
                    "planned": hours(cell.minutes),
                    "capacity": hours(cell.capacity),
                    "over": hours(cell.over),
                    "n": len(cell.tasks),
                }
                yield Hit(row.person.name, Place("promotions", "team", f"{row.key}@{span.first}"), values)


def hours(minutes: int) -> str:
    """Return minutes as hours with at most one decimal."""
    return f"{minutes / 60:.1f}".removesuffix(".0")


def not_ready(facts: TeamFacts, settings: Settings) -> Iterator[Hit]:
    """Yield promotions that begin within some days and lack something that is required."""
    for each in facts.unready:
        days = (each.promotion.starts.date() - facts.today).days
        if days <= settings["days"]:
            values: Values = {"name": each.promotion.name, "day": each.promotion.starts.date(), "n": len(each.missing)}
            values |= {"done": each.done, "total": each.total, "missing": wording.listed(each.missing[:NAMED])}
            yield Hit(each.promotion.name, place(each.promotion.id), values)


def unconfirmed(facts: TeamFacts, settings: Settings) -> Iterator[Hit]:
    """Yield changes that a role has not confirmed after some days."""
    for task, made in facts.unconfirmed:
        days = (facts.today - made.date()).days
        if days >= settings["days"]:
            role = message(f"promotions.role.{task.role}")
            values: Values = {"title": task.title, "role": role, "day": made.date(), "n": days}
            yield Hit(task.title, Place("promotions", "tasks", str(task.id)), values)


def nobody(facts: TeamFacts, settings: Settings) -> Iterator[Hit]:
    """Yield roles with tasks that nobody has, once the team has people at all."""
    del settings
    if not any(row.person for row in facts.load.rows):
        return
    loose = [row for row in facts.load.rows if row.person is None]
    counts = Counter({row.role: len({task.id for cell in row.cells for task in cell.tasks}) for row in loose})
    for role, count in counts.items():
        named = message(f"promotions.role.{role}")
        yield Hit(wording.render(named), Place("promotions", "team", role), {"role": named, "n": count})


CHECKS: Final = (
    Check("promotions.overloaded", overloaded),
    Check("promotions.not_ready", not_ready),
    Check("promotions.unconfirmed", unconfirmed),
    Check("promotions.nobody", nobody),
)
