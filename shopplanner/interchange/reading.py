"""A recognised table into typed fact rows; rows that do not fit are set aside with their place and reason."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice
from operator import itemgetter
from pathlib import PurePath
from typing import Any

from shopplanner.domain.days import day_number
from shopplanner.interchange import cells, formats
from shopplanner.interchange.formats import ColumnSpec, Format, normal
from shopplanner.interchange.limits import refuse
from shopplanner.interchange.raw_tables import Cell, RawTable, Row

TOTALS = frozenset(
    normal(word) for word in ("合计", "总计", "汇总", "总和", "全部合计", "total", "totals", "grand total")
)
SECONDS_A_DAY = 86400
SILENT_CUT_ROWS = 100_000
KEYS: dict[str, tuple[str, ...]] = {
    "shop_day": ("day",),
    "product_day": ("day", "product_code"),
    "channel_day": ("day", "channel"),
    "ad_day": ("day", "campaign_id"),
    "orders": ("order_id",),
    "order_line": ("order_id",),
    "refund": ("refund_id",),
    "keyword_period": ("day", "keyword"),
    "listing": ("item_key",),
    "review": ("review_id",),
}
"""The parts of a fact's natural key that a file must give."""


@dataclass(frozen=True, slots=True)
class Reject:
    """A row that was set aside: its number in the file, the column at fault, the reason, and its cells by name."""

    row: int
    column: str
    reason: str
    cells: Mapping[str, str]


@dataclass(frozen=True)
class Plan:
    """How a table will be read.

    Attributes:
        header: all column names as the file writes them.
        header_row: number of the header's row.
        used: position, name, fact column and converter of each column that is kept.
        kept_as_is: position and name of columns that nobody knows; they are kept as they are.
        personal: names of personal columns, which are dropped.
        day: the day that the file name gives, for tables without a day column.
    """

    table: RawTable
    format: Format
    header: tuple[str, ...]
    header_row: int
    used: tuple[tuple[int, str, str, str], ...]
    kept_as_is: tuple[tuple[int, str], ...]
    personal: tuple[str, ...]
    personal_positions: frozenset[int]
    day: int | None
    levels: tuple[int, ...] = ()
    others: tuple[Format, ...] = field(default=())

    @property
    def columns(self) -> tuple[str, ...]:
        """The fact columns that reading gives, in order."""
        given = [to for _, _, to, _ in self.used]
        derived = [name for name in _derived(self.format.fact, given, self) if name not in given]
        return (*given, *derived, "extras")


def head(table: RawTable, count: int = formats.SCANNED_ROWS + 20) -> list[tuple[int, Row]]:
    """Return a table's first rows."""
    return list(islice(table.rows(), count))


def make_plan(
    table: RawTable,
    known: Sequence[Format],
    personal: frozenset[str],
    *,
    file: str,
    as_format: str = "",
    custom: Format | None = None,
) -> Plan | None:
    """Return how to read a table, or None if no format fits it.

    Args:
        table: the table as the file holds it.
        known: all formats.
        personal: normalised names of columns to drop.
        file: name that may give the format and the day.
        as_format: id of the format to use where several fit.
        custom: a format that a person made by mapping columns.
    """
    first = head(table)
    if not first:
        raise refuse("imports.error.empty", table.file or file)
    words = formats.vocabulary([custom] if custom else known)
    position = formats.find_header(first, words)
    number, cells_ = first[position]
    header = tuple("" if cell is None else str(cell) for cell in cells_)
    fitting = [custom] if custom else formats.recognise(header, file, known)
    chosen = next((each for each in fitting if not as_format or each.id == as_format), None)
    if chosen is None:
        return None
    day = _day_of_name(file) or _day_of_name(table.sheet)
    return _plan(table, chosen, header, number, personal, day if chosen.day_from_name else None, fitting)


def _plan(
    table: RawTable,
    chosen: Format,
    header: tuple[str, ...],
    number: int,
    personal: frozenset[str],
    day: int | None,
    fitting: Sequence[Format],
) -> Plan:
    by_name: dict[str, ColumnSpec] = {}
    for column in chosen.columns:
        for name in column.names:
            by_name.setdefault(normal(name), column)
    level_names = [normal(name) for name in chosen.levels]
    ignored = {normal(name) for name in chosen.ignored}
    used: dict[str, tuple[int, str, str, str]] = {}
    unknown: list[tuple[int, str]] = []
    dropped: list[tuple[int, str]] = []
    for position, name in enumerate(header):
        key = normal(name)
        spec = by_name.get(key)
        if not key or key in level_names:
            continue
        if spec is not None and spec.to not in used:
            used[spec.to] = (position, name, spec.to, spec.kind)
        elif key in personal:
            dropped.append((position, name))
        elif (
            spec is None and key not in ignored and not any(key.endswith(normal(end)) for end in chosen.ignored_endings)
        ):
            unknown.append((position, name))
    if "day" in KEYS[chosen.fact] and "day" not in used and day is None:
        raise refuse("imports.error.no_day", table.file or "–")
    return Plan(
        table=table,
        format=chosen,
        header=header,
        header_row=number,
        used=tuple(used.values()),
        kept_as_is=tuple(unknown),
        personal=tuple(name for _, name in dropped),
        personal_positions=frozenset(position for position, _ in dropped)
        | {position for position, _, _, kind in used.values() if kind in {"buyer", "province"}},
        day=None if "day" in used else day,
        levels=tuple(position for position, name in enumerate(header) if normal(name) in level_names),
        others=tuple(each for each in fitting if each.id != chosen.id),
    )


def _day_of_name(name: str) -> int | None:
    """Return the day that a file name gives, if it gives exactly one."""
    days = set(cells.days_in(PurePath(name).name))
    return day_number(days.pop()) if len(days) == 1 else None


def buyer_hash(salt: str) -> cells.Converter:
    """Return a converter that keeps a buyer apart from others without keeping who it is."""

    def convert(cell: object) -> str | None:
        name = cells.to_text(cell)
        return hashlib.blake2b(f"{salt}{name}".encode(), digest_size=10).hexdigest() if name else None

    return convert


def _derived(fact: str, given: Sequence[str], plan: Plan) -> list[str]:
    """Return the columns that are worked out from others, from the file's name or the format."""
    names = [name for name in plan.format.constants if name not in given]
    if plan.day is not None:
        names.append("day")
    if plan.levels:
        names.append("channel")
    if fact in {"orders", "order_line"}:
        names += ["day"]
    if fact == "orders":
        names += ["paid_day"]
    if fact == "order_line" and "line_id" not in given:
        names.append("line_id")
    if fact != "listing":
        names.append("source")
    return names


class FactReader:
    """Reads one planned table; counts what it read and hands rejected rows to ``on_reject``."""

    def __init__(self, plan: Plan, salt: str, on_reject: Callable[[Reject], None]) -> None:
        self.plan = plan
        self.rows_read = 0
        self._on_reject = on_reject
        converters = {**cells.CONVERTERS, "buyer": buyer_hash(salt)}
        self._positions = [position for position, _, _, _ in plan.used]
        self._getters = [_fast(kind, converters[kind]) for _, _, _, kind in plan.used]
        self._plain = [converters[kind] for _, _, _, kind in plan.used]
        self._width = (
            max([*self._positions, *plan.levels, *(position for position, _ in plan.kept_as_is)], default=0) + 1
        )
        self._path: list[str] = [""] * len(plan.levels)
        self._finish = self._finisher()

    def __iter__(self) -> Iterator[tuple[Any, ...]]:
        """Give the fact rows in the order of ``plan.columns``."""
        pick = _picker(self._positions)
        getters, width, finish = self._getters, self._width, self._finish
        header_row = self.plan.header_row
        for number, row in self.plan.table.rows():
            if number <= header_row:
                continue
            if len(row) < width:
                row = [*row, *[""] * (width - len(row))]
            if not any(row) and not any(cell not in ("", None) for cell in row):
                continue
            self.rows_read += 1
            try:
                values = [get(cell) for get, cell in zip(getters, pick(row), strict=True)]
                finished = finish(values, row)
            except ValueError as error:
                self._reject(number, row, str(error))
                continue
            yield finished

    def _finisher(self) -> Callable[[list[Any], Row], tuple[Any, ...]]:
        """Return the function that completes a row: derived columns, unknown columns, key check."""
        plan = self.plan
        columns = [to for _, _, to, _ in plan.used]
        at = {name: number for number, name in enumerate(columns)}
        derived = plan.columns[len(columns) : -1]
        constants = {"source": plan.format.source, "day": plan.day, **plan.format.constants}
        line = _LineNumbers(at.get("order_id", 0))
        made: list[Callable[[list[Any], Row], Any]] = []
        for name in derived:
            if name == "channel" and plan.levels:
                made.append(self._channel)
            elif name == "line_id":
                made.append(line)
            elif name in {"day", "paid_day"} and plan.format.fact in {"orders", "order_line"}:
                made.append(_day_from(at, plan.format.fact, name))
            else:
                made.append(_fixed(constants.get(name)))
        needed = [plan.columns.index(name) for name in KEYS[plan.format.fact] if name in plan.columns]
        first = plan.used[0][0] if plan.used else 0
        unknown = plan.kept_as_is

        def finish(values: list[Any], row: Row) -> tuple[Any, ...]:
            for make in made:
                values.append(make(values, row))
            values.append(_extras(unknown, row) if unknown else None)
            for number in needed:
                if values[number] is None or values[number] == "":
                    raise ValueError("totals" if _is_total(row) else "key_missing")
            if isinstance(row[first], str) and normal(row[first]) in TOTALS:
                raise ValueError("totals")
            return tuple(values)

        return finish

    def _channel(self, _values: list[Any], row: Row) -> str:
        """Return the traffic source's path; a blank level repeats the row above, as merged cells do."""
        levels = [cells.clean(row[position]) for position in self.plan.levels]
        if not any(levels):
            return ""
        first = next(number for number, level in enumerate(levels) if level)
        self._path = [*self._path[:first], *levels[first:]]
        parts = [part for part in self._path if part and part.lower() not in cells.MISSING]
        return " / ".join(dict.fromkeys(parts))

    def _reject(self, number: int, row: Row, reason: str) -> None:
        column = ""
        if reason == "key_missing" and _is_total(row):
            reason = "totals"
        for (position, name, _, _), convert in zip(self.plan.used, self._plain, strict=True):
            try:
                convert(row[position])
            except ValueError:
                column = name
                break
        if _is_total(row):
            reason, column = "totals", ""
        kept = {
            name: str(cell)
            for position, (name, cell) in enumerate(zip(self.plan.header, row, strict=False))
            if name and position not in self.plan.personal_positions and cell not in ("", None)
        }
        self._on_reject(Reject(number, column.strip(), reason, kept))


class _LineNumbers:
    """Numbers the lines of an order where the file does not: lines of one order stand together."""

    def __init__(self, order_position: int) -> None:
        self._position = order_position
        self._order: object = None
        self._line = 0

    def __call__(self, values: list[Any], _row: Row) -> str:
        """Return the line's number within its order."""
        order = values[self._position]
        self._line = self._line + 1 if order == self._order else 1
        self._order = order
        return str(self._line)


def _fast(kind: str, convert: cells.Converter) -> cells.Converter:
    """Return a converter for many cells: moments and ids hardly repeat, everything else does."""
    if kind == "moment":
        return cells.Moments()
    return convert if kind == "id" else cells.Remembering(convert).__getitem__


def _fixed(value: object) -> Callable[[list[Any], Row], Any]:
    return lambda _values, _row: value


def _picker(positions: Sequence[int]) -> Callable[[Row], Sequence[Cell]]:
    if len(positions) == 1:
        return lambda row: (row[positions[0]],)
    return itemgetter(*positions)


def _day_from(at: Mapping[str, int], fact: str, name: str) -> Callable[[list[Any], Row], int | None]:
    """Return how an order's day follows from its moments: a line counts on its payment, an order on its creation."""
    wanted = {"paid_day": ("paid_at",), "day": ("created_at", "paid_at")}[name]
    if fact == "order_line":
        wanted = ("paid_at", "created_at")
    positions = [at[column] for column in wanted if column in at]

    def derive(values: list[Any], _row: Row) -> int | None:
        for position in positions:
            if values[position] is not None:
                return int(values[position]) // SECONDS_A_DAY
        return None

    return derive


def _extras(unknown: Sequence[tuple[int, str]], row: Row) -> str | None:
    kept = {name.strip(): str(row[position]) for position, name in unknown if row[position] not in ("", None)}
    return json.dumps(kept, ensure_ascii=False) if kept else None


def _is_total(row: Row) -> bool:
    return any(isinstance(cell, str) and normal(cell) in TOTALS for cell in row[:4])
