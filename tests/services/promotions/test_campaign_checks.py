"""The plan is held against the platform's own rules; each check finds its case and passes the sound one."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from typing import Any

import pytest

from shopplanner.domain.findings import Severity
from shopplanner.domain.promotions.offers import Tool
from shopplanner.domain.promotions.plan import Promotion
from shopplanner.services.promotions import campaign_checks as checks
from shopplanner.services.promotions.plan_facts import tool_of
from tests.services.promotions.planning import planned
from tests.services.promotions.test_checks import OIL, SOAP, found


def promotion(mechanic: str, first: str = "11-25", last: str = "11-28", **values: Any) -> Promotion:
    given = {"id": 1, "products": (1,), "name": mechanic, **values}
    return planned(mechanic, f"2026-{first} 00:00:00", f"2026-{last} 23:59:59", **given)


def event(number: int, first: str = "11-25", last: str = "11-28", **values: Any) -> Promotion:
    return promotion("platform_event", first, last, id=number, rate=1_200, **{"name": f"E{number}", **values})


def reduction(**values: Any) -> Promotion:
    return promotion("threshold_reduction", id=2, threshold=20_000, reduction=2_000, **values)


APART: dict[str, Any] = {"exclusions": frozenset({frozenset({Tool.OFFICIAL_REDUCTION, Tool.AMOUNT_REDUCTION})})}


def test_a_reduction_does_not_work_during_a_big_campaign_on_the_same_products() -> None:
    (hit,) = found(checks.excluded_pair, event(1, last="11-27"), reduction(), **APART)
    assert (hit.values["first"], hit.values["last"]) == (date(2026, 11, 25), date(2026, 11, 27))
    assert hit.values["products"] == "Soap"
    assert found(checks.excluded_pair, event(1, last="11-24", first="11-23"), reduction(), **APART) == []
    assert found(checks.excluded_pair, event(1), reduction(products=(2,)), **APART) == []
    assert found(checks.excluded_pair, event(1), reduction(status="idea"), **APART) == []
    whole: dict[str, Any] = {"whole_shop": True, "products": ()}
    assert len(found(checks.excluded_pair, event(1, **whole), reduction(**whole), **APART)) == 1


def test_a_product_is_in_one_campaign_at_a_time() -> None:
    assert len(found(checks.two_campaigns, event(1), event(2, "11-28", "11-30"))) == 1
    assert found(checks.two_campaigns, event(1), event(2, "11-29", "11-30")) == []
    assert found(checks.two_campaigns, event(1), event(2, products=(2,))) == []


def coupon(first: str = "11-25", last: str = "11-28", **values: Any) -> Promotion:
    return promotion("coupon", first, last, **{"face": 1_000, "threshold": 10_000, "per_person": 1, **values})


def test_a_coupon_is_valid_for_sixty_days_at_most() -> None:
    assert found(checks.coupon_validity, coupon("11-01", "12-30")) == []
    (hit,) = found(checks.coupon_validity, coupon("11-01", "12-31"))
    assert (hit.values["n"], hit.values["day"]) == (61, date(2026, 12, 30))


def test_a_coupon_can_be_made_sixty_days_ahead_at_most() -> None:
    far = replace(coupon(), starts=datetime(2027, 1, 22), ends=datetime(2027, 1, 25))
    (hit,) = found(checks.coupon_too_early, later=(far,))
    assert (hit.values["n"], hit.values["day"]) == (61, date(2026, 11, 23))
    assert found(checks.coupon_too_early, later=(replace(far, starts=datetime(2027, 1, 21)),)) == []
    assert found(checks.coupon_too_early, later=(replace(far, status="idea"),)) == []


def test_live_coupons_are_counted_by_kind() -> None:
    settings = {"shop": 1, "item": 2}
    items = [coupon(id=number) for number in range(1, 4)]
    assert found(checks.many_coupons, *items[:2], settings=settings) == []
    (hit,) = found(checks.many_coupons, *items, settings=settings)
    assert (hit.values["n"], hit.values["limit"], hit.values["day"]) == (3, 2, date(2026, 11, 25))
    shop = [coupon(id=9, whole_shop=True, products=()), coupon("11-20", id=8, whole_shop=True, products=())]
    (hit,) = found(checks.many_coupons, *shop, settings=settings)
    assert hit.values["n"] == 2
    apart = [coupon(id=1, whole_shop=True), coupon("11-29", "11-30", id=2, whole_shop=True)]
    assert found(checks.many_coupons, *apart, settings=settings) == []


def test_an_offer_that_covers_a_check_cycle_partly_is_paid_but_not_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    daily = event(5, "11-21", "11-30", name="daily")
    monkeypatch.setattr(checks, "tool_of", lambda one: Tool.DAILY_REDUCTION if one.name == "daily" else tool_of(one))
    (hit,) = found(checks.coupon_part_of_cycle, daily, coupon("11-21", "11-24"))
    assert (hit.values["first"], hit.values["last"]) == (date(2026, 11, 21), date(2026, 11, 25))
    assert found(checks.coupon_part_of_cycle, daily, coupon("11-21", "11-25")) == []
    assert found(checks.coupon_part_of_cycle, daily, coupon("11-20", "12-02")) == []
    assert found(checks.coupon_part_of_cycle, daily, coupon("11-21", "11-24", audience="member")) == []
    assert found(checks.coupon_part_of_cycle, coupon("11-21", "11-24")) == []


def test_products_without_a_sale_in_sixty_days_are_named_before_a_campaign() -> None:
    unsold = {1: replace(SOAP, sold_lately=False), 2: OIL}
    (hit,) = found(checks.no_recent_sale, event(1, products=(1, 2, 9)), products=unsold)
    assert (hit.values["n"], hit.values["products"]) == (1, "Soap")
    assert found(checks.no_recent_sale, event(1)) == []
    assert found(checks.no_recent_sale, event(1, "11-20"), products=unsold) == []
    assert found(checks.no_recent_sale, coupon(), products=unsold) == []


def test_an_offer_that_repeats_needs_a_limit_for_one_buyer() -> None:
    (hit,) = found(checks.endless_repeat, reduction(repeat="each"))
    assert hit.severity is None
    assert found(checks.endless_repeat, reduction(repeat="each", per_person=2)) == []
    assert found(checks.endless_repeat, reduction()) == []
    (mild,) = found(checks.endless_repeat, coupon(per_person=0))
    assert mild.severity is Severity.HINT
    assert found(checks.endless_repeat, coupon()) == []
