"""Data health's widgets: the map of days, what is wrong with its explanation, and whether sums tie."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from PySide6.QtWidgets import QHBoxLayout, QHeaderView, QLabel, QStackedWidget, QVBoxLayout, QWidget

from shopplanner.domain.findings import Severity
from shopplanner.domain.metrics.periods import Period
from shopplanner.foundation.i18n import text
from shopplanner.services import wording
from shopplanner.services.metrics.coverage import Coverage
from shopplanner.services.metrics.health import TOLERANCE, Health, Issue
from shopplanner.services.metrics.reconciliation import Reconciliation
from shopplanner.ui.common.action import Action
from shopplanner.ui.common.table import Column, DataTable, RowsModel
from shopplanner.ui.common.widgets import Card, EmptyState, chip, clear, label, row, scrolled
from shopplanner.ui.metrics.health.coverage import MISSING, OUTSIDE, PRESENT, CoverageMap
from shopplanner.ui.theme import theme

SEVERITY_ROLES = {Severity.ERROR: "bad", Severity.WARNING: "warn", Severity.HINT: "muted"}


def issue_columns() -> list[Column[Issue]]:
    """Return the columns of the problems."""
    return [
        Column(
            "severity",
            "metrics.health.severity",
            lambda issue: text(f"metrics.health.severity.{issue.severity.name.lower()}"),
            sort=lambda issue: -issue.severity,
            role=lambda issue: SEVERITY_ROLES[issue.severity],
            width=5,
        ),
        Column("text", "metrics.health.problem", _problem, width=28, tooltip=_problem),
        Column(
            "days",
            "metrics.health.days",
            lambda issue: span(issue.period),
            sort=lambda issue: issue.period.first,
            width=10,
        ),
    ]


def reconciliation_columns() -> list[Column[Reconciliation]]:
    """Return the columns of shop against products against orders."""
    return [
        Column("month", "metrics.health.month", lambda found: found.month, width=5),
        Column("shop", "metrics.health.shop", lambda found: yuan(found.shop), number=True, width=7),
        Column("products", "metrics.health.products", lambda found: yuan(found.products), number=True, width=7),
        Column(
            "gap",
            "metrics.health.gap",
            lambda found: signed_percent(found.products_gap),
            sort=lambda found: found.products_gap,
            number=True,
            width=5,
            role=lambda found: _gap_role(found.products_gap),
        ),
        Column("orders", "metrics.health.orders", lambda found: yuan(found.orders), number=True, width=7),
        Column(
            "orders_gap",
            "metrics.health.gap",
            lambda found: signed_percent(found.orders_gap),
            sort=lambda found: found.orders_gap,
            number=True,
            width=5,
            role=lambda found: _gap_role(found.orders_gap),
        ),
    ]


class HealthView(QStackedWidget):
    """All widgets of the page below its first line."""

    def __init__(self, clicked: Callable[[Coverage, date], None], empty_actions: Sequence[Action]) -> None:
        super().__init__()
        self.map = CoverageMap(clicked)
        self.issues = RowsModel(issue_columns())
        self.issues_table = DataTable(self.issues, name="metrics.health.issues")
        self.issues_table.selectionModel().currentRowChanged.connect(lambda *_: self._explain())
        self.issues_table.setAccessibleName(text("metrics.health.issues"))
        header = self.issues_table.horizontalHeader()
        header.setStretchLastSection(False)
        header.setSectionResizeMode(1, QHeaderView.ResizeMode.Stretch)
        self.explanation = QVBoxLayout()
        self.months = RowsModel(reconciliation_columns())
        self.months_table = DataTable(self.months, name="metrics.health.months")
        self.months_table.setAccessibleName(text("metrics.health.reconciliation"))
        self.months_table.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        self.all_well = label(text("metrics.health.all_well"), "good", wrap=True)
        self.addWidget(self._filled())
        self.addWidget(EmptyState("metrics.health.empty", "metrics.health.empty_hint", empty_actions, "check"))

    def show_health(self, health: Health) -> None:
        """Show the state of the data, or the empty state."""
        self.setCurrentIndex(0 if health.coverage else 1)
        self.map.show_health(health)
        self.area.setFixedHeight(min(self.map.sizeHint().height() + 4, theme.unit(16)))
        self.issues.set_rows(list(health.issues))
        self.months.set_rows(list(reversed(health.reconciliation)))
        self.issues_table.setVisible(bool(health.issues))
        self.all_well.setVisible(not health.issues)
        if health.issues and self.issues_table.current_row() is None:
            self.issues_table.selectRow(0)
        self._explain()

    def _filled(self) -> QWidget:
        """Return the page with figures."""
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        days = Card(text("metrics.health.coverage"))
        days.head.addLayout(_legend())
        self.area = scrolled(self.map)
        days.body.addWidget(self.area)
        column.addWidget(days)
        line = QHBoxLayout()
        line.setSpacing(12)
        wrong = Card(text("metrics.health.issues"))
        wrong.body.addWidget(self.all_well)
        wrong.body.addWidget(self.issues_table, 1)
        wrong.body.addLayout(self.explanation)
        ties = Card(text("metrics.health.reconciliation"))
        ties.body.addWidget(label(text("metrics.health.reconciliation_note"), "muted", wrap=True))
        ties.body.addWidget(self.months_table, 1)
        line.addWidget(wrong, 6)
        line.addWidget(ties, 5)
        column.addLayout(line, 1)
        return page

    def _explain(self) -> None:
        """Explain the chosen problem."""
        clear(self.explanation)
        issue = self.issues_table.current_row()
        if isinstance(issue, Issue):
            kind = {Severity.ERROR: "bad", Severity.WARNING: "warn"}.get(issue.severity, "neutral")
            self.explanation.addLayout(row(chip(span(issue.period), kind)))
            self.explanation.addWidget(label(wording.render(issue.text), "heading", wrap=True))
            self.explanation.addWidget(label(wording.render(issue.explanation), wrap=True))


def span(period: Period) -> str:
    """Return a period in short."""
    if period.first == period.last:
        return f"{period.first}"
    return f"{period.first} – {period.last:%m-%d}"


def yuan(minor: int | None) -> str:
    """Return an amount in whole units of the currency, which the heading names."""
    return wording.number(None if minor is None else minor / 100)


def signed_percent(basis_points: int | None) -> str:
    """Return a difference with its sign."""
    if basis_points is None:
        return wording.MISSING
    return f"{'+' if basis_points > 0 else ''}{wording.percent(basis_points)}"


def _problem(issue: Issue) -> str:
    return wording.render(issue.text)


def _gap_role(gap: int | None) -> str:
    return "muted" if gap is None or abs(gap) <= TOLERANCE else "warn"


def _legend() -> QHBoxLayout:
    """Return what the colours of the map mean."""
    parts: list[QWidget] = []
    for role, text_id in (
        (PRESENT, "metrics.health.day.present"),
        (MISSING, "metrics.health.day.missing"),
        (OUTSIDE, "metrics.health.day.outside"),
    ):
        mark = QLabel("■")
        mark.setStyleSheet(f"color: {theme.color(role).name()}")
        parts.extend([mark, label(text(text_id), "muted")])
    return row(*parts)
