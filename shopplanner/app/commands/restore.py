"""``restore``: put a backup in the place of a workspace; what was there is kept as a backup."""

from __future__ import annotations

import argparse
from pathlib import Path

from shopplanner.app.commands.answer import Answer, workspace_path
from shopplanner.domain.errors import NotFoundError
from shopplanner.domain.messages import message
from shopplanner.foundation.i18n import text


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("backup", nargs="?", type=Path, metavar="BACKUP", help=text("cli.restore.backup"))
    parser.add_argument("--folder", type=Path, default=None, metavar="FOLDER", help=text("cli.backup.folder"))


def run(given: argparse.Namespace) -> Answer:
    """Restore the named backup, else the newest that is sound."""
    from shopplanner.foundation.clock import SystemClock
    from shopplanner.services import safety

    path = workspace_path(given)
    backup = given.backup
    if backup is None:
        newest = safety.newest_sound(path, given.folder)
        if newest is None:
            raise NotFoundError(message("cli.restore.none", path=str(path)), message("cli.restore.none_hint"))
        backup = newest.path
    done = safety.restore(path, backup, SystemClock(), given.folder)
    lines = [text("cli.restore.done", path=done.path, backup=done.backup)]
    if done.former is not None:
        lines.append(text("cli.restore.former", path=done.former))
    data = {
        "file": str(done.path),
        "backup": str(done.backup),
        "former": str(done.former) if done.former else None,
        "checked": True,
        "problems": (),
    }
    return Answer(data, tuple(lines))
