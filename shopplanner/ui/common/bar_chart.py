"""Bars with their figures at the ends: rankings, comparisons, and waterfalls of what changed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from shopplanner.foundation.i18n import text
from shopplanner.ui.common.chart_base import ChartBase
from shopplanner.ui.common.chart_data import Bar, Format, compact
from shopplanner.ui.common.plotting import pen
from shopplanner.ui.theme import theme

if TYPE_CHECKING:
    from shopplanner.ui.common.context import AppContext

BAR_SHARE: Final = 0.62
ELLIPSIS = Qt.TextElideMode.ElideRight


class BarChart(ChartBase):
    """Upright bars, or lying ones with ``horizontal`` where names are long."""

    bar_clicked = Signal(str)
    """A bar was clicked; with its key."""

    def __init__(
        self,
        name: str,
        context: AppContext | None = None,
        *,
        words: Format = compact,
        horizontal: bool = False,
        why: Callable[[], object] | None = None,
    ) -> None:
        super().__init__(name, context, why)
        self.area = _Bars(words, horizontal)
        self.area.setAccessibleName(name)
        self.area.clicked.connect(self.bar_clicked)
        self.column.addWidget(self.area, 1)

    def show_bars(self, bars: Sequence[Bar]) -> None:
        """Show other bars."""
        self.area.set_bars(bars)

    def table(self) -> list[Sequence[object]]:
        """Return names and values."""
        return [["", self._name], *([bar.name, bar.value] for bar in self.area.bars)]

    def picture_area(self) -> QWidget:
        """Return the bars without the tools."""
        return self.area


class _Bars(QWidget):
    clicked = Signal(str)

    def __init__(self, words: Format, horizontal: bool) -> None:
        super().__init__()
        self._words = words
        self._horizontal = horizontal
        self.bars: list[Bar] = []
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def set_bars(self, bars: Sequence[Bar]) -> None:
        self.bars = list(bars)
        if self._horizontal:
            self.setMinimumHeight(round(len(self.bars) * theme.current().unit(1.5)))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(theme.current().unit(20), theme.current().unit(12))

    def rect_of(self, place: int) -> QRectF:
        """Return where a bar lies, in pixels."""
        bar, (low, high) = self.bars[place], self._span()
        start, end = sorted((bar.start, bar.start + (bar.value or 0.0)))
        plot = self._plot_rect()
        if self._horizontal:
            slot, scale = plot.height() / len(self.bars), plot.width() / (high - low)
            top = plot.top() + slot * (place + (1 - BAR_SHARE) / 2)
            return QRectF(plot.left() + (start - low) * scale, top, max(1.0, (end - start) * scale), slot * BAR_SHARE)
        slot, scale = plot.width() / len(self.bars), plot.height() / (high - low)
        wide = min(slot * BAR_SHARE, theme.current().unit(4))
        left = plot.left() + slot * (place + 0.5) - wide / 2
        return QRectF(left, plot.bottom() - (end - low) * scale, wide, max(1.0, (end - start) * scale))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        look = theme.current()
        painter.setFont(look.font("small"))
        if not any(bar.value is not None for bar in self.bars):
            painter.setPen(look.color("muted"))
            painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, text("common.chart.no_data"))
            painter.end()
            return
        self._draw_zero(painter)
        for place, bar in enumerate(self.bars):
            rect = self.rect_of(place)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(look.color(bar.role))
            if bar.value is not None:
                painter.drawRoundedRect(rect, 2, 2)
            self._draw_words(painter, place, bar, rect)
        painter.end()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        place = self._place_at(event.position())
        if place is None:
            QToolTip.hideText()
            return
        bar = self.bars[place]
        QToolTip.showText(event.globalPosition().toPoint(), f"{bar.name}  {bar.label or self._words(bar.value)}", self)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        place = self._place_at(event.position())
        if place is not None and self.bars[place].key:
            self.clicked.emit(self.bars[place].key)

    def _draw_zero(self, painter: QPainter) -> None:
        low, high = self._span()
        plot = self._plot_rect()
        painter.setPen(pen("border_strong"))
        if self._horizontal:
            x = plot.left() - low * plot.width() / (high - low)
            painter.drawLine(QPointF(x, plot.top()), QPointF(x, plot.bottom()))
        else:
            y = plot.bottom() + low * plot.height() / (high - low)
            painter.drawLine(QPointF(plot.left(), y), QPointF(plot.right(), y))

    def _draw_words(self, painter: QPainter, place: int, bar: Bar, rect: QRectF) -> None:
        look, metrics, plot = theme.current(), painter.fontMetrics(), self._plot_rect()
        gap = look.space(4)
        figure = bar.label or self._words(bar.value)
        if self._horizontal:
            name = QRectF(0, rect.top(), plot.left() - 2 * gap, rect.height())
            side = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
            painter.setPen(look.color("text"))
            painter.drawText(name, side, metrics.elidedText(bar.name, ELLIPSIS, round(name.width())))
            painter.setPen(look.color("muted"))
            baseline = rect.center().y() + metrics.ascent() / 2 - metrics.descent() / 2
            painter.drawText(QPointF(rect.right() + gap, baseline), figure)
            return
        slot = plot.width() / len(self.bars)
        middle = plot.left() + slot * (place + 0.5)
        painter.setPen(look.color("text"))
        shown = metrics.elidedText(figure, ELLIPSIS, round(slot))
        painter.drawText(QPointF(middle - metrics.horizontalAdvance(shown) / 2, rect.top() - gap), shown)
        painter.setPen(look.color("muted"))
        below = QRectF(middle - slot / 2, plot.bottom() + gap, slot, metrics.height())
        words = metrics.elidedText(bar.name, ELLIPSIS, round(slot) - gap)
        painter.drawText(below, Qt.AlignmentFlag.AlignHCenter, words)

    def _plot_rect(self) -> QRectF:
        look = theme.current()
        metrics = QFontMetricsF(look.font("small"))
        if self._horizontal:
            names = max((metrics.horizontalAdvance(bar.name) for bar in self.bars), default=0.0)
            figures = max(
                (metrics.horizontalAdvance(bar.label or self._words(bar.value)) for bar in self.bars), default=0
            )
            left = min(names, self.width() * 0.4) + 2 * look.space(4)
            return QRectF(left, 0, max(1.0, self.width() - left - figures - look.space(12)), self.height())
        above, below = metrics.height() + look.space(8), metrics.height() + look.space(8)
        return QRectF(0, above, self.width(), max(1.0, self.height() - above - below))

    def _span(self) -> tuple[float, float]:
        ends = [edge for bar in self.bars for edge in (bar.start, bar.start + (bar.value or 0.0))]
        low, high = min(0.0, *ends), max(0.0, *ends)
        return (low, high) if high > low else (0.0, 1.0)

    def _place_at(self, point: QPointF) -> int | None:
        return next((place for place in range(len(self.bars)) if self._slot(place).contains(point)), None)

    def _slot(self, place: int) -> QRectF:
        plot, count = self._plot_rect(), len(self.bars)
        if self._horizontal:
            return QRectF(0, plot.top() + plot.height() / count * place, self.width(), plot.height() / count)
        return QRectF(plot.left() + plot.width() / count * place, 0, plot.width() / count, self.height())
