"""Everything a dashboard shows, gathered in one reading: cards, chart, marks on the axis, table."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from shopplanner.domain.days import day_number, day_of
from shopplanner.domain.messages import Message, message
from shopplanner.domain.metrics.aggregation import Change, Method, change
from shopplanner.domain.metrics.definitions import Metric, Scope
from shopplanner.domain.metrics.periods import Period, TimeGrain, compared
from shopplanner.services import wording
from shopplanner.services.metrics import definitions, targets
from shopplanner.services.metrics.freshness import last_day
from shopplanner.services.metrics.query import Dimension, QueryResult, entity_titles, offered, query
from shopplanner.services.metrics.views import View
from shopplanner.services.workspace import Workspace
from shopplanner.storage.tables.facts import AD_DAY, CHANNEL_DAY, PRODUCT_DAY
from shopplanner.storage.tables.products import ShopEventRow
from shopplanner.storage.tables.promotions import PromotionRow

LINES: Final = 5
"""Products, channels or campaigns that are drawn at once, one a chart colour."""

INSTEAD: Final = 6
"""Metrics that are offered where the chosen ones have no figures: as many as fit into a row of cards."""

DROPPED: Final = frozenset({"idea", "cancelled"})
"""Promotions that did not or will not take place."""


@dataclass(frozen=True, slots=True)
class Card:
    """One metric's figure for the period.

    Attributes:
        method: how the figure came about, for its caption.
        known: on how many of ``days`` it is known; ``known_before`` and ``days_before`` say so of the earlier period.
        change: None where fewer than half of the earlier days are known, as it would compare unlike things.
        target: the period's target, where it has one.
    """

    metric: Metric
    value: int | None
    before: int | None
    change: Change | None
    method: Method
    known: int
    days: int
    target: int | None
    known_before: int = 0
    days_before: int = 0


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the chart: a value a day of the period, None where missing."""

    title: str
    values: tuple[int | None, ...]
    compared: bool = False


@dataclass(frozen=True, slots=True)
class Band:
    """A promotion on the time axis."""

    id: int
    name: str
    first: date
    last: date


@dataclass(frozen=True, slots=True)
class Pin:
    """Something that happened, on the time axis."""

    day: date
    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class Dashboard:
    """What the page shows for a view.

    Attributes:
        days: the days of the chart; ``target`` has a value for each.
        table: by time, or by product, channel or campaign where the view is cut.
        unavailable: chosen metrics that the cut does not know.
        instead: metrics that have figures in the period, where none of the chosen ones has any.
    """

    view: View
    period: Period
    before: Period | None
    cards: tuple[Card, ...]
    focus: Metric | None
    days: tuple[date, ...]
    lines: tuple[Line, ...]
    bands: tuple[Band, ...]
    pins: tuple[Pin, ...]
    target: tuple[int | None, ...]
    table: QueryResult | None
    unavailable: tuple[Metric, ...]
    notes: tuple[Message, ...]
    instead: tuple[Metric, ...] = ()


def dashboard(workspace: Workspace, view: View) -> Dashboard | None:
    """Return the dashboard of a view; None where the shop has no figures at all."""
    anchor = last_day(workspace)
    if anchor is None:
        return None
    period = view.period(anchor)
    before = compared(period, view.comparison) if view.comparison else None
    known, unavailable = _split(view)
    focus = _focus(view, known)
    result = _query(workspace, view, known, period, TimeGrain.TOTAL if view.cut else view.grain) if known else None
    bands, pins = marks(workspace, period)
    cards = _cards(workspace, view, period, before)
    return Dashboard(
        view,
        period,
        before,
        cards,
        focus,
        tuple(period.days()),
        _lines(workspace, view, focus, period, before) if focus else (),
        bands,
        pins,
        _target(workspace, view, focus, period),
        result,
        unavailable,
        result.notes if result else (),
        () if any(card.value is not None for card in cards) else _with_figures(workspace, view, period),
    )


def mostly_known(known: int, days: int) -> bool:
    """Whether a period's figure rests on half of its days or more, so that another may be compared with it."""
    return known * 2 >= days


def marks(workspace: Workspace, period: Period) -> tuple[tuple[Band, ...], tuple[Pin, ...]]:
    """Return the promotions and events that fall into a period."""
    with workspace.read() as session:
        return _bands(session, workspace.shop_id, period), _pins(session, workspace.shop_id, period)


def _with_figures(workspace: Workspace, view: View, period: Period) -> tuple[Metric, ...]:
    """Return the first metrics of the dictionary that the shop has figures of in a period."""
    known = offered(Scope.SHOP)
    at = replace(view, cut="", entities=(), comparison=None)
    result = _query(workspace, at, known, period, TimeGrain.TOTAL)
    found = [metric for metric, total in zip(known, result.totals, strict=True) if total.known]
    return tuple(found[:INSTEAD])


def entities(workspace: Workspace, cut: Dimension, view: View) -> tuple[tuple[str, str], ...]:
    """Return (code, title) of everything that can be chosen at a cut, by title: what has rows in the view's days."""
    scope = Scope(cut)
    table, column = {
        Scope.PRODUCT: (PRODUCT_DAY, "product_code"),
        Scope.CHANNEL: (CHANNEL_DAY, "channel"),
        Scope.CAMPAIGN: (AD_DAY, "campaign_id"),
    }[scope]
    anchor = last_day(workspace) or workspace.clock.today()
    period = view.period(anchor)
    days = table.c.day.between(day_number(period.first), day_number(period.last))
    with workspace.read() as session:
        query_codes = select(table.c[column]).where(table.c.shop_id == workspace.shop_id, days)
        codes = [code for code in session.scalars(query_codes.distinct()) if code]
        titles = entity_titles(session, workspace.shop_id, scope, codes)
    return tuple(sorted(((code, titles.get(code, code)) for code in codes), key=lambda pair: pair[1]))


def _split(view: View) -> tuple[tuple[Metric, ...], tuple[Metric, ...]]:
    """Return the view's metrics that the cut knows, and those that it does not."""
    at_cut = {metric.id for metric in offered(Scope(view.cut) if view.cut else Scope.SHOP)}
    chosen = tuple(definitions.metric(metric_id) for metric_id in view.metrics)
    return (
        tuple(metric for metric in chosen if metric.id in at_cut),
        tuple(metric for metric in chosen if metric.id not in at_cut),
    )


def _focus(view: View, known: Sequence[Metric]) -> Metric | None:
    """Return the metric to draw: the chosen one, else the first that is known."""
    return next((metric for metric in known if metric.id == view.focus), known[0] if known else None)


def _query(
    workspace: Workspace, view: View, metrics: Sequence[Metric], period: Period, grain: TimeGrain
) -> QueryResult:
    """Return the table's figures."""
    ids = [metric.id for metric in metrics]
    if not view.cut:
        return query(workspace, ids, period.first, period.last, grain=grain, people="mean", compare=view.comparison)
    return _cut_query(workspace, view, ids, period, grain)


def _cut_query(workspace: Workspace, view: View, ids: Sequence[str], period: Period, grain: TimeGrain) -> QueryResult:
    """Return figures by product, channel or campaign."""
    chosen = {view.cut: view.entities}
    return query(
        workspace,
        ids,
        period.first,
        period.last,
        by=(_dimension(view.cut),),
        grain=grain,
        products=chosen.get("product", ()),
        channels=chosen.get("channel", ()),
        campaigns=chosen.get("campaign", ()),
        compare=view.comparison,
        people="mean",
    )


def _cards(workspace: Workspace, view: View, period: Period, before: Period | None) -> tuple[Card, ...]:
    """Return a card a metric: the shop's figure, or that of the one chosen product, channel or campaign."""
    single = bool(view.cut) and len(view.entities) == 1
    at = view if single else replace(view, cut="", entities=())
    known, _ = _split(at)
    if not known:
        return ()
    result = _query(workspace, at, known, period, TimeGrain.TOTAL)
    earlier = result.compared
    return tuple(
        _card(workspace, metric, result, earlier if before else None, index, single=single)
        for index, metric in enumerate(known)
    )


def _card(
    workspace: Workspace, metric: Metric, result: QueryResult, earlier: QueryResult | None, index: int, *, single: bool
) -> Card:
    """Return one card."""
    total = result.totals[index]
    former = earlier.totals[index] if earlier else None
    before = former.typical if former else None
    known_before, days_before = former.known if former else 0, len(earlier.period) if earlier else 0
    target = None if single else targets.target_of(workspace, metric.id, result.period)
    return Card(
        metric,
        total.typical,
        before,
        change(metric, total.typical, before) if mostly_known(known_before, days_before) else None,
        total.method,
        total.known,
        len(result.period),
        target,
        known_before,
        days_before,
    )


def _lines(workspace: Workspace, view: View, focus: Metric, period: Period, before: Period | None) -> tuple[Line, ...]:
    """Return the chart's lines by day: the shop and its comparison, or the greatest parts of the cut."""
    if not view.cut:
        return _shop_lines(workspace, focus, period, before)
    result = _cut_query(workspace, view, [focus.id], period, TimeGrain.DAY)
    titles: dict[str, str] = {}
    values: dict[str, list[int | None]] = {}
    for row in result.rows:
        titles[row.entity] = row.title
        values.setdefault(row.entity, []).append(row.values[0])
    shown = list(values)[:LINES]
    lines = [Line(titles[entity], tuple(values[entity])) for entity in shown]
    if len(shown) == 1 and result.compared is not None and result.compared.rows:
        lines.append(_stretched(tuple(result.compared.column(focus.id)), len(period)))
    return tuple(lines)


def _shop_lines(workspace: Workspace, focus: Metric, period: Period, before: Period | None) -> tuple[Line, ...]:
    """Return the shop's line and, dashed, the one it is compared with."""
    now = query(workspace, [focus.id], period.first, period.last).column(focus.id)
    lines = [Line(str(focus.name), tuple(now))]
    if before is not None:
        earlier = query(workspace, [focus.id], before.first, before.last).column(focus.id)
        lines.append(_stretched(tuple(earlier), len(period)))
    return tuple(lines)


def _stretched(values: tuple[int | None, ...], length: int) -> Line:
    """Return a comparison line of the period's length, cut or filled up with missing days."""
    filled = (*values, *([None] * (length - len(values))))[:length]
    return Line("", filled, compared=True)


def _target(workspace: Workspace, view: View, focus: Metric | None, period: Period) -> tuple[int | None, ...]:
    """Return the shop's target by day; empty where there is none."""
    if focus is None or view.cut:
        return ()
    values = targets.daily_targets(workspace, focus.id, period)
    return tuple(values) if any(value is not None for value in values) else ()


def _bands(session: Session, shop_id: int, period: Period) -> tuple[Band, ...]:
    """Return promotions that overlap the period."""
    rows = session.scalars(
        select(PromotionRow)
        .where(
            PromotionRow.shop_id == shop_id,
            PromotionRow.starts_at <= f"{period.last} 23:59:59",
            PromotionRow.ends_at >= f"{period.first} 00:00:00",
        )
        .order_by(PromotionRow.starts_at)
    )
    return tuple(
        Band(row.id, row.name, _day(row.starts_at), _day(row.ends_at)) for row in rows if row.status not in DROPPED
    )


def _pins(session: Session, shop_id: int, period: Period) -> tuple[Pin, ...]:
    """Return events of the period."""
    rows = session.scalars(
        select(ShopEventRow)
        .where(
            ShopEventRow.shop_id == shop_id,
            ShopEventRow.day.between(day_number(period.first), day_number(period.last)),
        )
        .order_by(ShopEventRow.day, ShopEventRow.id)
    )
    return tuple(Pin(day_of(row.day), row.kind, row.text) for row in rows)


def _day(moment: str) -> date:
    """Return the day of a stored moment."""
    return datetime.fromisoformat(moment).date()


def _dimension(cut: str) -> Dimension:
    """Return the cut as the query names it."""
    known: dict[str, Dimension] = {"product": "product", "channel": "channel", "campaign": "campaign"}
    return known[cut]


def not_at_cut(metrics: Sequence[Metric], cut: str) -> Message:
    """Return why chosen metrics are not shown at a cut."""
    names = wording.listed(str(metric.name) for metric in metrics)
    return message("metrics.error.not_at_cut", metric=names, cut=message(f"metrics.scope.{cut or 'shop'}"))
