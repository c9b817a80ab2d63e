"""Coming promotions are priced where another set of them is live, and the worst product is named."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

import pytest

from shopplanner.domain.messages import Money, Percent
from shopplanner.services.promotions.plans import promotions_between
from shopplanner.services.promotions.price_checks import Priced, below, priced, too_deep
from shopplanner.services.promotions.stacking import choose_profile
from shopplanner.services.workspace import Workspace
from tests.services.metrics.figures import november
from tests.services.promotions.planning import put, put_products

NOW = datetime(2026, 11, 22, 10, 0)
SOAP = Priced(1, "618", NOW, "Soap", 10_000, 3_000, 2, cost=3_500, floor=5_000)


def prices(workspace: Workspace) -> list[tuple[str, str, int]]:
    planned = promotions_between(workspace, november(22), november(30))
    with workspace.read() as session:
        found = priced(session, workspace.shop_id, planned, NOW)
    return sorted((one.promotion, one.product, one.lowest) for one in found)


def test_promotions_that_meet_are_priced_together(workspace: Workspace) -> None:
    (soap,) = put_products(workspace, ("A", 10_000, None, None))
    put(
        workspace, "item_discount", "2026-11-22 00:00:00", "2026-11-30 23:59:59",
        name="half", products=(soap,), kind="percent", rate=5_000,
    )  # fmt: skip
    put(
        workspace, "coupon", "2026-11-25 00:00:00", "2026-11-26 23:59:59",
        name="coupon", products=(soap,), threshold=0, face=1_000,
    )  # fmt: skip
    assert prices(workspace) == [("coupon", "A", 4_000), ("half", "A", 4_000)]


def test_ideas_and_products_without_a_price_are_left_out(workspace: Workspace) -> None:
    soap, oil = put_products(workspace, ("A", 10_000, None, None), ("B", None, None, None))
    put(
        workspace, "item_discount", "2026-11-22 00:00:00", "2026-11-30 23:59:59",
        name="idea", status="idea", products=(soap, oil), kind="percent", rate=5_000,
    )  # fmt: skip
    assert prices(workspace) == []
    put(
        workspace, "item_discount", "2026-11-22 00:00:00", "2026-11-30 23:59:59",
        name="real", products=(soap, oil), kind="percent", rate=1_000,
    )  # fmt: skip
    assert prices(workspace) == [("real", "A", 9_000)]


def clearance(workspace: Workspace, soap: int, first: str, last: str) -> None:
    ladder = [{"threshold": 1, "benefit": 1_000}, {"threshold": 5, "benefit": 5_000}]
    put(
        workspace, "clearance", f"{first} 00:00:00", f"{last} 23:59:59",
        name="clear", products=(soap,), measure="day", tiers=ladder,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("first", "last", "lowest"),
    [
        ("2026-11-15", "2026-11-30", 5_000),
        ("2026-11-20", "2026-11-30", 5_000),
        ("2026-11-25", "2026-11-30", 5_000),
        ("2026-11-25", "2026-11-28", 9_000),
    ],
)
def test_a_clearance_is_priced_at_its_deepest_rung_that_is_to_come(
    workspace: Workspace, first: str, last: str, lowest: int
) -> None:
    """10 % off from the first day, 50 % from the fifth."""
    (soap,) = put_products(workspace, ("A", 10_000, 6_000, None))
    clearance(workspace, soap, first, last)
    assert prices(workspace) == [("clear", "A", lowest)]


def test_a_promotion_that_meets_a_later_rung_is_priced_with_it(workspace: Workspace) -> None:
    (soap,) = put_products(workspace, ("A", 10_000, None, None))
    clearance(workspace, soap, "2026-11-25", "2026-11-30")
    put(
        workspace, "coupon", "2026-11-25 00:00:00", "2026-11-30 23:59:59",
        name="coupon", products=(soap,), threshold=0, face=1_000,
    )  # fmt: skip
    assert prices(workspace) == [("clear", "A", 4_000), ("coupon", "A", 4_000)]


def test_the_rules_that_the_shop_has_chosen_are_followed(workspace: Workspace) -> None:
    """10 % off 100.00, then 50 % of what is left or, side by side, the larger alone."""
    (soap,) = put_products(workspace, ("A", 10_000, None, None))
    for name, rate in (("ten", 1_000), ("half", 5_000)):
        put(
            workspace, "item_discount", "2026-11-22 00:00:00", "2026-11-30 23:59:59",
            name=name, products=(soap,), kind="percent", rate=rate,
        )  # fmt: skip
    assert prices(workspace) == [("half", "A", 5_000)]
    choose_profile(workspace, "generic-sequential")
    assert prices(workspace) == [("half", "A", 4_500), ("ten", "A", 4_500)]


def test_gifts_are_part_of_what_a_piece_costs(workspace: Workspace) -> None:
    """A at 100.00 costs 60.00; a gift of 45.00 comes with every basket, so a piece alone loses 5.00."""
    put_products(workspace, ("A", 10_000, 6_000, 9_000))
    put(
        workspace, "gift", "2026-11-25 00:00:00", "2026-11-30 23:59:59",
        name="gift", gift="towel", gift_cost=4_500, threshold=1, whole_shop=True,
    )  # fmt: skip
    planned = promotions_between(workspace, november(22), november(30))
    with workspace.read() as session:
        found = priced(session, workspace.shop_id, planned, NOW)
    (hit,) = below(found, "cost")
    assert (hit.values["name"], hit.values["gap"], hit.values["limit"]) == ("gift", Money(500), Money(10_500))
    assert list(below(found, "floor")) == []


def test_the_worst_product_of_a_promotion_is_named_with_the_number_of_all() -> None:
    worse = replace(SOAP, product="Oil", lowest=2_000)
    (hit,) = below((SOAP, worse), "cost")
    assert (hit.values["product"], hit.values["n"], hit.values["gap"]) == ("Oil", 2, Money(1_500))


def test_a_product_that_is_below_its_limit_every_day_is_not_blamed_on_a_promotion() -> None:
    assert list(below((replace(SOAP, price=3_400),), "cost")) == []
    assert list(below((replace(SOAP, cost=None),), "cost")) == []
    assert list(below((replace(SOAP, floor=None),), "floor")) == []


def test_below_cost_is_not_said_again_of_the_floor() -> None:
    assert list(below((SOAP,), "floor")) == []
    (hit,) = below((replace(SOAP, lowest=3_500),), "floor")
    assert hit.values["limit"] == Money(5_000)


def test_a_reduction_of_just_the_depth_passes() -> None:
    assert list(too_deep((SOAP,), 7_000)) == []
    (hit,) = too_deep((SOAP, replace(SOAP, price=0, promotion_id=2)), 6_999)
    assert hit.values["depth"] == Percent(7_000)
