"""The data health page."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import ClassVar

from shopplanner.domain.changes import Area, Place
from shopplanner.foundation.i18n import text
from shopplanner.services.metrics.coverage import Coverage
from shopplanner.services.metrics.health import Health, health
from shopplanner.services.workspace import Workspace
from shopplanner.ui.common.action import Action
from shopplanner.ui.common.context import AppContext
from shopplanner.ui.common.page import Page
from shopplanner.ui.common.widgets import Segments
from shopplanner.ui.metrics.health.view import HealthView

SPANS = ("30", "90", "180", "400")


class HealthPage(Page):
    """Which days are there, and what cannot be right."""

    AREAS: ClassVar[frozenset[Area]] = frozenset({Area.FACTS})

    def __init__(self, context: AppContext) -> None:
        super().__init__(context, text("metrics.health.title"))
        self._days = 90
        self.span = Segments([(days, text(f"metrics.health.span.{days}")) for days in SPANS], "90", self._choose_span)
        self.header.add_left(self.span)
        self.import_action = Action("metrics.health.import", "metrics.health.import", self._go_importing, icon="import")
        self.header.add_action(self.import_action, primary=True)
        self.view = HealthView(self._show_day, (self.import_action,))
        self.body.addWidget(self.view, 1)
        self.health: Health | None = None

    def refresh(self) -> None:
        """Look at the data again."""
        days = self._days

        def read(workspace: Workspace) -> Health:
            today = workspace.clock.today()
            return health(workspace, today - timedelta(days=days - 1), today)

        self.context.read("metrics.health", read, self._show)

    def show_record(self, record: str) -> None:
        """Choose the first problem of a kind."""
        self.view.issues_table.select_where(lambda issue: issue.kind == record)

    def actions_list(self) -> Sequence[Action]:
        """Return the page's actions."""
        return (self.import_action,)

    def _show(self, found: Health) -> None:
        """Show the state of the data and count it in the first line."""
        self.health = found
        self.view.show_health(found)
        self.header.set_chips(*_chips(found))

    def _choose_span(self, days: str) -> None:
        """Look at more or fewer days."""
        self._days = int(days)
        self.refresh()

    def _show_day(self, covered: Coverage, day: date) -> None:
        """Choose the problem that concerns a day of a source."""
        self.view.issues_table.select_where(
            lambda issue: issue.fact == covered.fact and issue.source == covered.source and day in issue.period
        )

    def _go_importing(self) -> None:
        self.context.navigate(Place("metrics", "importing"))


def _chips(found: Health) -> list[tuple[str, str]]:
    """Return how many sources there are, how many are late, how many problems there are."""
    if not found.coverage:
        return []
    late = sum(1 for state in found.freshness if state.days_late and state.fact.endswith("_day"))
    chips = [(text("metrics.health.sources", n=len(found.coverage)), "neutral")]
    if late:
        chips.append((text("metrics.health.late_sources", n=late), "warn"))
    if found.issues:
        chips.append((text("metrics.health.problems", n=len(found.issues)), "warn"))
    return chips
