"""The engine agrees with a second calculator, written apart from it, on random carts with offers of every kind."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from random import Random
from typing import Any

import pytest

from shopplanner.domain.promotions.offers import Base, CartLine, Layer, Objective, Offer, Profile, Stacking
from shopplanner.domain.promotions.pricing import price_cart
from shopplanner.domain.promotions.rounding import Rounding
from shopplanner.domain.promotions.three_prices import three_prices
from shopplanner.domain.promotions.tools import Allocation, Overflow
from tests.domain.promotions import oracle_carts
from tests.domain.promotions.cases import BEFORE, NOW, PARALLEL, SEQUENTIAL, Case, profile
from tests.domain.promotions.cases_public import PUBLIC
from tests.domain.promotions.oracle import bill

PROFILES = (NOW, BEFORE, SEQUENTIAL, PARALLEL)
QUICK = 400
FULL = 10_000
CHUNK = 1000


FREIGHT = 800


def differences(
    lines: Sequence[CartLine],
    offers: Sequence[Offer],
    rules: Profile,
    buyer: Collection[str] | None = None,
) -> dict[str, tuple[object, object]]:
    """Return what the second calculator and the engine say, where they do not say the same."""
    theirs = bill(lines, offers, rules, buyer, FREIGHT)
    ours = price_cart(lines, offers, rules, buyer, FREIGHT)
    their_layers, our_layers = theirs.by_layer(offers), dict.fromkeys(Layer, 0)
    for step in ours.steps:
        our_layers[step.layer] += step.total
    both: dict[str, tuple[object, object]] = {
        f"{layer} layer": (their_layers[layer], our_layers[layer]) for layer in (Layer.ITEM, Layer.SHOP)
    }
    if theirs.settled:
        both |= {
            "payable": (theirs.payable, ours.payable),
            "lines": (theirs.each, ours.line_payable),
            "layers": (their_layers, our_layers),
            "gifts": (theirs.gifts_cost, ours.gifts_cost),
            "deposit": (theirs.deposit, ours.presale.deposit if ours.presale else 0),
            "freight": (theirs.freight, ours.freight),
        }
    return {name: pair for name, pair in both.items() if pair[0] != pair[1]}


def compare(name: str, seeds: range, *, edit: bool = False) -> None:
    """Compare both calculators on one cart for each seed."""
    for seed in seeds:
        luck = Random(f"{name} {seed}")
        lines = oracle_carts.cart(luck)
        offers = oracle_carts.offers(luck, lines)
        buyer = oracle_carts.buyer(luck)
        rules = oracle_carts.edited(luck, profile(name)) if edit else profile(name)
        assert differences(lines, offers, rules, buyer) == {}, (seed, lines, offers, buyer, rules)


@pytest.mark.parametrize("name", PROFILES)
def test_random_carts_cost_the_same_in_both_calculators(name: str) -> None:
    compare(name, range(QUICK))


@pytest.mark.parametrize("name", PROFILES)
def test_random_carts_cost_the_same_under_rules_that_somebody_edited(name: str) -> None:
    compare(name, range(QUICK // 4), edit=True)


OTHER_RULES = (
    {"groups": profile(BEFORE).groups},
    {"exclusions": ()},
    {"item_reductions": Stacking.SEQUENTIAL},
    {"shop_reductions": Stacking.SEQUENTIAL},
    {"shop_threshold_base": Base.AFTER_ITEM},
    {"platform_threshold_base": Base.AFTER_SHOP},
    {"percent_rounding": Rounding.HALF_UP_FEN},
    {"item_rounding": Rounding.CEIL_YUAN},
    {"daily_rounding": Rounding.HALF_UP_FEN},
    {"official_rounding": Rounding.HALF_UP_FEN},
    {"best_of_objective": Objective.PER_SUBORDER},
    {"count_lines_taken_by_other_offer": True},
    {"overflow": Overflow.LOST},
    {"allocation": Allocation.HALF_DOWN_FIRST},
    {"min_payable": 0},
)


@pytest.mark.parametrize("change", OTHER_RULES, ids=lambda change: next(iter(change)))
def test_the_random_carts_would_show_a_rule_that_is_not_followed(change: dict[str, Any]) -> None:
    rules, other = profile(NOW), replace(profile(NOW), **change)
    for seed in range(QUICK):
        luck = Random(f"{NOW} {seed}")
        lines = oracle_carts.cart(luck)
        offers = oracle_carts.offers(luck, lines)
        if price_cart(lines, offers, rules).line_payable != price_cart(lines, offers, other).line_payable:
            return
    pytest.fail("no cart tells the rules apart")


@pytest.mark.parametrize("seed", range(60))
def test_the_general_price_and_the_check_value_are_those_of_the_second_calculator(seed: int) -> None:
    luck = Random(f"three {seed}")
    line = replace(oracle_carts.cart(luck)[0], quantity=1)
    offers = [replace(offer, whole_cycle=luck.random() < 0.5) for offer in oracle_carts.offers(luck, (line,))]
    prices = three_prices(line, offers, profile(NOW))
    public = [offer for offer in offers if offer.audience == "all" and offer.layer is not Layer.ASSET]
    checked = [offer for offer in public if offer.whole_cycle]
    assert prices.general == bill([line], public, profile(NOW)).payable
    assert prices.check_value == bill([line], checked, profile(NOW)).payable


@pytest.mark.slow
@pytest.mark.parametrize("start", range(0, FULL, CHUNK))
@pytest.mark.parametrize("name", PROFILES)
def test_ten_thousand_random_carts_cost_the_same_in_both_calculators(name: str, start: int) -> None:
    compare(name, range(start, start + CHUNK))


@pytest.mark.slow
@pytest.mark.parametrize("name", PROFILES)
def test_a_thousand_random_carts_cost_the_same_under_edited_rules(name: str) -> None:
    compare(name, range(CHUNK), edit=True)


@pytest.mark.parametrize("case", PUBLIC, ids=lambda case: f"{case.source}: {case.id}")
def test_the_second_calculator_knows_the_public_figures_too(case: Case) -> None:
    assert differences(case.lines, case.offers, profile(case.profile)) == {}
