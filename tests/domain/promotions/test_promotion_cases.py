"""Carts are priced as public suites print them, or differ by a rule that is named."""

from __future__ import annotations

import pytest

from shopplanner.domain.promotions.pricing import price_cart
from tests.domain.promotions.cases import Case, fen, profile
from tests.domain.promotions.cases_public import PUBLIC


@pytest.mark.parametrize("case", PUBLIC, ids=lambda case: f"{case.source}: {case.id}")
def test_a_cart_costs_what_the_public_suite_says(case: Case) -> None:
    priced = price_cart(case.lines, case.offers, profile(case.profile))
    assert priced.payable == fen(case.pays)
    if case.each:
        assert [*priced.line_payable] == [fen(amount) for amount in case.each]


def test_every_difference_to_a_public_suite_has_its_reason() -> None:
    assert all(case.remark for case in PUBLIC if case.theirs)


def test_lines_named_one_by_one_add_up_to_the_total() -> None:
    for case in PUBLIC:
        assert not case.each or sum(map(fen, case.each)) == fen(case.pays), case.id


def test_the_table_is_large_enough_and_names_no_case_twice() -> None:
    names = [(case.source, case.id) for case in PUBLIC]
    assert len(names) >= 60
    assert len(set(names)) == len(names)
