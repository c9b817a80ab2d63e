"""A recurring promotion is planned, changed from one on, and thinned out, each as one step of undo."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from shopplanner.domain.errors import RuleError
from shopplanner.domain.promotions.plan import Phase, Promotion
from shopplanner.services import history
from shopplanner.services.promotions import plans, series, tasks
from shopplanner.services.promotions.series import Wish, pair
from shopplanner.services.workspace import Workspace
from tests.services.promotions.planning import planned, put, put_products

TUESDAY = date(2026, 12, 1)
WEEKLY = "FREQ=WEEKLY;COUNT=4"


@pytest.fixture
def products(workspace: Workspace) -> list[int]:
    """Three products."""
    return put_products(workspace, ("A", 10_000, 4000, None), ("B", 5000, 2000, None), ("C", 3000, None, None))


def member_day(products: list[int], **values: object) -> Promotion:
    """Return a member day on Tuesday, 1 December 2026, from 20:00 on."""
    return planned(
        "member_day", "2026-12-01 20:00:00", "2026-12-01 23:59:59",
        **{"buy": 2, "free": 1, "products": (products[2],), **values},
    )  # fmt: skip


def make(workspace: Workspace, first: Promotion, rule: str = WEEKLY, **wish: object) -> list[Promotion]:
    """Plan a series and return its occurrences."""
    ids = series.create(workspace, first, Wish(rule, TUESDAY, **wish)).value  # type: ignore[arg-type]  # by name
    return [plans.promotion(workspace, each) for each in ids]


def states(workspace: Workspace, key: str) -> list[tuple[str, str | None]]:
    """Return the occurrences' states with the days they take place."""
    return [
        (each.state, f"{each.promotion.starts:%m-%d}" if each.promotion else None)
        for each in series.series(workspace, key).occurrences
    ]


def test_products_take_turns_and_it_is_one_step(workspace: Workspace, products: list[int]) -> None:
    found = make(workspace, member_day(products), rotation=tuple(products[:2]))
    assert [each.products for each in found] == [(products[0],), (products[1],), (products[0],), (products[1],)]
    assert [each.starts for each in found] == [datetime(2026, 12, day, 20) for day in (1, 8, 15, 22)]
    shown = series.series(workspace, found[0].series)
    assert (shown.rule, shown.rotation) == (WEEKLY, tuple(products[:2]))
    assert {each.state for each in shown.occurrences} == {"regular"}
    history.undo(workspace)
    assert plans.promotions_between(workspace, TUESDAY, date(2027, 1, 1)) == []
    assert series.series(workspace, found[0].series).rule == ""


def test_without_turns_all_have_the_products_of_the_first(workspace: Workspace, products: list[int]) -> None:
    found = make(workspace, member_day(products, series="own"))
    assert {(each.products, each.series) for each in found} == {((products[2],), "own")}
    with pytest.raises(RuleError):
        make(workspace, member_day(products), "FREQ=WEEKLY;COUNT=1", left_out=frozenset({TUESDAY}))
    with pytest.raises(RuleError):
        make(workspace, replace(member_day(products), name=" "))


def test_a_day_left_out_takes_no_turn_and_a_moved_one_keeps_its_place(
    workspace: Workspace, products: list[int]
) -> None:
    found = make(
        workspace, member_day(products), rotation=tuple(products[:2]),
        left_out=frozenset({date(2026, 12, 8)}), moved={date(2026, 12, 15): date(2026, 12, 17)},
    )  # fmt: skip
    assert [(each.starts.day, each.products[0]) for each in found] == [
        (1, products[0]), (17, products[1]), (22, products[0]),
    ]  # fmt: skip
    assert states(workspace, found[0].series) == [
        ("regular", "12-01"), ("left_out", None), ("moved", "12-17"), ("regular", "12-22"),
    ]  # fmt: skip


def test_one_is_left_out_with_its_tasks_and_comes_back(workspace: Workspace, products: list[int]) -> None:
    found = make(workspace, member_day(products))
    tasks.add_task(workspace, "赠品", date(2026, 12, 5), promotion_id=found[1].id)
    series.skip(workspace, found[1].id)
    assert states(workspace, found[0].series)[1] == ("left_out", None)
    assert tasks.tasks(workspace) == []
    history.undo(workspace)
    assert states(workspace, found[0].series)[1] == ("regular", "12-08")
    assert len(tasks.tasks(workspace)) == 1


def test_one_that_was_moved_or_deleted_on_the_calendar_is_known_as_such(
    workspace: Workspace, products: list[int]
) -> None:
    found = make(workspace, member_day(products))
    plans.move(workspace, found[2].id, datetime(2026, 12, 17) - datetime(2026, 12, 15))
    plans.remove(workspace, [found[1].id])
    put(
        workspace,
        "gift",
        "2026-12-30 00:00:00",
        "2026-12-30 23:59:59",
        gift="g",
        whole_shop=True,
        series=found[0].series,
    )
    shown = states(workspace, found[0].series)
    assert shown == [
        ("regular", "12-01"), ("moved", "12-30"), ("moved", "12-17"), ("regular", "12-22"),
    ] or shown == [("regular", "12-01"), ("moved", "12-17"), ("regular", "12-22"), ("moved", "12-30")]  # fmt: skip


def test_a_promotion_beside_the_rule_is_extra() -> None:
    plain = planned("gift", "2026-12-30 00:00:00", "2026-12-30 23:59:59", gift="g")
    (one,) = pair([], (), [plain])
    assert (one.state, one.day) == ("extra", None)
    two = pair([TUESDAY], {TUESDAY}, [plain])
    assert [each.state for each in two] == ["left_out", "extra"]


def test_an_offer_is_taken_over_by_those_that_follow_or_all(workspace: Workspace, products: list[int]) -> None:
    phase = Phase("peak", datetime(2026, 12, 8, 21), datetime(2026, 12, 8, 22))
    found = make(workspace, member_day(products))
    plans.update(
        workspace,
        replace(
            found[1], parameters={"buy": 3, "free": 1}, starts=datetime(2026, 12, 8, 18), phases=(phase,),
            products=tuple(products[:2]), status="scheduled",
        ),
    )  # fmt: skip
    assert series.spread(workspace, found[1].id, "following").value == 2
    after = [plans.promotion(workspace, each.id) for each in found]
    assert [each.parameters["buy"] for each in after] == [2, 3, 3, 3]
    assert [each.starts.hour for each in after] == [20, 18, 18, 18]
    assert after[3].phases == (Phase("peak", datetime(2026, 12, 22, 21), datetime(2026, 12, 22, 22)),)
    assert (after[3].products, after[3].ends) == (tuple(products[:2]), datetime(2026, 12, 22, 23, 59, 59))
    history.undo(workspace)
    assert plans.promotion(workspace, found[3].id).starts.hour == 20
    assert series.spread(workspace, found[1].id, "all").value == 3


def test_turns_stay_when_an_offer_is_taken_over(workspace: Workspace, products: list[int]) -> None:
    found = make(workspace, member_day(products), rotation=tuple(products[:2]))
    series.spread(workspace, found[0].id, "all")
    assert [plans.promotion(workspace, each.id).products[0] for each in found] == [products[0], products[1]] * 2


def test_what_is_over_is_not_changed_by_taking_over(workspace: Workspace, products: list[int]) -> None:
    """The test's clock stands on 22 November 2026."""
    first = planned("member_day", "2026-11-03 00:00:00", "2026-11-03 23:59:59", buy=2, free=1, products=(products[2],))
    ids = series.create(workspace, first, Wish("FREQ=WEEKLY;COUNT=5", date(2026, 11, 3))).value
    assert series.spread(workspace, ids[4], "all").value == 1


def test_a_rhythm_changes_from_one_on(workspace: Workspace, products: list[int]) -> None:
    found = make(workspace, member_day(products))
    tasks.add_task(workspace, "赠品", date(2026, 12, 14), promotion_id=found[2].id)
    wish = Wish("FREQ=WEEKLY;INTERVAL=2;COUNT=3", date(2026, 12, 15), rotation=(products[0], products[1]))
    ids = series.replan(workspace, found[2].id, wish).value
    after = [plans.promotion(workspace, each) for each in ids]
    assert [(f"{each.starts:%m-%d}", each.products[0]) for each in after] == [
        ("12-15", products[0]), ("12-29", products[1]), ("01-12", products[0]),
    ]  # fmt: skip
    assert ids[0] == found[2].id
    kept = [each for each in tasks.tasks(workspace) if each.change_id is None]
    assert [each.promotion_id for each in kept] == [found[2].id]
    assert after[0].series != found[0].series
    assert states(workspace, found[0].series) == [("regular", "12-01"), ("regular", "12-08")]
    assert series.series(workspace, found[0].series).rule == "FREQ=WEEKLY;UNTIL=20261214T155959Z"
    history.undo(workspace)
    assert len(states(workspace, found[0].series)) == 4


def test_a_rhythm_changed_from_the_first_on_keeps_its_series(workspace: Workspace, products: list[int]) -> None:
    found = make(workspace, member_day(products))
    ids = series.replan(workspace, found[0].id, Wish("FREQ=MONTHLY;BYMONTHDAY=1;COUNT=2", TUESDAY)).value
    assert [f"{plans.promotion(workspace, each).starts:%m-%d}" for each in ids] == ["12-01", "01-01"]
    assert len(states(workspace, found[0].series)) == 2
    with pytest.raises(RuleError):
        series.replan(workspace, ids[0], Wish("FREQ=DAILY;COUNT=1", TUESDAY, frozenset({TUESDAY})))


def test_the_rest_of_a_series_is_deleted_and_its_rule_ends(workspace: Workspace, products: list[int]) -> None:
    found = make(workspace, member_day(products))
    assert series.remove(workspace, found[0].series, from_day=date(2026, 12, 8)).value == 3
    assert states(workspace, found[0].series) == [("regular", "12-01")]
    history.undo(workspace)
    assert series.remove(workspace, found[0].series, from_day=TUESDAY).value == 4
    assert series.series(workspace, found[0].series) == series.Series(found[0].series, "", (), ())


def test_days_chosen_one_by_one_have_no_rule(workspace: Workspace) -> None:
    one = put(workspace, "gift", "2026-12-30 00:00:00", "2026-12-30 23:59:59", gift="g", whole_shop=True, series="old")
    assert states(workspace, "old") == [("extra", "12-30")]
    series.skip(workspace, one)
    assert states(workspace, "old") == []
    assert series.remove(workspace, "old", from_day=TUESDAY).value == 0
    assert series.series(workspace, "").occurrences == ()


def test_another_rule_leaves_nothing_behind_where_two_are_on_one_day(workspace: Workspace, products: list[int]) -> None:
    """The second of four days was moved to the third; from the first on three days are wanted."""
    first, second, third, _last = make(workspace, member_day(products, status="idea"), "FREQ=DAILY;COUNT=4")
    plans.move(workspace, second.id, timedelta(days=1))
    ids = series.replan(workspace, first.id, Wish("FREQ=DAILY;COUNT=3", TUESDAY)).value
    shown = series.series(workspace, first.series)
    assert [each.promotion.id for each in shown.occurrences if each.promotion] == ids
    assert states(workspace, first.series) == [("regular", "12-01"), ("regular", "12-02"), ("regular", "12-03")]
    assert ids[2] in {second.id, third.id}


def test_products_that_take_other_turns_are_told_once(workspace: Workspace, products: list[int]) -> None:
    first, *_rest = make(workspace, member_day(products))
    series.replan(workspace, first.id, Wish(WEEKLY, TUESDAY, rotation=tuple(products[:2])))
    assert sum(task.role == "presales" for task in tasks.tasks(workspace)) == 1
