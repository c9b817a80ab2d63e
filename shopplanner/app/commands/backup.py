"""``backup``: keep a checked copy of a workspace now, or list the copies that there are."""

from __future__ import annotations

import argparse
from pathlib import Path

from shopplanner.app.commands.answer import Answer, opened, progress, workspace_path
from shopplanner.foundation.i18n import text


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("--folder", type=Path, default=None, metavar="FOLDER", help=text("cli.backup.folder"))
    parser.add_argument("--list", action="store_true", help=text("cli.backup.list"))


def run(given: argparse.Namespace) -> Answer:
    """Make a backup, or list them newest first."""
    from shopplanner.services import safety

    if given.list:
        kept = safety.backups_of(workspace_path(given), given.folder)
        data = {"backups": [{"file": str(each.path), "at": each.at, "reason": each.reason} for each in kept]}
        return Answer(data, tuple(f"{each.at:%Y-%m-%d %H:%M}  {each.path}" for each in kept))
    with opened(given, read_only=True) as workspace:
        made = safety.back_up(workspace, given.folder, progress=progress(text("cli.backup.title")))
    return Answer({"file": str(made.path), "checked": True, "problems": []}, (text("cli.done.file", path=made.path),))
