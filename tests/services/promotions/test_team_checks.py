"""Each check of the team finds what it must and lets pass what it must."""

from __future__ import annotations

from datetime import date

from shopplanner.services import wording
from shopplanner.services.checks.registry import run_checks
from shopplanner.services.promotions import propagation, readiness, tasks, team, team_checks
from shopplanner.services.workspace import Workspace
from tests.services.promotions.planning import put

MONDAY = date(2026, 11, 23)


def said(workspace: Workspace, check: str) -> list[str]:
    """Return what a check says of the shop."""
    return [wording.render(each.text) for each in run_checks(workspace) if each.check_id == f"promotions.{check}"]


def test_a_day_with_too_much_is_found_and_a_tenth_more_is_let_pass(workspace: Workspace) -> None:
    """600 minutes a week are 120 a day: 130 pass, 135 do not."""
    lin = team.add_person(workspace, "Lin", "designer", 600).value
    made = tasks.add_task(workspace, "a", MONDAY, "designer").value
    more = tasks.add_task(workspace, "b", MONDAY, "designer").value
    tasks.edit_task(workspace, made, effort=100)
    assert said(workspace, "overloaded") == []
    tasks.edit_task(workspace, more, effort=35)
    assert said(workspace, "overloaded") == ["Lin has 2.2 h of tasks on 2026-11-23 and 2 h of time."]
    (hit,) = team_checks.overloaded(team_checks.gather(workspace), {"days": 14, "share": 10})
    assert hit.place.record == f"{lin}@2026-11-23"
    assert list(team_checks.overloaded(team_checks.gather(workspace), {"days": 0, "share": 10})) == []


def test_an_agreed_promotion_that_begins_soon_and_lacks_something_is_found(workspace: Workspace) -> None:
    coupon = {"name": "Soon", "whole_shop": True, "threshold": 9_900, "face": 500}
    soon = put(workspace, "coupon", "2026-11-26 00:00:00", "2026-11-30 23:59:59", **coupon)
    for start, status in (("2026-11-26", "idea"), ("2026-12-20", "checked"), ("2026-11-20", "scheduled")):
        put(workspace, "gift", f"{start} 00:00:00", "2026-12-30 23:59:59", status=status, gift="g", whole_shop=True)
    assert said(workspace, "not_ready") == ["“Soon” begins on 2026-11-26 and is not ready: 0 of 9."]
    refs = [item.ref for role in readiness.of(workspace, soon).roles for item in role.items]
    readiness.tick(workspace, soon, refs, done=True)
    assert said(workspace, "not_ready") == []


def test_a_change_that_a_role_does_not_confirm_is_found_after_its_days(workspace: Workspace) -> None:
    propagation.report(workspace, "title", "new titles")
    facts = team_checks.gather(workspace)
    assert list(team_checks.unconfirmed(facts, {"days": 1})) == []
    (hit,) = team_checks.unconfirmed(facts, {"days": 0})
    (task,) = tasks.tasks(workspace)
    assert (hit.place.view, hit.place.record) == ("tasks", str(task.id))
    tasks.set_done(workspace, [task.id], done=True)
    assert list(team_checks.unconfirmed(team_checks.gather(workspace), {"days": 0})) == []


def test_a_role_without_anybody_is_found_once_there_is_a_team(workspace: Workspace) -> None:
    tasks.add_task(workspace, "a", MONDAY, "buyer")
    assert said(workspace, "nobody") == []
    team.add_person(workspace, "Lin", "designer")
    assert said(workspace, "nobody") == ["One task of Buying has nobody."]
