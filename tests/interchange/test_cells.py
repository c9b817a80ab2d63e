"""Cells into values: what exports write, what is missing, what is refused and why."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest

from shopplanner.domain.days import day_number
from shopplanner.interchange import cells
from shopplanner.interchange.cells import CONVERTERS

DAY = day_number(date(2026, 6, 18))
TEN = DAY * 86_400 + 10 * 3_600


@pytest.mark.parametrize("cell", ["", "-", "--", " — ", "nan", "NULL", "'null", None, "无"])
def test_what_stands_for_missing_is_missing_in_every_kind(cell: object) -> None:
    for kind in ("text", "id", "count", "money", "ratio", "score", "seconds", "day", "moment", "province", "city"):
        assert CONVERTERS[kind](cell) is None, kind


@pytest.mark.parametrize(
    ("kind", "cell", "value"),
    [
        ("text", '="40511"', "40511"),
        ("text", "\ufeff名", "名"),
        ("text", 12.0, "12"),
        ("text", datetime(2026, 6, 18, 10, 0), "2026-06-18 10:00:00"),
        ("text", "=SUM", "SUM"),
        ("id", "'628374650912", "628374650912"),
        ("id", 628374650912, "628374650912"),
        ("id", 628374650912.0, "628374650912"),
        ("id", "A-1", "A-1"),
        ("count", "6,069", 6_069),
        ("count", 12.0, 12),
        ("money", "12,186.70", 1_218_670),
        ("money", "￥88.005", 8_801),
        ("money", "98.50元", 9_850),
        ("money", "-3.20", -320),
        ("money", 0.1, 10),
        ("money", "无退款申请", 0),
        ("money", float("nan"), None),
        ("ratio", "4.86%", 48_600),
        ("ratio", "0.0486", 48_600),
        ("ratio", "0.5%", 5_000),
        ("ratio", 0.5, 500_000),
        ("percent", "4.86%", 48_600),
        ("percent", "4.86", 48_600),
        ("score", "4.86", 4_860_000),
        ("seconds", "8.38", 8_380),
        ("day", 46191, DAY),
        ("day", "46191", DAY),
        ("day", 20260618, DAY),
        ("day", "20260618至20260618", DAY),
        ("day", datetime(2026, 6, 18, 23, 59), DAY),
        ("day", float("nan"), None),
        ("moment", "2026-06-18 10:00:00", TEN),
        ("moment", "2026/6/18 10:00", TEN),
        ("moment", datetime(2026, 6, 18, 10, 0), TEN),
        ("moment", date(2026, 6, 18), DAY * 86_400),
        ("province", "内蒙古自治区 呼和浩特市 新城区", "内蒙古"),
        ("city", "浙江省 杭州市 西湖区", "杭州市"),
        ("city", "上海 上海市 徐汇区", "上海市"),
        ("city", "浙江省", None),
        ("province", "某处", None),
        ("city", "某处", None),
    ],
)
def test_what_exports_write_becomes_a_value(kind: str, cell: object, value: object) -> None:
    assert CONVERTERS[kind](cell) == value


@pytest.mark.parametrize(
    ("kind", "cell", "reason"),
    [
        ("count", "many", "number"),
        ("count", "1.5", "whole"),
        ("count", True, "number"),
        ("count", "1e30", "number"),
        ("money", "Infinity", "number"),
        ("money", timedelta(1), "number"),
        ("day", "2026-02-30", "date"),
        ("day", "soon", "date"),
        ("day", 12, "date"),
        ("day", "20260413至20260419", "period"),
        ("moment", "2026-06-18 25:00:00", "date"),
        ("id", 4051124186178289739, "digits_lost"),
        ("id", "4.05112E+18", "digits_lost"),
    ],
)
def test_what_is_neither_a_value_nor_missing_says_why(kind: str, cell: object, reason: str) -> None:
    with pytest.raises(ValueError, match=reason):
        CONVERTERS[kind](cell)
    assert reason in cells.REASONS
