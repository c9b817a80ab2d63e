"""The platform's prices are held against ours tool by tool, and a difference comes with its probable reason."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

from sqlalchemy import insert

from shopplanner.services.promotions.reconcile import Basis, Compared, ToolLine, reconcile
from shopplanner.services.workspace import Workspace
from shopplanner.storage.tables.products import SkuRow
from tests.fixtures.exports import bring_one
from tests.fixtures.qianniu import query_row, write_query
from tests.services.promotions.planning import put, put_products

SPAN = ("2026-11-20 00:00:00", "2026-11-30 23:59:59")


def compare(workspace: Workspace, folder: Path, *rows: tuple[str, ...], one_piece: bool = False) -> list[Compared]:
    """Import a price query of 24 November and return what comes of it."""
    bring_one(workspace, write_query(folder / "价格查询_2026-11-24.xlsx", rows, one_piece=one_piece))
    return list(reconcile(workspace).rows)


def figures(lines: tuple[ToolLine, ...]) -> list[tuple[str, int | None, int | None, str]]:
    return [(line.family, line.platform, line.ours, line.reason) for line in lines]


def soap(workspace: Workspace) -> int:
    return put_products(workspace, ("A", 10_000, 4_000, None))[0]


def test_equal_prices_agree_tool_by_tool(workspace: Workspace, tmp_path: Path) -> None:
    put(workspace, "platform_event", *SPAN, products=(soap(workspace),), rate=1_200)
    (row,) = compare(workspace, tmp_path, query_row("A", "1", "88.00", "官方立减", "12.00"))
    assert (row.platform, row.ours, row.difference, row.differs, row.reason) == (8_800, 8_800, 0, False, "")
    assert figures(row.lines) == [("official", 1_200, 1_200, "")]
    assert row.lines[0].promotions == (1,)
    assert (row.moment, row.basis, row.pieces) == (datetime(2026, 11, 24, 12), Basis.LOWEST, 1)


def test_an_offer_that_the_plan_lacks_is_named(workspace: Workspace, tmp_path: Path) -> None:
    soap(workspace)
    (row,) = compare(workspace, tmp_path, query_row("A", "1", "90.00", "店铺优惠券", "10.00", level="店铺级"))
    assert (row.ours, row.difference, row.reason) == (10_000, -1_000, "missing")
    assert figures(row.lines) == [("coupon", 1_000, None, "missing")]


def test_an_offer_that_the_platform_does_not_have_is_named(workspace: Workspace, tmp_path: Path) -> None:
    put(workspace, "item_discount", *SPAN, products=(soap(workspace),), rate=1_000, name="九折")
    (row,) = compare(workspace, tmp_path, query_row("A", "1", "100.00"))
    assert (row.ours, row.reason) == (9_000, "not_there")
    assert figures(row.lines) == [("item", None, 1_000, "not_there")]
    assert row.lines[0].names == ("九折",)


def test_a_clearance_stands_as_on_the_day_of_each_query(workspace: Workspace, tmp_path: Path) -> None:
    """10 % off from 20 November, 50 % from the 24th; A was last asked on the 22nd, B on the 24th."""
    put_products(workspace, ("A", 10_000, None, None), ("B", 10_000, None, None))
    ladder = [{"threshold": 1, "benefit": 1_000}, {"threshold": 5, "benefit": 5_000}]
    put(workspace, "clearance", *SPAN, whole_shop=True, measure="day", tiers=ladder)
    bring_one(workspace, write_query(tmp_path / "价格查询_2026-11-22.xlsx", [query_row("A", "1", "90.00")]))
    rows = compare(workspace, tmp_path, query_row("B", "2", "50.00"))
    assert [(row.ours, row.differs) for row in rows] == [(9_000, False), (5_000, False)]


def test_another_rounding_and_another_base_are_told_apart(workspace: Workspace, tmp_path: Path) -> None:
    one, other = put_products(workspace, ("A", 28_275, None, None), ("B", 20_000, None, None))
    with workspace.database.write() as connection:
        connection.exec_driver_sql("UPDATE product SET list_price = 30000 WHERE id = ?", (other,))
    put(workspace, "platform_event", *SPAN, products=(one, other), rate=1_200)
    rows = compare(
        workspace, tmp_path,
        query_row("A", "1", "248.82", "官方立减", "33.93", tag="282.75"),
        query_row("B", "2", "164.00", "官方立减", "36.00", tag="200.00"),
    )  # fmt: skip
    assert [(row.ours, row.reason) for row in rows] == [(24_875, "rounding"), (17_600, "base")]


def test_another_amount_another_tag_price_and_an_unknown_tool(workspace: Workspace, tmp_path: Path) -> None:
    ids = put_products(workspace, *((code, 10_000, None, None) for code in "ABC"))
    put(workspace, "item_discount", *SPAN, products=ids[:2], kind="amount", amount=1_000)
    rows = compare(
        workspace, tmp_path,
        query_row("A", "1", "85.00", "单品立减", "15.00"),
        query_row("B", "2", "100.00", "单品立减", "10.00", tag="110.00"),
        query_row("C", "3", "95.00", "惊喜直降", "5.00"),
    )  # fmt: skip
    assert [row.reason for row in rows] == ["amount", "tag", "unknown_tool"]
    assert rows[2].lines[0].title == "惊喜直降"


def test_an_offer_of_ours_that_lost_to_another_is_told_from_a_missing_one(workspace: Workspace, tmp_path: Path) -> None:
    product = soap(workspace)
    put(workspace, "coupon", *SPAN, products=(product,), threshold=10_000, face=500)
    put(workspace, "threshold_reduction", *SPAN, products=(product,), threshold=10_000, reduction=2_000)
    (row,) = compare(
        workspace, tmp_path,
        query_row("A", "1", "75.00", "店铺优惠券", "5.00"), query_row("A", "1", "75.00", "多件优惠", "20.00"),
    )  # fmt: skip
    assert (row.ours, row.reason) == (8_000, "lost")
    assert sorted(figures(row.lines)) == [("coupon", 500, None, "lost"), ("pieces", 2_000, 2_000, "")]


def test_tools_that_agree_while_the_sum_does_not_point_to_stacking(workspace: Workspace, tmp_path: Path) -> None:
    put(workspace, "platform_event", *SPAN, products=(soap(workspace),), rate=1_200)
    (row,) = compare(workspace, tmp_path, query_row("A", "1", "87.00", "官方立减", "12.00"))
    assert row.reason == "stacking"


def test_the_price_of_one_piece_leaves_out_offers_for_particular_buyers(workspace: Workspace, tmp_path: Path) -> None:
    product = soap(workspace)
    put(workspace, "coupon", *SPAN, products=(product,), threshold=10_000, face=1_500, audience="member")
    (row,) = compare(workspace, tmp_path, query_row("A", "1", "100.00"), one_piece=True)
    assert (row.basis, row.ours, row.differs) == (Basis.ONE_PIECE, 10_000, False)


def test_the_lowest_price_is_ours_for_the_number_of_pieces_that_fits(workspace: Workspace, tmp_path: Path) -> None:
    product = soap(workspace)
    put(workspace, "threshold_reduction", *SPAN, products=(product,), threshold=20_000, reduction=4_000)
    (one,) = compare(workspace, tmp_path, query_row("A", "1", "100.00"))
    assert (one.ours, one.pieces) == (10_000, 1)
    (two,) = compare(workspace, tmp_path, query_row("A", "1", "81.00"))
    assert (two.ours, two.pieces, two.difference) == (8_000, 2, 100)


def test_a_price_is_of_the_moment_at_which_its_last_offer_has_begun(workspace: Workspace, tmp_path: Path) -> None:
    put(workspace, "platform_event", "2026-11-24 20:00", "2026-11-30 23:59:59", products=(soap(workspace),), rate=1_200)
    span = "2026-11-24 20:00:00至2026-11-30 23:59:59"
    (row,) = compare(workspace, tmp_path, query_row("A", "1", "88.00", "官方立减", "12.00", span=span))
    assert (row.moment, row.differs) == (datetime(2026, 11, 24, 20), False)


def test_products_and_prices_that_are_not_there_cannot_be_compared(workspace: Workspace, tmp_path: Path) -> None:
    put_products(workspace, ("A", None, None, None))
    rows = compare(workspace, tmp_path, query_row("A", "1", "88.00"), query_row("Z", "2", "88.00", "官方立减", "12.00"))
    assert [(row.name, row.ours, row.difference, row.reason) for row in rows] == [
        ("A", None, None, "no_price"), ("商品Z", None, None, "no_product"),
    ]  # fmt: skip
    assert figures(rows[1].lines) == [("official", 1_200, None, "")]


def test_a_sku_goes_by_its_own_price_found_by_id_or_by_name(workspace: Workspace, tmp_path: Path) -> None:
    product = soap(workspace)
    with workspace.database.write() as connection:
        common = {"shop_id": workspace.shop_id, "product_id": product}
        connection.execute(insert(SkuRow).values(code="1", name="大瓶", list_price=15_000, **common))
        connection.execute(insert(SkuRow).values(code="x", name="规格2", list_price=20_000, **common))
    rows = compare(
        workspace, tmp_path, query_row("A", "1", "150.00"), query_row("A", "2", "200.00"),
        query_row("A", "3", "100.00"),
    )  # fmt: skip
    assert [row.our_tag for row in rows] == [15_000, 20_000, 10_000]


def test_a_sku_is_as_far_below_its_list_price_as_its_product(workspace: Workspace, tmp_path: Path) -> None:
    """The product lists 120 and sells for 100; a SKU that lists 150 sells for 130."""
    product = soap(workspace)
    with workspace.database.write() as connection:
        connection.exec_driver_sql("UPDATE product SET list_price = 12000 WHERE id = ?", (product,))
        common = {"shop_id": workspace.shop_id, "product_id": product}
        connection.execute(insert(SkuRow).values(code="1", name="大瓶", list_price=15_000, **common))
        connection.execute(insert(SkuRow).values(code="2", name="小瓶", list_price=12_000, **common))
    rows = compare(workspace, tmp_path, query_row("A", "1", "130.00"), query_row("A", "2", "100.00"))
    assert [(row.our_tag, row.difference) for row in rows] == [(13_000, 0), (10_000, 0)]


def test_only_the_newest_query_counts_and_offers_that_left_it_are_gone(workspace: Workspace, tmp_path: Path) -> None:
    soap(workspace)
    path = tmp_path / "价格查询_2026-11-20.xlsx"
    bring_one(workspace, write_query(path, [query_row("A", "1", "70.00", "官方立减", "30.00")]))
    compare(workspace, tmp_path, query_row("A", "1", "88.00", "官方立减", "12.00"))
    (row,) = compare(workspace, tmp_path, query_row("A", "1", "100.00"))
    assert (row.platform, row.lines, row.differs) == (10_000, (), False)
    assert reconcile(workspace).last_day == date(2026, 11, 24)


def test_without_a_query_there_is_nothing(workspace: Workspace) -> None:
    found = reconcile(workspace)
    assert (found.rows, found.last_day, found.profile, found.differing) == ((), None, None, ())
