"""A member day that comes back: its days are shown, left out or moved, and products go by turns."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from types import SimpleNamespace

import pytest
from PySide6.QtCore import QDate, Qt
from PySide6.QtWidgets import QWidget

from shopplanner.services.promotions.month import ProductChoice
from shopplanner.services.promotions.series import Wish
from shopplanner.ui.common.context import AppContext
from shopplanner.ui.promotions.calendar.scope import ScopeDialog
from shopplanner.ui.promotions.calendar.series import SeriesDialog
from tests.services.promotions.shop import CREAM, SOAP

TUESDAY = date(2026, 11, 24)
PRODUCTS = [ProductChoice(SOAP, "沐浴露", "", True), ProductChoice(CREAM, "香膏", "", True)]


@pytest.fixture
def done() -> list[Wish]:
    return []


@pytest.fixture
def dialog(themed: None, app_context: AppContext, done: list[Wish]) -> Iterator[SeriesDialog]:
    parent = QWidget()
    yield SeriesDialog(parent, app_context, TUESDAY, PRODUCTS, done.append)
    parent.deleteLater()


def lines(dialog: SeriesDialog) -> list[str]:
    """Return the list's lines."""
    return [dialog.list.item(number).text() for number in range(dialog.list.count())]


def choose(dialog: SeriesDialog) -> None:
    """Take both products."""
    dialog._choose_products()
    scope = dialog.findChild(ScopeDialog)
    assert isinstance(scope, ScopeDialog)
    scope.model.tick_shown(on=True)
    scope._apply()


def test_eight_weeks_are_offered_and_follow_what_is_chosen(dialog: SeriesDialog, done: list[Wish]) -> None:
    assert len(lines(dialog)) == 8
    dialog.rhythm.times.setValue(2)
    dialog.rhythm.kind.setCurrentIndex(dialog.rhythm.kind.findData("month_day"))
    dialog.rhythm.first.setDate(QDate(2026, 12, 8))
    dialog._apply()
    (wish,) = done
    assert wish == Wish("FREQ=MONTHLY;BYMONTHDAY=8;COUNT=2", date(2026, 12, 8), frozenset(), {}, ())
    assert wish.days() == [date(2026, 12, 8), date(2027, 1, 8)]


def test_a_day_without_a_tick_is_left_out_and_takes_no_turn(dialog: SeriesDialog, done: list[Wish]) -> None:
    dialog.rhythm.times.setValue(4)
    choose(dialog)
    dialog.list.item(1).setCheckState(Qt.CheckState.Unchecked)
    assert lines(dialog) == [
        "2026-11-24 Tue · 沐浴露",
        "2026-12-01 Tue",
        "2026-12-08 Tue · 香膏",
        "2026-12-15 Tue · 沐浴露",
    ]
    dialog._apply()
    assert done[0].days() == [TUESDAY, date(2026, 12, 8), date(2026, 12, 15)]
    assert done[0].rotation == (SOAP, CREAM)


def test_a_day_left_out_stays_so_when_the_number_changes_and_may_come_back(dialog: SeriesDialog) -> None:
    dialog.list.item(1).setCheckState(Qt.CheckState.Unchecked)
    dialog.rhythm.times.setValue(3)
    assert dialog.wish().left_out == {date(2026, 12, 1)}
    dialog.list.item(1).setCheckState(Qt.CheckState.Checked)
    assert dialog.wish().left_out == frozenset()


def test_a_chosen_day_is_moved(dialog: SeriesDialog, done: list[Wish]) -> None:
    assert not dialog.to.isEnabled()
    dialog.rhythm.times.setValue(2)
    dialog.list.setCurrentRow(1)
    assert dialog.to.isEnabled()
    dialog.to.setDate(QDate(2026, 12, 3))
    assert lines(dialog) == ["2026-11-24 Tue", "2026-12-01 Tue → 2026-12-03 Thu"]
    dialog._apply()
    assert done[0].moved == {date(2026, 12, 1): date(2026, 12, 3)}
    assert done[0].days() == [TUESDAY, date(2026, 12, 3)]


def test_without_any_day_nothing_can_be_planned(dialog: SeriesDialog) -> None:
    dialog.rhythm.times.setValue(1)
    assert dialog.ok.isEnabled()
    dialog.list.item(0).setCheckState(Qt.CheckState.Unchecked)
    assert not dialog.ok.isEnabled()


def test_weekdays_and_a_last_day_make_the_rule(dialog: SeriesDialog) -> None:
    dialog.rhythm.kind.setCurrentIndex(dialog.rhythm.kind.findData("two_weeks"))
    for number in (1, 4):
        dialog.rhythm.weekdays[number].setChecked(True)
    dialog.rhythm.ends.setCurrentIndex(1)
    dialog.rhythm.until.setDate(QDate(2026, 12, 13))
    assert dialog.wish().rule == "FREQ=WEEKLY;INTERVAL=2;BYDAY=TU,FR;UNTIL=20261213T155959Z"
    assert [line[:10] for line in lines(dialog)] == ["2026-11-24", "2026-11-27", "2026-12-08", "2026-12-11"]
    assert dialog.rhythm.words.text() == "Every 2 weeks on Tuesday, Friday, until 2026-12-13"


def test_monthly_rhythms_are_named_by_the_first_day_and_begin_where_the_rule_does(dialog: SeriesDialog) -> None:
    kind = dialog.rhythm.kind
    assert [kind.itemText(number) for number in range(2, 6)] == [
        "Every month on day 24",
        "Every month on the last day",
        "Every month on the fourth Tuesday",
        "Every month on the last Tuesday",
    ]
    kind.setCurrentIndex(kind.findData("month_last"))
    dialog.rhythm.times.setValue(2)
    assert [line[:10] for line in lines(dialog)] == ["2026-11-30", "2026-12-31"]
    kind.setCurrentIndex(kind.findData("nth"))
    assert [line[:10] for line in lines(dialog)] == ["2026-11-24", "2026-12-22"]


@pytest.mark.parametrize(
    "rule",
    [
        "FREQ=WEEKLY;COUNT=5",
        "FREQ=WEEKLY;INTERVAL=2;BYDAY=TU,FR;COUNT=5",
        "FREQ=MONTHLY;BYMONTHDAY=24;COUNT=5",
        "FREQ=MONTHLY;BYMONTHDAY=-1;UNTIL=20270131T155959Z",
        "FREQ=MONTHLY;BYDAY=4TU;COUNT=5",
        "FREQ=MONTHLY;BYDAY=-1TU;COUNT=5",
    ],
)
def test_a_series_that_is_there_is_shown_as_it_is(dialog: SeriesDialog, rule: str) -> None:
    dialog.show_wish(Wish(rule, TUESDAY, rotation=(CREAM,)))
    assert dialog.wish().rule == rule
    assert dialog.wish().rotation == (CREAM,)


def test_what_lies_longest_comes_first(
    dialog: SeriesDialog, wait: Callable[[], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    covers = {SOAP: 12, CREAM: 90, 3: None}
    shown = SimpleNamespace(products=[SimpleNamespace(id=each, cover=cover) for each, cover in covers.items()])
    monkeypatch.setattr("shopplanner.ui.promotions.calendar.series.catalogue", lambda _workspace: shown)
    assert dialog.by_cover.isHidden()
    dialog._rotate((3, SOAP, CREAM))
    assert not dialog.by_cover.isHidden()
    dialog._order()
    wait()
    assert dialog.wish().rotation == (CREAM, SOAP, 3)
