"""Calendar entries as a file that phones and mail programs write and read (RFC 5545): events and to-dos."""

from __future__ import annotations

import base64
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta, timezone
from pathlib import Path
from typing import Any

from shopplanner.domain.errors import InputError, Location
from shopplanner.domain.messages import message
from shopplanner.foundation import files
from shopplanner.interchange.plain import plain

ZONE = "Asia/Shanghai"
LOCAL = timezone(timedelta(hours=8))
"""China has had one offset without summer time since 1991-09-15."""
PRODUCT = "-//ShopPlanner//ShopPlanner//ZH"
OWN = "X-SHOPPLANNER-DATA"
"""Property with what only this program knows of an entry."""
ZONE_TEXT = f"""BEGIN:VTIMEZONE
TZID:{ZONE}
BEGIN:STANDARD
DTSTART:19910915T000000
TZOFFSETFROM:+0800
TZOFFSETTO:+0800
TZNAME:CST
END:STANDARD
END:VTIMEZONE
"""
MOST_BYTES = 5_000_000
MOST_ENTRIES = 3_000
DEEPEST = 8
LONGEST_TITLE, LONGEST_TEXT = 200, 4_000


@dataclass(frozen=True)
class Event:
    """Something that lasts; ``ends`` is the first moment after it. Moments are local to ``ZONE``.

    Attributes:
        parent: id of the event that it is a part of.
        rule: when it comes back (RRULE), without the days ``left_out`` (EXDATE).
        instead_of: the moment of the recurring event with its id that it stands for (RECURRENCE-ID).
        data: what only this program knows of it.
        whole_days: whether it was given by days.
    """

    uid: str
    title: str
    starts: datetime
    ends: datetime
    description: str = ""
    categories: tuple[str, ...] = field(default=())
    firm: bool = True
    parent: str = ""
    rule: str = ""
    left_out: tuple[datetime, ...] = ()
    instead_of: datetime | None = None
    data: str = ""
    whole_days: bool = False


@dataclass(frozen=True)
class ToDo:
    """Something to do by a day; ``parent`` is the id of the event that it prepares."""

    uid: str
    title: str
    due: date
    done: datetime | None = None
    description: str = ""
    categories: tuple[str, ...] = field(default=())
    parent: str = ""
    data: str = ""


@dataclass(frozen=True)
class Content:
    """What a calendar file holds; ``broken`` are entries that cannot be used, by title and reason."""

    own: bool
    events: tuple[Event, ...]
    todos: tuple[ToDo, ...]
    broken: tuple[tuple[str, str], ...]


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
    from icalendar import Calendar, Timezone, vText

    made = Calendar()
    made.add("version", "2.0")
    made.add("prodid", PRODUCT)
    made.add("calscale", "GREGORIAN")
    made.add("x-wr-calname", vText(plain(name)))
    made.add("x-wr-timezone", ZONE)
    made.add_component(Timezone.from_ical(ZONE_TEXT))
    for event in events:
        made.add_component(_event(event, stamp))
    for todo in todos:
        made.add_component(_todo(todo, stamp))
    written: bytes = made.to_ical(sorted=False)
    return written.decode()


def _event(event: Event, stamp: datetime) -> Any:
    from icalendar import Event as Component
    from icalendar import vRecur

    made = Component()
    made.add("uid", event.uid)
    made.add("dtstamp", stamp.astimezone(UTC))
    if event.instead_of is not None:
        _put_moment(made, "recurrence-id", event.instead_of)
    _put_moment(made, "dtstart", event.starts)
    _put_moment(made, "dtend", event.ends)
    if event.rule:
        made.add("rrule", vRecur.from_ical(event.rule))
    for moment in event.left_out:
        _put_moment(made, "exdate", moment)
    _put_words(made, event)
    made.add("status", "CONFIRMED" if event.firm else "TENTATIVE")
    made.add("transp", "TRANSPARENT")
    return made


def _todo(todo: ToDo, stamp: datetime) -> Any:
    from icalendar import Todo as Component

    made = Component()
    made.add("uid", todo.uid)
    made.add("dtstamp", stamp.astimezone(UTC))
    made.add("due", todo.due)
    _put_words(made, todo)
    made.add("status", "COMPLETED" if todo.done else "NEEDS-ACTION")
    made.add("percent-complete", 100 if todo.done else 0)
    if todo.done is not None:
        made.add("completed", todo.done.replace(tzinfo=LOCAL).astimezone(UTC))
    return made


def _put_moment(component: Any, name: str, moment: datetime) -> None:
    from icalendar import vDDDTypes

    value = vDDDTypes(moment)
    value.params["TZID"] = ZONE
    component.add(name, value)


def _put_words(component: Any, entry: Event | ToDo) -> None:
    component.add("summary", plain(entry.title))
    if entry.description:
        component.add("description", plain(entry.description))
    categories = [plain(name) for name in entry.categories if name]
    if categories:
        component.add("categories", categories)
    if entry.parent:
        component.add("related-to", entry.parent)
    if entry.data:
        component.add(OWN, base64.urlsafe_b64encode(entry.data.encode()).decode())


def read_calendar(path: Path) -> Content:
    """Return what a calendar file holds; entries that cannot be used are told, not raised.

    Raises:
        InputError: if it cannot be read, is no calendar, or is larger than any that people make.
    """
    try:
        size = path.stat().st_size
        raw = path.read_bytes() if size <= MOST_BYTES else b""
    except OSError as error:
        raise _refused("unreadable", path, reason=error.strerror or str(error)) from error
    if size > MOST_BYTES:
        raise _refused("too_large", path, mb=MOST_BYTES // 1_000_000)
    return parse_calendar(raw, path)


def parse_calendar(raw: bytes, path: Path) -> Content:
    """Return what a calendar's bytes hold; ``path`` is named in failures."""
    _check_shape(raw, path)
    from icalendar import Calendar

    try:
        found = Calendar.from_ical(raw, multiple=True)
        components = [component for one in found for component in one.walk() if component.name in {"VEVENT", "VTODO"}]
        head = found[0]
    except Exception as error:  # a stranger's file may break the library in any way
        raise _refused("no_calendar", path) from error
    events: list[Event] = []
    todos: list[ToDo] = []
    broken: list[tuple[str, str]] = []
    for component in components:
        _take(component, events, todos, broken)
    own = str(head.get("PRODID", "")) == PRODUCT
    return Content(own, tuple(events), tuple(todos), tuple(broken))


def _check_shape(raw: bytes, path: Path) -> None:
    """Refuse what is no calendar, has too many entries, or is nested beyond reason, before it is taken apart."""
    depth = entries = 0
    begun = False
    for line in raw.splitlines():
        head = line[:12].upper()
        begun = begun or head.startswith(b"BEGIN:VCALEN")
        if head.startswith(b"BEGIN:"):
            depth += 1
            entries += line.upper().startswith((b"BEGIN:VEVENT", b"BEGIN:VTODO"))
        elif head.startswith(b"END:"):
            depth -= 1
        if entries > MOST_ENTRIES:
            raise _refused("too_many", path, n=MOST_ENTRIES)
        if depth > DEEPEST:
            break
    if not begun or depth:
        raise _refused("no_calendar", path)


def _refused(kind: str, path: Path, **values: object) -> InputError:
    said = message(f"rhythm.file.{kind}", file=path.name, **values)  # type: ignore[arg-type]  # numbers and texts
    return InputError(said, where=Location(file=str(path)))


def _take(component: Any, events: list[Event], todos: list[ToDo], broken: list[tuple[str, str]]) -> None:
    """Add an entry to those of its kind, or to the broken ones."""
    try:
        if component.name == "VEVENT":
            events.append(_read_event(component))
        else:
            todos.append(_read_todo(component))
    except _UnusableError as error:
        broken.append((_word(component, "SUMMARY", LONGEST_TITLE), error.reason))
    except Exception:  # noqa: BLE001 - a stranger's entry may break the library in any way
        broken.append(("", "broken"))


class _UnusableError(ValueError):
    """An entry that lacks something; ``reason`` is what."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def _read_event(component: Any) -> Event:
    starts = component.get("DTSTART")
    if starts is None:
        raise _UnusableError("no_start")
    begin = _moment(starts.dt)
    whole_days = not isinstance(starts.dt, datetime)
    end = _end(component, begin, whole_days)
    if str(component.get("STATUS", "")).upper() == "CANCELLED":
        raise _UnusableError("cancelled")
    instead_of, rule = component.get("RECURRENCE-ID"), component.get("RRULE")
    if isinstance(rule, list):
        raise _UnusableError("two_rules")
    return Event(
        uid=_uid(component),
        title=_title(component),
        starts=begin,
        ends=end,
        description=_word(component, "DESCRIPTION", LONGEST_TEXT),
        categories=_categories(component),
        firm=str(component.get("STATUS", "")).upper() != "TENTATIVE",
        parent=_word(component, "RELATED-TO", LONGEST_TITLE),
        rule=rule.to_ical().decode() if rule is not None else "",
        left_out=tuple(_moment(one.dt) for many in _listed(component.get("EXDATE")) for one in many.dts),
        instead_of=_moment(instead_of.dt) if instead_of is not None else None,
        data=_data(component),
        whole_days=whole_days,
    )


def _end(component: Any, begin: datetime, whole_days: bool) -> datetime:
    """Return the first moment after an event (3.6.1): its end, or its length, or a day, or an hour."""
    end, length = component.get("DTEND"), component.get("DURATION")
    usual = timedelta(days=1) if whole_days else timedelta(hours=1)
    found = _moment(end.dt if end is not None else begin + (length.dt if length is not None else usual))
    if found <= begin:
        found = begin + usual
    return found


def _read_todo(component: Any) -> ToDo:
    due = component.get("DUE") or component.get("DTSTART")
    if due is None:
        raise _UnusableError("no_due")
    completed = component.get("COMPLETED")
    done = _moment(completed.dt) if completed is not None else None
    if done is None and str(component.get("STATUS", "")).upper() == "COMPLETED":
        done = _moment(due.dt)
    return ToDo(
        uid=_uid(component),
        title=_title(component),
        due=_moment(due.dt).date(),
        done=done,
        description=_word(component, "DESCRIPTION", LONGEST_TEXT),
        categories=_categories(component),
        parent=_word(component, "RELATED-TO", LONGEST_TITLE),
        data=_data(component),
    )


def _moment(value: date | datetime) -> datetime:
    """Return a local moment; one without a zone is local already."""
    if not isinstance(value, datetime):
        found = datetime.combine(value, time())
    else:
        found = value.astimezone(LOCAL).replace(tzinfo=None) if value.tzinfo else value
    if not 1990 <= found.year <= 2100:
        raise _UnusableError("year")
    return found.replace(microsecond=0)


def _uid(component: Any) -> str:
    found = _word(component, "UID", LONGEST_TITLE)
    if not found:
        raise _UnusableError("no_uid")
    return found


def _title(component: Any) -> str:
    found = " ".join(_word(component, "SUMMARY", LONGEST_TITLE).split())
    if not found:
        raise _UnusableError("no_title")
    return found


def _word(component: Any, name: str, longest: int) -> str:
    found = component.get(name)
    first = found[0] if isinstance(found, list) and found else found
    return "" if first is None else plain(str(first))[:longest].strip()


def _data(component: Any) -> str:
    """Return what this program wrote for itself; it is packed so that no other program changes a letter of it."""
    try:
        return base64.urlsafe_b64decode(str(component.get(OWN, ""))).decode()
    except ValueError:
        return ""


def _categories(component: Any) -> tuple[str, ...]:
    found = _listed(component.get("CATEGORIES"))
    return tuple(plain(str(name))[:LONGEST_TITLE] for one in found for name in one.cats)[:20]


def _listed(value: Any) -> list[Any]:
    if value is None:
        return []
    return value if isinstance(value, list) else [value]
