"""The legend of the price ribbon, which also tells the amounts of the moment that is pointed at."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from PySide6.QtCore import QLineF, QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from shopplanner.foundation.i18n import text
from shopplanner.services.promotions.price_band import SERIES
from shopplanner.services.wording import money
from shopplanner.ui.promotions.calendar.ink import Ink
from shopplanner.ui.promotions.calendar.ribbon_canvas import LINES, WORDS
from shopplanner.ui.theme import theme

SWATCH: Final = 14
GAP: Final = 18
LINE: Final = 1.05
"""Height of a row in font heights."""


class RibbonLegend(QWidget):
    """Names the lines and tells their amounts."""

    def __init__(self) -> None:
        super().__init__()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.head = ""
        self.amounts: Mapping[str, int | None] = {}

    def show_amounts(self, head: str, amounts: Mapping[str, int | None]) -> None:
        """Tell the amounts of a moment."""
        self.head, self.amounts = head, amounts
        said = [f"{text(f'timeline.ribbon.{name}')} {money(amounts.get(name))}" for name in SERIES]
        self.setAccessibleName(", ".join([head, *said]))
        self.update()

    def sizeHint(self) -> QSize:
        """Return room for two lines."""
        return QSize(theme.current().unit(20), round(LINE * 2 * theme.current().unit()))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Write the moment, and in two rows each line's stroke, name and amount."""
        del event
        painter, ink = QPainter(self), Ink(theme.current())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        height = self.height() / 2
        ink.write(painter, QRectF(0, 0, ink.width(self.head) + 2, height), self.head, ink.color("muted"))
        left = ink.width("00-00 00:00") + GAP
        for first in range(0, len(SERIES), 2):
            pair = SERIES[first : first + 2]
            width = max(self._width(ink, name) for name in pair)
            if left + width > self.width():
                break
            for row, name in enumerate(pair):
                self._entry(painter, ink, name, QRectF(left, row * height, width, height))
            left += width + GAP
        painter.end()

    def _width(self, ink: Ink, name: str) -> float:
        said = text(f"timeline.ribbon.{name}")
        return SWATCH + 12 + ink.width(said) + ink.width(money(self.amounts.get(name)), bold=True)

    def _entry(self, painter: QPainter, ink: Ink, name: str, place: QRectF) -> None:
        role, thick, stroke = LINES[name]
        painter.setPen(QPen(ink.color(role), thick, stroke))
        middle = place.center().y()
        painter.drawLine(QLineF(place.left(), middle, place.left() + SWATCH, middle))
        words = place.adjusted(SWATCH + 6, 0, 0, 0)
        ink.write(painter, words, text(f"timeline.ribbon.{name}"), ink.color("muted"))
        amount = money(self.amounts.get(name))
        ink.write(painter, words, amount, ink.color(WORDS.get(name, "text")), bold=True, right=True)
