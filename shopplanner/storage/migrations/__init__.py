"""Bringing workspaces of earlier versions to the present schema, all or nothing, after a safety backup.

A revision is a module in ``versions`` with ``revision``, ``down_revision`` and ``upgrade()``, as Alembic has them; its
number is the schema version that it leads to. To change the schema, change the tables, raise ``engine.SCHEMA_VERSION``,
and add a revision for the step.
"""

from __future__ import annotations

from shopplanner.storage.migrations.chain import Revision, shipped
from shopplanner.storage.migrations.upgrading import upgrade

__all__ = ["Revision", "shipped", "upgrade"]
