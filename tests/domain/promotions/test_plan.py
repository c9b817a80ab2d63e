"""A promotion is refused where it cannot be meant, and becomes the offer that its mechanic stands for."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Any

import pytest

from shopplanner.domain.errors import RuleError
from shopplanner.domain.promotions.offers import CartLine, Profile, Tier, Tool
from shopplanner.domain.promotions.plan import MECHANICS, Promotion, check, offer_of
from shopplanner.domain.promotions.pricing import price_cart

CODES = {1: "A", 2: "B"}
PARAMETERS: dict[str, dict[str, Any]] = {
    "item_discount": {"kind": "percent", "rate": 1200},
    "threshold_reduction": {"threshold": 19_900, "reduction": 2000, "repeat": "once"},
    "coupon": {"threshold": 9900, "face": 1000, "quantity": 500, "per_person": 1},
    "bundle": {"price": 9900},
    "gift": {"threshold": 15_900, "gift": "沐浴球", "gift_cost": 310},
    "member_day": {"buy": 2, "free": 1},
    "platform_event": {"rate": 1500},
}

OTHERS: dict[str, dict[str, Any]] = {
    "quantity_reduction": {"kind": "percent", "pieces": 2, "rate": 1000},
    "any_n_for_price": {"pieces": 3, "price": 9900, "repeat": "each"},
    "nth_piece": {"pieces": 2, "kind": "percent", "rate": 5000, "repeat": "each"},
    "buy_x_get_y": {"buy": 2, "free": 1, "repeat": "each"},
    "flash_sale": {"price": 5900},
    "daily_reduction": {"kind": "percent", "rate": 1000},
    "member_reduction": {"kind": "percent", "rate": 500},
    "returning_reduction": {"kind": "amount", "amount": 300},
    "cross_shop": {"threshold": 30_000, "reduction": 5000, "repeat": "each"},
    "category_coupon": {"coupon": "vip", "threshold": 20_000, "face": 2000},
    "red_packet": {"amount": 500},
    "gold_coins": {"rate": 300, "cap": 200},
    "presale": {"deposit": 5000, "counts_as": 10_000},
    "free_freight": {"threshold": 8800},
    "clearance": {"measure": "day", "tiers": [{"threshold": 1, "benefit": 1000}, {"threshold": 8, "benefit": 3000}]},
}
"""The parameters of mechanics that come after the first seven."""


def planned(mechanic: str = "item_discount", **changes: Any) -> Promotion:
    """A promotion from the 10th to the 11th on product 1; ``changes`` may name its parameters."""
    names = set(Promotion.__dataclass_fields__)
    parameters = {
        **(PARAMETERS.get(mechanic) or OTHERS[mechanic]),
        **{name: value for name, value in changes.items() if name not in names},
    }
    made = Promotion("活动", mechanic, datetime(2026, 11, 10), datetime(2026, 11, 11, 23, 59, 59), products=(1,))
    return replace(made, **{"parameters": parameters, **{k: v for k, v in changes.items() if k in names}})


@pytest.mark.parametrize("mechanic", MECHANICS)
def test_an_ordinary_promotion_of_every_kind_is_accepted(mechanic: str) -> None:
    check(planned(mechanic))


@pytest.mark.parametrize(
    ("wanted", "rule"),
    [
        (planned(name="  "), "name"),
        (planned(ends=datetime(2026, 11, 10)), "order"),
        (planned(products=(), status="scheduled"), "scope"),
        (planned(rate=0), "rate"),
        (planned(rate=10_000), "rate"),
        (planned(kind="amount"), "positive"),
        (planned(kind="fixed"), "positive"),
        (planned("threshold_reduction", reduction=19_900), "threshold"),
        (planned("threshold_reduction", reduction=0), "positive"),
        (planned("coupon", face=9900), "threshold"),
        (planned("coupon", threshold=0, face=0), "positive"),
        (planned("bundle", price=0), "positive"),
        (planned("gift", gift=" "), "gift"),
        (planned("member_day", free=0), "positive"),
        (planned("platform_event", rate=None), "rate"),
        (planned("cross_shop", reduction=30_000), "threshold"),
        (planned("red_packet", threshold=500), "threshold"),
        (planned("quantity_reduction", pieces=0), "positive"),
        (planned("threshold_reduction", tiers=[{"threshold": 100, "benefit": 200}]), "threshold"),
        (planned("quantity_reduction", rate_tiers=[{"threshold": 3, "benefit": 10_000}]), "rate"),
        (
            planned("quantity_reduction", kind="amount", reduction=100, tiers=[{"threshold": 3, "benefit": 0}]),
            "positive",
        ),
        (planned(by_product={"1": 0}), "positive"),
        (planned(per_person=-1), "positive"),
    ],
    ids=lambda value: value if isinstance(value, str) else value.mechanic,
)
def test_what_cannot_be_meant_is_refused_by_name(wanted: Promotion, rule: str) -> None:
    with pytest.raises(RuleError) as refused:
        check(wanted)
    assert refused.value.what.id == f"promotions.rule.{rule}"


@pytest.mark.parametrize(
    ("wanted", "rule"),
    [
        (planned("coupon", seller_share=10_001), "share"),
        (planned("item_discount", kind="magic"), "choice"),
        (planned("clearance", tiers=[]), "tiers"),
        (planned("clearance", tiers=[{"threshold": 1, "benefit": 100}, {"threshold": 1, "benefit": 200}]), "tiers"),
        (planned("nth_piece", pieces=1), "pieces"),
        (planned("presale", counts_as=4999), "deposit"),
        (planned("daily_reduction", rate=999), "daily"),
        (planned("daily_reduction", rate=5000), "daily"),
        (planned("flash_sale", protection_days=61), "protection"),
    ],
    ids=lambda value: value if isinstance(value, str) else value.mechanic,
)
def test_what_the_newer_mechanics_cannot_mean_is_refused_by_name(wanted: Promotion, rule: str) -> None:
    with pytest.raises(RuleError) as refused:
        check(wanted)
    assert refused.value.what.id == f"prices.rule.{rule}"


def test_values_of_products_go_by_their_numbers() -> None:
    check(planned(by_product={"12": 500}))
    for key in ("x", "-1", "1.5", ""):
        with pytest.raises(RuleError):
            check(planned(by_product={key: 500}))


def test_the_longest_price_protection_is_sixty_days() -> None:
    check(planned("platform_event", protection_days=60))


def test_the_daily_campaign_takes_from_ten_to_less_than_fifty_percent() -> None:
    check(planned("daily_reduction", rate=1000))
    check(planned("daily_reduction", rate=4999))
    check(planned("daily_reduction", kind="amount", rate=None, amount=1))


def test_an_idea_needs_no_products_yet() -> None:
    check(planned(products=()))
    check(planned(products=(), whole_shop=True, status="scheduled"))


@pytest.mark.parametrize(
    ("wanted", "tool", "benefit", "threshold"),
    [
        (planned(), Tool.ITEM_PERCENT, 1200, 0),
        (planned(kind="amount", amount=500), Tool.ITEM_AMOUNT, 500, 0),
        (planned(kind="fixed", price=1290), Tool.ITEM_FIXED, 1290, 0),
        (planned("threshold_reduction"), Tool.AMOUNT_REDUCTION, 2000, 19_900),
        (planned("coupon"), Tool.COUPON, 1000, 9900),
        (planned("bundle"), Tool.BUNDLE, 9900, 0),
        (planned("gift"), Tool.GIFT, 0, 15_900),
        (planned("member_day"), Tool.FREE_PIECES, 1, 0),
        (planned("platform_event"), Tool.OFFICIAL_REDUCTION, 1500, 0),
    ],
)
def test_each_mechanic_becomes_its_tool(wanted: Promotion, tool: Tool, benefit: int, threshold: int) -> None:
    offer = offer_of(wanted, CODES)
    assert (offer.tool, offer.benefit, offer.threshold) == (tool, benefit, threshold)
    assert offer.scope == frozenset("A")
    assert offer.name == "活动"


def test_scope_limits_repeats_and_tiers_are_carried_over() -> None:
    whole = offer_of(planned(whole_shop=True), CODES)
    assert whole.scope == frozenset()
    assert offer_of(planned(products=(1, 2, 9)), CODES).scope == frozenset("AB")
    assert offer_of(planned("coupon"), CODES).limit == 1
    assert [offer_of(planned("threshold_reduction", repeat=r), CODES).repeat for r in ("once", "each")] == [1, 0]
    tiers = [{"threshold": 29_900, "benefit": 4000}]
    offer = offer_of(planned("threshold_reduction", tiers=tiers), CODES)
    assert offer.tiers == (Tier(29_900, 4000),)
    assert price_cart([CartLine("A", 1, 30_000)], [offer], Profile("now")).payable == 26_000
