"""What every command shares: its answer, the workspace it works on, progress, and values given by hand."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from shopplanner.domain.errors import CannotWriteError, InputError, Location, ShopPlannerError
from shopplanner.domain.messages import Message, message
from shopplanner.foundation import i18n

if TYPE_CHECKING:
    from shopplanner.services.workspace import Workspace


@dataclass(frozen=True)
class Answer:
    """What a command found out or did.

    Attributes:
        data: the object that ``--json`` prints.
        lines: the same for people.
        ok: False where the answer is "no", such as a check that found errors.
    """

    data: Mapping[str, Any]
    lines: tuple[str, ...] = ()
    ok: bool = True


class UsageError(Exception):
    """A command that was typed wrongly in a way that only the command itself can see."""

    def __init__(self, what: Message) -> None:
        super().__init__(what.id)
        self.what = what


def workspace_path(given: argparse.Namespace) -> Path:
    """Return the workspace named by ``-w``.

    Raises:
        UsageError: if none was named.
        InputError: if it is the address of a database, which these commands do not open.
    """
    named: str = given.workspace
    if not named:
        raise UsageError(message("cli.usage.workspace"))
    if "://" in named:
        raise InputError(message("cli.error.url", address=named.partition("://")[0]), message("cli.error.url_hint"))
    return Path(named).expanduser().absolute()


@contextmanager
def opened(given: argparse.Namespace, *, read_only: bool) -> Iterator[Workspace]:
    """Open the workspace named by ``-w`` for as long as the block takes."""
    from shopplanner.services.workspace import open_workspace

    workspace = open_workspace(workspace_path(given), read_only=read_only)
    try:
        yield workspace
    finally:
        workspace.close()


@contextmanager
def written(target: Path) -> Iterator[None]:
    """Turn a failure to write ``target`` into one that says what to do."""
    try:
        yield
    except OSError as error:
        raise CannotWriteError(target, error) from error


def progress(title: str) -> Callable[[int, int], None]:
    """Return a receiver of progress that shows it on a terminal and keeps quiet elsewhere."""
    shown = sys.stderr.isatty()

    def tell(done: int, total: int) -> None:
        if shown:
            count = f"{done:,}/{total:,}" if total else f"{done:,}"
            sys.stderr.write(f"\r{title} {count}" + ("\n" if total and done == total else ""))
            sys.stderr.flush()

    return tell


def say(words: str) -> None:
    """Tell the person something that is no part of the answer."""
    sys.stderr.write(f"{words}\n")


def day(words: str) -> date:
    """Return a day written as ``2026-11-22``; for the parser, which reports what does not fit."""
    try:
        return date.fromisoformat(words)
    except ValueError:
        raise argparse.ArgumentTypeError(i18n.text("cli.usage.day", value=words)) from None


def month(words: str) -> str:
    """Return a month written as ``2026-11``; for the parser, which reports what does not fit."""
    try:
        date.fromisoformat(f"{words}-01")
    except ValueError:
        raise argparse.ArgumentTypeError(i18n.text("cli.usage.month", value=words)) from None
    return words


def whole(words: str) -> int:
    """Return a whole number above 0; for the parser, which reports what does not fit."""
    if not words.isdecimal() or int(words) < 1:
        raise argparse.ArgumentTypeError(i18n.text("cli.usage.whole", value=words))
    return int(words)


def explain(error: ShopPlannerError) -> dict[str, str]:
    """Return what happened, where, and what to do, in words."""
    from shopplanner.services.wording import render

    return {
        "error": render(error.what),
        "where": _place(error.where) if error.where else "",
        "hint": render(error.hint) if error.hint else "",
    }


def _place(where: Location) -> str:
    parts = [where.file, where.sheet]
    if where.row is not None:
        parts.append(i18n.text("cli.where.row", row=where.row))
    if where.column:
        parts.append(i18n.text("cli.where.column", column=where.column))
    return " · ".join(part for part in parts if part)
