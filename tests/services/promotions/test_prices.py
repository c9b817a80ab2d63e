"""What buyers pay at a moment: the promotions that are live then, the rules in force then, three prices, baskets."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from sqlalchemy import insert, update

from shopplanner.domain.days import day_number
from shopplanner.domain.errors import NotFoundError
from shopplanner.domain.promotions.offers import CartLine, Offer, Profile, Tool
from shopplanner.domain.promotions.pricing import price_cart
from shopplanner.foundation import i18n
from shopplanner.services.products.editing import delete as delete_products
from shopplanner.services.promotions import plans, prices
from shopplanner.services.promotions.baskets import Start, basket_at, next_starts
from shopplanner.services.promotions.price_checks import priced
from shopplanner.services.promotions.price_words import (
    explanation,
    margin_rate,
    presale_lines,
    price_lines,
    refund_lines,
    remarks,
    risk_words,
    rule_lines,
)
from shopplanner.services.shops import add_shop
from shopplanner.services.workspace import Workspace
from shopplanner.storage.tables.facts import PRODUCT_DAY
from shopplanner.storage.tables.products import ProductRow
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


def test_gifts_are_taken_from_what_a_piece_leaves(shop: Shop) -> None:
    """A at 100.00 costs 40.00; one gift of 3.00 comes with each basket, so one piece alone leaves 57.00."""
    workspace, ids = shop
    put(workspace, "gift", FIRST, LAST, threshold=8000, gift="sponge", gift_cost=300, whole_shop=True)
    found = next(row for row in prices.prices_at(workspace, NOON) if row.product_id == ids["A"])
    assert (found.prices.lowest_quantity, found.gift, found.margin) == (1, 300, 5700)


def test_what_loses_money_is_found_in_bulk_as_one_by_one(shop: Shop) -> None:
    workspace, ids = shop
    put(workspace, "gift", FIRST, LAST, threshold=1, gift="sponge", gift_cost=6_100, products=(ids["A"],))
    put(workspace, "item_discount", FIRST, LAST, kind="percent", rate=9_000, products=(ids["B"], ids["C"]))
    put(workspace, "coupon", FIRST, LAST, threshold=0, face=200, whole_shop=True)
    every = [each for each in prices.prices_at(workspace, NOON) if (each.margin or 0) < 0]
    found = prices.losing_at(workspace, NOON)
    assert found == sorted(every, key=lambda each: each.margin or 0)
    assert {each.name for each in found} == {"A", "B"}


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


def test_a_clearance_by_stock_looks_up_how_long_it_lasts(shop: Shop) -> None:
    """28 of A sold in a fortnight, two a day: 200 last 100 days and get half off; B did not sell.

    On later days, of which no sales are known yet, it is the same.
    """
    workspace, _ = shop
    with workspace.database.write() as connection:
        connection.execute(update(ProductRow).where(ProductRow.code.in_(("A", "B"))).values(stock=200))
        connection.execute(
            insert(PRODUCT_DAY).values(
                shop_id=workspace.shop_id,
                source="s",
                day=day_number(NOON.date()) - 1,
                product_code="A",
                paid_units=28,
                batch_id=1,
            )
        )
    ladder = [{"threshold": 30, "benefit": 2000}, {"threshold": 60, "benefit": 5000}]
    put(workspace, "clearance", FIRST, "2026-11-20 23:59:59", measure="cover", tiers=ladder, whole_shop=True)
    for moment in (NOON, NOON + timedelta(days=4)):
        general = {row.name: row.prices.general for row in prices.prices_at(workspace, moment)}
        assert general == {"A": 5000, "B": 5000, "C": 3000}


@pytest.mark.parametrize(
    ("mechanic", "values", "checked"),
    [
        ("daily_reduction", {"kind": "percent", "rate": 1000}, 9000),
        ("flash_sale", {"price": 8000}, 10_000),
        ("red_packet", {"amount": 500}, 10_000),
        ("item_discount", {"kind": "percent", "rate": 1000}, 10_000),
    ],
)
def test_what_counts_in_the_check_goes_by_the_mechanic_and_the_cycle(
    shop: Shop, mechanic: str, values: dict[str, object], checked: int
) -> None:
    """None of them covers the whole check cycle of 11 to 15 November."""
    workspace, ids = shop
    put(workspace, mechanic, FIRST, LAST, products=(ids["A"],), **values)
    assert prices.prices_of(workspace, ids["A"], NOON).prices.check_value == checked


def test_a_price_below_the_list_price_is_explained_from_there(shop: Shop) -> None:
    workspace, ids = shop
    with workspace.database.write() as connection:
        connection.execute(update(ProductRow).where(ProductRow.code == "A").values(list_price=12_900))
    put(workspace, "item_discount", FIRST, LAST, name="Tenth", kind="percent", rate=1000, products=(ids["A"],))
    lines = price_lines(basket_at(workspace, [(ids["A"], 2), (ids["B"], 1)], NOON, freight=800).cart, {"A": "Pan"})
    assert [(line.words, line.amount) for line in lines] == [
        ("Pan: List price ¥129.00 × 2", 25_800),
        ("Tag price ¥100.00, below the list price", -5800),
        ("Tag price ¥50.00 × 1", 5000),
        ("Tenth: 10.0% off ¥100.00", -2000),
        ("Freight", 800),
        ("To pay", 23_800),
    ]
    assert sum(line.amount for line in lines[:-1]) == lines[-1].amount


def test_a_buyer_may_belong_to_several_audiences(shop: Shop) -> None:
    workspace, ids = shop
    put(workspace, "member_reduction", FIRST, LAST, kind="percent", rate=500, whole_shop=True)
    put(workspace, "coupon", FIRST, LAST, name="VIP", threshold=9000, face=500, whole_shop=True, audience="88vip")
    pieces = [(ids["A"], 1)]
    buyers = ("all", "member", ("member", "88vip"))
    baskets = [basket_at(workspace, pieces, NOON, audience=buyer) for buyer in buyers]
    assert [basket.cart.payable for basket in baskets] == [10_000, 9500, 9000]
    assert remarks(baskets[1].cart) == ["“VIP” not used: this buyer does not get it."]


def test_a_presale_says_what_is_paid_when(shop: Shop) -> None:
    workspace, ids = shop
    put(workspace, "presale", FIRST, LAST, deposit=1000, counts_as=2000, products=(ids["A"],))
    cart = basket_at(workspace, [(ids["A"], 1)], NOON).cart
    assert [(line.words, line.amount) for line in presale_lines(cart)] == [
        ("Deposit first, counts as ¥20.00", 1000),
        ("Balance at the end", 8000),
    ]
    assert presale_lines(basket_at(workspace, [(ids["B"], 1)], NOON).cart) == []


def test_a_refund_is_explained_and_may_cost_the_others_their_threshold(shop: Shop) -> None:
    """A and two B, 20.00 off from 199.00, shared 10.00 and 10.00; what stays of one B is 150.00."""
    workspace, ids = shop
    put(workspace, "threshold_reduction", FIRST, LAST, name="Full", threshold=19_900, reduction=2000, whole_shop=True)
    basket = basket_at(workspace, [(ids["A"], 1), (ids["B"], 2)], NOON)
    kept = refund_lines(basket.refund({1: 1}), basket.cart, basket.names)
    assert [(line.words, line.amount) for line in kept] == [
        ("B: Returned: ¥50.00 × 1", 5000),
        ("Full: its share", -500),
        ("Paid back", 4500),
    ]
    lost = refund_lines(basket.refund({1: 1}, others_lose=True), basket.cart)
    assert [(line.words, line.amount) for line in lost[-2:]] == [
        ("What stays no longer gets Full", -1500),
        ("Paid back", 3000),
    ]
    assert basket.economics(500, 600).contribution == 18_000 - 8000 - 900 - 600


@pytest.mark.parametrize("language", ["en", "zh_CN"])
def test_every_tool_and_every_reason_has_words(language: str) -> None:
    i18n.set_language(language)
    lines = [CartLine("A", 4, 10_000)]
    for tool in Tool:
        scope = frozenset("A") if tool is Tool.BUNDLE else frozenset[str]()
        offer = Offer("x", tool, 1, 1, scope=scope, buy=1, deposit=1, name="N")
        for text in price_lines(price_cart(lines, [offer], Profile("now"))):
            assert "{" not in text.words
        cart = price_cart(lines, [replace(offer, threshold=999_999)], Profile("now"), ("new",))
        assert all("{" not in line for line in remarks(cart))
