"""Drags snap to whole days and to 20:00."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from shopplanner.ui.promotions.calendar.drag import Drag, end_at, start_at
from shopplanner.ui.promotions.calendar.grid import Spot
from tests.services.promotions.shop import at, tenth_off, till


def spot(day: int, share: float = 0.5) -> Spot:
    return Spot(date(2026, 11, day), share)


@pytest.mark.parametrize(
    ("share", "expected"), [(0.0, at("11-05")), (0.49, at("11-05")), (0.5, at("11-05", "20:00:00"))]
)
def test_a_start_is_midnight_or_the_evening(share: float, expected: datetime) -> None:
    assert start_at(spot(5, share)) == expected


@pytest.mark.parametrize(
    ("share", "expected"), [(0.1, till("11-04")), (0.5, at("11-05", "19:59:59")), (0.9, till("11-05"))]
)
def test_an_end_is_the_end_of_a_day_or_the_evening(share: float, expected: datetime) -> None:
    assert end_at(spot(5, share)) == expected


def test_a_new_promotion_takes_whole_days_in_either_direction() -> None:
    assert Drag("new", spot(7), spot(5)).span == (at("11-05"), till("11-07"))


def test_moving_keeps_the_length_and_the_hours() -> None:
    promotion = tenth_off(starts=at("11-20", "20:00:00"))
    drag = Drag("move", spot(22), spot(20), promotion)
    assert drag.days == -2
    assert drag.span == (at("11-18", "20:00:00"), till("11-27"))


def test_an_edge_never_passes_the_other_one() -> None:
    promotion = tenth_off()
    assert Drag("start", spot(20), spot(18, 0.8), promotion).span == (at("11-18", "20:00:00"), till("11-29"))
    assert Drag("start", spot(20), Spot(date(2026, 12, 5), 0.1), promotion).span == (at("11-29"), till("11-29"))
    assert Drag("end", spot(29), spot(3), promotion).span == (at("11-20"), till("11-20"))
