"""A small line without axes, to stand beside a figure."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QSize
from PySide6.QtGui import QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from shopplanner.ui.theme import theme


class Sparkline(QWidget):
    """Draws figures of equal distance as a thin line; None makes a gap."""

    def __init__(self, values: Sequence[float | None] = (), role: str = "chart1") -> None:
        super().__init__()
        self._values = list(values)
        self._role = role
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set_values(self, values: Sequence[float | None], role: str = "") -> None:
        """Show other figures."""
        self._values = list(values)
        self._role = role or self._role
        self.update()

    def sizeHint(self) -> QSize:
        """Qt: two lines of text high."""
        return QSize(theme.current().unit(8), theme.current().unit(2))

    def points(self) -> list[list[QPointF]]:
        """Return the line's pieces in pixels."""
        known = [value for value in self._values if value is not None]
        if not known:
            return []
        low, high = min(known), max(known)
        room, step = self.height() - 4.0, (self.width() - 4.0) / max(1, len(self._values) - 1)
        pieces: list[list[QPointF]] = [[]]
        for place, value in enumerate(self._values):
            if value is None:
                pieces.append([])
                continue
            share = (value - low) / (high - low) if high > low else 0.5
            pieces[-1].append(QPointF(2 + place * step, 2 + room * (1 - share)))
        return [piece for piece in pieces if piece]

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the line, and its last point as a dot."""
        pieces = self.points()
        if not pieces:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        color = theme.current().color(self._role)
        painter.setPen(QPen(color, 1.2))
        for piece in pieces:
            path = QPainterPath(piece[0])
            for point in piece[1:]:
                path.lineTo(point)
            painter.drawPath(path)
        painter.setBrush(color)
        painter.drawEllipse(pieces[-1][-1], 1.6, 1.6)
        painter.end()
