"""The team page edits people, shows load, moves what is too much to an earlier day, and shows readiness."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QLabel, QPushButton

from shopplanner.domain.changes import Place
from shopplanner.services.promotions import tasks, team
from shopplanner.services.workspace import Workspace
from shopplanner.ui.common.context import AppContext
from shopplanner.ui.promotions.team.heat import ground
from shopplanner.ui.promotions.team.page import TeamPage
from shopplanner.ui.theme import theme
from tests.fixtures.pages import Show
from tests.services.promotions.planning import put
from tests.ui.promotions.conftest import Settle

MONDAY, FRIDAY = date(2026, 11, 23), date(2026, 11, 27)


@pytest.fixture
def lin(workspace: Workspace) -> int:
    """A designer of ten hours a week, with two tasks of 100 minutes on Friday, and a task of nobody."""
    person = team.add_person(workspace, "Lin", "designer", 600).value
    for title in ("a", "b"):
        tasks.edit_task(workspace, tasks.add_task(workspace, title, FRIDAY, "designer").value, effort=100)
    tasks.add_task(workspace, "buy", MONDAY, "buyer")
    return person


def words(page: TeamPage) -> list[str]:
    """Return what the inspector says."""
    return [each.text() for each in page.detail.findChildren(QLabel) if not each.isHidden()]


def press(page: TeamPage, words: str) -> None:
    """Press the inspector's button of these words."""
    next(each for each in page.detail.findChildren(QPushButton) if each.text() == words).click()


def test_without_anybody_the_page_says_what_it_is_for(
    show_page: Show[TeamPage], settle: Settle, workspace: Workspace
) -> None:
    page = show_page(TeamPage)
    assert page.stack.currentWidget() is page.empty
    assert page.inspector is None
    page.add_action.run()
    settle()
    settle()
    assert page.stack.currentIndex() == 0
    (person,) = team.people(workspace)
    assert (person.name, person.role) == ("New member", "operator")


def test_tasks_without_anybody_ask_for_people(show_page: Show[TeamPage], settle: Settle, workspace: Workspace) -> None:
    tasks.add_task(workspace, "buy", MONDAY, "buyer")
    page = show_page(TeamPage)
    assert page.stack.currentIndex() == 0
    assert not page.nobody.isHidden()
    page.add_action.run()
    settle()
    settle()
    assert page.nobody.isHidden()


def test_people_are_edited_in_their_cells(
    lin: int, show_page: Show[TeamPage], settle: Settle, workspace: Workspace, app_context: AppContext
) -> None:
    page = show_page(TeamPage)
    assert page.people_model.data(page.people_model.index(0, 2)) == "10"
    for column, typed in ((0, "Lin Mei"), (1, "operator"), (2, "20"), (6, "mornings")):
        page.people_model.setData(page.people_model.index(0, column), typed)
        settle()
    (person,) = team.people(workspace)
    assert (person.name, person.role, person.weekly_minutes, person.note) == ("Lin Mei", "operator", 1200, "mornings")
    page.people_model.setData(page.people_model.index(0, 2), "many")
    settle()
    assert app_context.notices[-1].said.id == "team.rule.hours"


def test_somebody_leaves_comes_back_and_is_deleted(
    lin: int, show_page: Show[TeamPage], settle: Settle, workspace: Workspace, app_context: AppContext
) -> None:
    team.add_person(workspace, "Mo", "designer", 600)
    page = show_page(TeamPage)
    assert not page.leave_action.can_run()
    page.people.select_where(lambda each: each.id == lin)
    page.leave_action.run()
    settle()
    assert app_context.notices[-1].said.params["n"] == 2
    assert [each.active for each in team.people(workspace)] == [False, True]
    page.people.select_where(lambda each: each.id == lin)
    page.leave_action.run()
    settle()
    assert all(each.active for each in team.people(workspace))
    QTest.keyClick(page.people, Qt.Key.Key_Delete)
    settle()
    assert [each.name for each in team.people(workspace)] == ["Mo"]


def test_the_load_says_hours_and_what_is_too_full_by_sign_and_colour(lin: int, show_page: Show[TeamPage]) -> None:
    page = show_page(TeamPage)
    table = page.tables["day"]
    shown = [table.load_model.data(table.load_model.index(0, column)) for column in range(7)]
    assert shown == ["Lin (Design)", "", "", "", "", "", "▲ 3.3/2"]
    assert table.load_model.data(table.load_model.index(1, 2)) == "0.5"
    assert table.load_model.headerData(6, Qt.Orientation.Horizontal) == "11-27 Fri"
    friday, sunday = table.load_model.index(0, 6), table.load_model.index(0, 1)
    assert friday.data(Qt.ItemDataRole.BackgroundRole) == theme.color("bad", 70)
    assert sunday.data(Qt.ItemDataRole.BackgroundRole) == theme.color("border", 90)
    assert table.load_model.index(0, 0).data(Qt.ItemDataRole.BackgroundRole) is None
    assert table.load_model.index(0, 3).data(Qt.ItemDataRole.BackgroundRole) is None
    assert table.load_model.data(friday, Qt.ItemDataRole.ToolTipRole) == (
        "Lin · 11-27 Fri\n3.3 h planned of 2 h\n· a\n· b"
    )
    assert "Day off" in table.load_model.data(sunday, Qt.ItemDataRole.ToolTipRole)
    half = page.shown.by_day.rows[1] if page.shown else None
    assert half is not None
    assert ground(table.load_model.spans[1], half.cells[1]) == theme.color("accent", 67)
    table.grab()
    page.grouping.buttons["week"].click()
    assert page.loads.currentIndex() == 1
    weekly = page.tables["week"].load_model
    assert weekly.data(weekly.index(0, 2)) == "3.3/10"


def test_what_is_too_much_is_moved_earlier_with_one_click(
    lin: int, show_page: Show[TeamPage], settle: Settle, workspace: Workspace, app_context: AppContext
) -> None:
    page = show_page(TeamPage)
    assert {"Lin, 11-27 Fri: 3.3 h planned of 2 h", "a → 11-23 Mon"} <= set(words(page))
    press(page, "Move it earlier")
    settle()
    assert {task.title: task.due for task in tasks.tasks(workspace, until=FRIDAY)}["a"] == MONDAY
    assert "Nobody has more to do than there is time for." in words(page)
    notice = app_context.notices[-1]
    assert notice.action is not None
    notice.action.run()
    settle()
    assert tasks.tasks(workspace)[-1].due == FRIDAY


def test_what_fits_nowhere_is_said_and_many_full_days_are_counted(
    workspace: Workspace, show_page: Show[TeamPage]
) -> None:
    for name in "abcdefgh":
        person = team.add_person(workspace, name, "designer", 60).value
        made = tasks.add_task(workspace, name, date(2026, 11, 20), "designer").value
        tasks.edit_task(workspace, made, effort=600, due=MONDAY)
        team.assign(workspace, [made], person)
    page = show_page(TeamPage)
    assert any("find no earlier day" in each for each in words(page))
    assert "and 2 more days" in words(page)


def test_a_place_leads_to_a_person_s_day_and_its_tasks_can_be_given_away(
    lin: int, show_page: Show[TeamPage], settle: Settle, workspace: Workspace, app_context: AppContext
) -> None:
    went: list[Place] = []
    app_context.navigated.connect(went.append)
    page = show_page(TeamPage)
    page.show_record(f"{lin}@2026-11-27")
    assert "Lin · 11-27 Fri" in words(page)
    press(page, "a")
    assert went[-1].view == "tasks"
    (first, _second) = page.detail.findChildren(QComboBox)
    first.setCurrentIndex(0)
    first.activated.emit(0)
    settle()
    assert [task.person for task in tasks.tasks(workspace, until=FRIDAY) if task.title == "a"] == [""]
    assert page.share_action.can_run()
    page.share_action.run()
    settle()
    assert app_context.notices[-1].said.params["n"] == 1
    page.tables["day"].choose("buyer")
    assert "Choose a cell to see its tasks." in words(page)
    assert not page.tables["day"].choose("nobody")


def test_coming_promotions_stand_with_the_readiness_of_each_role(
    workspace: Workspace, show_page: Show[TeamPage], settle: Settle, app_context: AppContext
) -> None:
    given = {"name": "Coupon", "whole_shop": True, "threshold": 9_900, "face": 500, "status": "checked"}
    first = put(workspace, "coupon", "2026-12-01 00:00:00", "2026-12-02 23:59:59", **given)
    later = put(workspace, "coupon", "2026-12-03 00:00:00", "2026-12-04 23:59:59", **given)
    went: list[Place] = []
    app_context.navigated.connect(went.append)
    page = show_page(TeamPage)
    page.views.buttons["gates"].click()
    settle()
    assert page.inspector is page.side
    line = [page.gate_model.data(page.gate_model.index(0, column)) for column in range(11)]
    assert line[:5] == ["Coupon", "12-01 Tue", "Checked", "0/9", "0/2"]
    assert page.gate_model.data(page.gate_model.index(0, 6)) == "–"
    assert "· Stock counted" in page.gate_model.data(page.gate_model.index(0, 9), Qt.ItemDataRole.ToolTipRole)
    assert page.card.promotion_id == first
    page.card.boxes["counted"].click()
    settle()
    assert page.gate_model.data(page.gate_model.index(0, 9)) == "✓"
    page.show_record(f"promotion:{later}")
    settle()
    assert page.card.promotion_id == later
    page.gates.row_activated.emit(page.gate_model.rows[0])
    assert went == [Place("promotions", "calendar", str(first))]


def test_without_promotions_readiness_says_so(show_page: Show[TeamPage]) -> None:
    page = show_page(TeamPage)
    page.views.buttons["gates"].click()
    assert not page.no_gates.isHidden()
    assert page.inspector is None
