"""The quick way of pricing agrees with the price engine to the fen wherever it answers at all."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from shopplanner.domain.promotions.offers import CartLine, Offer
from shopplanner.domain.promotions.pricing import price_cart
from shopplanner.domain.promotions.profile import Profile
from shopplanner.domain.promotions.quick import Book
from shopplanner.domain.promotions.quick_pairs import pair
from shopplanner.domain.promotions.worst_found import paid_of
from tests.domain.promotions.random_offers import PROFILES, plans, shelves

profiles = st.sampled_from(PROFILES)


@settings(max_examples=250)
@given(offers=plans(), shelf=shelves(), profile=profiles)
def test_a_single_line_costs_what_the_engine_says(
    offers: tuple[Offer, ...], shelf: tuple[CartLine, ...], profile: Profile
) -> None:
    book = Book(offers, profile)
    line = shelf[0]
    compiled = book.compiled(book.live(book.covering(line))[0])
    for count, paid in enumerate(compiled.lines(compiled.item(line), 5) or (), start=1):
        assert paid == paid_of(price_cart([replace(line, quantity=count)], offers, profile))


@settings(max_examples=250)
@given(offers=plans(), shelf=shelves(), profile=profiles, mine=st.integers(1, 4), other=st.integers(1, 3))
def test_two_lines_cost_what_the_engine_says(
    offers: tuple[Offer, ...], shelf: tuple[CartLine, ...], profile: Profile, mine: int, other: int
) -> None:
    book = Book(offers, profile)
    first, second = replace(shelf[0], quantity=mine), replace(shelf[1], quantity=other)
    live = book.live(book.covering(first), book.covering(second))
    compiled = book.compiled(live[0]), book.compiled(live[1])
    items = compiled[0].item(first), compiled[1].item(second)
    alone = compiled[0].shop_offs(items[0], mine), compiled[1].shop_offs(items[1], other)
    paid = pair(*compiled, items, (mine, other), alone)
    if paid is not None:
        assert paid == paid_of(price_cart([first, second], offers, profile))
