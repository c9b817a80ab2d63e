"""How did it go: the last day, the last week, the month against its plan, and the last promotion that ended."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Final

from shopplanner.domain.changes import Place
from shopplanner.domain.messages import Money, Percent, message
from shopplanner.domain.metrics.aggregation import Change, change
from shopplanner.domain.metrics.definitions import Metric
from shopplanner.domain.metrics.periods import Comparison, TimeGrain
from shopplanner.domain.promotions.plan import Promotion
from shopplanner.services.metrics import definitions
from shopplanner.services.metrics.freshness import last_day
from shopplanner.services.metrics.query import query
from shopplanner.services.metrics.targets import progress
from shopplanner.services.promotions.plans import promotions_between
from shopplanner.services.today.lines import Line
from shopplanner.services.today.parts import Part, codes_of, movers, product_place, week
from shopplanner.services.workspace import Workspace

WEEK: Final = 7
DASHBOARD: Final = Place("metrics", "dashboard")
LOOKED_AT: Final = ("paid_amount", "visitors", "conversion", "order_value")
CLEAR: Final = 500
"""Basis points from which on a change is called one."""

ENDED_WITHIN: Final = 45


def lines(workspace: Workspace) -> list[Line]:
    """Return how it went."""
    last = last_day(workspace)
    if last is None:
        why = message("today.went.no_data_why")
        return [Line(message("today.went.no_data"), why, 0, "muted", Place("metrics", "importing"))]
    return [
        *_day(workspace, last),
        *_week(workspace, last),
        *_month(workspace, last),
        *_promotion(workspace, last),
        *_products(workspace, last),
    ]


def _day(workspace: Workspace, last: date) -> Iterator[Line]:
    """Yield the last day's paid amount against the same weekday a week before."""
    metric = definitions.metric("paid_amount")
    amounts = query(workspace, ["paid_amount"], last - timedelta(days=WEEK), last).column("paid_amount")
    now, before = amounts[-1], amounts[0]
    moved = change(metric, now, before)
    if moved is None:
        yield Line(message("today.went.day_unknown", day=last), message("today.went.day_unknown_why"), 900)
        return
    text = message("today.went.day", day=last, value=_words(metric, now), change=_change(metric, moved))
    why = message("today.went.day_why", before=last - timedelta(days=WEEK), value=_words(metric, before))
    yield Line(text, why, 900, _role(moved), Place("metrics", "dashboard", "metric:paid_amount"))


def _week(workspace: Workspace, last: date) -> Iterator[Line]:
    """Yield the last week's figures against the week before."""
    first = last - timedelta(days=WEEK - 1)
    result = week(workspace, LOOKED_AT, last)
    for number, metric in enumerate(result.metrics):
        now = result.totals[number].typical
        before = result.compared.totals[number].typical if result.compared else None
        moved = change(metric, now, before)
        if moved is None:
            continue
        values = {"metric": str(metric.name), "value": _words(metric, now), "change": _change(metric, moved)}
        text = message("today.went.week", **values)
        why = message("today.went.week_why", first=first, last=last, before=_words(metric, before))
        place = Place("metrics", "dashboard", f"metric:{metric.id}")
        yield Line(text, why, 800 - number, _role(moved), place)


def _month(workspace: Workspace, last: date) -> Iterator[Line]:
    """Yield where the month stands against its target."""
    found = progress(workspace, "paid_amount", last)
    if found is None or found.actual is None or found.gap is None:
        text, why = message("today.went.no_target"), message("today.went.no_target_why")
        yield Line(text, why, 300, "muted", DASHBOARD)
        return
    words = "today.went.month_ahead" if found.gap >= 0 else "today.went.month_behind"
    text = message(words, share=Percent(found.share or 0), gap=Percent(abs(found.gap)))
    why = message(
        "today.went.month_why", actual=Money(found.actual), target=Money(found.target), expected=Money(found.expected)
    )
    yield Line(text, why, 850, "good" if found.gap >= 0 else "bad", DASHBOARD)


def _promotion(workspace: Workspace, last: date) -> Iterator[Line]:
    """Yield the last promotion that ended: its days against as many days right before it."""
    ended = [
        each
        for each in promotions_between(workspace, last - timedelta(days=ENDED_WITHIN), last)
        if each.ends.date() <= last and each.status != "idea"
    ]
    if not ended:
        text, why = message("today.went.no_promotion", n=ENDED_WITHIN), message("today.went.no_promotion_why")
        yield Line(text, why, 200, "muted", Place("promotions", "calendar"))
        return
    each = max(ended, key=lambda one: (one.ends, one.starts))
    yield _effect(workspace, each)


def _effect(workspace: Workspace, each: Promotion) -> Line:
    """Return a promotion's paid amount against the days before; its own products' where it names them."""
    metric = definitions.metric("paid_amount")
    codes = () if each.whole_shop else codes_of(workspace, each.products)
    result = query(
        workspace,
        ["paid_amount"],
        each.starts.date(),
        each.ends.date(),
        grain=TimeGrain.TOTAL,
        products=codes,
        compare=Comparison.PREVIOUS,
    )
    now = result.totals[0].typical
    before = result.compared.totals[0].typical if result.compared else None
    place = Place("promotions", "calendar", str(each.id))
    moved = change(metric, now, before)
    if moved is None:
        text = message("today.went.effect_unknown", name=each.name)
        return Line(text, message("today.went.effect_unknown_why"), 700, "muted", place)
    text = message("today.went.effect", name=each.name, value=_words(metric, now), change=_change(metric, moved))
    why = message(
        "today.went.effect_why", first=each.starts.date(), last=each.ends.date(), before=_words(metric, before)
    )
    return Line(text, why, 700, _role(moved), place)


def _products(workspace: Workspace, last: date) -> Iterator[Line]:
    """Yield the products whose weekly paid amount rose and fell most."""
    moved = movers(workspace, "paid_amount", last, "product")
    if not moved:
        return
    if moved[0].difference > 0:
        yield _product(workspace, moved[0], "today.went.rose", 600, "good")
    if moved[-1].difference < 0:
        yield _product(workspace, moved[-1], "today.went.fell", 650, "bad")


def _product(workspace: Workspace, one: Part, words: str, weight: int, role: str) -> Line:
    text = message(words, name=one.title, gap=Money(abs(one.difference)))
    why = message("today.went.product_why", now=Money(one.now), before=Money(one.before))
    return Line(text, why, weight, role, product_place(workspace, one.entity))


def _words(metric: Metric, value: int | None) -> str:
    return definitions.format_value(metric, value)


def _change(metric: Metric, moved: Change) -> str:
    return definitions.format_change(metric, moved)


def _role(moved: Change) -> str:
    """Return the colour role of a change; small ones have none."""
    if moved.good is None or (moved.relative is not None and abs(moved.relative) < CLEAR):
        return "muted"
    return "good" if moved.good else "bad"
