"""Backups without asking: once a day, while something is changed, on closing; quiet unless they fail."""

from __future__ import annotations

import os
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from shopplanner.domain.errors import StorageFullError
from shopplanner.domain.messages import message
from shopplanner.foundation.clock import FixedClock
from shopplanner.foundation.settings import Settings
from shopplanner.services import safety
from shopplanner.services.workspace import Workspace, open_workspace
from shopplanner.services.workspace_settings import set_setting
from shopplanner.ui.common.context import AppContext
from shopplanner.ui.common.jobs import JobRunner
from shopplanner.ui.common.watchdog import Watchdog
from shopplanner.ui.shell.backup_schedule import BackupSchedule
from shopplanner.ui.shell.main_window import MainWindow
from tests.plugins.leaks import Warnings
from tests.ui.shell.conftest import Settle


@pytest.fixture
def schedule(app_context: AppContext, settings: Settings) -> Iterator[BackupSchedule]:
    made = BackupSchedule(app_context, settings)
    yield made
    made.stop()


def edit(context: AppContext, value: int = 1) -> None:
    context.perform(lambda ws: set_setting(ws, "a", value))
    assert context.jobs.wait_idle()


def reasons(path: Path) -> list[str]:
    return [backup.reason for backup in safety.backups_of(path)]


def timers(schedule: BackupSchedule) -> list[int]:
    """Return the milliseconds of the timers that run."""
    return [timer.interval() for timer in (schedule._first, schedule._next) if timer.isActive()]


def test_an_edit_starts_the_clock_and_further_ones_do_not_put_it_off(
    schedule: BackupSchedule, app_context: AppContext, settings: Settings
) -> None:
    settings.set("backup_minutes", 10)
    assert timers(schedule) == []
    edit(app_context)
    assert schedule.changed
    assert timers(schedule) == [600_000]
    settings.set("backup_minutes", 20)
    edit(app_context, 2)
    assert timers(schedule) == [600_000]


def test_when_the_time_has_come_a_copy_is_kept(
    schedule: BackupSchedule, app_context: AppContext, no_stalls: Watchdog
) -> None:
    edit(app_context)
    schedule._next.setInterval(0)
    schedule._next.start()
    QApplication.processEvents()
    assert app_context.jobs.wait_idle()
    assert reasons(app_context.workspace.path) == ["schedule"]
    assert not schedule.changed
    assert app_context.notices == []


def test_without_changes_closing_keeps_no_copy(schedule: BackupSchedule, app_context: AppContext) -> None:
    schedule.back_up_on_closing()
    assert reasons(app_context.workspace.path) == []
    edit(app_context)
    schedule.back_up_on_closing()
    assert reasons(app_context.workspace.path) == ["closing"]


def test_a_copy_under_way_that_is_stopped_is_made_on_closing(schedule: BackupSchedule, app_context: AppContext) -> None:
    edit(app_context)
    schedule.back_up()
    schedule.stop()
    assert schedule.changed
    schedule.back_up_on_closing()
    assert app_context.jobs.wait_idle()
    assert "closing" in reasons(app_context.workspace.path)


def full(*_arguments: object, **_named: object) -> None:
    raise StorageFullError(message("errors.disk_full", path="D:"), message("errors.disk_full_hint"))


def test_a_failure_is_said_once_and_tried_again(
    schedule: BackupSchedule, app_context: AppContext, monkeypatch: pytest.MonkeyPatch
) -> None:
    edit(app_context)
    with monkeypatch.context() as broken:
        broken.setattr(safety, "back_up", full)
        for _ in range(2):
            schedule.back_up()
            assert app_context.jobs.wait_idle()
    assert [notice.said.id for notice in app_context.notices] == ["errors.disk_full"]
    schedule.back_up()
    assert app_context.jobs.wait_idle()
    assert not schedule.changed
    assert reasons(app_context.workspace.path) == ["schedule"]


def test_a_failure_on_closing_is_logged_and_keeps_nobody_from_leaving(
    schedule: BackupSchedule, app_context: AppContext, monkeypatch: pytest.MonkeyPatch, warnings_seen: Warnings
) -> None:
    warnings_seen.expect("no backup on closing: errors.disk_full")
    edit(app_context)
    monkeypatch.setattr(safety, "back_up", full)
    schedule.back_up_on_closing()


def look(schedule: BackupSchedule, context: AppContext) -> list[str]:
    schedule.look()
    assert context.jobs.wait_idle()
    return reasons(context.workspace.path)


def test_a_workspace_without_a_backup_gets_one_a_while_after_opening(
    schedule: BackupSchedule, app_context: AppContext
) -> None:
    schedule.start()
    assert timers(schedule) == [5000]
    assert look(schedule, app_context) == ["daily"]
    assert look(schedule, app_context) == ["daily"]


@pytest.mark.parametrize(
    ("age", "change", "expected"),
    [
        (timedelta(hours=30), timedelta(hours=1), ["daily", "closing"]),
        (timedelta(hours=20), timedelta(hours=1), ["closing"]),
        (timedelta(hours=30), timedelta(hours=30), ["closing"]),
    ],
    ids=["old and changed since", "young", "not changed since"],
)
def test_a_day_after_the_last_backup_a_changed_workspace_is_backed_up(
    schedule: BackupSchedule, app_context: AppContext, clock: FixedClock,
    age: timedelta, change: timedelta, expected: list[str],
) -> None:  # fmt: skip
    workspace = app_context.workspace
    safety.back_up(Workspace(workspace.database, FixedClock(clock.now() - age)), reason="closing")
    changed = (clock.now() - change).timestamp()
    for file in workspace.path.parent.glob(f"{workspace.path.name}*"):
        os.utime(file, (changed, changed))
    assert look(schedule, app_context) == expected


def test_a_workspace_that_is_only_looked_at_is_left_alone(
    workspace: Workspace, settings: Settings, qapp: QApplication
) -> None:
    looking = open_workspace(workspace.path, read_only=True)
    jobs = JobRunner()
    schedule = BackupSchedule(AppContext(looking, settings, jobs=jobs), settings)
    schedule.start()
    assert timers(schedule) == []
    jobs.close()
    looking.close()


def test_closing_a_changed_workspace_in_the_window_keeps_a_copy(open_window: MainWindow, settle: Settle) -> None:
    settle(open_window)
    context = open_window.context
    assert context is not None
    path = context.workspace.path
    edit(context)
    open_window.close_workspace()
    settle(open_window)
    assert reasons(path) == ["closing"]
    opened = open_workspace(path)
    opened.close()


def test_leaving_the_program_keeps_a_copy(open_window: MainWindow, settle: Settle) -> None:
    settle(open_window)
    context = open_window.context
    assert context is not None
    edit(context)
    open_window.close()
    assert reasons(context.workspace.path) == ["closing"]
