"""The plan is held against what shop and team can carry."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from shopplanner.services.promotions import crew_checks as checks
from shopplanner.services.promotions.plan_facts import Stocked
from shopplanner.services.promotions.tasks import Task
from tests.services.promotions.test_campaign_checks import promotion
from tests.services.promotions.test_checks import OIL, SOAP, found

SETTINGS = {"count": 2}


def test_stock_must_cover_the_goal() -> None:
    plan = promotion("gift", products=(1, 2), id=4)
    products = {1: replace(SOAP, stock=30), 2: replace(OIL, stock=50)}
    assert found(checks.stock_below_goal, plan, goals={4: 80}, products=products) == []
    (hit,) = found(checks.stock_below_goal, plan, goals={4: 81}, products=products)
    assert (hit.values["goal"], hit.values["stock"], hit.values["missing"]) == (81, 80, 1)
    unknown = {**products, 2: replace(OIL, stock=None)}
    assert found(checks.stock_below_goal, plan, goals={4: 81}, products=unknown) == []
    assert found(checks.stock_below_goal, plan, products=products) == []


def test_hero_products_on_one_day_are_counted_and_told_once() -> None:
    products = {number: Stocked(number, f"P{number}", 5_000, role="hero_product") for number in (1, 2, 3)}
    two = promotion("gift", "11-24", "11-30", products=(1, 2), id=1)
    third = promotion("gift", "11-26", "11-28", products=(3,), id=2)
    assert found(checks.many_heroes, two, products=products, settings=SETTINGS) == []
    (hit,) = found(checks.many_heroes, two, third, products=products, settings=SETTINGS)
    assert (hit.values["day"], hit.values["n"], hit.values["products"]) == (date(2026, 11, 26), 3, "P1, P2, P3")
    plain = {**products, 3: Stocked(3, "P3", 5_000)}
    assert found(checks.many_heroes, two, third, products=plain, settings=SETTINGS) == []
    assert len(found(checks.many_heroes, two, replace(third, lane="hero"), products=plain, settings=SETTINGS)) == 1
    assert found(checks.many_heroes, two, replace(third, status="idea"), products=products, settings=SETTINGS) == []


def test_open_tasks_of_a_role_and_day_are_counted() -> None:
    def task(number: int, due: int, role: str = "designer", *, done: bool = False) -> Task:
        return Task(number, f"T{number}", role, date(2026, 11, due), done, None, "", "", None)

    two = (task(1, 24), task(2, 24), task(3, 24, "operator"), task(4, 25), task(5, 24, done=True))
    assert found(checks.crowded_day, tasks=two, settings=SETTINGS) == []
    (hit,) = found(checks.crowded_day, tasks=(*two, task(6, 24)), settings=SETTINGS)
    assert (hit.values["n"], hit.values["day"], hit.place.record) == (3, date(2026, 11, 24), "1")
    given = (*two, replace(task(6, 24), person_id=1, person="Lin"))
    assert found(checks.crowded_day, tasks=given, settings=SETTINGS) == []
    past = tuple(task(number, 20) for number in range(5))
    assert found(checks.crowded_day, tasks=past, settings=SETTINGS) == []
