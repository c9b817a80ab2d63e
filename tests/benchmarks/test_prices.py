"""Prices in bulk: the ribbon's three prices and the radar's worst cases of a thousand SKUs.

The SKUs have a thousand different prices, costs and scopes, so that nothing is shared but what real shops share: the
stretches between changes, and SKUs' equal parts of sets of offers. Twenty offers are live at every moment, twice as
many and more in all. Peer in the same run is the price engine itself, cart by cart, on a sample of the same work.
"""

from __future__ import annotations

import random
import statistics
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from shopplanner.domain.promotions.offers import CartLine, Offer, Tier
from shopplanner.domain.promotions.price_days import PriceTable, Segment, TimedOffer, segments
from shopplanner.domain.promotions.pricing import price_cart
from shopplanner.domain.promotions.profile import Profile
from shopplanner.domain.promotions.three_prices import three_prices
from shopplanner.domain.promotions.tools import Tool
from shopplanner.domain.promotions.worst_case import WorstCases

SKUS, LIVE = 1_000, 20
FIRST = date(2026, 11, 1)
RIBBON_DAYS, RADAR_DAYS = 90, 31
MOST_RIBBON_SECONDS, MOST_RADAR_SECONDS, MOST_MOVED_SECONDS = 1.0, 10.0, 0.1
MOST_CART_SECONDS = 0.002
FEW = 60
"""SKUs of a promotion whose move must be followed at once."""
LEAST_TIMES = 10
"""How many times quicker than the engine cart by cart the bulk must be at least."""

PROFILE = Profile("taobao")


def shelf(seed: int) -> list[CartLine]:
    """Return SKUs with different prices and costs."""
    chance = random.Random(seed)
    prices = chance.sample(range(20_00, 400_00), SKUS)
    return [CartLine(f"S{number}", 1, price, cost=price * chance.randrange(20, 70) // 100)
            for number, price in enumerate(prices)]  # fmt: skip


def offer(slot: int, number: int, scope: frozenset[str], chance: random.Random) -> Offer:
    """Return an offer; ten slots are of ten kinds."""
    common = Offer(str(number), Tool.COUPON, scope=scope)
    cut = chance.randrange(5, 40) * 100
    everyone = chance.choice(["all", "all", "member"])
    return [
        replace(common, tool=Tool.ITEM_PERCENT, benefit=chance.randrange(3, 20) * 100),
        replace(common, tool=Tool.ITEM_AMOUNT, benefit=chance.randrange(1, 9) * 100),
        replace(common, benefit=cut, threshold=cut * 5, limit=1, audience=everyone),
        replace(common, benefit=cut, threshold=cut * 8),
        replace(common, benefit=cut, threshold=cut * 11, limit=2, audience=everyone),
        replace(common, tool=Tool.PIECES_PERCENT, benefit=chance.randrange(3, 15) * 100, threshold=2,
                tiers=(Tier(3, 2_000),)),
        replace(common, tool=Tool.AMOUNT_REDUCTION, benefit=cut, threshold=cut * 9, repeat=chance.choice([0, 1])),
        replace(common, tool=Tool.OFFICIAL_REDUCTION, benefit=1_200),
        replace(common, tool=Tool.VIP_COUPON, benefit=20_00, threshold=200_00, audience="88vip"),
        replace(common, tool=Tool.GIFT, threshold=199_00, gift_cost=8_00),
    ][slot % 10]  # fmt: skip


def plan(lines: list[CartLine], days: int, seed: int) -> list[TimedOffer]:
    """Return offers of which twenty are live at every moment; four in ten cover the shop, the others some SKUs."""
    chance = random.Random(seed)
    begin = datetime.combine(FIRST, datetime.min.time())
    found: list[TimedOffer] = []
    for slot in range(LIVE):
        starts = begin - timedelta(days=chance.randrange(20))
        while starts < begin + timedelta(days=days):
            ends = starts + timedelta(days=chance.randrange(14, 40)) - timedelta(seconds=1)
            chosen = [] if chance.random() < 0.4 else chance.sample(lines, chance.choice([20, 40, 60, 100, 400]))
            scope = frozenset(line.sku for line in chosen)
            found.append(TimedOffer(offer(slot, len(found), scope, chance), starts, ends))
            starts = ends + timedelta(seconds=1)
    return found


def seconds(work: Callable[[], object]) -> float:
    """Return the time that a call takes this thread."""
    begin = time.thread_time()
    work()
    return time.thread_time() - begin


def live_of(stretch: Segment, line: CartLine) -> list[Offer]:
    """Return the offers that are live on a SKU in a stretch."""
    return [each for each in stretch.offers if each.covers(line)]


@pytest.mark.bench
def test_the_ribbons_of_a_thousand_skus_over_ninety_days() -> None:
    lines = shelf(1)
    timed = plan(lines, RIBBON_DAYS, 2)
    found: list[Segment] = []

    def bulk() -> None:
        found[:] = segments(timed, FIRST, FIRST + timedelta(days=RIBBON_DAYS - 1))
        table = PriceTable(lines, [each.offer for each in timed], PROFILE)
        for stretch in found:
            for number in range(SKUS):
                table.prices(number, stretch.live, stretch.counted)

    ours = min(seconds(bulk) for _turn in range(3))
    sample = [(lines[number], found[number % len(found)]) for number in range(0, SKUS, 20)]
    each = seconds(lambda: [three_prices(line, live_of(stretch, line), PROFILE) for line, stretch in sample])
    engine = each / len(sample) * SKUS * RIBBON_DAYS
    print(  # noqa: T201 - the benchmark's result
        f"three prices: {SKUS} SKUs x {RIBBON_DAYS} days, {len(timed)} offers, {len(found)} stretches: {ours:.2f} s; "
        f"the engine day by day {engine:.0f} s, {engine / ours:.0f} times as long"
    )
    assert all(stretch.live.bit_count() == LIVE for stretch in found)
    assert engine / ours > LEAST_TIMES
    assert ours < MOST_RIBBON_SECONDS


@pytest.mark.bench
def test_the_worst_cases_of_a_thousand_skus_over_a_month() -> None:
    lines = shelf(3)
    timed = plan(lines, RADAR_DAYS, 4)
    last = FIRST + timedelta(days=RADAR_DAYS - 1)
    search = WorstCases(lines, [each.offer for each in timed], PROFILE)

    def look(stretches: list[Segment]) -> None:
        for stretch in stretches:
            for number in range(SKUS):
                search.worst(number, stretch.live)

    found = segments(timed, FIRST, last)
    whole = seconds(lambda: look(found))
    moved: dict[bool, list[float]] = {True: [], False: []}
    for number, one in enumerate(timed):
        other = TimedOffer(one.offer, one.starts + timedelta(days=1), one.ends + timedelta(days=1))
        stretches = segments([*timed[:number], other, *timed[number + 1 :]], FIRST, last)
        few = bool(one.offer.scope) and len(one.offer.scope) <= FEW
        if few or number % 5 == 0:
            moved[few].append(seconds(lambda stretches=stretches: look(stretches)))  # type: ignore[misc]  # bound now
    cart = _cart_seconds(lines, found)
    middle = {few: statistics.median(each) for few, each in moved.items()}
    print(  # noqa: T201 - the benchmark's result
        f"worst case: {SKUS} SKUs x {RADAR_DAYS} days, {len(timed)} offers, {len({each.live for each in found})} sets: "
        f"{whole:.1f} s; after a promotion on up to {FEW} SKUs moves {middle[True] * 1000:.0f} ms, "
        f"on more or the whole shop {middle[False] * 1000:.0f} ms; one explained cart {cart * 1000:.2f} ms"
    )
    assert whole < MOST_RADAR_SECONDS
    assert cart < MOST_CART_SECONDS
    assert middle[True] < MOST_MOVED_SECONDS


def _cart_seconds(lines: list[CartLine], found: list[Segment]) -> float:
    """Return how long the engine takes for a cart of two pieces with its explanation."""
    carts = [(replace(line, quantity=2), live_of(found[0], line)) for line in lines[:100]]
    return seconds(lambda: [price_cart([line], offers, PROFILE).rejected for line, offers in carts]) / len(carts)
