"""Margins, cover and shares, worked by hand."""

from __future__ import annotations

import pytest

from shopplanner.domain.products.economics import cover_days, margin_rate, selling_price, share, unit_margin


def test_the_tag_price_goes_before_the_list_price() -> None:
    assert selling_price(6790, 7900) == 6790
    assert selling_price(None, 7900) == 7900
    assert selling_price(0, 7900) == 0
    assert selling_price(None, None) is None


def test_margin_is_price_less_cost_over_price() -> None:
    assert unit_margin(10_000, 6_000) == 4_000
    assert margin_rate(10_000, 6_000) == 4_000
    assert margin_rate(6790, 2350) == 6539  # 4440 / 6790 = 0.653902...
    assert margin_rate(5_000, 6_000) == -2_000


@pytest.mark.parametrize(("price", "cost"), [(None, 1), (1, None), (0, 5), (-1, 5)])
def test_no_margin_without_price_and_cost(price: int | None, cost: int | None) -> None:
    assert margin_rate(price, cost) is None


def test_cover_is_stock_over_mean_daily_units() -> None:
    assert cover_days(280, 140, 28) == 56
    assert cover_days(12, 190, 28) == 1  # 12 / 6.79 = 1.77
    assert cover_days(0, 10, 28) == 0
    assert cover_days(-3, 10, 28) == 0


@pytest.mark.parametrize(("stock", "units", "days"), [(None, 10, 28), (10, None, 28), (10, 0, 28), (10, 5, 0)])
def test_cover_is_unknown_without_stock_or_pace(stock: int | None, units: int | None, days: int) -> None:
    assert cover_days(stock, units, days) is None


def test_shares_are_rounded_half_away_from_zero() -> None:
    assert share(1, 3) == 3333
    assert share(2, 3) == 6667
    assert share(1, 20_000) == 1
    assert share(-1, 20_000) == -1
    assert share(1, 0) is None
