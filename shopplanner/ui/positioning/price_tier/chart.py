"""Bands as bars with the own products as rug marks below them, and the persona's price memory as flags."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QMouseEvent, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QToolTip, QVBoxLayout, QWidget

from shopplanner.services import wording
from shopplanner.services.positioning.prices import Market
from shopplanner.ui.common.bar_chart import BarChart
from shopplanner.ui.common.chart_data import Bar
from shopplanner.ui.common.context import AppContext
from shopplanner.ui.theme import theme

NEAR: Final = 5.0


@dataclass(frozen=True, slots=True)
class Mark:
    """A price with its name; ``flag`` marks are drawn with their names."""

    price: int
    name: str
    flag: bool = False


class BandChart(QWidget):
    """The bars and the rug under them, in the same columns."""

    def __init__(self, name: str, context: AppContext) -> None:
        super().__init__()
        self.chart = BarChart(name, context)
        self.rug = Rug()
        self.rug.setAccessibleName(name)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.chart, 1)
        column.addWidget(self.rug)

    def show_bands(self, bars: Sequence[Bar], market: Market, flags: Sequence[Mark]) -> None:
        """Show a bar for each band, and marks at their prices."""
        self.chart.show_bars(bars)
        own = [Mark(one.price, f"{one.name}  {wording.money(one.price)}") for one in market.own]
        self.rug.show_marks([(band.low, band.high) for band in market.bands], [*own, *flags])


class Rug(QWidget):
    """Marks below equally wide columns; inside its column a mark lies by its price."""

    def __init__(self) -> None:
        super().__init__()
        self.spans: list[tuple[int, int]] = []
        self.marks: list[Mark] = []
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_marks(self, spans: Sequence[tuple[int, int]], marks: Sequence[Mark]) -> None:
        """Show other marks."""
        self.spans, self.marks = list(spans), list(marks)
        self.setAccessibleDescription(" · ".join(mark.name for mark in marks))
        self.update()

    def sizeHint(self) -> QSize:
        """Return the height of the marks and one line of names."""
        return QSize(theme.unit(20), theme.unit(2.3))

    def x_of(self, price: int) -> float:
        """Return where a price lies; a price outside all bands lies at the edge."""
        if not self.spans:
            return 0.0
        wide = self.width() / len(self.spans)
        last = len(self.spans) - 1
        place = next((at for at, (low, high) in enumerate(self.spans) if price < high or at == last), last)
        low, high = self.spans[place]
        share = min(1.0, max(0.0, (price - low) / max(1, high - low)))
        return wide * place + 2 + (wide - 4) * share

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw ticks for own products and flags with their names."""
        look = theme.current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(look.font("small"))
        tall = theme.unit(0.75)
        painter.setPen(QPen(look.color("border"), 1))
        painter.drawLine(QPointF(0, 0.5), QPointF(self.width(), 0.5))
        for mark in self.marks:
            if not mark.flag:
                painter.setPen(QPen(look.color("chart2", 200), 1.5))
                painter.drawLine(QPointF(self.x_of(mark.price), 1), QPointF(self.x_of(mark.price), tall))
        self._draw_flags(painter, tall)
        painter.end()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Name the marks under the pointer."""
        near = [mark.name for mark in self.marks if abs(self.x_of(mark.price) - event.position().x()) <= NEAR]
        if near:
            QToolTip.showText(event.globalPosition().toPoint(), "\n".join(near[:8]), self)
        else:
            QToolTip.hideText()

    def _draw_flags(self, painter: QPainter, top: float) -> None:
        look = theme.current()
        metrics = QFontMetricsF(look.font("small"))
        free = 0.0
        for mark in sorted((one for one in self.marks if one.flag), key=lambda one: one.price):
            x, wide = self.x_of(mark.price), metrics.horizontalAdvance(mark.name) + 4
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(look.color("accent"))
            painter.drawPolygon(QPolygonF([QPointF(x, top), QPointF(x - 4, top + 7), QPointF(x + 4, top + 7)]))
            left = max(free, min(x - wide / 2, self.width() - wide))
            painter.setPen(look.color("accent_ink"))
            painter.drawText(QRectF(left, top + 7, wide, metrics.height()), Qt.AlignmentFlag.AlignCenter, mark.name)
            free = left + wide + 2
