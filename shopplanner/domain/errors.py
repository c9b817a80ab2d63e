"""Expected failures: each says what happened, where, and what to do about it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from shopplanner.domain.messages import Message, message


@dataclass(frozen=True, slots=True)
class Location:
    """Where in the user's material something was found; rows and columns are counted from 1 as a spreadsheet does."""

    file: str = ""
    sheet: str = ""
    row: int | None = None
    column: str = ""


class ShopPlannerError(Exception):
    """An expected failure with a worded explanation.

    Args:
        what: what happened.
        hint: what the person can do about it.
        where: the place in the user's material, if there is one.
    """

    def __init__(self, what: Message, hint: Message | None = None, where: Location | None = None) -> None:
        super().__init__(what.id, dict(what.params))
        self.what = what
        self.hint = hint
        self.where = where


class InputError(ShopPlannerError):
    """A file or value that cannot be used; nothing was changed."""


class CannotWriteError(InputError):
    """A file that the system does not let the program write."""

    def __init__(self, path: Path, error: OSError) -> None:
        hint = message("errors.cannot_write_hint", reason=error.strerror or str(error))
        super().__init__(message("errors.cannot_write", path=str(path)), hint, Location(file=str(path)))


class RuleError(ShopPlannerError):
    """An edit that a rule of the field forbids, such as an end before its start."""


class NotFoundError(ShopPlannerError):
    """A record that no longer exists."""


class ConflictError(ShopPlannerError):
    """A record that somebody else changed in the meantime."""


class WorkspaceError(ShopPlannerError):
    """The workspace file cannot be opened or written as asked."""


class WorkspaceLockedError(WorkspaceError):
    """Another running program holds the workspace."""


class NewerWorkspaceError(WorkspaceError):
    """The workspace was written by a newer version of the program."""


class DamagedWorkspaceError(WorkspaceError):
    """The workspace file fails its integrity check or is no workspace at all."""


class ReadOnlyWorkspaceError(WorkspaceError):
    """The workspace was opened for reading only, or its folder forbids writing."""


class StorageFullError(WorkspaceError):
    """The disk is full; the last edit was not stored."""


class CancelledError(ShopPlannerError):
    """The person stopped the job; nothing was changed."""
