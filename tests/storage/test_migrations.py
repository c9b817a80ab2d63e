"""An older file becomes a present one in one step that is checked, or stays exactly what it was."""

from __future__ import annotations

import hashlib
import subprocess
import sys
from contextlib import closing
from datetime import datetime, timedelta, timezone
from pathlib import Path
from types import SimpleNamespace
from typing import cast

import pytest

from shopplanner.domain.errors import DamagedWorkspaceError, WorkspaceError
from shopplanner.services.workspace import Workspace, open_workspace
from shopplanner.storage import backup, engine, integrity
from shopplanner.storage.database import examine
from shopplanner.storage.migrations import Revision, frozen, upgrade
from shopplanner.storage.migrations.chain import shipped, steps
from shopplanner.storage.migrations.versions import v1001
from tests.fixtures.damage import damage
from tests.fixtures.revisions import v950, v1000

NOW = datetime(2026, 11, 22, 10, 0, tzinfo=timezone(timedelta(hours=8)))
CHAIN: list[Revision] = [v950, v1000, cast("Revision", v1001)]
GOAL = 1001


@pytest.fixture
def older(workspace: Workspace) -> Path:
    """A file of schema 900: no notes on products, no saved views, but a product with a SKU."""
    workspace.close()
    workspace.path.unlink()
    with closing(engine.connect(workspace.path, "mode=rwc")) as connection:
        for statement in frozen.statements("1000"):
            connection.execute(statement)
        connection.execute(f"PRAGMA application_id={engine.APPLICATION_ID}")
        connection.execute("INSERT INTO shop VALUES (1, 'Old', 'taobao', 'CNY', '', 0, 1)")
        connection.execute(
            "INSERT INTO product "
            "(id, shop_id, version, code, title, short_name, category, role, status, life_stage, note) "
            "VALUES (5, 1, 1, '900', 'Balm', '', '', '', 'on_sale', '', '')"
        )
        connection.execute(
            "INSERT INTO sku (shop_id, version, product_id, code, merchant_code, name, has_image) "
            "VALUES (1, 1, 5, 'a', '', 'small', 1)"
        )
        connection.execute("ALTER TABLE product DROP COLUMN note")
        connection.execute("DROP TABLE saved_view")
        connection.execute("PRAGMA user_version=900")
    return workspace.path


def digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def shape_of(path: Path) -> dict[str, object]:
    with integrity.reading(path) as connection:
        return integrity.shape(connection)


def failing(message: str) -> Revision:
    def fail() -> None:
        from alembic import op

        op.execute("DROP TABLE worksheet_value")
        raise RuntimeError(message)

    return cast("Revision", SimpleNamespace(revision="1001", down_revision="950", upgrade=fail))


def test_the_first_revision_makes_what_a_fresh_workspace_has(workspace: Workspace, tmp_path: Path) -> None:
    """Where this fails the tables were changed: raise ``SCHEMA_VERSION`` and add a revision for the step."""
    path = tmp_path / "nothing.shopplan"
    with closing(engine.connect(path, "mode=rwc")) as connection:
        connection.execute(f"PRAGMA application_id={engine.APPLICATION_ID}")
    upgrade(path, 0)
    assert examine(path) == engine.SCHEMA_VERSION
    assert shape_of(path) == shape_of(workspace.path)


def test_an_older_file_becomes_the_same_as_a_fresh_one(older: Path, workspace_template: Path) -> None:
    upgrade(older, 900, revisions=CHAIN, goal=GOAL)
    assert examine(older) == GOAL
    assert shape_of(older) == shape_of(workspace_template)
    with integrity.reading(older) as connection:
        assert connection.execute("SELECT id, note FROM product").fetchall() == [(5, "was Balm")]
        assert connection.execute("SELECT product_id FROM sku").fetchall() == [(5,)]


def test_opening_upgrades_and_keeps_a_backup_of_what_was(older: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("shopplanner.storage.migrations.upgrading.shipped", lambda: CHAIN)
    workspace = open_workspace(older)
    assert workspace.shop_id == 1
    workspace.close()
    [kept] = backup.kept(backup.folder_of(older))
    assert kept.reason == "before_upgrade"
    assert examine(kept.path) == 900


@pytest.mark.parametrize("wal", [False, True])
def test_a_step_that_fails_leaves_the_file_as_it_was(older: Path, *, wal: bool) -> None:
    if wal:
        with closing(engine.connect(older)) as connection:
            connection.execute("PRAGMA journal_mode=WAL")
    before = digest(older)
    with pytest.raises(WorkspaceError) as refused:
        upgrade(older, 900, revisions=[v950, failing("no")], goal=GOAL)
    assert refused.value.what.id == "errors.upgrade"
    assert digest(older) == before
    assert examine(older) == 900
    assert integrity.is_sound(older)


def test_a_result_that_lacks_something_is_not_committed(older: Path) -> None:
    before = digest(older)
    last = cast("Revision", SimpleNamespace(revision="1001", down_revision="950", upgrade=lambda: None))
    with pytest.raises(WorkspaceError):
        upgrade(older, 900, revisions=[v950, last], goal=GOAL)
    assert digest(older) == before


def test_a_damaged_file_is_not_upgraded(older: Path) -> None:
    damage(older)
    before = digest(older)
    with pytest.raises(DamagedWorkspaceError):
        upgrade(older, 900, revisions=CHAIN, goal=GOAL)
    assert digest(older) == before


def test_the_way_begins_where_the_file_stands() -> None:
    assert steps(CHAIN, 950, 1000) == [v1000]
    assert steps(CHAIN, 1000, 1000) == []
    assert [step.revision for step in steps(CHAIN, 900, 1000)] == ["950", "1000"]


@pytest.mark.parametrize(("version", "goal"), [(800, 1000), (900, 975), (1000, 2000)])
def test_a_gap_in_the_chain_is_refused(version: int, goal: int) -> None:
    with pytest.raises(LookupError):
        steps(CHAIN, version, goal)


def test_the_shipped_chain_leads_from_nothing_to_the_present() -> None:
    assert steps(shipped(), 0, engine.SCHEMA_VERSION) == shipped()


def test_a_start_does_not_load_alembic() -> None:
    program = "import sys, shopplanner.storage.migrations; sys.exit('alembic' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0
