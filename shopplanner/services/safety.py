"""Safety of a workspace: backups, putting one back, checking a file, saving what is left of a damaged one."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from shopplanner.domain.errors import DamagedWorkspaceError, Location, NewerWorkspaceError, ShopPlannerError
from shopplanner.domain.messages import Message, message
from shopplanner.foundation.clock import Clock
from shopplanner.services.workspace import Workspace, open_workspace
from shopplanner.storage import backup as backups
from shopplanner.storage import engine, integrity
from shopplanner.storage.backup import Backup, Progress
from shopplanner.storage.database import Database, examine
from shopplanner.storage.failures import expected_failures
from shopplanner.storage.lock import WorkspaceLock

__all__ = [
    "Backup", "Progress", "Prospects", "Recovered", "Restored", "Verified", "back_up", "backup_folder", "backups_of",
    "changed_at", "described", "is_sound", "newest_sound", "prospects", "recover", "require_sound", "restore",
    "subject_of", "verify",
]  # fmt: skip


SUBJECTS = (
    ("product_day", "shell.backups.subject_figures"),
    ("shop_event", "shell.backups.subject_events"),
    ("shop_", "shell.backups.subject_figures"),
    ("shop", "shell.backups.subject_shop"),
    ("setting", "shell.backups.subject_shop"),
    ("order", "shell.backups.subject_orders"),
    ("refund", "shell.backups.subject_orders"),
    ("product", "shell.backups.subject_products"),
    ("sku", "shell.backups.subject_products"),
    ("role", "shell.backups.subject_products"),
    ("promotion", "shell.backups.subject_promotions"),
    ("task", "shell.backups.subject_tasks"),
    ("worksheet", "shell.backups.subject_worksheets"),
    ("journal", "shell.backups.subject_history"),
    ("import", "shell.backups.subject_imports"),
    ("saved", "shell.backups.subject_views"),
    ("target", "shell.backups.subject_views"),
)
"""What rows are about, by how the name of their table begins; figures of a day or period where nothing fits."""


@dataclass(frozen=True, slots=True)
class Restored:
    """A backup that was put in the place of a workspace.

    Attributes:
        path: the workspace's file.
        backup: the backup that it holds now.
        former: where the former state is kept, to go back to; None if there was no file.
        former_sound: whether ``former`` is a backup that can be put back, and not a damaged file set aside.
    """

    path: Path
    backup: Path
    former: Path | None
    former_sound: bool


@dataclass(frozen=True, slots=True)
class Verified:
    """What was looked at in a workspace's file and what is wrong with it."""

    path: Path
    checked: tuple[Message, ...]
    problems: tuple[Message, ...]

    @property
    def sound(self) -> bool:
        """Whether nothing is wrong."""
        return not self.problems


@dataclass(frozen=True, slots=True)
class Recovered:
    """What was saved of a damaged workspace.

    Attributes:
        path: the workspace's file, which holds what was saved.
        aside: the damaged file.
        rows: how many records were saved.
        incomplete: what something was lost of, in words.
    """

    path: Path
    aside: Path
    rows: int
    incomplete: tuple[Message, ...]


@dataclass(frozen=True, slots=True)
class Prospects:
    """What can be done about a damaged workspace.

    Attributes:
        backup: the newest sound backup.
        readable: whether it can be opened for reading.
        salvageable: whether at least some of it can be read.
    """

    backup: Backup | None
    readable: bool
    salvageable: bool


def back_up(
    workspace: Workspace, folder: Path | None = None, *, reason: str = "manual", progress: Progress | None = None
) -> Backup:
    """Keep a checked copy of an open workspace, and drop automatic copies that are no longer needed.

    Args:
        workspace: may be in use; nothing has to wait.
        folder: under which the workspace's backups lie; the chosen or usual one by default.
        reason: why, in one word; ``manual`` ones are never dropped.
        progress: told how many of how many pages are copied; what it raises ends the work.

    Raises:
        DamagedWorkspaceError: if the workspace is not sound; no copy is kept, earlier ones stay.
        StorageFullError, ReadOnlyWorkspaceError, WorkspaceError: if the copy cannot be written.
    """
    place = backups.folder_of(workspace.path, folder)
    now = workspace.clock.now()
    made = backups.keep(workspace.path, place, now, reason, progress)
    backups.thin(place, now)
    return made


def backup_folder(path: Path, folder: Path | None = None) -> Path:
    """Return the folder in which a workspace's backups lie; it may not be there yet."""
    return backups.folder_of(path, folder)


def backups_of(path: Path, folder: Path | None = None) -> list[Backup]:
    """Return a workspace's backups, newest first."""
    place = backups.folder_of(path, folder)
    with expected_failures(place):
        return backups.kept(place)


def newest_sound(path: Path, folder: Path | None = None) -> Backup | None:
    """Return the newest backup that is not damaged itself."""
    return next((backup for backup in backups_of(path, folder) if is_sound(backup.path)), None)


def is_sound(path: Path) -> bool:
    """Return whether a file's pages are as they should be; quick, without a look at what they mean."""
    return integrity.is_sound(path)


def described(path: Path) -> Backup | None:
    """Return when and why a backup was made, or None if the file does not bear a backup's name."""
    return backups.described(path)


def changed_at(path: Path) -> datetime:
    """Return when a workspace was last written, in its file or the WAL beside it."""
    candidates = (path, integrity.side_file(path, "-wal"))
    with expected_failures(path):
        latest = max(file.stat().st_mtime for file in candidates if file.exists())
    return datetime.fromtimestamp(latest, UTC)


def require_sound(path: Path, ask: Callable[[], object] | None = None) -> None:
    """Look at a workspace's pages; quick, and safe while it is in use. What ``ask`` raises ends the work.

    Raises:
        DamagedWorkspaceError: if they are not as they should be.
    """
    with expected_failures(path):
        backups.require_sound(path, path, ask)


def prospects(path: Path) -> Prospects:
    """Return what can be done about a workspace that does not open."""
    readable = _can(lambda: open_workspace(path, read_only=True).close())
    salvageable = readable or _can(lambda: _list_tables(path))
    return Prospects(newest_sound(path), readable, salvageable)


def restore(path: Path, backup: Path, clock: Clock, folder: Path | None = None) -> Restored:
    """Put a backup in the place of a workspace that is closed; what was there is kept.

    Args:
        path: the workspace's file; it may be damaged or missing.
        backup: a backup of it, or any other workspace file.
        clock: tells the present moment.
        folder: under which the workspace's backups lie; the chosen or usual one by default.

    Raises:
        DamagedWorkspaceError: if the backup is damaged or no workspace.
        NewerWorkspaceError: if the backup was written by a newer version of the program.
        WorkspaceLockedError: if the workspace is open somewhere.
        WorkspaceError: if something cannot be written. In each case the workspace is as it was.
    """
    now = clock.now()
    _require_usable(backup)
    with _held(path, now):
        with expected_failures(path), backups.copied_beside(backup, path) as copied:
            former, sound = _keep_former(path, now, folder)
            aside = _aside(path, "replaced" if sound else "damaged", now)
            backups.swap(copied, path, aside)
        if sound:
            backups.discard(aside)
        elif former is None and aside.exists():
            former = aside
    return Restored(path, backup, former, sound)


def verify(path: Path, ask: Callable[[], object] | None = None) -> Verified:
    """Check a workspace's file without changing it; it may be open. What ``ask`` raises ends the work.

    Looks at the file's marks, every page and index, links between records, the schema, and whether the sums that are
    kept beside imported figures are what the figures add up to.

    Raises:
        WorkspaceError: if there is no such file, or it cannot be read.
    """
    checked = [message("shell.backups.checked_marks")]
    problems: list[Message] = []
    try:
        version = examine(path)
        if version > engine.SCHEMA_VERSION:
            problems.append(message("errors.newer", path=str(path)))
        with (
            expected_failures(path),
            integrity.reading(path) as connection,
            integrity.interruptible(connection, ask),
        ):
            _verify_content(connection, version, checked, problems)
    except DamagedWorkspaceError as error:
        problems.append(error.what)
    return Verified(path, tuple(checked), tuple(problems))


def recover(path: Path, clock: Clock) -> Recovered:
    """Save what is readable of a damaged workspace into a new file in its place; the damaged one is set aside.

    Raises:
        DamagedWorkspaceError: if nothing can be read; the file is as it was.
        WorkspaceLockedError: if the workspace is open somewhere.
        WorkspaceError: if something cannot be written; the file is as it was.
    """
    from shopplanner.storage.salvage import salvage

    now = clock.now()
    with _held(path, now), expected_failures(path):
        examine(path)
        fresh = path.with_name(f".{path.stem}.recovered{backups.SUFFIX}")
        backups.discard(fresh)
        Database.create(fresh, now).close()
        try:
            saved = salvage(path, fresh)
            aside = _aside(path, "damaged", now)
            backups.swap(fresh, path, aside)
        finally:
            backups.discard(fresh)
    lost = dict.fromkeys(subject_of(table).id for table in saved.incomplete)
    return Recovered(path, aside, saved.rows, tuple(message(text_id) for text_id in lost))


def subject_of(table: str) -> Message:
    """Return what the rows of a table are about, in a word."""
    name = table.removesuffix("_kept")
    return message(
        next((words for start, words in SUBJECTS if name.startswith(start)), "shell.backups.subject_figures")
    )


def _can(attempt: Callable[[], object]) -> bool:
    try:
        attempt()
    except (ShopPlannerError, sqlite3.Error):
        return False
    return True


def _list_tables(path: Path) -> None:
    examine(path)
    with integrity.reading(path) as connection:
        connection.execute("SELECT name FROM sqlite_master").fetchall()


@contextmanager
def _held(path: Path, now: datetime) -> Iterator[None]:
    """Hold the workspace's lock, so that nobody opens what is about to be replaced."""
    lock = WorkspaceLock(path)
    with expected_failures(path):
        lock.acquire(now)
    try:
        yield
    finally:
        lock.release()


def _require_usable(backup: Path) -> None:
    if examine(backup) // 1000 > engine.SCHEMA_VERSION // 1000:
        where = Location(file=str(backup))
        raise NewerWorkspaceError(message("errors.newer", path=str(backup)), message("errors.newer_hint"), where)


def _keep_former(path: Path, now: datetime, folder: Path | None) -> tuple[Path | None, bool]:
    """Back up what is about to be replaced; return the backup and True, or None and False if it is not sound."""
    if not path.is_file():
        return None, False
    try:
        examine(path)
        kept = backups.keep(path, backups.folder_of(path, folder), now, "before_restore")
    except DamagedWorkspaceError:
        return None, False
    return kept.path, True


def _aside(path: Path, why: str, now: datetime) -> Path:
    """Return a free name beside ``path`` for what it holds now."""
    stem = f"{path.stem}.{why}-{now:%Y%m%d-%H%M%S}"
    target, number = path.with_name(stem + path.suffix), 2
    while target.exists():
        target, number = path.with_name(f"{stem}-{number}{path.suffix}"), number + 1
    return target


def _verify_content(
    connection: sqlite3.Connection, version: int, checked: list[Message], problems: list[Message]
) -> None:
    """Check pages, then, where they can be trusted, what lies on them; note what was looked at and what is wrong."""
    checked.append(message("shell.backups.checked_pages"))
    damage = integrity.page_problems(connection, thorough=True)
    problems += [message("shell.backups.problem_page", said=said) for said in damage]
    if damage:
        return
    checked.append(message("shell.backups.checked_links"))
    links = integrity.broken_links(connection)
    problems += [
        message("shell.backups.problem_links", table=subject_of(table), n=count) for table, count in links.items()
    ]
    if version == engine.SCHEMA_VERSION:
        checked += [message("shell.backups.checked_schema"), message("shell.backups.checked_sums")]
        problems += _meaning_problems(connection)


def _meaning_problems(connection: sqlite3.Connection) -> list[Message]:
    """Return what differs from the present schema, and sums that do not agree with their figures."""
    missing = integrity.schema_differences(connection)
    if missing:
        return [message("shell.backups.problem_schema", name=name) for name in missing]
    return [
        message("shell.backups.problem_sums", fact=subject_of(drift.fact), measure=drift.measure, n=drift.days)
        for drift in integrity.drifted_rollups(connection)
    ]
