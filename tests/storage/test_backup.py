"""Backups are whole and checked, thinned by age, and put back in one move that can be undone."""

from __future__ import annotations

import shutil
from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shopplanner.domain.errors import DamagedWorkspaceError, StorageFullError
from shopplanner.foundation.paths import data_folder
from shopplanner.foundation.settings import Settings
from shopplanner.services.workspace import Workspace
from shopplanner.services.workspace_settings import set_setting
from shopplanner.storage import backup
from shopplanner.storage.backup import Backup
from shopplanner.storage.database import Database
from shopplanner.storage.integrity import side_file
from tests.fixtures.damage import fill, overwrite

ZONE = timezone(timedelta(hours=8))
NOW = datetime(2026, 11, 22, 10, 0, tzinfo=ZONE)


def settings_in(path: Path) -> list[str]:
    database = Database.open(path, NOW, read_only=True)
    with database.read() as session:
        found = [str(value) for value in session.connection().exec_driver_sql("SELECT value FROM setting").scalars()]
    database.close()
    return found


def test_a_backup_holds_every_commit_even_those_that_lie_in_the_wal(workspace: Workspace, tmp_path: Path) -> None:
    for number in range(50):
        set_setting(workspace, "count", number)
    bare_copy = tmp_path / "copy.shopplan"
    shutil.copy(workspace.path, bare_copy)
    kept = backup.keep(workspace.path, tmp_path / "kept", NOW, "manual")
    assert settings_in(kept.path) == ["49"]
    assert settings_in(bare_copy) == [], "a plain copy lacks what is in the WAL; this is why none is made"
    assert [file.name for file in kept.path.parent.iterdir()] == ["20261122-100000+0800-manual.shopplan"]


def test_backups_of_one_second_do_not_overwrite_each_other(workspace: Workspace, tmp_path: Path) -> None:
    made = [backup.keep(workspace.path, tmp_path / "kept", NOW, "manual") for _ in range(3)]
    assert len({one.path for one in made}) == 3
    assert {one.path for one in backup.kept(tmp_path / "kept")} == {one.path for one in made}


def test_the_list_is_newest_first_and_leaves_other_files_out(workspace: Workspace, tmp_path: Path) -> None:
    folder = tmp_path / "kept"
    assert backup.kept(folder) == []
    old = backup.keep(workspace.path, folder, NOW - timedelta(days=1), "closing")
    new = backup.keep(workspace.path, folder, NOW, "schedule")
    (folder / "notes.txt").write_text("mine")
    (folder / "20261122-100000+0800-manual.shopplan").mkdir()
    assert backup.kept(folder) == [new, old]
    assert old.reason == "closing"
    assert old.size == old.path.stat().st_size


def test_workspaces_of_the_same_name_have_folders_of_their_own(tmp_path: Path) -> None:
    places = {backup.folder_of(tmp_path / name / "shop.shopplan") for name in ("a", "b")}
    assert len(places) == 2
    assert {place.parent for place in places} == {data_folder() / "backups"}
    Settings().set("backup_folder", str(tmp_path / "disk"))
    assert backup.folder_of(tmp_path / "shop.shopplan").parent == tmp_path / "disk"
    assert backup.folder_of(tmp_path / "shop.shopplan", tmp_path / "x").parent == tmp_path / "x"


def test_a_damaged_workspace_is_not_backed_up(workspace: Workspace, tmp_path: Path) -> None:
    path = workspace.path
    workspace.close()
    overwrite(path, fill(path, 50)[:1])
    with pytest.raises(DamagedWorkspaceError):
        backup.keep(path, tmp_path / "kept", NOW, "manual")
    assert list((tmp_path / "kept").iterdir()) == []


def test_a_backup_that_is_stopped_leaves_nothing(workspace: Workspace, tmp_path: Path) -> None:
    def stop(_done: int, _total: int) -> None:
        raise InterruptedError

    with pytest.raises(InterruptedError):
        backup.copy(workspace.path, tmp_path / "half", stop)


def test_progress_reaches_the_end(workspace: Workspace, tmp_path: Path) -> None:
    told: list[tuple[int, int]] = []
    backup.keep(workspace.path, tmp_path / "kept", NOW, "manual", lambda done, total: told.append((done, total)))
    assert told[-1][0] == told[-1][1] > 0


def test_putting_back_leaves_no_trace_of_the_former_wal(workspace: Workspace, tmp_path: Path) -> None:
    set_setting(workspace, "word", "then")
    kept = backup.keep(workspace.path, tmp_path / "kept", NOW, "manual")
    set_setting(workspace, "word", "later")
    crashed = tmp_path / "crashed.shopplan"
    for ending in ("", "-wal", "-shm"):
        shutil.copy(side_file(workspace.path, ending), side_file(crashed, ending))
    backup.put_back(kept.path, crashed, tmp_path / "aside.shopplan")
    assert settings_in(crashed) == ['"then"']
    assert settings_in(tmp_path / "aside.shopplan") == ['"later"'], "the former state, its WAL included"


def test_a_failure_in_the_midst_puts_everything_back(
    workspace: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = backup.keep(workspace.path, tmp_path / "kept", NOW, "manual")
    path = workspace.path
    workspace.close()
    before = path.read_bytes()

    def full(_handle: int) -> None:
        raise OSError(28, "no space left")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(StorageFullError):
        backup.put_back(kept.path, path, tmp_path / "aside.shopplan")
    assert path.read_bytes() == before
    assert sorted(file.name for file in tmp_path.iterdir()) == ["kept", path.name]


def test_what_is_discarded_goes_with_its_side_files(tmp_path: Path) -> None:
    path = tmp_path / "a.shopplan"
    for ending in ("", "-wal", "-shm"):
        side_file(path, ending).write_text("x")
    backup.discard(path)
    assert list(tmp_path.iterdir()) == []


def test_thinning_deletes_what_is_surplus(workspace: Workspace, tmp_path: Path) -> None:
    folder = tmp_path / "kept"
    for days in (0, 400, 800):
        backup.keep(workspace.path, folder, NOW - timedelta(days=days), "daily")
    backup.keep(workspace.path, folder, NOW - timedelta(days=800), "manual")
    dropped = backup.thin(folder, NOW)
    assert [path.name[:8] for path in dropped] == ["20251018", "20240913"]
    assert [one.reason for one in backup.kept(folder)] == ["daily", "manual"]


def made(at: datetime, reason: str = "schedule") -> Backup:
    return Backup(Path(f"{at.isoformat()}-{reason}"), at, 1, reason)


def kept_after(backups: list[Backup], now: datetime = NOW) -> list[Backup]:
    dropped = {id(one) for one in backup.surplus(backups, now)}
    return [one for one in backups if id(one) not in dropped]


def test_a_year_of_half_hours_becomes_a_short_list() -> None:
    everything = [made(NOW - timedelta(minutes=30 * number)) for number in range(48 * 365)]
    days = [(NOW.date() - one.at.date()).days for one in kept_after(everything)]
    assert days.count(0) == 20, "of the last two days the twenty newest"
    assert days[20:34] == [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14][:13] + days[33:34]
    assert len(days) <= 20 + 14 + 8 + 12


MOMENTS = st.lists(
    st.builds(
        made,
        st.integers(0, 60 * 24 * 800).map(lambda minutes: NOW - timedelta(minutes=minutes)),
        st.sampled_from(["schedule", "daily", "closing", "manual"]),
    ),
    max_size=60,
)


@given(MOMENTS)
def test_thinning_keeps_what_it_promises(backups: list[Backup]) -> None:
    left = kept_after(backups)
    automatic = [one for one in backups if one.reason != "manual"]
    assert [one for one in left if one.reason == "manual"] == [one for one in backups if one.reason == "manual"]
    assert len([one for one in left if one.reason != "manual"]) <= 20 + 14 + 8 + 12
    assert kept_after(left) == left, "thinning again drops nothing more"
    if automatic:
        newest = max(one.at for one in automatic)
        assert any(one.at == newest for one in left), "the newest always stays"
    for days in range(14):
        day = (NOW - timedelta(days=days)).date()
        assert any(one.at.date() == day for one in automatic) == any(
            one.at.date() == day and one.reason != "manual" for one in left
        )


@given(st.sets(st.integers(0, 390), min_size=1))
def test_thinning_every_day_never_opens_a_gap(days: set[int]) -> None:
    """However backups come, thinning after each keeps as much of the past as thinning all of them at the end."""
    first = NOW - timedelta(days=400)
    held: list[Backup] = []
    everything = [made(first + timedelta(days=day)) for day in sorted(days)]
    for one in everything:
        held = kept_after([*held, one], one.at)
    last = everything[-1].at
    assert [one.at for one in kept_after(held, last)] == [one.at for one in kept_after(everything, last)]


def test_a_backup_from_the_future_counts_as_new() -> None:
    assert backup.surplus([made(NOW + timedelta(days=3))], NOW) == []


def test_a_backup_that_cannot_be_deleted_is_left_for_the_next_time(
    workspace: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "kept"
    backup.keep(workspace.path, folder, NOW - timedelta(days=800), "daily")

    def held(_path: Path) -> None:
        raise PermissionError

    monkeypatch.setattr(Path, "unlink", held)
    assert backup.thin(folder, NOW) == []
    assert len(backup.kept(folder)) == 1
