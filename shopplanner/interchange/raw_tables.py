"""Tables as files hold them: rows of cells, with their row numbers, before anybody knows what they mean.

Text is tried as strict UTF-8 and then as strict GB18030. Old and new workbooks are read by calamine; an HTML page or
tab-separated text that calls itself ``.xls`` is recognised for what it is.
"""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from html.parser import HTMLParser
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias, cast

from shopplanner.domain.errors import InputError
from shopplanner.interchange import limits
from shopplanner.interchange.limits import refuse

if TYPE_CHECKING:
    from python_calamine import CalamineSheet

Cell: TypeAlias = object
"""A text, a number, a date, a datetime, a bool, or an empty text."""

Row: TypeAlias = "list[Cell]"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ZIP = b"PK\x03\x04"
SNIFF_BYTES = 65536
BLOCK = 1 << 20
DELIMITERS = "\t,;"


@dataclass(frozen=True, slots=True)
class RawTable:
    """One sheet or text table.

    Attributes:
        file: name of the file, or of the archive's member.
        sheet: name of the sheet; empty for text.
        rows: gives all rows anew each time it is called, each with its number counted from 1.
        typed: whether numbers and dates come as such, as from a workbook.
    """

    file: str
    sheet: str
    rows: Callable[[], Iterator[tuple[int, Row]]]
    typed: bool


def open_tables(path: Path) -> list[RawTable]:
    """Return every table in a file.

    Raises:
        InputError: if the file cannot be used; says why and what to do.
    """
    limits.check_file(path)
    with path.open("rb") as file:
        head = file.read(SNIFF_BYTES)
    if head.startswith(ZIP):
        limits.check_size(path, limits.MAX_WORKBOOK_BYTES)
        return _zip_tables(path)
    if head.startswith(OLE):
        limits.check_size(path, limits.MAX_WORKBOOK_BYTES)
        return _workbook_tables(path.read_bytes(), path.name)
    limits.check_size(path, limits.MAX_TEXT_BYTES)
    if b"<table" in head.lower() or b"<tr" in head.lower():
        limits.check_size(path, limits.MAX_WORKBOOK_BYTES)
        return _html_tables(_decoded(path.read_bytes(), path.name), path.name)
    return [_text_table(path)]


def pasted_table(content: str) -> RawTable:
    """Return a pasted text as a table."""
    if not content.strip():
        raise refuse("imports.error.empty", "–")
    delimiter = _delimiter(content[:SNIFF_BYTES])
    return RawTable("", "", lambda: _numbered(csv.reader(io.StringIO(content), delimiter=delimiter)), typed=False)


def _zip_tables(path: Path) -> list[RawTable]:
    try:
        with zipfile.ZipFile(path) as archive:
            limits.check_archive(archive, path.name)
            names = archive.namelist()
            if "[Content_Types].xml" in names:
                return _workbook_tables(path.read_bytes(), path.name)
            members = [entry for entry in archive.infolist() if not entry.is_dir() and not _hidden(entry.filename)]
            return [table for entry in members for table in _member_tables(archive, entry)]
    except (zipfile.BadZipFile, EOFError, OSError) as error:
        raise refuse("imports.error.truncated", path.name) from error


def _hidden(name: str) -> bool:
    return name.startswith("__MACOSX/") or Path(name).name.startswith(".")


def _member_tables(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> list[RawTable]:
    """Read one member by what it holds; its path inside the archive is never followed."""
    name = Path(entry.filename).name
    with archive.open(entry) as packed:
        content = packed.read(limits.MAX_UNPACKED_BYTES + 1)
    if len(content) > limits.MAX_UNPACKED_BYTES:
        raise refuse("imports.error.bomb", name)
    if content.startswith(ZIP) and not name.lower().endswith((".xlsx", ".xlsm")):
        raise refuse("imports.error.nested", name)
    if content.startswith((ZIP, OLE)):
        return _workbook_tables(content, name)
    text = _decoded(content, name)
    delimiter = _delimiter(text[:SNIFF_BYTES])
    return [RawTable(name, "", lambda: _numbered(csv.reader(io.StringIO(text), delimiter=delimiter)), typed=False)]


def _workbook_tables(content: bytes, name: str) -> list[RawTable]:
    from python_calamine import CalamineError, CalamineWorkbook, PasswordError

    if content.startswith(OLE) and "EncryptedPackage".encode("utf-16-le") in content:
        raise refuse("imports.error.password", name)
    if content.startswith(ZIP):
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            limits.check_archive(archive, name)
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(content))
        return [_sheet_table(book.get_sheet_by_name(sheet), name, sheet) for sheet in book.sheet_names]
    except PasswordError as error:
        raise refuse("imports.error.password", name) from error
    except (CalamineError, OSError, ValueError) as error:
        raise refuse("imports.error.truncated", name) from error


def _sheet_table(sheet: CalamineSheet, name: str, sheet_name: str) -> RawTable:
    rows = cast("list[Row]", sheet.to_python(skip_empty_area=False))
    if len(rows) > limits.MAX_ROWS or (rows and len(rows[0]) > limits.MAX_COLUMNS):
        raise refuse("imports.error.too_many_rows", name)
    return RawTable(name, sheet_name, lambda: iter(enumerate(rows, start=1)), typed=True)


def _text_table(path: Path) -> RawTable:
    encoding = _encoding(path)
    with path.open(encoding=encoding, newline="") as file:
        delimiter = _delimiter(file.read(SNIFF_BYTES))

    def rows() -> Iterator[tuple[int, Row]]:
        with path.open(encoding=encoding, newline="", buffering=1 << 18) as file:
            yield from _numbered(csv.reader(file, delimiter=delimiter))

    return RawTable(path.name, "", rows, typed=False)


def _numbered(rows: Iterator[list[str]]) -> Iterator[tuple[int, Row]]:
    try:
        yield from enumerate(rows, start=1)
    except csv.Error as error:
        raise refuse("imports.error.truncated", "–") from error
    except UnicodeDecodeError as error:
        raise refuse("imports.error.encoding", "–") from error


def _encoding(path: Path) -> str:
    """Return the encoding that reads the first megabyte with anything but ASCII in it, strictly.

    Raises:
        InputError: if neither UTF-8 nor GB18030 does.
    """
    with path.open("rb") as file:
        while block := file.read(BLOCK):
            if b"\x00" in block:
                raise refuse("imports.error.encoding", path.name)
            if not block.isascii():
                return _encoding_of(block + file.readline(), path.name)
    return "utf-8-sig"


def _encoding_of(block: bytes, name: str) -> str:
    """Return the encoding of a block that ends with a whole line; its first line may be cut."""
    for encoding in ("utf-8-sig", "gb18030"):
        for start in (0, block.find(b"\n") + 1):
            try:
                block[start:].decode(encoding)
            except UnicodeDecodeError:
                continue
            return encoding
    raise refuse("imports.error.encoding", name)


def _decoded(content: bytes, name: str) -> str:
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise refuse("imports.error.encoding", name)


def _delimiter(sample: str) -> str:
    """Return the delimiter that the first lines use most."""
    lines = sample.splitlines()[:20]
    return max(DELIMITERS, key=lambda mark: (sum(line.count(mark) for line in lines), mark == ","))


class _TableParser(HTMLParser):
    """Gathers the rows of every table of an HTML page."""

    def __init__(self) -> None:
        super().__init__()
        self.rows: list[Row] = []
        self._cell: list[str] | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002 - HTMLParser's own
        if tag == "tr":
            self.rows.append([])
        elif tag in {"td", "th"}:
            self._cell = []

    def handle_data(self, data: str) -> None:
        if self._cell is not None:
            self._cell.append(data)

    def handle_endtag(self, tag: str) -> None:
        if tag in {"td", "th"} and self._cell is not None and self.rows:
            self.rows[-1].append("".join(self._cell).strip())
            self._cell = None


def _html_tables(content: str, name: str) -> list[RawTable]:
    parser = _TableParser()
    parser.feed(content)
    rows = [row for row in parser.rows if row]
    if not rows:
        raise InputError(refuse("imports.error.no_table", name).what)
    return [RawTable(name, "", lambda: iter(enumerate(rows, start=1)), typed=False)]
