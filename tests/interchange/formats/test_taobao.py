"""Orders, their lines and refunds: GBK text and workbooks; what belongs to a person is never stored."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

from shopplanner.domain.days import day_number
from shopplanner.services.workspace import Workspace, create_workspace
from tests.fixtures.exports import bring_one, facts_of, whole_file, write_csv, write_xlsx

ORDER_HEADER = [
    "订单编号",
    "买家会员名",
    "买家支付宝账号",
    "买家应付货款",
    "买家应付邮费",
    "买家支付积分",
    "总金额",
    "返点积分",
    "买家实际支付金额",
    "买家实际支付积分",
    "订单状态",
    "买家留言",
    "收货人姓名",
    "收货地址 ",
    "运送方式",
    "联系电话 ",
    "联系手机",
    "订单创建时间",
    "订单付款时间 ",
    "宝贝标题 ",
    "宝贝种类 ",
    "物流单号",
    "物流公司",
    "订单备注",
    "宝贝总数量",
    "店铺Id",
    "店铺名称",
    "订单关闭原因",
    "卖家服务费",
    "买家服务费",
    "发票抬头",
    "是否手机订单",
    "分阶段订单信息",
    "特权订金订单id",
    "定金排名",
    "修改后的sku",
    "修改后的收货地址",
    "异常信息",
    "天猫卡券抵扣",
    "集分宝抵扣",
    "是否是O2O交易",
]
OLD_LINES = "订单编号 标题 价格 购买数量 外部系统编号 商品属性 套餐信息 备注 订单状态 商家编码".split()
LINES = [
    "子订单编号",
    "主订单编号",
    "标题 ",
    "价格",
    "购买数量",
    "外部系统编号",
    "商品属性",
    "套餐信息",
    "备注",
    "订单状态",
    "商家编码",
    "支付单号",
    "买家应付货款",
    "买家实际支付金额",
    "退款状态",
    "退款金额",
    "订单创建时间",
    "订单付款时间 ",
]
REFUND_HEADER = (
    "订单编号 退款编号 支付宝交易号 订单付款时间 商品sku信息 退款完结时间 买家实际支付金额 退款总额 宝贝标题 "
    "手工退款/系统退款 退款申请时间 超时时间 退款状态 货物状态 退货物流信息 发货物流信息 客服介入状态 "
    "卖家退货地址 卖家邮编 卖家电话 卖家手机 退货物流单号 退货物流公司 买家退款原因 买家退款说明 买家退货时间 "
    "责任方 售中或售后 备注标签 商家备注 部分退款/全额退款 审核操作人 举证超时时间 是否零秒响应 退款操作人 "
    "退款原因标签 业务类型 代客发起 代客发起操作子账号 小额收款 淘特订单 售后类型 商品id 退给买家金额 "
    "退给平台金额 换新商品信息 卖家真实姓名 发货物流单号 发货物流公司 商家自动退策略 商家自动退模板 商家编码"
).split()
SECRETS = ("林小满", "linxm_1990", "13800001234", "文三路", "alipay@example.com", "SF1234567", "请放门口")
EPOCH = datetime(1970, 1, 1)


def order(number: str, paid: str, **cells: str) -> list[str]:
    """Return an order of a person who must not be stored."""
    known = {
        "订单编号": f'="{number}"',
        "买家会员名": "linxm_1990",
        "买家支付宝账号": "alipay@example.com",
        "总金额": "88.00",
        "买家实际支付金额": paid,
        "订单状态": "交易成功",
        "买家留言": "请放门口",
        "收货人姓名": "林小满",
        "收货地址 ": "浙江省 杭州市 西湖区 文三路 1 号",
        "联系电话 ": "'null",
        "联系手机": "'13800001234",
        "订单创建时间": "2026-11-11 00:00:09",
        "订单付款时间 ": "2026-11-11 00:01:00",
        "宝贝标题 ": "白茶香薰，雪松蜡烛",
        "宝贝种类 ": "2",
        "物流单号": "SF1234567",
        "宝贝总数量": "3",
        "买家服务费": "0元",
        **cells,
    }
    return [known.get(name, "") for name in ORDER_HEADER]


def line(number: int, **cells: str) -> list[str]:
    """Return an order line of the newer header."""
    known = {
        "子订单编号": f'="405112418617828{number:04d}"',
        "主订单编号": '="4051124186178289739"',
        "标题 ": "白茶香薰",
        "价格": "59.00",
        "购买数量": "2",
        "外部系统编号": "SKU-1",
        "商品属性": "颜色分类：黑色;长度：2m",
        "订单状态": "交易成功",
        "买家应付货款": "99.00",
        "买家实际支付金额": "98.50",
        "退款状态": "没有申请退款",
        "退款金额": "无退款申请",
        "订单创建时间": "2026-11-10 23:59:00",
        "订单付款时间 ": "2026-11-11 00:00:01",
        **cells,
    }
    return [known.get(name, "") for name in LINES]


def second(*moment: int) -> int:
    """Return a local moment as it is stored."""
    year, month, day, hour, minute, seconds = moment
    return int((datetime(year, month, day, hour, minute, seconds) - EPOCH).total_seconds())


def test_orders_of_41_columns_keep_amounts_times_and_place(workspace: Workspace, tmp_path: Path) -> None:
    assert len(ORDER_HEADER) == 41
    unpaid = order("2", "0.00", **{"订单付款时间 ": "", "订单状态": "等待买家付款"})
    path = write_csv(
        tmp_path / "ExportOrderList202611111650.csv", [ORDER_HEADER, order("4051124186178289739", "80.50"), unpaid]
    )
    report = bring_one(workspace, path)
    assert (report.format, report.rows_stored) == ("tb_orders", 2)
    waiting, paid = facts_of(workspace, "orders")
    assert paid["order_id"] == "4051124186178289739"
    assert (paid["paid_amount"], paid["total_amount"], paid["units"], paid["kinds"]) == (8050, 8800, 3, 2)
    assert paid["created_at"] == second(2026, 11, 11, 0, 0, 9)
    assert (paid["day"], paid["paid_day"]) == (day_number(date(2026, 11, 11)),) * 2
    assert (paid["province"], paid["city"], paid["title"]) == ("浙江", "杭州市", "白茶香薰，雪松蜡烛")
    assert "paid_day" not in waiting
    assert waiting["paid_amount"] == 0


def test_nothing_that_names_or_locates_a_buyer_is_stored_shown_or_set_aside(
    workspace: Workspace, tmp_path: Path
) -> None:
    from shopplanner.services.metrics.previews import preview

    rows = [ORDER_HEADER, order("1", "1.00"), order("2", "坏的金额")]
    path = write_csv(tmp_path / "ExportOrderList202611.csv", rows)
    (shown,) = preview(workspace, [path])
    assert not any(secret in cell for row in shown.rows for cell in row for secret in SECRETS)
    report = bring_one(workspace, path)
    assert report.rows_rejected == 1
    assert report.rejects_file is not None
    everything = whole_file(workspace) + report.rejects_file.read_text(encoding="utf-8-sig")
    assert not [secret for secret in SECRETS if secret in everything]


def test_the_same_buyer_is_known_again_in_one_workspace_only(workspace: Workspace, tmp_path: Path) -> None:
    path = write_csv(tmp_path / "ExportOrderList1.csv", [ORDER_HEADER, order("1", "1.00"), order("2", "1.00")])
    other = create_workspace(tmp_path / "other.shopplan", "b")
    for each in (workspace, other):
        bring_one(each, path)
    hashes = [[fact["buyer_hash"] for fact in facts_of(each, "orders")] for each in (workspace, other)]
    other.close()
    assert hashes[0][0] == hashes[0][1]
    assert hashes[0][0] != hashes[1][0]


def test_the_newer_order_header_and_its_own_names(workspace: Workspace, tmp_path: Path) -> None:
    header = [
        "订单编号",
        "买家会员昵称",
        "总金额",
        "买家实付金额",
        "买家实际支付金额",
        "订单状态",
        "买家下单时间",
        "买家付款时间",
        "退款金额",
        "虚拟号过期时间",
        "支付详情",
    ]
    row = [
        "5",
        "linxm_1990",
        "20.00",
        "18.00",
        "18.00",
        "交易成功",
        "2018/1/1 9:26",
        "2018-01-01 09:26:18",
        "2.50",
        "x",
        "alipay@example.com",
    ]
    bring_one(workspace, write_xlsx(tmp_path / "订单.xlsx", {"Sheet1": [header, row]}))
    (fact,) = facts_of(workspace, "orders")
    assert fact["created_at"] == second(2018, 1, 1, 9, 26, 0)
    assert fact["paid_at"] == second(2018, 1, 1, 9, 26, 18)
    assert (fact["paid_amount"], fact["refund_amount"]) == (1800, 250)
    assert "alipay" not in whole_file(workspace)


def test_order_lines_of_18_columns_in_gbk_with_wrapped_ids(workspace: Workspace, tmp_path: Path) -> None:
    assert len(LINES) == 18
    report = bring_one(workspace, write_csv(tmp_path / "ExportOrderDetailList1.csv", [LINES, line(1), line(2)], "gbk"))
    assert (report.format, report.rows_stored) == ("tb_order_items", 2)
    first, _ = facts_of(workspace, "order_line")
    assert (first["order_id"], first["line_id"]) == ("4051124186178289739", "4051124186178280001")
    assert (first["units"], first["list_price"], first["paid_amount"], first["refund_amount"]) == (2, 5900, 9850, 0)
    assert (first["title"], first["sku"]) == ("白茶香薰", "颜色分类：黑色;长度：2m")
    assert first["day"] == day_number(date(2026, 11, 11))
    assert first["paid_at"] == second(2026, 11, 11, 0, 0, 1)


def test_quoted_and_bare_order_lines_are_the_same(workspace: Workspace, tmp_path: Path) -> None:
    rows = [LINES, *(line(number) for number in range(1, 700))]
    bring_one(workspace, write_csv(tmp_path / "a.csv", rows))
    again = bring_one(workspace, write_csv(tmp_path / "b.csv", rows, quoted=True))
    assert (again.rows_stored, again.rows_unchanged) == (0, 699)


def test_old_order_lines_of_10_columns_are_numbered_within_their_order(workspace: Workspace, tmp_path: Path) -> None:
    rows = [
        ['="1"', "香薰", "10.00", "1", "S1", "颜色：白", "", "", "交易成功", "M1"],
        ['="1"', "蜡烛", "20.00", "2", "S2", "颜色：红", "", "", "交易成功", "M2"],
        ['="2"', "香薰", "10.00", "1", "S1", "颜色：白", "", "", "交易关闭", "M1"],
    ]
    report = bring_one(workspace, write_csv(tmp_path / "ExportOrderDetailList0.csv", [OLD_LINES, *rows]))
    assert report.format == "tb_order_items"
    lines = [(fact["order_id"], fact["line_id"], fact["title"]) for fact in facts_of(workspace, "order_line")]
    assert lines == [("1", "1", "香薰"), ("1", "2", "蜡烛"), ("2", "1", "香薰")]


def test_refunds_keep_three_dates_and_hash_their_numbers(workspace: Workspace, tmp_path: Path) -> None:
    assert len(REFUND_HEADER) == 52
    known = {
        "订单编号": "4051124186178289739",
        "退款编号": "88123",
        "支付宝交易号": "SF1234567",
        "订单付款时间": "2026-11-01 10:00:00",
        "退款完结时间": "2026-11-05 09:00:00",
        "买家实际支付金额": 98.5,
        "退款总额": "58.50",
        "宝贝标题": "白茶香薰",
        "退款申请时间": "2026-11-03 12:00:00",
        "退款状态": "退款成功",
        "卖家电话": "13800001234",
        "卖家真实姓名": "林小满",
        "售后类型": "仅退款",
        "商品id": "628374650912",
        "退给买家金额": 58.5,
        "买家退款说明": "请放门口",
    }
    path = write_xlsx(
        tmp_path / "1234_1786000000000_1.xlsx",
        {"export": [REFUND_HEADER, [known.get(name, "") for name in REFUND_HEADER]]},
    )
    report = bring_one(workspace, path)
    assert report.format == "tb_refunds"
    (fact,) = facts_of(workspace, "refund")
    days = [day_number(date(2026, 11, day)) for day in (1, 3, 5)]
    assert [fact["paid_day"], fact["applied_day"], fact["finished_day"]] == days
    assert (fact["refund_amount"], fact["paid_amount"], fact["product_code"]) == (5850, 9850, "628374650912")
    assert "88123" not in whole_file(workspace)
    assert not [secret for secret in SECRETS if secret in whole_file(workspace)]
