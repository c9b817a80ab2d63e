"""A promotion goes to another year as far from its festival, whatever the moon does, or by date or weekday."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

import pytest

from shopplanner.domain.promotions.plan import Promotion
from shopplanner.services.promotions.shifts import LONGEST, SHORTEST, shift


def promotion(first: str, last: str, name: str = "活动") -> Promotion:
    """Return a promotion over whole days."""
    starts = datetime.combine(date.fromisoformat(first), time())
    return Promotion(name, "gift", starts, datetime.combine(date.fromisoformat(last), time(23, 59, 59)))


@pytest.mark.parametrize(
    ("first", "last", "years", "festival", "expected"),
    [
        ("2025-05-25", "2025-05-31", 1, "dragon_boat", "2026-06-13"),  # leap sixth month after it
        ("2025-08-22", "2025-08-29", 1, "qixi", "2026-08-12"),  # leap sixth month before it
        ("2025-10-03", "2025-10-06", 1, "mid_autumn", "2026-09-22"),
        ("2027-06-05", "2027-06-09", 1, "dragon_boat", "2028-05-24"),  # before the leap fifth month of 2028
        ("2027-08-05", "2027-08-08", 1, "qixi", "2028-08-23"),  # after it
        ("2030-06-02", "2030-06-05", 1, "dragon_boat", "2031-06-21"),  # leap third month of 2031
        ("2033-09-01", "2033-09-08", 1, "mid_autumn", "2034-09-20"),
        ("2033-01-10", "2033-01-28", 1, "spring", "2034-01-29"),  # leap eleventh month of 2033 in between
        ("2026-01-25", "2026-02-13", 1, "spring", "2027-01-14"),
        ("2026-01-25", "2026-02-13", -1, "spring", "2025-01-06"),
        ("2026-01-18", "2026-02-14", 1, "new_year_goods", "2027-01-07"),
        ("2026-05-04", "2026-05-10", 1, "mothers", "2027-05-03"),
        ("2026-11-23", "2026-11-27", 1, "black_friday", "2027-11-22"),
        ("2026-10-20", "2026-11-13", 1, "double_11", "2027-10-20"),
    ],
)
def test_the_distance_to_the_festival_stays(first: str, last: str, years: int, festival: str, expected: str) -> None:
    name = "年货节" if festival == "new_year_goods" else "活动"
    moved = shift(promotion(first, last, name), years, "festival")
    assert moved.anchor is not None
    assert moved.anchor.festival.id == festival
    assert date.fromisoformat(first) + moved.by == date.fromisoformat(expected)
    assert moved.anchor.after - moved.anchor.before == moved.by


def test_a_name_says_which_festival_is_meant() -> None:
    """Both the Dragon Boat and 618 lie inside the span; the latter keeps its date."""
    assert shift(promotion("2026-06-01", "2026-06-20"), 1, "festival").by == timedelta(days=355)
    assert shift(promotion("2026-06-01", "2026-06-20", "618 大促"), 1, "festival").by == timedelta(days=365)


def test_a_promotion_far_from_any_festival_keeps_its_date() -> None:
    moved = shift(promotion("2026-04-06", "2026-04-08"), 1, "festival")
    assert (moved.anchor, moved.by) == (None, timedelta(days=365))


def test_a_date_or_a_weekday_may_stay_instead() -> None:
    leap = promotion("2028-02-29", "2028-02-29")
    assert leap.starts.date() + shift(leap, 1, "date").by == date(2029, 2, 28)
    friday = promotion("2026-06-19", "2026-06-21")
    assert friday.starts.date() + shift(friday, 1, "weekday").by == date(2027, 6, 18)
    sunday = promotion("2027-08-08", "2027-08-08")
    assert sunday.starts.date() + shift(sunday, 1, "weekday").by == date(2028, 8, 6)


@pytest.mark.parametrize("year", [2024, 2025, 2027, 2028, 2030, 2031, 2032, 2033, 2034])
def test_no_shift_is_outside_the_limits_that_ghosts_are_looked_for_in(year: int) -> None:
    for number in range(0, 365, 9):
        day = date(year, 1, 1) + timedelta(days=number)
        each = promotion(day.isoformat(), day.isoformat())
        for keep in ("festival", "date", "weekday"):
            assert SHORTEST <= shift(each, 1, keep).by <= LONGEST
