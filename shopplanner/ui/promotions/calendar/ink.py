"""Fonts in pixels and colours for painting the calendar, so that one picture serves screen and paper alike."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontInfo, QFontMetricsF, QPainter

from shopplanner.ui.theme.theme import FontSize, Theme

WHITE = QColor("#FFFFFF")


class Ink:
    """What a theme looks like to a painter; made anew when the theme changes."""

    def __init__(self, look: Theme) -> None:
        self.look = look
        self._fonts: dict[tuple[FontSize, bool], tuple[QFont, QFontMetricsF]] = {}
        self._elided: dict[tuple[str, FontSize, bool, int], str] = {}
        self._widths: dict[tuple[str, FontSize, bool], float] = {}
        self._colors: dict[tuple[str, int], QColor] = {}

    def font(self, size: FontSize = "small", *, bold: bool = False) -> QFont:
        """Return a font of the theme, in pixels rather than points."""
        return self._font(size, bold)[0]

    def width(self, words: str, size: FontSize = "small", *, bold: bool = False) -> float:
        """Return how wide words are."""
        key = (words, size, bold)
        found = self._widths.get(key)
        if found is None:
            found = self._widths[key] = self._font(size, bold)[1].horizontalAdvance(words)
        return found

    def elided(self, words: str, room: float, size: FontSize = "small", *, bold: bool = False) -> str:
        """Return words cut to a room."""
        key = (words, size, bold, int(room))
        if key not in self._elided:
            metrics = self._font(size, bold)[1]
            self._elided[key] = metrics.elidedText(words, Qt.TextElideMode.ElideRight, max(0.0, room))
        return self._elided[key]

    def color(self, role: str, alpha: int = 255) -> QColor:
        """Return the colour of a role."""
        key = (role, alpha)
        found = self._colors.get(key)
        if found is None:
            found = self._colors[key] = self.look.color(role, alpha)
        return found

    def write(
        self,
        painter: QPainter,
        rect: QRectF,
        words: str,
        color: QColor,
        *,
        size: FontSize = "small",
        bold: bool = False,
        right: bool = False,
    ) -> None:
        """Write one line into a rectangle, cut where it has no room."""
        painter.setFont(self.font(size, bold=bold))
        painter.setPen(color)
        side = Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
        painter.drawText(rect, side | Qt.AlignmentFlag.AlignVCenter, self.elided(words, rect.width(), size, bold=bold))

    def _font(self, size: FontSize, bold: bool) -> tuple[QFont, QFontMetricsF]:
        key = (size, bold)
        if key not in self._fonts:
            font = self.look.font(size, bold=bold)
            font.setPixelSize(max(1, QFontInfo(font).pixelSize()))
            self._fonts[key] = (font, QFontMetricsF(font))
        return self._fonts[key]
