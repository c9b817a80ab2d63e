"""Days off and make-up workdays are listed with their source, set and taken back, and undone."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date

import pytest
from PySide6.QtCore import QDate
from PySide6.QtWidgets import QWidget

from shopplanner.services.promotions import workdays
from shopplanner.ui.common.context import AppContext
from shopplanner.ui.promotions.calendar.workdays import WorkdaysDialog

Wait = Callable[[], None]


@pytest.fixture
def dialog(themed: None, app_context: AppContext, wait: Wait) -> Iterator[WorkdaysDialog]:
    parent = QWidget()
    made = WorkdaysDialog(parent, app_context, date(2026, 11, 22))
    wait()
    yield made
    parent.deleteLater()


def set_fields(dialog: WorkdaysDialog, first: date, last: date, kind: str, name: str = "") -> None:
    """Fill the fields below the list."""
    dialog.first.setDate(QDate(first.year, first.month, first.day))
    dialog.last.setDate(QDate(last.year, last.month, last.day))
    dialog.kind.setCurrentIndex(dialog.kind.findData(kind))
    dialog.name.setText(name)


def test_the_days_of_a_year_are_listed_with_their_source(dialog: WorkdaysDialog) -> None:
    assert dialog.notice.isHidden()
    assert len(dialog.model.rows) == 39
    lines = dialog.table.copy_text().splitlines()
    assert lines[1].split("\t") == ["2026-01-01 Thu", "Day off", "New Year", "State Council notice"]
    assert "2026-02-14 Sat\tWorkday\tMake-up workday\tState Council notice" in lines


def test_a_year_that_is_not_announced_says_so(dialog: WorkdaysDialog, wait: Wait) -> None:
    dialog.turn(1)
    wait()
    assert not dialog.notice.isHidden()
    assert "2027 are not announced yet" in dialog.notice.text()
    assert dialog.heading.text() == "2027"
    assert dialog.first.date() == QDate(2027, 11, 22)
    assert "By law, notice to come" in dialog.table.copy_text()


def test_days_are_set_changed_and_taken_back(dialog: WorkdaysDialog, app_context: AppContext, wait: Wait) -> None:
    set_fields(dialog, date(2026, 12, 30), date(2026, 12, 31), "off", "盘点")
    dialog.set_days()
    wait()
    said = workdays.overrides(app_context.workspace)
    assert {day: (each.working, each.name) for day, each in said.items()} == {
        date(2026, 12, 30): (False, "盘点"),
        date(2026, 12, 31): (False, "盘点"),
    }
    dialog.table.select_where(lambda each: each.day == date(2026, 12, 31))
    assert dialog.back.isEnabled()
    assert dialog.name.text() == "盘点"
    dialog.take_back()
    wait()
    assert set(workdays.overrides(app_context.workspace)) == {date(2026, 12, 30)}
    app_context.undo()
    wait()
    assert len(workdays.overrides(app_context.workspace)) == 2


def test_an_announced_day_fills_the_fields_and_cannot_be_taken_back(dialog: WorkdaysDialog) -> None:
    dialog.table.select_where(lambda each: each.day == date(2026, 10, 10))
    assert not dialog.back.isEnabled()
    assert dialog.first.date() == dialog.last.date() == QDate(2026, 10, 10)
    assert dialog.kind.currentData() == "work"
    dialog.take_back()


def test_a_slip_is_told_until_it_is_mended(dialog: WorkdaysDialog, wait: Wait) -> None:
    set_fields(dialog, date(2026, 12, 30), date(2027, 12, 31), "off")
    dialog.set_days()
    wait()
    assert not dialog.error.isHidden()
    dialog.last.setDate(QDate(2026, 12, 31))
    assert dialog.error.isHidden()
    dialog.first.setDate(QDate(2027, 1, 4))
    assert dialog.last.date() == QDate(2027, 1, 4)
