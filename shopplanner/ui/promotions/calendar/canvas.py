"""The month on the screen: promotions that can be drawn, dragged, stretched and reached from the keyboard."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, time, timedelta

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPen

from shopplanner.domain.promotions.plan import Promotion
from shopplanner.foundation.i18n import text
from shopplanner.ui.promotions.calendar.drag import Drag, Hit, clamped
from shopplanner.ui.promotions.calendar.grid import Grid
from shopplanner.ui.promotions.calendar.layout import Bar, lay_out
from shopplanner.ui.promotions.calendar.painting import MonthPainter, Scene, measure
from shopplanner.ui.promotions.calendar.surface import EDGE, CalendarSurface
from shopplanner.ui.theme import theme


class MonthCanvas(CalendarSurface):
    """Shows weeks of days and what is planned on them."""

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleDescription(text("promotions.calendar.keys"))
        self._bars: list[Bar] = []
        self._grid: Grid | None = None

    def show_scene(self, scene: Scene) -> None:
        """Show another scene."""
        self._bars = scene.bars()
        super().show_scene(scene)

    def sizeHint(self) -> QSize:
        """Return a size at which bars have room."""
        unit = theme.current().unit
        return QSize(unit(44), unit(5) * max(5, self.scene.weeks))

    def minimumSizeHint(self) -> QSize:
        """Return a size at which dates can still be read."""
        unit = theme.current().unit
        return QSize(unit(20), unit(1.7) + unit(3) * self.scene.weeks)

    # geometry

    @property
    def grid(self) -> Grid:
        """The measures in force."""
        if self._grid is None:
            self._grid = measure(self.ink, self.scene, self._bars, self.width(), self.height())
        return self._grid

    def forget(self) -> None:
        """Measure and draw anew."""
        self._grid = None
        super().forget()

    def moment_at(self, point: QPointF) -> datetime | None:
        """Return the moment under a point; None above the days or outside."""
        spot = self.grid.spot(point)
        return None if spot is None else datetime.combine(spot.day, time()) + timedelta(days=min(spot.share, 0.9999))

    def bar_at(self, point: QPointF) -> Bar | None:
        """Return the bar under a point."""
        for bar in self._bars:
            if self.grid.shows(bar) and self.grid.bar_rect(bar).contains(point):
                return bar
        return None

    def hit(self, point: QPointF) -> Hit | None:
        """Return the bar under a point and the part of it."""
        bar = self.bar_at(point)
        if bar is None:
            return None
        rect = self.grid.bar_rect(bar)
        grip = "move"
        if bar.ends and rect.right() - point.x() <= EDGE:
            grip = "end"
        elif bar.begins and point.x() - rect.left() <= EDGE:
            grip = "start"
        return Hit(bar.promotion, grip, bar.slot)

    def bars_in(self, rect: QRectF) -> list[int]:
        """Return the promotions whose bars a frame touches."""
        touched = (bar for bar in self._bars if self.grid.shows(bar) and self.grid.bar_rect(bar).intersects(rect))
        return list(dict.fromkeys(bar.promotion.id for bar in touched if bar.promotion.id > 0))

    def day_rect(self, day: date) -> QRectF:
        """Return the rectangle of a day."""
        return self.grid.cell((day - self.grid.first).days)

    # painting

    def paint_picture(self, painter: QPainter) -> None:
        """Paint days, bars and tasks."""
        MonthPainter(self.ink, self.scene, self._bars, self.grid).paint(painter, self.selection.ids)

    def paint_cursor(self, painter: QPainter) -> None:
        """Frame the day that the keys work on."""
        painter.setPen(QPen(theme.current().color("accent"), 1, Qt.PenStyle.DashLine))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(self.day_rect(self.cursor_day()).adjusted(3.5, 3.5, -3.5, -3.5))

    def paint_drag(self, painter: QPainter, drag: Drag) -> None:
        """Show the bar as it would become, or the days of a new one, and say its moments."""
        starts, ends = drag.span
        painter.setPen(QPen(theme.current().color("accent"), 1.5))
        painter.setBrush(theme.current().color("accent", 60))
        shown = drag.promotion or Promotion("", "item_discount", starts, ends)
        for piece in lay_out([replace(shown, starts=starts, ends=ends)], self.grid.first, self.scene.weeks):
            bar = replace(piece, slot=drag.line)
            rect = self.grid.bar_rect(bar)
            if drag.promotion is None:
                first, last = bar.week * 7 + bar.first, bar.week * 7 + bar.last
                rect = self.grid.cell(first).united(self.grid.cell(last)).adjusted(2, 2, -2, -2)
            painter.drawRoundedRect(rect, 4, 4)
        cell = self.day_rect(drag.current.date())
        self.paint_label(painter, self.drag_words(drag), cell.center().x(), cell.top() - self.grid.bar / 2)

    # keyboard

    def step(self, across: int, down: int) -> None:
        """Go on by days or weeks and choose what is there."""
        wanted = self.cursor_day() + timedelta(days=across + 7 * down)
        self.go_to(clamped(wanted, self.scene.days[0].day, self.scene.days[-1].day))
        self.follow()

    def live(self) -> list[int]:
        """Return the promotions of the day, as their bars stand from top to bottom."""
        if self.day is None:
            return []
        week, column = divmod((self.day - self.grid.first).days, 7)
        on_day = [bar for bar in self._bars if bar.week == week and bar.first <= column <= bar.last]
        return [bar.promotion.id for bar in sorted(on_day, key=lambda bar: bar.slot) if bar.promotion.id > 0]
