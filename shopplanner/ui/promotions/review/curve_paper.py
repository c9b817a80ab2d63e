"""The curve of a review as a picture for paper: light colours, and made away from the window's thread."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Final

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QImage, QPainter, QPen, QPolygonF

from shopplanner.domain.days import day_number
from shopplanner.ui.common.chart import value_span, with_gaps
from shopplanner.ui.common.chart_axis import day_ticks, day_words, value_ticks
from shopplanner.ui.common.chart_data import Band, Format, Series
from shopplanner.ui.promotions.review.curve_data import Curve
from shopplanner.ui.theme.roles import load_roles
from shopplanner.ui.theme.theme import FAMILIES

WIDTH: Final = 660.0
HEIGHT: Final = 220.0
SHARPNESS: Final = 3
"""Pixels of the picture for one of its units."""
LEFT: Final = 44.0
LINE: Final = 14.0
"""Height of a line of words."""
MOST_DAYS: Final = 10
MOST_VALUES: Final = 5
AIR: Final = 1.06


def curve_picture(curve: Curve, words: Format) -> QImage:
    """Return a curve as a picture, sharp on paper."""
    made = QImage(round(WIDTH * SHARPNESS), round(HEIGHT * SHARPNESS), QImage.Format.Format_RGB32)
    made.fill(Qt.GlobalColor.white)
    painter = QPainter(made)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.scale(SHARPNESS, SHARPNESS)
    _CurvePainter(painter, curve, words).paint()
    painter.end()
    return made


class _CurvePainter:
    """Paints one curve with its axes, its bands with their names, and what its lines are."""

    def __init__(self, painter: QPainter, curve: Curve, words: Format) -> None:
        self.painter, self.curve, self.words = painter, curve, words
        self.colors: Mapping[str, str] = load_roles("light").colors
        font = QFont(list(FAMILIES))
        font.setPixelSize(9)
        painter.setFont(font)
        self.metrics = QFontMetricsF(font)
        self.first = min(map(day_number, curve.days), default=0) - 0.5
        self.last = max(map(day_number, curve.days), default=0) + 0.5
        self.named = self._lines_of_names()
        top = LINE * (1 + max((line for _band, line in self.named), default=0) + 1)
        self.area = QRectF(LEFT, top, WIDTH - LEFT - 4, HEIGHT - top - LINE - 2)
        self.low, high = value_span(_values(curve.series), from_zero=True)
        self.high = self.low + (high - self.low) * AIR

    def paint(self) -> None:
        self._legend()
        for band, line in self.named:
            self._band(band, line)
        self._axes()
        self.painter.setClipRect(self.area.adjusted(0, -2, 0, 2))
        for each in self.curve.series:
            self._range(each)
        for each in self.curve.series:
            self._line(each)

    def _color(self, role: str, alpha: int = 255) -> QColor:
        made = QColor(self.colors[role])
        made.setAlpha(alpha)
        return made

    def _x(self, day: float) -> float:
        return LEFT + (day - self.first) / (self.last - self.first) * (WIDTH - LEFT - 4)

    def _y(self, value: float) -> float:
        return self.area.bottom() - (value - self.low) / (self.high - self.low) * self.area.height()

    def _write(self, place: QRectF, said: str, role: str, side: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignLeft) -> None:
        self.painter.setPen(self._color(role))
        self.painter.drawText(place, side | Qt.AlignmentFlag.AlignVCenter, said)

    def _lines_of_names(self) -> list[tuple[Band, int]]:
        """Return the bands that are seen, each with the line above the area on which its name has room."""
        ends: list[float] = []
        found = []
        for band in self.curve.bands:
            left, right = self._edges(band)
            if right <= left:
                continue
            at = next((line for line, end in enumerate(ends) if end <= left), len(ends))
            ends[at : at + 1] = [left + self.metrics.horizontalAdvance(band.name) + 8]
            found.append((band, at))
        return found

    def _edges(self, band: Band) -> tuple[float, float]:
        return (
            self._x(max(self.first, day_number(band.start) - 0.5)),
            self._x(min(self.last, day_number(band.end) + 0.5)),
        )

    def _band(self, band: Band, line: int) -> None:
        left, right = self._edges(band)
        top = LINE * (line + 1)
        self.painter.fillRect(QRectF(left, top, right - left, self.area.bottom() - top), self._color(band.role, 20))
        self._write(QRectF(left + 3, top, WIDTH, LINE), band.name, band.role)

    def _legend(self) -> None:
        left = LEFT
        for each in self.curve.series:
            self.painter.setPen(self._pen(each))
            self.painter.drawLine(QLineF(left, LINE / 2, left + 18, LINE / 2))
            self._write(QRectF(left + 22, 0, WIDTH, LINE), each.name, "text")
            left += 22 + self.metrics.horizontalAdvance(each.name) + 16

    def _axes(self) -> None:
        for value in value_ticks(self.low, self.high, MOST_VALUES):
            self.painter.setPen(QPen(self._color("grid"), 0.6))
            self.painter.drawLine(QLineF(self.area.left(), self._y(value), self.area.right(), self._y(value)))
            place = QRectF(0, self._y(value) - LINE / 2, LEFT - 5, LINE)
            self._write(place, self.words(value), "axis", Qt.AlignmentFlag.AlignRight)
        ticks = day_ticks(self.first, self.last, MOST_DAYS)
        for day, said in zip(ticks, day_words(ticks), strict=True):
            place = QRectF(self._x(day) - 40, self.area.bottom() + 2, 80, LINE)
            self._write(place, said, "axis", Qt.AlignmentFlag.AlignHCenter)

    def _range(self, one: Series) -> None:
        """Shade the range around a line where it is known."""
        known = [
            (day_number(day), low, high)
            for day, low, high in zip(self.curve.days, one.low or (), one.high or (), strict=False)
            if low is not None and high is not None
        ]
        upper = [QPointF(self._x(day), self._y(high)) for day, _low, high in known]
        lower = [QPointF(self._x(day), self._y(low)) for day, low, _high in reversed(known)]
        self.painter.setPen(Qt.PenStyle.NoPen)
        self.painter.setBrush(self._color(one.role, 40))
        self.painter.drawPolygon(QPolygonF([*upper, *lower]))

    def _line(self, one: Series) -> None:
        self.painter.setPen(self._pen(one))
        part: list[QPointF] = []
        for day, value in zip(*with_gaps([day_number(each) for each in self.curve.days], one.values), strict=True):
            if math.isnan(value):
                self.painter.drawPolyline(QPolygonF(part))
                part = []
            else:
                part.append(QPointF(self._x(day), self._y(value)))
        self.painter.drawPolyline(QPolygonF(part))

    def _pen(self, one: Series) -> QPen:
        style = Qt.PenStyle.DashLine if one.dashed else Qt.PenStyle.SolidLine
        return QPen(self._color(one.role), 1.2, style)


def _values(series: Sequence[Series]) -> list[float]:
    return [
        value
        for one in series
        for values in (one.values, one.low or (), one.high or ())
        for value in values
        if value is not None
    ]
