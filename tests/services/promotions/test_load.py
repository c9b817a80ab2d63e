"""Load is minutes against time by working day; what is too much for a day goes to the earliest day with room."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from shopplanner.services.promotions import load, tasks, team, workdays
from shopplanner.services.promotions.load import Work
from shopplanner.services.promotions.tasks import Task
from shopplanner.services.promotions.team import Person
from shopplanner.services.workspace import Workspace
from tests.services.promotions.planning import put

SUNDAY = date(2026, 11, 22)
MONDAY, TUESDAY, FRIDAY = date(2026, 11, 23), date(2026, 11, 24), date(2026, 11, 27)
LIN = Person(1, "Lin", "designer", 600, active=True)
"""Two hours a working day."""


def task(number: int, due: date, effort: int | None, **values: object) -> Task:
    given_values = {"promotion_id": None, "promotion": "", "lead_days": None, "person_id": 1, **values}
    return Task(number, f"t{number}", "designer", due, done=False, note="", effort=effort, **given_values)  # type: ignore[arg-type]  # a test's own keywords


def work(*found: Task, today: date = SUNDAY) -> Work:
    return Work(today, (LIN,), found, {})


def test_weekly_time_is_spread_over_working_days_and_late_tasks_are_done_today(workspace: Workspace) -> None:
    lin = team.add_person(workspace, "Lin", "designer", 600).value
    for title, due, minutes in (("late", date(2026, 11, 20), 60), ("a", MONDAY, 90), ("b", MONDAY, None)):
        made = tasks.add_task(workspace, title, due, "designer").value
        if minutes:
            tasks.edit_task(workspace, made, effort=minutes)
    tasks.add_task(workspace, "loose", TUESDAY, "buyer")
    workdays.set_days(workspace, TUESDAY, TUESDAY, working=False)
    found = load.load(workspace)
    assert len(found.spans) == 14
    person, buyer = found.rows
    assert (person.key, buyer.key) == (str(lin), "buyer")
    assert [(cell.minutes, cell.capacity, cell.over) for cell in person.cells[:4]] == [
        (60, 0, 0), (120, 120, 0), (0, 0, 0), (0, 120, 0),
    ]  # fmt: skip
    assert [each.title for each in person.cells[1].tasks] == ["a", "b"]
    assert (buyer.cells[2].minutes, buyer.cells[2].capacity) == (30, None)


def test_weeks_begin_with_what_is_left_of_this_one(workspace: Workspace) -> None:
    """Today is the Sunday; the week of 23 November has five working days, 600 minutes."""
    team.add_person(workspace, "Lin", "designer", 600)
    tasks.add_task(workspace, "a", FRIDAY, "designer")
    found = load.load(workspace, weekly=True)
    assert len(found.spans) == 12
    assert (found.spans[0].first, found.spans[0].last, found.spans[1].first) == (SUNDAY, SUNDAY, MONDAY)
    assert [(cell.minutes, cell.capacity) for cell in found.rows[0].cells[:2]] == [(0, 0), (30, 600)]


def test_a_long_task_is_spread_backward_over_working_days(workspace: Workspace) -> None:
    """300 minutes at 120 a day take three days: 100 each on Friday, Thursday and Wednesday."""
    del workspace
    parts = load.shares(work(), 600, 300, FRIDAY)
    assert parts == [(FRIDAY, 100), (date(2026, 11, 26), 100), (date(2026, 11, 25), 100)]
    assert load.shares(work(today=date(2026, 11, 26)), 600, 300, FRIDAY) == [(FRIDAY, 100), (date(2026, 11, 26), 200)]
    assert load.shares(work(), None, 300, FRIDAY) == [(FRIDAY, 300)]
    assert load.shares(work(), 600, 0, FRIDAY) == [(FRIDAY, 0)]


def test_too_much_goes_to_the_earliest_working_day_with_room() -> None:
    """Friday has 180 of 120 minutes: the 60 go to Tuesday, since Monday has 90."""
    found = load.relief(work(task(1, FRIDAY, 120), task(2, FRIDAY, 60), task(3, MONDAY, 90)), LIN, FRIDAY)
    assert [(move.task.id, move.to) for move in found.moves] == [(2, TUESDAY)]
    assert found.left == 0
    assert load.days_by_task(found) == {2: TUESDAY}


def test_a_task_never_comes_before_what_must_be_done_before_it() -> None:
    first = task(1, date(2026, 11, 25), 60, promotion_id=5, lead_days=7)
    second = task(2, FRIDAY, 90, promotion_id=5, lead_days=3)
    other = task(3, FRIDAY, 100, promotion_id=5, lead_days=7)
    found = load.relief(work(first, second, other), LIN, FRIDAY)
    assert [(move.task.id, move.to) for move in found.moves] == [(3, MONDAY)]


def test_what_fits_nowhere_is_said() -> None:
    full = [task(number, day, 120) for number, day in enumerate((MONDAY, TUESDAY), start=10)]
    wednesday = date(2026, 11, 25)
    found = load.relief(work(task(1, wednesday, 100), task(2, wednesday, 100), *full), LIN, wednesday)
    assert (found.moves, found.left) == ((), 80)


def test_nothing_is_moved_for_who_has_time_or_said_none(workspace: Workspace) -> None:
    assert load.relief(work(task(1, FRIDAY, 120)), LIN, FRIDAY) == load.Relief((), 0)
    endless = Person(1, "Lin", "designer", None, active=True)
    assert load.relief(work(task(1, FRIDAY, 900)), endless, FRIDAY) == load.Relief((), 0)
    lin = team.add_person(workspace, "Lin", "designer", 600).value
    for title in ("a", "b"):
        tasks.edit_task(workspace, tasks.add_task(workspace, title, FRIDAY, "designer").value, effort=100)
    with workspace.read() as session:
        shown = load.work_in(session, workspace.shop_id, workspace.clock.today())
    found = load.relief(shown, next(each for each in shown.people if each.id == lin), FRIDAY)
    assert tasks.reschedule(workspace, load.days_by_task(found)).value == 1
    assert sorted(each.due for each in tasks.tasks(workspace)) == [MONDAY, FRIDAY]


def test_those_who_left_have_no_row_and_their_open_tasks_are_nobody_s(workspace: Workspace) -> None:
    lin = team.add_person(workspace, "Lin", "designer", 600).value
    tasks.add_task(workspace, "a", MONDAY, "designer")
    team.set_active(workspace, [lin], active=False)
    (row,) = load.load(workspace).rows
    assert (row.key, row.person, row.cells[1].minutes) == ("designer", None, 30)
    promotion = put(workspace, "gift", "2026-12-01 00:00:00", "2026-12-02 23:59:59", gift="g", whole_shop=True)
    tasks.plan_tasks(workspace, promotion)
    assert len(load.load(workspace).rows) > 1


@given(st.lists(st.tuples(st.integers(0, 14), st.integers(0, 400)), max_size=12), st.integers(0, 14))
def test_relief_lands_on_working_days_with_room_and_makes_no_other_day_too_full(
    drawn: list[tuple[int, int]], ahead: int
) -> None:
    found_tasks = [task(n, SUNDAY + timedelta(days=days), minutes) for n, (days, minutes) in enumerate(drawn)]
    start = work(*found_tasks)
    day = SUNDAY + timedelta(days=ahead)
    found = load.relief(start, LIN, day)
    to = load.days_by_task(found)
    after = work(*(each if each.id not in to else task(each.id, to[each.id], each.effort) for each in found_tasks))
    assert all(SUNDAY <= each < day and start.worked(each) for each in to.values())
    spans = load.days_of(start, 21)
    pairs = zip(spans, load.load_of(start, spans).rows[0].cells, load.load_of(after, spans).rows[0].cells, strict=True)
    for span, before, now in pairs:
        if span.first < day:
            assert now.over <= before.over
