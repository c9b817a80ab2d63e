"""An offer of the platform becomes a scheduled promotion for all its products, and the prices agree afterwards."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest

from shopplanner.domain.errors import RuleError
from shopplanner.services import history
from shopplanner.services.promotions import plans
from shopplanner.services.promotions.reconcile import Compared, reconcile
from shopplanner.services.promotions.reconcile_taking import can_take, take_offer
from shopplanner.services.workspace import Workspace
from tests.fixtures.exports import bring_one
from tests.fixtures.qianniu import query_row, write_query
from tests.services.promotions.planning import put_products


def compare(workspace: Workspace, folder: Path, *rows: tuple[str, ...]) -> list[Compared]:
    bring_one(workspace, write_query(folder / "价格查询_2026-11-24.xlsx", rows))
    return list(reconcile(workspace).rows)


def detailed(row: tuple[str, ...], detail: str) -> tuple[str, ...]:
    return tuple(detail if cell.startswith("减") else cell for cell in row)


def test_an_official_reduction_is_taken_for_every_product_that_has_it(workspace: Workspace, tmp_path: Path) -> None:
    ids = put_products(workspace, ("A", 28_275, None, None), ("B", 10_000, None, None))
    rows = compare(
        workspace, tmp_path,
        query_row("A", "1", "248.75", "官方立减", "34.00", tag="282.75"),
        query_row("B", "2", "88.00", "官方立减", "12.00"),
    )  # fmt: skip
    outcome = take_offer(workspace, rows[0], rows[0].lines[0].offers[0])
    made = plans.promotion(workspace, outcome.value)
    assert (made.mechanic, made.parameters["rate"], made.lane) == ("platform_event", 1_200, "platform")
    assert made.counts
    assert (made.products, made.starts, made.ends) == (
        tuple(ids), datetime(2026, 11, 20), datetime(2026, 11, 30, 23, 59, 59),
    )  # fmt: skip
    assert not reconcile(workspace).differing
    history.undo(workspace)
    assert len(reconcile(workspace).differing) == 2


@pytest.mark.parametrize(
    ("tool", "detail", "cut", "mechanic", "parameters"),
    [
        ("单品立减", "减10元", "10.00", "item_discount", {"kind": "amount", "amount": 1_000}),
        ("单品宝", "打9折", "10.00", "item_discount", {"kind": "percent", "rate": 1_000}),
        ("聚划算", "活动价", "30.00", "flash_sale", {"price": 7_000}),
        ("会员立减", "减5元", "5.00", "member_reduction", {"kind": "amount", "amount": 500}),
        ("回头客立减", "95折", "5.00", "returning_reduction", {"kind": "percent", "rate": 500}),
        ("店铺优惠券", "满99减10", "10.00", "coupon", {"threshold": 9_900, "face": 1_000}),
        ("商品优惠券", "", "10.00", "coupon", {"threshold": 0, "face": 1_000}),
        ("多件优惠", "满100元减15元", "15.00", "threshold_reduction",
         {"kind": "amount", "threshold": 10_000, "reduction": 1_500}),
        ("多件优惠", "", "15.00", "threshold_reduction", {"kind": "amount", "threshold": 10_000, "reduction": 1_500}),
        ("超级立减", "10%", "10.00", "daily_reduction", {"kind": "percent", "rate": 1_000}),
        ("超级立减", "", "12.00", "daily_reduction", {"kind": "percent", "rate": 1_200}),
        ("超级立减", "", "13.33", "daily_reduction", {"kind": "amount", "amount": 1_333}),
        ("官方立减", "减13元", "13.33", "platform_event", {"rate": 1_333}),
        ("跨店满减", "每满100减10", "10.00", "cross_shop", {"threshold": 10_000, "reduction": 1_000}),
        ("88VIP券", "满100减8", "8.00", "category_coupon", {"coupon": "vip", "threshold": 10_000, "face": 800}),
        ("消费券", "满100减8", "8.00", "category_coupon", {"coupon": "consumer", "threshold": 10_000, "face": 800}),
        ("品类券", "满100减8", "8.00", "category_coupon", {"coupon": "category", "threshold": 10_000, "face": 800}),
    ],
)  # fmt: skip
def test_each_kind_of_offer_becomes_its_mechanic(
    workspace: Workspace, tmp_path: Path, tool: str, detail: str, cut: str, mechanic: str, parameters: dict[str, object]
) -> None:
    put_products(workspace, ("A", 10_000, None, None))
    price = f"{100 - float(cut):.2f}"
    (row,) = compare(workspace, tmp_path, detailed(query_row("A", "1", price, tool, cut), detail))
    made = plans.promotion(workspace, take_offer(workspace, row, row.lines[0].offers[0]).value)
    assert (made.mechanic, dict(made.parameters)) == (mechanic, parameters)


def test_an_offer_without_a_window_or_an_id_lasts_for_the_day_and_is_for_its_own_product(
    workspace: Workspace, tmp_path: Path
) -> None:
    product, _ = put_products(workspace, ("A", 10_000, None, None), ("B", 10_000, None, None))
    bare = [*query_row("A", "1", "90.00", "单品立减", "10.00", span="长期有效")]
    bare[11] = ""
    (row,) = compare(workspace, tmp_path, tuple(bare))
    made = plans.promotion(workspace, take_offer(workspace, row, row.lines[0].offers[0]).value)
    assert (made.starts, made.ends) == (datetime(2026, 11, 24), datetime(2026, 11, 24, 23, 59, 59))
    assert made.products == (product,)


def test_products_with_other_amounts_keep_their_own(workspace: Workspace, tmp_path: Path) -> None:
    one, other = put_products(workspace, ("A", 10_000, None, None), ("B", 20_000, None, None))
    row, _ = compare(
        workspace, tmp_path,
        query_row("A", "1", "90.00", "单品立减", "10.00", offer="秋冬"),
        query_row("B", "2", "175.00", "单品立减", "25.00", tag="200.00", offer="秋冬"),
    )  # fmt: skip
    made = plans.promotion(workspace, take_offer(workspace, row, row.lines[0].offers[0]).value)
    assert made.products == (one, other)
    assert dict(made.parameters) == {"kind": "amount", "amount": 1_000, "by_product": {str(other): 2_500}}
    assert not reconcile(workspace).differing


@pytest.mark.parametrize(("tool", "cut"), [("跨店满减", "10.00"), ("惊喜直降", "5.00"), ("单品立减", "")])
def test_what_cannot_be_planned_is_refused(workspace: Workspace, tmp_path: Path, tool: str, cut: str) -> None:
    put_products(workspace, ("A", 10_000, None, None))
    (row,) = compare(workspace, tmp_path, query_row("A", "1", "90.00", tool, cut))
    offer = row.lines[0].offers[0]
    assert not can_take(offer)
    with pytest.raises(RuleError):
        take_offer(workspace, row, offer)
