"""Ads reports: GB18030 text, alone or in an archive; item rows by campaign; rates as fractions or percents."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from shopplanner.domain.days import day_number
from shopplanner.services.metrics.query import series
from shopplanner.services.workspace import Workspace
from tests.fixtures.exports import bring, bring_one, facts_of, write_csv, write_zip

ITEM_HEADER = (
    "日期 场景ID 场景名字 原二级场景ID 原二级场景名字 计划ID 计划名字 主体ID 主体类型 主体名称 展现量 点击量 "
    "花费 点击率 平均点击花费 千次展现花费 总预售成交金额 总预售成交笔数 直接成交金额 间接成交金额 总成交金额 "
    "总成交笔数 直接成交笔数 间接成交笔数 点击转化率 投入产出比 总购物车数 收藏宝贝数 成交新客数 成交人数 "
    "平台助推总成交"
).split()
PLAN_HEADER = [name for name in ITEM_HEADER if not name.startswith(("主体", "平台助推"))]
DAY = date(2026, 6, 18)


def row(header: list[str], **cells: str) -> list[str]:
    """Return a row of zeros but for the given cells."""
    return [cells.get(name, "0") for name in header]


def item(plan: str, product: str, cost: str, day: str = "2026-06-18") -> list[str]:
    """Return an item's row of a campaign."""
    return row(
        ITEM_HEADER,
        日期=day,
        场景名字="关键词推广",
        计划ID=plan,
        计划名字=f"计划{plan}",
        主体ID=product,
        主体类型="商品",
        主体名称="白茶香薰",
        展现量="1000",
        点击量="25",
        花费=cost,
        点击率="0.025",
        总成交金额="88.80",
        总成交笔数="2",
    )


def plan(plan_id: str, cost: str, day: str = "2026-06-18") -> list[str]:
    """Return a campaign's row."""
    return row(
        PLAN_HEADER,
        日期=day,
        计划ID=plan_id,
        计划名字=f"计划{plan_id}",
        花费=cost,
        总成交金额="100.00",
        总成交笔数="3",
        点击率="2.5%",
    )


def test_an_item_report_keeps_each_campaign_of_an_item(workspace: Workspace, tmp_path: Path) -> None:
    rows = [item("10000000001", "628374650912", "12.30"), item("10000000002", "628374650912", "7.70")]
    report = bring_one(workspace, write_csv(tmp_path / "商品报表_20260619_110309.csv", [ITEM_HEADER, *rows]))
    assert (report.format, report.rows_stored) == ("wx_product", 2)
    first, second = facts_of(workspace, "ad_day")
    assert (first["campaign"], first["product_code"], first["ad_cost"]) == ("计划10000000001", "628374650912", 1230)
    assert (second["ad_cost"], second["clicks"], second["deal_amount"]) == (770, 25, 8880)


def test_the_two_cuts_of_the_same_spend_are_never_added(workspace: Workspace, tmp_path: Path) -> None:
    bring_one(workspace, write_csv(tmp_path / "商品报表_20260619.csv", [ITEM_HEADER, item("1", "9", "12.30")]))
    report = bring_one(workspace, write_csv(tmp_path / "计划报表_20260619.csv", [PLAN_HEADER, plan("1", "20.00")]))
    assert report.format == "wx_plan"
    assert {fact["source"] for fact in facts_of(workspace, "ad_day")} == {"wx_product", "wx_plan"}
    assert series(workspace, "ad_cost", DAY, DAY) == [2000]


def test_an_archive_of_one_report_is_read_without_following_its_path(workspace: Workspace, tmp_path: Path) -> None:
    inner = write_csv(tmp_path / "计划报表_20260619_110330.csv", [PLAN_HEADER, plan("1", "20.00"), plan("2", "3.05")])
    report = bring_one(workspace, write_zip(tmp_path / "download.zip", [inner]))
    assert (report.file, report.rows_stored) == ("计划报表_20260619_110330.csv", 2)
    assert [fact["ad_cost"] for fact in facts_of(workspace, "ad_day")] == [2000, 305]


def test_a_report_without_a_date_column_takes_the_day_of_its_name_inside_the_archive(
    workspace: Workspace, tmp_path: Path
) -> None:
    cut = slice(1, None)
    inner = write_csv(tmp_path / "商品报表_20260901_0a1b2c3d.csv", [ITEM_HEADER[cut], item("1", "9", "5.00")[cut]])
    bring_one(workspace, write_zip(tmp_path / "x.zip", [inner]))
    assert [fact["day"] for fact in facts_of(workspace, "ad_day")] == [day_number(date(2026, 9, 1))]


def test_a_period_in_a_date_cell_is_set_aside_and_named(workspace: Workspace, tmp_path: Path) -> None:
    rows = [plan("1", "1.00", "20260413至20260419"), plan("1", "2.00", "2026/6/18")]
    report = bring_one(workspace, write_csv(tmp_path / "计划报表.csv", [PLAN_HEADER, *rows]))
    assert (report.rows_stored, report.rows_rejected) == (1, 1)


def test_a_quoted_report_reads_as_the_bare_one(workspace: Workspace, tmp_path: Path) -> None:
    rows = [PLAN_HEADER, plan("1", "20.00")]
    bring(workspace, write_csv(tmp_path / "计划报表_a.csv", rows))
    report = bring_one(workspace, write_csv(tmp_path / "计划报表_b.csv", rows, "utf-8-sig", quoted=True))
    assert (report.rows_stored, report.rows_unchanged) == (0, 1)
