"""Papers that people hold in their hands: briefs, scripts, lists and plans as data, before they become a file.

A paper is already worded in one language; amounts stay amounts, so that a workbook can hold them as numbers.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TypeAlias

from shopplanner.domain.messages import Money, Percent

Cell: TypeAlias = "str | int | Money | Percent | date | datetime | None"
"""What a cell of a paper holds; None where nothing is known, which is not zero."""


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading; ``level`` 1 opens a part, 2 a section of it."""

    words: str
    level: int = 1


@dataclass(frozen=True, slots=True)
class Words:
    """A paragraph; ``tone`` is empty, ``muted``, ``warn`` or ``bad``."""

    words: str
    tone: str = ""


@dataclass(frozen=True, slots=True)
class Facts:
    """Labels with what they are, one below the other."""

    rows: tuple[tuple[str, Cell], ...]


@dataclass(frozen=True, slots=True)
class PaperColumn:
    """A column of a grid: its heading and its share of the width."""

    title: str
    share: int = 1


@dataclass(frozen=True, slots=True)
class Grid:
    """A table; every row has a cell for each column. ``title`` names its sheet in a workbook."""

    title: str
    columns: tuple[PaperColumn, ...]
    rows: tuple[tuple[Cell, ...], ...]


@dataclass(frozen=True, slots=True)
class Checklist:
    """Boxes to tick by hand; ticked where it is done already."""

    rows: tuple[tuple[str, bool], ...]


@dataclass(frozen=True, slots=True)
class Script:
    """Words that someone says or pastes as they stand, under a title."""

    title: str
    words: str


Block: TypeAlias = "Heading | Words | Facts | Grid | Checklist | Script"


@dataclass(frozen=True, slots=True)
class Paper:
    """A paper; ``name`` is what its file is called without an ending, ``subtitle`` stands small below the title."""

    name: str
    title: str
    subtitle: str
    blocks: Sequence[Block]
    landscape: bool = False

    def texts(self) -> list[tuple[str, str]]:
        """Return the sentences on the paper with where they stand; tables hold names and figures, not sentences."""
        found = [(self.title, self.title)]
        place = self.title
        for block in self.blocks:
            match block:
                case Heading(words):
                    place = words
                    found.append((place, words))
                case Words(words):
                    found.append((place, words))
                case Script(title, words):
                    found.append((title, words))
                case Facts(rows):
                    found += [(label, cell) for label, cell in rows if isinstance(cell, str)]
                case Checklist(boxes):
                    found += [(place, words) for words, _done in boxes]
                case Grid():
                    continue
        return found
