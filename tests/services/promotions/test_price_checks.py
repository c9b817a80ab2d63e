"""Coming promotions are priced where another set of them is live, and the worst product is named."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from shopplanner.domain.messages import Money, Percent
from shopplanner.services.promotions.plans import promotions_between
from shopplanner.services.promotions.price_checks import Priced, below, priced, too_deep
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
