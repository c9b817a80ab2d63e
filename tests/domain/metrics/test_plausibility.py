"""Figures that cannot be right are found; festivals are not mistaken for them."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from shopplanner.domain.metrics.plausibility import difference, gaps, spread, unit_jumps


def test_holes_are_between_known_days_only() -> None:
    assert gaps([1, 2, 5, 6, 10]) == [(3, 4), (7, 9)]
    assert gaps([]) == []
    assert gaps([4]) == []


def test_amounts_in_another_unit_stand_out() -> None:
    values = {day: 6000 + day for day in range(20)} | {10: 60, 11: 61}
    assert unit_jumps(values) == [10, 11]


def test_a_festival_is_no_change_of_unit() -> None:
    assert unit_jumps({day: 6000 if day != 11 else 15000 for day in range(20)}) == []


def test_few_days_say_nothing() -> None:
    assert unit_jumps({1: 10, 2: 100000}) == []


def test_sums_are_compared_over_common_days() -> None:
    assert difference({1: 100, 2: 100}, {2: 90, 3: 50}) == (100, 90, -1000)
    assert difference({1: 100}, {2: 90}) == (0, 0, None)


@given(st.sets(st.integers(0, 200)))
def test_runs_cover_exactly_the_given_days(days: set[int]) -> None:
    covered = [day for first, last in spread(days) for day in range(first, last + 1)]
    assert covered == sorted(days)
