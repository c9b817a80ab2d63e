"""Whether the receiver of a late result still exists."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

import shiboken6
from PySide6.QtCore import QObject


def is_alive(callback: Callable[..., Any]) -> bool:
    """Return whether all Qt objects that a callback belongs to or closes over still exist."""
    return all(shiboken6.isValid(item) for item in _objects(callback))


def _objects(callback: Callable[..., Any]) -> Iterator[QObject]:
    if isinstance(callback, partial):
        yield from _objects(callback.func)
        yield from (item for item in callback.args if isinstance(item, QObject))
        return
    owner = getattr(callback, "__self__", None)
    if isinstance(owner, QObject):
        yield owner
    for cell in getattr(callback, "__closure__", None) or ():
        try:
            content = cell.cell_contents
        except ValueError:  # a variable that was never assigned
            continue
        if isinstance(content, QObject):
            yield content
