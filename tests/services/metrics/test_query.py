"""Asking for figures: sources are not mixed, people are not summed, missing is not zero."""

from __future__ import annotations

import pytest

from shopplanner.domain.errors import NotFoundError, RuleError
from shopplanner.domain.metrics.aggregation import Method
from shopplanner.domain.metrics.definitions import Scope
from shopplanner.domain.metrics.periods import Comparison, TimeGrain
from shopplanner.services.metrics.query import offered, query, series
from shopplanner.services.metrics.reading import Origin
from shopplanner.services.workspace import Workspace
from tests.services.metrics.figures import Value, november, put


@pytest.fixture
def shop(workspace: Workspace) -> Workspace:
    """Three days of a shop, the second without visitors."""
    put(
        workspace,
        "shop_day",
        [
            {"day": november(1), "visitors": 100, "paid_buyers": 4, "paid_amount": 20000, "bounce_ppm": 400_000},
            {"day": november(2), "paid_buyers": 2, "paid_amount": 10000},
            {"day": november(4), "visitors": 300, "paid_buyers": 6, "paid_amount": 30000, "bounce_ppm": 600_000},
        ],
    )
    return workspace


@pytest.fixture
def products(workspace: Workspace) -> Workspace:
    """Two products on two days, without a report of the shop."""
    put(
        workspace,
        "product_day",
        [
            {
                "day": november(1),
                "product_code": "A",
                "visitors": 50,
                "paid_amount": 100,
                "paid_units": 1,
                "title": "甲",
            },
            {
                "day": november(1),
                "product_code": "B",
                "visitors": 70,
                "paid_amount": 500,
                "paid_units": 2,
                "title": "乙",
            },
            {
                "day": november(2),
                "product_code": "A",
                "visitors": 10,
                "paid_amount": 50,
                "paid_units": 1,
                "title": "甲",
            },
        ],
    )
    return workspace


def test_a_day_without_a_figure_is_missing(shop: Workspace) -> None:
    assert series(shop, "paid_amount", november(1), november(4)) == [20000, 10000, None, 30000]
    assert series(shop, "visitors", november(1), november(4)) == [100, None, None, 300]


def test_sums_and_recomputed_ratios_stand_under_the_columns(shop: Workspace) -> None:
    result = query(shop, ["paid_amount", "order_value", "conversion"], november(1), november(4))
    assert [total.value for total in result.totals] == [60000, 5000, 250]
    assert [total.known for total in result.totals] == [3, 3, 2]


def test_people_have_no_total_but_a_mean_a_day(shop: Workspace) -> None:
    total = query(shop, ["visitors"], november(1), november(4)).totals[0]
    assert total.value is None
    assert total.reason is not None
    assert total.reason.id == "metrics.error.people_over_days"
    assert (total.typical, total.method) == (200, Method.DAY_MEAN)


def test_summing_people_over_weeks_is_refused_with_a_reason_and_a_way_out(shop: Workspace) -> None:
    with pytest.raises(RuleError) as caught:
        query(shop, ["visitors"], november(1), november(4), grain="week")
    assert caught.value.what.id == "metrics.error.people_over_days"
    assert caught.value.hint is not None


def test_people_over_weeks_may_be_asked_for_as_a_mean(shop: Workspace) -> None:
    result = query(shop, ["visitors"], november(1), november(7), grain=TimeGrain.WEEK, people="mean")
    assert [row.values for row in result.rows] == [(100,), (300,)]
    assert [row.known for row in result.rows] == [(1,), (1,)]


def test_rates_are_weighted_by_visitors_and_scores_are_the_last(shop: Workspace) -> None:
    put(shop, "shop_day", [{"day": november(5), "description_score_ppm": 4_812_340}], source="generic")
    result = query(shop, ["bounce", "description_score"], november(1), november(7), grain="total")
    assert result.rows[0].values == (5500, 48123)
    assert result.totals[1].value is None
    assert result.totals[1].typical == 48123


def test_two_systems_are_never_added_and_the_better_one_wins(shop: Workspace) -> None:
    put(
        shop,
        "shop_day",
        [
            {"day": november(1), "visitors": 999, "paid_amount": 1},
            {"day": november(3), "visitors": 30, "paid_amount": 700},
        ],
        source="generic",
    )
    result = query(shop, ["paid_amount"], november(1), november(4))
    assert result.column("paid_amount") == [20000, 10000, 700, 30000]
    assert result.origins == ((Origin("shop_day", "generic"), Origin("shop_day", "sycm")),)


def test_a_ratio_never_divides_figures_of_two_systems(shop: Workspace) -> None:
    put(shop, "shop_day", [{"day": november(2), "visitors": 50}], source="generic")
    result = query(shop, ["visitors", "conversion"], november(2), november(2))
    assert result.rows[0].values == (50, None)


def test_a_ratio_may_join_spend_and_sales_of_different_tables(shop: Workspace) -> None:
    ads: dict[str, Value] = {
        "day": november(1),
        "campaign_id": "7",
        "product_code": "",
        "ad_cost": 5000,
        "campaign": "留香",
    }
    put(shop, "ad_day", [ads], source="wx_plan")
    put(shop, "ad_day", [{**ads, "product_code": "A"}], source="wx_product")
    result = query(shop, ["ad_cost", "spend_share"], november(1), november(1))
    assert result.rows[0].values == (5000, 2500)


def test_the_shop_falls_back_to_the_sum_of_its_products_for_what_may_be_summed(products: Workspace) -> None:
    result = query(products, ["paid_amount", "visitors"], november(1), november(2))
    assert [row.values for row in result.rows] == [(600, None), (50, None)]
    assert [note.id for note in result.notes] == ["metrics.note.needs_shop_report"]


def test_a_hole_in_the_shops_report_is_not_filled_with_a_sum_of_products(shop: Workspace) -> None:
    days = [{"day": november(day), "product_code": "A", "paid_amount": 7} for day in range(1, 7)]
    put(shop, "product_day", days)
    assert series(shop, "paid_amount", november(1), november(6)) == [20000, 10000, None, 30000, 7, 7]


def test_orders_serve_a_shop_that_has_no_report_by_day_of_payment(workspace: Workspace) -> None:
    paid: dict[str, Value] = {"day": november(1), "paid_day": november(2), "paid_amount": 900, "units": 2}
    orders: list[dict[str, Value]] = [
        {**paid, "order_id": "1", "buyer_hash": "x"},
        {**paid, "order_id": "2", "buyer_hash": "x"},
        {**paid, "order_id": "3", "paid_day": None, "paid_amount": 0},
    ]
    put(workspace, "orders", orders, source="taobao")
    found = query(workspace, ["paid_amount", "paid_orders", "paid_buyers", "order_value"], november(1), november(2))
    assert [row.values for row in found.rows] == [(None,) * 4, (1800, 2, 1, 1800)]


def test_order_lines_serve_where_there_is_nothing_else(workspace: Workspace) -> None:
    line: dict[str, Value] = {"day": november(1), "order_id": "1", "paid_amount": 50, "units": 1}
    lines = [{**line, "line_id": str(number)} for number in (1, 2)]
    put(workspace, "order_line", lines, source="taobao")
    assert series(workspace, "paid_amount", november(1), november(1)) == [100]


def test_products_are_listed_by_size_with_their_names(products: Workspace) -> None:
    result = query(products, ["paid_amount", "visitors"], november(1), november(1), by=["product"], grain="total")
    assert [(row.entity, row.title, row.values) for row in result.rows] == [
        ("B", "乙", (500, 70)),
        ("A", "甲", (100, 50)),
    ]
    assert result.totals[0].value == 600
    assert result.totals[1].reason is not None
    assert result.totals[1].reason.id == "metrics.error.over_entities"


def test_one_product_may_have_everything_and_several_only_sums(products: Workspace) -> None:
    one = query(products, ["visitors"], november(1), november(2), products=["A"])
    assert one.column("visitors") == [50, 10]
    both = query(products, ["paid_amount", "amount_per_unit"], november(1), november(2), products=["A", "B"])
    assert [row.values for row in both.rows] == [(600, 200), (50, 50)]
    with pytest.raises(RuleError) as caught:
        query(products, ["visitors"], november(1), november(2), products=["A", "B"])
    assert caught.value.what.id == "metrics.error.over_entities"


def test_a_product_of_two_sources_counts_once(products: Workspace) -> None:
    put(
        products,
        "product_day",
        [
            {"day": november(1), "product_code": "A", "paid_amount": 999},
            {"day": november(2), "product_code": "B", "paid_amount": 7},
        ],
        source="generic",
    )
    result = query(products, ["paid_amount"], november(1), november(2), by=["product"], grain="total")
    assert {row.entity: row.values[0] for row in result.rows} == {"A": 150, "B": 507}


def test_campaigns_add_up_over_their_products_from_one_report_a_day(workspace: Workspace) -> None:
    row: dict[str, Value] = {"campaign_id": "7", "ad_cost": 10, "clicks": 2, "campaign": "留香"}
    put(
        workspace,
        "ad_day",
        [{**row, "day": november(d), "product_code": code} for d in (1, 2) for code in "AB"],
        "wx_product",
    )
    put(workspace, "ad_day", [{**row, "day": november(2), "product_code": "", "ad_cost": 25}], "wx_plan")
    result = query(workspace, ["ad_cost", "cost_per_click"], november(1), november(2), by=["campaign"])
    assert [(entry.title, entry.values) for entry in result.rows] == [("留香", (20, 5)), ("留香", (25, 13))]


def test_channels_are_asked_for_by_their_path(workspace: Workspace) -> None:
    put(workspace, "channel_day", [{"day": november(1), "channel": "搜索 / 手淘搜索", "visitors": 5, "paid_buyers": 1}])
    result = query(workspace, ["conversion"], november(1), november(1), channels=["搜索 / 手淘搜索"])
    assert result.rows[0].values == (2000,)
    assert query(workspace, ["visitors"], november(1), november(1), channels=["没有"]).rows == ()


def test_a_source_and_its_parts_are_not_counted_twice(workspace: Workspace) -> None:
    sizes = {"搜索": 30, "搜索 / 手淘搜索": 20, "搜索 / 其他": 10, "推荐": 5}
    rows = [{"day": november(1), "channel": path, "paid_amount": size} for path, size in sizes.items()]
    put(workspace, "channel_day", rows)
    result = query(workspace, ["paid_amount"], november(1), november(1), by=["channel"])
    assert len(result.rows) == 4
    assert result.totals[0].value == 35


def test_a_comparison_comes_along(shop: Workspace) -> None:
    result = query(shop, ["paid_amount"], november(4), november(4), compare=Comparison.PREVIOUS)
    assert result.compared is not None
    assert result.compared.column("paid_amount") == [None]


def test_what_a_cut_does_not_know_is_refused(workspace: Workspace) -> None:
    with pytest.raises(RuleError) as caught:
        query(workspace, ["search_visitors"], november(1), november(1))
    assert caught.value.what.id == "metrics.error.not_at_cut"
    with pytest.raises(RuleError):
        query(workspace, ["visitors"], november(1), november(1), by=["product"], channels=["搜索"])
    with pytest.raises(NotFoundError):
        query(workspace, ["nonsense"], november(1), november(1))


def test_every_scope_offers_what_it_can_compute() -> None:
    by_scope = {scope: {metric.id for metric in offered(scope)} for scope in Scope}
    assert {"paid_amount", "conversion", "roas", "net_paid_amount", "stay"} <= by_scope[Scope.SHOP]
    assert "search_visitors" not in by_scope[Scope.SHOP]
    assert {"search_conversion", "roas", "stay"} <= by_scope[Scope.PRODUCT]
    assert {"conversion", "bounce"} <= by_scope[Scope.CHANNEL]
    assert {"roas", "cost_per_click"} <= by_scope[Scope.CAMPAIGN]
    assert "conversion" not in by_scope[Scope.CAMPAIGN]
