"""Calendar entries as a planner understands them: single occurrences, promotions with their offer, tasks."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any, NamedTuple

from shopplanner.domain.errors import RuleError
from shopplanner.domain.promotions import plan
from shopplanner.domain.promotions.mechanics import MECHANICS, PARAMETERS, defaults
from shopplanner.domain.promotions.plan import AUDIENCES, LANES, PHASES, PURPOSES, ROLES, STATUSES, Phase, Promotion
from shopplanner.domain.promotions.states import IDEA
from shopplanner.foundation.i18n import text
from shopplanner.interchange.calendar_file import Content, Event, ToDo
from shopplanner.services.promotions import recurrence

MOST_OCCURRENCES = 3_000
MOST_AMOUNT = 10**13
"""Amounts from here on are of no plan, and larger than a database keeps."""
FARTHEST_PHASE = timedelta(days=366)
"""How far a phase may be from its promotion's start."""
SECOND = timedelta(seconds=1)
MINUTE = timedelta(minutes=1)
FOREIGN = "platform_event"
"""What an entry from elsewhere begins as: an idea in the platform's lane, which no price counts with."""


class Key(NamedTuple):
    """An entry by its id; of a series one occurrence, by the day of its rule."""

    uid: str
    day: str = ""


@dataclass(frozen=True, slots=True)
class Coming:
    """An event on its own: a single one, or an occurrence of a rule.

    Attributes:
        rule: the rule that it comes from, ending somewhere; empty for a single one.
        first: the rule's first day.
        left_out: the rule's days that do not take place.
        problem: why it cannot be used; empty if it can.
    """

    key: Key
    event: Event
    rule: str = ""
    first: date = date.min
    left_out: tuple[date, ...] = ()
    problem: str = ""


class Planned(NamedTuple):
    """A promotion that an event stands for; ``reason`` is what was not understood of it."""

    promotion: Promotion
    reason: str = ""


@dataclass(frozen=True, slots=True)
class WantedTask:
    """A task that a to-do stands for; ``parent`` is the entry that it prepares."""

    title: str
    role: str
    due: date
    done: datetime | None
    note: str
    parent: Key
    lead_days: int | None = None
    template: str = ""
    effort: int | None = None


def occurrences(content: Content) -> Iterator[Coming]:
    """Yield the events of a file one by one; recurring ones by their days, with what stands in for one of them."""
    instances = {(each.uid, each.instead_of.date()): each for each in content.events if each.instead_of is not None}
    masters = {each.uid for each in content.events if each.rule}
    for event in content.events:
        if _data(event.data).get("kind") == "phase":
            continue  # it came with its promotion
        if event.rule:
            yield from _of_rule(event, instances)
        elif event.instead_of is None:
            yield Coming(Key(event.uid), event)
        elif event.uid not in masters:
            yield Coming(Key(event.uid, event.instead_of.date().isoformat()), event, problem="no_series")


def _of_rule(event: Event, instances: Mapping[tuple[str, date], Event]) -> Iterator[Coming]:
    first = event.starts.date()
    left_out = tuple(sorted({moment.date() for moment in event.left_out}))
    try:
        days = recurrence.days(event.rule, first, left_out, at=event.starts.time())
    except RuleError:
        yield Coming(Key(event.uid), event, problem="rule")
        return
    rule = event.rule
    if days and "COUNT" not in rule.upper() and "UNTIL" not in rule.upper():
        rule = recurrence.ended(rule, days[-1])
    for day in days:
        by = day - first
        usual = replace(event, starts=event.starts + by, ends=event.ends + by)
        found = instances.get((event.uid, day), usual)
        yield Coming(Key(event.uid, day.isoformat()), found, rule, first, left_out)


def wanted_promotion(event: Event, before: Promotion | None, products: Mapping[str, int]) -> Planned:
    """Return the promotion that an event stands for.

    Args:
        event: the event.
        before: the promotion as it is planned, if it is; its state and what the event does not tell stay.
        products: ids of the shop's products by code.
    """
    ends = event.ends - (SECOND if event.ends.second == 0 else timedelta(0))
    data = _data(event.data)
    base = before or Promotion(
        event.title, FOREIGN, event.starts, ends, lane="platform", whole_shop=True, parameters=defaults(FOREIGN),
        note=event.description,
    )  # fmt: skip
    timed = _timed(replace(base, name=event.title, starts=event.starts, ends=max(ends, event.starts + MINUTE)), base)
    if data.get("kind") != "promotion":
        return Planned(timed)
    try:
        return _told(timed, before, data, products)
    except (RuleError, TypeError, ValueError, KeyError, AttributeError, OverflowError, RecursionError):
        return Planned(timed, "offer")


def _timed(moved: Promotion, base: Promotion) -> Promotion:
    """Return a promotion whose phases moved along with its start."""
    by = moved.starts - base.starts
    return replace(
        moved, phases=tuple(replace(each, starts=each.starts + by, ends=each.ends + by) for each in base.phases)
    )


def _told(timed: Promotion, before: Promotion | None, data: Mapping[str, Any], products: Mapping[str, int]) -> Planned:
    """Return the promotion with the offer that this program wrote beside the event.

    Raises:
        RuleError, ValueError, TypeError, KeyError and others: if somebody changed what stands there.
    """
    _check_numbers(data)
    codes, parameters = [str(code) for code in data["products"]], dict(data["parameters"])
    missing = not products.keys() >= {*codes, *(parameters.get("by_product") or {})}
    kept = before if missing else None
    budget, status = data["budget"], _one_of(data["status"], STATUSES)
    wanted = replace(
        timed,
        mechanic=_one_of(data["mechanic"], MECHANICS),
        lane=_one_of(data["lane"], LANES),
        purpose=_one_of(data["purpose"], PURPOSES),
        audience=_one_of(data["audience"], AUDIENCES),
        whole_shop=data["whole_shop"] is True,
        products=kept.products if kept else tuple(products[code] for code in codes if code in products),
        parameters=_by_id(parameters, kept, products),
        budget=None if budget is None else int(budget),
        note=str(data["note"]),
        phases=tuple(_phase(each, timed.starts) for each in data["phases"]),
        status=before.status if before is not None else IDEA,
    )
    plan.check(wanted)
    unlike = "idea" if wanted.status == IDEA != status and before is None else ""
    return Planned(wanted, "products" if missing else unlike)


def _by_id(parameters: dict[str, Any], kept: Promotion | None, products: Mapping[str, int]) -> dict[str, Any]:
    """Return parameters with products, told by code, by their ids here; those of ``kept`` where some are missing."""
    own = parameters.get("by_product")
    if not own:
        return parameters
    here = {str(products[code]): value for code, value in own.items() if code in products}
    return {**parameters, "by_product": kept.parameters.get("by_product") or {} if kept else here}


def _check_numbers(data: Mapping[str, Any]) -> None:
    """Refuse numbers that no plan has, anywhere in what stands in a file, and what is none where one must be."""
    if any(isinstance(leaf, float) or (isinstance(leaf, int) and abs(leaf) >= MOST_AMOUNT) for leaf in _leaves(data)):
        raise ValueError(data)
    for parameter in PARAMETERS[data["mechanic"]]:
        given = _leaves(data["parameters"].get(parameter.name))
        if parameter.kind not in {"text", "choice"} and not all(
            leaf is None or isinstance(leaf, int) for leaf in given
        ):
            raise TypeError(parameter.name)


def _leaves(given: Any) -> Iterator[Any]:
    """Yield the single values inside lists and mappings."""
    if not isinstance(given, dict | list):
        yield given
        return
    for each in given.values() if isinstance(given, dict) else given:
        yield from _leaves(each)


def _one_of(value: Any, known: tuple[str, ...]) -> str:
    if value not in known:
        raise ValueError(value)
    return str(value)


def _phase(given: Any, start: datetime) -> Phase:
    kind, begins, ends, name = given
    distances = [timedelta(seconds=int(each)) for each in (begins, ends)]
    if max(map(abs, distances)) > FARTHEST_PHASE:
        raise ValueError(given)
    return Phase(_one_of(kind, PHASES), start + distances[0], start + distances[1], str(name))


def wanted_task(todo: ToDo) -> WantedTask:
    """Return the task that a to-do stands for; a role is known by this program's mark or by its name."""
    data = _data(todo.data)
    title, promotion = str(data.get("title", "")), str(data.get("promotion", ""))
    kept = data.get("kind") == "task" and title and todo.title in {title, f"{title} · {promotion}"}
    plain = WantedTask(
        title=title if kept else todo.title,
        role=_role(todo),
        due=todo.due,
        done=todo.done,
        note=todo.description,
        parent=Key(todo.parent, str(data.get("day", ""))),
    )
    if data.get("kind") != "task":
        return plain
    return replace(
        plain,
        role=data["role"] if data.get("role") in ROLES else plain.role,
        lead_days=_whole(data.get("lead_days")),
        effort=_whole(data.get("effort")),
        template=str(data.get("template", ""))[:80],
    )


def _role(todo: ToDo) -> str:
    names = {text(f"promotions.role.{role}").casefold(): role for role in ROLES} | {role: role for role in ROLES}
    found = (names.get(category.strip().casefold()) for category in todo.categories)
    return next((role for role in found if role), "operator")


def _whole(value: Any) -> int | None:
    return value if type(value) is int and 0 <= value < 100_000 else None


def _data(packed: str) -> dict[str, Any]:
    try:
        found = json.loads(packed) if packed else {}
    except (ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}
