"""The heat map: a row for each SKU, a column for each day; only what can be seen is painted."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import ClassVar, Final

from PySide6.QtCore import QEvent, QPointF, QRect, QRectF, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetrics,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractScrollArea, QToolTip

from shopplanner.foundation.i18n import text
from shopplanner.services.promotions.radar import BAD, GOOD, WARN, RadarCell, RadarRow
from shopplanner.ui.promotions.radar.words import cell_words, short_words
from shopplanner.ui.theme import theme

PALE: Final = 45
FULL: Final = 190
"""How strong the worst and the best of the good days are drawn."""
WHOLE: Final = 10_000
COMFORTABLE: Final = 7_000
"""Margin in basis points from which days are drawn at their strongest."""
STEPS: Final = {
    Qt.Key.Key_Left: (0, -1),
    Qt.Key.Key_Right: (0, 1),
    Qt.Key.Key_Up: (-1, 0),
    Qt.Key.Key_Down: (1, 0),
}


class HeatMap(QAbstractScrollArea):
    """Shows the days of many SKUs as coloured cells, with a cursor for mouse and keyboard."""

    chosen = Signal(int, int)
    """Row and column of the cursor."""
    opened = Signal(int, int)
    """Row and column that were asked for by Enter or a double click."""
    LOOK_CHANGES: ClassVar = frozenset({QEvent.Type.PaletteChange, QEvent.Type.FontChange, QEvent.Type.StyleChange})

    def __init__(self) -> None:
        super().__init__()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setFrameShape(QAbstractScrollArea.Shape.NoFrame)
        self.viewport().setMouseTracking(True)
        self.setAccessibleName(text("radar.map"))
        self.rows: Sequence[RadarRow] = ()
        self.days: Sequence[date] = ()
        self.mode = "price"
        self.today: date | None = None
        self.row = self.column = 0
        self.verticalScrollBar().valueChanged.connect(lambda _value: self.viewport().update())
        self.horizontalScrollBar().valueChanged.connect(lambda _value: self.viewport().update())

    def show_rows(self, rows: Sequence[RadarRow], days: Sequence[date], mode: str, today: date) -> None:
        """Show SKUs and days by ``price``, ``profit`` or ``line``; the cursor stays on its SKU and day if it can."""
        former = self.cursor_key()
        self.rows, self.days, self.mode, self.today = rows, days, mode, today
        keys = [row.product.key for row in rows]
        self.row = keys.index(former[0]) if former and former[0] in keys else 0
        if former and former[1] in days:
            self.column = list(days).index(former[1])
        elif today in days:
            self.column = list(days).index(today)
        else:
            self.column = 0
        self._measure()

    def cursor_key(self) -> tuple[str, date] | None:
        """Return the SKU and the day of the cursor."""
        if self.row < len(self.rows) and self.column < len(self.days):
            return self.rows[self.row].product.key, self.days[self.column]
        return None

    def go(self, row: int, column: int) -> None:
        """Move the cursor, keep it inside and in view, and tell."""
        if not self.rows or not self.days:
            return
        self.row = min(max(0, row), len(self.rows) - 1)
        self.column = min(max(0, column), len(self.days) - 1)
        self._reveal()
        self.viewport().update()
        self._describe()
        self.chosen.emit(self.row, self.column)

    # measures

    @property
    def names(self) -> int:
        """Width of the names."""
        return theme.current().unit(min(13.0, max(7.0, self.viewport().width() / theme.current().unit() * 0.2)))

    @property
    def head(self) -> int:
        """Height of the line of days."""
        return theme.current().unit(1.7)

    @property
    def high(self) -> int:
        """Height of a row."""
        return theme.current().unit(1.6)

    @property
    def wide(self) -> int:
        """Width of a day: all of them fit if they can be read then."""
        room = self.viewport().width() - self.names
        return max(theme.current().unit(1.35), room // max(1, len(self.days)))

    def _measure(self) -> None:
        across = self.horizontalScrollBar()
        across.setPageStep(max(1, self.viewport().width() - self.names))
        across.setRange(0, max(0, self.wide * len(self.days) - (self.viewport().width() - self.names)))
        across.setSingleStep(self.wide)
        down = self.verticalScrollBar()
        down.setPageStep(max(1, self.viewport().height() - self.head))
        down.setRange(0, max(0, self.high * len(self.rows) - (self.viewport().height() - self.head)))
        down.setSingleStep(self.high)
        self.viewport().update()

    def _reveal(self) -> None:
        for bar, place, size in (
            (self.verticalScrollBar(), self.row * self.high, self.high),
            (self.horizontalScrollBar(), self.column * self.wide, self.wide),
        ):
            if place < bar.value():
                bar.setValue(place)
            elif place + size > bar.value() + bar.pageStep():
                bar.setValue(place + size - bar.pageStep())

    def cell_rect(self, row: int, column: int) -> QRectF:
        """Return where a cell is drawn."""
        left = self.names + column * self.wide - self.horizontalScrollBar().value()
        top = self.head + row * self.high - self.verticalScrollBar().value()
        return QRectF(left, top, self.wide, self.high).adjusted(1, 1, -1, -1)

    def cell_at(self, point: QPointF) -> tuple[int, int] | None:
        """Return the row and column under a point; column -1 for a name."""
        if point.y() < self.head or not self.rows:
            return None
        row = int(point.y() - self.head + self.verticalScrollBar().value()) // self.high
        if row >= len(self.rows):
            return None
        if point.x() < self.names:
            return row, -1
        column = int(point.x() - self.names + self.horizontalScrollBar().value()) // self.wide
        return (row, column) if column < len(self.days) else None

    # painting

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the rows and days in view."""
        look = theme.current()
        painter = QPainter(self.viewport())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        small = look.font("small")
        first = self.verticalScrollBar().value() // self.high
        last = min(len(self.rows), first + self.viewport().height() // self.high + 2)
        columns = range(
            self.horizontalScrollBar().value() // self.wide,
            min(
                len(self.days),
                self.horizontalScrollBar().value() // self.wide + self.viewport().width() // self.wide + 2,
            ),
        )
        painter.setClipRect(QRect(self.names, self.head, self.viewport().width(), self.viewport().height()))
        bold = QFont(small)
        bold.setBold(True)
        painter.setFont(bold)
        metrics = QFontMetrics(bold)
        origin = self.cell_rect(0, 0)
        wide, high = self.wide, self.high
        for number in range(first, last):
            for column in columns:
                rect = origin.translated(column * wide, number * high)
                self._paint_cell(painter, self.rows[number], column, rect, metrics)
        self._paint_cursor(painter)
        painter.setClipping(False)
        self._paint_days(painter, columns, small)
        painter.setClipRect(QRect(0, self.head, self.names, self.viewport().height()))
        self._paint_names(painter, range(first, last))
        painter.end()

    def _paint_cell(self, painter: QPainter, row: RadarRow, column: int, rect: QRectF, metrics: QFontMetrics) -> None:
        cell = row.cells[column]
        state = cell.state(self.mode)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._fill(row, cell, state))
        painter.drawRoundedRect(rect, 3, 3)
        if state in (BAD, WARN):
            painter.setPen(theme.current().color("surface"))
            words = short_words(cell, self.mode)
            if metrics.horizontalAdvance(words) > rect.width() + 1:
                words = text("radar.mark.bad") if state == BAD else text("radar.mark.warn")
            painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, words)

    def _fill(self, row: RadarRow, cell: RadarCell, state: str) -> QColor:
        """Return a cell's colour; good ones are the stronger the nearer to the tag price, or the more is left."""
        look = theme.current()
        if state in (BAD, WARN):
            return look.color(f"{state}_fill")
        if state != GOOD:
            return look.color("border")
        if self.mode == "price":
            kept = cell.price * WHOLE // row.product.tag_price
            strength = max(0, 2 * kept - WHOLE)
        elif self.mode == "line":
            strength = (cell.gap or 0) * 2 * WHOLE // row.product.tag_price
        else:
            strength = (cell.margin or 0) * WHOLE // COMFORTABLE
        return look.color("good_fill", PALE + (FULL - PALE) * min(max(0, strength), WHOLE) // WHOLE)

    def _paint_cursor(self, painter: QPainter) -> None:
        if not self.rows or not self.days:
            return
        look = theme.current()
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(look.color("accent" if self.hasFocus() else "text"), 2))
        painter.drawRoundedRect(self.cell_rect(self.row, self.column), 3, 3)

    def _paint_days(self, painter: QPainter, columns: Sequence[int], font: QFont) -> None:
        look = theme.current()
        painter.setFont(font)
        painter.setClipRect(QRect(self.names, 0, self.viewport().width(), self.head))
        for column in columns:
            day = self.days[column]
            rect = QRectF(self.cell_rect(0, column).left() - 1, 0, self.wide, self.head)
            painter.setPen(look.color("accent" if day == self.today else "muted"))
            words = f"{day.month}/{day.day}" if day.day == 1 and column else str(day.day)
            painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, words)
        painter.setClipping(False)

    def _paint_names(self, painter: QPainter, numbers: Sequence[int]) -> None:
        look = theme.current()
        painter.setFont(self.font())
        metrics = QFontMetrics(self.font())
        for number in numbers:
            top = self.head + number * self.high - self.verticalScrollBar().value()
            rect = QRectF(0, top, self.names - look.space(8), self.high)
            painter.setPen(look.color("text" if number != self.row else "accent"))
            words = metrics.elidedText(self.rows[number].product.name, Qt.TextElideMode.ElideLeft, int(rect.width()))
            painter.drawText(rect, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, words)

    # mouse and keyboard

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Put the cursor where the mouse is."""
        spot = self.cell_at(event.position())
        if spot is not None:
            self.go(spot[0], self.column if spot[1] < 0 else spot[1])

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Ask for what causes a cell."""
        if self.cell_at(event.position()) is not None:
            self.opened.emit(self.row, self.column)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move the cursor by arrows, Home, End and Page keys; Enter asks for what causes a cell."""
        key = Qt.Key(event.key())
        page = max(1, self.verticalScrollBar().pageStep() // self.high - 1)
        if key in STEPS:
            down, on = STEPS[key]
            self.go(self.row + down, self.column + on)
        elif key in (Qt.Key.Key_PageUp, Qt.Key.Key_PageDown):
            self.go(self.row + (page if key == Qt.Key.Key_PageDown else -page), self.column)
        elif key in (Qt.Key.Key_Home, Qt.Key.Key_End):
            self.go(self.row, 0 if key == Qt.Key.Key_Home else len(self.days))
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.opened.emit(self.row, self.column)
        else:
            super().keyPressEvent(event)

    def _describe(self) -> None:
        row = self.rows[self.row]
        said = cell_words(row, self.days[self.column], row.cells[self.column])
        self.setAccessibleDescription(said)

    def viewportEvent(self, event: QEvent) -> bool:
        """Say what a cell is under the mouse."""
        if isinstance(event, QHelpEvent):
            spot = self.cell_at(QPointF(event.pos()))
            if spot is None:
                QToolTip.hideText()
            else:
                row = self.rows[spot[0]]
                words = row.product.name if spot[1] < 0 else cell_words(row, self.days[spot[1]], row.cells[spot[1]])
                QToolTip.showText(event.globalPos(), words, self.viewport())
            return True
        return super().viewportEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Measure anew."""
        super().resizeEvent(event)
        self._measure()

    def changeEvent(self, event: QEvent) -> None:
        """Take over another theme or font."""
        super().changeEvent(event)
        if event.type() in self.LOOK_CHANGES:
            self._measure()
