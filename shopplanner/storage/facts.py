"""Facts in bulk: upserted by natural key, undoable by batch in any order, rolled up by day.

A fact table shows, for each key, what the batches in force say, a later one over an earlier one, a missing value never
over a known one. Where more than one batch speaks of a key, or where a batch is out of force, what each of them said is
kept in the table's ``_kept`` companion, so that ``batches`` can take any batch out of force and put it back.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any

from sqlalchemy import Connection, CursorResult, Table

from shopplanner.storage import rollups
from shopplanner.storage.fact_statements import Statements
from shopplanner.storage.tables.facts import FACTS

ROWS_A_STATEMENT = 200
PROGRESS_ROWS = 10_000

Progress = Callable[[int], None]


@dataclass(frozen=True, slots=True)
class Merge:
    """What became of the given rows: ``stored + unchanged + repeated`` is their number."""

    staged: int
    stored: int
    unchanged: int
    repeated: int
    first_day: int | None
    last_day: int | None


Columns = Sequence[Sequence[Any]]
"""Rows given column by column."""


def merge_rows(
    connection: Connection,
    fact: str,
    shop_id: int,
    batch_id: int,
    columns: Sequence[str],
    rows: Iterable[Sequence[Any]],
) -> Merge:
    """Upsert rows as ``merge_blocks`` does."""
    blocks = (list(zip(*chunk, strict=True)) for chunk in _chunks(iter(rows), ROWS_A_STATEMENT))
    return merge_blocks(connection, fact, shop_id, batch_id, columns, blocks)


def merge_blocks(
    connection: Connection,
    fact: str,
    shop_id: int,
    batch_id: int,
    columns: Sequence[str],
    blocks: Iterable[Columns],
    progress: Progress | None = None,
    *,
    table_id: int | None = None,
) -> Merge:
    """Upsert blocks of rows, each given by column, into a fact table as the batch ``batch_id``.

    A missing value does not overwrite a known one, nor among rows with the same key in one batch. The shop's
    first rows of a fact go straight into its table; later ones are staged and compared.

    Args:
        connection: the writer, in a transaction.
        fact: name of the fact table.
        shop_id: whose facts they are.
        batch_id: the import that they belong to.
        columns: fact columns of the rows, in order, without shop and batch.
        blocks: values in the units of the fact table.
        progress: is told the number of rows every few thousand; what it raises ends the work.
        table_id: for listings the table that is continued; a new one by default.
    """
    merger = _Merger(connection, FACTS[fact], tuple(columns), shop_id, batch_id, table_id or batch_id)
    return merger.fill(blocks, progress) if merger.fact_is_empty() else merger.merge(blocks, progress)


class _Merger:
    """Brings the rows of one batch into one fact table."""

    def __init__(
        self, connection: Connection, table: Table, columns: tuple[str, ...], shop: int, batch: int, table_id: int
    ) -> None:
        strange = set(columns) - set(table.columns.keys())
        if strange:
            raise KeyError(sorted(strange))
        self._connection = connection
        self._say = Statements(table)
        self._shop = shop
        self._batch = batch
        self._columns = columns
        self._given_key = [name for name in self._say.key if name in columns]
        self._given = [name for name in columns if name not in self._say.key]
        absent = [name for name in self._say.key if name not in columns and name != "shop_id"]
        fixed = {name: str(table_id) if name == "table_id" else "''" for name in absent}
        self._fixed = {"shop_id": str(shop), **fixed, "batch_id": str(batch)}

    def fact_is_empty(self) -> bool:
        """Whether the shop has no row of this fact yet, so that there is nothing to compare with."""
        found = self._run(f"SELECT 1 FROM {self._say.name} WHERE shop_id = ? LIMIT 1", (self._shop,))
        return found.first() is None

    def fill(self, blocks: Iterable[Columns], progress: Progress | None) -> Merge:
        """Write rows straight into the empty table."""
        one = f"({', '.join([*self._fixed.values(), *'?' * len(self._columns)])})"
        start = f"INSERT INTO {self._say.name} ({', '.join([*self._fixed, *self._columns])}) VALUES "
        staged, stored = self._stream(blocks, start, one, progress, self._say.on_repeated(self._given))
        days = self._rollup_days(self._say.name)
        rollups.refresh(self._connection, self._say.name, self._shop, days, whole=True)
        first, last = self._span(self._say.name, f"shop_id = {self._shop}", days)
        return Merge(staged, stored, 0, staged - stored, first, last)

    def merge(self, blocks: Iterable[Columns], progress: Progress | None) -> Merge:
        """Stage rows, keep them beside what they are laid over, drop what changes nothing, and upsert the rest."""
        self._run("DROP TABLE IF EXISTS temp.staging")
        key = ", ".join(self._given_key)
        self._run(f"CREATE TEMP TABLE staging ({', '.join(self._columns)}, UNIQUE ({key}))")
        one = f"({', '.join('?' * len(self._columns))})"
        over = self._say.on_staged(self._given_key, self._given)
        staged, distinct = self._stream(blocks, "INSERT INTO staging VALUES ", one, progress, over)
        repeated = staged - distinct
        unchanged = int(self._run(f"SELECT COUNT(*) FROM staging AS s WHERE {self._changes_nothing()}").scalar_one())
        if unchanged == distinct:
            self._run("DROP TABLE temp.staging")
            return Merge(staged, 0, unchanged, repeated, None, None)
        self._keep_both()
        self._run(f"DELETE FROM staging AS s WHERE {self._changes_nothing()}")
        days = self._overlaid_days()
        columns, values = self._with_fixed()
        self._run(
            f"INSERT INTO {self._say.name} ({columns}) SELECT {values} FROM staging WHERE 1"
            f"{self._say.on_repeated(self._given)}"
        )
        staged_days = self._rollup_days("staging")
        first, last = self._span("staging", "1", staged_days)
        days |= staged_days
        rollups.refresh(self._connection, self._say.name, self._shop, days)
        self._run("DROP TABLE temp.staging")
        return Merge(staged, staged - repeated - unchanged, unchanged, repeated, first, last)

    def _run(self, statement: str, values: tuple[Any, ...] = ()) -> CursorResult[Any]:
        return self._connection.exec_driver_sql(statement, values)

    def _stream(
        self,
        blocks: Iterable[Columns],
        start: str,
        one: str,
        progress: Progress | None,
        on_repeated: str,
    ) -> tuple[int, int]:
        """Write rows with a few hundred a statement; return how many were given and how many are new.

        Rows of a key that is there already are passed over at first, which is quick to find out, and then written once
        more with the clause ``on_repeated``.
        """
        raw = self._connection.connection.dbapi_connection
        if raw is None:
            raise RuntimeError("closed")
        cursor = raw.cursor()
        passing = " ON CONFLICT DO NOTHING"
        many = start + ", ".join([one] * ROWS_A_STATEMENT) + passing
        width = len(self._columns)
        count = new = told = 0
        for values in _flat(blocks, width * ROWS_A_STATEMENT):
            rows = len(values) // width
            full = rows == ROWS_A_STATEMENT
            cursor.execute(many if full else start + ", ".join([one] * rows) + passing, values)
            written = cursor.rowcount
            if written < rows:
                cursor.executemany(f"{start}{one}{on_repeated}", list(zip(*[iter(values)] * width, strict=True)))
            count += rows
            new += written
            if progress is not None and count - told >= PROGRESS_ROWS:
                told = count
                progress(count)
        cursor.close()
        return count, new

    def _rollup_days(self, table: str) -> set[int]:
        """Return the days of a table's rows that the roll-up goes by."""
        day = rollups.day_column(self._say.name)
        if day not in self._columns:
            return set()
        where = f" AND shop_id = {self._shop}" if table != "staging" else ""
        return set(self._run(f"SELECT DISTINCT {day} FROM {table} WHERE {day} IS NOT NULL{where}").scalars())

    def _overlaid_days(self) -> set[int]:
        """Return the days of the rows that staged ones are laid over; a row may move to another day."""
        day = rollups.day_column(self._say.name)
        if day not in self._columns or day in self._say.key:
            return set()
        return set(
            self._run(
                f"SELECT DISTINCT f.{day} FROM staging s CROSS JOIN {self._say.name} f "
                f"ON {self._match()} WHERE f.{day} IS NOT NULL"
            ).scalars()
        )

    def _match(self) -> str:
        """Return the condition that the staged row ``s`` and the fact row ``f`` have the same key."""
        parts = [f"f.{name} = s.{name}" for name in self._given_key]
        fixed = [f"f.{name} = {value}" for name, value in self._fixed.items() if name != "batch_id"]
        return " AND ".join([*fixed, *parts])

    def _changes_nothing(self) -> str:
        """Return the condition that a fact row says all that the staged row ``s`` says."""
        same = " AND ".join(f"(s.{name} IS NULL OR f.{name} IS s.{name})" for name in self._given) or "1"
        return f"EXISTS (SELECT 1 FROM {self._say.name} f WHERE {self._match()} AND {same})"

    def _keep_both(self) -> None:
        """Keep what the rows in force said and what the staged rows of the same keys say, be it the same."""
        names = self._say.columns
        over = f"staging s CROSS JOIN {self._say.name} f ON {self._match()}"
        self._run(
            f"INSERT OR IGNORE INTO {self._say.kept} (kept_for, {', '.join(names)}) "
            f"SELECT f.batch_id, {', '.join(f'f.{name}' for name in names)} FROM {over}"
        )
        columns = ", ".join([*self._fixed, *self._columns])
        values = ", ".join([*self._fixed.values(), *(f"s.{name}" for name in self._columns)])
        self._run(
            f"INSERT OR REPLACE INTO {self._say.kept} (kept_for, {columns}) SELECT {self._batch}, {values} FROM {over}"
        )

    def _with_fixed(self) -> tuple[str, str]:
        return ", ".join([*self._fixed, *self._columns]), ", ".join([*self._fixed.values(), *self._columns])

    def _span(self, table: str, where: str, days: set[int]) -> tuple[int | None, int | None]:
        """Return the first and last day of a table's rows, from the roll-up's days where they are the same."""
        if "day" not in self._columns:
            return None, None
        if rollups.day_column(self._say.name) == "day":
            return min(days, default=None), max(days, default=None)
        row = self._run(f"SELECT MIN(day) AS first, MAX(day) AS last FROM {table} WHERE {where}").one()
        return row.first, row.last


def _flat(blocks: Iterable[Columns], size: int) -> Iterator[list[Any]]:
    """Give the values of blocks row by row, ``size`` at a time."""
    waiting: list[Any] = []
    for columns in blocks:
        width = len(columns)
        values: list[Any] = [None] * (width * len(columns[0]))
        for at, column in enumerate(columns):
            values[at::width] = column
        waiting += values
        whole = len(waiting) - len(waiting) % size
        for begin in range(0, whole, size):
            yield waiting[begin : begin + size]
        del waiting[:whole]
    if waiting:
        yield waiting


def _chunks(rows: Iterator[Sequence[Any]], size: int) -> Iterator[list[Sequence[Any]]]:
    while chunk := list(islice(rows, size)):
        yield chunk
