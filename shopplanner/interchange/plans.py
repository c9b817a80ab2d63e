"""How a table will be read: which column becomes what, what is dropped, what is kept as it is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import islice
from pathlib import PurePath

from shopplanner.domain.days import day_number
from shopplanner.interchange import cells, formats
from shopplanner.interchange.formats import ColumnSpec, Format, Personal, normal
from shopplanner.interchange.limits import refuse
from shopplanner.interchange.raw_tables import RawTable
from shopplanner.interchange.text_blocks import Row

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
    "price_query": ("day", "product_code"),
    "campaign_item": ("product_code",),
    "item_offer": ("offer_id", "product_code"),
    "price_strength": ("product_code",),
}
"""The parts of a fact's natural key that a file must give."""

PROTECTED_KINDS = frozenset({"buyer", "province", "city"})
"""Kinds that keep only a part of a personal column; the cell itself is never shown or written down."""

LISTING_KEY = ("title", "shop")
"""What tells listed items apart where a table has no item id."""


@dataclass(frozen=True, slots=True)
class UsedColumn:
    """A column that is kept: its position and name in the file, the fact column, and the converter's name."""

    position: int
    name: str
    to: str
    kind: str


@dataclass(frozen=True)
class Plan:
    """How a table will be read.

    Attributes:
        header: all column names as the file writes them.
        header_row: number of the header's row.
        used: the columns that are kept, typed.
        kept_as_is: position and name of columns that nobody knows; they are kept as they are.
        personal: names of personal columns, which are dropped.
        hidden: positions of cells that must not be shown or written down.
        day: the day that the file name gives, for tables without a day column.
        levels: positions of the columns that make a traffic source's path.
        filled: positions of the columns whose blank cells repeat the row above.
        others: other formats that fit, too.
    """

    table: RawTable
    format: Format
    header: tuple[str, ...]
    header_row: int
    used: tuple[UsedColumn, ...]
    kept_as_is: tuple[tuple[int, str], ...]
    personal: tuple[str, ...]
    hidden: frozenset[int]
    day: int | None
    levels: tuple[int, ...] = ()
    filled: tuple[int, ...] = ()
    others: tuple[Format, ...] = field(default=())

    @property
    def derived(self) -> tuple[str, ...]:
        """The fact columns that are worked out from others, from the file's name, or from the format."""
        given = {column.to for column in self.used}
        names = [*self.format.constants]
        names += ["day"] if self.day is not None else []
        names += ["channel"] if self.levels else []
        names += {"orders": ["day", "paid_day"], "order_line": ["day", "line_id"]}.get(self.format.fact, [])
        names += ["item_key"] if self.format.fact == "listing" else ["source"]
        return tuple(name for name in dict.fromkeys(names) if name not in given)

    @property
    def columns(self) -> tuple[str, ...]:
        """The fact columns that reading gives, in order."""
        given = (*(column.to for column in self.used), *self.derived)
        return (*given, "extras") if self.kept_as_is else given

    @property
    def needed(self) -> tuple[str, ...]:
        """The fact columns without which a row is worth nothing."""
        own = ("product_code",) if any(column.to == "product_code" for column in self.used) else ()
        return (*KEYS[self.format.fact], *(own if self.format.fact == "ad_day" else ()))


def head(table: RawTable, count: int = formats.SCANNED_ROWS + 20) -> list[tuple[int, Row]]:
    """Return a table's first rows with their numbers."""
    return list(enumerate(islice(table.rows(), count), start=1))


def make_plan(
    table: RawTable,
    known: Sequence[Format],
    personal: Personal,
    *,
    file: str,
    as_format: str = "",
    custom: Format | None = None,
    today: int | None = None,
) -> Plan | None:
    """Return how to read a table, or None if no format fits it.

    Args:
        table: the table as the file holds it.
        known: all formats.
        personal: tells which columns to drop.
        file: name that may give the format and the day.
        as_format: id of the format to use where several fit.
        custom: a format that a person made by mapping columns.
        today: the day that undated rows of some formats are of.

    Raises:
        InputError: if the table is empty, lacks what the wanted format needs, or says no day.
    """
    first = head(table)
    if not any(any(cell not in ("", None) for cell in row) for _, row in first):
        raise refuse("imports.error.empty", table.file or file)
    number, header = _header(first, [custom] if custom else known)
    fitting = [custom] if custom else formats.recognise(header, file, known)
    if as_format and not custom:
        _check_wanted(as_format, header, known, table.file or file)
    chosen = next((each for each in fitting if not as_format or each.id == as_format), None)
    if chosen is None:
        return None
    day = day_of_name(file) if day_of_name(file) is not None else day_of_name(table.sheet)
    if day is None and chosen.day_of_import:
        day = today
    return _plan(table, chosen, header, number, personal, day if chosen.day_from_name else None, fitting)


def _header(first: Sequence[tuple[int, Row]], known: Sequence[Format]) -> tuple[int, tuple[str, ...]]:
    """Return the number of the head's last row and the columns' names."""
    for each in known:
        tall = formats.tall_header(first[: formats.SCANNED_ROWS], each) if each.header_rows > 1 else None
        if tall is not None:
            return tall
    number, row = first[formats.find_header(first, formats.vocabulary(known))]
    return number, tuple("" if cell is None else str(cell) for cell in row)


def _check_wanted(wanted: str, header: Sequence[str], known: Sequence[Format], file: str) -> None:
    """Refuse a table that lacks columns of the format that a person asked for.

    Raises:
        InputError: naming the first columns that are missing, or an unknown format.
    """
    asked = next((each for each in known if each.id == wanted), None)
    if asked is None:
        raise refuse("imports.error.no_such_format", file, format=wanted)
    present = frozenset(normal(name) for name in header)
    lacking = [choice.split("|")[0] for choice in asked.required if not formats.has_all((choice,), present)]
    if lacking:
        raise refuse("imports.error.not_that_format", file, format=str(asked.title), names="、".join(lacking[:5]))


def _plan(
    table: RawTable,
    chosen: Format,
    header: tuple[str, ...],
    number: int,
    personal: Personal,
    day: int | None,
    fitting: Sequence[Format],
) -> Plan:
    used = _used(chosen, header)
    taken = {column.position for column in used}
    level_names = {normal(name) for name in chosen.levels}
    rest = [
        (position, name)
        for position, name in enumerate(header)
        if normal(name) and position not in taken and normal(name) not in level_names
    ]
    dropped = [(position, name) for position, name in rest if personal.holds(name)]
    known = {normal(name) for column in chosen.columns for name in column.names}
    plan = Plan(
        table=table,
        format=chosen,
        header=header,
        header_row=number,
        used=used,
        kept_as_is=tuple(
            (position, name)
            for position, name in rest
            if (position, name) not in dropped and normal(name) not in known and not chosen.ignores(name)
        ),
        personal=tuple(name.strip() for _, name in dropped),
        hidden=frozenset(position for position, _ in dropped)
        | {column.position for column in used if column.kind in PROTECTED_KINDS},
        day=None if any(column.to == "day" for column in used) else day,
        levels=tuple(position for position, name in enumerate(header) if normal(name) in level_names),
        filled=tuple(column.position for column in used if column.to in chosen.filled_down),
        others=tuple(each for each in fitting if each.id != chosen.id),
    )
    _check_key(plan)
    return plan


def _used(chosen: Format, header: Sequence[str]) -> tuple[UsedColumn, ...]:
    """Return the columns that are kept; of several columns for the same thing the first counts."""
    by_name: dict[str, list[ColumnSpec]] = {}
    for column in chosen.columns:
        for name in column.names:
            by_name.setdefault(normal(name), []).append(column)
    used: dict[str, UsedColumn] = {}
    for position, name in enumerate(header):
        for spec in by_name.get(normal(name), ()):
            used.setdefault(spec.to, UsedColumn(position, name, spec.to, spec.kind))
    return tuple(used.values())


def _check_key(plan: Plan) -> None:
    """Refuse a table that cannot say what its rows are about.

    Raises:
        InputError: if the day or an id has no column.
    """
    lacking = [name for name in KEYS[plan.format.fact] if name not in plan.columns]
    name = plan.table.file or "–"
    if lacking == ["day"]:
        raise refuse("imports.error.no_day", name)
    if lacking:
        raise refuse("imports.error.no_key", name)


def day_of_name(name: str) -> int | None:
    """Return the day that a file name gives, if it gives exactly one."""
    try:
        days = set(cells.days_in(PurePath(name).name))
    except ValueError:
        return None
    return day_number(days.pop()) if len(days) == 1 else None
