"""The keys of the calendar, the same on the month and on the timeline."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent

from shopplanner.ui.promotions.calendar.selection import Selection

if TYPE_CHECKING:
    from shopplanner.ui.promotions.calendar.surface import CalendarSurface

ARROWS: Final = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
}
PAGES: Final = {Qt.Key.Key_PageUp: -1, Qt.Key.Key_PageDown: 1}
CONTROL, SHIFT, ALT = (
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.AltModifier,
)
ENTER: Final = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
DELETE: Final = (Qt.Key.Key_Delete, Qt.Key.Key_Backspace)


def handle(surface: CalendarSurface, event: QKeyEvent) -> bool:
    """Do what a key asks for; whether it asks for anything."""
    key, pressed = Qt.Key(event.key()), event.modifiers()
    if key in ARROWS:
        _arrow(surface, *ARROWS[key], pressed)
    elif key in PAGES:
        surface.turn_wanted.emit(PAGES[key])
    elif pressed & CONTROL:
        return _with_control(surface, key)
    else:
        return _plain(surface, key)
    return True


def _arrow(surface: CalendarSurface, across: int, down: int, pressed: Qt.KeyboardModifier) -> None:
    """Move with Alt, stretch with Shift, else go on."""
    days = across + 7 * down
    if surface.selected and pressed & ALT:
        _move(surface, days)
    elif surface.selected and pressed & SHIFT:
        _stretch(surface, days)
    elif surface.scene.days:
        surface.step(across, down)


def _move(surface: CalendarSurface, days: int) -> None:
    """Move what is chosen; the cursor goes with it."""
    wanted = surface.movable()
    if wanted:
        surface.shift_day(days)
        surface.move_wanted.emit(wanted, timedelta(days=days))


def _stretch(surface: CalendarSurface, days: int) -> None:
    """Let everything chosen end later or earlier; what is over, or would end before it begins, stays."""
    by = timedelta(days=days)
    wanted = {
        each.id: (each.starts, each.ends + by)
        for each in surface.chosen_promotions()
        if not surface.locked(each) and each.ends + by > each.starts
    }
    if wanted:
        surface.stretch_wanted.emit(wanted)


def _with_control(surface: CalendarSurface, key: Qt.Key) -> bool:
    chosen = tuple(each.id for each in surface.chosen_promotions())
    if key == Qt.Key.Key_V and surface.scene.days:
        surface.paste_wanted.emit(surface.cursor_day())
    elif key == Qt.Key.Key_A:
        surface.choose_all(Selection().with_all(each.id for each in surface.scene.promotions))
    elif key == Qt.Key.Key_D and chosen:
        surface.copy_wanted.emit(chosen)
    elif key == Qt.Key.Key_C and chosen:
        surface.clip_wanted.emit(chosen)
    else:
        return False
    return True


def _plain(surface: CalendarSurface, key: Qt.Key) -> bool:
    if key in ENTER:
        _enter(surface)
    elif key == Qt.Key.Key_Space:
        surface.next_on_day()
    elif key == Qt.Key.Key_N:
        surface.create_on(surface.day or surface.scene.today)
    elif key == Qt.Key.Key_Escape and surface.selected:
        surface.choose(0)
    elif key in DELETE and surface.selected:
        surface.remove_wanted.emit(tuple(each.id for each in surface.chosen_promotions()))
    else:
        return False
    return True


def _enter(surface: CalendarSurface) -> None:
    if surface.selected:
        surface.edit_wanted.emit(surface.selected)
    elif surface.day is not None:
        surface.create_on(surface.day)
