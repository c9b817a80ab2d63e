"""What a priced cart leaves the shop."""

from __future__ import annotations

from shopplanner.domain.promotions.economics import economics
from shopplanner.domain.promotions.offers import CartLine, Offer, Profile, Tool
from shopplanner.domain.promotions.pricing import price_cart

NOW = Profile("now")


def test_contribution_is_what_is_left_of_what_was_paid() -> None:
    """G34: paid 259, cost 120, freight 6, fees 2.6 % (6.73): 126.27."""
    cart = price_cart([CartLine("A", 1, 25_900, cost=12_000)], [], NOW)
    left = economics(cart, 260, 600)
    assert (left.receipt, left.goods, left.fee, left.freight) == (25_900, 12_000, 673, 600)
    assert left.contribution == 12_627


def test_what_others_bear_of_a_coupon_reaches_the_shop() -> None:
    """A coupon of 50.00 of which the shop bears three fifths: the buyer pays 150.00, the shop gets 170.00."""
    coupon = Offer("c", Tool.CATEGORY_COUPON, 5000, 10_000, seller_share=6000)
    cart = price_cart([CartLine("A", 2, 10_000, cost=4000)], [coupon], NOW)
    left = economics(cart)
    assert (cart.payable, left.receipt, left.funded, left.contribution) == (15_000, 17_000, 2000, 9000)


def test_the_odd_fen_of_a_shared_reduction_is_borne_by_the_shop() -> None:
    cart = price_cart([CartLine("A", 1, 10_000)], [Offer("r", Tool.RED_PACKET, 333, seller_share=5000)], NOW)
    assert (cart.steps[0].seller_part, cart.seller_receipt) == (167, 9833)


def test_gifts_cost_and_freight_that_buyers_pay_comes_in() -> None:
    """G24 and G25: a gift of 8.00; goods of 87.99 pay 8.00 of freight, goods of 88.00 none."""
    gift = Offer("g", Tool.GIFT, 0, 8000, gift_cost=800)
    free = Offer("f", Tool.FREE_FREIGHT, 0, 8800)
    charged = price_cart([CartLine("A", 1, 8799, cost=4000)], [gift, free], NOW, freight=800)
    assert (charged.payable, charged.freight, charged.total) == (8799, 800, 9599)
    assert economics(charged, freight_cost=600).contribution == 8799 + 800 - 4000 - 800 - 600
    freed = price_cart([CartLine("A", 1, 8800, cost=4000)], [gift, free], NOW, freight=800)
    assert (freed.freight, freed.total) == (0, 8800)


def test_without_a_cost_there_is_no_contribution() -> None:
    cart = price_cart([CartLine("A", 1, 8800), CartLine("B", 1, 100, cost=10)], [], NOW)
    assert (economics(cart).goods, economics(cart).contribution) == (None, None)
