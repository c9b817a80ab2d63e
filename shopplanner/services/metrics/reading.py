"""Daily figures out of the fact tables and their roll-ups, one source a figure, as plain numbers.

Two systems that report the same thing are never added: of several sources the best one that knows the figure is taken.
Rates and scores are kept in parts per million and become basis points here.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from sqlalchemy import ColumnElement, Select, Table, func, select
from sqlalchemy.orm import Session

from shopplanner.domain.metrics.definitions import Additivity, Metric, Scope
from shopplanner.services.metrics.definitions import source_rank
from shopplanner.storage.tables.facts import ADDITIVE_ROLLUP, FACTS

PAID_WITHIN = 60
"""Days after which an order is no longer expected to be paid; bounds the search along the index by creation."""

PPM_IN_BASIS = 100
"""Parts per million in a basis point."""

ENTITY_COLUMNS = {Scope.PRODUCT: "product_code", Scope.CHANNEL: "channel", Scope.CAMPAIGN: "campaign_id"}


@dataclass(frozen=True, slots=True, order=True)
class Origin:
    """Where a figure comes from: the table and the system that exported it."""

    fact: str
    source: str


@dataclass(frozen=True, slots=True, order=True)
class Candidate:
    """A figure with how much it is trusted; less is better."""

    rank: tuple[int, tuple[int, str]]
    origin: Origin
    value: int


Candidates = dict[str, dict[int, list[Candidate]]]
"""By base metric and day, every source's figure."""

EntityDaily = dict[str, dict[str, dict[int, int]]]
"""By entity, base metric and day, the figure of the source that was taken."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a base metric is found for the shop: a report's column, a roll-up, or counted from orders."""

    metric: Metric
    fact: str
    column: str
    way: Literal["reported", "rolled_up", "counted"]
    order: int


def shop_candidates(session: Session, shop_id: int, bases: Iterable[Metric], first: int, last: int) -> Candidates:
    """Return every source's daily figures of the whole shop."""
    places = [place for metric in bases for place in shop_places(metric)]
    found: Candidates = {place.metric.id: defaultdict(list) for place in places}
    for way, add in (("reported", _add_reported), ("rolled_up", _add_rolled_up), ("counted", _add_counted)):
        add(session, shop_id, [place for place in places if place.way == way], (first, last), found)
    return found


def keeping_holes(candidates: Candidates) -> Candidates:
    """Return figures without those that would fill a hole inside a better place's own days.

    A sum over products may continue a shop's report before its first or after its last day; a day missing in between
    stays missing, since a sum of another kind in the middle of a line would pass for the real thing.
    """
    return {base: _without_fillings(by_day) for base, by_day in candidates.items()}


def _without_fillings(by_day: dict[int, list[Candidate]]) -> dict[int, list[Candidate]]:
    """Return one metric's figures, each place's only outside the days of better places."""
    kept: dict[int, list[Candidate]] = defaultdict(list)
    spans: list[tuple[int, int]] = []
    for order in sorted({candidate.rank[0] for found in by_day.values() for candidate in found}):
        own = {day: [each for each in found if each.rank[0] == order] for day, found in by_day.items()}
        days = [day for day, found in own.items() if found]
        for day in days:
            if not any(first <= day <= last for first, last in spans):
                kept[day].extend(own[day])
        spans.append((min(days), max(days)))
    return kept


def shop_places(metric: Metric) -> list[Place]:
    """Return where the shop's figure may come from, best first: its own report, then sums that may be made."""
    places: list[Place] = []
    for order, (scope, spec) in enumerate(metric.columns.items()):
        fact, _, column = spec.partition(".")
        if scope is Scope.SHOP:
            places.append(Place(metric, fact, column, "reported", order))
        elif scope is Scope.ORDERS:
            places.append(Place(metric, fact, column, "counted", order))
        elif metric.additivity is Additivity.SUM and scope is not Scope.CHANNEL:
            places.append(Place(metric, fact, column, "rolled_up", order))
    unique = {(place.fact, place.column): place for place in reversed(places)}
    return sorted(unique.values(), key=lambda place: place.order)


def chosen(candidates: Candidates, base_ids: Sequence[str]) -> tuple[dict[str, dict[int, int]], set[Origin]]:
    """Return one figure a base and day such that figures put together come from one system.

    Where one origin knows every base on a day, it is taken. Otherwise each base takes its best, unless two of them
    would come from different systems for the same kind of table: such a day is left out.
    """
    daily: dict[str, dict[int, int]] = {base: {} for base in base_ids}
    origins: set[Origin] = set()
    days = {day for base in base_ids for day in candidates.get(base, {})}
    for day in days:
        by_base = {base: candidates[base][day] for base in base_ids if day in candidates.get(base, {})}
        for base, candidate in _coherent(by_base).items():
            daily[base][day] = candidate.value
            origins.add(candidate.origin)
    return daily, origins


def entity_daily(
    session: Session,
    shop_id: int,
    scope: Scope,
    bases: Iterable[Metric],
    first: int,
    last: int,
    entities: Sequence[str] = (),
) -> tuple[EntityDaily, dict[str, set[Origin]]]:
    """Return daily figures by product, channel or campaign, and by base metric where they come from."""
    by_fact: dict[str, list[Place]] = defaultdict(list)
    for metric in bases:
        fact, _, column = metric.columns[scope].partition(".")
        by_fact[fact].append(Place(metric, fact, column, "reported", 0))
    found: EntityDaily = {}
    origins: dict[str, set[Origin]] = defaultdict(set)
    for fact, places in by_fact.items():
        rows = session.execute(_entity_query(FACTS[fact], scope, places, shop_id, (first, last), entities))
        _add_entities(rows, fact, scope, places, found, origins)
    return found, origins


def _coherent(by_base: Mapping[str, Sequence[Candidate]]) -> dict[str, Candidate]:
    """Return one candidate a base, from a common origin where there is one; nothing where systems would be mixed."""
    common = set.intersection(*({candidate.origin for candidate in found} for found in by_base.values()))
    if common:
        best = min(candidate for candidate in next(iter(by_base.values())) if candidate.origin in common)
        return {base: _of(found, best.origin) for base, found in by_base.items()}
    picked = {base: min(found) for base, found in by_base.items()}
    systems: dict[str, str] = {}
    for candidate in picked.values():
        if systems.setdefault(candidate.origin.fact, candidate.origin.source) != candidate.origin.source:
            return {}
    return picked


def _of(candidates: Sequence[Candidate], origin: Origin) -> Candidate:
    """Return the candidate of an origin."""
    return next(candidate for candidate in candidates if candidate.origin == origin)


def _add_reported(
    session: Session, shop_id: int, places: Sequence[Place], days: tuple[int, int], found: Candidates
) -> None:
    """Add figures that a shop-level report states."""
    by_fact: dict[str, list[Place]] = defaultdict(list)
    for place in places:
        by_fact[place.fact].append(place)
    for fact, wanted in by_fact.items():
        table = FACTS[fact]
        columns = [table.c[place.column] for place in wanted]
        query = select(table.c.day, table.c.source, *columns).where(
            table.c.shop_id == shop_id, table.c.day.between(*days)
        )
        for day, source, *values in session.execute(query):
            for place, value in zip(wanted, values, strict=True):
                if value is not None:
                    found[place.metric.id][day].append(_candidate(place, source, value))


def _add_rolled_up(
    session: Session, shop_id: int, places: Sequence[Place], days: tuple[int, int], found: Candidates
) -> None:
    """Add sums over products, campaigns or order lines, from the roll-ups."""
    rollup = ADDITIVE_ROLLUP.c
    by_fact: dict[str, dict[str, Place]] = defaultdict(dict)
    for place in places:
        by_fact[place.fact][place.column] = place
    for fact, by_column in by_fact.items():
        query = select(rollup.source, rollup.day, rollup.measure, rollup.total).where(
            rollup.shop_id == shop_id,
            rollup.fact == fact,
            rollup.source.in_(_rolled_sources(session, shop_id, fact)),
            rollup.day.between(*days),
            rollup.measure.in_(list(by_column)),
        )
        for source, day, measure, value in session.execute(query):
            place = by_column[measure]
            found[place.metric.id][day].append(_candidate(place, source, value))


def _add_counted(
    session: Session, shop_id: int, places: Sequence[Place], days: tuple[int, int], found: Candidates
) -> None:
    """Add what paid orders come to by day of payment; buyers of one day may be counted, of several days not."""
    if not places:
        return
    table = FACTS["orders"]
    counted = {
        "order_count": func.count(),
        "buyers": func.nullif(func.count(table.c.buyer_hash.distinct()), 0),
        "paid_amount": func.sum(table.c.paid_amount),
        "units": func.sum(table.c.units),
    }
    query = (
        select(table.c.source, table.c.paid_day, *(counted[place.column] for place in places))
        .where(
            table.c.shop_id == shop_id,
            table.c.day.between(days[0] - PAID_WITHIN, days[1]),
            table.c.paid_day.between(*days),
        )
        .group_by(table.c.source, table.c.paid_day)
    )
    for source, day, *values in session.execute(query):
        for place, value in zip(places, values, strict=True):
            if value is not None:
                found[place.metric.id][day].append(_candidate(place, source or "", value))


def _rolled_sources(session: Session, shop_id: int, fact: str) -> list[str]:
    """Return the sources that a fact's roll-up holds, hopping along the key instead of reading every row."""
    rollup = ADDITIVE_ROLLUP.c
    found: list[str] = []
    latest = ""
    while True:
        query = select(func.min(rollup.source)).where(
            rollup.shop_id == shop_id, rollup.fact == fact, rollup.source > latest
        )
        if found == [] and latest == "":
            query = select(func.min(rollup.source)).where(rollup.shop_id == shop_id, rollup.fact == fact)
        source = session.scalar(query)
        if source is None:
            return found
        found.append(source)
        latest = source


def _candidate(place: Place, source: str, value: int) -> Candidate:
    """Return a figure with its rank: the place's order first, then the source's."""
    return Candidate((place.order, source_rank(source)), Origin(place.fact, source), in_steps(place.column, value))


def in_steps(column: str, value: int) -> int:
    """Return a stored value in the metric's steps: parts per million become basis points."""
    return round(value / PPM_IN_BASIS) if column.endswith("_ppm") else value


def _entity_query(
    table: Table,
    scope: Scope,
    places: Sequence[Place],
    shop_id: int,
    days: tuple[int, int],
    entities: Sequence[str],
) -> Select[tuple[object, ...]]:
    """Return a query of (day, source, entity, values); rows of one entity are summed where it has several."""
    entity = table.c[ENTITY_COLUMNS[scope]]
    several = table.name == "ad_day"
    wrap: Callable[[ColumnElement[int]], ColumnElement[int]] = func.sum if several else (lambda column: column)
    query = select(table.c.day, table.c.source, entity, *(wrap(table.c[place.column]) for place in places)).where(
        table.c.shop_id == shop_id, table.c.day.between(*days), entity != ""
    )
    if entities:
        query = query.where(entity.in_(list(entities)))
    return query.group_by(table.c.day, table.c.source, entity) if several else query


def _add_entities(
    rows: Iterable[Sequence[object]],
    fact: str,
    scope: Scope,
    places: Sequence[Place],
    found: EntityDaily,
    origins: dict[str, set[Origin]],
) -> None:
    """Add rows to ``found``, one source a day; for products one source a product and day."""
    best: dict[object, tuple[int, str]] = {}
    kept: dict[tuple[object, object], tuple[str, Sequence[object]]] = {}
    held = list(rows)
    ranks = {source: source_rank(str(source)) for source in {row[1] for row in held}}  # one look-up each, not a row's
    for day, source, entity, *_ in held:
        key = (day, entity) if scope is Scope.PRODUCT else day
        best[key] = min(best.get(key, ranks[source]), ranks[source])
    for day, source, entity, *values in held:
        key = (day, entity) if scope is Scope.PRODUCT else day
        if ranks[source] == best[key]:
            kept[(day, entity)] = (str(source), values)
    for (day, entity), (taken, figures) in kept.items():
        by_base = found.setdefault(str(entity), {})
        for place, value in zip(places, figures, strict=True):
            if value is not None:
                by_base.setdefault(place.metric.id, {})[int(str(day))] = in_steps(place.column, int(str(value)))
                origins[place.metric.id].add(Origin(fact, taken))
