"""Reverse price questions: the setting that reaches a wanted price, line, margin or sales, with how it is derived.

Every answer is exact to the fen and holds in the price engine; the next smaller setting does not. Amounts are in fen,
rates in basis points.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from shopplanner.domain.promotions.rounding import WHOLE, YUAN, Rounding, ceil_to, half_up, reduction

RATE_STEP = 10
"""Steps in which a percentage can be entered: a tenth of a percent, 8.55 折 and the like."""


class Unit(StrEnum):
    """What a figure is counted in."""

    MONEY = "money"
    RATE = "rate"
    RATIO = "ratio"


@dataclass(frozen=True, slots=True)
class Figure:
    """One line of a derivation: what it is, how much, and in what."""

    name: str
    amount: int
    unit: Unit = Unit.MONEY


@dataclass(frozen=True, slots=True)
class Solution:
    """The answer to a reverse question.

    Attributes:
        value: the setting; None if there is none.
        unit: what it is counted in.
        figures: how it comes about, in order.
        obstacle: why there is none; empty if there is one.
    """

    value: int | None
    unit: Unit
    figures: tuple[Figure, ...]
    obstacle: str = ""


def reduction_for_target(tag: int, target: int, rate: int, rounding: Rounding = Rounding.CEIL_YUAN) -> Solution:
    """Return the item reduction that brings one piece to a target under an official reduction.

    Both are computed from the same price and subtracted; sellers found that multiplying them is wrong by hundreds of
    yuan. Source: sellers' live runs in July to October 2026.

    Args:
        tag: price before reductions.
        target: what the buyer shall pay.
        rate: the official reduction.
        rounding: how the official reduction is rounded.
    """
    official = reduction(tag, rate, rounding)
    amount = tag - official - target
    figures = (
        Figure("tag", tag),
        Figure("official", -official),
        Figure("target", -target),
        Figure("item_reduction", amount),
    )
    return Solution(amount, Unit.MONEY, figures) if amount >= 0 else Solution(None, Unit.MONEY, figures, "above")


def largest_entry_price(line: int, rate: int, step: int = YUAN) -> Solution:
    """Return the highest campaign price that the platform's low-price check accepts.

    The platform compares the unrounded value: 56.93 less 12 % is 50.0984, refused against a line of 50.00.

    Args:
        line: lowest price of the last days that must not be exceeded.
        rate: reduction of the campaign, below all of the price.
        step: steps of the price, a yuan or a fen.
    """
    price = line * WHOLE // ((WHOLE - rate) * step) * step
    figures = (
        Figure("line", line),
        Figure("kept", WHOLE - rate, Unit.RATE),
        Figure("exact", line * WHOLE // (WHOLE - rate)),
        Figure("entry_price", price),
        Figure("checked", half_up(price * (WHOLE - rate), WHOLE)),
    )
    return Solution(price, Unit.MONEY, figures) if price else Solution(None, Unit.MONEY, figures, "too_low")


def coupon_for_total(price: int, pieces: int, target: int) -> Solution:
    """Return the least coupon, in whole yuan, with which so many pieces cost at most a target together.

    Its threshold is what the pieces cost before it, cut to the yuan, so that a smaller basket does not get it.

    Args:
        price: price of one piece after item reductions.
        pieces: pieces in the basket.
        target: what they shall cost together.
    """
    total = price * pieces
    face = ceil_to(max(0, total - target), 1, YUAN)
    threshold = total // YUAN * YUAN
    figures = (
        Figure("total", total),
        Figure("target", -target),
        Figure("missing", max(0, total - target)),
        Figure("threshold", threshold),
        Figure("face", face),
        Figure("result", total - face),
    )
    if face >= threshold:
        return Solution(None, Unit.MONEY, figures, "gives_all" if total > target else "reached")
    return Solution(face, Unit.MONEY, figures) if face else Solution(None, Unit.MONEY, figures, "reached")


def rate_for_total(price: int, pieces: int, target: int, rounding: Rounding = Rounding.FLOOR_JIAO_PER_UNIT) -> Solution:
    """Return the least percentage off, for several pieces, with which they cost at most a target together.

    Args:
        price: price of one piece after item reductions.
        pieces: pieces in the basket.
        target: what they shall cost together.
        rounding: how the percentage is rounded.
    """
    total = price * pieces
    low, high = 0, WHOLE // RATE_STEP - 1
    while low < high:
        middle = (low + high) // 2
        if _after(price, middle * RATE_STEP, rounding) * pieces <= target:
            high = middle
        else:
            low = middle + 1
    rate = low * RATE_STEP
    result = _after(price, rate, rounding) * pieces
    figures = (
        Figure("total", total),
        Figure("target", -target),
        Figure("missing", max(0, total - target)),
        Figure("rate", rate, Unit.RATE),
        Figure("result", result),
    )
    if rate == 0:
        return Solution(None, Unit.RATE, figures, "reached")
    return Solution(rate, Unit.RATE, figures) if result <= target else Solution(None, Unit.RATE, figures, "gives_all")


def _after(price: int, rate: int, rounding: Rounding) -> int:
    return price - reduction(price, rate, rounding)


def break_even_uplift(before: int, after: int, cost: int) -> Solution:
    """Return how much more must be sold at a lower price for the same contribution: (p0 - c) / (p1 - c) - 1.

    Args:
        before: price before.
        after: price of the promotion.
        cost: cost of one piece, freight included.
    """
    figures = (Figure("margin_before", before - cost), Figure("margin_after", after - cost))
    if after <= cost:
        return Solution(None, Unit.RATE, figures, "below_cost")
    uplift = -(-(before - cost) * WHOLE // (after - cost)) - WHOLE
    return Solution(max(0, uplift), Unit.RATE, (*figures, Figure("uplift", max(0, uplift), Unit.RATE)))


def break_even_roi(price: int, cost: int) -> Solution:
    """Return the sales that each yuan of advertising must bring: p / (p - c), in ten-thousandths.

    Args:
        price: what the buyer pays.
        cost: cost of one piece, freight included.
    """
    figures = (Figure("price", price), Figure("margin_after", price - cost))
    if price <= cost:
        return Solution(None, Unit.RATIO, figures, "below_cost")
    roi = -(-price * WHOLE // (price - cost))
    return Solution(roi, Unit.RATIO, (*figures, Figure("roi", roi, Unit.RATIO)))


def deepest_discount(price: int, cost: int, margin: int, *, fees: int = 0, line: int | None = None) -> Solution:
    """Return the most that can be taken off while a margin stays and a later campaign can still be entered.

    The margin is a share of what the buyer pays, after cost and fees. What the price falls to now is the line of the
    next campaign within fifteen days: its price may not be above it, so the price now may not fall below its price.

    Args:
        price: price before.
        cost: cost of one piece, freight included.
        margin: least margin.
        fees: share of the price that the platform keeps.
        line: price planned for the next campaign within its window; None if there is none.
    """
    kept = WHOLE - margin - fees
    figures = [Figure("price", price), Figure("cost", cost), Figure("kept_share", kept, Unit.RATE)]
    if kept <= 0:
        return Solution(None, Unit.MONEY, tuple(figures), "margin_too_high")
    floor = ceil_to(cost * WHOLE, kept, 1)
    figures.append(Figure("margin_floor", floor))
    if line is not None:
        figures.append(Figure("next_line", line))
    lowest = max(floor, line or 0)
    figures += [Figure("lowest", lowest), Figure("discount", price - lowest)]
    if lowest > price:
        return Solution(None, Unit.MONEY, tuple(figures), "no_room")
    return Solution(price - lowest, Unit.MONEY, tuple(figures))


def entry_price_ratio(everyday: int, campaign: int) -> Solution:
    """Return how far apart two prices to buyers must be for one registered price to serve two campaigns.

    With 10 % on ordinary days and 12 % in a big campaign the ordinary price must be at least 0.90 / 0.88 of the other.

    Args:
        everyday: reduction of the ordinary campaign.
        campaign: reduction of the big one.
    """
    ratio = half_up((WHOLE - everyday) * WHOLE, WHOLE - campaign)
    figures = (
        Figure("kept_everyday", WHOLE - everyday, Unit.RATE),
        Figure("kept_campaign", WHOLE - campaign, Unit.RATE),
        Figure("ratio", ratio, Unit.RATIO),
    )
    return Solution(ratio, Unit.RATIO, figures)
