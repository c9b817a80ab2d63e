"""What must hold for every cart, and how the engine explains itself."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from shopplanner.domain.messages import Money
from shopplanner.domain.promotions.offers import Base, CartLine, Layer, Offer, Profile, Stacking, Tool
from shopplanner.domain.promotions.price_days import PriceTable
from shopplanner.domain.promotions.pricing import Pricer, price_cart
from shopplanner.domain.promotions.profile import Group
from shopplanner.domain.promotions.sharing import share
from shopplanner.domain.promotions.three_prices import three_prices
from tests.domain.promotions.earlier import EARLIER

NOW = Profile("now")
BEFORE = Profile("before", groups=EARLIER)
SKUS = ("A", "B", "C")

lines = st.lists(
    st.builds(CartLine, sku=st.sampled_from(SKUS), quantity=st.integers(1, 4), tag_price=st.integers(100, 50_000)),
    min_size=1, max_size=3, unique_by=lambda line: line.sku,
)  # fmt: skip
scopes = st.sampled_from((frozenset[str](), frozenset("A"), frozenset("AB")))
kinds = st.one_of(
    st.builds(Offer, st.just("item%"), st.just(Tool.ITEM_PERCENT), st.integers(100, 5000), scope=scopes),
    st.builds(Offer, st.just("item-"), st.just(Tool.ITEM_AMOUNT), st.integers(10, 3000), scope=scopes),
    st.builds(Offer, st.just("fixed"), st.just(Tool.ITEM_FIXED), st.integers(50, 40_000), scope=scopes),
    st.builds(Offer, st.just("daily"), st.just(Tool.DAILY_REDUCTION), st.integers(1000, 4900), scope=scopes),
    st.builds(Offer, st.just("official"), st.just(Tool.OFFICIAL_REDUCTION), st.integers(500, 2000), scope=scopes),
    st.builds(
        Offer, st.just("n%"), st.just(Tool.PIECES_PERCENT), st.integers(500, 5000), st.integers(1, 4), scope=scopes,
    ),
    st.builds(
        Offer, st.just("n-"), st.just(Tool.PIECES_AMOUNT), st.integers(100, 5000), st.integers(1, 4), scope=scopes,
    ),
    st.builds(
        Offer, st.just("full"), st.just(Tool.AMOUNT_REDUCTION), st.integers(100, 5000), st.integers(1000, 40_000),
        repeat=st.sampled_from((0, 1, 2)), scope=scopes,
    ),
    st.builds(
        Offer, st.just("coupon"), st.just(Tool.COUPON), st.integers(100, 5000), st.integers(0, 40_000),
        scope=scopes,
    ),
    st.builds(Offer, st.just("free"), st.just(Tool.FREE_PIECES), st.just(1), buy=st.integers(1, 3), scope=scopes),
    st.builds(Offer, st.just("cross"), st.just(Tool.CROSS_SHOP), st.just(5000), st.just(30_000), repeat=st.just(0)),
    st.builds(Offer, st.just("red"), st.just(Tool.RED_PACKET), st.integers(100, 2000)),
)  # fmt: skip
offers = st.lists(kinds, max_size=5, unique_by=lambda offer: offer.id)
rivals = st.lists(kinds, max_size=4).map(
    lambda found: [replace(offer, id=f"{offer.id}{number}") for number, offer in enumerate(found)]
)
"""Offers among which several may be of the same kind."""
profiles = st.sampled_from(
    (NOW, BEFORE, Profile("sequential", item_reductions=Stacking.SEQUENTIAL, shop_threshold_base=Base.AFTER_ITEM))
)


@settings(max_examples=300, deadline=None)
@given(lines, offers | rivals, profiles)
def test_the_explanation_sums_from_tag_price_to_payable_and_no_line_is_negative(
    cart: list[CartLine], live: list[Offer], profile: Profile
) -> None:
    priced = price_cart(cart, live, profile)
    assert priced.tag_total - sum(step.total for step in priced.steps) == priced.payable
    assert sum(priced.line_payable) == priced.payable
    assert priced.payable >= min(profile.min_payable, priced.tag_total)
    assert all(part >= 0 for part in priced.line_payable)
    assert all(part >= 0 for step in priced.steps for part in step.taken)
    for line, amount, units in zip(cart, priced.line_payable, priced.unit_payable, strict=True):
        assert sum(units) == amount
        assert len(units) == line.quantity
    explained = {step.offer.id for step in priced.steps} | {each.offer.id for each in priced.rejected}
    assert explained == {offer.id for offer in live}


@settings(max_examples=150, deadline=None)
@given(lines, offers, st.randoms(use_true_random=False))
def test_the_order_of_the_lines_does_not_change_what_is_paid(
    cart: list[CartLine], live: list[Offer], luck: object
) -> None:
    turned = list(reversed(cart))
    straight, reverse = price_cart(cart, live, NOW), price_cart(turned, live, NOW)
    assert abs(straight.payable - reverse.payable) <= len(cart)


@settings(max_examples=150, deadline=None)
@given(lines, rivals, profiles, st.data())
def test_the_order_of_the_offers_does_not_change_what_is_paid(
    cart: list[CartLine], live: list[Offer], profile: Profile, data: st.DataObject
) -> None:
    turned = data.draw(st.permutations(live))
    assert price_cart(cart, turned, profile).payable == price_cart(cart, live, profile).payable


@settings(max_examples=150, deadline=None)
@given(lines, offers, profiles)
def test_every_line_is_its_tag_price_less_its_parts_of_the_steps(
    cart: list[CartLine], live: list[Offer], profile: Profile
) -> None:
    priced = price_cart(cart, live, profile)
    for number, line in enumerate(cart):
        taken = sum(step.taken[number] for step in priced.steps)
        assert line.tag_price * line.quantity - taken == priced.line_payable[number]


@settings(max_examples=100, deadline=None)
@given(lines, offers)
def test_with_one_reduction_it_does_not_matter_how_reductions_stack(cart: list[CartLine], live: list[Offer]) -> None:
    for offer in live[:1]:
        sequential = replace(NOW, item_reductions=Stacking.SEQUENTIAL)
        assert price_cart(cart, [offer], sequential).payable == price_cart(cart, [offer], NOW).payable


@settings(max_examples=150, deadline=None)
@given(lines, st.integers(100, 3000), st.integers(1000, 30_000), st.integers(1, 2000))
def test_a_more_generous_coupon_never_raises_the_total(
    cart: list[CartLine], face: int, threshold: int, more: int
) -> None:
    small = Offer("coupon", Tool.COUPON, face, threshold)
    large = replace(small, benefit=face + more)
    assert price_cart(cart, [large], NOW).payable <= price_cart(cart, [small], NOW).payable


@settings(max_examples=150, deadline=None)
@given(lines, offers)
def test_the_new_rule_never_gives_more_than_the_old_one(cart: list[CartLine], live: list[Offer]) -> None:
    shop_only = [offer for offer in live if offer.layer is Layer.SHOP]
    assert price_cart(cart, shop_only, NOW).payable >= price_cart(cart, shop_only, BEFORE).payable


@given(st.integers(0, 100_000), st.lists(st.integers(0, 5000), min_size=1, max_size=8), st.data())
def test_shares_sum_to_the_total_or_to_the_caps(total: int, weights: list[int], data: st.DataObject) -> None:
    caps = [data.draw(st.integers(0, 20_000)) for _ in weights]
    parts = share(total, weights, caps)
    bearable = sum(cap for cap, weight in zip(caps, weights, strict=True) if weight)
    assert sum(parts) == min(total, bearable)
    assert all(0 <= part <= cap for part, cap in zip(parts, caps, strict=True))


def test_an_offer_that_loses_says_to_whom_and_by_how_much() -> None:
    cart = [CartLine("A", 2, 10_000)]
    percent = Offer("nine", Tool.PIECES_PERCENT, 1000, 2, name="满2件9折")
    coupon = Offer("coupon", Tool.COUPON, 1000, 20_000, name="券200-10")
    priced = price_cart(cart, [percent, coupon], NOW)
    assert [step.offer.id for step in priced.steps] == ["nine"]
    (lost,) = priced.rejected
    assert lost.reason.id == "prices.why.less_than_others"
    assert lost.reason.params["others"] == "满2件9折"


def test_a_threshold_that_is_not_reached_is_given_as_the_reason() -> None:
    priced = price_cart([CartLine("A", 1, 5000)], [Offer("coupon", Tool.COUPON, 1000, 20_000, name="券")], NOW)
    (lost,) = priced.rejected
    assert lost.reason.id == "prices.why.threshold_not_reached"
    assert (lost.reason.params["reached"], lost.reason.params["threshold"]) == (Money(5000), Money(20_000))


def test_the_daily_campaign_switches_other_reductions_off_on_its_products() -> None:
    live = [
        Offer("daily", Tool.DAILY_REDUCTION, 1000, scope=frozenset("A")),
        Offer("official", Tool.OFFICIAL_REDUCTION, 1200),
    ]
    priced = price_cart([CartLine("A", 1, 20_000), CartLine("B", 1, 20_000)], live, NOW)
    assert priced.line_payable == (18_000, 17_600)


def test_three_prices_differ_by_who_buys_and_how_many() -> None:
    live = [
        Offer("everyone", Tool.ITEM_PERCENT, 1000),
        Offer("members", Tool.PIECES_PERCENT, 2000, 2, audience="member"),
        Offer("short", Tool.COUPON, 500, 5000, whole_cycle=False),
    ]
    prices = three_prices(CartLine("A", 1, 10_000), live, NOW)
    assert prices.general == 8500
    assert prices.check_value == 9000
    assert (prices.lowest, prices.lowest_quantity) == (7200, 2)


def test_red_packets_and_coins_lower_the_lowest_price_only() -> None:
    """100.00 less 10 % is 90.00 for everyone; a packet of 6.00 and coins for 2 % of 84.00 leave 82.32 to a buyer."""
    live = [
        Offer("everyone", Tool.ITEM_PERCENT, 1000),
        Offer("packet", Tool.RED_PACKET, 600),
        Offer("coins", Tool.GOLD_COINS, 200),
    ]
    line = CartLine("A", 1, 10_000)
    prices = three_prices(line, live, NOW)
    assert (prices.general, prices.check_value) == (9000, 9000)
    assert (prices.lowest, prices.lowest_quantity, prices.carts[0].payable) == (8232, 1, 8232)
    assert PriceTable([line], live, NOW).prices(0, 0b111, 0b111) == (9000, 8232, 9000)


def test_a_set_that_is_not_complete_is_given_as_the_reason() -> None:
    bundle = Offer("set", Tool.BUNDLE, 9900, scope=frozenset("AB"), name="套餐")
    priced = price_cart([CartLine("A", 1, 6790)], [bundle], NOW)
    assert [each.reason.id for each in priced.rejected] == ["prices.why.set_incomplete"]
    dearer = price_cart([CartLine("A", 1, 5000), CartLine("B", 1, 4000)], [bundle], NOW)
    assert [each.reason.id for each in dearer.rejected] == ["prices.why.nothing_to_take"]


def test_a_coupon_on_an_item_that_was_reduced_leaves_the_least_that_must_be_paid() -> None:
    """A tag price of 10.01 lets a coupon of 10 be used, but only 5.01 is left: one fen stays."""
    live = [Offer("less", Tool.ITEM_AMOUNT, 500), Offer("coupon", Tool.COUPON, 1000)]
    priced = price_cart([CartLine("A", 1, 1001)], live, NOW)
    assert priced.payable == 1
    assert [step.total for step in priced.steps] == [500, 500]


def test_the_lowest_campaign_price_wins_and_the_other_says_so() -> None:
    live = [
        Offer("dear", Tool.ITEM_FIXED, 8000, scope=frozenset("A"), name="dear"),
        Offer("cheap", Tool.ITEM_FIXED, 7000, scope=frozenset("A"), name="cheap"),
    ]
    priced = price_cart([CartLine("A", 2, 10_000), CartLine("B", 1, 10_000)], live, NOW)
    assert priced.line_payable == (14_000, 10_000)
    assert [each.reason.id for each in priced.rejected] == ["prices.why.less_than_others"]


def test_the_best_of_several_percent_reductions_counts_on_each_product() -> None:
    live = [
        Offer("shop", Tool.ITEM_PERCENT, 500),
        Offer("hero", Tool.ITEM_PERCENT, 2000, scope=frozenset("A")),
        Offer("weak", Tool.ITEM_PERCENT, 100, scope=frozenset("A")),
    ]
    priced = price_cart([CartLine("A", 1, 10_000), CartLine("B", 1, 10_000)], live, NOW)
    assert priced.line_payable == (8000, 9500)


def test_a_gift_for_other_products_is_not_given() -> None:
    gift = Offer("gift", Tool.GIFT, gift_cost=300, scope=frozenset("B"))
    priced = price_cart([CartLine("A", 1, 10_000)], [gift], NOW)
    assert (priced.gifts_cost, [each.reason.id for each in priced.rejected]) == (
        0,
        ["prices.why.not_in_cart"],
    )


def test_a_large_cart_is_priced_line_by_line_and_soon() -> None:
    """Ten lines with six offers each are more combinations than can be tried; each line takes its own best."""
    cart = [CartLine(f"S{number}", 2, 10_000) for number in range(10)]
    live = [Offer(f"o{rate}", Tool.PIECES_PERCENT, rate, 2) for rate in (500, 1000, 1500)]
    live += [Offer(f"c{face}", Tool.COUPON, face, 20_000) for face in (500, 700, 900)]
    priced = price_cart(cart, live, NOW)
    assert priced.payable == 10 * 2 * 8500
    assert [step.offer.id for step in priced.steps] == ["o1500"]


def test_a_bundle_may_be_limited_to_one_set_and_a_threshold_may_repeat_up_to_a_limit() -> None:
    bundle = Offer("set", Tool.BUNDLE, 9000, scope=frozenset("AB"))
    cart = [CartLine("A", 2, 6000), CartLine("B", 2, 4000)]
    assert price_cart(cart, [bundle], NOW).payable == 19_000
    twice = Offer("full", Tool.AMOUNT_REDUCTION, 1000, 5000, repeat=0, limit=2)
    assert price_cart([CartLine("A", 1, 20_000)], [twice], NOW).payable == 18_000


def test_a_platform_coupon_counts_goods_after_item_reductions_and_spares_the_daily_campaign() -> None:
    live = [
        Offer("daily", Tool.DAILY_REDUCTION, 1000, scope=frozenset("A")),
        Offer("cross", Tool.CROSS_SHOP, 5000, 30_000, repeat=0),
        Offer("category", Tool.CATEGORY_COUPON, 1000, 27_000, scope=frozenset("A")),
    ]
    priced = price_cart([CartLine("A", 1, 30_000), CartLine("B", 1, 10_000)], live, NOW)
    assert priced.line_payable == (26_000, 10_000)
    assert [each.offer.id for each in priced.rejected] == ["cross"]


@settings(max_examples=150, deadline=None)
@given(lines, rivals, profiles)
def test_the_short_way_to_what_is_paid_gives_the_same(
    cart: list[CartLine], live: list[Offer], profile: Profile
) -> None:
    presale = Offer("deposit", Tool.PRESALE, 60, deposit=50)
    pricer = Pricer([*live, presale], profile)
    assert pricer.payable(cart) == pricer.price(cart).payable


def test_platform_offers_may_compete_for_each_line_of_a_large_cart() -> None:
    """Ten lines at 100.00: four pairs take 30.00 each in a scope of their own, the fifth the 50.00 from 200.00."""
    groups = (Group((Tool.CROSS_SHOP, Tool.VIP_COUPON)),)
    cart = [CartLine(f"S{number}", 1, 10_000) for number in range(10)]
    pairs = [
        Offer(f"p{pair}", Tool.VIP_COUPON, 3000, 20_000, scope=frozenset({f"S{2 * pair}", f"S{2 * pair + 1}"}))
        for pair in range(5)
    ]
    every = Offer("all", Tool.CROSS_SHOP, 5000, 20_000)
    assert price_cart(cart, [every, *pairs], replace(NOW, groups=groups)).payable == 100_000 - 15_000 - 2000
