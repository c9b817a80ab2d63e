"""What the calendar shows of a month: days, promotions, last year, tasks, losses, and a promotion's details."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from shopplanner.domain.promotions.plan import Promotion
from shopplanner.services.promotions import month, plans, series, tasks
from shopplanner.services.promotions.series import Wish
from shopplanner.services.workspace import Workspace
from tests.services.promotions.shop import BRUSH, CREAM, SOAP, at, double_11, put, put_products, tenth_off, till


@pytest.fixture
def shop(workspace: Workspace) -> Workspace:
    """A shop with three products."""
    put_products(workspace)
    return workspace


def test_a_month_has_whole_weeks_with_what_touches_them(shop: Workspace) -> None:
    inside = put(shop, tenth_off())
    before = put(shop, tenth_off(starts=at("10-20"), ends=till("10-26")))
    put(shop, tenth_off(starts=at("10-20"), ends=till("10-25")))
    shown = month.month_view(shop, 2026, 11)
    assert (shown.days[0].day, shown.days[-1].day) == (date(2026, 10, 26), date(2026, 12, 6))
    assert [each.id for each in shown.promotions] == [before, inside]
    assert shown.announced
    assert [(each.name, each.priced) for each in shown.products] == [("沐浴露", True), ("香膏", True), ("浴刷", False)]


def test_weeks_can_be_asked_for_instead(shop: Workspace) -> None:
    put(shop, tenth_off())
    shown = month.weeks_view(shop, date(2026, 11, 16), 6, ghosts="solar")
    assert (shown.days[0].day, shown.days[-1].day) == (date(2026, 11, 16), date(2026, 12, 27))
    assert [each.name for each in shown.promotions] == ["沐浴露 9 折"]
    assert len(month.month_view(shop, 2026, 2).days) == 35
    assert not month.month_view(shop, 2031, 1).announced


def test_open_tasks_stand_on_their_due_days(shop: Workspace) -> None:
    for title, day in (("a", 24), ("b", 24), ("c", 25)):
        tasks.add_task(shop, title, date(2026, 11, day))
    done = tasks.add_task(shop, "d", date(2026, 11, 25)).value
    tasks.set_done(shop, [done], done=True)
    tasks.add_task(shop, "long ago", date(2026, 9, 1))
    due = month.month_view(shop, 2026, 11).tasks
    assert {day.day: [task.title for task in found] for day, found in due.items()} == {24: ["a", "b"], 25: ["c"]}


def test_last_year_comes_back_on_the_same_date(shop: Workspace) -> None:
    last_year = put(shop, double_11(2025))
    assert month.month_view(shop, 2026, 11).ghosts == ()
    ghost = month.month_view(shop, 2026, 11, ghosts="solar").ghosts[0]
    assert (ghost.id, ghost.starts, ghost.ends) == (-last_year, at("11-01", "20:00:00"), till("11-13"))
    assert ghost.phases[1].starts == at("11-09")


def test_last_year_comes_back_on_the_same_lunar_day(shop: Workspace) -> None:
    # The Spring Festival was on 29 January 2025 and is on 17 February 2026.
    put(shop, tenth_off(starts=at("2025-01-29"), ends=at("2025-02-02", "23:59:59"), status="reviewed"))
    ghost = month.month_view(shop, 2026, 2, ghosts="lunar").ghosts[0]
    assert (ghost.starts, ghost.ends) == (at("02-17"), till("02-21"))
    assert month.month_view(shop, 2026, 1, ghosts="lunar").ghosts == ()


def test_a_leap_day_comes_back_on_the_28th(shop: Workspace) -> None:
    put(shop, tenth_off(starts=at("2024-02-29"), ends=at("2024-02-29", "23:59:59"), status="reviewed"))
    assert month.month_view(shop, 2025, 2, ghosts="solar").ghosts[0].starts == at("2025-02-28")


def test_a_promotion_that_sells_below_cost_is_counted_by_products(shop: Workspace) -> None:
    # A fifth off makes cream 40.00, which costs 45.00; soap at 80.00 still earns.
    fifth = put(shop, tenth_off(products=(SOAP, CREAM), parameters={"kind": "percent", "rate": 2000}))
    fine = put(shop, tenth_off(starts=at("12-01"), ends=till("12-02"), products=(CREAM,)))
    put(shop, tenth_off(status="idea", products=(CREAM,), parameters={"kind": "percent", "rate": 5000}))
    put(shop, tenth_off(starts=at("11-01"), ends=till("11-02"), parameters={"kind": "amount", "amount": 9000}))
    promotions = month.month_view(shop, 2026, 11).promotions
    found = month.below_cost(shop, promotions)
    assert dict(found) == {fifth: (CREAM,)}
    assert fine not in found


def test_the_greatest_loss_comes_first(shop: Workspace) -> None:
    # At 30.00 both lose: soap 10.00, cream 15.00.
    cheap = put(shop, tenth_off(products=(SOAP, CREAM), parameters={"kind": "fixed", "price": 3000}))
    assert month.below_cost(shop, month.month_view(shop, 2026, 11).promotions) == {cheap: (CREAM, SOAP)}


def test_only_promotions_that_lower_the_price_are_blamed(shop: Workspace) -> None:
    deep = put(shop, tenth_off(products=(CREAM,), parameters={"kind": "fixed", "price": 3000}))
    put(shop, tenth_off(products=(CREAM,), parameters={"kind": "fixed", "price": 4900}))
    assert list(month.below_cost(shop, month.month_view(shop, 2026, 11).promotions)) == [deep]


def test_details_price_the_first_product_that_has_a_price(shop: Workspace) -> None:
    promotion = plans.promotion(shop, put(shop, tenth_off(products=(BRUSH, SOAP, CREAM))))
    tasks.add_task(shop, "画主图", date(2026, 11, 18), promotion_id=promotion.id)
    shown = month.details(shop, promotion)
    assert [choice.id for choice in shown.choices] == [SOAP, CREAM]
    assert shown.price is not None
    assert (shown.price.product_id, shown.price.prices.lowest, shown.price.moment) == (
        SOAP,
        9000,
        at("11-20", "12:00:00"),
    )
    assert [task.title for task in shown.tasks] == ["画主图"]
    assert (shown.series, shown.bundle) == (0, None)


def test_details_price_another_product_of_the_scope_if_asked(shop: Workspace) -> None:
    promotion = plans.promotion(shop, put(shop, tenth_off(products=(SOAP, CREAM))))
    for asked, got in ((CREAM, CREAM), (BRUSH, SOAP)):
        price = month.details(shop, promotion, asked).price
        assert price is not None
        assert price.product_id == got


def test_a_draft_is_priced_as_it_would_be(shop: Workspace) -> None:
    draft = tenth_off(status="idea", starts=at("11-20", "20:00:00"), parameters={"kind": "amount", "amount": 2500})
    shown = month.details(shop, draft)
    assert shown.tasks == ()
    assert shown.price is not None
    assert (shown.price.prices.lowest, shown.price.moment) == (7500, at("11-20", "20:00:00"))


def test_details_without_any_price_say_so(shop: Workspace) -> None:
    assert month.details(shop, tenth_off(products=(BRUSH,))).price is None


def test_a_promotion_on_the_whole_shop_offers_all_priced_products(shop: Workspace) -> None:
    assert [each.id for each in month.details(shop, double_11()).choices] == [SOAP, CREAM]


def test_a_bundle_is_priced_with_one_of_each(shop: Workspace) -> None:
    bundle = Promotion(
        name="套餐", mechanic="bundle", starts=at("11-20"), ends=till("11-29"), products=(SOAP, CREAM),
        parameters={"price": 12_000},
    )  # fmt: skip
    cart = month.details(shop, bundle).bundle
    assert cart is not None
    assert (cart.tag_total, cart.payable) == (15_000, 12_000)
    assert month.details(shop, replace(bundle, products=(SOAP,))).bundle is None
    assert month.details(shop, replace(bundle, products=(SOAP, BRUSH))).bundle is None


def test_the_size_of_a_series_is_told(shop: Workspace) -> None:
    first = tenth_off(starts=at("11-24"), ends=till("11-24"))
    ids = series.create(shop, first, Wish("FREQ=WEEKLY;COUNT=4", first.starts.date())).value
    shown = month.details(shop, plans.promotion(shop, ids[0]))
    assert shown.series == 4
    assert plans.promotion(shop, ids[3]).starts == first.starts + timedelta(days=21)
