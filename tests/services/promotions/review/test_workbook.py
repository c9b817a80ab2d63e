"""The review as a workbook that a person opens."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

import pytest
from openpyxl import load_workbook

from shopplanner.domain.errors import CannotWriteError
from shopplanner.services.promotions.review import report, store, workbook
from shopplanner.services.promotions.review.store import Coupons, Lesson
from shopplanner.services.workspace import Workspace
from tests.services.promotions.review import shop


def sheets(path: Path) -> dict[str, list[tuple[object, ...]]]:
    """Return a workbook's rows by sheet."""
    return {sheet.title: [tuple(row) for row in sheet.iter_rows(values_only=True)] for sheet in load_workbook(path)}


def test_the_workbook_has_every_part(reviewed: Workspace, tmp_path: Path) -> None:
    promotion = shop.plan(reviewed)
    shop.put(
        reviewed, "channel_day", ("day", "channel", "source", "visitors", "paid_buyers", "paid_amount"),
        [(20_738, "搜索", "sycm", 100, 10, 50_000)],
    )  # fmt: skip
    shop.put(
        reviewed, "refund", ("refund_id", "paid_day", "refund_amount", "product_code", "reason", "source"),
        [("1", 20_738, 500, "A", "smell", "qn")],
    )  # fmt: skip
    store.set_coupons(reviewed, promotion, Coupons(1_000, 400, 100, 50_000, None))
    store.set_lessons(
        reviewed, promotion, [Lesson("keep", "早备货", "warehouse", date(2026, 12, 1)), Lesson("try", "x")]
    )
    store.set_target(reviewed, promotion, "", "paid_amount", 2_000_000)
    path = workbook.write_review(report.review(reviewed, promotion), tmp_path / "review")
    assert path.name == "review.xlsx"
    found = sheets(path)
    assert list(found) == [
        "Plan and actual", "Actual and baseline", "Incremental profit", "Products", "Traffic and campaigns, whole sh",
        "Refund reasons, top 3", "Lessons",
    ]  # fmt: skip
    figures = {(row[0], row[1]): row for row in found["Plan and actual"]}
    assert figures["Whole", "Paid amount (GMV)"][2:6] == ("yuan", 20_000, 16_000, 0.8)
    assert figures["Whole", "Refund rate"][4] == 25
    assert figures["Peak", "Refund rate"][4] is None
    days = {row[0]: row for row in found["Actual and baseline"]}
    assert days[datetime(2026, 10, 12)][1:3] == ("promotion", 20)
    profit = {row[0]: row[1] for row in found["Incremental profit"]}
    assert (profit["Issued"], profit["Coupon cost"]) == (1_000, 500)
    assert found["Products"][1][:2] == ("A", "沐浴露")
    assert found["Traffic and campaigns, whole sh"][1][0] == "搜索"
    assert found["Refund reasons, top 3"][1] == ("smell", 1, 1, 5)
    assert found["Lessons"][1] == ("Keep", "早备货", "Warehouse", datetime(2026, 12, 1))


def test_a_review_that_cannot_tell_says_why(workspace: Workspace, tmp_path: Path) -> None:
    review = report.review(workspace, shop.plan(workspace, products=(), whole_shop=True))
    found = sheets(workbook.write_review(review, tmp_path / "r.xlsx"))
    assert str(found["Actual and baseline"][0][0]).startswith("Cannot tell: figures of only 0 of 10 days")


def test_a_refused_file_is_said(workspace: Workspace, tmp_path: Path) -> None:
    review = report.review(workspace, shop.plan(workspace, products=(), whole_shop=True))
    with pytest.raises(CannotWriteError):
        workbook.write_review(review, tmp_path / "missing" / "r.xlsx")
