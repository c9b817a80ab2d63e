"""Before promotions are copied to another year it is shown where each would fall, and which festival it keeps to."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime

import pytest
from PySide6.QtWidgets import QWidget

from shopplanner.services.promotions import plans
from shopplanner.services.workspace import Workspace
from shopplanner.ui.common.context import AppContext
from shopplanner.ui.promotions.calendar.copy_year import CopyYearDialog
from tests.services.promotions.planning import put

Wait = Callable[[], None]


@pytest.fixture
def made() -> list[list[int]]:
    return []


@pytest.fixture
def dialog(
    themed: None, app_context: AppContext, workspace: Workspace, made: list[list[int]]
) -> Iterator[CopyYearDialog]:
    """Three days before Mid-Autumn, its day, after it, and a promotion far from any festival."""
    spans = (("09-22", "09-25"), ("09-25", "09-25"), ("09-26", "09-27"), ("04-06", "04-08"))
    ids = [
        put(
            workspace, "gift", f"2026-{first} 00:00:00", f"2026-{last} 23:59:59",
            name=f"活动{first}", gift="g", whole_shop=True,
        )
        for first, last in spans
    ]  # fmt: skip
    parent = QWidget()
    promotions = [plans.promotion(workspace, each) for each in ids]
    yield CopyYearDialog(parent, app_context, promotions, made.append)
    parent.deleteLater()


def rows(dialog: CopyYearDialog) -> list[list[str]]:
    """Return what the table tells."""
    dialog.table.clearSelection()
    return [line.split("\t") for line in dialog.table.copy_text().splitlines()[1:]]


def test_each_promotion_keeps_its_distance_to_the_festival_that_is_shown(dialog: CopyYearDialog) -> None:
    """Mid-Autumn 2026 is 25 September, 2027 the 15th."""
    assert rows(dialog) == [
        ["活动09-22", "2026-09-22 Tue → 09-25", "2027-09-12 Sun → 09-15", "Mid-Autumn 09-25 → 09-15", "3 days before"],
        ["活动09-25", "2026-09-25 Fri → 09-25", "2027-09-15 Wed → 09-15", "Mid-Autumn 09-25 → 09-15", "on the day"],
        ["活动09-26", "2026-09-26 Sat → 09-27", "2027-09-16 Thu → 09-17", "Mid-Autumn 09-25 → 09-15", "1 day after"],
        ["活动04-06", "2026-04-06 Mon → 04-08", "2027-04-06 Tue → 04-08", "none near, keeps its date", ""],
    ]


def test_year_and_what_stays_can_be_chosen(
    dialog: CopyYearDialog, workspace: Workspace, made: list[list[int]], wait: Wait
) -> None:
    dialog.keep.setCurrentIndex(dialog.keep.findData("weekday"))
    dialog.year.setValue(2028)
    assert rows(dialog)[0][2:4] == ["2028-09-19 Tue → 09-22", ""]
    dialog.copy()
    wait()
    (ids,) = made
    assert plans.promotion(workspace, ids[0]).starts == datetime(2028, 9, 19)
    assert len(ids) == 4
