"""Backing up, putting back, checking and saving what is left, as window and command line do it."""

from __future__ import annotations

import json
from contextlib import closing
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from shopplanner.domain.errors import (
    CancelledError,
    DamagedWorkspaceError,
    NewerWorkspaceError,
    WorkspaceError,
    WorkspaceLockedError,
)
from shopplanner.domain.messages import Message, message
from shopplanner.foundation import i18n
from shopplanner.foundation.clock import FixedClock
from shopplanner.services import safety
from shopplanner.services.wording import render
from shopplanner.services.workspace import Workspace, open_workspace
from shopplanner.services.workspace_settings import get_setting, set_setting
from shopplanner.storage import engine
from tests.fixtures.damage import damage, fill, overwrite


def word(path: Path) -> object:
    opened = open_workspace(path, read_only=True)
    found = get_setting(opened, "word")
    opened.close()
    return found


def ids(said: tuple[Message, ...]) -> list[str]:
    return [one.id for one in said]


@pytest.fixture
def backed_up(workspace: Workspace) -> safety.Backup:
    """A backup with the word ``then``; the workspace is closed with the word ``now``."""
    set_setting(workspace, "word", "then")
    made = safety.back_up(workspace)
    set_setting(workspace, "word", "now")
    workspace.close()
    return made


def test_a_backup_is_listed_with_time_size_and_reason(workspace: Workspace, clock: FixedClock, tmp_path: Path) -> None:
    assert safety.backups_of(workspace.path) == []
    made = safety.back_up(workspace, reason="closing")
    assert safety.backups_of(workspace.path) == [made]
    assert (made.at, made.reason) == (clock.now(), "closing")
    assert made.path.parent == safety.backup_folder(workspace.path)
    elsewhere = safety.back_up(workspace, tmp_path / "disk")
    assert safety.backups_of(workspace.path, tmp_path / "disk") == [elsewhere]
    assert safety.described(made.path) == made
    assert safety.described(workspace.path) is None


def test_backing_up_thins_what_is_old(workspace: Workspace, clock: FixedClock) -> None:
    for days in (900, 800, 0):
        dated = Workspace(workspace.database, FixedClock(clock.now() - timedelta(days=days)))
        safety.back_up(dated, reason="daily")
    assert [made.at for made in safety.backups_of(workspace.path)] == [clock.now()]


def test_a_backup_can_be_stopped(workspace: Workspace) -> None:
    def stop(_done: int, _total: int) -> None:
        raise CancelledError(message("common.cancelled"))

    with pytest.raises(CancelledError):
        safety.back_up(workspace, progress=stop)
    assert safety.backups_of(workspace.path) == []


def test_a_restore_goes_back_and_can_itself_be_undone(
    backed_up: safety.Backup, workspace: Workspace, clock: FixedClock
) -> None:
    done = safety.restore(workspace.path, backed_up.path, clock)
    assert word(workspace.path) == "then"
    assert done.former is not None
    assert done.former_sound
    safety.restore(workspace.path, done.former, clock)
    assert word(workspace.path) == "now"
    assert {made.reason for made in safety.backups_of(workspace.path)} == {"manual", "before_restore"}
    assert [file.name for file in workspace.path.parent.iterdir() if file.suffix == ".shopplan"] == [
        workspace.path.name
    ]


def test_a_restore_over_a_damaged_file_keeps_that_file(
    backed_up: safety.Backup, workspace: Workspace, clock: FixedClock
) -> None:
    damage(workspace.path)
    broken = workspace.path.read_bytes()
    done = safety.restore(workspace.path, backed_up.path, clock)
    assert word(workspace.path) == "then"
    assert done.former is not None
    assert not done.former_sound
    assert done.former.name == "留香研究所.damaged-20261122-100000.shopplan"
    assert done.former.read_bytes() == broken
    damage(workspace.path)
    again = safety.restore(workspace.path, backed_up.path, clock)
    assert again.former is not None
    assert again.former.name.endswith("-2.shopplan"), "an earlier damaged file is not overwritten"


def test_a_restore_brings_back_a_file_that_is_gone(
    backed_up: safety.Backup, workspace: Workspace, clock: FixedClock
) -> None:
    workspace.path.unlink()
    done = safety.restore(workspace.path, backed_up.path, clock)
    assert done.former is None
    assert word(workspace.path) == "then"


def test_a_restore_is_refused_while_the_workspace_is_open(workspace: Workspace, clock: FixedClock) -> None:
    made = safety.back_up(workspace)
    set_setting(workspace, "word", "now")
    with pytest.raises(WorkspaceLockedError):
        safety.restore(workspace.path, made.path, clock)
    assert get_setting(workspace, "word") == "now"


@pytest.mark.parametrize("fault", ["missing", "damaged", "strange", "newer"])
def test_a_backup_that_cannot_be_used_changes_nothing(
    backed_up: safety.Backup, workspace: Workspace, clock: FixedClock, fault: str
) -> None:
    kinds: dict[str, type[WorkspaceError]] = {
        "missing": WorkspaceError, "damaged": DamagedWorkspaceError,
        "strange": DamagedWorkspaceError, "newer": NewerWorkspaceError,
    }  # fmt: skip
    if fault == "missing":
        backed_up.path.unlink()
    elif fault == "damaged":
        overwrite(backed_up.path, fill(backed_up.path, 50)[:1])
    elif fault == "strange":
        backed_up.path.write_text("hello")
    else:
        with closing(engine.connect(backed_up.path)) as connection:
            connection.execute(f"PRAGMA user_version={engine.SCHEMA_VERSION + 1000}")
    before = workspace.path.read_bytes()
    with pytest.raises(kinds[fault]):
        safety.restore(workspace.path, backed_up.path, clock)
    assert workspace.path.read_bytes() == before
    assert [file.name for file in workspace.path.parent.iterdir()] == [workspace.path.name]


def test_the_newest_backup_that_is_damaged_is_passed_over(workspace: Workspace, clock: FixedClock) -> None:
    old = safety.back_up(Workspace(workspace.database, FixedClock(clock.now() - timedelta(hours=1))))
    new = safety.back_up(workspace)
    assert safety.newest_sound(workspace.path) == new
    damage(new.path)
    assert safety.newest_sound(workspace.path) == old


def test_a_sound_workspace_is_verified_while_it_is_open(workspace: Workspace) -> None:
    found = safety.verify(workspace.path)
    assert found.sound
    assert len(found.checked) == 5
    for language in i18n.LANGUAGES:
        i18n.set_language(language)
        assert all(render(one) for one in found.checked)


def test_verifying_names_what_is_wrong(workspace: Workspace) -> None:
    workspace.close()
    with closing(engine.connect(workspace.path)) as connection:
        connection.execute("PRAGMA foreign_keys=OFF")
        connection.execute("INSERT INTO setting (shop_id, key, value) VALUES (7, 'a', '1')")
        connection.execute(
            "INSERT INTO shop_rollup_day (shop_id, fact, source, day, measure, total, rows) "
            "VALUES (1, 'product_day', '', 1, 'paid_amount', 5, 1)"
        )
    problems = safety.verify(workspace.path).problems
    assert ids(problems) == ["shell.backups.problem_links", "shell.backups.problem_sums"]
    with closing(engine.connect(workspace.path)) as connection:
        connection.execute("DROP TABLE saved_view")
    assert "shell.backups.problem_schema" in ids(safety.verify(workspace.path).problems)
    for language in i18n.LANGUAGES:
        i18n.set_language(language)
        assert all(render(problem) for problem in problems)


def test_verifying_a_damaged_file_stops_at_its_pages(workspace: Workspace) -> None:
    workspace.close()
    overwrite(workspace.path, fill(workspace.path, 50)[:1])
    found = safety.verify(workspace.path)
    assert set(ids(found.problems)) == {"shell.backups.problem_page"}
    assert len(found.checked) == 2


def test_verifying_what_cannot_be_read_says_so(workspace: Workspace, tmp_path: Path) -> None:
    workspace.close()
    damage(workspace.path, every=1, start=1)
    assert not safety.verify(workspace.path).sound
    damage(workspace.path, every=1, start=0)
    assert ids(safety.verify(workspace.path).problems) == ["errors.not_a_workspace"]
    with pytest.raises(WorkspaceError):
        safety.verify(tmp_path / "none")


def test_a_newer_file_is_verified_as_far_as_it_is_understood(workspace: Workspace) -> None:
    workspace.close()
    with closing(engine.connect(workspace.path)) as connection:
        connection.execute("PRAGMA journal_mode=DELETE")
        connection.execute(f"PRAGMA user_version={engine.SCHEMA_VERSION + 1}")
    found = safety.verify(workspace.path)
    assert ids(found.problems) == ["errors.newer"]
    assert len(found.checked) == 3


def test_a_sound_file_passes_and_a_damaged_one_does_not(workspace: Workspace) -> None:
    safety.require_sound(workspace.path)
    workspace.close()
    overwrite(workspace.path, fill(workspace.path, 50)[:1])
    with pytest.raises(DamagedWorkspaceError):
        safety.require_sound(workspace.path)


def test_what_is_left_of_a_damaged_workspace_takes_its_place(workspace: Workspace, clock: FixedClock) -> None:
    set_setting(workspace, "word", "now")
    workspace.close()
    pages = fill(workspace.path, 200)
    overwrite(workspace.path, pages[3:4])
    broken = workspace.path.read_bytes()
    saved = safety.recover(workspace.path, clock)
    assert ids(saved.incomplete) == ["shell.backups.subject_events"]
    assert saved.rows > 150
    assert saved.aside.read_bytes() == broken
    assert safety.verify(workspace.path).sound
    names = {file.name for file in workspace.path.parent.iterdir()}
    assert names == {workspace.path.name, saved.aside.name}
    assert word(workspace.path) == "now"


def test_what_cannot_be_read_at_all_is_left_as_it_is(workspace: Workspace, clock: FixedClock) -> None:
    workspace.close()
    damage(workspace.path, every=1, start=1)
    overwrite(workspace.path, range(1, 3))
    raw = bytearray(workspace.path.read_bytes())
    raw[100:4096] = bytes(3996)
    workspace.path.write_bytes(raw)
    with pytest.raises(DamagedWorkspaceError):
        safety.recover(workspace.path, clock)
    assert workspace.path.read_bytes() == raw
    assert [file.name for file in workspace.path.parent.iterdir()] == [workspace.path.name]


def test_what_can_be_done_is_known_before_it_is_offered(backed_up: safety.Backup, workspace: Workspace) -> None:
    found = safety.prospects(workspace.path)
    assert (found.backup, found.readable, found.salvageable) == (backed_up, True, True)
    workspace.path.write_text("hello")
    found = safety.prospects(workspace.path)
    assert (found.backup, found.readable, found.salvageable) == (backed_up, False, False)


def test_a_check_can_be_stopped_in_its_midst(sample_workspace: Workspace) -> None:
    def stop() -> None:
        raise CancelledError(message("common.cancelled"))

    for check in (safety.verify, safety.require_sound):
        with pytest.raises(CancelledError):
            check(sample_workspace.path, stop)
    asked: list[int] = []
    safety.require_sound(sample_workspace.path, lambda: asked.append(1))
    assert asked


@pytest.mark.parametrize(
    ("table", "english", "chinese"),
    [
        ("product", "products", "商品"), ("product_day", "figures", "经营数据"),
        ("ad_day_kept", "figures", "经营数据"),
        ("order_line_kept", "orders", "订单"), ("shop", "shop and settings", "店铺与设置"),
        ("review", "figures", "经营数据"),
        ("shop_rollup_day", "figures", "经营数据"), ("journal_row", "history", "改动记录"),
    ],
)  # fmt: skip
def test_tables_are_named_as_a_person_would(table: str, english: str, chinese: str) -> None:
    assert render(safety.subject_of(table)) == english
    i18n.set_language("zh_CN")
    assert render(safety.subject_of(table)) == chinese


def test_the_time_of_the_last_change_is_known(workspace: Workspace) -> None:
    before = safety.changed_at(workspace.path)
    set_setting(workspace, "a", 1)
    assert safety.changed_at(workspace.path) >= before
    assert isinstance(before, datetime)
    assert json.dumps(before.isoformat())
