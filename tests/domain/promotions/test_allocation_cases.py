"""Shares over lines and pieces agree with public suites, or differ by a remainder rule that is named."""

from __future__ import annotations

import pytest

from shopplanner.domain.promotions.sharing import pieces, share
from tests.domain.promotions.cases_allocation import PIECES, SHARES, WORTHLESS, Pieces, Shares


@pytest.mark.parametrize("case", SHARES, ids=lambda case: f"{case.source}: {case.id}")
def test_an_amount_is_shared_over_lines_as_public_suites_print_it(case: Shares) -> None:
    assert tuple(share(case.total, list(case.weights), list(case.caps) if case.caps else None)) == case.ours


@pytest.mark.parametrize("case", PIECES, ids=lambda case: f"{case.source}: {case.id}")
def test_an_amount_is_split_over_pieces_as_public_suites_print_it(case: Pieces) -> None:
    assert tuple(pieces(case.total, case.number)) == case.ours


def test_every_difference_to_a_public_suite_has_its_reason_and_is_a_cent_at_most() -> None:
    for case in SHARES:
        if case.theirs is None or case.remark == WORTHLESS:
            continue
        assert case.remark
        assert sum(case.theirs) == sum(case.ours)
        assert all(abs(ours - theirs) <= 1 for ours, theirs in zip(case.ours, case.theirs, strict=True))


def test_the_table_is_large_enough_and_names_no_case_twice() -> None:
    names = [(case.source, case.id) for case in (*SHARES, *PIECES)]
    assert len(names) >= 40
    assert len(set(names)) == len(names)
