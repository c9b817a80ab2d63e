"""All data of a shop as tables: whole, readable by other programs, and nothing of another shop."""

from __future__ import annotations

import csv
import io
import zipfile
from datetime import date
from pathlib import Path

import pytest
from openpyxl import load_workbook

from shopplanner.domain.errors import InputError
from shopplanner.services import data_export, shops
from shopplanner.services.data_export import export_data
from shopplanner.services.metrics.facts import BatchSource, store_facts
from shopplanner.services.products import editing
from shopplanner.services.workspace import Workspace

ORDER = ("4051", 20_000, 20_000, 1_728_000_061, 1_728_000_100, 1_990, "交易成功", "taobao")
COLUMNS = ("order_id", "day", "paid_day", "created_at", "paid_at", "paid_amount", "status", "source")


@pytest.fixture
def filled(workspace: Workspace) -> Workspace:
    """A shop with a product whose title looks like a formula and an order of 4 October 2024."""
    editing.create(workspace, {"title": "=cmd()", "list_price": 1_990})
    store_facts(workspace, "orders", COLUMNS, [ORDER], source=BatchSource("orders.csv", "tb_orders"))
    return workspace


def tables(path: Path) -> dict[str, list[dict[str, str]]]:
    """Return the tables of a zip of CSV files."""
    with zipfile.ZipFile(path) as archive:
        return {
            name: list(csv.DictReader(io.TextIOWrapper(archive.open(name), encoding="utf-8-sig")))
            for name in archive.namelist()
        }


def test_a_zip_holds_each_table_with_days_and_moments_as_people_write_them(filled: Workspace, tmp_path: Path) -> None:
    done = export_data(filled, tmp_path / "all.zip")
    found = tables(tmp_path / "all.zip")
    assert done.tables == len(found)
    assert done.rows == sum(len(rows) for rows in found.values())
    [order] = found["orders.csv"]
    assert order["day"] == "2024-10-04"
    assert (order["created_at"], order["paid_at"]) == ("2024-10-04 00:01:01", "2024-10-04 00:01:40")
    assert (order["order_id"], order["paid_amount"], order["units"]) == ("4051", "1990", "")
    assert "shop_id" not in order


def test_texts_never_act_as_formulas(filled: Workspace, tmp_path: Path) -> None:
    export_data(filled, tmp_path / "all.zip")
    assert tables(tmp_path / "all.zip")["product.csv"][0]["title"] == "'=cmd()"
    export_data(filled, tmp_path / "all.xlsx")
    book = load_workbook(tmp_path / "all.xlsx")
    titles = [cell.value for cell in book["product"][1]]
    cell = book["product"].cell(2, titles.index("title") + 1)
    assert (cell.value, cell.data_type) == ("=cmd()", "s")


def test_a_workbook_has_a_sheet_for_each_table_and_real_dates(filled: Workspace, tmp_path: Path) -> None:
    done = export_data(filled, tmp_path / "all.xlsx")
    book = load_workbook(tmp_path / "all.xlsx")
    assert len(book.sheetnames) == done.tables
    titles = [cell.value for cell in book["orders"][1]]
    assert book["orders"].cell(2, titles.index("day") + 1).value.date() == date(2024, 10, 4)


def test_what_only_the_program_understands_stays_inside(filled: Workspace, tmp_path: Path) -> None:
    export_data(filled, tmp_path / "all.zip")
    names = {name.removesuffix(".csv") for name in tables(tmp_path / "all.zip")}
    assert not names & data_export.KEPT_INSIDE
    assert not any(name.endswith("_kept") for name in names)
    assert {"shop", "product", "orders", "import_batch"} <= names


def test_another_shop_of_the_workspace_is_left_out(filled: Workspace, tmp_path: Path) -> None:
    filled.select_shop(shops.add_shop(filled, "Other").value)
    export_data(filled, tmp_path / "all.zip")
    found = tables(tmp_path / "all.zip")
    assert list(found) == ["shop.csv"]
    assert [row["name"] for row in found["shop.csv"]] == ["Other"]


def test_a_table_too_long_for_a_sheet_asks_for_the_zip(
    filled: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(data_export, "MOST_SHEET_ROWS", 0)
    with pytest.raises(InputError) as refused:
        export_data(filled, tmp_path / "all.xlsx")
    assert refused.value.what.id == "cli.export.too_long"
    assert not list(tmp_path.glob("*.xlsx"))


@pytest.mark.parametrize(("name", "said"), [("all.doc", "cli.export.kind"), ("none/all.zip", "errors.cannot_write")])
def test_what_cannot_be_written_is_told_and_leaves_nothing(
    name: str, said: str, filled: Workspace, tmp_path: Path
) -> None:
    with pytest.raises(InputError) as refused:
        export_data(filled, tmp_path / name)
    assert refused.value.what.id == said
    assert not (tmp_path / name).exists()
