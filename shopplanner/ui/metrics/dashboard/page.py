"""The dashboard page: keeps the view in force, reads its figures, saves views, sets targets, exports."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import ClassVar, cast

from PySide6.QtWidgets import QFileDialog, QMenu

from shopplanner.domain.changes import Area, Place
from shopplanner.domain.messages import message
from shopplanner.domain.metrics.periods import TimeGrain, month_of, months_in
from shopplanner.foundation.i18n import text
from shopplanner.services.metrics import definitions, targets
from shopplanner.services.metrics.dashboard import Dashboard, dashboard, entities
from shopplanner.services.metrics.export import export_dashboard
from shopplanner.services.metrics.query import Dimension
from shopplanner.services.metrics.views import (
    SavedView,
    View,
    delete_view,
    from_json,
    rename_view,
    save_view,
    saved_views,
    to_json,
)
from shopplanner.services.workspace import Workspace
from shopplanner.ui.common import layout_memory
from shopplanner.ui.common.action import Action
from shopplanner.ui.common.context import AppContext
from shopplanner.ui.common.page import Page
from shopplanner.ui.common.widgets import plain_button
from shopplanner.ui.metrics.dashboard.dialogs import NameDialog, TargetDialog
from shopplanner.ui.metrics.dashboard.view import DashboardView

MEMORY = "metrics.dashboard"
MONTHS_AHEAD = 3


class DashboardPage(Page):
    """Any metrics over any period."""

    AREAS: ClassVar[frozenset[Area]] = frozenset(
        {Area.FACTS, Area.PROMOTIONS, Area.EVENTS, Area.TARGETS, Area.VIEWS, Area.PRODUCTS, Area.PACKS}
    )

    def __init__(self, context: AppContext) -> None:
        super().__init__(context, text("metrics.dashboard.title"))
        self.view_in_force = from_json(str(layout_memory.get(MEMORY, "")))
        self.shown: Dashboard | None = None
        self._saved: tuple[SavedView, ...] = ()
        self._saved_id: int | None = None
        self.actions_made = self._make_actions()
        self.view_button = plain_button(text("metrics.views.default"), self._open_views)
        self.header.add_left(self.view_button)
        for action in self.actions_made[:4]:
            self.header.add_action(action)
        self.view = DashboardView(
            context,
            self.show_view,
            self._ask_entities,
            self.focus_on,
            self.drill,
            (
                Action("metrics.dashboard.import", "metrics.dashboard.import", self._go_importing, icon="import"),
                Action("metrics.dashboard.learn", "metrics.dashboard.learn", self._go_dictionary, icon="help"),
            ),
        )
        self.body.addWidget(self.view, 1)
        self.view.controls.show_view(self.view_in_force, None, [])

    def refresh(self) -> None:
        """Read the figures of the view in force."""
        view = self.view_in_force

        def read(workspace: Workspace) -> tuple[Dashboard | None, tuple[SavedView, ...]]:
            return dashboard(workspace, view), saved_views(workspace)

        self.context.read("metrics.dashboard", read, self._show)

    def show_record(self, record: str) -> None:
        """Show a saved view (``view:3``) or draw a metric (``metric:visitors``)."""
        kind, _, wanted = record.partition(":")
        if kind == "metric" and wanted in definitions.metrics():
            chosen = self.view_in_force.metrics
            metrics = chosen if wanted in chosen else (*chosen[:11], wanted)
            self.show_view(replace(self.view_in_force, metrics=metrics, focus=wanted, cut="", entities=()))
        elif kind == "view":
            self.context.read("metrics.views", saved_views, lambda found: self._open_saved(found, wanted))

    def actions_list(self) -> Sequence[Action]:
        """Return the page's actions."""
        return self.actions_made

    def show_view(self, view: View) -> None:
        """Put another view in force."""
        self.view_in_force = view
        layout_memory.put(MEMORY, to_json(view))
        self.refresh()

    def focus_on(self, metric_id: str) -> None:
        """Draw another metric."""
        if metric_id != self.view_in_force.focus:
            self.show_view(replace(self.view_in_force, focus=metric_id))

    def drill(self, entity: str) -> None:
        """Look at one product, channel or campaign alone."""
        if self.view_in_force.entities != (entity,):
            self.show_view(replace(self.view_in_force, entities=(entity,), grain=TimeGrain.DAY))

    def flush(self) -> None:
        """Keep the view for the next start."""
        layout_memory.save()

    def export_to(self, path: Path) -> None:
        """Write the table to a file."""
        shown = self.shown
        if shown is None:
            return

        def done(written: Path) -> None:
            self.context.notify(message("metrics.export.done", path=str(written)), "good")

        self.context.read("metrics.export", lambda _workspace: export_dashboard(shown, path), done)

    def view_menu(self) -> QMenu:
        """Return the menu of saved views."""
        menu = QMenu(self)
        menu.addAction(text("metrics.views.default"), lambda: self._choose_saved(None))
        for saved in self._saved:
            menu.addAction(saved.name, lambda saved=saved: self._choose_saved(saved))  # type: ignore[misc]  # bound early
        menu.addSeparator()
        menu.addAction(text("metrics.views.save_as"), self._save_as)
        chosen = self._chosen_saved()
        if chosen is not None:
            menu.addAction(text("metrics.views.update", name=chosen.name), lambda: self._save(chosen.name))
            menu.addAction(text("metrics.views.rename"), lambda: self._rename(chosen))
            menu.addAction(text("metrics.views.delete"), lambda: self._delete(chosen))
        return menu

    def _make_actions(self) -> tuple[Action, ...]:
        """Return the page's actions; the first four are buttons."""
        return (
            Action("metrics.dashboard.save", "metrics.views.save_as", self._save_as, icon="star"),
            Action(
                "metrics.dashboard.target", "metrics.targets.action", self._ask_target, icon="task",
                enabled=self._has_shop,
            ),
            Action(
                "metrics.dashboard.copy", "metrics.dashboard.copy", self._copy, icon="copy",
                enabled=self._has_figures,
            ),
            Action(
                "metrics.dashboard.export", "metrics.dashboard.export", self._ask_export, icon="export",
                enabled=self._has_figures,
            ),
        )  # fmt: skip

    def _has_figures(self) -> bool:
        return self.shown is not None

    def _has_shop(self) -> bool:
        return self.shown is not None and self.shown.focus is not None and not self.context.workspace.read_only

    def _show(self, found: tuple[Dashboard | None, tuple[SavedView, ...]]) -> None:
        """Show what was read."""
        self.shown, self._saved = found
        self.view.show_dashboard(self.shown, self._titles())
        chosen = self._chosen_saved()
        name = chosen.name if chosen else text("metrics.views.default")
        changed = chosen is not None and chosen.view != self.view_in_force
        self.view_button.setText(f"{name}{' *' if changed else ''} ▾")
        self.header.update_enabled()

    def _titles(self) -> list[str]:
        """Return the names of the chosen products, channels or campaigns."""
        if self.shown is None or self.shown.table is None:
            return []
        by_code = {row.entity: row.title for row in self.shown.table.rows}
        return [by_code.get(code, code) for code in self.view_in_force.entities]

    def _ask_entities(self, cut: str) -> None:
        """Offer the products, channels or campaigns that have figures."""
        dimension, view = cast("Dimension", cut), self.view_in_force
        self.context.read(
            "metrics.entities", lambda workspace: entities(workspace, dimension, view), self.view.controls.pick_entities
        )

    def _open_views(self) -> None:
        self.view_menu().popup(self.view_button.mapToGlobal(self.view_button.rect().bottomLeft()))

    def _chosen_saved(self) -> SavedView | None:
        return next((saved for saved in self._saved if saved.id == self._saved_id), None)

    def _choose_saved(self, saved: SavedView | None) -> None:
        """Put a saved view in force; None the one that the program brings."""
        self._saved_id = saved.id if saved else None
        self.show_view(saved.view if saved else View())

    def _open_saved(self, found: tuple[SavedView, ...], wanted: str) -> None:
        """Put the saved view with this number in force."""
        self._saved = found
        saved = next((each for each in found if str(each.id) == wanted), None)
        if saved is not None:
            self._choose_saved(saved)

    def _save_as(self) -> None:
        """Ask for a name and keep the view under it."""
        NameDialog(self, text("metrics.views.save_as"), "", self._save).open()

    def _save(self, name: str) -> None:
        """Keep the view in force under a name."""
        view = self.view_in_force

        def saved(view_id: int) -> None:
            self._saved_id = view_id
            self.refresh()

        self.context.perform(lambda workspace: save_view(workspace, name, view), saved)

    def _rename(self, saved: SavedView) -> None:
        """Ask for another name."""
        NameDialog(
            self,
            text("metrics.views.rename"),
            saved.name,
            lambda name: self.context.perform(lambda workspace: rename_view(workspace, saved.id, name)),
        ).open()

    def _delete(self, saved: SavedView) -> None:
        """Remove the saved view; its figures stay on the screen."""
        self._saved_id = None
        self.context.perform(lambda workspace: delete_view(workspace, saved.id))

    def _ask_target(self) -> None:
        """Ask for the target of the metric that is drawn."""
        shown = self.shown
        if shown is None or shown.focus is None:
            return
        metric_id = shown.focus.id
        self.context.read(
            "metrics.targets",
            lambda workspace: {target.month: target.value for target in targets.targets(workspace, metric_id)},
            self._open_target,
        )

    def _open_target(self, known: dict[str, int]) -> None:
        """Open the dialog with the months of the period and the next ones."""
        if self.shown is None or self.shown.focus is None:
            return
        metric = self.shown.focus
        months = sorted({*months_in(self.shown.period), *_next_months(self.shown.period.last)})

        def chosen(month: str, value: int | None) -> None:
            self.context.perform(lambda workspace: targets.set_target(workspace, metric.id, month, value))

        dialog = TargetDialog(self, metric, months, known, chosen)
        dialog.month.setCurrentText(month_of(self.shown.period.last))
        dialog.open()

    def _copy(self) -> None:
        """Put a picture of the chart on the clipboard."""
        self.view.chart.copy_image()

    def _ask_export(self) -> None:
        """Ask for a file and write the table to it."""
        kinds = f"{text('metrics.export.xlsx')} (*.xlsx);;{text('metrics.export.csv')} (*.csv)"
        suggested = f"{text('metrics.dashboard.title')}.xlsx"
        path, _ = QFileDialog.getSaveFileName(self, text("metrics.export.title"), suggested, kinds)
        if path:
            self.export_to(Path(path))

    def _go_importing(self) -> None:
        self.context.navigate(Place("metrics", "importing"))

    def _go_dictionary(self) -> None:
        self.context.navigate(Place("metrics", "dictionary"))


def _next_months(day: date) -> list[str]:
    """Return the month of ``day`` and those after it that a target may be set for."""
    months = [day.year * 12 + day.month - 1 + ahead for ahead in range(MONTHS_AHEAD + 1)]
    return [f"{number // 12:04d}-{number % 12 + 1:02d}" for number in months]
