"""Phases inside a bar: preparation is darker, the peak is hatched, a fine line parts one from the next."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen

STRIPE: Final = 10
SHADES: Final = {"saving": 64, "warm_up": 36, "opening": 0, "peak": 0, "encore": 36}
"""How dark a phase is made."""
SHADOW: Final = QColor(0, 0, 0)
RED_TINT: Final = 16
"""Opacity of the red over a day that breaks a price; more would make small words on it hard to read."""
BRIGHT: Final = 0.95


@dataclass(frozen=True)
class Band:
    """A phase on a bar, from where to where; ``name`` is written on it where there is room."""

    kind: str
    left: float
    right: float
    name: str = ""


def paint_bands(
    painter: QPainter, rect: QRectF, bands: Sequence[Band], light: QColor, outline: QPainterPath | None = None
) -> None:
    """Paint phases over a bar's ground.

    Args:
        painter: where to.
        rect: the bar.
        bands: its phases, inside the bar.
        light: colour of parting lines and hatching, which is dark where this is nearly white.
        outline: the bar's outline; by default its rectangle.
    """
    if not bands:
        return
    painter.save()
    if outline is not None:
        painter.setClipPath(outline, Qt.ClipOperation.IntersectClip)
    for band in bands:
        place = QRectF(band.left, rect.top(), band.right - band.left, rect.height())
        shade = SHADES.get(band.kind, 0)
        if shade:
            painter.fillRect(place, faded(SHADOW, shade))
        if band.kind == "peak":
            _hatch(painter, place, SHADOW if light.lightnessF() > BRIGHT else light)  # bright words stand on it
        if band.left > rect.left() + 1:
            painter.setPen(QPen(faded(light, 150), 1))
            painter.drawLine(QPointF(band.left, rect.top() + 2), QPointF(band.left, rect.bottom() - 2))
    painter.restore()


def _hatch(painter: QPainter, place: QRectF, light: QColor) -> None:
    """Hatch a place; each line is cut where the place ends."""
    painter.save()
    painter.setClipRect(place, Qt.ClipOperation.IntersectClip)
    painter.setPen(QPen(faded(light, 60), 4))
    lines = []
    offset = place.left() - place.height()
    while offset < place.right():
        lines.append(QLineF(offset, place.bottom(), offset + place.height(), place.top()))
        offset += STRIPE
    painter.drawLines(lines)
    painter.restore()


def faded(color: QColor, alpha: int) -> QColor:
    """Return a colour with an alpha."""
    made = QColor(color)
    made.setAlpha(alpha)
    return made


def mixed(color: QColor, ground: QColor, share: float) -> QColor:
    """Return a colour thinned with its ground, but opaque, so that lines do not shine through."""
    parts = zip((color.red(), color.green(), color.blue()), (ground.red(), ground.green(), ground.blue()), strict=True)
    return QColor(*(round(part * share + below * (1 - share)) for part, below in parts))
