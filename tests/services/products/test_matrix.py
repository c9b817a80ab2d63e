"""The matrix draws what is known, counts what is not, and ranks by sales."""

from __future__ import annotations

import pytest

from shopplanner.domain.products.concentration import Concentration
from shopplanner.services.products.matrix import matrix
from shopplanner.services.workspace import Workspace
from tests.services.products.range import add_product, put_days


def fill(workspace: Workspace) -> None:
    """Four products on sale, of which one has no cost and one no sales, and one that ended."""
    add_product(workspace, "A", tag_price=10_000, cost=6_000)
    add_product(workspace, "B", tag_price=5_000, cost=1_000)
    add_product(workspace, "C", tag_price=3_000)
    add_product(workspace, "D", tag_price=2_000, cost=1_000)
    add_product(workspace, "E", tag_price=2_000, cost=1_000, status="ended")
    for code, paid, units in (("A", 40_000, 4), ("B", 30_000, 6), ("C", 30_000, 10), ("E", 9_000, 1)):
        put_days(workspace, code, days=1, paid_amount=paid, paid_units=units)


def test_products_with_all_three_figures_are_points(workspace: Workspace) -> None:
    fill(workspace)
    found = matrix(workspace)
    assert [(one.product.code, one.x, one.y, one.size) for one in found.points] == [
        ("A", 10_000, 4_000, 40_000),
        ("B", 5_000, 8_000, 30_000),
    ]
    assert (found.x_line, found.y_line) == (7_500, 6_000)


def test_what_is_not_drawn_is_counted_with_what_it_lacks(workspace: Workspace) -> None:
    fill(workspace)
    found = matrix(workspace)
    assert found.undrawn == 2
    assert found.missing == {"margin": 1, "paid_amount": 1}


def test_of_very_many_products_the_largest_are_drawn(workspace: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("shopplanner.services.products.matrix.MOST", 1)
    fill(workspace)
    add_product(workspace, "F", tag_price=100, cost=200)
    found = matrix(workspace)
    assert [one.product.code for one in found.points] == ["A"]
    assert (found.smaller, found.undrawn) == (1, 3)
    assert found.x_line == 7_500
    assert found.losing == ("Product F",)


def test_gross_profit_is_paid_less_cost_of_goods(workspace: Workspace) -> None:
    fill(workspace)
    found = matrix(workspace, "units", "profit", "units", 7)
    assert [(one.product.code, one.x, one.y) for one in found.points] == [("A", 4, 16_000), ("B", 6, 24_000)]
    assert found.missing == {"units": 1, "profit": 2}
    assert found.period is not None
    assert len(found.period) == 7


def test_products_are_ranked_and_concentration_is_worked_out(workspace: Workspace) -> None:
    fill(workspace)
    found = matrix(workspace)
    assert [(one.code, place.grade, place.running) for one, place in found.ranked] == [
        ("A", "A", 4_000),
        ("B", "A", 7_000),
        ("C", "A", 10_000),
    ]
    assert found.unsold == 1
    # 0.4² + 0.3² + 0.3² = 0.34
    assert found.concentration == Concentration(3_400, 4_000, 10_000, 3)


def test_an_empty_shop_has_no_picture(workspace: Workspace) -> None:
    found = matrix(workspace)
    assert (found.points, found.x_line, found.ranked, found.concentration, found.undrawn) == ((), None, (), None, 0)
