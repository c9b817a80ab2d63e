"""The one-page positioning sheet on paper."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape
from pathlib import Path
from typing import Final

from PySide6.QtCore import QSizeF
from PySide6.QtGui import QTextDocument

from shopplanner.foundation.i18n import text
from shopplanner.services import wording
from shopplanner.services.positioning.sheet import Block, Line, PositioningSheet
from shopplanner.ui.common import pdf
from shopplanner.ui.theme.roles import load_roles

SIZES: Final = (9.5, 9.0, 8.5, 8.0, 7.5, 7.0, 6.5)
"""Font sizes in points, tried until everything is on one page."""

PAPER_MM: Final = (210 - 2 * pdf.MARGIN_MM, 297 - 2 * pdf.MARGIN_MM)
PIXELS_PER_MM: Final = 96 / 25.4
PREVIEW_POINTS: Final = 9.5
WIDE: Final = ("segments", "personas", "rivals")
COLUMNS: Final = (("questions", "advantages", "resources", "levers"), ("choice", "mix", "story", "visual"))


def sheet_document(sheet: PositioningSheet) -> QTextDocument:
    """Return the sheet as a document, in the largest letters that leave it on one page."""
    for points in SIZES:
        made = pdf.document(_html(sheet, points), points=points)
        made.setPageSize(QSizeF(*(side * PIXELS_PER_MM for side in PAPER_MM)))
        if made.pageCount() == 1:
            break
    return made


def preview_document(sheet: PositioningSheet) -> QTextDocument:
    """Return the sheet's content in one column, in letters of the screen's size."""
    return pdf.document(_html(sheet, PREVIEW_POINTS, (COLUMNS[0] + COLUMNS[1],)), points=PREVIEW_POINTS)


def write_pdf(path: Path, sheet: PositioningSheet) -> int:
    """Write the sheet as PDF and return its number of pages.

    Raises:
        OSError: if the file cannot be written.
    """
    return pdf.write_document(sheet_document(sheet), path, title=f"{sheet.shop} {text('positioning.paper.title')}")


def _html(sheet: PositioningSheet, points: float, columns: Sequence[Sequence[str]] = COLUMNS) -> str:
    colors = load_roles("light").colors
    blocks = {block.id: block for block in sheet.blocks}
    done = wording.percent(sheet.completeness, 0)
    made = text("positioning.paper.made", shop=sheet.shop, day=sheet.day.isoformat(), done=done)
    share = 100 // len(columns)
    cells = "".join(
        f"<td width='{share}%' style='padding-right:12px'>{_blocks(blocks, names, points)}</td>" for names in columns
    )
    title = escape(text("positioning.paper.title"))
    return (
        f"<p style='font-size:{points * 1.9}pt; font-weight:700; margin:0'>{title}</p>"
        f"<p class='muted' style='margin-top:0; margin-bottom:{points / 2:.0f}px'>{escape(made)}</p>"
        f"<table width='100%' cellpadding='{points * 0.8:.0f}' bgcolor='{colors['accent_soft']}'><tr><td "
        f"style='font-size:{points * 1.3}pt; color:{colors['text']}'>{escape(sheet.statement)}</td></tr></table>"
        f"{_facets(sheet, points)}"
        f"<table width='100%' cellspacing='0' cellpadding='0'><tr>{cells}</tr></table>"
        f"{_blocks(blocks, WIDE, points)}"
    )


def _blocks(blocks: Mapping[str, Block], names: Sequence[str], points: float) -> str:
    return "".join(_block(blocks[name], points) for name in names if name in blocks)


def _facets(sheet: PositioningSheet, points: float) -> str:
    if not sheet.facets:
        return ""
    share = 100 // len(sheet.facets)
    cells = "".join(
        f"<td width='{share}%'><span class='muted'>{escape(one.label)}</span><br>"
        f"<span style='font-size:{points * 1.25}pt; font-weight:700'>{escape(one.value)}</span>"
        f"<br><span class='muted'>{escape(one.note)}</span></td>"
        for one in sheet.facets
    )
    return f"<table width='100%' cellspacing='0' cellpadding='{points * 0.4:.0f}'><tr>{cells}</tr></table>"


def _block(block: Block, points: float) -> str:
    style = f"font-size:{points * 1.1}pt; font-weight:700; margin-top:{points:.0f}px; margin-bottom:1px"
    head = f"<p style='{style}'>{escape(block.title)}</p>"
    return f"{head}<table width='100%' cellspacing='0' cellpadding='1'>{_rows(block.lines)}</table>"


def _rows(lines: Sequence[Line]) -> str:
    return "".join(
        f"<tr><td width='30%' class='muted'>{escape(line.label)}</td><td width='70%'>{_said(line)}</td></tr>"
        for line in lines
    )


def _said(line: Line) -> str:
    """Return value and remark; of a ticked box only what proves it."""
    value = line.note if line.note and line.value == text("positioning.value.yes") else line.value
    note = "" if value == line.note or not line.note else f" <span class='muted'>{escape(line.note)}</span>"
    return f"{escape(value)}{note}"
