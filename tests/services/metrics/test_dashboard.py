"""A dashboard's cards, lines, marks and table for a view."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import insert

from shopplanner.domain.days import day_number
from shopplanner.domain.messages import message
from shopplanner.domain.metrics.aggregation import Method
from shopplanner.domain.metrics.periods import Comparison, Period, Preset, TimeGrain
from shopplanner.services.metrics.dashboard import dashboard, entities, marks, not_at_cut
from shopplanner.services.metrics.definitions import metric
from shopplanner.services.metrics.targets import set_target
from shopplanner.services.metrics.views import View
from shopplanner.services.workspace import Workspace
from shopplanner.storage.tables.products import ProductRow, ShopEventRow
from shopplanner.storage.tables.promotions import PromotionRow
from tests.services.metrics.figures import november, put

VIEW = View(metrics=("paid_amount", "visitors", "conversion"), preset=Preset.LAST_7)


@pytest.fixture
def shop(workspace: Workspace) -> Workspace:
    """Three weeks of a shop with two products."""
    put(
        workspace,
        "shop_day",
        [{"day": november(day), "visitors": 100, "paid_buyers": 5, "paid_amount": 1000 * day} for day in range(1, 22)],
    )
    put(
        workspace,
        "product_day",
        [
            {"day": november(day), "product_code": code, "visitors": 10, "paid_buyers": 1, "paid_amount": size * day}
            for day in range(1, 22)
            for code, size in (("A", 300), ("B", 700))
        ],
    )
    with workspace.database.write() as connection:
        connection.execute(insert(ProductRow).values(shop_id=workspace.shop_id, code="B", title="持久留香沐浴露"))
    return workspace


def test_without_figures_there_is_no_dashboard(workspace: Workspace) -> None:
    assert dashboard(workspace, View()) is None


def test_cards_compare_the_period_with_the_one_before(shop: Workspace) -> None:
    shown = dashboard(shop, VIEW)
    assert shown is not None
    assert shown.period == Period(november(15), november(21))
    paid, visitors, conversion = shown.cards
    assert (paid.value, paid.before, paid.method) == (126_000, 77_000, Method.SUM)
    assert (visitors.value, visitors.method) == (100, Method.DAY_MEAN)
    assert (conversion.value, conversion.known, conversion.days) == (500, 7, 7)


def test_the_shop_is_drawn_with_its_comparison_and_target(shop: Workspace) -> None:
    set_target(shop, "paid_amount", "2026-11", 300_000)
    shown = dashboard(shop, VIEW)
    assert shown is not None
    now, before = shown.lines
    assert now.values == tuple(1000 * day for day in range(15, 22))
    assert before.compared
    assert before.values == tuple(1000 * day for day in range(8, 15))
    assert shown.target == (10_000,) * 7


def test_a_longer_comparison_is_cut_to_the_periods_length(shop: Workspace) -> None:
    shown = dashboard(shop, replace(VIEW, preset=Preset.THIS_MONTH, comparison=Comparison.PREVIOUS))
    assert shown is not None
    assert [len(line.values) for line in shown.lines] == [21, 21]
    alone = dashboard(shop, replace(VIEW, comparison=None))
    assert alone is not None
    assert (len(alone.lines), alone.cards[0].change) == (1, None)


def test_a_cut_draws_the_greatest_parts_and_lists_all(shop: Workspace) -> None:
    shown = dashboard(shop, replace(VIEW, cut="product"))
    assert shown is not None
    assert [line.title for line in shown.lines] == ["持久留香沐浴露", "A"]
    assert shown.table is not None
    assert [(row.entity, row.values[0]) for row in shown.table.rows] == [("B", 88_200), ("A", 37_800)]
    assert shown.cards[0].value == 126_000
    assert shown.target == ()


def test_one_product_is_drawn_with_its_own_comparison_and_cards(shop: Workspace) -> None:
    shown = dashboard(shop, replace(VIEW, cut="product", entities=("A",)))
    assert shown is not None
    assert [line.compared for line in shown.lines] == [False, True]
    assert shown.cards[0].value == 37_800


def test_metrics_that_a_cut_does_not_know_are_named(shop: Workspace) -> None:
    shown = dashboard(shop, replace(VIEW, metrics=("conversion",), focus="conversion", cut="campaign"))
    assert shown is not None
    assert [found.id for found in shown.unavailable] == ["conversion"]
    assert (shown.focus, shown.table, shown.lines) == (None, None, ())
    assert not_at_cut([metric("conversion"), metric("visitors")], "campaign") == message(
        "metrics.error.not_at_cut", metric="Payment conversion, Visitors", cut=message("metrics.scope.campaign")
    )
    only_products = dashboard(shop, replace(VIEW, metrics=("search_visitors",), focus="search_visitors", cut="product"))
    assert only_products is not None
    assert only_products.cards == ()


def test_weeks_show_people_as_their_mean(shop: Workspace) -> None:
    shown = dashboard(shop, replace(VIEW, preset=Preset.LAST_14, grain=TimeGrain.WEEK))
    assert shown is not None
    assert shown.table is not None
    assert {row.values[1] for row in shown.table.rows} == {100}


def test_promotions_and_events_stand_on_the_axis(shop: Workspace) -> None:
    with shop.database.write() as connection:
        moments = {"starts_at": "2026-11-10 20:00:00", "ends_at": "2026-11-16 23:59:59", "mechanic": "coupon"}
        promotion = {"shop_id": shop.shop_id, **moments}
        connection.execute(insert(PromotionRow).values(name="双11", status="running", **promotion))
        connection.execute(insert(PromotionRow).values(name="想法", status="idea", **promotion))
        event = {"shop_id": shop.shop_id, "kind": "stock_out", "text": "断货"}
        connection.execute(insert(ShopEventRow).values(day=day_number(november(18)), **event))
        connection.execute(insert(ShopEventRow).values(day=day_number(november(2)), **event))
    bands, pins = marks(shop, Period(november(15), november(21)))
    assert [(band.name, band.first, band.last) for band in bands] == [("双11", november(10), november(16))]
    assert [(pin.day, pin.text) for pin in pins] == [(november(18), "断货")]


def test_what_can_be_chosen_at_a_cut_has_names(shop: Workspace) -> None:
    put(shop, "channel_day", [{"day": november(1), "channel": "搜索", "visitors": 5}])
    put(shop, "ad_day", [{"day": november(1), "campaign_id": "7", "product_code": "", "campaign": "留香"}], "wx_plan")
    view = replace(VIEW, preset=Preset.LAST_28)
    assert entities(shop, "product", view) == (("A", "A"), ("B", "持久留香沐浴露"))
    assert entities(shop, "channel", view) == (("搜索", "搜索"),)
    assert entities(shop, "campaign", view) == (("7", "留香"),)
    assert entities(shop, "campaign", VIEW) == ()


def test_years_that_lie_back_have_their_own_products(shop: Workspace) -> None:
    put(shop, "product_day", [{"day": date(2019, 6, 18), "product_code": "C", "visitors": 1}])
    view = replace(VIEW, preset=Preset.CUSTOM, first=date(2019, 1, 1), last=date(2019, 12, 31))
    assert entities(shop, "product", view) == (("C", "C"),)


def test_a_change_against_days_that_are_mostly_missing_is_not_stated(shop: Workspace) -> None:
    shown = dashboard(shop, replace(VIEW, preset=Preset.CUSTOM, first=november(6), last=november(15)))
    assert shown is not None
    assert (shown.before, shown.cards[0].known_before, shown.cards[0].days_before) == (
        Period(date(2026, 10, 27), november(5)),
        5,
        10,
    )
    assert shown.cards[0].change is not None
    shown = dashboard(shop, replace(VIEW, preset=Preset.CUSTOM, first=november(5), last=november(14)))
    assert shown is not None
    assert shown.cards[0].known_before == 4
    assert shown.cards[0].change is None


def test_where_no_chosen_metric_has_figures_those_that_have_are_offered(shop: Workspace) -> None:
    rows = [{"day": date(2019, 6, day), "product_code": "C", "list_amount": 100 * day} for day in range(1, 31)]
    put(shop, "product_day", rows, "jd")
    june = replace(VIEW, preset=Preset.CUSTOM, first=date(2019, 6, 1), last=date(2019, 6, 30), comparison=None)
    shown = dashboard(shop, june)
    assert shown is not None
    assert [metric.id for metric in shown.instead] == ["list_amount"]
    shown = dashboard(shop, june.choosing(("list_amount",)))
    assert shown is not None
    assert (shown.instead, shown.cards[0].value) == ((), 46_500)
    assert shown.lines[0].values[17] == 1800
