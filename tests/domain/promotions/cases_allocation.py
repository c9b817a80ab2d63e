"""How an amount is shared over lines and pieces: figures of public test suites, typed in again as numbers.

``ours`` is what the shares must be: largest remainder, ties to the earlier line, nothing above a cap. ``theirs`` is
what the public suite prints where its remainder rule is another one; the remark says which. ``None`` among ``theirs``:
the suite prints only the sum. Rows with a negative amount are left out: they mirror the positive ones, and a
reduction here is never negative.
"""

from __future__ import annotations

from typing import NamedTuple

SYLIUS_SHARES = "Sylius, proportional integer distributor"
SYLIUS_FLOORS = "Sylius, minimum price distributor"
SYLIUS_CARTS = "Sylius, carts with a minimum price"
SYLIUS_ORDERS = "Sylius, percentage discount on the order"
SYLIUS_UNITS = "Sylius, fixed discounts over item units"
VENDURE = "Vendure, prorate"
VENDURE_ORDER = "Vendure, order calculator"
SOLIDUS = "Solidus, distributed amounts handler"
SOLIDUS_AMOUNT = "Solidus, distributed amount"
SOLIDUS_CAP = "Solidus, percent with cap"
SOLIDUS_LANES = "Solidus, stacked promotions"
OSCAR = "django-oscar, absolute discount"
OSCAR_SET = "django-oscar, fixed price for a set"
MEDUSA = "Medusa, compute actions, across"

FIRST_LINES = "their remainder goes to the first lines after rounding half down"
LAST_LINE = "their last line takes the rest"
ANY_ORDER = "their suite accepts the shares in any order"
WORTHLESS = "they share equally; here a line that is worth nothing bears nothing"
SUM_ONLY = "the suite prints the sum only"


class Shares(NamedTuple):
    """An amount over weights: all in the smallest unit of money."""

    id: str
    source: str
    total: int
    weights: tuple[int, ...]
    ours: tuple[int, ...]
    caps: tuple[int, ...] | None = None
    theirs: tuple[int, ...] | None = None
    remark: str = ""


class Pieces(NamedTuple):
    """An amount over equal pieces."""

    id: str
    source: str
    total: int
    number: int
    ours: tuple[int, ...]
    theirs: tuple[int, ...] | None = None
    remark: str = ""


# fmt: off
SHARES = (
    Shares("proportional", SYLIUS_SHARES, 300, (4000, 2000, 2000), (150, 75, 75)),
    Shares("three of three hundred", SYLIUS_SHARES, 300, (4300, 1400, 2300), (161, 53, 86), None, (162, 52, 86),
           FIRST_LINES),
    Shares("one less", SYLIUS_SHARES, 299, (4300, 1400, 2300), (161, 52, 86)),

    Shares("four before floors", SYLIUS_FLOORS, 1200, (1000, 2000, 5000, 3000), (109, 218, 546, 327), None,
           (110, 218, 545, 327), FIRST_LINES),
    Shares("two left", SYLIUS_FLOORS, 663, (1000, 3000), (166, 497)),
    Shares("one left", SYLIUS_FLOORS, 424, (1000,), (424,)),
    Shares("four with floors", SYLIUS_FLOORS, 1200, (1000, 2000, 5000, 3000), (700, 100, 0, 400),
           (1000, 100, 0, 400)),
    Shares("shirt and mugs before floors", SYLIUS_FLOORS, 2500, (5000, 6000), (1136, 1364)),
    Shares("mugs left", SYLIUS_FLOORS, 636, (6000,), (636,)),
    Shares("shirt and mugs with a floor", SYLIUS_FLOORS, 2500, (5000, 6000), (500, 2000), (500, 6000)),

    Shares("one shirt down to its floor", SYLIUS_CARTS, 1000, (5000,), (500,), (500,)),
    Shares("two shirts down to their floor", SYLIUS_CARTS, 5000, (10000,), (1000,), (1000,)),
    Shares("fixed over shirt and mug", SYLIUS_CARTS, 2000, (5000, 2000), (500, 1500), (500, 2000)),
    Shares("a fifth over shirt and mug", SYLIUS_CARTS, 1400, (5000, 2000), (500, 900), (500, 2000)),
    Shares("unit by unit, 25.00", SYLIUS_CARTS, 2500, (5000, 2000, 2000, 2000), (500, 667, 667, 666),
           (500, 2000, 2000, 2000)),
    Shares("unit by unit, 20.00", SYLIUS_CARTS, 2000, (5000, 5000, 2000, 2000, 2000), (500, 500, 334, 333, 333),
           (500, 500, 2000, 2000, 2000)),
    Shares("two mugs of one price", SYLIUS_CARTS, 2700, (10000, 4000, 4000), (1000, 850, 850), (1000, 4000, 4000)),
    Shares("two floors reached one after the other", SYLIUS_CARTS, 3600, (10000, 4000, 3000, 1000),
           (1000, 1000, 1200, 400), (1000, 1000, 3000, 1000)),
    Shares("exactly what the floors leave", SYLIUS_CARTS, 1200, (1000, 2000, 5000, 3000), (1000, 100, 0, 100),
           (1000, 100, 0, 100)),
    Shares("more than the floors leave", SYLIUS_CARTS, 2000, (1000, 2000, 5000, 3000), (1000, 100, 0, 400),
           (1000, 100, 0, 400)),
    Shares("a discounted line left out", SYLIUS_CARTS, 2700, (10000, 4000), (1000, 1700), (1000, 4000)),

    Shares("a fifth of very unequal lines", SYLIUS_ORDERS, 22000, (10000, 100000), (2000, 20000)),
    Shares("a fifth of eleven and one", SYLIUS_ORDERS, 24000, (110000, 10000), (22000, 2000)),
    Shares("80.00 over units", SYLIUS_UNITS, 8000, (3168, 6000), (2764, 5236), None, None, SUM_ONLY),
    Shares("20.00 more than is left", SYLIUS_UNITS, 2000, (404, 764), (404, 764), (404, 764), None, SUM_ONLY),

    Shares("one weight", VENDURE, 300, (123,), (300,)),
    Shares("equal weights", VENDURE, 299, (1000, 1000, 1000), (100, 100, 99)),
    Shares("many weights, half", VENDURE, 95, (10, 20, 10, 30, 50, 20, 10, 40), (5, 10, 5, 15, 25, 10, 5, 20)),
    Shares("many weights, uneven", VENDURE, 93, (10, 20, 10, 30, 50, 20, 10, 40), (5, 10, 5, 15, 24, 10, 5, 19)),
    Shares("a weight of zero", VENDURE, 40, (10, 0), (40, 0)),
    Shares("something over nothing", VENDURE, 10, (0, 0), (0, 0), None, (5, 5), WORTHLESS),
    Shares("nothing over nothing", VENDURE, 0, (0, 0), (0, 0)),
    Shares("two equal lines", VENDURE_ORDER, 500, (500, 500), (250, 250)),
    Shares("two tax rates", VENDURE_ORDER, 500, (2000, 2000), (250, 250), None, None, SUM_ONLY),
    Shares("down to a fixed order price", VENDURE_ORDER, 810, (1230,), (810,), (1230,)),

    Shares("one line takes all", SOLIDUS, 1500, (10000,), (1500,)),
    Shares("three equal lines", SOLIDUS, 1500, (5000, 5000, 5000), (500, 500, 500)),
    Shares("three equal lines, uneven", SOLIDUS, 1000, (5000, 5000, 5000), (334, 333, 333), None, (333, 333, 334),
           ANY_ORDER),
    Shares("by quantity", SOLIDUS, 1500, (15000, 5000, 10000), (750, 250, 500)),
    Shares("by price", SOLIDUS_AMOUNT, 1500, (2000, 3000, 10000), (200, 300, 1000)),
    Shares("one line in scope", SOLIDUS_AMOUNT, 1500, (2000,), (1500,), (2000,)),
    Shares("capped percent", SOLIDUS_CAP, 5000, (12000, 23000, 30000), (923, 1769, 2308), None, (924, 1769, 2307),
           FIRST_LINES),
    Shares("percent under the cap", SOLIDUS_CAP, 675, (1200, 2300, 1000), (180, 345, 150)),
    Shares("after a first lane", SOLIDUS_LANES, 1000, (2400, 4000), (375, 625), None, None, SUM_ONLY),

    Shares("three lines of 2.00", OSCAR, 400, (200, 200, 200), (134, 133, 133), None, (133, 133, 134), LAST_LINE),
    Shares("two lines of 12.00", OSCAR, 300, (1200, 1200), (150, 150)),
    Shares("lines worth less", OSCAR, 300, (100, 150), (100, 150), (100, 150), None, SUM_ONLY),
    Shares("four pieces", OSCAR, 300, (2400, 2000), (164, 136), None, None, SUM_ONLY),
    Shares("cheap before dear", OSCAR, 300, (400, 800), (100, 200), None, None, SUM_ONLY),
    Shares("three for 20.00 at 7.00", OSCAR_SET, 100, (700, 700, 700), (34, 33, 33), None, None, SUM_ONLY),
    Shares("three for 20.00 at 8.00", OSCAR_SET, 400, (800, 800, 800), (134, 133, 133), None, None, SUM_ONLY),

    Shares("fixed", MEDUSA, 40000, (20000, 60000), (10000, 30000)),
    Shares("first of two fixed", MEDUSA, 5000, (5000, 15000), (1250, 3750)),
    Shares("second of two fixed", MEDUSA, 3000, (3750, 11250), (750, 2250)),
    Shares("more than the lines", MEDUSA, 100000, (5000, 15000), (5000, 15000), (5000, 15000)),
    Shares("a tenth", MEDUSA, 8000, (20000, 60000), (2000, 6000)),
    Shares("a tenth, then", MEDUSA, 2000, (5000, 15000), (500, 1500)),
    Shares("a tenth of the rest", MEDUSA, 1800, (4500, 13500), (450, 1350)),
    Shares("half", MEDUSA, 20000, (30000, 10000), (15000, 5000)),
    Shares("half of the rest", MEDUSA, 10000, (15000, 5000), (7500, 2500)),
)

PIECES = (
    Pieces("nothing over four", "Sylius, integer distributor", 0, 4, (0, 0, 0, 0)),
    Pieces("even over four", "Sylius, integer distributor", 1000, 4, (250, 250, 250, 250)),
    Pieces("uneven over three", "Sylius, integer distributor", 1000, 3, (334, 333, 333)),
    Pieces("three mugs, 20.00", SYLIUS_CARTS, 2000, 3, (667, 667, 666)),
    Pieces("two mugs, 8.50", SYLIUS_CARTS, 850, 2, (425, 425)),
    Pieces("two shirts, 10.00", SYLIUS_CARTS, 1000, 2, (500, 500)),
    Pieces("two of 12.00", OSCAR, 300, 2, (150, 150)),
    Pieces("nine over five", "Medusa, compute actions, each", 50000, 5, (10000,) * 5),
)
# fmt: on
