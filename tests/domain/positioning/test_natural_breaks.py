"""Natural breaks are the best of all cuts, by comparison with trying every one."""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import combinations, pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shopplanner.domain.positioning.natural_breaks import natural_breaks

PRICES = st.lists(st.integers(100, 5000), min_size=1, max_size=14)


def cost(prices: Sequence[int], inner: Sequence[int]) -> float:
    """Return the sum of squared distances of log prices to their classes' means."""
    total = 0.0
    for low, high in pairwise([0, *inner, 10**9]):
        logs = [math.log(price) for price in prices if low <= price < high]
        mean = sum(logs) / len(logs)
        total += sum((one - mean) ** 2 for one in logs)
    return total


def best_cost(prices: Sequence[int], count: int) -> float:
    """Return the least cost of any cut, by trying them all."""
    values = sorted(set(prices))
    count = min(count, len(values))
    return min(cost(prices, inner) for inner in combinations(values[1:], count - 1))


@given(PRICES, st.integers(1, 5))
def test_no_other_cut_is_better(prices: list[int], count: int) -> None:
    inner = natural_breaks(prices, count)
    assert len(inner) == min(count, len(set(prices))) - 1
    assert cost(prices, inner) == pytest.approx(best_cost(prices, count), abs=1e-9)


def test_three_heaps_are_found() -> None:
    assert natural_breaks([1000, 1100, 1050, 4000, 4100, 19000, 20000], 3) == [4000, 19000]


def test_ratios_count_rather_than_differences() -> None:
    """10 and 20 lie as far apart as 1000 and 2000."""
    assert natural_breaks([10, 20, 1000, 1100], 3) == [20, 1000]


def test_a_single_price_has_no_breaks() -> None:
    assert natural_breaks([500, 500], 4) == []
