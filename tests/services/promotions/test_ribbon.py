"""The ribbon has one stretch for each set of prices, to the second, and leaves unknown prices empty."""

from __future__ import annotations

from datetime import date

import pytest

from shopplanner.domain.errors import NotFoundError
from shopplanner.domain.promotions.plan import Promotion
from shopplanner.services.promotions.ribbon import Ribbon, RibbonSegment, ribbon
from shopplanner.services.workspace import Workspace
from tests.services.promotions.shop import BRUSH, SOAP, at, put, put_products, tenth_off, till

FIRST, LAST = date(2026, 11, 16), date(2026, 11, 30)


def amounts(found: Ribbon) -> list[tuple[str, str, int | None, int | None, int | None]]:
    return [
        (f"{one.starts:%d %H}", f"{one.ends:%d %H}", one.general, one.lowest, one.check_value) for one in found.segments
    ]


def test_prices_change_where_a_promotion_begins_and_ends(workspace: Workspace) -> None:
    put_products(workspace)
    put(workspace, tenth_off(starts=at("11-20", "20:00:00"), ends=till("11-25")))
    assert amounts(ribbon(workspace, SOAP, FIRST, LAST)) == [
        ("16 00", "20 19", 10_000, 10_000, 10_000),
        ("20 20", "20 23", 9_000, 9_000, 10_000),
        ("21 00", "25 23", 9_000, 9_000, 9_000),
        ("26 00", "30 23", 10_000, 10_000, 10_000),
    ]


def test_offers_for_particular_buyers_and_several_pieces_only_lower_the_lowest_price(workspace: Workspace) -> None:
    put_products(workspace)
    put(workspace, coupon(audience="member", threshold=20_000, face=3_000))
    assert amounts(ribbon(workspace, SOAP, FIRST, LAST)) == [("16 00", "30 23", 10_000, 8_500, 10_000)]


def coupon(**changes: object) -> Promotion:
    parameters = {"threshold": changes.pop("threshold"), "face": changes.pop("face")}
    return tenth_off(mechanic="coupon", starts=at("11-01"), ends=till("11-30"), parameters=parameters, **changes)


def test_a_clearance_grows_rung_by_rung(workspace: Workspace) -> None:
    put_products(workspace)
    ladder = [{"threshold": 1, "benefit": 1_000}, {"threshold": 8, "benefit": 3_000}]
    put(workspace, tenth_off(mechanic="clearance", ends=till("11-30"), parameters={"measure": "day", "tiers": ladder}))
    found = ribbon(workspace, SOAP, FIRST, LAST)
    assert [(f"{one.starts:%d}", one.general, one.check_value) for one in found.segments] == [
        ("16", 10_000, 10_000),
        ("20", 9_000, 10_000),
        ("21", 9_000, 9_000),
        ("27", 7_000, 7_000),
    ]


def test_what_never_counts_leaves_the_check_value(workspace: Workspace) -> None:
    put_products(workspace)
    put(workspace, tenth_off(mechanic="red_packet", starts=at("11-01"), ends=till("11-30"), parameters={"amount": 500}))
    (only,) = ribbon(workspace, SOAP, FIRST, LAST).segments
    assert (only.general, only.lowest, only.check_value) == (10_000, 9_500, 10_000)


def test_cost_and_list_price_go_along(workspace: Workspace) -> None:
    put_products(workspace)
    (only,) = ribbon(workspace, SOAP, FIRST, LAST).segments
    assert only == RibbonSegment(at("11-16"), till("11-30"), 10_000, 10_000, 10_000, 10_000, 4_000)


def test_a_product_without_a_price_has_no_prices(workspace: Workspace) -> None:
    put_products(workspace)
    put(workspace, tenth_off(whole_shop=True, products=()))
    (only,) = ribbon(workspace, BRUSH, FIRST, LAST).segments
    assert (only.list_price, only.general, only.lowest, only.check_value, only.cost) == (None,) * 5


def test_other_stacking_rules_begin_their_own_stretch(workspace: Workspace) -> None:
    put_products(workspace)
    common: dict[str, object] = {"starts": at("03-01"), "ends": till("03-31"), "products": (SOAP,)}
    put(workspace, tenth_off(mechanic="coupon", parameters={"threshold": 10_000, "face": 1_000}, **common))
    reduction = {"threshold": 10_000, "reduction": 500}
    put(workspace, tenth_off(mechanic="threshold_reduction", parameters=reduction, **common))
    found = ribbon(workspace, SOAP, date(2026, 3, 9), date(2026, 3, 10))
    assert [(f"{one.starts:%d}", one.general) for one in found.segments] == [("09", 8_500), ("10", 9_000)]


def test_a_product_that_is_gone_has_no_ribbon(workspace: Workspace) -> None:
    with pytest.raises(NotFoundError):
        ribbon(workspace, 99, FIRST, LAST)
