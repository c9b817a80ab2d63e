"""A file or folder that cannot be written can still be read, and says why it cannot be changed."""

from __future__ import annotations

import errno
from pathlib import Path

import pytest

from shopplanner.domain.errors import ReadOnlyWorkspaceError
from shopplanner.foundation import i18n
from shopplanner.foundation.clock import FixedClock
from shopplanner.services import history, safety, shops
from shopplanner.services.wording import render
from shopplanner.services.workspace import Workspace, create_workspace, open_workspace
from shopplanner.services.workspace_settings import set_setting


def forbidden(*_arguments: object, **_named: object) -> None:
    raise PermissionError(errno.EACCES, "Permission denied")


@pytest.fixture
def looking(workspace: Workspace) -> Workspace:
    set_setting(workspace, "a", 1)
    workspace.close()
    return open_workspace(workspace.path, read_only=True)


@pytest.mark.parametrize("language", i18n.LANGUAGES)
def test_every_edit_says_that_the_workspace_is_read_only(looking: Workspace, language: str) -> None:
    i18n.set_language(language)
    edits = (
        lambda: set_setting(looking, "a", 2),
        lambda: shops.add_shop(looking, "two"),
        lambda: history.undo(looking),
    )
    for edit in edits:
        with pytest.raises(ReadOnlyWorkspaceError) as refused:
            edit()
        assert looking.path.name in render(refused.value.what)
    looking.close()


def test_everything_can_be_read(looking: Workspace) -> None:
    assert shops.current_shop(looking).name == "留香研究所"
    assert len(history.steps(looking)) == 1
    assert safety.verify(looking.path).sound
    looking.close()


def test_a_read_only_workspace_can_be_backed_up(looking: Workspace) -> None:
    made = safety.back_up(looking)
    assert safety.is_sound(made.path)
    looking.close()


def test_a_file_whose_lock_cannot_be_written_is_refused_but_can_be_looked_at(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    workspace.close()
    bare_open = Path.open

    def no_lock(path: Path, mode: str = "r", *arguments: object, **named: object) -> object:
        if path.name.endswith(".lock"):
            forbidden()
        return bare_open(path, mode, *arguments, **named)  # type: ignore[call-overload]  # passed on as they came

    monkeypatch.setattr(Path, "open", no_lock)
    with pytest.raises(ReadOnlyWorkspaceError) as refused:
        open_workspace(workspace.path)
    assert refused.value.hint is not None
    looking = open_workspace(workspace.path, read_only=True)
    assert shops.current_shop(looking).id == 1
    looking.close()


def test_a_backup_folder_that_cannot_be_made_is_named(workspace: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Path, "mkdir", forbidden)
    with pytest.raises(ReadOnlyWorkspaceError) as refused:
        safety.back_up(workspace, Path("/somewhere/else"))
    assert "somewhere" in str(refused.value.what.params["path"])


def test_a_folder_that_cannot_be_written_gets_no_workspace(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, clock: FixedClock
) -> None:
    monkeypatch.setattr("shopplanner.storage.database._write_schema", forbidden)
    with pytest.raises(ReadOnlyWorkspaceError):
        create_workspace(tmp_path / "a.shopplan", "one", clock=clock)
    assert list(tmp_path.iterdir()) == []
