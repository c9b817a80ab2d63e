"""A shop's own workdays and days off are kept, undone, and obeyed by all working-day arithmetic."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from shopplanner.domain.changes import Area
from shopplanner.domain.errors import RuleError
from shopplanner.services import history
from shopplanner.services.promotions import almanac, plans, tasks, workdays
from shopplanner.services.promotions.workdays import SpecialDay
from shopplanner.services.workspace import Workspace
from tests.services.promotions.planning import put


def said(workspace: Workspace, day: date) -> tuple[bool, str, bool]:
    """Return whether a day is worked, its holiday, and whether it is a make-up workday, as the shop has it."""
    info = almanac.day_info(day, workdays.overrides(workspace))
    return info.workday, str(info.holiday or ""), info.make_up


def test_announced_days_are_listed_with_their_source(workspace: Workspace) -> None:
    year = workdays.work_year(workspace, 2026)
    assert (year.announced, len(year.days)) == (True, 3 + 9 + 3 + 5 + 3 + 3 + 7 + 6)
    assert year.days[0] == SpecialDay(date(2026, 1, 1), False, "New Year", "notice")
    assert SpecialDay(date(2026, 2, 14), True, "Make-up workday", "notice") in year.days
    assert [each.day for each in year.days] == sorted(each.day for each in year.days)


def test_a_year_that_is_not_announced_has_its_statutory_days_until_the_shop_sets_a_make_up_day(
    workspace: Workspace,
) -> None:
    year = workdays.work_year(workspace, 2027)
    assert not year.announced
    assert {each.source for each in year.days} == {"statutory"}
    workdays.set_days(workspace, date(2027, 1, 9), date(2027, 1, 9), working=True, name="调休")
    year = workdays.work_year(workspace, 2027)
    assert year.announced
    assert SpecialDay(date(2027, 1, 9), True, "调休", "shop") in year.days
    assert workdays.work_year(workspace, 2031).days == ()
    assert not almanac.holidays_announced(2026 + 5, workdays.overrides(workspace))


def test_days_are_set_and_taken_back_as_single_steps(workspace: Workspace) -> None:
    first, last = date(2026, 12, 28), date(2026, 12, 31)
    outcome = workdays.set_days(workspace, first, last, working=False, name="盘点")
    assert outcome.areas == {Area.PROMOTIONS, Area.TASKS}
    assert said(workspace, first) == (False, "盘点", False)
    workdays.clear_days(workspace, [first])
    assert said(workspace, first) == (True, "", False)
    history.undo(workspace)
    assert said(workspace, first) == (False, "盘点", False)
    history.undo(workspace)
    assert workdays.overrides(workspace) == {}


def test_a_holiday_may_be_worked_and_a_make_up_day_be_off(workspace: Workspace) -> None:
    workdays.set_days(workspace, date(2026, 10, 5), date(2026, 10, 5), working=True)
    assert said(workspace, date(2026, 10, 5)) == (True, "", True)
    workdays.set_days(workspace, date(2026, 10, 10), date(2026, 10, 10), working=False)
    assert said(workspace, date(2026, 10, 10)) == (False, "Day off", False)
    workdays.set_days(workspace, date(2026, 10, 10), date(2026, 10, 10), working=False, name="团建")
    assert said(workspace, date(2026, 10, 10)) == (False, "团建", False)


def test_what_is_so_anyway_is_not_stored(workspace: Workspace) -> None:
    workdays.set_days(workspace, date(2026, 11, 27), date(2026, 11, 30), working=False)
    assert set(workdays.overrides(workspace)) == {date(2026, 11, 27), date(2026, 11, 30)}
    workdays.set_days(workspace, date(2026, 11, 27), date(2026, 11, 30), working=True)
    assert set(workdays.overrides(workspace)) == {date(2026, 11, 28), date(2026, 11, 29)}


@pytest.mark.parametrize("days", [-1, 31, 400])
def test_a_slip_of_the_year_is_refused(workspace: Workspace, days: int) -> None:
    first = date(2026, 12, 1)
    with pytest.raises(RuleError):
        workdays.set_days(workspace, first, first + timedelta(days=days), working=False)


def test_tasks_are_due_on_the_shop_s_own_workdays(workspace: Workspace) -> None:
    """Three days before Friday 27 November is Tuesday the 24th; with that and Monday off it is the Friday before."""
    workdays.set_days(workspace, date(2026, 11, 23), date(2026, 11, 24), working=False)
    assert almanac.workdays_before(date(2026, 11, 27), 3, workdays.overrides(workspace)) == date(2026, 11, 20)
    promotion = put(workspace, "gift", "2026-11-27 00:00:00", "2026-11-29 23:59:59", gift="g", whole_shop=True)
    tasks.plan_tasks(workspace, promotion)
    assert {each.due for each in tasks.tasks(workspace) if each.lead_days == 3} == {date(2026, 11, 20)}
    workdays.set_days(workspace, date(2027, 11, 23), date(2027, 11, 24), working=False)
    copy = plans.copy_to_year(workspace, [promotion], 2027, keep="date").value[0]
    due = {each.due for each in tasks.tasks(workspace, promotion_id=copy) if each.lead_days == 3}
    assert due == {date(2027, 11, 22)}
