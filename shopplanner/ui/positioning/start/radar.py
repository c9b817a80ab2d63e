"""Ratings around a circle: the six resources at a glance."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from shopplanner.ui.theme import theme

MOST: Final = 5


class Radar(QWidget):
    """A web of axes with the ratings as a shape; an axis without a rating is drawn from the middle."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.axes: list[tuple[str, int | None]] = []
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def show_axes(self, axes: Sequence[tuple[str, int | None]]) -> None:
        """Show other names and ratings."""
        self.axes = list(axes)
        self.setAccessibleDescription(" · ".join(f"{name} {rating or '–'}" for name, rating in axes))
        self.update()

    def sizeHint(self) -> QSize:
        """Return a square with room for the names."""
        return QSize(theme.unit(13), theme.unit(11))

    def point(self, axis: int, rating: float) -> QPointF:
        """Return where a rating lies on an axis."""
        angle = 2 * math.pi * axis / max(1, len(self.axes)) - math.pi / 2
        reach = self._radius() * rating / MOST
        middle = QPointF(self.width() / 2, self.height() / 2)
        return middle + QPointF(math.cos(angle) * reach, math.sin(angle) * reach)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the web, the shape and the names."""
        if not self.axes:
            return
        look = theme.current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for ring in range(1, MOST + 1):
            painter.setPen(QPen(look.color("border_strong" if ring == MOST else "grid"), 1))
            painter.drawPolygon(self._shape([ring] * len(self.axes)))
        painter.setPen(QPen(look.color("grid"), 1))
        for axis in range(len(self.axes)):
            painter.drawLine(self.point(axis, 0), self.point(axis, MOST))
        painter.setPen(QPen(look.color("accent"), 1.6))
        painter.setBrush(look.color("accent", 48))
        painter.drawPolygon(self._shape([rating or 0 for _, rating in self.axes]))
        self._draw_names(painter)
        painter.end()

    def _shape(self, ratings: Sequence[float]) -> QPolygonF:
        return QPolygonF([self.point(axis, rating) for axis, rating in enumerate(ratings)])

    def _draw_names(self, painter: QPainter) -> None:
        look = theme.current()
        painter.setFont(look.font("small"))
        metrics = QFontMetricsF(look.font("small"))
        for axis, (name, rating) in enumerate(self.axes):
            words = f"{name} {rating or '–'}"
            corner = self.point(axis, MOST * 1.06)
            wide, high = metrics.horizontalAdvance(words) + 2, metrics.height()
            aside = corner.x() - self.width() / 2
            left = corner.x() - (wide / 2 if abs(aside) < 2 else 0 if aside > 0 else wide)
            above = corner.y() < self.height() / 2 and abs(aside) < 2
            below = corner.y() > self.height() / 2 and abs(aside) < 2
            top = corner.y() - (high if above else 0 if below else high / 2)
            painter.setPen(look.color("text" if rating else "muted"))
            painter.drawText(QRectF(left, top, wide, high), Qt.AlignmentFlag.AlignCenter, words)

    def _radius(self) -> float:
        metrics = QFontMetricsF(theme.current().font("small"))
        names = max((metrics.horizontalAdvance(f"{name} 5") for name, _ in self.axes), default=0.0)
        return max(8.0, min(self.width() / 2 - names - 4, self.height() / 2 - metrics.height() - 6))
