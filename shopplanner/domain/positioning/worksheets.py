"""What a worksheet is: sections and typed fields, the values filled in, and how complete it is."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final, TypeAlias

from shopplanner.foundation.bilingual import Bilingual

BASIS: Final = 10_000
"""Basis points in a whole."""

Value: TypeAlias = "str | int | bool | list[str]"
"""A field's value: text, choice and date (ISO) as str; money in minor units, percent in basis points; lists of str."""

Key: TypeAlias = "tuple[str, int]"
"""A value's place: the field's path (``personas.age``) and the number of the entry, 0 outside a group."""


class FieldKind(StrEnum):
    """How a field is filled in."""

    TEXT = "text"
    LONG_TEXT = "long_text"
    CHECK = "check"
    CHOICE = "choice"
    CHOICES = "choices"
    RATING = "rating"
    NUMBER = "number"
    MONEY = "money"
    PERCENT = "percent"
    DATE = "date"
    LIST = "list"
    GROUP = "group"


class Confidence(StrEnum):
    """How far a figure can be trusted."""

    UNKNOWN = ""
    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"


RATINGS: Final = range(1, 6)
FIGURES: Final = frozenset({FieldKind.RATING, FieldKind.NUMBER, FieldKind.MONEY, FieldKind.PERCENT})
"""Kinds whose values carry source, date and confidence."""


@dataclass(frozen=True, slots=True)
class Option:
    """One answer of a choice."""

    id: str
    name: Bilingual


@dataclass(frozen=True, slots=True)
class WorksheetField:
    """A field of a worksheet.

    Attributes:
        id: stable name within the worksheet, or within its group.
        name: its label.
        kind: how it is filled in.
        help: what is meant, shown below the field.
        example: shown while the field is empty.
        options: the answers of a choice.
        required: whether the worksheet is incomplete without it.
        weight: its part in the completeness; 0 for one that need not be filled in.
        fields: for a group: what each entry has.
        at_least: for a group: how many full entries make it complete.
        evidence: whether a value carries source, date and confidence though it is no figure.
        beside: id of the field on whose line this one stands.
        width: of a column in a table, in text heights.
    """

    id: str
    name: Bilingual
    kind: FieldKind
    help: Bilingual | None = None
    example: Bilingual | None = None
    options: tuple[Option, ...] = ()
    required: bool = False
    weight: int = 1
    fields: tuple[WorksheetField, ...] = ()
    at_least: int = 1
    evidence: bool = False
    beside: str = ""
    width: float = 6.0

    @property
    def has_evidence(self) -> bool:
        """Whether a value carries source, date and confidence: figures do, unless they only set how a page looks."""
        return self.evidence or (self.kind in FIGURES and self.weight > 0)

    def option(self, option_id: str) -> Option | None:
        """Return an answer by its id."""
        return next((option for option in self.options if option.id == option_id), None)


@dataclass(frozen=True, slots=True)
class Section:
    """Fields that belong together; ``layout`` is column, lines or table."""

    id: str
    title: Bilingual
    fields: tuple[WorksheetField, ...]
    note: Bilingual | None = None
    layout: str = "column"


@dataclass(frozen=True, slots=True)
class Definition:
    """A kind of worksheet."""

    kind: str
    title: Bilingual
    sections: tuple[Section, ...]
    version: str = ""
    source: str = ""
    grade: str = ""

    def fields(self) -> Iterator[WorksheetField]:
        """Yield all fields outside groups, and the groups themselves."""
        for section in self.sections:
            yield from section.fields

    def section(self, section_id: str) -> Section:
        """Return a section by its id."""
        return next(section for section in self.sections if section.id == section_id)

    def field(self, path: str) -> WorksheetField | None:
        """Return a field by its path: ``product``, or ``personas.age`` inside a group; None if there is none."""
        head, _, tail = path.partition(".")
        found = next((one for one in self.fields() if one.id == head), None)
        if found is None or not tail:
            return found
        return next((one for one in found.fields if one.id == tail), None)


@dataclass(frozen=True, slots=True)
class Filled:
    """A value with where it comes from; ``as_of`` is the day it was true."""

    value: Value
    source: str = ""
    as_of: date | None = None
    confidence: Confidence = Confidence.UNKNOWN


Values: TypeAlias = "Mapping[Key, Filled]"


def is_empty(value: Value | None) -> bool:
    """Whether a value says nothing: nothing, blank text, an empty list, a box that is not ticked."""
    if isinstance(value, str):
        return not value.strip()
    return value is None or value is False or value == []


def entries(values: Values, group: str) -> int:
    """Return how many entries a group has."""
    return max((item + 1 for path, item in values if path.startswith(f"{group}.")), default=0)


def entry(values: Values, group: str, item: int) -> dict[str, Value]:
    """Return the values of one entry by the fields' ids inside the group."""
    start = f"{group}."
    return {
        path.removeprefix(start): one.value
        for (path, at), one in values.items()
        if at == item and path.startswith(start)
    }


def plain(values: Values, path: str, item: int = 0) -> Value | None:
    """Return a value without its evidence; None where nothing was filled in."""
    found = values.get((path, item))
    return None if found is None or is_empty(found.value) else found.value


def text_of(values: Values, path: str, item: int = 0) -> str:
    """Return a text value; an empty text where there is none."""
    found = plain(values, path, item)
    return found.strip() if isinstance(found, str) else ""


def figure_of(values: Values, path: str, item: int = 0) -> int | None:
    """Return a whole-number value; None where there is none."""
    found = plain(values, path, item)
    return found if isinstance(found, int) and not isinstance(found, bool) else None


def completeness(definition: Definition, values: Values) -> int:
    """Return how much of the worksheet is filled in, in basis points of its fields' weights.

    A group counts by its full entries: those that have all their required fields, ``at_least`` of them being all.
    """
    total = sum(one.weight for one in definition.fields())
    if not total:
        return BASIS
    share = sum(one.weight * _share(one, values) for one in definition.fields())
    return share // total


def missing(definition: Definition, values: Values) -> tuple[WorksheetField, ...]:
    """Return the required fields that are not filled in, in the worksheet's order."""
    return tuple(one for one in definition.fields() if one.required and _share(one, values) < BASIS)


def _share(field: WorksheetField, values: Values) -> int:
    """Return how much of one field is filled in, in basis points."""
    if field.kind is not FieldKind.GROUP:
        return 0 if plain(values, field.id) is None else BASIS
    full = sum(_is_full(field, entry(values, field.id, item)) for item in range(entries(values, field.id)))
    return min(BASIS, full * BASIS // max(1, field.at_least))


def _is_full(group: WorksheetField, filled: Mapping[str, Value]) -> bool:
    needed = [one for one in group.fields if one.required] or group.fields[:1]
    return all(not is_empty(filled.get(one.id)) for one in needed)


def check(field: WorksheetField, value: Value) -> bool:
    """Return whether a value is one that the field can hold."""
    match field.kind:
        case FieldKind.TEXT | FieldKind.LONG_TEXT:
            return isinstance(value, str)
        case FieldKind.CHECK:
            return isinstance(value, bool)
        case FieldKind.CHOICE:
            return isinstance(value, str) and (not value or field.option(value) is not None)
        case FieldKind.CHOICES:
            return _all_texts(value) and all(field.option(str(one)) is not None for one in _items(value))
        case FieldKind.RATING:
            return _is_figure(value) and value in RATINGS
        case FieldKind.NUMBER | FieldKind.MONEY | FieldKind.PERCENT:
            return _is_figure(value)
        case FieldKind.DATE:
            return isinstance(value, str) and _is_day(value)
        case FieldKind.LIST:
            return _all_texts(value)
        case FieldKind.GROUP:
            return False


def _is_figure(value: Value) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


def _items(value: Value) -> Sequence[str]:
    return value if isinstance(value, list) else ()


def _all_texts(value: Value) -> bool:
    return isinstance(value, list) and all(isinstance(one, str) for one in value)


def _is_day(value: str) -> bool:
    try:
        date.fromisoformat(value)
    except ValueError:
        return not value
    return True


@dataclass(frozen=True, slots=True)
class Difference:
    """A field in which two worksheets are set side by side; ``entry`` names the entry of a group."""

    path: str
    entry: str
    first: Filled | None
    second: Filled | None

    @property
    def same(self) -> bool:
        """Whether both say the same."""
        return _said(self.first) == _said(self.second)


def compare(definition: Definition, first: Values, second: Values) -> tuple[Difference, ...]:
    """Return what two worksheets say, field by field in the worksheet's order; fields empty in both are left out.

    Entries of a group are set beside each other by their first field, in whatever order they stand.
    """
    found = (one for field in definition.fields() for one in _compared(field, first, second))
    return tuple(one for one in found if _said(one.first) is not None or _said(one.second) is not None)


def _compared(field: WorksheetField, first: Values, second: Values) -> Iterator[Difference]:
    if field.kind is not FieldKind.GROUP:
        yield Difference(field.id, "", first.get((field.id, 0)), second.get((field.id, 0)))
        return
    places = [_places(field, values) for values in (first, second)]
    for name in {**places[0], **places[1]}:
        for one in field.fields:
            path = f"{field.id}.{one.id}"
            yield Difference(
                path, name, first.get((path, places[0].get(name, -1))), second.get((path, places[1].get(name, -1)))
            )


def _places(group: WorksheetField, values: Values) -> dict[str, int]:
    """Return the numbers of a group's entries by their first field; a second one of a name gets a number to it."""
    found: dict[str, int] = {}
    for item in range(entries(values, group.id)):
        name = text_of(values, f"{group.id}.{group.fields[0].id}", item)
        found[name if name and name not in found else f"{name} {item + 1}".strip()] = item
    return found


def _said(filled: Filled | None) -> Value | None:
    return None if filled is None or is_empty(filled.value) else filled.value
