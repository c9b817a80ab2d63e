"""A member day that comes back: rhythm, exceptions, products by turns."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest
from PySide6.QtCore import QDate, Qt
from PySide6.QtWidgets import QWidget

from shopplanner.services.promotions.month import ProductChoice
from shopplanner.services.promotions.plans import series_days
from shopplanner.ui.promotions.calendar.scope import ScopeDialog
from shopplanner.ui.promotions.calendar.series import Series, SeriesDialog

TUESDAY = date(2026, 11, 24)
PRODUCTS = [ProductChoice(1, "沐浴露", "", True), ProductChoice(2, "香膏", "", True)]


@pytest.fixture
def done() -> list[Series]:
    return []


@pytest.fixture
def dialog(themed: None, done: list[Series]) -> Iterator[SeriesDialog]:
    parent = QWidget()
    yield SeriesDialog(parent, TUESDAY, PRODUCTS, done.append)
    parent.deleteLater()


def test_rhythms_give_their_days() -> None:
    assert series_days(TUESDAY, "week", 3) == [TUESDAY, date(2026, 12, 1), date(2026, 12, 8)]
    assert series_days(TUESDAY, "two_weeks", 2) == [TUESDAY, date(2026, 12, 8)]
    assert series_days(date(2026, 12, 31), "month", 3) == [date(2026, 12, 31), date(2027, 1, 31), date(2027, 2, 28)]


def test_eight_weeks_are_offered_and_follow_what_is_chosen(dialog: SeriesDialog, done: list[Series]) -> None:
    assert len(dialog.days()) == 8
    dialog.times.setValue(2)
    dialog.rhythm.setCurrentIndex(dialog.rhythm.findData("month"))
    dialog.first.setDate(QDate(2026, 12, 8))
    dialog._apply()
    assert done == [Series((date(2026, 12, 8), date(2027, 1, 8)), ())]


def test_a_day_without_a_tick_is_left_out_and_takes_no_turn(dialog: SeriesDialog, done: list[Series]) -> None:
    dialog.times.setValue(4)
    dialog._choose_products()
    scope = dialog.findChild(ScopeDialog)
    assert isinstance(scope, ScopeDialog)
    scope.model.tick_shown(on=True)
    scope._apply()
    dialog.list.item(1).setCheckState(Qt.CheckState.Unchecked)
    assert [dialog.list.item(number).text() for number in range(4)] == [
        "2026-11-24 Tue · 沐浴露",
        "2026-12-01 Tue",
        "2026-12-08 Tue · 香膏",
        "2026-12-15 Tue · 沐浴露",
    ]
    dialog._apply()
    assert done == [Series((TUESDAY, date(2026, 12, 8), date(2026, 12, 15)), (1, 2))]


def test_without_any_day_nothing_is_planned(dialog: SeriesDialog, done: list[Series]) -> None:
    dialog.times.setValue(1)
    dialog.list.item(0).setCheckState(Qt.CheckState.Unchecked)
    dialog._apply()
    assert done == []
