"""A template shows its promotions, phases and tasks before it plans them in one step."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date

import pytest
from PySide6.QtCore import QDate
from PySide6.QtWidgets import QWidget

from shopplanner.services.promotions import plans
from shopplanner.ui.common.context import AppContext
from shopplanner.ui.promotions.calendar.templates import TemplateDialog, effort

Wait = Callable[[], None]


@pytest.fixture
def made() -> list[list[int]]:
    return []


@pytest.fixture
def dialog(themed: None, app_context: AppContext, made: list[list[int]], wait: Wait) -> Iterator[TemplateDialog]:
    parent = QWidget()
    shown = TemplateDialog(parent, app_context, made.append)
    wait()
    yield shown
    parent.deleteLater()


def choose(dialog: TemplateDialog, template: str, wait: Wait) -> None:
    """Choose a template."""
    dialog.template.setCurrentIndex(dialog.template.findData(template))
    wait()


def test_what_would_be_planned_is_shown(dialog: TemplateDialog) -> None:
    assert dialog.start.date() == QDate(2027, 10, 20)
    lines = dialog.parts.text().splitlines()
    assert lines[0] == "Double 11 · Platform event · 10-20 20:00 → 11-13 23:59"
    assert lines[1] == "    First wave  10-20 → 10-23"
    assert "    Warm-up  10-13 → 10-19" in lines
    rows = dialog.table.copy_text().splitlines()
    assert rows[1].split("\t") == [
        "2027-08-20 Fri",
        "Choose products and their roles",
        "Operations",
        "4 h",
        "60 days before",
    ]
    assert rows[-1].split("\t")[-1] == "7 days after"
    assert dialog.summary.text().startswith("24 tasks, 83.5 h in all.")
    assert dialog.late.isHidden()


def test_a_start_that_is_too_soon_is_told(dialog: TemplateDialog, wait: Wait) -> None:
    choose(dialog, "member_day", wait)
    dialog.start.setDate(QDate(2026, 11, 25))
    wait()
    assert not dialog.late.isHidden()
    assert dialog.late.text().startswith("4 tasks")


def test_it_is_planned_and_undone(
    dialog: TemplateDialog, app_context: AppContext, made: list[list[int]], wait: Wait
) -> None:
    choose(dialog, "women", wait)
    dialog.name.setText("女王节")
    dialog.plan_it()
    wait()
    (ids,) = made
    assert plans.promotion(app_context.workspace, ids[0]).name == "女王节"
    assert len(ids) == 2
    app_context.undo()
    wait()
    assert plans.promotions_between(app_context.workspace, date(2026, 1, 1), date(2028, 1, 1)) == []


def test_effort_is_told_in_hours_from_one_hour_on() -> None:
    assert [effort(minutes) for minutes in (None, 45, 60, 90)] == ["", "45 min", "1 h", "1.5 h"]
