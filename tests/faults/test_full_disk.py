"""A full disk is said in both languages, and everything stored before is there."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest

from shopplanner.domain.errors import ShopPlannerError, StorageFullError
from shopplanner.foundation import files, i18n
from shopplanner.foundation.clock import FixedClock
from shopplanner.services import history, safety
from shopplanner.services.wording import render
from shopplanner.services.workspace import Workspace, create_workspace
from shopplanner.services.workspace_settings import get_setting, set_setting


def said_in_both_languages(error: ShopPlannerError) -> bool:
    spoken = set()
    for language in i18n.LANGUAGES:
        i18n.set_language(language)
        assert error.hint is not None
        spoken.add((render(error.what), render(error.hint)))
    return len(spoken) == len(i18n.LANGUAGES)


def leave_room_for(workspace: Workspace, pages: int) -> None:
    """Let the file grow by so many pages only, as a full disk would."""
    with workspace.database.write() as connection:
        now = connection.exec_driver_sql("PRAGMA page_count").scalar_one()
    with workspace.database.write() as connection:
        connection.exec_driver_sql(f"PRAGMA max_page_count={now + pages}")


def test_an_edit_that_does_not_fit_is_refused_whole(workspace: Workspace) -> None:
    set_setting(workspace, "small", "kept")
    leave_room_for(workspace, 2)
    with pytest.raises(StorageFullError) as refused:
        set_setting(workspace, "large", "x" * 100_000)
    assert said_in_both_languages(refused.value)
    assert get_setting(workspace, "small") == "kept"
    assert get_setting(workspace, "large") is None
    assert safety.verify(workspace.path).sound


def test_work_goes_on_once_there_is_room(workspace: Workspace) -> None:
    leave_room_for(workspace, 2)
    with pytest.raises(StorageFullError):
        set_setting(workspace, "large", "x" * 100_000)
    leave_room_for(workspace, 10_000)
    set_setting(workspace, "large", "x" * 100_000)
    assert len(history.steps(workspace)) == 1
    history.undo(workspace)
    assert get_setting(workspace, "large") is None


def no_room(*_arguments: object) -> None:
    raise OSError(errno.ENOSPC, "No space left on device")


def test_a_backup_that_does_not_fit_leaves_nothing_and_keeps_the_earlier_ones(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    earlier = safety.back_up(workspace)
    monkeypatch.setattr(os, "fsync", no_room)
    with pytest.raises(StorageFullError) as refused:
        safety.back_up(workspace)
    assert said_in_both_languages(refused.value)
    assert list(earlier.path.parent.iterdir()) == [earlier.path]


def test_a_restore_that_does_not_fit_changes_nothing(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch, clock: FixedClock
) -> None:
    kept = safety.back_up(workspace)
    workspace.close()
    before = workspace.path.read_bytes()
    monkeypatch.setattr(os, "fsync", no_room)
    with pytest.raises(StorageFullError):
        safety.restore(workspace.path, kept.path, clock)
    assert workspace.path.read_bytes() == before
    assert [file.name for file in workspace.path.parent.iterdir()] == [workspace.path.name]


def test_a_workspace_that_does_not_fit_leaves_no_half_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, clock: FixedClock
) -> None:
    monkeypatch.setattr("shopplanner.storage.database._write_schema", no_room)
    with pytest.raises(StorageFullError):
        create_workspace(tmp_path / "a.shopplan", "one", clock=clock)
    assert list(tmp_path.iterdir()) == []


def test_a_text_file_that_does_not_fit_leaves_the_former_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target = tmp_path / "settings.json"
    files.write_text(target, "former")
    monkeypatch.setattr(os, "fsync", no_room)
    with pytest.raises(OSError, match="No space left"):
        files.write_text(target, "new")
    assert target.read_text() == "former"
    assert list(tmp_path.iterdir()) == [target]
