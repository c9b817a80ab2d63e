"""The first released schema, made from nothing.

Its statements lie in ``v1000.sql`` and never change, whatever later becomes of the tables.
"""

from __future__ import annotations

from pathlib import Path

revision = "1000"
down_revision: str | None = None


def upgrade() -> None:
    """Make every table and index of version 1.0."""
    from alembic import op

    for statement in statements():
        op.execute(statement)


def statements() -> list[str]:
    """Return the schema's statements."""
    words = Path(__file__).with_name("v1000.sql").read_text(encoding="utf-8")
    return [statement.strip() for statement in words.split(";\n") if statement.strip()]
