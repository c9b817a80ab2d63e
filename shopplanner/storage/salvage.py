"""Getting what is still readable out of a damaged workspace into a new one."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Table

from shopplanner.storage import engine, rollups
from shopplanner.storage.integrity import broken_links, reading
from shopplanner.storage.tables import Base

CHUNK = 500
LAST_ID = 2**31
MOST_UNREADABLE = 20_000
DERIVED = "shop_rollup_day"
"""Not salvaged but summed anew."""


@dataclass(frozen=True, slots=True)
class Salvage:
    """What was saved: the number of rows, and the tables that could not be read to the end or lost their links."""

    rows: int
    incomplete: tuple[str, ...]


def salvage(damaged: Path, target: Path) -> Salvage:
    """Copy every readable row of ``damaged`` into the empty workspace ``target``; ``damaged`` is only read.

    Each table is read from both ends of its key up to where the damage begins, and between them, where the key is one
    number, by halving. Rows that name a lost row are left out, and sums are made anew.
    """
    made = engine.blank_engine(target)
    rows, incomplete = 0, set()
    try:
        with reading(damaged) as origin, made.connect() as connection, connection.begin():
            # what is not text in the right encoding any more is still better than nothing
            origin.text_factory = lambda raw: raw.decode("utf-8", "replace")
            connection.exec_driver_sql("PRAGMA defer_foreign_keys=ON")
            for table in Base.metadata.sorted_tables:
                if table.name != DERIVED:
                    copied, whole = _copy_table(origin, connection, table)
                    rows += copied
                    incomplete |= set() if whole else {table.name}
            lost = _mend_links(connection, damaged.stem)
            rows, incomplete = rows - sum(lost.values()), incomplete | set(lost)
            _sum_anew(connection)
    finally:
        made.dispose()
    return Salvage(rows, tuple(sorted(incomplete)))


def _copy_table(origin: sqlite3.Connection, connection: Connection, table: Table) -> tuple[int, bool]:
    reader = _Reader(origin, table)
    if not reader.columns:
        return 0, False
    names = ", ".join(f'"{name}"' for name in reader.columns)
    marks = ", ".join("?" * len(reader.columns))
    statement = f'INSERT OR IGNORE INTO "{table.name}" ({names}) VALUES ({marks})'
    copied = 0
    for rows in filter(None, reader.chunks()):
        copied += max(connection.exec_driver_sql(statement, rows).rowcount, 0)
    return copied, reader.whole


class _Reader:
    """Reads a table of a damaged file, as much of it as there is."""

    def __init__(self, origin: sqlite3.Connection, table: Table) -> None:
        self._origin = origin
        self._name = table.name
        self._key = [column.name for column in table.primary_key.columns]
        self.whole = True
        self.columns = self._known_columns(table)

    def _known_columns(self, table: Table) -> list[str]:
        there = {name for (name,) in self._origin.execute("SELECT name FROM pragma_table_info(?)", (self._name,))}
        return [column.name for column in table.columns if column.name in there]

    def chunks(self) -> Iterator[list[tuple[Any, ...]]]:
        """Yield rows from the front, then from the back, then from what lies between."""
        front, back = _Edge(), _Edge()
        yield from self._run("ASC", front)
        if self.whole:
            return
        yield from self._run("DESC", back)
        if self._key == ["id"]:
            low = front.key + 1 if isinstance(front.key, int) else 1
            high = back.key - 1 if isinstance(back.key, int) else LAST_ID
            yield from self._between(low, high)

    def _run(self, order: str, edge: _Edge) -> Iterator[list[tuple[Any, ...]]]:
        """Yield rows from one end until reading fails; note the key of the last one."""
        by = ", ".join(f'"{name}" {order}' for name in self._key)
        places = [self.columns.index(name) for name in self._key]
        try:
            cursor = self._origin.execute(f'SELECT {self._names()} FROM "{self._name}" ORDER BY {by}')
            while rows := self._some(cursor):
                edge.key = rows[-1][places[0]]
                yield rows
        except sqlite3.DatabaseError:
            self.whole = False

    def _some(self, cursor: sqlite3.Cursor) -> list[tuple[Any, ...]]:
        """Return the next rows; where the damage begins those before it, and then none."""
        rows: list[tuple[Any, ...]] = []
        try:
            for row in cursor:
                rows.append(row)
                if len(rows) == CHUNK:
                    break
        except sqlite3.DatabaseError:
            self.whole = False
        return rows

    def _between(self, low: int, high: int) -> Iterator[list[tuple[Any, ...]]]:
        """Yield the rows of a span of ids, halving it wherever reading fails, the lower half first.

        After very many unreadable ids in a row there is nothing behind them.
        """
        open_spans = [(low, high)] if low <= high else []
        unreadable = 0
        while open_spans and unreadable < MOST_UNREADABLE:
            low, high = open_spans.pop()
            try:
                yield self._origin.execute(
                    f'SELECT {self._names()} FROM "{self._name}" WHERE id BETWEEN ? AND ?', (low, high)
                ).fetchall()
                unreadable = 0
            except sqlite3.DatabaseError:
                if low == high:
                    unreadable += 1
                else:
                    middle = (low + high) // 2
                    open_spans += [(middle + 1, high), (low, middle)]

    def _names(self) -> str:
        return ", ".join(f'"{name}"' for name in self.columns)


@dataclass(slots=True)
class _Edge:
    key: object = None


def _mend_links(connection: Connection, name: str) -> dict[str, int]:
    """Name lost shops anew, drop rows that point at lost ones, and return how many of each table those were."""
    for (shop,) in _lost_shops(connection):
        connection.exec_driver_sql(
            "INSERT INTO shop (id, name, platform, currency, note, sample, version) "
            "VALUES (?, ?, 'taobao', 'CNY', '', 0, 1)",
            (shop, name),
        )
    lost: dict[str, int] = {}
    while broken_links(engine.bare(connection)):
        for table, row_id, *_rest in connection.exec_driver_sql("PRAGMA foreign_key_check").all():
            gone = connection.exec_driver_sql(f'DELETE FROM "{table}" WHERE rowid = ?', (row_id,)).rowcount
            lost[table] = lost.get(table, 0) + gone
    return lost


def _lost_shops(connection: Connection) -> Sequence[Any]:
    """Return the ids of shops that rows belong to and that are not there; one where there is no shop at all."""
    tables = [
        table.name for table in Base.metadata.sorted_tables if "shop_id" in table.columns and table.name != DERIVED
    ]
    named = " UNION ".join(f'SELECT shop_id FROM "{table}"' for table in tables)
    lost = connection.exec_driver_sql(
        f"SELECT DISTINCT shop_id FROM ({named}) WHERE shop_id IS NOT NULL AND shop_id NOT IN (SELECT id FROM shop)"
    ).all()
    empty = not lost and connection.exec_driver_sql("SELECT count(*) FROM shop").scalar_one() == 0
    return [(1,)] if empty else lost


def _sum_anew(connection: Connection) -> None:
    """Make the roll-ups of all facts from what was saved."""
    for fact in rollups.ROLLUPS:
        day = rollups.day_column(fact)
        found = connection.exec_driver_sql(f"SELECT DISTINCT shop_id, {day} FROM {fact} WHERE {day} IS NOT NULL").all()
        for shop in {shop for shop, _day in found}:
            days = [day for owner, day in found if owner == shop]
            rollups.refresh(connection, fact, shop, days, whole=True)
