"""Tasks follow their promotion to another start, and land on working days."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from shopplanner.services import history
from shopplanner.services.promotions import almanac, plans, tasks
from shopplanner.services.workspace import Workspace
from tests.services.promotions.planning import put


def event(workspace: Workspace, first: str = "2026-12-01") -> int:
    """Plan a platform event of a fortnight with its usual tasks."""
    last = date.fromisoformat(first) + timedelta(days=11)
    promotion = put(workspace, "platform_event", f"{first} 20:00:00", f"{last} 23:59:59", rate=1200, whole_shop=True)
    tasks.plan_tasks(workspace, promotion)
    return promotion


def due(workspace: Workspace) -> dict[str, date]:
    """Return when planned tasks are due; confirmations of changes are none."""
    return {task.title: task.due for task in tasks.tasks(workspace) if task.change_id is None}


def test_planned_tasks_are_planned_anew_from_the_new_start(workspace: Workspace) -> None:
    """From Tuesday 1 December to Thursday the 3rd: 4 days before is Sunday 29 November, so Friday the 27th."""
    promotion = event(workspace)
    before = due(workspace)
    assert before["Set ad budget and stop lines"] == date(2026, 11, 27)
    assert before["Freeze changes"] == date(2026, 11, 30)
    plans.move(workspace, promotion, timedelta(days=2))
    after = due(workspace)
    assert after["Set ad budget and stop lines"] == date(2026, 11, 27)
    assert after["Freeze changes"] == date(2026, 12, 2)
    assert all(almanac.day_info(day).workday for day in after.values())
    history.undo(workspace)
    assert due(workspace) == before


def test_no_task_lands_in_the_holidays_of_national_day(workspace: Workspace) -> None:
    """1 to 7 October 2026 are off: what is due 3 or 1 days before the 8th is due on 30 September."""
    promotion = event(workspace)
    plans.move(workspace, promotion, date(2026, 10, 8) - date(2026, 12, 1))
    after = due(workspace)
    assert after["Freeze changes"] == date(2026, 9, 30)
    assert after["Prepare service scripts"] == date(2026, 9, 30)


def test_what_was_put_elsewhere_by_hand_keeps_its_distance_and_what_is_done_stays(workspace: Workspace) -> None:
    """A task of Thursday 26 November goes two days on, from Saturday back to Friday."""
    promotion = event(workspace)
    own = tasks.add_task(workspace, "Own", date(2026, 11, 26), promotion_id=promotion).value
    done = tasks.add_task(workspace, "Done", date(2026, 11, 24), promotion_id=promotion).value
    tasks.set_done(workspace, [done], done=True)
    plans.move(workspace, promotion, timedelta(days=2))
    assert due(workspace)["Own"] == date(2026, 11, 27)
    assert due(workspace)["Done"] == date(2026, 11, 24)
    assert {task.id for task in tasks.tasks(workspace, promotion_id=promotion)} >= {own, done}


def test_tasks_follow_another_start_but_not_another_hour_or_end(workspace: Workspace) -> None:
    promotion = event(workspace)
    before = due(workspace)
    plans.move(workspace, promotion, timedelta(hours=-4))
    plans.resize(workspace, promotion, datetime(2026, 12, 1, 16), datetime(2026, 12, 20, 23, 59, 59))
    assert due(workspace) == before
    plans.resize(workspace, promotion, datetime(2026, 12, 3), datetime(2026, 12, 20, 23, 59, 59))
    assert due(workspace)["Freeze changes"] == date(2026, 12, 2)
