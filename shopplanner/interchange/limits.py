"""How large a file may be before it is opened at all: a small archive must not be able to fill the memory."""

from __future__ import annotations

import os
import re
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
SPARSE_CELLS = 2_000_000
SPARSE_FACTOR = 10
"""A sheet is laid out as a full rectangle when it is read; it may be this many times larger than its cells."""
CELL_PLACE = re.compile(rb' r="([A-Z]{1,7})(\d{1,9})"')
BLOCK = 1 << 20
OVERLAP = 64


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


def check_extent(rows: int, columns: int, name: str) -> None:
    """Refuse a table of more rows or columns than a sheet can hold.

    Raises:
        InputError: if it is larger.
    """
    if rows > MAX_ROWS or columns > MAX_COLUMNS:
        raise refuse("imports.error.too_many_rows", name)


def check_sheets(archive: zipfile.ZipFile, name: str) -> None:
    """Read every entry of a workbook once: sizes must be as declared, and no sheet may be nearly all holes.

    Two cells at opposite corners of a sheet would otherwise ask for hundreds of gigabytes.

    Raises:
        InputError: if a sheet is larger than a sheet can be, or far larger than what is in it.
        zipfile.BadZipFile: if an entry is not what the archive declares.
    """
    for entry in archive.infolist():
        if entry.filename.startswith("xl/worksheets/"):
            _check_sheet(archive, entry, name)
        else:
            with archive.open(entry) as packed:
                while packed.read(BLOCK):
                    pass


def _check_sheet(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, name: str) -> None:
    last_row, last_column, cells, rest = 0, 0, 0, b""
    with archive.open(entry) as packed:
        while block := packed.read(BLOCK):
            found = CELL_PLACE.findall(rest + block)
            rest = block[-OVERLAP:]
            cells += len(found)
            last_row = max([last_row, *map(int, {row for _, row in found})])
            last_column = max([last_column, *map(_column_number, {column for column, _ in found})])
    check_extent(last_row, last_column, name)
    if last_row * last_column > max(SPARSE_CELLS, cells * SPARSE_FACTOR):
        raise refuse("imports.error.bomb", name)


def _column_number(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number
