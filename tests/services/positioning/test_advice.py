"""The shop type adviser on the shipped rules."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from shopplanner.domain.positioning.shop_types import Fit
from shopplanner.domain.positioning.worksheets import Value
from shopplanner.services.positioning import advice, worksheets
from shopplanner.services.workspace import Workspace

COMPANY: Mapping[str, Value] = {"entity": "company", "trademark": "registered", "brands": 1}


def first(workspace: Workspace, facts: Mapping[str, Value]) -> tuple[str, Fit]:
    """Return the best type for these facts."""
    worksheets.set_values(workspace, "shop_type", facts)
    best = advice.shop_type_advice(workspace).advices[0]
    return best.shop_type.id, best.fit


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        ({**COMPANY, "brand_right": "own", "awareness": "known", "supply": "factory"}, "flagship"),
        ({**COMPANY, "brand_right": "own", "awareness": "unknown", "distinct": "distinct"}, "enterprise"),
        ({**COMPANY, "brand_right": "licensed", "brands": 3, "supply": "wholesale", "distinct": "same"}, "franchise"),
        ({**COMPANY, "brand_right": "licensed", "supply": "wholesale", "awareness": "known"}, "exclusive"),
        ({"entity": "person", "trademark": "none", "distinct": "distinct"}, "c_shop"),
    ],
)
def test_each_situation_has_its_type(workspace: Workspace, facts: Mapping[str, Value], expected: str) -> None:
    assert first(workspace, facts) == (expected, Fit.FITS)


def test_without_answers_only_what_asks_for_nothing_fits(workspace: Workspace) -> None:
    found = advice.shop_type_advice(workspace)
    assert {one.shop_type.id: one.fit for one in found.advices} == {
        "c_shop": Fit.FITS, "flagship": Fit.OPEN, "exclusive": Fit.OPEN, "franchise": Fit.OPEN, "enterprise": Fit.OPEN,
    }  # fmt: skip
    assert found.target == ""


def test_the_chosen_type_is_told(workspace: Workspace) -> None:
    worksheets.set_values(workspace, "shop_type", {"target": "flagship"})
    assert advice.shop_type_advice(workspace).target == "flagship"
