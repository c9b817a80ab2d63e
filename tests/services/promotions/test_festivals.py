"""The table of festivals is what calendar arithmetic gives, and two libraries agree with every day of it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import holidays
import pytest
from borax.calendars.lunardate import LunarDate
from lunar_python import Lunar, LunarMonth, LunarYear, Solar

from shopplanner.foundation import packs
from shopplanner.services.promotions import almanac, festivals
from shopplanner.services.promotions.festivals import Festival, FestivalDays
from tests.services.promotions import festival_table
from tests.services.promotions.festival_table import TERMS, YEARS

KNOWN = tuple(range(2020, 2027))
"""Years whose exchanged workdays are announced."""


def days() -> Iterator[date]:
    """Yield every day of the table's years."""
    day = date(YEARS[0], 1, 1)
    while day.year <= YEARS[-1]:
        yield day
        day += timedelta(days=1)


def by_lunar_python(festival: Festival) -> list[date]:
    """Return the days of a lunar festival by the other library."""
    found = []
    for year in range(YEARS[0] - 1, YEARS[-1] + 2):
        solar = Lunar.fromYmd(year, festival.month, festival.day).getSolar()
        day = date(solar.getYear(), solar.getMonth(), solar.getDay())
        found.append(day + timedelta(days=festival.offset - (festival.rule == "lunar_eve")))
    return [day for day in found if day.year in YEARS]


@pytest.mark.parametrize("file", festival_table.files(), ids=lambda file: file.stem)
def test_the_table_is_what_the_arithmetic_gives(file: Path) -> None:
    """Where the festivals' rules change, ``python -m tests.services.promotions.festival_table`` writes it anew."""
    assert file.read_text(encoding="utf-8") == festival_table.files()[file]


@pytest.mark.parametrize(
    "festival", [each for each in festivals.festivals() if each.rule.startswith("lunar")], ids=lambda each: each.id
)
def test_two_libraries_agree_on_every_lunar_festival(festival: Festival) -> None:
    found = [day for year in YEARS for day in festivals.days_of(festival, year)]
    assert found == by_lunar_python(festival)
    for day in found:
        moved = day - timedelta(days=festival.offset - (festival.rule == "lunar_eve"))
        lunar = LunarDate.from_solar(moved)
        assert (lunar.month, lunar.day, lunar.leap) == (festival.month, festival.day, 0)


def test_two_libraries_agree_on_every_solar_term_and_lunar_day() -> None:
    """5,844 days: the term that begins, the lunar month with its leap mark, and the day."""
    for day in days():
        lunar = Solar.fromYmd(day.year, day.month, day.day).getLunar()
        other = LunarDate.from_solar(day)
        assert (abs(lunar.getMonth()), lunar.getDay(), lunar.getMonth() < 0) == (
            other.month,
            other.day,
            bool(other.leap),
        )
        assert festivals.terms().get(day, "") == lunar.getJieQi() == (other.term or "")


@pytest.mark.parametrize(("year", "leap"), [(2025, 6), (2028, 5), (2031, 3), (2033, 11)])
def test_leap_months_are_where_both_libraries_have_them(year: int, leap: int) -> None:
    assert LunarYear.fromYear(year).getLeapMonth() == leap
    first = LunarDate(year, leap, 1, 1).to_solar_date()
    other = Solar.fromJulianDay(LunarMonth.fromYm(year, -leap).getFirstJulianDay())
    assert first == date(other.getYear(), other.getMonth(), other.getDay())
    assert almanac.day_info(first).lunar == LunarDate(year, leap, 1, 1).cn_month + "月"


def test_fixed_days_and_n_th_weekdays_are_in_the_table_for_every_year() -> None:
    entries = packs.load("festival_days", "festivals", FestivalDays).entries
    for entry in entries:
        if entry.rule in {"solar", "weekday"}:
            assert [int(day[:4]) for day in entry.days] == list(YEARS)
    mothers = next(entry for entry in entries if entry.id == "mothers")
    assert all(date.fromisoformat(day).weekday() == 6 and 8 <= int(day[-2:]) <= 14 for day in mothers.days)


def test_every_year_has_24_terms_in_their_order() -> None:
    for year in YEARS:
        found = [name for day, name in sorted(festivals.terms().items()) if day.year == year]
        assert found == list(TERMS)


def test_days_outside_the_table_are_reckoned() -> None:
    spring = next(each for each in festivals.festivals() if each.id == "spring")
    assert festivals.festival_day(spring, 2019) == date(2019, 2, 5)
    assert festivals.festival_day(spring, 2036) == date(2036, 1, 28)
    assert almanac.day_info(date(2036, 2, 4)).term == "立春"


def test_a_rule_that_is_not_in_the_table_is_reckoned() -> None:
    own = Festival("own", festivals.festivals()[0].name, "lunar", 3, 3)
    assert festivals.festival_day(own, 2026) == date(2026, 4, 19)


def test_an_event_of_one_year_is_on_its_days_only() -> None:
    first = almanac.day_info(date(2026, 10, 20))
    assert "double_11_2026" in {each.id for each in first.festivals}
    assert first.running == ()
    running = almanac.day_info(date(2026, 11, 13)).running
    assert [each.id for each in running] == ["double_11_2026"]
    assert almanac.day_info(date(2026, 11, 14)).running == ()
    assert "double_11_2026" not in {each.id for each in almanac.day_info(date(2027, 10, 20)).festivals}
    event = next(each for each in festivals.festivals() if each.id == "super_88_2026")
    assert (event.verified, event.first, event.last, bool(event.source)) == (False, "2026-09-08", "2026-09-19", True)


def test_pay_days_terms_and_the_couriers_rest_are_known() -> None:
    """Spring Festival 2026 is 17 February: couriers rest from the 14th to the 21st."""
    on = {day: {each.id for each in almanac.day_info(day).factors} for day in days() if day.year == 2026}
    assert "payday_15" in on[date(2026, 2, 15)]
    assert [day for day in on if "logistics_stop" in on[day]] == [
        date(2026, 2, 14) + timedelta(days=number) for number in range(8)
    ]
    assert [day for day in on if "term_start" in on[day]] == [date(2026, 9, 1)]
    assert [day for day in on if "gaokao" in on[day]] == [date(2026, 6, number) for number in (7, 8, 9)]


@pytest.mark.parametrize("year", KNOWN)
def test_days_off_and_make_up_workdays_are_those_of_the_library(year: int) -> None:
    known = holidays.country_holidays("CN", years=year)
    worked = {day for day in known.weekend_workdays if day.year == year}
    assert almanac.holidays_announced(year)
    for number in range(366):
        day = date(year, 1, 1) + timedelta(days=number)
        if day.year == year:
            info = almanac.day_info(day)
            assert info.make_up == (day in worked), day
            if day.weekday() < 5:
                assert (info.holiday is not None) == (day in known), day


def test_the_statutory_days_of_a_year_that_is_not_announced_are_marked() -> None:
    assert not almanac.holidays_announced(2027)
    spans = almanac.holiday_spans(2027)
    assert all(not span.verified and not span.workday for span in spans)
    statutory = holidays.country_holidays("CN", years=2027)
    marked = {
        date.fromisoformat(span.first) + timedelta(days=number)
        for span in spans
        for number in range((date.fromisoformat(span.last) - date.fromisoformat(span.first)).days + 1)
    }
    assert marked == {day for day, name in statutory.items() if "observed" not in name}


PRINTED = {
    "清明": ("2026-04-05", "2027-04-05", "2028-04-04"),
    "立春": ("2026-02-04", "2027-02-04", "2028-02-04"),
    "冬至": ("2026-12-22", "2027-12-22", "2028-12-21"),
}
"""Worked out by an astronomical calculation."""


@pytest.mark.parametrize("term", PRINTED)
def test_terms_fall_on_the_days_of_an_astronomical_calculation(term: str) -> None:
    for day in PRINTED[term]:
        assert almanac.day_info(date.fromisoformat(day)).term == term
