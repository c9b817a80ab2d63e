"""The Pareto curve of a range: how much of the sales the best products bring together."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QMouseEvent, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from shopplanner.domain.products.concentration import A_UP_TO, B_UP_TO, Ranked
from shopplanner.foundation.i18n import text
from shopplanner.services import wording
from shopplanner.ui.common.plotting import pen
from shopplanner.ui.theme import theme

WHOLE = 10_000


class ParetoCurve(QWidget):
    """Draws the running share over the products in falling order, with the limits of A and B."""

    def __init__(self) -> None:
        super().__init__()
        self.ranked: Sequence[Ranked] = ()
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(text("products.matrix.pareto"))
        theme.current().changed.connect(self.update)

    def show_ranked(self, ranked: Sequence[Ranked]) -> None:
        """Show other products."""
        self.ranked = ranked
        self.update()

    def sizeHint(self) -> QSize:
        """Qt: a few lines high."""
        return QSize(theme.current().unit(14), theme.current().unit(6))

    def point(self, place: int) -> QPointF:
        """Return where the curve has passed the first ``place`` products."""
        area = self._area()
        share = self.ranked[place - 1].running if place else 0
        x = area.left() + area.width() * place / max(1, len(self.ranked))
        return QPointF(x, area.bottom() - area.height() * share / WHOLE)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw limits and curve."""
        look, area = theme.current(), self._area()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(look.font("small"))
        for limit, words in ((A_UP_TO, "A 80%"), (B_UP_TO, "B 95%")):
            y = area.bottom() - area.height() * limit / WHOLE
            painter.setPen(pen("grid", dashed=True))
            painter.drawLine(QPointF(area.left(), y), QPointF(area.right(), y))
            painter.setPen(look.color("axis"))
            below = painter.fontMetrics().ascent() if limit == A_UP_TO else -2
            painter.drawText(QPointF(area.right() + look.space(4), y + below / 2), words)
        painter.setPen(pen("border"))
        painter.drawLine(area.bottomLeft(), area.bottomRight())
        if self.ranked:
            self._draw_curve(painter)
        painter.end()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Say what the curve has reached under the pointer."""
        area = self._area()
        place = round((event.position().x() - area.left()) / area.width() * len(self.ranked))
        if not 1 <= place <= len(self.ranked):
            QToolTip.hideText()
            return
        share = wording.percent(self.ranked[place - 1].running)
        said = text("products.matrix.first_products", n=place, share=share)
        QToolTip.showText(event.globalPosition().toPoint(), said, self)

    def _draw_curve(self, painter: QPainter) -> None:
        look, area = theme.current(), self._area()
        path = QPainterPath(self.point(0))
        for place in range(1, len(self.ranked) + 1):
            path.lineTo(self.point(place))
        filled = QPainterPath(path)
        filled.lineTo(area.bottomRight())
        filled.closeSubpath()
        painter.fillPath(filled, look.color("chart1", 28))
        painter.setPen(QPen(look.color("chart1"), 1.6))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPath(path)

    def _area(self) -> QRectF:
        look = theme.current()
        return QRectF(1, look.space(8), max(1.0, self.width() - look.unit(3)), max(1.0, self.height() - look.space(12)))
