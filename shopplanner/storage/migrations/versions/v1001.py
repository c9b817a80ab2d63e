"""Promotions in full: people, readiness, changes to pass on, series, targets, reviews, days off, price readings."""

from __future__ import annotations

from shopplanner.storage.migrations import frozen

revision = "1001"
down_revision: str | None = "1000"


def upgrade() -> None:
    """Make the tables and columns of ``v1001.sql``, and give what is planned its ids for calendar files."""
    from alembic import op

    frozen.run(revision)
    op.execute("UPDATE promotion SET uid = lower(hex(randomblob(16))) || '@shopplanner'")
    op.execute("UPDATE task SET uid = lower(hex(randomblob(16))) || '@shopplanner'")
