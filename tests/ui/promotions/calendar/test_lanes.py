"""Bars of a lane never overlap, whatever is planned, and keep their lines when more is planned after them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from shopplanner.domain.promotions.plan import Promotion
from shopplanner.services.promotions.tasks import Task
from shopplanner.ui.promotions.calendar.axis import Axis
from shopplanner.ui.promotions.calendar.lanes import (
    LANES,
    TASK_LINES,
    TASKS,
    Lane,
    Measures,
    lay_lanes,
    live_on,
    pack,
    stretched,
)
from tests.services.promotions.shop import at, tenth_off, till

MEASURES = Measures(20.0, 4.0, 6.0)
ALL = (*LANES, TASKS)


def lanes(*promotions: Promotion, least: float = 0.5, collapsed: tuple[str, ...] = ()) -> dict[str, Lane]:
    return {lane.name: lane for lane in lay_lanes(promotions, {}, ALL, collapsed, MEASURES, least, 0.0)}


def lines(lane: Lane) -> dict[int, int]:
    return {strip.promotion.id: strip.line for strip in lane.strips}


def task(number: int, day: int) -> Task:
    return Task(number, f"任务 {number}", "designer", date(2026, 11, day), False, None, "", "", None)


promotions = st.lists(
    st.builds(
        lambda hour, length, lane, ghost: (hour, length, lane, ghost),
        st.integers(0, 24 * 60),
        st.integers(1, 24 * 20),
        st.sampled_from(LANES),
        st.booleans(),
    ),
    max_size=40,
).map(
    lambda rows: [
        tenth_off(
            id=-number if ghost else number,
            lane=lane,
            starts=at("11-01") + timedelta(hours=hour),
            ends=at("11-01") + timedelta(hours=hour + length, seconds=-1),
        )
        for number, (hour, length, lane, ghost) in enumerate(rows, start=1)
    ]
)


def test_promotions_that_follow_each_other_at_twenty_share_a_line() -> None:
    first = tenth_off(id=1, starts=at("11-01"), ends=at("11-05", "19:59:59"))
    second = tenth_off(id=2, starts=at("11-05", "20:00:00"), ends=till("11-07"))
    assert lines(lanes(first, second)["own"]) == {1: 0, 2: 0}
    assert lines(lanes(first, replace(second, starts=at("11-05")))["own"]) == {1: 0, 2: 1}


def test_short_ones_take_room_to_be_held() -> None:
    first = tenth_off(id=1, starts=at("11-01"), ends=till("11-01"))
    second = tenth_off(id=2, starts=at("11-02"), ends=till("11-02"))
    assert lines(lanes(first, second, least=1.5)["own"]) == {1: 0, 2: 1}


def test_last_year_takes_what_is_left_free() -> None:
    now = tenth_off(id=1, starts=at("11-05"), ends=till("11-08"))
    free = tenth_off(id=-2, starts=at("11-01"), ends=till("11-03"))
    crossing = tenth_off(id=-3, starts=at("11-03", "12:00:00"), ends=till("11-06"))
    assert lines(lanes(now, free, crossing)["own"]) == {1: 0, -2: 0, -3: 1}


def test_lanes_stand_below_each_other_in_their_order() -> None:
    laid = list(lanes(tenth_off(id=1), tenth_off(id=2), tenth_off(id=3, lane="hero")).values())
    assert [lane.name for lane in laid] == list(ALL)
    assert [lane.height for lane in laid[:3]] == [32.0, 56.0, 32.0]
    assert [lane.top for lane in laid[:3]] == [0.0, 32.0, 88.0]
    assert MEASURES.line_top(laid[1], 1) == 32 + 6 + 24


def test_a_collapsed_lane_is_one_line_high_and_hidden_ones_are_left_out() -> None:
    two = (tenth_off(id=1), tenth_off(id=2))
    assert lanes(*two, collapsed=("own",))["own"].height == 32.0
    assert [lane.name for lane in lay_lanes(two, {}, {"own"}, (), MEASURES, 0.5, 0.0)] == ["own"]


def test_room_that_is_left_is_shared_out() -> None:
    laid = list(lanes().values())
    grown, measures = stretched(laid, MEASURES, 32.0 * 6 + 60, 100.0)
    assert [lane.height for lane in grown] == [42.0] * 6
    assert (grown[1].top, measures.pad) == (42.0, 11.0)
    assert stretched(laid, MEASURES, 5000.0, 8.0)[0][0].height == 40.0
    assert stretched(laid, MEASURES, 10.0, 8.0)[0] == laid


def test_tasks_find_lines_or_are_counted() -> None:
    days = {date(2026, 11, 2): tuple(task(each, 2) for each in range(6)), date(2026, 11, 4): (task(9, 4),)}
    laid = lay_lanes((), days, (TASKS,), (), MEASURES, 0.5, 3.0)[0]
    assert [note.line for note in laid.notes] == [0, 1, 2, 3, None, None, None]
    assert laid.height == MEASURES.height(TASK_LINES + 1)
    narrow = lay_lanes((), days, (TASKS,), (), MEASURES, 0.5, 0.0)[0]
    assert {note.line for note in narrow.notes} == {None}
    folded = lay_lanes((), days, (TASKS,), (TASKS,), MEASURES, 0.5, 3.0)[0]
    assert folded.height == MEASURES.height(1)


def test_only_what_reaches_into_view_is_returned() -> None:
    long = tenth_off(id=1, starts=at("09-01"), ends=till("12-31"))
    before, inside, after = (
        tenth_off(id=number, starts=at(day), ends=till(day))
        for number, day in ((2, "10-01"), (3, "11-05"), (4, "12-05"))
    )
    axis = Axis(float(date(2026, 11, 1).toordinal()), 30.0, 0.0, 300.0)
    assert [strip.promotion.id for strip in lanes(long, before, inside, after)["own"].seen(axis)] == [1, 3]
    days = {date(2026, month, 5): (task(month, 5),) for month in (10, 11, 12)}
    laid = lay_lanes((), days, (TASKS,), (), MEASURES, 0.5, 0.0)[0]
    assert [note.task.id for note in laid.notes_seen(axis)] == [11]


@given(promotions, st.floats(0, 3))
def test_bars_of_a_line_never_overlap(planned: list[Promotion], least: float) -> None:
    for lane in lanes(*planned, least=least).values():
        for one in lane.strips:
            for other in lane.strips:
                apart = one.end <= other.begin or other.end <= one.begin
                assert one is other or one.line != other.line or apart


@given(promotions)
def test_the_layout_does_not_depend_on_the_order(planned: list[Promotion]) -> None:
    shuffled = sorted(planned, key=lambda each: (each.id * 7919) % 13)
    assert {name: lines(lane) for name, lane in lanes(*planned).items()} == {
        name: lines(lane) for name, lane in lanes(*shuffled).items()
    }


@given(promotions)
def test_what_is_planned_later_changes_no_line_before_it(planned: list[Promotion]) -> None:
    own = [replace(each, id=abs(each.id), lane="own") for each in planned]
    later = tenth_off(id=999, starts=at("2027-05-01"), ends=till("2027-05-02"))
    before, after = lines(lanes(*own)["own"]), lines(lanes(*own, later)["own"])
    assert {**before, 999: after[999]} == after


def test_packing_adds_to_lines_that_are_partly_taken() -> None:
    taken = [[(5.0, 8.0)]]
    assert pack([(0.0, 5.0), (4.0, 6.0), (8.0, 9.0)], taken) == [0, 1, 0]
    assert taken == [[(0.0, 5.0), (5.0, 8.0), (8.0, 9.0)], [(4.0, 6.0)]]


def test_names_get_room_where_all_of_them_must_be_read() -> None:
    short, long = tenth_off(id=1, starts=at("11-01"), ends=till("11-01")), tenth_off(id=2, starts=at("11-10"))
    soon = tenth_off(id=3, starts=at("11-03"), ends=till("11-20"))
    laid = lay_lanes([short, long, soon], {}, {"own"}, (), MEASURES, 0.5, 0.0, lambda _each: 5.0)[0]
    assert lines(laid) == {1: 0, 2: 0, 3: 1}
    assert [strip.end - strip.begin for strip in laid.strips if strip.promotion.id == 1] == [1.0]


def test_promotions_of_a_day_are_listed_from_top_to_bottom() -> None:
    early, late = tenth_off(id=1, starts=at("11-01"), ends=till("11-10")), tenth_off(id=2, starts=at("11-10"))
    other = tenth_off(id=3, lane="hero", starts=at("11-10"), ends=till("11-10"))
    ghost = tenth_off(id=-4, starts=at("11-10"), ends=till("11-10"))
    laid = list(lanes(early, late, other, ghost).values())
    assert live_on(laid, "", date(2026, 11, 10)) == [1, 2, 3]
    assert live_on(laid, "hero", date(2026, 11, 10)) == [3]
    assert live_on(laid, "own", date(2026, 11, 11)) == [2]
