"""Whole columns of cells into typed values at once: what makes millions of rows quick.

A converter of a column gives the same values as converting cell by cell, or raises for the whole column; the reader
then goes through those rows one by one to find the ones at fault.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from shopplanner.interchange import cells
from shopplanner.interchange.cells import Converter

REST_OF_HOUR = re.compile(r":([0-5]\d):([0-5]\d)")
ColumnConverter = Callable[[Sequence[object]], list[Any]]


def column_converter(kind: str, convert: Converter) -> ColumnConverter:
    """Return the quick way to convert a column of a kind whose cells ``convert`` converts."""
    if kind == "id":
        return partial(ids, convert)
    if kind == "moment":
        return Moments(convert).column
    return Remembering(convert).column


def ids(convert: Converter, column: Sequence[object]) -> list[Any]:
    """Convert ids: plain digits, or digits wrapped as ``="..."`` to keep spreadsheet programs from rounding them."""
    try:
        if all_digits(column):
            return list(column)
        bare = [cell[2:-1] if cell[:2] == '="' and cell[-1] == '"' else cell for cell in column]  # type: ignore[index]  # other types go the long way
        if all_digits(bare):
            return bare
    except (TypeError, IndexError):
        pass
    return list(map(convert, column))


def all_digits(column: Sequence[object]) -> bool:
    """Whether all cells are texts of ASCII digits."""
    return all(map(str.isdigit, column)) and all(map(str.isascii, column))  # type: ignore[arg-type]  # a TypeError sends other types the long way


class Remembering(dict[object, Any]):
    """A converter that remembers what it converted: exports repeat the same few thousand cells."""

    LIMIT = 1 << 16

    def __init__(self, convert: Converter) -> None:
        super().__init__()
        self._convert = convert

    def __missing__(self, cell: object) -> Any:
        """Convert a cell seen for the first time."""
        value = self[cell] = self._convert(cell)
        return value

    def column(self, column: Sequence[object]) -> list[Any]:
        """Convert a column."""
        if len(self) > self.LIMIT:
            self.clear()
        if column[0] == column[-1] and column.count(column[0]) == len(column):
            return [self[column[0]]] * len(column)
        return list(map(self.__getitem__, column))


class Moments:
    """Converts moments like ``2026-06-18 20:00:00``: hours of days repeat, and so do minutes and seconds."""

    def __init__(self, convert: Converter) -> None:
        self._convert = convert
        self._hours = Remembering(_hour)
        self._rests = Remembering(_rest_of_hour)

    def column(self, column: Sequence[object]) -> list[Any]:
        """Convert a column."""
        hours, rests = self._hours, self._rests
        try:
            return [hours[cell[:13]] + rests[cell[13:]] if cell else None for cell in column]  # type: ignore[index]  # other types go the long way
        except (TypeError, ValueError):
            return list(map(self._convert, column))


def _hour(begin: object) -> int:
    """Return the second at which an hour like ``2026-06-18 20`` begins."""
    day, blank, hour = str(begin).partition(" ")
    if not blank or len(day) != 10 or not hour.isdecimal() or int(hour) > 23:
        raise ValueError("date")
    midnight = cells.to_second(day)
    if midnight is None:
        raise ValueError("date")
    return midnight + int(hour) * 3600


def _rest_of_hour(rest: object) -> int:
    """Return the seconds that a text like ``:05:09`` says."""
    match = REST_OF_HOUR.fullmatch(str(rest))
    if match is None:
        raise ValueError("date")
    return int(match[1]) * 60 + int(match[2])
