"""Tasks are planned backward from a start, ticked, edited and deleted, and stand in groups by day or by role."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from shopplanner.domain.errors import NotFoundError, RuleError
from shopplanner.services import history
from shopplanner.services.promotions import almanac, plans, tasks, team
from shopplanner.services.promotions.day_sheet import PriceLine, day_sheet, sheet_prices
from shopplanner.services.promotions.task_board import (
    Board,
    Group,
    TaskFilter,
    board,
    by_day,
    by_person,
    by_role,
    lanes,
)
from shopplanner.services.promotions.task_board import put as put_into
from shopplanner.services.promotions.tasks import Task
from shopplanner.services.promotions.team import Person
from shopplanner.services.workspace import Workspace
from tests.services.promotions.planning import put, put_products

TODAY = date(2026, 11, 22)
"""A Sunday, and the day of the tests' clock."""


def sale(workspace: Workspace) -> int:
    """Plan a platform event from 1 to 12 December 2026."""
    return put(workspace, "platform_event", "2026-12-01 20:00:00", "2026-12-12 23:59:59", rate=1200, whole_shop=True)


def test_the_template_is_planned_backward_and_never_on_a_day_off(workspace: Workspace) -> None:
    promotion_id = sale(workspace)
    assert tasks.plan_tasks(workspace, promotion_id).value == 8
    found = tasks.tasks(workspace, promotion_id=promotion_id)
    lead = {task.lead_days: task.due for task in found}
    assert lead == {
        14: date(2026, 11, 17),
        10: date(2026, 11, 20),
        7: date(2026, 11, 24),
        4: date(2026, 11, 27),
        3: date(2026, 11, 27),
        1: date(2026, 11, 30),
    }
    assert all(almanac.day_info(task.due).workday for task in found)
    assert plans.promotion(workspace, promotion_id).tasks == 8


def test_planning_again_adds_only_what_is_missing(workspace: Workspace) -> None:
    promotion_id = sale(workspace)
    tasks.plan_tasks(workspace, promotion_id)
    first = tasks.tasks(workspace)[0]
    tasks.remove_tasks(workspace, [first.id])
    assert tasks.plan_tasks(workspace, promotion_id).value == 1
    assert tasks.plan_tasks(workspace, promotion_id).value == 0
    with pytest.raises(NotFoundError):
        tasks.plan_tasks(workspace, 999)


def test_a_member_day_gets_the_tasks_of_its_kind_only(workspace: Workspace) -> None:
    promotion_id = put(
        workspace, "member_day", "2026-12-01 00:00:00", "2026-12-01 23:59:59", buy=2, free=1, whole_shop=True
    )
    tasks.plan_tasks(workspace, promotion_id)
    assert {task.role for task in tasks.tasks(workspace)} == {"designer", "presales", "warehouse"}


def test_tasks_are_added_changed_done_reopened_and_deleted_each_as_one_step(workspace: Workspace) -> None:
    first = tasks.add_task(workspace, "  拍主图 ", TODAY, "designer")
    assert first.place is not None
    assert first.place.record == str(first.value)
    tasks.edit_task(workspace, first.value, title="重拍主图", due=date(2026, 11, 25), role="buyer", note=" 白底 ")
    (task,) = tasks.tasks(workspace)
    assert (task.title, task.due, task.role, task.note) == ("重拍主图", date(2026, 11, 25), "buyer", "白底")
    tasks.edit_task(workspace, task.id, title="  ")
    assert tasks.tasks(workspace)[0].title == "重拍主图"
    tasks.set_done(workspace, [task.id], done=True)
    assert tasks.tasks(workspace)[0].done
    assert tasks.tasks(workspace, open_only=True) == []
    history.undo(workspace)
    assert not tasks.tasks(workspace)[0].done
    tasks.set_done(workspace, [task.id], done=True)
    tasks.set_done(workspace, [task.id], done=False)
    assert tasks.tasks(workspace, until=date(2026, 11, 24)) == []
    tasks.remove_tasks(workspace, [task.id])
    assert tasks.tasks(workspace) == []
    history.undo(workspace)
    assert tasks.tasks(workspace) == [task]


def test_a_task_needs_a_title_and_must_be_there(workspace: Workspace) -> None:
    with pytest.raises(RuleError):
        tasks.add_task(workspace, "  ", TODAY)
    with pytest.raises(NotFoundError):
        tasks.edit_task(workspace, 999, title="x")
    with pytest.raises(NotFoundError):
        tasks.set_done(workspace, [999], done=True)


def task(number: int, days: int, role: str = "operator", *, done: bool = False, promotion: int | None = None) -> Task:
    """A task that is due so many days from today."""
    return Task(number, f"t{number}", role, TODAY + timedelta(days=days), done, promotion, "", "", None)


def test_a_task_is_done_overdue_due_today_or_open() -> None:
    states = [task(1, -1, done=True), task(2, -1), task(3, 0), task(4, 1)]
    assert [each.state(TODAY) for each in states] == ["done", "overdue", "today", "open"]


def test_days_have_groups_of_their_own_for_a_week_and_later_weeks_go_together() -> None:
    """Today is Sunday: day 7 is a Sunday with no days left in its week; days 8 and 9 are in the week after."""
    numbered = [task(1, 9), task(2, 0, done=True), task(3, -3), task(4, -5, done=True), task(5, -4, done=True)]
    numbered += [task(6, 3), task(7, 8), task(8, 7), task(9, 3), task(10, 16)]
    groups = by_day(numbered, TODAY)
    assert [(group.kind, [each.id for each in group.tasks]) for group in groups] == [
        ("overdue", [3]),
        ("today", [2]),
        ("day", [6, 9]),
        ("week", [8]),
        ("week", [7, 1]),
        ("week", [10]),
        ("done", [5, 4]),
    ]
    assert [group.day for group in groups if group.kind == "week"] == [
        date(2026, 11, 29),
        date(2026, 11, 30),
        date(2026, 12, 7),
    ]
    assert by_day([], TODAY) == []


def test_roles_come_in_the_usual_order_and_unknown_ones_last() -> None:
    groups = by_role([task(1, 0, "zebra"), task(2, 0, "warehouse"), task(3, 0), task(4, 1, "warehouse")])
    assert [(group.role, len(group.tasks)) for group in groups] == [("operator", 1), ("warehouse", 2), ("zebra", 1)]


def test_a_filter_keeps_open_tasks_of_a_role_and_a_promotion() -> None:
    numbered = [task(1, 0), task(2, 0, done=True), task(3, 0, "designer"), task(4, 0, "designer", promotion=7)]
    kept = [
        [each.id for each in numbered if wanted.keeps(each)]
        for wanted in (
            TaskFilter(),
            TaskFilter(open_only=False),
            TaskFilter(role="designer"),
            TaskFilter(promotion_id=7),
        )
    ]
    assert kept == [[1, 3, 4], [1, 2, 3, 4], [3, 4], [4]]


def test_the_board_offers_promotions_that_have_tasks_or_are_to_come(workspace: Workspace) -> None:
    coming = sale(workspace)
    used = put(workspace, "gift", "2026-10-01 00:00:00", "2026-10-02 23:59:59", gift="g", whole_shop=True)
    put(workspace, "gift", "2026-10-03 00:00:00", "2026-10-04 23:59:59", gift="g", whole_shop=True)
    late = tasks.add_task(workspace, "late", TODAY - timedelta(days=1), promotion_id=used).value
    found: Board = board(workspace)
    assert [(each.id, each.coming) for each in found.promotions] == [(used, False), (coming, True)]
    assert (found.today, [each.id for each in found.tasks]) == (TODAY, [late])
    assert (found.count("overdue"), found.count("open")) == (1, 0)


def test_the_sample_shops_tasks_count_as_those_of_the_template(sample_workspace: Workspace) -> None:
    """The threshold reduction has budget, scripts and stock: registration and price check are missing."""
    found = plans.promotions_between(sample_workspace, date(2026, 11, 27), date(2026, 11, 27))
    threshold = next(each for each in found if each.mechanic == "threshold_reduction")
    assert threshold.tasks == 3
    assert tasks.plan_tasks(sample_workspace, threshold.id).value == 2


def test_lanes_stay_when_they_are_empty_and_late_or_later_ones_take_nothing() -> None:
    lin, mo = Person(1, "Lin", "operator", None, active=True), Person(2, "Mo", "designer", None, active=False)
    numbered = [task(1, -1), replace(task(2, 0, "zebra"), person_id=1, effort=60), task(3, 6), task(4, 7)]
    roles = lanes(numbered, "role", TODAY)
    assert [(lane.role, len(lane.tasks)) for lane in roles] == [
        ("operator", 3), ("designer", 0), ("promoter", 0), ("presales", 0), ("aftersales", 0), ("warehouse", 0),
        ("buyer", 0), ("zebra", 1),
    ]  # fmt: skip
    people = lanes(numbered, "person", TODAY, (lin, mo))
    assert [(lane.key, len(lane.tasks), lane.minutes) for lane in people] == [("person:", 3, 90), ("person:1", 1, 60)]
    assert [lane.person.name for lane in by_person([replace(task(5, 0), person_id=2)], (lin, mo)) if lane.person] == [
        "Mo"
    ]
    days = lanes(numbered, "day", TODAY)
    assert [(lane.kind, len(lane.tasks), lane.takes) for lane in days] == [
        ("overdue", 1, False), ("today", 1, True), *[("day", 0, True)] * 5, ("day", 1, True), ("later", 1, False),
    ]  # fmt: skip


def test_a_task_that_is_put_into_a_lane_gets_its_role_person_or_day(workspace: Workspace) -> None:
    lin = team.add_person(workspace, "Lin", "designer").value
    made = tasks.add_task(workspace, "a", TODAY).value
    put_into(workspace, [made], Group("role", (), role="designer"))
    assert tasks.tasks(workspace)[0].person == "Lin"
    put_into(workspace, [made], Group("person", ()))
    assert tasks.tasks(workspace)[0].person == ""
    (person,) = team.people(workspace)
    put_into(workspace, [made], Group("person", (), person=person))
    assert tasks.tasks(workspace)[0].person_id == lin
    put_into(workspace, [made], Group("day", (), day=date(2026, 11, 26)))
    assert tasks.tasks(workspace)[0].due == date(2026, 11, 26)
    put_into(workspace, [made], Group("today", ()))
    assert tasks.tasks(workspace)[0].due == TODAY


def test_changes_are_shown_alone() -> None:
    assert not TaskFilter(changes_only=True).keeps(task(1, 0))
    assert TaskFilter(changes_only=True).keeps(replace(task(1, 0), change_id=3))


def test_the_sheet_of_the_day_has_what_is_due_by_person_and_role_and_what_is_live(workspace: Workspace) -> None:
    team.add_person(workspace, "Lin", "designer")
    for title, days, role in (("late", -2, "designer"), ("now", 0, "buyer"), ("soon", 1, "buyer")):
        tasks.add_task(workspace, title, TODAY + timedelta(days=days), role)
    given = {"name": "C", "whole_shop": True, "threshold": 9_900, "face": 500}
    put(workspace, "coupon", "2026-11-20 00:00:00", "2026-11-25 23:59:59", **given)
    sheet = day_sheet(board(workspace))
    assert [(section.kind, [each.title for each in section.tasks]) for section in sheet.sections] == [
        ("person", ["late"]), ("role", ["now"]),
    ]  # fmt: skip
    assert sheet.late == 1
    (live,) = sheet.live
    assert (live.name, live.scope, live.span) == ("C", "Whole shop", "11-20 00:00 – 11-25 23:59")
    assert "¥99.00" in live.offer
    assert day_sheet(board(workspace), []).sections == ()


def test_the_sheet_says_what_buyers_pay_for_the_products_that_today_s_promotions_name(workspace: Workspace) -> None:
    """10 % off 50 yuan are 45; a product without a price is left out."""
    soap, bare, _other = put_products(
        workspace, ("Soap", 5_000, 1_000, None), ("Bare", None, None, None), ("Other", 900, None, None)
    )
    given = {"name": "Sale", "products": (soap, bare), "kind": "percent", "rate": 1_000}
    put(workspace, "item_discount", "2026-11-20 00:00:00", "2026-11-25 23:59:59", **given)
    assert sheet_prices(workspace, board(workspace)) == (PriceLine("Soap", 5_000, 4_500, 4_500, 1),)
