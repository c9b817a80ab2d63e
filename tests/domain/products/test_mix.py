"""The mix of roles against its plan, and the words about it."""

from __future__ import annotations

from shopplanner.domain.messages import Percent
from shopplanner.domain.products.mix import (
    Member,
    Spread,
    category_shares,
    consequences,
    role_shares,
    spread,
    target_sum,
)

TRAFFIC, PROFIT, IMAGE = "traffic_product", "profit_product", "image_product"


def member(role: str, paid: int | None = None, category: str = "x", skus: int = 1, stock: int | None = None) -> Member:
    """A product on sale."""
    return Member(role, category, skus, stock, paid)


RANGE = [member(TRAFFIC, 300), member(PROFIT, 500), member(PROFIT, 200), member(PROFIT), member("")]
PLAN = {TRAFFIC: 2_000, PROFIT: 5_000, IMAGE: 3_000}


def test_shares_by_number_and_amount_stand_beside_the_plan() -> None:
    by_role = {one.role: one for one in role_shares(RANGE, PLAN)}
    traffic, profit, image = by_role[TRAFFIC], by_role[PROFIT], by_role[IMAGE]
    assert (traffic.products, traffic.by_number, traffic.by_amount, traffic.gap) == (1, 2_000, 3_000, 0)
    assert (profit.products, profit.by_number, profit.by_amount, profit.gap) == (3, 6_000, 7_000, 1_000)
    assert (image.products, image.by_number, image.paid_amount, image.gap) == (0, 0, None, -3_000)
    assert by_role["hero_product"].gap is None


def test_products_without_a_role_stand_last_and_only_where_there_are_any() -> None:
    assert role_shares(RANGE, {})[-1].role == ""
    assert all(one.role for one in role_shares(RANGE[:4], {}))


def test_an_unknown_role_counts_as_none() -> None:
    assert role_shares([member("odd")], {})[-1].products == 1


def test_a_role_without_products_is_the_worst_said_first_come_the_plans_faults() -> None:
    said = consequences(role_shares(RANGE, {**PLAN, IMAGE: 2_000}), {**PLAN, IMAGE: 2_000})
    assert [(one.tone, one.said.id) for one in said] == [
        ("warn", "products.layout.says.sum"),
        ("warn", "products.layout.says.roleless"),
        ("warn", f"products.layout.over.{PROFIT}"),
        ("bad", f"products.layout.none.{IMAGE}"),
    ]
    assert said[0].said.params["sum"] == Percent(9_000)


def test_a_role_that_falls_short_is_said_and_a_small_gap_is_not() -> None:
    products = [member(TRAFFIC)] * 14 + [member(PROFIT)] * 86
    said = consequences(role_shares(products, {TRAFFIC: 2_000, PROFIT: 8_000}), {TRAFFIC: 2_000, PROFIT: 8_000})
    assert [one.said.id for one in said] == [f"products.layout.short.{TRAFFIC}", f"products.layout.over.{PROFIT}"]
    near = consequences(role_shares(products, {TRAFFIC: 1_800, PROFIT: 8_200}), {TRAFFIC: 1_800, PROFIT: 8_200})
    assert [(one.tone, one.said.id) for one in near] == [("good", "products.layout.says.fits")]


def test_without_a_plan_it_says_so() -> None:
    assert [one.said.id for one in consequences(role_shares(RANGE[:4], {}), {})] == ["products.layout.says.no_plan"]


def test_categories_are_ordered_by_their_number() -> None:
    found = category_shares(
        [member("", 10, "b"), member("", 30, "a", skus=3), member("", None, "a"), member("", 0, "")]
    )
    assert [(one.category, one.products, one.skus, one.by_number, one.by_amount) for one in found] == [
        ("a", 2, 4, 5_000, 7_500),
        ("", 1, 1, 2_500, 0),
        ("b", 1, 1, 2_500, 2_500),
    ]


def test_breadth_and_depth() -> None:
    found = spread([member("", skus=3, stock=30), member("", skus=0, stock=11), member("", category="", stock=None)])
    assert found == Spread(products=3, skus=5, categories=1, stock=41, stocked=2)
    assert found.depth == 20
    assert spread([]).depth is None


def test_planned_shares_are_added() -> None:
    assert target_sum(PLAN) == 10_000
