"""What the calendar offers beside single promotions: templates, series, other years, workdays, calendar files."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget

from shopplanner.domain.promotions.plan import Promotion
from shopplanner.foundation.i18n import text
from shopplanner.services.promotions.month import ProductChoice
from shopplanner.ui.common.action import Action
from shopplanner.ui.common.context import AppContext
from shopplanner.ui.promotions.calendar.calendar_import import open_import
from shopplanner.ui.promotions.calendar.copy_year import CopyYearDialog
from shopplanner.ui.promotions.calendar.series_editor import SeriesEditor
from shopplanner.ui.promotions.calendar.templates import TemplateDialog
from shopplanner.ui.promotions.calendar.workdays import WorkdaysDialog


class RhythmActions:
    """The actions; ``planned`` gets the ids of what a template made, to bring it into view."""

    def __init__(
        self,
        owner: QWidget,
        context: AppContext,
        *,
        day: Callable[[], date],
        promotion: Callable[[], Promotion | None],
        chosen: Callable[[], Sequence[Promotion]],
        products: Callable[[], Sequence[ProductChoice]],
        planned: Callable[[list[int]], object],
    ) -> None:
        self._owner, self._context = owner, context
        self._day, self._promotion, self._chosen, self._products = day, promotion, chosen, products
        self._planned = planned
        self.template = Action("promotions.template", "rhythm.action.template", self.open_templates, icon="star")
        self.series = Action(
            "promotions.series", "rhythm.action.series", self.open_series, icon="calendar", enabled=self._in_series
        )
        self.copy_year = Action(
            "promotions.copy_year", "rhythm.action.copy_year", self.open_copy, icon="copy",
            enabled=lambda: bool(self._chosen()),
        )  # fmt: skip
        self.workdays = Action("promotions.workdays", "rhythm.action.workdays", self.open_workdays, icon="clock")
        self.bring_in = Action("promotions.import_calendar", "rhythm.action.import", self.ask_file, icon="import")

    def actions(self) -> tuple[Action, ...]:
        """Return all of them."""
        return self.template, self.series, self.copy_year, self.workdays, self.bring_in

    def _in_series(self) -> bool:
        promotion = self._promotion()
        return promotion is not None and bool(promotion.series)

    def open_templates(self) -> None:
        """Begin with a template."""
        TemplateDialog(self._owner, self._context, self._planned).open()

    def open_series(self) -> None:
        """Show the series of the chosen promotion."""
        promotion = self._promotion()
        if promotion is not None and promotion.series:
            SeriesEditor(self._owner, self._context, promotion, self._products()).open()

    def open_copy(self) -> None:
        """Ask for the year that the chosen promotions are to be copied to."""
        CopyYearDialog(self._owner, self._context, self._chosen(), self._planned).open()

    def open_workdays(self) -> None:
        """Show the days off of the year in sight."""
        WorkdaysDialog(self._owner, self._context, self._day()).open()

    def ask_file(self) -> None:
        """Ask for a calendar file and show what it would bring."""
        chosen, _ = QFileDialog.getOpenFileName(self._owner, text("rhythm.action.import"), "", "*.ics")
        if chosen:
            self.bring(Path(chosen))

    def bring(self, path: Path) -> None:
        """Show what a calendar file would bring."""
        open_import(self._owner, self._context, path)
