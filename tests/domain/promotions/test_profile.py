"""Stacking rules are data: which tools compete, which shut each other out, and what no engine could follow."""

from __future__ import annotations

from dataclasses import replace

import pytest

from shopplanner.domain.promotions.offers import CartLine, Layer, Mode, Offer, Reach, Tool
from shopplanner.domain.promotions.pricing import price_cart
from shopplanner.domain.promotions.profile import CURRENT, Exclusion, Group, Profile, problem_of
from shopplanner.domain.promotions.tools import LAYER_OF, LAYERS, Base
from tests.domain.promotions.earlier import EARLIER

NOW = Profile("now")


def test_every_tool_is_in_one_layer() -> None:
    assert set(LAYER_OF) == set(Tool)
    assert set(LAYERS) == set(Layer)


def test_the_shipped_groups_can_be_followed() -> None:
    assert problem_of(NOW) == ""
    assert problem_of(Profile("before", groups=EARLIER)) == ""


@pytest.mark.parametrize(
    ("profile", "said"),
    [
        (replace(NOW, groups=(Group(()),)), "no members"),
        (replace(NOW, groups=(Group((Tool.COUPON, Tool.ITEM_FIXED)),)), "not of one layer"),
        (replace(NOW, groups=(Group((Tool.COUPON,)), Group((Tool.COUPON,)))), "in two places"),
        (replace(NOW, exclusions=(Exclusion(Tool.COUPON, Tool.COUPON),)), "excludes itself"),
        (replace(NOW, min_payable=-1), "below 0"),
    ],
)
def test_what_cannot_be_followed_is_named(profile: Profile, said: str) -> None:
    assert said in problem_of(profile)


def test_tools_in_no_group_stack_after_the_groups_of_their_layer() -> None:
    bare = replace(NOW, groups=(Group((Tool.COUPON,)),))
    modes = [(group.members[0], group.mode) for group in bare.layered[Layer.SHOP]]
    assert modes[0] == (Tool.COUPON, Mode.BEST)
    assert modes[1] == (Tool.AMOUNT_REDUCTION, Mode.STACK)
    assert len(modes) == len(LAYERS[Layer.SHOP])


def test_the_winner_of_an_exclusion_wins_where_it_is() -> None:
    """In the daily campaign on A the official reduction of 12 % works on B only."""
    daily = Offer("d", Tool.DAILY_REDUCTION, 1000, scope=frozenset("A"))
    official = Offer("o", Tool.OFFICIAL_REDUCTION, 1200)
    cart = [CartLine("A", 1, 5000), CartLine("B", 1, 5000)]
    assert price_cart(cart, [official, daily], NOW).line_payable == (4500, 4400)


def test_an_exclusion_may_hold_for_the_whole_order() -> None:
    """With the official reduction on A no product gets 满减."""
    rule = Exclusion(Tool.OFFICIAL_REDUCTION, Tool.AMOUNT_REDUCTION, Reach.ORDER)
    official = Offer("o", Tool.OFFICIAL_REDUCTION, 1000, scope=frozenset("A"))
    full = Offer("f", Tool.AMOUNT_REDUCTION, 1000, 5000, name="满减")
    cart = [CartLine("A", 1, 5000), CartLine("B", 1, 5000)]
    shut = price_cart(cart, [official, full], replace(NOW, exclusions=(rule,)))
    assert shut.line_payable == (4500, 5000)
    assert [(each.reason.id, each.saved) for each in shut.rejected] == [("prices.why.excluded", 1000)]
    assert price_cart(cart, [official, full], NOW).payable == 8500


def test_an_offer_that_is_shut_out_shuts_out_nothing() -> None:
    """The flash sale keeps the daily campaign away, so the discount of 10 % works."""
    flash = Offer("f", Tool.FLASH_SALE, 8000)
    daily = Offer("d", Tool.DAILY_REDUCTION, 2000)
    tenth = Offer("t", Tool.ITEM_PERCENT, 1000)
    assert price_cart([CartLine("A", 1, 10_000)], [tenth, daily, flash], NOW).payable == 7200


MODES = (
    (Mode.BEST, 8000),
    (Mode.STACK, 7000),
    (Mode.FIRST, 9000),
)


@pytest.mark.parametrize(("mode", "expected"), MODES)
def test_offers_of_a_group_get_along_as_it_says(mode: Mode, expected: int) -> None:
    """10 % and 20 % off 100.00, the smaller with the better priority."""
    profile = replace(NOW, groups=(Group((Tool.PIECES_PERCENT,), mode),))
    offers = [Offer("twenty", Tool.PIECES_PERCENT, 2000, 1, priority=2), Offer("ten", Tool.PIECES_PERCENT, 1000, 1)]
    assert price_cart([CartLine("A", 1, 10_000)], offers, profile).payable == expected
    item = replace(NOW, groups=(Group((Tool.ITEM_PERCENT,), mode),))
    same = [replace(offer, tool=Tool.ITEM_PERCENT, threshold=0) for offer in offers]
    assert price_cart([CartLine("A", 1, 10_000)], same, item).payable == expected


@pytest.mark.parametrize("tool", [Tool.PIECES_PERCENT, Tool.ITEM_PERCENT])
@pytest.mark.parametrize(
    ("mode", "expected"), [(Mode.BEST, (8000, 4000)), (Mode.FIRST, (9000, 5000))], ids=lambda value: str(value)
)
def test_one_offer_for_the_whole_order(tool: Tool, mode: Mode, expected: tuple[int, int]) -> None:
    """20 % on both beat 10 % on A, which comes first by priority."""
    profile = replace(NOW, groups=(Group((tool,), mode, Reach.ORDER),))
    offers = [Offer("twenty", tool, 2000, priority=1), Offer("ten", tool, 1000, scope=frozenset("A"))]
    cart = [CartLine("A", 1, 10_000), CartLine("B", 1, 5000)]
    assert price_cart(cart, offers, profile).line_payable == expected


@pytest.mark.parametrize(("scope", "expected"), [(Reach.SUBORDER, (8000, 4500)), (Reach.ORDER, (8000, 5000))])
@pytest.mark.parametrize("tools", [(Tool.PIECES_PERCENT, Tool.AMOUNT_PERCENT), (Tool.ITEM_PERCENT, Tool.CLEARANCE)])
def test_what_an_exclusive_group_gave_closes_the_later_ones(
    tools: tuple[Tool, Tool], scope: Reach, expected: tuple[int, int]
) -> None:
    """20 % on A alone; then 10 % on everything that is still open."""
    groups = (Group((tools[0],), Mode.EXCLUSIVE, scope), Group((tools[1],)))
    offers = [Offer("x", tools[0], 2000, scope=frozenset("A")), Offer("y", tools[1], 1000)]
    cart = [CartLine("A", 1, 10_000), CartLine("B", 1, 5000)]
    assert price_cart(cart, offers, replace(NOW, groups=groups)).line_payable == expected


def test_the_groups_since_march_2026_differ_only_in_the_shop_layer() -> None:
    since = Profile("s", groups=CURRENT).layered
    before = Profile("b", groups=EARLIER).layered
    assert {layer for layer in Layer if since[layer] != before[layer]} == {Layer.SHOP}


def test_between_equal_item_offers_the_earlier_one_is_used() -> None:
    """10 % and 10.00 off 100.00 are the same; so are two coupons of the shop."""
    percent, amount = Offer("p", Tool.ITEM_PERCENT, 1000), Offer("a", Tool.ITEM_AMOUNT, 1000)
    coupon, other = Offer("c", Tool.COUPON, 500, 5000), Offer("o", Tool.COUPON, 500, 9000)
    for offers in ([percent, amount, coupon, other], [amount, percent, other, coupon]):
        priced = price_cart([CartLine("A", 1, 10_000)], offers, NOW)
        assert [step.offer for step in priced.steps] == [offers[0], offers[2]]


def test_thresholds_may_go_by_the_price_before_the_official_reduction() -> None:
    """Double 11 2025: 80 less 10 % is 72, the coupon from 80 still takes 5: 67. A cut of 1 before it loses it."""
    rules = replace(NOW, shop_threshold_base=Base.BEFORE_OFFICIAL)
    official, coupon = Offer("o", Tool.OFFICIAL_REDUCTION, 1000), Offer("c", Tool.COUPON, 500, 8000)
    cut = Offer("i", Tool.ITEM_AMOUNT, 100)
    cart = [CartLine("A", 1, 8000)]
    assert price_cart(cart, [official, coupon], rules).payable == 6700
    assert price_cart(cart, [official, coupon, cut], rules).payable == 7100
    assert price_cart(cart, [official, coupon, cut], NOW).payable == 6600
    assert price_cart(cart, [official, coupon], replace(rules, shop_threshold_base=Base.AFTER_ITEM)).payable == 7200


def test_a_cross_shop_reduction_goes_by_the_price_before_official_reduction_and_coupon() -> None:
    """400 less 48 official and a coupon of 40: only before both are 400 reached, which takes 50 more: 262."""
    offers = [
        Offer("o", Tool.OFFICIAL_REDUCTION, 1200),
        Offer("c", Tool.COUPON, 4000, 40_000),
        Offer("x", Tool.CROSS_SHOP, 5000, 40_000, repeat=0),
    ]
    assert price_cart([CartLine("A", 1, 40_000)], offers, NOW).payable == 40_000 - 4800 - 4000 - 5000
