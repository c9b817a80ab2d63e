"""The calendar's two pictures, month and timeline, which share what is chosen."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from PySide6.QtWidgets import QStackedWidget

from shopplanner.ui.promotions.calendar.canvas import MonthCanvas
from shopplanner.ui.promotions.calendar.surface import CalendarSurface
from shopplanner.ui.promotions.calendar.timeline_canvas import TimelineCanvas


class CalendarViews(QStackedWidget):
    """Shows one of the pictures."""

    def __init__(self) -> None:
        super().__init__()
        self.month = MonthCanvas()
        self.timeline = TimelineCanvas()
        for made in self:
            self.addWidget(made)

    def __iter__(self) -> Iterator[CalendarSurface]:
        """Yield both pictures."""
        yield self.month
        yield self.timeline

    @property
    def canvas(self) -> CalendarSurface:
        """The picture that is seen."""
        return self.timeline if self.currentWidget() is self.timeline else self.month

    def show_timeline(self, wanted: bool) -> None:
        """Show one of the pictures; what is chosen on the other goes along."""
        before, after = self.canvas, self.timeline if wanted else self.month
        if before is not after:
            had_focus = before.hasFocus()
            after.day = before.day
            after.take(before.selection)
            self.setCurrentWidget(after)
            if had_focus:
                after.setFocus()

    def connect_all(self, name: str, handler: Callable[..., object]) -> None:
        """Let a handler hear a signal of both pictures."""
        for made in self:
            getattr(made, name).connect(handler)
