"""Every mechanic as the engine's offer, and what a buyer pays for it, worked by hand."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Any

import pytest

from shopplanner.domain.promotions.mechanics import MECHANICS, defaults
from shopplanner.domain.promotions.offers import CartLine, Group, Mode, Offer, Profile, Stacking, Tier, Tool
from shopplanner.domain.promotions.plan import Promotion, offer_of
from shopplanner.domain.promotions.plan_offers import rung
from shopplanner.domain.promotions.price_days import PriceTable
from shopplanner.domain.promotions.pricing import price_cart

NOW = Profile("now")
ITEM_TOOLS = (Tool.ITEM_PERCENT, Tool.ITEM_AMOUNT)
CODES = {1: "A", 2: "B"}
A, B = CartLine("A", 1, 10_000), CartLine("B", 1, 6000)
STARTS = datetime(2026, 11, 10, 20)


def planned(mechanic: str, *, products: tuple[int, ...] = (), audience: str = "all", **parameters: Any) -> Promotion:
    """A promotion of the whole shop, or of some products, from 10 November on."""
    return Promotion(
        "活动", mechanic, STARTS, datetime(2026, 11, 30, 23, 59, 59), id=7, whole_shop=not products,
        products=products, audience=audience, parameters=parameters,
    )  # fmt: skip


def paid(promotion: Promotion, *lines: CartLine, moment: datetime | None = None) -> int:
    return price_cart(lines, [offer_of(promotion, CODES, moment)], NOW).payable


@pytest.mark.parametrize(
    ("promotion", "lines", "expected"),
    [
        (planned("item_discount", kind="percent", rate=1200), (A,), 8800),
        (planned("item_discount", kind="amount", amount=1500, per_person=1), (CartLine("A", 3, 10_000),), 28_500),
        (planned("item_discount", kind="fixed", price=9000, by_product={"2": 5000}), (A, B), 14_000),
        (planned("flash_sale", price=6900), (A,), 6900),
        (planned("daily_reduction", kind="percent", rate=1000), (CartLine("A", 1, 28_800),), 25_900),
        (planned("daily_reduction", kind="amount", amount=2850), (CartLine("A", 1, 28_800),), 25_950),
        (planned("platform_event", rate=1200), (CartLine("A", 1, 282_750),), 248_750),
        (planned("platform_event", rate=1200, by_product={"1": 1500}), (CartLine("A", 1, 173_400),), 147_300),
        (planned("member_reduction", kind="percent", rate=500), (A,), 9500),
        (planned("returning_reduction", kind="amount", amount=300), (A,), 9700),
        (planned("threshold_reduction", threshold=15_000, reduction=2000), (A, B), 14_000),
        (planned("threshold_reduction", threshold=5000, reduction=1000, repeat="each"), (A, B), 13_000),
        (planned("threshold_reduction", threshold=5000, reduction=1000, repeat="up_to", times=2), (A, B), 14_000),
        (planned("threshold_reduction", kind="percent", threshold=15_000, rate=1000), (A, B), 14_400),
        (planned("threshold_reduction", threshold=5000, reduction=1000, repeat="each", cap=2500), (A, B), 13_500),
        (planned("quantity_reduction", kind="percent", pieces=2, rate=1000), (A, B), 14_400),
        (planned("quantity_reduction", kind="amount", pieces=2, reduction=1800), (A, B), 14_200),
        (planned("any_n_for_price", pieces=2, price=9900, repeat="each"), (A, B), 9900),
        (planned("nth_piece", pieces=2, kind="percent", rate=5000, repeat="each"), (A, B), 13_000),
        (planned("nth_piece", pieces=2, kind="fixed", price=990, repeat="each"), (A, B), 10_990),
        (planned("buy_x_get_y", buy=1, free=1, repeat="each"), (A, B), 10_000),
        (planned("member_day", buy=1, free=1), (CartLine("A", 4, 10_000),), 30_000),
        (planned("bundle", price=12_800, products=(1, 2)), (A, B), 12_800),
        (planned("coupon", threshold=9900, face=1000, per_person=1), (CartLine("A", 3, 10_000),), 29_000),
        (planned("cross_shop", threshold=5000, reduction=800, repeat="each", cap=2000), (A, B), 14_000),
        (planned("category_coupon", coupon="consumer", threshold=15_000, face=1500), (A, B), 14_500),
        (planned("red_packet", amount=500), (A,), 9500),
        (planned("red_packet", amount=500, threshold=10_001), (A,), 10_000),
        (planned("gold_coins", rate=300), (A,), 9700),
        (planned("gold_coins", rate=300, cap=200), (A,), 9800),
        (planned("presale", deposit=5000, counts_as=10_000), (CartLine("A", 1, 129_900),), 124_900),
        (planned("free_freight", threshold=8800), (A,), 10_000),
        (planned("gift", gift="g", threshold=9900, gift_cost=800), (A,), 10_000),
    ],
    ids=lambda value: value.mechanic if isinstance(value, Promotion) else None,
)  # fmt: skip
def test_what_a_buyer_pays(promotion: Promotion, lines: tuple[CartLine, ...], expected: int) -> None:
    assert paid(promotion, *lines) == expected


def test_further_tiers_come_with_their_mechanic() -> None:
    tiers = [{"threshold": 3, "benefit": 2000}]
    offer = offer_of(planned("quantity_reduction", kind="percent", pieces=2, rate=1000, rate_tiers=tiers), CODES)
    assert (offer.tool, offer.tiers) == (Tool.PIECES_PERCENT, (Tier(3, 2000),))
    assert price_cart([CartLine("A", 3, 10_000)], [offer], NOW).payable == 24_000
    vip = planned(
        "category_coupon", coupon="vip", threshold=20_000, face=2000, tiers=[{"threshold": 50_000, "benefit": 5000}]
    )
    assert offer_of(vip, CODES).tiers == (Tier(50_000, 5000),)


def test_88vip_coupons_and_member_reductions_are_for_their_buyers_unless_said_otherwise() -> None:
    assert offer_of(planned("category_coupon", coupon="vip"), CODES).audience == "88vip"
    assert offer_of(planned("category_coupon"), CODES).audience == "all"
    assert offer_of(planned("member_reduction", rate=500), CODES).audience == "member"
    assert offer_of(planned("returning_reduction", rate=500, audience="88vip"), CODES).audience == "88vip"


def test_the_shop_bears_all_unless_a_share_is_given() -> None:
    assert offer_of(planned("coupon", face=1000), CODES).seller_share == 10_000
    assert offer_of(planned("coupon", face=1000, seller_share=0), CODES).seller_share == 0


def test_a_gift_may_go_by_pieces_and_repeat() -> None:
    """Two gifts of 3.00 for five pieces, one for every two."""
    wanted = planned("gift", gift="g", kind="pieces", pieces=2, gift_cost=300, repeat="each", threshold=1)
    assert price_cart([CartLine("A", 5, 1000)], [offer_of(wanted, CODES)], NOW).gifts_cost == 600


# clearance

LADDER = [{"threshold": 1, "benefit": 1000}, {"threshold": 8, "benefit": 3000}, {"threshold": 15, "benefit": 5000}]


@pytest.mark.parametrize(("day", "expected"), [(10, 9000), (16, 9000), (17, 7000), (23, 7000), (24, 6000)])
def test_a_clearance_gets_deeper_with_its_days_down_to_its_floor(day: int, expected: int) -> None:
    """The eighth day is 17 November; half of 100.00 would be below the floor of 60.00."""
    wanted = planned("clearance", measure="day", tiers=LADDER, floor=6000)
    assert paid(wanted, A, moment=datetime(2026, 11, day, 21)) == expected


def test_a_clearance_by_cover_looks_at_each_product() -> None:
    """A lasts 90 days and gets half off, B two weeks and gets nothing; of C nothing is known."""
    ladder = [{"threshold": 30, "benefit": 2000}, {"threshold": 60, "benefit": 5000}]
    offer = offer_of(planned("clearance", measure="cover", tiers=ladder), CODES, None, {1: 90, 2: 14, 9: 99})
    cart = [A, B, CartLine("C", 1, 5000)]
    assert price_cart(cart, [offer], NOW).line_payable == (5000, 6000, 5000)


def test_reductions_that_add_up_do_so_in_the_order_of_planning_however_they_are_listed() -> None:
    """10 % off 100.00, then 5.00; the other way round it would be 85.50."""
    together = Profile("both", item_reductions=Stacking.SEQUENTIAL, groups=(Group(ITEM_TOOLS, Mode.STACK),))
    first = replace(planned("item_discount", kind="percent", rate=1000), id=3)
    then = replace(planned("item_discount", kind="amount", amount=500), id=11)
    for listed in ((first, then), (then, first)):
        offers = [offer_of(each, CODES) for each in listed]
        assert price_cart([A], offers, together).payable == 8500
        assert PriceTable([A], offers, together).prices(0, 0b11, 0b11) == (8500, 8500, 8500)


def test_the_rung_is_the_highest_that_is_reached() -> None:
    ladder = (Tier(8, 3000), Tier(1, 1000))
    assert [rung(ladder, day) for day in (0, 1, 7, 8, 99)] == [0, 1000, 1000, 3000, 3000]


@pytest.mark.parametrize("mechanic", MECHANICS)
def test_every_mechanic_gives_an_offer_as_it_begins(mechanic: str) -> None:
    offer = offer_of(planned(mechanic, **defaults(mechanic)), CODES)
    assert isinstance(offer, Offer)
    assert offer.id == "7"
