"""A paper as a document to look at, to print, and to write as PDF."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from html import escape
from pathlib import Path

from PySide6.QtGui import QTextDocument

from shopplanner.domain.papers import Block, Cell, Checklist, Facts, Grid, Heading, Paper, Script, Words
from shopplanner.services.paper_words import cell_words, is_figure
from shopplanner.ui.common import pdf
from shopplanner.ui.theme.roles import load_roles

BOX, TICKED = "☐", "☑"
WHOLE = "; white-space: nowrap"
LONGEST_WORD = 16


def paper_document(paper: Paper) -> QTextDocument:
    """Return a paper as a document."""
    colors = load_roles("light").colors
    head = f"<h1>{escape(paper.title)}</h1>"
    under = f"<p class='muted'>{escape(paper.subtitle)}</p>" if paper.subtitle else ""
    return pdf.document(head + under + "".join(_block(block, colors) for block in paper.blocks))


def write_pdf(paper: Paper, path: Path) -> int:
    """Write a paper as PDF and return its number of pages.

    Raises:
        OSError: if the file cannot be written.
    """
    return pdf.write_document(paper_document(paper), path, title=paper.title, landscape=paper.landscape)


def _block(block: Block, colors: Mapping[str, str]) -> str:
    match block:
        case Heading(words, level):
            return f"<h{level + 1}>{escape(words)}</h{level + 1}>"
        case Words(words, tone):
            color = {"muted": colors["muted"], "warn": colors["warn"], "bad": colors["bad"]}.get(tone, colors["text"])
            return f"<p style='color:{color}'>{_lines(words)}</p>"
        case Facts(rows):
            lines = (
                f"<tr><td width='26%' class='muted'>{escape(label)}</td><td>{_lines(cell_words(cell))}</td></tr>"
                for label, cell in rows
            )
            return f"<table width='100%' cellspacing='0'>{''.join(lines)}</table>"
        case Checklist(boxes):
            return "".join(
                f"<p style='margin:2px 0'>{TICKED if done else BOX}&nbsp; {escape(words)}</p>" for words, done in boxes
            )
        case Script(title, words):
            return (
                f"<table width='100%' cellpadding='8' bgcolor='{colors['sunken']}' style='margin-top:6px'>"
                f"<tr><td><b>{escape(title)}</b><br>{_lines(words)}</td></tr></table>"
            )
        case Grid():
            return _grid(block, colors)


def _grid(grid: Grid, colors: Mapping[str, str]) -> str:
    whole = sum(column.share for column in grid.columns)
    title = f"<h3>{escape(grid.title)}</h3>" if grid.title else ""
    head = "".join(
        f"<th width='{100 * each.share // whole}%' style='{_one_word(each.title)}'>{escape(each.title)}</th>"
        for each in grid.columns
    )
    line = f"border-bottom: 1px solid {colors['border']}"
    rows = "".join(
        "<tr>"
        + "".join(
            f"<td style='{line}{_kept_whole(cell)}'{' align=right' if is_figure(cell) else ''}>{_in_grid(cell)}</td>"
            for cell in row
        )
        + "</tr>"
        for row in grid.rows
    )
    return f"{title}<table width='100%' cellspacing='0'><thead><tr>{head}</tr></thead>{rows}</table>"


def _in_grid(cell: Cell) -> str:
    """Return a cell's words; a moment has its time below its day, because columns are narrow."""
    words = cell_words(cell)
    return words.replace(" ", "<br>") if isinstance(cell, datetime) else _lines(words)


def _kept_whole(cell: Cell) -> str:
    """Return the style that keeps an amount, a date or a short word on one line, however narrow its column."""
    return WHOLE if is_figure(cell) or isinstance(cell, date) else _one_word(cell_words(cell))


def _one_word(words: str) -> str:
    return WHOLE if len(words) <= LONGEST_WORD and words.isascii() and not any(map(str.isspace, words)) else ""


def _lines(words: str) -> str:
    return escape(words).replace("\n", "<br>")
