"""Worksheets on paper: a document of what was filled in."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from PySide6.QtGui import QTextDocument

from shopplanner.foundation.i18n import text
from shopplanner.services import wording
from shopplanner.services.positioning.sheet import Block, Line, confidence_words, sheet_blocks
from shopplanner.services.positioning.worksheets import Sheet
from shopplanner.ui.common.pdf import document


def worksheet_document(sheet: Sheet) -> QTextDocument:
    """Return one worksheet with every value and where it comes from."""
    done = wording.percent(sheet.completeness, 0)
    head = f"<h1>{escape(str(sheet.definition.title))}</h1>"
    note = f'<p class="muted">{escape(text("positioning.plan.entry", name=sheet.name, done=done))}</p>'
    return document(head + note + "".join(_block(block) for block in sheet_blocks(sheet)))


def _block(block: Block) -> str:
    rows = "".join(_row(line) for line in block.lines)
    return f"<h3>{escape(block.title)}</h3><table width='100%' cellspacing='0'>{rows}</table>"


def _row(line: Line) -> str:
    said = escape(line.value) + (f" <span class='muted'>{escape(line.note)}</span>" if line.note else "")
    proof = escape(" · ".join(_evidence(line)))
    return (
        f"<tr><td width='24%' class='muted'>{escape(line.label)}</td><td width='52%'>{said}</td>"
        f"<td width='24%' class='muted'>{proof}</td></tr>"
    )


def _evidence(line: Line) -> Iterator[str]:
    if line.source:
        yield line.source
    if line.as_of is not None:
        yield line.as_of.isoformat()
    if line.confidence:
        yield confidence_words(line.confidence)
