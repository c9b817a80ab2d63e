"""Import batches out of force and back, in any order, by what their facts' ``_kept`` companions remember."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, CursorResult

from shopplanner.storage import rollups
from shopplanner.storage.fact_statements import Statements
from shopplanner.storage.tables.facts import FACTS


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
        self._say = Statements(FACTS[batch.fact])
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
