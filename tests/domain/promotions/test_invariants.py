"""What holds for every cart and every offer, whatever the rules: checked on carts that hypothesis finds."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shopplanner.domain.promotions import price_days
from shopplanner.domain.promotions.offers import CartLine, Layer, Offer, PricedCart, Stacking, Tier, Tool
from shopplanner.domain.promotions.pricing import price_cart
from shopplanner.domain.promotions.profile import MULTI_PIECE
from shopplanner.domain.promotions.refunds import refund
from tests.domain.promotions import oracle_carts
from tests.domain.promotions.cases import (
    BEFORE,
    NOW,
    PARALLEL,
    SEQUENTIAL,
    cart,
    coupon,
    cross_shop,
    fen,
    free_pieces,
    item_off,
    item_percent,
    order_off,
    order_percent,
    pieces_off,
    pieces_percent,
    profile,
)

PROFILES = (NOW, BEFORE, SEQUENTIAL, PARALLEL)
some_luck = st.integers(0, 10**9).map(Random)
some_rules = st.sampled_from(PROFILES)
often = settings(max_examples=250, deadline=None)
SHOP_AMOUNTS = frozenset({Tool.AMOUNT_REDUCTION, Tool.PIECES_AMOUNT, Tool.COUPON})
SHOP_RATES = frozenset({Tool.AMOUNT_PERCENT, Tool.PIECES_PERCENT})
PLATFORM_AMOUNTS = frozenset({Tool.CROSS_SHOP, Tool.CATEGORY_COUPON, Tool.CONSUMER_COUPON, Tool.VIP_COUPON})
LAYERS = tuple(Layer)


def drawn(luck: Random) -> tuple[tuple[CartLine, ...], tuple[Offer, ...]]:
    """Return a random cart and its offers."""
    lines = oracle_carts.cart(luck)
    return lines, oracle_carts.offers(luck, lines)


def taken(priced: PricedCart, line: int) -> int:
    """Return what all steps take off a line."""
    return sum(step.taken[line] for step in priced.steps)


# Sums and bounds


@often
@given(some_luck, some_rules)
def test_the_parts_are_the_whole_at_every_layer_and_nothing_is_negative(luck: Random, name: str) -> None:
    lines, offers = drawn(luck)
    priced = price_cart(lines, offers, profile(name))
    left = [line.tag_price * line.quantity for line in lines]
    assert sum(left) == priced.tag_total
    for step in priced.steps:
        assert all(part >= 0 for part in step.taken)
        assert step.total == sum(step.taken)
        left = [rest - part for rest, part in zip(left, step.taken, strict=True)]
        assert all(rest >= 0 for rest in left), step
    assert tuple(left) == priced.line_payable
    assert sum(left) == priced.payable
    assert [sum(units) for units in priced.unit_payable] == left
    assert [len(units) for units in priced.unit_payable] == [line.quantity for line in lines]


@often
@given(some_luck, some_rules)
def test_the_explanation_goes_layer_by_layer_from_tag_price_to_payable_and_names_every_offer(
    luck: Random, name: str
) -> None:
    lines, offers = drawn(luck)
    priced = price_cart(lines, offers, profile(name))
    order = [LAYERS.index(step.layer) for step in priced.steps]
    assert order == sorted(order)
    assert priced.tag_total - sum(step.total for step in priced.steps) == priced.payable
    applied, lost = {step.offer.id for step in priced.steps}, {each.offer.id for each in priced.rejected}
    assert applied | lost == {offer.id for offer in offers}
    assert not applied & lost


@often
@given(some_luck, some_rules)
def test_at_least_the_minimum_is_paid_and_no_piece_goes_below_its_own(luck: Random, name: str) -> None:
    lines, offers = drawn(luck)
    priced = price_cart(lines, offers, profile(name))
    assert priced.payable >= min(profile(name).min_payable, priced.tag_total)
    guarded = price_cart(lines, [offer for offer in offers if offer.layer is not Layer.PRESALE], profile(name))
    for line, rest in zip(lines, guarded.line_payable, strict=True):
        assert rest >= min(line.min_price, line.tag_price) * line.quantity


@often
@given(some_luck, some_rules)
def test_the_same_cart_costs_the_same_again(luck: Random, name: str) -> None:
    lines, offers = drawn(luck)
    assert price_cart(lines, offers, profile(name)) == price_cart(list(lines), list(offers), profile(name))


@often
@given(some_luck, some_rules)
def test_the_figures_of_a_step_are_those_that_it_rests_on(luck: Random, name: str) -> None:
    lines, offers = drawn(luck)
    for step in price_cart(lines, offers, profile(name)).steps:
        offer = step.offer
        if offer.tool not in SHOP_AMOUNTS | SHOP_RATES | PLATFORM_AMOUNTS:
            continue
        assert step.base >= step.threshold
        assert 1 <= step.times <= (offer.limit or step.times)
        if offer.tool is Tool.COUPON:
            assert step.threshold == (offer.threshold or offer.benefit + 1)
            assert step.total <= offer.benefit * step.times
            continue
        tiers = {offer.threshold: offer.benefit} | {tier.threshold: tier.benefit for tier in offer.tiers}
        assert step.threshold == max(threshold for threshold in tiers if threshold <= step.base)
        assert step.benefit == tiers[step.threshold]
        if offer.tool not in SHOP_RATES:
            often_reached = step.base // step.threshold if step.threshold else 1
            assert step.times == min(often_reached, offer.repeat or often_reached, offer.limit or often_reached)
            assert step.total <= min(step.benefit * step.times, offer.cap or step.benefit * step.times)


@often
@given(some_luck, some_rules, st.integers(0, 10**6))
def test_returned_pieces_bring_back_what_was_paid_for_them(luck: Random, name: str, turn: int) -> None:
    lines, offers = drawn(luck)
    priced = price_cart(lines, offers, profile(name))
    everything = {number: line.quantity for number, line in enumerate(lines)}
    assert refund(priced, everything).amount == priced.payable
    some = {number: Random(turn).randint(0, count) for number, count in everything.items()}
    paid_back = sum(sum(priced.unit_payable[number][:count]) for number, count in some.items())
    part = refund(priced, some)
    assert (part.amount, part.paid_after) == (paid_back, priced.payable - paid_back)
    for line in part.lines:
        assert line.tag - sum(taken for _, taken in line.taken) == line.amount


# More or less generous


def more_generous(offer: Offer) -> Offer:
    """Return an offer of the shop that takes off more as soon as it applies."""
    step = 100 if offer.tool in SHOP_AMOUNTS else 300
    tiers = tuple(Tier(tier.threshold, tier.benefit + step) for tier in offer.tiers)
    return replace(offer, benefit=offer.benefit + step, tiers=tiers)


@often
@given(some_luck)
def test_a_more_generous_shop_offer_never_raises_the_total(luck: Random) -> None:
    """A coupon without a threshold is left out: it needs its face value and a fen more, so its threshold rises."""
    lines, offers = drawn(luck)
    kept = [offer for offer in offers if offer.layer in (Layer.ITEM, Layer.SHOP)]
    before = price_cart(lines, kept, profile(NOW)).payable
    for number, offer in enumerate(kept):
        no_threshold = offer.tool is Tool.COUPON and not offer.threshold
        if offer.tool in SHOP_AMOUNTS | SHOP_RATES and not no_threshold:
            changed = [*kept[:number], more_generous(offer), *kept[number + 1 :]]
            assert price_cart(lines, changed, profile(NOW)).payable <= before, offer


@often
@given(some_luck)
def test_one_more_shop_offer_never_raises_the_total(luck: Random) -> None:
    lines, offers = drawn(luck)
    kept = [offer for offer in offers if offer.layer in (Layer.ITEM, Layer.SHOP)]
    for number, offer in enumerate(kept):
        if offer.layer is Layer.SHOP:
            without = price_cart(lines, [*kept[:number], *kept[number + 1 :]], profile(NOW)).payable
            assert price_cart(lines, kept, profile(NOW)).payable <= without, offer


@often
@given(some_luck, some_rules, st.integers(100, 30_000))
def test_one_more_line_never_costs_more_than_its_own_price(luck: Random, name: str, price: int) -> None:
    """Free pieces and sets must not draw a line in against the buyer's gain.

    Later layers are left out: a piece that becomes free elsewhere may bring their thresholds out of reach.
    """
    lines, offers = drawn(luck)
    kept = [offer for offer in offers if offer.layer in (Layer.ITEM, Layer.SHOP) and not offer.limit]
    more = CartLine("E", 1, price)
    alone = price_cart([more], [offer for offer in kept if offer.layer is Layer.ITEM], profile(name)).payable
    before = price_cart(lines, kept, profile(name)).payable
    assert price_cart([*lines, more], kept, profile(name)).payable <= before + alone


# Order


@often
@given(some_luck, some_rules)
def test_the_order_of_the_lines_moves_single_fen_only(luck: Random, name: str) -> None:
    """Limits count pieces in the order of the lines, and rivals may tie: they are left out."""
    lines, offers = drawn(luck)
    kept = [replace(offer, limit=0) for offer in offers if offer.layer is not Layer.SHOP]
    kept += [replace(offer, limit=0) for offer in offers if offer.tool in SHOP_AMOUNTS | SHOP_RATES][:1]
    turned = price_cart(lines[::-1], kept, profile(name))
    priced = price_cart(lines, kept, profile(name))
    assert turned.payable == priced.payable
    for one, other in zip(priced.line_payable, turned.line_payable[::-1], strict=True):
        assert abs(one - other) <= len(priced.steps) * len(lines)


@often
@given(some_luck, st.integers(0, 10**6))
def test_the_order_of_parallel_item_offers_does_not_change_the_total(luck: Random, turn: int) -> None:
    lines, offers = drawn(luck)
    kept = [offer for offer in offers if offer.layer is Layer.ITEM and not offer.limit]
    mixed = Random(turn).sample(kept, len(kept))
    assert price_cart(lines, mixed, profile(NOW)).line_payable == price_cart(lines, kept, profile(NOW)).line_payable


@often
@given(some_luck)
def test_with_one_reduction_parallel_and_sequential_are_the_same(luck: Random) -> None:
    lines, offers = drawn(luck)
    one = [offer for offer in offers if offer.layer is Layer.ITEM][:1]
    parallel = replace(profile(NOW), item_reductions=Stacking.PARALLEL)
    sequential = replace(profile(NOW), item_reductions=Stacking.SEQUENTIAL)
    assert price_cart(lines, one, parallel).line_payable == price_cart(lines, one, sequential).line_payable


# The change of 10 March 2026


def has_both(lines: Sequence[CartLine], offers: Sequence[Offer]) -> bool:
    """Return whether a sub-order is in the scope of a coupon and of a multi-piece offer."""
    by_kind = [[offer for offer in offers if offer.tool in kinds] for kinds in (MULTI_PIECE, (Tool.COUPON,))]
    return any(all(any(offer.covers(line) for offer in kind) for kind in by_kind) for line in lines)


@settings(max_examples=500, deadline=None)
@given(some_luck)
def test_the_new_stacking_rule_matters_only_to_sub_orders_with_a_coupon_and_a_multi_piece_offer(luck: Random) -> None:
    lines, offers = drawn(luck)
    old, new = (price_cart(lines, offers, profile(name)) for name in (BEFORE, NOW))
    if not has_both(lines, offers):
        assert old.line_payable == new.line_payable
    if all(offer.layer in (Layer.ITEM, Layer.SHOP) for offer in offers):
        assert old.payable <= new.payable


# Windows

START = datetime(2026, 11, 10)
WEEK = 7 * 24 * 3600


@st.composite
def windows(draw: st.DrawFn) -> tuple[int, int]:
    """Return a first and a last second."""
    first = draw(st.integers(0, WEEK - 2))
    return first, draw(st.integers(first, WEEK - 1))


def live_at(timed: Sequence[price_days.TimedOffer], moment: datetime) -> list[str]:
    """Return the offers that are live at a moment, as the stretches between changes say."""
    parts = price_days.segments(timed, START.date(), (START + timedelta(days=6)).date())
    found = [part for part in parts if part.starts <= moment <= part.ends]
    assert len(found) == 1
    return sorted(offer.id for offer in found[0].offers)


@settings(max_examples=60, deadline=None)
@given(windows(), windows(), st.sampled_from((-1, 1)), st.integers(0, WEEK - 1))
def test_shifting_an_end_by_a_second_changes_that_second_only(
    one: tuple[int, int], other: tuple[int, int], shift: int, second: int
) -> None:
    def timed(first: int, last: int, offer: Offer) -> price_days.TimedOffer:
        return price_days.TimedOffer(offer, START + timedelta(seconds=first), START + timedelta(seconds=last))

    fixed = timed(*other, item_percent(10))
    moved = min(max(one[1] + shift, one[0]), WEEK - 1)
    before, after = ([timed(one[0], last, coupon("50", "5")), fixed] for last in (one[1], moved))
    for moment in {second, one[1], moved, one[0], other[0], other[1]}:
        at = START + timedelta(seconds=moment)
        same = live_at(before, at) == live_at(after, at)
        assert same or moment == max(one[1], moved)
    assert moved == one[1] or live_at(before, START + timedelta(seconds=max(one[1], moved))) != live_at(
        after, START + timedelta(seconds=max(one[1], moved))
    )


# Regressions that other programs have had

AT_THRESHOLD = (
    (pieces_percent(3, 10), cart("A 30 x3"), cart("A 30 x2")),
    (pieces_off(3, "5"), cart("A 30 x3"), cart("A 30 x2")),
    (order_off("5", "90"), cart("A 90"), cart("A 89.99")),
    (coupon("90", "5"), cart("A 90"), cart("A 89.99")),
    (coupon("90", "5"), cart("A 45", "B 45"), cart("A 45", "B 44.99")),
    (cross_shop("90", "5"), cart("A 90"), cart("A 89.99")),
    (free_pieces(2), cart("A 30 x3"), cart("A 30 x2")),
    (Offer("red packet", Tool.RED_PACKET, 500, 9000), cart("A 90"), cart("A 89.99")),
)


@pytest.mark.parametrize("name", PROFILES)
@pytest.mark.parametrize(("offer", "at", "below"), AT_THRESHOLD, ids=lambda case: getattr(case, "id", ""))
def test_a_threshold_is_reached_exactly_at_it(
    offer: Offer, at: tuple[CartLine, ...], below: tuple[CartLine, ...], name: str
) -> None:
    reached, missed = price_cart(at, [offer], profile(name)), price_cart(below, [offer], profile(name))
    assert reached.payable < reached.tag_total
    assert missed.payable == missed.tag_total


def test_tiers_follow_the_quantity_up_and_down() -> None:
    ladder = pieces_percent(2, 10, more=((3, 20), (5, 30)))
    paid = {1: "100", 2: "180", 3: "240", 4: "320", 5: "350", 6: "420"}
    for count in (*paid, *reversed(paid)):
        assert price_cart(cart(f"A 100 x{count}"), [ladder], profile(NOW)).payable == fen(paid[count])


def test_tiers_follow_the_amount_up_and_down() -> None:
    ladder = order_off("10", "100", more=(("200", "30"), ("300", "60")))
    paid = {1: "99", 2: "188", 3: "267", 4: "336", 3.5: "267"}
    for count in (1, 2, 3, 4, 3, 2, 1):
        assert price_cart(cart(f"A 99 x{count}"), [ladder], profile(PARALLEL)).payable == fen(paid[count]), count


@often
@given(some_luck, some_rules, st.integers(1, 2000))
def test_a_cap_holds_over_all_lines(luck: Random, name: str, cap: int) -> None:
    lines, offers = drawn(luck)
    capped = [replace(offer, cap=cap) for offer in offers if offer.layer in (Layer.SHOP, Layer.PLATFORM)]
    for step in price_cart(lines, capped, profile(name)).steps:
        assert step.total <= cap


@often
@given(some_luck)
def test_a_piece_gets_no_more_than_the_face_of_a_coupon(luck: Random) -> None:
    lines, offers = drawn(luck)
    coupons = [offer for offer in offers if offer.tool is Tool.COUPON]
    for step in price_cart(lines, coupons, profile(NOW)).steps:
        for line, part in zip(lines, step.taken, strict=True):
            assert part <= step.offer.benefit * line.quantity


@pytest.mark.parametrize("name", PROFILES)
def test_reductions_larger_than_the_cart_leave_the_minimum(name: str) -> None:
    offers = (item_off("60"), order_percent(90), coupon("10", "40"), cross_shop("0", "100"))
    priced = price_cart(cart("A 100", "B 20"), offers, profile(name))
    assert priced.payable == profile(name).min_payable


def test_item_offers_of_several_kinds_add_up_in_any_order() -> None:
    offers = [Offer("official", Tool.OFFICIAL_REDUCTION, 1200), item_off("10"), Offer("m", Tool.MEMBER_REDUCTION, 500)]
    paid = {price_cart(cart("A 200"), turned, profile(NOW)).payable for turned in (offers, offers[::-1])}
    assert paid == {fen("156")}
