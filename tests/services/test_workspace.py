"""A workspace: made, opened, edited in units that are stored whole, and closed."""

from __future__ import annotations

import getpass
from pathlib import Path

import pytest
from sqlalchemy import select

from shopplanner.domain.changes import Area, Place
from shopplanner.domain.errors import ConflictError, NotFoundError, ReadOnlyWorkspaceError, WorkspaceError
from shopplanner.domain.messages import message
from shopplanner.foundation.clock import FixedClock
from shopplanner.services import history, shops
from shopplanner.services.workspace import Workspace, create_workspace, journaling, open_workspace
from shopplanner.storage.database import Database
from shopplanner.storage.tables.core import SettingRow, ShopRow

LABEL = message("common.undo.setting")


def test_a_new_workspace_has_one_shop_and_nothing_to_undo(tmp_path: Path, clock: FixedClock) -> None:
    made = create_workspace(
        tmp_path / "deep" / "er" / "店.shopplan", "留香", clock=clock, platform="tmall", sample=True
    )
    shop = shops.current_shop(made)
    assert (shop.name, shop.platform, shop.currency, shop.sample) == ("留香", "tmall", "CNY", True)
    assert history.next_undo(made) is None
    made.close()


def test_an_edit_is_stored_at_once_and_says_what_it_did(workspace: Workspace) -> None:
    place = Place("today", "overview")
    with workspace.edit(LABEL, Area.SHOP, place=place) as unit:
        unit.session.get_one(ShopRow, workspace.shop_id).note = "new"
    outcome = unit.outcome(42)
    assert (outcome.value, outcome.areas, outcome.place) == (42, frozenset({Area.SHOP}), place)
    other = open_workspace(workspace.path, read_only=True)
    assert shops.current_shop(other).note == "new"
    other.close()


def test_an_edit_that_changes_nothing_is_no_step(workspace: Workspace) -> None:
    with workspace.edit(LABEL, Area.SHOP) as unit:
        unit.session.get_one(ShopRow, workspace.shop_id)
    outcome = unit.outcome(None)
    assert outcome.step_id is None
    assert outcome.areas == frozenset()


def fail_after_a_change(workspace: Workspace) -> None:
    with workspace.edit(LABEL, Area.SHOP) as unit:
        unit.session.get_one(ShopRow, workspace.shop_id).note = "half"
        unit.session.flush()
        raise RuntimeError("in the midst")


def test_an_edit_that_fails_changes_nothing_and_the_next_one_works(workspace: Workspace) -> None:
    with pytest.raises(RuntimeError, match="midst"):
        fail_after_a_change(workspace)
    assert shops.current_shop(workspace).note == ""
    assert history.next_undo(workspace) is None
    shops.edit_shop(workspace, name="two", platform="jd", currency="CNY", note="")
    assert len(history.step_changes(workspace, history.steps(workspace)[0].id)) == 2


def test_a_row_that_somebody_else_changed_is_not_overwritten(workspace: Workspace) -> None:
    def clash() -> None:
        with workspace.edit(LABEL, Area.PRODUCTS) as unit:
            row = RoleTargetRow(shop_id=workspace.shop_id, role="hero", share=100)
            unit.session.add(row)
            unit.session.flush()
            unit.connection.exec_driver_sql("UPDATE role_target SET version = version + 1")
            row.share = 200

    from shopplanner.storage.tables.products import RoleTargetRow

    with pytest.raises(ConflictError):
        clash()


def test_bulk_loading_is_unseen_by_the_journal_but_for_what_is_marked(workspace: Workspace) -> None:
    with workspace.load(LABEL, Area.FACTS) as unit:
        unit.session.add(SettingRow(shop_id=workspace.shop_id, key="unseen", value="1"))
        with journaling(unit):
            unit.session.add(SettingRow(shop_id=workspace.shop_id, key="seen", value="1"))
    assert unit.step_id is not None
    history.undo(workspace)
    with workspace.read() as session:
        assert session.scalars(select(SettingRow.key)).all() == ["unseen"]


def test_another_shop_is_worked_on_and_a_missing_one_is_refused(workspace: Workspace) -> None:
    second = shops.add_shop(workspace, "two").value
    workspace.select_shop(second)
    assert shops.current_shop(workspace).name == "two"
    with pytest.raises(NotFoundError):
        workspace.select_shop(99)
    assert workspace.shop_id == second


def test_a_workspace_opened_for_reading_changes_nothing(workspace: Workspace) -> None:
    path = workspace.path
    workspace.close()
    before = path.read_bytes()
    looking = open_workspace(path, read_only=True)
    assert looking.read_only
    with pytest.raises(ReadOnlyWorkspaceError):
        shops.add_shop(looking, "no")
    looking.close()
    assert path.read_bytes() == before


def test_a_file_without_a_shop_is_refused_and_let_go(tmp_path: Path, clock: FixedClock) -> None:
    path = tmp_path / "empty.shopplan"
    Database.create(path, clock.now()).close()
    with pytest.raises(WorkspaceError) as refused:
        open_workspace(path)
    assert refused.value.what.id == "errors.no_shop"
    Database.open(path, clock.now()).close()


def test_a_user_without_a_name_can_work(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, clock: FixedClock) -> None:
    def nobody() -> str:
        raise OSError

    monkeypatch.setattr(getpass, "getuser", nobody)
    made = create_workspace(tmp_path / "a.shopplan", "one", clock=clock)
    assert made.actor == ""
    made.close()
