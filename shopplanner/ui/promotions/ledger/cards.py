"""The answers above the chart: today's line, the first day to enter, the largest registration price, the baseline."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

from PySide6.QtCore import QDate
from PySide6.QtWidgets import QDateEdit, QHBoxLayout, QWidget

from shopplanner.domain.promotions.rounding import WHOLE
from shopplanner.foundation.i18n import text
from shopplanner.services.promotions.ledger import Ledger
from shopplanner.services.promotions.ledger_words import days_words
from shopplanner.services.wording import money
from shopplanner.ui.common.money_field import MoneyEdit, PercentEdit
from shopplanner.ui.common.widgets import Card, label, plain_button, row, set_property
from shopplanner.ui.theme import theme

USUAL_RATE = 1200
"""Rate of most big campaigns of 2026, by what sellers observed; a starting value only."""


class _Answer(Card):
    """A heading, fields to ask with, a figure and a remark."""

    def __init__(self, heading_id: str, *fields: QWidget) -> None:
        super().__init__(text(heading_id))
        self.body.setSpacing(theme.current().space(4))
        if fields:
            self.body.addLayout(row(*fields, gap=theme.current().space(8)))
        self.figure = label("", "figure")
        self.remark = label("", "small", wrap=True)
        self.body.addWidget(self.figure)
        self.body.addWidget(self.remark)
        self.body.addStretch(1)

    def say(self, figure: str, remark: str, role: str = "figure") -> None:
        """Show an answer."""
        self.figure.setText(figure)
        set_property(self.figure, "role", role)
        self.remark.setText(remark)


class AnswerCards(QWidget):
    """The four answers of a ledger; what is asked for stays when another ledger is shown."""

    def __init__(self, today: date, show_evidence: Callable[[], object]) -> None:
        super().__init__()
        self._shown: Ledger | None = None
        self.price = MoneyEdit()
        self.price.setAccessibleName(text("ledger.enter.price"))
        self.price.setFixedWidth(theme.current().unit(6.3))
        self.price.value_changed.connect(lambda _value: self._answer())
        self.rate = PercentEdit(USUAL_RATE)
        self.rate.setAccessibleName(text("ledger.entry.rate"))
        self.rate.setFixedWidth(theme.current().unit(3.8))
        self.rate.value_changed.connect(lambda _value: self._answer())
        self.day = QDateEdit()
        self.day.setCalendarPopup(True)
        self.day.setDisplayFormat("MM-dd")
        self.day.setKeyboardTracking(False)
        self.day.setFixedWidth(theme.current().unit(6.3))
        self.day.setAccessibleName(text("ledger.entry.day"))
        self.day.setDate(_qdate(today + timedelta(days=1)))
        self.day.dateChanged.connect(lambda _day: self._answer())
        self.line = _Answer("ledger.card.line")
        self.enter = _Answer("ledger.card.enter", self.price)
        self.enter.setToolTip(text("ledger.enter.price"))
        self.entry = _Answer("ledger.card.entry", self.day, self.rate)
        self.baseline = _Answer("ledger.card.baseline")
        self.evidence_button = plain_button(text("ledger.baseline.evidence"), show_evidence, link=True)
        self.baseline.head.addWidget(self.evidence_button)
        self._cards = (self.line, self.enter, self.entry, self.baseline)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(theme.current().space(8))
        for card, stretch in zip(self._cards, (1, 1, 1, 1), strict=True):
            self._row.addWidget(card, stretch)

    def show_ledger(self, shown: Ledger) -> None:
        """Answer for another ledger; a price to ask for is proposed once."""
        self._shown = shown
        self.day.setDateRange(_qdate(shown.first), _qdate(shown.last))
        if self.price.value is None:
            self.price.set_value(shown.shown.get(shown.today) or shown.list_price)
        self._answer()

    def _answer(self) -> None:
        shown = self._shown
        if shown is None:
            return
        self._answer_line(shown)
        self._answer_enter(shown)
        self._answer_entry(shown)
        self._answer_baseline(shown)

    def _answer_line(self, shown: Ledger) -> None:
        first, last = shown.today - timedelta(days=shown.rules.window), shown.today - timedelta(days=1)
        self.line.say(money(shown.line_today), text("ledger.line.window", days=days_words(first, last)))

    def _answer_enter(self, shown: Ledger) -> None:
        price = self.price.value
        if price is None:
            self.enter.say("–", text("ledger.enter.ask"))
            return
        day = shown.first_day(price)
        if day is None:
            self.enter.say(text("ledger.enter.never"), text("ledger.enter.never_hint", day=shown.last), "warn")
            return
        line = shown.line[day]
        remark = text("ledger.enter.no_line") if line is None else text("ledger.enter.line", line=money(line))
        self.enter.say(text("ledger.enter.today") if day == shown.today else day.isoformat(), remark)

    def _answer_entry(self, shown: Ledger) -> None:
        day, rate = self.day.date().toPython(), self.rate.value or 0
        if not isinstance(day, date) or rate >= WHOLE:
            self.entry.say("–", text("ledger.entry.bad_rate"))
            return
        found = shown.entry_price(day, rate)
        if found.line is None or found.price is None:
            words = text("ledger.entry.no_line") if found.line is None else text("ledger.entry.too_low")
            self.entry.say("–", words)
            return
        words = text("ledger.entry.check", paid=_unrounded(found.price * (WHOLE - rate)), line=money(found.line))
        self.entry.say(money(found.price), text("ledger.entry.capped") if found.capped else words)
        self.entry.setToolTip(words)

    def _answer_baseline(self, shown: Ledger) -> None:
        found = shown.baseline
        if found.price is None:
            self.baseline.say("–", text("ledger.baseline.none"))
        elif found.last_deal:
            self.baseline.say(money(found.price), text("ledger.baseline.last", day=found.evidence[0].day))
        else:
            last = found.start - timedelta(days=1)
            self.baseline.say(
                money(found.price), text("ledger.baseline.window", days=days_words(found.first, last),
                                         n=len(found.evidence)),
            )  # fmt: skip
        self.evidence_button.setEnabled(found.price is not None)


def _unrounded(amount: int) -> str:
    """Return an amount in fen and ten-thousandths with all its digits."""
    return f"¥{amount // 1_000_000}.{amount % 1_000_000:06d}".rstrip("0").rstrip(".")


def _qdate(day: date) -> QDate:
    return QDate(day.year, day.month, day.day)
