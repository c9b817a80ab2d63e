"""A planned series shows all its days; single ones are left out, offers taken over, rhythms changed."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, timedelta

import pytest
from PySide6.QtWidgets import QWidget

from shopplanner.services.promotions import plans, series
from shopplanner.services.promotions.month import ProductChoice
from shopplanner.services.workspace import Workspace
from shopplanner.ui.common.context import AppContext
from shopplanner.ui.promotions.calendar.series import SeriesDialog
from shopplanner.ui.promotions.calendar.series_editor import SeriesEditor
from tests.services.promotions.shop import CREAM, SOAP
from tests.ui.promotions.calendar.conftest import Planned

Wait = Callable[[], None]
PRODUCTS = [ProductChoice(SOAP, "沐浴露", "", True), ProductChoice(CREAM, "香膏", "", True)]


@pytest.fixture
def open_editor(
    themed: None, app_context: AppContext, planned: Planned, wait: Wait
) -> Iterator[Callable[[int], SeriesEditor]]:
    """Open the series of the member days at one of them."""
    parent = QWidget()

    def opened(number: int) -> SeriesEditor:
        promotion = plans.promotion(app_context.workspace, planned.member_days[number])
        made = SeriesEditor(parent, app_context, promotion, PRODUCTS)
        wait()
        return made

    yield opened
    parent.deleteLater()


def rows(editor: SeriesEditor) -> list[list[str]]:
    """Return the list's rows."""
    editor.table.clearSelection()
    return [line.split("\t") for line in editor.table.copy_text().splitlines()[1:]]


def test_all_days_are_shown_with_their_state(
    open_editor: Callable[[int], SeriesEditor], workspace: Workspace, planned: Planned
) -> None:
    plans.move(workspace, planned.member_days[2], timedelta(days=1))
    editor = open_editor(0)
    assert editor.words.text() == "Every week, 3 times"
    assert rows(editor) == [
        ["2026-11-24 Tue", "Regular", "香膏"],
        ["2026-12-01 Tue", "Regular", "香膏"],
        ["2026-12-09 Wed", "Moved from 2026-12-08", "香膏"],
    ]


def test_the_chosen_day_is_left_out(
    open_editor: Callable[[int], SeriesEditor], workspace: Workspace, planned: Planned, wait: Wait
) -> None:
    editor = open_editor(1)
    assert editor.table.current_row().promotion.id == planned.member_days[1]
    editor.skip()
    wait()
    assert rows(editor)[1] == ["2026-12-01 Tue", "Left out", ""]
    assert not editor.following.isEnabled()
    editor.table.selectRow(1)
    assert not editor.skip_button.isEnabled()
    editor.skip()
    key = plans.promotion(workspace, planned.member_days[0]).series
    assert [each.state for each in series.series(workspace, key).occurrences] == ["regular", "left_out", "regular"]


def test_an_offer_is_taken_over(
    open_editor: Callable[[int], SeriesEditor], workspace: Workspace, planned: Planned, wait: Wait
) -> None:
    one = plans.promotion(workspace, planned.member_days[1])
    plans.update(workspace, replace(one, whole_shop=True))
    editor = open_editor(1)
    editor.following.click()
    wait()
    assert [plans.promotion(workspace, each).whole_shop for each in planned.member_days] == [False, True, True]
    editor.all.click()
    wait()
    assert plans.promotion(workspace, planned.member_days[0]).whole_shop
    assert rows(editor)[0][2] == "Whole shop"


def test_the_rhythm_changes_from_a_day_on(
    open_editor: Callable[[int], SeriesEditor], workspace: Workspace, planned: Planned, wait: Wait
) -> None:
    editor = open_editor(1)
    editor.replan_button.click()
    dialog = editor.findChild(SeriesDialog)
    assert isinstance(dialog, SeriesDialog)
    assert dialog.wish().rule == "FREQ=WEEKLY;COUNT=2"
    dialog.rhythm.kind.setCurrentIndex(dialog.rhythm.kind.findData("two_weeks"))
    dialog._apply()
    wait()
    key = plans.promotion(workspace, planned.member_days[1]).series
    days = [each.promotion.starts.date() for each in series.series(workspace, key).occurrences if each.promotion]
    assert days == [date(2026, 12, 1), date(2026, 12, 15)]


def test_days_chosen_one_by_one_have_no_rule_to_begin_with(
    open_editor: Callable[[int], SeriesEditor], workspace: Workspace, planned: Planned
) -> None:
    for each in planned.member_days:
        plans.update(workspace, replace(plans.promotion(workspace, each), series="old"))
    editor = open_editor(0)
    assert editor.words.text() == "Days were chosen one by one"
    editor.replan()
    dialog = editor.findChild(SeriesDialog)
    assert isinstance(dialog, SeriesDialog)
    assert dialog.wish().rule == "FREQ=WEEKLY;COUNT=8"
