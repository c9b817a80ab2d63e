"""What the radar says of a cell, in a few characters and in a sentence."""

from __future__ import annotations

from datetime import date

from shopplanner.foundation.i18n import text
from shopplanner.services.promotions.radar import RadarCell, RadarRow
from shopplanner.services.wording import listed, money, percent


def short_words(cell: RadarCell, mode: str) -> str:
    """Return the figure of a cell: yuan without decimals, or the margin in whole percent; nothing if unknown."""
    if mode == "price":
        return str(round(cell.price / 100))
    if mode == "line":
        return "" if cell.gap is None else f"{cell.gap / 100:+.0f}".replace("-", "−")
    return "" if cell.margin is None else f"{round(cell.margin / 100)}%".replace("-", "−")


def reasons_words(cell: RadarCell) -> str:
    """Return which limits a cell breaks."""
    return listed([text(f"radar.reason.{each}") for each in cell.reasons])


def cell_words(row: RadarRow, day: date, cell: RadarCell) -> str:
    """Return a cell in words."""
    lines = [
        text("radar.cell.head", name=row.product.name, day=day.isoformat()),
        text("radar.cell.price", price=money(cell.price), general=money(cell.general)),
        text("radar.cell.left", left=money(cell.left), margin=percent(cell.margin)),
    ]
    if cell.line is not None:
        lines.append(text("radar.cell.line", line=money(cell.line), gap=money(cell.gap)))
    if cell.reasons:
        lines.append(text("radar.cell.reasons", reasons=reasons_words(cell)))
    return "\n".join(lines)
