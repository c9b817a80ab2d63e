"""Choosing several: one more, one less, all between."""

from __future__ import annotations

from shopplanner.domain.promotions.plan import Promotion
from shopplanner.ui.promotions.calendar.selection import Selection, reach
from tests.services.promotions.shop import at, tenth_off, till


def test_the_last_one_chosen_is_looked_at() -> None:
    chosen = Selection().only(3).toggled(5)
    assert (chosen.ids, chosen.primary) == ((3, 5), 5)
    assert chosen.focused(3).ids == (5, 3)
    assert chosen.toggled(5).ids == (3,)
    assert Selection().only(0).primary == 0


def test_more_are_added_without_another_look() -> None:
    chosen = Selection((3,)).with_all([3, 4, 5])
    assert (chosen.ids, chosen.primary) == ((4, 5, 3), 3)
    assert chosen.among({4}).ids == (4,)


def test_shift_reaches_over_the_lanes_of_both_ends() -> None:
    def one(number: int, day: str, lane: str = "own") -> Promotion:
        return tenth_off(id=number, lane=lane, starts=at(day), ends=till(day))

    planned = [one(1, "11-01"), one(2, "11-03"), one(3, "11-05", "hero"), one(4, "11-07"), one(-5, "11-03")]
    assert reach(planned, 4, 1) == [1, 2, 4]
    assert reach(planned, 3, 4) == [3, 4]
    assert reach(planned, 99, 4) == [4]
    assert reach(planned, 1, 99) == []
