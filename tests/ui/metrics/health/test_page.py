"""Data health shows days, problems with their explanation, and whether sums tie."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QHelpEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QToolTip

from shopplanner.domain.changes import Place
from shopplanner.domain.metrics.periods import Period
from shopplanner.services.workspace import Workspace
from shopplanner.ui.common.context import AppContext
from shopplanner.ui.metrics.health.coverage import MISSING, OUTSIDE, PRESENT
from shopplanner.ui.metrics.health.page import HealthPage
from shopplanner.ui.metrics.health.view import signed_percent, span
from tests.fixtures.pages import Show, settle
from tests.services.metrics.figures import november


def test_without_data_the_page_says_what_it_is_for(show: Show[HealthPage], app_context: AppContext) -> None:
    went: list[Place] = []
    app_context.navigated.connect(went.append)
    page = show(HealthPage)
    assert page.view.currentIndex() == 1
    page.actions_list()[0].run()
    assert went == [Place("metrics", "importing")]


def test_the_map_knows_present_missing_and_outside_days(shop: Workspace, show: Show[HealthPage]) -> None:
    page = show(HealthPage)
    covered = page.health.coverage[0] if page.health else None
    assert covered is not None
    states = [page.view.map.state_of(covered, november(day)) for day in (6, 7, 21)]
    assert states == [PRESENT, MISSING, OUTSIDE]


def test_problems_are_listed_and_explained(shop: Workspace, show: Show[HealthPage]) -> None:
    page = show(HealthPage)
    assert {issue.kind for issue in page.view.issues.rows} == {"gap"}
    assert page.view.explanation.count() == 3
    page.show_record("gap")
    assert page.view.issues_table.current_row().kind == "gap"
    assert [found.month for found in page.view.months.rows] == ["2026-11"]


def test_a_click_on_a_missing_day_chooses_its_problem(shop: Workspace, show: Show[HealthPage]) -> None:
    page = show(HealthPage)
    picture = page.view.map
    picture.grab()
    hits = [
        QPoint(x, y)
        for y in range(0, picture.height(), 4)
        for x in range(picture.width())
        if (found := picture.day_at(QPoint(x, y))) and found[1] == november(7) and found[0].fact == "ad_day"
    ]
    assert hits
    QTest.mouseClick(picture, Qt.MouseButton.LeftButton, pos=hits[0])
    assert page.view.issues_table.current_row().fact == "ad_day"
    picture.event(QHelpEvent(QEvent.Type.ToolTip, hits[0], picture.mapToGlobal(hits[0])))
    assert "2026-11-07 · missing" in QToolTip.text()
    picture.event(QHelpEvent(QEvent.Type.ToolTip, QPoint(0, 0), picture.mapToGlobal(QPoint(0, 0))))


def test_other_spans_can_be_chosen(
    shop: Workspace, show: Show[HealthPage], app_context: AppContext, qapp: QApplication
) -> None:
    page = show(HealthPage)
    page.span.buttons["400"].click()
    settle(app_context, qapp)
    assert page.health is not None
    assert len(page.health.period) == 400


def test_spans_and_differences_are_worded() -> None:
    assert span(Period(november(1), november(1))) == "2026-11-01"
    assert span(Period(november(1), november(3))) == "2026-11-01 – 11-03"
    assert [signed_percent(value) for value in (None, 120, -120, 0)] == ["–", "+1.2%", "−1.2%", "0.0%"]
