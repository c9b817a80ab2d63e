"""Priced carts of public test suites, typed in again as numbers, under the rules for any shop."""

from __future__ import annotations

from tests.domain.promotions.cases import (
    SEQUENTIAL,
    Case,
    cart,
    coupon,
    cross_shop,
    free_pieces,
    item_off,
    item_percent,
    order_off,
    order_percent,
    pieces_off,
    pieces_percent,
)

FIXED = "Sylius, fixed discount on the cart"
FIXED_ITEM = "Sylius, fixed discount on products"
PERCENT_ITEM = "Sylius, percentage discount on products"
PERCENT_ORDER = "Sylius, percentage discount on the order"
TOTAL = "Sylius, discount by items total"
COUNT = "Sylius, discount by cart quantity"
TAXON = "Sylius, discount by total of a taxon"
PRODUCT = "Sylius, discount by chosen product"
RANGE = "Sylius, discounts by price range"
CATALOG = "Sylius, catalog price calculation"
ACTIONS = "Sylius, several actions"
PRIORITY = "Sylius, priorities"
COMPLEX = "Sylius, complex promotions"
CHANGE = "Sylius, cart changes"
COUPON = "Sylius, coupons"
VENDURE = "Vendure, order promotion"
VENDURE_CALCULATOR = "Vendure, order calculator"
TIERS = "Solidus, tiered percent"
FLAT_TIERS = "Solidus, tiered flat rate"
COUNT_TIERS = "Solidus, tiered percent on quantity"
GROUPS = "Solidus, quantity groups"
DISTRIBUTED = "Solidus, distributed amount"
CAP = "Solidus, percent with cap"
LIMIT = "Solidus, promotion with amount limit"
LANES = "Solidus, integration"
MULTIBUY = "django-oscar, multibuy"
OSCAR_PERCENT = "django-oscar, percentage discount"
OSCAR_ABSOLUTE = "django-oscar, absolute discount"
OSCAR_UNIT = "django-oscar, fixed unit discount"
MEDUSA_EACH = "Medusa, compute actions, each"
MEDUSA_ACROSS = "Medusa, compute actions, across"
SALEOR = "Saleor, rounding of a percentage"
ODOO = "Odoo, program numbers"

LEFT_ROUNDED = "they round the price that is left half up, we the reduction"
LAST_LINE = "their last line takes the rest, ours the first"
BY_PIECE = "they take it off whole groups piece by piece, we share it over all pieces in scope"
WHOLE_GROUPS = "they discount whole groups of three only, we all pieces from the third on"
LINES_CHOOSE = "they take the cheapest of all pieces; here lines choose, and the cheap line stays out"

SHIRT = ("A 100",)
SHIRT_AND_MUG = ("A 100", "B 20")
SHIRT_MUG_STICKER = ("A 100", "B 20", "C 5")
JACKETS = ("A 100 x7",)
STEPS = pieces_percent(13, 10, more=((15, 15), (17, 20), (22, 25)))
"""10 % from 1500 on, 15 % from 1750, 20 % from 2000, 25 % from 2500, as pieces of 118.00."""

FLAT = (order_off("10", more=(("100", "15"), ("200", "20"))),)
PROGRAM_AND_COUPON = (order_off("100", "100"), coupon("100", "100", limit=1))

# fmt: off
SYLIUS = (
    Case("10 off 100", FIXED, cart(*SHIRT), (order_off("10"),), "90"),
    Case("all of the cart", FIXED, cart("A 100", "B 6"), (order_off("106"),), "0", ("0", "0")),
    Case("more than the cart", FIXED, cart(*SHIRT), (order_off("200"),), "0"),

    Case("one piece", FIXED_ITEM, cart(*SHIRT), (item_off("10", "A"),), "90"),
    Case("another product", FIXED_ITEM, cart("B 20"), (item_off("10", "A"),), "20"),
    Case("three pieces", FIXED_ITEM, cart("A 100 x3"), (item_off("10", "A"),), "270"),
    Case("all of three mugs", FIXED_ITEM, cart("B 20 x3"), (item_off("20", "B"),), "0"),
    Case("more than two mugs", FIXED_ITEM, cart("B 20 x2"), (item_off("30", "B"),), "0"),
    Case("one of two products", FIXED_ITEM, cart(*SHIRT_AND_MUG), (item_off("10", "A"),), "110", ("90", "20")),
    Case("each its own", FIXED_ITEM, cart(*SHIRT_AND_MUG), (item_off("10", "A"), item_off("2", "B")), "108",
         ("90", "18")),

    Case("one piece", PERCENT_ITEM, cart(*SHIRT), (item_percent(20, "A"),), "80"),
    Case("three pieces", PERCENT_ITEM, cart("A 100 x3"), (item_percent(20, "A"),), "240"),
    Case("one of two products", PERCENT_ITEM, cart(*SHIRT_AND_MUG), (item_percent(20, "A"),), "100", ("80", "20")),
    Case("each its own", PERCENT_ITEM, cart(*SHIRT_AND_MUG), (item_percent(20, "A"), item_percent(50, "B")), "90",
         ("80", "10")),

    Case("one piece", PERCENT_ORDER, cart(*SHIRT), (order_percent(20),), "80"),
    Case("unequal lines", PERCENT_ORDER, cart("A 100", "B 1000"), (order_percent(20),), "880", ("80", "800")),
    Case("eleven and one", PERCENT_ORDER, cart("A 100 x11", "B 100"), (order_percent(20),), "960", ("880", "80")),

    Case("exactly reached", TOTAL, cart("A 80"), (order_off("10", "80"),), "70"),
    Case("reached by two", TOTAL, cart("A 80 x2"), (order_off("10", "90"),), "150"),
    Case("not reached", TOTAL, cart("A 80"), (order_off("10", "100"),), "80"),
    Case("reached by two products", TOTAL, cart("A 80 x2", "B 60"), (order_off("10", "200"),), "210"),

    Case("more than asked", COUNT, cart("A 100 x4"), (pieces_off(3, "10"),), "390"),
    Case("as many as asked", COUNT, cart("A 100 x4"), (pieces_off(4, "10"),), "390"),
    Case("fewer than asked", COUNT, cart("A 100 x2"), (pieces_off(5, "10"),), "200"),
    Case("of two products", COUNT, cart("A 100 x2", "B 50 x2"), (pieces_off(3, "10"),), "290"),

    Case("reached", TAXON, cart(*SHIRT), (order_off("20", "50", "A"),), "80"),
    Case("another taxon", TAXON, cart("B 20"), (order_off("10", "15", "A"),), "20"),
    Case("not reached", TAXON, cart("B 20"), (order_off("20", "50", "B"),), "20"),
    Case("reached by three", TAXON, cart("B 20 x3"), (order_off("20", "50", "B"),), "40"),
    Case("both taxons", TAXON, cart("A 100", "B 20 x2"), (order_off("10", "50", "A"), order_off("5", "30", "B")),
         "125"),

    Case("in the cart", PRODUCT, cart(*SHIRT), (order_off("20", scope="A"),), "80"),
    Case("twice in the cart", PRODUCT, cart("A 100 x2"), (order_off("20", scope="A"),), "180"),
    Case("not in the cart", PRODUCT, cart("B 20"), (order_off("20", scope="A"),), "20"),

    Case("cheap mug", RANGE, cart("B 20"), (item_percent(10, "B"),), "18"),
    Case("half", RANGE, cart("B 20"), (item_percent(50, "B"),), "10"),
    Case("half of three", RANGE, cart("A 100 x3"), (item_percent(50, "A"),), "150"),
    Case("a quarter of one", RANGE, cart(*SHIRT_AND_MUG), (item_percent(25, "A"),), "95", ("75", "20")),
    Case("three ranges, percent", RANGE, cart(*SHIRT_MUG_STICKER),
         (item_percent(10, "A"), item_percent(90, "B"), item_percent(20, "C")), "96", ("90", "2", "4")),
    Case("three ranges, fixed", RANGE, cart(*SHIRT_MUG_STICKER),
         (item_off("10", "A"), item_off("5", "B"), item_off("1", "C")), "109", ("90", "15", "4")),

    Case("round", CATALOG, cart("A 20"), (item_percent(15),), "17"),
    Case("down", CATALOG, cart("A 20.25"), (item_percent(15),), "17.21"),
    Case("half", CATALOG, cart("A 10.50"), (item_percent(15),), "8.92", theirs="8.93", remark=LEFT_ROUNDED),
    Case("up", CATALOG, cart("A 9.94"), (item_percent(15),), "8.45"),
    Case("two fixed", CATALOG, cart("A 20"), (item_off("10"), item_off("5")), "5"),

    Case("fixed and fixed", ACTIONS, cart(*SHIRT_AND_MUG), (item_off("10", "A"), item_off("5", "A")), "105",
         ("85", "20")),
    Case("percent and percent", ACTIONS, cart(*SHIRT_AND_MUG), (item_percent(20, "A"), item_percent(10, "A")), "90",
         ("70", "20")),

    Case("percent of the first price", PRIORITY, cart(*SHIRT), (item_off("10"), item_percent(20)), "70"),
    Case("percent of what is left", PRIORITY, cart(*SHIRT), (item_off("10"), order_percent(20)), "72",
         profile=SEQUENTIAL),

    Case("first order", COMPLEX, cart("A 50"), (order_percent(20),), "40"),
    Case("items of 500", COMPLEX, cart(*JACKETS), (item_off("10"),), "630"),
    Case("a second taxon", COMPLEX, cart("B 80", "A 100"), (item_percent(10, "A"),), "170", ("80", "90")),
    Case("items and order", COMPLEX, cart(*JACKETS), (item_percent(20), order_off("50", "500")), "510"),
    Case("items and order, one after the other", COMPLEX, cart(*JACKETS), (item_percent(20), order_off("50", "500")),
         "510", profile=SEQUENTIAL),
    Case("several taxons", COMPLEX, cart("C 10", "D 50", "B 80"), (item_percent(10, "C D"),), "134",
         ("9", "45", "80")),
    Case("items and 20 off", COMPLEX, cart("B 80", "A 100"), (item_percent(10, "A"), order_off("20")), "150"),

    Case("another product", CHANGE, cart("A 150"), (order_off("10"),), "140"),
    Case("one piece less, sum", CHANGE, cart(*SHIRT), (order_off("10", "120"),), "100"),
    Case("two pieces less, count", CHANGE, cart(*SHIRT), (pieces_off(3, "10"),), "100"),

    Case("everything off", COUPON, cart(*SHIRT), (order_percent(100),), "0"),
    Case("the first offer leaves too little", COUPON, cart("A 50"), (item_off("15"), coupon("40", "10")), "35",
         profile=SEQUENTIAL),
)

OTHERS = (
    Case("sum not reached", VENDURE, cart("A 60"), (pieces_percent(2, 100),), "60"),
    Case("sum reached", VENDURE, cart("A 60 x2"), (pieces_percent(2, 100),), "0"),
    Case("one sale item", VENDURE, cart("A 1.20"), (pieces_percent(2, 100, "A B"),), "1.20"),
    Case("two sale items", VENDURE, cart("A 1.20", "B 12"), (pieces_percent(2, 100, "A B"),), "0"),
    Case("half the order", VENDURE, cart("A 60"), (order_percent(50),), "30"),
    Case("half the sale items", VENDURE, cart("C 12", "B 12", "A 1.20 x2"), (item_percent(50, "A B"),), "19.20"),
    Case("half of each item", VENDURE_CALCULATOR, cart("A 14", "B 6.50 x2"), (item_percent(50),), "13.50"),
    Case("half of an odd price", VENDURE_CALCULATOR, cart("A 83.33"), (item_percent(50),), "41.66", theirs="41.67",
         remark=LEFT_ROUNDED),
    Case("5 off 12.30", VENDURE_CALCULATOR, cart("A 12.30"), (order_off("5"),), "7.30"),
    Case("5 off 40", VENDURE_CALCULATOR, cart("A 20", "B 10 x2"), (order_off("5"),), "35"),
    Case("5 off two", VENDURE_CALCULATOR, cart("A 5", "B 5"), (order_off("5"),), "5", ("2.50", "2.50")),
    Case("half of 1.00", VENDURE_CALCULATOR, cart("A 1"), (order_percent(50),), "0.50"),

    Case("first tier", TIERS, cart("A 10"), (pieces_percent(1, 10, more=((2, 15), (3, 20))),), "9"),
    Case("second tier", TIERS, cart("A 10", "B 10"), (pieces_percent(1, 10, more=((2, 15), (3, 20))),), "17",
         ("8.50", "8.50")),
    Case("third tier", TIERS, cart("A 10", "B 10", "C 10"), (pieces_percent(1, 10, more=((2, 15), (3, 20))),), "24",
         ("8", "8", "8")),
    Case("base", FLAT_TIERS, cart("A 50"), FLAT, "40"),
    Case("second tier", FLAT_TIERS, cart("A 150"), FLAT, "135"),
    Case("just in the second", FLAT_TIERS, cart("A 110"), FLAT, "95"),
    Case("third tier", FLAT_TIERS, cart("A 210"), FLAT, "190"),
    Case("two shirts", COUNT_TIERS, cart("A 50 x2"), (pieces_percent(1, 10, more=((10, 15),)),), "90"),
    Case("twelve pieces", COUNT_TIERS, cart("A 50 x7", "B 10 x5"), (pieces_percent(1, 10, more=((10, 15),)),), "340",
         ("297.50", "42.50")),

    Case("one of two", GROUPS, cart("A 10"), (pieces_off(2, "10", repeat=0),), "10"),
    Case("a pair", GROUPS, cart("A 10 x2"), (pieces_off(2, "10", repeat=0),), "10"),
    Case("a pair and one", GROUPS, cart("A 10 x3"), (pieces_off(2, "10", repeat=0),), "20"),
    Case("two pairs", GROUPS, cart("A 10 x4"), (pieces_off(2, "10", repeat=0),), "20"),
    Case("three of four", GROUPS, cart("A 10 x2", "B 10", "C 10"), (pieces_off(3, "15", repeat=0),), "25",
         ("12.50", "6.25", "6.25"), theirs="10, 5, 10", remark=BY_PIECE),
    Case("a tenth of three", GROUPS, cart("A 10 x2", "B 10"), (pieces_percent(3, 10),), "27", ("18", "9")),
    Case("a tenth of three of four", GROUPS, cart("A 10 x3", "B 20"), (pieces_percent(3, 10),), "45", ("27", "18"),
         theirs="47", remark=WHOLE_GROUPS),
    Case("a fifth of 30", GROUPS, cart("A 10 x2", "B 10"), (pieces_percent(3, 20),), "24", ("16", "8")),

    Case("three lines", DISTRIBUTED, cart("A 20", "B 30", "C 100"), (order_off("15"),), "135", ("18", "27", "90")),
    Case("one line in scope", DISTRIBUTED, cart("A 20", "B 30", "C 100"), (order_off("15", scope="A"),), "135",
         ("5", "30", "100")),
    Case("under the cap", CAP, cart("A 12", "B 23", "C 10"), (order_percent(15),), "38.25",
         ("10.20", "19.55", "8.50")),
    Case("two taxons", LIMIT, cart("A 1000", "B 50"), (item_percent(20, "A"), item_percent(30, "B")), "835",
         ("800", "35")),
    Case("three products", LIMIT, cart("B 50", "C 200", "A 800"), (item_percent(20, "A"), item_percent(30, "B C")),
         "815", ("35", "140", "640")),
    Case("two shirts", LIMIT, cart("B 50 x2"), (item_percent(30),), "70"),
    Case("many pieces", LIMIT, cart("B 50 x5", "C 200 x2"), (item_percent(30),), "455", ("175", "280")),
    Case("no product in scope", LIMIT, cart("D 100"), (item_percent(20, "A"), item_percent(30, "B C")), "100"),
    Case("both products", LANES, cart("A 19.99", "B 19.99"), (item_percent(20),), "31.98", ("15.99", "15.99")),
    Case("one product", LANES, cart("A 19.99", "B 19.99"), (item_percent(20, "A"),), "35.98", ("15.99", "19.99")),
    Case("one variant", LANES, cart("A 13"), (item_percent(20),), "10.40"),
    Case("a second lane", LANES, cart("A 30", "B 40"), (item_percent(20, "A"), order_off("10", "60")), "54",
         profile=SEQUENTIAL),
    Case("the first lane leaves too little", LANES, cart("A 30", "B 40"),
         (item_percent(20, "A"), order_off("10", "68")), "64", ("24", "40"), SEQUENTIAL),

    Case("three for two", MULTIBUY, cart("A 12 x3"), (free_pieces(2),), "24"),
    Case("the cheapest is free", MULTIBUY, cart("A 4 x4", "B 2 x4"), (free_pieces(2, repeat=1),), "20",
         theirs="22", remark=LINES_CHOOSE),
    Case("two pieces", OSCAR_PERCENT, cart("A 12 x2"), (pieces_percent(2, 20),), "19.20"),
    Case("three pieces", OSCAR_PERCENT, cart("A 12 x3"), (pieces_percent(2, 20),), "28.80"),
    Case("two of 5.00", OSCAR_PERCENT, cart("A 5 x2"), (pieces_percent(2, 20),), "8"),
    Case("three of 5.00", OSCAR_PERCENT, cart("A 5 x3"), (pieces_percent(2, 20),), "12"),
    Case("three of 4.00", OSCAR_PERCENT, cart("A 4 x3"), (pieces_percent(3, 20),), "9.60"),
    Case("one line", OSCAR_ABSOLUTE, cart("A 12 x2"), (pieces_off(2, "3"),), "21"),
    Case("two lines", OSCAR_ABSOLUTE, cart("A 12", "B 12"), (pieces_off(2, "3"),), "21", ("10.50", "10.50")),
    Case("lines worth less", OSCAR_ABSOLUTE, cart("A 1", "B 1.50"), (pieces_off(2, "3"),), "0", ("0", "0")),
    Case("four pieces", OSCAR_ABSOLUTE, cart("A 12 x2", "B 10 x2"), (pieces_off(2, "3"),), "41"),
    Case("cheap pieces", OSCAR_ABSOLUTE, cart("A 2 x2", "B 4 x2"), (pieces_off(2, "3"),), "9"),
    Case("uneven", OSCAR_ABSOLUTE, cart("A 2", "B 2", "C 2"), (pieces_off(2, "4"),), "2", ("0.66", "0.67", "0.67"),
         theirs="0.67, 0.67, 0.66", remark=LAST_LINE),
    Case("sum exactly reached", OSCAR_ABSOLUTE, cart("A 10"), (order_off("3", "10"),), "7"),
    Case("sum reached by two", OSCAR_ABSOLUTE, cart("A 5 x2"), (order_off("3", "10"),), "7"),
    Case("sum exceeded", OSCAR_ABSOLUTE, cart("A 4 x3"), (order_off("3", "10"),), "9"),
    Case("one piece too many", OSCAR_ABSOLUTE, cart("A 5 x3"), (order_off("3", "10"),), "12"),
    Case("one line", OSCAR_UNIT, cart("A 12 x2"), (item_off("3"),), "18"),
    Case("two lines", OSCAR_UNIT, cart("A 12", "B 12"), (item_off("3"),), "18", ("9", "9")),
    Case("pieces worth less", OSCAR_UNIT, cart("A 1", "B 1.50"), (item_off("3"),), "0", ("0", "0")),
    Case("four pieces", OSCAR_UNIT, cart("A 12 x2", "B 10 x2"), (item_off("3"),), "32"),
    Case("some worth less", OSCAR_UNIT, cart("A 2 x2", "B 4"), (item_off("3"),), "1", ("0", "1")),
    Case("some worth less, four pieces", OSCAR_UNIT, cart("A 2 x2", "B 4 x2"), (item_off("3"),), "2", ("0", "2")),
    Case("three worth less", OSCAR_UNIT, cart("A 2", "B 2", "C 2"), (item_off("4"),), "0"),
    Case("three of 4.00", OSCAR_UNIT, cart("A 4 x3"), (item_off("3"),), "3"),
    Case("three of 5.00", OSCAR_UNIT, cart("A 5 x3"), (item_off("3"),), "6"),

    Case("two fixed, one line used up", MEDUSA_EACH, cart("A 50", "B 150"), (item_off("30"), item_off("50")), "70",
         ("0", "70")),
    Case("more than both lines", MEDUSA_EACH, cart("A 50", "B 150"), (item_off("500"), item_off("50")), "0"),
    Case("five pieces", MEDUSA_EACH, cart("A 1000 x5"), (item_off("100"),), "4500"),
    Case("a tenth", MEDUSA_EACH, cart("A 100"), (item_percent(10),), "90"),
    Case("a third, then a tenth of the rest", MEDUSA_EACH, cart("B 150"), (item_percent(30), order_percent(10)),
         "94.50", profile=SEQUENTIAL),
    Case("everything and half", MEDUSA_EACH, cart("A 50", "B 150"), (item_percent(100), item_percent(50)), "0"),
    Case("fixed", MEDUSA_ACROSS, cart("A 100 x2", "B 300 x2"), (order_off("400"),), "400", ("100", "300")),
    Case("two fixed", MEDUSA_ACROSS, cart("A 50", "B 150"), (order_off("50"), cross_shop("0", "30")), "120",
         ("30", "90")),
    Case("more than the lines", MEDUSA_ACROSS, cart("A 50", "B 150"), (order_off("1000"), cross_shop("0", "50")), "0"),
    Case("a tenth", MEDUSA_ACROSS, cart("A 100 x2", "B 300 x2"), (order_percent(10),), "720", ("180", "540")),
    Case("a tenth and a tenth", MEDUSA_ACROSS, cart("A 50", "B 150"), (item_percent(10), order_percent(10)), "162",
         ("40.50", "121.50"), SEQUENTIAL),
    Case("half and half", MEDUSA_ACROSS, cart("A 75 x4", "B 25 x4"), (item_percent(50), order_percent(50)), "100",
         ("75", "25"), SEQUENTIAL),

    Case("six hundredths", SALEOR, cart("A 1.06", "B 2.06", "C 3.06", "D 4.06"), (item_percent(10),), "9.20",
         ("0.95", "1.85", "2.75", "3.65")),
    Case("four hundredths", SALEOR, cart("A 1.04", "B 2.04", "C 3.04", "D 4.04"), (item_percent(10),), "9.16",
         ("0.94", "1.84", "2.74", "3.64")),

    Case("three paid, a tenth off", ODOO, cart("A 320 x3"), (order_percent(10),), "864"),
    Case("three paid, one free", ODOO, cart("A 320 x4"), (free_pieces(3),), "960"),
    Case("six paid, two free", ODOO, cart("A 320 x8"), (free_pieces(3),), "1920"),
    Case("seventy-five paid, twenty-five free", ODOO, cart("A 320 x100"), (free_pieces(3),), "24000"),
    Case("a tenth off", ODOO, cart("A 320"), (order_percent(10),), "288"),
    Case("more than the product", ODOO, cart("A 25"), (order_off("249"),), "0"),
    Case("all of it deducted", ODOO, cart("A 25 x17"), (order_off("249"),), "176"),
    Case("minimum reached", ODOO, cart("A 16.50 x10"), (order_off("100", "100"),), "65"),
    Case("coupon and program", ODOO, cart("A 16.50 x15"), PROGRAM_AND_COUPON, "47.50"),
    Case("minimum not reached", ODOO, cart("A 16.50 x5"), PROGRAM_AND_COUPON, "82.50"),
    Case("a tenth, then more than is left", ODOO, cart("A 100", "B 100", "C 100"),
         (order_percent(10), cross_shop("0", "290")), "0"),
    Case("one specific product", ODOO, cart("B 25 x10", "A 320"), (item_percent(20, "A"),), "506", ("250", "256")),
    Case("eight of a specific product", ODOO, cart("B 25 x10", "A 320 x8"), (item_percent(20, "A"),), "2298",
         ("250", "2048")),
    Case("two specific products", ODOO, cart("A 16.50 x4", "B 25 x2"), (order_percent(25, "A B"),), "87",
         ("49.50", "37.50")),
    Case("only the chairs", ODOO, cart("A 16.50 x4", "B 25 x2"), (order_percent(25, "A"),), "99.50",
         ("49.50", "50")),
    Case("step of a tenth", ODOO, cart("A 118 x14"), (STEPS,), "1486.80"),
    Case("step of a fifth", ODOO, cart("A 118 x17"), (STEPS,), "1604.80"),
    Case("still a fifth", ODOO, cart("A 118 x20"), (STEPS,), "1888"),
)
# fmt: on
PUBLIC = (*SYLIUS, *OTHERS)
