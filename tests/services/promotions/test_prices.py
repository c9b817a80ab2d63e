"""What buyers pay at a moment: the promotions that are live then, the rules in force then, three prices, baskets."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

import pytest

from shopplanner.domain.errors import NotFoundError
from shopplanner.services.products.editing import delete as delete_products
from shopplanner.services.promotions import plans, prices
from shopplanner.services.promotions.baskets import Start, basket_at, next_starts
from shopplanner.services.promotions.price_checks import priced
from shopplanner.services.promotions.price_words import (
    explanation,
    margin_rate,
    price_lines,
    remarks,
    risk_words,
    rule_lines,
)
from shopplanner.services.shops import add_shop
from shopplanner.services.workspace import Workspace
from tests.services.promotions.planning import planned, put, put_products

NOON = datetime(2026, 11, 11, 12)
FIRST, LAST = "2026-11-10 00:00:00", "2026-11-12 23:59:59"
CYCLE = ("2026-11-11 00:00:00", "2026-11-15 23:59:59")


@pytest.fixture
def shop(workspace: Workspace) -> tuple[Workspace, dict[str, int]]:
    """A at 100.00 (cost 40, floor 60), B at 50.00 (cost 20), C at 30.00 without cost, D without a price."""
    ids = put_products(
        workspace, ("A", 10_000, 4000, 6000), ("B", 5000, 2000, None), ("C", 3000, None, None), ("D", None, 10, None)
    )
    return workspace, dict(zip("ABCD", ids, strict=True))


Shop = tuple[Workspace, dict[str, int]]


def test_a_promotion_is_live_from_its_first_to_its_last_second(shop: Shop) -> None:
    """A sale from 2026-10-20 20:00:00 to 2026-11-13 23:59:59."""
    workspace, ids = shop
    put(workspace, "platform_event", "2026-10-20 20:00:00", "2026-11-13 23:59:59", rate=1500, whole_shop=True)
    moments = {
        datetime(2026, 10, 20, 19, 59, 59): 10_000,
        datetime(2026, 10, 20, 20): 8500,
        datetime(2026, 11, 13, 23, 59, 59): 8500,
        datetime(2026, 11, 14): 10_000,
    }
    for moment, expected in moments.items():
        assert prices.prices_of(workspace, ids["A"], moment).prices.general == expected


def test_a_promotion_whose_products_were_all_removed_reaches_no_other_product(shop: Shop) -> None:
    workspace, ids = shop
    put(workspace, "item_discount", FIRST, LAST, kind="percent", rate=9000, products=(ids["B"],))
    delete_products(workspace, [ids["B"]])
    assert prices.prices_of(workspace, ids["A"], NOON).prices.lowest == 10_000
    basket = basket_at(workspace, [(ids["A"], 2)], NOON)
    assert basket.cart.payable == 20_000
    with workspace.read() as session:
        coming = plans.promotions_in(session, workspace.shop_id, NOON.date(), NOON.date())
        assert len(coming) == 1
        assert priced(session, workspace.shop_id, coming, NOON) == ()


def test_ideas_and_promotions_on_other_products_do_not_count(shop: Shop) -> None:
    workspace, ids = shop
    put(workspace, "item_discount", FIRST, LAST, kind="percent", rate=1000, products=(ids["B"],))
    put(workspace, "item_discount", FIRST, LAST, kind="percent", rate=5000, products=(ids["A"],), status="idea")
    priced = {row.name: row.prices.general for row in prices.prices_at(workspace, NOON)}
    assert priced == {"A": 10_000, "B": 4500, "C": 3000}


def test_the_three_prices_tell_everybody_members_and_the_check_apart(shop: Shop) -> None:
    """The coupon covers two days of the cycle of the 11th to 15th only: buyers get it, the check does not count it."""
    workspace, ids = shop
    put(workspace, "item_discount", *CYCLE, kind="percent", rate=1000, products=(ids["A"],))
    put(workspace, "coupon", "2026-11-11 00:00:00", "2026-11-12 23:59:59", threshold=9000, face=500, whole_shop=True)
    put(workspace, "member_day", FIRST, LAST, buy=2, free=1, products=(ids["A"],), audience="member")
    priced = prices.prices_of(workspace, ids["A"], NOON)
    assert (priced.prices.general, priced.prices.check_value) == (8500, 9000)
    assert (priced.prices.lowest, priced.prices.lowest_quantity) == (6000, 3)
    assert (priced.margin, priced.risk, margin_rate(priced)) == (2000, "", 3333)


def test_the_platforms_own_reduction_always_counts_in_the_check(shop: Shop) -> None:
    workspace, ids = shop
    put(workspace, "platform_event", "2026-11-11 20:00:00", "2026-11-12 23:59:59", rate=1200, whole_shop=True)
    priced = prices.prices_of(workspace, ids["A"], datetime(2026, 11, 12, 12))
    assert priced.prices.check_value == 8800


def test_a_price_below_cost_or_floor_is_a_risk(shop: Shop) -> None:
    workspace, ids = shop
    put(workspace, "item_discount", FIRST, LAST, kind="fixed", price=5900, products=(ids["A"],))
    put(workspace, "item_discount", FIRST, LAST, kind="fixed", price=1990, products=(ids["B"], ids["C"]))
    found = {row.name: row for row in prices.prices_at(workspace, NOON)}
    assert {name: (row.risk, row.margin) for name, row in found.items()} == {
        "A": ("floor", 1900),
        "B": ("cost", -10),
        "C": ("", None),
    }
    assert [risk_words(found[name]) for name in "ABC"] == [
        "Below the floor of ¥60.00",
        "Below cost: ¥0.10 lost a piece",
        "No cost entered, so no margin",
    ]
    assert margin_rate(found["C"]) is None


def test_a_draft_stands_in_for_what_is_stored(shop: Shop) -> None:
    workspace, ids = shop
    promotion_id = put(workspace, "item_discount", FIRST, LAST, kind="percent", rate=1000, products=(ids["A"],))
    draft = replace(plans.promotion(workspace, promotion_id), parameters={"kind": "percent", "rate": 2000})
    assert prices.prices_of(workspace, ids["A"], NOON, draft=draft).prices.general == 8000
    new = planned("item_discount", FIRST, LAST, kind="amount", amount=1500, products=(ids["A"],), status="idea")
    assert prices.prices_of(workspace, ids["A"], NOON, draft=new).prices.general == 8500


def test_products_without_a_price_are_left_out_and_refused_by_name(shop: Shop) -> None:
    workspace, ids = shop
    with pytest.raises(NotFoundError) as refused:
        prices.prices_of(workspace, ids["D"], NOON)
    assert refused.value.what.id == "promotions.error.no_price"
    with pytest.raises(NotFoundError):
        prices.prices_of(workspace, 999, NOON)


def test_the_rules_in_force_go_by_the_moment_and_the_platform(shop: Shop) -> None:
    workspace, _ = shop
    assert prices.profile_at(datetime(2026, 3, 9, 23, 59, 59)).id == "taobao-before-2026-03-10"
    assert prices.profile_at(datetime(2026, 3, 10)).id == "taobao-2026-03-10"
    assert prices.profile_at(NOON, "tmall").id == "taobao-2026-03-10"
    assert prices.profile_at(NOON, "jd").id == "generic-sequential"
    other = add_shop(workspace, "京东店", platform="jd").value
    workspace.select_shop(other)
    (product_id,) = put_products(workspace, ("Z", 1000, None, None))
    assert prices.prices_of(workspace, product_id, NOON).profile.id == "generic-sequential"


def test_every_profile_has_a_source_and_the_words_for_what_is_inferred() -> None:
    for profile in prices.profiles():
        assert prices.profile_header(profile.id).source
        assert len(rule_lines(profile)) == 2 + bool(profile.inferred)


def test_the_explanation_leads_from_the_tag_price_to_what_is_paid(shop: Shop) -> None:
    workspace, ids = shop
    put(workspace, "item_discount", *CYCLE, name="Tenth off", kind="percent", rate=1000, products=(ids["A"],))
    put(workspace, "threshold_reduction", *CYCLE, name="Full", threshold=15_000, reduction=1000, whole_shop=True)
    put(workspace, "gift", *CYCLE, name="Gift", threshold=8000, gift="sponge", gift_cost=300, whole_shop=True)
    priced = prices.prices_of(workspace, ids["A"], NOON)
    cart = priced.prices.carts[1]
    lines = price_lines(cart)
    assert [line.amount for line in lines] == [20_000, -2000, -1000, 17_000]
    assert sum(line.amount for line in lines[:-1]) == lines[-1].amount
    assert len(remarks(cart)) == 1
    words = explanation(priced, 2)
    assert words.splitlines()[0] == "A × 2, 2026-11-11 12:00"
    assert "To pay\t¥170.00" in words
    assert "check value ¥90.00" in words
    one = explanation(priced, 1)
    assert "“Full”" in one


# baskets


def test_a_basket_is_priced_together_and_costs_what_its_pieces_and_gifts_cost(shop: Shop) -> None:
    """A and two B: 200.00 of goods, 20.00 off from 199.00, a gift that costs 3.00; goods cost 80.00."""
    workspace, ids = shop
    put(workspace, "threshold_reduction", FIRST, LAST, threshold=19_900, reduction=2000, whole_shop=True)
    put(workspace, "gift", FIRST, LAST, threshold=15_900, gift="g", gift_cost=300, whole_shop=True)
    put(workspace, "item_discount", FIRST, LAST, kind="percent", rate=1000, products=(ids["C"],))
    basket = basket_at(workspace, [(ids["A"], 1), (ids["B"], 2)], NOON)
    assert (basket.cart.payable, basket.cost, basket.margin) == (18_000, 8300, 9700)
    assert basket.names == {"A": "A", "B": "B"}
    assert price_lines(basket.cart, basket.names)[1].words == "B: Tag price ¥50.00 × 2"
    assert not basket.cart.rejected


def test_an_offer_for_some_buyers_says_for_whom(shop: Shop) -> None:
    workspace, ids = shop
    put(workspace, "coupon", FIRST, LAST, name="VIP", threshold=9000, face=500, whole_shop=True, audience="88vip")
    words = [line.words for line in price_lines(prices.prices_of(workspace, ids["A"], NOON).prices.carts[0])]
    assert words[1].endswith("(88VIP)")


def test_a_basket_with_a_product_without_cost_has_no_margin(shop: Shop) -> None:
    workspace, ids = shop
    basket = basket_at(workspace, [(ids["C"], 1)], NOON)
    assert (basket.cart.payable, basket.cost, basket.margin) == (3000, None, None)


def test_offers_for_members_count_for_members_only(shop: Shop) -> None:
    workspace, ids = shop
    put(workspace, "coupon", FIRST, LAST, threshold=9000, face=500, whole_shop=True, audience="member")
    pieces = [(ids["A"], 1)]
    paid = [basket_at(workspace, pieces, NOON, audience=each).cart.payable for each in ("all", "new", "member")]
    assert paid == [10_000, 10_000, 9500]


def test_a_basket_refuses_what_has_no_price_or_is_gone(shop: Shop) -> None:
    workspace, ids = shop
    for product_id in (ids["D"], 999):
        with pytest.raises(NotFoundError):
            basket_at(workspace, [(product_id, 1)], NOON)


def test_the_next_starts_name_what_begins_together(shop: Shop) -> None:
    workspace, _ = shop
    put(workspace, "gift", FIRST, LAST, name="x", gift="g", whole_shop=True)
    put(workspace, "gift", FIRST, LAST, name="y", gift="g", whole_shop=True)
    put(workspace, "gift", "2026-11-15 20:00:00", "2026-11-16 23:59:59", name="z", gift="g", whole_shop=True)
    put(workspace, "gift", "2026-11-14 00:00:00", "2026-11-16 23:59:59", name="i", gift="g", status="idea")
    starts = next_starts(workspace, datetime(2026, 11, 1))
    assert starts == [
        Start(datetime(2026, 11, 10), ("x", "y")),
        Start(datetime(2026, 11, 15, 20), ("z",)),
    ]
    assert next_starts(workspace, datetime(2026, 11, 1), limit=1) == starts[:1]
    assert next_starts(workspace, datetime(2026, 11, 10)) == starts[1:]
