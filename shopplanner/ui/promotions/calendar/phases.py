"""The phases of a promotion: warm-up, peak and others, as free segments of days inside it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time

from PySide6.QtCore import QDate
from PySide6.QtWidgets import QComboBox, QDateEdit, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from shopplanner.domain.promotions.plan import PHASES, Phase
from shopplanner.foundation.i18n import text
from shopplanner.ui.common.widgets import plain_button, row
from shopplanner.ui.promotions.calendar.drag import DAY_END
from shopplanner.ui.promotions.calendar.fields import beside, calm, options, remove_button
from shopplanner.ui.theme import theme


@dataclass(frozen=True)
class _Line:
    widget: QWidget
    kind: QComboBox
    name: QLineEdit
    first: QDateEdit
    last: QDateEdit
    phase: Phase


class PhaseEditor(QWidget):
    """Lines of kind, first and last day; tells ``changed`` when a person alters, adds or removes one."""

    def __init__(self, changed: Callable[[], None]) -> None:
        super().__init__()
        self._changed = changed
        self._span = (datetime.combine(date.min, time()), datetime.combine(date.max, DAY_END))
        self.lines: list[_Line] = []
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.current().space(4))
        self._lines = QVBoxLayout()
        self._lines.setSpacing(theme.current().space(4))
        column.addLayout(self._lines)
        self.add = plain_button(text("promotions.phases.add"), self.add_phase, link=True)
        column.addLayout(row(self.add))

    def fill(self, phases: Sequence[Phase], starts: datetime, ends: datetime) -> None:
        """Show the phases of a promotion that lasts from ``starts`` to ``ends``."""
        self._span = (starts, ends)
        if tuple(phases) == self.phases():
            return
        for line in self.lines:
            line.widget.hide()
            line.widget.deleteLater()
        self.lines = []
        for phase in phases:
            self._line(phase)

    def phases(self) -> tuple[Phase, ...]:
        """Return the phases by start, cut to the promotion; a line whose last day is before its first is left out."""
        found = [self._phase(line) for line in self.lines]
        return tuple(sorted((each for each in found if each.starts < each.ends), key=lambda each: each.starts))

    def within(self, starts: datetime, ends: datetime) -> tuple[Phase, ...]:
        """Return the phases cut to other moments of the promotion."""
        cut = (replace(each, starts=max(each.starts, starts), ends=min(each.ends, ends)) for each in self.phases())
        return tuple(each for each in cut if each.starts < each.ends)

    def add_phase(self) -> None:
        """Add a phase for the days after the last one, of the kind that follows."""
        starts, ends = self._span
        before = self.phases()
        first = min(before[-1].ends, ends) if before else starts
        kinds = [PHASES.index(each.kind) for each in before]
        kind = PHASES[min(max(kinds, default=0) + 1, len(PHASES) - 1)]
        day = min(first.date() if not before else date.fromordinal(first.toordinal() + 1), ends.date())
        self._line(Phase(kind, max(starts, datetime.combine(day, time())), ends))
        self._changed()

    def _phase(self, line: _Line) -> Phase:
        """Return a line's phase; moments that were stored stay as they are while their days do."""
        starts, ends = self._span
        first, last = _day(line.first), _day(line.last)
        known = line.phase
        begin = known.starts if first == known.starts.date() else datetime.combine(first, time())
        end = known.ends if last == known.ends.date() else datetime.combine(last, DAY_END)
        return replace(
            known,
            kind=str(line.kind.currentData()),
            starts=max(begin, starts),
            ends=min(end, ends),
            name=line.name.text().strip(),
        )

    def _line(self, phase: Phase) -> None:
        widget = QWidget()
        parts = QVBoxLayout(widget)
        parts.setContentsMargins(0, 0, 0, 0)
        parts.setSpacing(theme.current().space(4))
        head = QHBoxLayout()
        head.setSpacing(theme.current().space(4))
        parts.addLayout(head)
        kind = options("phase", PHASES, self._changed)
        kind.blockSignals(True)
        kind.setCurrentIndex(kind.findData(phase.kind))
        kind.blockSignals(False)
        kind.setAccessibleName(text("promotions.phases.kind"))
        first, last = (self._day_edit(moment.date()) for moment in (phase.starts, phase.ends))
        first.setAccessibleName(text("promotions.field.starts"))
        last.setAccessibleName(text("promotions.field.ends"))
        name = QLineEdit(phase.name)
        name.setMaxLength(40)
        name.setPlaceholderText(text("rhythm.phase.name"))
        name.setAccessibleName(text("rhythm.phase.name"))
        name.editingFinished.connect(self._changed)
        line = _Line(widget, kind, name, first, last, phase)
        parts.addLayout(beside(first, last))
        head.addWidget(kind, 1)
        head.addWidget(name, 1)
        head.addWidget(remove_button(text("promotions.phases.remove"), lambda: self._remove(line)))
        self.lines.append(line)
        self._lines.addWidget(widget)

    def _day_edit(self, day: date) -> QDateEdit:
        made = QDateEdit(QDate(day.year, day.month, day.day))
        made.setCalendarPopup(True)
        made.setDisplayFormat("yyyy-MM-dd")
        made.setKeyboardTracking(False)
        made.setMinimumWidth(theme.current().unit(5))
        calm(made)
        made.dateChanged.connect(lambda _day: self._changed())
        return made

    def _remove(self, line: _Line) -> None:
        self.lines = [each for each in self.lines if each is not line]
        line.widget.hide()
        line.widget.deleteLater()
        self._changed()


def _day(editor: QDateEdit) -> date:
    chosen = editor.date()
    return date(chosen.year(), chosen.month(), chosen.day())
