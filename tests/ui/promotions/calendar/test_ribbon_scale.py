"""The ribbon's price axis holds every amount, and its lines are steps in time."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shopplanner.services.promotions.price_band import PriceBand
from shopplanner.services.promotions.ribbon import RibbonSegment
from shopplanner.ui.promotions.calendar.ribbon_scale import (
    Scale,
    Step,
    amounts_in,
    breaches,
    scale_of,
    span_to_read,
    steps,
)
from tests.services.promotions.shop import at, till

FIRST = date(2026, 11, 1).toordinal()


def band() -> PriceBand:
    """Return three days: list price 100.00, paid 90.00 for two days and 80.00 on the third, no cost known."""
    return PriceBand(
        1,
        date(2026, 11, 1),
        date(2026, 11, 3),
        (
            RibbonSegment(at("11-01"), till("11-02"), 10_000, 9_000, 9_000, 9_500, None),
            RibbonSegment(at("11-03"), till("11-03"), 10_000, 8_000, 7_500, 9_500, None),
        ),
        {date(2026, 11, 1): 8_500, date(2026, 11, 2): 8_500, date(2026, 11, 3): None},
    )


def test_lines_are_steps_and_leave_out_what_is_unknown() -> None:
    assert steps(band(), "general") == [Step(FIRST, FIRST + 2, 9_000), Step(FIRST + 2, FIRST + 3, 8_000)]
    assert steps(band(), "cost") == []
    assert steps(band(), "line") == [Step(FIRST, FIRST + 2, 8_500)]


def test_amounts_of_a_moment_are_found_by_name() -> None:
    assert band().amounts(at("11-03", "12:00:00")) == {
        "list_price": 10_000, "general": 8_000, "lowest": 7_500, "check_value": 9_500, "line": None, "cost": None,
    }  # fmt: skip
    assert set(band().amounts(at("12-03")).values()) == {None}


def test_a_price_below_a_floor_is_a_breach_while_both_last() -> None:
    lowest = [Step(0.0, 2.0, 9_000), Step(2.0, 4.0, 7_000)]
    assert breaches(lowest, [Step(1.0, 3.0, 8_000)]) == [(Step(2.0, 3.0, 7_000), 8_000)]
    assert breaches(lowest, [Step(0.0, 9.0, 7_000)]) == []


def test_only_amounts_in_view_count() -> None:
    lines = [[Step(0.0, 2.0, 100), Step(2.0, 4.0, 300)], [Step(0.0, 1.0, 50)]]
    assert amounts_in(lines, 1.0, 2.0) == [100]


def test_the_scale_leaves_room_above_and_below() -> None:
    scale = scale_of([5_000, 10_000], 10.0, 110.0)
    assert (scale.low, scale.high) == (4_400.0, 10_600.0)
    assert scale.y(scale.high) == 10.0
    assert scale.y(scale.low) == 110.0
    assert scale_of([], 0.0, 100.0).high > 10_000
    assert scale_of([100], 0.0, 100.0).low < 100


@pytest.mark.parametrize(
    ("low", "high", "most", "ticks"),
    [
        (4_400, 10_600, 4, [6_000, 8_000, 10_000]),
        (0, 120, 3, [0, 100]),
        (90_000, 410_000, 4, [100_000, 200_000, 300_000, 400_000]),
    ],
)
def test_ticks_are_round(low: int, high: int, most: int, ticks: list[int]) -> None:
    assert Scale(low, high, 0.0, 100.0).ticks(most) == ticks


@given(amounts=st.lists(st.integers(0, 10_000_000), min_size=1, max_size=9))
def test_every_amount_lies_inside(amounts: list[int]) -> None:
    scale = scale_of(amounts, 10.0, 110.0)
    assert all(10.0 <= scale.y(each) <= 110.0 for each in amounts)
    assert len(scale.ticks(5)) <= 6


def test_half_a_view_more_is_read_on_either_side() -> None:
    assert span_to_read(date(2026, 11, 1), date(2026, 11, 30)) == (date(2026, 10, 17), date(2026, 12, 15))
