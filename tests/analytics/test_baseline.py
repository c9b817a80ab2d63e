"""The baseline gives back the factors it was made from, and is modest where days are few."""

from __future__ import annotations

import numpy as np
import pytest

from shopplanner.analytics import baseline

ORIGIN = 20_000


def made(days: range, level: float = 100.0, weekly: float = 1.0, monthly: float = 1.0) -> dict[int, float]:
    """Return sales with a factor for Saturdays and Sundays and a factor for each 28 days."""
    return {
        day: level * (weekly if (day + 3) % 7 >= 5 else 1.0) * monthly ** ((day - ORIGIN) / 28)
        for day in days
    }  # fmt: skip


def flat_with_noise() -> dict[int, float]:
    """Return eight weeks of 100 with a deviation of 5."""
    luck = np.random.default_rng(7)
    return {day: value + luck.normal(0, 5) for day, value in made(range(ORIGIN - 56, ORIGIN)).items()}


def test_weekdays_and_trend_are_found_again() -> None:
    sales = made(range(ORIGIN - 84, ORIGIN + 56), weekly=1.5, monthly=0.9)
    model = baseline.fit(sales, ORIGIN, {})
    wanted = made(range(ORIGIN - 5, ORIGIN + 9), weekly=1.5, monthly=0.9)
    assert model.expected(list(wanted), {}) == pytest.approx(list(wanted.values()), rel=0.01)


def test_one_odd_day_moves_little() -> None:
    sales = flat_with_noise()
    calm = baseline.fit(sales, ORIGIN, {}).expected([ORIGIN], {})[0]
    odd = baseline.fit(sales | {ORIGIN - 20: 1000.0}, ORIGIN, {}).expected([ORIGIN], {})[0]
    assert odd == pytest.approx(calm, rel=0.03)


def test_a_festival_has_a_factor_of_its_own() -> None:
    sales = flat_with_noise()
    marked = {"moon": frozenset({ORIGIN - 30, ORIGIN - 29, ORIGIN - 28, ORIGIN + 2})}
    for day in marked["moon"] & set(sales):
        sales[day] *= 1.4
    model = baseline.fit(sales, ORIGIN, marked)
    assert model.expected([ORIGIN + 2], marked)[0] / model.expected([ORIGIN + 2], {})[0] == pytest.approx(1.4, rel=0.05)


def test_a_festival_that_was_never_seen_widens_the_interval() -> None:
    luck = np.random.default_rng(2)
    sales = {day: value + luck.normal(0, 8) for day, value in made(range(ORIGIN - 56, ORIGIN)).items()}
    marked = {"moon": frozenset({ORIGIN + 2})}
    model = baseline.fit(sales, ORIGIN, marked)
    assert model.deviation([ORIGIN + 2], marked) > 3 * model.deviation([ORIGIN + 3], marked)


def test_few_days_give_a_modest_trend() -> None:
    sales = {ORIGIN - 8 + step: 50.0 + 5 * step for step in range(8)}
    model = baseline.fit(sales, ORIGIN + 30, {})
    assert 50 < model.expected([ORIGIN + 30], {})[0] < 200
    assert model.degrees >= 3


def test_days_that_follow_each_other_share_their_deviation() -> None:
    luck = np.random.default_rng(3)
    level, sales = 0.0, {}
    for day in range(ORIGIN - 140, ORIGIN):
        level = 0.5 * level + luck.normal(0, 8)
        sales[day] = 100 + level
    model = baseline.fit(sales, ORIGIN, {})
    assert 0.2 < model.echo <= 0.6
    week = list(range(ORIGIN, ORIGIN + 7))
    apart = sum(model.deviation([day], {}) ** 2 for day in week) ** 0.5
    assert model.deviation(week, {}) > apart


def test_days_without_any_scatter_still_have_an_interval() -> None:
    model = baseline.fit(dict.fromkeys(range(ORIGIN - 30, ORIGIN), 4.0), ORIGIN, {})
    assert model.expected([ORIGIN], {})[0] == pytest.approx(4.0)
    assert 0 < model.deviation([ORIGIN], {}) < 0.1
