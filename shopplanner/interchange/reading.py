"""A planned table into typed fact rows; rows that do not fit are set aside with their place and reason.

Rows are converted a few thousand at a time, column by column. Where anything in such a block does not fit, the block is
gone through row by row, so that exactly the rows at fault are set aside.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any

from shopplanner.interchange import cells
from shopplanner.interchange.columns import column_converter
from shopplanner.interchange.formats import normal
from shopplanner.interchange.plans import LISTING_KEY, Plan
from shopplanner.interchange.raw_tables import Row

TOTALS = frozenset(
    normal(word)
    for word in ("合计", "总计", "汇总", "总和", "全部合计", "total", "totals", "grand total", "Total: Account")
)
TOTAL_CELLS = 4
"""How many of a row's first cells are looked at for the word that marks a totals row."""

SECONDS_A_DAY = 86400
SILENT_CUT_ROWS = 100_000
BLOCK_ROWS = 500
DAY_SOURCES: Mapping[tuple[str, str], tuple[str, ...]] = {
    ("orders", "day"): ("created_at", "paid_at"),
    ("orders", "paid_day"): ("paid_at",),
    ("order_line", "day"): ("paid_at", "created_at"),
}
"""From which moments a day follows, the first known one: an order counts on its creation, a line on its payment."""

Maker = Callable[[list[Any], Row], Any]


@dataclass(frozen=True, slots=True)
class Reject:
    """A row that was set aside: its number in the file, the column at fault, the reason, and its cells by name."""

    row: int
    column: str
    reason: str
    cells: Mapping[str, str]


class FactReader:
    """Reads one planned table; counts what it read and hands rejected rows to ``on_reject``."""

    def __init__(self, plan: Plan, salt: str, on_reject: Callable[[Reject], None]) -> None:
        self.plan = plan
        self.rows_read = 0
        self._on_reject = on_reject
        self._kinds = [_kind_in_force(plan, number) for number in range(len(plan.used))]
        self._converters = [cells.CONVERTERS.get(kind) or buyer_hash(salt) for kind in self._kinds]
        self._quick = [
            column_converter(kind, convert) for kind, convert in zip(self._kinds, self._converters, strict=True)
        ]
        self._positions = [column.position for column in plan.used]
        self._width = max([*self._positions, *plan.levels, *(at for at, _ in plan.kept_as_is), 0]) + 1
        self._makers = [_Makers(plan).of(name) for name in plan.derived]
        self._needed = [plan.columns.index(name) for name in plan.needed]

    def __iter__(self) -> Iterator[tuple[Any, ...]]:
        """Give the fact rows in the order of ``plan.columns``."""
        for number, block in self._blocks():
            quick = self._at_once(block)
            if quick is None:
                yield from self._one_by_one(number, block)
            else:
                self.rows_read += len(block)
                yield from quick

    def _blocks(self) -> Iterator[tuple[int, list[Row]]]:
        """Give the rows below the header in blocks, each with the number of its first row."""
        rows = self.plan.table.rows()
        number = self.plan.header_row + 1
        for _ in islice(rows, self.plan.header_row):
            pass
        while block := list(islice(rows, BLOCK_ROWS)):
            yield number, block
            number += len(block)

    def _at_once(self, block: list[Row]) -> Iterator[tuple[Any, ...]] | None:
        """Return the rows of a block in which everything fits, else None."""
        if self.plan.levels or min(map(len, block)) < max(self._width, len(self.plan.header)):
            return None
        raw = list(zip(*block, strict=False))
        if any(not _TOTAL_SPELLINGS.isdisjoint(column) for column in raw[:TOTAL_CELLS]):
            return None
        try:
            columns = [convert(raw[position]) for convert, position in zip(self._quick, self._positions, strict=True)]
        except (ValueError, OverflowError):
            return None
        if any(None in columns[at] or "" in columns[at] for at in self._needed if at < len(columns)):
            return None
        for make in self._makers:
            columns.append(make.column(columns, block))
        if self.plan.kept_as_is:
            columns.append(_extras_column(self.plan.kept_as_is, raw, len(block)))
        if any(None in columns[at] or "" in columns[at] for at in self._needed if at >= len(self._quick)):
            return None
        return zip(*columns, strict=True)

    def _one_by_one(self, number: int, block: list[Row]) -> Iterator[tuple[Any, ...]]:
        """Give the rows of a block that fit; set the others aside."""
        last = number + len(block) - 1
        for row_number, short in enumerate(block, start=number):
            row = [*short, *[""] * (self._width - len(short))] if len(short) < self._width else short
            if not any(cell not in ("", None) and str(cell).strip() for cell in row):
                continue
            self.rows_read += 1
            reason, column, values = self._converted(row)
            if row_number == last and len(short) < len(self.plan.header) and self.plan.table.cut and _is_last(block):
                reason = reason or "cut"
            if reason:
                self._reject(row_number, row, reason, column)
            else:
                yield tuple(values)

    def _converted(self, row: Row) -> tuple[str, str, list[Any]]:
        """Return why a row does not fit, the column at fault, and its values."""
        if _is_total(row):
            return "totals", "", []
        values: list[Any] = []
        for column, convert in zip(self.plan.used, self._converters, strict=True):
            try:
                values.append(convert(row[column.position]))
            except (ValueError, OverflowError) as error:
                reason = str(error)
                return reason if reason in cells.REASONS else "number", column.name.strip(), []
        for make in self._makers:
            values.append(make.cell(values, row))
        if self.plan.kept_as_is:
            values.append(_extras(self.plan.kept_as_is, row))
        if any(values[at] is None or values[at] == "" for at in self._needed):
            return "key_missing", "", []
        return "", "", values

    def _reject(self, number: int, row: Row, reason: str, column: str) -> None:
        kept = {
            name.strip(): cells.clean(cell)
            for position, (name, cell) in enumerate(zip(self.plan.header, row, strict=False))
            if name.strip() and position not in self.plan.hidden and cell not in ("", None)
        }
        self._on_reject(Reject(number, column, reason, kept))


_TOTAL_SPELLINGS = frozenset(
    spelling
    for word in ("合计", "总计", "汇总", "总和", "全部合计", "Total", "Totals", "Grand total", "Total: Account")
    for bare in (word, word.lower(), word.upper(), word.title())
    for spelling in (bare, f"{bare}:", f"{bare}：", f" {bare}", f"{bare} ")
)


def _is_last(block: Sequence[Row]) -> bool:
    return len(block) < BLOCK_ROWS


def _is_total(row: Row) -> bool:
    return any(isinstance(cell, str) and normal(cell) in TOTALS for cell in row[:TOTAL_CELLS])


def _kind_in_force(plan: Plan, number: int) -> str:
    """Return a column's converter; one percent sign anywhere in a column of shares makes all of it percent."""
    column = plan.used[number]
    if column.kind != "ratio":
        return column.kind
    below = islice(plan.table.rows(), plan.header_row, None)
    signed = any(
        isinstance(cell, str) and cell.endswith("%")
        for row in below
        for cell in row[column.position : column.position + 1]
    )
    return "percent" if signed else "ratio"


def buyer_hash(salt: str) -> cells.Converter:
    """Return a converter that keeps a buyer apart from others without keeping who it is."""

    def convert(cell: object) -> str | None:
        name = cells.to_text(cell)
        return hashlib.blake2b(f"{salt}{name}".encode(), digest_size=10).hexdigest() if name else None

    return convert


@dataclass(frozen=True, slots=True)
class _Made:
    """How a derived column is made: for one row, and for a block of columns."""

    cell: Maker
    column: Callable[[list[list[Any]], list[Row]], list[Any]]


class _Makers:
    """Makes the columns that a table does not have."""

    def __init__(self, plan: Plan) -> None:
        self._plan = plan
        self._at = {column.to: number for number, column in enumerate(plan.used)}

    def of(self, name: str) -> _Made:
        """Return how a derived column is made."""
        plan = self._plan
        sources = DAY_SOURCES.get((plan.format.fact, name))
        if sources is not None:
            return _days_from([self._at[source] for source in sources if source in self._at])
        if name == "channel" and plan.levels:
            return _row_wise(_Path(plan).cell)
        if name == "line_id":
            return _row_wise(_LineNumbers(self._at["order_id"]).cell)
        if name == "item_key" and name not in plan.format.constants:
            return _row_wise(_item_key([self._at[part] for part in LISTING_KEY if part in self._at]))
        constants = {"source": plan.format.source, "day": plan.day, **plan.format.constants}
        return _fixed(constants.get(name))


def _fixed(value: object) -> _Made:
    return _Made(lambda _values, _row: value, lambda _columns, block: [value] * len(block))


def _row_wise(cell: Maker) -> _Made:
    """Return a maker that goes through a block in the order of its rows."""

    def column(columns: list[list[Any]], block: list[Row]) -> list[Any]:
        return [cell(list(values), row) for values, row in zip(zip(*columns, strict=True), block, strict=True)]

    return _Made(cell, column)


def _days_from(positions: Sequence[int]) -> _Made:
    """Return how a day follows from the first known of several moments."""

    def cell(values: list[Any], _row: Row) -> int | None:
        return next((values[at] // SECONDS_A_DAY for at in positions if values[at] is not None), None)

    def column(columns: list[list[Any]], block: list[Row]) -> list[Any]:
        moments: list[Any] = [None] * len(block)
        for at in reversed(positions):
            moments = [other if own is None else own for own, other in zip(columns[at], moments, strict=True)]
        return [None if moment is None else moment // SECONDS_A_DAY for moment in moments]

    return _Made(cell, column)


class _Path:
    """Joins the levels of a traffic source; a blank level repeats the row above, as merged cells do."""

    def __init__(self, plan: Plan) -> None:
        self._positions = plan.levels
        self._path: list[str] = [""] * len(plan.levels)
        self._lead = ["PC"] if plan.table.sheet.upper().startswith("PC") else []

    def cell(self, _values: list[Any], row: Row) -> str:
        """Return a row's path."""
        levels = [cells.clean(row[position]) for position in self._positions]
        if not any(levels):
            return ""
        first = next(number for number, level in enumerate(levels) if level)
        self._path = [*self._path[:first], *levels[first:]]
        parts = [part for part in self._path if part.lower() not in cells.MISSING]
        return " / ".join(dict.fromkeys([*self._lead, *parts]))


class _LineNumbers:
    """Numbers the lines of an order where the file does not: lines of one order stand together."""

    def __init__(self, order_position: int) -> None:
        self._position = order_position
        self._order: object = None
        self._line = 0

    def cell(self, values: list[Any], _row: Row) -> str:
        """Return the line's number within its order."""
        order = values[self._position]
        self._line = self._line + 1 if order == self._order else 1
        self._order = order
        return str(self._line)


def _item_key(positions: Sequence[int]) -> Maker:
    """Return how an item without an id is told apart: by its title and shop."""

    def cell(values: list[Any], _row: Row) -> str:
        parts = [str(values[at] or "") for at in positions]
        return hashlib.blake2b("\n".join(parts).encode(), digest_size=8).hexdigest() if any(parts) else ""

    return cell


def _extras(unknown: Sequence[tuple[int, str]], row: Row) -> str | None:
    kept = {name.strip(): cells.clean(row[position]) for position, name in unknown if row[position] not in ("", None)}
    return json.dumps(kept, ensure_ascii=False) if kept else None


def _extras_column(unknown: Sequence[tuple[int, str]], raw: Sequence[Sequence[object]], count: int) -> list[Any]:
    """Return what nobody knows about each row of a block, as JSON."""
    filled = [(name, raw[position]) for position, name in unknown if any(raw[position])]
    if not filled:
        return [None] * count
    places = list(zip(range(len(filled)), (name for name, _ in filled), strict=True))
    rows = zip(*(column for _, column in filled), strict=True)
    return [_extras(places, list(row)) for row in rows]
