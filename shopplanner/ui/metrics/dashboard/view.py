"""The dashboard's widgets: choices, cards, chart, table, and what stands there while there are no figures."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHeaderView, QStackedWidget, QVBoxLayout, QWidget

from shopplanner.domain.metrics.definitions import Metric, Unit
from shopplanner.foundation.i18n import text
from shopplanner.services import wording
from shopplanner.services.metrics import definitions
from shopplanner.services.metrics.dashboard import Dashboard, not_at_cut
from shopplanner.services.metrics.views import View
from shopplanner.ui.common.action import Action
from shopplanner.ui.common.chart import TimeChart
from shopplanner.ui.common.chart_data import Band, Pin, Series, compact
from shopplanner.ui.common.context import AppContext
from shopplanner.ui.common.table import DataTable, RowsModel
from shopplanner.ui.common.widgets import Card, EmptyState, label, plain_button
from shopplanner.ui.metrics.dashboard import model
from shopplanner.ui.metrics.dashboard.cards import CardRow
from shopplanner.ui.metrics.dashboard.controls import Controls

FITTING = 10
"""Columns that share the table's width; more are scrolled."""


class DashboardView(QStackedWidget):
    """All widgets of the page below its first line."""

    def __init__(
        self,
        context: AppContext,
        changed: Callable[[View], None],
        ask_entities: Callable[[str], None],
        focused: Callable[[str], None],
        drilled: Callable[[str], None],
        empty_actions: Sequence[Action],
    ) -> None:
        super().__init__()
        self.controls = Controls(changed, ask_entities)
        self.cards = CardRow(focused)
        self.remark = label("", "muted", wrap=True)
        self.instead = plain_button("", lambda: changed(self._instead))
        self._instead = View()
        self._metric: Metric | None = None
        self.chart = TimeChart(text("metrics.dashboard.chart"), context, words=self._on_axis, from_zero=True)
        self.chart_card = Card(" ", " ")
        self.chart_card.head.addWidget(self.chart.tools)
        self.chart_card.body.addWidget(self.chart, 1)
        self.table_card = Card()
        self.table: DataTable | None = None
        self._drilled = drilled
        self._columns: tuple[str, ...] = ()
        filled = QWidget()
        column = QVBoxLayout(filled)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        for part in (self.controls, self.cards, self.remark):
            column.addWidget(part)
        column.addWidget(self.instead, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self.chart_card, 5)
        column.addWidget(self.table_card, 4)
        self.addWidget(filled)
        self.addWidget(EmptyState("metrics.dashboard.empty", "metrics.dashboard.empty_hint", empty_actions, "metrics"))

    def show_dashboard(self, shown: Dashboard | None, titles: Sequence[str]) -> None:
        """Show figures, or the empty state."""
        self.setCurrentIndex(1 if shown is None else 0)
        if shown is None:
            return
        self.controls.show_view(shown.view, shown.period, titles)
        self.cards.show_cards(shown.cards, shown.focus.id if shown.focus else "")
        remarks = [wording.render(note) for note in shown.notes]
        if shown.unavailable:
            remarks.append(wording.render(not_at_cut(shown.unavailable, shown.view.cut)))
        self.remark.setText("\n".join(remarks))
        self.remark.setVisible(bool(remarks))
        self._offer_instead(shown)
        self._show_chart(shown)
        self._show_table(shown)

    def _offer_instead(self, shown: Dashboard) -> None:
        """Offer metrics that have figures where the chosen ones have none in the period."""
        self.instead.setVisible(bool(shown.instead))
        if shown.instead:
            self._instead = replace(shown.view, cut="", entities=()).choosing(tuple(one.id for one in shown.instead))
            names = wording.listed(str(metric.name) for metric in shown.instead)
            self.instead.setText(text("metrics.dashboard.instead", names=names))

    def _show_chart(self, shown: Dashboard) -> None:
        """Draw the metric in focus."""
        metric = shown.focus
        self.chart_card.heading.setText(str(metric.name) if metric else "")
        self.chart_card.note.setText(_chart_note(shown))
        if metric is None:
            self.chart.show_data([], [])
            return
        self._metric = metric
        self.chart.show_data(
            shown.days,
            chart_series(shown, metric),
            bands=[Band(band.name, band.first, band.last) for band in shown.bands],
            pins=[Pin(pin.day, pin.text) for pin in shown.pins],
        )

    def _show_table(self, shown: Dashboard) -> None:
        """List the figures; the table is built anew only when its columns change."""
        columns = model.columns(shown)
        wanted = tuple(f"{column.key}/{column.bold}/{column.heading}" for column in columns)
        if self.table is None or wanted != self._columns:
            self._columns = wanted
            if self.table is not None:
                self.table.hide()
                self.table.deleteLater()
            made: RowsModel[model.Line] = RowsModel(columns)
            self.table = DataTable(made, name=f"metrics.dashboard.{shown.view.cut or 'time'}")
            self.table.setAccessibleName(text("metrics.dashboard.table"))
            self.table.doubleClicked.connect(lambda _index: self._drill())
            if len(columns) <= FITTING:
                self.table.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
            self.table_card.body.addWidget(self.table, 1)
        else:
            self.table.rows_model.columns = list(columns)
        self.table.rows_model.set_rows(model.lines(shown))

    def _on_axis(self, value: float | None) -> str:
        """Return a figure of the metric that is drawn, short."""
        return compact(value) if self._metric is None else axis_text(self._metric, value)

    def _drill(self) -> None:
        """Look at the product, channel or campaign of the chosen line alone."""
        line = self.table.current_row() if self.table is not None else None
        if isinstance(line, model.Line) and line.entity:
            self._drilled(line.entity)


def chart_series(shown: Dashboard, metric: Metric) -> list[Series]:
    """Return the lines to draw, in the unit that is read, the target last."""

    def worded(value: float | None) -> str:
        return definitions.format_value(metric, None if value is None else definitions.from_number(metric, value))

    made = [
        Series(
            f"line{number}",
            text(f"metrics.comparison.{shown.view.comparison}") if line.compared else line.title,
            [definitions.as_number(metric, value) for value in line.values],
            role="muted" if line.compared else "",
            dashed=line.compared,
            format=worded,
        )
        for number, line in enumerate(shown.lines)
    ]
    if shown.target:
        values = [definitions.as_number(metric, value) for value in shown.target]
        made.append(Series("target", text("metrics.dashboard.target"), values, role="warn", dashed=True, format=worded))
    return made


def axis_text(metric: Metric, value: float | None) -> str:
    """Return a figure on the axis, short."""
    if value is None:
        return wording.MISSING
    if metric.unit is Unit.MONEY:
        return f"¥{compact(value)}"
    return f"{compact(value)}%" if metric.unit is Unit.RATIO else compact(value)


def _chart_note(shown: Dashboard) -> str:
    """Return the days that are drawn and those they are compared with."""
    period, before = shown.period, shown.before
    note = f"{period.first} – {period.last}"
    if before is None:
        return note
    return text("metrics.dashboard.note", period=note, before=f"{before.first} – {before.last}")
