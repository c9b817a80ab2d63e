"""What each mechanic asks for is data from which a form can be drawn."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

import pytest

from shopplanner.domain.promotions.mechanics import MECHANICS, PARAMETERS, defaults, parameters, shown
from shopplanner.domain.promotions.plan import Promotion, check

KINDS = {"money", "rate", "share", "count", "text", "choice", "tiers", "by_product"}


def test_every_mechanic_has_its_parameters_and_no_other_has() -> None:
    assert set(PARAMETERS) == set(MECHANICS)
    assert len(set(MECHANICS)) == len(MECHANICS)


@pytest.mark.parametrize("mechanic", MECHANICS)
def test_parameters_have_a_known_kind_and_refer_to_each_other(mechanic: str) -> None:
    every = parameters(mechanic)
    names = {each.name for each in every}
    assert len(names) == len(every)
    for each in every:
        assert each.kind in KINDS
        assert bool(each.choices) == (each.kind == "choice")
        assert set(each.of) <= names
        assert each.when is None or each.when[0] in names


@pytest.mark.parametrize("mechanic", MECHANICS)
def test_a_promotion_as_it_begins_is_accepted(mechanic: str) -> None:
    values = {**defaults(mechanic), **({"gift": "sponge"} if mechanic == "gift" else {})}
    begins, ends = datetime(2026, 11, 10), datetime(2026, 11, 11, 23, 59, 59)
    check(Promotion("x", mechanic, begins, ends, products=(1,), parameters=values))


def test_only_what_means_something_beside_the_other_values_is_shown() -> None:
    names = [each.name for each in shown("quantity_reduction", {"kind": "amount", "repeat": "up_to"})]
    assert names == ["kind", "pieces", "reduction", "tiers", "repeat", "times", "cap"]
    names = [each.name for each in shown("quantity_reduction", {})]
    assert names == ["kind", "pieces", "rate", "rate_tiers", "cap"]


def test_what_begins_is_a_copy_that_may_be_changed() -> None:
    first = defaults("clearance")
    first["tiers"][0]["benefit"] = 1
    assert defaults("clearance")["tiers"][0]["benefit"] == 1000


def test_a_choice_that_is_missing_or_unknown_has_its_first_value() -> None:
    one = Promotion("x", "clearance", datetime(2026, 11, 10), datetime(2026, 11, 11))
    assert one.choice("measure") == "day"
    assert replace(one, parameters={"measure": "cover"}).choice("measure") == "cover"
    assert replace(one, parameters={"measure": "moon"}).choice("measure") == "day"
