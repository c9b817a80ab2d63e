"""A planned table into typed fact rows; rows that do not fit are set aside with their place and reason.

Rows are converted a few thousand at a time, column by column. Where anything in such a block does not fit, the block is
gone through row by row, so that exactly the rows at fault are set aside.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import islice
from typing import Any

from shopplanner.interchange import cells
from shopplanner.interchange.columns import ColumnConverter, all_digits, column_converter
from shopplanner.interchange.formats import normal
from shopplanner.interchange.limits import refuse
from shopplanner.interchange.plans import LISTING_KEY, Plan
from shopplanner.interchange.text_blocks import Block, Columns, Row, disguised, undisguised

TOTALS = frozenset(
    normal(word)
    for word in ("合计", "总计", "汇总", "总和", "全部合计", "total", "totals", "grand total", "Total: Account")
)
TOTAL_CELLS = 4
"""How many of a row's first cells are looked at for the word that marks a totals row."""

SECONDS_A_DAY = 86400
SILENT_CUT_ROWS = 100_000
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
        self._quick: dict[str, list[ColumnConverter]] = {}
        self._positions = [column.position for column in plan.used]
        self._width = max([*self._positions, *plan.levels, *(at for at, _ in plan.kept_as_is), 0]) + 1
        self._makers = [_Makers(plan).of(name) for name in plan.derived]
        self._needed = [plan.columns.index(name) for name in plan.needed]
        self._above: dict[int, Any] = {}

    def blocks(self) -> Iterator[Columns]:
        """Give the fact rows in blocks of columns in the order of ``plan.columns``."""
        width = max(self._width, len(self.plan.header))
        for block, last in _last_marked(self.plan.table.blocks(self.plan.header_row, width)):
            quick = self._at_once(block, width)
            if quick is not None:
                self.rows_read += len(block)
            else:
                cut_at = block.number + len(block) - 1 if last and self.plan.table.cut else None
                quick = list(zip(*self._one_by_one(block, cut_at), strict=True))
            if quick:
                yield quick

    def _at_once(self, block: Block, width: int) -> Columns | None:
        """Return the columns of a block in which everything fits, else None."""
        raw = self._raw_columns(block, width)
        if raw is None or _may_hold_totals(raw, block.encoding):
            return None
        quick = self._quick_for(block.encoding)
        try:
            columns = [convert(raw[position]) for convert, position in zip(quick, self._positions, strict=True)]
            extras = [_extras_column(self.plan.kept_as_is, raw, block)] if self.plan.kept_as_is else []
        except (ValueError, OverflowError):
            return None
        if any(None in columns[at] or "" in columns[at] for at in self._needed if at < len(columns)):
            return None
        for make in self._makers:
            columns.append(make.column(columns, len(block)))
        columns += extras
        if any(None in columns[at] or "" in columns[at] for at in self._needed if at >= len(quick)):
            return None
        return columns

    def _quick_for(self, encoding: str) -> list[ColumnConverter]:
        """Return the converters of columns that are decoded, or still in an encoding."""
        if encoding not in self._quick:
            self._quick[encoding] = [
                column_converter(kind, _decoding(convert, encoding) if encoding else convert)
                for kind, convert in zip(self._kinds, self._converters, strict=True)
            ]
        return self._quick[encoding]

    def _raw_columns(self, block: Block, width: int) -> Columns | None:
        """Return a block by column; None where a row may be short, or a row depends on the one above it."""
        if self.plan.levels or self.plan.filled:
            return None
        if block.columns:
            return block.columns
        return None if min(map(len, block.given)) < width else list(zip(*block.given, strict=False))

    def _one_by_one(self, block: Block, cut_at: int | None) -> Iterator[tuple[Any, ...]]:
        """Give the rows of a block that fit; set the others aside, and the row ``cut_at`` if the file ends in it."""
        for row_number, short in enumerate(self._decoded(block), start=block.number):
            row = [*short, *[""] * (self._width - len(short))] if len(short) < self._width else short
            if not any(cell not in ("", None) and str(cell).strip() for cell in row):
                continue
            self.rows_read += 1
            row = self._filled(row) if self.plan.filled else row
            reason, column, values = self._converted(row)
            if row_number == cut_at and len(short) < len(self.plan.header):
                reason = reason or "cut"
            if reason:
                self._reject(row_number, row, reason, column)
            else:
                yield tuple(values)

    def _filled(self, row: Row) -> Row:
        """Return a row with the blank cells of merged columns as in the row above."""
        full = list(row)
        for position in self.plan.filled:
            if full[position] in ("", None):
                full[position] = self._above.get(position, "")
            self._above[position] = full[position]
        return full

    def _decoded(self, block: Block) -> list[Row]:
        """Return a block's rows.

        Raises:
            InputError: if it holds bytes that are no text.
        """
        try:
            return block.rows
        except UnicodeDecodeError as error:
            raise refuse("imports.error.encoding", self.plan.table.file) from error

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


def _decoding(convert: cells.Converter, encoding: str) -> cells.Converter:
    """Return a converter of cells that are still in an encoding."""
    return lambda cell: convert(undisguised(cell, encoding))


@cache
def _total_spellings(encoding: str) -> frozenset[str]:
    """Return the usual spellings of the words that mark a totals row, as they stand in an encoding."""
    spellings = {
        spelling
        for word in ("合计", "总计", "汇总", "总和", "全部合计", "Total", "Totals", "Grand total", "Total: Account")
        for bare in (word, word.lower(), word.upper(), word.title())
        for spelling in (bare, f"{bare}:", f"{bare}：", f" {bare}", f"{bare} ")
    }
    return frozenset(disguised(each, encoding) if encoding else each for each in spellings)


def _may_hold_totals(raw: Columns, encoding: str) -> bool:
    """Whether a block may hold a totals row; columns of plain digits are quick to pass over."""
    spellings = _total_spellings(encoding)
    try:
        wordy = [column for column in raw[:TOTAL_CELLS] if not all_digits(column)]
    except TypeError:
        wordy = list(raw[:TOTAL_CELLS])
    return any(not spellings.isdisjoint(column) for column in wordy)


def _last_marked(blocks: Iterator[Block]) -> Iterator[tuple[Block, bool]]:
    """Give each block and whether it is the last one."""
    waiting: Block | None = None
    for block in blocks:
        if waiting is not None:
            yield waiting, False
        waiting = block
    if waiting is not None:
        yield waiting, True


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
    column: Callable[[list[list[Any]], int], list[Any]]


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
            return _Made(_Path(plan).cell, _fixed("").column)  # such tables are read by row only
        if name == "line_id":
            return _row_wise(_LineNumbers(self._at["order_id"]).cell)
        if name == "item_key" and name not in plan.format.constants:
            return _row_wise(_item_key([self._at[part] for part in LISTING_KEY if part in self._at]))
        constants = {"source": plan.format.source, "day": plan.day, **plan.format.constants}
        return _fixed(constants.get(name))


def _fixed(value: object) -> _Made:
    return _Made(lambda _values, _row: value, lambda _columns, count: [value] * count)


def _row_wise(cell: Maker) -> _Made:
    """Return a maker that goes through a block's values in the order of its rows."""

    def column(columns: list[list[Any]], _count: int) -> list[Any]:
        return [cell(list(values), []) for values in zip(*columns, strict=True)]

    return _Made(cell, column)


def _days_from(positions: Sequence[int]) -> _Made:
    """Return how a day follows from the first known of several moments."""

    def cell(values: list[Any], _row: Row) -> int | None:
        return next((values[at] // SECONDS_A_DAY for at in positions if values[at] is not None), None)

    def column(columns: list[list[Any]], count: int) -> list[Any]:
        moments: list[Any] = [None] * count
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


def _extras_column(unknown: Sequence[tuple[int, str]], raw: Columns, block: Block) -> list[Any]:
    """Return what nobody knows about each row of a block, as JSON."""
    filled = [(name, raw[position]) for position, name in unknown if any(raw[position])]
    if not filled:
        return [None] * len(block)
    places = list(zip(range(len(filled)), (name for name, _ in filled), strict=True))
    rows = zip(*(column for _, column in filled), strict=True)
    return [_extras(places, [undisguised(cell, block.encoding) for cell in row]) for row in rows]
