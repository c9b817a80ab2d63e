"""Drags snap to whole days and to 20:00; with Alt they stop at any quarter of an hour."""

from __future__ import annotations

from datetime import datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shopplanner.ui.promotions.calendar.drag import EVENING, Drag, end_at, nearest_start, start_at
from tests.services.promotions.shop import at, tenth_off, till


def moment(day: int, share: float = 0.5, month: int = 11) -> datetime:
    return datetime(2026, month, day) + timedelta(days=share)


@pytest.mark.parametrize(
    ("share", "expected"), [(0.0, at("11-05")), (0.49, at("11-05")), (0.5, at("11-05", "20:00:00"))]
)
def test_a_start_is_midnight_or_the_evening(share: float, expected: datetime) -> None:
    assert start_at(moment(5, share)) == expected


@pytest.mark.parametrize(
    ("share", "expected"), [(0.1, till("11-04")), (0.5, at("11-05", "19:59:59")), (0.9, till("11-05"))]
)
def test_an_end_is_the_end_of_a_day_or_the_evening(share: float, expected: datetime) -> None:
    assert end_at(moment(5, share)) == expected


def test_a_new_promotion_takes_whole_days_in_either_direction() -> None:
    assert Drag("new", moment(7), moment(5)).span == (at("11-05"), till("11-07"))


def test_a_new_promotion_drawn_from_the_evening_opens_at_twenty() -> None:
    assert Drag("new", moment(5, 0.8), moment(7, 0.1), fine=True).span == (at("11-05", "20:00:00"), till("11-07"))
    free = Drag("new", moment(5, 0.501), moment(5, 0.502), free=True)
    assert free.span == (at("11-05", "12:00:00"), at("11-05", "12:14:59"))


def test_moving_keeps_the_length_and_the_hours() -> None:
    promotion = tenth_off(starts=at("11-20", "20:00:00"))
    drag = Drag("move", moment(22), moment(20, 0.6), (promotion,))
    assert drag.by == timedelta(days=-2)
    assert drag.span == (at("11-18", "20:00:00"), till("11-27"))


def test_a_fine_move_stops_at_midnight_at_the_evening_and_at_its_own_hour() -> None:
    promotion = tenth_off(starts=at("11-20", "10:00:00"))
    starts = [
        Drag("move", moment(22, 0.0), moment(23, share), (promotion,), fine=True).span[0] for share in (0.05, 0.3, 0.55)
    ]
    assert starts == [at("11-21", "10:00:00"), at("11-21", "20:00:00"), at("11-22")]


def test_a_free_move_and_free_edges_stop_at_quarters() -> None:
    promotion = tenth_off()
    way = timedelta(hours=3, minutes=8)
    assert Drag("move", moment(22), moment(22) + way, (promotion,), free=True).by == timedelta(hours=3, minutes=15)
    assert Drag("start", moment(20), moment(20) + way, (promotion,), free=True).span[0] == at("11-20", "15:15:00")
    assert Drag("end", moment(29), moment(29) + way, (promotion,), free=True).span[1] == at("11-29", "15:14:59")
    assert Drag("start", moment(20), moment(5, month=12), (promotion,), free=True).span[0] == at("11-29", "23:45:00")
    assert Drag("end", moment(29), moment(1), (promotion,), free=True).span[1] == at("11-20", "00:14:59")


def test_an_edge_never_passes_the_other_one() -> None:
    only = (tenth_off(),)
    starts = Drag("start", moment(20), moment(18, 0.8), only, fine=True)
    assert starts.span == (at("11-18", "20:00:00"), till("11-29"))
    assert Drag("start", moment(20), moment(5, 0.1, 12), only).span == (at("11-29"), till("11-29"))
    assert Drag("end", moment(29), moment(3), only, fine=True).span == (at("11-20"), till("11-20"))
    assert Drag("end", moment(29), moment(25, 0.1), only).span == (at("11-20"), till("11-25"))


def test_without_a_promotion_nothing_moves() -> None:
    assert Drag("new", moment(5), moment(9)).by == timedelta(0)


@given(minutes=st.integers(0, 40 * 1440), hour=st.integers(0, 23))
def test_a_move_ends_near_the_mouse_at_an_hour_that_is_usual(minutes: int, hour: int) -> None:
    wanted = at("11-01") + timedelta(minutes=minutes)
    found = nearest_start(wanted, time(hour))
    assert found.time() in (time(), time(hour), EVENING)
    assert abs(found - wanted) <= timedelta(hours=10)
