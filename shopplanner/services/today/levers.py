"""What should I change: which factor moved the paid amount, and where in traffic, products and ads it can be turned.

Paid amount = visitors × conversion × order value. A change of the product is shared among its factors by their
logarithms (logarithmic mean Divisia index), which leaves no remainder.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from datetime import date
from typing import Final

from shopplanner.domain.changes import Place
from shopplanner.domain.messages import Money, Percent, message
from shopplanner.services import wording
from shopplanner.services.metrics import definitions
from shopplanner.services.metrics.freshness import last_day
from shopplanner.services.metrics.query import QueryResult
from shopplanner.services.today.lines import Line
from shopplanner.services.today.parts import WEEK, movers, product_place, week
from shopplanner.services.workspace import Workspace

FACTORS: Final = ("visitors", "conversion", "order_value")
STEADY: Final = 300
"""Basis points of the paid amount below which a change is not worth a lever."""

BUSY: Final = 15
"""Products with the most visitors that are compared with the shop's conversion."""

HALF: Final = 2
FEWEST_VISITORS: Final = 30
"""Visitors a day below which a product's conversion says little."""

SPENT: Final = 10_000
"""Fen a week below which a campaign is left alone."""

AD_CUT: Final = 3_000
LOST_VISITORS: Final = 10


def lines(workspace: Workspace) -> list[Line]:
    """Return what to change, the greatest effect on the paid amount first."""
    last = last_day(workspace)
    if last is None:
        why = message("today.went.no_data_why")
        return [Line(message("today.went.no_data"), why, 0, "muted", Place("metrics", "importing"))]
    result = week(workspace, ["paid_amount", *FACTORS], last)
    return [
        *_factors(result),
        *_channel(workspace, last, result),
        *_ads(workspace, last, result),
        *_campaigns(workspace, last),
        *_conversion(workspace, last, result),
    ]


def shares(now: tuple[float, ...], before: tuple[float, ...], difference: int) -> tuple[int, ...] | None:
    """Return which part of ``difference`` each factor accounts for; None where a factor is not above zero.

    The parts add up to the difference but for rounding.
    """
    if min(*now, *before) <= 0:
        return None
    logs = [math.log(new / old) for new, old in zip(now, before, strict=True)]
    whole = sum(logs)
    if abs(whole) < 1e-9:
        return tuple(0 for _ in logs)
    return tuple(round(difference * log / whole) for log in logs)


def _factors(result: QueryResult) -> Iterator[Line]:
    """Yield the factors that pulled the paid amount down; if none did, the one that carried it."""
    now = [total.typical for total in result.totals]
    before = [total.typical for total in result.compared.totals] if result.compared else []
    if not before or None in now or None in before:
        yield Line(message("today.change.unknown"), message("today.change.unknown_why"), 0)
        return
    figures = [float(value or 0) for value in now], [float(value or 0) for value in before]
    difference = round(figures[0][0] - figures[1][0])
    parts = shares(tuple(figures[0][1:]), tuple(figures[1][1:]), difference)
    if parts is None:
        yield Line(message("today.change.unknown"), message("today.change.unknown_why"), 0)
        return
    ranked = sorted(zip(FACTORS, parts, strict=True), key=lambda pair: pair[1])
    limit = abs(figures[1][0]) * STEADY / 10_000
    pulling = [(name, part) for name, part in ranked if part < -limit]
    for name, part in pulling or ranked[-1:]:
        place = FACTORS.index(name) + 1
        yield _factor(name, part, difference, (now[place], before[place]))


def _factor(name: str, part: int, difference: int, values: tuple[int | None, int | None]) -> Line:
    metric = definitions.metric(name)
    words = "today.change.pulled" if part < 0 else "today.change.carried"
    text = message(words, metric=str(metric.name), amount=Money(abs(part)))
    shown = [definitions.format_value(metric, value) for value in values]
    whole = wording.money(difference) if difference <= 0 else f"+{wording.money(difference)}"
    why = message("today.change.factor_why", now=shown[0], before=shown[1], whole=whole, act=str(metric.act))
    place = Place("metrics", "dashboard", f"metric:{name}")
    return Line(text, why, max(1, abs(part)), "bad" if part < 0 else "good", place)


def _worth(visitors: int, shop: QueryResult) -> int:
    """Return what so many visitors a day are worth in a week, at the shop's conversion and order value."""
    conversion, order_value = shop.totals[2].typical or 0, shop.totals[3].typical or 0
    return visitors * WEEK * conversion * order_value // 10_000


def _channel(workspace: Workspace, last: date, shop: QueryResult) -> Iterator[Line]:
    """Yield the traffic source that lost most visitors a day."""
    found = movers(workspace, "visitors", last, "channel")
    leaves = [one for one in found if not any(other.entity.startswith(f"{one.entity} / ") for other in found)]
    if not leaves or leaves[-1].difference > -LOST_VISITORS:
        return
    worst = leaves[-1]
    lost = abs(worst.difference)
    text = message("today.change.channel", channel=worst.title, n=lost)
    values = (wording.number(worst.now), wording.number(worst.before), Money(_worth(lost, shop)))
    why = message("today.change.channel_why", now=values[0], before=values[1], worth=values[2])
    yield Line(text, why, _worth(lost, shop), "bad", Place("metrics", "dashboard", "metric:visitors"))


def _ads(workspace: Workspace, last: date, shop: QueryResult) -> Iterator[Line]:
    """Yield that advertising was cut, where visitors fell with it."""
    result = week(workspace, ["ad_cost", "visitors"], last)
    now = [total.typical for total in result.totals]
    before = [total.typical for total in result.compared.totals] if result.compared else [None, None]
    cost, cost_before, people, people_before = now[0], before[0], now[1], before[1]
    if not cost_before or cost is None or people is None or people_before is None:
        return
    cut = (cost_before - cost) * 10_000 // cost_before
    if cut >= AD_CUT and people < people_before:
        why = message(
            "today.change.ads_why",
            now=Money(cost),
            before=Money(cost_before),
            people=wording.number(people),
            then=wording.number(people_before),
        )
        place = Place("metrics", "dashboard", "metric:ad_cost")
        yield Line(
            message("today.change.ads", cut=Percent(cut)), why, _worth(people_before - people, shop), "warn", place
        )


def _campaigns(workspace: Workspace, last: date) -> Iterator[Line]:
    """Yield the campaign that lost most: its cost above the deals it brought."""
    rows = week(workspace, ["ad_cost", "ad_amount"], last, "campaign").rows
    losing = [
        (cost - (row.values[1] or 0), row)
        for row in rows
        if (cost := row.values[0]) is not None and cost >= SPENT and (row.values[1] or 0) < cost
    ]
    if losing:
        gap, row = max(losing, key=lambda pair: pair[0])
        text = message("today.change.campaign", name=row.title, gap=Money(gap))
        why = message("today.change.campaign_why", cost=Money(row.values[0] or 0), deals=Money(row.values[1] or 0))
        yield Line(text, why, gap, "warn", Place("metrics", "dashboard", "metric:ad_cost"))


def _conversion(workspace: Workspace, last: date, shop: QueryResult) -> Iterator[Line]:
    """Yield the busy product whose conversion is furthest below half of the shop's, with what is lost by it."""
    usual = shop.totals[2].typical
    if not usual:
        return
    rows = week(workspace, ["visitors", "conversion", "order_value"], last, "product").rows[:BUSY]
    found = [
        (people * (usual - conversion) * (row.values[2] or 0) * WEEK // 10_000, row)
        for row in rows
        if (people := row.values[0] or 0) >= FEWEST_VISITORS
        and (conversion := row.values[1]) is not None
        and conversion * HALF < usual
    ]
    if found:
        lost, row = max(found, key=lambda pair: pair[0])
        metric = definitions.metric("conversion")
        shown = definitions.format_value(metric, row.values[1])
        text = message("today.change.converts_little", name=row.title, value=shown)
        why = message(
            "today.change.converts_little_why",
            people=row.values[0] or 0,
            usual=definitions.format_value(metric, usual),
            lost=Money(lost),
        )
        yield Line(text, why, lost, "warn", product_place(workspace, row.entity))
