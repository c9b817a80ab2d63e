"""Rules give the same days as a library that is known for them, and rules that never happen end at once."""

from __future__ import annotations

import time as clock
from datetime import datetime, timedelta
from itertools import islice

import pytest
from dateutil.rrule import rrulestr
from hypothesis import given, settings
from hypothesis import strategies as st

from shopplanner.domain.promotions.recurrence import WEEKDAYS, occurrences, parse, until_of

FIRST = datetime(2026, 12, 1, 20)
SPAN = timedelta(days=900)
weekdays = st.lists(st.sampled_from(WEEKDAYS), min_size=1, max_size=3, unique=True)


def listed(values: list[int]) -> str:
    """Return numbers as a rule lists them."""
    return ",".join(str(each) for each in values)


@st.composite
def rules(draw: st.DrawFn) -> str:
    """Return a rule that happens; the library wants all weekdays of a rule to be numbered or none."""
    frequency = draw(st.sampled_from(["DAILY", "WEEKLY", "MONTHLY", "YEARLY"]))
    parts = [f"FREQ={frequency}", f"INTERVAL={draw(st.sampled_from([1, 1, 2, 3]))}"]
    parts += [f"WKST={draw(st.sampled_from(['MO', 'SU']))}"] if draw(st.booleans()) else []
    parts += [f"COUNT={draw(st.integers(1, 30))}"] if draw(st.booleans()) else []
    days = draw(weekdays)
    numbers = draw(st.sampled_from([[""], ["1", "2", "-1"]])) if frequency in {"MONTHLY", "YEARLY"} else [""]
    choice = draw(st.integers(0, 4))
    if choice == 1:
        parts.append("BYDAY=" + ",".join(draw(st.sampled_from(numbers)) + each for each in days))
    elif choice == 2 and frequency != "WEEKLY":
        parts.append("BYMONTHDAY=" + listed(draw(st.lists(st.sampled_from([1, 8, 15, 28, 31, -1, -5]), min_size=1))))
    elif choice == 3 and frequency == "YEARLY":
        parts.append("BYMONTH=" + listed(draw(st.lists(st.integers(1, 12), min_size=1, max_size=3, unique=True))))
        parts += ["BYDAY=" + ",".join(draw(st.sampled_from(numbers)) + each for each in days)]
    elif choice == 4 and frequency in {"MONTHLY", "YEARLY"}:
        parts += [f"BYDAY={','.join(days)}", f"BYSETPOS={draw(st.sampled_from(['1', '2', '-1', '1,-1']))}"]
    return ";".join(parts)


@settings(max_examples=120)
@given(rules(), st.datetimes(datetime(2024, 1, 1), datetime(2030, 1, 1)))
def test_days_are_those_of_the_library(rule: str, first: datetime) -> None:
    first = first.replace(microsecond=0)
    known = []
    for moment in islice(rrulestr(rule, dtstart=first), 60):
        if moment > first + SPAN:
            break
        known.append(moment.date())
    assert occurrences(parse(rule), first, first + SPAN, 60) == list(dict.fromkeys(known))


@pytest.mark.parametrize(
    "rule",
    [
        "FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30",
        "FREQ=DAILY;INTERVAL=7;BYDAY=WE",
        "FREQ=MONTHLY;INTERVAL=12;BYMONTH=2",
        "FREQ=MONTHLY;BYDAY=MO;BYSETPOS=20",
        "FREQ=WEEKLY;BYDAY=MO;BYSETPOS=3",
        "FREQ=YEARLY;BYDAY=53MO;BYMONTH=2",
        "FREQ=YEARLY;BYMONTHDAY=31;BYMONTH=6",
    ],
)
def test_a_rule_that_never_happens_ends_at_once(rule: str) -> None:
    begun = clock.perf_counter()
    assert occurrences(parse(rule), FIRST, FIRST + SPAN, 60) == []
    assert clock.perf_counter() - begun < 1


def test_numbered_weekdays_and_others_of_one_rule_are_all_meant() -> None:
    """RFC 5545, 3.3.10: the list of BYDAY is a union."""
    found = occurrences(parse("FREQ=MONTHLY;BYDAY=1TH,SU"), FIRST, FIRST + timedelta(days=30), 60)
    assert [day.day for day in found] == [3, 6, 13, 20, 27]


@pytest.mark.parametrize(
    "rule",
    [
        "", "FREQ=HOURLY", "FREQ=DAILY;BYHOUR=1", "FREQ=YEARLY;BYWEEKNO=20", "FREQ=YEARLY;BYYEARDAY=1",
        "FREQ=DAILY;INTERVAL=0", "FREQ=DAILY;INTERVAL=-1", "FREQ=DAILY;COUNT=0", "FREQ=DAILY;COUNT=-5",
        "FREQ=MONTHLY;BYMONTHDAY=0", "FREQ=MONTHLY;BYMONTHDAY=32", "FREQ=YEARLY;BYMONTH=13", "FREQ=WEEKLY;BYDAY=1MO",
        "FREQ=WEEKLY;BYMONTHDAY=1", "FREQ=WEEKLY;BYDAY=", "FREQ=MONTHLY;BYDAY=0MO", "FREQ=DAILY;BYSETPOS=1",
        "FREQ=DAILY;UNTIL=never", "FREQ=WEEKLY;WKST=XX", "FREQ=DAILY;" + "X=1;" * 200,
    ],
)  # fmt: skip
def test_what_is_no_rule_for_promotions_is_refused(rule: str) -> None:
    with pytest.raises(ValueError, match=r"^"):
        parse(rule)


def test_the_last_moment_is_local_utc_or_a_whole_day() -> None:
    assert until_of("20261224") == datetime(2026, 12, 24, 23, 59, 59)
    assert until_of("20261224T100000") == datetime(2026, 12, 24, 10)
    assert until_of("20261224T160000Z") == datetime(2026, 12, 25)
    rule = parse("FREQ=DAILY;UNTIL=20261203T110000Z")
    assert [day.day for day in occurrences(rule, FIRST, FIRST + SPAN, 60)] == [1, 2]
