"""Two programs never write one workspace; the second is told who has it and may look."""

from __future__ import annotations

from contextlib import closing

import pytest

from shopplanner.domain.errors import WorkspaceLockedError
from shopplanner.foundation import i18n
from shopplanner.foundation.clock import FixedClock
from shopplanner.services import safety, shops
from shopplanner.services.wording import render
from shopplanner.services.workspace import Workspace, open_workspace
from shopplanner.services.workspace_settings import get_setting, set_setting
from shopplanner.storage import engine


@pytest.mark.parametrize("language", i18n.LANGUAGES)
def test_the_second_is_told_who_has_it(workspace: Workspace, language: str) -> None:
    i18n.set_language(language)
    with pytest.raises(WorkspaceLockedError) as refused:
        open_workspace(workspace.path)
    assert "2026-11-22 10:00" in render(refused.value.what)
    assert refused.value.hint is not None
    assert render(refused.value.hint)


def test_the_second_may_look_and_sees_what_the_first_stores(workspace: Workspace) -> None:
    looking = open_workspace(workspace.path, read_only=True)
    set_setting(workspace, "a", 1)
    assert get_setting(looking, "a") == 1
    looking.close()
    shops.add_shop(workspace, "two")


def test_another_program_that_writes_for_a_moment_is_waited_for_and_one_that_stays_is_named(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    set_setting(workspace, "a", 1)
    with workspace.database.write() as connection:
        connection.exec_driver_sql("PRAGMA busy_timeout=10")
    with closing(engine.connect(workspace.path)) as stranger:
        stranger.execute("BEGIN IMMEDIATE")
        with pytest.raises(WorkspaceLockedError) as refused:
            set_setting(workspace, "a", 2)
        assert refused.value.what.id == "errors.busy"
        stranger.execute("ROLLBACK")
    set_setting(workspace, "a", 3)
    assert get_setting(workspace, "a") == 3


def test_what_replaces_the_file_waits_for_its_owner(workspace: Workspace, clock: FixedClock) -> None:
    kept = safety.back_up(workspace)
    for replace in (
        lambda: safety.restore(workspace.path, kept.path, clock),
        lambda: safety.recover(workspace.path, clock),
    ):
        with pytest.raises(WorkspaceLockedError):
            replace()
    set_setting(workspace, "a", 1)
    assert get_setting(workspace, "a") == 1
