"""The rhythm of a series as a person says it: first day, every week or month, on which days, until when."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

from PySide6.QtCore import QDate, Qt
from PySide6.QtWidgets import QCheckBox, QDateEdit, QSpinBox, QVBoxLayout, QWidget

from shopplanner.foundation.i18n import text
from shopplanner.services.promotions import recurrence
from shopplanner.services.promotions.recurrence import LAST, Rhythm
from shopplanner.ui.common.form import Field, choice, indented
from shopplanner.ui.common.widgets import label, row
from shopplanner.ui.promotions.calendar.fields import beside, calm
from shopplanner.ui.promotions.calendar.words import WEEKDAYS
from shopplanner.ui.theme import theme

MOST = 60
KINDS = ("week", "two_weeks", "month_day", "month_last", "nth", "nth_last")
WEEKLY = ("week", "two_weeks")
ENDS = ("times", "until")
WEEK = timedelta(days=7)


class RhythmEditor(QWidget):
    """Fields for a recurrence rule, and the rule in words below them."""

    def __init__(self, first: date, changed: Callable[[], None]) -> None:
        super().__init__()
        self._changed = changed
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.current().space(8))
        self.first = day_edit(first, self._tell)
        self.kind = choice([(name, "") for name in KINDS])
        self.kind.currentIndexChanged.connect(lambda _index: self._tell())
        column.addLayout(
            beside(
                Field(text("promotions.series.first"), self.first), Field(text("promotions.series.every"), self.kind)
            )
        )
        self._make_weekdays(column)
        self._make_end(column, first)
        self.words = label("", "muted", wrap=True)
        column.addWidget(self.words)
        self._show()

    def _make_weekdays(self, column: QVBoxLayout) -> None:
        self.weekdays = [QCheckBox(text(f"promotions.weekday.{name}")) for name in WEEKDAYS]
        for number, box in enumerate(self.weekdays):
            box.setAccessibleName(recurrence.listed_weekdays([number]))
            box.toggled.connect(lambda _on: self._tell())
        self.week = QWidget()
        self.week.setLayout(row(*self.weekdays))
        column.addWidget(self.week)

    def _make_end(self, column: QVBoxLayout, first: date) -> None:
        self.ends = choice([(name, text(f"rhythm.ends.{name}")) for name in ENDS])
        self.ends.currentIndexChanged.connect(lambda _index: self._tell())
        self.times = indented(QSpinBox())
        self.times.setRange(1, MOST)
        self.times.setValue(8)
        self.times.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.times.valueChanged.connect(lambda _count: self._tell())
        calm(self.times)
        self.until = day_edit(first + 12 * WEEK, self._tell)
        self._times = Field(text("promotions.series.times"), self.times)
        self._until = Field(text("rhythm.ends.last"), self.until)
        column.addLayout(beside(Field(text("rhythm.ends.title"), self.ends), self._times, self._until))

    def rhythm(self) -> Rhythm:
        """Return what the fields say."""
        kind, first = str(self.kind.currentData()), read_day(self.first)
        chosen = tuple(number for number, box in enumerate(self.weekdays) if box.isChecked())
        found = _monthly(kind, first)
        if kind in WEEKLY:
            found = Rhythm("week", 2 if kind == "two_weeks" else 1, chosen)
        if self.ends.currentData() == "times":
            return replace(found, count=self.times.value())
        return replace(found, until=read_day(self.until))

    def rule(self) -> str:
        """Return the rule."""
        return self.rhythm().rule()

    def first_day(self) -> date:
        """Return the first day that the rule gives, from the chosen one on."""
        return recurrence.begin(self.rule(), read_day(self.first))

    def show_rule(self, rule: str, first: date) -> None:
        """Show a rule from a day on; one that these fields cannot say becomes a weekly one."""
        rhythm = recurrence.rhythm_of(rule) or Rhythm()
        self.blockSignals(True)
        show_day(self.first, first)
        self.kind.setCurrentIndex(self.kind.findData(_kind(rhythm)))
        for number, box in enumerate(self.weekdays):
            box.setChecked(rhythm.every == "week" and number in rhythm.weekdays)
        self.times.setValue(rhythm.count or self.times.value())
        if rhythm.until is not None:
            show_day(self.until, rhythm.until)
            self.ends.setCurrentIndex(self.ends.findData("until"))
        self.blockSignals(False)
        self._show()

    def _tell(self) -> None:
        self._show()
        self._changed()

    def _show(self) -> None:
        """Name the monthly rhythms by the first day, show the fields that count, and say the rule."""
        first = read_day(self.first)
        for place, name in enumerate(KINDS):
            self.kind.setItemText(place, _named(name, first))
        self.week.setVisible(self.kind.currentData() in WEEKLY)
        self._times.setVisible(self.ends.currentData() == "times")
        self._until.setVisible(self.ends.currentData() == "until")
        self.until.setMinimumDate(self.first.date())
        self.words.setText(recurrence.describe(self.rule()))


def _monthly(kind: str, first: date) -> Rhythm:
    """Return a monthly rhythm of a first day."""
    match kind:
        case "month_last":
            return Rhythm("month", month_day=LAST)
        case "nth":
            return Rhythm("month", weekdays=(first.weekday(),), nth=(first.day - 1) // 7 + 1)
        case "nth_last":
            return Rhythm("month", weekdays=(first.weekday(),), nth=LAST)
        case _:
            return Rhythm("month", month_day=first.day)


def _kind(rhythm: Rhythm) -> str:
    if rhythm.every == "week":
        return "two_weeks" if rhythm.interval == 2 else "week"
    if rhythm.nth:
        return "nth_last" if rhythm.nth == LAST else "nth"
    return "month_last" if rhythm.month_day == LAST else "month_day"


def _named(kind: str, first: date) -> str:
    """Return a rhythm in the words that it has with this first day."""
    if kind in WEEKLY:
        return text(f"promotions.series.{kind}")
    return recurrence.describe(_monthly(kind, first).rule())


def day_edit(day: date, changed: Callable[[], None]) -> QDateEdit:
    """Return an editor for a day."""
    made = QDateEdit(QDate(day.year, day.month, day.day))
    made.setCalendarPopup(True)
    made.setDisplayFormat("yyyy-MM-dd")
    made.dateChanged.connect(lambda _day: changed())
    calm(made)
    return made


def read_day(editor: QDateEdit) -> date:
    """Return the day in an editor."""
    chosen = editor.date()
    return date(chosen.year(), chosen.month(), chosen.day())


def show_day(editor: QDateEdit, day: date) -> None:
    """Put a day into an editor."""
    editor.setDate(QDate(day.year, day.month, day.day))
