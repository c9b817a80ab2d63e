"""Going back to a backup in the window: closed, replaced, opened at the same place, and undone from the notice."""

from __future__ import annotations

from pathlib import Path

from shopplanner.domain.changes import Place
from shopplanner.services import safety, shops
from shopplanner.services.workspace import Workspace
from shopplanner.ui.shell import restoring
from shopplanner.ui.shell.backups_dialog import BackupsDialog
from shopplanner.ui.shell.main_window import MainWindow
from shopplanner.ui.shell.recovery_dialog import RecoveryDialog
from tests.fixtures.damage import damage, fill, overwrite
from tests.ui.shell.conftest import Settle


def open_shop(window: MainWindow) -> Workspace:
    assert window.context is not None
    return window.context.workspace


def rename(window: MainWindow, name: str, settle: Settle) -> None:
    assert window.context is not None
    window.context.perform(lambda ws: shops.edit_shop(ws, name=name, platform="jd", currency="CNY", note=""))
    settle(window)


def last_notice(window: MainWindow) -> tuple[str, str]:
    assert window.context is not None
    notice = window.context.notices[-1]
    return notice.said.id, notice.severity


def test_a_restore_opens_the_former_state_at_the_same_place_and_can_be_undone(
    open_window: MainWindow, settle: Settle
) -> None:
    settle(open_window)
    backup = safety.back_up(open_shop(open_window))
    rename(open_window, "二店", settle)
    open_window.go(Place("metrics", "health"))
    settle(open_window)
    open_window.dialogs.show_backups()
    settle(open_window)
    dialog = open_window.dialogs.shown
    assert isinstance(dialog, BackupsDialog)
    dialog.reject()
    open_window.restore_backup(backup.path)
    settle(open_window)
    assert shops.current_shop(open_shop(open_window)).name == "留香研究所"
    assert open_window.area is not None
    assert open_window.area.place == Place("metrics", "health")
    assert last_notice(open_window) == ("shell.backups.restored", "good")
    assert open_window.context is not None
    undo = open_window.context.notices[-1].action
    assert undo is not None
    undo.run()
    settle(open_window)
    assert shops.current_shop(open_shop(open_window)).name == "二店"


def test_a_backup_that_cannot_be_used_leaves_the_workspace_open_as_it_was(
    open_window: MainWindow, settle: Settle, tmp_path: Path
) -> None:
    settle(open_window)
    rename(open_window, "二店", settle)
    (tmp_path / "strange.shopplan").write_text("hello")
    open_window.restore_backup(tmp_path / "strange.shopplan")
    settle(open_window)
    assert shops.current_shop(open_shop(open_window)).name == "二店"
    assert last_notice(open_window) == ("errors.not_a_workspace", "bad")


def test_any_workspace_file_can_be_put_in_place(open_window: MainWindow, settle: Settle, tmp_path: Path) -> None:
    settle(open_window)
    copied = tmp_path / "from-a-stick.shopplan"
    copied.write_bytes(safety.back_up(open_shop(open_window)).path.read_bytes())
    open_window.restore_backup(copied)
    settle(open_window)
    assert last_notice(open_window) == ("shell.backups.restored_file", "good")


def test_without_a_workspace_there_is_nothing_to_replace(main_window: MainWindow, tmp_path: Path) -> None:
    main_window.restore_backup(tmp_path / "a")
    restoring.restore(main_window, tmp_path / "a")
    assert main_window.jobs.idle


def test_over_a_damaged_file_the_notice_says_where_that_file_is(
    main_window: MainWindow, workspace: Workspace, settle: Settle
) -> None:
    backup = safety.back_up(workspace)
    workspace.close()
    damage(workspace.path)
    restoring.restore(main_window, backup.path, workspace.path)
    settle(main_window)
    assert last_notice(main_window) == ("shell.backups.restored", "good")
    assert main_window.context is not None
    hint = main_window.context.notices[-1].hint
    assert hint is not None
    assert "damaged-" in str(hint.params["name"])


def test_a_restore_that_fails_with_nothing_open_leads_back_to_the_dialog(
    main_window: MainWindow, workspace: Workspace, settle: Settle, tmp_path: Path
) -> None:
    workspace.close()
    damage(workspace.path, every=1, start=1)
    (tmp_path / "strange.shopplan").write_text("hello")
    restoring.restore(main_window, tmp_path / "strange.shopplan", workspace.path)
    settle(main_window)
    assert not main_window.has_workspace()
    assert isinstance(main_window.dialogs.shown, RecoveryDialog)


def test_saving_what_is_readable_says_what_is_missing(
    main_window: MainWindow, workspace: Workspace, settle: Settle
) -> None:
    workspace.close()
    overwrite(workspace.path, fill(workspace.path, 200)[3:4])
    restoring.recover(main_window, workspace.path)
    settle(main_window)
    assert last_notice(main_window) == ("shell.recovery.saved", "warn")
    assert main_window.context is not None
    hint = main_window.context.notices[-1].hint
    assert hint is not None
    assert hint.params["tables"] == "events"


def test_saving_a_sound_file_loses_nothing(main_window: MainWindow, workspace: Workspace, settle: Settle) -> None:
    workspace.close()
    restoring.recover(main_window, workspace.path)
    settle(main_window)
    assert last_notice(main_window) == ("shell.recovery.saved", "good")
