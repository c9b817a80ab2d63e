"""The colours of the visual direction as small squares."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from shopplanner.ui.theme import theme


class Swatches(QWidget):
    """A square for each text that is a colour; others are left out."""

    def __init__(self) -> None:
        super().__init__()
        self.colours: list[QColor] = []
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def show_colours(self, names: Sequence[str]) -> None:
        """Show other colours, given as ``#rrggbb`` or by name."""
        self.colours = [QColor(name) for name in names if QColor.isValidColorName(name)]
        self.setAccessibleName(" ".join(colour.name() for colour in self.colours))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """Return room for the squares."""
        return QSize(max(1, len(self.colours) * theme.unit(1.3)), theme.unit(1.1))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the squares."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(theme.color("border_strong"), 1))
        for place, colour in enumerate(self.colours):
            painter.setBrush(colour)
            painter.drawRoundedRect(
                QRectF(place * theme.unit(1.3) + 0.5, 0.5, theme.unit(1.05), theme.unit(1.05)), 3, 3
            )
        painter.end()
