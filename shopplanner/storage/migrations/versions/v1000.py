"""The first released schema, made from nothing.

Its statements lie in ``v1000.sql`` and never change, whatever later becomes of the tables.
"""

from __future__ import annotations

from shopplanner.storage.migrations import frozen

revision = "1000"
down_revision: str | None = None


def upgrade() -> None:
    """Make every table and index of version 1.0."""
    frozen.run(revision)
