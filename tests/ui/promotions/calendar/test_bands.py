"""Phases are told apart inside a bar: preparation darker, the peak hatched."""

from __future__ import annotations

from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QImage, QPainter, QPainterPath

from shopplanner.ui.promotions.calendar.bands import Band, mixed, paint_bands

BLUE, WHITE = QColor("#2F6FED"), QColor("#FFFFFF")
RECT = QRectF(0, 0, 120, 20)


def painted(*bands: Band, outline: QPainterPath | None = None) -> QImage:
    image = QImage(120, 20, QImage.Format.Format_RGB32)
    image.fill(BLUE)
    painter = QPainter(image)
    paint_bands(painter, RECT, bands, WHITE, outline)
    painter.end()
    return image


def test_preparation_is_darker_and_the_peak_is_hatched(themed: None) -> None:
    image = painted(Band("saving", 0, 40), Band("opening", 40, 80), Band("peak", 80, 120))
    saving, opening = image.pixelColor(20, 10), image.pixelColor(60, 10)
    assert saving.lightness() < opening.lightness()
    assert opening == BLUE
    assert len({image.pixelColor(x, 10).rgb() for x in range(85, 118)}) > 1


def test_nothing_is_painted_outside_the_outline_or_without_phases(themed: None) -> None:
    left_half = QPainterPath()
    left_half.addRect(QRectF(0, 0, 60, 20))
    image = painted(Band("saving", 0, 120), outline=left_half)
    assert image.pixelColor(30, 10) != BLUE
    assert image.pixelColor(90, 10) == BLUE
    assert painted().pixelColor(30, 10) == BLUE


def test_a_thinned_colour_is_opaque() -> None:
    assert mixed(QColor(0, 0, 0), WHITE, 0.25) == QColor(191, 191, 191)
