"""Checks of prices over time: the line of the next campaign, protection after one, coupon against discount."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from shopplanner.domain.checks import Check, Hit, Settings, Values
from shopplanner.domain.messages import Money, message
from shopplanner.services.promotions.plan_facts import PlanFacts
from shopplanner.services.promotions.plan_lines import COUNTS, Undercut
from shopplanner.services.promotions.plans import place


def _undercut_values(each: Undercut) -> Values:
    return {
        "name": each.promotion,
        "campaign": each.campaign,
        "product": each.product,
        "day": each.day,
        "price": Money(each.price),
        "limit": Money(each.limit),
        "n": each.count,
        "last": each.last,
    }


def cuts_line(facts: PlanFacts, settings: Settings) -> Iterator[Hit]:
    """Yield promotions that make a price too low for the next campaign's registration."""
    del settings
    for each in facts.lines.cuts:
        yield Hit(each.promotion, place(each.promotion_id), _undercut_values(each))


def paid_below_price(facts: PlanFacts, settings: Settings) -> Iterator[Hit]:
    """Yield campaigns that prices paid within the fifteen days before already keep out."""
    del settings
    for each in facts.lines.paid:
        yield Hit(each.campaign, place(each.promotion_id), _undercut_values(each))


def inside_protection(facts: PlanFacts, settings: Settings) -> Iterator[Hit]:
    """Yield promotions that make a price fall while buyers of an earlier campaign are protected."""
    del settings
    for each in facts.lines.drops:
        yield Hit(each.promotion, place(each.promotion_id), _undercut_values(each))


def coupon_or_multiple(facts: PlanFacts, settings: Settings) -> Iterator[Hit]:
    """Yield coupons and multi-piece offers that are live together: a sub-order takes only one of them."""
    del settings
    for each in facts.lines.rivals:
        values: Values = {
            "name": each.coupon.name,
            "other": each.other.name,
            "product": each.product,
            "day": each.first,
        }
        names = {"coupon": each.coupon.name, "other": each.other.name}
        for count, winner in zip(COUNTS, each.winners, strict=True):
            values[f"for_{count}"] = names.get(winner) or message("radar.words.neither")
        yield Hit(each.coupon.name, place(each.coupon.id), values)


CHECKS: Final = (
    Check("promotions.cuts_line", cuts_line),
    Check("promotions.paid_below_price", paid_below_price),
    Check("promotions.inside_protection", inside_protection),
    Check("promotions.coupon_or_multiple", coupon_or_multiple),
)
