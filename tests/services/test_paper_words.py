"""Cells of papers are worded as everywhere else."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from shopplanner.domain.messages import Money, Percent
from shopplanner.domain.papers import Cell
from shopplanner.services.paper_words import cell_words, is_figure


@pytest.mark.parametrize(
    ("cell", "words", "figure"),
    [
        (None, "–", False),
        ("a", "a", False),
        (1234, "1,234", True),
        (Money(12345), "¥123.45", True),
        (Percent(1250), "12.5%", True),
        (date(2026, 11, 11), "2026-11-11", False),
        (datetime(2026, 11, 11, 20, 0), "2026-11-11 20:00", False),
    ],
)
def test_cells(cell: Cell, words: str, figure: bool) -> None:
    assert cell_words(cell) == words
    assert is_figure(cell) is figure
