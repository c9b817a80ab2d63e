"""The time chart: thin lines named at their ends, promotions as bands, pins, targets, gaps, a read-out of all lines."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from itertools import pairwise
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QWidget

from shopplanner.domain.days import day_number, day_of
from shopplanner.foundation.i18n import text
from shopplanner.ui.common import plotting
from shopplanner.ui.common.bar_chart import BarChart
from shopplanner.ui.common.bubble_chart import BubbleChart
from shopplanner.ui.common.chart_axis import long_day
from shopplanner.ui.common.chart_base import ChartBase
from shopplanner.ui.common.chart_data import (
    LINE_ROLES,
    Band,
    Bar,
    Bubble,
    Format,
    Pin,
    Series,
    Target,
    compact,
    compact_money,
    compact_percent,
)
from shopplanner.ui.common.chart_overlay import ChartOverlay, EndLabel, ReadOut
from shopplanner.ui.common.sparkline import Sparkline
from shopplanner.ui.theme import theme

if TYPE_CHECKING:
    from shopplanner.ui.common.context import AppContext

__all__ = [
    "Band",
    "Bar",
    "BarChart",
    "Bubble",
    "BubbleChart",
    "Format",
    "Pin",
    "Series",
    "Sparkline",
    "Target",
    "TimeChart",
    "compact",
    "compact_money",
    "compact_percent",
]
MOST_DIRECT_LABELS: Final = 6
MARGIN_DAYS: Final = 0.6
MOST_AIR: Final = 0.6


class TimeChart(ChartBase):
    """Lines over days. Fill it with ``show_data``; days without a figure are gaps."""

    day_clicked = Signal(object)
    """A day was clicked; with its ``date``."""
    pin_clicked = Signal(str)
    """A pin was clicked; with its key."""

    def __init__(
        self,
        name: str,
        context: AppContext | None = None,
        *,
        words: Format = compact,
        read_out_words: Format | None = None,
        from_zero: bool = False,
        why: Callable[[], object] | None = None,
    ) -> None:
        """Make an empty chart.

        Args:
            name: worded name.
            context: where to say that something was copied or written.
            words: figures on the axis.
            read_out_words: figures under the pointer, if more exact ones are wanted.
            from_zero: whether the figures' axis always shows zero.
            why: opens the explanation of what is shown.
        """
        super().__init__(name, context, why)
        self._words = words
        self._exact = read_out_words or words
        self._from_zero = from_zero
        self._days: list[int] = []
        self._series: list[Series] = []
        self._items: list[Any] = []
        self.plot = plotting.make_plot()
        plotting.day_axis(self.plot)
        plotting.value_axis(self.plot, "left", words)
        self.overlay = ChartOverlay(self.plot)
        self.column.addWidget(self.plot.widget, 1)
        self.plot.widget.setAccessibleName(name)
        self.plot.widget.setToolTip("")
        self.plot.widget.viewport().setMouseTracking(True)
        self.plot.widget.viewport().installEventFilter(self)
        self.plot.widget.installEventFilter(self)
        plotting.DoubleClick(self.plot.widget.viewport(), self.show_all)
        self.plot.box.sigXRangeChanged.connect(lambda *_range: self._fit_values())
        self.plot.box.sigResized.connect(lambda *_size: self._fit_values())
        self.recolour()

    def show_data(
        self,
        days: Sequence[date],
        series: Sequence[Series],
        *,
        bands: Sequence[Band] = (),
        pins: Sequence[Pin] = (),
        targets: Sequence[Target] = (),
    ) -> None:
        """Show other lines; the days must ascend, and days left out are gaps."""
        self._days = [day_number(day) for day in days]
        self._series = [_coloured(one, place) for place, one in enumerate(series)]
        overlay = self.overlay
        overlay.bands, overlay.pins, overlay.targets = list(bands), list(pins), list(targets)
        self._redraw()
        self.show_all()

    def show_all(self) -> None:
        """Zoom out to all days."""
        if self._days:
            self.show_days(day_of(self._days[0]), day_of(self._days[-1]))

    def show_days(self, first: date, last: date) -> None:
        """Zoom to a span of days."""
        self.plot.box.setXRange(day_number(first) - MARGIN_DAYS, day_number(last) + MARGIN_DAYS, padding=0)
        self._fit_values()

    def shown_days(self) -> tuple[date, date]:
        """Return the first and last day in view."""
        low, high = self.plot.box.viewRange()[0]
        return day_of(math.ceil(low)), day_of(math.floor(high))

    def table(self) -> list[Sequence[object]]:
        """Return days and figures as shown."""
        head: list[Sequence[object]] = [[text("common.chart.day"), *(one.name for one in self._series)]]
        return head + [
            [day_of(day).isoformat(), *(one.values[place] for one in self._series)]
            for place, day in enumerate(self._days)
        ]

    def recolour(self) -> None:
        """Take over the colours of the theme in force."""
        plotting.colour_plot(self.plot)
        self._redraw()

    def read_out_at(self, x: float) -> ReadOut | None:
        """Return what stands on the day nearest to a place of the time axis."""
        if not self._days:
            return None
        place = min(range(len(self._days)), key=lambda one: abs(self._days[one] - x))
        day = self._days[place]
        known = [(one, one.values[place]) for one in self._series]
        lines = [(one.role, one.name, (one.format or self._exact)(value)) for one, value in known]
        marks = [(one.role, value) for one, value in known if value is not None]
        moment = day_of(day)
        remarks = [band.name for band in self.overlay.bands if band.start <= moment <= band.end]
        remarks += [pin.name for pin in self.overlay.pins if pin.day == moment]
        return ReadOut(day, long_day(moment), lines, marks, remarks)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Follow the pointer and the arrow keys."""
        if isinstance(event, QMouseEvent) and watched is self.plot.widget:
            return super().eventFilter(watched, event)  # the viewport passes its mouse events on; once is enough
        if isinstance(event, QMouseEvent) and event.type() == QEvent.Type.MouseMove and not event.buttons():
            self._point_at(event.position().x())
        elif event.type() == QEvent.Type.Leave:
            self.overlay.show_read_out(None)
        elif isinstance(event, QMouseEvent) and event.type() == QEvent.Type.MouseButtonRelease:
            self._click(event.position().x(), event.position().y())
        elif (
            isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.KeyPress
            and event.key() in (Qt.Key.Key_Left, Qt.Key.Key_Right)
        ):
            self._step(-1 if event.key() == Qt.Key.Key_Left else 1)
            return True
        return super().eventFilter(watched, event)

    def picture_area(self) -> QWidget:
        """Return the plot without the tools."""
        widget: QWidget = self.plot.widget
        return widget

    def _point_at(self, pixel: float) -> None:
        left, _, right, _ = self.plot.area()
        inside = left <= pixel <= right
        self.overlay.show_read_out(self.read_out_at(self.plot.x_at(pixel)) if inside else None)

    def _step(self, by: int) -> None:
        now = self.overlay.read_out
        day = now.day + by if now is not None else float(self._days[-1]) if self._days else 0.0
        self.overlay.show_read_out(self.read_out_at(day))

    def _click(self, x: float, y: float) -> None:
        pin = self.overlay.pin_at(x, y)
        if pin is not None:
            self.pin_clicked.emit(pin.key)
        elif (found := self.read_out_at(self.plot.x_at(x))) is not None:
            self.day_clicked.emit(day_of(int(found.day)))

    def _redraw(self) -> None:
        for item in self._items:
            self.plot.item.removeItem(item)
        self._items = []
        for band in self.overlay.bands:
            self._add_band(band)
        for target in self.overlay.targets:
            self._add_target(target)
        for one in self._series:
            self._add_line(one)
        self._label_ends()

    def _add(self, item: Any) -> Any:
        self.plot.item.addItem(item, ignoreBounds=True)
        self._items.append(item)
        return item

    def _add_band(self, band: Band) -> None:
        import pyqtgraph as pg

        edges = (day_number(band.start) - 0.5, day_number(band.end) + 0.5)
        brush = theme.current().color(band.role, 20)
        region = pg.LinearRegionItem(edges, movable=False, brush=brush, pen=pg.mkPen(None))
        region.setZValue(-10)
        self._add(region)

    def _add_target(self, target: Target) -> None:
        import pyqtgraph as pg

        self._add(pg.InfiniteLine(target.value, angle=0, movable=False, pen=plotting.pen(target.role, dashed=True)))

    def _add_line(self, one: Series) -> None:
        import numpy as np
        import pyqtgraph as pg

        if one.low is not None and one.high is not None:
            self._add_range(one)
        days, values = with_gaps(self._days, one.values)
        if one.stepped:
            days, values = as_steps(days, values)
        x, y = np.asarray(days, dtype=float), np.asarray(values, dtype=float)
        line = pg.PlotDataItem(pen=plotting.pen(one.role, dashed=one.dashed), connect="finite")
        self._add(line)
        line.setData(x, y)
        line.setClipToView(True)
        line.setDownsampling(auto=True, method="peak")
        lonely = alone(values)
        if lonely:
            dots = pg.ScatterPlotItem(x=x[lonely], y=y[lonely], size=5, pen=None, brush=theme.current().color(one.role))
            self._add(dots)

    def _add_range(self, one: Series) -> None:
        import numpy as np
        import pyqtgraph as pg

        clear_pen = pg.mkPen(None)
        edges = [
            pg.PlotDataItem(np.asarray(self._days, dtype=float), _floats(values), pen=clear_pen, connect="finite")
            for values in (one.low or (), one.high or ())
        ]
        fill = pg.FillBetweenItem(*edges, brush=theme.current().color(one.role, 40))
        fill.setZValue(-5)
        for item in (*edges, fill):
            self._add(item)

    def _label_ends(self) -> None:
        overlay = self.overlay
        few = len(self._series) <= MOST_DIRECT_LABELS
        overlay.ends = [end for one in self._series if (end := _end(one)) is not None] if few else []
        self.show_legend([] if few else [(one.role, one.name) for one in self._series])
        nothing = all(value is None for one in self._series for value in one.values)
        overlay.empty_text = text("common.chart.no_data") if nothing else ""
        self.plot.item.getAxis("right").setStyle(showValues=False)
        self.plot.item.layout.setContentsMargins(0, theme.current().space(4), overlay.label_width(), 0)
        overlay.update()

    def _fit_values(self) -> None:
        """Fit the figures' axis to what is in view, with a little air."""
        low_day, high_day = self.plot.box.viewRange()[0]
        seen = [
            value
            for one in self._series
            for values in (one.values, one.low or (), one.high or ())
            for day, value in zip(self._days, values, strict=False)
            if value is not None and low_day <= day <= high_day
        ]
        seen += [target.value for target in self.overlay.targets]
        low, high = value_span(seen, from_zero=self._from_zero)
        self.plot.box.setYRange(low, high + (high - low) * self._air(), padding=0)

    def _air(self) -> float:
        """Return how much room is left above the lines, as a part of their span: enough for the names up there."""
        _, top, _, bottom = self.plot.area()
        names = self.overlay.names_height()
        return max(0.06, min(MOST_AIR, names / max(1.0, bottom - top - names)))


def with_gaps(days: Sequence[int], values: Sequence[float | None]) -> tuple[list[float], list[float]]:
    """Return days and values with a NaN wherever the usual distance between days is exceeded or a figure is missing."""
    steps = [after - before for before, after in pairwise(days)]
    usual = max(1, min(steps, default=1))
    out_days: list[float] = []
    out_values: list[float] = []
    for place, (day, value) in enumerate(zip(days, values, strict=True)):
        if place and steps[place - 1] > usual * 1.5 and steps[place - 1] - usual > 3:
            out_days.append(days[place - 1] + usual)
            out_values.append(math.nan)
        elif place and usual == 1 and steps[place - 1] > 1:
            out_days.append(days[place - 1] + 1)
            out_values.append(math.nan)
        out_days.append(day)
        out_values.append(math.nan if value is None else float(value))
    return out_days, out_values


def as_steps(days: Sequence[float], values: Sequence[float]) -> tuple[list[float], list[float]]:
    """Return the corners of steps: a value holds from half a step before its day up to where the next one begins."""
    half = min((after - before for before, after in pairwise(days)), default=1) / 2
    edges = [*(day - half for day in days), *(day + half for day in days[-1:])]
    corners = [edge for begin, end in pairwise(edges) for edge in (begin, end)]
    return corners, [value for value in values for _corner in range(2)]


def alone(values: Sequence[float]) -> list[int]:
    """Return the places of figures with a gap on both sides, which no line would show."""
    padded = [math.nan, *values, math.nan]
    return [
        place
        for place in range(len(values))
        if not math.isnan(padded[place + 1]) and math.isnan(padded[place]) and math.isnan(padded[place + 2])
    ]


def value_span(values: Sequence[float], *, from_zero: bool) -> tuple[float, float]:
    """Return the span of the figures' axis: all values, zero where it is near or wanted, never empty."""
    if not values:
        return 0.0, 1.0
    low, high = min(values), max(values)
    if low >= 0 and (from_zero or low <= high * 0.5):
        low = 0.0
    if high == low and low > 0:
        return low * 0.5, high * 1.5
    if high == low:
        high = low + (abs(low) or 1.0)
    return low, high


def _coloured(one: Series, place: int) -> Series:
    if one.role:
        return one
    role = LINE_ROLES[place % len(LINE_ROLES)]
    return replace(one, role=role)


def _end(one: Series) -> EndLabel | None:
    last = next((value for value in reversed(one.values) if value is not None), None)
    return None if last is None else EndLabel(one.name, one.role, last)


def _floats(values: Sequence[float | None]) -> Any:
    import numpy as np

    return np.asarray([math.nan if value is None else value for value in values], dtype=float)
