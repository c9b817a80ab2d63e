"""Why each other offer lost, what it would have taken off, and the words of those that did not."""

from __future__ import annotations

import pytest

from shopplanner.domain.messages import Money, Percent
from shopplanner.domain.promotions.offers import CartLine, Offer, PricedCart, Profile, Tier, Tool
from shopplanner.domain.promotions.pricing import price_cart
from shopplanner.domain.promotions.tools import LAYERS

NOW = Profile("now")
A = CartLine("A", 2, 10_000, list_price=12_000)


def reasons(cart: PricedCart) -> list[tuple[str, str, int]]:
    return [(each.offer.id, each.reason.id.removeprefix("prices.why."), each.saved) for each in cart.rejected]


@pytest.mark.parametrize(
    ("offers", "expected"),
    [
        ([Offer("x", Tool.COUPON, 500, scope=frozenset("Z"))], [("x", "not_in_cart", 0)]),
        ([Offer("x", Tool.COUPON, 500, audience="new")], [("x", "not_for_buyer", 0)]),
        ([Offer("x", Tool.BUNDLE, 500, scope=frozenset("AB"))], [("x", "set_incomplete", 0)]),
        ([Offer("x", Tool.BUNDLE, 20_000, scope=frozenset("A"))], [("x", "nothing_to_take", 0)]),
        ([Offer("x", Tool.COUPON, 500, 20_001)], [("x", "threshold_not_reached", 0)]),
        ([Offer("x", Tool.PIECES_PERCENT, 500, 3)], [("x", "too_few_pieces", 0)]),
        ([Offer("x", Tool.FREE_PIECES, 1, buy=2)], [("x", "too_few_pieces", 0)]),
        ([Offer("x", Tool.GIFT, buy=3)], [("x", "too_few_pieces", 0)]),
        ([Offer("x", Tool.GIFT, 0, 20_001)], [("x", "threshold_not_reached", 0)]),
        ([Offer("x", Tool.CROSS_SHOP, 500, 20_001)], [("x", "threshold_not_reached", 0)]),
        ([Offer("x", Tool.FREE_FREIGHT, 0, 20_001)], [("x", "threshold_not_reached", 0)]),
        ([Offer("x", Tool.RED_PACKET, 500, 20_001)], [("x", "threshold_not_reached", 0)]),
        ([Offer("x", Tool.ITEM_FIXED, 10_000)], [("x", "nothing_to_take", 0)]),
        (
            [Offer("big", Tool.ITEM_PERCENT, 2000), Offer("x", Tool.ITEM_AMOUNT, 500)],
            [("x", "less_than_others", 1000)],
        ),
        (
            [Offer("big", Tool.PIECES_PERCENT, 2000, 2), Offer("x", Tool.COUPON, 500, 5000, limit=1)],
            [("x", "less_than_others", 500)],
        ),
        (
            [Offer("big", Tool.VIP_COUPON, 2000), Offer("x", Tool.VIP_COUPON, 1000)],
            [("x", "less_than_others", 1000)],
        ),
        (
            [Offer("d", Tool.DAILY_REDUCTION, 1000), Offer("x", Tool.CROSS_SHOP, 500, 1000)],
            [("x", "excluded", 500)],
        ),
    ],
    ids=lambda value: f"{value[0].tool} {len(value)}" if isinstance(value[0], Offer) else "",
)
def test_the_reason_is_named_with_what_the_offer_would_have_taken_off(
    offers: list[Offer], expected: list[tuple[str, str, int]]
) -> None:
    assert reasons(price_cart([A], offers, NOW, buyer=("member",))) == expected


def test_the_lost_offer_names_the_winner_and_the_threshold_what_is_missing() -> None:
    offers = [
        Offer("big", Tool.PIECES_PERCENT, 2000, 2, name="满2件8折"),
        Offer("small", Tool.COUPON, 500, 5000, name="券"),
        Offer("far", Tool.AMOUNT_REDUCTION, 500, 30_000, name="满减"),
    ]
    small, far = price_cart([A], offers, NOW).rejected
    assert (small.reason.params["others"], small.reason.params["saved"]) == ("满2件8折", Money(1000))
    assert (far.reason.params["reached"], far.reason.params["threshold"]) == (Money(20_000), Money(30_000))


def test_the_tiers_nearest_threshold_is_the_one_that_is_missing() -> None:
    offer = Offer("x", Tool.PIECES_PERCENT, 2000, 5, (Tier(3, 1000),))
    (lost,) = price_cart([A], [offer], NOW).rejected
    assert (lost.reason.params["reached"], lost.reason.params["threshold"]) == (2, 3)


def test_every_tool_has_words_with_money_pieces_and_rates_in_their_places() -> None:
    for tools in LAYERS.values():
        for tool in tools:
            benefit = 1 if tool is Tool.FREE_PIECES else 500
            scope = frozenset("A") if tool is Tool.BUNDLE else frozenset[str]()
            offer = Offer("x", tool, benefit, int(tool is Tool.N_FOR_PRICE), scope=scope, deposit=100, buy=1, name="n")
            step = price_cart([CartLine("A", 4, 10_000)], [offer], NOW).steps
            assert [each.text.id for each in step] == [f"promotions.step.{tool}"], tool
    percent, pieces = Offer("x", Tool.PIECES_PERCENT, 500, 2), Offer("y", Tool.GIFT, buy=2)
    first, second = (price_cart([A], [offer], NOW).steps[0].text.params for offer in (percent, pieces))
    assert (first["benefit"], first["base"]) == (Percent(500), 2)
    assert second["base"] == 2
