"""Lines of words with amounts at their right, as prices are explained in."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLabel

from shopplanner.ui.common.widgets import label
from shopplanner.ui.theme import theme


def amount_grid() -> QGridLayout:
    """Return a grid whose first column takes the free room, for words; the others are for amounts."""
    grid = QGridLayout()
    grid.setHorizontalSpacing(theme.current().space(8))
    grid.setVerticalSpacing(theme.current().space(4))
    grid.setColumnStretch(0, 1)
    return grid


def amount_label(words: str, role: str = "") -> QLabel:
    """Return an amount at the right, level with the first line of its words."""
    made = label(words, role)
    made.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop)
    return made
