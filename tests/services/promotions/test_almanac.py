"""Festivals fall on the days that the calendar of the year has, and offices rest and work as announced."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from borax.calendars.lunardate import LunarDate

from shopplanner.services.promotions import almanac
from shopplanner.services.promotions.almanac import day_info, month_grid, workdays_before

SPRING = (
    "2020-01-25", "2021-02-12", "2022-02-01", "2023-01-22", "2024-02-10", "2025-01-29", "2026-02-17", "2027-02-06",
    "2028-01-26", "2029-02-13", "2030-02-03", "2031-01-23", "2032-02-11", "2033-01-31", "2034-02-19", "2035-02-08",
)  # fmt: skip
MID_AUTUMN = (
    "2020-10-01", "2021-09-21", "2022-09-10", "2023-09-29", "2024-09-17", "2025-10-06", "2026-09-25", "2027-09-15",
    "2028-10-03", "2029-09-22", "2030-09-12", "2031-10-01", "2032-09-19", "2033-09-08", "2034-09-27", "2035-09-16",
)  # fmt: skip
DRAGON_BOAT = (
    "2020-06-25", "2021-06-14", "2022-06-03", "2023-06-22", "2024-06-10", "2025-05-31", "2026-06-19", "2027-06-09",
    "2028-05-28", "2029-06-16", "2030-06-05", "2031-06-24", "2032-06-12", "2033-06-01", "2034-06-20", "2035-06-10",
)  # fmt: skip
MADE_UP = (
    "2025-01-26", "2025-02-08", "2025-04-27", "2025-09-28", "2025-10-11",
    "2026-01-04", "2026-02-14", "2026-02-28", "2026-05-09", "2026-09-20", "2026-10-10",
)  # fmt: skip
YEARS = {
    "little_new_year_north": ("2026-02-10", "2027-01-30", "2028-01-19"),
    "little_new_year_south": ("2026-02-11", "2027-01-31", "2028-01-20"),
    "cyber_monday": ("2026-11-30", "2027-11-29", "2028-11-27"),
    "laba": ("2026-01-26", "2027-01-15", "2028-01-04"),
    "new_years_eve": ("2026-02-16", "2027-02-05", "2028-01-25"),
    "lantern": ("2026-03-03", "2027-02-20", "2028-02-09"),
    "dragon_head": ("2026-03-20", "2027-03-09", "2028-02-26"),
    "qixi": ("2026-08-19", "2027-08-08", "2028-08-26"),
    "zhongyuan": ("2026-08-27", "2027-08-16", "2028-09-03"),
    "double_ninth": ("2026-10-18", "2027-10-08", "2028-10-26"),
    "mothers": ("2026-05-10", "2027-05-09", "2028-05-14"),
    "fathers": ("2026-06-21", "2027-06-20", "2028-06-18"),
    "thanksgiving": ("2026-11-26", "2027-11-25", "2028-11-23"),
    "black_friday": ("2026-11-27", "2027-11-26", "2028-11-24"),
    "double_11": ("2026-11-11", "2027-11-11", "2028-11-11"),
    "618": ("2026-06-18", "2027-06-18", "2028-06-18"),
}
"""Days worked out by astronomical calculation and confirmed by three calendars."""


def festival_ids(day: date) -> set[str]:
    """Return the ids of a day's festivals."""
    return {festival.id for festival in day_info(day).festivals}


@pytest.mark.parametrize(
    ("festival", "days"), [("spring", SPRING), ("mid_autumn", MID_AUTUMN), ("dragon_boat", DRAGON_BOAT)]
)
def test_lunar_festivals_fall_on_the_days_of_a_printed_calendar(festival: str, days: tuple[str, ...]) -> None:
    for year, expected in zip(range(2020, 2036), days, strict=True):
        found = [
            day
            for number in range(366)
            if festival in festival_ids(day := date(year, 1, 1) + timedelta(days=number)) and day.year == year
        ]
        assert found == [date.fromisoformat(expected)]


@pytest.mark.parametrize("festival", YEARS)
def test_other_festivals_fall_on_known_days(festival: str) -> None:
    for expected in YEARS[festival]:
        day = date.fromisoformat(expected)
        assert festival in festival_ids(day)
        assert festival not in festival_ids(day - timedelta(days=1))


def test_lunar_days_agree_with_the_library_day_by_day() -> None:
    for number in range(0, 16 * 365, 7):
        day = date(2020, 1, 1) + timedelta(days=number)
        lunar = LunarDate.from_solar(day)
        info = day_info(day)
        assert info.lunar == (f"{lunar.cn_month}月" if lunar.day == 1 else lunar.cn_day)
        assert info.term == (lunar.term or "")


@pytest.mark.parametrize(
    ("leap_month", "year", "festival"), [(6, 2025, "qixi"), (5, 2028, "dragon_boat"), (3, 2031, "dragon_boat")]
)
def test_a_leap_month_does_not_repeat_a_festival(leap_month: int, year: int, festival: str) -> None:
    days = [date(year, 1, 1) + timedelta(days=number) for number in range(365)]
    assert sum(festival in festival_ids(day) for day in days) == 1
    assert LunarDate(year, leap_month, 1, 1).leap


@pytest.mark.parametrize("day", MADE_UP)
def test_announced_weekend_days_are_worked(day: str) -> None:
    info = day_info(date.fromisoformat(day))
    assert (info.make_up, info.workday, info.holiday, info.day.weekday() >= 5) == (True, True, None, True)


@pytest.mark.parametrize(
    ("first", "last"),
    [
        ("2025-01-28", "2025-02-04"),
        ("2025-05-01", "2025-05-05"),
        ("2025-10-01", "2025-10-08"),
        ("2026-02-15", "2026-02-23"),
        ("2026-05-01", "2026-05-05"),
        ("2026-10-01", "2026-10-07"),
    ],
)
def test_announced_holidays_are_days_off_from_end_to_end(first: str, last: str) -> None:
    start, end = date.fromisoformat(first), date.fromisoformat(last)
    for number in range((end - start).days + 1):
        info = day_info(start + timedelta(days=number))
        assert info.holiday is not None
        assert not info.workday
    assert day_info(start - timedelta(days=1)).holiday is None
    assert day_info(end + timedelta(days=1)).holiday is None


def test_the_holidays_of_2027_are_not_announced() -> None:
    assert almanac.holidays_announced(2025)
    assert almanac.holidays_announced(2026)
    assert not almanac.holidays_announced(2027)
    assert not almanac.holidays_announced(2031)
    assert day_info(date(2027, 10, 1)).holiday is not None
    assert day_info(date(2031, 10, 1)).holiday is None


def test_platform_events_that_are_not_confirmed_say_so() -> None:
    (festival,) = (each for each in day_info(date(2026, 9, 9)).festivals if each.id == "99")
    assert (festival.verified, festival.platform) == (False, True)


def test_a_month_is_shown_in_whole_weeks_from_monday() -> None:
    days = month_grid(2026, 11)
    assert (days[0], days[-1], len(days)) == (date(2026, 10, 26), date(2026, 12, 6), 42)
    assert month_grid(2027, 2)[0] == date(2027, 2, 1)
    assert len(month_grid(2027, 2)) == 28
    assert len(month_grid(2027, 2, weeks=6)) == 42
    assert [info.day for info in almanac.describe(days)] == days


def test_work_is_due_on_a_workday_at_least_so_many_days_ahead() -> None:
    assert workdays_before(date(2026, 11, 27), 3) == date(2026, 11, 24)
    assert workdays_before(date(2026, 11, 27), 5) == date(2026, 11, 20)
    assert workdays_before(date(2026, 10, 9), 3) == date(2026, 9, 30)
    assert workdays_before(date(2026, 2, 27), 4) == date(2026, 2, 14)
