"""Rules of RFC 5545 give the days that the standard prints; a planner's rhythm becomes such a rule and back."""

from __future__ import annotations

from datetime import date, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shopplanner.domain.errors import RuleError
from shopplanner.foundation import i18n
from shopplanner.services.promotions.recurrence import HORIZON, LAST, MOST, Rhythm, days, describe, rhythm_of

TUESDAY = date(1997, 9, 2)
"""DTSTART of most examples of RFC 5545, 3.8.5.3."""


def printed(*words: str) -> list[date]:
    """Return days as the standard lists them: ``1997-09 2 9 16``."""
    found = []
    for line in words:
        month, *numbers = line.split()
        found += [date.fromisoformat(f"{month}-{int(number):02d}") for number in numbers]
    return found


@pytest.mark.parametrize(
    ("rule", "first", "expected"),
    [
        ("FREQ=DAILY;COUNT=10", TUESDAY, printed("1997-09 2 3 4 5 6 7 8 9 10 11")),
        ("FREQ=DAILY;INTERVAL=10;COUNT=5", TUESDAY, printed("1997-09 2 12 22", "1997-10 2 12")),
        (
            "FREQ=WEEKLY;COUNT=10",
            TUESDAY,
            printed("1997-09 2 9 16 23 30", "1997-10 7 14 21 28", "1997-11 4"),
        ),
        (
            "FREQ=WEEKLY;UNTIL=19971224T000000Z",
            TUESDAY,
            printed("1997-09 2 9 16 23 30", "1997-10 7 14 21 28", "1997-11 4 11 18 25", "1997-12 2 9 16 23"),
        ),
        (
            "FREQ=WEEKLY;COUNT=10;WKST=SU;BYDAY=TU,TH",
            TUESDAY,
            printed("1997-09 2 4 9 11 16 18 23 25 30", "1997-10 2"),
        ),
        (
            "FREQ=WEEKLY;INTERVAL=2;UNTIL=19971224T000000Z;WKST=SU;BYDAY=MO,WE,FR",
            date(1997, 9, 1),
            printed(
                "1997-09 1 3 5 15 17 19 29", "1997-10 1 3 13 15 17 27 29 31", "1997-11 10 12 14 24 26 28",
                "1997-12 8 10 12 22",
            ),
        ),
        (
            "FREQ=WEEKLY;INTERVAL=2;COUNT=8;WKST=SU;BYDAY=TU,TH",
            TUESDAY,
            printed("1997-09 2 4 16 18 30", "1997-10 2 14 16"),
        ),
        (
            "FREQ=MONTHLY;COUNT=10;BYDAY=1FR",
            date(1997, 9, 5),
            printed(
                "1997-09 5", "1997-10 3", "1997-11 7", "1997-12 5", "1998-01 2", "1998-02 6", "1998-03 6", "1998-04 3",
                "1998-05 1", "1998-06 5",
            ),
        ),
        (
            "FREQ=MONTHLY;UNTIL=19971224T000000Z;BYDAY=1FR",
            date(1997, 9, 5),
            printed("1997-09 5", "1997-10 3", "1997-11 7", "1997-12 5"),
        ),
        (
            "FREQ=MONTHLY;INTERVAL=2;COUNT=10;BYDAY=1SU,-1SU",
            date(1997, 9, 7),
            printed("1997-09 7 28", "1997-11 2 30", "1998-01 4 25", "1998-03 1 29", "1998-05 3 31"),
        ),
        (
            "FREQ=MONTHLY;COUNT=6;BYDAY=-2MO",
            date(1997, 9, 22),
            printed("1997-09 22", "1997-10 20", "1997-11 17", "1997-12 22", "1998-01 19", "1998-02 16"),
        ),
        (
            "FREQ=MONTHLY;COUNT=10;BYMONTHDAY=2,15",
            TUESDAY,
            printed("1997-09 2 15", "1997-10 2 15", "1997-11 2 15", "1997-12 2 15", "1998-01 2 15"),
        ),
        (
            "FREQ=MONTHLY;COUNT=10;BYMONTHDAY=1,-1",
            date(1997, 9, 30),
            printed("1997-09 30", "1997-10 1 31", "1997-11 1 30", "1997-12 1 31", "1998-01 1 31", "1998-02 1"),
        ),
        (
            "FREQ=YEARLY;COUNT=3;BYMONTH=6,7",
            date(1997, 6, 10),
            printed("1997-06 10", "1997-07 10", "1998-06 10"),
        ),
        (
            "FREQ=MONTHLY;COUNT=3;BYDAY=TU,WE,TH;BYSETPOS=3",
            date(1997, 9, 4),
            printed("1997-09 4", "1997-10 7", "1997-11 6"),
        ),
        (
            "FREQ=WEEKLY;INTERVAL=2;COUNT=4;BYDAY=TU,SU;WKST=MO",
            date(1997, 8, 5),
            printed("1997-08 5 10 19 24"),
        ),
        (
            "FREQ=WEEKLY;INTERVAL=2;COUNT=4;BYDAY=TU,SU;WKST=SU",
            date(1997, 8, 5),
            printed("1997-08 5 17 19 31"),
        ),
        (
            "FREQ=MONTHLY;BYMONTHDAY=15,30;COUNT=5",
            date(2007, 1, 15),
            printed("2007-01 15 30", "2007-02 15", "2007-03 15 30"),
        ),
    ],
)  # fmt: skip
def test_the_examples_of_the_standard_come_out(rule: str, first: date, expected: list[date]) -> None:
    assert days(rule, first, at=time(9)) == expected


def test_days_are_left_out_but_still_count() -> None:
    """EXDATE takes away what the rule gave (3.8.5.1)."""
    assert days("FREQ=WEEKLY;COUNT=4", TUESDAY, {date(1997, 9, 9)}) == printed("1997-09 2 16 23")


def test_the_first_day_counts_even_if_the_rule_does_not_give_it() -> None:
    assert days("FREQ=WEEKLY;BYDAY=FR;COUNT=2", TUESDAY) == printed("1997-09 2 5 12")


def test_a_rule_may_end_with_a_day_or_a_local_moment() -> None:
    assert days("FREQ=WEEKLY;UNTIL=19970916", TUESDAY, at=time(20)) == printed("1997-09 2 9 16")
    assert days("FREQ=WEEKLY;UNTIL=19970916T190000", TUESDAY, at=time(20)) == printed("1997-09 2 9")


def test_a_rule_without_an_end_stops_at_the_horizon() -> None:
    found = days("FREQ=DAILY", TUESDAY)
    assert len(found) == MOST
    found = days("FREQ=MONTHLY", TUESDAY)
    assert (len(found), found[-1]) == (37, date(2000, 9, 2))
    assert days("FREQ=WEEKLY;COUNT=100000", TUESDAY) == days("FREQ=WEEKLY", TUESDAY)


@pytest.mark.parametrize(
    "rule",
    [
        "", "nonsense", "FREQ=SECONDLY", "FREQ=HOURLY;COUNT=3", "FREQ=DAILY;BYHOUR=1,2,3", "FREQ=WEEKLY;BYDAY=XX",
        "FREQ=WEEKLY;INTERVAL=-1;COUNT=x", "FREQ=WEEKLY;UNTIL=later", "FREQ=DAILY;" + "X" * 500, "FREQ=WEEKLY;SPEED=9",
    ],
)  # fmt: skip
def test_what_is_no_rule_is_refused(rule: str) -> None:
    with pytest.raises(RuleError):
        days(rule, TUESDAY)


def test_a_rule_that_never_happens_ends_soon() -> None:
    assert days("FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30", TUESDAY) == [TUESDAY]


@pytest.mark.parametrize(
    ("rhythm", "rule", "expected"),
    [
        (Rhythm(count=3), "FREQ=WEEKLY;COUNT=3", printed("2026-12 31", "2027-01 7 14")),
        (Rhythm(interval=2, weekdays=(4, 1), count=3), "FREQ=WEEKLY;INTERVAL=2;BYDAY=TU,FR;COUNT=3", None),
        (
            Rhythm("month", month_day=31, count=3),
            "FREQ=MONTHLY;BYMONTHDAY=-1;COUNT=3",
            printed("2026-12 31", "2027-01 31", "2027-02 28"),
        ),
        (
            Rhythm("month", month_day=30, count=3),
            "FREQ=MONTHLY;BYMONTHDAY=28,29,30;BYSETPOS=-1;COUNT=3",
            printed("2026-12 31", "2027-01 30", "2027-02 28", "2027-03 30"),
        ),
        (
            Rhythm("month", month_day=29, until=date(2027, 2, 28)),
            "FREQ=MONTHLY;BYMONTHDAY=28,29;BYSETPOS=-1;UNTIL=20270228T155959Z",
            None,
        ),
        (Rhythm("month", nth=2, weekdays=(1,), count=2), "FREQ=MONTHLY;BYDAY=2TU;COUNT=2", None),
        (Rhythm("month", nth=LAST, weekdays=(6,), interval=3), "FREQ=MONTHLY;INTERVAL=3;BYDAY=-1SU", None),
        (Rhythm("month", count=2), "FREQ=MONTHLY;COUNT=2", printed("2026-12 31", "2027-01 31")),
    ],
)  # fmt: skip
def test_a_rhythm_becomes_a_rule_and_back(rhythm: Rhythm, rule: str, expected: list[date] | None) -> None:
    assert rhythm.rule() == rule
    back = rhythm_of(rule)
    assert back is not None
    assert back.rule() == rule
    if expected is not None and rule != "FREQ=MONTHLY;COUNT=2":
        assert days(rule, date(2026, 12, 31)) == expected


@pytest.mark.parametrize(
    "rule",
    [
        "FREQ=DAILY", "FREQ=WEEKLY;BYMONTH=3", "FREQ=WEEKLY;BYDAY=1MO", "FREQ=MONTHLY;BYDAY=MO",
        "FREQ=MONTHLY;BYDAY=1SU,-1SU", "FREQ=MONTHLY;BYMONTHDAY=1,-1", "FREQ=MONTHLY;BYMONTHDAY=1,2;BYSETPOS=-1",
        "FREQ=WEEKLY;BYSETPOS=1", "FREQ=MONTHLY;BYDAY=-2MO", "FREQ=MONTHLY;BYDAY=7MO", "FREQ=MONTHLY;BYMONTHDAY=-3",
        "FREQ=MONTHLY;BYMONTHDAY=31", "FREQ=WEEKLY;COUNT=x", "FREQ=WEEKLY;UNTIL=zz", "FREQ=YEARLY",
    ],
)  # fmt: skip
def test_other_rules_are_no_rhythm_and_are_shown_as_written(rule: str) -> None:
    assert rhythm_of(rule) is None
    assert describe(rule) == rule


@pytest.mark.parametrize(
    ("rhythm", "english", "chinese"),
    [
        (Rhythm(weekdays=(1,), count=8), "Every week on Tuesday, 8 times", "每周二，共 8 场"),
        (Rhythm(count=1), "Every week, 1 time", "每周，共 1 场"),
        (Rhythm(interval=2), "Every 2 weeks", "每 2 周"),
        (
            Rhythm(interval=2, weekdays=(0, 4), until=date(2027, 3, 1)),
            "Every 2 weeks on Monday, Friday, until 2027-03-01",
            "每 2 周的周一、周五，到 2027-03-01",
        ),
        (Rhythm("month", month_day=LAST), "Every month on the last day", "每月最后一天"),
        (Rhythm("month", month_day=8, interval=2), "Every 2 months on day 8", "每 2 个月的8号"),
        (Rhythm("month", nth=2, weekdays=(1,)), "Every month on the second Tuesday", "每月第二个周二"),
        (Rhythm("month", nth=LAST, weekdays=(6,)), "Every month on the last Sunday", "每月最后一个周日"),
        (Rhythm("month"), "Every month on the same date", "每月同一天"),
    ],
)
def test_a_rule_is_told_in_both_languages(rhythm: Rhythm, english: str, chinese: str) -> None:
    assert describe(rhythm.rule()) == english
    i18n.set_language("zh_CN")
    assert describe(rhythm.rule()) == chinese


@given(
    st.sampled_from(["week", "month"]),
    st.integers(1, 4),
    st.integers(1, 40),
    st.dates(date(2020, 1, 1), date(2035, 1, 1)),
)
def test_days_are_in_order_without_repeats_inside_the_horizon(
    every: str, interval: int, count: int, first: date
) -> None:
    found = days(Rhythm(every, interval, month_day=-1 if every == "month" else 0, count=count).rule(), first)
    assert found == sorted(set(found))
    assert found[0] == first
    assert len(found) <= count + 1
    assert found[-1] <= first + HORIZON
    if every == "week":
        assert {(day - first) % timedelta(weeks=interval) for day in found} == {timedelta(0)}
