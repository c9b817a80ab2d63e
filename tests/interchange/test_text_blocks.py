"""Text cut into columns at once gives the same rows as reading it row by row, whatever is in it."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from shopplanner.interchange import text_blocks
from shopplanner.interchange.cells import clean
from shopplanner.interchange.text_blocks import TextShape, disguised, undisguised

CELLS = st.text(st.sampled_from("ab1²é香水\"=,'. \n"), max_size=4)
WRAPPED = st.integers(0, 99).map(lambda number: f'="{number}"')
TABLES = st.lists(st.lists(CELLS | WRAPPED, min_size=3, max_size=3), min_size=1, max_size=8)
FACES = st.lists(st.text(st.sampled_from('a1"=,\r\n香²'), max_size=6), max_size=8).map("".join)


def rows_of(shape: TextShape, skip: int, width: int) -> list[list[str]]:
    """Return all rows with their cells as bare text; blocks must be numbered without a hole."""
    found: list[list[str]] = []
    number = skip + 1
    for block in text_blocks.text_blocks(shape, skip, width):
        assert block.number == number
        assert len(block) == len(block.rows)
        number += len(block)
        found += [[clean(cell) for cell in row] for row in block.rows]
    return found


def expected(path: Path, encoding: str, skip: int) -> list[list[str]]:
    """Return the rows as the csv module reads them."""
    with path.open(encoding=encoding, newline="") as file:
        return [[clean(cell) for cell in row] for row in list(csv.reader(file))[skip:]]


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
@given(table=TABLES, quoting=st.sampled_from([csv.QUOTE_ALL, csv.QUOTE_MINIMAL]), small=st.booleans())
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_written_tables_are_read_back(
    tmp_path: Path, encoding: str, table: list[list[str]], quoting: int, small: bool
) -> None:
    path = tmp_path / "a.csv"
    with path.open("w", encoding=encoding, errors="replace", newline="") as file:
        csv.writer(file, quoting=quoting).writerows([["x", "y", "z"], *table])  # type: ignore[arg-type]  # one of csv's own constants
    _same(path, encoding, small=small)


@given(content=FACES, small=st.booleans())
@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_text_is_read_as_the_csv_module_reads_it(tmp_path: Path, content: str, small: bool) -> None:
    path = tmp_path / "a.csv"
    head = content.replace("\r\n", "").replace("\r", "")
    path.write_bytes(f"x,y,z\n{head if small else content}".encode("gb18030"))
    if "\r" in content.replace("\r\n", "") and not small:
        return  # files with bare carriage returns are read row by row from the start
    _same(path, "gb18030", small=small)


def _same(path: Path, encoding: str, *, small: bool) -> None:
    """Compare both ways of reading, with blocks of a few bytes or of usual size."""
    usual = text_blocks.BLOCK_BYTES
    text_blocks.BLOCK_BYTES = 8 if small else usual
    try:
        found = rows_of(TextShape(path, encoding, ","), 1, 3)
    finally:
        text_blocks.BLOCK_BYTES = usual
    assert found == expected(path, encoding, 1)


def test_plain_lines_are_cut_into_columns_undecoded(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes('号,名\r\n="12",香\r\n="13",水\r\n'.encode("gb18030"))
    (block,) = text_blocks.text_blocks(TextShape(path, "gb18030", ","), 1, 2)
    assert list(map(list, block.columns)) == [["12", "13"], [disguised("香", "gb18030"), disguised("水", "gb18030")]]
    assert block.rows == [["12", "香"], ["13", "水"]]


def test_only_texts_in_an_encoding_are_decoded() -> None:
    assert undisguised(5, "gb18030") == 5
    assert undisguised("香", "") == "香"
    assert undisguised(disguised("香", "utf-8"), "utf-8") == "香"
