"""Backups: whole, checked copies of a workspace, each one file; which of them to keep; putting one back.

Copies are made through SQLite's online backup only. A copy of the bare file would lack what still lies in its WAL, and
a file laid over another one's WAL would be undone by it.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import re
import sqlite3
import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import partial
from pathlib import Path

from shopplanner.domain.errors import DamagedWorkspaceError, Location
from shopplanner.domain.messages import message
from shopplanner.foundation import files, paths
from shopplanner.foundation.settings import Settings
from shopplanner.storage.failures import expected_failures
from shopplanner.storage.integrity import SIDE_FILES, interruptible, page_problems, reading, side_file

SUFFIX = ".shopplan"
STAMP = "%Y%m%d-%H%M%S%z"
NAME = re.compile(r"(?P<at>\d{8}-\d{6}[+-]\d{4})-(?P<reason>[a-z_]+)(?:-\d+)?\.shopplan")
COPIED_PAGES = 2048
Progress = Callable[[int, int], None]

ALL_DAYS, MOST_RECENT = 2, 20
DAILY, WEEKLY, MONTHLY = 14, 8, 12


@dataclass(frozen=True, slots=True)
class Backup:
    """A kept copy: its file, when and why it was made, and its size in bytes."""

    path: Path
    at: datetime
    size: int
    reason: str


def folder_of(workspace: Path, folder: Path | None = None) -> Path:
    """Return where a workspace's backups lie: under ``folder``, or else the chosen or usual one.

    The place is named after the workspace and, as two may have the same name, marked by its path.
    """
    whole = str(workspace.absolute())
    mark = hashlib.sha256(whole.encode()).hexdigest()[:8]
    return (folder or _usual_folder()) / f"{workspace.stem}-{mark}"


def _usual_folder() -> Path:
    chosen = Settings().get("backup_folder")
    return Path(chosen) if chosen else paths.data_folder() / "backups"


def kept(folder: Path) -> list[Backup]:
    """Return the backups in a folder, newest first."""
    if not folder.is_dir():
        return []
    found = [backup for path in folder.iterdir() if (backup := described(path)) is not None]
    return sorted(found, key=lambda backup: (backup.at, backup.path.name), reverse=True)


def described(path: Path) -> Backup | None:
    """Return what a file's name says of it, or None if it is no backup of ours."""
    match = NAME.fullmatch(path.name)
    if match is None or not path.is_file():
        return None
    return Backup(path, datetime.strptime(match["at"], "%Y%m%d-%H%M%S%z"), path.stat().st_size, match["reason"])


def keep(workspace: Path, folder: Path, at: datetime, reason: str, progress: Progress | None = None) -> Backup:
    """Copy a workspace into ``folder``, check the copy, and keep it only if it is sound.

    Args:
        workspace: the file to copy; it may be open, also for writing.
        folder: where the backup goes; made if missing.
        at: the present moment.
        reason: one word, such as ``manual``, that becomes part of the name.
        progress: is told how many of how many pages are copied; what it raises ends the work.

    Raises:
        DamagedWorkspaceError: if the copy is not sound, which means that the workspace is not.
        StorageFullError, ReadOnlyWorkspaceError, WorkspaceError: if the copy cannot be written.
    """
    with expected_failures(folder):
        folder.mkdir(parents=True, exist_ok=True)
        target = _free_name(folder, f"{at.strftime(STAMP)}-{reason}")
        with files.atomic_path(target) as beside:
            copy(workspace, beside, progress)
            require_sound(beside, workspace, None if progress is None else lambda: progress(1, 1))
        sync_folder(folder)
    return Backup(target, at.replace(microsecond=0), target.stat().st_size, reason)


def _free_name(folder: Path, name: str) -> Path:
    target, number = folder / f"{name}{SUFFIX}", 2
    while target.exists():
        target, number = folder / f"{name}-{number}{SUFFIX}", number + 1
    return target


def copy(source: Path, target: Path, progress: Progress | None = None) -> None:
    """Copy a workspace through the online backup, as one plain file without a WAL."""
    with reading(source) as origin, closing(sqlite3.connect(target, isolation_level=None)) as made:

        def tell(_status: int, remaining: int, total: int) -> None:
            if progress is not None:
                progress(total - remaining, total)

        # one transaction over all steps: a writer in between would begin the copy anew each time
        origin.execute("BEGIN")
        origin.execute("SELECT count(*) FROM sqlite_master").fetchone()
        origin.backup(made, pages=COPIED_PAGES, progress=tell)
        made.execute("PRAGMA journal_mode=DELETE").fetchone()


def require_sound(copied: Path, workspace: Path, ask: Callable[[], object] | None = None) -> None:
    """Check a copy's pages; ``ask`` is called every now and then, and what it raises ends the work.

    Raises:
        DamagedWorkspaceError: naming the workspace that was copied.
    """
    with reading(copied) as connection, interruptible(connection, ask):
        problems = page_problems(connection)
    if problems:
        raise DamagedWorkspaceError(
            message("errors.damaged", path=str(workspace)),
            message("errors.damaged_hint"),
            Location(file=str(workspace)),
        )


def put_back(backup: Path, path: Path, aside: Path) -> None:
    """Put a checked copy of ``backup`` in the place of ``path``; what was there is moved to ``aside`` with its WAL.

    Nobody may have the file open. On any failure everything is as it was.
    """
    with expected_failures(path), copied_beside(backup, path) as copied:
        swap(copied, path, aside)


@contextlib.contextmanager
def copied_beside(source: Path, path: Path) -> Iterator[Path]:
    """Yield a sound copy of ``source`` in the folder of ``path``; it is gone after the block unless it was moved."""
    handle, name = tempfile.mkstemp(prefix=f".{path.stem}.", suffix=".tmp", dir=path.parent)
    os.close(handle)
    copied = Path(name)
    try:
        copy(source, copied)
        require_sound(copied, source)
        yield copied
    finally:
        copied.unlink(missing_ok=True)


def swap(copied: Path, path: Path, aside: Path) -> None:
    """Move ``path`` and what SQLite keeps beside it to ``aside``, and ``copied`` into its place; all or nothing."""
    moved: list[tuple[Path, Path]] = []
    try:
        for ending in ("", *SIDE_FILES):
            origin, goal = side_file(path, ending), side_file(aside, ending)
            if origin.exists():
                origin.replace(goal)
                moved.append((origin, goal))
        with copied.open("rb+") as file:
            os.fsync(file.fileno())
        copied.replace(path)
    except BaseException:
        for origin, goal in reversed(moved):
            goal.replace(origin)
        raise
    sync_folder(path.parent)


def discard(path: Path) -> None:
    """Delete a file of which a checked backup was kept, and what SQLite kept beside it."""
    for ending in ("", *SIDE_FILES):
        side_file(path, ending).unlink(missing_ok=True)


def sync_folder(folder: Path) -> None:
    """Let a new name in a folder outlive a power cut, where the system has a way to."""
    if os.name == "posix":
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def thin(folder: Path, now: datetime) -> list[Path]:
    """Delete the backups of a folder that ``surplus`` names; return the deleted ones."""
    dropped = []
    for backup in surplus(kept(folder), now):
        with contextlib.suppress(OSError):  # one that cannot be deleted now is surplus next time, too
            backup.path.unlink()
            dropped.append(backup.path)
    return dropped


def surplus(backups: Sequence[Backup], now: datetime) -> list[Backup]:
    """Return the backups that need not be kept.

    Kept are the newest; all of the last two days, up to twenty; the newest of each of the last 14 days, 8 weeks and 12
    months; and every one that a person asked for.
    """
    automatic = sorted(
        (backup for backup in backups if backup.reason != "manual"), key=lambda backup: backup.at, reverse=True
    )
    recent = [backup for backup in automatic if now - backup.at < timedelta(days=ALL_DAYS)][:MOST_RECENT]
    today = now.date()
    needed = {id(backup) for backup in [*automatic[:1], *recent]}
    for span, limit in ((_days_ago, DAILY), (_weeks_ago, WEEKLY), (_months_ago, MONTHLY)):
        needed |= _newest_of_each(automatic, partial(span, today=today), limit)
    return [backup for backup in automatic if id(backup) not in needed]


def _newest_of_each(newest_first: Iterable[Backup], age: Callable[[date], int], limit: int) -> set[int]:
    """Return the newest backup of each age below the limit; one from the future counts as made today."""
    found: dict[int, int] = {}
    for backup in newest_first:
        found.setdefault(max(age(backup.at.date()), 0), id(backup))
    return {backup for number, backup in found.items() if number < limit}


def _days_ago(day: date, today: date) -> int:
    return (today - day).days


def _weeks_ago(day: date, today: date) -> int:
    monday, this_monday = (one - timedelta(days=one.weekday()) for one in (day, today))
    return (this_monday - monday).days // 7


def _months_ago(day: date, today: date) -> int:
    return (today.year - day.year) * 12 + today.month - day.month
