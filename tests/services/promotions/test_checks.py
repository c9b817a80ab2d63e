"""Each check of the plan finds what it must and lets pass what it must."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import date, datetime
from typing import Any

import pytest

from shopplanner.domain.checks import Hit, Settings
from shopplanner.domain.findings import Severity
from shopplanner.domain.messages import Money, Percent
from shopplanner.domain.promotions.plan import Phase, Promotion
from shopplanner.services.promotions import checks
from shopplanner.services.promotions.plan_facts import PlanFacts, Stocked
from shopplanner.services.promotions.price_checks import Priced
from shopplanner.services.promotions.tasks import Task, add_task
from shopplanner.services.workspace import Workspace
from tests.services.metrics.figures import november
from tests.services.metrics.figures import put as put_figures
from tests.services.promotions.planning import planned, put, put_products

NOW = datetime(2026, 11, 22, 10, 0)
SETTINGS = {"days": 10, "share": 50, "depth": 60}
SOAP = Stocked(1, "Soap", 5_000, 100, 500)
OIL = Stocked(2, "Oil", 3_000, 100, 500)
Function = Callable[[PlanFacts, Settings], Iterator[Hit]]


def promotion(mechanic: str = "coupon", first: int = 25, last: int = 28, **values: Any) -> Promotion:
    given = {"id": 1, "tasks": 2, "products": (1,), "threshold": 10_000, "face": 1_000, **values}
    return planned(mechanic, f"2026-11-{first:02} 00:00:00", f"2026-11-{last:02} 23:59:59", **given)


def facts(*promotions: Promotion, **values: Any) -> PlanFacts:
    products: Mapping[int, Stocked] = {1: SOAP, 2: OIL}
    return PlanFacts(NOW, promotions, **{"products": products, **values})


def found(function: Function, *promotions: Promotion, settings: Settings = SETTINGS, **values: Any) -> list[Hit]:
    return list(function(facts(*promotions, **values), settings))


@pytest.mark.parametrize(
    ("function", "wrong"),
    [
        (checks.no_products, promotion(products=())),
        (checks.no_tasks, promotion(tasks=0)),
        (checks.threshold_cut, promotion(face=5_000)),
        (checks.still_idea, promotion(status="idea")),
        (checks.stock_out, promotion(last=30, first=20)),
    ],
)
def test_a_fault_is_found_and_a_sound_promotion_passes(function: Function, wrong: Promotion) -> None:
    many = {1: replace(SOAP, stock=44), 2: OIL}
    assert found(function, promotion()) == []
    (hit,) = found(function, wrong, products=many)
    assert (hit.place.tab, hit.place.view, hit.place.record) == ("promotions", "calendar", "1")


def test_what_is_over_is_not_looked_at_any_more() -> None:
    over = promotion(first=10, last=12, products=(), tasks=0, face=10_000)
    for function in (checks.no_products, checks.no_tasks, checks.threshold_cut):
        assert found(function, over) == []


def test_an_idea_without_products_is_only_a_hint_and_needs_no_tasks() -> None:
    (hit,) = found(checks.no_products, promotion(products=(), status="idea"))
    assert hit.severity is Severity.HINT
    assert found(checks.no_products, promotion(products=(), whole_shop=True)) == []
    assert found(checks.no_tasks, promotion(tasks=0, status="idea")) == []


def test_tasks_are_asked_for_within_the_days_before_the_start_only() -> None:
    far = promotion(first=30, last=30, tasks=0)
    assert found(checks.no_tasks, far, settings={"days": 5}) == []
    assert found(checks.no_tasks, promotion(first=20, tasks=0)) == []
    (hit,) = found(checks.no_tasks, far, settings={"days": 8})
    assert hit.values["n"] == 8


def task(due: int, *, done: bool = False, about: str = "618") -> Task:
    return Task(7, "Picture", "designer", date(2026, 11, due), done, None, about, "", None)


def test_a_task_is_overdue_from_the_next_day_on_and_an_error_after_the_given_days() -> None:
    assert found(checks.task_overdue, tasks=(task(22), task(1, done=True))) == []
    mild, bad = found(checks.task_overdue, tasks=(task(21), task(11, about="")))
    assert (mild.severity, mild.values["n"], mild.values["about"]) == (None, 1, "618")
    assert (bad.severity, bad.values["n"], bad.place.record) == (Severity.ERROR, 11, "7")
    assert bad.values["about"] == bad.values["role"]


def test_a_cut_of_the_whole_threshold_is_an_error() -> None:
    (half,) = found(checks.threshold_cut, promotion("threshold_reduction", face=0, reduction=5_000))
    assert (half.severity, half.values["share"]) == (None, Percent(5_000))
    (all_of_it,) = found(checks.threshold_cut, promotion(face=10_000))
    assert (all_of_it.severity, all_of_it.values["benefit"]) == (Severity.ERROR, Money(10_000))
    assert found(checks.threshold_cut, promotion(threshold=0)) == []
    assert found(checks.threshold_cut, promotion(face=4_999)) == []


def test_a_coupon_may_give_away_a_hundred_thousand_yuan() -> None:
    assert found(checks.coupon_gives_too_much, promotion(threshold=10_000, face=2_000, quantity=5_000)) == []
    (hit,) = found(checks.coupon_gives_too_much, promotion(threshold=10_000, face=2_000, quantity=5_001))
    assert (hit.values["total"], hit.values["n"]) == (Money(10_002_000), 5_001)
    free = promotion(threshold=0, face=2_000, quantity=25_001)
    assert found(checks.coupon_gives_too_much, replace(free, parameters={**free.parameters, "quantity": 25_000})) == []
    (hit,) = found(checks.coupon_gives_too_much, free)
    assert hit.values["limit"] == Money(50_000_000)
    gifts = promotion("gift", face=2_000, quantity=9_000)
    assert found(checks.coupon_gives_too_much, gifts) == []


def discount(number: int, first: int, last: int, **values: Any) -> Promotion:
    return promotion("item_discount", first, last, id=number, name=f"D{number}", **values)


def test_item_discounts_overlap_where_days_and_products_do() -> None:
    one = discount(1, 25, 27)
    (hit,) = found(checks.overlapping_discounts, one, discount(2, 27, 29, products=(2, 1)))
    assert (hit.values["first"], hit.values["last"], hit.values["products"]) == (
        date(2026, 11, 27),
        date(2026, 11, 27),
        "Soap",
    )
    assert found(checks.overlapping_discounts, one, discount(2, 28, 29)) == []
    assert found(checks.overlapping_discounts, one, discount(2, 25, 27, products=(2,))) == []
    assert found(checks.overlapping_discounts, one, discount(2, 25, 27, status="idea")) == []
    assert len(found(checks.overlapping_discounts, one, discount(2, 25, 27, products=(), whole_shop=True))) == 1


def test_set_prices_compete_with_each_other_and_reductions_with_reductions() -> None:
    fixed = discount(1, 25, 27, kind="fixed", price=4_000)
    flash = promotion("flash_sale", 25, 27, id=2, name="F", price=3_500)
    assert len(found(checks.overlapping_discounts, fixed, flash)) == 1
    assert found(checks.overlapping_discounts, fixed, discount(3, 25, 27, kind="amount", amount=500)) == []
    both = discount(3, 25, 27, kind="amount", amount=500), discount(4, 25, 27, kind="percent", rate=1_000)
    assert len(found(checks.overlapping_discounts, *both)) == 1
    assert found(checks.overlapping_discounts, promotion(), promotion(id=2)) == []


def test_a_phase_must_lie_inside() -> None:
    inside = Phase("warm_up", datetime(2026, 11, 25), datetime(2026, 11, 26))
    outside = Phase("peak", datetime(2026, 11, 24), datetime(2026, 11, 26))
    assert found(checks.phase_outside, promotion(phases=(inside,))) == []
    assert len(found(checks.phase_outside, promotion(phases=(outside, outside)))) == 1


def test_a_promotion_is_to_be_reviewed_some_days_after_its_end() -> None:
    over = promotion(first=8, last=12)
    (hit,) = found(checks.not_reviewed, over)
    assert hit.values["n"] == 10
    assert (hit.place.view, hit.place.record) == ("review", str(over.id))
    assert found(checks.not_reviewed, promotion(first=8, last=13)) == []
    assert found(checks.not_reviewed, promotion(first=8, last=12, status="reviewed")) == []


def test_of_a_series_only_the_last_one_is_to_be_reviewed() -> None:
    series = [promotion(first=day, last=day, id=day, series="member") for day in (10, 12, 11)]
    (hit,) = found(checks.not_reviewed, *series)
    assert hit.place.record == "12"


def test_stock_must_last_until_the_end() -> None:
    running = promotion(first=20, last=30)
    assert found(checks.stock_out, running, products={1: replace(SOAP, stock=45)}) == []
    (hit,) = found(checks.stock_out, running, products={1: replace(SOAP, stock=40)})
    assert (hit.subject, hit.values["day"]) == ("Soap", date(2026, 11, 30))
    assert found(checks.stock_out, running, products={1: replace(SOAP, stock=0, daily_units=None)}) == []
    assert found(checks.stock_out, promotion(first=20, last=30, status="idea", products=(1,)), products={}) == []


def test_a_bundle_must_cost_less_than_its_products() -> None:
    assert found(checks.bundle_saves_nothing, promotion("bundle", price=7_999, products=(1, 2))) == []
    (hit,) = found(checks.bundle_saves_nothing, promotion("bundle", price=8_000, products=(1, 2)))
    assert hit.values["apart"] == Money(8_000)
    unknown = {1: SOAP, 2: replace(OIL, price=None)}
    assert found(checks.bundle_saves_nothing, promotion("bundle", price=9_000, products=(1, 2)), products=unknown) == []


def test_prices_are_judged_by_what_the_engine_says() -> None:
    deep = Priced(1, "618", NOW, "Soap", 10_000, 3_000, 2, cost=3_500, floor=5_000)
    high = Priced(1, "618", NOW, "Oil", 10_000, 4_500, 1, cost=3_500, floor=5_000)
    for function, product in ((checks.below_cost, "Soap"), (checks.under_floor, "Oil"), (checks.too_deep, "Soap")):
        (hit,) = found(function, priced=(deep, high))
        assert hit.values["product"] == product
        assert found(function, priced=(replace(high, lowest=9_000),)) == []


def test_facts_are_read_from_the_shop(workspace: Workspace) -> None:
    soap, oil = put_products(workspace, ("A", 10_000, 6_000, None), ("B", 5_000, 1_000, 2_000))
    sale = put(
        workspace, "item_discount", "2026-11-20 00:00:00", "2026-11-30 23:59:59",
        products=(soap, oil), kind="percent", rate=5_000,
    )  # fmt: skip
    put(workspace, "item_discount", "2026-11-10 00:00:00", "2026-11-12 23:59:59", products=(oil,), rate=1_000)
    add_task(workspace, "Picture", november(20), "designer", sale)
    put_figures(workspace, "product_day", [{"day": november(20), "product_code": "A", "paid_units": 28}])
    known = checks.gather(workspace)
    assert [each.id for each in known.coming()] == [sale]
    assert (known.products[soap].daily_units, known.products[oil].daily_units) == (200, None)
    assert [one.title for one in known.tasks] == ["Picture"]
    assert [(one.product, one.lowest) for one in known.priced] == [("A", 5_000), ("B", 2_500)]
    (hit,) = checks.below_cost(known, {})
    assert (hit.values["product"], hit.values["gap"]) == ("A", Money(1_000))
