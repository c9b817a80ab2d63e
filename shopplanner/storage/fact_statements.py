"""Names and clauses of a fact table, as statements that bring rows over each other are made of."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from sqlalchemy import Table

NEWEST: Final[dict[str, str]] = dict.fromkeys(("listing", "campaign_item", "item_offer", "price_strength"), "day")
"""Facts of which the newest state of a key counts, by this column, in whatever order the rows come."""


class Statements:
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
