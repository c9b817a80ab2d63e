"""The chain of revisions that leads from any released schema to the present one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol


class Revision(Protocol):
    """A revision module."""

    revision: str
    """The schema version that it leads to."""
    down_revision: str | None
    """The schema version that it starts from; None for the first."""

    def upgrade(self) -> None:
        """Change the schema and the data by one step, through ``alembic.op``."""
        ...


def shipped() -> list[Revision]:
    """Return this program's revisions, earliest first. They are named one by one so that packaging finds them."""
    from shopplanner.storage.migrations.versions import v1000, v1001

    return [v1000, v1001]


def steps(revisions: Sequence[Revision], version: int, goal: int) -> list[Revision]:
    """Return the revisions that lead from a schema version to another, in order.

    Raises:
        LookupError: if there is no unbroken way.
    """
    by_start = {revision.down_revision: revision for revision in revisions}
    way, reached = [], version
    while reached != goal:
        step = by_start.get(str(reached) if reached else None)
        if step is None or int(step.revision) > goal:
            raise LookupError(f"no way from schema {reached} to {goal}")
        way.append(step)
        reached = int(step.revision)
    return way
