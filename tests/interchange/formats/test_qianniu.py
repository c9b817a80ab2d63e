"""Qianniu's price exports are recognised by their columns and stored as typed facts; undo takes them back."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

import pytest

from shopplanner.domain.days import day_number
from shopplanner.interchange.formats import known_formats, tall_header
from shopplanner.services import history
from shopplanner.services.metrics.previews import preview
from shopplanner.services.workspace import Workspace
from tests.fixtures.exports import bring, bring_one, facts_of, write_csv
from tests.fixtures.qianniu import (
    QUERY_HEAD,
    campaign_row,
    offer_row,
    query_row,
    write_campaign,
    write_offers,
    write_query,
    write_strength,
)

QUERIED = day_number(date(2026, 11, 24))


def second(day: int, clock: str) -> int:
    moment = datetime.fromisoformat(f"2026-11-{day} {clock}")
    return int((moment - datetime(1970, 1, 1)).total_seconds())


def test_a_price_query_keeps_every_offer_of_a_sku(workspace: Workspace, tmp_path: Path) -> None:
    rows = [query_row("612345678901", "5001", "81.00", "官方立减", "12.00"), query_row("612345678901", "5001", "81.00")]
    report = bring_one(workspace, write_query(tmp_path / "价格查询_2026-11-24.xlsx", rows))
    assert (report.format, report.rows_stored, report.rows_rejected) == ("qn_price_query", 2, 0)
    without, with_tool = facts_of(workspace, "price_query")
    assert with_tool == {
        "day": QUERIED, "product_code": "612345678901", "sku_id": "5001", "tool": "官方立减", "offer_id": "9401",
        "offer": "官方立减", "title": "商品612345678901", "sku": "规格5001", "level": "单品级", "detail": "减12.00元",
        "source": "qianniu", "lowest_price": 8_100, "list_price": 10_000, "tag_price": 10_000, "cut": 1_200,
        "starts_at": second(20, "00:00:00"), "ends_at": second(30, "23:59:59"),
    }  # fmt: skip
    assert (without["tool"], without["offer_id"]) == ("", "")


def test_a_query_without_a_day_in_its_name_is_of_the_day_of_the_import(workspace: Workspace, tmp_path: Path) -> None:
    path = write_query(tmp_path / "价格查询.xlsx", [query_row("1", "2", "81.00")], one_piece=True, by_item=True)
    assert preview(workspace, [path])[0].day == workspace.clock.today()
    bring_one(workspace, path)
    (row,) = facts_of(workspace, "price_query")
    assert (row["day"], row["sku_id"], row["one_piece_price"]) == (day_number(workspace.clock.today()), "", 8_100)


def test_ids_stay_text_and_an_id_that_lost_digits_sets_its_row_aside(workspace: Workspace, tmp_path: Path) -> None:
    rows = [QUERY_HEAD, query_row("612345678901", "005001", "81.00"), query_row("612345678902", "5.00112E+18", "81.00")]
    report = bring_one(workspace, write_csv(tmp_path / "价格查询_2026-11-24.csv", rows))
    assert (report.rows_stored, report.rows_rejected) == (1, 1)
    assert facts_of(workspace, "price_query")[0]["sku_id"] == "005001"


def test_a_row_without_a_product_or_with_a_broken_amount_is_set_aside(workspace: Workspace, tmp_path: Path) -> None:
    rows = [query_row("", "1", "81.00"), query_row("1", "1", "八十一"), query_row("1", "2", "81.00")]
    report = bring_one(workspace, write_query(tmp_path / "价格查询_2026-11-24.xlsx", rows))
    assert (report.rows_stored, report.rows_rejected) == (1, 2)


def test_the_same_query_again_changes_nothing_and_a_corrected_one_updates(workspace: Workspace, tmp_path: Path) -> None:
    path = write_query(tmp_path / "价格查询_2026-11-24.xlsx", [query_row("1", "2", "81.00", "官方立减", "12.00")])
    bring_one(workspace, path)
    assert bring_one(workspace, path).rows_unchanged == 1
    write_query(path, [query_row("1", "2", "80.00", "官方立减", "13.00")])
    bring_one(workspace, path)
    assert [row["lowest_price"] for row in facts_of(workspace, "price_query")] == [8_000]
    history.undo(workspace)
    assert [row["lowest_price"] for row in facts_of(workspace, "price_query")] == [8_100]


@pytest.mark.parametrize("merged", [True, False])
def test_a_campaign_s_merged_cells_are_filled_down(workspace: Workspace, tmp_path: Path, *, merged: bool) -> None:
    rows = [
        campaign_row("601", "11", "90.00", "88.00", "100.00", official="12.00"),
        campaign_row("", "12", "95.00", "96.80", "110.00"),
        campaign_row("602", "21", "50.00", "49.00", "56.00"),
    ]
    report = bring_one(workspace, write_campaign(tmp_path / "活动商品_2026-11-24.xlsx", rows, merged=merged))
    assert (report.format, report.rows_read, report.rows_stored, report.rows_rejected) == (
        "qn_campaign_items", 3, 3, 0,
    )  # fmt: skip
    found = facts_of(workspace, "campaign_item")
    assert [(row["product_code"], row["sku_id"], row["title"], row["campaign_id"]) for row in found] == [
        ("601", "11", "商品601", "M1"), ("601", "12", "商品601", "M1"), ("602", "21", "商品602", "M1"),
    ]  # fmt: skip
    assert (found[0]["required_price"], found[0]["campaign_price"], found[0]["official_cut"]) == (9_000, 8_800, 1_200)
    assert (found[0]["entry_price"], found[0]["default_rate"], found[0]["day"]) == (10_000, "12%", QUERIED)


def test_an_older_file_of_a_campaign_does_not_overwrite_a_newer_one(workspace: Workspace, tmp_path: Path) -> None:
    for day, price in ((24, "88.00"), (20, "70.00")):
        path = tmp_path / f"活动商品_2026-11-{day}.xlsx"
        bring_one(workspace, write_campaign(path, [campaign_row("601", "11", "90.00", price, "100.00")]))
    assert [row["campaign_price"] for row in facts_of(workspace, "campaign_item")] == [8_800]


def test_item_discounts_keep_window_and_benefit(workspace: Workspace, tmp_path: Path) -> None:
    path = write_offers(tmp_path / "单品立减.xlsx", [offer_row("77", "601", "11", "减10元")])
    assert bring_one(workspace, path).format == "qn_item_offers"
    (row,) = facts_of(workspace, "item_offer")
    assert (row["offer_id"], row["benefit"], row["state"], row["list_price"]) == ("77", "减10元", "进行中", 10_000)
    assert (row["starts_at"], row["ends_at"]) == (second(20, "00:00:00"), second(30, "23:59:59"))


def test_price_strength_keeps_the_rival(workspace: Workspace, tmp_path: Path) -> None:
    rows = [("601", "商品601", "3星", "限流", "88.00", "80.00", "9.09%", "120", "别家同款", "9001", "79.90")]
    assert bring_one(workspace, write_strength(tmp_path / "价格力.xlsx", rows)).format == "qn_price_strength"
    (row,) = facts_of(workspace, "price_strength")
    assert (row["stars"], row["limited"], row["price"], row["suggested_price"]) == ("3星", "限流", 8_800, 8_000)
    assert (row["required_cut"], row["sales"], row["rival"], row["rival_price"]) == ("9.09%", 120, "别家同款", 7_990)


def test_all_four_come_in_at_one_drop_and_leave_with_one_undo(workspace: Workspace, tmp_path: Path) -> None:
    reports = bring(
        workspace,
        write_query(tmp_path / "a.xlsx", [query_row("1", "2", "81.00")]),
        write_campaign(tmp_path / "b.xlsx", [campaign_row("601", "11", "90.00", "88.00", "100.00")]),
        write_offers(tmp_path / "c.xlsx", [offer_row("77", "601", "11", "减10元")]),
        write_strength(tmp_path / "d.xlsx", [("601", "", "3星", "", "88.00", "", "", "", "", "", "")]),
    )
    assert [report.fact for report in reports] == ["price_query", "campaign_item", "item_offer", "price_strength"]
    history.undo(workspace)
    assert all(not facts_of(workspace, report.fact) for report in reports)


def test_a_table_without_any_known_name_has_no_head_of_several_rows() -> None:
    campaign = next(each for each in known_formats() if each.header_rows > 1)
    assert tall_header([(1, ["甲", "乙"]), (2, ["1", "2"])], campaign) is None
    assert tall_header([(1, ["商品ID", "乙"]), (2, ["1", "2"])], campaign) is None
