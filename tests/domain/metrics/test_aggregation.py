"""Periods out of days: sums, recomputed ratios, means of people, and missing that stays missing."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shopplanner.domain.metrics.aggregation import Change, Method, aggregate, change, divide, known_days, method_of
from tests.domain.metrics.examples import METRICS

WEEK = [1, 2, 3]


def of(metric: str, daily: dict[str, dict[int, int]], days: list[int] = WEEK) -> int | None:
    return aggregate(METRICS, METRICS[metric], daily, days)


def test_amounts_are_summed_over_the_days_that_are_known() -> None:
    assert of("paid", {"paid": {1: 100, 3: 50}}) == 150


def test_a_period_without_any_figure_is_missing_and_not_zero() -> None:
    assert of("paid", {}) is None
    assert of("paid", {"paid": {1: 0}}) == 0


def test_people_over_days_are_their_mean_a_day() -> None:
    assert of("visitors", {"visitors": {1: 10, 2: 20, 3: 31}}) == 20
    assert of("visitors", {"visitors": {2: 20}}, [2]) == 20


def test_a_ratio_is_recomputed_from_sums_and_not_averaged() -> None:
    daily = {"buyers": {1: 10, 2: 1}, "visitors": {1: 100, 2: 100}}
    assert of("conversion", daily) == 550


def test_a_day_that_lacks_one_part_of_a_ratio_takes_no_part() -> None:
    daily = {"paid": {1: 1000, 2: 9999}, "buyers": {1: 3}}
    assert of("value", daily) == 333
    assert known_days(METRICS, METRICS["value"], daily, WEEK) == 1


def test_nobody_there_gives_no_conversion() -> None:
    assert of("conversion", {"buyers": {1: 0}, "visitors": {1: 0}}) is None


def test_a_factor_scales_a_ratio() -> None:
    assert of("mille", {"paid": {1: 250}, "visitors": {1: 100}}) == 2500


def test_a_difference_needs_both_parts_of_a_day() -> None:
    daily = {"paid": {1: 100, 2: 100}, "refund": {1: 30}}
    assert of("net", daily) == 70
    assert known_days(METRICS, METRICS["net"], daily, WEEK) == 1


def test_an_average_is_weighted_and_falls_back_to_the_plain_mean() -> None:
    assert of("stay", {"stay": {1: 1000, 2: 4000}, "visitors": {1: 1, 2: 2}}) == 3000
    assert of("stay", {"stay": {1: 1000, 2: 4000}}) == 2500
    assert of("stay", {"stay": {1: 1000}, "visitors": {1: 0}}) == 1000
    assert of("stay", {}) is None


def test_a_score_is_the_last_one_known() -> None:
    assert of("score", {"score": {1: 47000, 2: 48000}}) == 48000
    assert of("score", {}) is None


@pytest.mark.parametrize(
    ("metric", "days", "expected"),
    [
        ("paid", 1, Method.REPORTED),
        ("paid", 2, Method.SUM),
        ("visitors", 2, Method.DAY_MEAN),
        ("conversion", 1, Method.RATIO_OF_SUMS),
        ("conversion", 2, Method.DAY_WEIGHTED),
        ("refund_rate", 2, Method.RATIO_OF_SUMS),
        ("stay", 2, Method.WEIGHTED_MEAN),
        ("score", 2, Method.LAST),
    ],
)
def test_a_figure_says_how_it_came_about(metric: str, days: int, expected: Method) -> None:
    assert method_of(METRICS, METRICS[metric], days) is expected


@pytest.mark.parametrize(
    ("numerator", "denominator", "expected"), [(1, 2, 1), (-1, 2, -1), (1, 3, 0), (5, -2, -3), (0, 7, 0), (7, 0, None)]
)
def test_division_rounds_half_away_from_zero(numerator: int, denominator: int, expected: int | None) -> None:
    assert divide(numerator, denominator) == expected


@given(st.integers(-(10**12), 10**12), st.integers(1, 10**9))
def test_division_is_never_more_than_half_a_step_off(numerator: int, denominator: int) -> None:
    quotient = divide(numerator, denominator)
    assert quotient is not None
    assert abs(quotient * denominator - numerator) * 2 <= denominator


@given(st.dictionaries(st.integers(0, 20), st.integers(0, 10**9), min_size=1))
def test_the_sum_of_a_period_is_the_sum_of_its_parts(values: dict[int, int]) -> None:
    parts = [of("paid", {"paid": values}, days) or 0 for days in ([*range(10)], [*range(10, 21)])]
    assert of("paid", {"paid": values}, [*range(21)]) == sum(parts)


def test_changes_know_whether_they_are_good_news() -> None:
    assert change(METRICS["paid"], 120, 100) == Change(20, 2000, True)
    assert change(METRICS["refund"], 120, 100) == Change(20, 2000, False)
    assert change(METRICS["stock"], 120, 100) == Change(20, 2000, None)
    assert change(METRICS["paid"], 100, 100) == Change(0, 0, None)
    assert change(METRICS["paid"], 5, 0) == Change(5, None, True)
    assert change(METRICS["paid"], -50, -100) == Change(50, 5000, True)


@pytest.mark.parametrize(("now", "before"), [(None, 1), (1, None)])
def test_there_is_no_change_from_or_to_a_missing_figure(now: int | None, before: int | None) -> None:
    assert change(METRICS["paid"], now, before) is None
