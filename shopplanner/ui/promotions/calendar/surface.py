"""What the month and the timeline have in common: choosing, dragging, tips; every change is only asked for."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, time, timedelta

from PySide6.QtCore import QEvent, QPoint, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QFocusEvent,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QSizePolicy, QToolTip

from shopplanner.domain.promotions.plan import Promotion
from shopplanner.foundation.i18n import text
from shopplanner.ui.promotions.calendar import keys, tips, words
from shopplanner.ui.promotions.calendar.drag import Drag, Hit, clamped
from shopplanner.ui.promotions.calendar.kept_picture import KeptPicture
from shopplanner.ui.promotions.calendar.painting import Scene
from shopplanner.ui.promotions.calendar.selection import Selection, reach
from shopplanner.ui.theme import theme

EDGE = 7
FAR = 5
"""Pixels that the mouse must go before a press becomes a drag."""
CONTROL, SHIFT, ALT = (
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.AltModifier,
)
BUTTONS = (Qt.MouseButton.LeftButton, Qt.MouseButton.RightButton)


class CalendarSurface(KeptPicture):
    """A picture of what is planned that can be worked on by mouse and keyboard."""

    create_wanted = Signal(object, object, str)
    """First and last moment of a new promotion, and its lane; an empty one for that of its kind."""
    chosen = Signal(int)
    """Id of the promotion chosen; 0 for none."""
    edit_wanted = Signal(int)
    move_wanted = Signal(object, object)
    """Ids, and how far to move them."""
    resize_wanted = Signal(int, object, object)
    """Id, new first and new last moment."""
    stretch_wanted = Signal(object)
    """New first and last moments by id."""
    remove_wanted = Signal(object)
    """Ids."""
    copy_wanted = Signal(object)
    """Ids."""
    clip_wanted = Signal(object)
    """Ids to keep for pasting."""
    paste_wanted = Signal(object)
    """The day to paste at."""
    ghost_wanted = Signal(int, QPoint)
    """Id of a promotion of last year, and where on the screen it was clicked."""
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
        self.scene = Scene()
        self.selection = Selection()
        self.day: date | None = None
        self._drag: Drag | None = None
        self._pressed = QPointF()
        self._pointed = QPointF()

    # what the month and the timeline do in their own way

    def moment_at(self, point: QPointF) -> datetime | None:
        """Return the moment under a point; None outside the days."""
        raise NotImplementedError

    def hit(self, point: QPointF) -> Hit | None:
        """Return the bar under a point, one of last year included."""
        raise NotImplementedError

    def bars_in(self, rect: QRectF) -> list[int]:
        """Return the promotions whose bars a frame touches."""
        raise NotImplementedError

    def day_rect(self, day: date) -> QRectF:
        """Return the rectangle of a day that is shown, where the keys work."""
        raise NotImplementedError

    def live(self) -> list[int]:
        """Return the promotions of the chosen day, from top to bottom."""
        raise NotImplementedError

    def step(self, across: int, down: int) -> None:
        """Go on by arrow keys."""
        raise NotImplementedError

    def paint_drag(self, painter: QPainter, drag: Drag) -> None:
        """Show what a drag would do."""
        raise NotImplementedError

    def paint_cursor(self, painter: QPainter) -> None:
        """Mark where the keys work."""
        raise NotImplementedError

    def lane_at(self, point: QPointF) -> str:
        """Return the lane under a point; empty where there are none."""
        del point
        return ""

    def fine(self) -> bool:
        """Whether hours can be told apart."""
        return True

    # showing

    def show_scene(self, scene: Scene) -> None:
        """Show another scene."""
        self.scene = scene
        self.forget()

    @property
    def selected(self) -> int:
        """The promotion that is looked at; 0 for none."""
        return self.selection.primary

    def select(self, promotion_id: int) -> None:
        """Mark one promotion."""
        self.take(self.selection.only(promotion_id))

    def take(self, selection: Selection) -> None:
        """Mark promotions."""
        if selection != self.selection:
            self.selection = selection
            self._picture = None
            self.update()

    def inside(self, day: date) -> bool:
        """Whether a day is among those that are shown."""
        return bool(self.scene.days) and self.scene.days[0].day <= day <= self.scene.days[-1].day

    def paintEvent(self, event: QPaintEvent) -> None:
        """Show the kept picture, and on it what follows mouse and keyboard."""
        del event
        painter = QPainter(self)
        painter.drawPixmap(0, 0, self.kept())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.day is not None and self.hasFocus() and self.inside(self.day):
            self.paint_cursor(painter)
        if self._drag is not None and self._drag.moved:
            self._paint_drag(painter, self._drag)
        painter.end()

    def _paint_drag(self, painter: QPainter, drag: Drag) -> None:
        if drag.kind != "band":
            self.paint_drag(painter, drag)
            return
        painter.setPen(QPen(theme.current().color("accent"), 1, Qt.PenStyle.DashLine))
        painter.setBrush(theme.current().color("accent", 40))
        painter.drawRect(self._band())

    def _band(self) -> QRectF:
        return QRectF(self._pressed, self._pointed).normalized()

    def paint_label(self, painter: QPainter, said: str, centre: float, top: float) -> None:
        """Write what a drag would give beside it, inside the picture."""
        ink, unit = self.ink, self.ink.look.unit
        width = ink.width(said, bold=True) + 16
        left = min(max(0.0, centre - width / 2), max(0.0, self.width() - width))
        rect = QRectF(left, min(max(0.0, top), self.height() - unit(1.4)), width, unit(1.4))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(ink.color("text"))
        painter.drawRoundedRect(rect, 4, 4)
        ink.write(painter, rect.adjusted(8, 0, 0, 0), said, ink.color("surface"), bold=True)

    def drag_words(self, drag: Drag) -> str:
        """Return the moments that a drag would give, and how many promotions it takes along."""
        said = words.moments(*drag.span)
        if len(drag.promotions) > 1 and drag.kind == "move":
            return text("timeline.drag.many", moments=said, n=len(drag.promotions))
        return said

    # mouse

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Choose a bar and get ready to drag it, to draw a new one, or to choose by a frame."""
        moment = self.moment_at(event.position())
        if moment is None or event.button() not in BUTTONS:
            return
        hit, pressed = self.hit(event.position()), event.modifiers()
        if hit is not None and hit.promotion.id < 0:
            self.ghost_wanted.emit(hit.promotion.id, event.globalPosition().toPoint())
            return
        self.go_to(moment.date())
        if not (hit is None and pressed & SHIFT):
            self._choose_at(hit.promotion.id if hit else 0, event)
        if event.button() == Qt.MouseButton.LeftButton:
            self._pressed = self._pointed = event.position()
            self._drag = self._begin(hit, moment, pressed)

    def _begin(self, hit: Hit | None, moment: datetime, pressed: Qt.KeyboardModifier) -> Drag | None:
        if hit is None:
            kind = "band" if pressed & SHIFT else "new"
            lane = self.lane_at(self._pressed)
            return Drag(kind, moment, moment, lane=lane, fine=bool(lane) and self.fine())
        if pressed & (CONTROL | SHIFT) or self.locked(hit.promotion):
            return None
        return Drag(hit.grip, moment, moment, self._dragged(hit), line=hit.line, fine=self.fine())

    def _dragged(self, hit: Hit) -> tuple[Promotion, ...]:
        """Return the promotion under the mouse, and those chosen with it that can still be moved."""
        others = (each for each in self.chosen_promotions() if each.id != hit.promotion.id and not self.locked(each))
        return (hit.promotion, *(others if hit.grip == "move" else ()))

    def locked(self, promotion: Promotion) -> bool:
        """Whether a promotion is over: the calendar no longer moves it."""
        return promotion.ends.date() < self.scene.today

    def chosen_promotions(self) -> list[Promotion]:
        """Return the promotions chosen, the one looked at first."""
        known = {each.id: each for each in self.scene.promotions}
        return [known[each] for each in reversed(self.selection.ids) if each in known]

    def movable(self) -> tuple[int, ...]:
        """Return the chosen promotions that are not over."""
        return tuple(each.id for each in self.chosen_promotions() if not self.locked(each))

    def _choose_at(self, promotion_id: int, event: QMouseEvent) -> None:
        """Choose by a click: alone, with Ctrl one more or less, with Shift all up to it."""
        pressed = event.modifiers()
        if promotion_id and pressed & CONTROL:
            self.choose_all(self.selection.toggled(promotion_id))
        elif promotion_id and pressed & SHIFT and self.selected:
            between = reach(self.scene.promotions, self.selected, promotion_id)
            self.choose_all(self.selection.with_all(between))
        elif promotion_id and promotion_id in self.selection.ids:
            self.choose_all(self.selection.focused(promotion_id))
        else:
            self.choose(promotion_id)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Drag, or show by the cursor what could be dragged."""
        self._pointed = event.position()
        if self._drag is None:
            self._show_cursor(event.position())
            return
        moment = self.moment_at(event.position())
        moved = self._drag.moved or (event.position() - self._pressed).manhattanLength() >= FAR
        if moment is not None and moved:
            free = bool(event.modifiers() & ALT)
            self._drag = replace(self._drag, current=moment, moved=True, free=free)
            self.update()

    def _show_cursor(self, point: QPointF) -> None:
        hit = self.hit(point)
        if hit is None:
            shape = Qt.CursorShape.ArrowCursor
        elif hit.promotion.id < 0 or self.locked(hit.promotion):
            shape = Qt.CursorShape.PointingHandCursor
        else:
            shape = Qt.CursorShape.OpenHandCursor if hit.grip == "move" else Qt.CursorShape.SizeHorCursor
        self.setCursor(shape)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """End a drag and ask for what it means."""
        del event
        drag, self._drag = self._drag, None
        self.update()
        if drag is None or not drag.moved:
            return
        if drag.kind == "band":
            self.choose_all(self.selection.with_all(self.bars_in(self._band())))
            return
        self._finish(drag)

    def _finish(self, drag: Drag) -> None:
        promotion, (starts, ends) = drag.promotion, drag.span
        if promotion is None:
            self.create_wanted.emit(starts, ends, drag.lane)
        elif (starts, ends) == (promotion.starts, promotion.ends):
            return
        elif drag.kind == "move":
            self.go_to(starts.date() if self.inside(starts.date()) else drag.current.date())
            self.move_wanted.emit(tuple(each.id for each in drag.promotions), drag.by)
        else:
            self.resize_wanted.emit(promotion.id, starts, ends)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Edit a promotion, or make one on an empty day."""
        self._drag = None
        moment, hit = self.moment_at(event.position()), self.hit(event.position())
        if hit is not None and hit.promotion.id > 0:
            self.edit_wanted.emit(hit.promotion.id)
        elif hit is None and moment is not None:
            self.create_on(moment.date(), self.lane_at(event.position()))

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Ask for the menu of what is chosen."""
        where = event.globalPos()
        if event.reason() == QContextMenuEvent.Reason.Keyboard and self.day is not None and self.inside(self.day):
            where = self.mapToGlobal(self.day_rect(self.day).center().toPoint())
        self.menu_wanted.emit(where)

    # keyboard

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go over days, choose, stretch, move, copy, delete; see the text of the accessible description."""
        if event.key() == Qt.Key.Key_Escape and self._drag is not None:
            self._drag = None
            self.update()
        elif not keys.handle(self, event):
            super().keyPressEvent(event)

    def create_on(self, day: date, lane: str = "") -> None:
        """Ask for a new promotion over one day."""
        starts = datetime.combine(day, time())
        self.create_wanted.emit(starts, starts + timedelta(days=1, seconds=-1), lane)

    def go_to(self, day: date) -> None:
        """Put the cursor on a day."""
        self.day = day
        self.update()
        self.day_chosen.emit(day)

    def shift_day(self, days: int) -> None:
        """Let the cursor follow what it moved."""
        if self.day is not None and self.scene.days:
            self.go_to(clamped(self.day + timedelta(days=days), self.scene.days[0].day, self.scene.days[-1].day))

    def cursor_day(self) -> date:
        """Return the day that the keys work on."""
        if self.day is not None and self.inside(self.day):
            return self.day
        return clamped(self.scene.today, self.scene.days[0].day, self.scene.days[-1].day)

    def choose(self, promotion_id: int) -> None:
        """Choose one promotion and say so."""
        self.choose_all(self.selection.only(promotion_id))

    def choose_all(self, selection: Selection) -> None:
        """Choose promotions and say which one is looked at."""
        if selection != self.selection:
            self.take(selection)
            self.chosen.emit(self.selected)

    def follow(self) -> None:
        """Keep the choice while it is live on the day, else choose the day's first promotion."""
        found = self.live()
        if self.selected not in found:
            self.choose(found[0] if found else 0)

    def next_on_day(self) -> None:
        """Choose the next promotion of the day."""
        found = self.live()
        if found:
            position = found.index(self.selected) + 1 if self.selected in found else 0
            self.choose(found[position % len(found)])

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show the day that the keys work on."""
        if self.day is None and event.reason() in (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason):
            self.go_to(self.scene.today)
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
        hit, moment = self.hit(point), self.moment_at(point)
        if hit is not None:
            return self.bar_tip(hit.promotion)
        return self.day_tip(moment.date()) if moment is not None else ""

    def bar_tip(self, promotion: Promotion) -> str:
        """Return what is to be read about a bar."""
        return tips.bar_tip(self.scene, promotion, locked=self.locked(promotion))

    def day_tip(self, day: date) -> str:
        """Return what is to be read about a day."""
        return tips.day_tip(self.scene, day)
