"""Logs: a rotating file for later, and the last records in memory for the viewer."""

from __future__ import annotations

import logging
from collections import deque
from pathlib import Path
from typing import TYPE_CHECKING, Final

from shopplanner.foundation import paths

if TYPE_CHECKING:
    from logging.handlers import RotatingFileHandler

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


class FileHandler(logging.Handler):
    """Writes to a rotating file that is opened with the first record; a file that cannot be written is done without."""

    def __init__(self, folder: Path | None) -> None:
        super().__init__(logging.INFO)
        self._folder = folder
        self._file: RotatingFileHandler | None = None
        self._failed = False

    def emit(self, record: logging.LogRecord) -> None:
        """Write a record."""
        if self._file is None and not self._failed:
            self._open()
        if self._file is not None:
            self._file.emit(record)

    def close(self) -> None:
        """Close the file."""
        if self._file is not None:
            self._file.close()
        super().close()

    def _open(self) -> None:
        from logging.handlers import RotatingFileHandler

        try:
            target = (self._folder or paths.log_folder()) / "shopplanner.log"
            self._file = RotatingFileHandler(target, maxBytes=FILE_BYTES, backupCount=FILES - 1, encoding="utf-8")
        except OSError as error:
            self._failed = True
            logging.getLogger(ROOT).warning("no log file: %s", error)
            return
        self._file.setFormatter(logging.Formatter(FORMAT))


class _Installed:
    ring: RingHandler | None = None
    file: FileHandler | None = None


def start(folder: Path | None = None) -> RingHandler:
    """Begin to log to the folder and to memory; a folder that cannot be written leaves memory only."""
    stop()
    logger = logging.getLogger(ROOT)
    logger.setLevel(logging.INFO)
    ring = RingHandler()
    logger.addHandler(ring)
    _Installed.ring = ring
    _Installed.file = FileHandler(folder)
    logger.addHandler(_Installed.file)
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
