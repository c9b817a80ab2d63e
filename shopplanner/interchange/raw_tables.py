"""Tables as files hold them: rows of cells before anybody knows what they mean.

Text is tried as strict UTF-8 and then as strict GB18030; UTF-16 is known by its mark. Old and new workbooks are read by
calamine; an HTML page or tab-separated text that calls itself ``.xls`` is recognised for what it is.
"""

from __future__ import annotations

import codecs
import csv
import io
import zipfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from itertools import islice
from pathlib import Path, PurePosixPath
from typing import IO, TYPE_CHECKING, cast

from shopplanner.interchange import html_tables, limits
from shopplanner.interchange.limits import refuse
from shopplanner.interchange.text_blocks import Block, Row, TextShape, row_blocks, text_blocks

if TYPE_CHECKING:
    from python_calamine import CalamineSheet

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ZIP = b"PK\x03\x04"
EMPTY_ZIP = b"PK\x05\x06"
OTHER_KINDS = (b"%PDF-", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"Rar!", b"7z\xbc\xaf", b"\x1f\x8b", b"{\\rtf")
"""How documents, pictures and other archives begin; some of them would pass for text."""
SNIFF_BYTES = 65536
BLOCK = 1 << 20
DELIMITERS = "\t,;"
UTF16_MARKS = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
WORKBOOK_ENDINGS = (".xlsx", ".xlsm")


@dataclass(frozen=True, slots=True)
class RawTable:
    """One sheet or text table.

    Attributes:
        file: name of the file, or of the archive's member.
        sheet: name of the sheet; empty for text.
        rows: gives all rows anew each time it is called; the first one is row 1.
        text_blocks: gives the rows of a text file below a number of rows in blocks, for a number of columns.
        cut: whether the text ends without a line's end, so that its last row may be cut off.
    """

    file: str
    sheet: str
    rows: Callable[[], Iterator[Row]]
    cut: bool = False
    text_blocks: Callable[[int, int], Iterator[Block]] | None = None

    def blocks(self, skip: int, width: int) -> Iterator[Block]:
        """Give the rows below the first ``skip`` in blocks; ``width`` is the number of columns to expect."""
        if self.text_blocks is not None:
            return self.text_blocks(skip, width)
        return row_blocks(islice(self.rows(), skip, None), skip + 1)


def open_tables(path: Path) -> list[RawTable]:
    """Return every table in a file.

    Raises:
        InputError: if the file cannot be used; says why and what to do.
    """
    limits.check_file(path)
    with file_failures(path.name):
        with path.open("rb") as file:
            head = file.read(SNIFF_BYTES)
        if head.startswith(EMPTY_ZIP):
            raise refuse("imports.error.empty", path.name)
        if head.startswith(OTHER_KINDS):
            raise refuse("imports.error.not_a_table", path.name)
        limits.check_size(path, limits.MAX_TEXT_BYTES if _is_plain(head) else limits.MAX_WORKBOOK_BYTES)
        if head.startswith(ZIP):
            return _zip_tables(path)
        if head.startswith(OLE):
            return _workbook_tables(path.read_bytes(), path.name)
        if not _is_plain(head):
            return _html_tables(_decoded(path.read_bytes(), path.name), path.name)
        return [_text_table(path)]


def pasted_table(content: str) -> RawTable:
    """Return a pasted text as a table.

    Raises:
        InputError: if nothing was pasted.
    """
    if not content.strip():
        raise refuse("imports.error.empty_paste", "")
    return _decoded_table(content, "", cut=False)


@contextmanager
def file_failures(name: str) -> Iterator[None]:
    """Raise the worded error instead of what reading a file raises when it is gone, cut off or not what it seems.

    Raises:
        InputError: in place of the failure inside.
    """
    try:
        yield
    except FileNotFoundError as error:
        raise refuse("imports.error.missing", name) from error
    except UnicodeError as error:
        raise refuse("imports.error.encoding", name) from error
    except csv.Error as error:
        raise refuse("imports.error.truncated", name) from error
    except OSError as error:
        raise refuse("imports.error.unreadable", name) from error


def _is_plain(head: bytes) -> bool:
    """Whether a file's beginning is neither a workbook, nor an archive, nor a page."""
    if head.startswith((ZIP, OLE)):
        return False
    lower = head.lower()
    return b"<table" not in lower and b"<tr" not in lower and b"<html" not in lower


def _zip_tables(path: Path) -> list[RawTable]:
    try:
        with zipfile.ZipFile(path) as archive:
            limits.check_archive(archive, path.name)
            if "[Content_Types].xml" in archive.namelist():
                return _workbook_tables(path.read_bytes(), path.name)
            members = [entry for entry in archive.infolist() if not entry.is_dir() and not _hidden(entry.filename)]
            if not members:
                raise refuse("imports.error.empty", path.name)
            return [table for entry in members for table in _member_tables(archive, entry)]
    except (zipfile.BadZipFile, EOFError, NotImplementedError) as error:
        raise refuse("imports.error.truncated", path.name) from error


def _hidden(name: str) -> bool:
    return name.startswith("__MACOSX/") or PurePosixPath(name).name.startswith(".")


def _member_name(entry: zipfile.ZipInfo) -> str:
    """Return a member's bare name; archives made by Chinese Windows write it in GBK without saying so."""
    name = entry.filename
    if not entry.flag_bits & 0x800:
        try:
            name = name.encode("cp437").decode("gb18030")
        except UnicodeError:
            name = entry.filename
    return PurePosixPath(name.replace("\\", "/")).name


def _member_tables(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> list[RawTable]:
    """Read one member by what it holds; its path inside the archive is never followed."""
    name = _member_name(entry)
    with archive.open(entry) as packed:
        content = packed.read(limits.MAX_UNPACKED_BYTES + 1)
    if len(content) > limits.MAX_UNPACKED_BYTES:
        raise refuse("imports.error.bomb", name)
    if content.startswith(ZIP) and not name.lower().endswith(WORKBOOK_ENDINGS):
        raise refuse("imports.error.nested", name)
    if not content:
        raise refuse("imports.error.empty", name)
    if content.startswith(OTHER_KINDS):
        raise refuse("imports.error.not_a_table", name)
    if content.startswith((ZIP, OLE)):
        return _workbook_tables(content, name)
    text = _decoded(content, name)
    return [_decoded_table(text, name, cut=True)] if _is_plain(content[:SNIFF_BYTES]) else _html_tables(text, name)


def _workbook_tables(content: bytes, name: str) -> list[RawTable]:
    from python_calamine import CalamineError, CalamineWorkbook, PasswordError

    if content.startswith(OLE) and "EncryptedPackage".encode("utf-16-le") in content:
        raise refuse("imports.error.password", name)
    try:
        if content.startswith(ZIP):
            with zipfile.ZipFile(io.BytesIO(content)) as archive:
                limits.check_archive(archive, name)
                limits.check_sheets(archive, name)
        book = CalamineWorkbook.from_filelike(io.BytesIO(content))
        return [_sheet_table(book.get_sheet_by_name(sheet), name, sheet) for sheet in book.sheet_names]
    except PasswordError as error:
        raise refuse("imports.error.password", name) from error
    except (CalamineError, zipfile.BadZipFile, EOFError, OSError, ValueError, NotImplementedError) as error:
        raise refuse("imports.error.truncated", name) from error


def _sheet_table(sheet: CalamineSheet, name: str, sheet_name: str) -> RawTable:
    """Return a sheet whose rows become Python values one at a time, so that no other thread has to wait long."""
    limits.check_extent(sheet.total_height, sheet.total_width, name)
    before: Row = [""] * (sheet.start[1] if sheet.start else 0)

    def rows() -> Iterator[Row]:
        given = cast("Iterable[Row]", sheet.iter_rows())
        return iter(given) if not before else ([*before, *row] for row in given)

    return RawTable(name, sheet_name, rows)


def _text_table(path: Path) -> RawTable:
    encoding = _encoding(path)
    with path.open(encoding=encoding, newline="") as file:
        sample = file.read(SNIFF_BYTES)
    delimiter = _delimiter(sample)

    def rows() -> Iterator[Row]:
        with file_failures(path.name), path.open(encoding=encoding, newline="", buffering=1 << 18) as file:
            yield from cast("Iterator[Row]", csv.reader(file, delimiter=delimiter))

    def blocks(skip: int, width: int) -> Iterator[Block]:
        with file_failures(path.name):
            yield from text_blocks(TextShape(path, encoding, delimiter), skip, width)

    ends_plainly = encoding != "utf-16" and sample.count("\r") == sample.count("\r\n")
    with path.open("rb") as raw:
        cut = _lacks_line_end(raw)
    return RawTable(path.name, "", rows, cut, blocks if ends_plainly else None)


def _lacks_line_end(file: IO[bytes]) -> bool:
    size = file.seek(0, io.SEEK_END)
    file.seek(max(0, size - 4))
    return b"\n" not in file.read()


def _decoded_table(content: str, name: str, *, cut: bool) -> RawTable:
    delimiter = _delimiter(content[:SNIFF_BYTES])

    def rows() -> Iterator[Row]:
        with file_failures(name):
            yield from cast("Iterator[Row]", csv.reader(io.StringIO(content, newline=""), delimiter=delimiter))

    return RawTable(name, "", rows, cut=cut and content[-1:] not in "\r\n")


def _html_tables(content: str, name: str) -> list[RawTable]:
    rows = html_tables.rows_of(content)
    if not rows:
        raise refuse("imports.error.no_table", name)
    limits.check_extent(len(rows), max(map(len, rows)), name)
    return [RawTable(name, "", partial(iter, cast("list[Row]", rows)))]


def _encoding(path: Path) -> str:
    """Return the encoding that reads the first megabyte with anything but ASCII in it, strictly.

    Raises:
        InputError: if neither UTF-8 nor GB18030 does.
    """
    with path.open("rb") as file:
        if file.read(2) in UTF16_MARKS:
            return "utf-16"
        file.seek(0)
        while block := file.read(BLOCK):
            if b"\x00" in block:
                raise refuse("imports.error.not_a_table", path.name)
            if not block.isascii():
                return _encoding_of(block + file.readline(BLOCK), path.name)
    return "utf-8-sig"


def _encoding_of(block: bytes, name: str) -> str:
    """Return the encoding of a block of whole lines, before which there is nothing but ASCII."""
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            block.decode(encoding)
        except UnicodeDecodeError:
            continue
        return encoding
    raise refuse("imports.error.encoding", name)


def _decoded(content: bytes, name: str) -> str:
    """Return a whole text.

    Raises:
        InputError: if it is none.
    """
    if content.startswith(UTF16_MARKS):
        return content.decode("utf-16")
    if b"\x00" in content:
        raise refuse("imports.error.not_a_table", name)
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
