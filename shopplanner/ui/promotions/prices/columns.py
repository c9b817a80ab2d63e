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
COMPARED, GIVING_WAY = 4, (8, 9, 10)
"""Places of the column that is shown only while rules are compared, and of those that make room for it."""
Other = Callable[[ProductPrices], ProductPrices | None]


def price_columns(other: Other) -> list[Column[ProductPrices]]:
    """Return product, the three prices, cost, floor, margin and risk; ``other`` is a row under other rules."""
    return [
        Column("product", "prices.column.product", lambda row: row.name, width=7.2, tooltip=lambda row: row.name),
        _amount("tag", lambda row: row.tag_price, 5.6),
        _amount("general", lambda row: row.prices.general, 5.4, lambda _row: text("prices.three.general_hint")),
        Column(
            "lowest",
            "prices.column.lowest",
            _lowest,
            sort=lambda row: row.prices.lowest,
            number=True,
            role=lambda row: RISK_ROLES[row.risk],
            tooltip=lambda row: f"{risk_words(row)}\n{text('prices.three.lowest_hint')}",
            width=7.8,
            bold=True,
        ),
        Column(
            "other",
            "prices.column.other",
            lambda row: _other(row, other(row)),
            sort=lambda row: _difference(row, other(row)),
            number=True,
            role=lambda row: "warn" if _difference(row, other(row)) else "muted",
            tooltip=lambda row: _other_words(row, other(row)),
            width=8.4,
        ),
        _amount("check", lambda row: row.prices.check_value, 5.8, lambda _row: text("prices.three.check_hint")),
        Column(
            "risk",
            "prices.column.risk",
            lambda row: text(f"prices.risk.short.{row.risk}") if row.risk else MISSING,
            sort=lambda row: RISK_ORDER[row.risk],
            role=lambda row: RISK_ROLES[row.risk],
            tooltip=risk_words,
            width=4.2,
        ),
        Column(
            "margin",
            "prices.column.margin",
            lambda row: money(row.margin),
            sort=lambda row: row.margin,
            number=True,
            role=lambda row: RISK_ROLES[row.risk],
            tooltip=_margin_words,
            width=5.0,
        ),
        Column(
            "rate",
            "prices.column.rate",
            lambda row: percent(margin_rate(row)),
            sort=margin_rate,
            number=True,
            tooltip=_margin_words,
            width=3.9,
        ),
        _amount("cost", lambda row: row.cost, 5.0),
        _amount("floor", lambda row: row.floor_price, 4.6),
    ]


def _amount(
    name: str,
    read: Callable[[ProductPrices], int | None],
    width: float,
    tooltip: Callable[[ProductPrices], str] | None = None,
) -> Column[ProductPrices]:
    return Column(
        name, f"prices.column.{name}", lambda row: money(read(row)), sort=read, number=True, width=width,
        tooltip=tooltip,
    )  # fmt: skip


def _lowest(row: ProductPrices) -> str:
    """Return the lowest price and, where more than one piece is needed for it, how many."""
    shown = money(row.prices.lowest)
    count = row.prices.lowest_quantity
    return shown if count == 1 else text("prices.lowest_with", amount=shown, n=count)


def _margin_words(row: ProductPrices) -> str:
    """Return how the margin comes about."""
    if row.margin is None:
        return risk_words(row)
    lowest, cost, margin = money(row.prices.lowest), money(row.cost), money(row.margin)
    rate = percent(margin_rate(row))
    if row.gift:
        return text("prices.margin_gift", lowest=lowest, cost=cost, gift=money(row.gift), margin=margin, rate=rate)
    return text("prices.margin_hint", lowest=lowest, cost=cost, margin=margin, rate=rate)


def _other(row: ProductPrices, there: ProductPrices | None) -> str:
    """Return the lowest price under the rules that are compared with, if it is another one."""
    if there is None:
        return MISSING
    return _lowest(there) if _difference(row, there) else text("prices.compare.equal")


def _difference(row: ProductPrices, there: ProductPrices | None) -> int:
    return there.prices.lowest - row.prices.lowest if there is not None else 0


def _other_words(row: ProductPrices, there: ProductPrices | None) -> str:
    """Return the lowest prices under both sets of rules."""
    if there is None:
        return ""
    return "\n".join(f"{each.profile.title}: {_lowest(each)}" for each in (row, there))
