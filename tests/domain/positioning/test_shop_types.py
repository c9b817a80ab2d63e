"""The shop type adviser: what fits, what is missing, what is not known."""

from __future__ import annotations

from shopplanner.domain.positioning.shop_types import Condition, Fit, Need, ShopType, State, advise
from shopplanner.foundation.bilingual import Bilingual

WORDS = Bilingual("x", "甲")


def must(fact: str, *any_of: str, at_least: int | None = None) -> Condition:
    """Return something that is asked for."""
    return Condition(fact, Need.MUST, WORDS, any_of, at_least, lack=WORDS)


def speaks(fact: str, answer: str, points: int, need: Need = Need.GOOD) -> Condition:
    """Return something that speaks for or against."""
    return Condition(fact, need, WORDS, (answer,), points=points)


def kind(name: str, *conditions: Condition, order: int = 0) -> ShopType:
    """Return a shop type."""
    return ShopType(name, WORDS, WORDS, conditions, WORDS, order)


def test_a_missing_condition_blocks_and_is_named() -> None:
    (found,) = advise([kind("旗舰店", must("entity", "company"))], {"entity": "person"})
    assert found.fit is Fit.BLOCKED
    assert [one.fact for one in found.missing] == ["entity"]


def test_what_was_not_answered_is_open_rather_than_missing() -> None:
    (found,) = advise([kind("旗舰店", must("entity", "company"))], {"entity": ""})
    assert found.fit is Fit.OPEN
    assert found.missing == ()
    assert len(found.of(Need.MUST, State.UNKNOWN)) == 1


def test_a_count_must_reach_what_is_asked_for() -> None:
    two = kind("专营店", must("brands", at_least=2))
    assert advise([two], {"brands": 1})[0].fit is Fit.BLOCKED
    assert advise([two], {"brands": 2})[0].fit is Fit.FITS
    assert advise([two], {"brands": "many"})[0].fit is Fit.BLOCKED


def test_those_that_fit_come_first_then_by_what_speaks_for_them() -> None:
    types = [
        kind("blocked", must("a", "no"), speaks("a", "yes", 9)),
        kind("weak", speaks("a", "yes", 3), speaks("b", "yes", 2, Need.AGAINST)),
        kind("strong", speaks("a", "yes", 2)),
        kind("even", speaks("a", "yes", 2), order=-1),
    ]
    found = advise(types, {"a": "yes", "b": "yes"})
    assert [one.shop_type.id for one in found] == ["even", "strong", "weak", "blocked"]
    assert [one.points for one in found] == [2, 2, 1, 9]
