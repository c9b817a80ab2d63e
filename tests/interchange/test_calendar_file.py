"""Calendar files obey RFC 5545: lines are folded by octets, texts come back whole, moments carry their zone."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from shopplanner.interchange.calendar_file import OCTETS, Event, ToDo, as_calendar, escaped, folded, write_calendar

STAMP = datetime(2026, 11, 22, 10, 0, tzinfo=timezone(timedelta(hours=8)))
EVENT = Event(
    "e1@x", "满199减20; 全店", datetime(2026, 11, 27), datetime(2026, 12, 3), "第一行\n第二行, \\ 完", ("满减",)
)
TODO = ToDo("t1@x", "锁定库存", date(2026, 11, 24), done=True, parent="e1@x")

Property = tuple[str, dict[str, str], str]


def unfolded(content: str) -> list[str]:
    """Return the logical lines of a calendar (3.1): a line break with a blank after it is no break."""
    return content.replace("\r\n ", "").removesuffix("\r\n").split("\r\n")


def parsed(line: str) -> Property:
    """Return a property's name, parameters and raw value."""
    head, _, value = line.partition(":")
    name, *parameters = head.split(";")
    return name, dict(each.split("=", 1) for each in parameters), value


def plain(value: str) -> str:
    """Return a text value without its escapes (3.3.11)."""
    return re.sub(r"\\([\\;,nN])", lambda found: "\n" if found[1] in "nN" else found[1], value)


def components(content: str) -> list[tuple[str, dict[str, list[Property]]]]:
    """Return the events and to-dos with their properties by name."""
    found: list[tuple[str, dict[str, list[Property]]]] = []
    for line in unfolded(content):
        name, parameters, value = parsed(line)
        if name == "BEGIN" and value in {"VEVENT", "VTODO"}:
            found.append((value, {}))
        elif found and name != "END":
            found[-1][1].setdefault(name, []).append((name, parameters, value))
    return found


def one(properties: dict[str, list[Property]], name: str) -> Property:
    """Return the only property of a name."""
    (found,) = properties[name]
    return found


def test_an_event_carries_what_it_was_given() -> None:
    ((kind, properties),) = components(as_calendar("店", [EVENT], [], STAMP))
    assert kind == "VEVENT"
    assert one(properties, "UID")[2] == "e1@x"
    assert one(properties, "DTSTAMP")[2] == "20261122T020000Z"
    assert one(properties, "DTSTART")[1:] == ({"TZID": "Asia/Shanghai"}, "20261127T000000")
    assert one(properties, "DTEND")[1:] == ({"TZID": "Asia/Shanghai"}, "20261203T000000")
    assert plain(one(properties, "SUMMARY")[2]) == EVENT.title
    assert plain(one(properties, "DESCRIPTION")[2]) == EVENT.description
    assert one(properties, "CATEGORIES")[2] == "满减"
    assert one(properties, "STATUS")[2] == "CONFIRMED"
    assert one(properties, "TRANSP")[2] == "TRANSPARENT"


def test_an_event_that_is_not_firm_is_tentative_and_empty_texts_are_left_out() -> None:
    event = Event("e", "想法", EVENT.starts, EVENT.ends, firm=False)
    ((_, properties),) = components(as_calendar("店", [event], [], STAMP))
    assert one(properties, "STATUS")[2] == "TENTATIVE"
    assert "DESCRIPTION" not in properties
    assert "CATEGORIES" not in properties


def test_a_to_do_is_due_on_a_day_and_belongs_to_its_event() -> None:
    ((kind, properties),) = components(as_calendar("店", [], [TODO], STAMP))
    assert kind == "VTODO"
    assert one(properties, "DUE")[1:] == ({"VALUE": "DATE"}, "20261124")
    assert one(properties, "RELATED-TO")[2] == "e1@x"
    assert (one(properties, "STATUS")[2], one(properties, "PERCENT-COMPLETE")[2]) == ("COMPLETED", "100")
    ((_, still),) = components(as_calendar("店", [], [ToDo("t", "做", date(2026, 11, 24))], STAMP))
    assert (one(still, "STATUS")[2], one(still, "PERCENT-COMPLETE")[2]) == ("NEEDS-ACTION", "0")
    assert "RELATED-TO" not in still


def test_the_calendar_names_itself_its_maker_and_its_zone() -> None:
    lines = unfolded(as_calendar("留香, 研究所", [EVENT], [TODO], STAMP))
    assert (lines[0], lines[-1]) == ("BEGIN:VCALENDAR", "END:VCALENDAR")
    for line in ("VERSION:2.0", "PRODID:-//ShopPlanner//ShopPlanner//ZH", r"X-WR-CALNAME:留香\, 研究所"):
        assert lines.count(line) == 1
    zone = lines[lines.index("BEGIN:VTIMEZONE") : lines.index("END:VTIMEZONE")]
    assert {"TZID:Asia/Shanghai", "TZOFFSETFROM:+0800", "TZOFFSETTO:+0800"} <= set(zone)
    begun = [line[6:] for line in lines if line.startswith("BEGIN:")]
    ended = [line[4:] for line in lines if line.startswith("END:")]
    assert sorted(begun) == sorted(ended)


def test_every_line_ends_as_the_standard_asks() -> None:
    content = as_calendar("店" * 60, [EVENT], [TODO], STAMP)
    assert content.endswith("\r\n")
    assert "\n" not in content.replace("\r\n", "")
    assert all(len(line.encode()) <= OCTETS for line in content.split("\r\n"))


@given(st.text(max_size=400))
def test_folding_splits_no_character_and_unfolds_to_the_line(line: str) -> None:
    pieces = folded(line)
    assert all(len(piece.encode()) <= OCTETS for piece in pieces)
    assert all(piece.startswith(" ") for piece in pieces[1:])
    assert pieces[0] + "".join(piece[1:] for piece in pieces[1:]) == line


@given(st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=200))
def test_texts_come_back_from_their_escapes(words: str) -> None:
    assert plain(escaped(words)) == words


@given(st.text(max_size=200).filter(lambda words: words.isprintable() or "\n" in words or "\r" in words))
def test_no_text_can_break_out_of_its_line(words: str) -> None:
    value = escaped(words)
    assert not re.search(r"[\x00-\x08\x0a-\x1f\x7f]", value)
    assert not re.search(r"(?<!\\)(?:\\\\)*[;,]", value)


printable = st.text(st.characters(exclude_categories=("Cs", "Cc")), min_size=1, max_size=120)


@given(st.lists(st.tuples(printable, printable, st.datetimes(datetime(2000, 1, 1), datetime(2099, 1, 1))), max_size=4))
def test_whole_calendars_can_be_read_back(entries: list[tuple[str, str, datetime]]) -> None:
    events = [
        Event(f"{number}@x", title, starts.replace(microsecond=0), starts.replace(microsecond=0), words)
        for number, (title, words, starts) in enumerate(entries)
    ]
    found = components(as_calendar("x", events, [], STAMP))
    for event, (_, properties) in zip(events, found, strict=True):
        assert plain(one(properties, "SUMMARY")[2]) == event.title
        assert plain(one(properties, "DESCRIPTION")[2]) == event.description
        start = datetime.strptime(one(properties, "DTSTART")[2], "%Y%m%dT%H%M%S")  # noqa: DTZ007 - local by definition
        assert start == event.starts


def test_line_breaks_of_other_systems_and_controls_are_tamed() -> None:
    assert escaped("a\r\nb\rc\nd\x00\x1b\x7f\te") == "a\\nb\\nc\\nd\te"


def test_the_file_is_utf_8_without_a_mark(tmp_path: Path) -> None:
    target = tmp_path / "十一月.ics"
    write_calendar(target, "店", [EVENT], [TODO], STAMP.astimezone(UTC))
    content = target.read_bytes()
    assert content.startswith(b"BEGIN:VCALENDAR\r\n")
    assert content.decode() == as_calendar("店", [EVENT], [TODO], STAMP)
    assert [each.name for each in tmp_path.iterdir()] == [target.name]
