"""A dashboard's table as a file, in the units of its columns."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest

from shopplanner.domain.errors import InputError
from shopplanner.domain.metrics.periods import Preset, TimeGrain
from shopplanner.services.metrics.dashboard import Dashboard, dashboard
from shopplanner.services.metrics.export import as_table, export_dashboard
from shopplanner.services.metrics.views import View
from shopplanner.services.workspace import Workspace
from tests.services.metrics.figures import november, put

VIEW = View(metrics=("paid_amount", "visitors", "conversion"), preset=Preset.LAST_7)


@pytest.fixture
def shop(workspace: Workspace) -> Workspace:
    """Two weeks of a shop with one product."""
    row = {"visitors": 100, "paid_buyers": 5, "paid_amount": 12_345}
    put(workspace, "shop_day", [{**row, "day": november(day)} for day in range(8, 22)])
    put(workspace, "product_day", [{**row, "day": november(day), "product_code": "-1"} for day in range(8, 22)])
    return workspace


def shown(workspace: Workspace, view: View) -> Dashboard:
    found = dashboard(workspace, view)
    assert found is not None
    return found


def test_days_come_with_their_comparison_and_total(shop: Workspace) -> None:
    found = shown(shop, VIEW)
    assert found.table is not None
    table = as_table(found, found.table)
    assert [column.kind for column in table.columns] == [
        "date",
        "money",
        "money",
        "count",
        "count",
        "percent",
        "percent",
    ]
    assert list(table.rows[0]) == [november(15), 123.45, 123.45, 100, 100, 0.05, 0.05]
    assert list(table.foot[0]) == ["Total", 864.15, 864.15, None, None, 0.05, 0.05]
    assert len(table.notes) == 2


def test_weeks_have_two_days_and_products_a_code(shop: Workspace) -> None:
    weeks = shown(shop, replace(VIEW, preset=Preset.LAST_14, grain=TimeGrain.WEEK, comparison=None))
    assert weeks.table is not None
    assert list(as_table(weeks, weeks.table).rows[0][:2]) == [november(8), november(8)]
    products = shown(shop, replace(VIEW, cut="product"))
    assert products.table is not None
    assert list(as_table(products, products.table).rows[0][:3]) == ["-1", "-1", 864.15]


def test_the_suffix_decides_the_kind_of_file(shop: Workspace, tmp_path: Path) -> None:
    found = shown(shop, VIEW)
    assert export_dashboard(found, tmp_path / "a.csv").read_text(encoding="utf-8-sig").startswith("Day,")
    written = export_dashboard(found, tmp_path / "b")
    assert written.name == "b.xlsx"
    assert openpyxl.load_workbook(written).sheetnames == ["Dashboard"]


def test_a_code_that_looks_like_a_formula_is_guarded(shop: Workspace, tmp_path: Path) -> None:
    found = shown(shop, replace(VIEW, cut="product"))
    assert "'-1,'-1," in export_dashboard(found, tmp_path / "a.csv").read_text(encoding="utf-8-sig")


def test_what_cannot_be_exported_is_said(shop: Workspace, tmp_path: Path) -> None:
    with pytest.raises(InputError) as caught:
        export_dashboard(shown(shop, VIEW), tmp_path / "missing" / "a.xlsx")
    assert caught.value.what.id == "errors.cannot_write"
    with pytest.raises(InputError) as caught:
        export_dashboard(shown(shop, replace(VIEW, cut="campaign", metrics=("ad_cost",))), tmp_path / "a.xlsx")
    assert caught.value.what.id == "metrics.error.nothing_to_export"
