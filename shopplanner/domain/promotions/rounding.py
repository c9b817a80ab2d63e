"""How reductions are rounded. Amounts are in fen, rates in basis points of the price."""

from __future__ import annotations

from enum import StrEnum

WHOLE = 10_000
JIAO = 10
YUAN = 100


class Rounding(StrEnum):
    """Named rounding policies."""

    HALF_UP_FEN = "half_up_fen"
    FLOOR_JIAO_PER_UNIT = "floor_jiao_per_unit"
    CEIL_YUAN = "ceil_yuan"
    CEIL_BY_PRICE_BAND = "ceil_by_price_band"


def half_up(numerator: int, denominator: int) -> int:
    """Return a quotient of whole numbers, rounded half up."""
    return (2 * numerator + denominator) // (2 * denominator)


def ceil_to(numerator: int, denominator: int, step: int) -> int:
    """Return the least multiple of ``step`` that is not below the quotient."""
    return -(-numerator // (denominator * step)) * step


def reduction(price: int, rate: int, rounding: Rounding) -> int:
    """Return what a rate takes off one price.

    ``CEIL_BY_PRICE_BAND`` is the platform's daily campaign (whitepaper FAQ 9): above 100 yuan up to the next yuan,
    above 10 up to the next jiao, else half up to the fen. ``CEIL_YUAN`` is the big campaigns' reduction as sellers
    observed it (339.3 became 340): up to the next yuan from 100 yuan on, half up to the fen below.
    ``FLOOR_JIAO_PER_UNIT`` cuts the reduced price of each piece to the jiao below.
    """
    exact = price * rate
    match rounding:
        case Rounding.HALF_UP_FEN:
            return half_up(exact, WHOLE)
        case Rounding.FLOOR_JIAO_PER_UNIT:
            left = price * (WHOLE - rate) // WHOLE // JIAO * JIAO
            return price - left
        case Rounding.CEIL_YUAN:
            return ceil_to(exact, WHOLE, YUAN) if price >= 100 * YUAN else half_up(exact, WHOLE)
        case _:
            if price > 100 * YUAN:
                return ceil_to(exact, WHOLE, YUAN)
            return ceil_to(exact, WHOLE, JIAO) if price > 10 * YUAN else half_up(exact, WHOLE)
