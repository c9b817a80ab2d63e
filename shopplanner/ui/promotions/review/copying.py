"""Asks for the day to which a promotion is copied with what was learned from it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import QDate
from PySide6.QtWidgets import QDateEdit, QWidget

from shopplanner.domain.metrics.periods import years_before
from shopplanner.domain.promotions.plan import Promotion
from shopplanner.foundation.i18n import text
from shopplanner.ui.common.dialogs import Dialog
from shopplanner.ui.common.form import Field
from shopplanner.ui.common.widgets import label


class CopyDialog(Dialog):
    """A day field; the same date a year later is offered."""

    def __init__(self, parent: QWidget | None, promotion: Promotion, chosen: Callable[[date], object]) -> None:
        super().__init__(text("review.action.copy"), parent, width=24)
        self._chosen = chosen
        first = years_before(promotion.starts.date(), -1)
        self.day = QDateEdit(QDate(first.year, first.month, first.day))
        self.day.setCalendarPopup(True)
        self.day.setDisplayFormat("yyyy-MM-dd")
        self.body.addWidget(label(text("review.copy.what", name=promotion.name), "", wrap=True))
        self.body.addWidget(Field(text("review.copy.first"), self.day))
        self.add_close("common.cancel")
        self.confirm = self.add_button(text("review.copy.confirm"), self.take, primary=True)

    def take(self) -> None:
        """Hand the day on and close."""
        day = self.day.date()
        self.accept()
        self._chosen(date(day.year(), day.month(), day.day()))
