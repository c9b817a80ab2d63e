"""Facts in bulk: upserted by natural key, undoable by batch in any order, rolled up by day.

A fact table shows, for each key, what the batches in force say, a later one over an earlier one, a missing value never
over a known one. Where more than one batch speaks of a key, or where a batch is out of force, what each of them said is
kept in the table's ``_kept`` companion, so that any batch can be taken out of force and put back.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any

from sqlalchemy import Connection, CursorResult, Table

from shopplanner.storage import rollups
from shopplanner.storage.tables.facts import FACTS

ROWS_A_STATEMENT = 200
PROGRESS_ROWS = 10_000
NEWEST: dict[str, str] = {"listing": "day"}
"""Facts of which the newest state of a key counts, by this column, in whatever order the rows come."""

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


class _Statements:
    """Names and clauses of one fact table."""

    def __init__(self, table: Table) -> None:
        self.name = table.name
        self.kept = f"{table.name}_kept"
        self.key = list(table.info["key"])
        self.columns = [column.name for column in table.columns]
        self.values = [name for name in self.columns if name not in self.key and name != "batch_id"]
        self.newest = NEWEST.get(table.name)

    def same_key(self, one: str, other: str) -> str:
        """Return the condition that two rows have the same key."""
        return " AND ".join(f"{one}.{name} = {other}.{name}" for name in self.key)

    def on_repeated(self, values: Sequence[str]) -> str:
        """Return the clause that brings a row over the one that is there."""
        updates = [f"{name} = {self._over(name, self.name)}" for name in values]
        return self._on_conflict(self.key, [*updates, "batch_id = excluded.batch_id"])

    def on_staged(self, key: Sequence[str], values: Sequence[str]) -> str:
        """Return the clause that brings a row over a staged one with the same ``key``."""
        dated = self.newest in values
        return self._on_conflict(key, [f"{name} = {self._over(name, 'staging', dated=dated)}" for name in values])

    def _on_conflict(self, key: Sequence[str], updates: Sequence[str]) -> str:
        doing = f"UPDATE SET {', '.join(updates)}" if updates else "NOTHING"
        return f" ON CONFLICT ({', '.join(key)}) DO {doing}"

    def _over(self, name: str, table: str, *, dated: bool = True) -> str:
        new, old = f"excluded.{name}", f"{table}.{name}"
        if self.newest is None or not dated:
            return f"COALESCE({new}, {old})"
        newer = f"COALESCE(excluded.{self.newest}, 0) >= COALESCE({table}.{self.newest}, 0)"
        return f"CASE WHEN {newer} THEN COALESCE({new}, {old}) ELSE COALESCE({old}, {new}) END"


class _Merger:
    """Brings the rows of one batch into one fact table."""

    def __init__(
        self, connection: Connection, table: Table, columns: tuple[str, ...], shop: int, batch: int, table_id: int
    ) -> None:
        strange = set(columns) - set(table.columns.keys())
        if strange:
            raise KeyError(sorted(strange))
        self._connection = connection
        self._say = _Statements(table)
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


def revert_batch(connection: Connection, group_id: int) -> None:
    """Take a group of batches out of force; figures that they had overlaid come back.

    A batch that stands for the undoing of an earlier group puts that group back into force.
    """
    for batch in reversed(_batches(connection, group_id)):
        if batch.undoes is not None:
            reapply_batch(connection, batch.undoes)
        else:
            _set_state(connection, batch.id, "undone")
            _Forces(connection, batch).take_out()


def reapply_batch(connection: Connection, group_id: int) -> None:
    """Put a group of batches back into force."""
    for batch in _batches(connection, group_id):
        if batch.undoes is not None:
            revert_batch(connection, batch.undoes)
        else:
            _set_state(connection, batch.id, "done")
            _Forces(connection, batch).put_back()


def _batches(connection: Connection, group_id: int) -> Sequence[Any]:
    return connection.exec_driver_sql(
        "SELECT id, fact, shop_id, undoes FROM import_batch WHERE COALESCE(group_id, id) = ? ORDER BY id", (group_id,)
    ).all()


def _set_state(connection: Connection, batch_id: int, state: str) -> None:
    connection.exec_driver_sql("UPDATE import_batch SET state = ? WHERE id = ?", (state, batch_id))


class _Forces:
    """Takes one batch out of force, or puts it back."""

    def __init__(self, connection: Connection, batch: Any) -> None:
        self._connection = connection
        self._batch = int(batch.id)
        self._shop = int(batch.shop_id)
        self._say = _Statements(FACTS[batch.fact])
        self._names = ", ".join(self._say.columns)

    def take_out(self) -> None:
        """Move what only this batch said aside, and settle anew what others said, too."""
        self._note_touched()
        days = self._days(f"batch_id = {self._batch}")
        alone = f"batch_id = {self._batch} AND shop_id = {self._shop}"
        self._run(
            f"INSERT OR IGNORE INTO {self._say.kept} (kept_for, {self._names}) "
            f"SELECT {self._batch}, {self._names} FROM {self._say.name} WHERE {alone}"
        )
        days |= self._settle()
        self._run(f"DELETE FROM {self._say.name} WHERE {alone}")
        rollups.refresh(self._connection, self._say.name, self._shop, days)

    def put_back(self) -> None:
        """Bring back what this batch said, each row into its place among what others said."""
        self._note_touched()
        days = self._settle() | self._days(f"batch_id = {self._batch}")
        rollups.refresh(self._connection, self._say.name, self._shop, days)

    def _run(self, statement: str) -> CursorResult[Any]:
        return self._connection.exec_driver_sql(statement)

    def _note_touched(self) -> None:
        """Note the keys of which more than this batch may have spoken."""
        key = ", ".join(self._say.key)
        self._run("DROP TABLE IF EXISTS temp.touched")
        self._run(f"CREATE TEMP TABLE touched ({key}, PRIMARY KEY ({key})) WITHOUT ROWID")
        self._run(f"INSERT INTO touched SELECT {key} FROM {self._say.kept} WHERE kept_for = {self._batch}")

    def _settle(self) -> set[int]:
        """Lay what the batches in force say of the touched keys over each other anew; return the days concerned."""
        fact, same = self._say.name, self._say.same_key("t", "f")
        days = self._touched_days()
        self._run(
            f"INSERT OR IGNORE INTO {self._say.kept} (kept_for, {self._names}) "
            f"SELECT f.batch_id, {', '.join(f'f.{name}' for name in self._say.columns)} "
            f"FROM temp.touched t CROSS JOIN {fact} f ON {same}"
        )
        self._run(
            f"DELETE FROM {fact} AS f WHERE shop_id = {self._shop} "
            f"AND EXISTS (SELECT 1 FROM temp.touched t WHERE {same})"
        )
        speaking = self._speaking()
        for batch in speaking:
            self._run(
                f"INSERT INTO {fact} ({self._names}) SELECT {', '.join(f'k.{name}' for name in self._say.columns)} "
                f"FROM {self._say.kept} k WHERE k.kept_for = {batch} "
                f"AND EXISTS (SELECT 1 FROM temp.touched t WHERE {self._say.same_key('t', 'k')})"
                f"{self._say.on_repeated(self._say.values)}"
            )
        if speaking == [self._batch]:
            self._run(f"DELETE FROM {self._say.kept} WHERE kept_for = {self._batch}")
        days |= self._touched_days()
        self._run("DROP TABLE temp.touched")
        return days

    def _speaking(self) -> list[int]:
        """Return the batches in force that spoke of any touched key, the earliest first."""
        found = self._run(
            f"SELECT DISTINCT k.kept_for FROM {self._say.kept} k JOIN import_batch b ON b.id = k.kept_for "
            f"WHERE b.state = 'done' AND EXISTS "
            f"(SELECT 1 FROM temp.touched t WHERE {self._say.same_key('t', 'k')}) ORDER BY 1"
        )
        return [int(batch) for batch in found.scalars()]

    def _touched_days(self) -> set[int]:
        day = rollups.day_column(self._say.name)
        if day not in self._say.columns:
            return set()
        found = self._run(
            f"SELECT DISTINCT f.{day} FROM temp.touched t CROSS JOIN {self._say.name} f "
            f"ON {self._say.same_key('t', 'f')} WHERE f.{day} IS NOT NULL"
        )
        return set(found.scalars())

    def _days(self, where: str) -> set[int]:
        day = rollups.day_column(self._say.name)
        if self._say.name not in rollups.ROLLUPS:
            return set()
        found = self._run(
            f"SELECT DISTINCT {day} FROM {self._say.name} "
            f"WHERE {where} AND shop_id = {self._shop} AND {day} IS NOT NULL"
        )
        return set(found.scalars())
