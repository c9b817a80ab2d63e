"""The routine of a week becomes tasks on its working days, once."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import date
from types import SimpleNamespace

import pytest

from shopplanner.foundation.bilingual import Bilingual
from shopplanner.services import history
from shopplanner.services.promotions import routines, tasks, team, workdays
from shopplanner.services.promotions.routines import Routine
from shopplanner.services.workspace import Workspace

MONDAY = date(2026, 11, 23)


def test_a_week_has_six_daily_things_on_five_days_and_its_weekly_ones(workspace: Workspace) -> None:
    """30 daily ones, and report and plan of the week; no monthly one falls into it."""
    team.add_person(workspace, "Mo", "operator")
    added = routines.plan_week(workspace, MONDAY).value
    found = tasks.tasks(workspace)
    days = Counter(task.due for task in found)
    assert added == len(found) == 32
    assert days == {
        MONDAY: 7,
        date(2026, 11, 24): 6,
        date(2026, 11, 25): 6,
        date(2026, 11, 26): 6,
        date(2026, 11, 27): 7,
    }
    assert {task.person for task in found if task.role == "operator"} == {"Mo"}
    assert routines.plan_week(workspace, MONDAY).value == 0
    history.undo(workspace)
    assert tasks.tasks(workspace) == []


def test_what_is_meant_for_a_day_off_is_due_on_the_next_working_day(workspace: Workspace) -> None:
    """15 November 2026 is a Sunday and over; 1 December is a Tuesday that this shop takes off."""
    workdays.set_days(workspace, date(2026, 11, 30), date(2026, 12, 1), working=False)
    routines.plan_week(workspace, date(2026, 11, 30))
    due = {task.title: task.due for task in tasks.tasks(workspace)}
    assert due["Check main images"] == date(2026, 12, 2)
    assert due["Weekly report: key figures, four cuts, three to five problems each with an action"] == date(2026, 12, 2)
    assert due["Plan of the next week"] == date(2026, 12, 4)
    assert len(tasks.tasks(workspace)) == 3 * 6 + 2 + 2


def test_days_that_are_over_get_nothing(workspace: Workspace) -> None:
    """Today is Sunday the 22nd, so the week from the 16th has no working day left."""
    assert routines.plan_week(workspace, date(2026, 11, 16)).value == 0


MONTHLY = Routine("a", Bilingual("A", "A"), "operator", "month", 15, 31)
WEEKLY = replace(MONTHLY, every="week", on=5)


@pytest.mark.parametrize(
    ("routine", "monday", "due"),
    [
        (MONTHLY, date(2026, 11, 30), [date(2026, 11, 30)]),  # November has no 31st
        (MONTHLY, date(2027, 2, 1), [date(2027, 2, 1)]),  # 31 January 2027 is a Sunday
        (MONTHLY, date(2026, 12, 7), []),
        (WEEKLY, date(2027, 1, 4), [date(2027, 1, 4), date(2027, 1, 8)]),  # Friday 1 January 2027 is a holiday
    ],
)
def test_what_is_meant_for_the_end_of_a_period_is_not_lost(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch, routine: Routine, monday: date, due: list[date]
) -> None:
    only = SimpleNamespace(load=lambda *_names: SimpleNamespace(entries=(routine,)))
    monkeypatch.setattr("shopplanner.services.promotions.routines.packs", only)
    routines.plan_week(workspace, monday)
    assert [task.due for task in tasks.tasks(workspace)] == due
