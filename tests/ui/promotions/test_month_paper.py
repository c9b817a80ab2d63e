"""The month is one sheet of paper, in both languages, with everything that is planned."""

from __future__ import annotations

from pathlib import Path

import pytest
from pypdf import PdfReader
from PySide6.QtWidgets import QApplication

from shopplanner.foundation import i18n
from shopplanner.services.promotions.month import month_view
from shopplanner.services.workspace import Workspace
from shopplanner.ui.promotions import month_paper
from tests.services.promotions.shop import at, double_11, put, put_products, tenth_off, till


@pytest.fixture
def shop(workspace: Workspace, themed: None) -> Workspace:
    put_products(workspace)
    put(workspace, double_11())
    put(workspace, tenth_off())
    return workspace


def words_of(path: Path) -> str:
    pages = PdfReader(path).pages
    assert len(pages) == 1
    width, height = pages[0].mediabox[2:]
    assert width > height
    return " ".join(pages[0].extract_text().split())


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("en", ("Promotions, November 2026", "10% off", "Minor Snow")),
        ("zh_CN", ("2026 年 11 月活动日历", "小雪", "全店")),
    ],
)
def test_the_page_holds_calendar_and_list(
    shop: Workspace, tmp_path: Path, language: str, expected: tuple[str, ...]
) -> None:
    i18n.set_language(language)
    target = tmp_path / "month.pdf"
    month_paper.write_month_pdf(month_view(shop, 2026, 11), 2026, 11, target, today=shop.clock.today())
    said = words_of(target)
    assert [words for words in (*expected, "沐浴露 9 折", "双11", "2026-11-22") if words not in said] == []


def test_more_promotions_than_the_list_holds_are_counted(shop: Workspace, tmp_path: Path) -> None:
    for number in range(60):
        put(shop, tenth_off(name=f"N{number}", starts=at("11-03"), ends=till("11-04")))
    target = tmp_path / "full.pdf"
    month_paper.write_month_pdf(month_view(shop, 2026, 11), 2026, 11, target)
    assert "N0" in words_of(target)
    assert "+4" in words_of(target)


def test_an_empty_month_is_a_page_too(workspace: Workspace, themed: None, tmp_path: Path) -> None:
    month_paper.write_month_pdf(month_view(workspace, 2027, 2), 2027, 2, tmp_path / "empty.pdf")
    assert "February 2027" in words_of(tmp_path / "empty.pdf")


def test_only_promotions_of_the_month_itself_are_listed(shop: Workspace) -> None:
    put(shop, tenth_off(name="before", starts=at("10-20"), ends=till("10-28")))
    put(shop, tenth_off(name="through", starts=at("10-20"), ends=till("12-28")))
    listed = [cells[0] for cells in month_paper.rows(month_view(shop, 2026, 11), 2026, 11)]
    assert listed == ["through", "双11", "沐浴露 9 折"]


def test_the_printed_document_names_promotions_on_their_days(shop: Workspace, qapp: QApplication) -> None:
    made = month_paper.month_document(month_view(shop, 2026, 11), 2026, 11).toPlainText()
    # on ten days, and once in the list
    assert made.count("沐浴露 9 折") == 11
    assert made.startswith("Promotions, November 2026")
