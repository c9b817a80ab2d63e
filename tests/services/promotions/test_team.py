"""People are added, changed and leave; tasks go to the only one of a role, else to the least loaded."""

from __future__ import annotations

from datetime import date

import pytest

from shopplanner.domain.errors import NotFoundError, RuleError
from shopplanner.services import history
from shopplanner.services.promotions import tasks, team
from shopplanner.services.workspace import Workspace

MONDAY = date(2026, 11, 23)


def who(workspace: Workspace) -> dict[str, str]:
    """Return who has each task."""
    return {task.title: task.person for task in tasks.tasks(workspace)}


def test_people_are_added_changed_and_taken_back_each_as_one_step(workspace: Workspace) -> None:
    added = team.add_person(workspace, "  小林 ", "designer", 1200)
    assert added.place == team.place(added.value)
    team.edit_person(workspace, added.value, name="林", role="operator", weekly_minutes=600, note="Mon-Wed")
    (person,) = team.people(workspace)
    assert (person.name, person.role, person.weekly_minutes, person.note, person.active) == (
        "林", "operator", 600, "Mon-Wed", True,
    )  # fmt: skip
    team.edit_person(workspace, added.value, weekly_minutes=None)
    assert team.people(workspace)[0].weekly_minutes is None
    history.undo(workspace)
    history.undo(workspace)
    assert team.people(workspace)[0].name == "小林"


@pytest.mark.parametrize("minutes", [-1, 10_081])
def test_a_person_needs_a_name_and_a_possible_week(workspace: Workspace, minutes: int) -> None:
    with pytest.raises(RuleError):
        team.add_person(workspace, "A", "designer", minutes)
    with pytest.raises(RuleError):
        team.add_person(workspace, " ", "designer")
    with pytest.raises(NotFoundError):
        team.edit_person(workspace, 999, name="A")
    assert team.people(workspace) == []


def test_the_only_one_of_a_role_gets_its_open_tasks_and_all_later_ones(workspace: Workspace) -> None:
    for title, role in (("a", "designer"), ("b", "operator"), ("done", "designer")):
        made = tasks.add_task(workspace, title, MONDAY, role).value
    tasks.set_done(workspace, [made], done=True)
    team.add_person(workspace, "Lin", "designer")
    tasks.add_task(workspace, "later", MONDAY, "designer")
    assert who(workspace) == {"a": "Lin", "b": "", "done": "", "later": "Lin"}
    assert (team.people(workspace)[0].open_tasks, team.people(workspace)[0].open_minutes) == (2, 60)


def test_of_several_the_one_with_the_smallest_share_of_time_planned_that_week_gets_it(workspace: Workspace) -> None:
    """Lin has 600 minutes a week, Mo 1200: 30 of Lin's are 5 %, 30 of Mo's 2.5 %, so Mo gets two in turn."""
    lin = team.add_person(workspace, "Lin", "designer", 600).value
    team.add_person(workspace, "Mo", "designer", 1200)
    for title in ("1", "2", "3", "4"):
        tasks.add_task(workspace, title, MONDAY, "designer")
    assert who(workspace) == {"1": "Lin", "2": "Mo", "3": "Mo", "4": "Lin"}
    tasks.add_task(workspace, "next week", date(2026, 11, 30), "designer")
    assert who(workspace)["next week"] == "Lin"
    ids = [task.id for task in tasks.tasks(workspace)]
    team.assign(workspace, ids, lin)
    assert set(who(workspace).values()) == {"Lin"}
    team.assign(workspace, ids[:1], None)
    assert who(workspace)["1"] == ""
    assert team.share_out(workspace).value == 1
    assert who(workspace)["1"] == "Mo"
    with pytest.raises(NotFoundError):
        team.assign(workspace, ids, 999)
    with pytest.raises(NotFoundError):
        team.assign(workspace, [999], lin)


def test_another_role_gives_a_task_to_somebody_else(workspace: Workspace) -> None:
    made = tasks.add_task(workspace, "a", MONDAY, "designer").value
    team.add_person(workspace, "Lin", "designer")
    team.add_person(workspace, "Mo", "operator")
    tasks.edit_task(workspace, made, role="operator", effort=45)
    (task,) = tasks.tasks(workspace)
    assert (task.person, task.effort) == ("Mo", 45)
    tasks.edit_task(workspace, made, effort=-1)
    assert tasks.tasks(workspace)[0].effort is None
    tasks.set_role(workspace, [made], "buyer")
    assert who(workspace) == {"a": ""}
    assert tasks.reschedule(workspace, {made: date(2026, 11, 25)}).value == 1
    assert tasks.tasks(workspace)[0].due == date(2026, 11, 25)


def test_the_tasks_of_who_leaves_go_to_others_and_come_back_by_undo(workspace: Workspace) -> None:
    lin = team.add_person(workspace, "Lin", "designer").value
    tasks.add_task(workspace, "a", MONDAY, "designer")
    mo = team.add_person(workspace, "Mo", "designer").value
    assert team.set_active(workspace, [lin], active=False).value == 1
    assert who(workspace) == {"a": "Mo"}
    assert [(person.name, person.active) for person in team.people(workspace)] == [("Lin", False), ("Mo", True)]
    history.undo(workspace)
    assert who(workspace) == {"a": "Lin"}
    assert team.set_active(workspace, [lin], active=True).value == 0
    assert team.remove_people(workspace, [lin]).value == 1
    assert who(workspace) == {"a": "Mo"}
    history.undo(workspace)
    assert who(workspace) == {"a": "Lin"}
    assert team.remove_people(workspace, [lin, mo]).value == 0
    assert who(workspace) == {"a": ""}
    assert team.people(workspace) == []


def test_cells_are_stored_as_they_are_meant(workspace: Workspace) -> None:
    lin = team.add_person(workspace, "Lin", "designer").value
    for typed, minutes in (("20", 1200), (" 7,5 ", 450), ("", None)):
        team.set_field(workspace, lin, "hours", typed)
        assert team.people(workspace)[0].weekly_minutes == minutes
    team.set_field(workspace, lin, "note", " mornings ")
    assert team.people(workspace)[0].note == "mornings"
    for typed in ("many", "169", "nan", "inf"):
        with pytest.raises(RuleError):
            team.set_field(workspace, lin, "hours", typed)
