"""Stretches of time have no gaps and change where anything changes; the table agrees with the price engine."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shopplanner.domain.promotions.offers import CartLine, Offer
from shopplanner.domain.promotions.price_days import PriceTable, TimedOffer, segments
from shopplanner.domain.promotions.profile import Profile
from shopplanner.domain.promotions.three_prices import three_prices
from shopplanner.domain.promotions.tools import Tool
from tests.domain.promotions.random_offers import PROFILES, plans, shelves

FIRST, LAST = date(2026, 11, 1), date(2026, 11, 30)


def at(day: int, clock: str = "00:00:00") -> datetime:
    return datetime.fromisoformat(f"2026-11-{day:02} {clock}")


def coupon(starts: datetime, ends: datetime, *, always: bool = False) -> TimedOffer:
    return TimedOffer(Offer("1", Tool.COUPON, 500, 5_000), starts, ends, always)


def test_an_offer_is_on_at_its_last_second_and_off_the_next() -> None:
    found = segments([coupon(at(10, "20:00:00"), at(13, "23:59:59"))], FIRST, LAST)
    assert [(each.starts, each.ends) for each in found if each.live] == [(at(10, "20:00:00"), at(13, "23:59:59"))]
    assert [each.starts for each in found][1:] == [at(10, "20:00:00"), at(14)]


def test_what_covers_a_check_cycle_counts_in_it() -> None:
    found = segments([coupon(at(6), at(12, "23:59:59"))], FIRST, LAST)
    assert [(each.starts.day, each.live, each.counted) for each in found] == [
        (1, 0, 0),
        (6, 1, 1),
        (11, 1, 0),
        (13, 0, 0),
    ]
    (offer,) = found[2].offers
    assert not offer.whole_cycle


def test_the_platforms_own_reduction_counts_whatever_it_covers() -> None:
    found = segments([coupon(at(7), at(8), always=True)], FIRST, LAST)
    assert [each.counted for each in found] == [0, 1, 0]


def test_other_rules_begin_a_stretch_of_their_own() -> None:
    found = segments([], FIRST, LAST, [at(10), at(1), datetime(2026, 12, 5)])
    assert [each.starts.day for each in found] == [1, 10]
    assert len(found[1].days) == 21


@settings(max_examples=50)
@given(windows=st.lists(st.tuples(st.integers(-40, 800), st.integers(1, 400)), max_size=6))
def test_stretches_follow_each_other_without_gaps(windows: list[tuple[int, int]]) -> None:
    start = at(1)
    timed = [
        coupon(start + timedelta(hours=hour), start + timedelta(hours=hour + length, seconds=-1))
        for hour, length in windows
    ]
    found = segments(timed, FIRST, LAST)
    assert (found[0].starts, found[-1].ends) == (at(1), at(30, "23:59:59"))
    for one, two in pairwise(found):
        assert two.starts - one.ends == timedelta(seconds=1)
    for each in found:
        inside = [n for n, one in enumerate(timed) if one.starts <= each.starts and one.ends >= each.ends]
        assert each.live == sum(1 << n for n in inside)


@settings(max_examples=150)
@given(offers=plans(), shelf=shelves(), profile=st.sampled_from(PROFILES), counted=st.integers(0, 127))
def test_the_table_says_what_the_engine_says(
    offers: tuple[Offer, ...], shelf: tuple[CartLine, ...], profile: Profile, counted: int
) -> None:
    table = PriceTable(shelf, offers, profile)
    live = (1 << len(offers)) - 1
    flagged = [replace(offer, whole_cycle=bool(counted >> n & 1)) for n, offer in enumerate(offers)]
    for number, line in enumerate(shelf):
        expected = three_prices(line, flagged, profile)
        for _again in range(2):
            assert table.prices(number, live, counted) == (expected.general, expected.lowest, expected.check_value)


@pytest.mark.parametrize("marks", [0, 1])
def test_a_set_without_offers_leaves_the_tag_price(marks: int) -> None:
    table = PriceTable([CartLine("A", 1, 5_000)], [Offer("1", Tool.GIFT, gift_cost=5)], Profile("taobao"))
    assert table.prices(0, marks, 0) == (5_000, 5_000, 5_000)
