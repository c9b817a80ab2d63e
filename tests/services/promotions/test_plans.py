"""Promotions are kept as planned, move with their phases and tasks, and every edit is one step of undo."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from shopplanner.domain.errors import NotFoundError, RuleError
from shopplanner.domain.promotions.plan import Phase
from shopplanner.services import history
from shopplanner.services.promotions import plans, tasks
from shopplanner.services.workspace import Workspace
from tests.services.promotions.planning import planned, put, put_products

FIRST, LAST = "2026-11-10 00:00:00", "2026-11-12 23:59:59"
WEEK = timedelta(days=7)


@pytest.fixture
def products(workspace: Workspace) -> list[int]:
    """Three products."""
    return put_products(workspace, ("A", 10_000, 4000, None), ("B", 5000, 2000, None), ("C", 3000, None, None))


def test_a_promotion_comes_back_as_it_was_planned(workspace: Workspace, products: list[int]) -> None:
    phases = (Phase("warm_up", datetime(2026, 11, 10), datetime(2026, 11, 11)),)
    wanted = planned(
        "threshold_reduction", FIRST, LAST,
        name="  满减 ", threshold=19_900, reduction=2000, repeat="each", products=(products[1], products[0]),
        phases=phases, purpose="basket", audience="member", budget=300_000, note="备注", lane="hero",
    )  # fmt: skip
    outcome = plans.create(workspace, wanted)
    stored = plans.promotion(workspace, outcome.value)
    assert stored == replace(wanted, id=outcome.value, name="满减", status="ended")
    assert outcome.place == plans.place(outcome.value)


def test_only_promotions_that_touch_a_span_are_returned_by_start_and_longest_first(workspace: Workspace) -> None:
    inside = put(workspace, "gift", "2026-11-11 00:00:00", "2026-11-11 23:59:59", gift="g", whole_shop=True)
    long = put(workspace, "gift", "2026-11-11 00:00:00", "2026-11-30 23:59:59", gift="g", whole_shop=True)
    early = put(workspace, "gift", "2026-10-20 20:00:00", "2026-11-10 00:00:00", gift="g", whole_shop=True)
    put(workspace, "gift", "2026-11-13 00:00:00", "2026-11-14 23:59:59", gift="g", whole_shop=True)
    put(workspace, "gift", "2026-11-01 00:00:00", "2026-11-09 23:59:59", gift="g", whole_shop=True)
    found = plans.promotions_between(workspace, date(2026, 11, 10), date(2026, 11, 12))
    assert [each.id for each in found] == [early, long, inside]


def test_what_cannot_be_meant_is_not_stored(workspace: Workspace) -> None:
    with pytest.raises(RuleError):
        plans.create(workspace, planned("bundle", FIRST, LAST, whole_shop=True, price=0))
    with pytest.raises(RuleError):
        plans.create(workspace, planned("bundle", LAST, FIRST, whole_shop=True, price=9900))
    assert plans.promotions_between(workspace, date(2026, 1, 1), date(2027, 1, 1)) == []


def test_an_update_replaces_scope_and_phases_and_can_be_undone(workspace: Workspace, products: list[int]) -> None:
    promotion_id = put(workspace, "bundle", FIRST, LAST, price=9900, products=(products[0], products[1]))
    before = plans.promotion(workspace, promotion_id)
    phase = Phase("peak", datetime(2026, 11, 11), datetime(2026, 11, 12), "第一波")
    plans.update(workspace, replace(before, products=(products[1], products[2]), phases=(phase,), name="新名"))
    after = plans.promotion(workspace, promotion_id)
    assert (after.products, after.phases, after.name) == ((products[1], products[2]), (phase,), "新名")
    plans.update(workspace, replace(after, phases=()))
    assert plans.promotion(workspace, promotion_id).phases == ()
    history.undo(workspace)
    history.undo(workspace)
    assert plans.promotion(workspace, promotion_id) == before


def test_edits_of_the_same_field_in_a_row_are_one_step(workspace: Workspace) -> None:
    promotion_id = put(workspace, "gift", FIRST, LAST, gift="g", whole_shop=True)
    stored = plans.promotion(workspace, promotion_id)
    for name in ("a", "ab", "abc"):
        plans.update(workspace, replace(stored, name=name), merge_key="promotion/1")
    history.undo(workspace)
    assert plans.promotion(workspace, promotion_id).name == stored.name


def test_moving_takes_phases_and_open_tasks_along(workspace: Workspace) -> None:
    phases = (Phase("peak", datetime(2026, 11, 11), datetime(2026, 11, 12)),)
    promotion_id = put(workspace, "gift", FIRST, LAST, gift="g", whole_shop=True, phases=phases)
    open_task = tasks.add_task(workspace, "未做", date(2026, 11, 5), promotion_id=promotion_id).value
    done_task = tasks.add_task(workspace, "已做", date(2026, 11, 5), promotion_id=promotion_id).value
    tasks.set_done(workspace, [done_task], done=True)
    plans.move(workspace, promotion_id, WEEK)
    moved = plans.promotion(workspace, promotion_id)
    assert (moved.starts, moved.ends) == (datetime(2026, 11, 17), datetime(2026, 11, 19, 23, 59, 59))
    assert moved.phases[0].starts == datetime(2026, 11, 18)
    assert (moved.tasks_done, moved.tasks) == (1, 2)
    due = {task.id: task.due for task in tasks.tasks(workspace)}
    assert due == {open_task: date(2026, 11, 12), done_task: date(2026, 11, 5)}
    history.undo(workspace)
    assert plans.promotion(workspace, promotion_id).starts == datetime(2026, 11, 10)


def test_resizing_cuts_phases_to_fit_and_refuses_an_end_before_the_start(workspace: Workspace) -> None:
    phases = (
        Phase("warm_up", datetime(2026, 11, 10), datetime(2026, 11, 10, 23)),
        Phase("peak", datetime(2026, 11, 11), datetime(2026, 11, 12, 23)),
    )
    promotion_id = put(workspace, "gift", FIRST, LAST, gift="g", whole_shop=True, phases=phases)
    plans.resize(workspace, promotion_id, datetime(2026, 11, 11, 12), datetime(2026, 11, 11, 23, 59, 59))
    resized = plans.promotion(workspace, promotion_id)
    assert resized.phases == (Phase("peak", datetime(2026, 11, 11, 12), datetime(2026, 11, 11, 23, 59, 59)),)
    with pytest.raises(RuleError):
        plans.resize(workspace, promotion_id, datetime(2026, 11, 11), datetime(2026, 11, 11))


def test_a_copy_is_an_idea_at_another_time_without_tasks(workspace: Workspace, products: list[int]) -> None:
    phases = (Phase("peak", datetime(2026, 11, 11), datetime(2026, 11, 12)),)
    promotion_id = put(workspace, "bundle", FIRST, LAST, price=9900, products=tuple(products[:2]), phases=phases)
    tasks.plan_tasks(workspace, promotion_id)
    copy = plans.promotion(workspace, plans.duplicate_many(workspace, [promotion_id], WEEK).value[0])
    assert (copy.status, copy.tasks, copy.products) == ("idea", 0, tuple(products[:2]))
    assert (copy.starts, copy.phases[0].starts) == (datetime(2026, 11, 17), datetime(2026, 11, 18))


def test_deleting_takes_scope_phases_and_tasks_with_it_and_undo_brings_all_back(
    workspace: Workspace, products: list[int]
) -> None:
    one = put(workspace, "bundle", FIRST, LAST, price=9900, products=tuple(products[:2]))
    two = put(workspace, "gift", FIRST, LAST, gift="g", whole_shop=True)
    tasks.plan_tasks(workspace, one)
    before = plans.promotion(workspace, one)
    plans.remove(workspace, [one])
    assert tasks.tasks(workspace) == []
    with pytest.raises(NotFoundError):
        plans.promotion(workspace, one)
    history.undo(workspace)
    assert plans.promotion(workspace, one) == before
    assert before.tasks > 0
    plans.remove(workspace, [one, two])
    history.undo(workspace)
    assert len(plans.promotions_between(workspace, date(2026, 11, 1), date(2026, 11, 30))) == 2


def test_many_are_moved_and_copied_as_one_step(workspace: Workspace, products: list[int]) -> None:
    evening = planned("coupon", "2026-11-03 20:00:00", "2026-11-05 23:59:59", face=1000, products=(products[0],))
    other = planned("coupon", "2026-11-07 00:00:00", "2026-11-07 23:59:59", face=1000, products=(products[0],))
    ids = [plans.create(workspace, each).value for each in (evening, other)]
    tasks.add_task(workspace, "画券图", date(2026, 11, 1), "designer", promotion_id=ids[0])
    # Four hours earlier is still the same day, so the task stays.
    plans.move_many(workspace, ids, timedelta(hours=-4))
    assert plans.promotion(workspace, ids[0]).starts == datetime(2026, 11, 3, 16)
    assert [task.due for task in tasks.tasks(workspace)] == [date(2026, 11, 1)]
    plans.move_many(workspace, ids, timedelta(days=2, hours=4))
    assert [plans.promotion(workspace, each).starts.day for each in ids] == [5, 9]
    assert [task.due for task in tasks.tasks(workspace)] == [date(2026, 11, 3)]
    copies = plans.duplicate_many(workspace, ids, timedelta(days=7)).value
    assert [plans.promotion(workspace, each).starts.day for each in copies] == [12, 16]
    assert history.undo(workspace).value.label.id == "timeline.undo.copy_many"
    assert len(plans.promotions_between(workspace, date(2026, 11, 1), date(2026, 11, 30))) == 2


def test_promotions_go_to_another_year_by_their_festivals_with_their_tasks_as_one_step(workspace: Workspace) -> None:
    """Both belong to Mid-Autumn: 2025-10-06, 2026-09-25. Three days before the 22nd is a Saturday."""
    phase = Phase("peak", datetime(2025, 10, 4), datetime(2025, 10, 5))
    early = put(
        workspace, "gift", "2025-10-03 00:00:00", "2025-10-06 23:59:59", gift="g", phases=(phase,), whole_shop=True
    )
    late = put(workspace, "gift", "2025-10-07 20:00:00", "2025-10-08 23:59:59", gift="g", whole_shop=True)
    tasks.plan_tasks(workspace, early)
    task = tasks.add_task(workspace, "自拟", date(2025, 10, 1), promotion_id=early).value
    tasks.set_done(workspace, [task], done=True)
    made = plans.copy_to_year(workspace, [early, late], 2026).value
    first, second = (plans.promotion(workspace, each) for each in made)
    assert (first.starts, first.ends) == (datetime(2026, 9, 22), datetime(2026, 9, 25, 23, 59, 59))
    assert first.phases == (Phase("peak", datetime(2026, 9, 23), datetime(2026, 9, 24)),)
    assert (second.starts, first.status, second.status) == (datetime(2026, 9, 26, 20), "idea", "idea")
    again = tasks.tasks(workspace, promotion_id=made[0])
    assert {each.due for each in again if each.lead_days == 3} == {date(2026, 9, 18)}
    assert [(each.due, each.done) for each in again if each.title == "自拟"] == [(date(2026, 9, 20), False)]
    history.undo(workspace)
    assert plans.promotions_between(workspace, date(2026, 1, 1), date(2026, 12, 31)) == []


def test_the_ghosts_of_last_year_stand_where_their_festivals_are_now(workspace: Workspace) -> None:
    put(workspace, "gift", "2025-10-03 00:00:00", "2025-10-06 23:59:59", gift="g", whole_shop=True)
    (ghost,) = plans.last_year(workspace, date(2026, 9, 1), date(2026, 9, 30))
    assert (ghost.id, ghost.status) == (-1, "scheduled")
    assert (ghost.starts.date(), ghost.ends.date()) == (date(2026, 9, 22), date(2026, 9, 25))
    assert plans.last_year(workspace, date(2026, 10, 1), date(2026, 10, 10)) == []
    (same,) = plans.last_year(workspace, date(2026, 10, 1), date(2026, 10, 10), keep="date")
    assert same.starts.date() == date(2026, 10, 3)


def test_several_are_stretched_as_one_step_and_none_if_one_would_end_before_it_begins(workspace: Workspace) -> None:
    ids = [put(workspace, "gift", f"2026-11-{day} 00:00:00", LAST, gift="g", whole_shop=True) for day in ("03", "07")]
    before = [plans.promotion(workspace, each) for each in ids]
    wanted = {each.id: (each.starts, each.ends + timedelta(days=7)) for each in before}
    plans.resize_many(workspace, wanted)
    assert [plans.promotion(workspace, each).ends for each in ids] == [each.ends + timedelta(days=7) for each in before]
    assert history.undo(workspace).value.label.id == "timeline.undo.resize_many"
    assert [plans.promotion(workspace, each) for each in ids] == before
    with pytest.raises(RuleError):
        plans.resize_many(workspace, {**wanted, ids[1]: (before[1].starts, before[1].starts)})
    assert [plans.promotion(workspace, each) for each in ids] == before
