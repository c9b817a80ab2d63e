"""The figures of a promotion's period: what can be added is added, people are not, and nothing missing becomes zero."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from shopplanner.domain.days import day_number
from shopplanner.domain.messages import Message, message
from shopplanner.domain.metrics.aggregation import Method, divide
from shopplanner.domain.metrics.definitions import BASIS, Unit
from shopplanner.domain.metrics.periods import Period, TimeGrain
from shopplanner.services.metrics.query import Total, query
from shopplanner.services.metrics.reading import Origin
from shopplanner.services.promotions.review import lines as daily_lines
from shopplanner.services.promotions.review.buyers import HISTORY, Buyers, buyers
from shopplanner.services.promotions.review.lines import Lines
from shopplanner.services.promotions.review.scope import Goods
from shopplanner.services.workspace import Workspace

UNITS: Final[Mapping[str, Unit]] = {
    "paid_amount": Unit.MONEY,
    "orders": Unit.COUNT,
    "order_value": Unit.MONEY,
    "refund_rate": Unit.RATIO,
    "visitors": Unit.PEOPLE,
    "conversion": Unit.RATIO,
    "cart_rate": Unit.RATIO,
    "ad_cost": Unit.MONEY,
    "roas": Unit.TIMES,
    "new_share": Unit.RATIO,
    "repeat_share": Unit.RATIO,
    "member_share": Unit.RATIO,
    "gross_margin": Unit.RATIO,
    "net_margin": Unit.RATIO,
}
"""The review's figures in their order, five groups: trade, traffic, advertising, people, profit."""
GROUPS: Final = {
    "trade": ("paid_amount", "orders", "order_value", "refund_rate"),
    "traffic": ("visitors", "conversion", "cart_rate"),
    "ads": ("ad_cost", "roas"),
    "people": ("new_share", "repeat_share", "member_share"),
    "profit": ("gross_margin", "net_margin"),
}
LESS_IS_BETTER: Final = frozenset({"refund_rate", "ad_cost"})
LINES: Final = (Origin("order_line", ""),)
PRODUCTS: Final = (Origin("product_day", ""),)
ADDED: Final = ("paid_amount", "ad_cost", "roas")
"""Reported figures that may be put together over products."""
FROM_REPORTS: Final = ("paid_amount", "visitors", "conversion", "cart_rate", "ad_cost", "roas")


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure with where it comes from.

    Attributes:
        value: in the unit's steps; None where it is not known or may not be put together.
        how: how it came about, or why there is none.
        known: days or orders it rests on.
        low: lower end where only a range over products can be given.
        high: upper end.
        sources: tables and systems it comes from.
    """

    value: int | None
    how: Message
    known: int = 0
    low: int | None = None
    high: int | None = None
    sources: tuple[Origin, ...] = ()


@dataclass(frozen=True, slots=True)
class Cut:
    """Whose figures: ``codes`` is empty for the whole shop."""

    codes: tuple[str, ...]
    goods: tuple[Goods, ...]


def figures(workspace: Workspace, cut: Cut, period: Period) -> dict[str, Figure]:
    """Return every figure of ``UNITS`` for a period."""
    with workspace.read() as session:
        people = buyers(session, workspace.shop_id, cut.codes, period)
        first, last = day_number(period.first), day_number(period.last)
        own = daily_lines.daily(session, workspace.shop_id, first, last).lines(cut.goods)
        if not cut.codes:
            own = daily_lines.shop_lines(session, workspace.shop_id, first, last, own)
    found = _reported(workspace, cut, period, FROM_REPORTS)
    found["orders"] = _orders(workspace, cut, period, people)
    found["order_value"] = _order_value(workspace, cut, period, people)
    found["refund_rate"] = _refund_rate(workspace, cut, period, people)
    found |= _shares(people)
    found |= _margins(own, found["ad_cost"], found["refund_rate"], range(first, last + 1))
    return {name: found[name] for name in UNITS}


def _reported(workspace: Workspace, cut: Cut, period: Period, metrics: Sequence[str]) -> dict[str, Figure]:
    """Return figures of the metric dictionary for the whole shop, one product, or several."""
    if len(cut.codes) <= 1:
        return _totals(workspace, cut, period, metrics)
    added = [metric for metric in metrics if metric in ADDED]
    ranged = [metric for metric in metrics if metric not in ADDED]
    return _totals(workspace, cut, period, added) | _ranges(workspace, cut, period, ranged)


def _totals(workspace: Workspace, cut: Cut, period: Period, metrics: Sequence[str]) -> dict[str, Figure]:
    """Return figures put together over the period."""
    result = query(workspace, metrics, period.first, period.last, products=cut.codes, people="mean")
    return {
        metric: _of_total(total, sources)
        for metric, total, sources in zip(metrics, result.totals, result.origins, strict=True)
    }


def _ranges(workspace: Workspace, cut: Cut, period: Period, metrics: Sequence[str]) -> dict[str, Figure]:
    """Return the range over products of figures that may not be put together over them."""
    result = query(
        workspace, metrics, period.first, period.last, by=["product"], products=cut.codes, people="mean",
        grain=TimeGrain.TOTAL,
    )  # fmt: skip
    found = {}
    for place, metric in enumerate(metrics):
        values = [value for row in result.rows if (value := row.values[place]) is not None]
        known = max((row.known[place] for row in result.rows), default=0)
        how = message("review.how.range", n=len(values))
        found[metric] = (
            Figure(None, how, known, min(values), max(values), result.origins[place]) if values else _missing()
        )
    return found


def _of_total(total: Total, sources: Sequence[Origin]) -> Figure:
    """Return a query's total as a figure."""
    if total.typical is None:
        return Figure(None, message("review.how.missing"))
    hows = {
        Method.REPORTED: "review.how.reported",
        Method.DAY_MEAN: "review.how.day_mean",
        Method.DAY_WEIGHTED: "review.how.day_weighted",
        Method.RATIO_OF_SUMS: "review.how.ratio",
    }
    return Figure(total.typical, message(hows.get(total.method, "review.how.sum")), total.known, sources=tuple(sources))


def _orders(workspace: Workspace, cut: Cut, period: Period, people: Buyers) -> Figure:
    """Return the number of paid orders, each once whatever it holds."""
    if not cut.codes:
        reported = _totals(workspace, cut, period, ["paid_orders"])["paid_orders"]
        if reported.value is not None:
            return reported
    return _from_orders(people.orders, "review.how.orders", people)


def _order_value(workspace: Workspace, cut: Cut, period: Period, people: Buyers) -> Figure:
    """Return the paid amount a buyer: of distinct buyers where there are order lines, else as reported."""
    if people.bought is not None and people.buyers:
        return _from_orders(divide(people.bought, people.buyers), "review.how.order_value", people)
    return _alone(workspace, cut, period, "order_value")


def _refund_rate(workspace: Workspace, cut: Cut, period: Period, people: Buyers) -> Figure:
    """Return what was paid back of the orders of the period; without order lines what was paid back in it."""
    if people.paid and people.refunded is not None:
        return _from_orders(divide(people.refunded * BASIS, people.paid), "review.how.refund_rate", people)
    return _alone(workspace, cut, period, "refund_rate")


def _alone(workspace: Workspace, cut: Cut, period: Period, metric: str) -> Figure:
    """Return a reported figure of the shop or of one product; several products have none together."""
    return _missing() if len(cut.codes) > 1 else _totals(workspace, cut, period, [metric])[metric]


def _shares(people: Buyers) -> dict[str, Figure]:
    """Return the shares of new, repeating and member buyers."""

    def share(count: int | None, how: str) -> Figure:
        value = None if count is None or not people.buyers else divide(count * BASIS, people.buyers)
        return _from_orders(value, how, people)

    short = people.buyers is not None and people.new is None
    new = (
        Figure(None, message("review.how.history", days=people.history, need=HISTORY))
        if short
        else share(people.new, "review.how.new")
    )
    return {
        "new_share": new,
        "repeat_share": share(people.repeated, "review.how.repeat"),
        "member_share": Figure(None, message("review.how.members")),
    }


def _margins(own: Lines, ads: Figure, refund_rate: Figure, days: Sequence[int]) -> dict[str, Figure]:
    """Return gross and net margin; refunded sales earn nothing, and advertising is borne by what stays."""
    gross, paid = own.gross(days), own.total("paid", days)
    if gross is None or not paid:
        return dict.fromkeys(("gross_margin", "net_margin"), Figure(None, message("review.how.no_cost")))
    known = sum(day in own.costed for day in days)
    margin = Figure(divide(gross * BASIS, paid), message("review.how.gross"), known, sources=PRODUCTS)
    if ads.value is None or refund_rate.value is None:
        return {"gross_margin": margin, "net_margin": Figure(None, message("review.how.no_net"))}
    kept = divide(paid * (BASIS - refund_rate.value), BASIS) or 0
    net = (divide(gross * (BASIS - refund_rate.value), BASIS) or 0) - ads.value
    return {
        "gross_margin": margin,
        "net_margin": Figure(
            divide(net * BASIS, kept), message("review.how.net"), known, sources=(*PRODUCTS, *ads.sources)
        ),
    }


def _from_orders(value: int | None, how: str, people: Buyers) -> Figure:
    if value is None:
        return _missing()
    return Figure(value, message(how), people.days, sources=LINES)


def _missing() -> Figure:
    return Figure(None, message("review.how.missing"))


def completion(name: str, target: int | None, actual: Figure) -> int | None:
    """Return how much of a target was reached, in basis points; for what should be small, target over actual."""
    if not target or actual.value is None:
        return None
    if name in LESS_IS_BETTER:
        return divide(target * BASIS, actual.value)
    return divide(actual.value * BASIS, target)
