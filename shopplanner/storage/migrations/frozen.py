"""The frozen statements of a revision: they lie in a file beside it and never change once the revision is released."""

from __future__ import annotations

from pathlib import Path


def statements(revision: str) -> list[str]:
    """Return the SQL statements of a revision, in order."""
    words = Path(__file__).parent.joinpath("versions", f"v{revision}.sql").read_text(encoding="utf-8")
    return [statement.strip() for statement in words.split(";\n") if statement.strip()]


def run(revision: str) -> None:
    """Carry out the statements of a revision through Alembic's operations."""
    from alembic import op

    for statement in statements(revision):
        op.execute(statement)
