"""What stands in the cells of a paper, worded."""

from __future__ import annotations

from datetime import date, datetime

from shopplanner.domain.messages import Money, Percent
from shopplanner.domain.papers import Cell
from shopplanner.services import wording


def cell_words(cell: Cell) -> str:
    """Return a cell as text; nothing known is a dash."""
    match cell:
        case None:
            return wording.MISSING
        case str():
            return cell
        case Money(minor, currency):
            return wording.money(minor, currency)
        case Percent(basis_points):
            return wording.percent(basis_points)
        case datetime():
            return cell.strftime("%Y-%m-%d %H:%M")
        case date():
            return cell.isoformat()
        case _:
            return wording.number(cell)


def is_figure(cell: Cell) -> bool:
    """Whether a cell stands at the right of its column."""
    return cell is not None and not isinstance(cell, str | date)
