"""Calendar files obey RFC 5545 both ways, and a stranger's file can neither stop nor flood the program."""

from __future__ import annotations

from datetime import date, datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar

from shopplanner.domain.errors import InputError
from shopplanner.interchange.calendar_file import (
    MOST_BYTES,
    MOST_ENTRIES,
    Content,
    Event,
    ToDo,
    as_calendar,
    parse_calendar,
    read_calendar,
    write_calendar,
)

STAMP = datetime(2026, 11, 22, 10, 0, tzinfo=timezone(timedelta(hours=8)))
OCTETS = 75
"""Longest line without its line break (RFC 5545, 3.1)."""
EVENT = Event(
    "e1@x", "满199减20; 全店", datetime(2026, 11, 27), datetime(2026, 12, 3), "第一行\n第二行, \\ 完\\n假",
    ("满减", "a,b;c"), parent="p@x", data='{"a": "b;c,d\\n"}',
)  # fmt: skip
TODO = ToDo("t1@x", "锁定库存", date(2026, 11, 24), datetime(2026, 11, 23, 8), "两仓", ("仓库",), "e1@x", '{"k": 1}')
FILE = Path("in.ics")


def read(content: str) -> Content:
    """Return what a calendar's text holds."""
    return parse_calendar(content.replace("\r\n", "\n").replace("\n", "\r\n").encode(), FILE)


def wrapped(*entries: str) -> str:
    """Return entries as a calendar."""
    return "\n".join(["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:x", *entries, "END:VCALENDAR", ""])


def entry(*lines: str, kind: str = "VEVENT") -> str:
    """Return an entry with an id and a title."""
    return "\n".join([f"BEGIN:{kind}", "UID:u", "SUMMARY:s", *lines, f"END:{kind}"])


def one(content: str, name: str) -> Any:
    """Return a calendar's only component of a name, as the library reads it."""
    (found,) = [each for each in Calendar.from_ical(content).walk() if each.name == name]
    return found


def test_entries_come_back_as_they_were_written() -> None:
    series = Event(
        "s@x", "会员日", datetime(2026, 12, 1, 20), datetime(2026, 12, 2), rule="FREQ=WEEKLY;COUNT=4",
        left_out=(datetime(2026, 12, 8, 20), datetime(2026, 12, 15, 20)), firm=False,
    )  # fmt: skip
    instead = Event(
        "s@x", "会员日", datetime(2026, 12, 23, 20), datetime(2026, 12, 24), instead_of=datetime(2026, 12, 22, 20)
    )
    still = ToDo("t2@x", "做", date(2026, 11, 24))
    found = read(as_calendar("留香, 研究所", [EVENT, series, instead], [TODO, still], STAMP))
    assert found == Content(True, (EVENT, series, instead), (TODO, still), ())


def test_an_event_says_what_other_programs_ask() -> None:
    found = one(as_calendar("店", [EVENT], [], STAMP), "VEVENT")
    assert found["DTSTAMP"].to_ical() == b"20261122T020000Z"
    assert (found["DTSTART"].params["TZID"], found["DTSTART"].to_ical()) == ("Asia/Shanghai", b"20261127T000000")
    assert (found["STATUS"], found["TRANSP"]) == ("CONFIRMED", "TRANSPARENT")
    plain = one(as_calendar("店", [Event("e", "想法", EVENT.starts, EVENT.ends, firm=False)], [], STAMP), "VEVENT")
    assert plain["STATUS"] == "TENTATIVE"
    assert not {"DESCRIPTION", "CATEGORIES", "RELATED-TO", "X-SHOPPLANNER-DATA"} & set(plain)


def test_a_to_do_is_due_on_a_day_and_done_at_a_moment() -> None:
    found = one(as_calendar("店", [], [TODO], STAMP), "VTODO")
    assert (found["DUE"].to_ical(), found["COMPLETED"].to_ical()) == (b"20261124", b"20261123T000000Z")
    assert (found["STATUS"], found["PERCENT-COMPLETE"]) == ("COMPLETED", 100)
    still = one(as_calendar("店", [], [ToDo("t", "做", date(2026, 11, 24))], STAMP), "VTODO")
    assert (still["STATUS"], still["PERCENT-COMPLETE"]) == ("NEEDS-ACTION", 0)


def test_the_calendar_names_itself_its_maker_and_its_zone() -> None:
    lines = as_calendar("留香, 研究所", [EVENT], [TODO], STAMP).removesuffix("\r\n").split("\r\n")
    assert (lines[0], lines[-1]) == ("BEGIN:VCALENDAR", "END:VCALENDAR")
    for line in ("VERSION:2.0", "PRODID:-//ShopPlanner//ShopPlanner//ZH", r"X-WR-CALNAME:留香\, 研究所"):
        assert lines.count(line) == 1
    zone = lines[lines.index("BEGIN:VTIMEZONE") : lines.index("END:VTIMEZONE")]
    assert {"TZID:Asia/Shanghai", "TZOFFSETFROM:+0800", "TZOFFSETTO:+0800"} <= set(zone)


@given(st.text(max_size=300), st.text(max_size=600))
def test_lines_are_folded_and_texts_come_back_without_controls(title: str, description: str) -> None:
    content = as_calendar("店", [Event("e", f"t{title}", EVENT.starts, EVENT.ends, description)], [], STAMP)
    assert all(len(line.encode(errors="replace")) <= OCTETS for line in content.split("\r\n"))
    (found,) = read(content).events
    assert found.title.startswith("t")
    assert all(letter >= " " or letter in "\n\t" for letter in found.description)


@given(st.text(st.characters(exclude_categories=("Cs", "Cc", "Zl", "Zp")), max_size=200))
def test_a_text_comes_back_to_the_letter(words: str) -> None:
    content = as_calendar("店", [Event("e", "t", EVENT.starts, EVENT.ends, f"a{words}b")], [], STAMP)
    assert read(content).events[0].description == f"a{words}b"


def test_days_zones_and_lengths_become_local_moments() -> None:
    found = read(
        wrapped(
            entry("DTSTART;VALUE=DATE:20261208"),
            entry("DTSTART:20261208T160000Z", "DTEND:20261208T170000Z"),
            entry("DTSTART;TZID=America/New_York:20261208T080000", "DURATION:PT90M"),
            entry("DTSTART:20261208T080000"),
            entry("DTSTART:20261208T080000", "DTEND:20261201T080000"),
        )
    )
    assert [(each.starts, each.ends, each.whole_days) for each in found.events] == [
        (datetime(2026, 12, 8), datetime(2026, 12, 9), True),
        (datetime(2026, 12, 9), datetime(2026, 12, 9, 1), False),
        (datetime(2026, 12, 8, 21), datetime(2026, 12, 8, 22, 30), False),
        (datetime(2026, 12, 8, 8), datetime(2026, 12, 8, 9), False),
        (datetime(2026, 12, 8, 8), datetime(2026, 12, 8, 9), False),
    ]
    assert not found.own


def test_a_to_do_may_be_due_at_a_moment_or_done_without_one() -> None:
    found = read(
        wrapped(
            entry("DUE:20261208T170000Z", kind="VTODO"),
            entry("DTSTART;VALUE=DATE:20261208", "STATUS:COMPLETED", kind="VTODO"),
        )
    )
    assert [(each.due, each.done) for each in found.todos] == [
        (date(2026, 12, 9), None),
        (date(2026, 12, 8), datetime(2026, 12, 8)),
    ]


@pytest.mark.parametrize(
    ("lines", "reason"),
    [
        ((), "no_start"),
        (("DTSTART:tomorrow",), "broken"),
        (("DTSTART:20261208T080000", "RRULE:FREQ=WEEKLY", "RRULE:FREQ=DAILY"), "two_rules"),
        (("DTSTART:20261208T080000", "DURATION:soon"), "broken"),
        (("DTSTART:99991231T235959", "DURATION:P9D"), "year"),
        (("DTSTART:20261231T235959", "DURATION:P90000D"), "year"),
        (("DTSTART:20261208T080000", "STATUS:CANCELLED"), "cancelled"),
    ],
)
def test_an_entry_that_cannot_be_used_is_told(lines: tuple[str, ...], reason: str) -> None:
    found = read(wrapped(entry(*lines), entry("DTSTART:20261208T080000")))
    assert [why for _title, why in found.broken] == [reason]
    assert len(found.events) == 1


def test_an_entry_without_an_id_or_a_title_is_told() -> None:
    found = read(
        wrapped(
            "BEGIN:VEVENT\nSUMMARY:s\nDTSTART:20261208T080000\nEND:VEVENT",
            "BEGIN:VEVENT\nUID:u\nDTSTART:20261208T080000\nEND:VEVENT",
            "BEGIN:VTODO\nUID:u\nSUMMARY:t\nEND:VTODO",
        )
    )
    assert found.broken == (("s", "no_uid"), ("", "no_title"), ("t", "no_due"))


def test_alarms_and_other_parts_are_left_alone() -> None:
    alarm = "BEGIN:VALARM\nACTION:DISPLAY\nTRIGGER:-PT15M\nEND:VALARM"
    found = read(wrapped(entry("DTSTART:20261208T080000", alarm), "BEGIN:VJOURNAL\nUID:j\nEND:VJOURNAL"))
    assert (len(found.events), found.broken) == (1, ())


def test_data_that_is_not_ours_is_nothing() -> None:
    found = read(wrapped(entry("DTSTART:20261208T080000", "X-SHOPPLANNER-DATA:???")))
    assert found.events[0].data == ""


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\x00\xff\xfe" * 100,
        b"BEGIN:VCALENDAR\r\n",
        b"END:VCALENDAR\r\nBEGIN:VCALENDAR\r\n",
        b"BEGIN:VEVENT\r\nUID:1\r\nEND:VEVENT\r\n",
        b"BEGIN:VCALENDAR\r\n" + b"BEGIN:VEVENT\r\n" * 500 + b"END:VEVENT\r\n" * 500 + b"END:VCALENDAR\r\n",
        b"<html>BEGIN:VCALENDAR</html>",
        b"BEGIN:VCALENDAR\r\nno colon here\r\nEND:VCALENDAR\r\n",
    ],
)
def test_what_is_no_calendar_is_refused(content: bytes) -> None:
    with pytest.raises(InputError) as refused:
        parse_calendar(content, FILE)
    assert refused.value.what.id == "rhythm.file.no_calendar"


def test_too_many_entries_are_refused_before_they_are_read() -> None:
    with pytest.raises(InputError) as refused:
        read(wrapped(*["BEGIN:VEVENT\nEND:VEVENT"] * (MOST_ENTRIES + 1)))
    assert refused.value.what.id == "rhythm.file.too_many"


@given(st.binary(max_size=300))
def test_whatever_stands_in_a_calendar_it_is_read_or_refused(noise: bytes) -> None:
    for content in (noise, b"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\n" + noise + b"\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"):
        try:
            parse_calendar(content, FILE)
        except InputError:
            continue


def test_a_file_is_written_whole_and_read_again(tmp_path: Path) -> None:
    target = tmp_path / "x.ics"
    write_calendar(target, "店", [EVENT], [TODO], STAMP)
    assert [each.name for each in tmp_path.iterdir()] == ["x.ics"]
    assert read_calendar(target).events == (EVENT,)


def test_a_file_that_is_missing_or_huge_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError) as refused:
        read_calendar(tmp_path / "none.ics")
    assert refused.value.what.id == "rhythm.file.unreadable"
    huge = tmp_path / "huge.ics"
    with huge.open("wb") as file:
        file.truncate(MOST_BYTES + 1)
    with pytest.raises(InputError) as refused:
        read_calendar(huge)
    assert refused.value.what.id == "rhythm.file.too_large"
