"""A map of days: one line a source, one cell a day; what is missing in between stands out."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

from PySide6.QtCore import QEvent, QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QHelpEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QToolTip, QWidget

from shopplanner.domain.metrics.periods import Period
from shopplanner.foundation.i18n import text
from shopplanner.services.metrics.coverage import Coverage
from shopplanner.services.metrics.freshness import SourceFreshness
from shopplanner.services.metrics.health import Health
from shopplanner.ui.theme import theme

PRESENT, MISSING, OUTSIDE = "accent", "bad", "border"


class CoverageMap(QWidget):
    """Draws which days each source covers; a click on a day tells it."""

    def __init__(self, clicked: Callable[[Coverage, date], None]) -> None:
        super().__init__()
        self._clicked = clicked
        self._covered: tuple[Coverage, ...] = ()
        self._fresh: dict[tuple[str, str], SourceFreshness] = {}
        self._period: Period | None = None
        self.setMouseTracking(True)
        self.setAccessibleName(text("metrics.health.coverage"))

    def show_health(self, health: Health) -> None:
        """Show other sources."""
        self._covered = health.coverage
        self._period = health.period
        self._fresh = {(state.fact, state.source): state for state in health.freshness}
        self.setMinimumHeight(self.sizeHint().height())
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """Return room for all sources."""
        return QSize(theme.unit(40), self._top() + self._line() * max(1, len(self._covered)) + 2)

    def day_at(self, point: QPoint) -> tuple[Coverage, date] | None:
        """Return the source and day at a point."""
        area = self._area()
        row = (point.y() - self._top()) // self._line()
        if self._period is None or not area.contains(point) or not 0 <= row < len(self._covered):
            return None
        at = int((point.x() - area.left()) * len(self._period) / area.width())
        return self._covered[row], self._period.first + timedelta(days=min(at, len(self._period) - 1))

    def state_of(self, covered: Coverage, day: date) -> str:
        """Return whether a day is there, missing in between, or outside a source's own days."""
        if day in covered.days:
            return PRESENT
        return MISSING if any(day in gap for gap in covered.gaps) else OUTSIDE

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw months, sources, days."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self._period is not None:
            self._draw_months(painter, self._period)
            for row, covered in enumerate(self._covered):
                self._draw_source(painter, row, covered, self._period)
        painter.end()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Tell the day that was clicked."""
        found = self.day_at(event.position().toPoint())
        if found is not None:
            self._clicked(*found)

    def event(self, event: QEvent) -> bool:
        """Say under the pointer what a cell stands for."""
        if isinstance(event, QHelpEvent):
            found = self.day_at(event.pos())
            QToolTip.showText(event.globalPos(), self._words(*found) if found else "", self)
            return True
        return super().event(event)

    def _words(self, covered: Coverage, day: date) -> str:
        state = {PRESENT: "present", MISSING: "missing", OUTSIDE: "outside"}[self.state_of(covered, day)]
        return f"{covered.title}\n{day} · {text(f'metrics.health.day.{state}')}"

    def _line(self) -> int:
        return theme.unit(1.7)

    def _top(self) -> int:
        return theme.unit(1.4)

    def _area(self) -> QRect:
        """Return where the days are drawn: names on the left, last days on the right."""
        names = [self.fontMetrics().horizontalAdvance(covered.title) for covered in self._covered]
        left, right = min(max(names, default=0) + theme.unit(0.8), theme.unit(18)), theme.unit(8)
        return QRect(left, self._top(), max(1, self.width() - left - right), self._line() * len(self._covered))

    def _x(self, day: date, period: Period) -> float:
        area = self._area()
        return area.left() + area.width() * (day - period.first).days / len(period)

    def _draw_months(self, painter: QPainter, period: Period) -> None:
        """Write each month over its first day."""
        painter.setPen(theme.color("muted"))
        painter.setFont(theme.current().font("small"))
        last_x = -1e9
        for day in period.days():
            x = self._x(day, period)
            if (day.day == 1 or day == period.first) and x - last_x > theme.unit(3):
                painter.drawText(QRectF(x, 0, theme.unit(5), self._top()), Qt.AlignmentFlag.AlignLeft, f"{day:%Y-%m}")
                last_x = x

    def _draw_source(self, painter: QPainter, row: int, covered: Coverage, period: Period) -> None:
        """Draw one source: name, days, last day."""
        top, line, area = self._top() + row * self._line(), self._line(), self._area()
        painter.setPen(theme.color("text"))
        painter.setFont(theme.current().font())
        middle = Qt.AlignmentFlag.AlignVCenter
        name = painter.fontMetrics().elidedText(covered.title, Qt.TextElideMode.ElideRight, area.left() - 8)
        painter.drawText(QRectF(0, top, area.left(), line), Qt.AlignmentFlag.AlignLeft | middle, name)
        width = area.width() / len(period)
        gap = 1.0 if width > 4 else 0.0
        painter.setPen(Qt.PenStyle.NoPen)
        for day in period.days():
            state = self.state_of(covered, day)
            painter.setBrush(theme.color(state, 190 if state == PRESENT else 255 if state == MISSING else 120))
            painter.drawRect(QRectF(self._x(day, period), top + 3, max(0.6, width - gap), line - 6))
        self._draw_last(painter, covered, QRectF(area.right() + 10, top, self.width() - area.right() - 10, line))

    def _draw_last(self, painter: QPainter, covered: Coverage, room: QRectF) -> None:
        """Write the last day and how late it is."""
        state = self._fresh.get((covered.fact, covered.source))
        if state is None:
            return
        late = covered.daily and state.days_late > 0
        words = text("metrics.health.late", n=state.days_late) if late else "✓"
        painter.setPen(theme.color("muted"))
        painter.drawText(room, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, f"{state.last_day:%m-%d}")
        painter.setPen(theme.color("warn" if late else "good"))
        painter.drawText(room.adjusted(theme.unit(3.4), 0, 0, 0), Qt.AlignmentFlag.AlignVCenter, words)
