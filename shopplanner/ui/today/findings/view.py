"""The findings' widgets: a table to filter, and one finding with its rule in full."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtWidgets import QSplitter, QStackedWidget, QVBoxLayout, QWidget

from shopplanner.domain.changes import Place
from shopplanner.domain.checks import Parameter
from shopplanner.domain.findings import Finding, Severity
from shopplanner.foundation.i18n import text
from shopplanner.services.checks import RegisteredCheck
from shopplanner.services.wording import render
from shopplanner.ui.common.action import Action
from shopplanner.ui.common.form import choice
from shopplanner.ui.common.table import Column, DataTable, FilterBox, RowsModel
from shopplanner.ui.common.widgets import Card, EmptyState, chip, clear, label, plain_button, row, scrolled
from shopplanner.ui.theme import theme

ROLES = {Severity.ERROR: "bad", Severity.WARNING: "warn", Severity.HINT: "muted"}
CHIPS = {Severity.ERROR: "bad", Severity.WARNING: "warn", Severity.HINT: "neutral"}
GRADE_CHIPS = {"A": "good", "B": "good", "M": "good", "C": "warn", "D": "bad", "X": "bad"}
ROOMS = ("promotions", "products", "metrics", "positioning")


@dataclass(frozen=True, slots=True)
class Entry:
    """A finding with the check behind it."""

    finding: Finding
    check: RegisteredCheck

    @property
    def room(self) -> str:
        """The room that it belongs to."""
        return self.check.room

    @property
    def key(self) -> tuple[str, str, str]:
        """What tells it from the others."""
        return self.finding.check_id, self.finding.subject, self.finding.place.record


def columns() -> list[Column[Entry]]:
    """Return the table's columns."""
    return [
        Column(
            "severity",
            "today.findings.severity",
            lambda one: severity_words(one.finding.severity),
            sort=lambda one: -one.finding.severity,
            role=lambda one: ROLES[one.finding.severity],
            width=5.2,
        ),
        Column("text", "today.findings.problem", lambda one: render(one.finding.text), tooltip=_why, width=20),
        Column("check", "today.findings.check", lambda one: str(one.check.description.title), width=11),
        Column("room", "today.findings.room", lambda one: text(f"shell.tab.{one.room}"), width=6.6),
        Column("grade", "today.findings.grade", lambda one: str(one.finding.grade), width=3.5),
    ]


class FindingsView(QStackedWidget):
    """All widgets of the page below its first line."""

    def __init__(
        self, go: Callable[[Place], object], packs: Callable[[str], object], actions: Sequence[Action]
    ) -> None:
        super().__init__()
        self._go = go
        self._packs = packs
        self.model = RowsModel(columns())
        self.table = DataTable(self.model, name="today/findings", accessible_name=text("today.findings.title"))
        self.table.let_grow(1)
        self.table.row_changed.connect(lambda _row: self._explain())
        self.table.row_activated.connect(lambda one: self._go(one.finding.place))
        self.severity = choice(
            [("", text("today.findings.all_severities"))]
            + [(one.name, severity_words(one)) for one in sorted(Severity, reverse=True)]
        )
        self.severity.setAccessibleName(text("today.findings.severity"))
        self.room = choice(
            [("", text("today.findings.all_rooms"))] + [(one, text(f"shell.tab.{one}")) for one in ROOMS]
        )
        self.room.setAccessibleName(text("today.findings.room"))
        for box in (self.severity, self.room):
            box.currentIndexChanged.connect(lambda _index: self.apply_filter())
        self.words = FilterBox(self.table)
        self.words.textChanged.disconnect()
        self.words.textChanged.connect(lambda _typed: self.apply_filter())
        self.detail = QVBoxLayout()
        self.addWidget(self._filled())
        self.addWidget(EmptyState("today.findings.none", "today.findings.none_hint", actions, "check"))

    def show_entries(self, entries: Sequence[Entry]) -> None:
        """Show findings; the chosen one stays chosen."""
        self.setCurrentIndex(0 if entries else 1)
        self.table.show_rows(list(entries), lambda one: one.key)
        if self.table.current_row() is None and self.model.rows:
            self.table.selectRow(0)
        self._explain()

    def apply_filter(self) -> None:
        """Show only what fits the chosen severity and room and has all of the words."""
        severity, room = self.severity.currentData(), self.room.currentData()
        words = self.words.text().casefold().split()

        def keeps(one: Entry) -> bool:
            said = f"{render(one.finding.text)}\n{one.check.description.title}".casefold()
            return (
                (not severity or one.finding.severity.name == severity)
                and (not room or one.room == room)
                and all(word in said for word in words)
            )

        self.model.set_filter(keeps if severity or room or words else None)
        if self.model.rows:
            self.table.selectRow(0)
        self._explain()

    def _filled(self) -> QWidget:
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, theme.current().space(12), 0)
        column.addLayout(row(self.severity, self.room, self.words))
        column.addWidget(self.table, 1)
        inner = QWidget()
        inner.setLayout(self.detail)
        self.detail.setContentsMargins(0, 0, theme.current().space(8), 0)
        card = Card(text("today.findings.explained"))
        card.body.addWidget(scrolled(inner), 1)
        split = QSplitter()
        split.setChildrenCollapsible(False)
        split.addWidget(left)
        split.addWidget(card)
        split.setStretchFactor(0, 7)
        split.setStretchFactor(1, 4)
        split.setSizes([theme.unit(46), theme.unit(22)])
        return split

    def _explain(self) -> None:
        """Explain the chosen finding: its figures, its rule, and where to go."""
        clear(self.detail)
        one = self.table.current_row()
        if not isinstance(one, Entry):
            self.detail.addWidget(label(text("today.findings.choose"), "muted", wrap=True))
            self.detail.addStretch(1)
            return
        finding, described = one.finding, one.check.description
        severity = chip(severity_words(finding.severity), CHIPS[finding.severity])
        grade = chip(text("today.findings.graded", grade=str(finding.grade)), GRADE_CHIPS[str(finding.grade)])
        grade.setToolTip(text(f"today.grade.{finding.grade}"))
        self.detail.addLayout(row(severity, grade, chip(text(f"shell.tab.{one.room}"))))
        self.detail.addWidget(label(render(finding.text), "heading", wrap=True))
        self.detail.addWidget(label(render(finding.explanation), wrap=True))
        show = plain_button(text("today.findings.show_me"), lambda: self._go(finding.place), primary=True)
        self.detail.addLayout(row(show))
        self._section(str(described.title), str(described.explanation))
        self._section(text("today.findings.source"), f"{described.source} · {text(f'today.grade.{finding.grade}')}")
        if described.parameters:
            said = "\n".join(parameter_words(parameter) for parameter in described.parameters)
            self._section(text("today.findings.parameters"), said)
        change = plain_button(text("today.findings.change_rule"), lambda: self._packs(one.room), link=True)
        self.detail.addLayout(row(label(text("today.findings.version", day=one.check.version), "small"), change))
        self.detail.addStretch(1)

    def _section(self, heading: str, content: str) -> None:
        self.detail.addSpacing(theme.current().space(8))
        self.detail.addWidget(label(heading, "heading", wrap=True))
        self.detail.addWidget(label(content, wrap=True))


def severity_words(severity: Severity) -> str:
    """Return how bad it is, in a word."""
    return text(f"today.severity.{severity.name.lower()}")


def parameter_words(parameter: Parameter) -> str:
    """Return a parameter with its value and unit."""
    return f"{parameter.name} · {text(f'today.unit.{parameter.unit}', n=parameter.value)}"


def _why(one: Entry) -> str:
    return render(one.finding.explanation)
