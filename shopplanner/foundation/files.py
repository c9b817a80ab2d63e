"""Files written whole or not at all."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator
from functools import cache
from pathlib import Path


@contextlib.contextmanager
def atomic_path(target: Path) -> Iterator[Path]:
    """Yield a path beside ``target``; what is written there replaces ``target`` if the block ends well."""
    import tempfile

    handle, name = tempfile.mkstemp(prefix=f".{target.stem}.", suffix=target.suffix, dir=target.parent)
    os.close(handle)
    beside = Path(name)
    try:
        yield beside
        with beside.open("rb+") as file:
            os.fsync(file.fileno())
        beside.chmod(target.stat().st_mode if target.exists() else _usual_mode())
        beside.replace(target)
    except BaseException:
        with contextlib.suppress(OSError):
            beside.unlink()
        raise


@cache
def _usual_mode() -> int:
    """Return the rights of a new file; a temporary one is closed to everybody else, which a shared plan must not be."""
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask


def write_text(target: Path, text: str) -> None:
    """Write a text file whole or not at all, as UTF-8."""
    with atomic_path(target) as beside:
        beside.write_text(text, encoding="utf-8")
