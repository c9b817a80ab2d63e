"""Amounts in words and columns: the way to a price, offers that lost, and two sets of rules side by side."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QGridLayout, QLabel

from shopplanner.foundation.i18n import text
from shopplanner.services.promotions.price_compare import CompareLine
from shopplanner.services.promotions.price_words import PriceLine
from shopplanner.services.wording import MISSING, money
from shopplanner.ui.common.widgets import hline, label
from shopplanner.ui.promotions.amounts import amount_grid, amount_label
from shopplanner.ui.theme import theme


def section(text_id: str) -> QLabel:
    """Return a heading inside a column, with some distance above it."""
    made = label(text(text_id), "heading", wrap=True)
    made.setContentsMargins(0, theme.current().space(8), 0, 0)
    return made


def steps_grid(lines: Sequence[PriceLine], pieces: int = 1, role: str = "heading") -> QGridLayout:
    """Return lines with amounts, the last one set apart in a role; and, of several pieces, the price of one.

    Reductions stand below the name of their layer.
    """
    grid = amount_grid()
    layer = ""
    for line in lines[:-1]:
        if line.layer and line.layer != layer:
            grid.addWidget(label(text(f"prices.layer.{line.layer}"), "small"), grid.rowCount(), 0)
        layer = line.layer
        place = grid.rowCount()
        grid.addWidget(label(line.words, wrap=True), place, 0)
        grid.addWidget(amount_label(money(line.amount)), place, 1)
    last = grid.rowCount()
    grid.addWidget(hline(), last, 0, 1, 2)
    grid.addWidget(label(lines[-1].words, "heading", wrap=True), last + 1, 0)
    grid.addWidget(amount_label(money(lines[-1].amount), role), last + 1, 1)
    if pieces > 1:
        grid.addWidget(label(text("prices.step.each"), "muted"), last + 2, 0)
        grid.addWidget(amount_label(money(-(-lines[-1].amount // pieces)), "muted"), last + 2, 1)
    return grid


def plain_grid(lines: Sequence[PriceLine]) -> QGridLayout:
    """Return lines with amounts of which none is the sum of the others."""
    grid = amount_grid()
    for number, line in enumerate(lines):
        grid.addWidget(label(line.words, wrap=True), number, 0)
        grid.addWidget(amount_label(money(line.amount)), number, 1)
    return grid


def lost_grid(lines: Sequence[PriceLine]) -> QGridLayout:
    """Return offers that did not apply, and at the right what each would have taken off alone."""
    grid = amount_grid()
    grid.addWidget(amount_label(text("prices.lost.alone"), "small"), 0, 1)
    for number, line in enumerate(lines, 1):
        grid.addWidget(label(line.words, "muted", wrap=True), number, 0)
        grid.addWidget(amount_label(money(line.amount) if line.amount else MISSING, "muted"), number, 1)
    return grid


def compare_grid(lines: Sequence[CompareLine], headings: tuple[str, str]) -> QGridLayout:
    """Return amounts under two sets of rules; those that differ stand out."""
    grid = amount_grid()
    for place, words in enumerate(headings, 1):
        grid.addWidget(amount_label(words, "small"), 0, place)
    for number, line in enumerate(lines, 1):
        last = number == len(lines)
        if last:
            grid.addWidget(hline(), number, 0, 1, 3)
        grid.addWidget(label(line.words, "heading" if last else "", wrap=True), number + last, 0)
        role = "warn" if line.differs else "muted"
        for place, amount in enumerate((line.here, line.there), 1):
            shown = money(amount) if amount or last else MISSING
            grid.addWidget(amount_label(shown, role), number + last, place)
    return grid
