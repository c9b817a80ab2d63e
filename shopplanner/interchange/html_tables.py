"""The tables of an HTML page: some platforms save a page and call it ``.xls``."""

from __future__ import annotations

from html.parser import HTMLParser

MOST_SPAN = 64
"""Cells that one cell may span; a page can ask for any number."""


def rows_of(page: str) -> list[list[str]]:
    """Return the rows of all tables of a page, one after another; a spanning cell is followed by empty ones."""
    parser = _Rows()
    parser.feed(page)
    parser.close()
    return [row for row in parser.rows if row]


class _Rows(HTMLParser):
    """Gathers cells; a cell ends where the next one begins, as pages often leave end tags out."""

    def __init__(self) -> None:
        super().__init__()
        self.rows: list[list[str]] = []
        self._cell: list[str] | None = None
        self._span = 1

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Begin a row or a cell."""
        if tag == "tr":
            self._end_cell()
            self.rows.append([])
        elif tag in {"td", "th"}:
            self._end_cell()
            span = dict(attrs).get("colspan") or ""
            self._cell = []
            self._span = min(int(span), MOST_SPAN) if span.isdecimal() else 1
        elif tag == "br" and self._cell is not None:
            self._cell.append(" ")

    def handle_endtag(self, tag: str) -> None:
        """End a cell."""
        if tag in {"td", "th", "tr", "table"}:
            self._end_cell()

    def handle_data(self, data: str) -> None:
        """Take the text of a cell."""
        if self._cell is not None:
            self._cell.append(data)

    def _end_cell(self) -> None:
        if self._cell is not None and self.rows:
            self.rows[-1] += [" ".join("".join(self._cell).split()), *[""] * (self._span - 1)]
        self._cell = None
