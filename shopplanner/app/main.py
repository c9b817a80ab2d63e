"""The program's one entry: the window, or a headless command."""

from __future__ import annotations

import gc
import sys
from collections.abc import Sequence
from pathlib import Path

SUFFIX = ".shopplan"
SAMPLE = "--sample"


def main(arguments: Sequence[str] | None = None) -> int:
    """Open the window where the arguments ask for it, else run the command; return the exit code."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    if opens_window(given):
        # nothing made before the first picture is garbage yet, so looking for some would only hold it up
        gc.disable()
        from shopplanner.app.startup import run

        return run([Path(name) for name in given if name != SAMPLE], sample=SAMPLE in given)
    from shopplanner.app import command_line

    return command_line.main(given)


def opens_window(given: Sequence[str]) -> bool:
    """Return whether the arguments ask for the window: none at all, ``--sample``, or nothing but workspace files."""
    return list(given) == [SAMPLE] or all(name.lower().endswith(SUFFIX) and not name.startswith("-") for name in given)
