"""Signs that imported figures cannot be right: gaps, changed units, sums that do not tie."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import pairwise
from statistics import median
from typing import Final

from shopplanner.domain.metrics.aggregation import divide

JUMP: Final = 8
"""Times an order value may differ from its neighbours' median before a changed unit (元 and 万元, 元 and 分) is
likelier than a change of prices; a festival moves it by less than two."""

NEIGHBOURS: Final = 14
"""Days before and after that a day is compared with."""

ENOUGH: Final = 5
"""Known neighbours below which nothing is said."""


@dataclass(frozen=True, slots=True)
class Rule:
    """Two figures of the same row of which the first can never exceed the second."""

    id: str
    smaller: str
    greater: str


RULES: Final = (
    Rule("visitors_over_views", "visitors", "page_views"),
    Rule("buyers_over_visitors", "paid_buyers", "visitors"),
    Rule("buyers_over_orders", "paid_buyers", "paid_orders"),
    Rule("orders_over_units", "paid_orders", "paid_units"),
    Rule("clicks_over_impressions", "clicks", "impressions"),
    Rule("old_over_all", "old_paid_amount", "paid_amount"),
    Rule("good_over_all", "positive_reviews", "reviews"),
)
"""What the platforms' definitions exclude; the seven-day and channel sums that may differ are not among them."""


def gaps(days: Iterable[int]) -> list[tuple[int, int]]:
    """Return the first and last day of every hole between the first and last known day."""
    known = sorted(set(days))
    return [(before + 1, after - 1) for before, after in pairwise(known) if after - before > 1]


def unit_jumps(order_values: Mapping[int, int]) -> list[int]:
    """Return the days whose order value is out of all proportion to the days around them.

    Args:
        order_values: paid amount per buyer by day, positive.
    """
    return [day for day, value in sorted(order_values.items()) if _out_of_proportion(value, _around(order_values, day))]


def spread(day_list: Iterable[int]) -> list[tuple[int, int]]:
    """Return runs of consecutive days as (first, last)."""
    runs: list[tuple[int, int]] = []
    for day in sorted(set(day_list)):
        if runs and runs[-1][1] == day - 1:
            runs[-1] = (runs[-1][0], day)
        else:
            runs.append((day, day))
    return runs


def difference(base: Mapping[int, int], other: Mapping[int, int]) -> tuple[int, int, int | None]:
    """Return both sums over the days that both know, and other minus base in basis points of base."""
    common = base.keys() & other.keys()
    left, right = sum(base[day] for day in common), sum(other[day] for day in common)
    return left, right, divide((right - left) * 10_000, left) if common else None


def _around(values: Mapping[int, int], day: int) -> list[int]:
    """Return the values of the days around ``day``."""
    near = range(day - NEIGHBOURS, day + NEIGHBOURS + 1)
    return [values[other] for other in near if other != day and other in values]


def _out_of_proportion(value: int, others: list[int]) -> bool:
    """Whether the value is far from the others' median, both ways."""
    if len(others) < ENOUGH:
        return False
    usual = median(others)
    return value >= usual * JUMP or value * JUMP <= usual
