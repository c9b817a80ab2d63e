"""Business Advisor: product, shop and traffic reports, old workbooks and new."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

from shopplanner.domain.days import day_number
from shopplanner.services.workspace import Workspace
from tests.fixtures.exports import bring, bring_one, facts_of, write_xls, write_xlsx

PRODUCT_HEADER = (
    "统计日期 商品ID 商品名称 主商品ID 商品类型 货号 商品状态 商品标签 商品访客数 商品浏览量 平均停留时长 "
    "商品详情页跳出率 商品收藏人数 商品加购件数 商品加购人数 下单买家数 下单件数 下单金额 下单转化率 "
    "支付买家数 支付件数 支付金额 商品支付转化率 支付新买家数 支付老买家数 老买家支付金额 聚划算支付金额 "
    "访客平均价值 成功退款金额 竞争力评分 年累计支付金额 月累计支付金额 月累计支付件数 搜索引导支付转化率 "
    "搜索引导访客数 搜索引导支付买家数 结构化详情引导转化率 结构化详情引导成交占比"
).split()
SHOP_HEADER = (
    "统计日期 访客数 浏览量 商品访客数 商品浏览量 平均停留时长 跳失率 商品收藏买家数 商品收藏次数 加购人数 "
    "支付金额 支付买家数 支付子订单数 支付件数 下单金额 下单买家数 下单件数 人均浏览量 下单转化率 支付转化率 "
    "客单价 UV价值 老访客数 新访客数 加购件数 支付老买家数 老买家支付金额 直通车消耗 钻石展位消耗 淘宝客佣金 "
    "成功退款金额 评价数 有图评价数 正面评价数 负面评价数 老买家正面评价数 老买家负面评价数 支付父订单数 "
    "揽收包裹数 发货包裹数 派送包裹数 签收成功包裹数 平均支付_签收时长(秒) 描述相符评分 物流服务评分 "
    "服务态度评分 下单-支付转化率 支付商品数 店铺收藏买家数"
).split()
TWINS = (
    "访客数 浏览量 商品访客数 商品浏览量 平均停留时长 跳失率 商品收藏买家数 商品收藏次数 加购人数 支付金额 "
    "支付买家数 支付子订单数 支付件数 下单金额 下单买家数 下单件数 人均浏览量 下单转化率 支付转化率 客单价 "
    "UV价值 老访客数 新访客数 加购件数 支付老买家数 下单-支付转化率 支付商品数 店铺收藏买家数"
).split()
JUNE_18 = day_number(date(2026, 6, 18))


def product_row(**cells: str) -> list[str]:
    """Return a row in which everything but the given cells is missing."""
    return [cells.get(name, "-") for name in PRODUCT_HEADER]


def shop_row(header: list[str], **cells: str) -> list[str]:
    """Return a row of zeros but for the given cells."""
    return [cells.get(name, "0") for name in header]


def test_a_product_report_below_a_preamble_with_commas_percents_and_dashes(
    workspace: Workspace, tmp_path: Path
) -> None:
    row = product_row(
        统计日期="2026-06-18",
        商品ID="628374650912",
        商品名称="白茶香薰",
        商品访客数="6,069",
        商品详情页跳出率="89.45%",
        平均停留时长="8.38",
        支付金额="12,186.70",
        支付买家数="0",
        成功退款金额="1,000.05",
    )
    preamble = [["生意参谋"], ["统计周期 2026-06-18"], [], []]
    path = write_xls(
        tmp_path / "【生意参谋平台】商品_全部_2026-06-18_2026-06-18 (1).xls",
        {"【生意参谋平台】1": [*preamble, PRODUCT_HEADER, row]},
    )
    report = bring_one(workspace, path)
    assert (report.format, report.rows_stored) == ("sycm_product", 1)
    assert (report.first_day, report.last_day) == (date(2026, 6, 18), date(2026, 6, 18))
    (fact,) = facts_of(workspace, "product_day")
    extras = fact.pop("extras")
    assert fact == {
        "day": JUNE_18,
        "product_code": "628374650912",
        "source": "sycm",
        "title": "白茶香薰",
        "visitors": 6069,
        "bounce_ppm": 894_500,
        "stay_ms": 8380,
        "paid_amount": 1_218_670,
        "paid_buyers": 0,
        "refund_amount": 100_005,
    }
    assert "竞争力评分" in extras


def test_a_dash_is_missing_and_a_zero_is_a_value(workspace: Workspace, tmp_path: Path) -> None:
    rows = [
        product_row(统计日期="20260618", 商品ID="1", 商品访客数="0"),
        product_row(统计日期="20260618", 商品ID="2"),
    ]
    path = write_xls(tmp_path / "店_商品报表_2026-06-18.xls", {"【生意参谋平台】1": [PRODUCT_HEADER, *rows]})
    bring_one(workspace, path)
    zero, missing = facts_of(workspace, "product_day")
    assert zero["visitors"] == 0
    assert "visitors" not in missing


def test_products_that_the_report_names_join_the_catalogue(workspace: Workspace, tmp_path: Path) -> None:
    from sqlalchemy import select

    from shopplanner.storage.tables.products import ProductRow

    row = product_row(统计日期="2026-06-18", 商品ID="77", 商品名称="雪松蜡烛")
    bring_one(workspace, write_xlsx(tmp_path / "商品_全部.xlsx", {"1": [PRODUCT_HEADER, row]}))
    with workspace.read() as session:
        assert session.execute(select(ProductRow.code, ProductRow.title)).all() == [("77", "雪松蜡烛")]


def test_the_shop_report_of_49_columns_with_its_header_in_row_8(workspace: Workspace, tmp_path: Path) -> None:
    assert len(SHOP_HEADER) == 49
    row = shop_row(
        SHOP_HEADER,
        统计日期="2019-05-11",
        访客数="1,234",
        跳失率="51.20%",
        支付金额="8,765.43",
        描述相符评分="4.86",
        平均停留时长="61.5",
        店铺收藏买家数="12",
    )
    path = write_xls(tmp_path / "店铺整体-2019-05-11.xls", {"店铺整体": [["店铺整体"], *[[]] * 6, SHOP_HEADER, row]})
    report = bring_one(workspace, path)
    assert report.format == "sycm_shop"
    (fact,) = facts_of(workspace, "shop_day")
    assert fact["day"] == day_number(date(2019, 5, 11))
    assert (fact["visitors"], fact["bounce_ppm"], fact["paid_amount"]) == (1234, 512_000, 876_543)
    assert (fact["description_score_ppm"], fact["stay_ms"], fact["shop_favourites"]) == (4_860_000, 61_500, 12)


def test_the_shop_report_of_105_columns_keeps_devices_apart(workspace: Workspace, tmp_path: Path) -> None:
    header = [*SHOP_HEADER, *(f"{device}{name}" for name in TWINS for device in ("PC端", "无线端"))]
    assert len(header) == 105
    row = shop_row(
        header,
        统计日期="2019-05-11",
        访客数="100",
        PC端访客数="30",
        无线端访客数="75",
        支付金额="900.00",
        无线端支付金额="800.00",
    )
    path = write_xls(tmp_path / "店铺整体-2019-05-11.xls", {"店铺整体": [*[[]] * 5, header, row]})
    report = bring_one(workspace, path)
    assert report.format == "sycm_shop"
    (fact,) = facts_of(workspace, "shop_day")
    assert (fact["visitors"], fact["mobile_visitors"]) == (100, 75)
    assert (fact["paid_amount"], fact["mobile_paid_amount"]) == (90_000, 80_000)


def test_the_new_shop_workbook_is_read_by_name_in_any_order(workspace: Workspace, tmp_path: Path) -> None:
    header = ["统计日期", "店铺名称", "支付金额", "支付买家数", "访客数"]
    rows: list[list[Any]] = [["2026-06-17", "留香", 10.5, 1, 40], ["2026-06-18", "留香", "1,000.00", "9", "300"]]
    report = bring_one(workspace, write_xlsx(tmp_path / "店铺-整体-20260619.xlsx", {"Sheet1": [header, *rows]}))
    assert (report.first_day, report.last_day) == (date(2026, 6, 17), date(2026, 6, 18))
    first, second = facts_of(workspace, "shop_day")
    assert (first["paid_amount"], first["visitors"]) == (1050, 40)
    assert (second["paid_amount"], second["paid_buyers"]) == (100_000, 9)


def test_a_file_of_exactly_100000_rows_is_told_to_be_cut(workspace: Workspace, tmp_path: Path) -> None:
    path = tmp_path / "店铺-整体.csv"
    with path.open("w", encoding="utf-8") as file:
        file.write("统计日期,访客数,支付金额,支付买家数\r\n")
        file.writelines(f"2026-06-{number % 30 + 1:02d},{number},1.00,1\r\n" for number in range(100_000))
    report = bring_one(workspace, path)
    assert (report.rows_read, report.rows_stored) == (100_000, 30)
    assert "imports.warning.silent_cut" in [said.id for said in report.warnings]


def test_the_2018_traffic_report_takes_its_day_from_the_name_and_keeps_devices_apart(
    workspace: Workspace, tmp_path: Path
) -> None:
    header = [
        "来源",
        "来源明细",
        "访客数",
        "访客数变化",
        "下单金额",
        "下单金额变化",
        "支付金额",
        "支付金额变化",
        "支付买家数",
        "支付买家数变化",
    ]
    rows = [
        ["淘内免费", "手淘搜索", "1,200", "3.20%", "900.00", "-", "800.00", "1.00%", "8", "-"],
        ["", "手淘首页", "300", "-1.00%", "0.00", "-", "0.00", "-", "0", "-"],
    ]
    sheets = {"PC流量来源": [*[[]] * 5, header, rows[0]], "无线流量来源": [*[[]] * 5, header, *rows]}
    path = write_xls(tmp_path / "【生意参谋平台】无线店铺流量来源-2017-11-12_2017-11-12.xls", sheets)
    pc, mobile = bring(workspace, path)
    assert (pc.format, pc.rows_stored, mobile.rows_stored) == ("sycm_traffic", 1, 2)
    channels = {fact["channel"]: fact for fact in facts_of(workspace, "channel_day")}
    assert sorted(channels) == ["PC / 淘内免费 / 手淘搜索", "淘内免费 / 手淘搜索", "淘内免费 / 手淘首页"]
    assert channels["淘内免费 / 手淘搜索"]["paid_amount"] == 80_000
    assert {fact["day"] for fact in channels.values()} == {day_number(date(2017, 11, 12))}


def test_the_newer_traffic_report_fills_merged_levels_from_above(workspace: Workspace, tmp_path: Path) -> None:
    header = ["一级来源", "二级来源", "三级来源", "访客数", "支付买家数", "支付金额", "新访客"]
    rows = [
        ["汇总", "", "", 500, 9, 900.0, 100],
        ["平台流量", "搜索", "手淘搜索", 300, 6, 600.0, 80],
        ["", "", "图搜", 20, 1, 30.0, 5],
        ["", "推荐", "猜你喜欢", 100, 1, 70.0, 10],
        ["广告流量", "关键词推广", "-", 80, 1, 200.0, 5],
    ]
    path = write_xlsx(tmp_path / "经营优势来源渠道_2026-06-18.xlsx", {"经营优势来源渠道": [header, *rows]})
    report = bring_one(workspace, path)
    assert (report.rows_stored, report.rows_rejected) == (4, 1)
    assert [fact["channel"] for fact in facts_of(workspace, "channel_day")] == [
        "平台流量 / 推荐 / 猜你喜欢",
        "平台流量 / 搜索 / 图搜",
        "平台流量 / 搜索 / 手淘搜索",
        "广告流量 / 关键词推广",
    ]
