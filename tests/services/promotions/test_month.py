"""What the calendar shows of a month: days, promotions, last year, tasks, losses, and a promotion's details."""

from __future__ import annotations

from datetime import date

import pytest

from shopplanner.services.promotions import month, tasks
from shopplanner.services.workspace import Workspace
from tests.services.promotions.shop import CREAM, SOAP, at, double_11, put, put_products, tenth_off, till


@pytest.fixture
def shop(workspace: Workspace) -> Workspace:
    """A shop with three products."""
    put_products(workspace)
    return workspace


def test_a_month_has_whole_weeks_with_what_touches_them(shop: Workspace) -> None:
    inside = put(shop, tenth_off())
    before = put(shop, tenth_off(starts=at("10-20"), ends=till("10-26")))
    put(shop, tenth_off(starts=at("10-20"), ends=till("10-25")))
    shown = month.month_view(shop, 2026, 11)
    assert (shown.days[0].day, shown.days[-1].day) == (date(2026, 10, 26), date(2026, 12, 6))
    assert [each.id for each in shown.promotions] == [before, inside]
    assert shown.announced
    assert [(each.name, each.priced) for each in shown.products] == [("沐浴露", True), ("香膏", True), ("浴刷", False)]


def test_weeks_can_be_asked_for_instead(shop: Workspace) -> None:
    put(shop, tenth_off())
    shown = month.weeks_view(shop, date(2026, 11, 16), 6, ghosts="date")
    assert (shown.days[0].day, shown.days[-1].day) == (date(2026, 11, 16), date(2026, 12, 27))
    assert [each.name for each in shown.promotions] == ["沐浴露 9 折"]
    assert len(month.month_view(shop, 2026, 2).days) == 35
    assert not month.month_view(shop, 2031, 1).announced


def test_open_tasks_stand_on_their_due_days(shop: Workspace) -> None:
    for title, day in (("a", 24), ("b", 24), ("c", 25)):
        tasks.add_task(shop, title, date(2026, 11, day))
    done = tasks.add_task(shop, "d", date(2026, 11, 25)).value
    tasks.set_done(shop, [done], done=True)
    tasks.add_task(shop, "long ago", date(2026, 9, 1))
    due = month.month_view(shop, 2026, 11).tasks
    assert {day.day: [task.title for task in found] for day, found in due.items()} == {24: ["a", "b"], 25: ["c"]}


def test_last_year_comes_back_on_the_same_date(shop: Workspace) -> None:
    last_year = put(shop, double_11(2025))
    assert month.month_view(shop, 2026, 11).ghosts == ()
    ghost = month.month_view(shop, 2026, 11, ghosts="date").ghosts[0]
    assert (ghost.id, ghost.starts, ghost.ends) == (-last_year, at("11-01", "20:00:00"), till("11-13"))
    assert ghost.phases[1].starts == at("11-09")


def test_last_year_comes_back_by_its_festival(shop: Workspace) -> None:
    # The Spring Festival was on 29 January 2025 and is on 17 February 2026.
    put(shop, tenth_off(starts=at("2025-01-29"), ends=at("2025-02-02", "23:59:59"), status="reviewed"))
    ghost = month.month_view(shop, 2026, 2, ghosts="festival").ghosts[0]
    assert (ghost.starts, ghost.ends) == (at("02-17"), till("02-21"))
    assert month.month_view(shop, 2026, 1, ghosts="festival").ghosts == ()


def test_a_leap_day_comes_back_on_the_28th(shop: Workspace) -> None:
    put(shop, tenth_off(starts=at("2024-02-29"), ends=at("2024-02-29", "23:59:59"), status="reviewed"))
    assert month.month_view(shop, 2025, 2, ghosts="date").ghosts[0].starts == at("2025-02-28")


def test_a_promotion_that_sells_below_cost_is_counted_by_products(shop: Workspace) -> None:
    # A fifth off makes cream 40.00, which costs 45.00; soap at 80.00 still earns.
    fifth = put(shop, tenth_off(products=(SOAP, CREAM), parameters={"kind": "percent", "rate": 2000}))
    fine = put(shop, tenth_off(starts=at("12-01"), ends=till("12-02"), products=(CREAM,)))
    put(shop, tenth_off(status="idea", products=(CREAM,), parameters={"kind": "percent", "rate": 5000}))
    put(shop, tenth_off(starts=at("11-01"), ends=till("11-02"), parameters={"kind": "amount", "amount": 9000}))
    promotions = month.month_view(shop, 2026, 11).promotions
    found = month.below_cost(shop, promotions)
    assert dict(found) == {fifth: (CREAM,)}
    assert fine not in found


def test_the_greatest_loss_comes_first(shop: Workspace) -> None:
    # At 30.00 both lose: soap 10.00, cream 15.00.
    cheap = put(shop, tenth_off(products=(SOAP, CREAM), parameters={"kind": "fixed", "price": 3000}))
    assert month.below_cost(shop, month.month_view(shop, 2026, 11).promotions) == {cheap: (CREAM, SOAP)}


def test_only_promotions_that_lower_the_price_are_blamed(shop: Workspace) -> None:
    deep = put(shop, tenth_off(products=(CREAM,), parameters={"kind": "fixed", "price": 3000}))
    put(shop, tenth_off(products=(CREAM,), parameters={"kind": "fixed", "price": 4900}))
    assert list(month.below_cost(shop, month.month_view(shop, 2026, 11).promotions)) == [deep]
