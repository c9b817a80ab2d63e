"""The inspector of the team page: which days are too full and what can be done earlier, and what a cell holds."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from shopplanner.domain.changes import Place
from shopplanner.foundation.i18n import text
from shopplanner.services.promotions.load import Cell, Load, Relief, Row, Span
from shopplanner.services.promotions.tasks import Task
from shopplanner.services.promotions.team import Person, minutes_of
from shopplanner.services.promotions.team_checks import hours
from shopplanner.ui.common.form import choice
from shopplanner.ui.common.widgets import chip, clear, hline, label, plain_button, row, scrolled_column
from shopplanner.ui.promotions.team.words import amount_words, day_words, row_words, span_words
from shopplanner.ui.theme import theme

FULL_DAYS = 6
"""Overloaded days that are listed; the next ones follow when these are done."""

Found = tuple[Row, Span, Cell]


class LoadDetail(QWidget):
    """Lists overloaded days with their relief, and the tasks of the chosen cell."""

    def __init__(
        self,
        relieve: Callable[[Relief], object],
        assign: Callable[[int, int | None], object],
        go: Callable[[Place], object],
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self._relieve, self._assign, self._go = relieve, assign, go
        self._people: tuple[Person, ...] = ()
        column = scrolled_column(self, gap=12)
        column.addWidget(label(text("team.full.title"), "heading"))
        self._full = self._section(column)
        column.addWidget(hline())
        self._cell = self._section(column)
        column.addStretch(1)

    def _section(self, column: QVBoxLayout) -> QVBoxLayout:
        made = QVBoxLayout()
        made.setSpacing(theme.current().space(8))
        column.addLayout(made)
        return made

    def show_load(self, shown: Load, reliefs: dict[tuple[str, object], Relief]) -> None:
        """Show the overloaded days of a load with what takes the load off each."""
        self._people = tuple(each.person for each in shown.rows if each.person)
        clear(self._full)
        full = overloads(shown)
        for line, span, cell in full[:FULL_DAYS]:
            self._show_full(line, span, cell, reliefs.get((line.key, span.first), Relief((), cell.over)))
        if len(full) > FULL_DAYS:
            self._full.addWidget(label(text("team.full.more", n=len(full) - FULL_DAYS), "muted"))
        if not full:
            self._full.addWidget(label(text("team.full.none"), "muted", wrap=True))

    def _show_full(self, line: Row, span: Span, cell: Cell, found: Relief) -> None:
        words = text("team.full.day", name=row_words(line), day=day_words(span.first), amount=amount_words(cell))
        self._full.addWidget(label(words, "bad", wrap=True))
        for move in found.moves:
            said = text("team.full.move", title=move.task.title, day=day_words(move.to))
            self._full.addWidget(label(said, "muted", wrap=True))
        if found.moves:
            earlier = plain_button(text("team.full.earlier", n=len(found.moves)), partial(self._relieve, found))
            earlier.setAccessibleDescription(words)
            self._full.addLayout(row(earlier))
        if found.left:
            said = text("team.full.left", hours=hours(found.left))
            self._full.addWidget(label(said, "small", wrap=True))

    def show_cell(self, found: Found | None) -> None:
        """Show what a cell holds."""
        clear(self._cell)
        if found is None:
            self._cell.addWidget(label(text("team.load.choose"), "muted", wrap=True))
            return
        line, span, cell = found
        self._cell.addWidget(label(f"{row_words(line)} · {span_words(span)}", "heading", wrap=True))
        amount = chip(amount_words(cell), "bad" if cell.over else "neutral")
        self._cell.addLayout(row(amount))
        for task in cell.tasks:
            self._show_task(task)
        if not cell.tasks:
            self._cell.addWidget(label(text("team.load.free"), "muted"))

    def _show_task(self, task: Task) -> None:
        link = plain_button(task.title, partial(self._go, Place("promotions", "tasks", str(task.id))), link=True)
        link.setToolTip(task.title)
        self._cell.addWidget(link, 0, Qt.AlignmentFlag.AlignLeft)
        about = [text("team.hours", hours=hours(minutes_of(task.effort))), day_words(task.due), task.promotion]
        self._cell.addWidget(label(" · ".join(part for part in about if part), "small", wrap=True))
        people = [(str(each.id), each.name) for each in self._people]
        who = choice([("", text("team.nobody")), *people], str(task.person_id or ""))
        who.setAccessibleName(text("team.give", title=task.title))
        who.activated.connect(lambda _row: self._assign(task.id, int(who.currentData()) if who.currentData() else None))
        self._cell.addWidget(who)


def overloads(shown: Load) -> list[Found]:
    """Return the cells with too much, the nearest first."""
    found = [
        (line, span, cell)
        for line in shown.rows
        for span, cell in zip(shown.spans, line.cells, strict=True)
        if cell.over and line.person
    ]
    return sorted(found, key=lambda each: each[1].first)
