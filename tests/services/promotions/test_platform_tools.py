"""The platform's names and words are understood as operators write them."""

from __future__ import annotations

import pytest

from shopplanner.domain.promotions.tools import Tool
from shopplanner.services.promotions.platform_tools import (
    amount_in,
    families,
    family_named,
    family_of,
    rate_in,
    threshold_in,
)


@pytest.mark.parametrize(
    ("name", "family"),
    [("官方立减-双11", "official"), ("88VIP优惠券", "platform_coupon"), ("店铺优惠券", "coupon"), ("单品宝", "item")],
)
def test_the_longest_name_in_a_tool_s_name_decides(name: str, family: str) -> None:
    found = family_named(families(), name)
    assert found is not None
    assert found.id == family


def test_a_tool_that_says_nothing_is_told_by_its_offer() -> None:
    found = family_named(families(), "", "全店满减活动")
    assert found is not None
    assert found.id == "pieces"
    assert family_named(families(), "惊喜直降", None) is None


def test_every_tool_of_shop_item_and_platform_has_a_family() -> None:
    without = {tool for tool in Tool if family_of(families(), tool) is None}
    assert without <= {Tool.PRESALE, Tool.FREE_FREIGHT}


@pytest.mark.parametrize(
    ("words", "rate"),
    [
        ("8.8折", 1_200),
        ("打9折", 1_000),
        ("12%", 1_200),
        ("0.88", 1_200),
        ("0.12", 1_200),
        ("减10元", None),
        (None, None),
    ],
)
def test_rates_are_what_is_taken_off(words: str | None, rate: int | None) -> None:
    assert rate_in(words) == rate


@pytest.mark.parametrize(
    ("words", "amount"),
    [("减10元", 1_000), ("立减12.50", 1_250), ("20", 2_000), ("15元", 1_500), ("9折", None), ("", None)],
)
def test_amounts_are_in_fen(words: str, amount: int | None) -> None:
    assert amount_in(words) == amount


@pytest.mark.parametrize("words", ["满200减20", "满200元减20元", "每满 200 减 20", "满200元立减20"])
def test_thresholds_are_read_with_their_reduction(words: str) -> None:
    assert threshold_in(words) == (20_000, 2_000)
    assert threshold_in("减20") is None
