"""The sample shop has people with tasks, a role that nobody has, and promotions that are ready to different degrees."""

from __future__ import annotations

from shopplanner.domain.promotions.plan import ROLES
from shopplanner.services.promotions import almanac, readiness, tasks, team
from shopplanner.services.workspace import Workspace


def test_every_role_but_buying_has_somebody_and_open_tasks_have_a_person(sample_workspace: Workspace) -> None:
    people = team.people(sample_workspace)
    assert set(ROLES) - {each.role for each in people} == {"buyer"}
    assert all(each.weekly_minutes for each in people)
    found = tasks.tasks(sample_workspace, open_only=True)
    assert found
    assert all(task.person for task in found if task.role != "buyer")
    assert all(almanac.day_info(task.due).workday for task in found if task.lead_days is not None)


def test_what_runs_is_ready_and_what_is_to_come_is_not_quite(sample_workspace: Workspace) -> None:
    found = {line.promotion.status: line.green for line in readiness.lines(sample_workspace)}
    assert found["running"]
    assert not found["scheduled"]
    assert not found["checked"]
