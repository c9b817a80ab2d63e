"""Calendar entries as a file that phones and mail programs read (RFC 5545): events and to-dos with lasting ids."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path

from shopplanner.foundation import files

ZONE = "Asia/Shanghai"
OCTETS = 75
"""Longest line without its line break (RFC 5545, 3.1)."""
PRODUCT = "-//ShopPlanner//ShopPlanner//ZH"
ZONE_LINES = (
    "BEGIN:VTIMEZONE",
    f"TZID:{ZONE}",
    "BEGIN:STANDARD",
    "DTSTART:19910915T000000",
    "TZOFFSETFROM:+0800",
    "TZOFFSETTO:+0800",
    "TZNAME:CST",
    "END:STANDARD",
    "END:VTIMEZONE",
)
"""China has had one offset without summer time since 1991-09-15."""


@dataclass(frozen=True)
class Event:
    """Something that lasts; ``ends`` is the first moment after it. Moments are local to ``ZONE``."""

    uid: str
    title: str
    starts: datetime
    ends: datetime
    description: str = ""
    categories: tuple[str, ...] = field(default=())
    firm: bool = True


@dataclass(frozen=True)
class ToDo:
    """Something to do by a day; ``parent`` is the id of the event that it prepares."""

    uid: str
    title: str
    due: date
    done: bool = False
    description: str = ""
    categories: tuple[str, ...] = field(default=())
    parent: str = ""


def write_calendar(path: Path, name: str, events: Sequence[Event], todos: Sequence[ToDo], stamp: datetime) -> None:
    """Write a calendar file, whole or not at all.

    Args:
        path: where to.
        name: what the calendar is called.
        events: its events.
        todos: its to-dos.
        stamp: the moment of writing, with its zone.

    Raises:
        OSError: if the file cannot be written.
    """
    with files.atomic_path(path) as beside:
        beside.write_bytes(as_calendar(name, events, todos, stamp).encode())


def as_calendar(name: str, events: Sequence[Event], todos: Sequence[ToDo], stamp: datetime) -> str:
    """Return a calendar as text with its lines folded and ended as the standard asks."""
    made = f"DTSTAMP:{stamp.astimezone(UTC):%Y%m%dT%H%M%SZ}"
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        f"PRODID:{PRODUCT}",
        "CALSCALE:GREGORIAN",
        f"X-WR-CALNAME:{escaped(name)}",
        f"X-WR-TIMEZONE:{ZONE}",
        *ZONE_LINES,
        *(line for event in events for line in _event(event, made)),
        *(line for todo in todos for line in _todo(todo, made)),
        "END:VCALENDAR",
    ]
    return "".join(f"{part}\r\n" for line in lines for part in folded(line))


def _event(event: Event, made: str) -> Iterator[str]:
    yield "BEGIN:VEVENT"
    yield f"UID:{event.uid}"
    yield made
    yield f"DTSTART;TZID={ZONE}:{event.starts:%Y%m%dT%H%M%S}"
    yield f"DTEND;TZID={ZONE}:{event.ends:%Y%m%dT%H%M%S}"
    yield from _words(event.title, event.description, event.categories)
    yield f"STATUS:{'CONFIRMED' if event.firm else 'TENTATIVE'}"
    yield "TRANSP:TRANSPARENT"
    yield "END:VEVENT"


def _todo(todo: ToDo, made: str) -> Iterator[str]:
    yield "BEGIN:VTODO"
    yield f"UID:{todo.uid}"
    yield made
    yield f"DUE;VALUE=DATE:{todo.due:%Y%m%d}"
    yield from _words(todo.title, todo.description, todo.categories)
    if todo.parent:
        yield f"RELATED-TO:{todo.parent}"
    yield f"STATUS:{'COMPLETED' if todo.done else 'NEEDS-ACTION'}"
    yield f"PERCENT-COMPLETE:{100 if todo.done else 0}"
    yield "END:VTODO"


def _words(title: str, description: str, categories: Iterable[str]) -> Iterator[str]:
    yield f"SUMMARY:{escaped(title)}"
    if description:
        yield f"DESCRIPTION:{escaped(description)}"
    if names := [escaped(name) for name in categories if name]:
        yield f"CATEGORIES:{','.join(names)}"


def escaped(words: str) -> str:
    """Return a text as a value: backslash, semicolon, comma and line breaks escaped, other controls dropped."""
    plain = words.replace("\r\n", "\n").replace("\r", "\n")
    plain = "".join(letter for letter in plain if (letter >= " " and letter != "\x7f") or letter in "\n\t")
    for sign in ("\\", ";", ","):
        plain = plain.replace(sign, f"\\{sign}")
    return plain.replace("\n", "\\n")


def folded(line: str) -> list[str]:
    """Return a line as pieces of at most 75 octets, each after the first led by a blank; no character is split."""
    pieces, piece, size = [], "", 0
    for letter in line:
        width = len(letter.encode())
        if size + width > OCTETS:
            pieces.append(piece)
            piece, size = " ", 1
        piece += letter
        size += width
    return [*pieces, piece]
