"""Bubbles over two figures, their area a third: the price × margin × sales picture of a range."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import QEvent, QObject, QPointF, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QToolTip, QWidget

from shopplanner.foundation.i18n import text
from shopplanner.ui.common import plotting
from shopplanner.ui.common.chart_base import ChartBase
from shopplanner.ui.common.chart_data import Bubble, Format, compact
from shopplanner.ui.theme import theme

if TYPE_CHECKING:
    from shopplanner.ui.common.context import AppContext

LARGEST: Final = 3.0
"""Diameter of the largest bubble in font heights."""
SMALLEST: Final = 0.45
NAMED: Final = 12
"""At most this many of the largest bubbles are named."""
ELLIPSIS = Qt.TextElideMode.ElideRight


class BubbleChart(ChartBase):
    """Bubbles that can be zoomed both ways; a double click shows all again."""

    bubble_clicked = Signal(str)
    """A bubble was clicked; with its key."""

    def __init__(
        self,
        name: str,
        x_title: str,
        y_title: str,
        context: AppContext | None = None,
        *,
        x_words: Format = compact,
        y_words: Format = compact,
        why: Callable[[], object] | None = None,
    ) -> None:
        """Make an empty chart; the axes' titles are worded and carry the units."""
        super().__init__(name, context, why)
        self._titles = (x_title, y_title)
        self.bubbles: list[Bubble] = []
        self._lines: list[tuple[float | None, float | None]] = []
        self._items: list[Any] = []
        self.plot = plotting.make_plot(zoom_y=True)
        plotting.value_axis(self.plot, "bottom", x_words)
        plotting.value_axis(self.plot, "left", y_words)
        self.names = _Names(self)
        self.column.addWidget(self.plot.widget, 1)
        self.plot.widget.setAccessibleName(name)
        self.plot.widget.viewport().setMouseTracking(True)
        self.plot.widget.viewport().installEventFilter(self)
        plotting.DoubleClick(self.plot.widget.viewport(), self.show_all)
        self.recolour()

    def show_bubbles(
        self, bubbles: Sequence[Bubble], *, x_line: float | None = None, y_line: float | None = None
    ) -> None:
        """Show other bubbles; the lines part the picture into four fields."""
        self.bubbles = sorted(bubbles, key=lambda one: -one.size)
        self._lines = [(x_line, y_line)]
        self._redraw()
        self.show_all()

    def show_all(self) -> None:
        """Zoom out to all bubbles."""
        if self.bubbles:
            self.plot.box.setRange(
                xRange=_padded([one.x for one in self.bubbles]),
                yRange=_padded([one.y for one in self.bubbles]),
                padding=0,
            )

    def table(self) -> list[Sequence[object]]:
        """Return names and the three figures."""
        head: list[Sequence[object]] = [["", *self._titles, self._name]]
        return head + [[one.name, one.x, one.y, one.size] for one in self.bubbles]

    def recolour(self) -> None:
        """Take over the colours of the theme in force."""
        look = theme.current()
        plotting.colour_plot(self.plot, vertical_grid=True)
        style = {"color": look.css("muted"), "font-size": f"{look.font('small').pointSizeF():g}pt"}
        self.plot.item.setLabel("bottom", self._titles[0], **style)
        self.plot.item.setLabel("left", self._titles[1], **style)
        self._redraw()

    def picture_area(self) -> QWidget:
        """Return the plot without the tools."""
        widget: QWidget = self.plot.widget
        return widget

    def diameter(self, one: Bubble) -> float:
        """Return a bubble's diameter in pixels; its area goes with its size."""
        largest = max((other.size for other in self.bubbles), default=0.0)
        share = math.sqrt(max(one.size, 0.0) / largest) if largest > 0 else 0.0
        return theme.current().unit(1) * max(SMALLEST, LARGEST * share)

    def bubble_at(self, x: float, y: float) -> Bubble | None:
        """Return the smallest bubble under a pixel of the plot."""
        for one in reversed(self.bubbles):
            left, top = self.plot.to_pixel(one.x, one.y)
            if math.hypot(left - x, top - y) <= max(self.diameter(one) / 2, 4):
                return one
        return None

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Say what lies under the pointer; open it on a click."""
        if isinstance(event, QMouseEvent) and event.type() == QEvent.Type.MouseMove and not event.buttons():
            found = self.bubble_at(event.position().x(), event.position().y())
            if found is None:
                QToolTip.hideText()
            else:
                words = "\n".join(part for part in (found.name, found.note) if part)
                QToolTip.showText(event.globalPosition().toPoint(), words, self)
        elif isinstance(event, QMouseEvent) and event.type() == QEvent.Type.MouseButtonRelease:
            found = self.bubble_at(event.position().x(), event.position().y())
            if found is not None:
                self.bubble_clicked.emit(found.key)
        return super().eventFilter(watched, event)

    def _redraw(self) -> None:
        import pyqtgraph as pg

        for item in self._items:
            self.plot.item.removeItem(item)
        look = theme.current()
        dots = pg.ScatterPlotItem(
            x=[one.x for one in self.bubbles],
            y=[one.y for one in self.bubbles],
            size=[self.diameter(one) for one in self.bubbles],
            brush=[look.color(one.role, 130) for one in self.bubbles],
            pen=[plotting.pen(one.role) for one in self.bubbles],
        )
        self._items = [dots, *self._cross()]
        for item in self._items:
            self.plot.item.addItem(item, ignoreBounds=True)
        self.names.update()

    def _cross(self) -> list[Any]:
        import pyqtgraph as pg

        pen = plotting.pen("border_strong", dashed=True)
        places = [(value, angle) for x, y in self._lines for value, angle in ((x, 90), (y, 0))]
        return [
            pg.InfiniteLine(value, angle=angle, movable=False, pen=pen) for value, angle in places if value is not None
        ]


class _Names(QWidget):
    """Names of the largest bubbles, where they do not cover each other."""

    def __init__(self, chart: BubbleChart) -> None:
        super().__init__(chart.plot.widget)
        self._chart = chart
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        chart.plot.widget.installEventFilter(self)
        chart.plot.box.sigRangeChanged.connect(lambda *_range: self.update())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize:
            self.setGeometry(self._chart.plot.widget.rect())
        return super().eventFilter(watched, event)

    def paintEvent(self, event: QPaintEvent) -> None:
        from PySide6.QtCore import QRectF

        painter = QPainter(self)
        painter.setFont(theme.current().font("small"))
        painter.setPen(theme.current().color("text"))
        if not self._chart.bubbles:
            painter.setPen(theme.current().color("muted"))
            painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, text("common.chart.no_data"))
        metrics = painter.fontMetrics()
        left, top, right, bottom = self._chart.plot.area()
        taken: list[QRectF] = []
        for one in self._chart.bubbles[:NAMED]:
            words = metrics.elidedText(one.name, ELLIPSIS, theme.current().unit(8))
            x, y = self._chart.plot.to_pixel(one.x, one.y)
            x += self._chart.diameter(one) / 2 + 3
            box = QRectF(x, y - metrics.height() / 2, metrics.horizontalAdvance(words), metrics.height())
            inside = left <= box.left() and box.right() <= right and top <= box.top() and box.bottom() <= bottom
            if inside and not any(box.intersects(other) for other in taken):
                taken.append(box)
                painter.drawText(QPointF(x, box.top() + metrics.ascent()), words)
        painter.end()


def _padded(values: Sequence[float]) -> tuple[float, float]:
    low, high = min(values), max(values)
    air = (high - low) * 0.12 or abs(high) * 0.2 or 1.0
    return low - air, high + air
