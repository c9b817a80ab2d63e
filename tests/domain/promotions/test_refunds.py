"""What is paid back for returned pieces, and what it is made of."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shopplanner.domain.promotions.offers import CartLine, Offer, Profile, Tool
from shopplanner.domain.promotions.pricing import Pricer, price_cart
from shopplanner.domain.promotions.refunds import refund

NOW = Profile("now")
FULL = Offer("full", Tool.AMOUNT_REDUCTION, 3000, 30_000, name="满300减30")


def test_a_returned_piece_gives_back_what_it_was_paid_with() -> None:
    """Three at 100.00 less 10.00 in all: 96.67, 96.67 and 96.66."""
    cart = price_cart([CartLine("A", 3, 10_000)], [Offer("ten", Tool.PIECES_AMOUNT, 1000, 3)], NOW)
    assert cart.unit_payable == ((9667, 9667, 9666),)
    back = refund(cart, {0: 2})
    assert (back.amount, back.withheld, back.lost, back.paid_after) == (19_334, 0, (), 9666)


def test_the_way_from_the_tag_price_is_kept_for_each_line() -> None:
    """A 200.00 and B 100.00 less 30.00, shared 20.00 and 10.00; A also 10 % off."""
    offers = [Offer("tenth", Tool.ITEM_PERCENT, 1000, scope=frozenset("A")), FULL]
    cart = price_cart([CartLine("A", 2, 10_000), CartLine("B", 1, 10_000)], offers, NOW)
    back = refund(cart, {0: 1, 1: 0})
    (line,) = back.lines
    assert (line.line, line.pieces, line.tag) == (0, 1, 10_000)
    assert [(offer.id, part) for offer, part in line.taken] == [("tenth", 1000), ("full", 964)]
    assert line.amount == back.amount == 10_000 - 1000 - 964


def test_goods_that_stay_keep_their_threshold_unless_asked_otherwise() -> None:
    """Three at 100.00, 30.00 off from 300.00. One back: 90.00; if the threshold is lost, 60.00."""
    offers = [FULL]
    lines = [CartLine("A", 3, 10_000)]
    cart = price_cart(lines, offers, NOW)
    assert refund(cart, {0: 1}).amount == 9000
    lost = refund(cart, {0: 1}, Pricer(offers, NOW).price)
    assert (lost.amount, lost.withheld, lost.paid_after) == (7000, 2000, 20_000)
    assert lost.lost == (FULL,)


def test_goods_that_stay_cheaper_than_their_share_cost_nothing_more() -> None:
    """Two for 150.00 with a bundle of A and B; alone B costs 30.00 and was paid with less."""
    offers = [Offer("tenth", Tool.PIECES_PERCENT, 1000, 1)]
    lines = [CartLine("A", 1, 10_000), CartLine("B", 1, 3000)]
    cart = price_cart(lines, offers, NOW)
    back = refund(cart, {0: 1}, Pricer(offers, NOW).price)
    assert (back.amount, back.withheld, back.lost) == (9000, 0, ())


def test_a_whole_order_gives_back_all_that_was_paid() -> None:
    cart = price_cart([CartLine("A", 3, 10_000)], [FULL], NOW)
    back = refund(cart, {0: 3}, Pricer([FULL], NOW).price)
    assert (back.amount, back.paid_after, back.lost) == (27_000, 0, ())


def test_more_pieces_than_were_bought_are_refused() -> None:
    cart = price_cart([CartLine("A", 1, 10_000)], [], NOW)
    with pytest.raises(ValueError, match="1 pieces, not 2"):
        refund(cart, {0: 2})


@settings(max_examples=150, deadline=None)
@given(st.lists(st.tuples(st.integers(1, 4), st.integers(1, 30_000)), min_size=1, max_size=3), st.data())
def test_parts_add_up_and_nothing_is_paid_back_twice(bought: list[tuple[int, int]], data: st.DataObject) -> None:
    lines = [CartLine(f"S{number}", quantity, price) for number, (quantity, price) in enumerate(bought)]
    offers = [FULL, Offer("nine", Tool.ITEM_PERCENT, 900), Offer("c", Tool.COUPON, 700, 5000)]
    cart = price_cart(lines, offers, NOW)
    counts = {number: data.draw(st.integers(0, line.quantity)) for number, line in enumerate(lines)}
    rest = {number: line.quantity - counts[number] for number, line in enumerate(lines)}
    back = refund(cart, counts)
    for line in back.lines:
        assert line.tag - sum(part for _, part in line.taken) == line.amount
    assert back.amount + back.paid_after == cart.payable
    lost = refund(cart, counts, Pricer(offers, NOW).price)
    assert 0 <= lost.amount <= back.amount
    assert back.amount + refund(cart, rest).amount >= cart.payable
