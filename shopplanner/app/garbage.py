"""Looks for garbage in the window's thread: a widget that another thread destroys can stop the program."""

from __future__ import annotations

import gc
from typing import Final

from PySide6.QtCore import QObject, QTimer

EVERY_MS: Final = 200
FULL: Final = 2


class GarbageTimer(QObject):
    """Takes the place of the automatic search, which runs in whatever thread happens to make many objects."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._timer = QTimer(self)
        self._timer.setInterval(EVERY_MS)
        self._timer.timeout.connect(self._search)
        self._settled = False

    def start(self) -> None:
        """Search from now on. What exists by now stays to the end, so no search needs to look at it again."""
        gc.disable()
        gc.freeze()
        self._timer.start()

    def _search(self) -> None:
        """Search what is due; what is left of the first full search, the libraries above all, stays to the end, too."""
        if collect_due() == FULL and not self._settled:
            self._settled = True
            gc.freeze()


def collect_due() -> int | None:
    """Search the oldest generation that is due by Python's own measure; return which, None if none is."""
    due = [
        one for one, (count, most) in enumerate(zip(gc.get_count(), gc.get_threshold(), strict=True)) if count > most
    ]
    if not due:
        return None
    gc.collect(due[-1])
    return due[-1]
