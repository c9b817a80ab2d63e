"""Running revisions on a file: one transaction, checked before it is committed."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import Connection

from shopplanner.domain.errors import Location, WorkspaceError
from shopplanner.domain.messages import message
from shopplanner.storage import backup, engine
from shopplanner.storage.integrity import broken_links, schema_differences
from shopplanner.storage.migrations.chain import Revision, shipped, steps

log = logging.getLogger(__name__)


def upgrade(
    path: Path, version: int, *, revisions: Sequence[Revision] | None = None, goal: int = engine.SCHEMA_VERSION
) -> None:
    """Bring a workspace file that nobody has open from schema ``version`` to ``goal``.

    Args:
        path: the file.
        version: its present schema version.
        revisions: the chain to go along; this program's own by default.
        goal: the schema version to reach.

    Raises:
        WorkspaceError: if a step fails or the result is not as it should be; the file is as it was.
        DamagedWorkspaceError: if the file is not sound; nothing was tried.
    """
    way = steps(shipped() if revisions is None else revisions, version, goal)
    kept = backup.keep(path, backup.folder_of(path), datetime.now(UTC).astimezone(), "before_upgrade")
    log.info("upgrade from schema %s to %s, backup %s", version, goal, kept.path.name)
    opened = engine.blank_engine(path)
    try:
        with opened.connect() as connection:
            engine.bare(connection).execute("PRAGMA foreign_keys=OFF")
            with connection.begin():
                _run(connection, way)
                connection.exec_driver_sql(f"PRAGMA user_version={goal}")
                _check(connection)
    except Exception as error:
        log.info("upgrade failed: %s", error)
        raise WorkspaceError(
            message("errors.upgrade", path=str(path)),
            message("errors.upgrade_hint", backup=kept.path.name),
            Location(file=str(path)),
        ) from error
    finally:
        opened.dispose()


def _run(connection: Connection, way: Sequence[Revision]) -> None:
    from alembic.migration import MigrationContext
    from alembic.operations import Operations

    context = MigrationContext.configure(connection, opts={"as_sql": False})
    with Operations.context(context):
        for revision in way:
            revision.upgrade()


def _check(connection: Connection) -> None:
    """Refuse a result that lacks something or whose rows lost their links.

    Raises:
        ValueError: which rolls everything back.
    """
    raw = engine.bare(connection)
    wrong = [*schema_differences(raw), *broken_links(raw)]
    if wrong:
        raise ValueError(f"not as it should be: {', '.join(wrong)}")
