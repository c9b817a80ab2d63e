"""A calendar file is shown with what it would bring; what is selected, or all, is taken and can be undone."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QWidget

from shopplanner.ui.common.context import AppContext
from shopplanner.ui.promotions.calendar.calendar_import import CalendarImportDialog, open_import
from tests.services.promotions.calendars import titles
from tests.services.promotions.test_calendar_import import FOREIGN

Wait = Callable[[], None]
BROKEN = """BEGIN:VEVENT
UID:x@other
SUMMARY:没时间
END:VEVENT
BEGIN:VEVENT
UID:y@other
DTSTART:20261201T100000
END:VEVENT
"""


@pytest.fixture
def owner(themed: None) -> Iterator[QWidget]:
    parent = QWidget()
    yield parent
    parent.deleteLater()


@pytest.fixture
def dialog(owner: QWidget, app_context: AppContext, wait: Wait, tmp_path: Path) -> CalendarImportDialog:
    file = tmp_path / "in.ics"
    file.write_text(FOREIGN.replace("END:VCALENDAR", f"{BROKEN}END:VCALENDAR"), encoding="utf-8", newline="\r\n")
    open_import(owner, app_context, file)
    wait()
    found = owner.findChild(CalendarImportDialog)
    assert isinstance(found, CalendarImportDialog)
    return found


def test_entries_are_listed_with_state_and_reason(dialog: CalendarImportDialog) -> None:
    assert dialog.summary.text() == "5 new, 0 changed, 0 the same, 2 skipped"
    rows = [line.split("\t") for line in dialog.table.copy_text().splitlines()[1:]]
    assert rows[0] == ["New", "双12 招商", "Promotion", "2026-12-08 → 12-12", ""]
    assert rows[4] == ["New", "拍视频", "Task", "2026-12-03", ""]
    assert rows[5] == ["Skipped", "没时间", "Entry", "", "it has no start"]
    assert rows[6][1] == "(without a title)"
    assert dialog.ok.text() == "Take over 5"


def test_all_that_is_new_is_taken_and_undone(dialog: CalendarImportDialog, app_context: AppContext, wait: Wait) -> None:
    dialog.take()
    wait()
    assert titles(app_context.workspace) == ["周播", "双12 招商", "直播", "周播改期"]
    assert app_context.notices[-1].severity == "good"
    app_context.undo()
    wait()
    assert titles(app_context.workspace) == []


def test_only_selected_rows_are_taken(dialog: CalendarImportDialog, app_context: AppContext, wait: Wait) -> None:
    dialog.table.select_where(lambda line: line.title == "直播")
    assert dialog.ok.text() == "Take over 1"
    dialog.take()
    wait()
    assert titles(app_context.workspace) == ["直播"]


def test_a_state_can_be_looked_at_alone_and_skipped_rows_cannot_be_taken(dialog: CalendarImportDialog) -> None:
    dialog._filter("skipped")
    assert len(dialog.model.rows) == 2
    dialog.table.selectAll()
    assert not dialog.ok.isEnabled()
    dialog._filter("")
    assert len(dialog.model.rows) == 7


def test_a_file_that_is_no_calendar_is_reported(
    owner: QWidget, app_context: AppContext, wait: Wait, tmp_path: Path
) -> None:
    file = tmp_path / "no.ics"
    file.write_text("hello", encoding="utf-8")
    open_import(owner, app_context, file)
    wait()
    assert owner.findChild(CalendarImportDialog) is None
    assert app_context.notices[-1].severity == "bad"
