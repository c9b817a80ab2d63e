"""Rectangles of days and bars, and weeks that share their room."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import QPointF

from shopplanner.ui.promotions.calendar.grid import Grid, Spot, edges, hidden, taken
from shopplanner.ui.promotions.calendar.layout import lay_out
from tests.services.promotions.shop import at, tenth_off, till

MONDAY = date(2026, 11, 2)
GRID = Grid(700, MONDAY, (20, 120, 220), head=20, line=20, bar=18, gap=2)


def test_days_share_the_width() -> None:
    assert GRID.cell(8).getRect() == (100, 120, 100, 100)
    assert GRID.spot(QPointF(150, 130)) == Spot(date(2026, 11, 10), 0.5)
    assert [GRID.spot(QPointF(*point)) for point in ((5, 10), (-1, 50), (700, 50), (5, 220))] == [None] * 4


def test_whole_days_leave_a_little_room_at_their_ends() -> None:
    bar = lay_out([tenth_off(starts=at("11-03"), ends=till("11-04"))], MONDAY, 2)[0]
    assert GRID.bar_rect(bar).getRect() == (104, 40, 192, 18)


def test_an_evening_start_begins_in_the_middle_of_its_day() -> None:
    over = lay_out([tenth_off(starts=at("11-03", "20:00:00"), ends=at("11-04", "19:59:59"))], MONDAY, 2)[0]
    rect = GRID.bar_rect(over)
    assert (rect.left(), round(rect.right(), 2)) == (154, round(300 - 100 / 6 - 4, 2))
    short = lay_out([tenth_off(starts=at("11-03", "20:00:00"), ends=at("11-03", "21:00:00"))], MONDAY, 2)[0]
    assert GRID.bar_rect(short).width() >= 40


def test_what_has_no_room_is_counted_by_day() -> None:
    promotions = [tenth_off(id=number, starts=at("11-03"), ends=till("11-04")) for number in range(1, 7)]
    bars = lay_out(promotions, MONDAY, 2)
    assert GRID.room(0) == 4
    assert [GRID.shows(bar) for bar in bars] == [True] * 4 + [False] * 2
    assert hidden(bars, GRID) == {1: 2, 2: 2}
    assert taken(bars) == {1: 6, 2: 6}


@pytest.mark.parametrize(
    ("needed", "expected"),
    [
        ((50, 50, 50), (10, 110, 210, 310)),  # each has enough: equal
        (
            (60, 60, 140),
            (10, 250 / 3, 470 / 3, 310),
        ),  # the last takes what the others spare, and all share what is left
        ((300, 60, 60), (10, 190, 250, 310)),  # not enough for all: the others keep their least
    ],
)
def test_weeks_share_the_height(needed: tuple[float, ...], expected: tuple[float, ...]) -> None:
    found = edges(310, 10, needed, 60)
    assert found == pytest.approx(expected)


def test_a_height_of_nothing_gives_flat_weeks() -> None:
    assert edges(5, 10, (60, 60), 60) == pytest.approx((10, 10, 10))
