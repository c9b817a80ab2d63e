"""The price ribbon: a product's prices on the same axis as the calendar above it."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Final

from PySide6.QtCore import QEvent, QLineF, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import QSizePolicy, QToolTip

from shopplanner.foundation.i18n import text
from shopplanner.services.promotions.price_band import SERIES, PriceBand
from shopplanner.services.wording import money
from shopplanner.ui.promotions.calendar.axis import Axis
from shopplanner.ui.promotions.calendar.kept_picture import KeptPicture
from shopplanner.ui.promotions.calendar.ribbon_scale import (
    Scale,
    Step,
    amounts_in,
    breaches,
    scale_of,
    steps,
)
from shopplanner.ui.theme import theme

LINES: Final = {
    "list_price": ("muted", 1.2, Qt.PenStyle.SolidLine),
    "general": ("chart1", 1.8, Qt.PenStyle.SolidLine),
    "check_value": ("chart3", 1.6, Qt.PenStyle.DashDotLine),
    "cost": ("muted", 1.2, Qt.PenStyle.DotLine),
    "line": ("bad", 1.4, Qt.PenStyle.DashLine),
    "lowest": ("chart2", 2.0, Qt.PenStyle.SolidLine),
}
"""Colour role, width and stroke of each line, in the order in which they are painted."""
WORDS: Final = {"general": "accent_ink", "check_value": "chart3_text", "lowest": "chart2_text"}
"""Colour roles of words where the line's own colour is too pale to read."""


class RibbonCanvas(KeptPicture):
    """Shows one product's prices; a click on a moment asks for its prices."""

    opened = Signal(object)
    """The moment that was clicked."""
    pointed = Signal(object)
    """The moment under the mouse; None when it leaves."""

    def __init__(self) -> None:
        super().__init__()
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAccessibleName(text("timeline.ribbon.title"))
        self.setAccessibleDescription(text("timeline.ribbon.keys"))
        self.axis = Axis(1.0, 30.0, 0.0, 1.0)
        self.today = date.min
        self.alone = False
        self.band: PriceBand | None = None
        self.moment: datetime | None = None
        self._lines: dict[str, list[Step]] = {}

    def show_band(self, band: PriceBand | None, today: date) -> None:
        """Show a product's prices; nothing for None."""
        self.band, self.today = band, today
        self._lines = {name: steps(band, name) for name in SERIES} if band is not None else {}
        self.forget()

    def show_axis(self, axis: Axis) -> None:
        """Show other days, on an axis that something else lays out."""
        self.alone, self.axis = False, axis
        self.forget()

    def show_days(self, first: date, days: int) -> None:
        """Show some days on the whole width."""
        self.alone = True
        self.axis = Axis(float(first.toordinal()), float(days), 0.0, 1.0)
        self._fill()

    def _fill(self) -> None:
        """Let the axis take the width that prices leave."""
        gutter = float(theme.current().unit(3.5))
        self.axis = self.axis.sized(gutter, self.width() - gutter - theme.current().space(8))
        self.forget()

    def point_at(self, moment: datetime | None) -> None:
        """Mark a moment."""
        if moment != self.moment:
            self.moment = moment
            self.update()

    def sizeHint(self) -> QSize:
        """Return a size at which lines can be told apart."""
        unit = theme.current().unit
        return QSize(unit(30), unit(8.5))

    # painting

    @property
    def scale(self) -> Scale:
        """The price axis for what is seen."""
        seen = amounts_in(list(self._lines.values()), self.axis.start, self.axis.start + self.axis.days)
        edge = self.ink.look.unit(1.4)
        return scale_of(seen, edge, self.height() - edge)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Draw anew."""
        super().resizeEvent(event)
        if self.alone:
            self._fill()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Show the kept picture, and on it the moment that is pointed at."""
        del event
        painter = QPainter(self)
        painter.drawPixmap(0, 0, self.kept())
        if self.moment is not None and self.axis.left <= self.axis.x(self.moment) <= self.axis.right:
            self._paint_moment(painter, self.moment)
        painter.end()

    def paint_picture(self, painter: QPainter) -> None:
        """Paint price axis, protections, lines, breaches and gates."""
        scale = self.scale
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._prices(painter, scale)
        painter.save()
        painter.setClipRect(QRectF(self.axis.left, 0, self.axis.width, self.height()))
        self._past(painter)
        self._protections(painter)
        for name in LINES:
            self._line(painter, scale, name)
        self._breaches(painter, scale)
        self._gates(painter, scale)
        painter.restore()

    def _prices(self, painter: QPainter, scale: Scale) -> None:
        ink = self.ink
        for amount in scale.ticks(max(2, self.height() // ink.look.unit(1.6))):
            y = round(scale.y(amount)) + 0.5
            painter.setPen(QPen(ink.color("grid"), 1))
            painter.drawLine(QLineF(self.axis.left, y, self.axis.right, y))
            place = QRectF(0, y - ink.look.unit(0.7), self.axis.left - 8, ink.look.unit(1.4))
            ink.write(painter, place, f"{amount // 100:,}", ink.color("axis"), right=True)

    def _past(self, painter: QPainter) -> None:
        x = self.axis.day_x(self.today) if self.today > date.min else self.axis.left
        end = min(x, self.axis.right)
        if end > self.axis.left:
            painter.fillRect(
                QRectF(self.axis.left, 0, end - self.axis.left, self.height()), self.ink.color("muted", 16)
            )
        if self.axis.left <= x <= self.axis.right:
            painter.setPen(QPen(self.ink.color("accent"), 2))
            painter.drawLine(QLineF(x, 0, x, self.height()))

    def _protections(self, painter: QPainter) -> None:
        ink = self.ink
        for each in self.band.protections if self.band is not None else ():
            left = max(self.axis.day_x(each.first), self.axis.left)
            right = min(self.axis.place(each.last.toordinal() + 1), self.axis.right)
            if right <= left:
                continue
            painter.fillRect(QRectF(left, 0, right - left, self.height()), ink.color("bad", 20))
            said = text("timeline.ribbon.protection", price=money(each.price))
            place = QRectF(left + 4, 2, right - left - 8, ink.look.unit(1.3))
            if place.width() > ink.look.unit(4):
                ink.write(painter, place, said, ink.color("bad"))

    def _line(self, painter: QPainter, scale: Scale, name: str) -> None:
        role, width, stroke = LINES[name]
        pen = QPen(self.ink.color(role), width, stroke)
        pen.setCapStyle(Qt.PenCapStyle.FlatCap)
        painter.setPen(pen)
        painter.drawLines(self._strokes(scale, name))

    def _strokes(self, scale: Scale, name: str) -> list[QLineF]:
        """Return the strokes of a line: along each step, and up or down to the next one."""
        found, before = [], None
        for step in self._lines.get(name, ()):
            if not self.axis.seen(step.begin, step.end):
                before = step
                continue
            left = max(self.axis.place(step.begin), self.axis.left)
            right = min(self.axis.place(step.end), self.axis.right)
            y = scale.y(step.amount)
            if before is not None and abs(before.end - step.begin) < 1e-6:
                found.append(QLineF(left, scale.y(before.amount), left, y))
            found.append(QLineF(left, y, right, y))
            before = step
        return found

    def _breaches(self, painter: QPainter, scale: Scale) -> None:
        """Fill where the lowest price lies below the line or below cost."""
        color = self.ink.color("bad", 70)
        for floor in ("line", "cost"):
            for step, amount in breaches(self._lines.get("lowest", ()), self._lines.get(floor, ())):
                if self.axis.seen(step.begin, step.end):
                    left, right = self.axis.place(step.begin), self.axis.place(step.end)
                    top = scale.y(amount)
                    painter.fillRect(QRectF(left, top, max(2.0, right - left), scale.y(step.amount) - top), color)

    def _gates(self, painter: QPainter, scale: Scale) -> None:
        """Mark the day of a registration and the price that it asks for, in words where they have room."""
        ink, taken = self.ink, self.axis.left
        gates = self.band.gates if self.band is not None else ()
        places = [self.axis.day_x(each.day) for each in gates]
        for each, x in zip(gates, places, strict=True):
            y = scale.y(each.required_price)
            if not self.axis.left <= x <= self.axis.right:
                continue
            painter.setPen(QPen(ink.color("warn"), 1.4, Qt.PenStyle.DashLine))
            painter.drawLine(QLineF(x, 0, x, self.height()))
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(ink.color("warn"))
            painter.drawPolygon([QPointF(x, y - 5), QPointF(x + 5, y), QPointF(x, y + 5), QPointF(x - 5, y)])
            said = text("timeline.ribbon.gate", price=money(each.required_price))
            width = ink.width(said) + 4
            end = min((place - 4 for place in places if place > x), default=self.axis.right)
            left = x + 7 if x + 7 + width <= min(end, self.axis.right) else x - 7 - width
            if left >= taken:
                room = QRectF(left, self.height() - ink.look.unit(1.4), width, ink.look.unit(1.3))
                ink.write(painter, room, said, ink.color("warn"))
                taken = room.right() + 8

    def _paint_moment(self, painter: QPainter, moment: datetime) -> None:
        ink, scale, x = self.ink, self.scale, self.axis.x(moment)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(ink.color("text", 150), 1))
        painter.drawLine(QLineF(x, 0, x, self.height()))
        for name, amount in (self.band.amounts(moment) if self.band is not None else {}).items():
            if amount is not None:
                painter.setPen(QPen(ink.color("surface"), 1.5))
                painter.setBrush(ink.color(LINES[name][0]))
                painter.drawEllipse(QPointF(x, scale.y(amount)), 4, 4)

    # mouse and keyboard

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Tell what is under the mouse."""
        point = event.position()
        moment = self.axis.moment(point.x()) if self.axis.left <= point.x() < self.axis.right else None
        self.point_at(moment)
        self.pointed.emit(moment)

    def leaveEvent(self, event: QEvent) -> None:
        """Tell nothing any more."""
        super().leaveEvent(event)
        self.point_at(None)
        self.pointed.emit(None)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Ask for the prices of a moment."""
        inside = self.axis.left <= event.position().x() < self.axis.right
        if inside and self.band is not None and event.button() == Qt.MouseButton.LeftButton:
            self.opened.emit(self.axis.moment(event.position().x()))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go over the days with the arrows, open the prices of the day with Enter."""
        way = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()))
        if way is not None:
            start = self.moment or datetime.combine(self.axis.middle, datetime.min.time()).replace(hour=12)
            self.point_at(start + timedelta(days=way))
            self.pointed.emit(self.moment)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.moment is not None and self.band is not None:
            self.opened.emit(self.moment)
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Forget the moment when the keys go elsewhere."""
        super().focusOutEvent(event)
        self.point_at(None)
        self.pointed.emit(None)

    def event(self, event: QEvent) -> bool:
        """Explain what the mouse rests on."""
        if isinstance(event, QHelpEvent):
            QToolTip.showText(event.globalPos(), self.tip(event.pos().x()), self)
            return True
        return super().event(event)

    def tip(self, x: float) -> str:
        """Return all amounts of a moment, and the protections and gates of its day."""
        if self.band is None or not self.axis.left <= x < self.axis.right:
            return ""
        moment = self.axis.moment(x)
        amounts = self.band.amounts(moment)
        lines = [f"{moment:%Y-%m-%d %H:%M}"]
        lines += [f"{text(f'timeline.ribbon.{name}')} {money(amounts[name])}" for name in SERIES]
        lines += [
            text("timeline.ribbon.protected_by", name=each.name, last=each.last.isoformat(), price=money(each.price))
            for each in self.band.protections
            if each.first <= moment.date() <= each.last
        ]
        lines += [
            text("timeline.ribbon.gate_of", name=each.name, price=money(each.required_price))
            for each in self.band.gates
            if abs((each.day - moment.date()).days) <= 1
        ]
        return "\n".join([*lines, text("timeline.ribbon.click")])
