"""The metric dictionary page."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from shopplanner.domain.changes import Area, Place
from shopplanner.foundation.i18n import text
from shopplanner.services.metrics import definitions
from shopplanner.ui.common.action import Action
from shopplanner.ui.common.context import AppContext
from shopplanner.ui.common.page import Page
from shopplanner.ui.metrics.dictionary.model import Entry, entries
from shopplanner.ui.metrics.dictionary.view import DictionaryView


class DictionaryPage(Page):
    """Searches the dictionary and explains one metric at a time."""

    AREAS: ClassVar[frozenset[Area]] = frozenset({Area.PACKS})

    def __init__(self, context: AppContext) -> None:
        super().__init__(context, text("metrics.dictionary.title"))
        self._draw = Action(
            "metrics.dictionary.draw", "metrics.dictionary.draw", self._show_on_dashboard, icon="metrics"
        )
        self.header.add_action(self._draw)
        self.view = DictionaryView(self.show_record)
        self.body.addWidget(self.view, 1)
        self.view.search.textChanged.connect(self._search)
        self.view.table.selectionModel().currentRowChanged.connect(lambda *_: self._show_current())

    def refresh(self) -> None:
        """Read the definitions again."""
        rows = entries()
        self.view.model.set_rows(rows)
        self._count()
        if self.view.table.current_row() is None and rows:
            self.show_record(rows[0].metric.id)

    def show_record(self, record: str) -> None:
        """Select the metric with this id, even if the search would hide it."""
        self.refresh_if_stale()
        if not self.view.table.select_where(lambda entry: entry.metric.id == record):
            self.view.search.clear()
            self.view.table.select_where(lambda entry: entry.metric.id == record)
        self._show_current()

    def actions_list(self) -> Sequence[Action]:
        """Return the page's actions."""
        return (self._draw,)

    def _search(self, wanted: str) -> None:
        """Show only what fits the search."""
        found = {metric.id for metric in definitions.search(wanted)} if wanted.strip() else None
        self.view.model.set_filter(None if found is None else lambda entry: entry.metric.id in found)
        self._count()
        if self.view.model.rows:
            self.view.table.selectRow(0)
        else:
            self.view.show_metric(None)

    def _count(self) -> None:
        """Say how many metrics are listed."""
        self.view.count.setText(text("metrics.dictionary.count", n=len(self.view.model.rows)))

    def _show_current(self) -> None:
        """Show the selected metric."""
        entry = self.view.table.current_row()
        self.view.show_metric(entry if isinstance(entry, Entry) else None)

    def _show_on_dashboard(self) -> None:
        """Go to the dashboard with the selected metric drawn."""
        entry = self.view.table.current_row()
        if isinstance(entry, Entry):
            self.context.navigate(Place("metrics", "dashboard", f"metric:{entry.metric.id}"))
