"""The board shows lanes of cards; they are put into other lanes by dragging and by keys."""

from __future__ import annotations

import json
from datetime import date, timedelta
from time import perf_counter

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt
from PySide6.QtGui import QDropEvent, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel
from sqlalchemy import insert

from shopplanner.domain.changes import Place
from shopplanner.services.products import editing
from shopplanner.services.promotions import propagation, tasks, team
from shopplanner.services.workspace import Workspace
from shopplanner.storage.tables.promotions import TaskRow
from shopplanner.ui.common.context import AppContext
from shopplanner.ui.promotions.tasks.cards import MIME, CardList
from shopplanner.ui.promotions.tasks.page import TasksPage
from tests.fixtures.pages import Show
from tests.services.promotions.planning import put, put_products
from tests.ui.promotions.conftest import Settle

TODAY = date(2026, 11, 22)
Ids = dict[str, int]


@pytest.fixture
def planned(workspace: Workspace) -> Ids:
    """Lin designs and Mo operates; a late task, one of today and one of Wednesday."""
    team.add_person(workspace, "Lin", "designer", 600)
    team.add_person(workspace, "Mo", "operator", 600)
    promotion = put(
        workspace, "gift", "2026-12-01 00:00:00", "2026-12-02 23:59:59", name="Gift", gift="g", whole_shop=True
    )
    found = {"promotion": promotion}
    for title, due, role in (
        ("late", date(2026, 11, 20), "designer"),
        ("now", TODAY, "operator"),
        ("soon", date(2026, 11, 25), "designer"),
    ):
        found[title] = tasks.add_task(workspace, title, due, role, promotion).value
    return found


@pytest.fixture
def page(planned: Ids, show_page: Show[TasksPage]) -> TasksPage:
    """The page as a board."""
    made = show_page(TasksPage)
    made.forms.buttons["board"].click()
    return made


def by(page: TasksPage, grouping: str) -> dict[str, list[str]]:
    """Group the board otherwise, and return the titles by lane."""
    page.grouping.buttons[grouping].click()
    return {lane.name.text(): [task.title for task in lane.group.tasks] for lane in page.lanes.lanes}


def lane(page: TasksPage, name: str) -> CardList:
    return next(each.cards for each in page.lanes.lanes if each.name.text() == name)


def drop(cards: CardList, *ids: int, kind: str = MIME) -> QDropEvent:
    """Drop tasks on a lane."""
    carried = QMimeData()
    carried.setData(kind, json.dumps(ids).encode())
    event = QDropEvent(
        QPointF(5, 5), Qt.DropAction.MoveAction, carried, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    )
    cards.dropEvent(event)
    return event


def test_lanes_are_days_roles_or_people(page: TasksPage) -> None:
    days = by(page, "day")
    assert list(days)[:2] == ["Overdue", "Sun 11-22 (today)"]
    assert (days["Overdue"], days["Wed 11-25 (in 3 days)"], days["Later"]) == (["late"], ["soon"], [])
    roles = by(page, "role")
    assert len(roles) == 7
    assert (roles["Operations"], roles["Design"], roles["Buying"]) == (["now"], ["late", "soon"], [])
    assert by(page, "person") == {"nobody": [], "Mo": ["now"], "Lin": ["late", "soon"]}
    assert page.lanes.lanes[2].count.text() == "2 tasks · 1 h"


def test_a_card_dropped_on_a_lane_gets_its_day_role_or_person(
    page: TasksPage, planned: Ids, workspace: Workspace, settle: Settle
) -> None:
    by(page, "role")
    drop(lane(page, "Design"), planned["now"])
    settle()
    assert by(page, "person")["Lin"] == ["late", "now", "soon"]
    drop(lane(page, "Mo"), planned["now"], planned["soon"])
    settle()
    assert by(page, "person")["Mo"] == ["now", "soon"]
    by(page, "day")
    drop(lane(page, "Thu 11-26 (in 4 days)"), planned["late"])
    settle()
    assert {task.title: task.due for task in tasks.tasks(workspace)}["late"] == date(2026, 11, 26)


def test_what_is_late_or_later_takes_nothing_and_neither_is_anything_else_taken(
    page: TasksPage, planned: Ids, workspace: Workspace, settle: Settle
) -> None:
    before = tasks.tasks(workspace)
    by(page, "day")
    drop(lane(page, "Later"), planned["now"])
    drop(lane(page, "Wed 11-25 (in 3 days)"), planned["soon"])
    drop(lane(page, "Wed 11-25 (in 3 days)"), planned["now"], kind="text/plain")
    settle()
    assert tasks.tasks(workspace) == before
    assert not lane(page, "Overdue").acceptDrops()


def test_a_drag_carries_the_ids_of_its_cards(page: TasksPage, planned: Ids) -> None:
    by(page, "role")
    model = lane(page, "Design").card_model
    carried = model.mimeData([model.index(0), model.index(1)])
    assert json.loads(bytes(carried.data(MIME).data()).decode()) == [planned["late"], planned["soon"]]
    assert model.mimeTypes() == [MIME]
    assert model.data(model.index(0)) == "late"
    assert model.data(model.index(0), Qt.ItemDataRole.AccessibleTextRole) == "late\nLin · 2 days late · Gift"
    assert model.data(model.index(9)) is None
    assert model.data(model.index(0), Qt.ItemDataRole.EditRole) is None
    assert model.rowCount(model.index(0)) == 0


def test_keys_go_to_the_lane_beside_and_put_cards_there(
    page: TasksPage, planned: Ids, workspace: Workspace, settle: Settle
) -> None:
    by(page, "role")
    page.activateWindow()
    operations = lane(page, "Operations")
    operations.setFocus()
    operations.select_task(planned["now"])
    assert page.editor.title.text() == "now"
    QTest.keyClick(operations, Qt.Key.Key_Left)
    QTest.keyClick(operations, Qt.Key.Key_Right)
    assert page.editor.title.text() == "late"
    assert [task.title for task in page.lanes.selected_tasks()] == ["late"]
    QTest.keyClick(lane(page, "Design"), Qt.Key.Key_Right, Qt.KeyboardModifier.ControlModifier)
    settle()
    assert by(page, "role")["Ads"] == ["late"]
    assert [task.title for task in page.lanes.selected_tasks()] == ["late"]
    QTest.keyClick(lane(page, "Ads"), Qt.Key.Key_Left, Qt.KeyboardModifier.ControlModifier)
    settle()
    assert "late" in by(page, "role")["Design"]
    QTest.keyClick(lane(page, "Operations"), Qt.Key.Key_Left, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClick(lane(page, "Buying"), Qt.Key.Key_Down)
    settle()
    assert by(page, "role")["Operations"] == ["now"]


def test_cards_are_ticked_opened_and_deleted(
    page: TasksPage, planned: Ids, workspace: Workspace, settle: Settle, app_context: AppContext
) -> None:
    went: list[Place] = []
    app_context.navigated.connect(went.append)
    by(page, "role")
    design = lane(page, "Design")
    design.select_task(planned["late"])
    QTest.keyClick(design, Qt.Key.Key_Return)
    assert went == [Place("promotions", "calendar", str(planned["promotion"]))]
    page.states.buttons["all"].click()
    design = lane(page, "Design")
    design.select_task(planned["late"])
    QTest.keyClick(design, Qt.Key.Key_Space)
    settle()
    assert next(task for task in tasks.tasks(workspace) if task.title == "late").done
    page.lanes.grab()
    lane(page, "Design").select_task(planned["soon"])
    QTest.keyClick(lane(page, "Design"), Qt.Key.Key_Delete)
    settle()
    assert {task.title for task in tasks.tasks(workspace)} == {"late", "now"}


def test_a_chosen_task_stays_chosen_in_the_other_form(page: TasksPage, planned: Ids) -> None:
    by(page, "role")
    lane(page, "Design").select_task(planned["soon"])
    page.forms.buttons["list"].click()
    current = page.table.current_row()
    assert current is not None
    assert current.task is not None
    assert current.task.id == planned["soon"]
    page.forms.buttons["board"].click()
    assert [task.id for task in page.lanes.selected_tasks()] == [planned["soon"]]
    page.show_record(str(planned["now"]))
    assert page.editor.title.text() == "now"


def test_person_and_minutes_are_stored_and_scripts_are_copied(
    planned: Ids, workspace: Workspace, show_page: Show[TasksPage], settle: Settle
) -> None:
    (soap,) = put_products(workspace, ("Soap", 5_000, 1_000, None))
    propagation.report(workspace, "title", "new title", before="old", product_id=soap)
    page = show_page(TasksPage)
    assert page.editor.card.isHidden()
    page.editor.person.setCurrentIndex(page.editor.person.findText("Mo (Operations)"))
    page.editor.effort.setValue(45)
    settle()
    late = next(task for task in tasks.tasks(workspace) if task.title == "late")
    assert (late.person, late.effort) == ("Mo", 45)
    page.editor.person.setCurrentIndex(0)
    settle()
    assert tasks.tasks(workspace)[0].person == ""
    page.states.buttons["changes"].click()
    assert page.editor.title.text() == "Check the keyword plan of Soap"
    assert page.editor.promotion.text() == "Waited for by: Gift"
    page.editor.copy.click()
    assert QGuiApplication.clipboard().text().startswith("Change: old → new title")
    page.states.buttons["open"].click()
    page.promotions.setCurrentIndex(1)
    assert page.count.text() == "4 tasks"


def test_the_list_can_stand_by_person(planned: Ids, show_page: Show[TasksPage]) -> None:
    page = show_page(TasksPage)
    page.grouping.buttons["person"].click()
    words = [page.model.data(page.model.index(row, 0)) for row in range(page.model.rowCount())]
    assert [each for each in words if each] == ["Mo: 1 task", "Lin: 2 tasks, 1 overdue"]


def test_a_thousand_tasks_are_shown_and_regrouped_without_holding_up_the_window(
    workspace: Workspace, show_page: Show[TasksPage]
) -> None:
    with workspace.database.write() as connection:
        connection.execute(
            insert(TaskRow),
            [
                {
                    "shop_id": workspace.shop_id, "title": f"task {n}", "role": ("designer", "buyer")[n % 2],
                    "due_day": (TODAY + timedelta(days=n % 40 - 5) - date(1970, 1, 1)).days,
                }
                for n in range(1000)
            ],
        )  # fmt: skip
    page = show_page(TasksPage)
    page.forms.buttons["board"].click()
    for grouping in ("role", "person", "day"):
        began = perf_counter()
        page.grouping.buttons[grouping].click()
        page.lanes.grab()
        assert perf_counter() - began < 0.5
    assert page.count.text() == "1000 tasks"


def test_a_lane_tells_drags_where_they_may_end(page: TasksPage) -> None:
    by(page, "role")
    cards = lane(page, "Design")
    assert cards.acceptDrops()
    assert cards.rect().contains(QPoint(5, 5))
    said = [each.text() for each in page.lanes.findChildren(QLabel)]
    assert "Design" in said


def test_who_changes_something_is_told_who_was_told_and_led_there(
    workspace: Workspace, show_page: Show[TasksPage], settle: Settle, app_context: AppContext
) -> None:
    (soap,) = put_products(workspace, ("Soap", 5_000, 1_000, None))
    put(workspace, "gift", "2026-11-20 00:00:00", "2026-12-02 23:59:59", name="Gift", gift="g", whole_shop=True)
    tasks.add_task(workspace, "other", TODAY)
    went: list[Place] = []
    app_context.navigated.connect(went.append)
    page = show_page(TasksPage)
    app_context.perform(lambda shop: editing.set_field(shop, soap, "title", "New"))
    settle()
    notice = app_context.notices[-1]
    assert notice.said.id == "team.told"
    assert notice.action is not None
    notice.action.run()
    page.show_record(went[-1].record)
    assert page.count.text() == "1 task"
    assert page.states.buttons["changes"].isChecked()
