"""Natural breaks: the cut of prices into classes that are as alike inside as can be (Fisher 1958, Jenks 1967).

Prices are compared by their logarithm, so that 20 against 40 weighs as much as 200 against 400. The cut is exact: among
all cuts into ``count`` classes it has the least sum of squared distances to the classes' means.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence


def natural_breaks(prices: Sequence[int], count: int) -> list[int]:
    """Return the inner edges: the lowest price of each class but the first.

    Args:
        prices: positive amounts in any order.
        count: how many classes; fewer come back where there are fewer different prices.
    """
    weights = Counter(prices)
    values = sorted(weights)
    count = min(count, len(values))
    if count < 2:
        return []
    sums = _Sums([math.log(value) for value in values], [weights[value] for value in values])
    return [values[start] for start in _starts(sums, len(values), count)]


class _Sums:
    """Sums from the left, by which the cost of any class is known at once."""

    def __init__(self, points: Sequence[float], weights: Sequence[int]) -> None:
        middle = points[len(points) // 2]
        self._weight, self._first, self._second = [0.0], [0.0], [0.0]
        for point, weight in zip(points, weights, strict=True):
            away = point - middle
            self._weight.append(self._weight[-1] + weight)
            self._first.append(self._first[-1] + weight * away)
            self._second.append(self._second[-1] + weight * away * away)

    def cost(self, start: int, end: int) -> float:
        """Return the sum of squared distances to the mean of the points ``start`` to ``end - 1``."""
        weight = self._weight[end] - self._weight[start]
        first = self._first[end] - self._first[start]
        return self._second[end] - self._second[start] - first * first / weight


def _starts(sums: _Sums, size: int, count: int) -> list[int]:
    """Return where the classes but the first start."""
    costs = [math.inf] + [sums.cost(0, end) for end in range(1, size + 1)]
    chosen: list[list[int]] = []
    for classes in range(2, count + 1):
        costs, starts = _one_more(sums, costs, classes)
        chosen.append(starts)
    cuts: list[int] = []
    end = size
    for starts in reversed(chosen):
        end = starts[end]
        cuts.append(end)
    return cuts[::-1]


def _one_more(sums: _Sums, before: Sequence[float], classes: int) -> tuple[list[float], list[int]]:
    """Return the least costs of the first points in one class more, and where the last class then starts.

    The best start never moves left as the end moves right, so half of the ends are tried in half of the room each time.
    """
    size = len(before) - 1
    costs, starts = [math.inf] * (size + 1), [0] * (size + 1)
    open_spans = [(classes, size, classes - 1, size - 1)]
    while open_spans:
        first, last, low, high = open_spans.pop()
        if first > last:
            continue
        end = (first + last) // 2
        costs[end], starts[end] = min(
            (before[start] + sums.cost(start, end), start) for start in range(low, min(high, end - 1) + 1)
        )
        open_spans += [(first, end - 1, low, starts[end]), (end + 1, last, starts[end], high)]
    return costs, starts
