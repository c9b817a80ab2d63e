"""What is written over a time chart: names of bands, pins, targets and lines, and the read-out under the pointer."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import pairwise
from typing import Final

from PySide6.QtCore import QEvent, QObject, QPointF, QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from shopplanner.domain.days import day_number
from shopplanner.ui.common.chart_data import Band, Pin, Target
from shopplanner.ui.common.plotting import Plot, pen
from shopplanner.ui.theme import theme

NAME_ROWS: Final = 4
ELLIPSIS = Qt.TextElideMode.ElideRight


@dataclass(slots=True)
class EndLabel:
    """A line's name at the height of its last value."""

    name: str
    role: str
    value: float


@dataclass(slots=True)
class ReadOut:
    """What the pointer is over: a day's heading, lines of ``(role, name, figure)`` and marks on the chart."""

    day: float
    heading: str
    lines: list[tuple[str, str, str]]
    marks: list[tuple[str, float]]
    remarks: list[str] = field(default_factory=list)


class ChartOverlay(QWidget):
    """Transparent for the mouse; lies over the plot and follows its size."""

    def __init__(self, plot: Plot) -> None:
        super().__init__(plot.widget)
        self._plot = plot
        self.bands: list[Band] = []
        self.pins: list[Pin] = []
        self.targets: list[Target] = []
        self.ends: list[EndLabel] = []
        self.empty_text = ""
        self._read_out: ReadOut | None = None
        self._taken: list[QRectF] = []
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        plot.widget.installEventFilter(self)
        plot.box.sigRangeChanged.connect(lambda *_range: self.update())
        self.setGeometry(plot.widget.rect())

    @property
    def read_out(self) -> ReadOut | None:
        """What is shown under the pointer."""
        return self._read_out

    def show_read_out(self, read_out: ReadOut | None) -> None:
        """Show or hide the read-out."""
        self._read_out = read_out
        self.update()

    def label_width(self) -> int:
        """Return the room that the lines' names need at the right."""
        metrics = QFontMetricsF(theme.current().font("small"))
        widest = max((metrics.horizontalAdvance(end.name) for end in self.ends), default=0.0)
        return round(min(widest, theme.current().unit(8))) + (theme.current().space(8) if self.ends else 0)

    def names_height(self) -> float:
        """Return the room that the names of bands and pins usually need at the top: a row for each kind."""
        rows = bool(self.bands) + bool(self.pins)
        return rows * QFontMetricsF(theme.current().font("small")).height()

    def pin_at(self, x: float, y: float) -> Pin | None:
        """Return the pin whose mark lies under a pixel."""
        _, top, _, _ = self._plot.area()
        reach = theme.current().unit(0.6)
        for pin in self.pins:
            place, _ = self._plot.to_pixel(day_number(pin.day), 0)
            if abs(place - x) <= reach and abs(top + reach - y) <= 2 * reach:
                return pin
        return None

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keep the plot's size."""
        if event.type() == QEvent.Type.Resize:
            self.setGeometry(self._plot.widget.rect())
        return super().eventFilter(watched, event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw everything that is written."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(theme.current().font("small"))
        if self.empty_text:
            painter.setPen(theme.current().color("muted"))
            painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, self.empty_text)
        else:
            self._taken = []
            self._draw_targets(painter)
            pins = self._draw_pins(painter)
            self._draw_bands(painter)
            self._name_pins(painter, pins)
            self._draw_ends(painter)
            self._draw_read_out(painter)
        painter.end()

    def _draw_bands(self, painter: QPainter) -> None:
        left, _, right, _ = self._plot.area()
        metrics = painter.fontMetrics()
        pad = theme.current().space(4)
        for band in sorted(self.bands, key=lambda one: one.start):
            start = max(left, self._plot.to_pixel(day_number(band.start) - 0.5, 0)[0])
            end = min(right, self._plot.to_pixel(day_number(band.end) + 0.5, 0)[0])
            words = metrics.elidedText(band.name, ELLIPSIS, round(end - start) - 2 * pad)
            if end > left and start < right and len(words) >= min(3, len(band.name)):
                self._write(painter, start + pad, words, _ink(band.role))

    def _draw_pins(self, painter: QPainter) -> list[tuple[float, Pin]]:
        """Draw the marks of pins, over which no name is written; return the pins in sight and their places."""
        look = theme.current()
        left, top, right, bottom = self._plot.area()
        radius = look.unit(0.22)
        placed = [(self._plot.to_pixel(day_number(pin.day), 0)[0], pin) for pin in self.pins]
        seen = sorted(((x, pin) for x, pin in placed if left <= x <= right), key=lambda one: one[0])
        for x, pin in seen:
            painter.setPen(pen(pin.role, dashed=True, alpha=150))
            painter.drawLine(QPointF(x, top + 2 * radius), QPointF(x, bottom))
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(look.color(pin.role))
            mark = QRectF(x - radius, top + 1, 2 * radius, 2 * radius)
            painter.drawEllipse(mark)
            self._taken.append(mark)
        return seen

    def _name_pins(self, painter: QPainter, pins: list[tuple[float, Pin]]) -> None:
        look, metrics = theme.current(), painter.fontMetrics()
        right = self._plot.area()[2]
        for x, pin in pins:
            words = metrics.elidedText(pin.name, ELLIPSIS, look.unit(9))
            if x + look.unit(0.5) + metrics.horizontalAdvance(words) < right:
                self._write(painter, x + look.unit(0.5), words, "text")

    def _write(self, painter: QPainter, x: float, words: str, role: str) -> None:
        """Write a name in the first row at the top where it covers no other; leave it out where all are taken.

        Names of bands and pins stand in the same rows, so that none can reach half into another's.
        """
        metrics = painter.fontMetrics()
        gap = theme.current().unit(0.2)
        for row in range(NAME_ROWS):
            top = self._plot.area()[1] + row * metrics.lineSpacing()
            box = QRectF(x, top, metrics.horizontalAdvance(words), metrics.lineSpacing())
            if not any(box.adjusted(-gap, 0, gap, -1).intersects(other) for other in self._taken):
                self._taken.append(box)
                painter.setPen(theme.current().color(role))
                painter.drawText(QPointF(x, top + metrics.ascent()), words)
                return

    def _draw_targets(self, painter: QPainter) -> None:
        left, top, _, bottom = self._plot.area()
        for target in self.targets:
            _, y = self._plot.to_pixel(0, target.value)
            if top <= y <= bottom:
                painter.setPen(theme.current().color(_ink(target.role)))
                painter.drawText(QPointF(left + theme.current().space(4), y - 3), target.name)

    def _draw_ends(self, painter: QPainter) -> None:
        _, top, right, bottom = self._plot.area()
        metrics = painter.fontMetrics()
        wanted = [self._plot.to_pixel(0, end.value)[1] for end in self.ends]
        places = spread(wanted, metrics.height() * 0.95, top + metrics.height() / 2, bottom - metrics.height() / 2)
        room = round(self.width() - right) - theme.current().space(4)
        for end, y in zip(self.ends, places, strict=True):
            painter.setPen(theme.current().color(_ink(end.role)))
            words = metrics.elidedText(end.name, ELLIPSIS, room)
            painter.drawText(
                QPointF(right + theme.current().space(4), y + metrics.ascent() / 2 - metrics.descent() / 2), words
            )

    def _draw_read_out(self, painter: QPainter) -> None:
        if self._read_out is None:
            return
        look, shown = theme.current(), self._read_out
        _, top, _, bottom = self._plot.area()
        x, _ = self._plot.to_pixel(shown.day, 0)
        painter.setPen(pen("border_strong"))
        painter.drawLine(QPointF(x, top), QPointF(x, bottom))
        painter.setPen(pen("surface", width=1.5))
        for role, value in shown.marks:
            painter.setBrush(look.color(role))
            painter.drawEllipse(QPointF(*self._plot.to_pixel(shown.day, value)), look.unit(0.22), look.unit(0.22))
        self._draw_box(painter, shown, x)

    def _draw_box(self, painter: QPainter, shown: ReadOut, x: float) -> None:
        look = theme.current()
        metrics, pad = painter.fontMetrics(), look.space(8)
        names = max((metrics.horizontalAdvance(name) for _, name, _ in shown.lines), default=0)
        figures = max((metrics.horizontalAdvance(figure) for _, _, figure in shown.lines), default=0)
        remarks = [metrics.elidedText(remark, ELLIPSIS, look.unit(14)) for remark in shown.remarks]
        others = [metrics.horizontalAdvance(words) for words in (shown.heading, *remarks)]
        dot = look.unit(0.8)
        width = max(dot + names + 2 * pad + figures, *others) + 2 * pad
        height = (1 + len(shown.lines) + len(remarks)) * metrics.height() + 2 * pad
        left = x + pad if x + pad + width <= self.width() else x - pad - width
        box = QRectF(max(0.0, left), self._plot.area()[1] + pad, width, height)
        painter.setPen(pen("border_strong"))
        painter.setBrush(look.color("surface"))
        painter.drawRoundedRect(box, 6, 6)
        baseline = box.top() + pad + metrics.ascent()
        painter.setPen(look.color("muted"))
        painter.drawText(QPointF(box.left() + pad, baseline), shown.heading)
        for role, name, figure in shown.lines:
            baseline += metrics.height()
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(look.color(role))
            painter.drawEllipse(QPointF(box.left() + pad + dot / 4, baseline - metrics.ascent() / 3), dot / 4, dot / 4)
            painter.setPen(look.color("text"))
            painter.drawText(QPointF(box.left() + pad + dot, baseline), name)
            painter.drawText(QPointF(box.right() - pad - metrics.horizontalAdvance(figure), baseline), figure)
        for remark in remarks:
            baseline += metrics.height()
            painter.setPen(look.color("muted"))
            painter.drawText(QPointF(box.left() + pad, baseline), remark)


def spread(wanted: list[float], gap: float, low: float, high: float) -> list[float]:
    """Return places near the wanted ones, at least ``gap`` apart and between ``low`` and ``high`` where they fit."""
    order = sorted(range(len(wanted)), key=lambda place: wanted[place])
    places = [min(max(value, low), high) for value in wanted]
    for former, place in pairwise(order):
        places[place] = max(places[place], places[former] + gap)
    overflow = places[order[-1]] - high if order else 0.0
    if overflow > 0:
        limit = high
        for place in reversed(order):
            places[place] = min(places[place], limit)
            limit = places[place] - gap
    return places


def _ink(role: str) -> str:
    """Return the role for text in a line's colour: the darker one where the theme has it."""
    inks = {"accent": "accent_ink", "chart1": "accent_ink"}
    if role in inks:
        return inks[role]
    return f"{role}_text" if f"{role}_text" in theme.current().roles.colors and role.startswith("chart") else role
