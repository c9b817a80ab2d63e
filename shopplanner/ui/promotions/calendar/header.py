"""The calendar's first line: going on and back, the view, what is shown of lanes and of last year."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtWidgets import QWidget

from shopplanner.foundation.i18n import text
from shopplanner.ui.common.page import PageHeader
from shopplanner.ui.common.widgets import Segments, plain_button
from shopplanner.ui.promotions.calendar.lanes import LANES, TASKS
from shopplanner.ui.promotions.calendar.menus import open_choices
from shopplanner.ui.promotions.calendar.timeline_painting import lane_name

GHOSTS = ("", "festival", "date", "weekday")
"""How last year's promotions are laid over this year; empty for not at all."""
VIEWS = ("month", "weeks", "year")


class CalendarControls:
    """The controls in the header; every change calls ``changed``."""

    def __init__(
        self, owner: QWidget, header: PageHeader, turn: Callable[[int], None], view_chosen: Callable[[str], None],
        changed: Callable[[], None],
    ) -> None:  # fmt: skip
        self._owner, self._changed = owner, changed
        self.ghosts = ""
        self.lanes = {*LANES, TASKS}
        for words, said, step in (("‹", "previous", -1), (text("promotions.calendar.today"), "", 0), ("›", "next", 1)):
            made = plain_button(words, partial(turn, step))
            if said:
                made.setAccessibleName(text(f"promotions.calendar.{said}"))
                made.setToolTip(text(f"promotions.calendar.{said}"))
            header.add_left(made)
        self.views = Segments([(name, text(f"timeline.view.{name}")) for name in VIEWS], "month", view_chosen)
        header.add_left(self.views)
        self.lane_button = plain_button("", self.open_lanes)
        header.add_left(self.lane_button)
        self.ghost_button = plain_button("", self.open_ghosts)
        header.add_right(self.ghost_button)
        self._name()

    def open_ghosts(self) -> None:
        """Offer the ways to lay last year over this one."""
        choices = [(text(f"timeline.ghost.{kind or 'none'}"), kind == self.ghosts, kind) for kind in GHOSTS]
        open_choices(self._owner, self.ghost_button, choices, self.show_ghosts)

    def show_ghosts(self, kind: str) -> None:
        """Lay last year over this one."""
        self.ghosts = kind
        self._name()
        self._changed()

    def open_lanes(self) -> None:
        """Offer the lanes to be shown or hidden."""
        choices = [(lane_name(lane), lane in self.lanes, lane) for lane in (*LANES, TASKS)]
        open_choices(self._owner, self.lane_button, choices, self.toggle_lane)

    def toggle_lane(self, lane: str) -> None:
        """Hide or show a lane."""
        self.lanes ^= {lane}
        self._name()
        self._changed()

    def show_lane(self, lane: str) -> None:
        """Show a lane, because something in it is wanted."""
        self.lanes.add(lane)
        self._name()

    def _name(self) -> None:
        """Say briefly what is hidden and what is laid over; the buttons' tips say it in full."""
        shown, every = len(self.lanes), len(LANES) + 1
        said = text("promotions.calendar.lanes", shown=shown, all=every) if shown < every else text("timeline.lanes")
        self.lane_button.setText(said)
        kind = text(f"timeline.ghost.{self.ghosts or 'none'}")
        self.ghost_button.setText(f"{text('promotions.ghost.title')}{' •' if self.ghosts else ''} ▾")
        self.ghost_button.setToolTip(kind)
        self.ghost_button.setAccessibleName(kind if self.ghosts else text("promotions.ghost.title"))
