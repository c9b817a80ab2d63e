"""Made-up exports in the platforms' own layouts, of the sample shop's last days, for the demonstration to import.

Encodings, headings, numbers as text, ids guarded against spreadsheets and a few damaged rows are as real files have
them; the figures are invented, and the same for the same day.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Final

from shopplanner.services.sample_shop.catalogue import stock_up

DAYS: Final = 3
"""How many days the exports cover; the sample shop's own figures end before them."""

SHOWN_PRODUCTS: Final = 12
NEW_PRODUCTS: Final = (
    ("680009900001", "留香研究所 晚安助眠身体喷雾 100ml"),
    ("680009900002", "留香研究所 沐浴球礼盒 6 只"),
)
PLANS: Final = (("31100200301", "关键词-留香", "关键词推广"), ("31100200302", "关键词-身体乳", "关键词推广"))
JD_SKUS: Final = (("100012345601", "留香沐浴露 500ml"), ("100012345602", "美白身体乳 250ml"))
ITEM_HEADER: Final = (
    "子订单编号,主订单编号,标题,价格,购买数量,外部系统编号,商品属性,套餐信息,备注,订单状态,商家编码,支付单号,"
    "买家应付货款,买家实际支付金额,退款状态,退款金额,订单创建时间,订单付款时间 "
)
PRODUCT_HEADER: Final = (
    "统计日期", "商品ID", "商品名称", "商品访客数", "商品浏览量", "平均停留时长", "商品详情页跳出率", "商品收藏人数",
    "商品加购件数", "商品加购人数", "下单买家数", "下单件数", "下单金额", "下单转化率", "支付买家数", "支付件数",
    "支付金额", "商品支付转化率", "竞争力评分",
)  # fmt: skip
SHOP_HEADER: Final = (
    "统计日期", "店铺名称", "访客数", "浏览量", "平均停留时长", "跳失率", "加购人数", "支付金额", "支付买家数",
    "支付子订单数", "支付件数", "支付转化率",
)  # fmt: skip
PLAN_HEADER: Final = "日期,场景名字,计划ID,计划名字,展现量,点击量,花费,点击率,总成交金额,总成交笔数,成交人数,投入产出比"
JD_HEADER: Final = (
    "时间",
    "SKU",
    "商品名称",
    "浏览量",
    "访客数",
    "平均停留时长",
    "成交商品件数",
    "成交金额",
    "成交单量",
    "成交客户数",
)


@dataclass(frozen=True, slots=True)
class ProductDay:
    """What one product did on one day; ``price`` in fen."""

    day: date
    code: str
    title: str
    price: int
    visitors: int
    buyers: int
    units: int

    @property
    def paid(self) -> int:
        """Paid amount in fen."""
        return self.price * self.units


@dataclass(frozen=True, slots=True)
class Exports:
    """The files written: those of the sample shop, and the one of its shop at JD."""

    taobao: tuple[Path, ...]
    jd: Path


def write_exports(folder: Path, today: date) -> Exports:
    """Write the exports of the days before ``today`` into a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    days = [today - timedelta(days=ago) for ago in range(DAYS, 0, -1)]
    luck = random.Random(f"demo/{today}")  # noqa: S311 - made-up figures, repeatable by day
    figures = [figure for day in days for figure in _figures(day, luck)]
    stamp = f"{today:%Y%m%d}"
    taobao = (
        _shop_report(folder / f"店铺-整体-{today}.xlsx", days, figures),
        _product_report(folder / f"【生意参谋平台】商品_全部_{days[0]}_{days[-1]}.xlsx", figures),
        _order_items(folder / f"ExportOrderDetailList{stamp}1048.csv", figures, luck),
        _plan_report(folder / f"计划报表_{stamp}_110330.csv", days, luck),
    )
    return Exports(taobao, _jd_report(folder / f"留香京东店_商品明细_{days[-1]}_sku.xlsx", days, luck))


def _figures(day: date, luck: random.Random) -> Iterator[ProductDay]:
    sold = [(each.code, each.item.title, each.tag_price) for each in stock_up(1)[:SHOWN_PRODUCTS]]
    sold += [(code, title, 4990) for code, title in NEW_PRODUCTS]
    for code, title, price in sold:
        visitors = luck.randint(60, 420)
        buyers = max(1, round(visitors * luck.uniform(0.02, 0.06)))
        yield ProductDay(day, code, title, price, visitors, buyers, buyers + luck.randint(0, 3))


def _shop_report(path: Path, days: Sequence[date], figures: Sequence[ProductDay]) -> Path:
    """Write the saved report of the analysis room: one sheet, header in row 1, days as text."""
    rows: list[Sequence[object]] = [SHOP_HEADER]
    for day in days:
        own = [each for each in figures if each.day == day]
        visitors, buyers = sum(each.visitors for each in own), sum(each.buyers for each in own)
        paid, units = sum(each.paid for each in own), sum(each.units for each in own)
        rows.append(
            (
                day.isoformat(), "留香研究所", visitors, visitors * 3, "68.4", "52.30%", visitors // 10,
                f"{paid / 100:,.2f}", buyers, buyers, units, f"{buyers / visitors:.2%}",
            )
        )  # fmt: skip
    return _workbook(path, "店铺-整体", rows)


def _product_report(path: Path, figures: Sequence[ProductDay]) -> Path:
    """Write the product report: four lines of preamble, every figure as text, a dash where there is none."""
    rows: list[Sequence[object]] = [("【生意参谋平台】商品排行",), ("说明：数据仅供参考",), (), (), PRODUCT_HEADER]
    for each in figures:
        paid = f"{each.paid / 100:,.2f}"
        rows.append(
            (
                each.day.isoformat(), each.code, each.title, f"{each.visitors:,}", f"{each.visitors * 2:,}", "8.38",
                "61.20%", str(each.visitors // 20), str(each.visitors // 9), str(each.visitors // 10),
                str(each.buyers), str(each.units), paid, f"{each.buyers / each.visitors:.2%}", str(each.buyers),
                str(each.units), paid, f"{each.buyers / each.visitors:.2%}", "-",
            )
        )  # fmt: skip
    return _workbook(path, "【生意参谋平台】1", rows)


def _order_items(path: Path, figures: Sequence[ProductDay], luck: random.Random) -> Path:
    """Write order lines as the seller console does: GBK, guarded ids, a blank in a heading; one row is damaged."""
    lines = [ITEM_HEADER]
    order = 4_061_124_180_000_000_000
    for each in figures:
        for _ in range(each.buyers):
            order += luck.randint(11, 997)
            paid_at = datetime.combine(each.day, time(luck.randint(8, 22), luck.randint(0, 59), luck.randint(0, 59)))
            price = f"{each.price / 100:.2f}"
            lines.append(
                f'="{order}1",="{order}",{each.title},{price},1,LX-{each.code[-4:]},规格：默认,,,交易成功,,="{order}9",'
                f"{price},{price},没有申请退款,无退款申请,{paid_at - timedelta(seconds=40)},{paid_at}"
            )
    damaged = lines[3].split(",")
    damaged[0], damaged[13] = f'="{order}3"', "未知"
    lines.insert(4, ",".join(damaged))
    path.write_bytes(("\r\n".join(lines) + "\r\n").encode("gbk"))
    return path


def _plan_report(path: Path, days: Sequence[date], luck: random.Random) -> Path:
    """Write the campaign report: GB18030 CSV."""
    lines = [PLAN_HEADER]
    for day in days:
        for plan, name, scene in PLANS:
            clicks, cost = luck.randint(90, 260), luck.randint(90_00, 240_00)
            deals = clicks // 25
            amount = deals * 69_00
            lines.append(
                f"{day},{scene},{plan},{name},{clicks * 21},{clicks},{cost / 100:.2f},4.76%,{amount / 100:.2f},"
                f"{deals},{deals},{amount / cost:.2f}"
            )
    path.write_bytes(("\r\n".join(lines) + "\r\n").encode("gb18030"))
    return path


def _jd_report(path: Path, days: Sequence[date], luck: random.Random) -> Path:
    """Write JD's product report: SKU by day."""
    rows: list[Sequence[object]] = [JD_HEADER]
    for day in days:
        for sku, title in JD_SKUS:
            visitors = luck.randint(40, 160)
            units = visitors // 14
            rows.append(
                (
                    day.isoformat(),
                    sku,
                    title,
                    visitors * 2,
                    visitors,
                    41.5,
                    units,
                    units * 59.9,
                    units,
                    max(1, units - 1),
                )
            )
    return _workbook(path, "经营状况-商品明细月报-按天", rows)


def _workbook(path: Path, sheet: str, rows: Sequence[Sequence[object]]) -> Path:
    import xlsxwriter

    with xlsxwriter.Workbook(str(path), {"strings_to_numbers": False}) as book:
        page = book.add_worksheet(sheet)
        for number, row in enumerate(rows):
            page.write_row(number, 0, row)
    return path
