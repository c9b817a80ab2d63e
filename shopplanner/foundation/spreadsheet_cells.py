"""Texts in files that spreadsheets open: none of them may act as a formula."""

from __future__ import annotations

from typing import Final

ACTIVE: Final = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
"""What a spreadsheet may take for the beginning of a formula, full-width forms included."""


def guarded(words: str) -> str:
    """Return a text that no spreadsheet takes for a formula."""
    return f"'{words}" if words.startswith(ACTIVE) else words
