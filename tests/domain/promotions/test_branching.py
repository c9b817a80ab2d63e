"""Large carts: branch and bound finds what going through all sets of lines finds."""

from __future__ import annotations

import random

import pytest

from shopplanner.domain.promotions import bounds, settling, shop_tools
from shopplanner.domain.promotions.branching import Branching, TooLongError
from shopplanner.domain.promotions.cart import Cart, Entry
from shopplanner.domain.promotions.offers import CartLine, Offer, Profile, Tier, Tool
from shopplanner.domain.promotions.pricing import Pricer, price_cart
from shopplanner.domain.promotions.search import Grouping, Value, best_grouping, best_total
from tests.domain.promotions.earlier import EARLIER

NOW = Profile("now")


def cart_of(luck: random.Random, count: int) -> list[CartLine]:
    return [CartLine(f"S{number}", luck.randint(1, 3), luck.randint(500, 30_000)) for number in range(count)]


def offer_of(luck: random.Random, number: int, count: int) -> Offer:
    """One offer of the shop layer, for all products or some."""
    scope = (
        frozenset(f"S{line}" for line in range(count) if luck.random() < 0.6) if luck.random() < 0.5 else frozenset()
    )
    money, amount = luck.choice((500, 1000, 3000)), luck.choice((0, 5000, 9900, 19_900, 39_900))
    kinds = (
        Offer("", Tool.PIECES_PERCENT, luck.choice((500, 1000, 2000)), luck.choice((1, 2, 5))),
        Offer("", Tool.AMOUNT_PERCENT, 800, amount, (Tier(60_000, 1500),)),
        Offer("", Tool.COUPON, money, amount, limit=luck.choice((0, 1, 2))),
        Offer("", Tool.AMOUNT_REDUCTION, money, amount, (Tier(50_000, 7000),), repeat=luck.choice((0, 1, 2))),
        Offer("", Tool.PIECES_AMOUNT, money, luck.choice((2, 3)), repeat=luck.choice((0, 1))),
        Offer("", Tool.N_FOR_PRICE, 9900, 3, (Tier(5, 14_900),), repeat=0),
        Offer("", Tool.NTH_PIECE, 5000, 2, repeat=0),
        Offer("", Tool.NTH_PIECE, 990, 3, in_money=True, repeat=0),
        Offer("", Tool.FREE_PIECES, 1, buy=2, repeat=0),
        Offer("", Tool.BUNDLE, 9900, repeat=0),
    )
    found = luck.choice(kinds)
    if found.tool is Tool.BUNDLE:
        scope = frozenset(f"S{line}" for line in luck.sample(range(count), 2))
    fields = {name: getattr(found, name) for name in Offer.__dataclass_fields__}
    return Offer(**{**fields, "id": f"o{number}", "scope": scope, "cap": luck.choice((0, 0, 2500))})


def arranged(seed: int, count: int, offers: int) -> tuple[Cart, list[Entry], Value]:
    """A cart some of whose lines were reduced much, or must not get much cheaper, with offers and what they take."""
    luck = random.Random(seed)
    cart = Cart(cart_of(luck, count), NOW)
    cart.left = cart.after_item = [rest * luck.choice((100, 100, 60, 5)) // 100 for rest in cart.left]
    cart.runs = [
        [(line.quantity, line.tag_price, rest // line.quantity)]
        for line, rest in zip(cart.lines, cart.left, strict=True)
    ]
    cart.least = [luck.choice((0, 0, rest // 2)) for rest in cart.left]
    made = [offer_of(luck, number, count) for number in range(offers)]
    entries = [
        Entry(position, offer, tuple(n for n, line in enumerate(cart.lines) if offer.covers(line)))
        for position, offer in enumerate(made)
    ]

    def value(entry: Entry, members: object) -> int:
        taken = shop_tools.take(cart, entry, members, cart.left)  # type: ignore[arg-type]  # a sequence of lines
        return taken.total if taken else 0

    return cart, [entry for entry in entries if entry.members], value


def saved(grouping: Grouping, value: Value) -> int:
    return sum(value(entry, members) for entry, members in grouping)


@pytest.mark.parametrize("seed", range(40))
def test_all_three_ways_to_search_take_off_the_same(seed: int) -> None:
    cart, entries, value = arranged(seed, 5, 4)
    numbers = sorted({number for entry in entries for number in entry.members})
    branching = Branching(entries, numbers, value, lambda entry: bounds.most(cart, entry, cart.left))
    best = saved(best_grouping(entries, numbers, value), value)
    assert saved(best_total(entries, numbers, value), value) == best
    assert saved(branching.best(), value) == best


@pytest.mark.parametrize("seed", range(150))
def test_no_lines_take_more_off_than_their_bounds(seed: int) -> None:
    cart, entries, value = arranged(seed, 4, 5)
    for entry in entries:
        whole, parts = bounds.most(cart, entry, cart.left)
        for mask in range(1, 1 << len(cart.lines)):
            members = [number for number in entry.members if mask >> number & 1]
            assert value(entry, members) <= min(whole, sum(parts[number] for number in members))


def test_a_search_that_may_not_look_far_says_so() -> None:
    cart, entries, value = arranged(3, 11, 5)
    numbers = sorted({number for entry in entries for number in entry.members})
    branching = Branching(entries, numbers, value, lambda entry: bounds.most(cart, entry, cart.left))
    with pytest.raises(TooLongError):
        branching.best(allowed=1)


def test_ten_lines_cost_the_same_whichever_way_is_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    """Offers that share amounts among ten lines, under the rules before and since 2026-03-10."""
    luck = random.Random(5)
    lines = cart_of(luck, 10)
    offers = [
        Offer("full", Tool.AMOUNT_REDUCTION, 3000, 29_900, repeat=0),
        Offer("nine", Tool.PIECES_PERCENT, 1000, 3, scope=frozenset({"S1", "S2", "S3", "S4"})),
        Offer("coupon", Tool.COUPON, 2500, 19_900, limit=2),
    ]
    for profile in (NOW, Profile("before", groups=EARLIER)):
        quick = Pricer(offers, profile).payable(lines)
        monkeypatch.setattr(settling, "ALLOWED", 1)
        assert Pricer(offers, profile).payable(lines) == quick
        monkeypatch.undo()


def test_more_lines_than_can_be_gone_through_are_decided_one_by_one() -> None:
    """Fourteen lines at 100.00: nine tenths beat a coupon on every pair, worked by hand: 14 x 90.00."""
    lines = [CartLine(f"S{number}", 1, 10_000) for number in range(14)]
    offers = [Offer("nine", Tool.PIECES_PERCENT, 1000, 2), Offer("coupon", Tool.COUPON, 1500, 20_000, limit=1)]
    assert price_cart(lines, offers, NOW).payable == 14 * 9000
