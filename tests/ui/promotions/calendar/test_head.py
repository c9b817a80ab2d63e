"""The timeline's head names what fits, the weightiest first, and never one thing over another."""

from __future__ import annotations

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from shopplanner.services.promotions.almanac import describe
from shopplanner.ui.promotions.calendar.axis import Axis
from shopplanner.ui.promotions.calendar.head import Mark, months, place_marks, read_days
from shopplanner.ui.promotions.calendar.ink import Ink
from shopplanner.ui.theme.theme import FontSize

FIRST = date(2026, 2, 1).toordinal()
FEBRUARY = [date.fromordinal(FIRST + number) for number in range(28)]
AXIS = Axis(float(FIRST), 28.0, 100.0, 560.0)


class Even(Ink):
    """Letters of six pixels each; no fonts are needed."""

    def __init__(self) -> None:
        pass

    def width(self, words: str, size: FontSize = "small", *, bold: bool = False) -> float:
        del size, bold
        return 6.0 * len(words)


def test_holidays_festivals_and_terms_are_said_on_their_days() -> None:
    found = read_days(describe(FEBRUARY))
    said = {mark.words: (mark.day, mark.weight) for mark in found.words}
    # The Spring Festival of 2026 is on 17 February; 15 to 23 February are off, the 14th and the 28th are worked.
    assert said["Spring Festival"] == (date(2026, 2, 15), 4)
    assert said["Start of Spring"] == (date(2026, 2, 4), 1)
    assert [mark for mark in found.words if mark.weight == 2]
    assert [(begin - FIRST, end - FIRST) for begin, end in found.off] == [(14, 23)]
    assert [(begin - FIRST, end - FIRST) for begin, end in found.work] == [(13, 14), (27, 28)]


def test_months_are_those_that_are_seen() -> None:
    assert months(AXIS) == [(date(2026, 2, 1), date(2026, 3, 1))]
    wide = Axis(float(FIRST) - 1, 365.0, 0.0, 800.0)
    assert [first.month for first, _after in months(wide)] == [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 1]


@given(days=st.lists(st.integers(-3, 31), max_size=30), rows=st.integers(1, 2))
def test_words_never_overlap(days: list[int], rows: int) -> None:
    ink = Even()
    marks = [Mark(date.fromordinal(FIRST + day), f"day {day}", 1 + day % 4) for day in sorted(days)]
    placed = place_marks(marks, AXIS, ink, rows, 8)
    assert all(AXIS.left <= each.left and each.left + each.width <= AXIS.right for each in placed)
    for one in placed:
        for other in placed:
            apart = one.left + one.width < other.left or other.left + other.width < one.left
            assert one is other or one.row != other.row or apart


def test_the_weightiest_takes_the_place() -> None:
    ink = Even()
    marks = [Mark(FEBRUARY[3], "a platform event", 4), Mark(FEBRUARY[4], "term", 1)]
    assert [each.mark.words for each in place_marks(marks, AXIS, ink, 1, 8)] == ["a platform event"]
