"""Papers as files."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from shopplanner.domain.errors import CannotWriteError
from shopplanner.domain.papers import Paper
from shopplanner.interchange import paper_workbook, word_document
from shopplanner.services.paper_words import cell_words, is_figure


def _word(path: Path, paper: Paper) -> None:
    word_document.write_document(path, paper, cell_words, is_figure)


def _workbook(path: Path, paper: Paper) -> None:
    paper_workbook.write_paper(path, paper, cell_words)


WRITERS: Mapping[str, Callable[[Path, Paper], None]] = {"docx": _word, "xlsx": _workbook}
"""What writes a paper, by the file's ending. PDF is made where pages are drawn."""


def write(paper: Paper, kind: str, path: Path) -> Path:
    """Write a paper as ``docx`` or ``xlsx`` and return the file.

    Raises:
        CannotWriteError: if the system refuses.
    """
    try:
        WRITERS[kind](path, paper)
    except OSError as error:
        raise CannotWriteError(path, error) from error
    return path
