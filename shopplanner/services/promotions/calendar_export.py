"""A month's plan as calendar entries for phones and mail programs, with ids that last."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from shopplanner.domain.days import day_of
from shopplanner.domain.errors import CannotWriteError
from shopplanner.domain.promotions.plan import MOMENT, Promotion
from shopplanner.foundation.i18n import text
from shopplanner.interchange import calendar_file
from shopplanner.interchange.calendar_file import Event, ToDo
from shopplanner.services.promotions import almanac
from shopplanner.services.promotions.offer_words import offer_words
from shopplanner.services.promotions.plan_words import scope_words
from shopplanner.services.promotions.plans import promotions_in
from shopplanner.services.promotions.series import Series, series_in
from shopplanner.services.promotions.tasks import Task, tasks_in
from shopplanner.services.workspace import Workspace
from shopplanner.storage.tables.core import ShopRow
from shopplanner.storage.tables.products import ProductRow
from shopplanner.storage.tables.promotions import PromotionRow, PromotionSeriesRow, TaskRow

TENTATIVE = frozenset({"idea", "checked"})
SECOND = timedelta(seconds=1)


@dataclass(frozen=True)
class _Names:
    """What entries are told by: products' names and codes, ids of promotions, tasks and series."""

    products: Mapping[int, str]
    codes: Mapping[int, str]
    uids: Mapping[int, str]
    tasks: Mapping[int, TaskRow]
    series: Mapping[str, PromotionSeriesRow]


def export_calendar(workspace: Workspace, year: int, month: int, target: Path) -> Path:
    """Write a month's promotions as events and its tasks as to-dos; return the file.

    An entry keeps its id whatever is renamed, so importing again updates instead of doubling. A series is written
    whole, by its rule, with what differs as single instances.

    Raises:
        CannotWriteError: if the system refuses.
    """
    of_month = [day for day in almanac.month_grid(year, month) if day.month == month]
    with workspace.read() as session:
        shop = session.get_one(ShopRow, workspace.shop_id)
        events, todos = entries(session, shop.id, of_month[0], of_month[-1])
        name = shop.name
    try:
        calendar_file.write_calendar(target, name, events, todos, workspace.clock.now())
    except OSError as error:
        raise CannotWriteError(target, error) from error
    return target


def entries(session: Session, shop_id: int, first: date, last: date) -> tuple[list[Event], list[ToDo]]:
    """Return the events and to-dos of a span: what is live in it, and tasks due in it or for what is live."""
    promotions = promotions_in(session, shop_id, first, last)
    live = {each.id for each in promotions}
    tasks = [each for each in tasks_in(session, shop_id) if first <= each.due <= last or each.promotion_id in live]
    names = _names(session, shop_id)
    events: list[Event] = []
    for each in promotions:
        if each.series not in names.series:
            events += _single(each, names)
    keys = dict.fromkeys(each.series for each in promotions if each.series in names.series)
    for key in keys:
        events += _series_events(series_in(session, shop_id, key), names)
    owners = _owners(session, shop_id, names, tasks)
    return events, [_todo(each, names, owners) for each in tasks]


def _names(session: Session, shop_id: int) -> _Names:
    products = session.execute(
        select(ProductRow.id, ProductRow.code, ProductRow.short_name, ProductRow.title).where(
            ProductRow.shop_id == shop_id
        )
    ).all()
    promotions = session.execute(select(PromotionRow.id, PromotionRow.uid).where(PromotionRow.shop_id == shop_id))
    tasks = session.scalars(select(TaskRow).where(TaskRow.shop_id == shop_id))
    series = session.scalars(select(PromotionSeriesRow).where(PromotionSeriesRow.shop_id == shop_id))
    return _Names(
        products={row.id: row.short_name or row.title for row in products},
        codes={row.id: row.code for row in products},
        uids={row.id: row.uid for row in promotions},
        tasks={row.id: row for row in tasks},
        series={row.key: row for row in series},
    )


def _event(promotion: Promotion, names: _Names) -> Event:
    lines = [offer_words(promotion), scope_words(promotion, dict(names.products)), promotion.note]
    return Event(
        uid=names.uids[promotion.id],
        title=promotion.name,
        starts=promotion.starts,
        ends=promotion.ends + SECOND,
        description="\n".join(line for line in lines if line),
        categories=(text(f"promotions.mechanic.{promotion.mechanic}"),),
        firm=promotion.status not in TENTATIVE,
        data=_packed(promotion_data(promotion, names.codes)),
    )


def promotion_data(promotion: Promotion, codes: Mapping[int, str]) -> dict[str, Any]:
    """Return what a calendar entry cannot tell of a promotion; its phases by their distance from its start."""
    start = promotion.starts
    return {
        "kind": "promotion",
        "mechanic": promotion.mechanic,
        "lane": promotion.lane,
        "status": promotion.status,
        "purpose": promotion.purpose,
        "audience": promotion.audience,
        "whole_shop": promotion.whole_shop,
        "products": [codes[each] for each in promotion.products if each in codes],
        "parameters": _by_code(promotion.parameters, codes),
        "budget": promotion.budget,
        "note": promotion.note,
        "phases": [
            [each.kind, _seconds(each.starts - start), _seconds(each.ends - start), each.name]
            for each in promotion.phases
        ],
    }


def _by_code(parameters: Mapping[str, Any], codes: Mapping[int, str]) -> dict[str, Any]:
    """Return parameters with products told by their codes, which other shops know them by."""
    own = parameters.get("by_product")
    if not own:
        return dict(parameters)
    return {**parameters, "by_product": {code: own[f"{each}"] for each, code in codes.items() if f"{each}" in own}}


def _seconds(span: timedelta) -> int:
    return round(span.total_seconds())


def _packed(data: dict[str, Any]) -> str:
    return json.dumps(data, ensure_ascii=False, sort_keys=True)


def _phases(promotion: Promotion, parent: str, mark: str = "") -> Iterator[Event]:
    """Yield the phases as events of their own, as parts of the promotion's event; ``mark`` tells occurrences apart."""
    for number, phase in enumerate(promotion.phases, 1):
        words = phase.name or text(f"promotions.phase.{phase.kind}")
        yield Event(
            uid=f"phase-{number}-{mark}{parent}",
            title=f"{promotion.name} · {words}",
            starts=phase.starts,
            ends=phase.ends + SECOND,
            categories=(text(f"promotions.mechanic.{promotion.mechanic}"),),
            firm=promotion.status not in TENTATIVE,
            parent=parent,
            data=_packed({"kind": "phase"}),
        )


def _series_events(series: Series, names: _Names) -> Iterator[Event]:
    """Yield a series: its rule with what most occurrences are like, then those that were moved or differ from it."""
    row = names.series[series.key]
    regular = [each.promotion for each in series.occurrences if each.promotion and each.state == "regular"]
    if not regular:
        for each in series.occurrences:
            if each.promotion is not None:
                yield from _single(each.promotion, names)
        return
    first = day_of(row.first_day)
    likes = Counter(_on_day(_event(each, names), first, row.uid) for each in regular)
    master = likes.most_common(1)[0][0]
    gone = [each.day for each in series.occurrences if each.promotion is None and each.day]
    clock = master.starts.time()
    yield replace(master, rule=row.rule, left_out=tuple(datetime.combine(day, clock) for day in gone))
    for each in series.occurrences:
        if each.promotion is not None and each.day is not None:
            yield from _instance(each.promotion, each.day, master, names)
        elif each.promotion is not None:
            yield from _single(each.promotion, names)


def _single(promotion: Promotion, names: _Names) -> Iterator[Event]:
    yield _event(promotion, names)
    yield from _phases(promotion, names.uids[promotion.id])


def _instance(promotion: Promotion, day: date, master: Event, names: _Names) -> Iterator[Event]:
    """Yield an occurrence as an instance of its own if the rule and the pattern do not give it, and its phases."""
    own = replace(_event(promotion, names), uid=master.uid)
    if own != _on_day(master, day, master.uid):
        yield replace(own, instead_of=datetime.combine(day, master.starts.time()))
    yield from _phases(promotion, master.uid, f"{day:%Y%m%d}-")


def _on_day(event: Event, day: date, uid: str) -> Event:
    by = day - event.starts.date()
    return replace(event, uid=uid, starts=event.starts + by, ends=event.ends + by)


def _owners(session: Session, shop_id: int, names: _Names, tasks: Sequence[Task]) -> Mapping[int, tuple[str, str]]:
    """Return by promotion what its tasks belong to: the event's id, and the day where that is a series."""
    wanted = {each.promotion_id for each in tasks if each.promotion_id is not None}
    rows = session.scalars(select(PromotionRow).where(PromotionRow.id.in_(wanted))).all()
    found = {row.id: (row.uid, "") for row in rows}
    for key in {row.series for row in rows if row.series in names.series}:
        for each in series_in(session, shop_id, key).occurrences:
            if each.promotion is not None and each.day is not None and each.promotion.id in found:
                found[each.promotion.id] = (names.series[key].uid, each.day.isoformat())
    return found


def _todo(task: Task, names: _Names, owners: Mapping[int, tuple[str, str]]) -> ToDo:
    row = names.tasks[task.id]
    parent, day = owners.get(task.promotion_id or 0, ("", ""))
    data = {
        "kind": "task", "title": task.title, "promotion": task.promotion, "day": day, "role": task.role,
        "lead_days": task.lead_days, "template": row.template, "effort": row.effort_minutes,
    }  # fmt: skip
    return ToDo(
        uid=row.uid,
        title=f"{task.title} · {task.promotion}" if task.promotion else task.title,
        due=task.due,
        done=datetime.strptime(row.done_at, MOMENT) if row.done_at else None,  # noqa: DTZ007 - local by definition
        description=task.note,
        categories=(text(f"promotions.role.{task.role}"),),
        parent=parent,
        data=_packed(data),
    )
