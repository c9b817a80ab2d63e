"""Every mechanic, planned as it begins, reaches prices, baskets and their words in both languages."""

from __future__ import annotations

from datetime import datetime

import pytest

from shopplanner.domain.promotions.mechanics import MECHANICS, defaults
from shopplanner.foundation import i18n
from shopplanner.services.promotions import prices
from shopplanner.services.promotions.baskets import basket_at
from shopplanner.services.promotions.price_words import explanation, price_lines, remarks
from shopplanner.services.workspace import Workspace
from tests.services.promotions.planning import put, put_products

NOON = datetime(2026, 11, 11, 12)
FIRST, LAST = "2026-11-10 00:00:00", "2026-11-20 23:59:59"
BUYER = ("member", "returning", "88vip")
PAID = {
    "item_discount": 27_000,
    "threshold_reduction": 28_000,
    "coupon": 29_000,
    "bundle": 29_900,
    "gift": 30_000,
    "member_day": 20_000,
    "platform_event": 26_400,
    "quantity_reduction": 27_000,
    "any_n_for_price": 9900,
    "nth_piece": 25_000,
    "buy_x_get_y": 20_000,
    "flash_sale": 29_700,
    "daily_reduction": 27_000,
    "member_reduction": 27_000,
    "returning_reduction": 27_000,
    "cross_shop": 25_000,
    "category_coupon": 28_000,
    "red_packet": 29_500,
    "gold_coins": 29_100,
    "presale": 15_000,
    "free_freight": 30_000,
    "clearance": 27_000,
}
"""Fen for three pieces at 100.00 with each mechanic as it begins, worked by hand; the deposit saves 50.00 a piece."""


def test_no_mechanic_is_forgotten() -> None:
    assert set(PAID) == set(MECHANICS)


@pytest.mark.parametrize("mechanic", MECHANICS)
def test_three_pieces_cost_what_the_mechanic_says(workspace: Workspace, mechanic: str) -> None:
    (product,) = put_products(workspace, ("A", 10_000, 4000, None))
    values = {**defaults(mechanic), **({"gift": "sponge"} if mechanic == "gift" else {})}
    put(workspace, mechanic, FIRST, LAST, name="活动", products=(product,), **values)
    basket = basket_at(workspace, [(product, 3)], NOON, audience=BUYER, freight=800)
    assert basket.cart.payable == PAID[mechanic]
    assert basket.cart.freight == (0 if mechanic == "free_freight" else 800)
    assert not basket.cart.rejected
    priced = prices.prices_of(workspace, product, NOON)
    for language in i18n.LANGUAGES:
        i18n.set_language(language)
        lines = price_lines(basket.cart)
        assert sum(line.amount for line in lines[:-1]) == lines[-1].amount
        told = [*(line.words for line in lines), *remarks(basket.cart), explanation(priced, 1)]
        assert any("活动" in words for words in told)
        assert not any("{" in words for words in told)
