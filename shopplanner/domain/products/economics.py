"""What a product earns and how long its stock lasts. Amounts in minor units, shares in basis points."""

from __future__ import annotations

from typing import Final

WHOLE: Final = 10_000


def selling_price(tag_price: int | None, list_price: int | None) -> int | None:
    """Return the everyday price: the one on the tag, else the list price."""
    return tag_price if tag_price is not None else list_price


def unit_margin(price: int | None, cost: int | None) -> int | None:
    """Return what a piece leaves before advertising and fees: ``price - cost``; None where either is not known."""
    return None if price is None or cost is None else price - cost


def margin_rate(price: int | None, cost: int | None) -> int | None:
    """Return ``(price - cost) / price`` in basis points, rounded half away from zero.

    None without a price above zero or without a cost. Source: definition of gross margin.
    """
    margin = unit_margin(price, cost)
    return None if margin is None or not price or price < 0 else share(margin, price)


def cover_days(stock: int | None, units: int | None, days: int) -> int | None:
    """Return how many whole days the stock lasts: ``stock / (units / days)``, rounded down.

    ``units`` were sold in ``days`` days. None where stock or pace is not known, or nothing was sold. Source: stock on
    hand over mean daily units (库存可售天数).
    """
    if stock is None or not units or units < 0 or days < 1:
        return None
    return max(0, stock) * days // units


def share(part: int, whole: int) -> int | None:
    """Return ``part / whole`` in basis points, rounded half away from zero; None of nothing."""
    if whole == 0:
        return None
    sign = -1 if (part < 0) != (whole < 0) else 1
    return sign * ((2 * WHOLE * abs(part) + abs(whole)) // (2 * abs(whole)))
