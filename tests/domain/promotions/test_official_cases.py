"""The cases printed in official pages (O), to the fen, and computed ones (G) for what they leave open."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime

import pytest

from shopplanner.domain.promotions import campaign_rules, rounding
from shopplanner.domain.promotions.offers import Base, CartLine, Offer, Profile, Stacking, Tier, Tool
from shopplanner.domain.promotions.pricing import price_cart
from shopplanner.domain.promotions.profile import EARLIER
from shopplanner.domain.promotions.rounding import Rounding
from shopplanner.domain.promotions.sharing import pieces, share
from shopplanner.domain.promotions.three_prices import three_prices

NOW = Profile("taobao-2026-03-10")
BEFORE = Profile("taobao-before-2026-03-10", groups=EARLIER)
HALF_UP = Profile("half-up", percent_rounding=Rounding.HALF_UP_FEN)
SEQUENTIAL = Profile("sequential", item_reductions=Stacking.SEQUENTIAL)


def yuan(amount: float) -> int:
    """Return fen."""
    return round(amount * 100)


def line(sku: str, price: float, quantity: int = 1) -> CartLine:
    """A sub-order at a price in yuan."""
    return CartLine(sku, quantity, yuan(price))


def coupon(threshold: float, face: float, *skus: str, limit: int = 0) -> Offer:
    """A coupon ``threshold-face`` in yuan, for the whole shop or some SKUs."""
    name = f"coupon {threshold:g}-{face:g}"
    return Offer(name, Tool.COUPON, yuan(face), yuan(threshold), scope=frozenset(skus), limit=limit, name=name)


def pieces_percent(count: int, zhe: float, *tiers: tuple[int, float]) -> Offer:
    """``满 count 件 zhe 折``: 9 折 takes 10 % off."""
    more = tuple(Tier(number, round(10_000 - rate * 1000)) for number, rate in tiers)
    return Offer(f"{count} at {zhe}", Tool.PIECES_PERCENT, round(10_000 - zhe * 1000), count, more)


def pieces_amount(count: int, off: float) -> Offer:
    """``满 count 件减 off``."""
    return Offer(f"{count} less {off}", Tool.PIECES_AMOUNT, yuan(off), count)


def item_off(amount: float, *skus: str) -> Offer:
    """单品立减 of an amount in yuan."""
    return Offer(f"item less {amount:g} {skus}", Tool.ITEM_AMOUNT, yuan(amount), scope=frozenset(skus))


@dataclass(frozen=True)
class Case:
    """Cart, offers and rules, and what must be paid in yuan: in all, or line by line."""

    id: str
    lines: tuple[CartLine, ...]
    offers: tuple[Offer, ...]
    expected: tuple[float, ...]
    profile: Profile = NOW


A = line("A", 100)
OFFICIAL = (
    Case("O1", (line("A", 100, 2),), (pieces_percent(2, 9), coupon(200, 10)), (170.00,), BEFORE),
    Case("O2", (line("A", 100, 2),), (pieces_percent(2, 9), coupon(200, 10)), (180.00,)),
    Case("O3", (line("A", 100, 2),), (pieces_percent(2, 9), coupon(200, 30)), (170.00,)),
    Case("O4", (line("A", 100, 2),), (pieces_percent(2, 8.5), coupon(200, 10)), (170.00,)),
    Case("O5", (line("A", 100, 3),), (pieces_amount(2, 20), coupon(300, 10)), (270.00,), BEFORE),
    Case("O5b", (line("A", 100, 3),), (pieces_amount(2, 20), coupon(300, 10)), (280.00,)),
    Case(
        "O8",
        (A, line("B", 10), line("C", 20), line("D", 30)),
        (coupon(100, 20, "A"), pieces_percent(3, 9)),
        (80.00, 9.00, 18.00, 27.00),
    ),
    Case("O9", (line("1", 10),), (item_off(0.1), pieces_percent(2, 9.6), coupon(80, 6)), (9.90,)),
    Case("O10", (line("1", 10, 2),), (item_off(0.1), pieces_percent(2, 9.6), coupon(80, 6)), (19.00,)),
    Case("O10 half up", (line("1", 10, 2),), (item_off(0.1), pieces_percent(2, 9.6)), (19.01,), HALF_UP),
    Case("O11", (line("2", 20),), (item_off(1), pieces_percent(2, 9.6), coupon(80, 6)), (19.00,)),
    Case("O11 x2", (line("2", 20, 2),), (item_off(1), pieces_percent(2, 9.6), coupon(80, 6)), (36.40,)),
    Case("O13", (line("3", 40),), (item_off(3.6), pieces_percent(2, 9.6), coupon(80, 6)), (36.40,)),
    Case("O14", (line("3", 40, 2),), (item_off(3.6), pieces_percent(2, 9.6), coupon(80, 6)), (66.80,)),
    Case(
        "O14 on the reduced price",
        (line("3", 40, 2),),
        (item_off(3.6), pieces_percent(2, 9.6), coupon(80, 6)),
        (69.80,),
        Profile("reduced", shop_threshold_base=Base.AFTER_ITEM),
    ),
)
COMPUTED = (
    Case("G1", (line("A", 100, 3),), (coupon(100, 10),), (270.00,)),
    Case("G2", (line("A", 60, 4),), (coupon(100, 10),), (220.00,)),
    Case("G3", (line("A", 60, 3),), (coupon(100, 10),), (170.00,)),
    Case("G4", (line("A", 60), line("B", 50)), (coupon(100, 10),), (54.55, 45.45)),
    Case("G6", (line("A", 120), line("B", 60)), (coupon(100, 10),), (110.00, 60.00)),
    Case("G8 not usable", (line("A", 10),), (coupon(0, 10),), (10.00,)),
    Case("G8 usable", (line("A", 10.01),), (coupon(0, 10),), (0.01,)),
    Case("G9", (line("A", 59.9, 3),), (pieces_percent(2, 9, (3, 8.0)),), (143.76,), HALF_UP),
    Case("G9 to the jiao", (line("A", 59.9, 3),), (pieces_percent(2, 9, (3, 8.0)),), (143.70,)),
    Case("G10 once", (line("A", 150, 3),), (Offer("t", Tool.AMOUNT_REDUCTION, 2000, 19900),), (430.00,)),
    Case("G10 each", (line("A", 150, 3),), (Offer("t", Tool.AMOUNT_REDUCTION, 2000, 19900, repeat=0),), (410.00,)),
    Case(
        "G12",
        (line("A", 400),),
        (coupon(400, 40), Offer("cross", Tool.CROSS_SHOP, 5000, 30000, repeat=0)),
        (310.00,),
    ),
    Case(
        "G22", (line("A", 99), line("B", 59)), (Offer("b", Tool.BUNDLE, 12800, scope=frozenset("AB")),), (80.20, 47.80)
    ),
    Case(
        "G28 parallel",
        (line("A", 200),),
        (item_off(20), Offer("member", Tool.MEMBER_REDUCTION, 500)),
        (170.00,),
    ),
    Case("G30", (A, line("B", 100)), (pieces_percent(2, 9), coupon(200, 30)), (85.00, 85.00)),
    Case(
        "S8",
        (line("A", 400),),
        (coupon(400, 380), Offer("cross", Tool.CROSS_SHOP, 5000, 40000)),
        (0.01,),
    ),
)


@pytest.mark.parametrize("case", [*OFFICIAL, *COMPUTED], ids=lambda case: case.id)
def test_the_buyer_pays_what_the_source_says(case: Case) -> None:
    priced = price_cart(case.lines, case.offers, case.profile)
    expected = [yuan(amount) for amount in case.expected]
    assert priced.payable == sum(expected)
    if len(expected) == len(case.lines):
        assert list(priced.line_payable) == expected


def test_half_up_to_the_fen_would_give_the_other_figure_of_o10() -> None:
    assert 2 * (990 - rounding.reduction(990, 400, Rounding.HALF_UP_FEN)) == 1900
    assert rounding.half_up(2 * 9504, 10) == 1901


@pytest.mark.parametrize(
    ("price", "reduction"),
    [
        (288, 29), (211.99, 22), (28.1, 2.9), (5.11, 0.51),
        (100.00, 10.00), (100.01, 11.00), (10.00, 1.00), (10.01, 1.10), (99.99, 10.00),
    ],
)  # fmt: skip
def test_the_daily_campaign_rounds_by_price_band(price: float, reduction: float) -> None:
    """O15 and O16: 288 pays 259.00, 211.99 pays 189.99, 28.1 pays 25.20, 5.11 pays 4.60."""
    assert rounding.reduction(yuan(price), 1000, Rounding.CEIL_BY_PRICE_BAND) == yuan(reduction)
    daily = Offer("daily", Tool.DAILY_REDUCTION, 1000)
    assert price_cart([line("A", price)], [daily], NOW).payable == yuan(price) - yuan(reduction)


@pytest.mark.parametrize(
    ("price", "rate", "off"), [(2827.50, 1200, 340), (1734.00, 1500, 261), (3787.50, 1200, 455), (3787.50, 1500, 569)]
)
def test_the_official_reduction_rounds_up_to_the_yuan(price: float, rate: int, off: int) -> None:
    """S1 to S3."""
    assert rounding.reduction(yuan(price), rate, Rounding.CEIL_YUAN) == yuan(off)


def test_the_official_reduction_and_an_item_reduction_come_from_the_same_price() -> None:
    """S2: 3787.50 - 455 - 648.83 = 2683.67."""
    offers = (Offer("official", Tool.OFFICIAL_REDUCTION, 1200), item_off(648.83))
    assert price_cart([line("A", 3787.5)], offers, NOW).payable == yuan(2683.67)


def test_offers_count_in_the_check_only_if_they_cover_the_cycle() -> None:
    cycle = datetime(2026, 7, 11), datetime(2026, 7, 15, 23, 59, 59)
    assert campaign_rules.covers_cycle(*cycle, date(2026, 7, 12))
    assert not campaign_rules.covers_cycle(datetime(2026, 7, 12), cycle[1], date(2026, 7, 12))


@pytest.mark.parametrize(("whole_cycle", "checked"), [(True, 170.00), (False, 180.00)], ids=["O18", "O19"])
def test_a_buyer_gets_the_coupon_whether_or_not_it_counts_in_the_check(whole_cycle: bool, checked: float) -> None:
    """A campaign price of 200 less 20 and a coupon 100-10: every buyer pays 170.00."""
    offers = [
        Offer("daily", Tool.DAILY_REDUCTION, 1000),
        replace(coupon(100, 10), whole_cycle=whole_cycle),
    ]
    prices = three_prices(line("A", 200), offers, NOW)
    assert (prices.general, prices.check_value) == (yuan(170), yuan(checked))


@pytest.mark.parametrize(
    ("day", "first", "last"),
    [
        (date(2026, 2, 27), date(2026, 2, 26), date(2026, 2, 28)),
        (date(2026, 7, 31), date(2026, 7, 26), date(2026, 7, 31)),
        (date(2026, 7, 12), date(2026, 7, 11), date(2026, 7, 15)),
    ],
)
def test_check_cycles_are_five_days_and_the_rest_of_the_month(day: date, first: date, last: date) -> None:
    """O20."""
    assert campaign_rules.check_cycle(day) == (first, last)


def test_a_coupon_may_give_away_a_hundred_thousand_yuan() -> None:
    """O21."""
    assert campaign_rules.give_away(3000, 4000) == (12_000_000, False)
    assert campaign_rules.give_away(3000, 3333) == (9_999_000, True)


def test_a_lower_price_within_seven_days_is_paid_back() -> None:
    """O23: paid 259.00 on 1 December, 239.00 five days later, eight days later, and a red packet only."""
    paid_at = datetime(2026, 12, 1, 10)
    assert campaign_rules.protected_difference(25900, paid_at, 23900, datetime(2026, 12, 6)) == 2000
    assert campaign_rules.protected_difference(25900, paid_at, 23900, datetime(2026, 12, 9)) == 0
    assert campaign_rules.protected_difference(25900, paid_at, 25900, datetime(2026, 12, 6)) == 0


@pytest.mark.parametrize(
    ("total", "weights", "caps", "expected"),
    [
        (5000, [2000, 29500], [500, 29500], [317, 4683]),
        (5000, [2000, 29500], [100, 29500], [100, 4900]),
        (1000, [1000, 1000, 1000], None, [334, 333, 333]),
        (299, [43, 14, 23], None, [161, 52, 86]),
        (300, [43, 14, 23], None, [161, 53, 86]),
        (2500, [5000, 2000, 2000, 2000], [500, 2000, 2000, 2000], [500, 667, 667, 666]),
    ],
    ids=["G14", "G14 low cap", "G15", "G16", "G17", "G19"],
)
def test_reductions_are_shared_by_largest_remainder(
    total: int, weights: list[int], caps: list[int] | None, expected: list[int]
) -> None:
    assert share(total, weights, caps) == expected


def test_a_line_is_split_over_its_pieces_with_the_larger_parts_first() -> None:
    assert pieces(2000, 3) == [667, 667, 666]


def test_percent_off_is_rounded_line_by_line() -> None:
    """G21: 10 % of 1.06, 2.06, 3.06 and 4.06."""
    each = [rounding.reduction(yuan(price), 1000, Rounding.HALF_UP_FEN) for price in (1.06, 2.06, 3.06, 4.06)]
    assert each == [11, 21, 31, 41]


def test_a_gift_costs_the_shop_and_not_the_buyer() -> None:
    """G24."""
    priced = price_cart([line("A", 210)], [Offer("gift", Tool.GIFT, threshold=19900, gift_cost=800)], NOW)
    assert (priced.payable, priced.gifts_cost) == (21000, 800)


def test_one_reduction_after_the_other_gives_another_price() -> None:
    """G28: 200, member 5 % and 20 off: 171.00 when the percent comes after the amount."""
    offers = (item_off(20), Offer("member", Tool.MEMBER_REDUCTION, 500))
    assert price_cart([line("A", 200)], offers, SEQUENTIAL).payable in {17000, 17100}
