"""Delimited text in blocks of whole lines, cut into columns at once where it is plain.

Most exports quote nothing, or only wrap ids as ``="..."``. Such a block is cut by splitting it, undecoded, which is
several times quicker than going through its rows. The first block with any other quotation mark goes to the csv module,
and so does the rest.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import BinaryIO, cast

Columns = Sequence[Sequence[object]]
Row = list[object]
BLOCK_ROWS = 500
BLOCK_BYTES = 1 << 15
GUISE = "latin-1"
"""Undecoded bytes are given as the text that this code makes of them: the same for all that is ASCII."""


@dataclass(slots=True)
class Block:
    """Some rows of a table: by row, or by column and still in the file's own ``encoding``."""

    number: int
    given: list[Row] = field(default_factory=list)
    columns: Columns = ()
    encoding: str = ""

    def __len__(self) -> int:
        """The number of rows."""
        return len(self.columns[0]) if self.columns else len(self.given)

    @property
    def rows(self) -> list[Row]:
        """The rows one after another, decoded."""
        if not self.columns:
            return self.given
        decoded = ([undisguised(cell, self.encoding) for cell in column] for column in self.columns)
        return list(map(list, zip(*decoded, strict=True)))


def undisguised(cell: object, encoding: str) -> object:
    """Return a cell that is still in an encoding as the text that it is; without one it is decoded already."""
    if not encoding or not isinstance(cell, str) or cell.isascii():
        return cell
    return cell.encode(GUISE).decode(encoding)


def disguised(content: str, encoding: str) -> str:
    """Return a text as it stands in undecoded columns."""
    return content.encode(encoding, "replace").decode(GUISE)


def row_blocks(rows: Iterator[Row], number: int) -> Iterator[Block]:
    """Give rows in blocks, the first of them numbered ``number``."""
    while given := list(islice(rows, BLOCK_ROWS)):
        yield Block(number, given)
        number += len(given)


@dataclass(frozen=True, slots=True)
class TextShape:
    """How a text file writes a table; each line ends with a line feed, alone or after a carriage return."""

    path: Path
    encoding: str
    delimiter: str


def text_blocks(shape: TextShape, skip: int, width: int) -> Iterator[Block]:
    """Give the rows of a text of ``width`` columns in blocks, without the first ``skip``."""
    number = skip + 1
    with shape.path.open("rb") as file:
        begin = _skipped(file, skip, shape.delimiter)
        file.seek(begin)
        for lines in _whole_lines(file):
            columns = _columns(lines.decode(GUISE), shape.delimiter, width)
            if columns is not None:
                blocks = iter([Block(number, columns=columns, encoding=shape.encoding)])
            elif b'"' in lines:
                yield from row_blocks(_rows_from(shape, begin), number)
                return
            else:
                rows = csv.reader(io.StringIO(lines.decode(shape.encoding), newline=""), delimiter=shape.delimiter)
                blocks = row_blocks(cast("Iterator[Row]", rows), number)
            for block in blocks:
                yield block
                number += len(block)
            begin += len(lines)


def _skipped(file: BinaryIO, skip: int, delimiter: str) -> int:
    """Return where the row below the first ``skip`` begins."""
    begin = 0

    def lines() -> Iterator[str]:
        nonlocal begin
        for line in file:
            begin += len(line)
            yield line.decode(GUISE)

    for _ in islice(csv.reader(lines(), delimiter=delimiter), skip):
        pass
    return begin


def _whole_lines(file: BinaryIO) -> Iterator[bytes]:
    """Give a text in pieces that end with a line."""
    while piece := file.read(BLOCK_BYTES):
        yield piece if piece.endswith(b"\n") else piece + file.readline()


def _columns(lines: str, delimiter: str, width: int) -> Columns | None:
    """Cut lines into columns; None where they differ in width, or quotation marks do more than wrap ids."""
    end = "\r\n" if "\r" in lines else "\n"
    whole = lines if lines.endswith(end) else lines + end
    cells = whole.replace(end, f"{delimiter}\n{delimiter}").split(delimiter)
    count, over = divmod(len(cells), width + 1)
    marked = over == 1 and cells[width :: width + 1].count("\n") == count == whole.count("\n")
    if not marked or (end == "\r\n" and whole.count("\r") != count):
        return None
    columns = [cells[at : -1 : width + 1] for at in range(width)]
    return columns if _unwrapped(columns) == whole.count('"') else None


def _unwrapped(columns: list[list[str]]) -> int:
    """Take the marks off columns of ids that are wrapped as ``="..."``; return how many marks there were."""
    marks = 0
    for at, column in enumerate(columns):
        if column[0].startswith('="'):
            bare = [cell[2:-1] for cell in column if cell[:2] == '="' and cell[-1] == '"']
            if len(bare) == len(column):
                columns[at] = bare
                marks += 2 * len(bare)
    return marks


def _rows_from(shape: TextShape, begin: int) -> Iterator[Row]:
    """Give the rows from a byte on."""
    with shape.path.open("rb") as file:
        file.seek(begin)
        content = io.TextIOWrapper(file, encoding=shape.encoding, newline="")
        yield from cast("Iterator[Row]", csv.reader(content, delimiter=shape.delimiter))
