"""The worked cases of the price rules, to the fen: what goes in, what must come out, and who says so.

O: printed on the platform's merchant pages of 2025 and 2026. S: what sellers saw in live runs of 2026, and pages of
2020. G: computed from the rules. D: known traps of other programs.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import NamedTuple

from shopplanner.domain.promotions.offers import Offer, Tool
from shopplanner.domain.promotions.rounding import Rounding
from tests.domain.promotions.cases import (
    BEFORE,
    GREEDY,
    HALF_UP,
    LOOSE,
    NOW,
    PARALLEL,
    REDUCED,
    SEQUENTIAL,
    Case,
    cart,
    coupon,
    cross_shop,
    fen,
    item_off,
    item_percent,
    made,
    order_off,
    pieces_off,
    pieces_percent,
)

NOTICE = "Stacking notice, 2026-04-14"
PAPER = "Daily campaign whitepaper, 2026-05-19"
COUPONS = "Coupon page, 2026-06-02"
SELLERS = "sellers' live runs, 2026"
OLD = "cross-shop page, 2020"
EVENT = "platform statement, 11.11 2025"
COMPUTED = "computed"

OPEN = "follows from printed examples, unconfirmed"
EXAMPLE = (pieces_percent(2, 4), coupon("80", "6"))
"""满2件96折 and a coupon 80-6."""
TWO_AT_80 = (pieces_percent(2, 20, "A B"), coupon("100", "25", "A"))
NINE_OR_COUPON = (pieces_percent(2, 10), coupon("200", "30"))

# fmt: off
CARTS = (
    Case("O1", NOTICE, cart("A 100 x2"), (pieces_percent(2, 10), coupon("200", "10")), "170", profile=BEFORE),
    Case("O2", NOTICE, cart("A 100 x2"), (pieces_percent(2, 10), coupon("200", "10")), "180", profile=NOW),
    Case("O3", NOTICE, cart("A 100 x2"), NINE_OR_COUPON, "170", profile=NOW),
    Case("O4", NOTICE, cart("A 100 x2"), (pieces_percent(2, 15), coupon("200", "10")), "170", profile=NOW),
    Case("O5", NOTICE, cart("A 100 x3"), (pieces_off(2, "20"), coupon("300", "10")), "270", profile=BEFORE),
    Case("O5b", COMPUTED, cart("A 100 x3"), (pieces_off(2, "20"), coupon("300", "10")), "280", profile=NOW),
    Case("O8", NOTICE, cart("A 100", "B 10", "C 20", "D 30"), (coupon("100", "20", "A"), pieces_percent(3, 10)), "134",
         ("80", "9", "18", "27"), NOW),
    Case("O9", NOTICE, cart("P 10"), (item_off("0.10"), *EXAMPLE), "9.90", profile=NOW),
    Case("O10", NOTICE, cart("P 10 x2"), (item_off("0.10"), *EXAMPLE), "19.00", profile=NOW, remark=OPEN),
    Case("O10, half up", COMPUTED, cart("P 10 x2"), (item_off("0.10"), *EXAMPLE), "19.01", profile=HALF_UP),
    Case("O11", NOTICE, cart("Q 20"), (item_off("1"), *EXAMPLE), "19.00", profile=NOW),
    Case("O11, two pieces", NOTICE, cart("Q 20 x2"), (item_off("1"), *EXAMPLE), "36.40", profile=NOW, remark=OPEN),
    Case("O11, two pieces, half up", COMPUTED, cart("Q 20 x2"), (item_off("1"), *EXAMPLE), "36.48", profile=HALF_UP),
    Case("O13", NOTICE, cart("R 40"), (item_off("3.60"), *EXAMPLE), "36.40", profile=NOW),
    Case("O14", NOTICE, cart("R 40 x2"), (item_off("3.60"), *EXAMPLE), "66.80", profile=NOW, remark=OPEN),
    Case("O14, on the reduced price", COMPUTED, cart("R 40 x2"), (item_off("3.60"), *EXAMPLE), "69.80",
         profile=REDUCED),
    Case("O18, what buyers pay", PAPER, cart("A 200"), (item_off("20"), coupon("100", "10")), "170", profile=NOW),

    Case("S8", OLD, cart("A 400"), (coupon("400", "380"), cross_shop("400", "50")), "0.01", profile=NOW),
    Case("S8, nothing must be paid", OLD, cart("A 400"), (coupon("400", "380"), cross_shop("400", "50")), "0",
         profile=PARALLEL),

    Case("G1", COUPONS, cart("A 100 x3"), (coupon("100", "10"),), "270", profile=NOW),
    Case("G1, two claimed", COUPONS, cart("A 100 x3"), (coupon("100", "10", limit=2),), "280", profile=NOW),
    Case("G2", COMPUTED, cart("A 60 x4"), (coupon("100", "10"),), "220", profile=NOW, remark=OPEN),
    Case("G3", COMPUTED, cart("A 60 x3"), (coupon("100", "10"),), "170", profile=NOW, remark=OPEN),
    Case("G4", COMPUTED, cart("A 60", "B 50"), (coupon("100", "10"),), "100", ("54.55", "45.45"), NOW),
    Case("G6", COMPUTED, cart("A 120", "B 60"), (coupon("100", "10"),), "170", ("110", "60"), NOW),
    Case("G8, not usable", COUPONS, cart("A 10"), (coupon("0", "10"),), "10", profile=NOW),
    Case("G8, usable", COUPONS, cart("A 10.01"), (coupon("0", "10"),), "0.01", profile=NOW),
    Case("G9", COMPUTED, cart("A 59.90 x3"), (pieces_percent(2, 10, more=((3, 20),)),), "143.76", profile=HALF_UP),
    Case("G9, to the jiao", COMPUTED, cart("A 59.90 x3"), (pieces_percent(2, 10, more=((3, 20),)),), "143.70",
         profile=NOW),
    Case("G10, once", COMPUTED, cart("A 150 x3"), (order_off("20", "199"),), "430", profile=NOW),
    Case("G10, each", COMPUTED, cart("A 150 x3"), (order_off("20", "199", repeat=0),), "410", profile=NOW),
    Case("G12", COMPUTED, cart("A 400"), (coupon("400", "40"), cross_shop("300", "50", repeat=0)), "310", profile=NOW),
    Case("G21, line by line", COMPUTED, cart("A 1.06", "B 2.06", "C 3.06", "D 4.06"), (item_percent(10),), "9.20",
         ("0.95", "1.85", "2.75", "3.65"), PARALLEL),
    Case("G22", COMPUTED, cart("A 99", "B 59"), (made(Tool.BUNDLE, fen("128"), "A B"),), "128", ("80.20", "47.80"),
         NOW),
    Case("G28, parallel", COMPUTED, cart("A 200"), (item_off("20"), item_percent(5)), "170", profile=PARALLEL),
    Case("G28, one after the other", COMPUTED, cart("A 200"), (item_off("20"), item_percent(5)), "171",
         profile=SEQUENTIAL),
    Case("G30", COMPUTED, cart("A 100", "B 100"), NINE_OR_COUPON, "170", ("85", "85"), NOW),
    Case("G33, counted strictly", COMPUTED, cart("A 100", "B 60"), TWO_AT_80, "128", profile=NOW),
    Case("G33, each by itself", COMPUTED, cart("A 100", "B 60"), TWO_AT_80, "135", profile=GREEDY),
    Case("G33, counting the other", COMPUTED, cart("A 100", "B 60"), TWO_AT_80, "123", profile=LOOSE),

    Case("D1", EVENT, cart("A 80"), (made(Tool.OFFICIAL_REDUCTION, 1000, ""), coupon("80", "5")), "67", profile=NOW,
         remark="the threshold does not feel the official reduction"),
    Case("D2", OLD, cart("A 400"), (coupon("400", "380"), cross_shop("400", "50")), "0", profile=PARALLEL),
    Case("G26", COMPUTED, cart("A 1299"), (made(Tool.PRESALE, fen("100"), "", deposit=fen("50")),), "1249",
         profile=NOW),
    Case("G26, no expansion", COMPUTED, cart("A 1299"), (made(Tool.PRESALE, fen("50"), "", deposit=fen("50")),), "1299",
         profile=NOW),

    Case("D3, in proportion", COMPUTED, cart("A 60 x2"), (coupon("120", "20"),), "100", profile=NOW),
    Case("D3, two sub-orders", COMPUTED, cart("A 60", "B 60"), (coupon("120", "20"),), "100", ("50", "50"), NOW),
)


class Reduced(NamedTuple):
    """A price, a rate in percent, and what the rounding makes of it."""

    id: str
    source: str
    price: str
    rate: float
    rounding: Rounding
    off: str
    left: str


DAILY, OFFICIAL = Rounding.CEIL_BY_PRICE_BAND, Rounding.CEIL_YUAN
ROUNDED = (
    Reduced("O15", PAPER, "288", 10, DAILY, "29", "259"),
    Reduced("O15", PAPER, "211.99", 10, DAILY, "22", "189.99"),
    Reduced("O15", PAPER, "28.10", 10, DAILY, "2.90", "25.20"),
    Reduced("O15", PAPER, "5.11", 10, DAILY, "0.51", "4.60"),
    Reduced("O16", PAPER, "100", 10, DAILY, "10", "90"),
    Reduced("O16", PAPER, "100.01", 10, DAILY, "11", "89.01"),
    Reduced("O16", PAPER, "10", 10, DAILY, "1", "9"),
    Reduced("O16", PAPER, "10.01", 10, DAILY, "1.10", "8.91"),
    Reduced("O16", PAPER, "99.99", 10, DAILY, "10", "89.99"),
    Reduced("S1", SELLERS, "2827.50", 12, OFFICIAL, "340", "2487.50"),
    Reduced("S1", SELLERS, "1734", 15, OFFICIAL, "261", "1473"),
    Reduced("S2", SELLERS, "3787.50", 12, OFFICIAL, "455", "3332.50"),
    Reduced("S3", SELLERS, "3787.50", 15, OFFICIAL, "569", "3218.50"),
)


class Shared(NamedTuple):
    """An amount over lines that can bear no more than their caps."""

    id: str
    total: str
    weights: tuple[str, ...]
    caps: tuple[str, ...]
    shares: tuple[str, ...]


SHARED = (
    Shared("G14", "50", ("20", "295"), ("5", "295"), ("3.17", "46.83")),
    Shared("G14", "50", ("20", "295"), ("1", "295"), ("1", "49")),
    Shared("G15", "10", ("10", "10", "10"), (), ("3.34", "3.33", "3.33")),
    Shared("G16", "2.99", ("43", "14", "23"), (), ("1.61", "0.52", "0.86")),
    Shared("G17", "3", ("43", "14", "23"), (), ("1.61", "0.53", "0.86")),
    Shared("G19", "25", ("50", "20", "20", "20"), ("5", "20", "20", "20"), ("5", "6.67", "6.67", "6.66")),
)


class Target(NamedTuple):
    """S2 and S3: the item reduction that brings an everyday price to a target beside an official reduction."""

    id: str
    everyday: str
    target: str
    rate: float
    official: str
    item: str


TARGETS = (
    Target("S2", "3787.50", "2683.67", 12, "455", "648.83"),
    Target("S3", "3787.50", "2683.67", 15, "569", "534.83"),
)


class Cycle(NamedTuple):
    """O20: the check cycle that a day lies in."""

    id: str
    day: date
    first: date
    last: date


CYCLES = (
    Cycle("O20", date(2026, 2, 27), date(2026, 2, 26), date(2026, 2, 28)),
    Cycle("O20", date(2026, 7, 31), date(2026, 7, 26), date(2026, 7, 31)),
    Cycle("O20", date(2026, 7, 12), date(2026, 7, 11), date(2026, 7, 15)),
)


class Claim(NamedTuple):
    """O23: paid 259.00 on 1 December at 10:00; what may be claimed when a price is seen later."""

    id: str
    seen: datetime
    price: str
    back: str


PAID_AT = datetime(2026, 12, 1, 10)
CLAIMS = (
    Claim("O23", datetime(2026, 12, 6), "239", "20"),
    Claim("O23", datetime(2026, 12, 9), "239", "0"),
    Claim("O23, only a red packet", datetime(2026, 12, 6), "259", "0"),
)


class GiveAway(NamedTuple):
    """O21: a coupon's face and number, what it gives away, and whether the platform takes it."""

    id: str
    face: str
    number: int
    gives: str
    accepted: bool


GIVE_AWAYS = (
    GiveAway("O21", "30", 4000, "120000", accepted=False),
    GiveAway("O21", "30", 3333, "99990", accepted=True),
)


class Check(NamedTuple):
    """O18 and O19: what the low-price check sees when a coupon covers its whole cycle or not, against a line of 172."""

    id: str
    whole_cycle: bool
    seen: str
    accepted: bool


CHECKS = (
    Check("O18", whole_cycle=True, seen="170", accepted=True),
    Check("O19", whole_cycle=False, seen="180", accepted=False),
)


class Moment(NamedTuple):
    """S9: whether an offer from 2026-10-20 20:00:00 to 2026-11-13 23:59:59 is live."""

    id: str
    moment: datetime
    live: bool


SALE = datetime(2026, 10, 20, 20), datetime(2026, 11, 13, 23, 59, 59)
MOMENTS = (
    Moment("S9", datetime(2026, 10, 20, 19, 59, 59), live=False),
    Moment("S9", datetime(2026, 10, 20, 20), live=True),
    Moment("S9", datetime(2026, 11, 13, 23, 59, 59), live=True),
    Moment("S9", datetime(2026, 11, 14), live=False),
)
# fmt: on

GIFT = Offer("gift", Tool.GIFT, threshold=fen("199"), gift_cost=fen("8"))
IDS = frozenset(
    """
    O1 O2 O3 O4 O5 O5b O8 O9 O10 O11 O13 O14 O15 O16 O18 O19 O20 O21 O23
    S1 S2 S3 S4 S8 S9 S10
    G1 G2 G3 G4 G6 G8 G9 G10 G12 G14 G15 G16 G17 G19 G21 G22 G24 G25 G26 G28 G30 G32 G33 G34 G35 G36
    D1 D2 D3
    """.split()
)
"""Every case that must have a row or a test named after it."""
