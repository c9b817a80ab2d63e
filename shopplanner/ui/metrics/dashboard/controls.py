"""The dashboard's line of choices: metrics, period, comparison, cut, what of the cut, grain."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date

from PySide6.QtCore import QDate
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QComboBox, QDateEdit, QVBoxLayout, QWidget

from shopplanner.domain.metrics.periods import Comparison, Period, Preset, TimeGrain
from shopplanner.foundation.i18n import text
from shopplanner.services.metrics import definitions
from shopplanner.services.metrics.query import offered
from shopplanner.services.metrics.views import CUTS, View
from shopplanner.ui.common.widgets import Segments, label, plain_button, row
from shopplanner.ui.metrics.dashboard.picker import Choice, Choices, Picker

MOST_METRICS = 12
GRAINS = (TimeGrain.DAY, TimeGrain.WEEK, TimeGrain.MONTH)


class Controls(QWidget):
    """Shows a view's choices and tells every change as a whole new view."""

    def __init__(self, changed: Callable[[View], None], ask_entities: Callable[[str], None]) -> None:
        super().__init__()
        self.view = View()
        self._changed = changed
        self._ask_entities = ask_entities
        self._filling = False
        self.metrics = plain_button("", self._pick_metrics)
        self.period = _combo([(preset.value, text(f"metrics.preset.{preset}")) for preset in Preset])
        self.first, self.last = _date_edit("metrics.controls.first"), _date_edit("metrics.controls.last")
        self.dash = label("–", "muted")
        self.comparison = _combo(
            [
                ("", text("metrics.comparison.none")),
                *((each.value, text(f"metrics.comparison.{each}")) for each in Comparison),
            ]
        )
        self.cut = Segments([(cut, text(f"metrics.cut.{cut or 'shop'}")) for cut in CUTS], "", self._choose_cut)
        self.entities = plain_button("", lambda: self._ask_entities(self.view.cut))
        self.grain = Segments([(grain, text(f"metrics.grain.{grain}")) for grain in GRAINS], "day", self._choose_grain)
        self._lay_out()
        self.period.setAccessibleName(text("metrics.controls.period"))
        self.comparison.setAccessibleName(text("metrics.controls.against"))
        self.period.activated.connect(lambda _at: self._choose_period())
        self.comparison.activated.connect(lambda _at: self._choose_comparison())
        for edit in (self.first, self.last):
            edit.dateChanged.connect(lambda _day: self._choose_days())

    def show_view(self, view: View, period: Period | None, titles: Sequence[str]) -> None:
        """Show a view's choices; ``titles`` are the names of its entities."""
        self._filling = True
        self.view = view
        self.metrics.setText(text("metrics.controls.metrics", n=len(view.metrics)))
        self.period.setCurrentIndex(self.period.findData(view.preset.value))
        self.comparison.setCurrentIndex(self.comparison.findData(view.comparison.value if view.comparison else ""))
        self.cut.choose(view.cut)
        self.grain.choose(view.grain)
        self.grain.setVisible(not view.cut)
        self.entities.setVisible(bool(view.cut))
        self.entities.setText(self._entities_text(view, titles))
        for widget in (self.first, self.dash, self.last):
            widget.setVisible(view.preset is Preset.CUSTOM)
        if period is not None:
            self.first.setDate(_qdate(period.first))
            self.last.setDate(_qdate(period.last))
        self._filling = False
        self._fit()

    def pick_entities(self, found: Sequence[tuple[str, str]]) -> Picker:
        """Open the list of products, channels or campaigns."""
        choices = tuple(Choice(code, title, hint=code) for code, title in found)
        picker = Picker(self, [Choices("", choices)], self.view.entities, self._choose_entities)
        picker.open_below(self.entities)
        return picker

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Use a second line where one is too short."""
        super().resizeEvent(event)
        self._fit()

    def _lay_out(self) -> None:
        """Put the choices on one line, the cut in a group of its own that may go to a second one."""
        against = label(text("metrics.controls.against"), "muted")
        self.where = QWidget()
        self.where.setLayout(row(self.cut, self.entities))
        period = (self.period, self.first, self.dash, self.last)
        self._parts: tuple[QWidget, ...] = (self.metrics, *period, against, self.comparison)
        self.first_line, self.second_line = row(*self._parts, self.where, None, self.grain), row(None)
        lines = QVBoxLayout(self)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(8)
        lines.addLayout(self.first_line)
        lines.addLayout(self.second_line)

    def _fit(self) -> None:
        """Put the cut on the line that has room for it."""
        shown = [part for part in (*self._parts, self.grain, self.where) if part.isVisibleTo(self)]
        wide = sum(part.sizeHint().width() + self.first_line.spacing() for part in shown)
        line, other = (
            (self.first_line, self.second_line) if wide <= self.width() else (self.second_line, self.first_line)
        )
        if line.indexOf(self.where) < 0:
            other.removeWidget(self.where)
            line.insertWidget(line.count() - 2 if line is self.first_line else 0, self.where)

    def _pick_metrics(self) -> Picker:
        """Open the list of metrics that the cut knows."""
        from shopplanner.domain.metrics.definitions import Scope

        known = {metric.id for metric in offered(Scope(self.view.cut) if self.view.cut else Scope.SHOP)}
        groups = [
            Choices(
                str(group.title),
                tuple(
                    Choice(metric.id, str(metric.name), " ".join(metric.aliases), str(metric.definition))
                    for metric in group.metrics
                    if metric.id in known
                ),
            )
            for group in definitions.groups()
        ]
        picker = Picker(self, groups, self.view.metrics, self._choose_metrics, limit=MOST_METRICS)
        picker.open_below(self.metrics)
        return picker

    def _choose_metrics(self, chosen: tuple[str, ...]) -> None:
        """Show other metrics; none at all leaves the old ones."""
        if chosen:
            self._tell(self.view.choosing(chosen))
        else:
            self.show_view(self.view, None, [])

    def _choose_entities(self, chosen: tuple[str, ...]) -> None:
        self._tell(replace(self.view, entities=chosen))

    def _choose_cut(self, cut: str) -> None:
        self._tell(replace(self.view, cut=cut, entities=()))

    def _choose_grain(self, grain: str) -> None:
        self._tell(replace(self.view, grain=TimeGrain(grain)))

    def _choose_comparison(self) -> None:
        chosen = str(self.comparison.currentData())
        self._tell(replace(self.view, comparison=Comparison(chosen) if chosen else None))

    def _choose_period(self) -> None:
        """A preset counts at once; own days begin with the ones that are shown."""
        preset = Preset(str(self.period.currentData()))
        days = (_day(self.first), _day(self.last)) if preset is Preset.CUSTOM else (None, None)
        self._tell(replace(self.view, preset=preset, first=days[0], last=days[1]))

    def _choose_days(self) -> None:
        if not self._filling:
            self._tell(replace(self.view, preset=Preset.CUSTOM, first=_day(self.first), last=_day(self.last)))

    def _tell(self, view: View) -> None:
        """Tell a new view, unless it is the old one."""
        if not self._filling and view != self.view:
            self.view = view
            self._changed(view)

    @staticmethod
    def _entities_text(view: View, titles: Sequence[str]) -> str:
        """Return what the button of entities says."""
        if not view.entities:
            return text(f"metrics.controls.all.{view.cut}") if view.cut else ""
        if len(titles) == 1:
            return titles[0] if len(titles[0]) <= 14 else f"{titles[0][:13]}…"
        return text("metrics.controls.chosen", n=len(view.entities))


def _combo(choices: Sequence[tuple[str, str]]) -> QComboBox:
    """Return a drop-down of (value, words)."""
    made = QComboBox()
    for value, words in choices:
        made.addItem(words, value)
    return made


def _date_edit(name_id: str) -> QDateEdit:
    """Return a date field with a calendar."""
    made = QDateEdit()
    made.setCalendarPopup(True)
    made.setDisplayFormat("yyyy-MM-dd")
    made.setKeyboardTracking(False)
    made.setAccessibleName(text(name_id))
    return made


def _qdate(day: date) -> QDate:
    return QDate(day.year, day.month, day.day)


def _day(edit: QDateEdit) -> date:
    chosen = edit.date()
    return date(chosen.year(), chosen.month(), chosen.day())
