"""A paper as a Word document that can be edited, signed and sent."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from shopplanner.domain.papers import Block, Cell, Checklist, Facts, Grid, Heading, Paper, Script, Words
from shopplanner.foundation import files
from shopplanner.interchange.plain import plain

FONT = "Arial"
CHINESE_FONT = "Microsoft YaHei"
"""Read on machines that have them; every office program puts another one in their place."""
COLORS = {"muted": "606B7E", "warn": "8A5A00", "bad": "B3261E"}
BOX, TICKED = "☐", "☑"
SHADE = "F4F5F7"
MARGIN_CM = 1.8
LONGEST_TITLE = 255
"""Letters that a property of the document may have."""


def write_document(path: Path, paper: Paper, worded: Callable[[Cell], str], figure: Callable[[Cell], bool]) -> None:
    """Write a paper as a Word document, whole or not at all.

    Args:
        path: the file.
        paper: what to write.
        worded: gives a cell as text.
        figure: tells whether a cell stands at the right.

    Raises:
        OSError: if the file cannot be written.
    """
    from docx import Document

    made = Document()
    _Writer(made, worded, figure).write(paper)
    with files.atomic_path(path) as beside:
        made.save(str(beside))


class _Writer:
    """Writes one paper."""

    def __init__(self, made: Any, worded: Callable[[Cell], str], figure: Callable[[Cell], bool]) -> None:
        self._made, self._worded, self._figure = made, worded, figure

    def write(self, paper: Paper) -> None:
        """Write title and blocks."""
        self._set_up(paper)
        self._made.core_properties.title = plain(paper.title)[:LONGEST_TITLE]
        self._made.core_properties.author = "ShopPlanner"
        self._made.add_heading(plain(paper.title), 0)
        if paper.subtitle:
            self._paragraph(paper.subtitle, "muted")
        for block in paper.blocks:
            self._block(block)

    def _set_up(self, paper: Paper) -> None:
        """Set fonts that have Chinese characters, margins, and the page's direction."""
        from docx.enum.section import WD_ORIENT
        from docx.shared import Cm, Pt

        section = self._made.sections[0]
        wide, high = Cm(29.7), Cm(21.0)
        section.page_width, section.page_height = (wide, high) if paper.landscape else (high, wide)
        section.orientation = WD_ORIENT.LANDSCAPE if paper.landscape else WD_ORIENT.PORTRAIT
        for side in ("left_margin", "right_margin", "top_margin", "bottom_margin"):
            setattr(section, side, Cm(MARGIN_CM))
        for name in ("Normal", "Title", "Heading 1", "Heading 2"):
            style = self._made.styles[name]
            style.font.name = FONT
            style.element.get_or_add_rPr().get_or_add_rFonts().set(_word("eastAsia"), CHINESE_FONT)
        self._made.styles["Normal"].font.size = Pt(10.5)
        self._made.styles["Title"].font.size = Pt(20)

    def _block(self, block: Block) -> None:
        match block:
            case Heading(words, level):
                self._made.add_heading(plain(words), level)
            case Words(words, tone):
                self._paragraph(words, tone)
            case Facts(rows):
                self._facts(rows)
            case Checklist(boxes):
                for words, done in boxes:
                    self._paragraph(f"{TICKED if done else BOX} {words}")
            case Script(title, words):
                self._script(title, words)
            case Grid():
                self._grid(block)

    def _paragraph(self, words: str, tone: str = "") -> None:
        from docx.shared import RGBColor

        run = self._made.add_paragraph().add_run(plain(words))
        if tone in COLORS:
            run.font.color.rgb = RGBColor.from_string(COLORS[tone])

    def _facts(self, rows: tuple[tuple[str, Cell], ...]) -> None:
        table = self._table(len(rows), 2, (1, 3))
        for line, (words, cell) in zip(table.rows, rows, strict=True):
            line.cells[0].paragraphs[0].add_run(plain(words)).bold = True
            line.cells[1].paragraphs[0].add_run(plain(self._worded(cell)))
        self._made.add_paragraph()

    def _script(self, title: str, words: str) -> None:
        table = self._table(1, 1, (1,))
        cell = table.rows[0].cells[0]
        _shade(cell)
        cell.paragraphs[0].add_run(plain(title)).bold = True
        for line in plain(words).split("\n"):
            cell.add_paragraph(line)
        self._made.add_paragraph()

    def _grid(self, grid: Grid) -> None:
        from docx.enum.text import WD_ALIGN_PARAGRAPH

        if grid.title:
            self._made.add_heading(grid.title, 2)
        table = self._table(1 + len(grid.rows), len(grid.columns), tuple(each.share for each in grid.columns))
        lines = list(table.rows)
        for cell, column in zip(lines[0].cells, grid.columns, strict=True):
            _shade(cell)
            cell.paragraphs[0].add_run(plain(column.title)).bold = True
        _repeat(lines[0])
        for line, row in zip(lines[1:], grid.rows, strict=True):
            for place, cell in zip(line.cells, row, strict=True):
                place.paragraphs[0].add_run(plain(self._worded(cell)))
                if self._figure(cell):
                    place.paragraphs[0].alignment = WD_ALIGN_PARAGRAPH.RIGHT
        self._made.add_paragraph()

    def _table(self, rows: int, columns: int, shares: tuple[int, ...]) -> Any:
        """Add an empty table as wide as the page, its columns by their shares."""
        table = self._made.add_table(rows, columns)
        table.style = "Table Grid"
        table.autofit = False
        section = self._made.sections[0]
        room = section.page_width - section.left_margin - section.right_margin
        for column, share in zip(table.columns, shares, strict=True):
            width = int(room * share / sum(shares))
            column.width = width
            for cell in column.cells:
                cell.width = width
        return table


def _word(name: str) -> str:
    from docx.oxml.ns import qn

    return str(qn(f"w:{name}"))


def _shade(cell: Any) -> None:
    """Give a cell a light ground."""
    from docx.oxml import OxmlElement

    shade = OxmlElement("w:shd")
    shade.set(_word("val"), "clear")
    shade.set(_word("fill"), SHADE)
    cell._tc.get_or_add_tcPr().append(shade)  # noqa: SLF001 - the library has no name for a cell's ground


def _repeat(row: Any) -> None:
    """Let a row of headings stand again on each page."""
    from docx.oxml import OxmlElement

    row._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))  # noqa: SLF001 - as above
