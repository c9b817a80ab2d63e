"""The recovery dialog: only what is possible is offered, and closing it changes nothing."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog

from shopplanner.foundation import i18n
from shopplanner.services import safety, shops
from shopplanner.services.workspace import Workspace
from shopplanner.ui.shell.main_window import MainWindow
from shopplanner.ui.shell.recovery_dialog import RecoveryDialog
from shopplanner.ui.shell.welcome import WelcomePage
from tests.fixtures.damage import damage, fill, overwrite
from tests.ui.shell.conftest import Settle


def recovery(window: MainWindow) -> RecoveryDialog:
    dialog = window.dialogs.shown
    assert isinstance(dialog, RecoveryDialog)
    return dialog


@pytest.fixture
def damaged(workspace: Workspace) -> Path:
    """A workspace that cannot be opened, with a good backup."""
    safety.back_up(workspace)
    workspace.close()
    damage(workspace.path, every=1, start=1)
    return workspace.path


@pytest.fixture
def dialog(main_window: MainWindow, damaged: Path, settle: Settle) -> RecoveryDialog:
    main_window.open_path(damaged)
    settle(main_window)
    return recovery(main_window)


def shop_name(window: MainWindow) -> str:
    assert window.context is not None
    return shops.current_shop(window.context.workspace).name


def test_a_damaged_file_leads_to_what_can_be_done(main_window: MainWindow, dialog: RecoveryDialog) -> None:
    assert isinstance(main_window.centralWidget(), WelcomePage)
    assert "By hand" in dialog.backup_hint.text()
    assert dialog.backup_button.isEnabled()
    assert not dialog.read_only_button.isEnabled()
    assert not dialog.state.isVisible()


def test_the_newest_good_backup_is_put_back(main_window: MainWindow, dialog: RecoveryDialog, settle: Settle) -> None:
    dialog.backup_button.click()
    settle(main_window)
    assert shop_name(main_window) == "留香研究所"


def test_closing_changes_nothing(main_window: MainWindow, dialog: RecoveryDialog, damaged: Path) -> None:
    before = damaged.read_bytes()
    dialog.reject()
    assert damaged.read_bytes() == before
    assert not main_window.has_workspace()


def test_without_a_backup_and_without_a_readable_table_only_choosing_is_left(
    main_window: MainWindow, workspace: Workspace, settle: Settle
) -> None:
    workspace.close()
    workspace.path.write_text("hello")
    main_window.open_path(workspace.path)
    settle(main_window)
    dialog = recovery(main_window)
    buttons = (dialog.backup_button, dialog.salvage_button, dialog.read_only_button)
    assert [button.isEnabled() for button in buttons] == [False, False, False]
    assert "no good backup" in dialog.backup_hint.text()
    dialog.restore()
    assert dialog.isVisible()


def test_a_backup_that_lies_elsewhere_can_be_chosen(
    main_window: MainWindow, dialog: RecoveryDialog, damaged: Path, settle: Settle, monkeypatch: pytest.MonkeyPatch
) -> None:
    chosen = ["", str(safety.backups_of(damaged)[0].path)]
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_arguments: (chosen.pop(0), ""))
    dialog.choose()
    assert dialog.isVisible(), "nothing was chosen"
    dialog.choose()
    settle(main_window)
    assert shop_name(main_window) == "留香研究所"


@pytest.fixture
def half(main_window: MainWindow, workspace: Workspace, settle: Settle) -> RecoveryDialog:
    """The dialog over a workspace that opens, of which a part is damaged."""
    workspace.close()
    overwrite(workspace.path, fill(workspace.path, 200)[3:4])
    main_window.open_path(workspace.path)
    settle(main_window)
    assert main_window.session.schedule is not None
    main_window.session.schedule.look()
    settle(main_window)
    return recovery(main_window)


def test_damage_found_after_opening_ends_the_work_on_the_file(main_window: MainWindow, half: RecoveryDialog) -> None:
    assert not main_window.has_workspace()
    assert isinstance(main_window.centralWidget(), WelcomePage)
    assert half.salvage_button.isEnabled()
    assert half.read_only_button.isEnabled()


def test_what_is_readable_is_saved(main_window: MainWindow, half: RecoveryDialog, settle: Settle) -> None:
    half.salvage_button.click()
    settle(main_window)
    assert shop_name(main_window) == "留香研究所"
    assert main_window.context is not None
    assert safety.verify(main_window.context.workspace.path).sound


def test_the_file_can_be_looked_at(main_window: MainWindow, half: RecoveryDialog, settle: Settle) -> None:
    half.read_only_button.click()
    settle(main_window)
    assert main_window.context is not None
    assert main_window.context.workspace.read_only


def test_the_files_folder_is_shown(dialog: RecoveryDialog, damaged: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shown: list[str] = []

    def show(url: QUrl) -> bool:
        shown.append(url.toLocalFile())
        return True

    monkeypatch.setattr(QDesktopServices, "openUrl", show)
    dialog.folder_button.click()
    assert shown == [str(damaged.parent)]


def test_it_speaks_chinese(main_window: MainWindow, damaged: Path, settle: Settle) -> None:
    main_window.switch_language()
    settle(main_window)
    assert i18n.language() == "zh_CN"
    main_window.open_path(damaged)
    settle(main_window)
    dialog = recovery(main_window)
    assert dialog.windowTitle() == "打开损坏的工作区"
    assert "手动备份" in dialog.backup_hint.text()
