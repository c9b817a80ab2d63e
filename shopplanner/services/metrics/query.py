"""The one way to ask for figures: any metrics, period, grain and cut, with what may not be summed refused."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from shopplanner.domain.days import day_number
from shopplanner.domain.errors import RuleError
from shopplanner.domain.messages import Message, message
from shopplanner.domain.metrics.aggregation import Daily, Method, aggregate, known_days, method_of
from shopplanner.domain.metrics.definitions import Additivity, Metric, Scope, bases, rests_on_people
from shopplanner.domain.metrics.periods import Comparison, Period, TimeGrain, buckets, compared
from shopplanner.services import wording
from shopplanner.services.metrics import definitions, reading
from shopplanner.services.metrics.reading import Origin
from shopplanner.services.workspace import Workspace
from shopplanner.storage.tables.facts import AD_DAY, PRODUCT_DAY
from shopplanner.storage.tables.products import ProductRow

Dimension = Literal["product", "channel", "campaign"]
Titles = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Row:
    """Figures of one bucket of time, and of one product, channel or campaign where the query is cut by one.

    Attributes:
        values: a value a metric in its own steps; None where nothing is known.
        known: on how many of the bucket's days each figure is known.
    """

    period: Period
    entity: str
    title: str
    values: tuple[int | None, ...]
    known: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Total:
    """What a metric comes to over the whole result.

    Attributes:
        value: the figure that may stand under the column; None where there is none.
        reason: why there is none.
        typical: the period's figure in the sense of ``method``, such as people a day.
        known: on how many days it is known.
    """

    value: int | None
    reason: Message | None
    typical: int | None
    method: Method
    known: int


@dataclass(frozen=True, slots=True)
class QueryResult:
    """An answer: columns are ``metrics``, rows in order of entity and time."""

    period: Period
    metrics: tuple[Metric, ...]
    rows: tuple[Row, ...]
    totals: tuple[Total, ...]
    origins: tuple[tuple[Origin, ...], ...]
    notes: tuple[Message, ...]
    compared: QueryResult | None = None

    def column(self, metric_id: str) -> list[int | None]:
        """Return one metric's values in row order."""
        at = [metric.id for metric in self.metrics].index(metric_id)
        return [row.values[at] for row in self.rows]


@dataclass(frozen=True, slots=True)
class Request:
    """A query as asked, checked and ready to be run."""

    metrics: tuple[Metric, ...]
    period: Period
    grain: TimeGrain
    scope: Scope
    split: bool
    entities: tuple[str, ...]
    mean_of_people: bool


def query(
    workspace: Workspace,
    metrics: Sequence[str],
    first: date,
    last: date,
    *,
    by: Sequence[Dimension] = (),
    grain: TimeGrain | str = TimeGrain.DAY,
    products: Sequence[str] = (),
    channels: Sequence[str] = (),
    campaigns: Sequence[str] = (),
    compare: Comparison | None = None,
    people: Literal["refuse", "mean"] = "refuse",
) -> QueryResult:
    """Return figures of ``metrics`` from ``first`` to ``last``.

    ``by`` is the cut of the rows, at most one dimension; ``products`` (platform codes), ``channels`` and ``campaigns``
    restrict it, one kind at a time. ``compare`` also answers for another period, in ``compared``. ``people`` says what
    to do with distinct people over several days: refuse, or give their mean a day.

    Raises:
        RuleError: if something would have to be summed that cannot be, or is not measured at that cut.
        NotFoundError: if the dictionary lacks a metric.
    """
    request = _request(
        metrics,
        Period(first, last),
        TimeGrain(grain),
        by,
        {Scope.PRODUCT: tuple(products), Scope.CHANNEL: tuple(channels), Scope.CAMPAIGN: tuple(campaigns)},
        mean_of_people=people == "mean",
    )
    with workspace.read() as session:
        result = _answer(session, workspace.shop_id, request)
        if compare is None:
            return result
        other = _at(request, compared(request.period, compare))
        return _with(result, _answer(session, workspace.shop_id, other))


def series(workspace: Workspace, metric_id: str, first: date, last: date) -> list[int | None]:
    """Return the shop's figure of a metric for each day, None where it is not known."""
    return query(workspace, [metric_id], first, last).column(metric_id)


def offered(scope: Scope) -> tuple[Metric, ...]:
    """Return the metrics that can be asked for at a scope."""
    return tuple(metric for metric in definitions.metrics().values() if _available(metric, scope))


def _request(
    metric_ids: Sequence[str],
    period: Period,
    grain: TimeGrain,
    by: Sequence[Dimension],
    filters: Mapping[Scope, tuple[str, ...]],
    *,
    mean_of_people: bool,
) -> Request:
    """Return the checked request."""
    used = {Scope(dimension) for dimension in by} | {scope for scope, entities in filters.items() if entities}
    if len(used) > 1:
        raise RuleError(message("metrics.error.one_cut"), message("metrics.error.one_cut_hint"))
    scope = next(iter(used), Scope.SHOP)
    found = tuple(definitions.metric(metric_id) for metric_id in metric_ids)
    request = Request(found, period, grain, scope, bool(by), filters.get(scope, ()), mean_of_people)
    _refuse_unmeasured(request)
    _refuse_people_over_days(request)
    _refuse_sums_over_entities(request)
    return request


def _refuse_unmeasured(request: Request) -> None:
    """Raise where a metric is not known at the asked cut."""
    for metric in request.metrics:
        if not _available(metric, request.scope):
            raise RuleError(
                message("metrics.error.not_at_cut", metric=str(metric.name), cut=message(_scope_text(request.scope))),
                message("metrics.error.not_at_cut_hint"),
            )


def _refuse_people_over_days(request: Request) -> None:
    """Raise where days of distinct people would be summed."""
    if request.mean_of_people or all(len(bucket) == 1 for bucket in buckets(request.period, request.grain)):
        return
    for metric in request.metrics:
        if metric.additivity is Additivity.PEOPLE:
            raise RuleError(
                message("metrics.error.people_over_days", metric=str(metric.name)),
                message("metrics.error.people_over_days_hint"),
            )


def _refuse_sums_over_entities(request: Request) -> None:
    """Raise where several products, channels or campaigns would be thrown together and cannot be."""
    if request.split or len(request.entities) < 2:
        return
    for metric in request.metrics:
        if not _additive_over_entities(metric):
            raise RuleError(
                message(
                    "metrics.error.over_entities",
                    metric=str(metric.name),
                    cut=message(_scope_text(request.scope)),
                ),
                message("metrics.error.over_entities_hint"),
            )


def _additive_over_entities(metric: Metric) -> bool:
    """Whether the metric may be put together over products: sums, and ratios of sums."""
    everything = definitions.metrics()
    return all(base.additivity is Additivity.SUM for base in bases(everything, metric))


def _available(metric: Metric, scope: Scope) -> bool:
    """Whether every base of the metric is measured at the scope; weights may be missing."""
    everything = definitions.metrics()
    needed = [base for base in bases(everything, metric) if base.id != metric.weight]
    if scope is Scope.SHOP:
        return all(reading.shop_places(base) for base in needed)
    return all(scope in base.columns for base in needed)


def _answer(session: Session, shop_id: int, request: Request) -> QueryResult:
    """Return the result for one period."""
    if request.scope is Scope.SHOP:
        return _shop_answer(session, shop_id, request)
    return _entity_answer(session, shop_id, request)


def _shop_answer(session: Session, shop_id: int, request: Request) -> QueryResult:
    """Return figures of the whole shop by bucket."""
    everything = definitions.metrics()
    first, last = day_number(request.period.first), day_number(request.period.last)
    found = reading.shop_candidates(session, shop_id, _all_bases(request.metrics), first, last)
    candidates = reading.keeping_holes(found)
    views: list[Daily] = []
    origins: list[tuple[Origin, ...]] = []
    for metric in request.metrics:
        daily, used = reading.chosen(
            candidates, [base.id for base in bases(everything, metric) if base.id != metric.weight]
        )
        if metric.weight:
            daily |= reading.chosen(candidates, [metric.weight])[0]
        views.append(daily)
        origins.append(tuple(sorted(used)))
    rows = _rows(request, views, "", "")
    totals = tuple(_total(request, metric, view) for metric, view in zip(request.metrics, views, strict=True))
    notes = _notes(request.metrics, origins)
    return QueryResult(request.period, request.metrics, tuple(rows), totals, tuple(origins), notes)


def _entity_answer(session: Session, shop_id: int, request: Request) -> QueryResult:
    """Return figures by product, channel or campaign, or of the chosen ones together."""
    first, last = day_number(request.period.first), day_number(request.period.last)
    measured = [base for base in _all_bases(request.metrics) if request.scope in base.columns]
    found, used = reading.entity_daily(session, shop_id, request.scope, measured, first, last, request.entities)
    titles = entity_titles(session, shop_id, request.scope, found)
    together = _together(_leaves(found) if request.scope is Scope.CHANNEL else found)
    shown = found if request.split else {"": together} if found else {}
    rows = [
        row
        for entity, daily in _by_size(request.metrics[0], shown)
        for row in _rows(request, [daily] * len(request.metrics), entity, titles.get(entity, entity))
    ]
    totals = tuple(_entity_total(request, metric, together, len(shown)) for metric in request.metrics)
    everything = definitions.metrics()
    origins = tuple(
        tuple(sorted(set().union(*(used.get(base.id, set()) for base in bases(everything, metric)))))
        for metric in request.metrics
    )
    return QueryResult(request.period, request.metrics, tuple(rows), totals, origins, ())


def entity_titles(session: Session, shop_id: int, scope: Scope, entities: Iterable[str]) -> dict[str, str]:
    """Return what products and campaigns are called; channels are their own name."""
    wanted = set(entities)
    if scope is Scope.PRODUCT:
        named = session.execute(
            select(ProductRow.code, ProductRow.short_name, ProductRow.title).where(ProductRow.shop_id == shop_id)
        )
        titles = {code: short or title for code, short, title in named if code in wanted}
        return titles | _reported_titles(session, shop_id, wanted - titles.keys())
    if scope is Scope.CAMPAIGN:
        rows = session.execute(
            select(AD_DAY.c.campaign_id, func.max(AD_DAY.c.campaign))
            .where(AD_DAY.c.shop_id == shop_id)
            .group_by(AD_DAY.c.campaign_id)
        )
        return {code: name for code, name in rows if code in wanted and name}
    return {}


def _reported_titles(session: Session, shop_id: int, codes: set[str]) -> dict[str, str]:
    """Return the titles that imported reports give to products that are not in the catalogue."""
    if not codes:
        return {}
    latest = session.scalar(select(func.max(PRODUCT_DAY.c.day)).where(PRODUCT_DAY.c.shop_id == shop_id))
    rows = session.execute(
        select(PRODUCT_DAY.c.product_code, func.max(PRODUCT_DAY.c.title))
        .where(PRODUCT_DAY.c.shop_id == shop_id, PRODUCT_DAY.c.day > (latest or 0) - 90)
        .group_by(PRODUCT_DAY.c.product_code)
    )
    return {code: title for code, title in rows if code in codes and title}


def _rows(request: Request, views: Sequence[Daily], entity: str, title: str) -> list[Row]:
    """Return the rows of one entity, one a bucket."""
    everything = definitions.metrics()
    rows: list[Row] = []
    for bucket in buckets(request.period, request.grain):
        days = [day_number(day) for day in bucket.days()]
        pairs = list(zip(request.metrics, views, strict=True))
        values = tuple(aggregate(everything, metric, daily, days) for metric, daily in pairs)
        known = tuple(known_days(everything, metric, daily, days) for metric, daily in pairs)
        rows.append(Row(bucket, entity, title, values, known))
    return rows


def _total(request: Request, metric: Metric, daily: Daily) -> Total:
    """Return the total under a column of the shop's figures."""
    everything = definitions.metrics()
    days = [day_number(day) for day in request.period.days()]
    typical = aggregate(everything, metric, daily, days)
    method = method_of(everything, metric, len(days))
    reason = _no_total_over_days(metric, method)
    known = known_days(everything, metric, daily, days)
    return Total(None if reason else typical, reason, typical, method, known)


def _entity_total(request: Request, metric: Metric, together: Daily, entities: int) -> Total:
    """Return the total under a column that is cut by product, channel or campaign."""
    if _additive_over_entities(metric) or entities == 1:
        return _total(request, metric, together)
    reason = message("metrics.error.over_entities", metric=str(metric.name), cut=message(_scope_text(request.scope)))
    return Total(None, reason, None, method_of(definitions.metrics(), metric, len(request.period)), 0)


def _no_total_over_days(metric: Metric, method: Method) -> Message | None:
    """Return why days of the metric have no total, if they have none."""
    if method is Method.DAY_MEAN:
        return message("metrics.error.people_over_days", metric=str(metric.name))
    if method is Method.LAST:
        return message("metrics.error.index_over_days", metric=str(metric.name))
    return None


def _leaves(found: reading.EntityDaily) -> reading.EntityDaily:
    """Return the traffic sources that have no parts of their own in the result, so that nothing is counted twice."""
    return {path: daily for path, daily in found.items() if not any(other.startswith(f"{path} / ") for other in found)}


def _together(found: reading.EntityDaily) -> dict[str, dict[int, int]]:
    """Return all entities' figures added by base and day; only to be used for what may be added."""
    together: dict[str, dict[int, int]] = {}
    for daily in found.values():
        for base, values in daily.items():
            into = together.setdefault(base, {})
            for day, value in values.items():
                into[day] = into.get(day, 0) + value
    return together


def _by_size(metric: Metric, found: reading.EntityDaily) -> list[tuple[str, dict[str, dict[int, int]]]]:
    """Return entities by the first metric's size over the whole period, greatest first."""
    everything = definitions.metrics()

    def size(daily: Daily) -> int:
        days = sorted({day for values in daily.values() for day in values})
        return aggregate(everything, metric, daily, days) or 0

    return sorted(found.items(), key=lambda item: (-size(item[1]), item[0]))


def _notes(metrics: Sequence[Metric], origins: Sequence[tuple[Origin, ...]]) -> tuple[Message, ...]:
    """Return what a reader should know about where the figures come from."""
    missing = [
        metric
        for metric, used in zip(metrics, origins, strict=True)
        if not used and rests_on_people(definitions.metrics(), metric)
    ]
    if not missing:
        return ()
    return (message("metrics.note.needs_shop_report", metrics=wording.listed(str(metric.name) for metric in missing)),)


def _all_bases(metrics: Sequence[Metric]) -> list[Metric]:
    """Return the measured metrics behind all of them, each once."""
    everything = definitions.metrics()
    return list({base.id: base for metric in metrics for base in bases(everything, metric)}.values())


def _at(request: Request, period: Period) -> Request:
    """Return the same request for another period."""
    return Request(
        request.metrics,
        period,
        request.grain,
        request.scope,
        request.split,
        request.entities,
        request.mean_of_people,
    )


def _with(result: QueryResult, other: QueryResult) -> QueryResult:
    """Return the result with its comparison."""
    return QueryResult(result.period, result.metrics, result.rows, result.totals, result.origins, result.notes, other)


def _scope_text(scope: Scope) -> str:
    """Return the text id of a scope's name."""
    return f"metrics.scope.{scope}"
