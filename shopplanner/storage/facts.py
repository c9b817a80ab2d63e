"""Facts in bulk: staged, upserted by natural key, kept undoable by batch, rolled up by day.

Rows stream into a temporary table and are merged by a few set statements in the caller's transaction. What a batch
overwrites is kept aside, so that a batch can be taken out of force and put back.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, islice
from typing import Any

from sqlalchemy import Connection, CursorResult, Table

from shopplanner.storage.tables.facts import FACTS

ROWS_A_STATEMENT = 200
PROGRESS_ROWS = 10_000
ROLLED_UP: dict[str, tuple[str, ...]] = {
    "product_day": (
        "page_views", "cart_units", "order_units", "order_amount", "paid_units", "paid_amount", "paid_orders",
        "old_paid_amount", "refund_amount", "impressions", "clicks", "list_amount",
    ),
    "ad_day": (
        "impressions", "clicks", "ad_cost", "deal_amount", "deal_count", "direct_deal_amount", "direct_deal_count",
    ),
    "order_line": ("units", "paid_amount", "refund_amount"),
}  # fmt: skip
"""Additive measures that are summed over entities by day. People (visitors, buyers) are never among them."""


@dataclass(frozen=True, slots=True)
class Merge:
    """What became of staged rows: ``stored + unchanged + repeated`` is their number."""

    staged: int
    stored: int
    unchanged: int
    repeated: int
    first_day: int | None
    last_day: int | None


def merge_rows(
    connection: Connection,
    fact: str,
    shop_id: int,
    batch_id: int,
    columns: Sequence[str],
    rows: Iterable[Sequence[Any]],
    progress: Callable[[int], None] | None = None,
) -> Merge:
    """Upsert rows into a fact table as the batch ``batch_id``.

    A missing value does not overwrite a known one. Of rows with the same key in one batch the last counts. The shop's
    first rows of a fact go straight into its table; later ones are staged and compared.
    """
    merger = _Merger(connection, FACTS[fact], tuple(columns), shop_id, batch_id)
    if merger.fact_is_empty():
        return merger.fill(rows, progress)
    return merger.merge(rows, progress)


class _Merger:
    """Brings the rows of one batch into one fact table."""

    def __init__(self, connection: Connection, table: Table, columns: tuple[str, ...], shop: int, batch: int) -> None:
        strange = set(columns) - set(table.columns.keys())
        if strange:
            raise KeyError(sorted(strange))
        self._connection = connection
        self._table = table
        self._shop = shop
        self._batch = batch
        self._columns = columns
        key = [name for name in table.info["key"] if name != "shop_id"]
        self._given_key = [name for name in key if name in columns]
        self._values = [name for name in columns if name not in key]
        self._fixed = {name: str(batch) if name == "table_id" else "''" for name in key if name not in columns}
        self._target = ", ".join(["shop_id", *key])

    def fact_is_empty(self) -> bool:
        """Whether the shop has no row of this fact yet, so that there is nothing to compare with."""
        found = self._run(f"SELECT 1 FROM {self._table.name} WHERE shop_id = ? LIMIT 1", (self._shop,))
        return found.first() is None

    def fill(self, rows: Iterable[Sequence[Any]], progress: Callable[[int], None] | None) -> Merge:
        """Write rows straight into the empty table."""
        lead = [str(self._shop), *self._fixed.values(), str(self._batch)]
        names = ["shop_id", *self._fixed, "batch_id", *self._columns]
        one = f"({', '.join([*lead, *'?' * len(self._columns)])})"
        start = f"INSERT INTO {self._table.name} ({', '.join(names)}) VALUES "
        staged = self._stream(
            rows, start, one, f" ON CONFLICT ({self._target}) DO UPDATE SET {self._updates()}", progress
        )
        where = f"shop_id = {self._shop} AND batch_id = {self._batch}"
        stored = self._run(f"SELECT COUNT(*) FROM {self._table.name} WHERE {where}").scalar_one()
        first, last = self._span(self._table.name, where)
        if first is not None and last is not None:
            refresh_rollups(self._connection, self._table.name, self._shop, [first, last], whole=True)
        return Merge(staged, stored, 0, staged - stored, first, last)

    def merge(self, rows: Iterable[Sequence[Any]], progress: Callable[[int], None] | None) -> Merge:
        """Stage rows, drop what changes nothing, keep what is overwritten, and upsert the rest."""
        self._run("DROP TABLE IF EXISTS temp.staging")
        self._run(f"CREATE TEMP TABLE staging ({', '.join(self._columns)})")
        one = f"({', '.join('?' * len(self._columns))})"
        staged = self._stream(rows, "INSERT INTO staging VALUES ", one, "", progress)
        repeated = self._drop_repeated()
        unchanged = self._drop_unchanged()
        self._keep_overwritten()
        self._upsert()
        first, last = self._span("staging", "1")
        refresh_rollups(self._connection, self._table.name, self._shop, self._days())
        self._run("DROP TABLE temp.staging")
        return Merge(staged, staged - repeated - unchanged, unchanged, repeated, first, last)

    def _run(self, statement: str, values: tuple[Any, ...] = ()) -> CursorResult[Any]:
        return self._connection.exec_driver_sql(statement, values)

    def _stream(
        self,
        rows: Iterable[Sequence[Any]],
        start: str,
        one: str,
        end: str,
        progress: Callable[[int], None] | None,
    ) -> int:
        """Write rows with a few hundred a statement and return their number."""
        raw = self._connection.connection.dbapi_connection
        if raw is None:
            raise RuntimeError("closed")
        cursor = raw.cursor()
        many = start + ", ".join([one] * ROWS_A_STATEMENT) + end
        count = 0
        for chunk in _chunks(iter(rows), ROWS_A_STATEMENT):
            statement = many if len(chunk) == ROWS_A_STATEMENT else start + ", ".join([one] * len(chunk)) + end
            cursor.execute(statement, list(chain.from_iterable(chunk)))
            count += len(chunk)
            if progress is not None and count % PROGRESS_ROWS == 0:
                progress(count)
        cursor.close()
        return count

    def _days(self) -> list[int]:
        if "day" not in self._columns:
            return []
        return list(self._run("SELECT DISTINCT day FROM staging WHERE day IS NOT NULL ORDER BY day").scalars())

    def _drop_repeated(self) -> int:
        """Keep the last of staged rows with the same key."""
        names = ", ".join(self._given_key)
        self._run(f"CREATE INDEX temp.staging_key ON staging ({names})")
        distinct = self._run(f"SELECT COUNT(*) FROM (SELECT 1 FROM staging GROUP BY {names})").scalar_one()
        if distinct == self._run("SELECT COUNT(*) FROM staging").scalar_one():
            return 0
        later = " AND ".join(f"later.{name} IS staging.{name}" for name in self._given_key)
        return self._run(
            f"DELETE FROM staging WHERE EXISTS (SELECT 1 FROM staging later WHERE {later} AND later.rowid > staging.rowid)"
        ).rowcount

    def _match(self) -> str:
        parts = [f"f.shop_id = {self._shop}"]
        parts += [f"f.{name} = s.{name}" for name in self._given_key]
        parts += [f"f.{name} = {value}" for name, value in self._fixed.items()]
        return " AND ".join(parts)

    def _drop_unchanged(self) -> int:
        same = " AND ".join(f"(s.{name} IS NULL OR f.{name} IS s.{name})" for name in self._values) or "1"
        found = f"SELECT 1 FROM {self._table.name} f WHERE {self._match()} AND {same}"
        return self._run(f"DELETE FROM staging AS s WHERE EXISTS ({found})").rowcount

    def _keep_overwritten(self) -> None:
        names = [column.name for column in self._table.columns]
        self._run(
            f"INSERT INTO {kept_name(self._table)} (kept_for, {', '.join(names)}) "
            f"SELECT {self._batch}, {', '.join(f'f.{name}' for name in names)} "
            f"FROM staging s CROSS JOIN {self._table.name} f ON {self._match()}"
        )

    def _upsert(self) -> None:
        columns = ", ".join(["shop_id", *self._fixed, "batch_id", *self._columns])
        values = ", ".join([str(self._shop), *self._fixed.values(), str(self._batch), *self._columns])
        self._run(
            f"INSERT INTO {self._table.name} ({columns}) SELECT {values} FROM staging WHERE 1 "
            f"ON CONFLICT ({self._target}) DO UPDATE SET {self._updates()}"
        )

    def _updates(self) -> str:
        updates = [f"{name} = COALESCE(excluded.{name}, {self._table.name}.{name})" for name in self._values]
        return ", ".join([*updates, "batch_id = excluded.batch_id"])

    def _span(self, table: str, where: str) -> tuple[int | None, int | None]:
        if "day" not in self._columns:
            return None, None
        row = self._run(f"SELECT MIN(day) AS first, MAX(day) AS last FROM {table} WHERE {where}").one()
        return row.first, row.last


def _chunks(rows: Iterator[Sequence[Any]], size: int) -> Iterator[list[Sequence[Any]]]:
    while chunk := list(islice(rows, size)):
        yield chunk


def kept_name(table: Table) -> str:
    """Return the name of the table that keeps what batches overwrote or undo took away."""
    return f"{table.name}_kept"


def refresh_rollups(
    connection: Connection, fact: str, shop_id: int, days: Sequence[int], *, whole: bool = False
) -> None:
    """Sum the fact's additive measures anew from the first to the last of the days.

    With ``whole`` the table is read from end to end, which for most of its rows is faster than by an index.
    """
    measures = ROLLED_UP.get(fact)
    if not measures or not days:
        return
    low, high = min(days), max(days)
    sums = ", ".join(f"SUM({name}) AS {name}, COUNT({name}) AS {name}_rows" for name in measures)
    found = connection.exec_driver_sql(
        f"SELECT day, COALESCE(source, '') AS source, {sums} FROM {fact} "
        f"WHERE {'+' if whole else ''}shop_id = ? AND {'+' if whole else ''}day BETWEEN ? AND ? GROUP BY day, source",
        (shop_id, low, high),
    ).mappings()
    rows = [
        (shop_id, fact, line["source"], line["day"], name, line[name], line[f"{name}_rows"])
        for line in found
        for name in measures
        if line[name] is not None
    ]
    connection.exec_driver_sql(
        "DELETE FROM shop_rollup_day WHERE shop_id = ? AND fact = ? AND day BETWEEN ? AND ?", (shop_id, fact, low, high)
    )
    if rows:
        connection.exec_driver_sql(
            "INSERT INTO shop_rollup_day (shop_id, fact, source, day, measure, total, rows) "
            "VALUES (?, ?, ?, ?, ?, ?, ?)",
            rows,
        )


def revert_batch(connection: Connection, group_id: int) -> None:
    """Take a group of batches out of force: what they brought goes, what they overwrote comes back."""
    for batch in reversed(_batches(connection, group_id)):
        _exchange(connection, batch.fact, batch.shop_id, taken=batch.id, given=batch.id)
        connection.exec_driver_sql("UPDATE import_batch SET state = 'undone' WHERE id = ?", (batch.id,))


def reapply_batch(connection: Connection, group_id: int) -> None:
    """Put a group of batches back into force."""
    for batch in _batches(connection, group_id):
        _restore(connection, batch.fact, batch.shop_id, batch.id)
        connection.exec_driver_sql("UPDATE import_batch SET state = 'done' WHERE id = ?", (batch.id,))


def _batches(connection: Connection, group_id: int) -> Sequence[Any]:
    return connection.exec_driver_sql(
        "SELECT id, fact, shop_id FROM import_batch WHERE COALESCE(group_id, id) = ? ORDER BY id", (group_id,)
    ).all()


def _exchange(connection: Connection, fact: str, shop_id: int, *, taken: int, given: int) -> None:
    """Move the batch's rows aside (under the negative id) and bring back the rows that it had overwritten."""
    table = FACTS[fact]
    names = ", ".join(column.name for column in table.columns)
    kept = kept_name(table)
    days = _days(connection, fact, f"batch_id = {taken}")
    connection.exec_driver_sql(f"DELETE FROM {kept} WHERE kept_for = ?", (-taken,))
    connection.exec_driver_sql(
        f"INSERT INTO {kept} (kept_for, {names}) SELECT ?, {names} FROM {fact} WHERE batch_id = ? AND shop_id = ?",
        (-taken, taken, shop_id),
    )
    connection.exec_driver_sql(f"DELETE FROM {fact} WHERE batch_id = ? AND shop_id = ?", (taken, shop_id))
    connection.exec_driver_sql(f"INSERT INTO {fact} ({names}) SELECT {names} FROM {kept} WHERE kept_for = ?", (given,))
    _refresh_around(connection, fact, shop_id, days)


def _restore(connection: Connection, fact: str, shop_id: int, batch: int) -> None:
    """Put the rows of an undone batch back over the ones that it had overwritten."""
    table = FACTS[fact]
    names = ", ".join(column.name for column in table.columns)
    connection.exec_driver_sql(
        f"INSERT OR REPLACE INTO {fact} ({names}) SELECT {names} FROM {kept_name(table)} WHERE kept_for = ?", (-batch,)
    )
    connection.exec_driver_sql(f"DELETE FROM {kept_name(table)} WHERE kept_for = ?", (-batch,))
    _refresh_around(connection, fact, shop_id, _days(connection, fact, f"batch_id = {batch}"))


def _days(connection: Connection, fact: str, where: str) -> list[int]:
    row = connection.exec_driver_sql(f"SELECT MIN(day) AS first, MAX(day) AS last FROM {fact} WHERE {where}").one()
    return [] if row.first is None else [row.first, row.last]


def _refresh_around(connection: Connection, fact: str, shop_id: int, days: Sequence[int]) -> None:
    refresh_rollups(connection, fact, shop_id, days)
