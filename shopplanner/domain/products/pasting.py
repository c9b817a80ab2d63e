"""A block of spreadsheet cells onto a table: which column each belongs to, and which cells cannot be used."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from shopplanner.domain.products.fields import CellError, Field, Value, fold, typed_value


@dataclass(frozen=True, slots=True)
class BadCell:
    """A cell that was left out; ``row`` and ``column`` count from 1 inside what was pasted."""

    row: int
    column: int
    field: str
    typed: str
    reason: str


@dataclass(frozen=True, slots=True)
class PastedRow:
    """The usable cells of a pasted row, by field; ``number`` counts from 1 with the heading."""

    number: int
    values: Mapping[str, Value]


@dataclass(frozen=True, slots=True)
class Pasted:
    """What was pasted, understood: the fields of its columns, usable rows, and what was left out.

    Attributes:
        fields: the field of each column; empty for a column that the table does not have or that is worked out.
        headed: whether the first row held headings.
    """

    fields: tuple[str, ...]
    headed: bool
    rows: tuple[PastedRow, ...]
    bad: tuple[BadCell, ...]


def understand(
    cells: Sequence[Sequence[str]],
    fields: Mapping[str, Field],
    headings: Mapping[str, str],
    columns: Sequence[str],
    words: Mapping[str, str],
) -> Pasted:
    """Return what a pasted block means.

    Where at least half of the first row's filled cells are known headings, the columns go by them; otherwise they are
    those of the table from the current cell on. A cell that cannot be used is listed; the others stay.

    Args:
        cells: the block, row by row.
        fields: the fields that can be written.
        headings: folded headings in any language, to field names; names outside ``fields`` are known but not written.
        columns: field names of the table's columns from the current cell on; empty for columns that are worked out.
        words: folded wording of choices, to their values.
    """
    found = _headings(cells[0], headings) if cells else None
    names = found if found is not None else tuple(columns)
    rows: list[PastedRow] = []
    bad: list[BadCell] = []
    for number, line in enumerate(cells, 1):
        if number == 1 and found is not None:
            continue
        rows.append(_row(number, line, names, fields, words, bad))
    return Pasted(tuple(name if name in fields else "" for name in names), found is not None, tuple(rows), tuple(bad))


def _headings(first: Sequence[str], headings: Mapping[str, str]) -> tuple[str, ...] | None:
    """Return the fields of the first row's headings; None where it holds no headings. A field counts once."""
    names: list[str] = []
    for cell in first:
        name = headings.get(fold(cell), "")
        names.append("" if name in names else name)
    filled = sum(1 for cell in first if cell.strip())
    known = sum(1 for name in names if name)
    return tuple(names) if known and known * 2 >= filled else None


def _row(
    number: int,
    line: Sequence[str],
    names: Sequence[str],
    fields: Mapping[str, Field],
    words: Mapping[str, str],
    bad: list[BadCell],
) -> PastedRow:
    values: dict[str, Value] = {}
    for place, typed in enumerate(line):
        name = names[place] if place < len(names) else None
        if name is None:
            if typed.strip():
                bad.append(BadCell(number, place + 1, "", typed, "no_column"))
        elif name in fields:
            try:
                values[name] = typed_value(fields[name], typed, words)
            except CellError as error:
                bad.append(BadCell(number, place + 1, name, typed, error.reason))
    return PastedRow(number, values)
