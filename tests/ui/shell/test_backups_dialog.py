"""The backups dialog: what there is, making one, checking the workspace, going back to one."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QApplication, QWidget

from shopplanner.domain.errors import StorageFullError
from shopplanner.domain.messages import message
from shopplanner.foundation.clock import FixedClock
from shopplanner.services import safety
from shopplanner.services.workspace import Workspace, open_workspace
from shopplanner.ui.common.context import AppContext
from shopplanner.ui.common.dialogs import Question
from shopplanner.ui.common.jobs import JobRunner
from shopplanner.ui.shell.backup_words import reason_of, size, time_of
from shopplanner.ui.shell.backups_dialog import BackupsDialog

Restored = list[Path]


@pytest.fixture
def restored() -> Restored:
    return []


@pytest.fixture
def dialog(app_context: AppContext, restored: Restored, qapp: QApplication) -> Iterator[BackupsDialog]:
    parent = QWidget()
    made = BackupsDialog(app_context, restored.append, parent)
    made.open()
    rest(app_context, qapp)
    yield made
    rest(app_context, qapp)
    parent.close()
    parent.deleteLater()


def rest(context: AppContext, qapp: QApplication) -> None:
    for _ in range(3):
        assert context.jobs.wait_idle()
        qapp.processEvents()


def questions(dialog: BackupsDialog) -> list[Question]:
    return [child for child in dialog.findChildren(Question) if child.isVisible()]


def test_without_backups_it_says_what_to_do(dialog: BackupsDialog, app_context: AppContext) -> None:
    assert "first one" in dialog.answer.text()
    assert not dialog.restore_button.isEnabled()
    assert str(safety.backup_folder(app_context.workspace.path)) == dialog.place.text()
    dialog.ask_restore()
    assert questions(dialog) == []


def test_a_backup_is_made_listed_and_said(dialog: BackupsDialog, app_context: AppContext, qapp: QApplication) -> None:
    dialog.now_button.click()
    assert not dialog.now_button.isEnabled()
    rest(app_context, qapp)
    [made] = dialog.model.rows
    assert (time_of(made), reason_of(made)) == (f"{made.at.astimezone():%Y-%m-%d %H:%M}", "By hand")
    assert size(made.size) in dialog.answer.text()
    assert dialog.restore_button.isEnabled()
    assert dialog.now_button.isEnabled()
    assert "By hand" in dialog.table.copy_text()


def test_a_sound_workspace_is_said_to_be_sound(
    dialog: BackupsDialog, app_context: AppContext, qapp: QApplication
) -> None:
    dialog.verify_button.click()
    rest(app_context, qapp)
    assert dialog.answer.text().startswith("The workspace is sound")
    assert dialog.answer.property("role") == "good"


def test_what_is_wrong_is_listed_with_what_to_do(
    dialog: BackupsDialog, app_context: AppContext, qapp: QApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    wrong = tuple(message("shell.backups.problem_page", said=f"page {number}") for number in range(9))
    path = app_context.workspace.path
    monkeypatch.setattr(safety, "verify", lambda _path, _ask: safety.Verified(path, (), wrong))
    dialog.verify()
    rest(app_context, qapp)
    lines = dialog.answer.text().splitlines()
    assert lines[0] == "9 problems found:"
    assert len(lines) == 8
    assert dialog.answer.property("role") == "bad"


def test_a_failure_is_said_in_the_dialog(
    dialog: BackupsDialog, app_context: AppContext, qapp: QApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_arguments: object, **_named: object) -> None:
        raise StorageFullError(message("errors.disk_full", path="D:"), message("errors.disk_full_hint"))

    monkeypatch.setattr(safety, "back_up", full)
    dialog.back_up()
    rest(app_context, qapp)
    assert dialog.answer.text().startswith("There is no room left on the disk of D:.")
    assert dialog.now_button.isEnabled()


def test_a_cancelled_backup_can_be_asked_for_again(
    dialog: BackupsDialog, app_context: AppContext, qapp: QApplication
) -> None:
    dialog.back_up()
    app_context.jobs.visible_jobs[0].cancel()
    rest(app_context, qapp)
    assert dialog.now_button.isEnabled()


def test_going_back_is_asked_before_it_is_done(
    dialog: BackupsDialog, app_context: AppContext, qapp: QApplication, restored: Restored
) -> None:
    dialog.back_up()
    rest(app_context, qapp)
    dialog.table.row_activated.emit(dialog.model.rows[0])
    [question] = questions(dialog)
    question.reject()
    assert restored == []
    dialog.restore_button.click()
    questions(dialog)[-1].answers["Restore"].click()
    assert restored == [dialog.model.rows[0].path]
    assert not dialog.isVisible()


def test_the_folder_is_made_before_it_is_shown(dialog: BackupsDialog, monkeypatch: pytest.MonkeyPatch) -> None:
    shown: list[str] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: shown.append(url.toLocalFile()))
    dialog.folder_button.click()
    assert Path(shown[0]).is_dir()


def test_a_read_only_workspace_cannot_be_replaced(
    workspace: Workspace, themed: None, qapp: QApplication, clock: FixedClock
) -> None:
    from shopplanner.foundation.settings import Settings

    safety.back_up(workspace)
    looking = open_workspace(workspace.path, read_only=True, clock=clock)
    jobs = JobRunner()
    context = AppContext(looking, Settings(), jobs=jobs)
    parent = QWidget()
    dialog = BackupsDialog(context, lambda _path: None, parent)
    rest(context, qapp)
    assert len(dialog.model.rows) == 1
    assert not dialog.restore_button.isEnabled()
    jobs.close()
    looking.close()
    parent.deleteLater()


@pytest.mark.parametrize(
    ("count", "said"), [(999, "1 kB"), (99_999, "100 kB"), (42_352_640, "42.4 MB"), (3 * 10**9, "3,000.0 MB")]
)
def test_sizes_are_worded(count: int, said: str) -> None:
    assert size(count) == said
