"""A rating from 1 to 5 as a row of steps: click, or type the figure; the same step again takes it back."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from shopplanner.ui.theme import theme

STEPS: Final = 5


class RatingBar(QWidget):
    """Five steps, filled up to the rating."""

    rated = Signal(int)
    """The person chose a rating; 0 takes it back."""

    def __init__(self) -> None:
        super().__init__()
        self.rating = 0
        self._hover = 0
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def set_rating(self, rating: int) -> None:
        """Show a rating without telling anybody."""
        self.rating = rating
        self.setAccessibleDescription(f"{rating} / {STEPS}" if rating else "")
        self.update()

    def sizeHint(self) -> QSize:
        """Return room for five steps and the figure."""
        return QSize(theme.unit(1.15) * STEPS + theme.unit(0.9), theme.unit(1.5))

    def step_rect(self, step: int) -> QRectF:
        """Return where a step (1 to 5) lies."""
        wide, gap = theme.unit(1.15), theme.current().space(4)
        high = theme.unit(0.62)
        return QRectF((step - 1) * wide, (self.height() - high) / 2, wide - gap, high)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the steps and the figure."""
        look = theme.current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for step in range(1, STEPS + 1):
            full = step <= self.rating
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(look.color("accent" if full else "accent_soft" if step <= self._hover else "sunken"))
            painter.drawRoundedRect(self.step_rect(step), 2, 2)
        if self.hasFocus():
            painter.setPen(QPen(look.color("accent"), 1))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            right = self.step_rect(STEPS).right()
            painter.drawRoundedRect(QRectF(0.5, 1.5, right, self.height() - 3), 4, 4)
        painter.setPen(look.color("text" if self.rating else "muted"))
        painter.setFont(look.font("body", bold=bool(self.rating)))
        room = QRectF(self.step_rect(STEPS).right() + look.space(8), 0, theme.unit(1), self.height())
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, str(self.rating or "–"))
        painter.end()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Rate by the step under the pointer."""
        step = self._step_at(event.position())
        if step:
            self._rate(0 if step == self.rating else step)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Show which step is under the pointer."""
        self._hover = self._step_at(event.position())
        self.update()

    def leaveEvent(self, event: QEvent) -> None:
        """Show no step as under the pointer."""
        self._hover = 0
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Rate by figure or arrow; Delete takes the rating back."""
        key = event.key()
        if event.text() in {"0", "1", "2", "3", "4", "5"}:
            self._rate(int(event.text()))
        elif key in (Qt.Key.Key_Right, Qt.Key.Key_Up):
            self._rate(min(STEPS, self.rating + 1))
        elif key in (Qt.Key.Key_Left, Qt.Key.Key_Down):
            self._rate(max(0, self.rating - 1))
        elif key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self._rate(0)
        else:
            super().keyPressEvent(event)

    def _rate(self, rating: int) -> None:
        if rating != self.rating:
            self.set_rating(rating)
            self.rated.emit(rating)

    def _step_at(self, point: QPointF) -> int:
        step = int(point.x() // theme.unit(1.15)) + 1
        return step if 1 <= step <= STEPS else 0
