"""Baskets and refunds in words, two sets of rules side by side, and what selling costs."""

from __future__ import annotations

from datetime import datetime

from shopplanner.domain.promotions.economics import Economics
from shopplanner.domain.promotions.offers import CartLine, Offer, Tool
from shopplanner.domain.promotions.pricing import price_cart
from shopplanner.domain.promotions.profile import Profile
from shopplanner.domain.promotions.refunds import Refund
from shopplanner.services.history import undo
from shopplanner.services.promotions.basket_words import (
    difference_words,
    extra_words,
    lost_lines,
    piece_words,
    receipt_lines,
)
from shopplanner.services.promotions.baskets import basket_at
from shopplanner.services.promotions.price_compare import CompareLine, compare_carts
from shopplanner.services.promotions.price_words import refund_lines
from shopplanner.services.promotions.prices import prices_at
from shopplanner.services.promotions.selling_costs import SellingCosts, selling_costs, set_selling_costs
from shopplanner.services.workspace import Workspace
from tests.services.promotions.planning import put, put_products

NOON = datetime(2026, 11, 11, 12)
A = CartLine("A", 2, 10_000)
COUPON = Offer("c", Tool.COUPON, 1000, 5000, name="Coupon")
WHOLE = Offer("w", Tool.AMOUNT_REDUCTION, 1500, 15_000, name="Whole")
GIFT = Offer("g", Tool.GIFT, threshold=1000, gift_cost=300, name="Sponge")


def refund_of(amount: int, withheld: int = 0, *lost: Offer) -> Refund:
    return Refund((), withheld, lost, amount)


def test_offers_that_lost_carry_what_they_would_have_saved_and_gifts_stand_apart() -> None:
    cart = price_cart([A], [COUPON, WHOLE, GIFT], Profile("p"))
    assert [line.amount for line in lost_lines(cart)] == [1500]
    assert "Whole" in lost_lines(cart)[0].words
    assert len(extra_words(cart)) == 1
    assert "Sponge" in extra_words(cart)[0]


def test_what_is_left_is_the_sum_of_the_lines_before_it() -> None:
    """259 paid, 10 borne by others; 120 of goods, 2.6 % of 269 is 6.99, gifts 3, sending 6: 133.01."""
    found = Economics(26_900, 1000, 12_000, 699, 300, 600)
    lines = receipt_lines(found, SellingCosts(260, 600))
    assert [line.amount for line in lines] == [25_900, 1000, -12_000, -300, -699, -600, 13_301]
    assert found.contribution == 13_301
    assert "2.60%" in lines[4].words


def test_without_a_cost_of_goods_what_is_left_says_so() -> None:
    lines = receipt_lines(Economics(10_000, 0, None, 0, 0, 0), SellingCosts())
    assert [line.amount for line in lines] == [10_000, 10_000]
    assert lines[-1].words == "Left before the cost of goods, which is not entered"


def test_equal_pieces_are_counted() -> None:
    assert piece_words((3334, 3333, 3333)) == "¥33.34 × 1, ¥33.33 × 2"


def test_the_difference_of_thresholds_tested_anew_names_what_is_lost() -> None:
    cart = price_cart([A], [WHOLE], Profile("p"))
    assert piece_words(cart.unit_payable[0]) == "¥92.50 × 2"
    same = refund_of(0)
    assert difference_words(same, same) == "Testing thresholds anew makes no difference: ¥0.00 either way."
    strict = refund_of(0, 500, WHOLE)
    assert "Whole would be lost: ¥5.00 less" in difference_words(same, strict)
    assert "the offers would take off less: ¥5.00 less" in difference_words(same, refund_of(0, 500))
    assert refund_lines(refund_of(0, 500), cart)[0].words == "What stays gets less off"


def test_two_carts_are_compared_offer_by_offer() -> None:
    line = CartLine("A", 1, 10_000)
    here = price_cart([line], [COUPON], Profile("p"), freight=500)
    there = price_cart([line], [WHOLE], Profile("p"), freight=500)
    lines = compare_carts(here, there)
    assert lines == [
        CompareLine("Coupon", -1000, 0),
        CompareLine("Freight", 500, 500),
        CompareLine("To pay", 9500, 10_500),
    ]
    assert [each.differs for each in lines] == [True, False, True]


def test_costs_of_selling_are_kept_and_undone(workspace: Workspace) -> None:
    assert selling_costs(workspace) == SellingCosts()
    set_selling_costs(workspace, SellingCosts(200, 600))
    assert selling_costs(workspace) == SellingCosts(200, 600)
    undo(workspace)
    assert selling_costs(workspace) == SellingCosts()


def test_other_rules_can_be_tried_without_choosing_them(workspace: Workspace) -> None:
    """A coupon of 10.00 and a reduction of 8.00: both before 2026-03-10, the coupon alone since."""
    (product,) = put_products(workspace, ("A", 10_000, None, None))
    span = ("2026-11-11 00:00:00", "2026-11-11 23:59:59")
    put(workspace, "coupon", *span, name="c", threshold=5000, face=1000, whole_shop=True)
    put(workspace, "threshold_reduction", *span, name="t", threshold=5000, reduction=800, whole_shop=True)
    earlier = "taobao-before-2026-03-10"
    assert [prices_at(workspace, NOON, rules=rules)[0].prices.general for rules in ("", earlier)] == [9000, 8200]
    baskets = [basket_at(workspace, [(product, 1)], NOON, rules=rules) for rules in ("", earlier)]
    assert [each.cart.payable for each in baskets] == [9000, 8200]
    assert [each.profile.id for each in baskets] == ["taobao-2026-03-10", earlier]
