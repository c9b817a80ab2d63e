"""How pyqtgraph is set up: a quiet plot with our axes, made where it is needed because it is slow to load."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QMouseEvent, QPen
from PySide6.QtWidgets import QWidget

from shopplanner.ui.common.chart_axis import day_ticks, day_words, value_ticks
from shopplanner.ui.theme import theme


@dataclass(slots=True)
class Plot:
    """A plot widget with its parts; pyqtgraph has no types, hence Any."""

    widget: Any
    item: Any
    box: Any

    def to_pixel(self, x: float, y: float) -> tuple[float, float]:
        """Return where a point of the data lies, in pixels of the widget."""
        from PySide6.QtCore import QPointF

        point = self.box.mapViewToScene(QPointF(x, y))
        place = self.widget.mapFromScene(point)
        return float(place.x()), float(place.y())

    def area(self) -> tuple[float, float, float, float]:
        """Return the drawing area in pixels of the widget: left, top, right, bottom."""
        rect = self.box.sceneBoundingRect()
        return rect.left(), rect.top(), rect.right(), rect.bottom()

    def x_at(self, pixel: float) -> float:
        """Return the value on the x axis at a pixel of the widget."""
        from PySide6.QtCore import QPoint

        return float(self.box.mapSceneToView(self.widget.mapToScene(QPoint(round(pixel), 0))).x())


def pen(role: str, *, width: float = 1.0, dashed: bool = False, alpha: int = 255) -> QPen:
    """Return a thin cosmetic pen in a role's colour."""
    made = QPen(theme.current().color(role, alpha), width)
    made.setCosmetic(True)
    if dashed:
        made.setStyle(Qt.PenStyle.DashLine)
    return made


def make_plot(*, zoom_x: bool = True, zoom_y: bool = False) -> Plot:
    """Return an empty plot without menus, buttons and frames."""
    import pyqtgraph as pg

    pg.setConfigOptions(antialias=True)
    widget = pg.PlotWidget()
    item = widget.getPlotItem()
    item.setMenuEnabled(False)
    item.ctrlMenu.setParent(widget, item.ctrlMenu.windowFlags())  # else it would outlive the chart as a window
    item.hideButtons()
    item.getViewBox().setMouseEnabled(x=zoom_x, y=zoom_y)
    widget.setFrameShape(widget.Shape.NoFrame)
    widget.setMinimumHeight(theme.current().unit(8))
    widget.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    return Plot(widget, item, item.getViewBox())


def day_axis(plot: Plot) -> None:
    """Let the bottom axis count in days since 1970 and word them in the language in force."""
    axis = plot.item.getAxis("bottom")
    room = theme.current().unit(5)

    def ticks(low: float, high: float, size: float) -> list[tuple[float, list[int]]]:
        return [(1.0, day_ticks(low, high, max(2, int(size / room))))]

    axis.tickValues = ticks
    axis.tickStrings = lambda values, _scale, _spacing: day_words([int(value) for value in values])


def value_axis(plot: Plot, side: str, words: Callable[[float | None], str]) -> None:
    """Let an axis show round figures in the given words."""
    axis = plot.item.getAxis(side)
    room = theme.current().unit(2.2 if side == "left" else 5)

    def ticks(low: float, high: float, size: float) -> list[tuple[float, list[float]]]:
        return [(1.0, value_ticks(low, high, max(2, int(size / room))))]

    axis.tickValues = ticks
    axis.tickStrings = lambda values, _scale, _spacing: [words(value) for value in values]


def colour_plot(plot: Plot, *, vertical_grid: bool = False) -> None:
    """Give a plot the colours and font of the theme in force."""
    look = theme.current()
    plot.widget.setBackground(look.color("surface"))
    for side in ("left", "bottom"):
        axis = plot.item.getAxis(side)
        axis.setTextPen(look.color("axis"))
        axis.setTickFont(look.font("small"))
        grid = side == "left" or vertical_grid
        axis.setStyle(tickLength=0)
        axis.enableAutoSIPrefix(False)
        axis.setZValue(-1000)
        axis.setGrid(255 if grid else False)
        axis.setTickPen(pen("grid") if grid else pen("border"))
        axis.setPen(pen("border", alpha=255 if side == "bottom" else 0))


class DoubleClick(QObject):
    """Calls a handler when a widget is double-clicked."""

    def __init__(self, watched: QWidget, handler: Callable[[], object]) -> None:
        super().__init__(watched)
        self._handler = handler
        watched.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take the double click."""
        if event.type() == QEvent.Type.MouseButtonDblClick and isinstance(event, QMouseEvent):
            self._handler()
            return True
        return super().eventFilter(watched, event)
