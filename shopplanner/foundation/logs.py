"""Logs: a rotating file for later, and the last records in memory for the viewer."""

from __future__ import annotations

import logging
from collections import deque
from logging.handlers import RotatingFileHandler
from pathlib import Path
from typing import Final

from shopplanner.foundation import paths

FILES: Final = 5
FILE_BYTES: Final = 1_000_000
KEPT: Final = 2000
FORMAT: Final = "%(asctime)s %(levelname)s %(name)s: %(message)s"
ROOT: Final = "shopplanner"


class RingHandler(logging.Handler):
    """Keeps the last records in memory."""

    def __init__(self, kept: int = KEPT) -> None:
        super().__init__(logging.DEBUG)
        self._records: deque[tuple[int, str]] = deque(maxlen=kept)
        self.setFormatter(logging.Formatter(FORMAT))

    def emit(self, record: logging.LogRecord) -> None:
        """Keep a record as its line."""
        self._records.append((record.levelno, self.format(record)))

    def lines(self, level: int = logging.DEBUG) -> list[str]:
        """Return the kept lines of at least a level, oldest first."""
        return [line for number, line in self._records if number >= level]


class _Installed:
    ring: RingHandler | None = None
    file: RotatingFileHandler | None = None


def start(folder: Path | None = None) -> RingHandler:
    """Begin to log to the folder and to memory; a folder that cannot be written leaves memory only."""
    stop()
    logger = logging.getLogger(ROOT)
    logger.setLevel(logging.INFO)
    ring = RingHandler()
    logger.addHandler(ring)
    _Installed.ring = ring
    try:
        target = (folder or paths.log_folder()) / "shopplanner.log"
        handler = RotatingFileHandler(target, maxBytes=FILE_BYTES, backupCount=FILES - 1, encoding="utf-8", delay=True)
    except OSError as error:
        logger.warning("no log file: %s", error)
        return ring
    handler.setFormatter(logging.Formatter(FORMAT))
    logger.addHandler(handler)
    _Installed.file = handler
    return ring


def stop() -> None:
    """End logging and close the file."""
    logger = logging.getLogger(ROOT)
    for handler in (_Installed.ring, _Installed.file):
        if handler is not None:
            logger.removeHandler(handler)
            handler.close()
    _Installed.ring = _Installed.file = None


def ring() -> RingHandler:
    """Return the records in memory; empty ones where logging was not started."""
    return _Installed.ring or RingHandler()
