"""A template plans a campaign with phases and backward tasks as one step, at the day that it is begun with."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

import pytest

from shopplanner.domain.errors import NotFoundError
from shopplanner.domain.promotions import plan
from shopplanner.domain.promotions.plan import LANES, MECHANICS, PHASES, ROLES
from shopplanner.services import history
from shopplanner.services.promotions import almanac, plans, tasks, templates, workdays
from shopplanner.services.promotions.templates import Template, template
from shopplanner.services.workspace import Workspace

START = date(2027, 10, 20)
ALL = templates.templates()


@pytest.mark.parametrize("wanted", ALL, ids=lambda each: each.id)
def test_a_shipped_template_can_be_meant(workspace: Workspace, wanted: Template) -> None:
    assert wanted.tasks
    assert len({task.id for task in wanted.tasks}) == len(wanted.tasks)
    for task in wanted.tasks:
        assert task.role in ROLES
        assert bool(task.lead_days) != bool(task.after_end)
        assert task.effort_minutes
    ids = templates.create(workspace, wanted.id, START).value
    for number, part in enumerate(wanted.parts):
        made = plans.promotion(workspace, ids[number])
        plan.check(made)
        assert (made.mechanic in MECHANICS, made.lane in LANES, made.status) == (True, True, "idea")
        assert all(phase.kind in PHASES and phase.starts >= made.starts for phase in made.phases)
        assert all(phase.starts < phase.ends <= made.ends for phase in made.phases)
        assert (made.ends.date() - made.starts.date()).days + 1 == part.days


def test_the_kinds_of_promotions_that_a_shop_plans_are_there() -> None:
    assert {each.id for each in ALL} >= {
        "618", "double_11", "member_day", "new_arrival", "clearance", "women", "new_year_goods",
    }  # fmt: skip
    assert len(template("double_11").tasks) >= 20
    assert template("618").tasks == template("double_11").tasks


def test_double_11_is_planned_with_its_warm_up_and_waves(workspace: Workspace) -> None:
    sale, warm_up = (plans.promotion(workspace, each) for each in templates.create(workspace, "double_11", START).value)
    assert (sale.starts, sale.ends) == (datetime(2027, 10, 20, 20), datetime(2027, 11, 13, 23, 59, 59))
    assert [(phase.kind, phase.name) for phase in sale.phases] == [
        ("opening", "First wave"), ("warm_up", "Between the waves"), ("peak", "Second wave"), ("encore", "Encore"),
    ]  # fmt: skip
    assert sale.phases[0].starts == sale.starts
    assert sale.phases[2].ends == datetime(2027, 11, 11, 23, 59, 59)
    assert (warm_up.starts, warm_up.ends) == (datetime(2027, 9, 29), datetime(2027, 10, 19, 23, 59, 59))


def test_tasks_go_backward_over_workdays_and_after_the_end(workspace: Workspace) -> None:
    """60 days before Wednesday 20 October 2027 is Saturday 21 August, so the task is due on the Friday.

    Seven days after 13 November is a Saturday as well, so the review waits for Monday the 22nd.
    """
    sale = templates.create(workspace, "double_11", START).value[0]
    found = {task.title: task for task in tasks.tasks(workspace, promotion_id=sale)}
    assert len(found) == len(template("double_11").tasks)
    assert found["Choose products and their roles"].due == date(2027, 8, 20)
    assert found["Review the promotion"].due == date(2027, 11, 22)
    assert (found["Review the promotion"].lead_days, found["Freeze changes"].lead_days) == (None, 1)
    assert all(almanac.day_info(task.due).workday for task in found.values())
    assert found["Finish main image and detail page"].effort == 960
    assert plans.promotion(workspace, sale).tasks == len(found)


def test_the_shop_s_own_days_off_are_obeyed(workspace: Workspace) -> None:
    workdays.set_days(workspace, date(2027, 10, 18), date(2027, 10, 19), working=False)
    proposal = templates.propose(workspace, "double_11", START)
    due = {planned.task.id: planned.due for planned in proposal.tasks}
    assert due["freeze"] == date(2027, 10, 15)


def test_a_proposal_stores_nothing_and_tells_what_is_late(workspace: Workspace) -> None:
    """It is Sunday, 22 November 2026: leads of 10, 7, 5 and 3 days lie behind, those of 2 fall on Monday."""
    proposal = templates.propose(workspace, "member_day", date(2026, 11, 25), "周三会员日")
    assert proposal.promotions[0].name == "周三会员日"
    assert [planned.due for planned in proposal.tasks] == sorted(planned.due for planned in proposal.tasks)
    assert proposal.late == 4
    assert plans.promotions_between(workspace, date(2026, 1, 1), date(2028, 1, 1)) == []


def test_it_is_one_step_of_undo(workspace: Workspace) -> None:
    outcome = templates.create(workspace, "618", START, " 年中 ")
    assert outcome.label.id == "rhythm.undo.template"
    assert plans.promotion(workspace, outcome.value[0]).name == "年中"
    history.undo(workspace)
    assert plans.promotions_between(workspace, date(2027, 1, 1), date(2028, 1, 1)) == []
    assert tasks.tasks(workspace) == []


def test_a_template_knows_its_season() -> None:
    today = date(2026, 11, 22)
    assert templates.usual_start(template("double_11"), today) == date(2027, 10, 20)
    assert templates.usual_start(template("new_year_goods"), today) == date(2027, 1, 7)
    assert templates.usual_start(template("double_12"), today) == date(2026, 12, 8)
    assert templates.usual_start(template("clearance"), today) == today + timedelta(days=14)


def test_a_template_that_is_gone_says_so(workspace: Workspace) -> None:
    with pytest.raises(NotFoundError):
        templates.create(workspace, "none", START)


def test_an_opening_hour_is_kept(workspace: Workspace) -> None:
    proposal = templates.propose(workspace, "new_arrival", START)
    assert proposal.promotions[0].starts.time() == time(10)
