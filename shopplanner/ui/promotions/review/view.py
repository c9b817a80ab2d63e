"""The review itself: head, results, curve, figures by phase, tables, costs, lessons, one below the other."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from shopplanner.foundation.i18n import text
from shopplanner.services.promotions.review.report import Line, Phase, Review
from shopplanner.services.promotions.review.store import Coupons, Lesson
from shopplanner.ui.common.context import AppContext
from shopplanner.ui.common.table import Column, RowsModel
from shopplanner.ui.common.widgets import Card, Segments, clear, label
from shopplanner.ui.promotions.review import tables
from shopplanner.ui.promotions.review.costs import CostsCard
from shopplanner.ui.promotions.review.curve import CurveCard
from shopplanner.ui.promotions.review.head import HeadCard
from shopplanner.ui.promotions.review.lessons import LessonsCard
from shopplanner.ui.promotions.review.tables import FittingTable
from shopplanner.ui.promotions.review.tiles import Tiles
from shopplanner.ui.promotions.review.words import how_words, period_words
from shopplanner.ui.theme import theme


@dataclass(frozen=True)
class Handlers:
    """What the view asks its page to do."""

    verdict: Callable[[str], object]
    target: Callable[[str, Line, str], object]
    coupons: Callable[[Coupons], object]
    lessons: Callable[[Sequence[Lesson]], object]
    result: Callable[[str], object]
    figure: Callable[[Phase, Line], object]


class TableCard(Card):
    """A heading above a table, or a sentence where there are no rows."""

    def __init__(self, title_id: str, none_id: str, columns: list[Column[Any]], *, stretch: int = 0) -> None:
        super().__init__(text(title_id))
        self.model = RowsModel(columns)
        self.table = FittingTable(self.model, f"promotions.{title_id}", text(title_id), stretch=stretch)
        self.nothing = label(text(none_id), "muted", wrap=True)
        self.body.addWidget(self.table)
        self.body.addWidget(self.nothing)
        self.body.addStretch(1)

    def show_rows(self, rows: Sequence[Any], key: Callable[[Any], object]) -> None:
        """Show rows without columns that nothing is known of, or say that there are none."""
        self.table.show_all(rows, key)
        self.table.setVisible(bool(rows))
        self.nothing.setVisible(not rows)
        for place, column in enumerate(self.model.columns):
            empty = column.sort is not None and all(column.sort(row) is None for row in rows)
            self.table.setColumnHidden(place, bool(rows) and empty)


class FiguresCard(Card):
    """Figures of a phase against target, last time and last year."""

    def __init__(self, handlers: Handlers) -> None:
        super().__init__(text("review.figures.title"), " ")
        self._handlers = handlers
        self.phases: tuple[Phase, ...] = ()
        self.chosen = ""
        self.model = RowsModel(tables.figure_columns(lambda line, typed: handlers.target(self.chosen, line, typed)))
        self.table = FittingTable(self.model, "promotions.review.figures", text("review.figures.title"), sortable=False)
        self.table.row_changed.connect(self._explain)
        self.table.row_activated.connect(self._open)
        self._segments = QHBoxLayout()
        self.head.addLayout(self._segments)
        self.before = label("", "small", wrap=True)
        self.how = label("", "muted", wrap=True)
        for part in (self.table, self.how, self.before):
            self.body.addWidget(part)

    def show_review(self, review: Review) -> None:
        """Show a review's phases; the phase chosen before stays where there is one of its kind."""
        self.phases = review.phases
        kinds = [each.kind for each in self.phases]
        self.chosen = self.chosen if self.chosen in kinds else ""
        clear(self._segments)
        if len(kinds) > 1:
            choices = [(kind, text(f"promotions.phase.{kind}") if kind else text("review.phase.all")) for kind in kinds]
            self._segments.addWidget(Segments(choices, self.chosen, self.choose))
        last = review.last_kind
        self.before.setText(
            text("review.figures.no_last")
            if last is None
            else text("review.figures.last", name=last.name, first=last.starts.date(), last=last.ends.date())
        )
        self._fill()

    def choose(self, kind: str) -> None:
        """Show another phase."""
        self.chosen = kind
        self._fill()

    @property
    def phase(self) -> Phase | None:
        """The phase shown."""
        return next((each for each in self.phases if each.kind == self.chosen), None)

    def _fill(self) -> None:
        phase = self.phase
        if phase is None:
            return
        self.note.setText(period_words(phase.period))
        self.table.show_all(phase.lines, lambda line: line.metric)
        if self.table.current_row() is None:
            self.table.selectRow(0)
        self._explain(self.table.current_row())

    def _explain(self, line: Line | None) -> None:
        phase = self.phase
        if line is None or phase is None:
            self.how.setText("")
            return
        self.how.setText(f"{text(f'review.figure.{line.metric}')}: {how_words(line.actual, len(phase.period))}")

    def _open(self, line: Line) -> None:
        if self.phase is not None:
            self._handlers.figure(self.phase, line)


class ReviewView(QWidget):
    """Everything of one review."""

    def __init__(self, context: AppContext, handlers: Handlers) -> None:
        super().__init__()
        self.head = HeadCard(handlers.verdict)
        self.tiles = Tiles(handlers.result)
        self.curve = CurveCard(context)
        self.figures = FiguresCard(handlers)
        self.profit = TableCard("review.profit.title", "review.profit.none", tables.part_columns(), stretch=2)
        self.costs = CostsCard(handlers.coupons)
        self.items = TableCard("review.items.title", "review.items.none", tables.item_columns())
        self.channels = TableCard("review.channels.title", "review.channels.none", tables.channel_columns())
        self.reasons = TableCard("review.reasons.title", "review.reasons.none", tables.reason_columns())
        self.quality = TableCard("review.quality.title", "review.quality.none", tables.fact_columns(), stretch=2)
        self.lessons = LessonsCard(handlers.lessons)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.current().space(12))
        for part in (self.head, self.tiles, self.curve, self.figures):
            column.addWidget(part)
        column.addLayout(_beside(self.profit, self.costs, 5, 4))
        column.addWidget(self.items)
        column.addWidget(self.channels)
        column.addLayout(_beside(self.reasons, self.quality))
        column.addWidget(self.lessons)
        column.addStretch(1)

    def show_review(self, review: Review) -> None:
        """Show another review."""
        for part in (self.head, self.tiles, self.curve, self.figures):
            part.show_review(review)
        profit = review.impact.profit
        self.profit.show_rows(profit.parts if profit is not None else (), lambda part: part.key)
        self.costs.show_coupons(review.written.coupons)
        self.items.show_rows(review.items, lambda item: item.code)
        self.channels.show_rows(review.channels, lambda channel: (channel.campaign, channel.name))
        self.reasons.show_rows(review.reasons, lambda reason: reason.reason)
        self.quality.show_rows(tables.quality_facts(review.quality), lambda fact: fact.key)
        self.lessons.show_lessons(review.written.lessons, review.people)


def _beside(left: QWidget, right: QWidget, first: int = 1, second: int = 1) -> QHBoxLayout:
    line = QHBoxLayout()
    line.setSpacing(theme.current().space(12))
    line.addWidget(left, first)
    line.addWidget(right, second)
    return line
