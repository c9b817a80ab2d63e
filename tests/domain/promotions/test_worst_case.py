"""The worst case is the one that trying every basket and buyer of the stated space with the price engine finds."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import combinations

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from shopplanner.domain.promotions.offers import CartLine, Offer, Tier
from shopplanner.domain.promotions.pricing import price_cart
from shopplanner.domain.promotions.profile import Profile
from shopplanner.domain.promotions.tools import BY_PIECES, Base, Layer, Tool
from shopplanner.domain.promotions.worst_case import WorstCases
from tests.domain.promotions.random_offers import PROFILES, plans, shelves

PROFILE = Profile("taobao")
Basket = list[CartLine]


def naive(shelf: tuple[CartLine, ...], offers: tuple[Offer, ...], profile: Profile) -> tuple[int, int | None]:
    """Return the lowest price of a piece of the first SKU and the least that it leaves, by trying everything."""
    mine = [offer for offer in offers if offer.covers(shelf[0])]
    prices, lefts = [], []
    for audiences in buyers({offer.audience for offer in mine} - {"all"}):
        got = [offer for offer in offers if offer.audience in {"all", *audiences}]
        for basket in baskets(shelf, got, profile):
            cart = price_cart(basket, got, profile)
            line, pieces = cart.line_payable[0], basket[0].quantity
            prices.append(-(-line // pieces))
            borne = sum(
                step.taken[0] - -(-step.taken[0] * step.offer.seller_share // 10_000)
                for step in cart.steps
                if step.taken
            )
            gifts = -(-cart.gifts_cost * line // cart.payable) if cart.payable else cart.gifts_cost
            lefts.append((line + borne - (basket[0].cost or 0) * pieces - gifts) // pieces)
    return min(prices), min(lefts) if shelf[0].cost is not None else None


def buyers(named: set[str]) -> Iterator[tuple[str, ...]]:
    for size in range(len(named) + 1):
        for chosen in combinations(sorted(named), size):
            if not {"new", "returning"} <= set(chosen):
                yield chosen


def baskets(shelf: tuple[CartLine, ...], offers: list[Offer], profile: Profile) -> Iterator[Basket]:
    first = shelf[0]
    mine = [offer for offer in offers if offer.covers(first)]
    needed = [3]
    for offer in mine:
        for threshold in limits(offer):
            needed.append(threshold if offer.tool in BY_PIECES else -(-threshold // first.tag_price))
            if offer.tool in {Tool.FREE_PIECES, Tool.N_FOR_PRICE, Tool.NTH_PIECE, Tool.BUNDLE}:
                continue
            in_pieces = offer.tool in BY_PIECES or (offer.tool is Tool.GIFT and offer.buy > 0)
            unit = 1 if in_pieces else counted(first, offer, offers, profile)
            most = min(20, (threshold - 1) // unit) if unit else 0
            for pieces in {1, most} - {0} if most else set():
                gap = 1 if in_pieces else max(1, threshold - pieces * unit)
                fitting = [
                    (counted(line, offer, offers, profile), number)
                    for number, line in enumerate(shelf)
                    if number and offer.covers(line) and counted(line, offer, offers, profile) >= gap
                ]
                chosen = [(threshold - pieces if in_pieces else 1, min(fitting)[1])] if fitting else []
                several = [
                    (-(-gap // base) * base, -(-gap // base), number)
                    for number, line in enumerate(shelf)
                    if number and offer.covers(line) and (base := counted(line, offer, offers, profile)) * 20 >= gap
                ]
                if several and not in_pieces:
                    chosen.append(min(several)[1:])
                for count, number in chosen:
                    yield [replace(first, quantity=pieces), replace(shelf[number], quantity=count)]
        if offer.tool is Tool.BUNDLE and len(offer.scope) > 1:
            others = [line for key in sorted(offer.scope - {first.sku}) for line in shelf if line.sku == key]
            yield [replace(line, quantity=1) for line in (first, *others)]
    for pieces in range(1, min(20, max(needed)) + 1):
        yield [replace(first, quantity=pieces)]


def limits(offer: Offer) -> list[int]:
    if offer.layer not in {Layer.SHOP, Layer.PLATFORM, Layer.GIFT}:
        return []
    if offer.tool is Tool.COUPON:
        return [offer.threshold or offer.benefit + 1]
    if offer.tool is Tool.FREE_PIECES:
        return [offer.buy + offer.benefit]
    if offer.tool is Tool.GIFT and offer.buy:
        return [offer.buy]
    return [each for each in (offer.threshold, *(tier.threshold for tier in offer.tiers)) if each]


def counted(line: CartLine, offer: Offer, offers: list[Offer], profile: Profile) -> int:
    """Return what a threshold counts of a piece: its tag price, or what the item layer leaves of it."""
    base = Base.AFTER_ITEM
    if offer.layer is not Layer.GIFT:
        base = profile.shop_threshold_base if offer.layer is Layer.SHOP else profile.platform_threshold_base
    if base is Base.TAG:
        return line.tag_price
    cart = price_cart([line], [each for each in offers if each.layer in {Layer.ITEM, Layer.PRESALE}], profile)
    taken = sum(
        step.total
        for step in cart.steps
        if step.layer is Layer.ITEM
        and not (base is Base.BEFORE_OFFICIAL and step.offer.tool is Tool.OFFICIAL_REDUCTION)
    )
    return line.tag_price - taken


@settings(max_examples=100)
@given(offers=plans(most=6), shelf=shelves(), profile=st.sampled_from(PROFILES))
def test_the_search_finds_what_trying_everything_finds(
    offers: tuple[Offer, ...], shelf: tuple[CartLine, ...], profile: Profile
) -> None:
    reductions = [offer for offer in offers if offer.layer is Layer.ITEM]
    assume(all(price_cart([line], reductions, profile).payable > profile.min_payable for line in shelf))
    search = WorstCases(shelf, offers, profile)
    worst = search.worst(0, (1 << len(offers)) - 1)
    price, left = naive(shelf, offers, profile)
    assert worst.cheapest.unit_price == price
    assert (worst.poorest.contribution if worst.poorest else None) == left
    cart = search.cart(worst.cheapest)
    assert -(-cart.line_payable[0] // worst.cheapest.basket[0][1]) == price


def line(sku: str, price: int, cost: int | None = None) -> CartLine:
    return CartLine(sku, 1, price, cost=cost)


def test_a_companion_that_fills_the_gap_exactly_makes_a_coupon_weigh_more() -> None:
    """Alone 3 x 110 takes 30 off, 100 a piece; 2 x 110 with 80 beside it takes 22 of 30, 99 a piece."""
    coupon = Offer("1", Tool.COUPON, 30_00, 300_00)
    search = WorstCases([line("A", 110_00, 60_00), line("B", 80_00), line("C", 96_00)], [coupon], PROFILE)
    worst = search.worst(0, 1)
    assert (worst.cheapest.unit_price, worst.cheapest.basket) == (99_00, ((0, 2), (1, 1)))
    assert worst.poorest is not None
    assert worst.poorest.contribution == 39_00


def test_several_cheap_pieces_fill_a_gap_with_less_than_one_dear_piece() -> None:
    """199 with 3 x 39.90 comes to 318.70 and takes 31.22 of 50 off; with 159 beside it only 27.79 of 50."""
    off = Offer("1", Tool.AMOUNT_REDUCTION, 50_00, 300_00)
    search = WorstCases([line("shirt", 199_00), line("scarf", 159_00), line("socks", 39_90)], [off], PROFILE)
    worst = search.worst(0, 1)
    assert (worst.cheapest.unit_price, worst.cheapest.basket) == (167_78, ((0, 1), (2, 3)))


def test_a_buyer_is_not_new_and_returning_at_once() -> None:
    offers = [
        Offer("1", Tool.RETURNING_REDUCTION, 1_000, audience="returning"),
        Offer("2", Tool.MEMBER_REDUCTION, 500, audience="member"),
        Offer("3", Tool.ITEM_AMOUNT, 20_00, audience="new"),
    ]
    search = WorstCases([line("A", 100_00)], offers, PROFILE)
    worst = search.worst(0, 0b111)
    assert worst.cheapest.unit_price == 75_00
    assert search.audiences(worst.cheapest) == ("member", "new")
    assert worst.poorest is None


def test_enough_pieces_are_tried_for_the_highest_tier_and_no_more_than_twenty() -> None:
    tiers = Offer("1", Tool.PIECES_PERCENT, 1_000, 2, (Tier(5, 3_000),))
    assert WorstCases([line("A", 10_00)], [tiers], PROFILE).worst(0, 1).cheapest.unit_price == 7_00
    far = replace(tiers, tiers=(Tier(30, 5_000),))
    assert WorstCases([line("A", 10_00)], [far], PROFILE).worst(0, 1).cheapest.unit_price == 9_00


def test_gifts_cost_the_piece_its_part() -> None:
    gift = Offer("1", Tool.GIFT, threshold=199_00, gift_cost=8_00)
    worst = WorstCases([line("A", 210_00, 120_00), line("B", 90_00)], [gift], PROFILE).worst(0, 1)
    assert worst.poorest is not None
    assert (worst.poorest.contribution, worst.poorest.basket) == (82_00, ((0, 1),))


def test_a_bundle_is_tried_with_one_piece_of_each() -> None:
    bundle = Offer("1", Tool.BUNDLE, 128_00, scope=frozenset({"A", "B"}))
    search = WorstCases([line("A", 99_00), line("B", 59_00)], [bundle], PROFILE)
    assert search.worst(0, 1).cheapest.unit_price == 80_20
    assert search.worst(0, 0).cheapest.unit_price == 99_00
    alone = WorstCases([line("A", 99_00)], [bundle], PROFILE)
    assert alone.worst(0, 1).cheapest.unit_price == 99_00


def test_what_was_found_is_kept_until_an_offer_that_matters_changes() -> None:
    offers = [
        Offer("1", Tool.COUPON, 5_00, 90_00, scope=frozenset({"A"})),
        Offer("2", Tool.COUPON, 5_00, 90_00, scope=frozenset({"B"})),
    ]
    search = WorstCases([line("A", 100_00), line("B", 100_00)], offers, PROFILE)
    assert search.worst(0, 0b01) is search.worst(0, 0b11)
    assert search.worst(1, 0b01) is not search.worst(1, 0b11)


@settings(max_examples=100)
@given(offers=plans(most=6), shelf=shelves(), lives=st.lists(st.integers(0, 63), max_size=6))
def test_what_is_kept_is_what_a_new_search_finds(
    offers: tuple[Offer, ...], shelf: tuple[CartLine, ...], lives: list[int]
) -> None:
    kept = WorstCases(shelf, offers, PROFILE)
    full = (1 << len(offers)) - 1
    for live in lives:
        for sku in range(len(shelf)):
            found, new = kept.worst(sku, live & full), WorstCases(shelf, offers, PROFILE).worst(sku, live & full)
            assert found.cheapest.unit_price == new.cheapest.unit_price
            assert (found.poorest and found.poorest.contribution) == (new.poorest and new.poorest.contribution)
