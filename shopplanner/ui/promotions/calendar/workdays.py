"""A year's days off and make-up workdays: where they are from, and what the shop itself says of single days."""

from __future__ import annotations

from datetime import date
from functools import partial

from PySide6.QtWidgets import QLabel, QLineEdit, QWidget

from shopplanner.domain.errors import ShopPlannerError
from shopplanner.foundation.i18n import text
from shopplanner.services.promotions import workdays
from shopplanner.services.promotions.workdays import SpecialDay, WorkYear
from shopplanner.services.wording import render
from shopplanner.ui.common.context import AppContext
from shopplanner.ui.common.dialogs import Dialog
from shopplanner.ui.common.form import Field, choice
from shopplanner.ui.common.table import Column, DataTable, RowsModel
from shopplanner.ui.common.widgets import label, plain_button, row, set_property
from shopplanner.ui.promotions.calendar.fields import beside
from shopplanner.ui.promotions.calendar.rhythm import day_edit, read_day, show_day
from shopplanner.ui.promotions.calendar.words import WEEKDAYS

KINDS = ("off", "work")


def _dated(each: SpecialDay) -> str:
    return f"{each.day.isoformat()} {text(f'promotions.weekday.{WEEKDAYS[each.day.weekday()]}')}"


def _columns() -> list[Column[SpecialDay]]:
    return [
        Column("day", "rhythm.workdays.day", _dated, sort=lambda each: each.day, width=9),
        Column(
            "kind",
            "rhythm.workdays.kind",
            lambda each: text(f"rhythm.workdays.{'work' if each.working else 'off'}"),
            role=lambda each: "warn" if each.working else "good",
            width=6,
        ),
        Column("name", "rhythm.workdays.name", lambda each: each.name, width=10),
        Column(
            "source",
            "rhythm.workdays.source",
            lambda each: text(f"rhythm.workdays.source_{each.source}"),
            role=lambda each: "accent_ink" if each.source == "shop" else "",
            width=12,
        ),
    ]


class WorkdaysDialog(Dialog):
    """Lists a year's special days and lets single ones be set or taken back; every change is stored at once."""

    def __init__(self, parent: QWidget, context: AppContext, day: date) -> None:
        super().__init__(text("rhythm.workdays.title"), parent, width=42, height=38)
        self._context = context
        self.year = day.year
        self.heading = QLabel()
        set_property(self.heading, "role", "heading")
        back, on = plain_button("‹", partial(self.turn, -1)), plain_button("›", partial(self.turn, 1))
        back.setAccessibleName(text("rhythm.workdays.previous"))
        on.setAccessibleName(text("rhythm.workdays.next"))
        self.body.addLayout(row(back, self.heading, on))
        self.notice = label("", "warn", wrap=True)
        self.body.addWidget(self.notice)
        self.model: RowsModel[SpecialDay] = RowsModel(_columns(), self)
        self.table = DataTable(self.model, name="promotions.workdays", accessible_name=text("rhythm.workdays.title"))
        self.table.delete_pressed.connect(self.take_back)
        self.table.selectionModel().selectionChanged.connect(lambda *_chosen: self._show_chosen())
        self.body.addWidget(self.table, 1)
        self._make_form(day)
        self.back = self.add_button(text("rhythm.workdays.take_back"), self.take_back)
        self.set = self.add_button(text("rhythm.workdays.set"), self.set_days, primary=True)
        self.add_close()
        self.read()

    def _make_form(self, day: date) -> None:
        self.first, self.last = day_edit(day, self._follow), day_edit(day, self._clear_error)
        self.kind = choice([(name, text(f"rhythm.workdays.{name}")) for name in KINDS])
        self.name = QLineEdit()
        self.name.setMaxLength(40)
        self.name.setPlaceholderText(text("rhythm.workdays.name_hint"))
        self.body.addLayout(
            beside(
                Field(text("rhythm.workdays.first"), self.first),
                Field(text("rhythm.workdays.last"), self.last),
                Field(text("rhythm.workdays.kind"), self.kind),
                Field(text("rhythm.workdays.name"), self.name),
            )
        )
        self.error = label("", "bad", wrap=True)
        self.error.hide()
        self.body.addWidget(self.error)
        self.body.addWidget(label(text("rhythm.workdays.hint"), "small", wrap=True))

    def turn(self, step: int) -> None:
        """Show another year."""
        self.year += step
        for editor in (self.first, self.last):
            editor.setDate(editor.date().addYears(self.year - editor.date().year()))
        self.read()

    def read(self) -> None:
        """Read the year that is shown."""
        year = self.year
        self._context.read("calendar/workdays", lambda workspace: workdays.work_year(workspace, year), self._show)

    def _show(self, shown: WorkYear) -> None:
        self.heading.setText(text("rhythm.workdays.year", year=str(shown.year)))
        self.notice.setText("" if shown.announced else text("rhythm.workdays.not_announced", year=str(shown.year)))
        self.notice.setVisible(not shown.announced)
        self.table.show_rows(shown.days, lambda each: each.day)
        self._show_chosen()

    def _chosen(self) -> list[SpecialDay]:
        return [each for each in self.table.selected_rows() if each.source == "shop"]

    def _show_chosen(self) -> None:
        """Fill the fields with the chosen day, so that it can be changed."""
        self.back.setEnabled(bool(self._chosen()))
        chosen = self.table.selected_rows()
        if chosen:
            show_day(self.first, chosen[0].day)
            show_day(self.last, chosen[-1].day)
            self.kind.setCurrentIndex(self.kind.findData("work" if chosen[0].working else "off"))
            self.name.setText(chosen[0].name if chosen[0].source == "shop" else "")

    def _follow(self) -> None:
        """Let a single day be the usual thing to set."""
        if self.last.date() < self.first.date():
            self.last.setDate(self.first.date())
        self._clear_error()

    def _clear_error(self) -> None:
        self.error.hide()

    def set_days(self) -> None:
        """Set the days in the fields."""
        first, last, name = read_day(self.first), read_day(self.last), self.name.text()
        working = self.kind.currentData() == "work"
        self.year = first.year
        self._context.perform(
            lambda workspace: workdays.set_days(workspace, first, last, working=working, name=name),
            lambda _nothing: self.read(),
            self._failed,
        )

    def _failed(self, error: ShopPlannerError) -> None:
        self.error.setText(render(error.what))
        self.error.show()

    def take_back(self) -> None:
        """Let the chosen days be as they are announced."""
        days = [each.day for each in self._chosen()]
        if days:
            self._context.perform(lambda workspace: workdays.clear_days(workspace, days), lambda _nothing: self.read())
