"""The month on the screen: promotions that can be drawn, dragged, stretched and reached from the keyboard."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from PySide6.QtCore import QEvent, QPoint, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QFocusEvent,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPixmap,
    QResizeEvent,
)
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from shopplanner.domain.promotions.plan import Promotion
from shopplanner.foundation.i18n import text
from shopplanner.ui.promotions.calendar import words
from shopplanner.ui.promotions.calendar.drag import Drag, clamped
from shopplanner.ui.promotions.calendar.grid import Grid
from shopplanner.ui.promotions.calendar.ink import Ink
from shopplanner.ui.promotions.calendar.layout import Bar, lay_out
from shopplanner.ui.promotions.calendar.painting import MonthPainter, Scene, measure
from shopplanner.ui.theme import theme

EDGE = 7
FAR = 5
"""Pixels that the mouse must go before a press becomes a drag."""
STEPS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Up: -7, Qt.Key.Key_Down: 7}
LOOK_CHANGES = frozenset({QEvent.Type.PaletteChange, QEvent.Type.FontChange, QEvent.Type.StyleChange})


class MonthCanvas(QWidget):
    """Shows weeks of days and what is planned on them; every change is only asked for, by signal."""

    create_wanted = Signal(object, object)
    """First and last day of a new promotion."""
    chosen = Signal(int)
    """Id of the promotion chosen; 0 for none."""
    edit_wanted = Signal(int)
    move_wanted = Signal(int, int)
    """Id, and days to move by."""
    resize_wanted = Signal(int, object, object)
    """Id, new first and new last moment."""
    remove_wanted = Signal(int)
    copy_wanted = Signal(int)
    menu_wanted = Signal(QPoint)
    """Where on the screen a menu is asked for."""
    day_chosen = Signal(object)
    turn_wanted = Signal(int)
    """Spans to go back or on."""

    def __init__(self) -> None:
        super().__init__()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setAccessibleName(text("promotions.calendar.title"))
        self.setAccessibleDescription(text("promotions.calendar.keys"))
        self.scene = Scene()
        self.selected = 0
        self.day: date | None = None
        self._bars: list[Bar] = []
        self._ink: Ink | None = None
        self._grid: Grid | None = None
        self._picture: QPixmap | None = None
        self._drag: Drag | None = None
        self._pressed = QPointF()

    def show_scene(self, scene: Scene) -> None:
        """Show another scene."""
        self.scene = scene
        self._bars = scene.bars()
        self._forget()

    def select(self, promotion_id: int) -> None:
        """Mark a promotion."""
        if promotion_id != self.selected:
            self.selected = promotion_id
            self._picture = None
            self.update()

    def sizeHint(self) -> QSize:
        """Return a size at which bars have room."""
        unit = theme.current().unit
        return QSize(unit(44), unit(5) * max(5, self.scene.weeks))

    def minimumSizeHint(self) -> QSize:
        """Return a size at which dates can still be read."""
        unit = theme.current().unit
        return QSize(unit(20), unit(1.7) + unit(3) * self.scene.weeks)

    def picture(self) -> QPixmap:
        """Return the calendar as a picture, sharp on this screen."""
        ratio = self.devicePixelRatioF()
        made = QPixmap(self.size() * ratio)
        made.setDevicePixelRatio(ratio)
        made.fill(theme.current().color("surface"))
        painter = QPainter(made)
        self._painter().paint(painter, self.selected)
        painter.end()
        return made

    # geometry

    @property
    def grid(self) -> Grid:
        """The measures in force."""
        if self._grid is None:
            self._grid = measure(self._pen(), self.scene, self._bars, self.width(), self.height())
        return self._grid

    def bar_at(self, point: QPointF) -> Bar | None:
        """Return the bar under a point; last year's cannot be taken."""
        for bar in self._bars:
            if bar.promotion.id > 0 and self.grid.shows(bar) and self.grid.bar_rect(bar).contains(point):
                return bar
        return None

    def day_rect(self, day: date) -> QRectF:
        """Return the rectangle of a day."""
        return self.grid.cell((day - self.grid.first).days)

    def _pen(self) -> Ink:
        if self._ink is None:
            self._ink = Ink(theme.current())
        return self._ink

    def _painter(self) -> MonthPainter:
        return MonthPainter(self._pen(), self.scene, self._bars, self.grid)

    def _forget(self) -> None:
        self._grid = self._picture = None
        self.update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Measure anew."""
        super().resizeEvent(event)
        self._forget()

    def changeEvent(self, event: QEvent) -> None:
        """Take over another theme or font."""
        super().changeEvent(event)
        if event.type() in LOOK_CHANGES:
            self._ink = None
            self._forget()

    # painting

    def paintEvent(self, event: QPaintEvent) -> None:
        """Show the kept picture, and on it what follows mouse and keyboard."""
        if self._picture is None or self._picture.devicePixelRatio() != self.devicePixelRatioF():
            self._picture = self.picture()
        painter = QPainter(self)
        painter.drawPixmap(0, 0, self._picture)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.day is not None and self.hasFocus() and self._inside(self.day):
            painter.setPen(QPen(theme.current().color("accent"), 1, Qt.PenStyle.DashLine))
            painter.drawRect(self.day_rect(self.day).adjusted(3.5, 3.5, -3.5, -3.5))
        if self._drag is not None and self._drag.moved:
            self._paint_drag(painter, self._drag)
        painter.end()

    def _inside(self, day: date) -> bool:
        return bool(self.scene.days) and self.scene.days[0].day <= day <= self.scene.days[-1].day

    def _paint_drag(self, painter: QPainter, drag: Drag) -> None:
        """Show the bar as it would become, or the days of a new one, and say its moments."""
        starts, ends = drag.span
        accent = theme.current().color("accent")
        painter.setPen(QPen(accent, 1.5))
        painter.setBrush(theme.current().color("accent", 60))
        shown = drag.promotion or Promotion("", "item_discount", starts, ends)
        pieces = lay_out([replace(shown, starts=starts, ends=ends)], self.grid.first, self.scene.weeks)
        for piece in pieces:
            bar = replace(piece, slot=drag.slot)
            rect = self.grid.bar_rect(bar)
            if drag.promotion is None:
                first, last = bar.week * 7 + bar.first, bar.week * 7 + bar.last
                rect = self.grid.cell(first).united(self.grid.cell(last)).adjusted(2, 2, -2, -2)
            painter.drawRoundedRect(rect, 4, 4)
        self._paint_label(painter, drag, words.moments(starts, ends))

    def _paint_label(self, painter: QPainter, drag: Drag, said: str) -> None:
        ink = self._pen()
        cell = self.day_rect(drag.current.day)
        width = ink.width(said, bold=True) + 16
        left = min(max(0.0, cell.center().x() - width / 2), self.width() - width)
        rect = QRectF(left, max(0.0, cell.top() - self.grid.bar / 2), width, self.grid.bar + 2)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(ink.color("text"))
        painter.drawRoundedRect(rect, 4, 4)
        ink.write(painter, rect.adjusted(8, 0, 0, 0), said, ink.color("surface"), bold=True)

    # mouse

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Choose a bar and get ready to drag it, or to draw a new one."""
        spot = self.grid.spot(event.position())
        if spot is None or event.button() not in (Qt.MouseButton.LeftButton, Qt.MouseButton.RightButton):
            return
        bar = self.bar_at(event.position())
        self._go_to(spot.day)
        self._choose(bar.promotion.id if bar else 0)
        if event.button() == Qt.MouseButton.LeftButton:
            self._pressed = event.position()
            kind = self._grip(bar, event.position()) if bar else "new"
            self._drag = Drag(kind, spot, spot, bar.promotion if bar else None, bar.slot if bar else 0)

    def _grip(self, bar: Bar, point: QPointF) -> str:
        rect = self.grid.bar_rect(bar)
        if bar.ends and rect.right() - point.x() <= EDGE:
            return "end"
        return "start" if bar.begins and point.x() - rect.left() <= EDGE else "move"

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Drag, or show by the cursor what could be dragged."""
        if self._drag is None:
            self._show_cursor(event.position())
            return
        spot = self.grid.spot(event.position())
        moved = self._drag.moved or (event.position() - self._pressed).manhattanLength() >= FAR
        if spot is not None and moved:
            self._drag = replace(self._drag, current=spot, moved=True)
            self.update()

    def _show_cursor(self, point: QPointF) -> None:
        bar = self.bar_at(point)
        shapes = {"": Qt.CursorShape.ArrowCursor, "move": Qt.CursorShape.OpenHandCursor}
        self.setCursor(shapes.get(self._grip(bar, point) if bar else "", Qt.CursorShape.SizeHorCursor))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """End a drag and ask for what it means."""
        drag, self._drag = self._drag, None
        self.update()
        if drag is None or not drag.moved:
            return
        starts, ends = drag.span
        if drag.promotion is None:
            self.create_wanted.emit(starts.date(), ends.date())
        elif (starts, ends) == (drag.promotion.starts, drag.promotion.ends):
            return
        elif drag.kind == "move":
            self.move_wanted.emit(drag.promotion.id, drag.days)
        else:
            self.resize_wanted.emit(drag.promotion.id, starts, ends)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Edit a promotion, or make one on an empty day."""
        self._drag = None
        spot, bar = self.grid.spot(event.position()), self.bar_at(event.position())
        if bar is not None:
            self.edit_wanted.emit(bar.promotion.id)
        elif spot is not None:
            self.create_wanted.emit(spot.day, spot.day)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Ask for the menu of what is chosen."""
        where = event.globalPos()
        if event.reason() == QContextMenuEvent.Reason.Keyboard and self.day is not None and self._inside(self.day):
            where = self.mapToGlobal(self.day_rect(self.day).center().toPoint())
        self.menu_wanted.emit(where)

    # keyboard

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go over days, choose, stretch, move, copy, delete; see the text of the accessible description."""
        key = Qt.Key(event.key())
        if key in STEPS:
            self._arrow(STEPS[key], event.modifiers())
        elif key in (Qt.Key.Key_PageUp, Qt.Key.Key_PageDown):
            self.turn_wanted.emit(-1 if key == Qt.Key.Key_PageUp else 1)
        elif key == Qt.Key.Key_Escape and self._drag is not None:
            self._drag = None
            self.update()
        elif not self._command(key, event.modifiers()):
            super().keyPressEvent(event)

    def _command(self, key: Qt.Key, modifiers: Qt.KeyboardModifier) -> bool:
        """Do what a key other than an arrow asks for; whether it asks for anything."""
        plain = modifiers in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and plain:
            self._enter()
        elif key == Qt.Key.Key_Space:
            self._next_on_day()
        elif key == Qt.Key.Key_N and plain:
            day = self.day or self.scene.today
            self.create_wanted.emit(day, day)
        elif key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace) and self.selected:
            self.remove_wanted.emit(self.selected)
        elif key == Qt.Key.Key_D and modifiers & Qt.KeyboardModifier.ControlModifier and self.selected:
            self.copy_wanted.emit(self.selected)
        else:
            return False
        return True

    def _enter(self) -> None:
        if self.selected:
            self.edit_wanted.emit(self.selected)
        elif self.day is not None:
            self.create_wanted.emit(self.day, self.day)

    def _arrow(self, step: int, modifiers: Qt.KeyboardModifier) -> None:
        chosen = next((each for each in self.scene.promotions if each.id == self.selected), None)
        if chosen is not None and modifiers & Qt.KeyboardModifier.AltModifier:
            self.move_wanted.emit(chosen.id, step)
        elif chosen is not None and modifiers & Qt.KeyboardModifier.ShiftModifier:
            last = chosen.ends + timedelta(days=step)
            if last > chosen.starts:
                self.resize_wanted.emit(chosen.id, chosen.starts, last)
        elif self.scene.days:
            first, last_day = self.scene.days[0].day, self.scene.days[-1].day
            start = (
                self.day
                if self.day is not None and self._inside(self.day)
                else clamped(self.scene.today, first, last_day)
            )
            self._go_to(clamped(start + timedelta(days=step), first, last_day))
            self._follow()

    def _live(self) -> list[int]:
        """Return the promotions of the day, as their bars stand from top to bottom."""
        if self.day is None:
            return []
        week, column = divmod((self.day - self.grid.first).days, 7)
        on_day = [bar for bar in self._bars if bar.week == week and bar.first <= column <= bar.last]
        return [bar.promotion.id for bar in sorted(on_day, key=lambda bar: bar.slot) if bar.promotion.id > 0]

    def _follow(self) -> None:
        """Keep the choice while it is live on the day, else choose the day's first promotion."""
        live = self._live()
        if self.selected not in live:
            self._choose(live[0] if live else 0)

    def _next_on_day(self) -> None:
        live = self._live()
        if live:
            position = live.index(self.selected) + 1 if self.selected in live else 0
            self._choose(live[position % len(live)])

    def _go_to(self, day: date) -> None:
        self.day = day
        self.update()
        self.day_chosen.emit(day)

    def _choose(self, promotion_id: int) -> None:
        if promotion_id != self.selected:
            self.select(promotion_id)
            self.chosen.emit(promotion_id)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show the day that the keys work on."""
        if self.day is None and event.reason() in (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason):
            self._go_to(self.scene.today)
        super().focusInEvent(event)
        self.update()

    # reading

    def event(self, event: QEvent) -> bool:
        """Show what a bar or day is when the mouse rests on it."""
        if isinstance(event, QHelpEvent):
            QToolTip.showText(event.globalPos(), self.tip(QPointF(event.pos())), self)
            return True
        return super().event(event)

    def tip(self, point: QPointF) -> str:
        """Return what is to be read about a point."""
        bar, spot = self.bar_at(point), self.grid.spot(point)
        if bar is not None:
            return words.bar_tip(bar.promotion, self.scene.risky.get(bar.promotion.id, ""))
        info = next((each for each in self.scene.days if spot is not None and each.day == spot.day), None)
        if info is None:
            return ""
        tasks = [f"☐ {task.title}" for task in self.scene.tasks.get(info.day, ())]
        return "\n".join([words.day_tip(info), *tasks])
