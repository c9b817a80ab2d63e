"""Chooses the moment of the sale: by date and time, now, or when promotions begin next."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from functools import partial

from PySide6.QtCore import QDateTime, QPoint
from PySide6.QtWidgets import QDateTimeEdit, QHBoxLayout, QMenu, QPushButton, QWidget

from shopplanner.foundation.i18n import text
from shopplanner.services.promotions.baskets import Start
from shopplanner.services.wording import listed
from shopplanner.ui.common.widgets import SMALL_GAP, plain_button
from shopplanner.ui.theme import theme

FORMAT = "yyyy-MM-dd HH:mm"
NAMED = 2
"""Promotions that an entry of the menu names; the others are counted."""


class MomentBar(QWidget):
    """A moment with ways to choose it; tells ``changed`` when another one is chosen."""

    def __init__(self, moment: datetime, now: Callable[[], datetime], changed: Callable[[datetime], object]) -> None:
        super().__init__()
        self._now, self._changed = now, changed
        self.starts: Sequence[Start] = ()
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(theme.current().space(SMALL_GAP))
        self.edit = QDateTimeEdit()
        self.edit.setDisplayFormat(FORMAT)
        self.edit.setCalendarPopup(True)
        self.edit.setAccessibleName(text("prices.moment"))
        self.edit.setKeyboardTracking(False)
        self.edit.setDateTime(_to_qt(moment))
        self.edit.dateTimeChanged.connect(self._edited)
        line.addWidget(self.edit)
        self.now_button = plain_button(text("prices.moment.now"), lambda: self.choose(self._now()))
        line.addWidget(self.now_button)
        self.starts_button: QPushButton = plain_button(text("prices.moment.starts"), self._open_starts)
        self.starts_button.setEnabled(False)
        line.addWidget(self.starts_button)

    @property
    def moment(self) -> datetime:
        """The chosen moment, to the minute."""
        return datetime.fromisoformat(self.edit.dateTime().toString("yyyy-MM-ddTHH:mm:00"))

    def choose(self, moment: datetime) -> None:
        """Choose a moment and tell it, even if it was chosen already."""
        self.edit.blockSignals(True)
        self.edit.setDateTime(_to_qt(moment))
        self.edit.blockSignals(False)
        self._changed(self.moment)

    def show_starts(self, starts: Sequence[Start]) -> None:
        """Offer these moments to choose from."""
        self.starts = starts
        self.starts_button.setEnabled(bool(starts))

    def start_menu(self) -> QMenu:
        """Return the menu of the next starts."""
        menu = QMenu(self)
        for start in self.starts:
            menu.addAction(_words(start), partial(self.choose, start.moment))
        menu.aboutToHide.connect(menu.deleteLater)
        return menu

    def _edited(self, _moment: QDateTime) -> None:
        self._changed(self.moment)

    def _open_starts(self) -> None:
        self.start_menu().popup(self.starts_button.mapToGlobal(QPoint(0, self.starts_button.height())))


def _words(start: Start) -> str:
    names = listed(start.names[:NAMED])
    more = len(start.names) - NAMED
    named = text("prices.moment.more", names=names, more=more) if more > 0 else names
    return f"{start.moment:%m-%d %H:%M}  {named}".replace("&", "&&")


def _to_qt(moment: datetime) -> QDateTime:
    return QDateTime.fromString(moment.strftime("%Y-%m-%dT%H:%M:00"), "yyyy-MM-ddTHH:mm:ss")
