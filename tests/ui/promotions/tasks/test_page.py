"""The tasks page groups tasks, ticks, adds, edits and deletes them, and leads to their promotions."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import QDate, QModelIndex, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QMenu, QPushButton

from shopplanner.domain.changes import Place
from shopplanner.services.promotions import tasks
from shopplanner.services.promotions.task_board import Group, TaskFilter
from shopplanner.services.workspace import Workspace
from shopplanner.ui.common.context import AppContext
from shopplanner.ui.promotions.tasks.page import TasksPage
from shopplanner.ui.promotions.tasks.table import Line, heading, role_words, state_words, task_columns
from tests.fixtures.pages import Show
from tests.services.promotions.planning import put
from tests.ui.promotions.conftest import Settle

TODAY = date(2026, 11, 22)
Ids = dict[str, int]


@pytest.fixture
def planned(workspace: Workspace) -> Ids:
    """A gift from 1 December with three tasks, and a task of its own that was done."""
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
    found["over"] = tasks.add_task(workspace, "over", date(2026, 11, 2)).value
    tasks.set_done(workspace, [found["over"]], done=True)
    return found


def shown(page: TasksPage) -> list[str]:
    """Return the lines of the table: headings in brackets, tasks by title."""
    return [
        line.task.title if line.task else f"[{heading(line.group, line.today)}]" if line.group else ""
        for line in page.model.rows
    ]


def stored(workspace: Workspace) -> dict[str, bool]:
    """Return the tasks of the workspace by title, and whether they are done."""
    return {task.title: task.done for task in tasks.tasks(workspace)}


def test_without_tasks_the_page_says_what_it_is_for(show_page: Show[TasksPage], app_context: AppContext) -> None:
    went: list[Place] = []
    app_context.navigated.connect(went.append)
    page = show_page(TasksPage)
    assert page.stack.currentIndex() == 1
    page.calendar_action.run()
    assert went == [Place("promotions", "calendar")]


def test_the_first_step_is_to_plan_where_there_is_a_promotion(workspace: Workspace, show_page: Show[TasksPage]) -> None:
    put(workspace, "gift", "2026-12-01 00:00:00", "2026-12-02 23:59:59", gift="g", whole_shop=True)
    page = show_page(TasksPage)
    assert page.stack.currentWidget() is page.empty
    (offered,) = page.empty.findChildren(QPushButton, "tasks.plan")
    assert offered.isEnabled()


def test_tasks_stand_by_day_with_overdue_ones_first(planned: Ids, show_page: Show[TasksPage]) -> None:
    page = show_page(TasksPage)
    assert shown(page) == [
        "[Overdue: 1 task]", "late", "[Sun 11-22 (today): 1 task]", "now", "[Wed 11-25 (in 3 days): 1 task]", "soon",
    ]  # fmt: skip
    chips = [each.text() for each in page.header.findChildren(QLabel) if each.property("chip")]
    assert chips == ["1 overdue", "1 due today"]
    assert page.editor.title.text() == "late"
    assert page.count.text() == "3 tasks"


def test_tasks_can_stand_by_role_and_done_ones_can_be_shown(planned: Ids, show_page: Show[TasksPage]) -> None:
    page = show_page(TasksPage)
    page.grouping.buttons["role"].click()
    assert shown(page) == ["[Operations: 1 task]", "now", "[Design: 2 tasks, 1 overdue]", "late", "soon"]
    page.grouping.buttons["day"].click()
    page.states.buttons["all"].click()
    assert shown(page)[-2:] == ["[Done before: 1 task]", "over"]


def test_tasks_are_filtered_by_role_and_promotion(planned: Ids, show_page: Show[TasksPage]) -> None:
    page = show_page(TasksPage)
    page.roles.setCurrentIndex(page.roles.findData("operator"))
    assert shown(page)[1:] == ["now"]
    page.roles.setCurrentIndex(page.roles.findData("warehouse"))
    assert shown(page) == []
    assert page.nothing.text() == "No task fits the filter."
    assert page.inspector is None
    page.roles.setCurrentIndex(0)
    page.promotions.setCurrentIndex(1)
    assert page.wanted == TaskFilter(promotion_id=planned["promotion"])
    assert len(shown(page)) == 6


def test_a_record_is_chosen_even_if_a_filter_hides_it(planned: Ids, show_page: Show[TasksPage]) -> None:
    page = show_page(TasksPage)
    page.roles.setCurrentIndex(page.roles.findData("operator"))
    page.show_record(str(planned["over"]))
    assert page.editor.title.text() == "over"
    assert page.wanted == TaskFilter(open_only=False)
    assert page.roles.currentIndex() == 0
    page.show_record(f"promotion:{planned['promotion']}")
    assert page.wanted.promotion_id == planned["promotion"]
    assert page.promotions.currentText() == "12-01 Gift"


def test_a_box_ticks_its_task(
    planned: Ids, workspace: Workspace, show_page: Show[TasksPage], settle: Settle, app_context: AppContext
) -> None:
    page = show_page(TasksPage)
    box = page.model.index(3, 0)
    assert page.model.data(box, Qt.ItemDataRole.CheckStateRole) == Qt.CheckState.Unchecked
    assert page.model.data(box, Qt.ItemDataRole.AccessibleTextRole) == "now"
    assert page.model.setData(box, Qt.CheckState.Checked, Qt.ItemDataRole.CheckStateRole)
    settle()
    assert stored(workspace)["now"]
    assert "now" not in shown(page)
    app_context.undo()
    settle()
    assert "now" in shown(page)


def test_headings_cannot_be_chosen_or_ticked(planned: Ids, show_page: Show[TasksPage]) -> None:
    page = show_page(TasksPage)
    top = page.model.index(0, 0)
    assert page.model.data(top, Qt.ItemDataRole.CheckStateRole) is None
    assert page.model.data(QModelIndex(), Qt.ItemDataRole.CheckStateRole) is None
    assert page.model.flags(top) == Qt.ItemFlag.ItemIsEnabled
    assert not page.model.setData(top, Qt.CheckState.Checked, Qt.ItemDataRole.CheckStateRole)
    assert page.model.data(top, Qt.ItemDataRole.AccessibleTextRole) == "Overdue: 1 task"
    assert page.model.data(page.model.index(0, 1)) == ""
    assert page.table.columnSpan(0, 0) == len(task_columns())
    assert page.table.columnSpan(1, 0) == 1
    assert not page.model.setData(page.model.index(1, 1), "x")


def test_keys_tick_what_is_selected_and_step_over_headings(
    planned: Ids, workspace: Workspace, show_page: Show[TasksPage], settle: Settle
) -> None:
    page = show_page(TasksPage)
    page.table.select_task(planned["late"])
    QTest.keyClick(page.table, Qt.Key.Key_Down)
    assert page.editor.title.text() == "now"
    QTest.keyClick(page.table, Qt.Key.Key_Down)
    assert page.editor.title.text() == "soon"
    QTest.keyClick(page.table, Qt.Key.Key_Up)
    assert page.editor.title.text() == "now"
    QTest.keyClick(page.table, Qt.Key.Key_Space)
    settle()
    assert stored(workspace)["now"]


def test_several_tasks_are_ticked_reopened_and_deleted_together(
    planned: Ids, workspace: Workspace, show_page: Show[TasksPage], settle: Settle, app_context: AppContext
) -> None:
    page = show_page(TasksPage)
    page.states.buttons["all"].click()
    page.table.selectAll()
    page.done_action.run()
    settle()
    assert all(stored(workspace).values())
    page.table.selectAll()
    page.done_action.run()
    settle()
    assert not any(stored(workspace).values())
    page.table.selectAll()
    page.table.delete_pressed.emit()
    settle()
    assert stored(workspace) == {}
    assert page.stack.currentIndex() == 1
    app_context.undo()
    settle()
    assert len(stored(workspace)) == 4


def test_fields_are_stored_when_they_change(
    planned: Ids, workspace: Workspace, show_page: Show[TasksPage], settle: Settle
) -> None:
    page = show_page(TasksPage)
    page.editor.title.setText("later")
    page.editor.note.setPlainText("why")
    page.flush()
    page.editor.due.setDate(QDate(2026, 11, 27))
    page.editor.role.setCurrentIndex(page.editor.role.findData("buyer"))
    settle()
    found = {task.id: task for task in tasks.tasks(workspace)}[planned["late"]]
    assert (found.title, found.note, found.due, found.role) == ("later", "why", date(2026, 11, 27), "buyer")
    assert page.editor.title.text() == "later"


def test_typing_is_stored_before_another_task_is_shown(
    planned: Ids, workspace: Workspace, show_page: Show[TasksPage], settle: Settle
) -> None:
    page = show_page(TasksPage)
    page.editor.title.setText("typed")
    page.table.select_task(planned["soon"])
    settle()
    assert "typed" in stored(workspace)
    assert page.editor.title.text() == "soon"


def test_what_is_being_typed_stays_while_the_page_is_filled_anew(
    planned: Ids, show_page: Show[TasksPage], settle: Settle
) -> None:
    page = show_page(TasksPage)
    page.editor.title.setText("half a ti")
    page.refresh()
    settle()
    assert page.editor.title.text() == "half a ti"
    page.flush()
    settle()


def test_a_new_task_takes_role_and_promotion_of_the_filter_and_waits_for_its_title(
    planned: Ids, workspace: Workspace, show_page: Show[TasksPage], settle: Settle
) -> None:
    page = show_page(TasksPage)
    page.roles.setCurrentIndex(page.roles.findData("designer"))
    page.promotions.setCurrentIndex(1)
    page.add_action.run()
    settle()
    assert page.editor.title.text() == "New task"
    assert page.editor.title.selectedText() == "New task"
    found = next(task for task in tasks.tasks(workspace) if task.title == "New task")
    assert (found.role, found.due, found.promotion_id) == ("designer", TODAY, planned["promotion"])


def test_the_usual_tasks_of_a_promotion_are_planned_from_a_menu(
    planned: Ids, workspace: Workspace, show_page: Show[TasksPage], settle: Settle, app_context: AppContext
) -> None:
    page = show_page(TasksPage)
    assert page.plan_action.can_run()
    menu = page.plan_menu()
    words = [each.text() for each in menu.actions() if not each.isSeparator()]
    assert words == ["Routine of this week (11-16)", "Routine of next week (11-23)", "12-01  Gift"]
    menu.actions()[-1].trigger()
    settle()
    assert len(stored(workspace)) == 4 + 4
    assert app_context.notices[-1].said.params["n"] == 4
    menu.actions()[-1].trigger()
    settle()
    assert app_context.notices[-1].said.id == "tasks.planned_none"
    menu.actions()[1].trigger()
    settle()
    assert app_context.notices[-1].said.params["n"] == 32
    menu.deleteLater()
    page.plan_action.run()
    opened = [each for each in page.findChildren(QMenu) if each.isVisible()]
    assert len(opened) == 1
    opened[0].close()


def test_a_task_leads_to_its_promotion(
    planned: Ids, show_page: Show[TasksPage], settle: Settle, app_context: AppContext
) -> None:
    went: list[Place] = []
    app_context.navigated.connect(went.append)
    page = show_page(TasksPage)
    page.table.row_activated.emit(page.table.current_row())
    assert went == [Place("promotions", "calendar", str(planned["promotion"]))]
    page.show_record(str(planned["over"]))
    assert not page.promotion_action.can_run()
    assert page.editor.promotion.text() == "Belongs to no promotion"


def test_days_weeks_roles_and_states_are_worded() -> None:
    assert heading(Group("week", (), date(2026, 11, 30)), TODAY) == "11-30 to 12-06: 0 tasks"
    assert heading(Group("day", (), date(2026, 11, 23)), TODAY) == "Mon 11-23 (tomorrow): 0 tasks"
    assert role_words("zebra") == "zebra"
    task = tasks.Task(1, "t", "operator", date(2026, 11, 20), False, None, "", "", None)
    assert state_words(Line(TODAY, task)) == "2 days late"
    assert state_words(Line(date(2026, 11, 19), task)) == "1 day left"
    assert state_words(Line(TODAY)) == ""
    assert Line(TODAY).key is None
