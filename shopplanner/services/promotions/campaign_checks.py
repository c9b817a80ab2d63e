"""Checks of the plan against the platform's own rules: what excludes what, coupons, check cycles, registration."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import combinations
from typing import Final

from shopplanner.domain.changes import Place
from shopplanner.domain.checks import Check, Hit, Settings, Values
from shopplanner.domain.findings import Severity
from shopplanner.domain.messages import message
from shopplanner.domain.promotions.campaign_rules import check_cycle, covers_cycle
from shopplanner.domain.promotions.offers import Tool
from shopplanner.domain.promotions.plan import Promotion
from shopplanner.services import wording
from shopplanner.services.promotions.plan_facts import PlanFacts, tool_of
from shopplanner.services.promotions.plans import place

CAMPAIGNS: Final = frozenset({Tool.OFFICIAL_REDUCTION, Tool.DAILY_REDUCTION})
"""Tools that a product is entered for."""

COUPON_DAYS: Final = 60
"""Days that a coupon may be valid, and days ahead that it may be made. Source: coupon page, 2026-06-02."""


def shared_products(one: Promotion, other: Promotion) -> tuple[int, ...]:
    """Return the products that both name; those of the narrower one where the other covers the shop."""
    if one.whole_shop or other.whole_shop:
        return one.products or other.products
    return tuple(each for each in one.products if each in other.products)


def meets(one: Promotion, other: Promotion) -> bool:
    """Return whether both are live at one moment on one product."""
    on_one_product = (one.whole_shop and other.whole_shop) or bool(shared_products(one, other))
    return on_one_product and one.starts <= other.ends and other.starts <= one.ends


def pair_values(facts: PlanFacts, one: Promotion, other: Promotion) -> Values:
    """Return what sentences say of two promotions that meet."""
    names = [facts.products[each].name for each in shared_products(one, other) if each in facts.products]
    return {
        "name": one.name,
        "other": other.name,
        "products": wording.listed(names[:3]) if names else message("radar.words.whole_shop"),
        "first": max(one.starts, other.starts).date(),
        "last": min(one.ends, other.ends).date(),
    }


def _coming(facts: PlanFacts) -> list[Promotion]:
    return [each for each in facts.coming() if each.status != "idea"]


def excluded_pair(facts: PlanFacts, settings: Settings) -> Iterator[Hit]:
    """Yield pairs of promotions whose tools switch each other off on products that both cover."""
    del settings
    for one, other in combinations(_coming(facts), 2):
        if frozenset({tool_of(one), tool_of(other)}) in facts.exclusions and meets(one, other):
            yield Hit(one.name, place(one.id), pair_values(facts, one, other))


def two_campaigns(facts: PlanFacts, settings: Settings) -> Iterator[Hit]:
    """Yield pairs of platform campaigns that are live on one product: the platform accepts it in one of them."""
    del settings
    for one, other in combinations(_coming(facts), 2):
        if tool_of(one) in CAMPAIGNS and tool_of(one) is tool_of(other) and meets(one, other):
            yield Hit(one.name, place(one.id), pair_values(facts, one, other))


def _coupons(facts: PlanFacts) -> list[Promotion]:
    return [each for each in _coming(facts) if tool_of(each) is Tool.COUPON]


def coupon_validity(facts: PlanFacts, settings: Settings) -> Iterator[Hit]:
    """Yield coupons that are valid for more than sixty days."""
    del settings
    for each in _coupons(facts):
        days = (each.ends.date() - each.starts.date()).days + 1
        if days > COUPON_DAYS:
            last = each.starts.date() + timedelta(days=COUPON_DAYS - 1)
            yield Hit(each.name, place(each.id), {"name": each.name, "n": days, "limit": COUPON_DAYS, "day": last})


def coupon_too_early(facts: PlanFacts, settings: Settings) -> Iterator[Hit]:
    """Yield coupons that are scheduled as made although they begin more than sixty days from now."""
    del settings
    for each in (*facts.promotions, *facts.later):
        days = (each.starts.date() - facts.today).days
        if tool_of(each) is Tool.COUPON and each.status == "scheduled" and days > COUPON_DAYS:
            first = each.starts.date() - timedelta(days=COUPON_DAYS)
            yield Hit(each.name, place(each.id), {"name": each.name, "n": days, "limit": COUPON_DAYS, "day": first})


def many_coupons(facts: PlanFacts, settings: Settings) -> Iterator[Hit]:
    """Yield the first day on which more coupons of the shop, or of items, are live than the platform allows."""
    for whole_shop, limit in ((True, settings["shop"]), (False, settings["item"])):
        coupons = [each for each in _coupons(facts) if each.whole_shop is whole_shop]
        for each in sorted(coupons, key=lambda one: one.starts):
            moment = max(each.starts, facts.now)
            live = [one for one in coupons if one.starts <= moment <= one.ends]
            if len(live) > limit:
                kind = message(f"radar.words.coupons.{'shop' if whole_shop else 'item'}")
                values: Values = {"name": each.name, "kind": kind, "n": len(live), "limit": limit}
                yield Hit(each.name, place(each.id), values | {"day": moment.date()})
                break


def coupon_part_of_cycle(facts: PlanFacts, settings: Settings) -> Iterator[Hit]:
    """Yield offers that cover a check cycle of the daily campaign only partly: buyers get them all the same."""
    del settings
    daily = [each for each in _coming(facts) if tool_of(each) is Tool.DAILY_REDUCTION]
    for each in _coming(facts):
        if tool_of(each) in CAMPAIGNS or each.audience != "all":
            continue
        for campaign in daily:
            day = _part_day(each, campaign)
            if day is not None and meets(each, campaign):
                first, last = check_cycle(day)
                values: Values = {"name": each.name, "other": campaign.name, "first": first, "last": last}
                yield Hit(each.name, place(each.id), values | {"starts": each.starts.date(), "ends": each.ends.date()})
                break


def _part_day(offer: Promotion, campaign: Promotion) -> date | None:
    """Return a day of the campaign on which an offer is live without covering its check cycle; None if none."""
    for moment in (offer.starts, offer.ends):
        if campaign.starts <= moment <= campaign.ends and not covers_cycle(offer.starts, offer.ends, moment.date()):
            return moment.date()
    return None


def no_recent_sale(facts: PlanFacts, settings: Settings) -> Iterator[Hit]:
    """Yield products of a coming campaign that did not sell in sixty days: the platform refuses to enter them."""
    del settings
    for each in _coming(facts):
        if tool_of(each) not in CAMPAIGNS or each.starts <= facts.now:
            continue
        names = [facts.products[one].name for one in each.products if one in facts.products and _unsold(facts, one)]
        if names:
            values: Values = {"name": each.name, "n": len(names), "products": wording.listed(names[:3])}
            yield Hit(each.name, place(each.id), values | {"day": each.starts.date()})


def _unsold(facts: PlanFacts, product_id: int) -> bool:
    return not facts.products[product_id].sold_lately


def sku_missing(facts: PlanFacts, settings: Settings) -> Iterator[Hit]:
    """Yield products whose registration file lacks SKUs: the platform refuses the product then."""
    del settings
    for each in facts.unregistered:
        values: Values = {
            "product": each.product,
            "campaign": each.campaign,
            "n": len(each.skus),
            "skus": wording.listed(each.skus[:5]),
        }
        yield Hit(each.product, Place("products", "catalogue", str(each.product_id)), values)


def endless_repeat(facts: PlanFacts, settings: Settings) -> Iterator[Hit]:
    """Yield offers that a buyer gets again and again in one order, without a limit for one buyer."""
    del settings
    for each in _coming(facts):
        repeats = each.parameters.get("repeat") == "each" or tool_of(each) is Tool.COUPON
        if repeats and not each.get("per_person"):
            mechanic = message(f"promotions.mechanic.{each.mechanic}")
            values: Values = {"name": each.name, "mechanic": mechanic, "day": each.starts.date()}
            yield Hit(each.name, place(each.id), values, Severity.HINT if tool_of(each) is Tool.COUPON else None)


CHECKS: Final = (
    Check("promotions.excluded_pair", excluded_pair),
    Check("promotions.two_campaigns", two_campaigns),
    Check("promotions.coupon_validity", coupon_validity),
    Check("promotions.coupon_too_early", coupon_too_early),
    Check("promotions.many_coupons", many_coupons),
    Check("promotions.coupon_part_of_cycle", coupon_part_of_cycle),
    Check("promotions.no_recent_sale", no_recent_sale),
    Check("promotions.sku_missing", sku_missing),
    Check("promotions.endless_repeat", endless_repeat),
)
