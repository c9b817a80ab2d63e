"""Daily lines: what is not in a report sold nothing, what no report tells stays unknown, costs may lack a little."""

from __future__ import annotations

from dataclasses import replace

from shopplanner.domain.days import day_number
from shopplanner.services.promotions.review import lines
from shopplanner.services.promotions.review.lines import Daily, Lines
from shopplanner.services.promotions.review.scope import all_goods
from shopplanner.services.workspace import Workspace
from tests.services.promotions.review import shop

FIRST = day_number(shop.FIRST)
LATER = day_number(shop.LAST) + 1


def read(workspace: Workspace, first: int = FIRST, last: int = LATER) -> Daily:
    with workspace.read() as session:
        return lines.daily(session, workspace.shop_id, first, last)


def of(workspace: Workspace, *codes: str) -> Lines:
    with workspace.read() as session:
        goods = [each for each in all_goods(session, workspace.shop_id) if each.code in codes]
    return read(workspace).lines(goods)


def test_a_product_that_a_report_leaves_out_sold_nothing(reviewed: Workspace) -> None:
    shop.put(reviewed, "product_day", shop.PRODUCT_COLUMNS, [(LATER, "C", "sycm", "浴刷", 3, 6_000, 30, 3, None)])
    soap = of(reviewed, "A")
    assert (soap.units[LATER], soap.paid[LATER]) == (0, 0)
    assert LATER + 1 not in soap.units
    assert soap.total("units", [LATER + 1]) is None


def test_a_report_without_pieces_leaves_them_unknown(reviewed: Workspace) -> None:
    shop.put(reviewed, "product_day", ("day", "product_code", "source", "paid_amount"), [(LATER, "A", "sycm", 500)])
    soap = of(reviewed, "A")
    assert soap.paid[LATER] == 500
    assert LATER not in soap.units
    assert LATER not in soap.costed


def test_margins_of_goods(reviewed: Workspace) -> None:
    """Soap leaves 60.00 of 100.00; soap and bar 10 × 60.00 + 5 × 20.00 of 1,250.00."""
    days = [FIRST, FIRST + 1]
    assert of(reviewed, "A").unit_margin(days) == 6_000
    assert of(reviewed, "A").unit_price(days) == 10_000
    assert of(reviewed, "A", "B").gross(days) == 2 * 70_000


def test_a_little_without_costs_is_taken_to_earn_like_the_rest(reviewed: Workspace) -> None:
    """The brush is 60.00 of 1,310.00, less than a twentieth; with the bar alone it is too much."""
    everything = of(reviewed, "A", "B", "C")
    assert everything.gross([FIRST]) == round(70_000 * 131_000 / 125_000)
    assert of(reviewed, "B", "C").gross([FIRST]) is None
    assert of(reviewed, "C").unit_margin([FIRST]) is None
    assert Lines().unit_price([FIRST]) is None


def test_the_shops_own_report_comes_first(reviewed: Workspace) -> None:
    products = of(reviewed, "A", "B")
    with reviewed.read() as session:
        whole = lines.shop_lines(session, reviewed.shop_id, FIRST, LATER, products)
    assert whole.paid[FIRST] == 131_000
    assert whole.cost == products.cost
    assert {origin.fact for origin in whole.origins} == {"shop_day", "product_day"}


def test_stretches_of_days() -> None:
    assert lines.stretches([FIRST, FIRST + 1, FIRST + 3]) == [(FIRST, FIRST + 1), (FIRST + 3, FIRST + 3)]
    assert lines.stretches([]) == []


def test_missing_figures_of_a_line_do_not_count(reviewed: Workspace) -> None:
    soap = of(reviewed, "A")
    without = replace(soap, units={FIRST: 10}, paid={FIRST + 1: 5})
    assert without.unit_price([FIRST, FIRST + 1]) is None
    assert soap.total("units", [FIRST, FIRST + 1]) == 20
