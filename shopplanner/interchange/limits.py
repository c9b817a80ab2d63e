"""How large a file may be before it is opened at all: a small archive must not be able to fill the memory."""

from __future__ import annotations

import os
import stat
import zipfile
from pathlib import Path

from shopplanner.domain.errors import InputError, Location
from shopplanner.domain.messages import message

MEBIBYTE = 1 << 20
MAX_TEXT_BYTES = 4096 * MEBIBYTE
MAX_WORKBOOK_BYTES = 50 * MEBIBYTE
MAX_ENTRIES = 2000
MAX_UNPACKED_BYTES = 400 * MEBIBYTE
MAX_RATIO = 100
MAX_ROWS = 1_048_576
MAX_COLUMNS = 512


def refuse(text_id: str, file: str, **values: str | int) -> InputError:
    """Return the error for a file that cannot be used, with its hint."""
    return InputError(message(text_id, file=file, **values), message(f"{text_id}_hint"), Location(file=file))


def check_file(path: Path) -> None:
    """Make sure that ``path`` is a readable, non-empty, ordinary file.

    Raises:
        InputError: if it is missing, a folder, a device, unreadable or empty.
    """
    try:
        found = path.stat()
    except FileNotFoundError as error:
        raise refuse("imports.error.missing", path.name) from error
    except OSError as error:
        raise refuse("imports.error.unreadable", path.name) from error
    if stat.S_ISDIR(found.st_mode):
        raise refuse("imports.error.folder", path.name)
    if not stat.S_ISREG(found.st_mode) or not os.access(path, os.R_OK):
        raise refuse("imports.error.unreadable", path.name)
    if found.st_size == 0:
        raise refuse("imports.error.empty", path.name)


def check_size(path: Path, most: int) -> None:
    """Refuse a file of more than ``most`` bytes.

    Raises:
        InputError: if it is larger.
    """
    if path.stat().st_size > most:
        raise refuse("imports.error.too_large", path.name, limit=most // MEBIBYTE)


def check_archive(archive: zipfile.ZipFile, name: str) -> None:
    """Refuse an archive whose declared contents are too many, too large, or packed too tightly.

    Raises:
        InputError: if any limit is exceeded or an entry is encrypted.
    """
    entries = archive.infolist()
    if any(entry.flag_bits & 1 for entry in entries):
        raise refuse("imports.error.password", name)
    unpacked = sum(entry.file_size for entry in entries)
    tight = any(entry.file_size > MEBIBYTE and entry.file_size > MAX_RATIO * entry.compress_size for entry in entries)
    if len(entries) > MAX_ENTRIES or unpacked > MAX_UNPACKED_BYTES or tight:
        raise refuse("imports.error.bomb", name)
