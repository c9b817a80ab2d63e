"""Putting a backup, or what was saved of a damaged file, in the place of a workspace and opening it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from shopplanner.domain.errors import ShopPlannerError
from shopplanner.domain.messages import Message, message
from shopplanner.services.wording import render
from shopplanner.ui.common.action import Action
from shopplanner.ui.common.notice import Severity
from shopplanner.ui.shell.backup_words import time_of

if TYPE_CHECKING:
    from shopplanner.services.safety import Recovered, Restored
    from shopplanner.services.workspace import Workspace
    from shopplanner.ui.common.jobs import JobHandle
    from shopplanner.ui.shell.main_window import MainWindow


def restore(window: MainWindow, backup: Path, path: Path | None = None) -> None:
    """Close the workspace, put ``backup`` in its place and open it; a notice offers the way back.

    ``path`` is the workspace's file where none is open. If the backup cannot be used, the workspace is opened again as
    it was, and the reason is said.
    """
    target = path or window.session.path
    if target is None:
        return
    was_open = window.session.path == target
    clock = window.session.clock
    result: list[Restored | ShopPlannerError] = []

    def work(_handle: JobHandle) -> Workspace:
        from shopplanner.services import safety
        from shopplanner.services.workspace import open_workspace

        try:
            result.append(safety.restore(target, backup, clock))
        except ShopPlannerError as error:
            if not was_open:
                raise
            result.append(error)
        return open_workspace(target, clock=clock)

    def then() -> None:
        done = result[0]
        if isinstance(done, ShopPlannerError):
            window.notify(done.what, "bad", done.hint)
        else:
            _tell(window, done)

    window.session.open_by(target, work, then)


def recover(window: MainWindow, path: Path) -> None:
    """Save what is readable of a damaged workspace and open that; a notice says what is missing."""
    clock = window.session.clock
    result: list[Recovered] = []

    def work(_handle: JobHandle) -> Workspace:
        from shopplanner.services import safety
        from shopplanner.services.workspace import open_workspace

        result.append(safety.recover(path, clock))
        return open_workspace(path, clock=clock)

    def then() -> None:
        saved = result[0]
        kept = saved.aside.name
        if saved.incomplete:
            hint = message(
                "shell.recovery.saved_part", tables=" · ".join(render(one) for one in saved.incomplete), name=kept
            )
        else:
            hint = message("shell.recovery.saved_whole", name=kept)
        severity: Severity = "warn" if saved.incomplete else "good"
        window.notify(message("shell.recovery.saved", n=saved.rows), severity, hint)

    window.session.open_by(path, work, then)


def _tell(window: MainWindow, done: Restored) -> None:
    context, former = window.context, done.former
    if context is None:
        return
    back = hint = None
    if former is not None and done.former_sound:
        back = Action("backups.undo_restore", "shell.backups.undo_restore", lambda: window.restore_backup(former))
    elif former is not None:
        hint = message("shell.backups.damaged_kept", name=former.name)
    context.notify(_said(done), "good", back, hint)


def _said(done: Restored) -> Message:
    from shopplanner.services import safety

    backup = safety.described(done.backup)
    if backup is None:
        return message("shell.backups.restored_file", name=done.backup.name)
    return message("shell.backups.restored", time=time_of(backup))
