"""Payments of many SKUs are read at once, and each is protected for days from its own moment."""

from __future__ import annotations

from datetime import date, datetime

from shopplanner.services.promotions.paid_history import Payments, protected
from shopplanner.services.workspace import Workspace
from tests.services.promotions.orders import order, put_orders


def test_the_limit_falls_as_the_protection_of_dear_payments_ends() -> None:
    made = protected([(datetime(2026, 11, 3), 80), (datetime(2026, 11, 1), 100), (datetime(2026, 11, 2), 90)], 7)
    assert made.until == (datetime(2026, 11, 8), datetime(2026, 11, 9), datetime(2026, 11, 10))
    days = [(8, 0), (8, 1), (9, 1), (10, 0), (10, 1)]
    assert [made.limit(datetime(2026, 11, day, 0, minute)) for day, minute in days] == [100, 90, 80, 80, 0]
    assert protected([], 7).limit(datetime(2026, 11, 1)) == 0


def test_payments_are_those_of_a_product_or_of_one_sku_between_two_moments(workspace: Workspace) -> None:
    put_orders(
        workspace,
        order(1, "A", "2026-11-01 10:00:00", 300, units=2, sku="red"),
        order(2, "A", "2026-11-02 10:00:00", 100),
        order(3, "B", "2026-11-02 10:00:00", 500),
        order(4, "A", "2026-11-04 10:00:00", 900),
    )
    with workspace.read() as session:
        paid = Payments(session, workspace.shop_id, date(2026, 11, 1), date(2026, 11, 3))
    first, last = datetime(2026, 11, 1), datetime(2026, 11, 5)
    assert paid.of("A", "", first, last) == [(datetime(2026, 11, 1, 10), 150), (datetime(2026, 11, 2, 10), 100)]
    assert paid.of("A", "red", first, last) == [(datetime(2026, 11, 1, 10), 150)]
    assert paid.of("A", "", datetime(2026, 11, 2), last) == [(datetime(2026, 11, 2, 10), 100)]
    assert paid.of("C", "", first, last) == []
