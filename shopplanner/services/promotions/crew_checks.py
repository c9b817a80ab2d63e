"""Checks of the plan against what shop and team can carry: stock for the goal, hero products, tasks of a day."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import timedelta
from typing import Final

from shopplanner.domain.changes import Place
from shopplanner.domain.checks import Check, Hit, Settings, Values
from shopplanner.domain.messages import message
from shopplanner.services import wording
from shopplanner.services.promotions.plan_facts import AHEAD, PlanFacts
from shopplanner.services.promotions.plans import place

HERO_LANE: Final = "hero"
HERO_ROLE: Final = "hero_product"


def stock_below_goal(facts: PlanFacts, settings: Settings) -> Iterator[Hit]:
    """Yield promotions that are to sell more pieces than their products have in stock."""
    del settings
    for each in facts.coming():
        goal = facts.goals.get(each.id)
        products = [facts.products[one] for one in each.products if one in facts.products]
        stocks = [one.stock for one in products if one.stock is not None]
        if goal is None or not products or len(stocks) < len(products) or sum(stocks) >= goal:
            continue
        values: Values = {"name": each.name, "goal": goal, "stock": sum(stocks), "missing": goal - sum(stocks)}
        yield Hit(each.name, place(each.id), values | {"day": each.starts.date()})


def many_heroes(facts: PlanFacts, settings: Settings) -> Iterator[Hit]:
    """Yield the first day of each stretch on which more hero products are promoted than a shop can push at once."""
    former: frozenset[int] = frozenset()
    for number in range(AHEAD + 1):
        day = facts.today + timedelta(days=number)
        live = [
            each
            for each in facts.coming()
            if each.status != "idea" and each.starts.date() <= day <= each.ends.date() and not each.whole_shop
        ]
        heroes = {one: each for each in live for one in each.products if _is_hero(facts, one) or each.lane == HERO_LANE}
        found = frozenset(heroes)
        if len(found) > settings["count"] and found != former:
            names = [facts.products[one].name for one in sorted(found) if one in facts.products]
            first = next(iter(heroes.values()))
            values: Values = {"day": day, "n": len(found), "limit": settings["count"]}
            yield Hit(first.name, place(first.id), values | {"products": wording.listed(names[:5])})
        former = found


def _is_hero(facts: PlanFacts, product_id: int) -> bool:
    return product_id in facts.products and facts.products[product_id].role == HERO_ROLE


def crowded_day(facts: PlanFacts, settings: Settings) -> Iterator[Hit]:
    """Yield the days on which one role has more open tasks than can be done in a day.

    Only tasks that nobody was chosen for count; the time of people is looked at by their load.
    """
    waiting = [task for task in facts.tasks if task.person_id is None and not task.done and task.due >= facts.today]
    counts = Counter((task.due, task.role) for task in waiting)
    for (day, role), count in sorted(counts.items()):
        if count > settings["count"]:
            first = next(task for task in waiting if (task.due, task.role) == (day, role))
            values: Values = {"day": day, "role": message(f"promotions.role.{role}"), "n": count}
            yield Hit(first.title, Place("promotions", "tasks", str(first.id)), values | {"limit": settings["count"]})


CHECKS: Final = (
    Check("promotions.stock_below_goal", stock_below_goal),
    Check("promotions.many_heroes", many_heroes),
    Check("promotions.crowded_day", crowded_day),
)
