"""Known export formats, from packs, and which of them a table is."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from shopplanner.foundation import packs
from shopplanner.foundation.bilingual import Bilingual

DROPPED = re.compile(r"[\s_\-/()\[\]【】:：.\ufeff]")
SCANNED_ROWS = 30


@dataclass(frozen=True)
class ColumnSpec:
    """How one column of a format is kept: its spellings, the fact column, and the converter's name."""

    names: tuple[str, ...]
    to: str
    kind: str


@dataclass(frozen=True)
class Format:
    """An export format.

    Attributes:
        fact: fact table that its rows go to.
        source: system that wrote it; figures of two systems are never added.
        required: columns that must all be there; alternatives are joined by ``|``.
        forbidden: columns of which none may be there.
        levels: columns joined into a traffic source's path, blanks taken from the row above.
        day_from_name: whether the file name may give the day.
        order: the formats with lower numbers are tried first.
        columns: what is kept, and how.
        ignored: known columns that are not kept, as they can be computed.
        ignored_endings: likewise, by how their names end.
        name_pattern: what the file's name looks like, to choose among formats that fit equally.
        constants: fact columns with the same text in every row.
        day_of_import: whether the rows are of the day of the import where the file does not name one.
        header_rows: rows of the table's head; of more than one, each column's known name counts.
        filled_down: fact columns whose blank cells repeat the row above, as merged cells do.
    """

    id: str
    title: Bilingual
    fact: str
    source: str
    order: int
    required: tuple[str, ...]
    columns: tuple[ColumnSpec, ...]
    forbidden: tuple[str, ...] = ()
    levels: tuple[str, ...] = ()
    day_from_name: bool = False
    ignored: tuple[str, ...] = ()
    ignored_endings: tuple[str, ...] = ()
    name_pattern: str = ""
    constants: dict[str, str] = field(default_factory=dict)
    day_of_import: bool = False
    header_rows: int = 1
    filled_down: tuple[str, ...] = ()

    def ignores(self, name: str) -> bool:
        """Whether a column is known and not wanted."""
        wanted = normal(name)
        return any(wanted == normal(other) for other in self.ignored) or any(
            wanted.endswith(normal(end)) for end in self.ignored_endings
        )


@dataclass(frozen=True)
class PersonalColumns:
    """Columns that name or locate a buyer or seller: whole names, or parts that give a name away."""

    names: tuple[str, ...]
    parts: tuple[str, ...] = ()


@dataclass(frozen=True)
class Personal:
    """Tells which columns are dropped before anything else sees them."""

    names: frozenset[str]
    parts: tuple[str, ...] = ()

    def holds(self, name: str) -> bool:
        """Whether a column may hold what belongs to a person."""
        wanted = normal(name)
        return wanted in self.names or any(part in wanted for part in self.parts)


@lru_cache(maxsize=4096)
def normal(name: str) -> str:
    """Return a column name without the differences that exports make: width, case, blanks, brackets, marks."""
    return DROPPED.sub("", unicodedata.normalize("NFKC", name)).lower()


def known_formats() -> list[Format]:
    """Return all formats, the ones to try first in front.

    Raises:
        PackError: if a format pack is not valid.
    """
    found = [entry for name in packs.names("formats") for entry in packs.load("formats", name, Format).entries]
    return sorted(found, key=lambda known: known.order)


def personal_columns() -> Personal:
    """Return which columns are personal."""
    entries = packs.load("personal", "columns", PersonalColumns).entries
    names = frozenset(normal(name) for entry in entries for name in entry.names)
    return Personal(names, tuple(normal(part) for entry in entries for part in entry.parts))


def has_all(required: Iterable[str], present: frozenset[str]) -> bool:
    """Return whether every required column, or one of its alternatives, is present."""
    return all(any(normal(name) in present for name in choice.split("|")) for choice in required)


def recognise(header: Sequence[str], file: str, formats: Sequence[Format]) -> list[Format]:
    """Return the formats that a header fits, best first: by order, then by file name, then by columns matched."""
    present = frozenset(normal(name) for name in header)
    fitting = [
        known
        for known in formats
        if has_all(known.required, present) and not any(normal(name) in present for name in known.forbidden)
    ]

    def score(known: Format) -> tuple[int, int, int]:
        named = bool(known.name_pattern and re.search(known.name_pattern, file))
        matched = sum(any(normal(name) in present for name in column.names) for column in known.columns)
        return (known.order, -int(named), -matched)

    return sorted(fitting, key=score)


def find_header(rows: Sequence[tuple[int, Sequence[object]]], vocabulary: frozenset[str]) -> int:
    """Return the position of the header among the first rows: most known names, then most distinct texts."""

    def score(cells: Sequence[object]) -> tuple[int, int]:
        texts = [normal(str(cell)) for cell in cells if isinstance(cell, str) and cell.strip()]
        return (len({name for name in texts if name in vocabulary}), len(set(texts)))

    scored = [score(cells) for _, cells in rows[:SCANNED_ROWS]]
    if not scored:
        return 0
    return max(range(len(scored)), key=lambda number: (scored[number], -number))


def tall_header(rows: Sequence[tuple[int, Sequence[object]]], known: Format) -> tuple[int, tuple[str, ...]] | None:
    """Return the number of the last row and the names of a head of several rows; None if the table has another one.

    A file that was shortened to fewer rows of head is read, too: a row with a number in the first named column is data.
    """
    words = vocabulary([known])
    start = next((at for at, (_, row) in enumerate(rows) if any(normal(str(cell)) in words for cell in row)), None)
    if start is None:
        return None
    head = [(rows[start][0], rows[start][1])]
    for number, row in rows[start + 1 : start + known.header_rows]:
        if any(str(cell).strip().isdigit() for cell in row):
            break
        head.append((number, row))
    width = max(len(row) for _, row in head)
    names = tuple(_named([row[at] for _, row in head if at < len(row)], words) for at in range(width))
    fits = has_all(known.required, frozenset(normal(name) for name in names))
    return (head[-1][0], names) if fits else None


def _named(cells: Sequence[object], words: frozenset[str]) -> str:
    """Return a column's known name, the lowest of several; else the lowest text."""
    texts = [str(cell) for cell in cells if cell not in ("", None)]
    known = [name for name in texts if normal(name) in words]
    return (known or texts or [""])[-1]


def vocabulary(formats: Iterable[Format]) -> frozenset[str]:
    """Return every column name that any format knows, normalised."""
    names: set[str] = set()
    for known in formats:
        names.update(normal(name) for column in known.columns for name in column.names)
        names.update(normal(name) for group in (known.required, known.ignored, known.levels) for name in group)
    return frozenset(names)
