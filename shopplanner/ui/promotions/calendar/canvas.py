"""The month grid: days with lunar dates and festivals, promotions as bars that can be drawn, dragged and stretched."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from PySide6.QtCore import QEvent, QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QHelpEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from shopplanner.domain.promotions.plan import Promotion
from shopplanner.foundation import i18n
from shopplanner.foundation.i18n import text
from shopplanner.services.promotions.almanac import DayInfo
from shopplanner.ui.promotions.calendar.layout import Bar, lay_out
from shopplanner.ui.theme import theme

EDGE = 7
WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


@dataclass
class _Drag:
    """A drag under way: ``move``, ``start`` or ``end`` of a promotion, or ``new`` over empty days."""

    kind: str
    origin: date
    current: date
    promotion: Promotion | None = None


class MonthCanvas(QWidget):
    """Shows weeks of days and what is planned on them; every change is only asked for, by signal."""

    create_wanted = Signal(object, object)
    """First and last day of a new promotion."""
    chosen = Signal(int)
    """Id of the promotion chosen; 0 for none."""
    move_wanted = Signal(int, int)
    """Id, and days to move by."""
    resize_wanted = Signal(int, object, object)
    """Id, new first and new last day."""
    remove_wanted = Signal(int)
    copy_wanted = Signal(int)
    day_chosen = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setAccessibleName(text("promotions.calendar.title"))
        self._days: Sequence[DayInfo] = ()
        self._month = 0
        self._today = date.min
        self._promotions: Sequence[Promotion] = ()
        self._ghosts: Sequence[Promotion] = ()
        self._tasks: Mapping[date, int] = {}
        self._risky: Mapping[int, str] = {}
        self._bars: list[Bar] = []
        self._drag: _Drag | None = None
        self.selected = 0
        self.day: date | None = None

    def show_month(
        self,
        days: Sequence[DayInfo],
        month: int,
        today: date,
        promotions: Sequence[Promotion],
        *,
        ghosts: Sequence[Promotion] = (),
        tasks: Mapping[date, int] | None = None,
        risky: Mapping[int, str] | None = None,
    ) -> None:
        """Show a grid of whole weeks.

        Args:
            days: the days, from a Monday on.
            month: days of other months are drawn quieter; 0 for none.
            today: the day to outline.
            promotions: what is planned.
            ghosts: last year's promotions, already shifted to these days.
            tasks: number of open tasks by due day.
            risky: short warnings by promotion.
        """
        self._days, self._month, self._today = days, month, today
        self._promotions, self._ghosts = promotions, ghosts
        self._tasks, self._risky = tasks or {}, risky or {}
        self._arrange()

    def _arrange(self) -> None:
        if self._days:
            self._bars = lay_out([*self._promotions, *self._ghosts], self._days[0].day, len(self._days) // 7)
        self.update()

    def sizeHint(self) -> QSize:
        """Return a size at which bars have room."""
        unit = theme.current().unit
        return QSize(unit(44), unit(5) * max(5, len(self._days) // 7))

    def select(self, promotion_id: int) -> None:
        """Mark a promotion."""
        self.selected = promotion_id
        self.update()

    # geometry

    def _head(self) -> int:
        return theme.current().unit(1.7)

    def _cell(self, number: int) -> QRect:
        weeks = max(1, len(self._days) // 7)
        week, column = divmod(number, 7)
        width, height = self.width() / 7, (self.height() - self._head()) / weeks
        left, top = round(column * width), round(self._head() + week * height)
        return QRect(left, top, round((column + 1) * width) - left, round(self._head() + (week + 1) * height) - top)

    def _bar_height(self) -> int:
        return theme.current().unit(1.22)

    def _slots_shown(self) -> int:
        height = self._cell(0).height() - theme.current().unit(1.45)
        return max(1, height // (self._bar_height() + 3))

    def _bar_rect(self, bar: Bar) -> QRectF:
        first, last = self._cell(bar.week * 7 + bar.first), self._cell(bar.week * 7 + bar.last)
        top = first.top() + theme.current().unit(1.42) + bar.slot * (self._bar_height() + 3)
        left = first.left() + (4 if bar.begins else 0)
        right = last.right() - (3 if bar.ends else -1)
        return QRectF(left, top, right - left, self._bar_height())

    def _day_at(self, point: QPointF) -> date | None:
        for number, info in enumerate(self._days):
            if self._cell(number).contains(point.toPoint()):
                return info.day
        return None

    def _bar_at(self, point: QPointF) -> Bar | None:
        ghosts = {id(each) for each in self._ghosts}
        shown = self._slots_shown()
        for bar in self._bars:
            if bar.slot < shown and id(bar.promotion) not in ghosts and self._bar_rect(bar).contains(point):
                return bar
        return None

    # painting

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the grid and its bars."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_head(painter)
        for number, info in enumerate(self._days):
            self._paint_day(painter, self._cell(number), info)
        shown = self._slots_shown()
        for bar in self._bars:
            if bar.slot < shown:
                self._paint_bar(painter, bar)
        self._paint_more(painter, shown)
        self._paint_drag(painter)
        painter.end()

    def _paint_head(self, painter: QPainter) -> None:
        look = theme.current()
        painter.setFont(look.font("small"))
        painter.setPen(look.color("muted"))
        for column, name in enumerate(WEEKDAYS):
            cell = self._cell(column)
            rect = QRect(cell.left() + 8, 0, cell.width() - 8, self._head())
            painter.drawText(rect, Qt.AlignmentFlag.AlignVCenter, text(f"promotions.weekday.{name}"))

    def _paint_day(self, painter: QPainter, cell: QRect, info: DayInfo) -> None:
        look = theme.current()
        other = bool(self._month) and info.day.month != self._month
        if info.make_up:
            ground = look.color("surface")
        elif info.holiday is not None:
            ground = look.color("holiday")
        else:
            ground = look.color("weekend" if info.day.weekday() >= 5 else "surface")
        painter.fillRect(cell, ground)
        painter.setPen(QPen(look.color("border"), 1))
        painter.drawLine(cell.topLeft(), cell.topRight())
        painter.drawLine(cell.topRight(), cell.bottomRight())
        if info.day == self.day and self.hasFocus():
            painter.setPen(QPen(look.color("accent"), 1, Qt.PenStyle.DotLine))
            painter.drawRect(cell.adjusted(2, 2, -3, -3))
        if info.day == self._today:
            painter.setPen(QPen(look.color("accent"), 2))
            painter.drawRect(cell.adjusted(1, 1, -2, -2))
        self._paint_date(painter, cell, info, quiet=other or info.day < self._today)

    def _paint_date(self, painter: QPainter, cell: QRect, info: DayInfo, *, quiet: bool) -> None:
        look = theme.current()
        line = QRect(cell.left() + 8, cell.top() + 3, cell.width() - 12, look.unit(1.25))
        font = look.font("body", bold=True)
        painter.setFont(font)
        painter.setPen(look.color("muted" if quiet else "text"))
        number = str(info.day.day)
        painter.drawText(line, Qt.AlignmentFlag.AlignVCenter, number)
        left = line.left() + painter.fontMetrics().horizontalAdvance(number) + 6
        badge, role = self._badge(info)
        right = line.right()
        painter.setFont(look.font("small"))
        if badge:
            painter.setPen(look.color(role))
            width = painter.fontMetrics().horizontalAdvance(badge) + 2
            painter.drawText(
                QRect(right - width, line.top(), width, line.height()), Qt.AlignmentFlag.AlignVCenter, badge
            )
            right -= width + 4
        words, important = self._words(info)
        painter.setPen(look.color("accent_text" if important and not quiet else "muted"))
        room = QRect(left, line.top(), max(0, right - left), line.height())
        shown = painter.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, shown)
        if self._tasks.get(info.day):
            self._paint_tasks(painter, cell, self._tasks[info.day])

    def _badge(self, info: DayInfo) -> tuple[str, str]:
        if info.make_up:
            return text("promotions.day.work"), "warn"
        if info.holiday is not None:
            return text("promotions.day.off"), "bad"
        return "", ""

    def _words(self, info: DayInfo) -> tuple[str, bool]:
        """Return the small words beside the date: festival, holiday, solar term, or lunar day."""
        if info.festivals:
            names = [str(each.name) + ("" if each.verified else "?") for each in info.festivals]
            return "·".join(names), True
        if info.term:
            return info.term if i18n.language() == "zh_CN" else text(f"promotions.term.{TERMS.index(info.term)}"), True
        return (info.lunar if i18n.language() == "zh_CN" else ""), False

    def _paint_tasks(self, painter: QPainter, cell: QRect, count: int) -> None:
        look = theme.current()
        painter.setFont(look.font("small"))
        painter.setPen(look.color("muted"))
        words = f"☐ {count}"
        rect = QRect(cell.left() + 8, cell.bottom() - look.unit(1.15), cell.width() - 14, look.unit(1.1))
        painter.drawText(rect, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, words)

    def _paint_bar(self, painter: QPainter, bar: Bar) -> None:
        look = theme.current()
        rect = self._bar_rect(bar)
        each = bar.promotion
        ghost = any(each is other for other in self._ghosts)
        color = look.color(f"lane_{each.lane}")
        painter.setPen(Qt.PenStyle.NoPen)
        if ghost:
            painter.setPen(QPen(color, 1, Qt.PenStyle.DashLine))
            painter.setBrush(Qt.BrushStyle.NoBrush)
        elif each.status == "idea":
            painter.setPen(QPen(color, 1.4, Qt.PenStyle.DashLine))
            painter.setBrush(_faint(color))
        else:
            painter.setBrush(color)
        painter.drawRoundedRect(rect, 4, 4)
        if not ghost:
            self._paint_phases(painter, bar, rect)
        if each.id == self.selected and not ghost:
            painter.setPen(QPen(look.color("text"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(rect.adjusted(-1, -1, 1, 1), 5, 5)
        self._paint_bar_text(painter, bar, rect, ghost=ghost)

    def _paint_phases(self, painter: QPainter, bar: Bar, rect: QRectF) -> None:
        """Hatch the days of peak phases."""
        monday = self._days[bar.week * 7].day
        for phase in bar.promotion.phases:
            if phase.kind != "peak":
                continue
            first = max(bar.first, (phase.starts.date() - monday).days)
            last = min(bar.last, (phase.ends.date() - monday).days)
            if first <= last:
                left = max(rect.left(), self._cell(bar.week * 7 + first).left())
                right = min(rect.right(), self._cell(bar.week * 7 + last).right())
                painter.save()
                painter.setClipRect(QRectF(left, rect.top(), right - left, rect.height()))
                painter.setPen(QPen(QColor(255, 255, 255, 90), 4))
                for offset in range(round(left) - 20, round(right) + 20, 12):
                    painter.drawLine(QPointF(offset, rect.bottom()), QPointF(offset + rect.height(), rect.top()))
                painter.restore()

    def _paint_bar_text(self, painter: QPainter, bar: Bar, rect: QRectF, *, ghost: bool) -> None:
        look = theme.current()
        hollow = ghost or bar.promotion.status == "idea"
        right = rect.right() - 4
        warning = self._risky.get(bar.promotion.id, "")
        painter.setFont(look.font("small", bold=True) if warning else look.font("small"))
        if warning and bar.ends:
            width = painter.fontMetrics().horizontalAdvance(warning) + 10
            chip = QRectF(right - width, rect.top() + 2, width, rect.height() - 4)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(look.color("bad_soft"))
            painter.drawRoundedRect(chip, 6, 6)
            painter.setPen(look.color("bad"))
            painter.drawText(chip, Qt.AlignmentFlag.AlignCenter, warning)
            right = chip.left() - 2
        painter.setFont(look.font("small"))
        painter.setPen(look.color("muted" if ghost else "text") if hollow else QColor("#FFFFFF"))
        words = text("promotions.calendar.last_year", name=bar.promotion.name) if ghost else bar.promotion.name
        room = QRectF(rect.left() + 7, rect.top(), max(0.0, right - rect.left() - 8), rect.height())
        shown = painter.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, int(room.width()))
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, shown)

    def _paint_more(self, painter: QPainter, shown: int) -> None:
        """Say on each day how many bars had no room."""
        hidden: dict[int, int] = {}
        for bar in self._bars:
            if bar.slot >= shown:
                for column in range(bar.first, bar.last + 1):
                    hidden[bar.week * 7 + column] = hidden.get(bar.week * 7 + column, 0) + 1
        look = theme.current()
        painter.setFont(look.font("small"))
        painter.setPen(look.color("muted"))
        for number, count in hidden.items():
            cell = self._cell(number)
            rect = QRect(cell.left() + 8, cell.bottom() - look.unit(1.15), cell.width() - 14, look.unit(1.1))
            painter.drawText(rect, Qt.AlignmentFlag.AlignVCenter, text("promotions.calendar.more", n=count))

    def _paint_drag(self, painter: QPainter) -> None:
        if self._drag is None:
            return
        first, last = self._drag_span(self._drag)
        look = theme.current()
        painter.setPen(QPen(look.color("accent"), 1.5, Qt.PenStyle.DashLine))
        fill = look.color("accent")
        fill.setAlpha(50)
        painter.setBrush(fill)
        for number, info in enumerate(self._days):
            if first <= info.day <= last:
                painter.drawRect(self._cell(number).adjusted(2, 2, -3, -3))

    # mouse

    def _drag_span(self, drag: _Drag) -> tuple[date, date]:
        """Return the days that a drag would give."""
        by = drag.current - drag.origin
        if drag.promotion is None:
            return min(drag.origin, drag.current), max(drag.origin, drag.current)
        first, last = drag.promotion.starts.date(), drag.promotion.ends.date()
        if drag.kind == "move":
            return first + by, last + by
        if drag.kind == "start":
            return min(first + by, last), last
        return first, max(last + by, first)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Choose a bar and begin to drag it, or begin to draw a new one."""
        day = self._day_at(event.position())
        if event.button() != Qt.MouseButton.LeftButton or day is None:
            return
        self.day = day
        bar = self._bar_at(event.position())
        if bar is None:
            self._drag = _Drag("new", day, day)
            self._choose(0)
        else:
            self._choose(bar.promotion.id)
            self._drag = _Drag(self._grip(bar, event.position()), day, day, bar.promotion)
        self.day_chosen.emit(day)
        self.update()

    def _choose(self, promotion_id: int) -> None:
        if promotion_id != self.selected:
            self.selected = promotion_id
            self.chosen.emit(promotion_id)

    def _grip(self, bar: Bar, point: QPointF) -> str:
        rect = self._bar_rect(bar)
        if bar.begins and point.x() - rect.left() <= EDGE:
            return "start"
        return "end" if bar.ends and rect.right() - point.x() <= EDGE else "move"

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Drag, or show by the cursor what could be dragged."""
        if self._drag is not None:
            day = self._day_at(event.position())
            if day is not None and day != self._drag.current:
                self._drag.current = day
                self.update()
            return
        bar = self._bar_at(event.position())
        grip = self._grip(bar, event.position()) if bar else ""
        shapes = {"": Qt.CursorShape.ArrowCursor, "move": Qt.CursorShape.OpenHandCursor}
        self.setCursor(shapes.get(grip, Qt.CursorShape.SizeHorCursor))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """End a drag and ask for what it means."""
        drag, self._drag = self._drag, None
        self.update()
        if drag is None:
            return
        first, last = self._drag_span(drag)
        if drag.promotion is None:
            if drag.origin != drag.current:
                self.create_wanted.emit(first, last)
        elif drag.origin != drag.current:
            if drag.kind == "move":
                self.move_wanted.emit(drag.promotion.id, (drag.current - drag.origin).days)
            else:
                self.resize_wanted.emit(drag.promotion.id, first, last)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Make a promotion on an empty day."""
        day = self._day_at(event.position())
        if day is not None and self._bar_at(event.position()) is None:
            self._drag = None
            self.create_wanted.emit(day, day)

    # keyboard

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows go over days; with Alt they move the chosen promotion, with Shift they stretch it."""
        step = {
            Qt.Key.Key_Left: -1,
            Qt.Key.Key_Right: 1,
            Qt.Key.Key_Up: -7,
            Qt.Key.Key_Down: 7,
        }.get(Qt.Key(event.key()))
        if step is not None:
            self._arrow(step, event.modifiers())
        elif event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and self.day is not None:
            self.create_wanted.emit(self.day, self.day)
        elif event.key() == Qt.Key.Key_Space:
            self._next_on_day()
        elif event.key() == Qt.Key.Key_Delete and self.selected:
            self.remove_wanted.emit(self.selected)
        elif event.key() == Qt.Key.Key_D and event.modifiers() & Qt.KeyboardModifier.ControlModifier and self.selected:
            self.copy_wanted.emit(self.selected)
        else:
            super().keyPressEvent(event)

    def _arrow(self, step: int, modifiers: Qt.KeyboardModifier) -> None:
        chosen = next((each for each in self._promotions if each.id == self.selected), None)
        if chosen is not None and modifiers & Qt.KeyboardModifier.AltModifier:
            self.move_wanted.emit(chosen.id, step)
        elif chosen is not None and modifiers & Qt.KeyboardModifier.ShiftModifier:
            last = max(chosen.starts.date(), chosen.ends.date() + timedelta(days=step))
            self.resize_wanted.emit(chosen.id, chosen.starts.date(), last)
        elif self._days:
            start = self.day or max(self._today, self._days[0].day)
            self.day = min(max(start + timedelta(days=step), self._days[0].day), self._days[-1].day)
            self.day_chosen.emit(self.day)
            self.update()

    def _next_on_day(self) -> None:
        """Choose the next promotion of the day under the cursor."""
        if self.day is None:
            return
        live = [each.id for each in self._promotions if each.starts.date() <= self.day <= each.ends.date()]
        if live:
            position = live.index(self.selected) + 1 if self.selected in live else 0
            self._choose(live[position % len(live)])
            self.update()

    def event(self, event: QEvent) -> bool:
        """Show what a bar or day is when the mouse rests on it."""
        if isinstance(event, QHelpEvent):
            bar = self._bar_at(QPointF(event.pos()))
            words = self._bar_tip(bar) if bar else self._day_tip(self._day_at(QPointF(event.pos())))
            QToolTip.showText(event.globalPos(), words, self)
            return True
        return super().event(event)

    def _bar_tip(self, bar: Bar) -> str:
        each = bar.promotion
        lines = [each.name, f"{each.starts:%m-%d %H:%M} → {each.ends:%m-%d %H:%M}"]
        if each.tasks:
            lines.append(text("promotions.calendar.readiness", done=each.tasks_done, total=each.tasks))
        if self._risky.get(each.id):
            lines.append(self._risky[each.id])
        return "\n".join(lines)

    def _day_tip(self, day: date | None) -> str:
        info = next((each for each in self._days if each.day == day), None)
        if info is None:
            return ""
        parts = [info.day.isoformat(), info.lunar, info.term, *(str(each.name) for each in info.festivals)]
        parts.append(str(info.holiday) if info.holiday else "")
        return " · ".join(dict.fromkeys(part for part in parts if part))


TERMS = (
    "小寒", "大寒", "立春", "雨水", "惊蛰", "春分", "清明", "谷雨", "立夏", "小满", "芒种", "夏至",
    "小暑", "大暑", "立秋", "处暑", "白露", "秋分", "寒露", "霜降", "立冬", "小雪", "大雪", "冬至",
)  # fmt: skip


def _faint(color: QColor) -> QColor:
    faint = QColor(color)
    faint.setAlpha(46)
    return faint
