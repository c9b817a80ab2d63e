"""JD product days: the monthly workbook of 2019 and the daily one of 2026."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from shopplanner.domain.days import day_number
from shopplanner.services.workspace import Workspace
from tests.fixtures.exports import bring_one, facts_of, write_xlsx

OLD = (
    "时间 商品名称 SKU 品牌 一级类目 二级类目 三级类目 浏览量 访客数 人均浏览量 平均停留时长 成交商品件数 "
    "ISBN 首次入库时间 成交码洋 加购人数"
).split()
NEW = (
    "时间 SKU SKU名称 一级类目 二级类目 三级类目 成交金额 成交商品件数 成交单量 成交客户数 商品访客数 "
    "商品浏览量 搜索曝光次数 搜索点击次数 商品曝光次数 商品曝光人数 加购客户数 下单金额 下单单量 下单客户数 "
    "取消及售后退款金额"
).split()


def test_the_monthly_form_of_2019_with_true_dates_and_numbers(workspace: Workspace, tmp_path: Path) -> None:
    row = [
        date(2019, 6, 18),
        "Python编程",
        12353915,
        "某社",
        "图书",
        "计算机",
        "编程",
        8000,
        5000,
        2,
        61,
        120,
        "978",
        None,
        9480.0,
        300,
    ]
    path = write_xlsx(tmp_path / "06.xlsx", {"经营状况-商品明细月报-201906-全部-全部-按天": [OLD, row]})
    report = bring_one(workspace, path)
    assert (report.format, report.first_day) == ("jd_product", date(2019, 6, 18))
    (fact,) = facts_of(workspace, "product_day")
    assert fact == {
        "day": day_number(date(2019, 6, 18)),
        "product_code": "12353915",
        "source": "jd",
        "title": "Python编程",
        "page_views": 8000,
        "visitors": 5000,
        "stay_ms": 61_000,
        "paid_units": 120,
        "list_amount": 948_000,
        "cart_buyers": 300,
    }


def test_the_daily_form_of_2026(workspace: Workspace, tmp_path: Path) -> None:
    row = [
        "2026-06-18",
        "100012345678",
        "白茶香薰",
        "家居",
        "香薰",
        "无火香薰",
        "1,280.50",
        20,
        18,
        17,
        400,
        900,
        5000,
        80,
        9000,
        3000,
        44,
        "1500",
        21,
        20,
        "88.00",
    ]
    report = bring_one(workspace, write_xlsx(tmp_path / "店_商品明细_2026-06-18_sku.xlsx", {"Sheet1": [NEW, row]}))
    assert report.format == "jd_product"
    (fact,) = facts_of(workspace, "product_day")
    assert (fact["paid_amount"], fact["paid_units"], fact["paid_orders"], fact["paid_buyers"]) == (128_050, 20, 18, 17)
    assert (fact["visitors"], fact["page_views"], fact["impressions"], fact["clicks"]) == (400, 900, 9000, 80)
    assert (fact["order_amount"], fact["refund_amount"], fact["cart_buyers"]) == (150_000, 8800, 44)
