"""Alembic environment and schema versions."""
