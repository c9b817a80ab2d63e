"""A series that is planned: all its days, single ones left out, and what goes for those that follow."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import partial

from PySide6.QtWidgets import QWidget

from shopplanner.domain.messages import message
from shopplanner.domain.promotions.plan import Promotion
from shopplanner.foundation.i18n import text
from shopplanner.services import wording
from shopplanner.services.promotions import recurrence, series
from shopplanner.services.promotions.month import ProductChoice
from shopplanner.services.promotions.series import Occurrence, Series, Wish
from shopplanner.ui.common.action import Action
from shopplanner.ui.common.context import AppContext
from shopplanner.ui.common.dialogs import Dialog
from shopplanner.ui.common.table import Column, DataTable, RowsModel
from shopplanner.ui.common.widgets import label, plain_button, row
from shopplanner.ui.promotions.calendar.series import SeriesDialog
from shopplanner.ui.promotions.calendar.words import WEEKDAYS

ROLES = {"moved": "warn", "left_out": "muted", "extra": "accent_ink"}


def _day(each: Occurrence) -> date:
    if each.promotion is not None:
        return each.promotion.starts.date()
    return each.day or date.min


def _dated(each: Occurrence) -> str:
    day = _day(each)
    return f"{day.isoformat()} {text(f'promotions.weekday.{WEEKDAYS[day.weekday()]}')}"


def _state(each: Occurrence) -> str:
    if each.state == "moved" and each.day is not None:
        return text("rhythm.series.state_moved", day=each.day)
    return text(f"rhythm.series.state_{each.state}")


def _columns(names: dict[int, str]) -> list[Column[Occurrence]]:
    def products(each: Occurrence) -> str:
        if each.promotion is None:
            return ""
        if each.promotion.whole_shop:
            return text("rhythm.series.whole_shop")
        return wording.listed(names.get(one, "") for one in each.promotion.products)

    return [
        Column("day", "rhythm.series.day", _dated, sort=_day, width=10),
        Column("state", "rhythm.series.state", _state, role=lambda each: ROLES.get(each.state, ""), width=10),
        Column("products", "rhythm.series.products", products, width=14),
    ]


class SeriesEditor(Dialog):
    """Shows a series around one of its promotions; every change is stored at once and can be undone."""

    def __init__(
        self, parent: QWidget, context: AppContext, promotion: Promotion, products: Sequence[ProductChoice]
    ) -> None:
        super().__init__(text("rhythm.series.title", name=promotion.name), parent, width=38, height=36)
        self._context, self._promotion, self._products = context, promotion, products
        self.shown: Series | None = None
        self._undo = Action("edit.undo", "shell.action.undo", context.undo)
        self.words = label("", "heading", wrap=True)
        self.body.addWidget(self.words)
        names = {each.id: each.name for each in products}
        self.model: RowsModel[Occurrence] = RowsModel(_columns(names), self)
        self.table = DataTable(
            self.model, name="promotions.series", accessible_name=text("promotions.series.days"), sortable=False
        )
        self.table.selectionModel().selectionChanged.connect(lambda *_chosen: self._enable())
        self.table.delete_pressed.connect(self.skip)
        self.body.addWidget(self.table, 1)
        self._make_buttons()
        self.add_close()
        self.read()

    def _make_buttons(self) -> None:
        day = self._promotion.starts.date()
        self.skip_button = plain_button(text("rhythm.series.skip"), self.skip)
        self.replan_button = plain_button(text("rhythm.series.replan_from", day=day), self.replan)
        self.body.addLayout(row(self.skip_button, self.replan_button))
        self.body.addWidget(label(text("rhythm.series.spread", day=day), "muted", wrap=True))
        self.following = plain_button(text("rhythm.series.following"), partial(self.spread, "following"))
        self.all = plain_button(text("rhythm.series.all"), partial(self.spread, "all"))
        self.body.addLayout(row(self.following, self.all))

    def read(self) -> None:
        """Read the series."""
        key = self._promotion.series
        self._context.read("calendar/series", lambda workspace: series.series(workspace, key), self._show)

    def _show(self, shown: Series) -> None:
        self.shown = shown
        rule = recurrence.describe(shown.rule) if shown.rule else text("rhythm.series.no_rule")
        self.words.setText(rule)
        self.table.show_rows(shown.occurrences, _day)
        if not self.table.selected_rows():
            self.table.select_where(lambda each: each.promotion is not None and each.promotion.id == self._promotion.id)
        self._enable()

    def _chosen(self) -> Promotion | None:
        row_object = self.table.current_row()
        return row_object.promotion if row_object is not None else None

    def _enable(self) -> None:
        others = [each.promotion for each in self.shown.occurrences if each.promotion] if self.shown else []
        there = any(each.id == self._promotion.id for each in others)
        self.skip_button.setEnabled(self._chosen() is not None)
        for button in (self.following, self.all, self.replan_button):
            button.setEnabled(there)

    def skip(self) -> None:
        """Leave the chosen day out."""
        promotion = self._chosen()
        if promotion is not None:
            promotion_id = promotion.id
            self._context.perform(lambda workspace: series.skip(workspace, promotion_id), lambda _nothing: self.read())

    def spread(self, scope: str) -> None:
        """Take this promotion's offer over to others."""
        promotion_id = self._promotion.id
        self._context.perform(lambda workspace: series.spread(workspace, promotion_id, scope), self._spread)

    def _spread(self, count: int) -> None:
        self._context.notify(message("rhythm.series.spread_done", n=count), severity="good", action=self._undo)
        self.read()

    def replan(self) -> None:
        """Ask for another rhythm from this promotion on."""
        first = self._promotion.starts.date()
        dialog = SeriesDialog(self, self._context, first, self._products, self._replan)
        shown = self.shown
        if shown is not None and shown.rule:
            left_out = frozenset(each.day for each in shown.occurrences if each.promotion is None and each.day)
            dialog.show_wish(Wish(_rest(shown, first), first, left_out, rotation=shown.rotation))
        dialog.open()

    def _replan(self, wish: Wish) -> None:
        promotion_id = self._promotion.id
        self._context.perform(lambda workspace: series.replan(workspace, promotion_id, wish), self._replanned)

    def _replanned(self, ids: list[int]) -> None:
        self._context.notify(message("promotions.notice.series", n=len(ids)), severity="good", action=self._undo)
        self.accept()


def _rest(shown: Series, first: date) -> str:
    """Return a series' rule with the number of days that are left from a day on."""
    rhythm = recurrence.rhythm_of(shown.rule)
    if rhythm is None or not rhythm.count:
        return shown.rule
    left = sum(1 for each in shown.occurrences if each.day is not None and each.day >= first)
    return shown.rule.replace(f"COUNT={rhythm.count}", f"COUNT={max(1, left)}")
