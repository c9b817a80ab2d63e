"""The year is one sheet of paper in both sizes and languages, with everything that is planned in it."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from pypdf import PdfReader

from shopplanner.foundation import i18n
from shopplanner.services.promotions.year import days_view
from shopplanner.services.workspace import Workspace
from shopplanner.ui.common.pdf import Paper
from shopplanner.ui.promotions.month_paper import paper_ink
from shopplanner.ui.promotions.timeline_paper import write_timeline_pdf
from tests.services.promotions.shop import at, double_11, put, put_products, tenth_off, till

YEAR = (date(2026, 1, 1), date(2026, 12, 31))


@pytest.fixture
def shop(workspace: Workspace, themed: None) -> Workspace:
    put_products(workspace)
    put(workspace, double_11())
    put(workspace, tenth_off())
    return workspace


def words_of(path: Path) -> tuple[str, float]:
    """Return the words of the only page, and its width in millimetres."""
    pages = PdfReader(path).pages
    assert len(pages) == 1
    width, height = pages[0].mediabox[2:]
    assert width > height
    return " ".join(pages[0].extract_text().split()), round(float(width) / 72 * 25.4)


@pytest.mark.parametrize(
    ("language", "paper", "width", "expected"),
    [
        ("en", "A4", 297, ("Promotions 2026", "Heroes", "August", "November")),
        ("zh_CN", "A3", 420, ("2026 年活动时间轴", "主推爆款", "8 月", "国庆")),
    ],
)
def test_both_halves_of_the_year_are_on_the_page(
    shop: Workspace, tmp_path: Path, language: str, paper: Paper, width: int, expected: tuple[str, ...]
) -> None:
    i18n.set_language(language)
    target = tmp_path / "year.pdf"
    shown = days_view(shop, *YEAR)
    write_timeline_pdf(shown, 2026, target, paper_ink(), paper=paper, today=shop.clock.today())
    said, across = words_of(target)
    assert across == width
    assert [words for words in (*expected, "双11", "2026-11-22") if words not in said] == []


def test_a_crowded_year_is_made_smaller(shop: Workspace, tmp_path: Path) -> None:
    for number in range(40):
        put(shop, tenth_off(name=f"N{number:02d}", starts=at("08-03"), ends=till("08-30")))
    target = tmp_path / "full.pdf"
    write_timeline_pdf(days_view(shop, *YEAR), 2026, target, paper_ink(), lanes={"own"})
    said, _across = words_of(target)
    assert [f"N{number:02d}" for number in range(40) if f"N{number:02d}" not in said] == []
    assert "Heroes" not in said
