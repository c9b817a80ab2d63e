"""Packs: dated TOML files that hold everything that ages, checked against a schema and open to the user's own edits.

A pack lies at ``resources/packs/<kind>/<name>.toml``; a file of the same kind and name in the user's folder replaces
it. A pack has a ``[pack]`` header and a list ``[[entries]]``, whose schema is a frozen dataclass of the caller.
"""

from __future__ import annotations

import logging
import tomllib
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Any, Generic, TypeVar

from shopplanner.foundation import paths
from shopplanner.foundation.bilingual import Bilingual

E = TypeVar("E")


class PackError(ValueError):
    """A pack that does not fit its schema; says file and place."""

    def __init__(self, file: Path, reason: str) -> None:
        super().__init__(f"{file.name}: {reason}")
        self.file = file
        self.reason = reason


@dataclass(frozen=True, slots=True)
class PackHeader:
    """What a pack says of itself; entries without a source, date or grade of their own take these."""

    id: str
    kind: str
    title: Bilingual
    version: str
    source: str
    grade: str
    note: Bilingual | None = None


@dataclass(frozen=True, slots=True)
class Pack(Generic[E]):
    """A pack as read."""

    header: PackHeader
    entries: tuple[E, ...]
    file: Path


def user_folder() -> Path:
    """Return the folder in which a person's own packs lie."""
    return paths.config_folder() / "packs"


def names(kind: str) -> list[str]:
    """Return the names of all packs of a kind, shipped and the user's, sorted."""
    folders = (paths.resources() / "packs" / kind, user_folder() / kind)
    return sorted({file.stem for folder in folders if folder.is_dir() for file in folder.glob("*.toml")})


def kinds() -> list[str]:
    """Return all kinds of packs, sorted."""
    return sorted(folder.name for folder in (paths.resources() / "packs").iterdir() if folder.is_dir())


def pack_file(kind: str, name: str) -> Path:
    """Return the file in force for a pack: the user's own if there is one."""
    own = _in_folder(user_folder(), kind, name)
    return own if own.is_file() else shipped_file(kind, name)


def shipped_file(kind: str, name: str) -> Path:
    """Return where the shipped pack lies; a pack of the user's own need not have one."""
    return _in_folder(paths.resources() / "packs", kind, name)


@lru_cache(maxsize=512)
def _in_folder(folder: Path, kind: str, name: str) -> Path:
    """Return a pack's path; asked for so often that putting it together counts."""
    return folder / kind / f"{name}.toml"


def load(kind: str, name: str, schema: type[E]) -> Pack[E]:
    """Return the pack with its entries checked against ``schema``; the shipped one where the user's own does not fit.

    Raises:
        PackError: if the file is no TOML, lacks its header, or an entry does not fit.
    """
    file = pack_file(kind, name)
    try:
        return parse(read(file), file, schema)
    except PackError as error:
        shipped = shipped_file(kind, name)
        if file == shipped or not shipped.is_file():
            raise
        _warn(str(error))
        return parse(read(shipped), shipped, schema)


def parse(data: dict[str, Any], file: Path, schema: type[E]) -> Pack[E]:
    """Return a pack file's content checked against ``schema``.

    Raises:
        PackError: if it lacks its header, or an entry does not fit.
    """
    import msgspec

    try:
        header = msgspec.convert(data.get("pack"), PackHeader)
        entries = msgspec.convert(data.get("entries", []), tuple[schema, ...])  # type: ignore[valid-type]
    except msgspec.ValidationError as error:
        raise PackError(file, str(error)) from error
    return Pack(header, entries, file)


@cache
def _warn(reason: str) -> None:
    """Log once that a pack of the user's own is not used."""
    logging.getLogger(__name__).warning("own pack not used: %s", reason)


def read(file: Path) -> dict[str, Any]:
    """Return a pack file's raw content.

    Raises:
        PackError: if the file cannot be read or is no TOML.
    """
    try:
        return tomllib.loads(file.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise PackError(file, str(error)) from error
