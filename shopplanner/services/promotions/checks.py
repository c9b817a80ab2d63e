"""Checks of the plan: what promotions lack, where they collide, and which tasks are late."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Final

from shopplanner.domain.changes import Place
from shopplanner.domain.checks import Check, Hit, Settings, Values
from shopplanner.domain.findings import Severity
from shopplanner.domain.messages import Money, Percent, message
from shopplanner.domain.promotions.campaign_rules import FREE_GIVE_AWAY_LIMIT, GIVE_AWAY_LIMIT, give_away
from shopplanner.domain.promotions.plan import Promotion
from shopplanner.domain.promotions.tools import PRICE_SETTING, Tool
from shopplanner.services import wording
from shopplanner.services.promotions import campaign_checks, crew_checks, line_checks, price_checks
from shopplanner.services.promotions.plan_facts import PlanFacts, gather, tool_of
from shopplanner.services.promotions.plans import place

REDUCTIONS: Final = frozenset({Tool.ITEM_PERCENT, Tool.ITEM_AMOUNT, Tool.CLEARANCE})
"""Reductions of single items of which a product has one at a time."""
NO_TOOLS: Final[frozenset[Tool]] = frozenset()


def no_products(facts: PlanFacts, settings: Settings) -> Iterator[Hit]:
    """Yield promotions that apply to nothing."""
    del settings
    for each in facts.coming():
        if not each.whole_shop and not each.products:
            severity = Severity.HINT if each.status == "idea" else None
            yield Hit(each.name, place(each.id), {"name": each.name, "day": each.starts.date()}, severity)


def no_tasks(facts: PlanFacts, settings: Settings) -> Iterator[Hit]:
    """Yield promotions that begin soon and have no task to prepare them; ideas do not count."""
    for each in facts.coming(settings["days"]):
        if not each.tasks and each.status != "idea" and each.starts > facts.now:
            days = (each.starts.date() - facts.today).days
            yield Hit(each.name, place(each.id), {"name": each.name, "day": each.starts.date(), "n": days})


def task_overdue(facts: PlanFacts, settings: Settings) -> Iterator[Hit]:
    """Yield open tasks whose day has passed; an error once they are later than the given days."""
    for task in facts.tasks:
        late = (facts.today - task.due).days
        if task.done or late <= 0:
            continue
        severity = Severity.ERROR if late > settings["days"] else None
        role = message(f"promotions.role.{task.role}")
        values: Values = {
            "title": task.title,
            "n": late,
            "day": task.due,
            "role": role,
            "about": task.promotion or role,
        }
        yield Hit(task.title, Place("promotions", "tasks", str(task.id)), values, severity)


def threshold_cut(facts: PlanFacts, settings: Settings) -> Iterator[Hit]:
    """Yield reductions and coupons that take off a large part of their threshold; an error from all of it on."""
    for each in facts.coming():
        threshold = each.get("threshold")
        benefit = each.get("reduction") or each.get("face")
        if not threshold or not benefit:
            continue
        share = benefit * 10_000 // threshold
        if share >= settings["share"] * 100:
            severity = Severity.ERROR if benefit >= threshold else None
            values: Values = {"name": each.name, "benefit": Money(benefit), "threshold": Money(threshold)}
            yield Hit(each.name, place(each.id), values | {"share": Percent(share)}, severity)


def coupon_gives_too_much(facts: PlanFacts, settings: Settings) -> Iterator[Hit]:
    """Yield coupons that would give away more in all than the platform accepts."""
    del settings
    for each in facts.coming():
        if each.mechanic != "coupon":
            continue
        free = not each.get("threshold")
        total, accepted = give_away(each.get("face"), each.get("quantity"), free=free)
        if not accepted:
            limit = Money(FREE_GIVE_AWAY_LIMIT if free else GIVE_AWAY_LIMIT)
            values: Values = {"name": each.name, "total": Money(total), "limit": limit}
            values |= {"face": Money(each.get("face")), "n": each.get("quantity")}
            yield Hit(each.name, place(each.id), values)


def overlapping_discounts(facts: PlanFacts, settings: Settings) -> Iterator[Hit]:
    """Yield pairs of item discounts that are live together on a product: the buyer gets only one of them.

    Of two set prices the lower one counts, of two reductions the larger one; a set price and a reduction add up.
    """
    del settings
    discounts = [(each, _family(each)) for each in facts.coming() if each.status != "idea"]
    for number, (one, family) in enumerate(discounts):
        for other, alike in discounts[number + 1 :]:
            if not family or alike is not family:
                continue
            shared = campaign_checks.shared_products(one, other)
            if shared and one.starts <= other.ends and other.starts <= one.ends:
                names = [facts.products[each].name for each in shared if each in facts.products]
                values: Values = {
                    "name": one.name,
                    "other": other.name,
                    "n": len(shared),
                    "products": wording.listed(names[:3]),
                }
                span = {"first": max(one.starts, other.starts).date(), "last": min(one.ends, other.ends).date()}
                yield Hit(one.name, place(one.id), values | span)


def _family(promotion: Promotion) -> frozenset[Tool]:
    """Return the tools of which one at a time works on a product, the promotion's among them; nothing for others."""
    tool = tool_of(promotion)
    return next((family for family in (PRICE_SETTING, REDUCTIONS) if tool in family), NO_TOOLS)


def phase_outside(facts: PlanFacts, settings: Settings) -> Iterator[Hit]:
    """Yield promotions with a phase that begins before or ends after them."""
    del settings
    for each in facts.coming():
        for phase in each.phases:
            if phase.starts.date() < each.starts.date() or phase.ends > each.ends:
                kind = message(f"promotions.phase.{phase.kind}")
                values: Values = {
                    "name": each.name,
                    "phase": kind,
                    "first": each.starts.date(),
                    "last": each.ends.date(),
                }
                yield Hit(each.name, place(each.id), values)
                break


def still_idea(facts: PlanFacts, settings: Settings) -> Iterator[Hit]:
    """Yield promotions that begin soon, or have begun, and are still an idea."""
    for each in facts.coming(settings["days"]):
        if each.status == "idea":
            yield Hit(each.name, place(each.id), {"name": each.name, "day": each.starts.date()})


def not_reviewed(facts: PlanFacts, settings: Settings) -> Iterator[Hit]:
    """Yield promotions that ended some days ago and were not reviewed; of a series the last one only."""
    ended = [each for each in facts.promotions if each.ends < facts.now and each.status not in {"reviewed", "idea"}]
    last = {each.series: each.id for each in sorted(ended, key=lambda one: one.ends) if each.series}
    for each in ended:
        days = (facts.today - each.ends.date()).days
        if days >= settings["days"] and last.get(each.series, each.id) == each.id:
            seen = Place("promotions", "review", str(each.id))
            yield Hit(each.name, seen, {"name": each.name, "day": each.ends.date(), "n": days})


def stock_out(facts: PlanFacts, settings: Settings) -> Iterator[Hit]:
    """Yield products of a promotion whose stock ends before it does, at the pace of the last fortnight."""
    for each in facts.coming(settings["days"]):
        left = max(1, (each.ends.date() - facts.today).days + 1)
        for product_id in each.products if each.status != "idea" else ():
            product = facts.products.get(product_id)
            if product is None or product.stock is None or not product.daily_units:
                continue
            lasts = product.stock * 100 // product.daily_units
            if lasts < left:
                values: Values = {
                    "name": product.name,
                    "promotion": each.name,
                    "day": facts.today + timedelta(days=lasts),
                }
                values |= {"stock": product.stock, "pace": f"{product.daily_units / 100:.1f}", "last": each.ends.date()}
                yield Hit(product.name, place(each.id), values)


def bundle_saves_nothing(facts: PlanFacts, settings: Settings) -> Iterator[Hit]:
    """Yield bundles that cost as much as their products apart."""
    del settings
    for each in facts.coming():
        prices = [facts.products[one].price for one in each.products if one in facts.products]
        apart = sum(price for price in prices if price is not None)
        if each.mechanic == "bundle" and len(prices) > 1 and None not in prices and each.get("price") >= apart:
            values: Values = {"name": each.name, "price": Money(each.get("price")), "apart": Money(apart)}
            yield Hit(each.name, place(each.id), values)


def below_cost(facts: PlanFacts, settings: Settings) -> Iterator[Hit]:
    """Yield promotions with products whose lowest price is below cost."""
    del settings
    return price_checks.below(facts.priced, "cost")


def under_floor(facts: PlanFacts, settings: Settings) -> Iterator[Hit]:
    """Yield promotions with products whose lowest price is under their floor, but not below cost."""
    del settings
    return price_checks.below(facts.priced, "floor")


def too_deep(facts: PlanFacts, settings: Settings) -> Iterator[Hit]:
    """Yield promotions with products whose lowest price is more than the given share under the everyday price."""
    return price_checks.too_deep(facts.priced, settings["depth"] * 100)


def under_red_line(facts: PlanFacts, settings: Settings) -> Iterator[Hit]:
    """Yield promotions with products under the platform's red line."""
    return price_checks.under_red_line(facts.priced, settings["share"] * 100)


CHECKS: Final = (
    Check("promotions.below_cost", below_cost),
    Check("promotions.under_floor", under_floor),
    Check("promotions.too_deep", too_deep),
    Check("promotions.under_red_line", under_red_line),
    Check("promotions.threshold_cut", threshold_cut),
    Check("promotions.coupon_gives_too_much", coupon_gives_too_much),
    Check("promotions.overlapping_discounts", overlapping_discounts),
    Check("promotions.no_products", no_products),
    Check("promotions.no_tasks", no_tasks),
    Check("promotions.task_overdue", task_overdue),
    Check("promotions.stock_out", stock_out),
    Check("promotions.phase_outside", phase_outside),
    Check("promotions.still_idea", still_idea),
    Check("promotions.bundle_saves_nothing", bundle_saves_nothing),
    Check("promotions.not_reviewed", not_reviewed),
    *campaign_checks.CHECKS,
    *line_checks.CHECKS,
    *crew_checks.CHECKS,
)

__all__ = ["CHECKS", "gather"]
