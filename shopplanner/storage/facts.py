"""Facts in bulk: staged, upserted by natural key, kept undoable by batch, rolled up by day.

Rows stream into a temporary table and are merged by a few set statements in the caller's transaction. What a batch
overwrites is kept aside, so that a batch can be taken out of force and put back.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, islice
from typing import Any

from sqlalchemy import Connection, Table

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

    A missing value does not overwrite a known one. Of rows with the same key in one batch the last counts.
    """
    table = FACTS[fact]
    names = [column for column in columns if column in table.columns]
    if len(names) != len(columns):
        raise KeyError(sorted(set(columns) - set(names)))
    staged = _stage(connection, columns, rows, progress)
    key = ("shop_id", *(column for column in table.info["key"] if column != "shop_id"))
    merger = _Merger(connection, table, key, tuple(columns), shop_id, batch_id)
    result = merger.run(staged)
    refresh_rollups(connection, fact, shop_id, merger.days())
    connection.exec_driver_sql("DROP TABLE temp.staging")
    return result


def _stage(
    connection: Connection,
    columns: Sequence[str],
    rows: Iterable[Sequence[Any]],
    progress: Callable[[int], None] | None,
) -> int:
    """Stream rows into the temporary table with a few hundred rows a statement; return their number."""
    connection.exec_driver_sql("DROP TABLE IF EXISTS temp.staging")
    connection.exec_driver_sql(f"CREATE TEMP TABLE staging ({', '.join(columns)})")
    raw = connection.connection.dbapi_connection
    if raw is None:
        raise RuntimeError("closed")
    cursor = raw.cursor()
    one = f"({', '.join('?' * len(columns))})"
    many = f"INSERT INTO staging VALUES {', '.join([one] * ROWS_A_STATEMENT)}"
    count = 0
    for chunk in _chunks(iter(rows), ROWS_A_STATEMENT):
        statement = (
            many if len(chunk) == ROWS_A_STATEMENT else f"INSERT INTO staging VALUES {', '.join([one] * len(chunk))}"
        )
        cursor.execute(statement, list(chain.from_iterable(chunk)))
        count += len(chunk)
        if progress is not None and count % PROGRESS_ROWS == 0:
            progress(count)
    cursor.close()
    return count


def _chunks(rows: Iterator[Sequence[Any]], size: int) -> Iterator[list[Sequence[Any]]]:
    while chunk := list(islice(rows, size)):
        yield chunk


class _Merger:
    """The set statements that bring staged rows into one fact table."""

    def __init__(
        self,
        connection: Connection,
        table: Table,
        key: tuple[str, ...],
        columns: tuple[str, ...],
        shop: int,
        batch: int,
    ) -> None:
        self._connection = connection
        self._table = table
        self._shop = shop
        self._batch = batch
        self._key = tuple(name for name in key if name != "shop_id")
        self._columns = columns
        self._values = tuple(name for name in columns if name not in self._key)
        self._fixed = {"table_id": batch} if "table_id" in self._key and "table_id" not in columns else {}
        for name in self._key:
            if name not in columns and name not in self._fixed:
                self._fixed[name] = ""  # type: ignore[assignment]  # an entity part that this source does not have

    def run(self, staged: int) -> Merge:
        """Merge and return what became of the rows."""
        repeated = self._drop_repeated() if staged else 0
        known = self._known()
        unchanged = self._drop_unchanged() if known else 0
        if known:
            self._keep_overwritten()
        stored = staged - repeated - unchanged
        self._upsert(plain=not known)
        first, last = self._span()
        return Merge(staged, stored, unchanged, repeated, first, last)

    def days(self) -> list[int]:
        """Return the days that the remaining staged rows touch."""
        if "day" not in self._columns:
            return []
        rows = self._connection.exec_driver_sql("SELECT DISTINCT day FROM staging WHERE day IS NOT NULL ORDER BY day")
        return [row.day for row in rows]

    def _staged_key(self) -> list[str]:
        return [name for name in self._key if name in self._columns]

    def _drop_repeated(self) -> int:
        """Keep the last of rows with the same key."""
        names = ", ".join(self._staged_key())
        self._connection.exec_driver_sql(f"CREATE INDEX temp.staging_key ON staging ({names})")
        return self._connection.exec_driver_sql(
            f"DELETE FROM staging WHERE rowid NOT IN (SELECT MAX(rowid) FROM staging GROUP BY {names})"
            f" AND EXISTS (SELECT 1 FROM staging GROUP BY {names} HAVING COUNT(*) > 1 LIMIT 1)"
        ).rowcount

    def _known(self) -> bool:
        """Whether the shop has any row of this fact yet; a first import needs no comparison."""
        found = self._connection.exec_driver_sql(
            f"SELECT 1 FROM {self._table.name} WHERE shop_id = ? LIMIT 1", (self._shop,)
        )
        return found.first() is not None

    def _match(self, fact: str = "f", staged: str = "s") -> str:
        parts = [f"{fact}.shop_id = {self._shop}"]
        parts += [f"{fact}.{name} = {staged}.{name}" for name in self._staged_key()]
        parts += [f"{fact}.{name} = {_literal(value)}" for name, value in self._fixed.items()]
        return " AND ".join(parts)

    def _same(self, fact: str = "f", staged: str = "s") -> str:
        parts = [f"({staged}.{name} IS NULL OR {fact}.{name} IS {staged}.{name})" for name in self._values]
        return " AND ".join(parts) or "1"

    def _drop_unchanged(self) -> int:
        same = f"SELECT 1 FROM {self._table.name} f WHERE {self._match()} AND {self._same()}"
        return self._connection.exec_driver_sql(f"DELETE FROM staging AS s WHERE EXISTS ({same})").rowcount

    def _keep_overwritten(self) -> None:
        names = ", ".join(column.name for column in self._table.columns)
        values = ", ".join(f"f.{column.name}" for column in self._table.columns)
        self._connection.exec_driver_sql(
            f"INSERT INTO {kept_name(self._table)} (kept_for, {names}) SELECT {self._batch}, {values} "
            f"FROM staging s CROSS JOIN {self._table.name} f ON {self._match()}"
        )

    def _upsert(self, *, plain: bool) -> None:
        columns = ["shop_id", *self._columns, *self._fixed, "batch_id"]
        values = [
            str(self._shop),
            *self._columns,
            *(_literal(value) for value in self._fixed.values()),
            str(self._batch),
        ]
        order = ", ".join(self._staged_key())
        statement = (
            f"INSERT INTO {self._table.name} ({', '.join(columns)}) SELECT {', '.join(values)} FROM staging WHERE 1"
        )
        if plain:
            self._connection.exec_driver_sql(f"{statement} ORDER BY {order}")
            return
        target = ", ".join(["shop_id", *self._key])
        updates = [f"{name} = COALESCE(excluded.{name}, {self._table.name}.{name})" for name in self._values]
        updates.append("batch_id = excluded.batch_id")
        self._connection.exec_driver_sql(f"{statement} ON CONFLICT ({target}) DO UPDATE SET {', '.join(updates)}")

    def _span(self) -> tuple[int | None, int | None]:
        if "day" not in self._columns:
            return None, None
        row = self._connection.exec_driver_sql("SELECT MIN(day) AS first, MAX(day) AS last FROM staging").one()
        return row.first, row.last


def _literal(value: object) -> str:
    return str(value) if isinstance(value, int) else "''"


def kept_name(table: Table) -> str:
    """Return the name of the table that keeps what batches overwrote or undo took away."""
    return f"{table.name}_kept"


def refresh_rollups(connection: Connection, fact: str, shop_id: int, days: Sequence[int]) -> None:
    """Sum the fact's additive measures anew for the given days."""
    measures = ROLLED_UP.get(fact)
    if not measures or not days:
        return
    low, high = min(days), max(days)
    sums = ", ".join(f"SUM({name}) AS {name}, COUNT({name}) AS {name}_rows" for name in measures)
    found = connection.exec_driver_sql(
        f"SELECT day, COALESCE(source, '') AS source, {sums} FROM {fact} "
        "WHERE shop_id = ? AND day BETWEEN ? AND ? GROUP BY day, source",
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
