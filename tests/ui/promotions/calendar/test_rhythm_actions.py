"""The calendar offers templates, series, workdays and calendar files coming in."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog

from shopplanner.services.promotions import plans, templates
from shopplanner.services.workspace import Workspace
from shopplanner.ui.promotions.calendar.calendar_import import CalendarImportDialog
from shopplanner.ui.promotions.calendar.page import CalendarPage
from shopplanner.ui.promotions.calendar.series_editor import SeriesEditor
from shopplanner.ui.promotions.calendar.templates import TemplateDialog
from shopplanner.ui.promotions.calendar.workdays import WorkdaysDialog
from tests.services.promotions.test_calendar_import import FOREIGN
from tests.ui.promotions.calendar.conftest import Planned

Wait = Callable[[], None]


@pytest.fixture
def page(build: Callable[[], CalendarPage], planned: Planned) -> CalendarPage:
    """The calendar with the test's plan."""
    return build()


def test_a_template_is_planned_and_brought_into_view(page: CalendarPage, workspace: Workspace, wait: Wait) -> None:
    page.rhythm.template.run()
    wait()
    dialog = page.findChild(TemplateDialog)
    assert isinstance(dialog, TemplateDialog)
    dialog.template.setCurrentIndex(dialog.template.findData("clearance"))
    wait()
    dialog.plan_it()
    wait()
    chosen = page.canvas.chosen_promotions()
    assert [each.name for each in chosen] == ["Clearance"]
    assert chosen[0].tasks == len(templates.template("clearance").tasks)


def test_a_series_can_be_edited_where_one_of_it_is_chosen(
    page: CalendarPage, workspace: Workspace, planned: Planned, wait: Wait
) -> None:
    page.show_record(str(planned.tenth_off))
    wait()
    assert not page.rhythm.series.can_run()
    page.rhythm.open_series()
    page.show_record(str(planned.member_days[0]))
    wait()
    page.rhythm.series.run()
    wait()
    editor = page.findChild(SeriesEditor)
    assert isinstance(editor, SeriesEditor)
    assert len(editor.model.rows) == 3
    assert plans.promotion(workspace, planned.member_days[0]).name in editor.windowTitle()


def test_the_workdays_of_the_year_in_sight_are_shown(page: CalendarPage, wait: Wait) -> None:
    page.rhythm.workdays.run()
    wait()
    dialog = page.findChild(WorkdaysDialog)
    assert isinstance(dialog, WorkdaysDialog)
    assert dialog.heading.text() == "2026"


def test_a_calendar_file_is_asked_for(
    page: CalendarPage, wait: Wait, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "in.ics"
    file.write_text(FOREIGN, encoding="utf-8", newline="\r\n")
    answers = iter([("", ""), (str(file), "*.ics")])
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_arguments: next(answers))
    page.rhythm.bring_in.run()
    wait()
    assert page.findChild(CalendarImportDialog) is None
    page.rhythm.bring_in.run()
    wait()
    assert isinstance(page.findChild(CalendarImportDialog), CalendarImportDialog)
