"""Orders and buyers are counted once each."""

from __future__ import annotations

from datetime import date

from shopplanner.domain.metrics.periods import Period
from shopplanner.services.promotions.review.buyers import NOBODY, Buyers, buyers
from shopplanner.services.workspace import Workspace
from tests.services.promotions.review import shop
from tests.services.promotions.review.shop import END, START


def counted(workspace: Workspace, period: Period, codes: tuple[str, ...] = ("A",)) -> Buyers:
    with workspace.read() as session:
        return buyers(session, workspace.shop_id, codes, period)


def test_buyers_of_the_promotion(reviewed: Workspace) -> None:
    """Four orders of Ann (two), Bob (bought in July) and Cy (comes back on 10 November)."""
    found = counted(reviewed, Period(START, END))
    assert (found.orders, found.buyers, found.repeated, found.new, found.returned) == (4, 3, 1, 2, 1)
    assert (found.paid, found.refunded) == (32_000, 8_000)
    assert found.history == (START - date(2026, 7, 5)).days
    assert found.watched == (date(2026, 11, 10) - END).days
    assert counted(reviewed, Period(START, END), ()) == found


def test_nobody_is_new_where_orders_do_not_reach_back(reviewed: Workspace) -> None:
    found = counted(reviewed, Period(date(2026, 7, 5), date(2026, 8, 1)))
    assert (found.buyers, found.new, found.returned) == (1, None, 1)


def test_nobody_came_back_before_any_day_after_is_known(reviewed: Workspace) -> None:
    found = counted(reviewed, Period(date(2026, 11, 1), date(2026, 11, 20)))
    assert (found.returned, found.watched) == (None, 0)


def test_without_lines_nothing_is_known(reviewed: Workspace) -> None:
    assert counted(reviewed, Period(START, END), ("B",)) == NOBODY


def test_lines_without_buyers_still_count_orders(workspace: Workspace) -> None:
    number = (START - date(1970, 1, 1)).days
    line = ("9", "9", number, number * 86_400, number * 86_400, 1, 100, 100, 100, None, "A", "x", None, "qn")
    shop.put(workspace, "order_line", shop.LINE_COLUMNS, [line])
    found = counted(workspace, Period(START, END))
    assert (found.orders, found.buyers, found.new, found.repeated, found.refunded) == (1, None, None, None, None)


def test_what_buyers_spent_leaves_out_lines_that_name_nobody(workspace: Workspace) -> None:
    number = (START - date(1970, 1, 1)).days
    lines = [
        (order, order, number, number * 86_400, number * 86_400, 1, 100, 100, paid, None, "A", "x", buyer, "qn")
        for order, paid, buyer in (("1", 6_000, "ann"), ("2", 4_000, "bob"), ("3", 90_000, None))
    ]
    shop.put(workspace, "order_line", shop.LINE_COLUMNS, lines)
    found = counted(workspace, Period(START, END))
    assert (found.buyers, found.paid, found.bought) == (2, 100_000, 10_000)
