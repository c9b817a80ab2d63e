"""The matrix's widgets: choices of the axes, the picture, concentration and the ABC list."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtWidgets import QComboBox, QGridLayout, QHeaderView, QStackedWidget, QVBoxLayout, QWidget

from shopplanner.domain.products.concentration import Concentration
from shopplanner.domain.products.roles import ROLES
from shopplanner.foundation.i18n import text
from shopplanner.services import wording
from shopplanner.services.products.matrix import MEASURES, SIZES, Matrix, Measure
from shopplanner.ui.common.action import Action
from shopplanner.ui.common.bubble_chart import BubbleChart
from shopplanner.ui.common.context import AppContext
from shopplanner.ui.common.form import choice
from shopplanner.ui.common.table import DataTable, RowsModel
from shopplanner.ui.common.widgets import Card, EmptyState, clear, label, row
from shopplanner.ui.products import marks
from shopplanner.ui.products.matrix import model
from shopplanner.ui.products.matrix.pareto import ParetoCurve
from shopplanner.ui.theme import theme


@dataclass(frozen=True, slots=True)
class Axes:
    """Which figures the picture shows."""

    x: Measure = "price"
    y: Measure = "margin"
    size: Measure = "paid_amount"


class MatrixView(QStackedWidget):
    """All widgets of the page below its first line."""

    def __init__(
        self,
        context: AppContext,
        axes: Axes,
        changed: Callable[[Axes], object],
        chosen: Callable[[int], object],
        empty_actions: Sequence[Action],
    ) -> None:
        """Make an empty picture.

        Args:
            context: where the chart says that it was copied.
            axes: what is chosen at first.
            changed: gets other axes.
            chosen: gets the number of a product that was clicked.
            empty_actions: what can be done without products.
        """
        super().__init__()
        self._context, self._chosen = context, chosen
        self.axes = axes
        self.x_box = self._measures(tuple(MEASURES), axes.x, "x")
        self.y_box = self._measures(tuple(MEASURES), axes.y, "y")
        self.size_box = self._measures(SIZES, axes.size, "size")
        for box in (self.x_box, self.y_box, self.size_box):
            box.currentIndexChanged.connect(lambda _place: changed(self.wanted()))
        self.picture = QVBoxLayout()
        self.chart: BubbleChart | None = None
        self.remark = label("", "muted", wrap=True)
        self.loss = label("", "bad", wrap=True)
        self.concentration = QGridLayout()
        self.pareto = ParetoCurve()
        self.ranks: RowsModel[model.Place] = RowsModel(model.rank_columns())
        self.rank_table = DataTable(
            self.ranks, name="products.matrix.ranks", accessible_name=text("products.matrix.abc")
        )
        header = self.rank_table.horizontalHeader()
        header.setStretchLastSection(False)
        header.setSectionResizeMode(1, QHeaderView.ResizeMode.Stretch)
        self.rank_table.clicked.connect(lambda _index: self._rank_clicked())
        self.rank_table.row_activated.connect(lambda _row: self._rank_clicked())
        self.unsold = label("", "small", wrap=True)
        self.addWidget(self._filled())
        self.addWidget(EmptyState("products.matrix.empty", "products.matrix.empty_hint", empty_actions, "products"))

    def wanted(self) -> Axes:
        """Return the axes as chosen."""
        return Axes(self.x_box.currentData(), self.y_box.currentData(), self.size_box.currentData())

    def show_matrix(self, found: Matrix, axes: Axes) -> None:
        """Show the range over the given axes, or the empty state."""
        self.setCurrentIndex(0 if found.points or found.ranked or found.undrawn else 1)
        if self.chart is None or axes != self.axes:
            self.axes = axes
            self._make_chart()
        self._show_points(found)
        undrawn = model.undrawn_words(found)
        self.remark.setText(undrawn)
        self.remark.setVisible(bool(undrawn))
        losses = model.loss_words(found)
        self.loss.setText(losses)
        self.loss.setVisible(bool(losses))
        self._show_concentration(found.concentration)
        self.pareto.show_ranked([place for _, place in found.ranked])
        self.rank_table.show_rows(found.ranked, lambda one: one[0].id)
        self.unsold.setText(text("products.matrix.unsold", n=found.unsold))
        self.unsold.setVisible(found.unsold > 0)
        self.ranks_card.note.setText(marks.short_period(found.period))

    def choose(self, product_id: int) -> None:
        """Mark a product in the list."""
        self.rank_table.select_where(lambda one: one[0].id == product_id)

    def _show_points(self, found: Matrix) -> None:
        if self.chart is None:
            return
        axes = self.axes
        x_line = None if found.x_line is None else model.scaled(axes.x, found.x_line)
        y_line = None if found.y_line is None else model.scaled(axes.y, found.y_line)
        drawn = model.bubbles(found.points, axes.x, axes.y, axes.size)
        self.chart.show_bubbles(drawn, x_line=x_line, y_line=y_line)
        present = {point.product.role for point in found.points}
        order = [role for role in (*ROLES, "") if role in present]
        self.chart.show_legend([(marks.role_color(role), marks.role_words(role)) for role in order])

    def _make_chart(self) -> None:
        clear(self.picture)
        axes = self.axes
        chart = BubbleChart(
            text(f"products.matrix.measure.{axes.size}"),
            text(f"products.matrix.measure.{axes.x}"),
            text(f"products.matrix.measure.{axes.y}"),
            self._context,
            x_words=model.axis_words(axes.x),
            y_words=model.axis_words(axes.y),
        )
        chart.bubble_clicked.connect(lambda key: self._chosen(int(key)))
        self.picture.addWidget(chart)
        self.chart = chart

    def _show_concentration(self, found: Concentration | None) -> None:
        clear(self.concentration)
        if found is None:
            self.concentration.addWidget(label(text("products.matrix.no_sales"), "muted", wrap=True), 0, 0)
            return
        shown = (
            ("hhi", wording.number(found.hhi)),
            ("top_one", wording.percent(found.top_one)),
            ("top_three", wording.percent(found.top_three)),
        )
        for column, (key, words) in enumerate(shown):
            figure = label(words, "heading")
            figure.setToolTip(text(f"products.matrix.explain.{key}"))
            self.concentration.addWidget(label(text(f"products.matrix.{key}"), "small"), 0, column)
            self.concentration.addWidget(figure, 1, column)
        said = text("products.matrix.leans" if found.risky else "products.matrix.spread")
        verdict = label(said, "warn" if found.risky else "good", wrap=True)
        self.concentration.addWidget(verdict, 2, 0, 1, 3)

    def _filled(self) -> QWidget:
        gap = theme.current().space(12)
        page = QWidget()
        line = row(self._picture_card(), self._side(), gap=gap, stretch=False)
        line.setStretch(0, 5)
        line.setStretch(1, 3)
        page.setLayout(line)
        return page

    def _picture_card(self) -> Card:
        card = Card()
        titles = [label(text(f"products.matrix.{key}"), "muted") for key in ("up", "across", "area")]
        boxes = (self.y_box, self.x_box, self.size_box)
        parts: list[QWidget] = [part for pair in zip(titles, boxes, strict=True) for part in pair]
        card.body.addLayout(row(*parts))
        card.body.addLayout(self.picture, 1)
        card.body.addWidget(self.loss)
        card.body.addWidget(self.remark)
        return card

    def _side(self) -> QWidget:
        side = QWidget()
        column = QVBoxLayout(side)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.current().space(12))
        rests = Card(text("products.matrix.concentration"))
        self.concentration.setHorizontalSpacing(theme.current().space(16))
        self.concentration.setVerticalSpacing(theme.current().space(4))
        rests.body.addLayout(self.concentration)
        column.addWidget(rests)
        self.ranks_card = Card(text("products.matrix.abc"), " ")
        self.ranks_card.body.addWidget(self.pareto)
        self.ranks_card.body.addWidget(self.rank_table, 1)
        self.ranks_card.body.addWidget(self.unsold)
        column.addWidget(self.ranks_card, 1)
        return side

    def _measures(self, offered: Sequence[Measure], chosen: Measure, name: str) -> QComboBox:
        box = choice([(measure, text(f"products.matrix.measure.{measure}")) for measure in offered], chosen)
        box.setAccessibleName(text(f"products.matrix.choose.{name}"))
        box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        box.setMinimumContentsLength(8)
        return box

    def _rank_clicked(self) -> None:
        found = self.rank_table.current_row()
        if found is not None:
            self._chosen(found[0].id)
