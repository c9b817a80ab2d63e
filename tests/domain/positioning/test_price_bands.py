"""Price bands: how prices are cut, and what a band says, with figures worked by hand."""

from __future__ import annotations

from collections import Counter
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shopplanner.domain.positioning.price_bands import (
    Banding,
    Listing,
    Method,
    Tier,
    analyse,
    clean,
    make_bands,
    median_price,
    price_index,
)

PRICES = st.lists(st.integers(1, 200_000), min_size=1, max_size=60)
METHODS = st.sampled_from(list(Method))


def offer(price: int, units: int | None = 10, shop: str = "", key: str = "") -> Listing:
    """Return a listing."""
    return Listing(key or f"{price}/{shop}/{units}", "沐浴露", shop, price, units)


@given(PRICES, METHODS, st.integers(1, 14), st.lists(st.integers(0, 150_000), max_size=5))
def test_every_price_lies_in_exactly_one_band(prices: list[int], method: Method, count: int, hand: list[int]) -> None:
    banding = make_bands(prices, method, count, hand)
    bands = analyse([offer(price, key=str(at)) for at, price in enumerate(prices)], banding)
    assert sum(band.listings for band in bands) == len(prices)
    for price in prices:
        last = len(bands) - 1
        assert [at for at, band in enumerate(bands) if band.holds(price, last=at == last)] == [banding.place(price)]


@given(PRICES, METHODS, st.integers(1, 14), st.lists(st.integers(0, 150_000), max_size=5))
def test_edges_rise_and_bands_are_no_more_than_asked_for(
    prices: list[int], method: Method, count: int, hand: list[int]
) -> None:
    edges = make_bands(prices, method, count, hand).edges
    assert list(edges) == sorted(set(edges))
    assert edges[0] <= min(prices)
    assert edges[-1] >= max(prices)
    if method is not Method.HAND:
        assert len(edges) - 1 <= count


@given(st.sets(st.integers(1, 100_000), min_size=12, max_size=60), st.integers(2, 12))
def test_quantile_bands_of_different_prices_differ_by_one_at_most(prices: set[int], count: int) -> None:
    banding = make_bands(sorted(prices), Method.QUANTILE, count)
    sizes = Counter(banding.place(price) for price in prices)
    assert max(sizes.values()) - min(sizes.values()) <= 1


def test_equal_width_divides_the_span() -> None:
    assert make_bands([1000, 4000, 10_000], Method.WIDTH, 3).edges == (1000, 4000, 7000, 10_000)


def test_round_bands_lie_between_round_amounts() -> None:
    prices = [1500, 1900, 2500, 3500, 4500, 5500, 9900, 12_000, 25_000]
    edges = make_bands(prices, Method.ROUND, 4).edges
    assert edges[0] == 1500
    assert edges[-1] == 25_000
    assert all(edge % 100 == 0 for edge in edges)
    assert len(edges) == 5


def test_round_bands_of_cheap_goods_begin_at_nothing() -> None:
    assert make_bands([30, 60], Method.ROUND, 3).edges == (0, 60)


def test_a_typed_edge_below_or_above_all_prices_opens_the_span() -> None:
    assert make_bands([2000, 3000], Method.HAND, 0, [1000, 2500, 9000]).edges == (1000, 2500, 9000, 9001)
    assert make_bands([2000, 3000], Method.HAND, 0, [-5, 0]).edges == (2000, 3000)


def test_no_prices_cannot_be_cut() -> None:
    with pytest.raises(ValueError, match="no prices"):
        make_bands([], Method.WIDTH, 3)


def test_the_highest_price_belongs_to_the_last_band() -> None:
    banding = Banding((0, 5000, 10_000))
    assert [banding.place(price) for price in (0, 4999, 5000, 10_000, 12_000)] == [0, 0, 1, 1, 1]
    assert banding.span(1) == (5000, 10_000)


def test_free_offers_are_dropped_and_the_dearest_hundredth_is_capped() -> None:
    cleaned = clean([offer(0), *(offer(1000 + at, key=str(at)) for at in range(199)), offer(99_000, key="dear")])
    assert (cleaned.dropped, cleaned.capped) == (1, 2)
    assert max(one.price for one in cleaned.listings) == 1197
    assert len(cleaned.listings) == 200
    assert clean([offer(0)]) == clean([offer(-1)])


def test_a_band_by_hand() -> None:
    """Four listings: three at 10 to 20 yuan, one at 50; 80 of 100 units go to the one."""
    listings = [
        offer(1000, 10, "A"), offer(1500, 5, "B"), offer(2000, 5, "A"), offer(5000, 80, "C"),
    ]  # fmt: skip
    cheap, dear = analyse(listings, Banding((1000, 3000, 5000)), floor=1200)
    assert (cheap.listings, cheap.units, cheap.shops) == (3, 20, 2)
    assert cheap.amount == 10 * 1000 + 5 * 1500 + 5 * 2000
    assert (cheap.listing_share, cheap.unit_share) == (7500, 2000)
    assert cheap.amount_share == round(27_500 / 427_500 * 10_000)
    assert cheap.supply_demand == Fraction(20, 75)
    assert cheap.top_share == 10_000
    assert cheap.margin_fit == 6667
    assert cheap.opportunity == 0
    assert dear.supply_demand == Fraction(80, 25)
    assert (cheap.tier, dear.tier) == (Tier.ENTRY, Tier.QUALITY)


def test_the_chance_falls_with_the_three_largest_shops_and_with_prices_below_the_floor() -> None:
    listings = [offer(1000 + at, 10, f"店{at}") for at in range(5)]
    band = analyse(listings, Banding((1000, 1005)), floor=1002)[0]
    assert band.top_share == 6000
    assert band.margin_fit == 6000
    assert band.opportunity == 1 * Fraction(2, 5) * Fraction(3, 5)
    assert analyse(listings, Banding((1000, 1005)))[0].opportunity == Fraction(2, 5)


def test_offers_without_a_shop_are_not_taken_for_one_shop() -> None:
    band = analyse([offer(1000, 10, key=str(at)) for at in range(4)], Banding((1000, 1001)))[0]
    assert band.top_share == 7500
    assert band.shops == 0


def test_without_units_nothing_is_said_of_demand() -> None:
    band = analyse([offer(1000, None)], Banding((1000, 1001)))[0]
    assert (band.unit_share, band.supply_demand, band.opportunity, band.tier) == (None, None, None, None)


def test_an_empty_band_has_no_ratio() -> None:
    empty = analyse([offer(1000), offer(9000)], Banding((1000, 2000, 5000, 9000)), floor=0)[1]
    assert (empty.listings, empty.supply_demand, empty.top_share, empty.margin_fit) == (0, None, None, None)


def test_tiers_go_by_the_units_sold() -> None:
    """Of 100 units the bands' middles lie at 10, 35, 65, 87.5 and 97.5 per cent."""
    units = (20, 30, 30, 15, 5)
    listings = [offer(1000 * (at + 1), sold) for at, sold in enumerate(units)]
    bands = analyse(listings, Banding((1000, 2000, 3000, 4000, 5000, 5001)))
    assert [band.tier for band in bands] == list(Tier)


def test_the_median_counts_units_and_not_listings() -> None:
    assert median_price([offer(1000, 1), offer(2000, 1), offer(9000, 8)]) == 9000
    assert median_price([offer(1000, 5), offer(9000, 5)]) == 1000
    assert median_price([offer(1000, None)]) is None


def test_the_price_index_is_own_price_over_the_median() -> None:
    assert price_index(7500, 5000) == Fraction(3, 2)
    assert price_index(7500, None) is None
