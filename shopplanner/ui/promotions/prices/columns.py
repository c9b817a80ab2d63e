"""The columns of the price table."""

from __future__ import annotations

from collections.abc import Callable

from shopplanner.foundation.i18n import text
from shopplanner.services.promotions.price_words import margin_rate, risk_words
from shopplanner.services.promotions.prices import ProductPrices
from shopplanner.services.wording import MISSING, money, percent
from shopplanner.ui.common.table import Column

RISK_ROLES = {"cost": "bad", "floor": "warn", "": ""}
RISK_ORDER = {"cost": 0, "floor": 1, "": 2}


def price_columns() -> list[Column[ProductPrices]]:
    """Return product, the three prices, cost, floor, margin and risk."""
    return [
        Column("product", "prices.column.product", lambda row: row.name, width=7.2, tooltip=lambda row: row.name),
        _amount("tag", lambda row: row.tag_price, 4.9),
        _amount("general", lambda row: row.prices.general, 5.0),
        Column(
            "lowest",
            "prices.column.lowest",
            _lowest,
            sort=lambda row: row.prices.lowest,
            number=True,
            role=lambda row: RISK_ROLES[row.risk],
            tooltip=risk_words,
            width=7.2,
            bold=True,
        ),
        _amount("check", lambda row: row.prices.check_value, 5.8),
        Column(
            "risk",
            "prices.column.risk",
            lambda row: text(f"prices.risk.short.{row.risk}") if row.risk else MISSING,
            sort=lambda row: RISK_ORDER[row.risk],
            role=lambda row: RISK_ROLES[row.risk],
            width=3.4,
        ),
        Column(
            "margin",
            "prices.column.margin",
            lambda row: money(row.margin),
            sort=lambda row: row.margin,
            number=True,
            role=lambda row: RISK_ROLES[row.risk],
            width=4.6,
        ),
        Column(
            "rate",
            "prices.column.rate",
            lambda row: percent(margin_rate(row)),
            sort=margin_rate,
            number=True,
            width=3.9,
        ),
        _amount("cost", lambda row: row.cost, 4.2),
        _amount("floor", lambda row: row.floor_price, 4.6),
    ]


def _amount(name: str, read: Callable[[ProductPrices], int | None], width: float) -> Column[ProductPrices]:
    return Column(name, f"prices.column.{name}", lambda row: money(read(row)), sort=read, number=True, width=width)


def _lowest(row: ProductPrices) -> str:
    """Return the lowest price and, where more than one piece is needed for it, how many."""
    shown = money(row.prices.lowest)
    count = row.prices.lowest_quantity
    return shown if count == 1 else text("prices.lowest_with", amount=shown, n=count)
